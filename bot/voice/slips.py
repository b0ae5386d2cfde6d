"""What nobody said, and what was said by mistake: taken out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from bot.understanding.numbers import fold
from bot.understanding.slots import lexicon
from bot.understanding.time_words import LANGUAGES as TIME_WORDS
from bot.voice.habits import COURTESIES, CREDITS, HABITS, words_of
from bot.voice.mending import DAYS, WORD, Work, after, folded, number_words, time_words
from bot.voice.sounds import key, likeness, squashed

if TYPE_CHECKING:
    from bot.voice.listen import Heard

LOST = 0.02
"""Probability of a word that a recogniser wrote because its hints say it, and not because it was heard."""
UNHEARD = 0.003
"""The same for any other word: nothing of it was heard."""
MURMURED = 0.45
"""Mean probability below which a word or two after the last sentence were none of the speaker's."""

REACH = 6
"""Words that may stand between what is taken back and where that is said."""

_NAME = "AllIN"
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")


def cut_what_nobody_said(work: Work, heard: Heard) -> None:
    """Take the hints off that a recogniser goes on with where speech has ended, and the credits of films."""
    end = _end_by_probability(work, heard)
    looped = re.search(r"(?:[\s,.]+([^\s,.]+)[,.]?)(?:\s+\1[,.]?){2,}[\s\w,.]{0,40}$", work.text, re.IGNORECASE)
    if looped is not None and not looped[1].isdigit():
        end = min(end, looped.start())
        first = re.search(r"(?<=[.!?…])\s+(\S+)$", work.text[:end])
        if first is not None and squashed(first[1]) in {squashed(name) for name in work.hints.platforms}:
            end = first.start()  # the name that it began with
    if 0 < end < len(work.text):
        work.put(end, len(work.text), "")
    _cut_murmur(work, heard)
    answering = re.search(rf"\b(?:{work.habits.answers}|{work.habits.dictates})\b", folded(work.text))
    for _ in range(4):
        sentences = _SENTENCE.split(work.text)
        if len(sentences) < 2:
            break
        last = folded(sentences[-1]).strip(" .!?¡¿…,")
        if answering and len(sentences) < 3:
            break  # "Reply to comment 12. Thank you so much."
        patterns = CREDITS if answering else (*CREDITS, *COURTESIES)
        echo = squashed(sentences[-2]).endswith(squashed(sentences[-1])) and squashed(sentences[-1]) in {
            squashed(name) for name in work.hints.platforms
        }
        if not echo and not any(re.fullmatch(pattern, last) for pattern in patterns):
            break
        start = work.text.rindex(sentences[-1])
        work.put(start, len(work.text), "")
        work.text = work.text.rstrip()


def _cut_murmur(work: Work, heard: Heard) -> None:
    """Take off a word or two after the last sentence that were hardly heard: an echo, a breath, "You.", "REST."."""
    sentences = _SENTENCE.split(work.text)
    if len(sentences) < 2 or not heard.words:
        return
    last = sentences[-1].split()
    tail = [word for word in heard.words if word.text.strip()]
    while tail and tail[-1].text.strip() != last[-1]:
        tail.pop()  # what was cut off already
    tail = tail[-len(last) :]
    if len(last) > 2 or [word.text.strip() for word in tail] != last:
        return
    echo = squashed(sentences[-2]).endswith(squashed(sentences[-1]))
    kept = _taking_back(work.language) | after(work.language)
    meant = not echo and any(folded(_bare(word)) in kept for word in last)
    if not meant and sum(word.probability for word in tail) / len(tail) < MURMURED:
        work.put(work.text.rindex(sentences[-1]), len(work.text), "")
        work.text = work.text.rstrip()


@cache
def _taking_back(language: str) -> frozenset[str]:
    """Words that change what was said before, however softly they come: "no", "stop"."""
    lex = lexicon(language)
    return frozenset(words[0] for name in ("corrections", "never_mind") for words in lex.lists[name] if words)


def _bare(word: str) -> str:
    return word.strip(" .,;:!?¡¿…")


def _end_by_probability(work: Work, heard: Heard) -> int:
    """Where what was heard ends: before the first hint after the end of a sentence that has no probability at all."""
    text, at = work.text, 0
    hints = work.hints
    named = {
        squashed(word)
        for name in (*hints.platforms, *hints.people, *hints.products, *hints.handles)
        for word in (name, *name.split())
    }
    for place, word in enumerate(heard.words):
        bare = word.text.strip()
        found = text.find(bare, at) if bare else -1
        if found < 0:
            continue
        lost = word.probability <= (LOST if squashed(bare) in named else UNHEARD)
        said = folded(_bare(bare)) in _taking_back(work.language)
        if place > 1 and lost and not said and re.search(r"[.!?…]\s*$", text[:found]):
            return len(text[:found].rstrip())
        at = found + len(bare)
    return len(text)


