"""Charts: a picture that tells the truth. Unknown days are gaps, names of every sort are drawn, nothing is fetched."""

from __future__ import annotations

import io
import json
import re
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from PIL import Image

from bot.analytics.pictures import charts
from bot.analytics.pictures.axes import ticks_of
from bot.analytics.pictures.charts import Chart, Line, drawn, page, specification, svg
from bot.analytics.pictures.lettering import drawable, shortened, text_width, wrapped
from bot.phrases import LANGUAGES

FIRST = date(2026, 2, 2)
BLUE = (0, 0x72, 0xB2)


def days(*values: float | None, step: int = 1) -> tuple[tuple[date, float | None], ...]:
    return tuple((FIRST + timedelta(days=n * step), value) for n, value in enumerate(values))


def line_chart(*values: float | None, **other: Any) -> Chart:
    return Chart("Likes rose", "Instagram, measured just now", "likes", "line", (Line("", days(*values)),), **other)


CHARTS = {
    "line": line_chart(1, 4, None, 9, 12),
    "many lines": Chart(
        "Six networks", "", "likes", "line", tuple(Line(f"n{n}", days(n, n + 1, n + 5)) for n in range(6))
    ),
    "band": Chart(
        "Expected",
        "the range that 8 of 10 fall into",
        "followers",
        "line",
        (
            Line("measured", days(100, 102, 104)),
            Line("expected", days(None, None, 104, 106), ((104, 104), (104, 104), (103, 105), (102, 110))),
        ),
    ),
    "bars": Chart("By format", "", "%", "bar", (Line("", (("Reels (3)", 0.05), ("Text (2)", None))),)),
    "grouped bars": Chart(
        "Compared",
        "",
        "likes",
        "bar",
        (
            Line("now", (("Instagram", 5), ("Facebook", None))),
            Line("before", (("Instagram", 4), ("Facebook", 3))),
        ),
    ),
    "columns": Chart("By week", "", "likes", "bar", (Line("", days(1, None, 3, 4, step=7)),)),
    "heat": Chart("Hours", "", "%", "heat", (Line("Mon", (("08", 0.01), ("10", None))), Line("Tue", (("08", 0.04),)))),
    "seconds": Chart("Watched", "", "s", "line", (Line("", days(3600, 7200, 10800)),)),
    "hours": Chart(
        "Today",
        "",
        "likes",
        "line",
        (Line("", tuple((datetime(2026, 2, 2, hour, tzinfo=UTC), hour * 1.0) for hour in range(9))),),
    ),
    "nothing known": line_chart(None, None, None),
    "one point": line_chart(7),
    "no point": Chart("Nothing", "", "likes", "line", ()),
    "no bar": Chart("Nothing", "", "likes", "bar", ()),
    "no field": Chart("Nothing", "", "likes", "heat", ()),
    "all nought": line_chart(0, 0, 0),
    "below nought": line_chart(-5, 3, -8),
}


@pytest.mark.parametrize("name", CHARTS)
def test_the_specification_is_vega_lite(name: str) -> None:
    altair = pytest.importorskip("altair")
    for language in LANGUAGES:
        chart = CHARTS[name]
        written = specification(Chart(chart.title, chart.subtitle, chart.unit, chart.kind, chart.lines, language))
        assert json.loads(json.dumps(written, allow_nan=False)) == written
        altair.LayerChart.from_dict(written, validate=True)


@pytest.mark.parametrize("name", CHARTS)
async def test_every_chart_is_drawn_as_a_picture_for_a_phone(name: str) -> None:
    pytest.importorskip("vl_convert")
    made = await drawn(CHARTS[name])
    assert made is not None and made.media_type == "image/png" and made.name.endswith(".png")
    picture = Image.open(io.BytesIO(made.data)).convert("RGB")
    assert 150 <= picture.width <= 1400 and picture.height <= 1400
    assert picture.getpixel((0, 0)) == (255, 255, 255)
    assert len(picture.getcolors(1 << 20) or []) > 3


