"""A report says the same in every kind of file, and what people wrote is nothing but words in all of them."""

from __future__ import annotations

import csv
import io
import re
import shutil
from datetime import date, datetime, time, timedelta
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from bot.analytics.periods import Period
from bot.analytics.pictures.charts import Chart, Line
from bot.analytics.reports import building, schedule
from bot.analytics.reports.document import Document, KeyFigure, Logo, Section, Table, Value, Words
from bot.analytics.reports.formulas import OwnMetric, over, own_metric
from bot.analytics.reports.gathering import gathered
from bot.analytics.reports.layout import SECTIONS, Layout, colour_of
from bot.analytics.reports.pages import html_of, own_ids
from bot.analytics.reports.printing import printed
from bot.analytics.reports.spreadsheets import csv_of, disarmed, xlsx_of
from bot.errors import NotUnderstood, Rejected
from bot.phrases import LANGUAGES, Phrases
from storage import workspaces
from storage.database import Database
from tests import history
from tests.history import Past

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 11, 10, tzinfo=BERLIN)
WEEK = Period(date(2026, 3, 2), date(2026, 3, 8), date(2026, 3, 11))
WORDS = Words("Before", "Change", "Report", "Section", "Name", "Value", "Page")
EVIL = '=HYPERLINK("http://evil.example","x") <script>alert(1)</script> #eval("1") $x$ *bold* \u202e\x00 & "quoted"'


def figure(said: str, raw: float | None, kind: Any = "number") -> Value:
    return Value(said, raw, kind)


def report(words: str = "Fresh bread", **more: Any) -> Document:
    """A small one, with `words` of people everywhere."""
    cards = (
        KeyFigure(
            "Likes", figure("1,240", 1240.0), figure("1,100", 1100.0), figure("+13%", 0.127, "percent"), "up", words
        ),
        KeyFigure("Reach", Value("unknown", None, "number"), figure("9", 9.0), Value("unknown"), "unknown"),
    )
    table = Table(
        ("Post", "Day", "Likes", "Rate", "Watched"),
        (False, False, True, True, True),
        (
            (
                Value(words, words),
                Value("2 Mar 2026", date(2026, 3, 2), "day"),
                figure("1,240", 1240.0),
                figure("3.4%", 0.034, "percent"),
                figure("1 h", 3600.0, "seconds"),
            ),
            (
                Value("Rolls", "https://x.example/?a=1&b=2", "link"),
                Value("–"),
                Value("unknown"),
                Value("unknown"),
                Value("–"),
            ),
        ),
        "Best posts",
    )
    points = tuple((date(2026, 3, 2) + timedelta(days=n), None if n == 3 else 10.0 + n) for n in range(7))
    chart = Chart("Followers", words, "followers", "line", (Line(words[:20] or "-", points),), "en")
    sections = (
        Section("summary", "Summary", (words, "7 posts went out.")),
        Section("figures", "Key figures", figures=cards),
        Section("followers", "Followers", charts=(chart,)),
        Section("posts", "Posts", tables=(table,)),
    )
    facts: dict[str, Any] = {
        "title": "Weekly report",
        "period": "2–8 Mar 2026",
        "name": words,
        "made": "Made on Wednesday",
        "since": WEEK.since,
        "until": WEEK.until,
        "language": "en",
        "colour": "#aa3300",
        "ink": "#ffffff",
        "words": WORDS,
        "sections": sections,
        "footer": words,
    }
    return Document(**{**facts, **more})


def pdf_text(data: bytes) -> str:
    pypdf = pytest.importorskip("pypdf")
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


# PDF


async def test_a_pdf_says_what_the_report_says() -> None:
    pytest.importorskip("typst")
    file = await printed(report(), "pdf")
    assert file.name == "report-fresh-bread-2026-03-02-2026-03-08.pdf" and file.data.startswith(b"%PDF-")
    text = pdf_text(file.data)
    for words in ("Weekly report", "2–8 Mar 2026", "1,240", "Before: 1,100", "unknown", "3.4%", "Best posts", "Page"):
        assert words in text, words


