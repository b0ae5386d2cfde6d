"""How alike two names sound: what a recogniser takes for another word is seldom spelled like it, but it sounds like it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from bot.understanding.numbers import fold

_OF_SOUND = 0.65
"""What the consonants count against the letters: they survive being misheard better than the vowels."""

_LETTERS = re.compile(r"[^a-z0-9]+")

_COMMON = (
    (r"[ck]h?q?(?=[ou]?)", "k"),
    (r"q", "k"),
    (r"x", "ks"),
    (r"ph", "f"),
    (r"th", "t"),
    (r"w[hr]", "w"),
)
_SPELLINGS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "en": (
        (r"tch", "c"),
        (r"ch|sh|sch", "c"),
        (r"ck", "k"),
        (r"c(?=[eiy])", "s"),
        (r"alk", "ok"),
        (r"igh", "i"),
        (r"(?<=[aeiou])gh", ""),
        (r"kn|gn", "n"),
        (r"mb\b", "m"),
    ),
    "de": (
        (r"sch", "c"),
        (r"tsch", "c"),
        (r"chs|ks|cks", "x"),
        (r"ch", "k"),
        (r"ck", "k"),
        (r"tz|z", "ts"),
        (r"^st(?=[aeiou])", "st"),
        (r"v", "f"),
        (r"w", "v"),
    ),
    "es": (
        (r"ch", "c"),
        (r"ll", "y"),
        (r"qu", "k"),
        (r"c(?=[ei])", "s"),
        (r"z", "s"),
        (r"gu(?=[ei])", "g"),
        (r"[gj](?=[ei])|j", "h"),
        (r"^es(?=[^aeiou])", "s"),
        (r"v", "b"),
    ),
    "fr": (
        (r"ch", "c"),
        (r"qu", "k"),
        (r"c(?=[eiy])", "s"),
        (r"g(?=[eiy])", "j"),
        (r"eau", "o"),
        (r"(?<=[aeiou])ill?", "y"),
        (r"(?<=[aeiou]{2})[sxt]\b", ""),
        (r"(?<=\w{3})(?:es|ent)\b", "e"),
    ),
}
_ALIKE = str.maketrans("bdgvzjq", "ptkfsck")
_SILENT = re.compile(r"[aeiouyhw]")
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=4096)
def squashed(text: str) -> str:
    """The letters and digits of `text` alone, folded: "Mia Keller" and "mia.keller" are the same."""
    return _LETTERS.sub("", fold(text))


@lru_cache(maxsize=4096)
def key(text: str, language: str) -> str:
    """The consonants of `text` as they sound when it is read in `language`, hard and soft ones alike.

    A vowel at the start is kept as "a". Words are run together: a recogniser takes names apart.
    """
    said = " ".join(fold(text).split())
    for pattern, sound in (*_SPELLINGS.get(language, ()), *_COMMON):
        said = re.sub(pattern, sound, said)
    said = _LETTERS.sub("", said)
    if not said:
        return ""
    start = "a" if said[0] in "aeiou" else said[0] if said[0] in "yw" else ""
    return _DOUBLED.sub(r"\1", start + _SILENT.sub("", said[1:] if start else said).translate(_ALIKE))


@lru_cache(maxsize=16384)
def likeness(heard: str, name: str, language: str) -> float:
    """How alike two names are, by sound and by spelling: 1.0 when all of both is the same, 0.0 when nothing is.

    `name` is read as in English and as in `language`, whichever is nearer: most names of networks are English ones.
    """
    sound = max(_ratio(key(heard, code), key(name, code)) for code in dict.fromkeys((language, "en")))
    return _OF_SOUND * sound + (1 - _OF_SOUND) * _ratio(squashed(heard), squashed(name))


def _ratio(one: str, other: str) -> float:
    """Twice the longest row of letters that both have in the same order, against the letters of both.

    By bits, after Hyyrö (2004), "Bit-parallel LCS-length computation revisited".
    """
    if not one or not other:
        return 0.0
    places: dict[str, int] = {}
    for at, letter in enumerate(one):
        places[letter] = places.get(letter, 0) | (1 << at)
    full = (1 << len(one)) - 1
    row = full
    for letter in other:
        met = row & places.get(letter, 0)
        row = ((row + met) | (row - met)) & full
    return 2 * (len(one) - row.bit_count()) / (len(one) + len(other))


_ROWS: Mapping[str, str] = {
    # Letter by letter from a to z, the ways their names are written; "|" between several.
    "en": "a|ay|eh be|bee|b ce|see|c|cee d|dee e|ee f|ef|eff g|gee h|aitch|haitch i|eye j|jay k|kay l|el|ell m|em n|en "
    "o|oh p|pee q|queue|cue r|ar|are s|es|ess t|tee|tea u|you v|vee w|double-u x|ex|eks|ecks y|why|wye z|zed|zee",
    "de": "a|ah b|be|beh c|ce|tse|zeh d|de|deh e|eh f|ef|eff g|ge|geh h|ha i|ih j|jot k|ka l|el|ell m|em n|en o|oh p|pe q|ku "
    "r|er s|es t|te|tee u|uh v|vau|fau w|we|weh x|ix|iks|ex|eks y|ypsilon z|zet|zett",
    "es": "a b|be|ve c|ce d|de e f|efe g|ge h|hache i j|jota k|ka l|ele m|eme n|ene o p|pe q|cu r|erre|ere s|ese t|te u "
    "v|uve w|uve-doble x|equis|ekis y|ye z|zeta",
    "fr": "a b|be|bé c|ce|cé d|de|dé e f|effe g|ge|gé h|hache i j|ji k|ka l|elle m|emme n|enne o p|pe|pé q|cu r|erre s|esse "
    "t|te|té u v|ve|vé w|double-v x|ixe|ix|iks y|igrec z|zede|zède",
}


@lru_cache(maxsize=8)
def letter_names(language: str) -> Mapping[str, str]:
    """Folded names of letters → the letter: "ex" → "x". Single letters stand for themselves."""
    alphabet = "abcdefghijklmnopqrstuvwxyz"
    names: dict[str, str] = {}
    for letter, row in zip(alphabet, _ROWS.get(language, _ROWS["en"]).split(), strict=True):
        names |= {fold(name): letter for name in row.split("|")}
    return names | {letter: letter for letter in alphabet}
