"""What a chart is, and how it stands in Vega-Lite.

The colours are those of Okabe and Ito (jfly.uni-koeln.de/color, 2008), which people who see few colours tell apart; up to four
lines are named where they end, so that nobody has to match colours at all. What is unknown is a gap in a line, a word in place of
a bar and an empty field of a heat map, never nought.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any, Literal

from bot.analytics import wording
from bot.analytics.pictures.axes import (
    locale_of,
    moment,
    names_axis,
    number_format,
    place,
    ticks_of,
    time_axis,
    value_axis,
)
from bot.analytics.pictures.lettering import drawable, shortened, text_width, wrapped

Point = tuple[date | datetime | str, float | None]

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000", "#8A6FDF")
"""Okabe–Ito without its yellow, which nobody reads on white, and with one violet for an eighth line."""

NAMED = 4
"""So many lines are named where they end; more have a legend."""

WIDTH, HEIGHT = 520, 260
"""Of the field that is drawn in: the letters (14 px) are still read where a phone shows the picture at half its size."""

FONT = "Liberation Sans, DejaVu Sans, Arial, Helvetica, sans-serif"
INK, QUIET, FAINT = "#1A1A1A", "#595959", "#E3E3E3"
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
SINGLES = 31
"""Up to so many known values each is a dot as well; beyond only those that stand alone, which no line shows."""


@dataclass(frozen=True, slots=True)
class Line:
    """One series: points in order, `None` where the value is unknown; `band` is the range around each point, if there is one.

    Days and times are drawn as they stand on their own clock: an aware datetime is not moved to another zone. A line with a
    band is dashed, as what is expected rather than measured.
    """

    name: str
    points: tuple[Point, ...]
    band: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """What is to be seen. The title says the message; the subtitle where the figures come from and how old they are.

    `unit` is what is counted, as people say it ("likes"); "%" for shares of 1, "s" for seconds. In a heat map each line is a
    row and the points are its columns.
    """

    title: str
    subtitle: str
    unit: str
    kind: Literal["line", "bar", "heat"]
    lines: tuple[Line, ...]
    language: str = "en"


# The specification


def specification(chart: Chart) -> dict[str, Any]:
    """The chart in Vega-Lite 6 with its data, fonts, colours and the language's months and numbers: it needs nothing else."""
    chart = _cleaned(chart)
    match chart.kind:
        case "heat":
            body = _heat(chart)
        case "bar" if not _in_time(chart):
            body = _bars(chart)
        case "bar":
            body = _columns(chart)
        case _:
            body = _curves(chart)
    broad = body.pop("broad", WIDTH + 40)
    return {
        "$schema": SCHEMA,
        "description": ". ".join(part for part in (chart.title, chart.subtitle) if part),
        "background": "#FFFFFF",
        "padding": {"left": 14, "right": 18, "top": 14, "bottom": 12},
        "title": {
            "text": wrapped(chart.title, broad, 18, bold=True),
            "subtitle": wrapped(chart.subtitle, broad, 13),
            "anchor": "start",
            "frame": "bounds",
            "align": "left",
            "offset": 16,
        },
        **body,
        "config": _config(chart.language),
    }


def _config(language: str) -> dict[str, Any]:
    return {
        "font": FONT,
        "locale": locale_of(language),
        "view": {"stroke": None},
        "title": {
            "fontSize": 18,
            "fontWeight": "bold",
            "color": INK,
            "lineHeight": 23,
            "subtitleFontSize": 13,
            "subtitleColor": QUIET,
            "subtitleLineHeight": 17,
            "subtitlePadding": 6,
        },
        "axis": {
            "labelFontSize": 14,
            "labelColor": QUIET,
            "labelPadding": 6,
            "titleFontSize": 13,
            "titleColor": QUIET,
            "titleFontWeight": "normal",
            "gridColor": FAINT,
            "domain": False,
            "tickColor": FAINT,
        },
        "legend": {
            "orient": "bottom",
            "direction": "horizontal",
            "labelFontSize": 14,
            "labelColor": INK,
            "titleFontSize": 13,
            "titleColor": QUIET,
            "titleFontWeight": "normal",
            "symbolSize": 120,
            "symbolStrokeWidth": 3,
        },
        "text": {"font": FONT, "fontSize": 14},
    }


