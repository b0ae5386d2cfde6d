"""Charts: what a question's answer looks like. A description becomes a Vega-Lite specification, a picture or a page.

Pictures are drawn by vl-convert with the fonts that it brings (Liberation Sans: Latin, Greek, Cyrillic, Hebrew) and those of the
machine. It is the extra `analytics`; what is said without it is for the caller to say.
"""

from __future__ import annotations

import asyncio
import html
import importlib.util
import json
import re
import unicodedata
from datetime import date, datetime
from functools import cache

from bot.analytics.pictures.axes import moment
from bot.analytics.pictures.drawing import NAMED, Chart, Line, said, specification
from bot.messages import Attachment
from bot.phrases import Phrases

__all__ = ["NAMED", "Chart", "Line", "available", "drawn", "page", "said", "specification", "svg"]

SCALE = 2.0
VERSION = "6.4"
"""Of Vega-Lite: vl-convert brings several."""
LONGEST_NAME = 48
"""Letters that a file's name has at most."""


def available() -> bool:
    """Whether pictures can be drawn here: the extra `analytics` is installed."""
    return importlib.util.find_spec("vl_convert") is not None


async def drawn(chart: Chart, name: str = "") -> Attachment | None:
    """The chart as a PNG, twice as fine as a screen needs; None where the extra `analytics` is not installed.

    `name` is what its file is called, in words; without one its title.
    """
    if not available():
        return None
    return Attachment(f"{_file_name(name or chart.title)}.png", "image/png", data=await asyncio.to_thread(_png, chart))


async def svg(chart: Chart) -> str | None:
    """The chart as an SVG; None where the extra `analytics` is not installed."""
    return await asyncio.to_thread(_svg, chart) if available() else None


def _png(chart: Chart) -> bytes:
    import vl_convert

    return bytes(
        vl_convert.vegalite_to_png(specification(chart), vl_version=VERSION, scale=SCALE, allowed_base_urls=[])
    )


def _svg(chart: Chart) -> str:
    import vl_convert

    return str(vl_convert.vegalite_to_svg(specification(chart), vl_version=VERSION, allowed_base_urls=[]))


_GLOBALS = "window.vegaEmbed = vegaEmbed;"


@cache
def _script() -> str:
    import vl_convert

    return str(vl_convert.javascript_bundle(_GLOBALS, vl_version=VERSION))


def page(chart: Chart) -> str:
    """The chart as one page that fetches nothing, with its values as a table; only the table without the extra `analytics`."""
    phrases = Phrases(chart.language)
    picture = ""
    if available():
        # A "<" in a name would end the script that it stands in.
        plain = {name: value for name, value in specification(chart).items() if name != "title"}  # the page has it
        written = json.dumps(plain, ensure_ascii=False).replace("<", "\\u003c")
        written = written.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
        options = '{"renderer": "svg", "actions": false}'
        picture = (
            f'<div id="chart"></div>\n<script>{_script()}</script>\n'
            f"<script>vegaEmbed('#chart', {written}, {options});</script>"
        )
    rows = "\n".join(
        f"<tr><th scope=row>{html.escape(moment(at, chart.language))}</th>"
        + "".join(f"<td>{html.escape(value)}</td>" for value in values)
        + "</tr>"
        for at, values in _table(chart)
    )
    heads = "".join(f"<th scope=col>{html.escape(line.name)}</th>" for line in chart.lines)
    return f"""<!doctype html>
<html lang="{phrases.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<title>{html.escape(chart.title)}</title>
<style>{_STYLE}</style>
</head>
<body>
<h1>{html.escape(chart.title)}</h1>
<p>{html.escape(chart.subtitle)}</p>
{picture}
<table><thead><tr><th></th>{heads}</tr></thead>
<tbody>
{rows}
</tbody></table>
</body>
</html>
"""


# vega compiles its expressions, hence 'unsafe-eval'; nothing may be fetched, so there is nowhere to send anything either.
_POLICY = "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; img-src data: blob:"
_STYLE = """
body { font: 16px/1.45 system-ui, "Liberation Sans", Arial, sans-serif; color: #1a1a1a; background: #fff;
  max-width: 46rem; margin: 1.5rem auto; padding: 0 1rem; }
h1 { font-size: 1.3rem; margin: 0; } p { color: #595959; margin: .3rem 0 1rem; }
#chart { width: 100%; overflow-x: auto; } #chart svg { max-width: 100%; height: auto; }
table { border-collapse: collapse; margin-top: 1.5rem; font-variant-numeric: tabular-nums; }
th, td { padding: .25rem .75rem .25rem 0; text-align: right; border-bottom: 1px solid #e3e3e3; font-weight: normal; }
th[scope=row], thead th:first-child { text-align: left; white-space: nowrap; }
"""


def _table(chart: Chart) -> list[tuple[date | datetime | str, list[str]]]:
    places = list(dict.fromkeys(at for line in chart.lines for at, _ in line.points))
    values = [dict(line.points) for line in chart.lines]
    return [
        (at, [said(line[at], chart.unit, chart.language) if at in line else "" for line in values]) for at in places
    ]


def _file_name(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-")
    if len(words) > LONGEST_NAME:
        # No word is cut in two, unless it is all that there is.
        words = words[: LONGEST_NAME + 1].rpartition("-")[0] or words[:LONGEST_NAME]
    return words.strip("-") or "chart"
