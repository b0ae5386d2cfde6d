"""What a workspace's people are likely to name."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from bot.registry import load
from bot.voice.hints import EXAMPLES, MOST_CHARACTERS, Hints, hints_of
from storage.accounts import connect
from storage.database import Database
from storage.workspaces import add_member, found_workspace, put_setting

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


async def test_the_names_of_a_workspace_and_of_no_other(database: Database, tmp_path: Path) -> None:
    platforms = load(tmp_path).platforms

    def build(session: Session) -> Any:
        place, _ = found_workspace(session, "Bean & Leaf", NOW)
        put_setting(session, place.id, "brand.name", "Bean & Leaf Coffee")
        put_setting(session, place.id, "brand.products", ["Sunrise Blend", "Flat White Friday"])
        add_member(session, place.id, "Sarah Jones", "owner", "terminal", "1", NOW)
        add_member(session, place.id, "4915112345678", "editor", "whatsapp", "2", NOW)
        add_member(session, place.id, "tom@example.org", "editor", "mail", "3", NOW)
        connect(session, place.id, "mastodon", "@beanandleaf@mastodon.example", {"id": "1"}, NOW)
        connect(session, place.id, "feed", "page", {"id": "2"}, NOW)
        other, _ = found_workspace(session, "Another", NOW)
        put_setting(session, other.id, "brand.name", "Secret Brand")
        add_member(session, other.id, "Somebody Else", "owner", "terminal", "9", NOW)
        return hints_of(session, place.id, platforms)

    hints = await database.write(build)
    assert hints.products == ("Bean & Leaf Coffee", "Sunrise Blend", "Flat White Friday")
    assert hints.people == ("Sarah Jones",)
    assert hints.platforms[0] == "Mastodon"  # where it is connected comes first
    assert {"Instagram", "LinkedIn", "YouTube", "TikTok"} < set(hints.platforms)
    assert "your page" not in hints.platforms
    assert hints.handles == ("@beanandleaf@mastodon.example",)
    words = hints.hotwords("en")
    assert words.startswith("Bean & Leaf Coffee, Sunrise Blend, Flat White Friday, Sarah Jones, Mastodon")
    assert words.endswith(f", @beanandleaf. {EXAMPLES['en']}")
    assert hints.hotwords("de").endswith(EXAMPLES["de"])
    assert ", Telegram, " in words  # one does not say "Telegram channel"
    assert {"YouTube", "X", "Bluesky"} < set(hints.words())  # none of the networks is crowded out by another one
    assert "Secret" not in words
    assert "Somebody" not in words


def test_many_names_are_cut_to_what_a_recogniser_makes_use_of() -> None:
    people = tuple(f"Person Number {number}" for number in range(100))
    words = Hints(platforms=("LinkedIn",), people=people, products=("Sunrise Blend",)).hotwords("en")
    assert len(words) <= MOST_CHARACTERS + len(EXAMPLES["en"]) + 2
    assert "Sunrise Blend" in words
    assert "LinkedIn" in words


def test_without_names_there_is_nothing_to_hint_at() -> None:
    assert Hints().hotwords("en") == ""