def _curves(chart: Chart) -> dict[str, Any]:
    lines, factor, unit = _measured(chart)
    in_time = _in_time(chart)
    places = list(dict.fromkeys(at for line in lines for at, _ in line.points))
    axis = time_axis([at for at in places if not isinstance(at, str)], chart.language) if in_time else names_axis()
    shown = [value for line in lines for _, value in line.points if value is not None]
    shown += [edge for line in lines for pair in line.band for edge in pair]
    ticks = ticks_of(shown, whole=_whole(chart), unit=chart.unit)
    direct = len(lines) <= NAMED
    labels = _ends(lines, chart, ticks, factor) if direct else []
    room = max((text_width(one["label"], 14, bold=True) + 14 for one in labels if not one["over"]), default=0)
    width = WIDTH + 40 - min(int(room), 200)
    named = [line.name for line in lines]
    colour = _colour(named, legend=not direct, width=width)
    horizontal = {"field": "t", **axis}
    vertical = {"field": "v", "type": "quantitative", **value_axis(ticks, unit, chart.unit)}
    layers: list[dict[str, Any]] = []
    if any(line.band for line in lines):
        layers.append(
            {
                "transform": [{"filter": "isValid(datum.lo)"}],
                "mark": {"type": "area", "opacity": 0.18},
                "encoding": {
                    "x": horizontal,
                    "y": {**vertical, "field": "lo"},
                    "y2": {"field": "hi"},
                    "color": {**colour, "legend": None},
                },
            }
        )
    dashes = {
        "field": "s",
        "type": "nominal",
        "scale": {"domain": named, "range": [[6, 4] if line.band else [1, 0] for line in lines]},
        "legend": None,
    }
    tip = {"field": "tip", "type": "nominal"}
    layers.append(
        {
            "mark": {"type": "line", "strokeWidth": 2.5, "invalid": "break-paths-show-domains", "strokeJoin": "round"},
            "encoding": {"x": horizontal, "y": vertical, "color": colour, "strokeDash": dashes, "tooltip": tip},
        }
    )
    layers.append(
        {
            "transform": [{"filter": "datum.dot"}],
            "mark": {"type": "point", "filled": True, "size": 42, "opacity": 1},
            "encoding": {"x": horizontal, "y": vertical, "color": {**colour, "legend": None}, "tooltip": tip},
        }
    )
    beside = {"align": "left", "baseline": "middle", "dx": 9}
    over = {"align": "right", "baseline": "bottom", "dx": 4, "dy": -8}
    for above, way in ((False, beside), (True, over)):
        if not (here := [label for label in labels if label["over"] is above]):
            continue
        layers.append(
            {
                "data": {"values": here},
                "mark": {"type": "text", "fontWeight": "bold", **way},
                "encoding": {
                    "x": horizontal,
                    "y": vertical,
                    "text": {"field": "label", "type": "nominal"},
                    "color": {**colour, "legend": None},
                },
            }
        )
    return {"data": {"values": _rows(lines, chart)}, "width": width, "height": HEIGHT, "layer": layers}