async def test_what_people_wrote_is_no_markup_on_paper() -> None:
    pytest.importorskip("typst")
    made = pdf_text((await printed(report(EVIL), "pdf")).data)
    flat = " ".join(made.split())
    assert '#eval("1") $x$ *bold*' in flat and "<script>alert(1)</script>" in flat


@pytest.mark.parametrize(
    "words", ["", "\\", "#", "]", '"', "${{", '#import "x"', "漢字 🎂 عربي", "x" * 5000, "/* ", "@cite"]
)
async def test_no_words_break_a_page(words: str) -> None:
    pytest.importorskip("typst")
    assert (await printed(report(words), "pdf")).data.startswith(b"%PDF-")


async def test_a_logo_that_is_no_picture_is_left_out() -> None:
    pytest.importorskip("typst")
    bad = report(logo=Logo(b"not a picture", "image/png"))
    assert (await printed(bad, "pdf")).data.startswith(b"%PDF-")


# HTML


class _Outline(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_a_page_fetches_and_runs_nothing() -> None:
    page = html_of(report(EVIL), {}).decode()
    outline = _Outline()
    outline.feed(page)
    tags = {tag for tag, _ in outline.tags}
    assert not tags & {"script", "iframe", "object", "embed", "link", "form", "base"}
    policy = next(
        attrs["content"] for tag, attrs in outline.tags if attrs.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy is not None and "default-src 'none'" in policy and "script" not in policy
    assert not [attrs for _, attrs in outline.tags for name in attrs if name.startswith("on")]
    assert "&lt;script&gt;" in page and "@import" not in page


def test_a_table_can_be_heard_and_links_go_only_to_the_web() -> None:
    page = html_of(report(), {}).decode()
    outline = _Outline()
    outline.feed(page)
    scopes = [attrs.get("scope") for tag, attrs in outline.tags if tag == "th"]
    assert set(scopes) == {"col", "row"}
    assert [attrs["href"] for tag, attrs in outline.tags if tag == "a"] == ["https://x.example/?a=1&b=2"]
    assert '<html lang="en">' in page and "<caption>Best posts</caption>" in page
    dangerous = Table(("Post",), (False,), ((Value("x", "javascript:alert(1)", "link"),),))
    assert "javascript:" not in html_of(report(sections=(Section("posts", "Posts", tables=(dangerous,)),)), {}).decode()


def test_two_charts_on_a_page_keep_their_ids_apart() -> None:
    svg = '<?xml version="1.0"?><svg><clipPath id="clip0"/><g clip-path="url(#clip0)"><use href="#clip0"/></g></svg>'
    made = own_ids(svg, "a-")
    assert made == '<svg><clipPath id="a-clip0"/><g clip-path="url(#a-clip0)"><use href="#a-clip0"/></g></svg>'


async def test_a_page_is_seen_in_a_browser_without_a_fault(tmp_path: Path) -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no browser here")
    playwright = pytest.importorskip("playwright.async_api")
    path = tmp_path / "report.html"
    path.write_bytes((await printed(report(EVIL), "html")).data)
    async with playwright.async_playwright() as play:
        browser = await play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = await browser.new_page(viewport={"width": 390, "height": 800}, color_scheme="dark")
        told: list[str] = []
        page.on("console", lambda message: told.append(message.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("request", lambda request: told.append(request.url) if not request.url.startswith("file:") else None)
        await page.goto(path.as_uri())
        assert await page.inner_text("h1") == "Weekly report"
        assert told == []
        # On a phone the page itself does not scroll sideways; only its tables do.
        assert await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        await browser.close()


# Spreadsheets


def test_csv_is_what_spreadsheets_and_programs_read() -> None:
    data = csv_of(report())
    assert data.startswith(b"\xef\xbb\xbf") and b"\r\n" in data
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert ["Likes", "1240", "1100", "0.127", "Fresh bread"] in rows
    assert ["Reach", "", "9", "unknown", ""] in rows
    assert ["Fresh bread", "2026-03-02", "1240", "0.034", "3600"] in rows


@given(st.text(max_size=60))
def test_no_cell_of_words_is_a_formula(words: str) -> None:
    plain = disarmed(words)
    assert not plain.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
    assert re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", words) == plain.removeprefix(
        "'"
    ) or words.startswith("'")


def test_a_formula_in_words_is_words_in_every_spreadsheet() -> None:
    rows = list(csv.reader(io.StringIO(csv_of(report(EVIL)).decode("utf-8-sig"))))
    assert not [cell for row in rows for cell in row if cell.startswith("=")]
    book = openpyxl.load_workbook(io.BytesIO(xlsx_of(report(EVIL))))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"] and any(
        "HYPERLINK" in str(cell.value) for cell in cells
    )


def test_a_workbook_has_real_numbers_and_dates_and_a_head_that_stays() -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_of(report())))
    assert book.sheetnames == ["Report", "Key figures", "Best posts"]
    sheet = book["Best posts"]
    values = [cell.value for cell in sheet[2]]
    assert values == ["Fresh bread", datetime(2026, 3, 2), 1240, 0.034, timedelta(hours=1)]  # noqa: DTZ001 - Excel has no zones
    assert sheet["D2"].number_format == "0.0%" and sheet.freeze_panes == "B2" and sheet["C3"].value == "unknown"