def coloured(data: bytes, colour: tuple[int, int, int]) -> list[int]:
    """The columns of a picture in which a colour is seen."""
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    pixels = picture.load()
    assert pixels is not None
    return [x for x in range(picture.width) if any(pixels[x, y] == colour for y in range(picture.height))]


async def test_an_unknown_day_is_a_gap_in_the_line_and_not_nought() -> None:
    pytest.importorskip("vl_convert")
    whole, torn = await drawn(line_chart(*[5.0] * 9)), await drawn(line_chart(*[5.0] * 3, *[None] * 3, *[5.0] * 3))
    assert whole is not None and torn is not None

    def widest_gap(data: bytes) -> int:
        columns = coloured(data, BLUE)
        return max(after - before for before, after in pairwise(columns))

    assert widest_gap(torn.data) > 400  # half of the field, four of eight steps
    assert widest_gap(whole.data) < 60
    values = [row["v"] for row in specification(line_chart(5, None, 5))["data"]["values"]]
    assert values == [5, None, 5]


async def test_a_known_day_between_unknown_ones_is_a_dot() -> None:
    pytest.importorskip("vl_convert")
    many = [5.0] * 40
    rows = specification(line_chart(*many, None, 5.0, None, *many))["data"]["values"]
    assert [n for n, row in enumerate(rows) if row["dot"]] == [41]
    made = await drawn(line_chart(None, 5.0, None))
    assert made is not None and coloured(made.data, BLUE)


def test_what_is_unknown_is_a_word_beside_the_bars() -> None:
    rows = specification(CHARTS["bars"])["data"]["values"]
    assert [(row["t"], row["v"], row["label"]) for row in rows] == [
        ("Reels (3)", 0.05, "5%"),
        ("Text (2)", None, "unknown"),
    ]


@pytest.mark.parametrize(
    ("language", "month", "thousands"),
    [("en", "Mar", ","), ("de", "März", "."), ("es", "mar", "."), ("fr", "mars", "\u202f")],
)
async def test_months_and_numbers_are_written_as_in_the_language(language: str, month: str, thousands: str) -> None:
    pytest.importorskip("vl_convert")
    values = [12_000.0 + 40 * n for n in range(40)]
    drawing = await svg(line_chart(*values, language=language))
    assert drawing is not None
    written = re.findall(r">([^<>]+)</text>", drawing)
    assert any(re.fullmatch(rf"\d+\.? {month}\.?", word) for word in written), written
    assert f"12{thousands}000" in written and f"13{thousands}560" in written


def test_an_aware_time_stays_on_its_own_clock() -> None:
    from zoneinfo import ZoneInfo

    at = datetime(2026, 2, 2, 23, 30, tzinfo=ZoneInfo("America/New_York"))
    (row,) = specification(Chart("t", "", "likes", "line", (Line("", ((at, 1.0),)),)))["data"]["values"]
    assert row["t"] == datetime.fromisoformat("2026-02-02T23:30+00:00").timestamp() * 1000


async def test_letters_of_four_languages_are_no_boxes() -> None:
    pytest.importorskip("vl_convert")
    # What a font does not have comes out as the same box, whatever it should have been.
    seen = set()
    for letter in "éüñßçœÀÖ¿«»€":
        made = await drawn(Chart(letter * 3, "", "", "line", ()))
        assert made is not None
        seen.add(Image.open(io.BytesIO(made.data)).convert("L").tobytes())
    assert len(seen) == 12


def test_emoji_and_control_characters_are_left_out_and_arabic_stays() -> None:
    assert drawable("Autumn 🍂🍁 sale 👩‍👩‍👧\u202e\x00!") == "Autumn sale !"
    assert drawable("مرحبا") == "مرحبا"
    assert drawable("می\u200cخواهم") == "می\u200cخواهم"
    assert drawable("Cafe\u0301\n\n ñ") == "Café ñ"