def _columns(chart: Chart) -> dict[str, Any]:
    """Bars that stand, one for each day, week or month."""
    lines, _, unit = _measured(chart)
    places = [at for at in dict.fromkeys(at for line in lines for at, _ in line.points) if not isinstance(at, str)]
    shown = [value for line in lines for _, value in line.points if value is not None]
    ticks = ticks_of([0.0, *shown], whole=_whole(chart), unit=chart.unit)
    named = [line.name for line in lines]
    rows = _rows(lines, chart)
    axis = time_axis(places, chart.language)
    every = axis["axis"]["values"]
    pattern = axis["axis"]["format"]
    horizontal = {
        "field": "t",
        "type": "ordinal",
        "scale": {"domain": [place(at) for at in places], "paddingInner": 0.25, "paddingOuter": 0.15},
        "axis": {
            "title": None,
            "values": every,
            # The pattern is our own; what people have named never stands in an expression.
            "labelExpr": f"utcFormat(toDate(datum.value), {json.dumps(pattern)})",
            "labelAngle": 0,
            "labelOverlap": True,
        },
    }
    vertical = {"field": "v", "type": "quantitative", **value_axis(ticks, unit, chart.unit)}
    colour = _colour(named, legend=len(lines) > 1, width=WIDTH)
    encoding: dict[str, Any] = {"x": horizontal, "y": vertical, "color": colour, "tooltip": {"field": "tip"}}
    if len(lines) > 1:
        encoding["xOffset"] = {"field": "s", "type": "nominal", "sort": None, "scale": {"domain": named}}
    layers: list[dict[str, Any]] = [{"mark": {"type": "bar", "cornerRadiusEnd": 2}, "encoding": encoding}]
    labelled = len(lines) == 1 and len(places) * max((len(row["label"]) for row in rows), default=1) <= 60
    if labelled or any(row["v"] is None for row in rows):
        over = {name: encoding[name] for name in ("x", "xOffset") if name in encoding}
        layers.append(
            {
                "transform": [] if labelled else [{"filter": "!isValid(datum.v)"}],
                "mark": {"type": "text", "baseline": "bottom", "dy": -4, "color": INK},
                "encoding": {
                    **over,
                    "y": {**vertical, "field": "foot"},
                    "text": {"field": "label" if labelled else "mark", "type": "nominal"},
                },
            }
        )
    for row in rows:
        row["foot"] = row["v"] if row["v"] is not None else ticks[0]
        row["mark"] = "?" if row["v"] is None else ""
        if labelled and not row["v"]:
            # No bar says nought, a question mark says unknown.
            row["label"] = "?" if row["v"] is None else ""
    return {"data": {"values": rows}, "width": WIDTH, "height": HEIGHT, "layer": layers}


def _bars(chart: Chart) -> dict[str, Any]:
    """Bars that lie, with their names on the left and their values at their ends: nothing else has to be looked up."""
    lines = chart.lines
    named = [line.name for line in lines]
    rows = _rows(lines, chart)
    for row in rows:
        row["foot"] = row["v"] if row["v"] is not None else 0
    least = min((row["foot"] for row in rows), default=0)
    most = max((row["foot"] for row in rows), default=0)
    room = max((text_width(row["label"], 14) for row in rows), default=0) + 8
    names = min(max((text_width(str(row["t"]), 14) for row in rows), default=0), 190)
    width = max(int(WIDTH + 40 - room - names), 180)
    step = 30 if len(lines) == 1 else 22
    vertical: dict[str, Any] = {
        "field": "t",
        "type": "nominal",
        # Said outright: drawn in layers, what is unknown would otherwise move to the end.
        "scale": {"domain": list(dict.fromkeys(row["t"] for row in rows)), "paddingInner": 0.25},
        "axis": {"title": None, "labelLimit": 190, "labelColor": INK, "ticks": False},
    }
    horizontal = {
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [min(least, 0), most if most > 0 else 1], "nice": False},
    }
    colour = _colour(named, legend=len(lines) > 1, width=width)
    across: dict[str, Any] = {"y": vertical}
    if len(lines) > 1:
        across["yOffset"] = {"field": "s", "type": "nominal", "sort": None, "scale": {"domain": named}}
    layers = [
        {
            "mark": {"type": "bar", "cornerRadiusEnd": 2},
            "encoding": {
                **across,
                "x": {**horizontal, "field": "v"},
                "color": colour,
                "tooltip": {"field": "tip", "type": "nominal"},
            },
        },
        {
            "mark": {"type": "text", "align": "left", "baseline": "middle", "dx": 5},
            "encoding": {
                **across,
                "x": {**horizontal, "field": "foot"},
                "text": {"field": "label", "type": "nominal"},
                "color": {"condition": {"test": "isValid(datum.v)", "value": INK}, "value": QUIET},
            },
        },
    ]
    height = {"step": step, **({"for": "offset"} if len(lines) > 1 else {})}
    return {"data": {"values": rows}, "width": width, "height": height, "layer": layers}


