"""Links with a campaign in them: what is added, what is kept, and what never becomes a link."""

from __future__ import annotations

from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.analytics.revenue.links import channel_of, checked, is_platform, named_in, parameters, put_into, slug, tagged
from bot.errors import NotUnderstood


def test_a_link_gets_what_it_lacks_and_keeps_the_rest_letter_by_letter() -> None:
    assert tagged("https://shop.example/a?b=%C3%BC&c#part?x", "facebook", "Autumn Sale", 4) == (
        "https://shop.example/a?b=%C3%BC&c"
        "&utm_source=facebook&utm_medium=social&utm_campaign=autumn-sale&utm_content=post-4#part?x"
    )
    assert tagged("https://shop.example", "youtube") == "https://shop.example?utm_source=youtube&utm_medium=video"
    assert tagged("https://shop.example/?", "x").startswith("https://shop.example/?utm_source=x&")
    own = "https://shop.example/?UTM_Source=newsletter&utm_medium=email&utm_campaign=mine&utm_content=top"
    assert tagged(own, "x", "other", 2) == own
    part = tagged("https://shop.example/?utm_source=partner", "x", "sale")
    assert parse_qs(urlsplit(part).query)["utm_source"] == ["partner"]


QUERY = st.lists(st.tuples(st.text("abcdefuz_", min_size=1, max_size=6), st.text("abc123+%20", max_size=6)), max_size=5)


@given(
    path=st.text("abc/-_", max_size=12),
    query=QUERY,
    fragment=st.text("abc?&=", max_size=8),
    platform=st.sampled_from(["x", "youtube", "telegram_channel"]),
    campaign=st.one_of(st.none(), st.text(max_size=20)),
    post=st.one_of(st.none(), st.integers(1, 999)),
)
def test_whatever_the_address_nothing_of_it_is_lost(
    path: str,
    query: list[tuple[str, str]],
    fragment: str,
    platform: str,
    campaign: str | None,
    post: int | None,
) -> None:
    written = "&".join(f"{name}={value}" for name, value in query)
    address = f"https://shop.example/{path}" + (f"?{written}" if written else "") + (f"#{fragment}" if fragment else "")
    link = tagged(address, platform, campaign, post)
    before, after = urlsplit(address), urlsplit(link)
    assert (after.netloc, after.path, after.fragment) == (before.netloc, before.path, before.fragment)
    assert after.query.startswith(before.query)
    added = parse_qsl(after.query, keep_blank_values=True)
    have = {name.casefold() for name, _ in parse_qsl(before.query, keep_blank_values=True)}
    for name, value in parameters(platform, campaign, post).items():
        assert (name in have) or (name, value) in added
    assert tagged(link, platform, campaign, post) == link


@pytest.mark.parametrize(
    ("given_", "link"),
    [
        ("example.org/sale", "https://example.org/sale"),
        ("HTTP://Example.ORG:8080/A?b#c", "http://example.org:8080/A?b#c"),
        ("https://bücher.example/straße?q=ü", "https://xn--bcher-kva.example/stra%C3%9Fe?q=%C3%BC"),
        ("https://日本語.jp", "https://xn--wgv71a119e.jp"),
        ("<https://example.org/a%20b>.", "https://example.org/a%20b"),
        ("https://[2001:db8::1]/x", "https://[2001:db8::1]/x"),
    ],
)
def test_an_address_is_brought_into_shape(given_: str, link: str) -> None:
    assert checked(given_) == link


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)//example.org",
        "data:text/html,hi",
        "ftp://example.org",
        "//example.org",
        "/local",
        "https://",
        "https://user:secret@example.org",
        "https://exa mple.org",
        "https://example.org\\@evil.example",
        "https://example.org/\nSet-Cookie: x",
        "sale",
        "https://-bad-.example",
        "https://example.org:99999/",
        "",
    ],
)
def test_what_is_no_web_address_becomes_no_link(address: str) -> None:
    with pytest.raises(NotUnderstood):
        checked(address)


def test_a_campaign_is_called_the_same_in_every_link() -> None:
    assert slug("Autumn  Sale!") == slug("autumn sale") == "autumn-sale"
    assert slug("Frühling 2026") == "frühling-2026"
    assert parse_qs(urlsplit(tagged("https://a.example", "x", "Frühling")).query)["utm_campaign"] == ["frühling"]


@pytest.mark.parametrize(
    ("name", "channel"),
    [
        ("l.facebook.com / referral", "facebook"),
        ("Facebook", "facebook"),
        ("t.co", "x"),
        ("https://www.instagram.com/p/1", "instagram"),
        ("google / cpc", "google"),
        ("Newsletter", "newsletter"),
        ("(not set)", None),
        ("", None),
        (None, None),
    ],
)
def test_a_channel_is_known_by_all_its_names(name: str | None, channel: str | None) -> None:
    assert channel_of(name) == channel


@given(platform=st.sampled_from(["bluesky", "x", "telegram_channel", "youtube", "feed"]), campaign=st.text(max_size=30))
def test_the_way_back_finds_what_was_put_in(platform: str, campaign: str) -> None:
    assert named_in(tagged("https://a.example/?x=1", platform, campaign)) == (platform, slug(campaign) or None)
    assert is_platform(platform)


def test_a_link_takes_the_place_of_its_address_in_a_text() -> None:
    link = "https://shop.example/a?utm_source=x"
    assert put_into("Come to https://shop.example/a, now", "https://shop.example/a", link) == f"Come to {link}, now"
    assert put_into("Come to shop.example/a!", "https://shop.example/a", link) == f"Come to {link}!"
    assert put_into("Come to shop.example/abc", "https://shop.example/a", link).endswith(f"\n\n{link}")
    assert put_into("Come", "https://shop.example/a", link) == f"Come\n\n{link}"
    assert put_into("", "https://shop.example/a", link) == link
