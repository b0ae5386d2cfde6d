"""The public page as a destination: once for each key, whole or not at all, and never out of date for long."""

from __future__ import annotations

import asyncio
import errno
import hashlib
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
from typing import Any
from zoneinfo import ZoneInfo

import feedparser
import pytest

from bot.errors import NotFound, OutcomeUnknown, Rejected, SettingsError, TryLater
from connectors.media import ENDINGS, Media
from connectors.pages.disk import locked
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


async def until(condition: object, seconds: float = 60) -> None:
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
    deadline = time.monotonic() + 60
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


def kept(home: Path, content: bytes, mime: str = "image/jpeg", *, alt: str = "", **more: Any) -> Media:
    """A file as the workspace's library holds it: nobody else may read it."""
    digest = hashlib.sha256(content).hexdigest()
    path = home / "media" / digest[:2] / f"{digest}{ENDINGS[mime]}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    path.chmod(0o600)
    kind: Any = more.pop("kind", mime.partition("/")[0])
    return Media(1, kind, mime, path, len(content), digest, alt=alt, **more)


def shelf(home: Path) -> list[str]:
    return sorted(path.name for path in (public(home) / "media").glob("*"))


async def test_a_picture_is_public_with_its_post_and_not_before(
    feed: Feed, account: AccountInfo, tmp_path: Path
) -> None:
    picture = kept(tmp_path, b"a loaf", alt="A loaf", width=800, height=600)
    outgoing = Outgoing("k1", account, "Fresh", media=(picture,))
    for _ in range(2):
        assert await feed.prepare(outgoing) == {}
        assert shelf(tmp_path) == []
    receipt = await feed.send(outgoing)
    [name] = shelf(tmp_path)
    assert name == f"{picture.sha256}.jpg"
    there = public(tmp_path) / "media" / name
    assert there.read_bytes() == b"a loaf"
    assert there.stat().st_mode & 0o444 == 0o444, "a web server of another user can read it"
    assert there.samefile(picture.path), "it takes no room of its own"
    page = (public(tmp_path) / f"{receipt.remote_id}.html").read_text("utf-8")
    assert f'<img src="media/{name}" alt="A loaf" width="800" height="600" loading="lazy"' in page
    await until(lambda: on_index(tmp_path, f"media/{name}"))
    await feed.close()
    assert list((tmp_path / "feed/.state/cafe-morgenrot/tmp").iterdir()) == []
    [item] = json.loads((public(tmp_path) / "feed.json").read_bytes())["items"]
    assert item["image"] == item["attachments"][0]["url"] == f"{receipt.url.rsplit('/', 1)[0]}/media/{name}"
    assert item["attachments"][0]["size_in_bytes"] == 6


async def test_the_same_key_with_media_goes_out_once(feed: Feed, account: AccountInfo, tmp_path: Path) -> None:
    outgoing = Outgoing("k1", account, "Fresh", media=(kept(tmp_path, b"a loaf"), kept(tmp_path, b"film", "video/mp4")))
    receipts = await asyncio.gather(*(feed.send(outgoing) for _ in range(20)))
    assert len(set(map(repr, receipts))) == len(posts(tmp_path)) == 1
    assert await feed.find(outgoing) == receipts[0]
    assert len(shelf(tmp_path)) == 2


async def test_a_file_goes_with_the_last_post_that_shows_it(feed: Feed, account: AccountInfo, tmp_path: Path) -> None:
    both, one = kept(tmp_path, b"both"), kept(tmp_path, b"one", "image/png")
    first = await feed.send(Outgoing("k1", account, "First", media=(both, one)))
    second = await feed.send(Outgoing("k2", account, "", media=(both,)))
    await feed.delete(account, first.remote_id)
    await until(lambda: shelf(tmp_path) == [both.path.name])
    await feed.delete(account, second.remote_id)
    await until(lambda: shelf(tmp_path) == [])
    assert both.path.read_bytes() == b"both", "the library's own stays"
    again = await feed.send(Outgoing("k3", account, "Again", media=(both,)))
    assert shelf(tmp_path) == [both.path.name]
    assert await feed.find(Outgoing("k3", account, "Again", media=(both,))) == again


