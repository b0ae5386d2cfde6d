"""Names put right by their sound: of networks, of accounts, of people and products."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.understanding.embedder import embedder
from bot.understanding.numbers import fold
from bot.understanding.slots import lexicon
from bot.voice.habits import words_of
from bot.voice.mending import WORD, Work, after, folded, is_number, known_words, time_words
from bot.voice.sounds import key, letter_names, likeness, squashed

NAMED = 0.74
"""Likeness from which a name that stands where a network's must stand is that of a network."""
SURELY = 0.84
"""Likeness from which this is not asked about."""
USUALLY = 0.9
"""The same for usual words where something else may stand."""
ACCOUNT = 0.8
"""The same for a handle after a verb that is done to accounts."""
PERSON = 0.9
"""The same for a name anywhere."""
STRANGE = 0.8
"""The same where what was heard is no word of any command: "Nordlift" is Nordlicht."""


def networks(work: Work) -> None:
    """Names of networks by their sound, where a network's name must stand."""
    if not work.hints.platforms:
        return
    for _ in range(8):
        if not _name_network(work):
            return


def _name_network(work: Work) -> bool:
    words = list(WORD.finditer(work.text))
    plain = [folded(match[0]) for match in words]
    best: tuple[float, int, int, str] | None = None
    for start, end, sure in _places(work, words, plain):
        said = " ".join(match[0] for match in words[start:end])
        if any(is_number(word, work.language) or word in time_words(work.language) for word in plain[start:end]):
            continue
        usual = all(word in known_words(work.language) for word in plain[start:end])
        for name in work.hints.platforms:
            if squashed(said) == squashed(name):
                if said != name and _apart(said, name):
                    best = (2.0, start, end, name)
                continue
            like = _network_likeness(said, name, work.language)
            if _short_for(said, name) or (usual and sure and key(said, work.language) != key(name, work.language)):
                continue  # "insta" is what people call it; and "two hours" is what it says
            if usual and not sure and like < USUALLY:
                continue  # "right now" is no Reddit
            if like >= (NAMED if sure else SURELY) and (best is None or like > best[0]):
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


def _short_for(said: str, name: str) -> bool:
    short = squashed(said)
    return len(short) < 0.75 * len(squashed(name)) and squashed(name).startswith(short)


def _apart(said: str, name: str) -> bool:
    """Whether a name was taken apart ("linked in"), which is the same name."""
    return squashed(said) == squashed(name) and said.casefold() != name.casefold()


def _network_likeness(said: str, name: str, language: str) -> float:
    if len(squashed(name)) == 1:
        return 1.0 if letter_names(language).get(fold(said)) == squashed(name) and len(said) > 1 else 0.0
    if len(squashed(said)) < 4:
        return 0.0
    return likeness(said, name, language)


def _places(work: Work, words: Sequence[re.Match[str]], plain: Sequence[str]) -> Iterator[tuple[int, int, bool]]:
    """Rows of one to three words that stand where a network's name must stand, and whether nothing else can stand there."""
    habits = work.habits
    known = {squashed(name) for name in work.hints.platforms}

    def ends(at: int) -> bool:
        if at >= len(words):
            return True
        gap = work.text[words[at - 1].end() : words[at].start()]
        return bool(re.search(r"[.,;:!?]", gap)) or plain[at] in after(work.language) or plain[at] in habits.connectors

    def whole(start: int, end: int) -> bool:
        inside = work.text[words[start].start() : words[end - 1].end()]
        return not re.search(r"[.,;:!?\ue100-\ue1ff]\s", inside) and not any(
            word in _NOT_IN_NAMES[work.language] for word in plain[start : start + 1]
        )

    for start in range(len(words)):
        before = plain[start - 1] if start else ""
        opened = before in habits.to_place and not (start > 1 and plain[start - 2] in habits.before_verbs)
        joined = before in habits.connectors and start > 1 and squashed(plain[start - 2]) in known
        listed = (
            start > 0
            and squashed(plain[start - 1]) in known
            and work.text[words[start - 1].end() : words[start].start()].strip() == ","
        )
        ruled = before in habits.account_verbs or (start > 1 and f"{plain[start - 2]} {before}" in habits.account_verbs)
        ruled = ruled or (
            start > 1 and plain[start - 2] in habits.account_verbs and lexicon(work.language).has("articles", before)
        )
        posted = (
            start > 1 and plain[start - 2] in _POSTING[work.language] and lexicon(work.language).has("articles", before)
        )
        for size in (1, 2, 3):
            end = start + size
            if end > len(words) or not whole(start, end):
                continue
            if posted and end < len(words) and lexicon(work.language).has("about", plain[end]):
                yield start, end, False
            if (opened or joined or listed or ruled) and ends(end):
                yield start, end, ruled or opened
            elif end < len(words) and plain[end] in habits.place_nouns and start and _before_noun(work, before):
                yield start, end, False


def _before_noun(work: Work, before: str) -> bool:
    lex = lexicon(work.language)
    return lex.has("articles", before) or lex.has("commands", before) or before in work.habits.account_verbs


