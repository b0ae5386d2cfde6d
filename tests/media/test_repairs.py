"""Every medium that can be mended fits afterwards, and the file that was given is left alone."""

from __future__ import annotations

import importlib.util
import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot import repairs
from bot.errors import Unsupported
from bot.media import MediaLibrary, pictures, videos
from bot.testing import FakePlatform
from connectors.limits import Limits, MediaRule
from connectors.media import Media
from tests.media.made import film, photo

JPEG = frozenset({"image/jpeg"})


class Network(FakePlatform):
    """A network with limits on media."""


def network(*rules: MediaRule, **more: Any) -> Network:
    """A network that takes what these rules say."""
    made = Network()
    made.limits = Limits(500, date(2026, 1, 1), "made up", media=rules, **more)  # type: ignore[misc]  # of this one only
    return made


async def taken(library: MediaLibrary, content: bytes, alt: str = "") -> Media:
    """A file as a post carries it."""
    media = (await library.take_bytes(1, content)).media
    (out,) = await library.outgoing(1, [{"id": media.id, "alt": alt}])
    return out


@settings(max_examples=200, deadline=None)
@given(
    width=st.integers(1, 30_000),
    height=st.integers(1, 30_000),
    rule=st.sampled_from(
        [
            MediaRule("image", JPEG, ratio=(0.8, 1.91), width=(320, 1440)),
            MediaRule("image", JPEG, ratio=(0.8, 1.91)),
            MediaRule("image", JPEG, ratio=(1.0, 1.0), width=(600, 1080), height=(600, 1080)),
            MediaRule("image", JPEG, ratio=(9 / 16, 9 / 16)),
            MediaRule("image", JPEG, ratio=(0.01, 10.0)),
        ]
    ),
    grow=st.booleans(),
)
def test_any_shape_is_within_bounds_once_padded_or_cropped(
    width: int, height: int, rule: MediaRule, grow: bool
) -> None:
    wide, tall = repairs.size_for(width, height, rule, grow=grow)
    assert rule.ratio is not None
    assert rule.ratio[0] * 0.995 <= wide / tall <= rule.ratio[1] * 1.005
    assert rule.width is None or rule.width[0] <= wide <= rule.width[1]
    assert rule.height is None or rule.height[0] <= tall <= rule.height[1]
    assert max(wide, tall) <= 4096 or min(wide, tall) <= 330


@settings(max_examples=25, deadline=None)
@given(width=st.integers(1, 900), height=st.integers(1, 900), noise=st.booleans())
def test_padding_shows_all_of_a_picture_and_cropping_fills_the_canvas(width: int, height: int, noise: bool) -> None:
    rule = MediaRule("image", JPEG, ratio=(0.8, 1.91))
    image = (
        Image.effect_noise((width, height), 60).convert("RGB") if noise else Image.new("RGB", (width, height), "red")
    )
    for make, grow in ((pictures.padded, True), (pictures.cropped, False)):
        size = repairs.size_for(width, height, rule, grow=grow)
        assert make(image, size).size == size


def test_cropping_keeps_what_there_is_to_see() -> None:
    image = Image.new("RGB", (1200, 300), "white")
    image.paste(Image.effect_noise((200, 200), 100).convert("RGB"), (950, 50))
    part = pictures.cropped(image, (300, 300))
    assert len(part.getcolors(100_000) or []) > 50


async def test_bytes_type_and_alt_text_are_mended_silently(library: MediaLibrary) -> None:
    rule = MediaRule("image", JPEG, max_bytes=60_000, width=(100, 800))
    given_ = await taken(library, photo(1600, 1200, "PNG", noise=True), alt="A long loaf. " * 20)
    before = given_.path.read_bytes()

    made = await repairs.fitted(library, 1, network(rule, alt_characters=50), [given_])

    assert made.breaches == ()
    (item,) = made.media
    assert (item.mime, item.size <= 60_000, item.width <= 800) == ("image/jpeg", True, True)
    assert item.alt == "A long loaf. A long loaf. A long loaf."
    assert given_.path.read_bytes() == before
    again = await repairs.fitted(library, 1, network(rule, alt_characters=50), [given_])
    assert again.media[0].id == item.id


