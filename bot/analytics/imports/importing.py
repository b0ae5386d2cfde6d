"""History from a file: what its columns are, which posts and days it tells of, and what in it cannot be read.

An export is one table or several below each other. A table with something that names a post (text, link, id) tells of posts,
one without tells of the account's days. Figures are read as they stand in the file; nothing is filled in, and what cannot
be read is listed by its line.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from bot.analytics.imports import headers
from bot.analytics.imports.cells import Moment, Order, decimal_comma, moment, number, order_of
from bot.analytics.imports.tables import Cell, Row, Sheet, texts
from bot.analytics.metrics import COUNTED, LEVELS

LOOKED_FOR_HEADER = 30
"""Lines at the top of a file, or after a blank line, in which its header may stand."""
LEFT_OUT_SHOWN = 20
FIRST_YEAR = 2000
"""Before, there was no network whose figures these could be."""
LARGEST = 1e12
"""More than that nobody has counted of anything."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A line that cannot be taken over. `key` is the sentence that says why, `facts` fill it."""

    line: int
    key: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post as a file tells of it."""

    line: int
    at: Moment
    id: str
    url: str
    text: str
    format: str
    campaign: str | None
    figures: Mapping[str, float]

    def key(self) -> str:
        """What it is known by: the network's id, else its link, else when it went out and what it said."""
        if self.id or self.url:
            return self.id or self.url
        words = f"{self.at.day.isoformat()}|{self.at.clock or ''}|{' '.join(self.text.split())}"
        return f"file:{hashlib.sha256(words.encode()).hexdigest()[:24]}"


