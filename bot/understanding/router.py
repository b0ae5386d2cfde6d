"""From words to a command: protect, cut out, match, classify, fill, ask.

A decision is a tool with arguments, or a question. What no template fits goes to the classifier; what neither is sure of is
asked about, with the likeliest commands to choose from; what is no command here is declined.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from importlib import resources
from pathlib import Path
from threading import RLock
from typing import Literal

from bot.tool import Effect, Tool
from bot.understanding import described, figures, filling, references, slots, splitting
from bot.understanding.answers import yes_or_no
from bot.understanding.classifier import LEARNING, Classifier, Example
from bot.understanding.decision import Decision, Question, Situation
from bot.understanding.embedder import embedder
from bot.understanding.numbers import fold
from bot.understanding.pending import answer
from bot.understanding.practice import copies, practice
from bot.understanding.sentences import Language, Match, Templates, language, number_words, templates
from bot.understanding.slots import Found, Names, find
from bot.understanding.text import HIDDEN, Said, Spelling, Token, ending_in, plain, read, tokenise, unquoted
from connectors.platform import Platform

SURE = 0.55
"""Probability from which the classifier's command is taken, unless its effect has another."""
SURE_OF = {
    Effect.READ: 0.5,
    Effect.DRAFT: 0.53,
    Effect.PUBLISH: 0.62,
    Effect.DELETE: 0.62,
    Effect.REACH_OUT: 0.62,
    Effect.ADMIT: 0.62,
}
"""What only looks or drafts is taken with less, what reaches other people with more."""
AHEAD, FAR_AHEAD = 0.43, 4.5
"""Probability from which, and how many times as probable as the next, one that asks for no consent is taken all the same."""
PLAIN = 0.8
"""Probability from which it is taken though its words are none that templates have."""
CERTAIN = 0.9
"""Probability from which it is taken though much is said beside it, or nothing of what it does in so many words."""
OVERRULES, CLEARLY = 0.55, 4.0
"""Probability from which, and how many times as probable as the template's, another command overrules an open template."""
OVERRULES_ALL, BY_FAR = 0.88, 15.0
"""The same for a template that left no word open."""
TRUSTED = 8
"""Letters from which a template that left no word open is taken without asking the classifier."""
POSSIBLE = 0.12
"""Probability from which a command is offered as a choice."""
LIKELY = 0.2
"""Probability from which a target is taken for one where its metric and its number are said."""
SURE_AS_PART = 0.65
"""Probability from which one of several commands of a message is taken where it begins with a word for one."""
COPY = 0.4
"""How much a copy of an example with a slip or polite words counts in learning."""
TEMPLATE_CONFIDENCE = 0.98
MENDED_CONFIDENCE = 0.94
OTHER = 0.5
"""Probability of being no command here from which a template with an open end is not trusted."""
CONDITIONAL = "schedule_when"
OPEN_SLOTS = frozenset({"topic", "text", "instruction", "brand_value", "detail_value", "place", "account", "linked"})
TAKES_AWAY = frozenset(
    [
        "cancel_post",
        "disconnect_account",
        "delete_post",
        "delete_comment",
        "remove_link",
        "remove_kpi",
        "remove_feed",
        "remove_competitor",
        "remove_metric",
        "stop_watching",
        "stop_report",
    ]
)
EXACT = frozenset({"reply_comment", "edit_post", "set_post_detail", "describe_media"})
"""Tools whose words may be given without quotation marks: all that follows the colon, or "with"."""
LONGEST_HEAD = 200
MOST_HEADS = 4
"""Characters in which such a command ends and its words begin; and how many places in them are tried."""
ON_DRAFTS = frozenset({"improve_draft", "cancel_post", "retarget_post", "publish_post"})
OF_COMMENTS = frozenset({"list_comments", "reply_comment", "hide_comment", "delete_comment"})
AROUND_WORDS = frozenset(
    {
        "retarget_post",
        "attach_media",
        "remove_media",
        "describe_media",
        "fit_media",
        "set_post_detail",
        "delete_post",
        "generate_voiceover",
    }
)
"""Changes to a post that are none of its words: where the classifier is sure of one, "add …" and "remove …" mean it."""
UNCONDITIONED = frozenset({"watch_metric", "set_alerts"})
"""Tools whose sentences have a condition of their own: "if our followers fall under 900, tell me"."""
MEASURED = frozenset({"forecast_metric", "set_kpi", "watch_metric"})
"""Tools that are for a figure and nothing else."""
SOON = 150
"""Days ahead in which a month that is named is one to come; "in February", said in March, is the last one."""
CAMPAIGNED = frozenset({"show_metrics", "show_return", "add_spend", "track_link", "import_results"})
"""Tools with the name of a campaign among their words, which may be any."""
GOING_OUT = frozenset({"publish_post", "schedule_post", "queue_post"})
SETTLED_BY_TIME = frozenset({"draft_post", "publish_post", "schedule_post"})
NONE = "-none"
TALK = "-talk-"
ELSEWHERE = "-elsewhere-"
MOST_COMMANDS = 6
LONGEST_PHRASE = 400
"""Characters kept of a phrasing that was learned."""

_SPACED = re.compile(r"\s+")


