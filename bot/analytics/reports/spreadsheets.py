"""A report as tables: CSV for every program there is, XLSX with real numbers and dates.

A cell that begins with one of `= + - @`, a tab or a line break is run as a formula by spreadsheets; in words of people it is
disarmed with an apostrophe in front (OWASP, "CSV Injection"). Numbers are numbers, so a minus in front of one is harmless.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from bot.analytics.reports.document import Document, Raw, Section, Table, Value

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""The last four are the wide forms that some programs take for the same."""
_INSIDE = re.compile(r"([;\t\r\n][\"' ]*)(?=[=+@\uff1d\uff0b\uff20]|-\w)")
"""Where a program that parts columns by another mark than ours would see a cell begin."""
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_FORMATS = {"number": "#,##0.##", "percent": "0.0%", "seconds": "[h]:mm:ss", "day": "yyyy-mm-dd"}
WIDEST = 60


def disarmed(words: str) -> str:
    """Words that no spreadsheet runs."""
    text = CONTROL.sub("", words)
    return f"'{text}" if text.lstrip(" ").startswith(DANGEROUS) or text.startswith(DANGEROUS) else text


def csv_of(document: Document) -> bytes:
    """The report as CSV: one table below the other, with commas, a point before fractions and ISO dates.

    UTF-8 with the mark at the beginning by which Excel knows it; lines end as RFC 4180 has it.
    """
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\r\n")

    def line(*cells: Raw) -> None:
        writer.writerow([_plain(cell) for cell in cells])

    line(document.title)
    line(document.name)
    line(document.period)
    line(document.made)
    if document.sample:
        line(document.sample)
    for section in document.sections:
        line()
        line(section.title)
        for paragraph in section.paragraphs:
            line(paragraph)
        for table in _tables(document, section):
            if table.caption:
                line(table.caption)
            line(*table.heads)
            for row in table.rows:
                line(*(_raw(value) for value in row))
    if document.footer:
        line()
        line(document.footer)
    return target.getvalue().encode("utf-8-sig")


def xlsx_of(document: Document) -> bytes:
    """The report as a workbook: a first sheet in words, and one for each section that has figures."""
    import openpyxl
    from openpyxl.styles import Alignment, Font

    book = openpyxl.Workbook()
    first: Any = book.active
    first.title = _sheet_name(document.words.sheet, [])
    first.column_dimensions["A"].width = 100
    heads = [document.title, document.name, document.period, document.made, document.sample]
    for place, words in enumerate([each for each in heads if each], 1):
        cell = first.cell(place, 1)
        _write(cell, Value.text(words))
        cell.font = Font(bold=place == 1, size=16 if place == 1 else 11)
    for section in document.sections:
        if section.paragraphs:
            first.append([])
            _append(first, Value.text(section.title), Font(bold=True, size=12))
            for paragraph in section.paragraphs:
                _append(first, Value.text(paragraph), Font())
    if document.footer:
        first.append([])
        _append(first, Value.text(document.footer), Font(italic=True))
    for row in first.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for section in document.sections:
        for table in _tables(document, section):
            # Two tables of a section are two sheets: each has its own head to freeze and to filter.
            sheet = book.create_sheet(_sheet_name(table.caption or section.title, book.sheetnames))
            _fill(sheet, table, document.colour, document.ink)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _fill(sheet: Worksheet, table: Table, colour: str, ink: str) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for column, (head, numeric) in enumerate(zip(table.heads, table.numeric, strict=True), 1):
        cell: Any = sheet.cell(1, column)
        _write(cell, Value.text(head))
        cell.font = Font(bold=True, color=ink[1:])
        cell.fill = PatternFill("solid", fgColor=colour[1:])
        cell.alignment = Alignment(horizontal="right" if numeric else "left", wrap_text=True, vertical="center")
    for place, row in enumerate(table.rows, 2):
        for column, value in enumerate(row, 1):
            _write(sheet.cell(place, column), value)
    for column, head in enumerate(table.heads, 1):
        longest = max([len(head), *(len(row[column - 1].said) for row in table.rows)], default=8)
        sheet.column_dimensions[get_column_letter(column)].width = min(WIDEST, max(10, longest + 2))
    sheet.freeze_panes = "B2"
    if table.rows:
        sheet.auto_filter.ref = sheet.dimensions


def _tables(document: Document, section: Section) -> list[Table]:
    """The tables of a section; its key figures are one, too."""
    found = list(section.tables)
    if section.figures:
        words = document.words
        rows = tuple(
            (Value.text(figure.name), figure.value, figure.before, figure.change, Value.text(figure.note))
            for figure in section.figures
        )
        heads = (section.title, words.value, words.before, words.change, "")
        found.insert(0, Table(heads, (False, True, True, True, False), rows))
    return found


def _append(sheet: Any, value: Value, font: Any) -> None:
    cell = sheet.cell(sheet.max_row + 1, 1)
    _write(cell, value)
    cell.font = font


def _write(cell: Any, value: Value) -> None:
    raw = value.raw
    if value.kind in _FORMATS and isinstance(raw, int | float | date | datetime) and not isinstance(raw, bool):
        cell.value = raw / 86_400 if value.kind == "seconds" and isinstance(raw, int | float) else raw
        cell.number_format = _FORMATS[value.kind]
        return
    # What is unknown stays empty words, never nought.
    cell.value = disarmed(value.said)
    cell.data_type = "s"  # openpyxl would take words that begin with "=" for a formula


def _raw(value: Value) -> Raw:
    return value.said if value.kind in {"text", "link"} else value.raw


def _plain(cell: Raw) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return _INSIDE.sub(r"\1'", disarmed(cell))
    if isinstance(cell, date | datetime):
        return cell.isoformat()
    return repr(int(cell)) if isinstance(cell, int) or cell.is_integer() else repr(round(cell, 6))


def _sheet_name(words: str, taken: Sequence[str]) -> str:
    """A name that a workbook takes: 31 characters, without its own signs, each once."""
    plain = re.sub(r"[\[\]:*?/\\'\x00-\x1f]", " ", words)
    name = " ".join(plain.split())[:31].strip() or "-"
    known = {each.casefold() for each in taken}
    place, made = 2, name
    while made.casefold() in known:
        made = f"{name[:27]} ({place})"
        place += 1
    return made
