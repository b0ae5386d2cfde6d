"""The public page as a destination: once for each key, whole or not at all, and never out of date for long."""

from __future__ import annotations

import asyncio
import errno
import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import feedparser
import pytest

from bot.errors import NotFound, OutcomeUnknown, Rejected, SettingsError, TryLater
from connectors.pages.folder import Folder
from connectors.pages.text import LANGUAGES, words
from connectors.platform import AccountInfo, Outgoing
from connectors.platforms.feed import Feed, name_of

ROOT = Path(__file__).parents[2]


@pytest.fixture
async def feed(tmp_path: Path) -> AsyncIterator[Feed]:
    publisher = Feed(tmp_path)
    yield publisher
    await publisher.close()


@pytest.fixture
async def account(feed: Feed) -> AccountInfo:
    handle, data = await feed.connect(7, "Café Morgenrot")
    return AccountInfo(1, 7, "feed", handle, data)


def public(home: Path) -> Path:
    return home / "feed" / "cafe-morgenrot"


def posts(home: Path) -> list[str]:
    return sorted(path.name for path in public(home).glob("*.html") if len(path.stem) == 20)


def on_index(home: Path, text: str) -> bool:
    path = public(home) / "index.html"
    return path.exists() and text in path.read_text(encoding="utf-8")


async def until(condition: object, seconds: float = 5) -> None:
    assert callable(condition)
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come about in time"
        await asyncio.sleep(0.02)


async def test_a_post_is_on_its_page_at_once_and_on_the_first_page_soon(
    feed: Feed, account: AccountInfo, tmp_path: Path
) -> None:
    receipt = await feed.send(Outgoing("k1", account, "The autumn sale\n\nbegins on Monday 🍂"))
    assert receipt.url == f"http://127.0.0.1:8765/feed/cafe-morgenrot/{receipt.remote_id}.html"
    assert '<p dir="auto">begins on Monday 🍂</p>' in (public(tmp_path) / f"{receipt.remote_id}.html").read_text(
        "utf-8"
    )
    await until(lambda: on_index(tmp_path, "The autumn sale"))
    read = feedparser.parse(str(public(tmp_path) / "atom.xml"))
    assert [(item.title, item.link) for item in read.entries] == [("The autumn sale", receipt.url)]
    [item] = json.loads((public(tmp_path) / "feed.json").read_bytes())["items"]
    assert (item["id"], item["url"]) == (read.entries[0].id, receipt.url)


async def test_the_same_key_gives_the_same_receipt_and_one_post(
    feed: Feed, account: AccountInfo, tmp_path: Path
) -> None:
    outgoing = Outgoing("k1", account, "Once")
    first = await feed.send(outgoing)
    again = await asyncio.gather(*(feed.send(replace(outgoing, text=f"Again {n}")) for n in range(20)))
    assert set(map(repr, again)) == {repr(first)}
    assert posts(tmp_path) == [f"{first.remote_id}.html"]
    assert ">Once</p>" in (public(tmp_path) / f"{first.remote_id}.html").read_text("utf-8")


SENDER = """
    import asyncio, sys
    from pathlib import Path
    from connectors.platform import AccountInfo, Outgoing
    from connectors.platforms.feed import Feed

    async def main(home: Path, who: str) -> None:
        feed = Feed(home)
        handle, data = await feed.connect(7, "Café Morgenrot")
        account = AccountInfo(1, 7, "feed", handle, data)
        print("ready", flush=True)
        sys.stdin.readline()
        receipts = await asyncio.gather(
            *(feed.send(Outgoing(f"k{n}", account, f"Post {n} by {who}")) for n in range(200))
        )
        print(sorted(receipt.url for receipt in receipts), flush=True)
        if who == "killed":
            sys.stdin.readline()
        await feed.close()

    asyncio.run(main(Path(sys.argv[1]), sys.argv[2]))
"""