class Understanding:
    """The embedded model. One instance serves a workspace's conversations; safe to call from several threads."""

    def __init__(
        self,
        tools: Mapping[str, Tool],
        platforms: Mapping[str, Platform],
        *,
        cache: Path | None = None,
        languages: Sequence[str] = ("en", "es", "de", "fr"),
    ) -> None:
        """`cache` is a folder for what takes time to compute; `languages` those with a file in `prompts/sentences/`."""
        self.tools = dict(tools)
        self.names = Names(platforms)
        self._cache = cache
        self._languages: dict[str, Language] = {code: language(code) for code in languages}
        self._templates: dict[str, Templates] = {}
        self._spelling: dict[str, Spelling] = {}
        self._marking: dict[str, frozenset[str]] = {code: _marking(spoken) for code, spoken in self._languages.items()}
        self._talk = {
            plain(said): kind
            for spoken in self._languages.values()
            for kind, all_ in spoken.small_talk.items()
            for said in all_
        }
        self._dismissals = frozenset(
            plain(said) for spoken in self._languages.values() for said in spoken.words["never_mind"]
        )
        self._spoken = {
            code: {said: fold(meant) for said, meant in spoken.table("spoken").items()}
            for code, spoken in self._languages.items()
        }
        self._given = {
            plain(said): name for name, tool in self.tools.items() for given in tool.examples.values() for said in given
        }
        self._classifier = Classifier()
        self._lock = RLock()

    def warm(self) -> None:
        """Load what was learned and build grammars and word lists; what takes memory waits for its first unsure sentence."""
        self._trained()
        for code, spoken in self._languages.items():
            # Grammars and word lists are built when they first meet a sentence.
            said = self._mended(read(spoken.examples["schedule_post"][0]), code)
            found = find(said, code, self.names, _SAMPLE_NOW)
            self._whole(found)
            self._match(found)

    def phrase_of(self, text: str, usual: str) -> str:
        """What is kept of a phrasing to know it again, in the language `usual` when in doubt: its words and what was cut out."""
        said = read(text)
        code = self.language_of(said, usual)
        return _phrase(find(self._mended(said, code), code, self.names, _SAMPLE_NOW))

    def decide(self, text: str, situation: Situation, *, only: str | None = None) -> Decision:
        """What `text` asks for, as far as it can be told in `situation`.

        `only` is the tool that the person picked for it; then only its arguments are left to find.
        """
        if only is not None and only in self.tools:
            return self._decide_as(text, only, situation)
        said = read(text)
        wordless = not any(
            token.word[0].isalnum() or (token.word[0] in "@#" and token.word[1:]) for token in said.tokens
        )
        if wordless and not said.quotes:
            verdict = yes_or_no(text)
            if verdict is None or not situation.consent_open:
                return Decision(None, question=Question("ask-say-something"), reason="no words")
        if situation.consent_open and (verdict := yes_or_no(text)) is not None:
            return Decision(None, {"answer": verdict}, 1.0, "consent", reason="yes or no to the open question")
        code = self.language_of(said, situation.language)
        if (exact := self._exactly(text, code, situation)) is not None:
            return exact
        said = self._mended(said, code)
        if situation.pending is not None:
            filled = answer(self, said, text, code, situation)
            if filled is not None:
                return filled
        return self._message(text, said, code, situation)

    def _exactly(self, text: str, code: str, situation: Situation) -> Decision | None:
        """ "Reply to comment 4: thank you": what follows is taken as it was written, to the end, whatever it says."""
        tokens = tokenise(text[:LONGEST_HEAD])
        words = [token.word for token in tokens]
        for spoken in dict.fromkeys((situation.language, code)):
            lex = slots.lexicon(spoken if spoken in self._languages else "en")
            written_out = self._spoken[lex.code]
            meant = [written_out.get(word) or word for word in words]
            for at, end, colon in _given_places(meant, lex)[:MOST_HEADS]:
                rest = text[tokens[end - 1].end :]
                if colon and rest[:1].isalnum():
                    continue  # half past ten is no command and its words
                rest = rest.strip()
                given = unquoted(rest)
                if not given or (not colon and given == rest and read(rest[:LONGEST_HEAD]).text[:1] == HIDDEN):
                    continue
                loose = not colon and not lex.at("exactly", words, at) > at
                decided = self._given_exactly(text[: tokens[at].start], given, loose, lex.code, situation)
                if decided is not None:
                    return decided
        return self._spoken_answer(text, code, situation)

    def _spoken_answer(self, text: str, code: str, situation: Situation) -> Decision | None:
        """ "Answer comment number two thank you very much": as a speech recogniser writes it, with no colon."""
        said = read(text)
        lex = slots.lexicon(code)
        heads = {token.word for token in said.tokens[:3]}
        if said.quotes or len(said.text) != len(text) or not any(lex.has("comment_verbs", word) for word in heads):
            return None
        found = find(said, code, self.names, situation.now)
        mark = found.first("comment", "comment_place")
        tokens = found.said.tokens
        if mark is None or mark.end >= len(tokens):
            return None
        after = [token.word for token in tokens[mark.end :]]
        passed = ("prepositions", "connectors", "polite_tail", "exactly", "split_then")
        if not after[0][0].isalnum() or (len(after) < 4 and any(lex.at(name, after, 0) > 0 for name in passed)):
            return None
        end = tokens[mark.end - 1].end
        decided = self._given_exactly(text[:end], text[end:].strip(), False, code, situation)
        return decided if decided is not None and "reply_comment" in (decided.tool, decided.asks_for) else None

    def _given_exactly(self, head: str, given: str, loose: bool, usual: str, situation: Situation) -> Decision | None:
        """`head` as a command with the words `given`. Those that come `loose`, after "to", are no answer to a comment, and
        "on this platform" at their end belongs to the command.
        """
        code = self.language_of(read(head), usual)

        def made(head: str, given: str) -> tuple[Found, Match | None]:
            found = find(self._mended(ending_in(head, given), code), code, self.names, situation.now)
            return found, self._match(found)

        found, match = made(head, given)
        if match is None or match.tool not in EXACT or (loose and match.tool == "reply_comment"):
            return None
        if loose and (found.first("link") is not None or len(found.all("text")) > 1):
            return None  # "add the link … to draft 25": they are given already
        if loose and match.tool == "set_post_detail" and len((said := read(given)).text) == len(given):
            cut = splitting.addressed(
                said, find(said, code, self.names, situation.now).all("platforms"), slots.lexicon(code)
            )
            if 0 < cut < len(given):
                again = made(f"{head} {given[cut:]}", given[:cut].rstrip(" ,"))
                if again[1] is not None and again[1].tool == match.tool:
                    found, match = again[0], again[1]
        decided = filling.fill(self.tools[match.tool], found, match, situation)
        return self._finish(
            match.tool, decided, TEMPLATE_CONFIDENCE, "template", f"template {code}/{match.tool}, words given"
        )

    def _decide_as(self, text: str, tool: str, situation: Situation) -> Decision:
        """`text` read as a command for `tool`, which the person picked for it."""
        said = read(text)
        code = self.language_of(said, situation.language)
        said = self._mended(said, code)
        found = find(said, code, self.names, situation.now)
        match = self._match(found)
        decided = filling.fill(self.tools[tool], found, match if match and match.tool == tool else None, situation)
        return self._finish(tool, decided, 1.0, "classifier", "chosen by the person")

    def examples(self) -> list[tuple[str, str]]:
        """The sentences learnt from with their classes; a class that starts with "-" is no tool."""
        return [(said, label) for (_, said), label in self._labelled().items()]

    def template_on(self, text: str, code: str) -> str | None:
        """The tool of the template that fits the whole of `text`, nothing cut out; for measuring what templates alone do."""
        anything = frozenset({"post", "platforms", "time", "text", "range", "recurrence", "now", "handle"})
        for whole in (True, False):
            match = self._templates_of(code).match(text, anything, whole=whole, lenient=True)
            if match is not None:
                return match.tool
        return None

    @property
    def dismissals(self) -> frozenset[str]:
        """What drops an open question, in any language."""
        return self._dismissals

    def commands(self, found: Found, situation: Situation, tool: str) -> bool:
        """Whether a message is clearly a command of its own, and not the answer to a question that `tool` has open."""
        match = self._whole(found) or self._match(found)
        if match is not None:
            return match.tool != tool
        words = found.words()
        if not words or not slots.lexicon(found.language).has("commands", words[0]):
            return False
        top, probability = self._ranked(found)[0]
        return top in self.tools and top != tool and probability >= PLAIN

    def language_of(self, said: Said, usual: str) -> str:
        """The language a message is in: the one whose small words it uses most, the usual one when in doubt."""
        # "Face book" says nothing about the language, whatever "book" may mean in one.
        whole = self._joined(said, usual if usual in self._languages else "en")
        words = [token.word for token in whole.tokens[:60]]
        best, most = usual if usual in self._languages else "en", -1.0
        for code, marking in self._marking.items():
            commands = self._spelling_of(code)
            score = sum((word in marking) + 0.5 * (word in commands) for word in words)
            score += 0.5 * (code == usual) + 0.25 * (code == "en")
            if score > most:
                best, most = code, score
        return best

    def _mended(self, said: Said, code: str) -> Said:
        """Chat spellings written out and slips mended towards what commands and times are made of; real words stay."""
        spelling = self._spelling_of(code)
        spoken = self._spoken[code]
        tokens: list[Token] = []
        said = self._joined(slots.with_clitics(said, slots.lexicon(code)), code)
        for token in said.tokens:
            word = spoken.get(token.word) or token.word
            if word == token.word and len(word) >= 4 and word not in spelling and word.isalpha():
                near = spelling.mend(word)
                if near != word and not embedder().knows(word):
                    word = near
            tokens.append(token if word == token.word else replace(token, word=word, mended=True))
        return replace(said, tokens=tuple(tokens))

    def _joined(self, said: Said, code: str) -> Said:
        """Names that a speech recogniser took apart made whole: "linked in", "hash tags"."""
        tokens: list[Token] = []
        apart = slots.lexicon(code).tables["joined"]
        for token in said.tokens:
            if tokens and token.word[0].isalpha():
                pair = (tokens[-1].word, token.word)
                both = pair[0] + pair[1]
                called = len(both) > 4 and (pair in self.names.of or (len(both) > 5 and both in self.names.single))
                whole = apart.get(pair) or (both if called else None)
                if whole is not None and whole not in tokens[-1].word and tokens[-1].end < token.start:
                    first = tokens.pop()
                    tokens.append(Token(f"{first.written} {token.written}", whole, first.start, token.end, mended=True))
                    continue
            tokens.append(token)
        return replace(said, tokens=tuple(tokens)) if len(tokens) < len(said.tokens) else said

    def _message(self, text: str, said: Said, code: str, situation: Situation) -> Decision:
        for parts in splitting.candidates(said, slots.lexicon(code)):
            if len(parts) > MOST_COMMANDS:
                continue
            decisions: list[Decision] = []
            around = replace(situation, pending=None)
            for part in parts:
                decided = self._one(part, self.language_of(part, code), around, certain=len(parts) > 1)
                if decided is None:
                    break
                decisions.append(decided)
                around = _after(around, decided)
            else:
                decisions = _once(decisions)
                if len(decisions) == 1:
                    return decisions[0]
                more = tuple(more for decided in decisions for more in (replace(decided, more=()), *decided.more))
                return replace(more[0], more=more[1:])
        decided = self._one(said, code, replace(situation, pending=None), certain=False)
        assert decided is not None
        return decided

    def _one(self, said: Said, code: str, situation: Situation, *, certain: bool) -> Decision | None:
        """One command. `certain`: None unless it surely is one."""
        found = find(said, code, self.names, situation.now)
        meant = described.meant(found, situation)
        if meant is None:
            return self._found(said, found, code, situation, certain=certain)
        decided = self._found(said, meant.found, code, situation, certain=certain)
        tool = self.tools.get(decided.tool or decided.asks_for or "") if decided is not None else None
        post = next((one.name for one in tool.arguments if one.slot.kind == "post"), None) if tool else None
        if decided is None or post is None or decided.args.get(post) != meant.first:
            return self._found(said, found, code, situation, certain=certain)
        return described.settled(decided, meant, post)

    def _found(self, said: Said, found: Found, code: str, situation: Situation, *, certain: bool) -> Decision | None:
        """One command, with everything cut out of it."""
        whole = self._whole(found)
        settled = whole is not None and not self._takes_text(whole.tool)
        if not settled and not said.quotes and (spoken := self._announced(said, code, situation)) is not None:
            return spoken
        tool = situation.learned.get(_phrase(found)) if situation.learned else None
        if tool in self.tools:
            assert tool is not None
            decided = filling.fill(self.tools[tool], found, None, situation)
            return self._finish(tool, decided, 0.97, "classifier", "said like this before")
        if whole is not None:
            decided = filling.fill(self.tools[whole.tool], found, whole, situation, whole=True)
            return self._finish(whole.tool, decided, TEMPLATE_CONFIDENCE, "template", f"template {code}/{whole.tool}")
        if (tool := self._given.get(plain(said.text))) is not None and not said.quotes:
            tool = self._meant(tool, found, situation) or tool
            decided = filling.fill(self.tools[tool], found, self._match_for(found, tool), situation)
            return self._finish(tool, decided, TEMPLATE_CONFIDENCE, "template", f"an example of {tool}")
        if not certain and (kind := self._talk.get(plain(said.text))) is not None:
            return Decision(None, question=Question(f"say-{kind}"), confidence=1.0, reason="small talk")
        referred = self._refer(found, situation)
        if referred is not None:
            return referred
        if self._translating(found, situation):
            options = (("set_language", "set_language"),)
            question = Question("ask-not-here-yet", {"area": "translate_post"}, options=options)
            return None if certain else Decision(None, question=question, reason="the last post in another language")
        match = self._match(found)
        mended = any(token.mended for token in found.said.tokens)
        confidence = MENDED_CONFIDENCE if mended else TEMPLATE_CONFIDENCE
        if self._sweeping(found):
            return None if certain else Decision(None, question=Question("ask-out-of-scope"), reason="all at once")
        if match is not None and not self._doubtful(match, found):
            tool = self._settled_tool(match.tool, found, situation.now.date())
            if (other := self._meant(tool, found, situation) or self._around_words(match, found)) is not None:
                tool, match = other, None
            if tool in GOING_OUT and self._forbidden(found, match):
                return None if certain else self._rather_not(tool, found)
            decided = filling.fill(self.tools[tool], found, match, situation)
            return self._finish(tool, decided, confidence, "template", f"template {code}/{tool}")
        if not found.words() and found.first("text") and found.first("time") and "schedule_post" in self.tools:
            decided = filling.fill(self.tools["schedule_post"], found, None, situation)
            return self._finish("schedule_post", decided, confidence, "template", "a text and its time")
        if not found.words() and found.first("pairing_code") and "let_in" in self.tools:
            decided = filling.fill(self.tools["let_in"], found, None, situation)
            return self._finish("let_in", decided, confidence, "template", "a code by itself")
        return self._classify(found, situation, certain=certain)

    def _doubtful(self, match: Match, found: Found) -> bool:
        """Whether a template took what the classifier holds for something else altogether."""
        if "amount" in match.spans and figures.metric(found) is None:
            top, probability = self._ranked(found)[0]
            return top != match.tool or probability < PLAIN  # "our target is to lose five kilos"
        if not match.spans:
            # What says so much and leaves nothing open is not doubted: half of the time is saved for those.
            return match.literal < TRUSTED and self._overruled(match, found, OVERRULES_ALL, BY_FAR)
        if self._conditional(found) and "topic" in match.spans:
            return True
        lex = slots.lexicon(found.language)
        words = found.words()
        ranked = self._ranked(found)
        if self._overruled(match, found, OVERRULES, CLEARLY):
            return True
        if "instruction" not in match.spans and any(lex.has("post_nouns", word) for word in words[1:]):
            return False
        if "topic" in match.spans and found.platforms and any(lex.at("about", words, i) > i for i in range(len(words))):
            return False
        other = sum(p for label, p in ranked if label.startswith("-"))
        return other >= OTHER

    def _overruled(self, match: Match, found: Found, least: float, times: float) -> bool:
        """Whether the classifier is far surer of another command: "please write everything in French from now on" is no draft."""
        ranked = self._ranked(found)
        top, probability = ranked[0]
        if top not in self.tools or probability < least or self._unsaid(top, found):
            return False
        settled = self._settled_tool(match.tool, found, _SAMPLE_NOW.date())
        own = max(p for label, p in ranked if label in {match.tool, settled})
        return top not in {match.tool, settled} and probability >= times * own

    def _around_words(self, match: Match, found: Found) -> str | None:
        """What the classifier is sure of where a template took the rest for a change of the words: "add Mastodon to post 4"."""
        if match.tool != "improve_draft" or "instruction" not in match.spans:
            return None
        top, probability = self._ranked(found)[0]
        sure = top in AROUND_WORDS and top in self.tools and probability >= SURE and not self._unsaid(top, found)
        return top if sure else None

    @staticmethod
    def _forbidden(found: Found, match: Match | None) -> bool:
        """Whether it is said that something must not happen, outside of what the post is about."""
        lex = slots.lexicon(found.language)
        words = found.words()
        topic = set(match.spans.get("topic", ())) if match is not None else set()
        return any(
            (end := lex.at("never", words, at)) > at
            and found.rest[at] not in topic
            and words[end : end + 1] != ["forget"]
            for at in range(len(words))
        )

    @staticmethod
    def _rather_not(tool: str, found: Found) -> Decision:
        """ "Publish draft 4 on no account": nothing goes out; whether it is to be taken off the plan is asked."""
        options = (("cancel_post", "cancel_post"), (tool, tool))
        said = {"said": found.said.slice(0, len(found.said.text))}
        return Decision(None, said, question=Question("ask-which", options=options), reason="said not to happen")

    def _sweeping(self, found: Found) -> bool:
        """Whether a change is meant for everything at once: "publish everything", "delete it all". None is made."""
        lex = slots.lexicon(found.language)
        words = found.words()
        looking = words and words[0] in re.findall(r"\w+", self._languages[found.language].rules["show"])
        if not words or looking or found.first("post") is not None:
            return False
        verb = lex.at("commands", words, 0)
        at = lex.at("sweeping", words, verb)
        if not 0 < verb < at:
            return False
        while at < len(words):
            # "Post everything to everyone": where it should go makes it no smaller.
            further = max(lex.at(name, words, at) for name in ("everywhere", "sweeping", "prepositions", "polite_tail"))
            if further == at:
                return False
            at = further
        return True

    def _conditional(self, found: Found) -> bool:
        """ "If it snows, post …": a condition is no time."""
        words = [token.word for token in found.said.tokens]
        return slots.lexicon(found.language).at("conditions", words, 0) > 0

    def _classify(self, found: Found, situation: Situation, *, certain: bool) -> Decision | None:
        ranked = self._ranked(found)
        top, probability = ranked[0]
        none = sum(p for label, p in ranked if label == NONE or label.startswith(TALK))
        elsewhere = sum(p for label, p in ranked if label.startswith(ELSEWHERE))
        tools = [(label, p) for label, p in ranked if label in self.tools]
        known = self._known_words(found)
        if (
            self._conditional(found)
            and CONDITIONAL not in self.tools
            and top in self.tools
            and self.tools[top].effect is not Effect.READ
            and top not in UNCONDITIONED
            and len(found.said.tokens) > 4
        ):
            facts = {"area": CONDITIONAL}
            return (
                None
                if certain
                else Decision(
                    None,
                    question=Question("ask-not-here-yet", facts, options=((top, top),)),
                    confidence=probability,
                    reason="depends on a condition",
                )
            )
        if (aside := self._of_platforms(top, found)) is not None:
            top, probability = aside, min(1.0, probability + dict(ranked).get(aside, 0.0))
        if top in SETTLED_BY_TIME:
            # "Get a post onto Instagram on Saturday at 11": whichever of them it is called, the hour makes it a plan.
            today = situation.now.date()
            settled = self._settled_tool(top, found, today)
            same = [
                p
                for label, p in ranked
                if label in SETTLED_BY_TIME and self._settled_tool(label, found, today) == settled
            ]
            probability = min(1.0, sum(same))
        least = SURE_OF.get(self.tools[top].effect, SURE) if top in self.tools else SURE
        sure = probability >= least and (known or probability >= PLAIN)
        harmless = top in self.tools and not self.tools[top].effect.needs_consent and top not in TAKES_AWAY
        if harmless and known and top == ranked[0][0]:
            sure = sure or probability >= max(AHEAD, FAR_AHEAD * ranked[1][1])
        if (figured := self._figured(ranked, found, sure)) is not None:
            top, sure, probability = figured, True, max(probability, least)
        odd = self._strange(top, found) or self._unsaid(top, found)
        sure = sure and not self._unmeasured(top, found)
        if top in self.tools and self._of_weather(top, found):
            return (
                None if certain else Decision(None, question=Question("ask-out-of-scope"), reason="about the weather")
            )
        if top in self.tools and sure and (not odd or probability >= CERTAIN):
            tool = self._settled_tool(top, found, situation.now.date())
            tool = self._meant(tool, found, situation) or tool
            if tool in GOING_OUT and self._forbidden(found, None):
                return None if certain else self._rather_not(tool, found)
            led = certain and slots.lexicon(found.language).at("commands", found.words(), 0) > 0
            if not certain or probability >= (SURE_AS_PART if led else PLAIN):
                decided = filling.fill(self.tools[tool], found, None, situation)
                return self._finish(tool, decided, probability, "classifier", f"classifier {probability:.2f}")
        if certain:
            return None
        if top.startswith(TALK) and probability >= SURE:
            return Decision(
                None, question=Question(f"say-{top.removeprefix(TALK)}"), confidence=probability, reason="small talk"
            )
        near = [label for label, p in tools if p >= POSSIBLE][:3] or [label for label, _ in tools[:2]]
        options = tuple((label, label) for label in near)
        if elsewhere > max(none, tools[0][1] if tools else 0.0):
            area = max((label for label, _ in ranked if label.startswith(ELSEWHERE)), key=dict(ranked).__getitem__)
            facts = {"area": area.removeprefix(ELSEWHERE)}
            reason = f"not here yet: {facts['area']}"
            return Decision(
                None,
                question=Question("ask-not-here-yet", facts, options=options[:2]),
                confidence=elsewhere,
                reason=reason,
            )
        if not tools or none + elsewhere >= 0.5 or tools[0][1] < POSSIBLE or not known:
            reason = f"no command here ({none + elsewhere:.2f})"
            return Decision(
                None, question=Question("ask-out-of-scope", options=options[:2]), confidence=none, reason=reason
            )
        likely = ", ".join(f"{label} {p:.2f}" for label, p in tools[:3])
        return Decision(
            None,
            {"said": found.said.slice(0, len(found.said.text))},
            tools[0][1],
            question=Question("ask-which", options=options),
            reason=f"unsure: {likely}",
        )

    def _figured(self, ranked: Sequence[tuple[str, float]], found: Found, sure: bool) -> str | None:
        """Which question about figures is meant where several are likely and the words tell them apart."""
        odds = dict(ranked)
        metric, amount, by = figures.metric(found), figures.has_amount(found), figures.breakdown(found)
        top, probability = ranked[0]
        told = metric is not None and amount
        if told and figures.direction(found) and self._conditional(found) and odds.get("watch_metric", 0.0) >= POSSIBLE:
            return "watch_metric"
        if told and top == "set_kpi" and probability >= LIKELY:
            return top
        lex, words = slots.lexicon(found.language), found.words()
        ranking = any(lex.at("superlatives", words, at) > at for at in range(len(words))) and any(
            lex.has(name, word) for word in words for name in ("post_nouns", "media_nouns", "superlatives")
        )
        ranking = ranking and not figures.comparing(found)
        if top == "list_posts" and "top_posts" in self.tools and not slots.values(found, "statuses"):
            # "Which posts went worst" asks how they did, and not which there are.
            told_apart = references.says(found, "worst") or (ranking and found.first("range") is not None)
            return "top_posts" if told_apart and odds.get("top_posts", 0.0) >= POSSIBLE / 4 else None
        if odds.get("show_metrics", 0.0) + odds.get("show_return", 0.0) >= SURE and figures.campaign(found):
            # "How is the campaign doing" asks for its figures, "what did it bring" for its money.
            both = {"show_metrics", "show_return"} <= self.tools.keys()
            earned = any(lex.at("returns", words, at) > at for at in range(len(words)))
            return ("show_return" if earned else "show_metrics") if both else None
        if odds.get("show_metrics", 0.0) + odds.get("top_posts", 0.0) >= SURE:
            both = {"show_metrics", "top_posts"} <= self.tools.keys()
            unclear = not sure or (top == "show_metrics" and ranking and odds.get("top_posts", 0.0) >= POSSIBLE)
            return ("top_posts" if ranking else "show_metrics") if both and unclear else None
        if sure or metric is None or ranking or amount or top in TAKES_AWAY or "show_metrics" not in self.tools:
            return None
        rules = self._languages[found.language].rules
        posting = set(re.findall(r"\w+", f"{rules['publish']} {rules['schedule']} {rules['write']}"))
        asked = found.first("range", "post", "platforms") is not None or figures.comparing(found) or by is not None
        least = POSSIBLE / 4 if by is not None else POSSIBLE
        plain_question = asked and posting.isdisjoint(words) and odds.get("show_metrics", 0.0) >= least
        return "show_metrics" if plain_question and probability < SURE else None

    def _unsaid(self, tool: str, found: Found) -> bool:
        """Whether `tool` takes something away though no word of the sentence does: "schedule post 1 at 25:99" cancels nothing."""
        if tool not in TAKES_AWAY:
            return False
        taking = [entry[0] for entry in slots.lexicon(found.language).lists["taking_away"]]
        long = tuple(word for word in taking if len(word) >= 5)
        words = [token.word.rpartition("'")[2] or token.word for token in found.said.tokens]
        return not any(word in taking or (len(word) > 5 and word.startswith(long)) for word in words)

    def _unmeasured(self, tool: str, found: Found) -> bool:
        """Whether no figure is named, but something else is: "the forecast for the weather"."""
        if tool not in MEASURED or figures.metric(found) is not None:
            return False
        spelling = self._spelling_of(found.language)
        return any(len(word) >= 4 and word.isalpha() and word not in spelling for word in found.words())

    def _translating(self, found: Found, situation: Situation) -> bool:
        """ "And in German", "make it German": of the last post, where nothing translates; the language stays what it is."""
        if "translate_post" in self.tools or not situation.focus or len(slots.values(found, "languages")) != 1:
            return False
        words = [token.word for token in found.said.tokens]
        leads_on = slots.lexicon(found.language).has("connectors", words[0]) or found.first("pronoun") is not None
        around = ("languages", "prepositions", "connectors", "also", "polite", "polite_tail", "articles", "corrections")
        return leads_on and references.only(found, *around, *(("commands",) if found.first("pronoun") else ()))

    def _of_weather(self, tool: str, found: Found) -> bool:
        """Whether the weather is asked about; a post may be about it, no figures and no plan are."""
        if self.tools[tool].effect is not Effect.READ:
            return False
        if OPEN_SLOTS & {argument.slot.kind for argument in self.tools[tool].arguments}:
            return False
        if figures.metric(found) is not None or found.first("post", "platforms", "text", "handle") is not None:
            return False
        return references.says(found, "weather")

    def _strange(self, tool: str, found: Found) -> bool:
        """Whether much is said that `tool` has no place for: "show me hotels in Rome" is no list of posts."""
        words = found.words()
        if len(words) > 12 and 4 * len(set(words)) < len(words):
            return True
        if tool in CAMPAIGNED and figures.campaign(found) is not None:
            return False
        if tool in self.tools and OPEN_SLOTS & {argument.slot.kind for argument in self.tools[tool].arguments}:
            return False
        spelling = self._spelling_of(found.language)
        content = [word for word in words if len(word) >= 4]
        listed = slots.lexicon(found.language).words
        unknown = [word for word in content if word not in spelling and word not in listed]
        return len(unknown) >= 2 and 2 * len(unknown) >= len(content)

    def _known_words(self, found: Found) -> bool:
        """Whether anything left of the sentence is a word this language's commands use; an empty rest needs marks."""
        words = found.words()
        if not words:
            return "post" in found.kinds
        spelling, lex = self._spelling_of(found.language), slots.lexicon(found.language)
        return any(word in spelling or lex.has("taking_away", word) for word in words)

    def _ranked(self, found: Found) -> list[tuple[str, float]]:
        classifier = self._trained()
        return classifier.probabilities(*_described(found))

    def _settled_tool(self, tool: str, found: Found, today: date) -> str:
        """The posting tool that the time said decides: later is scheduled, now is published."""
        later = found.first("time", "recurrence") is not None
        if (later or self._ahead(found, today)) and tool == "publish_post" and "schedule_post" in self.tools:
            return "schedule_post"
        if tool == "schedule_post" and not later and found.first("now") is not None and "publish_post" in self.tools:
            return "publish_post"
        if (
            tool == "draft_post"
            and "schedule_post" in self.tools
            and any(getattr(mark.value, "has_time", True) for mark in found.all("time", "recurrence"))
        ):
            return "schedule_post"
        return tool

    def _meant(self, tool: str, found: Found, situation: Situation) -> str | None:
        """Another tool than the sentence alone says: for a comment that "it" means, or for a post that is said to be out."""
        other = (
            self._of_comments(tool, found, situation)
            or self._of_what_is_out(tool, found)
            or self._of_platforms(tool, found)
            or self._of_days(tool, found, situation.now.date())
            or self._of_planned(tool, found)
        )
        return other if other in self.tools and other != tool else None

    @staticmethod
    def _of_comments(tool: str, found: Found, situation: Situation) -> str | None:
        """The comments' own command where one is named, or where they were shown last and only "the second one" is said."""
        removing = tool in {"cancel_post", "delete_post", "remove_media"}
        if removing and found.all("comment", "comment_place", "that_comment"):
            return "delete_comment"
        last = situation.last[0] if situation.last is not None else ""
        if last not in OF_COMMENTS or not found.all("ordinal", "pronoun") or found.all("post", "platforms"):
            return None
        if removing:
            return "delete_comment"
        again = tool == "show_post" and last == "hide_comment" and references.says(found, "showing_again")
        return "hide_comment" if again else None

    @staticmethod
    def _of_planned(tool: str, found: Found) -> str | None:
        """ "Cale la 22 à jeudi": by its number alone, and not called a draft, a post has its place in the plan already."""
        if tool != "schedule_post" or found.first("post") is None or found.platforms or _is_draft(found):
            return None
        lex = slots.lexicon(found.language)
        heads = {found.said.tokens[index].word for index in found.rest[:1]}
        return "reschedule_post" if any((word,) in lex.lists.get("moves_planned", ()) for word in heads) else None

    @staticmethod
    def _of_days(tool: str, found: Found, today: date) -> str | None:
        """Figures of days to come are a forecast, a forecast of days that have been their figures."""
        ranges = [mark.value for mark in found.all("range")]
        soon = bool(ranges) and all(0 < (each.since - today).days <= SOON for each in ranges)
        if tool == "show_metrics" and soon and not filling.speaks_of_the_past(found):
            return "forecast_metric" if figures.metric(found) and found.first("post") is None else None
        if tool == "forecast_metric" and ranges and all(each.until <= today for each in ranges):
            return "show_metrics"
        return None

    @staticmethod
    def _of_platforms(tool: str, found: Found) -> str | None:
        """ "Publish post 4 without Facebook": Facebook is taken off it first, and nothing goes out there."""
        if tool not in {"publish_post", "improve_draft"} or not found.platforms or found.first("post") is None:
            return None
        return "retarget_post" if references.left_out(found) == found.platforms else None

    @staticmethod
    def _of_what_is_out(tool: str, found: Found) -> str | None:
        """ "Delete the post that is live": it is changed or deleted where it stands, and nothing goes out again."""
        if tool not in ON_DRAFTS or not references.says(found, "is_out"):
            return None
        lex, words = slots.lexicon(found.language), found.words()
        changing = bool(words) and lex.at("changing", words, 0) > 0
        removing = set(re.findall(r"\w{4,}", spoken_rule(found.language, "cancel")))
        if not changing and any(word in removing and lex.has("taking_away", word) for word in words):
            return "delete_post"
        return "edit_post" if changing or tool == "improve_draft" else None

    @staticmethod
    def _ahead(found: Found, today: date) -> bool:
        """Whether days to come are named: "post about the workshop next week" is not meant for now."""
        return any(mark.value.since > today for mark in found.all("range")) and not found.first("now")

    def _refer(self, found: Found, situation: Situation) -> Decision | None:
        made = filling.from_last(found, situation, self.tools)
        if made is None:
            return None
        tool, decided, reason = made
        return self._finish(tool, decided, 0.95, "reference", reason)

    def _finish(
        self,
        tool: str,
        decided: filling.Filled,
        confidence: float,
        by: Literal["template", "classifier", "reference", "pending"],
        reason: str,
    ) -> Decision:
        if decided.question is not None:
            return Decision(None, decided.args, confidence, by, decided.question, tool, reason=reason)
        more = tuple(
            Decision(tool, {**decided.args, "post_id": number}, confidence, by, reason=reason)
            for number in decided.others
        )
        return Decision(tool, decided.args, confidence, by, more=more, reason=reason)

    def _announced(self, said: Said, code: str, situation: Situation) -> Decision | None:
        """Words of a post given without quotation marks: "post on … saying we are open"."""
        cut = splitting.announced(said, slots.lexicon(code))
        if cut is None:
            return None
        stop = splitting.addressed(
            said, find(said, code, self.names, situation.now).all("platforms"), slots.lexicon(code)
        )
        words = said.text[cut[1] : stop].strip(" ,")
        wrapped = self._mended(read(f"{said.text[: cut[0]]} “{words}” {said.text[stop:]}"), code)
        if not wrapped.quotes or not words:
            return None
        found = find(wrapped, code, self.names, situation.now)
        match = self._match(found)
        if match is None or not self._takes_text(match.tool):
            return None
        tool = self._settled_tool(match.tool, found, situation.now.date())
        decided = filling.fill(self.tools[tool], found, match, situation)
        return self._finish(tool, decided, TEMPLATE_CONFIDENCE, "template", f"template {code}/{tool}, words given")

    def _takes_text(self, tool: str) -> bool:
        return "text" in {argument.slot.kind for argument in self.tools[tool].arguments}

    def _whole(self, found: Found) -> Match | None:
        words = [
            token
            for token in found.said.tokens
            if token.word[0].isalnum() or token.word[0] in "#@" or len(token.word) > 1
        ]
        text = " ".join(_word(token.word) for token in words)
        for code in self._codes(found.language):
            match = self._templates_of(code).match(text, found.kinds, whole=True)
            if match is not None:
                indices = _indices(
                    [token.word for token in words], [found.said.tokens.index(token) for token in words], match
                )
                return replace(match, spans=indices)
        return None

    def _match(self, found: Found) -> Match | None:
        words = [_word(word) for word in found.words()]
        for code in self._codes(found.language):
            marks = found.kinds | {"amount"} if figures.has_amount(found) else found.kinds
            match = self._templates_of(code).match(" ".join(words), marks, whole=False)
            if match is not None:
                return replace(match, spans=_indices(words, found.rest, match))
        return None

    def _match_for(self, found: Found, tool: str) -> Match | None:
        match = self._match(found)
        return match if match is not None and match.tool == tool else None

    def _codes(self, code: str) -> tuple[str, ...]:
        return (code,) if code in self._languages else ("en",)

    def _templates_of(self, code: str) -> Templates:
        with self._lock:
            if code not in self._templates:
                # Of two templates that fit as well, the one of the simpler tool is meant.
                order = sorted(self.tools, key=lambda name: len(self.tools[name].arguments))
                self._templates[code] = templates(code, tuple(order))
            return self._templates[code]

    def _spelling_of(self, code: str) -> Spelling:
        with self._lock:
            if code not in self._spelling:
                elsewhere = {
                    token.word
                    for all_ in self._languages[code].elsewhere.values()
                    for said in all_
                    for token in tokenise(said)
                    if len(token.word) >= 5 and token.word.isalpha()
                }
                names = elsewhere | {word for word in self.names.single if len(word) >= 6}
                self._spelling[code] = Spelling(_vocabulary(self._languages[code]) | names)
            return self._spelling[code]

    def _trained(self) -> Classifier:
        with self._lock, LEARNING:
            if not self._classifier.trained:
                key = self._key()
                if not self._classifier.restore(key, self._cache):
                    self._classifier.train(self._examples(), self._cache, key=key)
            return self._classifier

    def _key(self) -> str:
        """What the classifier's weights depend on: the sentences, the platforms' names, and how both are read."""
        labelled = [[code, said, label] for (code, said), label in self._labelled().items()]
        content = json.dumps([labelled, sorted(self.names.of)])
        digest = hashlib.sha256(content.encode())
        here = resources.files("bot").joinpath("understanding")
        files = [file for file in here.iterdir() if file.name.endswith(".py") and file.name not in _AFTER_READING]
        files += [
            file
            for code in self._languages
            for folder in ("sentences", "practice")
            if (file := resources.files("prompts").joinpath(folder, f"{code}.yaml")).is_file()
        ]
        for file in sorted(files, key=lambda file: file.name):
            digest.update(file.read_bytes())
        return digest.hexdigest()

    def _labelled(self) -> dict[tuple[str, str], str]:
        """The sentences to learn from: each tool's own, ours for it, and what is no command here."""
        labelled: dict[tuple[str, str], str] = {}
        for code, spoken in self._languages.items():
            for said in spoken.off_topic:
                labelled[code, said] = NONE
            for kind, all_ in spoken.small_talk.items():
                labelled.update({(code, said): f"{TALK}{kind}" for said in all_})
            for tool, all_ in spoken.elsewhere.items():
                if tool not in self.tools:
                    labelled.update({(code, said): f"{ELSEWHERE}{tool}" for said in all_})
            for tool, all_ in spoken.examples.items():
                if tool in self.tools:
                    labelled.update({(code, said): tool for said in all_})
            rough = practice(code)
            if rough is not None:
                for said in rough.off_topic:
                    labelled.setdefault((code, said), NONE)
                for tool, all_ in rough.said.items():
                    if tool in self.tools:
                        labelled.update({(code, said): tool for said in all_})
        for name, made in self.tools.items():
            for code, given in made.examples.items():
                if code in self._languages:
                    labelled.update({(code, said): name for said in given})
        return labelled

    def _examples(self) -> list[Example]:
        """What `_labelled` has and hasty copies of it, with everything cut out."""
        examples: dict[tuple[str, str], Example] = {}
        for weight in (1.0, COPY):
            for (code, said), label in self._labelled().items():
                for each in [said] if weight == 1.0 else copies(said, code):
                    found = find(self._mended(read(each), code), code, self.names, _SAMPLE_NOW)
                    described, kinds = _described(found)
                    examples.setdefault((described, label), Example(described, kinds, label, weight))
        return list(examples.values())


