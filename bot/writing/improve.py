"""Edits by rule: what a person asks to change about a draft, understood in four languages and done without inventing anything.

An instruction may hold several wishes ("shorter, and mention the parking"). Either all of them are understood or none is
carried out: a wish that is dropped in silence would look like a wish that was met.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from bot.writing.adapt import joined
from bot.writing.brand import Brand
from bot.writing.compose import fill, repeats
from bot.writing.hashtags import suggest_hashtags, themes_of
from bot.writing.phrases import LANGUAGES, Phrases, phrases
from bot.writing.text import EMOJI, capital, ended, hashtags, links, sentences, tail, tidy, with_tail, without_emoji
from bot.writing.topics import topic_of
from connectors.platform import URL, Platform


@dataclass(frozen=True, slots=True)
class Improved:
    """The text after the edit. `understood` is False where no rule reads the instruction; the text is then unchanged."""

    text: str
    changed: bool
    understood: bool


@dataclass(frozen=True, slots=True)
class _Wish:
    name: str
    words: dict[str, str]
    segment: str
    language: str


@dataclass(frozen=True, slots=True)
class _Desk:
    """What an edit may use besides the text."""

    brand: Brand
    platforms: Sequence[Platform]
    phrases: Phrases

    @property
    def emoji_welcome(self) -> bool:
        return self.brand.emoji and all(platform.custom.emoji > 0 for platform in self.platforms)


_QUOTED = re.compile(r"\"([^\"]+)\"|“([^”]+)”|„([^“”]+)[“”]|«\s*([^»]+?)\s*»|(?<!\w)'([^']+)'(?!\w)")
_HELD = re.compile("\ue000(\\d+)\ue001")
_ANEW = re.compile(
    r"(?:please |bitte |por favor )?"
    r"(?:(?:change|set|rewrite|make|turn) (?:the |its )?(?:text|wording|words|caption|copy)\b[^\ue000]* (?:to|say|into|read)"
    r"|(?:ändere|aendere|setz|setze|mach) (?:den |seinen )?(?:text|wortlaut)\b[^\ue000]* (?:auf|in|zu)"
    r"|(?:cambia|pon|reescribe) (?:el )?texto\b[^\ue000]* (?:por|a|como|en)"
    r"|(?:change|mets|remplace|réécris) (?:le )?texte\b[^\ue000]* (?:par|en|à))\s*:?\s*\ue000\d+\ue001",
    re.I,
)
"""Other words for the whole post, given in quotation marks."""
_TAKES_WORDS: Final = frozenset({"replace", "start", "end", "mention", "add"})
_VAGUE = re.compile(
    r"^(?:(?:something|some|more|a|an|another|any|etwas|mehr|noch mehr|ein|eine|einen|algo|más|una?|quelque chose|plus|une?|des)"
    r"(?:\s+\S+){0,3}|details?|detalles?|détails?|it|text)$",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"^(?:(?:please|it|this|that|the|text|draft|post|can|could|you|make|ok|okay|a|bit|little|now|thanks|bitte|den|das|es|der|ihn|"
    r"mach|mache|kannst|du|jetzt|noch|etwas|ein|bisschen|danke|entwurf|beitrag|por|favor|lo|la|hazlo|el|texto|un|poco|gracias|"
    r"puedes|s'il|te|vous|plaît|le|texte|peu|merci|rends-le|fais|peux-tu)\b[\s.!?]*)*$",
    re.IGNORECASE,
)


def improve(
    text: str, instruction: str, brand: Brand, platforms: Sequence[Platform] = (), *, language: str = "en"
) -> Improved:
    """Carry out `instruction` on `text`, written in `language`; the instruction itself may be in any language known here.

    A link or a number goes only if the person asked for exactly that. The result may be over a limit after words were
    added on request: nothing is cut in silence, `Platform.check` tells.
    """
    wishes = _read(instruction, phrases(language).language)
    if not wishes:
        return Improved(text, False, False)
    desk = _Desk(brand, platforms, phrases(language))
    result = text
    for wish in wishes:
        result = _EDITS[wish.name](result, wish, desk)
    return Improved(result, result != text, True)


def _read(instruction: str, language: str) -> list[_Wish]:
    held: list[str] = []

    def hold(match: re.Match[str]) -> str:
        held.append(next(group for group in match.groups() if group))
        return f"\ue000{len(held) - 1}\ue001"

    kept = " ".join(_QUOTED.sub(hold, instruction).split()).strip(" .!")
    if len(held) == 1 and _ANEW.match(kept):
        return [_Wish("anew", {"new": held[0]}, instruction, language)]
    for code in (language, *(other for other in LANGUAGES if other != language)):
        wishes = _wishes(kept, phrases(code), held)
        if wishes:
            return wishes
    return []


def _wishes(instruction: str, known: Phrases, held: list[str]) -> list[_Wish]:
    pieces = re.split(rf"(\s*[,;.]\s+|\s+(?:{'|'.join(known.joiners)})\s+)", instruction)
    segments = list(zip(["", *pieces[1::2]], pieces[::2], strict=True))
    found: list[_Wish] = []
    for place, (joiner, segment) in enumerate(segments):
        wish = _wish(segment, known)
        if wish is None and place + 1 < len(segments):
            # "replace bread and butter with cake": the joiner belongs to the words.
            rest = segment + "".join(j + s for j, s in segments[place + 1 :])
            whole = _wish(rest, known)
            if whole is not None and whole.name == "replace":
                found.append(whole)
                break
        if wish is not None:
            found.append(wish)
        elif found and found[-1].name in _TAKES_WORDS and segment:
            longer = _wish(found[-1].segment + joiner + segment, known)
            if longer is None:
                return []
            found[-1] = longer
        elif not _FILLER.match(segment):
            return []
    ready = [_released(wish, held) for wish in found]
    return [] if any(wish is None for wish in ready) else [wish for wish in ready if wish is not None]


def _wish(segment: str, known: Phrases) -> _Wish | None:
    for name, patterns in known.instructions.items():
        for pattern in patterns:
            match = pattern.search(segment)
            if match and not (_HELD.search(segment) and name not in _TAKES_WORDS):
                words = {key: value.strip(" ,.;:") for key, value in match.groupdict().items() if value}
                return _Wish(name, words, segment, known.language)
    return None


def _released(wish: _Wish, held: list[str]) -> _Wish | None:
    """The wish with its quoted words put back; None where it asks for words that only a person can supply."""
    words = {}
    for key, value in wish.words.items():
        quoted = _HELD.search(value)
        literal = quoted is not None or key != "what" or wish.name == "replace"
        named = wish.name == "mention" and re.match(r"(?:the|a|an|ein|eine|une?|una?)\s+\w{4,}", value, re.IGNORECASE)
        if not literal and not named and _VAGUE.match(value):
            return None
        words[key] = held[int(quoted.group(1))] if quoted else value
    return _Wish(wish.name, words, wish.segment, wish.language)


_LESS = re.compile(
    r"(?<!\w)(?:less|too|not so|weniger|zu|nicht so|menos|demasiado|no tan|moins|trop|pas si)\s+\w+", re.I
)
_BORING = re.compile(r"less boring|weniger langweilig|menos aburrido|moins ennuyeux", re.I)
_OPPOSITE: Final = {
    "warm": "professional",
    "professional": "warm",
    "playful": "plain",
    "urgent": "plain",
    "plain": "playful",
    "short": "long",
}


# Edits. Each takes the text and gives the new one; the block of hashtags at the end is kept apart.


def _without_sentence(text: str, wish: _Wish, desk: _Desk) -> str:
    body, block = tail(text)
    parts = sentences(body)
    place = phrases(wish.language).ordinals[wish.words["which"].lower()]
    if len(parts) < 2 or place >= len(parts):
        return text
    parts.pop(place)
    return with_tail(tidy(joined(parts)), block)


def _replace(text: str, wish: _Wish, desk: _Desk) -> str:
    old, new = wish.words["old"], wish.words["new"]

    def put(match: re.Match[str]) -> str:
        starts = match.group()[:1].isupper() and (match.start() == 0 or text[: match.start()].rstrip()[-1:] in ".!?…\n")
        return capital(new) if starts else new

    pattern = re.compile(
        rf"(?<!\w){re.escape(old)}(?!\w)" if old[:1].isalnum() and old[-1:].isalnum() else re.escape(old), re.I
    )
    return pattern.sub(put, text)


def _anew(text: str, wish: _Wish, desk: _Desk) -> str:
    return wish.words["new"]


def _start(text: str, wish: _Wish, desk: _Desk) -> str:
    return f"{ended(capital(wish.words['what']))} {text}".strip()


def _end(text: str, wish: _Wish, desk: _Desk) -> str:
    return _appended(text, ended(capital(wish.words["what"])), last=True)


def _add(text: str, wish: _Wish, desk: _Desk) -> str:
    what = wish.words["what"]
    if re.fullmatch(r"(?:\s*#\w+)+", what):
        body, block = tail(text)
        return with_tail(body, " ".join(dict.fromkeys([*block.split(), *what.split()])))
    return _appended(text, ended(capital(what)))


def _mention(text: str, wish: _Wish, desk: _Desk) -> str:
    topic = topic_of(wish.words["what"], desk.phrases)
    if topic.kind == "sentence":
        return _appended(text, topic.headline)
    lead = desk.phrases.mention[len(text) % len(desk.phrases.mention)]
    return _appended(text, lead.replace("{topic}", topic.phrase or topic.quoted or topic.said))


def _remove_emoji(text: str, wish: _Wish, desk: _Desk) -> str:
    return without_emoji(text)


def _add_emoji(text: str, wish: _Wish, desk: _Desk) -> str:
    asked = EMOJI.findall(wish.segment)
    body, block = tail(text)
    parts = sentences(body)
    present = set(EMOJI.findall(text))
    themed = [theme.emoji for theme in themes_of(text, desk.phrases)]
    signs = [
        sign
        for sign in [*asked, *themed, *desk.phrases.emoji["warm"], *desk.phrases.emoji["plain"]]
        if sign not in present
    ]
    if not parts or not signs:
        return text
    free = [place for place, (sentence, _) in enumerate(parts) if not EMOJI.search(sentence) and not links(sentence)]
    if not free:
        return text
    place = free[0]
    parts[place] = (f"{parts[place][0].rstrip()} {signs[0]}", parts[place][1])
    return with_tail(joined(parts), block)


def _remove_hashtags(text: str, wish: _Wish, desk: _Desk) -> str:
    body, _ = tail(text)
    return tidy(re.sub(r"(?<!\w)#(\w+)", r"\1", body)) if body.strip() else text


def _fewer_hashtags(text: str, wish: _Wish, desk: _Desk) -> str:
    """As many as every network here takes, and at least one less; those at the end go first, the sign of others is taken off."""
    have = len(hashtags(text))
    caps = [platform.limits.hashtags for platform in desk.platforms if platform.limits.hashtags is not None]
    room = max(min([have // 2, *caps]), 0) if have > 1 else 0
    body, block = tail(text)
    inside = len(hashtags(body))
    kept = block.split()[: max(room - inside, 0)]
    if inside > room:
        seen = itertools.count()
        body = re.sub(r"(?<!\w)#(\w+)", lambda tag: tag[0] if next(seen) < room else tag[1], body)
    return with_tail(body, " ".join(kept))


def _add_hashtags(text: str, wish: _Wish, desk: _Desk) -> str:
    body, block = tail(text)
    asked = re.findall(r"(?<!\w)#\w+", wish.segment)
    number = re.search(r"\b\d{1,2}\b", wish.segment)
    present = {tag.casefold() for tag in hashtags(text)}
    opener = _opener(body, desk.phrases)
    about = (
        opener.topic
        if opener
        else " ".join(dict.fromkeys(w for t in themes_of(body, desk.phrases) for w in t.words[:1]))
    )
    wanted = int(number.group()) if number else 3
    found = asked or suggest_hashtags(about, desk.brand, (), wanted + len(present), desk.phrases.language)
    more = [tag for tag in found if tag[1:].casefold() not in present]
    return with_tail(body, " ".join([*block.split(), *(more if asked else more[:wanted])]))


def _remove_link(text: str, wish: _Wish, desk: _Desk) -> str:
    body, block = tail(text)
    leads = "|".join(
        re.escape(line.replace("{link}", "").strip()) for line in (*desk.phrases.link, *desk.phrases.link_professional)
    )
    body = re.sub(rf"(?:{leads})\s*{URL.pattern}", "", body)
    body = re.sub(rf"\s*:\s*{URL.pattern}", ".", body)
    return with_tail(tidy(URL.sub("", body)), block)


def _add_link(text: str, wish: _Wish, desk: _Desk) -> str:
    link = next(iter(links(wish.segment)), desk.brand.link)
    if not link or link in text:
        return text
    return _appended(text, desk.phrases.link[0].replace("{link}", link))


def _no_exclamation(text: str, wish: _Wish, desk: _Desk) -> str:
    return _calm(text)


def _lowercase(text: str, wish: _Wish, desk: _Desk) -> str:
    pieces = re.split(f"({URL.pattern})", text)
    return "".join(piece if place % 2 else piece.lower() for place, piece in enumerate(pieces))


def _capitalise(text: str, wish: _Wish, desk: _Desk) -> str:
    loud = text.isupper()
    pieces = re.split(f"({URL.pattern})", text)
    text = "".join(piece if place % 2 or not loud else piece.lower() for place, piece in enumerate(pieces))
    text = re.sub(r"([.!?…]\s+)(\w)", lambda match: match.group(1) + match.group(2).upper(), text)
    if desk.phrases.language == "en":
        text = re.sub(r"\bi(?=\b(?:'|’)|\s)", "I", text)
    return "\n".join(capital(line) for line in text.split("\n"))


def _call_to_action(text: str, wish: _Wish, desk: _Desk) -> str:
    for call in (*desk.brand.calls_to_action, *_rendered(desk.phrases.closers["plain"], text, desk.phrases)):
        if call.rstrip(".!").casefold() not in text.casefold():
            return _appended(text, ended(capital(call)))
    return text


def _shorter(text: str, wish: _Wish, desk: _Desk) -> str:
    body, block = tail(text)
    parts = sentences(body)
    roles = _known(desk.phrases)
    calls = {call.casefold().rstrip(".!: ") for call in desk.brand.calls_to_action}

    def weight(place: int) -> tuple[int, int]:
        role = roles.get(_plain(parts[place][0]), "")
        return ({"line": 0, "closer": 1}.get(role, 2), -place)

    free = [
        place
        for place in range(1, len(parts))
        if not links(parts[place][0])
        and not re.search(r"\d", parts[place][0])
        and not any(call and call in parts[place][0].casefold() for call in calls)
    ]
    gone = set(sorted(free, key=weight)[: max(1, len(parts) // 3)])
    if not gone:
        bare = re.sub(r"\s*\([^()\d]*\)", "", body)
        return with_tail(bare, block) if bare != body else text
    kept = []
    for place, (sentence, gap) in enumerate(parts):
        if place not in gone:
            kept.append((sentence, gap))
        elif kept and "\n" in gap:
            kept[-1] = (kept[-1][0], gap)
    return with_tail(tidy(joined(kept)), block)


def _longer(text: str, wish: _Wish, desk: _Desk) -> str:
    register = (
        "professional" if desk.platforms and all(p.custom.voice == "professional" for p in desk.platforms) else "plain"
    )
    calls = [
        ended(capital(call))
        for call in desk.brand.calls_to_action
        if call.rstrip(".!: ").casefold() not in text.casefold()
    ]
    body, block = tail(text)
    parts = sentences(body)
    for line in _rendered(desk.phrases.lines[register], text, desk.phrases):
        if parts and not repeats("", line, *(sentence for sentence, _ in parts)):
            place = next((i for i, (_, gap) in enumerate(parts) if "\n" in gap), 0)
            sentence, gap = parts[place]
            longer = with_tail(
                joined([*parts[:place], (sentence, " "), (line, gap or " "), *parts[place + 1 :]]), block
            )
            return _appended(longer, calls[0]) if calls else longer
    if calls:
        return _appended(text, calls[0])
    spare = [line for line in _rendered(desk.phrases.lines[register], text, desk.phrases) if line not in text]
    return _appended(text, spare[0]) if spare else text


def _tone(text: str, wish: _Wish, desk: _Desk) -> str:
    registers = phrases(wish.language).registers(wish.words["tone"]) or ["plain"]
    register = registers[0]
    if _LESS.search(_BORING.sub("", wish.segment)):
        register = _OPPOSITE[register]
    if register in {"short", "long"}:
        return _shorter(text, wish, desk) if register == "short" else _longer(text, wish, desk)
    body, block = tail(text)
    known = desk.phrases
    opener = _opener(body, known)
    if opener is not None and opener.register != register:
        topic = topic_of(opener.topic, known)
        if topic.kind == opener.kind:
            choices = [s for t in known.openers[topic.kind][register] if (s := fill(t, topic, desk.brand))]
            if choices:
                body = choices[len(body) % len(choices)] + body[opener.end :]
    roles = _known(known)
    parts: list[tuple[str, str]] = []
    for sentence, gap in sentences(body):
        role = roles.get(_plain(sentence), "")
        table = {"line": known.lines, "closer": known.closers}.get(role)
        if table is not None and _plain(sentence) not in {_plain(s) for s in _rendered(table[register], text, known)}:
            others = " ".join(s for s, _ in parts)
            choices = [s for s in _rendered(table[register], text, known) if not repeats("", s, others)]
            choices = choices or _rendered(table[register], text, known)
            parts.append((choices[len(sentence) % len(choices)], gap))
        else:
            parts.append((sentence, gap))
    body = joined(parts)
    body = (
        _exchanged(body, known.replace["formal" if register == "professional" else "informal"])
        if register
        not in {
            "plain",
            "urgent",
        }
        else body
    )
    if register in {"professional", "plain"}:
        body = without_emoji(body)
    if register == "professional":
        body = _calm(body)
    result = with_tail(body, block)
    if register in {"warm", "playful"} and desk.emoji_welcome and not EMOJI.search(result):
        result = _add_emoji_of(result, register, desk)
    if result == text and register != "plain":
        for closer in _rendered(known.closers[register], text, known):
            if closer not in text:
                return _appended(text, closer)
    return result


# What the edits share.


def _appended(text: str, sentence: str, *, last: bool = False) -> str:
    """`text` and one more sentence: before a closing sentence with a link, or as the very last of all."""
    body, block = tail(text)
    parts = sentences(body.rstrip())
    if not last and len(parts) > 1 and links(parts[-1][0]) and not links(sentence):
        before, gap = parts[-2]
        joint = " " if "\n" in gap else gap
        return with_tail(joined([*parts[:-2], (ended(before), joint or " "), (sentence, gap or " "), parts[-1]]), block)
    body = body.rstrip()
    gap = "\n\n" if parts and links(parts[-1][0]) else " "
    return with_tail(f"{ended(body)}{gap}{sentence}".strip() if body else sentence, block)


def _calm(text: str) -> str:
    text = text.replace("¡", "")
    text = re.sub(r"[!?]*\?[!?]*", lambda match: "?" if "!" in match.group() else match.group(), text)
    text = re.sub(r"[ \u00a0\u202f]?!+", ".", text)
    return re.sub(r"(?<!\.)\.{2}(?!\.)", ".", text)


def _add_emoji_of(text: str, register: str, desk: _Desk) -> str:
    body, block = tail(text)
    parts = sentences(body)
    themed = [theme.emoji for theme in themes_of(body, desk.phrases)]
    sign = themed[0] if themed else desk.phrases.emoji[register][len(body) % len(desk.phrases.emoji[register])]
    if parts and not links(parts[0][0]):
        parts[0] = (f"{parts[0][0]} {sign}", parts[0][1])
    return with_tail(joined(parts), block)


def _exchanged(text: str, words: dict[str, str]) -> str:
    pattern = re.compile(
        "|".join(rf"(?<![\w/@#]){re.escape(word)}(?!\w)" for word in sorted(words, key=len, reverse=True)), re.I
    )
    by_word = {word.casefold(): other for word, other in words.items()}

    def put(match: re.Match[str]) -> str:
        other = by_word[match.group().casefold()]
        return other[:1].upper() + other[1:] if match.group()[:1].isupper() else other

    pieces = re.split(f"({URL.pattern})", text.replace("’", "'") if any("'" in word for word in words) else text)
    return "".join(piece if place % 2 else pattern.sub(put, piece) for place, piece in enumerate(pieces))


def _plain(sentence: str) -> str:
    return " ".join(EMOJI.sub("", sentence).split()).casefold()


def _solo(text: str, known: Phrases) -> bool:
    return topic_of(sentences(text)[0][0] if text.strip() else "", known).solo


def _one_voice(template: str, solo: bool) -> str:
    text = re.sub(r"\[([^\[\]|]*)\|([^\[\]|]*)\]", r"\2" if solo else r"\1", template)
    return text[:1].upper() + text[1:]


def _rendered(templates: Sequence[str], text: str, known: Phrases) -> list[str]:
    solo = _solo(text, known)
    return [_one_voice(template, solo) for template in templates]


@cache
def _roles(language: str) -> dict[str, str]:
    known = phrases(language)
    found: dict[str, str] = {}
    for role, table in (("line", known.lines), ("closer", known.closers)):
        for templates in table.values():
            for template in templates:
                for solo in (False, True):
                    for sentence, _ in (
                        sentences(_one_voice(template, solo)) if role == "line" else [(_one_voice(template, solo), "")]
                    ):
                        found.setdefault(_plain(sentence), role)
    return found


def _known(known: Phrases) -> dict[str, str]:
    return _roles(known.language)


@dataclass(frozen=True, slots=True)
class _Opener:
    kind: str
    register: str
    topic: str
    end: int


@cache
def _opener_patterns(language: str) -> list[tuple[str, str, int, re.Pattern[str]]]:
    found = []
    for kind, registers in phrases(language).openers.items():
        for register, templates in registers.items():
            for template in templates:
                if kind == "sentence":
                    continue
                for solo in (False, True):
                    literal = re.split(r"\{\w+\}", _one_voice(template, solo))
                    if len(literal) != 2:
                        continue
                    pattern = re.compile(
                        rf"{re.escape(literal[0])}(?P<topic>[^\n]+?){re.escape(literal[1])}(?=\s|$)", re.I
                    )
                    found.append((kind, register, len("".join(literal)), pattern))
    return sorted(found, key=lambda entry: -entry[2])


def _opener(body: str, known: Phrases) -> _Opener | None:
    """The opening this text was composed with, and the topic in it; None if it was written otherwise."""
    for kind, register, size, pattern in _opener_patterns(known.language):
        match = pattern.match(body)
        if match and size > 8 and len(match.group("topic")) <= 90:
            topic = re.sub(r"^zum\s", "dem ", re.sub(r"^zu\s", "", match.group("topic")))
            if topic_of(topic, known).kind == kind:
                return _Opener(kind, register, topic, match.end())
    return None


_EDITS: Final[dict[str, Callable[[str, _Wish, _Desk], str]]] = {
    "anew": _anew,
    "without_sentence": _without_sentence,
    "replace": _replace,
    "start": _start,
    "end": _end,
    "remove_emoji": _remove_emoji,
    "add_emoji": _add_emoji,
    "fewer_hashtags": _fewer_hashtags,
    "remove_hashtags": _remove_hashtags,
    "add_hashtags": _add_hashtags,
    "remove_link": _remove_link,
    "add_link": _add_link,
    "no_exclamation": _no_exclamation,
    "lowercase": _lowercase,
    "capitalise": _capitalise,
    "call_to_action": _call_to_action,
    "mention": _mention,
    "add": _add,
    "shorter": _shorter,
    "longer": _longer,
    "tone": _tone,
}