# Formulas


@pytest.mark.parametrize("words", ["Open;=1+2", "Open; @SUM(1)", 'Open;"+1', "Open\t-2", "Open;\uff1d1"])
def test_no_cell_is_a_formula_for_a_program_that_parts_columns_by_another_mark(words: str) -> None:
    text = csv_of(report(words)).decode("utf-8-sig")
    assert words not in text and "'" in text
    cells = [cell.strip(' "') for line in re.split(r"[\r\n]", text) for cell in re.split(r"[;\t]", line)]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "\uff1d")) or re.match(r"-\D*\d+$", cell)]


def test_a_smile_in_words_stays_one() -> None:
    assert "See you ;-)" in csv_of(report("See you ;-)")).decode("utf-8-sig")


def test_a_formula_is_read_in_the_words_of_four_languages() -> None:
    assert own_metric("buzz", "(Kommentare + geteilt) / Beiträge").formula == "(comments + shares) / posts"
    assert own_metric("ruido", "comentarios ÷ alcance").formula == "comments / reach"
    assert own_metric("bruit", "j’aime × 2").formula == "likes * 2"
    assert own_metric("talk rate", "comments / reach").percent and not own_metric("talk", "comments").percent


@pytest.mark.parametrize(
    "formula",
    [
        "__import__('os').system('x')",
        "likes ** 99",
        "likes.real",
        "likes[0]",
        "likes if likes else 1",
        "lambda: likes",
        "foo / reach",
        "1 + 1",
        "",
        "likes +",
        "(" * 150 + "likes" + ")" * 150,
        "likes // 2",
        "9e999 * likes",
    ],
)
def test_nothing_but_arithmetic_is_a_formula(formula: str) -> None:
    with pytest.raises(NotUnderstood):
        own_metric("mine", formula)


def test_a_metric_that_there_is_keeps_its_name() -> None:
    for name in ("likes", "Kommentare", "engagement", "Watch Time"):
        with pytest.raises(Rejected):
            own_metric(name, "comments / reach")


known = st.dictionaries(st.sampled_from(["likes", "comments", "reach"]), st.one_of(st.none(), st.integers(0, 10**6)))