def spoken_rule(code: str, name: str) -> str:
    """The words of a rule of a language's sentences."""
    return str(language(code).rules[name])


def _given_places(words: Sequence[str], lex: slots.Lexicon) -> list[tuple[int, int, bool]]:
    """Where a command may end and its exact words begin, in tokens: at a colon first, then at "with", "saying", "to"."""
    first = next((i for i in range(len(words)) if lex.at("exact_heads", words, i) > i), len(words))
    colons, others = [], []
    for at in range(first + 1, len(words)):
        if words[at] == ":":
            colons.append((at, at + 1, True))
        elif (end := max(lex.at("exactly", words, at), lex.at("exactly_is", words, at))) > at:
            others.append((at, end, False))
    return [*colons[:2], *others]


_AFTER_READING = frozenset(
    f"{name}.py"
    for name in (
        "answers",
        "choices",
        "decision",
        "described",
        "figures",
        "filling",
        "hours",
        "mood",
        "pending",
        "polarity",
        "splitting",
    )
)
"""Files that no example goes through on its way to the classifier."""


def _sample_now() -> datetime:
    from datetime import timedelta, timezone

    return datetime(2026, 3, 11, 10, 0, tzinfo=timezone(timedelta(hours=1)))


_SAMPLE_NOW = _sample_now()


