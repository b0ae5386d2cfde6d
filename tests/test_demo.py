"""The tour says what it shows, and leaves nothing behind."""

from __future__ import annotations

import io
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.app import App
from bot.demo import WORKSPACE, furnish, play, settings_in, tour, walk
from bot.errors import OperatorError

MOMENT = datetime(2026, 10, 5, 8, 0, tzinfo=UTC)


def test_the_tour_has_about_ten_sentences_and_the_documented_ones() -> None:
    said = [step.said for step in tour() if step.said]
    assert 10 <= len(said) <= 13
    assert "undo" in said and "help" in said


def test_a_tour_that_is_not_installed_is_told(tmp_path: Path) -> None:
    with pytest.raises(OperatorError) as caught:
        tour(tmp_path / "tour.txt")
    assert caught.value.key == "error-no-tour"


async def test_every_sentence_of_the_tour_does_something(tmp_path: Path) -> None:
    async with App.open(settings_in(tmp_path), now=lambda: MOMENT) as app:
        await furnish(app, MOMENT)
        async for step, replies in walk(app):
            if step.said:
                assert replies[0].ok or replies[0].choices, (step.said, replies[0].text)
                assert replies[0].calls, (step.said, replies[0].text)


async def test_the_made_up_history_says_that_it_is_made_up(tmp_path: Path) -> None:
    from bot.demo import message

    async with App.open(settings_in(tmp_path), now=lambda: MOMENT) as app:
        await furnish(app, MOMENT)
        reply = await app.conversation.handle(message("which posts went out in September?"))
    lines = [line for line in reply.text.splitlines() if "Instagram" in line]
    assert lines and all("sample" in line.lower() for line in lines)


async def test_the_demo_prints_the_tour_and_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("ALLIN_HOME", str(tmp_path / "own"))
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-never-asked")
    target = io.StringIO()
    await play(pause=0, target=target)
    printed = target.getvalue()
    assert "made up" in printed and WORKSPACE in printed
    for step in tour():
        assert (step.said or step.remark) in printed
    assert printed.rstrip().splitlines()[-1].strip().startswith("allin doctor")
    assert list(tmp_path.iterdir()) == []


async def test_the_sample_is_long_enough_to_tell_what_is_unusual(tmp_path: Path) -> None:
    from bot.demo import message

    async with App.open(settings_in(tmp_path), now=lambda: MOMENT) as app:
        await furnish(app, MOMENT)
        reply = await app.conversation.handle(message("show anomalies"))
    assert reply.ok and reply.calls[-1].tool == "show_anomalies"
    assert "28" not in reply.text
