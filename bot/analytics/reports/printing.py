"""Prints a document as the file that was asked for."""

from __future__ import annotations

import asyncio
import importlib.util

from bot.analytics.pictures import charts
from bot.analytics.reports.document import Document
from bot.analytics.reports.pages import html_of
from bot.analytics.reports.paper import available, pdf_of
from bot.analytics.reports.spreadsheets import csv_of, xlsx_of
from bot.errors import OperatorError
from bot.messages import Attachment

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def can_print(format: str) -> bool:
    """Whether that kind of file can be made here: PDF needs the extra `analytics`."""
    return available() if format == "pdf" else importlib.util.find_spec("openpyxl") is not None or format != "xlsx"


async def printed(document: Document, format: str) -> Attachment:
    """The report as a file. Raises `OperatorError` where what makes that kind of file is not installed."""
    if not can_print(format):
        raise OperatorError("report-no-printer", format=format.upper())
    drawings: dict[tuple[str, int], str] = {}
    if format in {"pdf", "html"}:
        for section in document.sections:
            for place, chart in enumerate(section.charts):
                drawn = await charts.svg(chart)
                if drawn is not None:
                    drawings[section.key, place] = drawn
    match format:
        case "pdf":
            data = await asyncio.to_thread(pdf_of, document, drawings)
        case "html":
            data = await asyncio.to_thread(html_of, document, drawings)
        case "csv":
            data = await asyncio.to_thread(csv_of, document)
        case _:
            data = await asyncio.to_thread(xlsx_of, document)
    return Attachment(document.file_name(format), MEDIA_TYPES[format], data)
