"""Taking in, keeping, handing out: by content, within a workspace, without what a file tells of places and people."""

from __future__ import annotations

import io
import shutil
import struct
import tracemalloc
import zipfile
import zlib
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from PIL import Image, ImageCms

from bot.errors import NotFound, Rejected, StoreError
from bot.media import MediaLibrary
from bot.testing import FrozenClock
from bot.web.media import media_router
from bot.web.server import create_app
from connectors.media import Media
from storage import posts
from storage.database import Database
from tests.media.made import box, film, photo

SECRET = b"52.5200 13.4050 Jane Doe"


async def refused(library: MediaLibrary, content: bytes) -> str:
    """The sentence with which a file is refused."""
    with pytest.raises(Rejected) as raised:
        await library.take_bytes(1, content)
    return raised.value.key


async def test_a_picture_keeps_its_pixels_and_loses_what_it_tells(library: MediaLibrary) -> None:
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    info = photo(noise=True, exif=exif, comment=SECRET, xmp=b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>")
    assert info.count(SECRET) >= 3

    media = (await library.take_bytes(1, info, name="../../etc/IMG 1.jpg")).media

    stored = media.path.read_bytes()
    assert SECRET not in stored
    assert Image.open(io.BytesIO(stored)).tobytes() == Image.open(io.BytesIO(info)).tobytes()
    assert (media.kind, media.mime, media.width, media.height) == ("image", "image/jpeg", 400, 300)
    assert media.path.is_relative_to(library.folder)
    for kind in ("PNG", "WEBP"):
        made = (await library.take_bytes(1, photo(kind=kind, noise=True, exif=exif))).media
        assert SECRET not in made.path.read_bytes(), kind


async def test_a_picture_is_turned_and_its_colours_are_made_srgb(library: MediaLibrary) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    media = (await library.take_bytes(1, photo(400, 300, exif=exif))).media
    assert (media.width, media.height) == (300, 400)

    cmyk = (await library.take_bytes(1, photo(mode="CMYK"))).media
    assert Image.open(io.BytesIO(cmyk.path.read_bytes())).mode == "RGB"

    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    foreign = (await library.take_bytes(1, photo(kind="PNG", icc_profile=lab))).media
    assert "icc_profile" not in Image.open(io.BytesIO(foreign.path.read_bytes())).info


@pytest.mark.parametrize("kind", ["AVIF", "TIFF", "BMP"])
async def test_types_that_no_network_takes_are_made_into_one(library: MediaLibrary, kind: str) -> None:
    media = (await library.take_bytes(1, photo(kind=kind))).media
    assert media.mime in {"image/jpeg", "image/png"}


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
async def test_moving_pictures_are_gifs(library: MediaLibrary, kind: str) -> None:
    frames = [Image.new("RGB", (60, 40), (20 * at, 200 - 20 * at, 90)) for at in range(5)]
    buffer = io.BytesIO()
    frames[0].save(buffer, kind, save_all=True, append_images=frames[1:], duration=100)

    media = (await library.take_bytes(1, buffer.getvalue())).media

    assert (media.kind, media.mime) == ("gif", "image/gif")
    assert media.seconds == pytest.approx(0.5)
    assert getattr(Image.open(io.BytesIO(media.path.read_bytes())), "n_frames", 1) == 5


async def test_what_is_no_medium_is_refused(library: MediaLibrary) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as pack:
        pack.writestr("a.html", "<script>")
    assert await refused(library, b"") == "media-empty"
    assert await refused(library, b"<svg xmlns='http://www.w3.org/2000/svg'/>") == "media-is-page"
    assert await refused(library, b"  <!DOCTYPE html><html></html>") == "media-is-page"
    assert await refused(library, archive.getvalue()) == "media-is-archive"
    assert await refused(library, b"MZ\x90\x00") == "media-is-program"
    assert await refused(library, b"just words") == "media-unknown-type"
    for kind in ("JPEG", "PNG", "GIF", "WEBP"):
        whole = photo(kind=kind, noise=True)
        assert await refused(library, whole + archive.getvalue()) == "media-two-in-one", kind
        assert await refused(library, whole[: len(whole) // 2]) == "media-broken", kind
    assert await refused(library, photo(comment=b"<script>alert(1)</script>")) == "media-two-in-one"
    assert await refused(library, film()[:300]) == "media-broken"
    assert not list(library.folder.glob("*/*.*"))


async def test_what_follows_the_end_of_a_picture_is_cut_off(library: MediaLibrary) -> None:
    media = (await library.take_bytes(1, photo() + b"a preview that some phones append")).media
    assert b"preview" not in media.path.read_bytes()


async def test_a_picture_that_would_fill_the_memory_is_refused(library: MediaLibrary) -> None:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(9_000))) + chunk(b"IEND", b"")
    )
    assert await refused(library, bomb) == "media-too-many-pixels"


