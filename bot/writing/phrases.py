"""The sentences of one language, read from `prompts/drafts/<language>.yaml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

import prompts

LANGUAGES: Final = ("en", "es", "de", "fr")
# Without type guessing: "no" and "on" are words here.
_LOADER: Final = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
FOLDER: Final = Path(prompts.__file__).parent / "drafts"


@dataclass(frozen=True, slots=True)
class Theme:
    """What a topic is about, as far as its words tell: an emoji, general hashtags and closing questions that suit it."""

    name: str
    words: tuple[str, ...]
    emoji: str
    hashtags: tuple[str, ...]
    openers: tuple[str, ...]
    closers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrases:
    """Openers by kind of topic and register, lines and closers by register, and the words that edits know."""

    language: str
    tones: dict[str, tuple[str, ...]]
    sober: re.Pattern[str]
    openers: dict[str, dict[str, tuple[str, ...]]]
    lines: dict[str, tuple[str, ...]]
    closers: dict[str, tuple[str, ...]]
    link: tuple[str, ...]
    link_professional: tuple[str, ...]
    bio: tuple[str, ...]
    mention: tuple[str, ...]
    themes: tuple[Theme, ...]
    emoji: dict[str, tuple[str, ...]]
    stopwords: frozenset[str]
    replace: dict[str, dict[str, str]]
    instructions: dict[str, tuple[re.Pattern[str], ...]]
    ordinals: dict[str, int]
    joiners: tuple[str, ...]

    def registers(self, words: str) -> list[str]:
        """The registers that free words such as "warm, a bit playful" name, in the order they are said."""
        found = []
        for register, tones in self.tones.items():
            match = re.search(rf"(?<!\w)(?:{alternatives(tones)})(?!\w)", words, re.IGNORECASE)
            if match and not re.search(
                r"(?<!\w)(?:not|no|nicht|pas|less|menos|weniger|moins)\s+(?:\w+\s+)?$", words[: match.start()], re.I
            ):
                found.append((match.start(), register))
        return [register for _, register in sorted(found)]


def alternatives(words: tuple[str, ...] | list[str]) -> str:
    """A pattern for any of `words`, longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def phrases(language: str) -> Phrases:
    """The sentences of `language` ("de", "de-AT"); English where there are none."""
    code = language[:2].lower()
    return _load(code if code in LANGUAGES else "en")


@cache
def _load(language: str) -> Phrases:
    data: dict[str, Any] = yaml.load((FOLDER / f"{language}.yaml").read_bytes(), Loader=_LOADER)
    tones = {register: tuple(words) for register, words in data["tones"].items()}
    every_tone = alternatives([word for words in tones.values() for word in words])
    return Phrases(
        language=language,
        tones=tones,
        sober=re.compile(rf"(?<!\w)(?:{alternatives(data['sober'])})(?!\w)", re.IGNORECASE),
        openers={
            kind: {register: tuple(sentences) for register, sentences in registers.items()}
            for kind, registers in data["openers"].items()
        },
        lines={register: tuple(sentences) for register, sentences in data["lines"].items()},
        closers={register: tuple(sentences) for register, sentences in data["closers"].items()},
        link=tuple(data["link"]),
        link_professional=tuple(data["link_professional"]),
        bio=tuple(data["bio"]),
        mention=tuple(data["mention"]),
        themes=tuple(
            Theme(name, tuple(t["words"]), t["emoji"], tuple(t["hashtags"]), tuple(t["openers"]), tuple(t["closers"]))
            for name, t in data["themes"].items()
        ),
        emoji={register: tuple(signs) for register, signs in data["emoji"].items()},
        stopwords=frozenset(str(word) for word in data["stopwords"]),
        replace={name: dict(words) for name, words in data["replace"].items()},
        instructions={
            name: tuple(
                re.compile(pattern.replace("{tones}", f"(?:{every_tone})"), re.IGNORECASE) for pattern in patterns
            )
            for name, patterns in data["instructions"].items()
        },
        ordinals={word: int(place) for word, place in data["ordinals"].items()},
        joiners=tuple(data["joiners"]),
    )