def greeting(work: Work) -> None:
    """ "Hey AllIN, post …": the assistant is spoken to, whatever its name was taken for."""
    match = re.match(rf"\W*(?:{work.habits.greetings})[\s,!]+", folded(work.text))
    if match is not None:
        rest = work.text[match.end() :]
        for size in (2, 1):
            words = list(WORD.finditer(rest))[:size]
            if len(words) == size:
                name = rest[words[0].start() : words[-1].end()]
                stop = re.match(r"[,.!…]*\s*", rest[words[-1].end() :])
                pause = stop is not None and bool(stop[0].strip())
                sure = key(name, "en") == key(_NAME, "en") or likeness(name, _NAME, "en") >= 0.8
                if (
                    sure
                    and words[0].start() == 0
                    and stop is not None
                    and (pause or size == 2 or squashed(name) == "allin")
                ):
                    work.put(0, match.end() + words[-1].end() + stop.end(), "")
                    return
        return
    match = re.match(r"\W*all[ -]?in[,!.]\s+", folded(work.text))
    if match is not None:
        work.put(0, match.end(), "")


def hesitations(work: Work) -> None:
    pause = r"[,.…–-]"
    sound = rf"(?:^|(?<=\s))(?:{work.habits.hesitations})(?![\w'’])\s*{pause}*\s*"
    work.each(re.compile(rf"(?<=\w)\s*{pause}\s*{sound}"), lambda match: " ")
    work.each(re.compile(sound), lambda match: "")
    set_off = work.habits.set_off
    work.each(re.compile(rf"^\W*(?:{set_off})\s*(?:,|…|\.\.\.)\s*"), lambda match: "")
    work.each(re.compile(rf"(?<=\w)\s*,\s*(?:{set_off})\s*,\s*"), lambda match: " ")


def pauses(work: Work) -> None:
    """ "On. Instagram": a full stop after a word that nothing can end with was a pause."""
    lex = lexicon(work.language)
    openers = {words[0] for words in lex.lists["prepositions"] | lex.lists["articles"] if len(words) == 1}
    openers &= _NEVER_LAST[work.language]

    def joined(match: re.Match[str]) -> str | None:
        return f"{work.text[match.start(1) : match.end(1)]} " if match[1] in openers else None

    work.each(re.compile(r"\b(\w+)(?:\.{1,3}|…|,)\s+(?=\w)"), joined)
    if work.language == "en":
        # "Tomorrow a half past five": it is "at" that was swallowed.
        days = "|".join(map(re.escape, sorted(time_words(work.language))))
        swallowed = rf"(?<=\w)(?P<day>(?:,| (?:{days})),?) a(?= (?:half|quarter) (?:past|to) )"
        work.each(re.compile(swallowed), lambda match: f"{work.text[match.start() : match.end('day')]} at")
    # "A quarter, past five", "comment, 12": what belongs together was said in two breaths.
    work.each(_TWO_BREATHS, lambda match: match[0].replace(",", ""))


_TWO_BREATHS = re.compile(
    r"\b(half|quarter|ten|five|twenty|halb|viertel|media|cuarto|demie|quart),\s+(past|to|nach|vor|y|et)\b"
    r"|\b(?:comment|post|draft|number|beitrag|entwurf|kommentar|nummer|comentario|borrador|número|commentaire|brouillon"
    r"|numéro),\s+\d",
    re.I,
)


_NEVER_LAST = {
    "en": words_of("on for at to about the a an our my of with"),
    "de": words_of("um auf fur uber den dem einen eine ein am unser unseren von"),
    "es": words_of("en a las sobre para el la los un una de nuestra nuestro"),
    "fr": words_of("sur a pour le la les un une de notre des"),
}


def doubled(work: Work) -> None:
    """ "Post post about the the sale". Words that carry a meaning of their own may be meant twice."""
    lex = lexicon(work.language)
    twice = {
        words[0]
        for name in ("commands", "prepositions", "articles", "about")
        for words in lex.lists[name]
        if len(words) == 1
    }
    twice -= {"that", "nous", "vous", "des", "over", "no", "la", "die", "der", "das", "yo", "bye"}

    def once(match: re.Match[str]) -> str | None:
        return work.text[match.start(1) : match.end(1)] if match[1] in twice else None

    work.each(re.compile(r"\b([^\W\d_]+)(?:,?\s+\1\b)+(?!['’])"), once)