@dataclass(frozen=True, slots=True)
class DayRow:
    """An account's own figures on a day: `followers` as they stood, the others as what the day brought."""

    line: int
    day: date
    figures: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood of a file.

    `columns` are header and figure, `left_out` headers that stand for nothing we keep. `asks` is set where the dates can be
    read in two ways. `accounts` are the handles that the file names, by how many rows; `clocks` whether all posts have a time
    of day, `zoned` whether the file says in which zone.
    """

    posts: tuple[PostRow, ...] = ()
    days: tuple[DayRow, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    left_out: tuple[str, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    asks: Literal["date_order"] | None = None
    example: str = ""
    accounts: Mapping[str, int] = field(default_factory=dict)
    platforms: Mapping[str, int] = field(default_factory=dict)
    elsewhere: int = 0
    clocks: bool = True
    zoned: bool = False

    @property
    def span(self) -> tuple[date, date] | None:
        """The first and the last day that the file tells of."""
        days = [row.at.day for row in self.posts] + [row.day for row in self.days]
        return (min(days), max(days)) if days else None

    @property
    def values(self) -> int:
        """How many figures it holds."""
        return sum(len(row.figures) for row in self.posts) + sum(len(row.figures) for row in self.days)

    def digest(self, *more: object) -> str:
        """The same for the same figures, and for nothing else."""
        whole = hashlib.sha256(repr((self.posts, self.days, more)).encode())
        return whole.hexdigest()[:32]


@dataclass(slots=True)
class _Section:
    columns: dict[str, int]
    header: Row
    title: str
    rows: list[Row] = field(default_factory=list)

    @property
    def of_posts(self) -> bool:
        return bool({"id", "url", "text"} & set(self.columns))


def read_figures(
    sheets: Sequence[Sheet],
    *,
    today: date,
    order: Order | None = None,
    handle: str | None = None,
    platform: str | None = None,
) -> Reading:
    """What these tables tell. `order` is how their dates are read where they leave it open; rows that name another account
    than `handle`, or another network than `platform`, are left out and counted.
    """
    every = [section for sheet in sheets for section in _sections(sheet)]
    sections = [section for section in every if section.columns]
    cells = [row.cells[section.columns["when"]] for section in sections for row in section.rows if _has(row, section)]
    found, doubtful = order_of(cells)
    accounts, platforms = _named(sections, "account"), _named(sections, "platform")
    columns, left_out = _columns(every)
    common = {"columns": columns, "left_out": left_out, "accounts": accounts, "platforms": platforms}
    if found is None and doubtful and order is None:
        example = next(str(cell) for cell in cells if isinstance(cell, str) and order_of([cell])[1])
        return Reading(asks="date_order", example=example, **common)  # type: ignore[arg-type]  # each by its own name
    taking = _Taking(found or order or "dmy", today, handle, platform)
    for section in sections:
        taking.take(section)
    posts, days = tuple(taking.posts.values()), tuple(taking.days.values())
    return Reading(
        posts,
        days,
        columns,
        left_out,
        tuple(sorted(taking.troubles, key=lambda trouble: trouble.line)),
        accounts=accounts,
        platforms=platforms,
        elsewhere=taking.elsewhere,
        clocks=all(row.at.clock is not None for row in posts),
        zoned=bool(posts) and all(row.at.utc is not None for row in posts),
    )


def instant(row: PostRow, zone: ZoneInfo) -> datetime:
    """When a post went out."""
    return row.at.instant(zone)


class _Taking:
    """Rows as they are taken, with what cannot be read of them."""

    def __init__(self, order: Order, today: date, handle: str | None, platform: str | None) -> None:
        self.order = order
        self.today = today
        self.handle = _handle(handle) if handle else None
        self.platform = headers.plain(platform) if platform else None
        self.posts: dict[str, PostRow] = {}
        self.days: dict[date, DayRow] = {}
        self.troubles: list[Trouble] = []
        self.elsewhere = 0

    def take(self, section: _Section) -> None:
        """Every row of a table."""
        names = texts(section.header.cells)
        utc = "utc" in headers.plain(names[section.columns["when"]])
        metrics = {name: index for name, index in section.columns.items() if name in (*COUNTED, *LEVELS)}
        # How many seconds a column's figures are worth; whether its numbers have a comma before the fraction.
        scale = {name: headers.factor(names[index] or section.title) for name, index in metrics.items()}
        comma = decimal_comma(row.cells[index] for row in section.rows for index in metrics.values() if index < _w(row))
        for row in section.rows:
            if not _has(row, section):
                continue  # a line of totals, or a remark
            if self._is_elsewhere(row, section):
                self.elsewhere += 1
                continue
            when = moment(row.cells[section.columns["when"]], self.order, utc=utc)
            if when is None:
                self._trouble(row, "import-line-date", cell=_short(row.cells[section.columns["when"]]))
                continue
            if when.day.year < FIRST_YEAR:
                self._trouble(row, "import-line-date", cell=_short(row.cells[section.columns["when"]]))
                continue
            if when.day > self.today:
                self._trouble(row, "import-line-future", day=when.day)
                continue
            figures: dict[str, float] = {}
            for name, index in metrics.items():
                cell = row.cells[index] if index < _w(row) else None
                try:
                    value = number(cell, comma=comma, whole=name != "watch_time")
                except (ValueError, OverflowError):
                    self._trouble(row, "import-line-number", cell=_short(cell), column=_short(names[index]))
                    continue
                if value is None:
                    continue
                if not 0 <= value <= LARGEST or (name != "watch_time" and value != int(value)):
                    self._trouble(row, "import-line-number", cell=_short(cell), column=_short(names[index]))
                    continue
                figures[name] = value * scale[name]
            self._keep(section, row, when, figures)

    def _keep(self, section: _Section, row: Row, when: Moment, figures: dict[str, float]) -> None:
        if not section.of_posts:
            before_day = self.days.get(when.day)
            if before_day is not None:
                figures = {**before_day.figures, **figures} if _agree(before_day.figures, figures) else {}
                if not figures:
                    self._trouble(row, "import-line-twice", first=before_day.line)
                    return
            if figures:
                self.days[when.day] = DayRow(row.line, when.day, figures)
            return
        figures = {name: value for name, value in figures.items() if name in COUNTED}
        post = PostRow(
            row.line,
            when,
            _identifier(self._cell(section, row, "id")),
            self._text(section, row, "url"),
            self._text(section, row, "text"),
            headers.format_of(self._text(section, row, "format")),
            self._text(section, row, "campaign") or None,
            figures,
        )
        if not (post.id or post.url or post.text):
            self._trouble(row, "import-line-nameless")
            return
        before = self.posts.get(post.key())
        if before is not None and before.figures != post.figures:
            self._trouble(row, "import-line-twice", first=before.line)
            return
        self.posts[post.key()] = before or post

    def _is_elsewhere(self, row: Row, section: _Section) -> bool:
        named = self._text(section, row, "account")
        network = self._text(section, row, "platform")
        other = bool(self.handle and named and _handle(named) != self.handle and _many(section, "account"))
        return other or bool(self.platform and network and headers.plain(network) != self.platform)

    def _cell(self, section: _Section, row: Row, name: str) -> Cell:
        index = section.columns.get(name)
        return row.cells[index] if index is not None and index < _w(row) else None

    def _text(self, section: _Section, row: Row, name: str) -> str:
        cell = self._cell(section, row, name)
        return "" if cell is None else str(cell).strip()

    def _trouble(self, row: Row, key: str, **facts: Any) -> None:
        self.troubles.append(Trouble(row.line, key, facts))


def _sections(sheet: Sheet) -> Iterator[_Section]:
    """The tables of a sheet: each begins with a line in which a date and a figure, or a post, are named."""
    section: _Section | None = None
    title, since_blank = sheet.name, 0
    for row in sheet.rows:
        if row.empty:
            since_blank = 0
            continue
        since_blank += 1
        looking = row.line <= LOOKED_FOR_HEADER if section is None else since_blank <= 3
        header = _header(row, title) if looking else None
        if header is not None:
            if section is not None:
                yield section
            section = _Section(header, row, title)
            continue
        filled = [text for text in texts(row.cells) if text]
        if len(filled) == 1 and since_blank == 1:
            title = filled[0]
            continue
        if section is not None:
            section.rows.append(row)
    if section is not None:
        yield section


def _header(row: Row, title: str) -> dict[str, int] | None:
    """Which column is what, nothing where none is a figure of ours; None where the line is no header."""
    ranks: dict[str, tuple[int, int]] = {}
    names = texts(row.cells)
    for index, name in enumerate(names):
        known = headers.meaning(name)
        if known is None and headers.plain(name) in headers.ONE_FIGURE:
            # One column of figures whose meaning stands above it; what is only new followers is no count of followers.
            above = None if headers.NEW.search(headers.plain(title)) else headers.meaning(title)
            known = (above[0], 99) if above is not None and above[0] in (*COUNTED, *LEVELS) else None
        if known is not None and known[0] == "followers" and headers.NEW.search(headers.plain(title)):
            continue
        if known is not None and (known[0] not in ranks or known[1] < ranks[known[0]][1]):
            ranks[known[0]] = (index, known[1])
    columns = {name: index for name, (index, _) in ranks.items()}
    if "when" not in columns or any(character.isdigit() for character in names[columns["when"]]):
        return None
    if not set(columns) & {*COUNTED, *LEVELS}:
        return {} if len([name for name in names if name]) > 1 else None
    return columns


def _columns(sections: Sequence[_Section]) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    used: dict[str, str] = {}
    left: list[str] = []
    for section in sections:
        taken = {index: name for name, index in section.columns.items()}
        if not taken:
            left.append(" ".join((section.title or texts(section.header.cells)[-1]).split())[:60])
            continue
        for index, name in enumerate(texts(section.header.cells)):
            if index in taken and taken[index] in (*COUNTED, *LEVELS):
                plain = name if headers.meaning(name) is not None else section.title
                used.setdefault(" ".join(plain.split())[:60], taken[index])
            elif index not in taken and name.strip():
                left.append(" ".join(name.split())[:60])
    return tuple(used.items()), tuple(dict.fromkeys(left))


def _named(sections: Sequence[_Section], what: str) -> dict[str, int]:
    counted: Counter[str] = Counter()
    for section in sections:
        index = section.columns.get(what)
        if index is not None:
            counted.update(
                str(row.cells[index]).strip() for row in section.rows if index < _w(row) and row.cells[index]
            )
    return dict(counted.most_common(20))


def _many(section: _Section, what: str) -> bool:
    index = section.columns.get(what)
    return index is not None and len({str(row.cells[index]) for row in section.rows if index < _w(row)}) > 1


def _has(row: Row, section: _Section) -> bool:
    index = section.columns["when"]
    return index < _w(row) and row.cells[index] not in (None, "")


def _w(row: Row) -> int:
    return len(row.cells)


def _agree(before: Mapping[str, float], now: Mapping[str, float]) -> bool:
    return all(before.get(name, value) == value for name, value in now.items())


def _identifier(cell: Cell) -> str:
    """A post's id. A long number that went through a spreadsheet as a float has lost its last digits and is no id."""
    if isinstance(cell, bool) or cell is None:
        return ""
    if isinstance(cell, int | float):
        return str(int(cell)) if cell == int(cell) and abs(cell) < 2**53 else ""
    text = str(cell).strip().strip("'\"=")
    return "" if "E+" in text.upper() and text[:1].isdigit() else text


def _handle(name: str) -> str:
    return headers.plain(name).lstrip("@")


def _short(cell: Cell) -> str:
    words = " ".join(str("" if cell is None else cell).split())
    return words if len(words) <= 40 else f"{words[:39]}…"
