"""How easily a text reads, by the formula that was made for its language.

- English: Flesch, "A new readability yardstick", Journal of Applied Psychology 32 (1948).
- German: Amstad, "Wie verständlich sind unsere Zeitungen?", Zürich 1978: Flesch with weights for German words.
- Spanish: Szigriszt Pazos, "Sistemas predictivos de legilibilidad del mensaje escrito", Madrid 1993.
- French: Kandel and Moles, "Application de l'indice de Flesch à la langue française", Cahiers Études de Radio-Télévision 19
  (1958).

All give about 100 for what a child reads and about 0 for what hardly anybody does. They count words and syllables and know
nothing of sense, so an answer says "reads as easily as", not "is good".
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from bot.writing.text import EMOJI, sentences

Level = Literal["very-easy", "easy", "plain", "hardish", "hard", "very-hard"]

FEWEST_WORDS = 12
"""A formula says nothing of a line shorter than this."""
LEVELS: tuple[tuple[float, Level, int], ...] = (
    (80.0, "very-easy", 11),
    (70.0, "easy", 12),
    (60.0, "plain", 14),
    (50.0, "hardish", 16),
    (30.0, "hard", 18),
)
"""From which score on, what it is called, and at which age it is read with ease (Flesch's own table, grades as ages)."""
WEIGHTS: dict[str, tuple[float, float, float]] = {
    "en": (206.835, 1.015, 84.6),
    "de": (180.0, 1.0, 58.5),
    "es": (206.835, 1.0, 62.3),
    "fr": (207.0, 1.015, 73.6),
}
"""What is begun with, and what is taken off for each word of a sentence and each syllable of a word."""

_NOISE = re.compile(r"https?://\S+|(?<!\w)[@#]\w+")
_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_VOWELS = {
    "en": re.compile(r"[aeiouy]+"),
    "de": re.compile(r"aa|ee|ie|oo|ai|ei|au|eu|äu|ay|ey|[aeiouyäöü]"),
    "fr": re.compile(r"[aeiouyàâäéèêëîïôöùûüœæ]+"),
}
_ES_STRONG, _ES_WEAK = "aeoáéó", "iuü"


@dataclass(frozen=True, slots=True)
class Reading:
    """`score` by the formula of `language`; `age` from which it is read with ease, None for the hardest."""

    score: float
    level: Level
    age: int | None
    language: str
    words: int
    sentences: int


def reading_of(text: str, language: str | None) -> Reading | None:
    """How easily a text reads; None where it is too short, or there is no formula for its language."""
    if language not in WEIGHTS:
        return None
    said = EMOJI.sub(" ", _NOISE.sub(" ", text))
    parts = [_WORD.findall(part) for part, _ in sentences(said)]
    parts = [words for words in parts if words]
    count = sum(len(words) for words in parts)
    if count < FEWEST_WORDS:
        return None
    begin, per_word, per_syllable = WEIGHTS[language]
    spoken = sum(syllables(word, language) for words in parts for word in words)
    score = begin - per_word * count / len(parts) - per_syllable * spoken / count
    level, age = level_of(score)
    return Reading(round(score, 1), level, age, language, count, len(parts))


def level_of(score: float) -> tuple[Level, int | None]:
    """What a score is called, and the age."""
    for border, level, age in LEVELS:
        if score >= border:
            return level, age
    return "very-hard", None


def syllables(word: str, language: str) -> int:
    """How many syllables a word is spoken with, at least one; right for most words, as formulas need it."""
    low = unicodedata.normalize("NFC", word.lower())
    if len(low) > 1 and word.isupper() and not _has_vowel(low):
        return len(low)  # spelt out: "KMU", "SNCF"
    parts = [part for part in re.split(r"['’\-]", low) if part]
    if language == "fr":
        # "l'économie" is spoken as one.
        low = "".join(parts)
        return max(1, _french(low))
    if language == "es":
        return max(1, sum(_spanish(part) for part in parts))
    if language == "de":
        return max(1, sum(max(1, len(_VOWELS["de"].findall(re.sub(r"qu", "q", part)))) for part in parts))
    return max(1, sum(_english(part) for part in parts if part not in {"s", "t", "d", "m", "ll", "re", "ve"}))


def _has_vowel(low: str) -> bool:
    return any(unicodedata.normalize("NFD", char)[0] in "aeiouyœæ" for char in low)


def _english(word: str) -> int:
    count = len(_VOWELS["en"].findall(word))
    silent = re.search(r"[^aeiouyl]e$|[aeiouy]le$|[^aeiouytd]ed$|[^aeiouscxzgh]es$", word)
    if silent and count > 1:
        count -= 1
    # Two vowels that are spoken apart: "radio", "create", "lion", "video", "idea"; not those of "nation" and "social".
    rest = re.sub(r"[tsgc]i(?:on|an|al|ous)", "", word)
    count += len(re.findall(r"i[ao](?!u)|eo(?!u)|ea(?=t[eio]|$)|ua(?=l|t)|ying|uie", rest))
    return max(count, 1)


def _spanish(word: str) -> int:
    word = re.sub(r"(?<=[qg])u(?=[eiéí])", "", word)
    count = 0
    before = ""
    for char in word:
        vowel = word == "y" if char == "y" else char in _ES_STRONG or char in _ES_WEAK or char in "íú"
        if not vowel:
            before = ""
            continue
        joined = (
            before and not (before in _ES_STRONG and char in _ES_STRONG) and char not in "íú" and before not in "íú"
        )
        count += 0 if joined else 1
        before = char
    return count


def _french(word: str) -> int:
    word = re.sub(r"(?<=[qg])u(?=[eéèêioaàâ])", "", word)
    count = len(_VOWELS["fr"].findall(word))
    # A last e is not heard; that of "-ment" is none.
    if count > 1 and re.search(r"[^aeiouyàâäéèêëîïôöùûüœæ](?:e|es|ent)$", word) and not re.search(r"ment$", word):
        count -= 1
    # Vowels that are spoken apart: "théâtre", "créer", "poète", "naïf".
    count += len(re.findall(r"é[aâoeè]|[aou]ï|oë|oè", word))
    return max(count, 1)
