"""How a sentence begins, put right: its first words are said before a recogniser has got used to a voice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.understanding import numbers
from bot.understanding.slots import lexicon
from bot.voice.habits import words_of
from bot.voice.mending import WORD, Work, folded, is_number, known_words, number_words, verbs
from bot.voice.sounds import key, likeness, squashed

OPENING = 0.55
"""Likeness to the command from which the first word of "… about the sale" is the command."""
SAID = 0.7
"""The same where anything may follow; then it is only another reading."""
COMMAND = 0.74
"""Likeness from which the first words of a sentence that begins with no word of a command may be that command."""
NUMBERED = 0.55
"""The same where the command was understood and a number follows: "Publish Paul 17"."""
SURELY = 0.84
"""The same for two words that could be meant as they stand."""


def opening(work: Work) -> None:
    """The first words are said before a recogniser has got used to a voice: "Host about …", "Scheduled draft 21 for …"."""
    habits, lex = work.habits, lexicon(work.language)
    first = re.match(r"\W*([A-Z][a-z]+)([A-Z][a-z]+)\b", work.text)
    if (
        first is not None
        and lex.has("commands", first[1].lower())
        and squashed(first[0]) not in map(squashed, work.hints.platforms)
    ):
        work.put(first.start(1), first.end(2), f"{first[1]} {first[2]}")
    if work.language == "en":
        # "SlitDraft7": run together when it is said quickly.
        work.each(_RUN_TOGETHER, lambda match: " ".join(filter(None, _spelled(work, match))))
        _misheard_noun(work)
    words = list(WORD.finditer(work.text))
    if len(words) < 2:
        return
    opener, second = folded(words[0][0]), folded(words[1][0])
    units, _, after = habits.in_time.partition(" ")
    if re.fullmatch(units, opener) and re.match(rf"\W*[^\W_]+\s+(?:{after})\b", folded(work.text[words[0].end() :])):
        if second.isdigit() or second in numbers.cardinals(work.language):
            work.put(words[0].start(), words[0].end(), _IN[work.language])
        return
    if not _opens_a_sentence(opener, work.language):
        if lex.has("commands", second) and key(opener, work.language) == key(habits.please, work.language):
            work.put(words[0].start(), words[0].end(), habits.please.capitalize())
        elif re.match(habits.near_post, second) and likeness(opener, habits.post, work.language) >= OPENING:
            work.put(words[0].start(), words[0].end(), habits.post)
        elif likeness(opener, habits.post, work.language) >= SAID:
            work.alternatives.append((words[0][0], habits.post))
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
        _again(work)
    _homophones(work)


_RUN_TOGETHER = re.compile(r"\b(?P<verb>[a-z]{3,9}?)?(?P<noun>draft|trap|post|comment)(?P<number>\d{1,4})\b")


def _spelled(work: Work, match: re.Match[str]) -> list[str]:
    return [work.text[match.start(part) : match.end(part)] for part in ("verb", "noun", "number") if match[part]]


_DRAFTS = r"trap|track|dropped|drop|graph|graft|raft|craft|truck|drift|drafts|drafted|draught|giraffe|rough"
"""What "draft" is taken for."""


def _misheard_noun(work: Work) -> None:
    """ "Track 8" is draft 8, where nothing else has a number: what is numbered here are posts, drafts and comments."""
    number = rf"(?:\d{{1,4}}|{'|'.join(number_words('en'))})\b"
    if re.search(rf"\b(?:{work.habits.noun}|{work.habits.comment})\s+(?:number\s+)?{number}", folded(work.text)):
        return
    work.each(re.compile(rf"(?<=\w )(?:{_DRAFTS})(?= {number})(?!.*\d.*\d)"), lambda match: "draft")


_IN = {"en": "In", "de": "In", "es": "En", "fr": "Dans"}
_ASKING = {
    "en": {
        "what",
        "which",
        "when",
        "who",
        "how",
        "where",
        "why",
        "is",
        "are",
        "do",
        "does",
        "did",
        "yes",
        "no",
        "help",
        "only",
    },
    "de": {
        "was",
        "welche",
        "welcher",
        "wann",
        "wer",
        "wie",
        "wo",
        "warum",
        "ist",
        "sind",
        "ja",
        "nein",
        "hilfe",
        "nur",
    },
    "es": {
        "que",
        "cual",
        "cuales",
        "cuando",
        "quien",
        "como",
        "donde",
        "por",
        "es",
        "son",
        "si",
        "no",
        "ayuda",
        "solo",
    },
    "fr": {
        "que",
        "quel",
        "quelle",
        "quelles",
        "quand",
        "qui",
        "comment",
        "ou",
        "est",
        "sont",
        "oui",
        "non",
        "aide",
        "seulement",
    },
}


@lru_cache(maxsize=512)
def _opens_a_sentence(word: str, language: str) -> bool:
    """Whether a sentence may well begin with `word`, so that it was hardly another one."""
    lex = lexicon(language)
    lists = (
        "commands",
        "polite",
        "about",
        "prepositions",
        "articles",
        "pronouns",
        "also",
        "only",
        "corrections",
        "never_mind",
        "now",
    )
    if any(word in words[:1] for name in lists for words in lex.lists[name]):
        return True
    if (
        word in _ASKING[language]
        or word in known_words(language)
        or word in numbers.cardinals(language)
        or word.isdigit()
    ):
        return True
    # "Publie-le", "muéstrame": a pronoun is written onto the command.
    return len(word) > 5 and any(word.startswith(verb) for verb in verbs(language) if len(verb) > 4)


def _command(words: Sequence[re.Match[str]], work: Work) -> tuple[int, str] | None:
    """The command that the first words are, by their sound: (words taken, command)."""
    if (numbered := _of_number(words, work, known=False)) is not None:
        return numbered
    best: tuple[int, str, float] | None = None
    for size in (1, 2):
        if len(words) <= size + 1:
            break
        said = work.text[words[0].start() : words[size - 1].end()]
        for command in verbs(work.language):
            if key(said, work.language)[:1] == key(command, work.language)[:1]:
                like = likeness(said, command, work.language)
                if like >= COMMAND and (best is None or like > best[2]):
                    best = (size, command, like)
    return best[:2] if best is not None else None


def _two_words(words: Sequence[re.Match[str]], work: Work) -> None:
    """ "And do that", "the late comment 31": a command of two words that mean something else is another reading."""
    if len(words) < 3 or lexicon(work.language).has("commands", folded(words[0][0])):
        return
    said = work.text[words[0].start() : words[1].end()]
    alike = [verb for verb in verbs(work.language) if key(verb, work.language) == key(said, work.language)]
    best = max(alike, key=lambda verb: likeness(said, verb, work.language), default=None)
    if best is not None and len(key(best, work.language)) > 2 and likeness(said, best, work.language) >= SURELY:
        work.alternatives.append((said, best.capitalize()))


def _of_number(words: Sequence[re.Match[str]], work: Work, *, known: bool) -> tuple[int, str] | None:
    """A command and what it is done to, before a number: "Chopos 33" is "Show post 33". `known`: the command was understood."""
    place = next((at for at in range(1, min(4, len(words))) if is_number(folded(words[at][0]), work.language)), None)
    if (
        place is None
        or (known and place != 2)
        or re.search(r"[.,;:!?@\ue100-\ue1ff]\s", work.text[words[0].start() : words[place].start()])
    ):
        return None
    nouns = _NOUNS[work.language]
    first = folded(words[0][0])
    stem = _stem(first, work.language)
    if known and (stem is None or folded(words[1][0]) in _BEFORE_NUMBERS[work.language]):
        return None
    if re.fullmatch(rf"{work.habits.noun}|{work.habits.comment}", folded(words[place - 1][0])) and (known or place < 2):
        return None
    said = work.text[words[0].start() : words[place - 1].end()]
    commands = (stem,) if known and stem is not None else verbs(work.language)
    best: tuple[int, str, float] | None = None
    for verb in commands:
        if key(said, work.language)[:1] != key(verb, work.language)[:1]:
            continue
        for noun in nouns:
            like = likeness(said, f"{verb} {noun}", work.language)
            if like >= (NUMBERED if known else COMMAND) and (best is None or like > best[2]):
                best = (place, f"{verb} {noun}", like)
    return best[:2] if best is not None else None


def _stem(word: str, language: str) -> str | None:
    """The command that a word is; "published" may have been "publish"."""
    lex = lexicon(language)
    ends = (0, 1, 2) if language == "en" and word.endswith("ed") else (0,)
    return next((word[: len(word) - size] for size in ends if lex.has("commands", word[: len(word) - size])), None)


_NOUNS = {
    "en": ("post", "draft", "comment"),
    "de": ("Beitrag", "Entwurf", "Post", "Kommentar"),
    "es": ("publicación", "borrador", "post", "comentario"),
    "fr": ("publication", "brouillon", "post", "commentaire"),
}
_BEFORE_NUMBERS = {
    # What stands between a command and a number, and is nothing that has this number.
    "en": words_of("number the us me these at in on for up out to it my our about another"),
    "de": words_of("nummer mir uns die um auf am in nur noch bis es ihn sie bitte"),
    "es": words_of("numero los las el la me nos a en unos unas otros otras"),
    "fr": words_of("numero moi nous les le la a en sur encore dans"),
}


def _past(work: Work) -> None:
    """ "Published draft 7 now", "Disconnected bakery blue": the "d" is that of "draft", the "ed" is "at"."""
    match = re.match(r"\W*(\w+ed)\s+", folded(work.text))
    if match is None:
        return
    lex, first = lexicon("en"), match[1]
    stem = next(
        (
            first[:-size]
            for size in (1, 2)
            if lex.has("commands", first[:-size]) or first[:-size] in work.habits.account_verbs
        ),
        None,
    )
    if stem is None:
        return
    rest = folded(work.text[match.end() :])
    numbered = re.match(
        rf"(?:{work.habits.noun}|{work.habits.comment})\s+(?:number\s+)?(?:\d+|{'|'.join(number_words('en'))})\b", rest
    )
    handle = squashed(rest) in {squashed(handle) for handle in work.hints.handles}
    if numbered or handle:
        written = work.text[match.start(1) : match.end(1)]
        work.put(match.start(1), match.end(1), written[: len(stem)])


_AGAIN = re.compile(
    r"^\W*(?P<before>(?:for|or|are|our|we|we're|were|read|the|free|a|re)(?: a)?)\W{1,2}schedule"
    r"(?= (?:post|draft|number)\b.{1,20}? to\b)"
)


def _again(work: Work) -> None:
    """ "Or schedule post 40 to the 30th": what is moved *to* a day is rescheduled."""
    match = _AGAIN.match(folded(work.text))
    if match is not None:
        work.put(match.start("before"), match.end(), "Reschedule")


_SOUND_LIKE = {
    "en": {
        "for": "four",
        "fore": "four",
        "to": "two",
        "too": "two",
        "ate": "eight",
        "won": "one",
        "free": "three",
        "through": "three",
        "threw": "three",
        "tree": "three",
        "sex": "six",
    }
}
_AFTER_NUMBERS = {"en": r"(?=\s+(?:saying|to|for|now|until|till|from|with|on|right)\b|\s*$|[.,:])"}
_MANY = r"(?:\w+\s+)?(?:posts|captions|tweets|hashtags|versions|variants|options|ideas|updates|drafts)\b"


def _homophones(work: Work) -> None:
    """ "Comment for saying …" is comment 4, "write to captions" is two of them."""
    alike = _SOUND_LIKE.get(work.language)
    if alike is None:
        return
    words = "|".join(alike)
    many = r"(?:posts?|captions?|tweets?|updates?)"
    work.each(
        re.compile(rf"^(?:right|rite),?(?= (?!now|away)(?:\w+ ){{1,3}}{many} (?:about|for|on)\b)"),
        lambda match: "Write",
    )
    named = "|".join(re.escape(folded(name)) for name in work.hints.platforms)
    into = r" to (?:post|draft|number|the queue|it\b)"
    work.each(re.compile(rf"^and(?= (?:(?:{named or 'post'})\b|(?:post|draft) ).{{0,40}}?{into})"), lambda match: "Add")
    several = re.match(r"(?:please )?(?:write|draft) (for an? post)\b", folded(work.text))
    if several is not None:
        before = work.text
        work.put(several.start(1), several.end(1), "four posts")
        work.alternatives.append((work.text[: several.start(1) + 10], f"{before[: several.start(1)]}a post"))

    # "Write 3 LinkedIn posts": how many, which is taken for the number of a post where it stands as one.
    few = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    work.each(
        re.compile(
            rf"^(?P<before>.{{0,40}} )(?P<few>[2-9]|10)(?= (?:{named or 'post'}) (?:posts|captions|updates|tweets)\b)"
        ),
        lambda match: f"{work.text[: match.end('before')]}{few[int(match['few']) - 2]}",
    )

    def figure(match: re.Match[str]) -> str:
        return f"{work.text[match.start(1) : match.end(1)]} {alike[match[2]]}"

    work.each(
        re.compile(rf"\b((?:post|draft|comment|number)) ({words}){_AFTER_NUMBERS[work.language]}"),
        lambda match: figure(match) if match[2] not in {"for", "to", "too"} or _twice(work, match) else None,
    )
    work.each(
        re.compile(
            rf"^(\W*(?:(?:please|could you|can you|would you) )*"
            rf"(?:write|draft|suggest|create|make|give me|i need)(?: me)?) ({words}) (?={_MANY})"
        ),
        lambda match: figure(match) + " ",
    )


def _twice(work: Work, match: re.Match[str]) -> bool:
    """Whether a preposition follows that could not follow another: "draft for to the queue", "comment for saying"."""
    following = re.match(
        r"\s+(saying|to|for|now|until|till|from|with|on|right)\b|\s*[.:]?\s*$|[.,:]", folded(work.text)[match.end() :]
    )
    return following is not None
