"""One text on many networks: customs kept, what was dictated untouched, nothing over a limit unless it was dictated."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.writing.adapt import adapt, fit
from bot.writing.brand import Brand
from bot.writing.hashtags import suggest_hashtags
from bot.writing.text import fingerprint, sentences
from connectors.platform import HASHTAG, Platform
from connectors.platforms.bluesky import Bluesky
from connectors.platforms.discord import Discord
from connectors.platforms.instagram import Instagram
from connectors.platforms.linkedin import LinkedIn
from connectors.platforms.mastodon import Mastodon
from connectors.platforms.reddit import Reddit
from connectors.platforms.x import X
from connectors.platforms.youtube import YouTube

BRAND = Brand(name="Rosa's Bakery", hashtags=("RosaBakes",), link="https://rosa.example")
PLATFORMS: list[Platform] = [X(), Instagram(), Bluesky(), Mastodon(), LinkedIn(), YouTube(), Discord(), Reddit()]


def test_dictated_text_is_never_touched_and_the_breach_is_told() -> None:
    text = "we   open  at 9!!! " + "so much to say. " * 30
    assert adapt(text, BRAND, X(), verbatim=True) == text
    assert [breach.repair for breach in X().check(text)] == ["shorten"]


def test_a_long_text_is_shortened_at_the_end_of_a_sentence_and_keeps_its_link() -> None:
    text = "Soup is back. " + "It simmers for hours in the big pot. " * 10 + "Read on: https://rosa.example/soup"
    short = adapt(text, BRAND, X())
    assert short.startswith("Soup is back.")
    assert short.endswith("https://rosa.example/soup")
    assert "…" not in short
    assert X().check(short) == []


def test_one_endless_sentence_is_cut_at_a_word() -> None:
    short = adapt("soup " * 200, BRAND, Bluesky())
    assert short.endswith("soup…")
    assert Bluesky().check(short) == []


def test_where_links_cannot_be_tapped_people_are_sent_to_the_bio() -> None:
    assert adapt("Book now: https://rosa.example/x", BRAND, Instagram()) == "Book now. Link in bio."
    assert adapt("Soup today. More here: https://rosa.example/x", BRAND, Instagram()) == "Soup today. Link in bio."
    assert adapt("https://rosa.example/x", BRAND, Instagram()) == "Link in bio."
    assert adapt("Mehr dazu: https://rosa.example/x", BRAND, Instagram(), language="de") == "Link in der Bio."


def test_linkedin_gets_no_markdown_and_no_emoji() -> None:
    assert adapt("# Soup\n**Hot** and `fresh` 🎉", BRAND, LinkedIn()) == "Soup\nHot and fresh"


def test_hashtags_are_as_many_as_is_usual_there() -> None:
    text = "Soup today.\n\n#a #b #c #d #e #f #g"
    assert len(HASHTAG.findall(adapt(text, BRAND, Instagram()))) == 5
    assert len(HASHTAG.findall(adapt(text, BRAND, X()))) == 2
    assert adapt(text, BRAND, Discord()) == "Soup today."
    added = adapt("Soup with bread", BRAND, Instagram(), add_hashtags=True)
    assert 3 <= len(HASHTAG.findall(added)) <= 5
    assert "#RosaBakes" in added


def test_too_many_hashtags_inside_a_text_become_words() -> None:
    text = " ".join(f"#tag{n}" for n in range(40)) + " is all"
    assert Instagram().check(fit(text, Instagram())) == []


def test_suggestions_come_from_the_topic_and_the_brand() -> None:
    assert suggest_hashtags("pottery studio", Brand())[:2] == ["#PotteryStudio", "#Handmade"]
    assert suggest_hashtags("the autumn sale", BRAND)[:3] == ["#RosaBakes", "#AutumnSale", "#Sale"]
    assert suggest_hashtags("unsere neuen Öffnungszeiten", Brand(), language="de") == ["#Öffnungszeiten"]
    assert suggest_hashtags("velas artesanales", Brand(), language="es", count=2) == [
        "#VelasArtesanales",
        "#HechoAMano",
    ]
    assert suggest_hashtags("les soldes d'automne", Brand(), language="fr")[0] == "#SoldesAutomne"
    assert suggest_hashtags("soup", BRAND, [X()], 10) == ["#RosaBakes", "#Soup"]
    assert suggest_hashtags("soup", BRAND, [Discord()]) == []
    assert suggest_hashtags("the and of 2026 !!", Brand()) == []


@settings(max_examples=80, deadline=None)
@given(topic=st.text(max_size=120), count=st.integers(-1, 30))
def test_suggestions_are_well_formed_and_never_repeat(topic: str, count: int) -> None:
    tags = suggest_hashtags(topic, BRAND, PLATFORMS, count)
    assert len(tags) <= max(count, 0)
    assert len({tag.casefold() for tag in tags}) == len(tags)
    assert all(HASHTAG.fullmatch(tag) for tag in tags)


@settings(max_examples=80, deadline=None)
@given(text=st.one_of(st.text(min_size=1, max_size=900), st.text(alphabet="a #.\n👩‍👩‍👧é", max_size=900)))
def test_adapted_text_keeps_every_limit(text: str) -> None:
    for platform in PLATFORMS:
        adapted = adapt(text, BRAND, platform)
        left = {breach.repair for breach in platform.check(adapted)}
        assert left <= ({"write_text"} if not text.strip() or not adapted.strip() else set()), (platform.name, adapted)


@given(text=st.text(max_size=300))
def test_sentences_put_together_again_are_the_text(text: str) -> None:
    assert "".join(sentence + gap for sentence, gap in sentences(text)).strip() == text.strip()


def test_sentences_do_not_end_at_abbreviations_dates_or_addresses() -> None:
    text = "Am 3. Mai, z. B. mit Dr. Rosa. Mehr auf https://a.example/b.c. Kommt ihr? 🎉 Ja!"
    assert [s for s, _ in sentences(text)] == [
        "Am 3. Mai, z. B. mit Dr. Rosa.", "Mehr auf https://a.example/b.c.", "Kommt ihr? 🎉", "Ja!",
    ]  # fmt: skip


def test_a_fingerprint_survives_what_networks_do_to_a_text() -> None:
    posted = "Soup’s  back — “really”.\n\nhttps://rosa.example/soup ❤️"
    assert fingerprint(posted) == fingerprint('Soup\'s back — "really".\nhttps://t.co/abc ❤')
    assert fingerprint("Soup is back") != fingerprint("Soup is out")
    assert fingerprint("🎉") != fingerprint("🎈")


def test_a_brand_is_read_from_settings_as_people_leave_them() -> None:
    brand = Brand.of(
        {"name": " Rosa ", "hashtags": "#soup, bread #soup", "calls_to_action": ["Come by", ""], "emoji": None, "x": 1}
    )
    assert brand == Brand(name="Rosa", hashtags=("soup", "bread"), calls_to_action=("Come by",))
    assert Brand.of({}) == Brand()
