"""Exports of networks and tables of people are read as they stand; what is doubtful is asked, what is broken is listed."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.analytics.imports import cells, tables
from bot.analytics.imports.importing import Reading, instant, read_figures
from bot.analytics.imports.tables import read
from bot.documents import kind_of
from bot.errors import Rejected

TODAY = date(2026, 3, 11)
BERLIN = ZoneInfo("Europe/Berlin")


def figures(text: str, encoding: str = "utf-8", **more: str) -> Reading:
    """What is read of a text."""
    return read_figures(read(text.encode(encoding)), today=TODAY, **more)  # type: ignore[arg-type]  # an order or a handle


META = (
    '"Post ID","Account username","Description","Publish time","Permalink","Post type","Date","Views","Reach","Likes",'
    '"Shares","Follows","Comments","Saves"\n'
    '"18001","bakery","Fresh, warm\nbread","11/22/2025 09:15","https://www.instagram.com/p/a/","IG image","Lifetime",'
    '"1,204","900","55","3","1","4","2"\n'
)
X = (
    '"Post id","Date","Post text","Post Link","Impressions","Likes","Engagements","Bookmarks","Shares","New follows",'
    '"Replies","Reposts"\n'
    '"199","Sat, Nov 22, 2025","Warm bread","https://x.com/b/status/199","1000","12","40","2","1","0","3","5"\n'
)
YOUTUBE = (
    "Content,Video title,Video publish time,Duration,Views,Watch time (hours),Subscribers,Impressions,"
    "Impressions click-through rate (%)\n"
    "Total,,,,500,12.5,3,9000,4.1\n"
    'abc123,How to bake,"Nov 22, 2025",300,400,10.25,2,8000,4.0\n'
)
LINKEDIN = (
    "Aggregated posts of the page\n\n"
    "Post title,Post link,Post type,Created date,Impressions,Clicks,Click through rate (CTR),Likes,Comments,Reposts,Follows,"
    "Engagement rate\n"
    "We hire,https://www.linkedin.com/feed/update/1,Organic,11/22/2025,900,30,0.03,20,2,1,0,0.06\n"
)
BUFFER = "Date (UTC),Text,Network,Impressions,Likes\n2025-11-22 23:30,Late bread,Mastodon,50,4\n"


def test_an_export_of_meta_business_suite() -> None:
    found = figures(META)
    (post,) = found.posts
    assert (post.id, post.format, post.text) == ("18001", "image", "Fresh, warm\nbread")
    assert instant(post, BERLIN) == datetime(2025, 11, 22, 8, 15, tzinfo=UTC)
    assert post.figures == {"views": 1204, "reach": 900, "likes": 55, "shares": 3, "comments": 4, "saves": 2}
    assert found.left_out == ("Date", "Follows") and found.accounts == {"bakery": 1}


def test_an_export_of_x_counts_reposts_as_shares_and_names_what_it_leaves_out() -> None:
    found = figures(X)
    (post,) = found.posts
    assert post.figures == {"impressions": 1000, "likes": 12, "saves": 2, "comments": 3, "shares": 5}
    assert found.left_out == ("Engagements", "Shares", "New follows")
    assert post.at.day == date(2025, 11, 22) and not found.clocks


def test_an_export_of_youtube_studio_has_hours_and_a_line_of_totals() -> None:
    (post,) = figures(YOUTUBE).posts
    assert post.figures == {"views": 400, "watch_time": 36_900, "impressions": 8000} and post.id == "abc123"


def test_an_export_of_linkedin_has_a_heading_above_its_table() -> None:
    (post,) = figures(LINKEDIN).posts
    assert post.figures == {"impressions": 900, "clicks": 30, "likes": 20, "comments": 2, "shares": 1}


def test_an_export_of_buffer_is_in_another_zone() -> None:
    found = figures(BUFFER)
    assert instant(found.posts[0], BERLIN) == datetime(2025, 11, 22, 23, 30, tzinfo=UTC) and found.zoned
    assert found.platforms == {"Mastodon": 1}
    assert figures(BUFFER, platform="Instagram").elsewhere == 1


def test_tables_below_each_other_in_utf_16_as_meta_writes_graphs() -> None:
    text = (
        'sep=,\n"Reach"\n"Date","Primary"\n"2026-01-01T00:00:00","120"\n"2026-01-02T00:00:00","130"\n\n'
        '"Instagram follows"\n"Date","Primary"\n"2026-01-01T00:00:00","2"\n'
    )
    found = figures(text, "utf-16")
    assert [(row.day, dict(row.figures)) for row in found.days] == [
        (date(2026, 1, 1), {"reach": 120}),
        (date(2026, 1, 2), {"reach": 130}),
    ]
    assert found.left_out == ("Instagram follows",) and not found.troubles


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Datum;Follower;Impressionen\n01.02.2026;1.204;5.000\n02.02.2026;1.210;\n", "cp1252"),
        ("date,followers,impressions\n2026-02-01,1204,5000\n2026-02-02,1210,\n", "utf-8-sig"),
        ("Fecha\tSeguidores\tImpresiones\n1 de febrero de 2026\t1204\t5000\n2 de febrero de 2026\t1210\t-\n", "utf-16"),
        ("Jour;Abonnés;Impressions\n1 février 2026;1 204;5 000\n2 février 2026;1 210;n/a\n", "utf-8"),
    ],
)
def test_a_table_of_followers_in_four_languages(text: str, encoding: str) -> None:
    found = figures(text, encoding)
    assert [(row.day, dict(row.figures)) for row in found.days] == [
        (date(2026, 2, 1), {"followers": 1204, "impressions": 5000}),
        (date(2026, 2, 2), {"followers": 1210}),
    ]


def test_new_followers_are_no_followers() -> None:
    found = figures("Date,New followers,Likes\n2026-02-01,3,5\n2026-02-02,4,5\n")
    assert found.left_out == ("New followers",) and all("followers" not in row.figures for row in found.days)


def test_a_day_that_may_be_a_month_is_asked_about_and_nothing_is_read() -> None:
    text = "date,followers\n01/02/2026,100\n02/02/2026,110\n"
    found = figures(text)
    assert found.asks == "date_order" and found.example == "01/02/2026" and not found.days
    assert [row.day for row in figures(text, order="dmy").days] == [date(2026, 2, 1), date(2026, 2, 2)]
    assert [row.day for row in figures(text, order="mdy").days] == [date(2026, 1, 2), date(2026, 2, 2)]


def test_one_clear_date_tells_how_the_others_are_read() -> None:
    found = figures("date,followers\n01/02/2026,100\n13/02/2026,110\n")
    assert [row.day for row in found.days] == [date(2026, 2, 1), date(2026, 2, 13)]
    assert found.asks is None


def test_what_cannot_be_read_is_listed_by_its_line() -> None:
    found = figures(
        "date,followers,likes\n2026-02-01,100,1\nsoon,5,5\n2026-02-03,-4,1\n2026-02-04,12.5,2\n2099-01-01,5,5\n"
        "2026-02-01,101,1\n2026-02-06,viele,3\n"
    )
    assert [(trouble.line, trouble.key) for trouble in found.troubles] == [
        (3, "import-line-date"),
        (4, "import-line-number"),
        (5, "import-line-number"),
        (6, "import-line-future"),
        (7, "import-line-twice"),
        (8, "import-line-number"),
    ]
    assert {row.day: dict(row.figures) for row in found.days}[date(2026, 2, 6)] == {"likes": 3}


def test_a_nothing_is_unknown_and_not_nought() -> None:
    found = figures("date,followers,likes\n2026-02-01,--,0\n2026-02-02,,\n")
    assert [dict(row.figures) for row in found.days] == [{"likes": 0}]


def test_rows_of_other_accounts_stay_out() -> None:
    text = "Account username,Post ID,Publish time,Likes\na,1,2026-02-01,5\nb,2,2026-02-01,6\n"
    found = figures(text, handle="@A")
    assert [post.id for post in found.posts] == ["1"] and found.elsewhere == 1


def test_an_id_that_a_spreadsheet_has_rounded_is_no_id() -> None:
    found = figures("Post ID,Text,Date,Likes\n1.8001E+16,Bread,2026-02-01,5\n")
    assert found.posts[0].id == "" and found.posts[0].key().startswith("file:")


def test_the_same_file_has_the_same_digest_and_one_other_figure_another() -> None:
    one, same, other = figures(META), figures(META), figures(META.replace("55", "56"))
    assert one.digest("a") == same.digest("a") != other.digest("a") and one.digest("a") != one.digest("b")


# Files


def workbook(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_a_workbook_with_real_dates_and_numbers() -> None:
    data = workbook(
        ["Date", "Followers", "Watch time"],
        [date(2026, 2, 1), 1204, timedelta(hours=1)],
        [date(2026, 2, 2), 1210.0, None],
    )
    found = read_figures(read(data), today=TODAY)
    assert [(row.day, dict(row.figures)) for row in found.days] == [
        (date(2026, 2, 1), {"followers": 1204, "watch_time": 3600}),
        (date(2026, 2, 2), {"followers": 1210}),
    ]


def test_a_file_that_unpacks_to_far_too_much_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_UNPACKED", 100_000)
    target = io.BytesIO(workbook(["Date", "Likes"]))
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/big.xml", b" " * 200_000)
    assert len(target.getvalue()) < 20_000
    with pytest.raises(Rejected) as raised:
        read(target.getvalue())
    assert raised.value.key == "table-too-long"


def test_entities_in_a_workbook_are_refused() -> None:
    source, target = io.BytesIO(workbook(["Date", "Likes"], ["2026-02-01", 1])), io.BytesIO()
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><sst>&b;</sst>'
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            new.writestr(entry, bomb if entry.filename == "xl/workbook.xml" else old.read(entry))
    with pytest.raises(Rejected) as raised:
        read(target.getvalue())
    assert raised.value.key == "table-unreadable"


def test_too_many_rows_and_columns_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", 10)
    text = "date,likes\n" + "2026-02-01,1\n" * 10
    with pytest.raises(Rejected):
        read(text.encode())
    with pytest.raises(Rejected):
        read(b",".join([b"x"] * 400) + b"\n" + b",".join([b"x"] * 400))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        b"<html><table>a,b\n1,2</table></html>",
        b'{"a": 1,\n"b": 2}',
        b"MZ\x00\x01,\n,\n",
        b"PK\x03\x04broken",
        bytes(range(256)) * 20,
    ],
)
def test_what_is_no_table_is_not_taken_for_one(data: bytes) -> None:
    assert kind_of(data) is None
    with pytest.raises(Rejected):
        read(data)


@given(st.binary(max_size=400))
def test_no_file_breaks_the_reader(data: bytes) -> None:
    try:
        found = read_figures(read(data), today=TODAY)
    except Rejected:
        return
    assert all(value >= 0 for row in found.days for value in row.figures.values())


@given(
    st.dates(date(2010, 1, 1), TODAY),
    st.integers(0, 10**9),
    st.sampled_from(
        ["{d.day:02}.{d.month:02}.{d.year}", "{d.year}-{d.month:02}-{d.day:02}", "{d.day:02}/{d.month:02}/{d.year}"]
    ),
    st.sampled_from([("{:,}", ";"), ("{}", ",")]),
)
def test_what_is_written_is_read(day: date, value: int, pattern: str, style: tuple[str, str]) -> None:
    written, mark = style
    text = f"Date{mark}Likes{mark}Reach\n{pattern.format(d=day)}{mark}{written.format(value)}{mark}1\n"
    found = read_figures(read(text.encode()), today=TODAY, order="dmy")
    assert [(row.day, row.figures["likes"]) for row in found.days] == [(day, value)] or (
        # 01/25 cannot have its day first, and is then read the other way
        "/" in pattern and day.day <= 12 < day.month
    )


@pytest.mark.parametrize(
    ("said", "comma", "whole", "value"),
    [
        ("1.204", None, True, 1204),
        ("1,204", None, True, 1204),
        ("1'204", None, True, 1204),
        ("1.204.000", None, True, 1_204_000),
        ("1,204.5", None, False, 1204.5),
        ("1.204,5", None, False, 1204.5),
        ("12,5", None, False, 12.5),
        ("1.204", True, False, 1204),
        ("1.204", False, False, 1.204),
        ("3.4K", None, True, 3400),
        ("2:30", None, True, 150),
        ("1:02:30", None, True, 3750),
    ],
)
def test_numbers_as_they_are_written(said: str, comma: bool | None, whole: bool, value: float) -> None:
    assert cells.number(said, comma=comma, whole=whole) == value


@pytest.mark.parametrize("said", ["12 apples", "1,2,3", "0x10", "1e5", "inf", "=1+1", "٣٤x"])
def test_what_is_no_number_is_none(said: str) -> None:
    with pytest.raises(ValueError):
        cells.number(said, comma=None)


@pytest.mark.parametrize(
    ("day", "likes"),
    [
        ("0001-01-01", "5"),
        ("1899-12-31", "5"),
        ("2026-03-01", "9" * 300),
        ("2026-03-01", "1e300"),
        ("2026-03-01", "-4"),
    ],
)
def test_days_and_numbers_that_cannot_be_are_listed(day: str, likes: str) -> None:
    found = figures(f"Date,Text,Likes\n{day},Rye,{likes}\n2026-03-02,Rolls,3\n")
    assert [trouble.line for trouble in found.troubles] == [2]
    assert sum(sum(post.figures.values()) for post in found.posts) == 3
    assert all(instant(post, BERLIN).year == 2026 for post in found.posts)


def test_a_small_file_with_very_many_cells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    book = openpyxl.Workbook()
    for sheet in (book.active, book.create_sheet("more")):
        assert sheet is not None
        for _ in range(30):
            sheet.append([1] * 20)
    target = io.BytesIO()
    book.save(target)
    monkeypatch.setattr(tables, "MOST_CELLS", 1200)
    assert len(read(target.getvalue())) == 2
    monkeypatch.setattr(tables, "MOST_CELLS", 1199)
    with pytest.raises(Rejected, check=lambda error: error.key == "table-too-long"):
        read(target.getvalue())
    with pytest.raises(Rejected, check=lambda error: error.key == "table-too-long"):
        read(("a,b,c,d\n" * 301).encode())


def test_an_encrypted_or_damaged_workbook_is_refused_in_words() -> None:
    book = openpyxl.Workbook()
    target = io.BytesIO()
    book.save(target)
    content = bytearray(target.getvalue())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + flags] |= 1  # "encrypted"
            at = content.find(mark, at + 4)
    with pytest.raises(Rejected, check=lambda error: error.key == "table-unreadable"):
        read(bytes(content))
    damaged = bytearray(target.getvalue())
    start = damaged.find(b"PK\x03\x04") + 60
    damaged[start : start + 40] = b"\xff" * 40
    with pytest.raises(Rejected, check=lambda error: error.key == "table-unreadable"):
        read(bytes(damaged))
