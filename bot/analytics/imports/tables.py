"""Tables as people send them: CSV in the encodings and with the marks that offices use, and XLSX, read as rows of cells.

What is read is not trusted: a file may be no longer than `MOST_ROWS` rows, may unpack to no more than `MOST_UNPACKED` bytes,
and its XML may declare no entities (checked here, and by defusedxml). Formulas in a workbook are taken for the value that
was saved with them.
"""

from __future__ import annotations

import csv
import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import IO, Any

from bot.documents import DELIMITERS, decoded, kind_of
from bot.errors import Rejected

MOST_ROWS = 200_000
MOST_COLUMNS = 300
MOST_CELLS = 2_000_000
"""In all: a small file may unpack to many, and each takes its time to read."""
MOST_UNPACKED = 150_000_000
LONGEST_CELL = 10_000

_DAMAGED = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    lzma.LZMAError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What the readers of ZIP files and workbooks raise for one that is damaged, encrypted or packed in a way of its own."""

Cell = str | int | float | bool | datetime | date | time | timedelta | None


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: its number as a person counts in their own program, from 1 on, and its cells."""

    line: int
    cells: tuple[Cell, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing stands there."""
        return not any(cell is not None and cell != "" for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a file; `name` is the sheet's in a workbook, `delimiter` the mark between columns in text."""

    name: str
    rows: tuple[Row, ...]
    delimiter: str = ""


def read(content: bytes) -> list[Sheet]:
    """The tables of a CSV or XLSX file. Raises `Rejected` for what is none, is damaged, or is too large."""
    kind = kind_of(content)
    if kind is None:
        raise Rejected("table-unreadable")
    return _workbook(content) if kind == "xlsx" else [_text(content)]


def _text(content: bytes) -> Sheet:
    text = decoded(content)
    if text is None:
        raise Rejected("table-unreadable")
    # Excel writes the mark into the first line.
    first, _, rest = text.partition("\n")
    said = first.strip().strip('"').lower()
    named = said[4:5] if said.startswith("sep=") and len(said) <= 5 else ""
    delimiter = named or _delimiter(text)
    rows: list[Row] = []
    source = io.StringIO(rest if named else text, newline="")
    reader = csv.reader(source, delimiter=delimiter)
    before = 1 if named else 0
    begins = before + 1
    count = 0
    try:
        for cells in reader:
            count += len(cells)
            _check(len(rows), len(cells), count)
            rows.append(Row(begins, tuple(cell.strip()[:LONGEST_CELL] for cell in cells)))
            begins = before + reader.line_num + 1
    except csv.Error as error:
        raise Rejected("table-unreadable", detail=str(error)) from None
    return Sheet("", tuple(rows), delimiter)


def _delimiter(text: str) -> str:
    """The mark that divides most lines into the same number of columns; of two, the one that makes more of them."""
    lines = [line for line in text[:100_000].splitlines()[:60] if line.strip()]
    best, most = ",", (0.0, 0)
    for mark in DELIMITERS:
        widths = [len(row) for row in csv.reader(lines, delimiter=mark)]
        usual = max((width for width in set(widths) if width > 1), key=widths.count, default=0)
        score = (round(widths.count(usual) / len(widths), 1), usual) if usual else (0.0, 0)
        best, most = (mark, score) if score > most else (best, most)
    return best


def _workbook(content: bytes) -> list[Sheet]:
    import openpyxl
    from openpyxl.xml import DEFUSEDXML

    if not DEFUSEDXML:
        raise Rejected("table-unreadable", detail="openpyxl reads XML without defusedxml")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MOST_UNPACKED:
                raise Rejected("table-too-long", limit=MOST_ROWS)
            # What an entry says of its size may be false: it is read as far as that and no further.
            for entry in archive.infolist():
                with archive.open(entry) as part:
                    _drain(part, entry.file_size)
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        try:
            sheets: list[Sheet] = []
            for sheet in book.worksheets[:20]:
                before = sum(len(row.cells) for one in sheets for row in one.rows)
                sheets.append(Sheet(sheet.title, tuple(_rows(sheet, before))))
        finally:
            book.close()
        if not sheets:
            raise Rejected("table-unreadable")
        return sheets
    except Rejected:
        raise
    except _DAMAGED as error:
        raise Rejected("table-unreadable", detail=repr(error)) from None


def _drain(part: IO[bytes], size: int) -> None:
    read_so_far = 0
    while chunk := part.read(1 << 20):
        # No part of a workbook may have a DTD (ECMA-376-2), whichever parser reads it and whatever that does with entities.
        if read_so_far == 0 and b"<!DOCTYPE" in chunk[:65_536].replace(b"\x00", b""):
            raise Rejected("table-unreadable", detail="a DTD in a workbook")
        read_so_far += len(chunk)
        if read_so_far > size:
            raise Rejected("table-too-long", limit=MOST_ROWS)


def _rows(sheet: Any, count: int) -> Iterator[Row]:
    # A sheet may claim to be a million rows wide and long; only what is there is read.
    sheet.reset_dimensions()
    for line, cells in enumerate(sheet.iter_rows(values_only=True), 1):
        count += len(cells)
        _check(line - 1, len(cells), count)
        yield Row(line, tuple(_cell(cell) for cell in cells))


def _cell(value: object) -> Cell:
    if isinstance(value, str):
        return value.strip()[:LONGEST_CELL]
    if value is None or isinstance(value, int | float | bool | datetime | date | time | timedelta):
        return value
    return str(value)[:LONGEST_CELL]


def _check(rows: int, columns: int, cells: int) -> None:
    if rows >= MOST_ROWS or columns > MOST_COLUMNS or cells > MOST_CELLS:
        raise Rejected("table-too-long", limit=MOST_ROWS)


def texts(cells: Sequence[Cell]) -> list[str]:
    """Cells as words, for headers."""
    return ["" if cell is None else str(cell) for cell in cells]