def start_sender(home: Path, who: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(SENDER), str(home), who],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def test_two_processes_with_the_same_keys_publish_each_once(tmp_path: Path) -> None:
    both = [start_sender(tmp_path, who) for who in ("one", "two")]
    for process in both:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    told = [process.communicate(timeout=60)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert told[0] == told[1]
    assert len(posts(tmp_path)) == 200
    assert [path.name for path in (tmp_path / "feed").iterdir() if path.name != ".state"] == ["cafe-morgenrot"]
    assert not Folder(tmp_path, "cafe-morgenrot").is_stale()
    assert list((tmp_path / "feed/.state/cafe-morgenrot/tmp").iterdir()) == []
    archive = next(public(tmp_path).glob("2*.html")).read_text("utf-8")
    assert all(f">Post {n} by " in archive for n in range(200))


def test_killed_between_the_post_and_the_first_page_it_is_noticed(tmp_path: Path) -> None:
    page = Folder(tmp_path, "cafe-morgenrot")
    process = start_sender(tmp_path, "killed")
    deadline = time.monotonic() + 10
    while page.is_stale() or not (public(tmp_path) / "index.html").exists():
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert process.stdin is not None
    assert process.stdout is not None
    with page.locked():  # keeps the killed process from drawing the page
        process.stdin.write("\n")
        process.stdin.flush()
        assert len(process.stdout.readline()) > 1000
        process.send_signal(signal.SIGKILL)
        process.communicate()
    assert len(posts(tmp_path)) == 200
    assert not on_index(tmp_path, "by killed")
    assert page.is_stale()

    async def next_post() -> None:
        feed = Feed(tmp_path)
        handle, data = await feed.connect(7, "Café Morgenrot")
        await feed.send(Outgoing("k0", AccountInfo(1, 7, "feed", handle, data), "Post 0 by the next one"))
        await feed.close()

    asyncio.run(next_post())
    assert on_index(tmp_path, "by killed")
    assert not on_index(tmp_path, "by the next one")
    assert not page.is_stale()


async def test_two_thousand_at_once_are_drawn_a_few_times(
    feed: Feed, account: AccountInfo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = 0
    rebuild = Folder.rebuild

    def counted(self: Folder) -> bool:
        nonlocal drawn
        drawn += 1
        return rebuild(self)

    monkeypatch.setattr(Folder, "rebuild", counted)
    start = time.monotonic()
    receipts = await asyncio.gather(*(feed.send(Outgoing(f"k{n}", account, f"Post {n}")) for n in range(2000)))
    took = time.monotonic() - start
    assert len({receipt.remote_id for receipt in receipts}) == len(posts(tmp_path)) == 2000
    await feed.close()
    assert not Folder(tmp_path, account.handle).is_stale()
    assert on_index(tmp_path, ">Post 1999</p>")
    assert drawn <= 3 + took / 0.4


async def test_an_edit_keeps_address_and_time_and_says_that_it_changed(
    feed: Feed, account: AccountInfo, tmp_path: Path
) -> None:
    outgoing = Outgoing("k1", account, "Opens at nine", language="en")
    receipt = await feed.send(outgoing)
    path = public(tmp_path) / f"{receipt.remote_id}.html"
    assert "changed" not in path.read_text("utf-8")
    assert await feed.edit(replace(outgoing, text="Opens at ten"), receipt.remote_id) == receipt
    page = path.read_text("utf-8")
    assert "Opens at ten" in page
    assert "Opens at nine" not in page
    assert "(changed <time" in page
    await until(lambda: on_index(tmp_path, "Opens at ten"))
    [entry] = feedparser.parse(str(public(tmp_path) / "atom.xml")).entries
    assert entry.updated > entry.published
    assert await feed.find(outgoing) == receipt


async def test_a_deleted_post_leaves_every_place(feed: Feed, account: AccountInfo, tmp_path: Path) -> None:
    outgoing = Outgoing("k1", account, "Too early")
    receipt = await feed.send(outgoing)
    await until(lambda: on_index(tmp_path, "Too early"))
    await feed.delete(account, receipt.remote_id)
    assert posts(tmp_path) == []
    assert await feed.find(outgoing) is None
    await until(lambda: not on_index(tmp_path, "Too early"))
    await feed.close()
    assert [path.name for path in public(tmp_path).iterdir() if b"Too early" in path.read_bytes()] == []
    assert list(public(tmp_path).glob("2*.html")) == []


async def test_deleting_and_editing_reach_no_other_file(feed: Feed, account: AccountInfo, tmp_path: Path) -> None:
    secret = tmp_path / "secret.html"
    secret.write_text("kept")
    for remote_id in ("../../secret", "index", "", "a" * 19, str(secret.with_suffix(""))):
        await feed.delete(account, remote_id)
        with pytest.raises(NotFound):
            await feed.edit(Outgoing("k1", account, "Text"), remote_id)
    assert secret.read_text() == "kept"


async def test_workspaces_of_one_name_have_pages_of_their_own(feed: Feed, account: AccountInfo, tmp_path: Path) -> None:
    others = [await feed.connect(number, name) for number, name in ((8, "Cafe Morgenrot"), (9, "東京"), (10, "2026"))]
    assert len({account.handle, *(handle for handle, _ in others)}) == 4
    renamed = await feed.connect(7, "Bar Abendrot")
    assert renamed == (account.handle, {**account.data, "title": "Bar Abendrot"})
    await until(lambda: on_index(tmp_path, "Bar Abendrot"))


async def test_times_and_words_follow_the_workspace(feed: Feed, account: AccountInfo, tmp_path: Path) -> None:
    first = await feed.send(Outgoing("k1", account, "Guten Morgen", language="de"))
    german = replace(
        account, data={**account.data, "zone": "Asia/Tokyo", "language": "de", "base_url": "https://a.example"}
    )
    second = await feed.send(Outgoing("k2", german, "Guten Abend", language="de"))
    assert second.url == f"https://a.example/feed/cafe-morgenrot/{second.remote_id}.html"
    await feed.close()
    for receipt in (first, second):  # the older post is drawn anew as well
        page = (public(tmp_path) / f"{receipt.remote_id}.html").read_text("utf-8")
        assert "+09:00" in page
        assert "Alle Beiträge" in page
        assert f"https://a.example/feed/cafe-morgenrot/{receipt.remote_id}.html" in page
    month = datetime.now(ZoneInfo("Asia/Tokyo")).strftime("%Y-%m")
    assert [path.stem for path in public(tmp_path).glob("2???-??.html")] == [month]


def fail_with(monkeypatch: pytest.MonkeyPatch, function: str, code: int, *, only: Path | None = None) -> None:
    """Have the system refuse `function` with `code`: for faults that no test can cause for real."""
    real = getattr(os, function)

    def refused(first: object, *rest: object, **named: object) -> object:
        if only is not None and not (isinstance(first, int) and os.path.samestat(os.fstat(first), only.stat())):
            return real(first, *rest, **named)
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, function, refused)


@pytest.mark.parametrize(
    "fault",
    [
        ("write", errno.ENOSPC, "error-feed-disk-full"),
        ("fsync", errno.EIO, "error-feed-not-written"),
        ("open", errno.EROFS, "error-feed-read-only"),
        ("open", errno.EACCES, "error-feed-read-only"),
        ("link", errno.EDQUOT, "error-feed-disk-full"),
    ],
)
async def test_a_fault_before_the_post_is_placed_leaves_nothing(
    feed: Feed, account: AccountInfo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: tuple[str, int, str]
) -> None:
    function, code, key = fault
    await feed.send(Outgoing("k0", account, "Before"))
    outgoing = Outgoing("k1", account, "Not today")
    with monkeypatch.context() as patch:
        fail_with(patch, function, code)
        with pytest.raises(TryLater) as caught:
            await feed.send(outgoing)
    assert caught.value.key == key
    assert len(posts(tmp_path)) == 1
    assert await feed.find(outgoing) is None
    await feed.send(outgoing)
    assert len(posts(tmp_path)) == 2


async def test_a_fault_after_the_post_is_placed_is_a_doubt(
    feed: Feed, account: AccountInfo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outgoing = Outgoing("k1", account, "Perhaps")
    await feed.send(Outgoing("k0", account, "Before"))
    with monkeypatch.context() as patch:
        fail_with(patch, "fsync", errno.EIO, only=public(tmp_path))
        with pytest.raises(OutcomeUnknown):
            await feed.send(outgoing)
        with pytest.raises(TryLater):
            await feed.find(outgoing)
    found = await feed.find(outgoing)
    assert found is not None
    assert found == await feed.send(outgoing)


async def test_a_file_system_without_hard_links_works_too(
    feed: Feed, account: AccountInfo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_with(monkeypatch, "link", errno.EPERM)
    outgoing = Outgoing("k1", account, "Once")
    first = await feed.send(outgoing)
    assert await feed.send(replace(outgoing, text="Twice")) == first
    assert ">Once</p>" in (public(tmp_path) / f"{first.remote_id}.html").read_text("utf-8")


async def test_a_home_that_is_no_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "feed").write_text("in the way")
    feed = Feed(tmp_path)
    account = AccountInfo(1, 7, "feed", "cafe", {"slug": "cafe"})
    with pytest.raises(TryLater):
        await feed.connect(7, "Café")
    with pytest.raises(TryLater):
        await feed.send(Outgoing("k1", account, "Text"))
    with pytest.raises(TryLater):
        await feed.find(Outgoing("k1", account, "Text"))
    await feed.close()


async def test_a_page_that_is_not_there_is_no_proof_that_the_post_is_not(
    feed: Feed, account: AccountInfo, tmp_path: Path
) -> None:
    outgoing = Outgoing("k1", account, "Text")
    await feed.send(outgoing)
    await feed.close()
    (tmp_path / "feed").rename(tmp_path / "unmounted")
    later = Feed(tmp_path)
    with pytest.raises(TryLater):
        await later.find(outgoing)
    (tmp_path / "unmounted").rename(tmp_path / "feed")
    assert await later.find(outgoing) is not None
    await later.close()


async def test_a_lost_page_is_set_up_again(feed: Feed, account: AccountInfo, tmp_path: Path) -> None:
    await feed.send(Outgoing("k1", account, "First"))
    await feed.close()
    (tmp_path / "feed").rename(tmp_path / "lost")
    later = Feed(tmp_path, "https://a.example/")
    receipt = await later.send(Outgoing("k1", account, "First"))
    assert receipt.url.startswith("https://a.example/feed/cafe-morgenrot/")
    await later.close()
    assert on_index(tmp_path, "Café Morgenrot")


async def test_a_send_given_up_before_its_turn_is_seen_by_whoever_looks(feed: Feed, account: AccountInfo) -> None:
    outgoing = Outgoing("k1", account, "Given up")
    sending = asyncio.ensure_future(feed.send(outgoing))
    await asyncio.sleep(0)
    sending.cancel()
    seen = await feed.find(outgoing)
    await asyncio.sleep(0.1)
    assert await feed.find(outgoing) == seen


async def test_after_closing_nothing_goes_out(feed: Feed, account: AccountInfo) -> None:
    await feed.close()
    await feed.close()
    with pytest.raises(TryLater):
        await feed.send(Outgoing("k1", account, "Too late"))


async def test_what_consists_of_control_characters_is_refused(feed: Feed, account: AccountInfo) -> None:
    with pytest.raises(Rejected, match="breach-empty"):
        await feed.send(Outgoing("k1", account, "\x00\x1b"))


@pytest.mark.parametrize("address", ["news.example.org", "ftp://a.example/", "https://", "https://a.example/?x=1"])
def test_an_address_that_is_none_stops_the_start(tmp_path: Path, address: str) -> None:
    with pytest.raises(SettingsError):
        Feed(tmp_path, address)


def test_a_name_depends_on_the_key_alone() -> None:
    assert name_of("k1") == name_of("k1") != name_of("k2")
    assert name_of("../../etc/passwd").isalnum()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_sentences(language: str) -> None:
    def keys(of: str) -> list[str]:
        lines = (ROOT / "prompts/replies" / of / "feed.ftl").read_text("utf-8").splitlines()
        return sorted(line.split(" =")[0] for line in lines if line[:1].isalpha())

    assert keys(language) == keys("en")
    for key in keys(language):
        assert words(language, key, count=2, when="x", host="h", port="1")