def _phrase(found: Found) -> str:
    return f"{found.language} {' '.join(found.words())} {' '.join(sorted(found.kinds))}"[:LONGEST_PHRASE]


def _described(found: Found) -> tuple[str, frozenset[str]]:
    """What the classifier sees of a message. Called a draft, a post is none that is planned or out already."""
    described, kinds = slots.describe(found), found.kinds
    if _is_draft(found):
        return described.replace("post 5", "draft 5"), kinds | {"draft"}
    return described, kinds


def _is_draft(found: Found) -> bool:
    """Whether a post is called a draft where it is named by its number."""
    drafts = slots.lexicon(found.language).tables["statuses"]
    words = [token.word for mark in found.all("post") for token in found.said.tokens[mark.start : mark.end]]
    return any(drafts.get((word,)) == "draft" for word in words)


def _word(word: str) -> str:
    """A word as hassil compares it: signs it gives a meaning to, or drops, would shift what wildcards take."""
    kept = "".join(char if char.isalnum() or char in "'#@" else "x" for char in word)
    return kept or "x"


def _indices(words: Sequence[str], places: Sequence[int], match: Match) -> dict[str, tuple[int, ...]]:
    """Character spans of a match made into the indices of the tokens they cover."""
    spans: dict[str, tuple[int, ...]] = {}
    starts: list[int] = []
    at = 0
    for word in words:
        starts.append(at)
        at += len(word) + 1
    for name, (start, end) in match.spans.items():
        spans[name] = tuple(place for place, begin in zip(places, starts, strict=True) if start <= begin < end)
    return spans