async def test_what_can_be_seen_waits_for_a_word(library: MediaLibrary) -> None:
    platform = network(MediaRule("image", JPEG, ratio=(0.8, 1.91)))
    tall = await taken(library, photo(900, 2000))
    assert [breach.key for breach in (await repairs.fitted(library, 1, platform, [tall])).breaches] == [
        "breach-media-ratio"
    ]
    ways: tuple[repairs.How, ...] = ("pad", "crop")
    for how in ways:
        made = await repairs.fitted(library, 1, platform, [tall], how=[how])
        assert made.breaches == ()
        assert made.media[0].id != tall.id
    assert (await repairs.fitted(library, 1, platform, [tall], how=["trim"])).media == (tall,)


async def test_pictures_of_one_post_are_made_one_size(library: MediaLibrary) -> None:
    platform = network(MediaRule("image", JPEG, most=9, same_size=True, ratio=(0.8, 1.91)))
    items = [await taken(library, photo(*size)) for size in ((600, 600), (900, 300), (300, 900))]
    made = await repairs.fitted(library, 1, platform, items, how=["pad"])
    assert made.breaches == ()
    assert len({(item.width, item.height) for item in made.media}) == 1


async def test_what_is_too_many_or_not_taken_is_left_out(library: MediaLibrary) -> None:
    platform = network(MediaRule("image", JPEG, most=2), MediaRule("video", frozenset({"video/mp4"})))
    items = [await taken(library, photo(100 + at, 100)) for at in range(4)] + [await taken(library, film())]
    made = await repairs.fitted(library, 1, platform, items, how=["drop"])
    assert made.breaches == ()
    assert [item.id for item in made.media] == [item.id for item in items[:2]]


async def test_a_moving_picture_is_made_smaller_and_still_moves(library: MediaLibrary, tmp_path: Path) -> None:
    frames = [Image.effect_noise((300, 300), 80 + at) for at in range(6)]
    path = tmp_path / "a.gif"
    frames[0].save(path, save_all=True, append_images=frames[1:], duration=80)
    given_ = await taken(library, path.read_bytes())
    rule = MediaRule("gif", frozenset({"image/gif"}), max_bytes=given_.size // 3)
    (item,) = (await repairs.fitted(library, 1, network(rule), [given_])).media
    assert item.size <= given_.size // 3
    assert getattr(Image.open(io.BytesIO(item.path.read_bytes())), "n_frames", 1) == 6


async def test_without_the_video_part_a_video_says_how_to_get_it(
    library: MediaLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "av", None)
    platform = network(MediaRule("video", frozenset({"video/mp4"}), seconds=(3, 10)))
    long = await taken(library, film(seconds=90))
    with pytest.raises(Unsupported, match="media-video-not-here"):
        await repairs.fitted(library, 1, platform, [long], how=["trim"])
    assert [breach.key for breach in (await repairs.fitted(library, 1, platform, [long])).breaches] == [
        "breach-media-seconds"
    ]


@pytest.mark.skipif(importlib.util.find_spec("av") is None, reason="needs the video part")
async def test_a_video_is_trimmed_padded_and_converted(library: MediaLibrary, tmp_path: Path) -> None:
    path = tmp_path / "a.mov"
    _real_film(path)
    media = (await library.take_file(1, path)).media
    rule = MediaRule("video", frozenset({"video/mp4"}), seconds=(0.5, 2), ratio=(0.5, 0.6), width=(100, 400))
    made = await repairs.fitted(library, 1, network(rule), [media], how=["trim", "pad"])
    assert made.breaches == ()
    (item,) = made.media
    assert (item.mime, item.codec) == ("video/mp4", "h264")
    assert 1 < item.seconds <= 2
    assert videos.is_there()


def _real_film(path: Path) -> None:
    import av
    import numpy as np

    with av.open(str(path), "w") as made:
        stream = made.add_stream("libx264", rate=25)
        stream.width, stream.height, stream.pix_fmt = 320, 240, "yuv420p"
        for at in range(75):
            frame = av.VideoFrame.from_ndarray(np.full((240, 320, 3), at * 3, dtype=np.uint8), format="rgb24")
            made.mux(stream.encode(frame))
        made.mux(stream.encode(None))
