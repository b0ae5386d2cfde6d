"""Words as a recogniser writes them → words as a person would have written them, with the readings that are as likely.

What is mended is what a recogniser is known to get wrong: names of networks, handles and people by their sound; clock times
and numbers by how they are written; words said by mistake, and words that nobody said. The rest stays as it was heard: what
somebody dictates, and what a post is about, is theirs. A repaired text is not changed by repairing it again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from bot.understanding import numbers
from bot.understanding.numbers import fold
from bot.understanding.sentences import language as sentences
from bot.understanding.slots import lexicon
from bot.understanding.time_words import LANGUAGES as TIME_WORDS
from bot.voice.habits import COURTESIES, CREDITS, HABITS, Habits
from bot.voice.hints import Hints

from bot.voice.sounds import key, letter_names, likeness, squashed

if TYPE_CHECKING:
    from bot.voice.listen import Heard

LONGEST = 2_000
"""Characters that are looked at; a longer text is left as it is."""
MOST_OTHERS = 3
NAMED = 0.74
"""Likeness from which a name that stands where a network's must stand is that of a network."""
SURELY = 0.86
"""Likeness from which this is not asked about."""
ACCOUNT = 0.8
PERSON = 0.9
COMMAND = 0.74
"""Likeness from which the first words of a sentence that begins with no word of a command are that command."""
OPENING = 0.55
"""Likeness to the command from which the first word of "… about the sale" is the command."""
LOST = 0.02
"""Probability of a word that a recogniser wrote because its hints say it, and not because it was heard."""
MURMURED = 0.45
"""Mean probability below which a word or two after the last sentence were none of the speaker's."""
DOUBTED = 0.25
"""Probability of a number below which it is asked about."""
CONFUSED = 0.4
"""Probability below which a number that sounds like another one is asked about, with both to choose from."""