@given(st.lists(known, max_size=8))
def test_a_formula_over_posts_counts_those_that_have_every_figure(posts: list[dict[str, float | None]]) -> None:
    metric = OwnMetric("talk", "(comments + likes) / reach")
    whole = [each for each in posts if all(each.get(name) is not None for name in ("likes", "comments", "reach"))]
    found = over(metric, posts)
    assert (found.counted, found.posts) == (len(whole), len(posts))
    reach = sum(each["reach"] or 0 for each in whole)
    expected = sum((each["comments"] or 0) + (each["likes"] or 0) for each in whole) / reach if reach else None
    assert found.value == (pytest.approx(expected) if expected is not None else None)


# The look


@pytest.mark.parametrize(
    ("words", "sections"),
    [
        ("leave the followers section out", tuple(name for name in SECTIONS if name != "followers")),
        ("ohne Wochentage und Formate", tuple(name for name in SECTIONS if name not in {"weekdays", "formats"})),
        ("put the best posts first", ("posts", *(name for name in SECTIONS if name != "posts"))),
        ("solo cifras y seguidores", ("figures", "followers", "notes")),
        ("les abonnés à la fin", (*(name for name in SECTIONS if name != "followers"), "followers")),
        ("key figures, followers, goals", ("figures", "followers", "kpis", "notes")),
        ("as usual", SECTIONS),
    ],
)
def test_sections_are_arranged_in_words(words: str, sections: tuple[str, ...]) -> None:
    assert Layout().changed("sections", words).sections == sections


def test_a_section_that_was_left_out_comes_back_to_its_place() -> None:
    without = Layout().changed("sections", "no weekdays")
    assert without.changed("sections", "show the weekdays again").sections == SECTIONS


def test_colours_are_read_and_what_is_written_on_them_can_be_read() -> None:
    assert colour_of("#AA3300") == colour_of("aa3300") == "#aa3300" and colour_of("#a30") == "#aa3300"
    assert Layout(colour="#ffee00").ink == "#000000" and Layout(colour="#002244").ink == "#ffffff"
    with pytest.raises(NotUnderstood):
        colour_of("red; background: url(x)".replace("red", "octarine"))


def test_a_layout_that_somebody_broke_is_as_usual() -> None:
    kept = {"report_layout": {"colour": "red;}", "sections": ["figures", "x"], "logo": "7"}}
    assert Layout.of(kept) == Layout(sections=("figures", "notes"))
    assert Layout.of({"report_layout": "nonsense"}) == Layout()


# When reports come


@pytest.mark.parametrize(
    ("rule", "first", "days"),
    [
        ("FREQ=WEEKLY;BYDAY=MO", datetime(2026, 3, 16, 8, tzinfo=BERLIN), (date(2026, 3, 9), date(2026, 3, 15))),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR",
            datetime(2026, 3, 13, 17, tzinfo=BERLIN),
            (date(2026, 2, 27), date(2026, 3, 12)),
        ),
        ("FREQ=WEEKLY;BYDAY=MO,TH", datetime(2026, 3, 12, 8, tzinfo=BERLIN), (date(2026, 3, 9), date(2026, 3, 11))),
        ("FREQ=MONTHLY;BYMONTHDAY=1", datetime(2026, 4, 1, 9, tzinfo=BERLIN), (date(2026, 3, 1), date(2026, 3, 31))),
        ("FREQ=DAILY", datetime(2026, 3, 29, 2, 30, tzinfo=BERLIN), (date(2026, 3, 28), date(2026, 3, 28))),
        (
            "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1",
            datetime(2027, 1, 1, 9, tzinfo=BERLIN),
            (date(2026, 1, 1), date(2026, 12, 31)),
        ),
    ],
)
def test_a_report_is_about_the_days_since_the_one_before(rule: str, first: datetime, days: tuple[date, date]) -> None:
    assert schedule.period(rule, first, first) == days