async def test_an_edit_keeps_the_pictures_and_takes_new_alt_texts(
    feed: Feed, account: AccountInfo, tmp_path: Path
) -> None:
    picture = kept(tmp_path, b"a loaf", alt="A loof")
    outgoing = Outgoing("k1", account, "Fresh", media=(picture,), options={"link": "example.org/bread"})
    receipt = await feed.send(outgoing)
    path = public(tmp_path) / f"{receipt.remote_id}.html"
    await feed.edit(replace(outgoing, text="Fresher", media=()), receipt.remote_id)
    assert 'alt="A loof"' in path.read_text("utf-8")
    await feed.edit(replace(outgoing, text="", media=(replace(picture, alt="A loaf"),)), receipt.remote_id)
    page = path.read_text("utf-8")
    assert 'alt="A loaf"' in page
    assert '<a href="https://example.org/bread"' in page
    await feed.close()
    assert shelf(tmp_path) == [picture.path.name]


async def test_a_post_that_was_given_up_leaves_no_public_file(feed: Feed, account: AccountInfo, tmp_path: Path) -> None:
    await feed.prepare(Outgoing("k1", account, "Never sent", media=(kept(tmp_path, b"secret"),)))
    await feed.send(Outgoing("k2", account, "Another"))
    staged = tmp_path / "feed/.state/cafe-morgenrot/tmp"
    assert [path.read_bytes() for path in staged.iterdir()] == [b"secret"]
    assert shelf(tmp_path) == []


