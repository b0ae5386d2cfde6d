"""How each network counts, and what does not fit on it."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.platform import Platform
from connectors.platforms.bluesky import Bluesky
from connectors.platforms.discord import Discord
from connectors.platforms.facebook import Facebook
from connectors.platforms.instagram import Instagram
from connectors.platforms.linkedin import LinkedIn
from connectors.platforms.mastodon import Mastodon
from connectors.platforms.pinterest import Pinterest
from connectors.platforms.reddit import Reddit
from connectors.platforms.telegram_channel import TelegramChannel
from connectors.platforms.threads import Threads
from connectors.platforms.tiktok import TikTok
from connectors.platforms.x import X
from connectors.platforms.youtube import YouTube

ALL: list[Platform] = [
    Bluesky(), Discord(), Facebook(), Instagram(), LinkedIn(), Mastodon(), Pinterest(), Reddit(), TelegramChannel(),
    Threads(), TikTok(), X(), YouTube(),
]  # fmt: skip
FAMILY = "👨‍👩‍👧‍👦"


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("hello", 5),
        ("café", 4),
        (unicodedata.normalize("NFD", "café"), 4),
        ("日本語", 6),
        ("한국", 4),
        ("Привет", 6),
        ("👾", 2),
        ("🙋🏽", 2),
        (FAMILY, 2),
        ("🇩🇪", 2),
        ("1️⃣", 2),
        ("❤️", 2),
        ("“quoted” – dash", 15),
        ("https://example.com/" + "very/long/" * 30, 23),
        ("see https://a.co.", 28),
        ("see example.com/menu now", 31),
        ("mail me@example.com", 19),
        ("", 0),
    ],
)
def test_x_counts_by_weight(text: str, length: int) -> None:
    assert X().length(text) == length


def test_x_takes_280_and_not_281() -> None:
    assert X().check("a" * 280) == []
    breach = X().check("日" * 141)[0]
    assert (breach.repair, breach.facts["length"], breach.facts["limit"]) == ("shorten", 282, 280)


def test_bluesky_counts_what_a_reader_sees_and_the_bytes_besides() -> None:
    assert Bluesky().length(FAMILY + "e\u0301") == 2
    assert Bluesky().check("é" * 300) == []
    assert Bluesky().check("a" * 301)[0].facts["limit"] == 300
    too_heavy = Bluesky().check(FAMILY * 121)
    assert [breach.facts["limit"] for breach in too_heavy] == [3_000]


def test_mastodon_counts_links_23_and_drops_the_servers_of_mentions() -> None:
    assert Mastodon().length("https://example.com/" + "x" * 200) == 23
    assert Mastodon().length("hi @rosa@bakery.example!") == len("hi @rosa!")
    assert Mastodon().check("a" * 500) == []
    assert Mastodon().check("a" * 501)[0].repair == "shorten"


def test_threads_counts_an_emoji_by_its_bytes() -> None:
    assert Threads().length("hi") == 2
    assert Threads().length("é") == 1
    assert Threads().length("🎉") == 4


def test_youtube_counts_bytes_and_telegram_and_tiktok_utf16() -> None:
    assert YouTube().length("é🎉") == 6
    assert TelegramChannel().length("é🎉") == 3
    assert TikTok().length("é🎉") == 3


def test_too_many_hashtags_are_told_on_instagram() -> None:
    text = "Bread " + " ".join(f"#tag{n}" for n in range(31))
    assert [(b.repair, b.facts["count"]) for b in Instagram().check(text)] == [("fewer_hashtags", 31)]


@pytest.mark.parametrize("platform", ALL, ids=lambda platform: platform.name)
def test_every_network_is_described_in_full(platform: Platform) -> None:
    assert platform.label
    assert platform.limits.source
    assert platform.limits.revised == date(2026, 11, 23)
    least, most = platform.custom.hashtags
    assert 0 <= least <= most <= (platform.limits.hashtags or most)
    assert platform.custom.length <= platform.limits.characters
    assert platform.compose_url.startswith("https://")
    assert [breach.repair for breach in platform.check(" \n")] == ["write_text"]


def test_no_nickname_means_two_networks() -> None:
    names = [name.casefold() for platform in ALL for name in {platform.name, platform.label, *platform.also_called}]
    by_platform = [{n.casefold() for n in (p.name, p.label, *p.also_called)} for p in ALL]
    assert sum(len(own) for own in by_platform) == len({*names})


def test_what_needs_media_or_a_title_says_so() -> None:
    assert {p.name for p in ALL if p.limits.needs_media} == {"instagram", "tiktok", "youtube", "pinterest"}
    assert {p.name for p in ALL if p.limits.needs_title} == {"reddit", "youtube", "pinterest"}
    assert {p.name for p in ALL if not p.custom.links} == {"instagram", "tiktok"}


@settings(max_examples=80, deadline=None)
@given(text=st.text(max_size=200), more=st.text(alphabet="ab é日🎉\u200d👩", min_size=1, max_size=40))
def test_counting_never_fails_and_words_only_add(text: str, more: str) -> None:
    for platform in ALL:
        assert platform.length(text) >= 0
        assert platform.length(f"{text}\n\n{more} word") >= platform.length(more)
        platform.check(text)


@settings(max_examples=60, deadline=None)
@given(
    text=st.text(
        alphabet=st.characters(max_codepoint=0x10FF, exclude_categories=["Cs", "Mn", "Me", "Mc"]), max_size=200
    )
)
def test_light_text_weighs_on_x_no_more_than_its_characters_and_links(text: str) -> None:
    if "." not in text:
        assert X().length(text) <= len(unicodedata.normalize("NFC", text))