@given(
    st.sampled_from(["FREQ=WEEKLY;BYDAY=MO", "FREQ=DAILY", "FREQ=MONTHLY;BYMONTHDAY=15", "FREQ=WEEKLY;BYDAY=TU,FR"]),
    st.dates(date(2025, 1, 1), date(2027, 1, 1)),
    st.times(),
    st.integers(1, 30),
)
def test_no_day_is_left_out_and_none_is_told_twice(rule: str, day: date, clock: time, count: int) -> None:
    start = datetime.combine(day, clock, BERLIN)
    first = schedule.begins_at(rule, start.replace(second=0, microsecond=0), start)
    assert first is not None
    at, told = first, [schedule.period(rule, first, first)]
    for _ in range(count):
        following = schedule.following(rule, first, at)
        assert following is not None
        at = following
        told.append(schedule.period(rule, first, at))
    for before, after in pairwise(told):
        assert after[0] == before[1] + timedelta(days=1) and after[0] <= after[1]


def test_wall_clock_is_kept_when_the_clocks_change() -> None:
    first = datetime(2026, 3, 23, 8, tzinfo=BERLIN)
    following = schedule.following("FREQ=WEEKLY;BYDAY=MO", first, first)
    assert following is not None and (following.hour, following.utcoffset()) == (8, timedelta(hours=2))


def test_missed_ones_are_counted_and_the_last_one_is_made() -> None:
    first = datetime(2026, 3, 16, 8, tzinfo=BERLIN)
    at, skipped = schedule.due_now("FREQ=WEEKLY;BYDAY=MO", first, first, datetime(2026, 4, 20, 12, tzinfo=BERLIN))
    assert (at, skipped) == (datetime(2026, 4, 20, 8, tzinfo=BERLIN), 5)


# From rows to words


def setting(language: str, **more: Any) -> building.Setting:
    return building.Setting(Phrases(language), BERLIN, NOW, "Blum", Layout(), str.capitalize, **more)


async def made(database: Database, language: str = "en", *, source: str = "network") -> Document:
    """The week's report of a workspace with eight posts on two platforms."""

    def fill(session: Session) -> None:
        workspaces.found_workspace(session, "Blum", NOW)
        for name, times in (("instagram", 6), ("mastodon", 2)):
            account = history.account(session, 1, name)
            past = [
                Past(
                    datetime(2026, 3, 2 + n, 9, tzinfo=BERLIN),
                    {"likes": 10.0 * (n + 1), "reach": 100.0 * (n + 1)} if name == "instagram" else {},
                    text=f"{name} post {n}",
                    format="image" if n % 2 else "video",
                )
                for n in range(times)
            ]
            history.posts(session, account, past, source=source)

    await database.write(fill)
    data = await database.read(lambda session: gathered(session, 1, WEEK, own=(), zone=BERLIN))
    return building.document(data, setting(language))


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_report_comes_in_four_languages(sqlite_database: Database, language: str) -> None:
    document = await made(sqlite_database, language)
    page = (await printed(document, "html")).data.decode()
    assert f'<html lang="{language}">' in page and "210" in page
    keys = [section.key for section in document.sections]
    assert keys[0] == "summary" and keys[-1] == "notes" and "formats" in keys


async def test_what_nobody_has_measured_is_unknown_in_every_table(database: Database) -> None:
    document = await made(database)
    platforms = next(section for section in document.sections if section.key == "platforms").tables[0]
    by_name = {row[0].said: row for row in platforms.rows}
    assert by_name["Mastodon"][1].raw == 2 and by_name["Mastodon"][2].said == "unknown"
    assert by_name["Mastodon"][2].raw is None and by_name["Instagram"][2].raw == 210
    engagement = {name: value for section, name, value in document.figures() if section == "figures"}["Engagement"]
    assert engagement.source["measured"] == 6 and engagement.source["posts"] == 8
    notes = " ".join(document.sections[-1].paragraphs)
    assert "Nothing is known of the posts on Mastodon" in notes and "8 found on the network" in notes


async def test_a_report_of_sample_data_says_so_in_every_file(sqlite_database: Database) -> None:
    document = await made(sqlite_database, source="sample")
    assert "Sample data" in document.sample
    for format in ("html", "csv"):
        assert "Sample data" in (await printed(document, format)).data.decode()