def corrections(work: Work) -> None:
    """ "On Facebook, no, on LinkedIn": the later one holds, where both are of a kind and close together."""
    habits = work.habits
    surely = rf"[\s,.;:–—…-]+(?:{habits.corrects})\b"
    perhaps = rf"\s*[,.;:–—…-]\s*(?:{habits.may_correct})\b"
    mark = re.compile(rf"(?:{surely}|{perhaps})[\s,.…–-]*(?:(?:{habits.corrects})\b[\s,.…-]*)?")
    kinds = _kinds(work.language, work.hints.platforms)
    for _ in range(4):
        plain = folded(work.text)
        for match in mark.finditer(plain):
            if match.start() > 0 and (made := _corrected(work.text, plain, match, kinds)) is not None:
                before = work.text
                work.text = made
                work.changes.append(
                    (before[match.start() :].strip(" ,."), made[min(match.start(), len(made)) :].strip())
                )
                break
        else:
            return


def _corrected(text: str, plain: str, mark: re.Match[str], kinds: Sequence[re.Pattern[str]]) -> str | None:
    before, after = plain[: mark.start()], plain[mark.end() :]
    for kind in kinds:
        later = kind.match(after)
        if later is None:
            continue
        earlier = [match for match in kind.finditer(before) if len(before[match.end() :].split()) <= REACH]
        if not earlier:
            continue
        first = earlier[-1]
        opener, new = first.group("opener") or "", text[mark.end() :][: later.end()]
        if later.group("opener") is None or not opener:
            new = text[mark.end() :][later.start("what") : later.end()]
            kept = text[first.start() : first.start() + len(opener)]
            if later.group("opener") is not None and not opener:
                kept = ""
            new = kept + new
        rest = text[mark.end() + later.end() :]
        return f"{text[: first.start()]}{new}{text[first.end() : mark.start()]}{rest}"
    return None


@lru_cache(maxsize=64)
def _kinds(language: str, platforms: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """What can be corrected, as patterns with an "opener" and a "what": networks, days, times on the clock, our numbers."""
    habits, times = HABITS[language], TIME_WORDS[language]

    def any_of(words: Iterable[str]) -> str:
        spelled = {fold(form) for word in words for form in word.split("|")}
        return "|".join(re.escape(word) for word in sorted(spelled, key=len, reverse=True) if word)

    places = any_of(sorted(habits.to_place))
    joined = any_of(sorted(habits.connectors))
    # Of one letter, "a" is rather an article.
    names = any_of(name for name in platforms if len(name) > 1 or name.lower() not in {"a", "i", "o", "y", "e"})
    named = rf"(?P<opener>(?:{places})\s+)?(?P<what>(?:{names})(?:(?:\s*,\s*|\s+(?:{joined})\s+)(?:{names}))*)(?!\w)"
    spoken = any_of(number_words(language))
    day_words = any_of([*times.weekdays, *DAYS[language]])
    days = rf"(?P<opener>(?:{_DAY_OPENERS[language]})\s+)?(?P<what>(?:{_NEXT[language]}\s+)?(?:{day_words}))(?!\w)"
    number = rf"(?:\d{{1,2}}|{spoken})"
    minutes = rf"(?:\s*[:.h]\s*\d\d|\s+(?:{spoken}|\d\d))?"
    half = r"(?:\s*[ap]\.?\s?m\b\.?)?"
    clock = (
        rf"(?P<opener>(?:{habits.clock})\s+)?(?P<what>{number}(?:st|nd|rd|th)?{minutes}{half}{habits.hour})(?![\w:])"
    )
    nouns = rf"(?:{habits.noun}|{habits.comment})\s+(?:number\s+|nummer\s+|numero\s+)?"
    ours = rf"(?P<opener>{nouns})?(?P<what>(?:\d+|{spoken}))(?!\w)"
    patterns = [days, ours, clock] if not names else [named, days, ours, clock]
    return tuple(re.compile(rf"(?<!\w){pattern}") for pattern in patterns)


_DAY_OPENERS = {"en": "on|for", "de": "am|fur", "es": "el|para el|para", "fr": "le|pour"}
_NEXT = {"en": "(?:next|this)", "de": r"(?:nachsten|diesen)", "es": "(?:el|este|proximo)", "fr": "(?:ce)"}