async def test_a_fault_while_placing_a_file_leaves_no_post(
    feed: Feed, account: AccountInfo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await feed.send(Outgoing("k0", account, "Before"))
    outgoing = Outgoing("k1", account, "Not today", media=(kept(tmp_path, b"a loaf"),))
    for function, code, key in (
        ("link", errno.ENOSPC, "error-feed-disk-full"),
        ("fsync", errno.EIO, "error-feed-not-written"),
    ):
        for call in (feed.prepare, feed.send):
            with monkeypatch.context() as patch:
                fail_with(patch, function, code)
                with pytest.raises(TryLater) as caught:
                    await call(outgoing)
            assert caught.value.key == key
    assert len(posts(tmp_path)) == 1
    assert await feed.find(outgoing) is None
    await feed.send(outgoing)
    assert (len(posts(tmp_path)), len(shelf(tmp_path))) == (2, 1)


async def test_a_file_that_is_gone_is_told_and_others_go_out(feed: Feed, account: AccountInfo, tmp_path: Path) -> None:
    there, gone = kept(tmp_path, b"there"), kept(tmp_path, b"gone")
    gone.path.unlink()
    lost = Outgoing("k1", account, "Lost", media=(there, gone))
    with pytest.raises(NotFound) as caught:
        await feed.prepare(lost)
    assert (caught.value.key, caught.value.facts) == ("media-gone", {"place": 2})
    outcomes = await asyncio.gather(
        feed.send(lost),
        feed.send(Outgoing("k2", account, "Fine", media=(there,))),
        feed.send(Outgoing("k3", account, "Fine too")),
        return_exceptions=True,
    )
    assert [type(outcome).__name__ for outcome in outcomes] == ["NotFound", "Receipt", "Receipt"]
    assert len(posts(tmp_path)) == 2
    cut = kept(tmp_path, b"cut short")
    cut.path.write_bytes(b"cut")
    with pytest.raises(TryLater):
        await feed.send(Outgoing("k4", account, "Cut", media=(cut,)))
    await feed.close()
    assert shelf(tmp_path) == [there.path.name]


async def test_what_was_got_ready_is_enough(feed: Feed, account: AccountInfo, tmp_path: Path) -> None:
    picture = kept(tmp_path, b"a loaf")
    outgoing = Outgoing("k1", account, "Fresh", media=(picture,))
    await feed.prepare(outgoing)
    picture.path.unlink()
    await feed.send(outgoing)
    assert (public(tmp_path) / "media" / shelf(tmp_path)[0]).read_bytes() == b"a loaf"


async def test_media_are_copied_where_there_are_no_hard_links(
    feed: Feed, account: AccountInfo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_with(monkeypatch, "link", errno.EPERM)
    picture = kept(tmp_path, b"a loaf")
    outgoing = Outgoing("k1", account, "Fresh", media=(picture,))
    await feed.prepare(outgoing)
    receipt = await feed.send(outgoing)
    there = public(tmp_path) / "media" / picture.path.name
    assert there.read_bytes() == b"a loaf"
    assert not there.samefile(picture.path)
    assert picture.path.stat().st_mode & 0o077 == 0
    await feed.delete(account, receipt.remote_id)
    await until(lambda: shelf(tmp_path) == [])


async def test_a_link_in_place_of_a_file_is_followed_once_and_not_published(
    feed: Feed, account: AccountInfo, tmp_path: Path
) -> None:
    picture = kept(tmp_path, b"a loaf")
    moved = picture.path.rename(tmp_path / "moved.jpg")
    picture.path.symlink_to(moved)
    await feed.send(Outgoing("k1", account, "Fresh", media=(picture,)))
    there = public(tmp_path) / "media" / picture.path.name
    assert not there.is_symlink()
    assert there.read_bytes() == b"a loaf"


async def test_files_stay_while_a_post_cannot_be_understood(feed: Feed, account: AccountInfo, tmp_path: Path) -> None:
    picture, other = kept(tmp_path, b"a loaf"), kept(tmp_path, b"another")
    receipt = await feed.send(Outgoing("k1", account, "Fresh", media=(picture,)))
    gone = await feed.send(Outgoing("k2", account, "Fresh too", media=(other,)))
    path = public(tmp_path) / f"{receipt.remote_id}.html"
    page = path.read_text("utf-8")
    path.write_text(page.replace("associatedMedia", "\\u00"), encoding="utf-8")
    await feed.delete(account, gone.remote_id)
    await until(lambda: not Folder(tmp_path, "cafe-morgenrot").is_stale())
    assert len(shelf(tmp_path)) == 2
    path.write_text(page, encoding="utf-8")
    await feed.send(Outgoing("k3", account, "Next"))
    await until(lambda: shelf(tmp_path) == [picture.path.name])


async def test_many_post_and_delete_the_same_picture_and_no_post_misses_it(
    feed: Feed, account: AccountInfo, tmp_path: Path
) -> None:
    picture = kept(tmp_path, b"a loaf")
    other = Feed(tmp_path)  # as in another process: nothing in memory is shared

    async def one(publisher: Feed, number: int) -> None:
        outgoing = Outgoing(f"k{number}", account, f"Post {number}", media=(picture,))
        await publisher.prepare(outgoing)
        receipt = await publisher.send(outgoing)
        path = public(tmp_path) / f"{receipt.remote_id}.html"
        assert path.exists()
        assert shelf(tmp_path) == [picture.path.name]
        await publisher.delete(account, receipt.remote_id)
        Folder(tmp_path, account.handle).rebuild()

    async def turn(publisher: Feed, first: int) -> None:
        for number in range(first, first + 12):
            await one(publisher, number)

    await asyncio.gather(turn(feed, 0), turn(other, 100))
    await other.close()
    await until(lambda: shelf(tmp_path) == [])


KILLED = """
    import asyncio, os, sys
    from pathlib import Path
    from connectors.media import Media
    from connectors.pages.folder import Folder
    from connectors.platform import AccountInfo, Outgoing
    from connectors.platforms.feed import Feed

    async def main(home: Path, path: Path, sha256: str, where: str) -> None:
        feed = Feed(home)
        handle, data = await feed.connect(7, "Café Morgenrot")
        media = (Media(1, "image", "image/jpeg", path, path.stat().st_size, sha256),)
        outgoing = Outgoing("k1", AccountInfo(1, 7, "feed", handle, data), "Fresh", media=media)
        await feed.prepare(outgoing)
        real = getattr(Folder, where)
        def killed(self, *rest):
            if where == "_sweep_media":
                real(self, *rest)
            os._exit(9)
        setattr(Folder, where, killed)
        await feed.send(outgoing)
        await feed.close()

    asyncio.run(main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4]))
"""


@pytest.mark.parametrize(("where", "stands"), [("add", False), ("_add_one", False), ("_sweep_media", True)])
async def test_killed_on_the_way_no_post_stands_without_its_picture(tmp_path: Path, where: str, stands: bool) -> None:
    picture = kept(tmp_path, b"a loaf")
    command = [sys.executable, "-c", textwrap.dedent(KILLED), str(tmp_path), str(picture.path), picture.sha256, where]
    assert (await asyncio.to_thread(subprocess.run, command, cwd=ROOT, timeout=60)).returncode == 9
    feed = Feed(tmp_path)
    handle, data = await feed.connect(7, "Café Morgenrot")
    outgoing = Outgoing("k1", AccountInfo(1, 7, "feed", handle, data), "Fresh", media=(picture,))
    assert (await feed.find(outgoing) is not None) is stands
    assert len(posts(tmp_path)) == int(stands)
    await feed.prepare(outgoing)
    await feed.send(outgoing)
    await feed.close()
    assert (len(posts(tmp_path)), shelf(tmp_path)) == (1, [picture.path.name])
    assert on_index(tmp_path, picture.path.name)


async def test_posts_without_media_do_not_wait_for_those_with(feed: Feed, account: AccountInfo, tmp_path: Path) -> None:
    await feed.send(Outgoing("k0", account, "Before"))
    with locked(tmp_path / "feed/.state/cafe-morgenrot/media.lock"):
        receipt = await asyncio.wait_for(feed.send(Outgoing("k1", account, "Words alone")), 2)
    assert receipt.remote_id == name_of("k1")


async def test_what_the_page_does_not_take_is_refused(feed: Feed, account: AccountInfo, tmp_path: Path) -> None:
    drawing = replace(kept(tmp_path, b"<svg/>"), mime="image/svg+xml")
    paper = kept(tmp_path, b"%PDF", "application/pdf", kind="document")
    large = replace(kept(tmp_path, b"large"), size=10_000_001)
    small = [kept(tmp_path, b"%d" % number) for number in range(21)]
    for media, key in (
        ((drawing,), "breach-media-type"),
        ((paper,), "breach-media-kind"),
        ((large,), "breach-media-bytes"),
        (tuple(small), "breach-too-many-media"),
        ((replace(small[0], alt="a" * 2001),), "breach-alt-too-long"),
    ):
        outgoing = Outgoing("k1", account, "Text", media=media)
        for call in (feed.prepare, feed.send):
            with pytest.raises(Rejected) as caught:
                await call(outgoing)
            assert caught.value.key == key
    with pytest.raises(Rejected, match="breach-feed-link"):
        await feed.send(Outgoing("k1", account, "Text", options={"link": "javascript:alert(1)"}))
    with pytest.raises(Rejected, match="breach-title-too-long"):
        await feed.send(Outgoing("k1", account, "Text", title="t" * 201))
    assert posts(tmp_path) == []
    mixed = (*small[:18], kept(tmp_path, b"one", "video/mp4"), kept(tmp_path, b"two", "audio/mpeg"))
    assert feed.check("", mixed, {"title": "Everything"}) == []


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
