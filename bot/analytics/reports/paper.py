"""A report as PDF, set by Typst. What people wrote goes into the template as data, never as its text.

Typst reads nothing but the folder it is given: the template, the data, the pictures. It comes with the extra `analytics`.
"""

from __future__ import annotations

import importlib.util
import io
import json
import tempfile
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from bot.analytics.reports.document import Document, Table
from bot.analytics.reports.spreadsheets import CONTROL

LONGEST_CELL = 300
_ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp"}


def available() -> bool:
    """Whether PDF files can be made here."""
    return importlib.util.find_spec("typst") is not None


def pdf_of(document: Document, charts: dict[tuple[str, int], str]) -> bytes:
    """The report on A4; `charts` are SVGs by section and place, those that could be drawn."""
    return bytes(_set(document, charts, "pdf"))


def pictures_of(document: Document, charts: dict[tuple[str, int], str], *, ppi: float = 100) -> list[bytes]:
    """The pages as PNG, for whoever wants to look at them."""
    made = _set(document, charts, "png", ppi)
    return [bytes(page) for page in made] if isinstance(made, list) else [bytes(made)]


def _set(
    document: Document, charts: dict[tuple[str, int], str], format: Literal["pdf", "png"], ppi: float | None = None
) -> Any:
    import typst

    with tempfile.TemporaryDirectory(prefix="allin-report-") as name:
        folder = Path(name)
        folder.joinpath("report.typ").write_bytes((files("bot.analytics.reports") / "report.typ").read_bytes())
        for (section, place), drawing in charts.items():
            folder.joinpath(f"{section}-{place}.svg").write_text(drawing, encoding="utf-8")
        logo = _logo(document, folder)
        data = json.dumps(_data(document, charts, logo), ensure_ascii=False)
        folder.joinpath("report.json").write_text(data, encoding="utf-8")
        return typst.compile(str(folder / "report.typ"), root=str(folder), format=format, ppi=ppi)


def _logo(document: Document, folder: Path) -> str | None:
    """The logo's file; None where there is none, or none that can be read."""
    if document.logo is None:
        return None
    from PIL import Image

    ending = _ENDINGS.get(document.logo.mime)
    if ending is None:
        return None
    try:
        with Image.open(io.BytesIO(document.logo.data)) as picture:
            picture.verify()
    except Exception:  # Pillow raises whatever the file makes it raise; a report without the logo is still a report
        return None
    folder.joinpath(f"logo.{ending}").write_bytes(document.logo.data)
    return f"logo.{ending}"


def _data(document: Document, charts: dict[tuple[str, int], str], logo: str | None) -> dict[str, Any]:
    return {
        "title": _clean(document.title),
        "name": _clean(document.name),
        "period": _clean(document.period),
        "made": _clean(document.made),
        "language": document.language,
        "colour": document.colour,
        "ink": document.ink,
        "footer": _clean(document.footer),
        "sample": _clean(document.sample),
        "logo": logo,
        "words": {"before": _clean(document.words.before), "page": _clean(document.words.page)},
        "sections": [
            {
                "title": _clean(section.title),
                "paragraphs": [_clean(paragraph) for paragraph in section.paragraphs],
                "figures": [
                    {
                        "name": _clean(figure.name),
                        "value": _clean(figure.value.said),
                        "before": _clean(figure.before.said),
                        "change": _clean(figure.change.said),
                        "direction": figure.direction,
                        "note": _clean(figure.note),
                    }
                    for figure in section.figures
                ],
                "charts": [
                    {"file": f"{section.key}-{place}.svg", "alt": _clean(f"{chart.title}. {chart.subtitle}")}
                    for place, chart in enumerate(section.charts)
                    if (section.key, place) in charts
                ],
                "tables": [_table(table) for table in section.tables],
            }
            for section in document.sections
        ],
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "caption": _clean(table.caption),
        "heads": [_clean(head) for head in table.heads],
        "numeric": list(table.numeric),
        "rows": [[_clean(value.said) for value in row] for row in table.rows],
    }


def _clean(words: str) -> str:
    text = CONTROL.sub("", words)
    return text if len(text) <= LONGEST_CELL * 10 else f"{text[: LONGEST_CELL * 10]}…"
