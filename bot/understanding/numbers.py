"""Numbers as people say them in English, Spanish, German and French.

Every spoken form of 0 to 120, of the days of a month as ordinals, and of the years 2000 to 2099 is spelled out once per
language and kept in a prefix tree of folded words, so reading one is a few dictionary steps and needs no grammar.
"""

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache

LARGEST = 10**9
"""Digits that say more than this are read as this: no date or duration is that large."""

Tree = dict[str | None, "Tree | int"]


def fold(word: str) -> str:
    """`word` in the form all word tables use: compatibility forms unified, lower case, no diacritics."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word).casefold()
    return "".join(c for c in unicodedata.normalize("NFKD", decomposed) if not unicodedata.combining(c))


def spellings(word: str) -> set[str]:
    """The folded spellings of a table word: without diacritics, and with ae, oe, ue for the German umlauts."""
    lower = word.lower()
    return {fold(lower), fold(lower.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue"))}


def digits(text: str) -> int:
    """The value of a run of decimal digits, however long, at most `LARGEST`."""
    significant = text.lstrip("0")
    return LARGEST if len(significant) > 9 else int(significant or "0")


def _row(words: str) -> list[str]:
    return words.split()


_EN = _row(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_EN_TENS = _row("_ _ twenty thirty forty fifty sixty seventy eighty ninety")
_EN_ORDINALS = _row(
    "_ first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)

_DE = _row(
    "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn "
    "achtzehn neunzehn"
)
_DE_TENS = _row("_ _ zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig")

_ES = _row(
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete "
    "dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete "
    "veintiocho veintinueve"
)
_ES_TENS = _row("_ _ _ treinta cuarenta cincuenta sesenta setenta ochenta noventa")
_ES_ORDINALS = {
    1: "primero primer primera",
    2: "segundo segunda",
    3: "tercero tercer tercera",
    4: "cuarto cuarta",
    5: "quinto quinta",
    6: "sexto sexta",
    7: "séptimo séptima",
    8: "octavo octava",
    9: "noveno novena",
    10: "décimo décima",
}

_FR = _row(
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit "
    "dix-neuf"
)
_FR_TENS = _row("_ _ vingt trente quarante cinquante soixante soixante quatre-vingt quatre-vingt")


def _english(n: int) -> list[str]:
    if n < 20:
        return [_EN[n]]
    if n < 100:
        tens, ones = divmod(n, 10)
        return [f"{_EN_TENS[tens]} {_EN[ones]}" if ones else _EN_TENS[tens]]
    rest = [""] if n == 100 else [f" {link}{form}" for form in _english(n - 100) for link in ("", "and ")]
    return [f"{one} hundred{r}" for one in ("a", "one") for r in rest]


def german(n: int) -> list[str]:
    """The German words for 0 to 199."""
    if n == 1:
        return ["ein", "eins", "eine", "einen", "einem", "einer"]
    if n == 2:
        return ["zwei", "zwo"]
    if n < 20:
        return [_DE[n]]
    if n < 100:
        tens, ones = divmod(n, 10)
        return [f"{_DE[ones]}und{_DE_TENS[tens]}" if ones else _DE_TENS[tens]]
    rest = [""] if n == 100 else german(n - 100)
    return [f"{one}hundert{r}" for one in ("", "ein") for r in rest]


def _spanish(n: int) -> list[str]:
    if n == 1:
        return ["uno", "un", "una"]
    if n < 30:
        return [_ES[n], "veintiún"] if n == 21 else [_ES[n]]
    if n < 100:
        tens, ones = divmod(n, 10)
        return [f"{_ES_TENS[tens]} y {one}" for one in _spanish(ones)] if ones else [_ES_TENS[tens]]
    return ["cien"] if n == 100 else [f"ciento {r}" for r in _spanish(n - 100)]


def _french(n: int) -> list[str]:
    if n == 1:
        return ["un", "une"]
    if n < 20:
        return [_FR[n]]
    if n < 100:
        tens, ones = divmod(n, 10)
        if tens in (7, 9):
            ones += 10
        if ones == 0:
            return [_FR_TENS[tens], "quatre-vingts"] if tens == 8 else [_FR_TENS[tens]]
        link = " et " if ones in (1, 11) and tens < 8 else " "
        return [f"{_FR_TENS[tens]}{link}{one}" for one in _french(ones)]
    return ["cent"] if n == 100 else [f"cent {r}" for r in _french(n - 100)]


_CARDINALS: Mapping[str, Callable[[int], list[str]]] = {
    "en": _english,
    "de": german,
    "es": _spanish,
    "fr": _french,
}


def _ordinals(language: str, n: int) -> list[str]:
    if language == "en":
        if n <= 20:
            return [_EN_ORDINALS[n]]
        return [f"{_EN_TENS[n // 10]} {_EN_ORDINALS[n % 10]}" if n % 10 else f"{_EN_TENS[n // 10][:-1]}ieth"]
    if language == "de":
        stem = {1: "erst", 3: "dritt", 7: "siebt", 8: "acht"}.get(n) or f"{_DE[n] if n < 20 else german(n)[0]}"
        if n not in (1, 3, 7, 8):
            stem += "t" if n < 20 else "st"
        return [stem + ending for ending in ("e", "en", "er", "es", "em")]
    if language == "es":
        return _ES_ORDINALS.get(n, "").split()
    if n == 1:
        return ["premier", "première"]
    form = _french(n)[0]
    stem = {"neuf": "neuv", "cinq": "cinqu"}.get(form) or form.removesuffix("e")
    return [f"{stem}ième", *(["second", "seconde"] if n == 2 else [])]


def _years(language: str, year: int) -> list[str]:
    spell, rest = _CARDINALS[language], year - 2000
    if language == "de":
        return [f"zweitausend{r}" for r in (spell(rest) if rest else [""])]
    thousand = {"en": "two thousand", "es": "dos mil", "fr": "deux mille"}[language]
    forms = [f"{thousand} {r}" for r in spell(rest)] if rest else [thousand]
    if language == "en":
        forms += [f"{thousand} and {r}" for r in spell(rest) if rest]
        forms += [f"twenty {r}" for r in spell(rest) if rest >= 10]
    return forms


def _tree(forms: Iterable[tuple[str, int]]) -> Tree:
    root: Tree = {}
    for form, value in forms:
        for spelling in spellings(form):
            node = root
            for word in spelling.replace("-", " ").split():
                child = node.setdefault(word, {})
                assert isinstance(child, dict)
                node = child
            node[None] = value
    return root


@cache
def cardinals(language: str) -> Tree:
    """The tree of the spoken cardinals 0 to 120."""
    return _tree((form, n) for n in range(121) for form in _CARDINALS[language](n))


def _hundreds(language: str, n: int) -> list[str]:
    """The words for 121 to 999: the hundreds, and what is beyond them."""
    hundreds, rest = divmod(n, 100)
    beyond = _CARDINALS[language](rest) if rest else [""]
    if language == "en":
        heads = ["a hundred", "one hundred"] if hundreds == 1 else [f"{_EN[hundreds]} hundred"]
        return [
            f"{head} {link}{form}" for head in heads for form in beyond for link in (("", "and ") if form else ("",))
        ]
    if language == "de":
        heads = ["", "ein"] if hundreds == 1 else [_DE[hundreds]]
        return [f"{head}hundert{form}" for head in heads for form in beyond]
    if language == "fr":
        head = "cent" if hundreds == 1 else f"{_FR[hundreds]} cent"
        return [f"{head} {form}" if form else f"{head}s" for form in beyond]
    head = _ES_HUNDREDS[hundreds]
    return [f"{head} {form}" for form in beyond] + [f"{head[:-2]}as {form}" for form in beyond if hundreds > 1]


_ES_HUNDREDS = _row(
    "_ ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"
)


@cache
def counting(language: str) -> Tree:
    """The tree of the spoken cardinals 0 to 999, for numbers of posts rather than of dates."""
    small = ((form, n) for n in range(121) for form in _CARDINALS[language](n))
    return _tree([*small, *((form, n) for n in range(121, 1000) for form in _hundreds(language, n))])


@cache
def ordinals(language: str) -> Tree:
    """The tree of the spoken ordinals 1 to 31."""
    return _tree((form, n) for n in range(1, 32) for form in _ordinals(language, n))


@cache
def years(language: str) -> Tree:
    """The tree of the spoken years 2000 to 2099."""
    return _tree((form, n) for n in range(2000, 2100) for form in _years(language, n))


ORDINAL_SUFFIXES: Mapping[str, frozenset[str]] = {
    "en": frozenset({"st", "nd", "rd", "th"}),
    "de": frozenset({".", "te", "ten", "ter", "tes", "tem", "ste", "sten"}),
    "es": frozenset({"o", "a", "er", "ro", "do", "to", "°"}),
    "fr": frozenset({"er", "e", "eme", "ere", "nd", "nde"}),
}
"""What stands directly after digits to make them an ordinal, folded."""


def read(tree: Tree, words: Sequence[str], at: int) -> list[tuple[int, int]]:
    """Every number of `tree` that starts at `words[at]`, as (index after its last word, value), shortest first."""
    found: list[tuple[int, int]] = []
    node: Tree | int | None = tree
    while isinstance(node, dict):
        value = node.get(None)
        if isinstance(value, int):
            found.append((at, value))
        node = node.get(words[at]) if at < len(words) else None
        at += 1
    return found
