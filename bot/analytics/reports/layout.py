"""How a team's reports look: whose name and colour they bear, what stands at the foot, which sections come in which order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from bot.errors import NotUnderstood, Rejected

SECTIONS = ("summary", "figures", "platforms", "followers", "posts", "weekdays", "formats", "kpis", "own", "notes")
"""Every section, in the order of a report that nobody has changed. Without the notes no figure has a source."""

ALWAYS = frozenset({"notes"})
PARTS = ("name", "colour", "logo", "footer", "sections")
SETTING = "report_layout"
COLOUR = "#0072b2"
LONGEST_FOOTER = 200
LONGEST_NAME = 80

Part = Literal["name", "colour", "logo", "footer", "sections"]

_WORDS: Mapping[str, str] = {
    "summary": "summary|overview|introduction|zusammenfassung|überblick|resumen|résumé|synthèse",
    "figures": "key figures|figures|numbers|kennzahlen|zahlen|cifras|indicadores|cifras clave|chiffres|chiffres clés",
    "platforms": "platforms|platform|networks|network|plattformen|netzwerke|plataformas|redes|plateformes|réseaux",
    "followers": "followers|follower|followers section|abonnenten|seguidores|abonnés",
    "posts": "posts|best posts|weakest posts|top posts|worst posts|beiträge|beste beiträge|schwächste beiträge|publicaciones|"
    "mejores publicaciones|publications|meilleures publications",
    "weekdays": "weekdays|weekday|days of the week|wochentage|wochentag|días de la semana|días|jours de la semaine|jours",
    "formats": "formats|format|kinds of posts|formate|formatos|formats de publication",
    "kpis": "kpis|kpi|goals|targets|ziele|objetivos|metas|objectifs",
    "own": "own metrics|our metrics|our own metrics|custom metrics|eigene kennzahlen|métricas propias|indicateurs maison",
    "notes": "notes|sources|notes on sources|hinweise|quellen|notas|fuentes|remarques",
}
_OUT = (
    r"\b(?:without|leave .*?\bout\b|leave out|drop|remove|hide|skip|no|ohne|lass .*?\bweg\b|weglassen|streich|"
    r"sin|quita|omite|elimina|sans|enlève|retire|supprime|masque)\b"
)
_IN = (
    r"\b(?:add|include|show|with|bring back|put back|zeig|füg|mit|wieder|añade|incluye|muestra|con|"
    r"ajoute|inclus|affiche|avec|remets)\b"
)
_ONLY = r"\b(?:only|just|nur|solo|solamente|sólo|seulement|uniquement)\b"
_FIRST = (
    r"\b(?:first|at the top|on top|begin with|start with|zuerst|nach oben|an den anfang|beginne mit|"
    r"primero|al principio|arriba|d’abord|d'abord|en premier|en tête|en haut)\b"
)
_LAST = r"\b(?:last|at the end|at the bottom|zuletzt|ans ende|nach unten|al final|abajo|à la fin|en dernier|en bas)\b"
_USUAL = (
    r"\b(?:usual|default|standard|reset|as before|all sections|alle abschnitte|por defecto|todas las secciones|"
    r"par défaut|toutes les sections)\b"
)
_COLOURS: Mapping[str, str] = {
    "#0072b2": "blue|blau|azul|bleu",
    "#00735c": "green|grün|verde|vert",
    "#b3402a": "red|rot|rojo|rouge",
    "#a24d00": "orange|naranja",
    "#8f3f71": "purple|violet|lila|violett|morado|violeta|pink|rosa|rose",
    "#333333": "black|grey|gray|schwarz|grau|negro|gris|noir",
}


@dataclass(frozen=True, slots=True)
class Layout:
    """A team's own look. `logo` is a picture of the media library; an empty `name` means the workspace's."""

    name: str = ""
    colour: str = COLOUR
    logo: int | None = None
    footer: str = ""
    sections: tuple[str, ...] = SECTIONS

    @staticmethod
    def of(settings: Mapping[str, Any]) -> Layout:
        """The layout that a workspace has set; what cannot be read of it is as usual."""
        kept = settings.get(SETTING)
        if not isinstance(kept, Mapping):
            return Layout()
        logo = kept.get("logo")
        sections = tuple(name for name in kept.get("sections") or SECTIONS if name in SECTIONS)
        colour = str(kept.get("colour") or COLOUR)
        return Layout(
            str(kept.get("name") or ""),
            colour if re.fullmatch(r"#[0-9a-f]{6}", colour) else COLOUR,
            logo if isinstance(logo, int) and not isinstance(logo, bool) else None,
            str(kept.get("footer") or ""),
            sections if set(sections) >= ALWAYS else (*sections, *sorted(ALWAYS - set(sections))),
        )

    def plain(self) -> dict[str, Any]:
        """As it is kept in the workspace's settings."""
        return {
            "name": self.name,
            "colour": self.colour,
            "logo": self.logo,
            "footer": self.footer,
            "sections": list(self.sections),
        }

    @property
    def ink(self) -> str:
        """Black or white: what is read better on the colour (WCAG 2.2, relative luminance)."""
        parts = [int(self.colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        return "#000000" if (light + 0.05) / 0.05 > 1.05 / (light + 0.05) else "#ffffff"

    def changed(self, part: Part, value: str) -> Layout:
        """The layout with one part as a person has said it. Raises `NotUnderstood` or `Rejected` for what cannot be."""
        words = " ".join(value.split()).strip()
        if part == "colour":
            return replace(self, colour=colour_of(words))
        if part == "sections":
            return replace(self, sections=self._arranged(words))
        longest = LONGEST_FOOTER if part == "footer" else LONGEST_NAME
        if len(words) > longest:
            raise Rejected("report-part-too-long", limit=longest)
        return replace(self, footer=words) if part == "footer" else replace(self, name=words)

    def _arranged(self, words: str) -> tuple[str, ...]:
        said = words.casefold()
        if re.search(_USUAL, said):
            return SECTIONS
        meant = sections_in(said)
        if not meant:
            raise NotUnderstood("report-which-section", words=words[:80])
        others = tuple(name for name in self.sections if name not in meant)
        if re.search(_OUT, said):
            if ALWAYS & set(meant):
                raise Rejected("report-notes-stay")
            return others
        if re.search(_ONLY, said):
            return (*(name for name in meant if name not in ALWAYS), *sorted(ALWAYS))
        if re.search(_FIRST, said):
            return (*meant, *others)
        if re.search(_LAST, said):
            return (*others, *meant)
        if re.search(_IN, said) or len(meant) == 1:
            return (
                tuple(name for name in SECTIONS if name in {*self.sections, *meant})
                if self._is_usual
                else (*self.sections[:-1], *(name for name in meant if name not in self.sections), *self.sections[-1:])
            )
        # Several, one after the other: that is their order.
        return (*meant, *(name for name in sorted(ALWAYS) if name not in meant))

    @property
    def _is_usual(self) -> bool:
        places = [SECTIONS.index(name) for name in self.sections]
        return places == sorted(places)


def colour_of(words: str) -> str:
    """A colour as `#rrggbb`, from that, from `#rgb` or from its name. Raises `NotUnderstood`."""
    said = words.casefold().strip(" .\"'")
    if match := re.search(r"#?\b([0-9a-f]{6})\b|#([0-9a-f]{3})\b", said):
        return f"#{match[1]}" if match[1] else "#" + "".join(letter * 2 for letter in match[2])
    for colour, names in _COLOURS.items():
        if re.search(rf"\b(?:{names})\b", said):
            return colour
    raise NotUnderstood("report-which-colour", words=words[:40])


def sections_in(words: str) -> tuple[str, ...]:
    """The sections that a sentence names, in its order."""
    found: dict[str, int] = {}
    text = unicodedata.normalize("NFC", words.casefold())
    taken = [False] * len(text)
    named = sorted(
        ((word, name) for name, known in _WORDS.items() for word in known.split("|")), key=lambda pair: -len(pair[0])
    )
    for word, name in named:
        for match in re.finditer(rf"\b{re.escape(word)}\b", text):
            if not any(taken[match.start() : match.end()]):
                taken[match.start() : match.end()] = [True] * (match.end() - match.start())
                found[name] = min(found.get(name, match.start()), match.start())
    return tuple(sorted(found, key=lambda name: found[name]))