_NAME = "AllIN"
_HELD = re.compile("\ue001(\\d+)\ue001")
_QUOTED = re.compile(r"[\"“„«][^\"“”„«»]{1,1500}[\"”“»]")
_WORD = re.compile(r"@?[^\W_]+(?:['’.·_-][^\W_]+)*")
_SPACES = re.compile(r"[ \t\u00a0]{2,}")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Repaired:
    """`text` is the best reading; `others` are whole readings that are about as likely; `changes` what was written instead of
    what. `doubts` are the kinds of things ("time", "number", "account") that were heard too badly to act on.
    """

    text: str
    others: tuple[str, ...] = ()
    changes: tuple[tuple[str, str], ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(slots=True)
class _Work:
    """A text while it is mended. `alternatives` are (words of the text, what they may have been instead)."""

    text: str
    language: str
    hints: Hints
    changes: list[tuple[str, str]] = field(default_factory=list)
    alternatives: list[tuple[str, str]] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    @property
    def habits(self) -> Habits:
        return HABITS[self.language]

    def put(self, start: int, end: int, words: str) -> None:
        """Write `words` instead of what stands from `start` to `end`."""
        before = self.text[start:end]
        if before != words:
            self.changes.append((before.strip(), words.strip()))
            self.text = self.text[:start] + words + self.text[end:]

    def each(self, pattern: re.Pattern[str], words: Callable[[re.Match[str]], str | None]) -> None:
        """Write what `words` gives for each match of `pattern` in the folded text; None leaves it."""
        at = 0
        for _ in range(60):
            match = pattern.search(_folded(self.text), at)
            if match is None:
                return
            made = words(match)
            if made is None or made == self.text[match.start() : match.end()]:
                at = max(match.end(), at + 1) if match.end() > match.start() else match.start() + 1
                continue
            self.put(match.start(), match.end(), made)
            at = match.start() + len(made)


def repair(heard: Heard, hints: Hints) -> Repaired:
    """The likeliest reading of what was heard and the others. Raises nothing, whatever was heard."""
    if not heard.text.strip() or len(heard.text) > LONGEST:
        return Repaired(heard.text)
    language = heard.language[:2].lower() if heard.language[:2].lower() in HABITS else "en"
    work = _Work(_SPACES.sub(" ", heard.text.replace("\ue001", "")).strip(), language, hints)
    _cut_what_nobody_said(work, heard)
    held = _hold(work)
    for step in _STEPS:
        step(work)
    _doubt(work, heard)
    text = _let_go(work.text, held)
    others = [_let_go(_tidied(work.text.replace(words, instead, 1)), held) for words, instead in work.alternatives]
    kept = tuple(dict.fromkeys(other for other in others if other != text))[:MOST_OTHERS]
    changes = tuple((_let_go(before, held), _let_go(after, held)) for before, after in work.changes)
    return Repaired(text, kept, changes, tuple(dict.fromkeys(work.doubts)))


@lru_cache(maxsize=256)
def _folded(text: str) -> str:
    """`text` folded letter by letter, so that places in both are the same."""
    return "".join(kept if len(kept := fold(letter)) == 1 else letter.lower()[:1] or letter for letter in text)


def _hold(work: _Work) -> list[str]:
    """Take quoted and dictated words out, for nothing to touch them; they come back in `_let_go`."""
    held: list[str] = []

    def keep(words: str) -> str:
        held.append(words)
        return f"\ue001{len(held) - 1}\ue001"

    text = _QUOTED.sub(lambda match: keep(match[0]), work.text)
    habits = work.habits
    answering = rf"^\W*(?:\w+\W+){{0,3}}?(?:{habits.answers})\b.{{0,20}}?\b{habits.comment}\b\W*(?:number\W+|nummer\W+|numero\W+)?\w+\b"
    for pattern in (rf"\b(?:{habits.dictates})\b[:,]?\s+", rf"{answering}[^\w]+"):
        if (found := re.search(pattern, _folded(text), re.DOTALL)) is not None and text[found.end() :].strip():
            text = text[: found.end()] + keep(text[found.end() :])
            break
    work.text = text
    return held


def _let_go(text: str, held: Sequence[str]) -> str:
    for _ in range(2):  # dictated words may hold quoted ones
        text = _HELD.sub(lambda match: held[int(match[1])] if int(match[1]) < len(held) else "", text)
    return text


# What nobody said


def _cut_what_nobody_said(work: _Work, heard: Heard) -> None:
    """Take the hints off that a recogniser goes on with where speech has ended, and the credits of films."""
    end = _end_by_probability(work.text, heard)
    looped = re.search(r"(?:[\s,.]+([^\s,.]+)[,.]?)(?:\s+\1[,.]?){2,}[\s\w,.]{0,40}$", work.text, re.IGNORECASE)
    if looped is not None and not looped[1].isdigit():
        end = min(end, looped.start())
    if 0 < end < len(work.text):
        work.put(end, len(work.text), "")
    _cut_murmur(work, heard)
    answering = re.search(rf"\b(?:{work.habits.answers}|{work.habits.dictates})\b", _folded(work.text))
    for _ in range(4):
        sentences = _SENTENCE.split(work.text)
        if len(sentences) < 2:
            break
        last = _folded(sentences[-1]).strip(" .!?¡¿…,")
        patterns = CREDITS if answering else (*CREDITS, *COURTESIES)
        names = {squashed(name) for name in work.hints.platforms}
        of_hints = [squashed(name) for name in sentences[-1].split()]
        extra = bool(of_hints) and len(of_hints) <= 2 and all(name in names for name in of_hints) and len(sentences[0].split()) > 3
        if not extra and not any(re.fullmatch(pattern, last) for pattern in patterns):
            break
        start = work.text.rindex(sentences[-1])
        work.put(start, len(work.text), "")
        work.text = work.text.rstrip()


def _cut_murmur(work: _Work, heard: Heard) -> None:
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
    meant = not echo and (set(map(_folded, (_bare(word) for word in last))) & _after(work.language))
    if not meant and sum(word.probability for word in tail) / len(tail) < MURMURED:
        work.put(work.text.rindex(sentences[-1]), len(work.text), "")
        work.text = work.text.rstrip()


def _bare(word: str) -> str:
    return word.strip(" .,;:!?¡¿…")


def _end_by_probability(text: str, heard: Heard) -> int:
    """Where what was heard ends: before the first word that has no probability at all after the end of a sentence."""
    at = 0
    for place, word in enumerate(heard.words):
        bare = word.text.strip()
        found = text.find(bare, at) if bare else -1
        if found < 0:
            continue
        if place > 1 and word.probability <= LOST and re.search(r"[.!?…]\s*$", text[:found]):
            return len(text[:found].rstrip())
        at = found + len(bare)
    return len(text)


# What was said by mistake


def _greeting(work: _Work) -> None:
    """ "Hey AllIN, post …": the assistant is spoken to, whatever its name was taken for."""
    match = re.match(rf"\W*(?:{work.habits.greetings})[\s,!]+", _folded(work.text))
    if match is not None:
        rest = work.text[match.end() :]
        for size in (2, 1):
            words = list(_WORD.finditer(rest))[:size]
            if len(words) == size:
                name = rest[words[0].start() : words[-1].end()]
                stop = re.match(r"[,.!…]*\s*", rest[words[-1].end() :])
                pause = stop is not None and bool(stop[0].strip())
                sure = key(name, "en") == key(_NAME, "en") or likeness(name, _NAME, "en") >= 0.8
                if sure and words[0].start() == 0 and stop is not None and (pause or size == 2 or squashed(name) == "allin"):
                    work.put(0, match.end() + words[-1].end() + stop.end(), "")
                    return
        return
    match = re.match(r"\W*all[ -]?in[,!.]\s+", _folded(work.text))
    if match is not None:
        work.put(0, match.end(), "")


def _hesitations(work: _Work) -> None:
    pause = r"[,.…–-]"
    sound = rf"(?:^|(?<=\s))(?:{work.habits.hesitations})(?![\w'’])\s*{pause}*\s*"
    work.each(re.compile(rf"(?<=\w)\s*{pause}\s*{sound}"), lambda match: " ")
    work.each(re.compile(sound), lambda match: "")
    set_off = work.habits.set_off
    work.each(re.compile(rf"^\W*(?:{set_off})\s*(?:,|…|\.\.\.)\s*"), lambda match: "")
    work.each(re.compile(rf"(?<=\w)\s*,\s*(?:{set_off})\s*,\s*"), lambda match: " ")


def _pauses(work: _Work) -> None:
    """ "On. Instagram": a full stop after a word that nothing can end with was a pause."""
    lex = lexicon(work.language)
    openers = {words[0] for words in lex.lists["prepositions"] | lex.lists["articles"] if len(words) == 1}
    openers &= _NEVER_LAST[work.language]

    def joined(match: re.Match[str]) -> str | None:
        return f"{work.text[match.start(1) : match.end(1)]} " if match[1] in openers else None

    work.each(re.compile(r"\b(\w+)(?:\.{1,3}|…|,)\s+(?=\w)"), joined)


_NEVER_LAST = {
    "en": frozenset(["on", "for", "at", "to", "about", "the", "a", "an", "our", "my", "of", "with"]),
    "de": frozenset(["um", "auf", "fur", "uber", "den", "dem", "einen", "eine", "ein", "am", "unser", "unseren", "von"]),
    "es": frozenset(["en", "a", "las", "sobre", "para", "el", "la", "los", "un", "una", "de", "nuestra", "nuestro"]),
    "fr": frozenset(["sur", "a", "pour", "le", "la", "les", "un", "une", "de", "notre", "des"]),
}


def _doubled(work: _Work) -> None:
    """ "Post post about the the sale". Words that carry a meaning of their own may be meant twice."""
    lex = lexicon(work.language)
    twice = {words[0] for name in ("commands", "prepositions", "articles", "about") for words in lex.lists[name] if len(words) == 1}
    twice -= {"that", "nous", "vous", "des", "over", "no", "la", "die", "der", "das", "yo", "bye"}

    def once(match: re.Match[str]) -> str | None:
        return work.text[match.start(1) : match.end(1)] if match[1] in twice else None

    work.each(re.compile(r"\b([^\W\d_]+)(?:,?\s+\1\b)+(?!['’])"), once)


def _corrections(work: _Work) -> None:
    """ "On Facebook, no, on LinkedIn": the later one holds, where both are of a kind and the first one stands just before."""
    habits = work.habits
    surely = rf"[\s,.;:–—…-]+(?:{habits.corrects})\b"
    perhaps = rf"\s*[,.;:–—…-]\s*(?:{habits.may_correct})\b"
    mark = re.compile(rf"(?:{surely}|{perhaps})[\s,.…–-]*(?:(?:{habits.corrects})\b[\s,.…-]*)?")
    kinds = _kinds(work.language, work.hints.platforms)
    for _ in range(4):
        folded = _folded(work.text)
        for match in mark.finditer(folded):
            if match.start() > 0 and (made := _corrected(work.text, folded, match, kinds)) is not None:
                before = work.text
                work.text = made
                work.changes.append((before[match.start() :].strip(" ,."), made[min(match.start(), len(made)) :].strip()))
                break
        else:
            return


def _corrected(text: str, folded: str, mark: re.Match[str], kinds: Sequence[re.Pattern[str]]) -> str | None:
    before, after = folded[: mark.start()], folded[mark.end() :]
    for kind in kinds:
        later = kind.match(after)
        if later is None:
            continue
        earlier = [match for match in kind.finditer(before) if len(before[match.end() :].split()) <= _REACH[kind.groupindex is not None]]
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


_REACH = {True: 6, False: 6}
"""Words that may stand between what is taken back and where that is said."""


@lru_cache(maxsize=64)
def _kinds(language: str, platforms: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """What can be corrected, as patterns with an "opener" and a "what": networks, days, times on the clock, our numbers."""
    habits, times = HABITS[language], TIME_WORDS[language]

    def any_of(words: Iterable[str]) -> str:
        spelled = {fold(form) for word in words for form in word.split("|")}
        return "|".join(re.escape(word) for word in sorted(spelled, key=len, reverse=True) if word)

    places = any_of(sorted(habits.to_place))
    joined = any_of(sorted(habits.connectors))
    # In words of one letter "a" is an article, so a network of that name is no other word only in capitals, which are folded here.
    names = any_of(name for name in platforms if len(name) > 1 or name.lower() not in {"a", "i", "o", "y", "e"})
    named = rf"(?P<opener>(?:{places})\s+)?(?P<what>(?:{names})(?:(?:\s*,\s*|\s+(?:{joined})\s+)(?:{names}))*)(?!\w)"
    spoken = any_of(_number_words(language))
    day_words = any_of([*times.weekdays, *_DAYS[language]])
    days = rf"(?P<opener>(?:{_DAY_OPENERS[language]})\s+)?(?P<what>(?:{_NEXT[language]}\s+)?(?:{day_words}))(?!\w)"
    number = rf"(?:\d{{1,2}}|{spoken})"
    minutes = rf"(?:\s*[:.h]\s*\d\d|\s+(?:{spoken}|\d\d))?"
    half = r"(?:\s*[ap]\.?\s?m\b\.?)?"
    clock = rf"(?P<opener>(?:{habits.clock})\s+)?(?P<what>{number}{minutes}{half}{habits.hour})(?![\w:])"
    ours = rf"(?P<opener>(?:{habits.noun}|{habits.comment})\s+(?:number\s+|nummer\s+|numero\s+)?)?(?P<what>(?:\d+|{spoken}))(?!\w)"
    patterns = [days, ours, clock] if not names else [named, days, ours, clock]
    return tuple(re.compile(rf"(?<!\w){pattern}") for pattern in patterns)


@cache
def _number_words(language: str) -> tuple[str, ...]:
    """Single words for 1 to 59."""
    return tuple(word for word in numbers.cardinals(language) if isinstance(word, str) and len(word) > 2)


_DAYS = {
    "en": ("today", "tomorrow", "tonight"),
    "de": ("heute", "morgen", "ubermorgen"),
    "es": ("hoy", "manana"),
    "fr": ("aujourd'hui", "demain"),
}
_DAY_OPENERS = {"en": "on|for", "de": "am|fur", "es": "el|para el|para", "fr": "le|pour"}
_NEXT = {"en": "(?:next|this)", "de": r"(?:nachsten|diesen)", "es": "(?:el|este|proximo)", "fr": "(?:ce)"}


# Commands


def _opening(work: _Work) -> None:
    """The first words are said before a recogniser has got used to a voice: "Host about …", "Scheduled draft 21 for …"."""
    habits, lex = work.habits, lexicon(work.language)
    first = re.match(r"\W*([A-Z][a-z]+)([A-Z][a-z]+)\b", work.text)
    if first is not None and lex.has("commands", first[1].lower()) and squashed(first[0]) not in map(squashed, work.hints.platforms):
        work.put(first.start(1), first.end(2), f"{first[1]} {first[2]}")
    words = list(_WORD.finditer(work.text))
    if len(words) < 2:
        return
    opener, second = _folded(words[0][0]), _folded(words[1][0])
    units, _, after = habits.in_time.partition(" ")
    if re.fullmatch(units, opener) and re.match(rf"\W*[^\W_]+\s+(?:{after})\b", _folded(work.text[words[0].end() :])):
        if second.isdigit() or second in numbers.cardinals(work.language):
            work.put(words[0].start(), words[0].end(), _IN[work.language])
        return
    if not _opens_a_sentence(opener, work.language):
        if lex.has("commands", second) and key(opener, work.language) == key(habits.please, work.language):
            work.put(words[0].start(), words[0].end(), habits.please.capitalize())
        elif re.match(habits.near_post, second) and likeness(opener, habits.post, work.language) >= OPENING:
            work.put(words[0].start(), words[0].end(), habits.post)
        elif (said := _command(words, work)) is not None:
            end, command = said
            work.alternatives.append((work.text[words[0].start() : words[end - 1].end()], command.capitalize()))
    elif (said := _of_number(words, work, known=True)) is not None:
        end, command = said
        work.alternatives.append((work.text[words[0].start() : words[end - 1].end()], command.capitalize()))
    else:
        _two_words(words, work)
    if work.language == "en":
        _past(work)
    _homophones(work)


_IN = {"en": "In", "de": "In", "es": "En", "fr": "Dans"}
_ASKING = {
    "en": {"what", "which", "when", "who", "how", "where", "why", "is", "are", "do", "does", "did", "yes", "no", "help", "only"},
    "de": {"was", "welche", "welcher", "wann", "wer", "wie", "wo", "warum", "ist", "sind", "ja", "nein", "hilfe", "nur"},
    "es": {"que", "cual", "cuales", "cuando", "quien", "como", "donde", "por", "es", "son", "si", "no", "ayuda", "solo"},
    "fr": {"que", "quel", "quelle", "quelles", "quand", "qui", "comment", "ou", "est", "sont", "oui", "non", "aide", "seulement"},
}


@lru_cache(maxsize=512)
def _opens_a_sentence(word: str, language: str) -> bool:
    """Whether a sentence may well begin with `word`, so that it was hardly another one."""
    lex = lexicon(language)
    lists = ("commands", "polite", "about", "prepositions", "articles", "pronouns", "also", "only", "corrections", "never_mind", "now")
    if any(word in words[:1] for name in lists for words in lex.lists[name]):
        return True
    if word in _ASKING[language] or word in _known(language) or word in numbers.cardinals(language) or word.isdigit():
        return True
    # "Publie-le", "muéstrame": a pronoun is written onto the command.
    return len(word) > 5 and any(word.startswith(verb) for verb in _verbs(language) if len(verb) > 4)


@cache
def _known(language: str) -> frozenset[str]:
    """Words that commands of this language are made of, and those of what people ask for beside them."""
    spoken, times = sentences(language), TIME_WORDS[language]
    said: list[str] = [*spoken.off_topic, *map(str, spoken.rules.values())]
    for table in (spoken.examples, spoken.elsewhere, spoken.small_talk):
        said += [one for all_ in table.values() for one in all_]
    for groups in spoken.tools.values():
        said += [one for group in groups for one in group["say"]]
    for entries in spoken.words.values():
        said += [str(entry) for entry in (entries.values() if isinstance(entries, Mapping) else entries)]
    for table in (times.weekdays, times.months, times.units, times.periods, times.parts):
        said += [*table]
    said += times.rules.splitlines()
    return frozenset(word for text in said for word in re.findall(r"[^\W\d_]+", fold(text)))


def _command(words: Sequence[re.Match[str]], work: _Work) -> tuple[int, str] | None:
    """The command that the first words are, by their sound: (words taken, command)."""
    if (numbered := _of_number(words, work, known=False)) is not None:
        return numbered
    best: tuple[int, str, float] | None = None
    for size in (1, 2):
        if len(words) <= size + 1:
            break
        said = work.text[words[0].start() : words[size - 1].end()]
        for command in _verbs(work.language):
            if key(said, work.language)[:1] == key(command, work.language)[:1]:
                like = likeness(said, command, work.language)
                if like >= COMMAND and (best is None or like > best[2]):
                    best = (size, command, like)
    return best[:2] if best is not None else None


def _two_words(words: Sequence[re.Match[str]], work: _Work) -> None:
    """ "And do that", "the late comment 31": a command of two words that mean something else is another reading."""
    if len(words) < 3 or lexicon(work.language).has("commands", _folded(words[0][0])):
        return
    said = work.text[words[0].start() : words[1].end()]
    verbs = [verb for verb in _verbs(work.language) if key(verb, work.language) == key(said, work.language)]
    best = max(verbs, key=lambda verb: likeness(said, verb, work.language), default=None)
    if best is not None and len(key(best, work.language)) > 2 and likeness(said, best, work.language) >= SURELY:
        work.alternatives.append((said, best.capitalize()))


def _of_number(words: Sequence[re.Match[str]], work: _Work, *, known: bool) -> tuple[int, str] | None:
    """A command and what it is done to, before a number: "Chopos 33" is "Show post 33". `known`: the command was understood."""
    place = next((at for at in range(1, min(4, len(words))) if _is_number(_folded(words[at][0]), work.language)), None)
    if place is None or (known and place != 2) or re.search(r"[.,;:!?@\ue001]\s", work.text[words[0].start() : words[place].start()]):
        return None
    nouns = _nouns(work.language)
    if known and (not lexicon(work.language).has("commands", _folded(words[0][0])) or _folded(words[1][0]) in _BEFORE_NUMBERS[work.language]):
        return None
    if re.fullmatch(rf"{work.habits.noun}|{work.habits.comment}", _folded(words[place - 1][0])) and (known or place < 2):
        return None
    said = work.text[words[0].start() : words[place - 1].end()]
    verbs = (_folded(words[0][0]),) if known else _verbs(work.language)
    best: tuple[int, str, float] | None = None
    for verb in verbs:
        if key(said, work.language)[:1] != key(verb, work.language)[:1]:
            continue
        for noun in nouns:
            like = likeness(said, f"{verb} {noun}", work.language)
            if like >= COMMAND and (best is None or like > best[2]):
                best = (place, f"{verb} {noun}", like)
    return best[:2] if best is not None else None


def _is_number(word: str, language: str) -> bool:
    return word.isdigit() or (len(word) > 2 and word in numbers.cardinals(language))


@cache
def _verbs(language: str) -> tuple[str, ...]:
    return tuple(sorted(words[0] for words in lexicon(language).lists["commands"] if len(words) == 1 and len(words[0]) > 2))


@cache
def _nouns(language: str) -> tuple[str, ...]:
    return _NOUNS[language]


_NOUNS = {
    "en": ("post", "draft", "comment"),
    "de": ("Beitrag", "Entwurf", "Post", "Kommentar"),
    "es": ("publicación", "borrador", "post", "comentario"),
    "fr": ("publication", "brouillon", "post", "commentaire"),
}
_BEFORE_NUMBERS = {
    # What stands between a command and a number, and is nothing that has this number.
    "en": frozenset(["number", "the", "us", "me", "these", "at", "in", "on", "for", "up", "out", "to", "it", "my", "our", "about", "another"]),
    "de": frozenset(["nummer", "mir", "uns", "die", "um", "auf", "am", "in", "nur", "noch", "bis", "es", "ihn", "sie", "bitte"]),
    "es": frozenset(["numero", "los", "las", "el", "la", "me", "nos", "a", "en", "unos", "unas", "otros", "otras"]),
    "fr": frozenset(["numero", "moi", "nous", "les", "le", "la", "a", "en", "sur", "encore", "dans"]),
}


def _past(work: _Work) -> None:
    """ "Published draft 7 now", "Disconnected bakery blue": the "d" is that of "draft", the "ed" is "at"."""
    match = re.match(r"\W*(\w+ed)\s+", _folded(work.text))
    if match is None:
        return
    lex, first = lexicon("en"), match[1]
    stem = next((first[:-size] for size in (1, 2) if lex.has("commands", first[:-size]) or first[:-size] in work.habits.account_verbs), None)
    if stem is None:
        return
    rest = _folded(work.text[match.end() :])
    numbered = re.match(rf"(?:{work.habits.noun}|{work.habits.comment})\s+(?:number\s+)?(?:\d+|{'|'.join(_number_words('en'))})\b", rest)
    handle = squashed(rest) in {squashed(handle) for handle in work.hints.handles}
    if numbered or handle:
        written = work.text[match.start(1) : match.end(1)]
        work.put(match.start(1), match.end(1), written[: len(stem)])


_SOUND_LIKE = {"en": {"for": "four", "fore": "four", "to": "two", "too": "two", "ate": "eight", "won": "one", "free": "three", "sex": "six"}}
_AFTER_NUMBERS = {"en": r"(?=\s+(?:saying|to|for|now|until|till|from|with|on|right)\b|\s*$|[.,:])"}
_MANY = r"(?:\w+\s+)?(?:posts|captions|tweets|hashtags|versions|variants|options|ideas|updates|drafts)\b"


def _homophones(work: _Work) -> None:
    """ "Comment for saying …" is comment 4, "write to captions" is two of them."""
    alike = _SOUND_LIKE.get(work.language)
    if alike is None:
        return
    words = "|".join(alike)
    work.each(re.compile(r"^(?:right|rite)(?= (?:an?|me|to|two|three|four|five|\d+|the) )"), lambda match: "Write")
    named = "|".join(re.escape(_folded(name)) for name in work.hints.platforms)
    into = r" to (?:post|draft|number|the queue|it\b)"
    work.each(re.compile(rf"^and(?= (?:(?:{named or 'post'})\b|(?:post|draft) ).{{0,40}}?{into})"), lambda match: "Add")
    several = re.match(r"(?:please )?(?:write|draft) (for an? post)\b", _folded(work.text))
    if several is not None:
        before = work.text
        work.put(several.start(1), several.end(1), "four posts")
        work.alternatives.append((work.text[: several.start(1) + 10], f"{before[: several.start(1)]}a post"))

    def figure(match: re.Match[str]) -> str:
        return f"{work.text[match.start(1) : match.end(1)]} {alike[match[2]]}"

    work.each(re.compile(rf"\b((?:post|draft|comment|number)) ({words}){_AFTER_NUMBERS[work.language]}"), lambda match: figure(match) if match[2] not in {"for", "to", "too"} or _twice(work, match) else None)
    work.each(re.compile(rf"^(\W*(?:please )?(?:write|draft|suggest|create|make|give me|i need)(?: me)?) ({words}) (?={_MANY})"), lambda match: figure(match) + " ")


def _twice(work: _Work, match: re.Match[str]) -> bool:
    """Whether a preposition follows that could not follow another: "draft for to the queue", "comment for saying"."""
    following = re.match(r"\s+(saying|to|for|now|until|till|from|with|on|right)\b|\s*[.:]?\s*$|[.,:]", _folded(work.text)[match.end() :])
    return following is not None


# Networks


def _networks(work: _Work) -> None:
    """Names of networks by their sound, where a network's name must stand."""
    if not work.hints.platforms:
        return
    for _ in range(8):
        if not _name_network(work):
            return


def _name_network(work: _Work) -> bool:
    words = list(_WORD.finditer(work.text))
    folded = [_folded(match[0]) for match in words]
    best: tuple[float, int, int, str] | None = None
    for start, end, sure in _places(work, words, folded):
        said = " ".join(match[0] for match in words[start:end])
        if any(_is_number(word, work.language) or word in _time_words(work.language) for word in folded[start:end]):
            continue
        usual = all(word in _known(work.language) for word in folded[start:end])
        for name in work.hints.platforms:
            if squashed(said) == squashed(name):
                if said != name and _apart(said, name):
                    best = (2.0, start, end, name)
                continue
            like = _network_likeness(said, name, work.language)
            if squashed(name).startswith(squashed(said)) or (usual and key(said, work.language) != key(name, work.language)):
                continue  # "insta" is what people call it; and "two hours" is what it says
            if like >= NAMED + (0.0 if sure else 0.06) and (best is None or like > best[0]):
                best = (like, start, end, name)
    if best is None:
        return False
    like, start, end, name = best
    before = work.text[words[start].start() : words[end - 1].end()]
    if any(squashed(word) == squashed(name) for word in (before, *before.split())) and not _apart(before, name):
        return False
    work.put(words[start].start(), words[end - 1].end(), name)
    if like < SURELY:
        work.alternatives.append((name, before))
    return True


@cache
def _time_words(language: str) -> frozenset[str]:
    times = TIME_WORDS[language]
    tables = (times.weekdays, times.plurals, times.months, times.units, times.periods, times.parts)
    named = {fold(word) for table in tables for forms in table for form in forms.split("|") for word in form.split()}
    return frozenset(named | set(_DAYS[language]))


def _apart(said: str, name: str) -> bool:
    """Whether a name was taken apart ("linked in"), which is the same name."""
    return squashed(said) == squashed(name) and said.casefold() != name.casefold()


def _network_likeness(said: str, name: str, language: str) -> float:
    if len(squashed(name)) == 1:
        return 1.0 if letter_names(language).get(fold(said)) == squashed(name) and len(said) > 1 else 0.0
    if len(squashed(said)) < 4:
        return 0.0
    return likeness(said, name, language)


def _places(work: _Work, words: Sequence[re.Match[str]], folded: Sequence[str]) -> Iterator[tuple[int, int, bool]]:
    """Rows of one to three words that stand where a network's name must stand, and whether nothing else can stand there."""
    habits = work.habits
    known = {squashed(name) for name in work.hints.platforms}

    def ends(at: int) -> bool:
        if at >= len(words):
            return True
        gap = work.text[words[at - 1].end() : words[at].start()]
        return bool(re.search(r"[.,;:!?]", gap)) or folded[at] in _AFTER[work.language] or folded[at] in habits.connectors

    def whole(start: int, end: int) -> bool:
        inside = work.text[words[start].start() : words[end - 1].end()]
        return not re.search(r"[.,;:!?\ue001]\s", inside) and not any(word in _NOT_IN_NAMES[work.language] for word in folded[start:start + 1])

    for start in range(len(words)):
        before = folded[start - 1] if start else ""
        opened = before in habits.to_place and not _about(work, words, start)
        joined = before in habits.connectors and start > 1 and squashed(folded[start - 2]) in known
        listed = start > 0 and squashed(folded[start - 1]) in known and work.text[words[start - 1].end() : words[start].start()].strip() == ","
        ruled = before in habits.account_verbs or (start > 1 and f"{folded[start - 2]} {before}" in habits.account_verbs)
        ruled = ruled or (start > 1 and folded[start - 2] in habits.account_verbs and lexicon(work.language).has("articles", before))
        for size in (1, 2, 3):
            end = start + size
            if end > len(words) or not whole(start, end):
                continue
            if (opened or joined or listed or ruled) and ends(end):
                yield start, end, ruled or opened
            elif end < len(words) and folded[end] in habits.place_nouns and start and _before_noun(work, before):
                yield start, end, False


def _about(work: _Work, words: Sequence[re.Match[str]], start: int) -> bool:
    return False


def _before_noun(work: _Work, before: str) -> bool:
    lex = lexicon(work.language)
    return lex.has("articles", before) or lex.has("commands", before) or before in work.habits.account_verbs


@cache
def _after(language: str) -> frozenset[str]:
    """Words that can follow a network's name: those that open what comes next, and days."""
    lex, times = lexicon(language), TIME_WORDS[language]
    opening = {words[0] for name in ("prepositions", "about", "now", "polite_tail", "saying") for words in lex.lists[name] if words}
    days = {fold(form) for day in times.weekdays for form in day.split("|")} | set(_DAYS[language])
    return frozenset(opening | days | _STARTS[language])


class _After(dict[str, frozenset[str]]):
    def __missing__(self, language: str) -> frozenset[str]:
        self[language] = _after(language)
        return self[language]


_AFTER = _After()
_STARTS = {
    "en": {"this", "next", "every", "today", "account", "please", "right", "saying", "that", "early", "first", "last"},
    "de": {"etwas", "jetzt", "sofort", "konto", "ein", "eine", "einen", "nachste", "nachsten", "jeden", "bitte", "vor"},
    "es": {"algo", "ahora", "el", "la", "cada", "hoy", "por", "un", "una"},
    "fr": {"quelque", "maintenant", "chaque", "le", "la", "tout", "s'il", "un", "une"},
}
_NOT_IN_NAMES = {
    "en": frozenset(["the", "a", "an", "my", "our", "your", "at", "to", "for", "about", "monday", "friday", "sunday"]),
    "de": frozenset(["der", "die", "das", "den", "dem", "ein", "eine", "einen", "um", "am", "montag"]),
    "es": frozenset(["el", "la", "los", "las", "un", "una", "lunes"]),
    "fr": frozenset(["le", "la", "les", "un", "une", "lundi"]),
}


# Accounts, people and products


def _accounts(work: _Work) -> None:
    """ "At Sarah Jones", "it Sarah Jones", "s a r a h …": handles of accounts that the workspace knows."""
    _spelled(work)
    words = list(_WORD.finditer(work.text))
    folded = [_folded(match[0]) for match in words]
    best: tuple[float, int, int, str, float] | None = None
    for start in range(len(words)):
        if words[start][0].startswith("@"):
            if squashed(words[start][0]) in {squashed(handle) for handle in work.hints.handles}:
                continue
            rows = [(start, start, end) for end in range(start + 1, min(start + 4, len(words)) + 1)]
            named, ruled = True, True
        else:
            verb = start and (folded[start - 1] in work.habits.account_verbs or (start > 1 and " ".join(folded[start - 2 : start]) in work.habits.account_verbs))
            verb = verb or (start > 1 and folded[start - 1] in {"account", "konto", "cuenta", "compte"})
            named = folded[start] in work.habits.at_sign
            ruled = bool(verb)
            if not named and not ruled:
                continue
            first = start + 1 if named else start
            rows = [(start, first, end) for end in range(first + 1, min(first + 4, len(words)) + 1)]
            if named and folded[start] not in _TRULY_AT[work.language] and not ruled:
                continue
        for begin, first, end in rows:
            said = " ".join(match[0].lstrip("@") for match in words[first:end])
            scores = sorted(((_handle_likeness(said, handle, work.language), handle) for handle in work.hints.handles), reverse=True)
            if scores and scores[0][0] >= (ACCOUNT if ruled else PERSON) and (best is None or scores[0][0] > best[0]):
                second = scores[1] if len(scores) > 1 else (0.0, "")
                best = (scores[0][0], begin, end, scores[0][1], second[0])
                rival = second[1]
    if best is None:
        return
    like, begin, end, handle, runner_up = best
    bare = handle.lstrip("@")
    before = work.text[words[begin].start() : words[end - 1].end()]
    if squashed(before) == squashed(bare) and (before.startswith("@") or before == bare):
        return
    work.put(words[begin].start(), words[end - 1].end(), f"@{bare}")
    if like - runner_up < 0.08 and runner_up >= ACCOUNT:
        work.alternatives.append((f"@{bare}", f"@{rival.lstrip('@')}"))
    elif like < 0.88:
        work.doubts.append("account")


_TRULY_AT = {
    "en": frozenset(["at", "@"]),
    "de": frozenset(["at", "@"]),
    "es": frozenset(["arroba", "@"]),
    "fr": frozenset(["arobase", "arrobase", "@"]),
}


def _handle_likeness(said: str, handle: str, language: str) -> float:
    bare = handle.lstrip("@").split("@")[0]  # on the fediverse the server follows
    spoken = re.sub(r"[._-]+", " ", bare)
    if squashed(said) == squashed(bare):
        return 1.0
    if len(squashed(said)) < 4:
        return 0.0
    return likeness(said, spoken, language)


def _spelled(work: _Work) -> None:
    """Five letters or more, one by one, are a name that was spelled: "S-A-R-A-H"."""
    sound = re.compile(r"(?<![\w@])(?:[^\W\d_](?:[\s.,-]+)){4,}[^\W\d_](?![\w'’])")

    def joined(match: re.Match[str]) -> str | None:
        letters = re.sub(r"[^a-z]", "", match[0])
        known = {squashed(handle): handle for handle in work.hints.handles}
        ranked = sorted(known, key=lambda handle: -likeness(letters, handle, work.language))
        if ranked and likeness(letters, ranked[0], work.language) >= ACCOUNT:
            return f"@{known[ranked[0]].lstrip('@')}"
        return f"@{letters}" if re.search(r"(?:^|\s)(?:at|@|arroba|arobase)\s+$", _folded(work.text)[: match.start()]) else None

    work.each(sound, joined)
    at_words = "|".join(sorted(re.escape(word) for word in work.habits.at_sign if word != "@"))
    work.each(re.compile(rf"(?<!\w)(?:{at_words})\s+(?=@)"), lambda match: "")


def _names(work: _Work) -> None:
    """People and products as they are written, where what was heard sounds the same."""
    for name in (*work.hints.products, *work.hints.people):
        parts = name.split()
        if len(squashed(name)) < 6:
            continue
        for size in dict.fromkeys((len(parts), len(parts) + 1)):
            words = list(_WORD.finditer(work.text))
            for start in range(len(words) - size + 1):
                row = words[start : start + size]
                said = work.text[row[0].start() : row[-1].end()]
                if squashed(said) == squashed(name) or re.search(r"[.,;:!?@\ue001]", said):
                    continue
                firsts = size != len(parts) or all(_same_start(one[0], other, work.language) for one, other in zip(row, parts, strict=True))
                if firsts and likeness(said, name, work.language) >= PERSON:
                    work.put(row[0].start(), row[-1].end(), name)
                    break


def _same_start(one: str, other: str, language: str) -> bool:
    return key(one, language)[:1] == key(other, language)[:1] and likeness(one, other, language) >= 0.7


# Times and numbers


@dataclass(frozen=True, slots=True)
class _ClockPatterns:
    """How a time on the clock is written where it is not written as on a clock."""

    to_the_hour: re.Pattern[str]
    dotted: tuple[re.Pattern[str], ...]
    run_together: tuple[re.Pattern[str], ...]
    half_between: re.Pattern[str]


@cache
def _clock_patterns(language: str) -> _ClockPatterns:
    habits = HABITS[language]
    opener = rf"(?<!\w)(?P<opener>{habits.clock})\s+"
    some_half = r"(?P<half>\s*[ap]\.?\s?m\b\.?)"
    half = f"{some_half}?"
    words = "|".join(sorted(map(re.escape, _after(language)), key=len, reverse=True))
    follows = rf"(?=\s*(?:$|[.,;!?](?!\d)|[ap]\.?\s?m\b|(?:{words})\b))"
    hour, minute = r"(?P<hour>\d{1,2})", r"(?P<minute>[0-5]\d)"
    return _ClockPatterns(
        re.compile(rf"{opener}(?P<one>\d{{1,2}})\s?[-–]\s?(?P<other>\d)(?!\d){half}"),
        (
            re.compile(rf"{opener}{hour}\s?[.\-–]\s?{minute}(?![\d.%-]|\s?(?:€|\$|%|x\b)){half}{habits.hour}"),
            re.compile(rf"{opener}{hour},\s?{minute}(?!\d){half}{habits.hour}{follows}"),
            re.compile(rf"{opener}{hour}\s*(?:oh?|of|0|zero|o['’])\s*[.\s]?\s*(?P<minute>[1-9])(?!\d){half}"),
            re.compile(rf"{opener}{hour}\s?[.-]\s?0\s?[.-]\s?(?P<minute>[1-9])(?!\d){half}"),
        ),
        (
            re.compile(rf"{opener}(?P<digits>[1-9]\d{{2,3}}){some_half}"),
            re.compile(rf"{opener}(?P<digits>(?:1\d|2[0-3]|[1-9])[0-5][05]){follows}"),
        ),
        re.compile(rf"{opener}{hour}{some_half}\s+(?P<minute>[1-5][05])(?![\d\w]){follows}"),
    )


def _clock(work: _Work) -> None:
    """Clock times as a clock shows them, after a word that opens one."""
    patterns = _clock_patterns(work.language)

    def written(hour: int, minute: int, match: re.Match[str]) -> str | None:
        if not (0 <= hour < 24 and minute < 60):
            return None
        half = re.sub(r"[^apm]", "", match.groupdict().get("half") or "")
        return f"{work.text[match.start('opener') : match.end('opener')]} {hour}:{minute:02d}{f' {half}' if half else ''}"

    def to_the_hour(match: re.Match[str]) -> str | None:
        """ "10-9 in the morning" is ten to nine: a minute below ten would be written with a nought."""
        if work.language != "en" or int(match["one"]) not in (5, 10, 20, 25) or match["other"] == "0":
            return None
        half = re.sub(r"[^apm]", "", match["half"] or "")
        opener = work.text[match.start("opener") : match.end("opener")]
        return f"{opener} {match['one']} to {match['other']}{f' {half}' if half else ''}"

    work.each(patterns.to_the_hour, to_the_hour)
    for pattern in patterns.dotted:
        work.each(pattern, lambda match: written(int(match["hour"]), int(match["minute"]), match))
    for pattern in patterns.run_together:
        work.each(pattern, lambda match: written(int(match["digits"][:-2]), int(match["digits"][-2:]), match))
    work.each(patterns.half_between, lambda match: written(int(match["hour"]), int(match["minute"]), match))
    # "At 8." is no eighth: a full stop that ends a sentence says nothing about the number before it.
    work.each(re.compile(r"(?<=\d)\.\s*$"), lambda match: "")


def _doubt(work: _Work, heard: Heard) -> None:
    """What numbers may have been instead, where the recogniser was not sure; and which of them it hardly heard at all."""
    alike = _alike(work.language)
    for word in heard.words:
        if word.probability >= CONFUSED:
            continue
        for digits in _DIGITS.findall(word.text):
            place = re.search(rf"(?<!\d){digits}(?!\d)", work.text)
            if place is None or not digits.isascii():
                continue
            of_clock = work.text[max(0, place.start() - 1) : place.start()] == ":" or work.text[place.end() : place.end() + 1] == ":"
            value = int(digits[:9])
            for other in alike.get(value, ()):
                if not of_clock or other < 60:
                    start = max(0, place.start() - 12)
                    around = work.text[start : place.end()]
                    work.alternatives.append((around, f"{around[: place.start() - start]}{other:0{len(digits)}d}" if of_clock else around[: place.start() - start] + str(other)))
            if word.probability < DOUBTED and not alike.get(value):
                work.doubts.append("time" if of_clock or _timed(work, place) else "number")


def _timed(work: _Work, place: re.Match[str]) -> bool:
    before = _folded(work.text[: place.start()])
    after = _folded(work.text[place.end() :])
    return bool(re.search(rf"(?:{work.habits.clock})\s+$", before) or re.match(r"\s?(?:[ap]\.?m\b|uhr|h\b|heures?|horas?|st\b|nd\b|rd\b|th\b)", after))


@cache
def _alike(language: str) -> dict[int, tuple[int, ...]]:
    """Numbers whose words sound alike: in all of these languages some of those for the teens and the tens."""
    pairs = {
        "en": [(n + 10, n * 10) for n in range(3, 10)],
        "de": [(n + 10, n * 10) for n in range(3, 10)] + [(2, 3)],
        "es": [(2, 12), (3, 13), (60, 70), (6, 16), (7, 17)],
        "fr": [(2, 12), (3, 13), (6, 16), (6, 10), (4, 14)],
    }[language]
    table: dict[int, tuple[int, ...]] = {}
    for one, other in pairs:
        table[one] = (*table.get(one, ()), other)
        table[other] = (*table.get(other, ()), one)
    return table


def _tidied(text: str) -> str:
    text = re.sub(r"\s+([,.;!?])", r"\1", _SPACES.sub(" ", text))
    return re.sub(r"^[\s,;.]+|(?<=[,;])[,;]+|[\s,;]+$", "", text)


def _tidy(work: _Work) -> None:
    tidied = _tidied(work.text)
    if tidied != work.text:
        work.text = tidied[:1].upper() + tidied[1:] if work.changes and work.text[:1].isupper() else tidied


_STEPS: tuple[Callable[[_Work], None], ...] = (
    _greeting,
    _hesitations,
    _pauses,
    _doubled,
    _tidy,
    _opening,
    _accounts,
    _networks,
    _clock,
    _corrections,
    _names,
    _tidy,
)