_POSTING = {
    # After these and an article a network's name is a post there: "schedule a TikTok about ...".
    "en": words_of("schedule plan write draft make create do post"),
    "de": words_of("plane schreib schreibe entwirf mach erstelle poste"),
    "es": words_of("programa planifica escribe redacta haz crea publica"),
    "fr": words_of("programme planifie ecris redige fais cree publie"),
}
_NOT_IN_NAMES = {
    "en": words_of("the a an my our your at to for about monday friday sunday"),
    "de": words_of("der die das den dem ein eine einen um am montag"),
    "es": words_of("el la los las un una lunes"),
    "fr": words_of("le la les un une lundi"),
}


def accounts(work: Work) -> None:
    """ "At Sarah Jones", "it Sarah Jones", "s a r a h …": handles of accounts that the workspace knows."""
    _spelled(work)
    _account(work)
    # A full stop may be part of a handle; the one that ends a sentence is none.
    work.each(re.compile(r"(?<=[\w@])(?<!\s)\.(?=\s|$)"), lambda match: "" if _ends_handle(work, match) else None)


def _ends_handle(work: Work, match: re.Match[str]) -> bool:
    return re.search(r"(?:^|\s)@[\w.]+$", work.text[: match.start()]) is not None


def _account(work: Work) -> None:
    """The handle of an account that was said without its sign."""
    words = list(WORD.finditer(work.text))
    plain = [folded(match[0]) for match in words]
    best: tuple[float, int, int, str, float] | None = None
    for start in range(len(words)):
        if words[start][0].startswith("@"):
            if squashed(words[start][0]) in {squashed(handle) for handle in work.hints.handles}:
                continue
            rows = [(start, start, end) for end in range(start + 1, min(start + 4, len(words)) + 1)]
            named, ruled = True, True
        else:
            verb = start and (
                plain[start - 1] in work.habits.account_verbs
                or (start > 1 and " ".join(plain[start - 2 : start]) in work.habits.account_verbs)
            )
            verb = verb or (start > 1 and plain[start - 1] in {"account", "konto", "cuenta", "compte"})
            named = plain[start] in work.habits.at_sign
            ruled = bool(verb)
            if not named and not ruled:
                continue
            first = start + 1 if named else start
            rows = [(start, first, end) for end in range(first + 1, min(first + 4, len(words)) + 1)]
            if named and plain[start] not in _TRULY_AT[work.language] and not ruled:
                continue
        for begin, first, end in rows:
            said = " ".join(match[0].lstrip("@") for match in words[first:end])
            scores = sorted(
                ((_handle_likeness(said, handle, work.language), handle) for handle in work.hints.handles), reverse=True
            )
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


def _spelled(work: Work) -> None:
    """Five letters or more, one by one, are a name that was spelled: "S-A-R-A-H"."""
    sound = re.compile(r"(?<![\w@])(?:[^\W\d_](?:[\s.,-]+)){4,}[^\W\d_](?![\w'’])")

    def joined(match: re.Match[str]) -> str | None:
        letters = re.sub(r"[^a-z]", "", match[0])
        known = {squashed(handle): handle for handle in work.hints.handles}
        ranked = sorted(known, key=lambda handle: -likeness(letters, handle, work.language))
        if ranked and likeness(letters, ranked[0], work.language) >= ACCOUNT:
            return f"@{known[ranked[0]].lstrip('@')}"
        return (
            f"@{letters}"
            if re.search(r"(?:^|\s)(?:at|@|arroba|arobase)\s+$", folded(work.text)[: match.start()])
            else None
        )

    work.each(sound, joined)
    at_words = "|".join(sorted(re.escape(word) for word in work.habits.at_sign if word != "@"))
    work.each(re.compile(rf"(?<!\w)(?:{at_words})\s+(?=@)"), lambda match: "")


def names(work: Work) -> None:
    """People and products as they are written, where what was heard sounds the same."""
    for name in (*work.hints.products, *work.hints.people):
        parts = name.split()
        if len(squashed(name)) < 6:
            continue
        for size in dict.fromkeys((len(parts), len(parts) + 1)):
            words = list(WORD.finditer(work.text))
            for start in range(len(words) - size + 1):
                row = words[start : start + size]
                said = work.text[row[0].start() : row[-1].end()]
                if squashed(said) == squashed(name) or re.search(r"[.,;:!?@\ue100-\ue1ff]", said):
                    continue
                firsts = size != len(parts) or all(
                    _same_start(one[0], other, work.language) for one, other in zip(row, parts, strict=True)
                )
                least = PERSON if any(_usual(word[0], work.language) for word in row) else STRANGE
                if firsts and likeness(said, name, work.language) >= least:
                    work.put(row[0].start(), row[-1].end(), name)
                    break


def _usual(word: str, language: str) -> bool:
    return folded(word) in known_words(language) or embedder().knows(folded(word))


def _same_start(one: str, other: str, language: str) -> bool:
    return key(one, language)[:1] == key(other, language)[:1] and likeness(one, other, language) >= 0.7