def _once(decisions: Sequence[Decision]) -> list[Decision]:
    """Without what only leads up to the same command: "draft 11 is too long, cut it to three sentences"."""
    kept: list[Decision] = []
    for decided in decisions:
        last = kept[-1] if kept else None
        if last is not None and decided.tool is not None and decided.tool == last.tool and not last.more:
            if decided.args == last.args or not decided.args:
                continue
            rest = {name: value for name, value in last.args.items() if name != "instruction"}
            if decided.tool == "improve_draft" and rest == {
                name: value for name, value in decided.args.items() if name != "instruction"
            }:
                kept[-1] = decided if len(decisions) == 2 else last
                if len(decisions) == 2:
                    continue
        kept.append(decided)
    return kept


def _after(situation: Situation, decided: Decision) -> Situation:
    """What the next command of the same message has before it."""
    number = decided.args.get("post_id")
    if isinstance(number, int):
        return replace(situation, focus=(number,), when=None)
    if {"topic", "text"} & decided.args.keys():
        return replace(situation, focus=(), listed=(), when=None)
    return situation


def _marking(spoken: Language) -> frozenset[str]:
    words: set[str] = set()
    for name in (
        "about",
        "articles",
        "prepositions",
        "connectors",
        "polite",
        "pronouns",
        "commands",
        "objects",
        "post_nouns",
        "now",
        "also",
        "only",
        "except",
        "corrections",
        "same",
        "split_then",
        "comment",
        "exactly",
    ):
        words |= {word for entry in spoken.list(name) for word in entry.split()}
    for body in spoken.rules.values():
        words |= set(re.findall(r"[^\W\d_]+", body))
    return frozenset(words)