def _heat(chart: Chart) -> dict[str, Any]:
    lines, _, unit = _measured(chart)
    rows = _rows(lines, chart)
    for row in rows:
        row["t"] = str(row["t"]) if not isinstance(row["t"], int | float) else row["t"]
    columns = list(dict.fromkeys(row["t"] for row in rows))
    shown = [row["v"] for row in rows if row["v"] is not None]
    cell = max(min(WIDTH // max(len(columns), 1), 60), 20)
    across = {
        "field": "t",
        "type": "ordinal",
        "scale": {"domain": columns},
        "axis": {"title": None, "labelAngle": 0, "labelOverlap": True, "ticks": False},
    }
    down = {
        "field": "s",
        "type": "nominal",
        "scale": {"domain": [line.name for line in lines]},
        "axis": {"title": None, "labelLimit": 120, "labelColor": INK, "ticks": False},
    }
    spread = [min(shown), max(shown)] if shown and min(shown) < max(shown) else [0, max([*shown, 1.0])]
    legend = {
        "title": unit,
        "gradientLength": min(cell * len(columns), 260),
        "gradientThickness": 10,
        "values": spread,
        "format": number_format(spread, chart.unit),
        "titleOrient": "left",
    }
    colour = {
        "field": "v",
        "type": "quantitative",
        # One colour from light to dark: the order is seen without seeing colours.
        "scale": {"domain": spread, "range": ["#E4F0F8", "#56B4E9", "#0072B2", "#00304D"], "interpolate": "lab"},
        "legend": legend if shown else None,
    }
    layers: list[dict[str, Any]] = [
        {
            "transform": [{"filter": "!isValid(datum.v)"}],
            "mark": {"type": "text", "text": "·", "color": QUIET},
            "encoding": {"x": across, "y": down, "tooltip": {"field": "tip", "type": "nominal"}},
        },
        {
            "transform": [{"filter": "isValid(datum.v)"}],
            "mark": {"type": "rect", "stroke": "#FFFFFF", "strokeWidth": 1.5},
            "encoding": {"x": across, "y": down, "color": colour, "tooltip": {"field": "tip", "type": "nominal"}},
        },
    ]
    return {
        "data": {"values": rows},
        "width": {"step": cell},
        "height": {"step": 30},
        "layer": layers,
        "broad": max(cell * len(columns) + 90, 320),
    }


# Pieces of it


def _colour(named: Sequence[str], *, legend: bool, width: int) -> dict[str, Any]:
    longest = max((text_width(name, 14) for name in named), default=0) + 40
    key = {"title": None, "columns": max(1, min(len(named), int(width // longest))), "labelLimit": width}
    return {
        "field": "s",
        "type": "nominal",
        "sort": None,
        "scale": {"domain": list(named), "range": [COLOURS[n % len(COLOURS)] for n in range(len(named))]},
        "legend": key if legend else None,
    }


def _rows(lines: Sequence[Line], chart: Chart) -> list[dict[str, Any]]:
    before = {line.name: line for line in chart.lines}
    rows = []
    for line in lines:
        own = before[line.name].points
        known = [value is not None for _, value in line.points]
        few = sum(known) <= SINGLES
        for n, (at, value) in enumerate(line.points):
            label = said(own[n][1], chart.unit, chart.language)
            alone = known[n] and not (n and known[n - 1]) and not (n + 1 < len(known) and known[n + 1])
            name = f"{line.name}, " if len(lines) > 1 and line.name else ""
            row: dict[str, Any] = {
                "s": line.name,
                "t": place(at),
                "v": value,
                "dot": known[n] and (few or alone),
                "label": label,
                "tip": f"{name}{moment(at, chart.language)}: {label}",
            }
            if n < len(line.band):
                row["lo"], row["hi"] = line.band[n]
                low, high = before[line.name].band[n]
                row["tip"] += f" ({said(low, chart.unit, chart.language)} – {said(high, chart.unit, chart.language)})"
            rows.append(row)
    return rows


def _measured(chart: Chart) -> tuple[list[Line], float, str]:
    """The lines in the unit that they are drawn in: seconds become minutes or hours where there are many."""
    if chart.unit != "s":
        return list(chart.lines), 1.0, "" if chart.unit == "%" else chart.unit
    most = max((abs(value) for line in chart.lines for _, value in line.points if value is not None), default=0)
    size, unit = next((one for one in ((3600, "h"), (60, "min")) if most >= 2 * one[0]), (1, "s"))
    lines = [
        Line(
            line.name,
            tuple((at, None if value is None else value / size) for at, value in line.points),
            tuple((low / size, high / size) for low, high in line.band),
        )
        for line in chart.lines
    ]
    return lines, 1 / size, unit


def _whole(chart: Chart) -> bool:
    if chart.unit in {"%", "s"}:
        return False
    return all(float(value).is_integer() for line in chart.lines for _, value in line.points if value is not None)


def _in_time(chart: Chart) -> bool:
    places = [at for line in chart.lines for at, _ in line.points]
    return bool(places) and not any(isinstance(at, str) for at in places)


def _cleaned(chart: Chart) -> Chart:
    """The chart with texts that can be drawn, and with no two lines of one name."""
    lines: list[Line] = []
    for line in chart.lines:
        name = drawable(line.name)
        taken = {one.name for one in lines}
        number = 1
        while (called := name if number == 1 else f"{name} ({number})") in taken:
            number += 1
        points = tuple((drawable(at) if isinstance(at, str) else at, value) for at, value in line.points)
        lines.append(Line(called, points, line.band))
    return Chart(
        drawable(chart.title), drawable(chart.subtitle), drawable(chart.unit), chart.kind, tuple(lines), chart.language
    )


def _ends(lines: Sequence[Line], chart: Chart, ticks: Sequence[float], factor: float) -> list[dict[str, Any]]:
    """The names of the lines, each at its line's last known value and none on another."""
    last = max((place(line.points[-1][0]) for line in lines if line.points), default=0) if _in_time(chart) else None
    found: list[dict[str, Any]] = []
    for line in lines:
        known = [(at, value) for at, value in line.points if value is not None]
        if not known:
            continue
        at, value = known[-1]
        written = said(value / factor, chart.unit, chart.language)
        name = shortened(line.name, 150, 14, bold=True)
        label = f"{name} {written}" if len(lines) > 1 and name else written
        end = place(at)
        if (
            last is not None
            and end != last
            and any(known for other in lines if other is not line for known in _after(other, end))
        ):
            # Others go on to the right of it: its name stands over its end.
            found.append({"s": line.name, "t": end, "v": value, "label": label, "over": True})
        else:
            found.append({"s": line.name, "t": last or end, "v": value, "label": label, "over": False})
    # 18 px for a name, in the chart's own measure; those that would lie on each other are moved apart, upwards from the lowest.
    height = (ticks[-1] - ticks[0]) * 18 / HEIGHT
    beside = sorted((one for one in found if not one["over"]), key=lambda one: one["v"])
    for lower, upper in pairwise(beside):
        upper["v"] = max(upper["v"], lower["v"] + height)
    for upper, lower in pairwise(reversed(beside)):
        upper["v"] = min(upper["v"], ticks[-1])
        lower["v"] = min(lower["v"], upper["v"] - height)
    return found


def _after(line: Line, end: int | str) -> list[float]:
    """What a line has further to the right."""
    return [
        value
        for at, value in line.points
        if value is not None and not isinstance(at, str) and int(place(at)) > int(end)
    ]


def said(value: float | None, unit: str, language: str) -> str:
    """A value of a chart in words."""
    return wording.number(value, {"%": "engagement_rate", "s": "watch_time"}.get(unit, ""), language)
