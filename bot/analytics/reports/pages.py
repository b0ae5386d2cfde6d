"""A report as one HTML file that fetches nothing: for any browser, light or dark, on paper and for those who have it read."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Sequence
from importlib.resources import files

from bot.analytics.reports.document import Document, KeyFigure, Section, Table, Value

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""Nothing is fetched and nothing is run; the pictures stand in the file itself."""
_IDS = re.compile(r'(\bid="|\burl\(#|href="#)([\w-]+)')
_ARROWS = {"up": "▲", "down": "▼", "same": "■", "unknown": ""}
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


def html_of(document: Document, charts: dict[tuple[str, int], str]) -> bytes:
    """The report as a page; `charts` are SVGs by section and place, those that could be drawn."""
    say = html.escape
    sections = "\n".join(_section(section, document, charts) for section in document.sections)
    sample = f'<p class="sample">{say(document.sample)}</p>' if document.sample else ""
    style = (files("bot.analytics.reports") / "report.css").read_text(encoding="utf-8")
    text = f"""<!doctype html>
<html lang="{say(document.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>{say(document.title)} · {say(document.name)}</title>
<style>
:root {{ --brand: {document.colour}; --on-brand: {document.ink}; }}
{style}</style>
</head>
<body>
<header>
{_logo(document)}<p class="name">{say(document.name)}</p>
<h1>{say(document.title)}</h1>
<p class="period">{say(document.period)}</p>
</header>
<main>
{sample}
{sections}
</main>
<footer>
{f"<p>{say(document.footer)}</p>" if document.footer else ""}
<p>{say(document.made)}</p>
</footer>
</body>
</html>
"""
    return text.encode()


def _logo(document: Document) -> str:
    if document.logo is None or document.logo.mime not in PICTURES:
        return ""
    data = base64.b64encode(document.logo.data).decode()
    return f'<img class="logo" alt="" src="data:{document.logo.mime};base64,{data}">\n'


def _section(section: Section, document: Document, charts: dict[tuple[str, int], str]) -> str:
    parts = [
        f'<section aria-labelledby="s-{section.key}">',
        f'<h2 id="s-{section.key}">{html.escape(section.title)}</h2>',
    ]
    parts += [f"<p>{html.escape(paragraph)}</p>" for paragraph in section.paragraphs]
    if section.figures:
        cards = "\n".join(_figure(figure, document) for figure in section.figures)
        parts.append(f'<dl class="figures">\n{cards}\n</dl>')
    for place, chart in enumerate(section.charts):
        if drawn := charts.get((section.key, place)):
            label = html.escape(f"{chart.title}. {chart.subtitle}", quote=True)
            picture = own_ids(drawn, f"{section.key}-{place}-")
            parts.append(f'<figure role="img" aria-label="{label}">{picture}</figure>')
    parts += [_table(table) for table in section.tables]
    return "\n".join([*parts, "</section>"])


def _figure(figure: KeyFigure, document: Document) -> str:
    before = f"{document.words.before}: {figure.before.said}"
    arrow = _ARROWS[figure.direction]
    mark = f'<span class="{figure.direction}"><span aria-hidden="true">{arrow}</span> {html.escape(figure.change.said)}</span>'
    note = f'<span class="note">{html.escape(figure.note)}</span>' if figure.note else ""
    return (
        f"<div><dt>{html.escape(figure.name)}</dt><dd><strong>{html.escape(figure.value.said)}</strong>"
        f'{mark}<span class="before">{html.escape(before)}</span>{note}</dd></div>'
    )


def _table(table: Table) -> str:
    def row(cells: Sequence[Value]) -> str:
        first, *others = cells
        said = "".join(
            f'<td class="number">{_said(cell)}</td>' if numeric else f"<td>{_said(cell)}</td>"
            for cell, numeric in zip(others, table.numeric[1:], strict=True)
        )
        return f'<tr><th scope="row">{_said(first)}</th>{said}</tr>'

    heads = "".join(
        f'<th scope="col"{" class=number" if numeric else ""}>{html.escape(head)}</th>'
        for head, numeric in zip(table.heads, table.numeric, strict=True)
    )
    caption = f"<caption>{html.escape(table.caption)}</caption>" if table.caption else ""
    rows = "\n".join(row(cells) for cells in table.rows)
    return (
        f'<div class="wide" tabindex="0"><table>{caption}<thead><tr>{heads}</tr></thead>\n'
        f"<tbody>\n{rows}\n</tbody></table></div>"
    )


def _said(value: Value) -> str:
    words = html.escape(value.said)
    if value.kind == "link" and isinstance(value.raw, str) and value.raw.startswith(("https://", "http://")):
        return f'<a rel="noopener noreferrer nofollow" href="{html.escape(value.raw, quote=True)}">{words}</a>'
    return words


def own_ids(svg: str, prefix: str) -> str:
    """An SVG whose ids are its own, so that several fit on one page; without an XML head, and as wide as there is room."""
    drawing = svg[svg.find("<svg") :]
    return _IDS.sub(lambda match: f"{match[1]}{prefix}{match[2]}", drawing)
