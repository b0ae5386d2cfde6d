"""What a report is, before anybody prints it: sections of sentences, key figures, tables and charts, all in one language.

Words are as people read them; beside each figure stands the number itself, for programs and spreadsheets, and where it comes
from. A printer adds nothing and leaves nothing out but what its kind of file cannot hold (a CSV file has no charts).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from bot.analytics.pictures.charts import Chart

Raw = str | int | float | date | datetime | None
Kind = Literal["text", "number", "percent", "seconds", "day", "link"]


@dataclass(frozen=True, slots=True)
class Value:
    """One cell: `said` is what people read, `raw` the value itself (None where it is unknown), `source` its origin."""

    said: str
    raw: Raw = None
    kind: Kind = "text"
    source: Mapping[str, Any] = field(default_factory=dict)

    @staticmethod
    def text(words: str) -> Value:
        """Plain words."""
        return Value(words, words)


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure that stands large: its name, the value, how it changed against the period before, and on what it rests."""

    name: str
    value: Value
    before: Value
    change: Value
    direction: Literal["up", "down", "same", "unknown"]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its heads, whether each column holds numbers, and its rows, all of the same length."""

    heads: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: tuple[tuple[Value, ...], ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a report under a heading; what it does not have is empty."""

    key: str
    title: str
    paragraphs: tuple[str, ...] = ()
    figures: tuple[KeyFigure, ...] = ()
    tables: tuple[Table, ...] = ()
    charts: tuple[Chart, ...] = ()


@dataclass(frozen=True, slots=True)
class Logo:
    """The team's own picture."""

    data: bytes
    mime: str


@dataclass(frozen=True, slots=True)
class Words:
    """The few words that printers themselves need."""

    before: str
    change: str
    sheet: str
    section: str
    name: str
    value: str
    page: str


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report. `made` says when it was made and by which clock; `sample` marks figures that are made up."""

    title: str
    period: str
    name: str
    made: str
    since: date
    until: date
    language: str
    colour: str
    ink: str
    words: Words
    sections: tuple[Section, ...]
    footer: str = ""
    logo: Logo | None = None
    sample: str = ""

    def file_name(self, ending: str) -> str:
        """The name of the file that it becomes: "report-blum-bakery-2026-03-02-2026-03-08.pdf"."""
        name = unicodedata.normalize("NFKD", self.name).encode("ascii", "ignore").decode().casefold()
        plain = re.sub(r"[^a-z0-9]+", "-", name).strip("-")[:40].strip("-")
        parts = ["report", plain, self.since.isoformat(), self.until.isoformat()]
        return "-".join(part for part in parts if part) + f".{ending}"

    def figures(self) -> Iterator[tuple[str, str, Value]]:
        """Every figure with its section and its name, for whoever wants to trace them."""
        for section in self.sections:
            for figure in section.figures:
                yield section.key, figure.name, figure.value
            for table in section.tables:
                for row in table.rows:
                    for head, value in zip(table.heads[1:], row[1:], strict=True):
                        yield section.key, f"{row[0].said}: {head}", value