async def test_a_video_is_measured_and_its_place_blanked(library: MediaLibrary) -> None:
    arrived = await library.take_bytes(1, film(telling=SECRET), name="holiday.jpg")
    media = arrived.media
    assert (media.kind, media.mime, media.width, media.height) == ("video", "video/mp4", 1080, 1920)
    assert (media.seconds, media.frames_per_second, media.codec) == (12.0, 30.0, "h264")
    assert media.size == len(film(telling=SECRET))
    assert SECRET not in media.path.read_bytes()
    assert [key for key, _ in arrived.notes] == ["media-note-other-kind"]

    lying = (await library.take_bytes(1, film(1920, 1080, turned=True, brand=b"qt  "))).media
    assert (lying.width, lying.height, lying.mime) == (1080, 1920, "video/quicktime")


async def test_a_file_of_four_gigabytes_is_never_in_memory(
    library: MediaLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Sparse: 4 GB minus a little, with the headers at the end as cameras write them.
    head, tail = film()[:24], box(b"moov", film()[32 : film().index(b"mdat") - 4])
    path = tmp_path / "long.mp4"
    room = 4_200_000_000
    with path.open("wb") as file:
        file.write(head + struct.pack(">I", 1) + b"mdat" + struct.pack(">Q", room))
        file.seek(len(head) + room)
        file.write(tail)
    from bot.media import boxes

    tracemalloc.start()
    seen = boxes.read_mp4(path)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (seen.width, seen.height, seen.seconds) == (1080, 1920, 12.0)
    assert most < 5_000_000

    with path.open("r+b") as file:
        file.truncate(4 * 1024**3 + 1)
    with pytest.raises(Rejected, match="media-too-large"):
        await library.take_file(1, path)


async def test_a_full_disk_is_a_sentence(library: MediaLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage("/")._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
    with pytest.raises(StoreError) as raised:
        await library.take_bytes(1, photo())
    assert raised.value.key == "media-disk-full"


async def test_a_file_is_kept_once_and_only_for_its_workspace(library: MediaLibrary) -> None:
    first = (await library.take_bytes(1, photo())).media
    again = (await library.take_bytes(1, photo())).media
    other = (await library.take_bytes(2, photo())).media
    assert first.id == again.id != other.id
    assert first.path == other.path
    with pytest.raises(NotFound):
        await library.outgoing(2, [{"id": first.id, "alt": ""}])
    with pytest.raises(NotFound):
        await library.outgoing(1, [{"id": 2**40, "alt": ""}])
    (out,) = await library.outgoing(1, [{"id": first.id, "alt": "A loaf"}])
    assert out.alt == "A loaf"
    assert out.url.startswith("https://allin.example/media/")


async def test_without_a_public_https_address_there_are_no_links(sqlite_database: Database, home: Path) -> None:
    from storage.vault import Vault

    library = MediaLibrary(home, sqlite_database, Vault.at(home), public_url="http://allin.example")
    assert library.link(1, Media(1, "image", "image/jpeg", home, 1, "ab")) == ""


async def test_a_pipe_is_no_file(library: MediaLibrary, tmp_path: Path) -> None:
    with pytest.raises(Rejected, match="media-no-such-file"):
        await library.take_file(1, tmp_path / "none.jpg")
    with pytest.raises(Rejected, match="media-no-such-file"):
        await library.take_file(1, Path("/dev/zero"))


async def test_what_no_post_names_goes_after_thirty_days(
    library: MediaLibrary, sqlite_database: Database, clock: FrozenClock
) -> None:
    used = (await library.take_bytes(1, photo(100, 100))).media
    unused = (await library.take_bytes(1, photo(120, 100))).media
    shared = (await library.take_bytes(1, photo(140, 100))).media
    await sqlite_database.write(
        lambda session: posts.create(
            session, 1, topic="", text="", texts={}, tone=None, language="en", conversation_id=None, member_id=None,
            now=clock(), items=[{"id": used.id, "alt": ""}],
        )
    )  # fmt: skip
    clock.move(timedelta(days=29))
    assert await library.remove_unused() == 0
    await library.take_bytes(2, photo(140, 100))  # another workspace has it too, and newly
    clock.move(timedelta(days=2))
    await library.remove_unused()
    assert (used.path.is_file(), unused.path.is_file(), shared.path.is_file()) == (True, False, True)
    assert set(await library.find(1, [used.id, unused.id, shared.id])) == {used.id}


# Links


@pytest.fixture
async def web(library: MediaLibrary, home: Path) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody out there."""
    app = create_app(home, routers=[media_router(library)])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="https://allin.example") as client:
        yield client


async def test_a_link_gives_the_file_whole_and_in_ranges(library: MediaLibrary, web: httpx.AsyncClient) -> None:
    media = (await library.take_bytes(1, photo(noise=True))).media
    link = library.link(1, media)
    answer = await web.get(link)
    assert (answer.status_code, answer.content) == (200, media.path.read_bytes())
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["x-content-type-options"] == "nosniff"
    part = await web.get(link, headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, media.path.read_bytes()[10:20])
    head = await web.head(link)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == str(media.size)


async def test_a_link_cannot_be_made_up_changed_or_kept(
    library: MediaLibrary, web: httpx.AsyncClient, clock: FrozenClock
) -> None:
    media = (await library.take_bytes(1, photo())).media
    other = (await library.take_bytes(1, photo(90, 90))).media
    token, name = library.token(1, media), media.filename
    forged = library.token(2, media)
    changed = [
        f"/media/{token[:-1]}{'A' if token[-1] != 'A' else 'B'}/{name}",
        f"/media/{token}/{other.filename}",
        f"/media/{library.token(1, other).partition('.')[0]}.{token.partition('.')[2]}/{other.filename}",
        f"/media/{forged}/{name}",
        f"/media/{token}=/{name}",
        f"/media/{token}/..%2f..%2fallin.db",
        f"/media/x/{name}",
        f"/media/{media.sha256}/{name}",
        "/media/",
        "/media",
    ]
    for path in changed:
        assert (await web.get(path)).status_code == 404, path
    assert (await web.get(f"/media/{token}/{name}")).status_code == 200
    assert (await web.post(f"/media/{token}/{name}")).status_code == 405
    clock.move(hours=25)
    assert (await web.get(f"/media/{token}/{name}")).status_code == 404


@pytest.mark.parametrize(
    "asked",
    [
        "bytes=" + ",".join(f"{at}-{at}" for at in range(0, 4000, 2)),
        "bytes=" + ",".join("0-" for _ in range(2000)),
        "bytes=" + "9" * 5000 + "-",
        "bytes=-0",
        "bytes=5-2",
        "lines=1-2",
    ],
)
async def test_no_range_gives_more_than_the_file(library: MediaLibrary, web: httpx.AsyncClient, asked: str) -> None:
    media = (await library.take_bytes(1, photo(noise=True))).media
    answer = await web.get(library.link(1, media), headers={"Range": asked})
    assert answer.status_code in {200, 206, 400, 416}
    assert len(answer.content) <= media.size