def test_long_names_are_shortened_and_long_titles_wrapped() -> None:
    name = "Ein sehr langer Kampagnenname, den niemand jemals zu Ende lesen möchte"
    short = shortened(name, 150, 14)
    assert short.endswith("…") and text_width(short, 14) <= 150
    lines = wrapped(f"{name} {name} {name} {name}", 300, 18, bold=True)
    assert len(lines) == 3 and lines[-1].endswith("…")
    assert all(text_width(line, 18, bold=True) <= 300 for line in lines)
    assert all(text_width(line, 18) <= 200 for line in wrapped("W" * 400, 200, 18))


async def test_a_picture_grows_no_wider_with_its_names() -> None:
    pytest.importorskip("vl_convert")
    for kind in ("line", "bar"):
        at: Any = FIRST if kind == "line" else "W" * 90
        chart = Chart(
            "W " * 200, "w" * 900, "likes", kind, tuple(Line(f"{'M' * 80}{n}", ((at, 5.0),)) for n in range(3))
        )
        made = await drawn(chart)
        assert made is not None
        assert Image.open(io.BytesIO(made.data)).width <= 1600


def test_two_lines_of_one_name_stay_two() -> None:
    written = specification(
        Chart("t", "", "likes", "line", (Line("@bakery", days(1, 2)), Line("@bakery 🥐", days(3, 4))))
    )
    assert {row["s"] for row in written["data"]["values"]} == {"@bakery", "@bakery (2)"}


def test_names_at_the_ends_of_lines_do_not_lie_on_each_other() -> None:
    lines = tuple(Line(f"n{n}", days(10, 20 + n / 100)) for n in range(4))
    written = specification(Chart("t", "", "%", "line", lines))
    labels = next(layer["data"]["values"] for layer in written["layer"] if "data" in layer)
    places = sorted(label["v"] for label in labels)
    low, high = next(layer["encoding"]["y"]["scale"]["domain"] for layer in written["layer"])
    assert all((b - a) / (high - low) * 260 >= 17.9 for a, b in pairwise(places))
    assert places[-1] <= high


@pytest.mark.parametrize(
    ("values", "whole", "unit", "expected"),
    [
        ([0, 7], True, "likes", [0, 2, 4, 6, 8]),
        ([0, 1], True, "likes", [0, 1]),
        ([12_000, 13_560], True, "followers", [12_000, 12_500, 13_000, 13_500, 14_000]),
        ([0.01, 0.054], False, "%", [0, 0.02, 0.04, 0.06]),
        ([0, 0], True, "likes", [0, 1]),
        ([], True, "likes", [0, 1]),
        ([-5, 3], True, "likes", [-6, -4, -2, 0, 2, 4]),
    ],
)
def test_the_marks_of_an_axis_are_round(values: list[float], whole: bool, unit: str, expected: list[float]) -> None:
    assert ticks_of(values, whole=whole, unit=unit) == pytest.approx(expected)


HOSTILE = "</script><script>alert(1)</script>\"'{{7*7}}"


def test_a_page_fetches_nothing_and_takes_no_orders_from_names() -> None:
    pytest.importorskip("vl_convert")
    chart = Chart(HOSTILE, HOSTILE, "likes", "bar", (Line(HOSTILE, ((HOSTILE, 3.0), ("b", None))),))
    written = page(chart)
    assert "<script>alert" not in written
    assert "default-src 'none'" in written
    own = re.sub(r"<script>.*?</script>", "", written, flags=re.DOTALL)
    assert not re.search(r"\b(?:src|href)\s*=", own)
    assert len(re.findall(r"</script>", written)) == 2
    assert "<td>3</td>" in written and "<td>unknown</td>" in written


async def test_without_the_extra_there_is_the_table_and_no_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(charts, "available", lambda: False)
    assert await drawn(CHARTS["line"]) is None
    assert await svg(CHARTS["line"]) is None
    written = page(CHARTS["line"])
    assert "<script" not in written and "<td>12</td>" in written and "<td>unknown</td>" in written