def _vocabulary(spoken: Language) -> set[str]:
    """Every word that a command of this language is made of."""
    words = set(_marking(spoken))
    for groups in spoken.tools.values():
        for group in groups:
            for said in group["say"]:
                words |= set(re.findall(r"(?<![{<\w])[^\W\d_]+(?![}>\w])", plain_template(said)))
    words |= _time_words(spoken.code) | number_words(spoken.code)
    for name in (
        "tones",
        "languages",
        "statuses",
        "counted",
        "post",
        "ordinals",
        "never_mind",
        "spoken",
        "comment",
        "unanswered",
        "metrics",
        "breakdowns",
        "report_formats",
        "directions",
        "worst",
        "comparing",
        "campaign_nouns",
        "feed_nouns",
        "report_nouns",
        "metric_nouns",
        "trend_words",
        "followup",
        "superlatives",
        "sentiments",
    ):
        table = spoken.words.get(name, {})
        entries: Iterable[str] = spoken.table(name) if isinstance(table, Mapping) else spoken.list(name)
        words |= {word for entry in entries for word in entry.split()}
    return words


def _time_words(code: str) -> set[str]:
    from bot.understanding.numbers import fold
    from bot.understanding.time_words import LANGUAGES

    tables = LANGUAGES[code]
    said = " ".join([*tables.weekdays, *tables.plurals, *tables.months, *tables.units, *tables.periods, *tables.parts])
    for rule in tables.rules.splitlines():
        said += " " + re.sub(r"<[^>]*>", " ", rule.partition(":")[2])
    return {word for word in re.findall(r"[^\W\d_]+", fold(said)) if len(word) >= 4}


def plain_template(said: str) -> str:
    """A template's words, folded, its rules and lists left in their marks."""
    from bot.understanding.numbers import fold

    return _SPACED.sub(" ", fold(said))
