"""Channels are found in their folder and in other packages, built from what is set, and run beside each other."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from bot import channels
from bot.app import App
from bot.errors import OperatorError
from bot.settings import Settings

PLUGIN = Path(__file__).parent / "plugin"


@pytest.fixture
def plugin(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sample package is installed."""
    monkeypatch.syspath_prepend(str(PLUGIN))
    sys.modules.pop("allin_sample_channel", None)


def test_every_file_is_a_channel_or_a_part_of_one() -> None:
    assert set(channels.classes()) == {
        "alexa", "email", "home_assistant", "mcp", "shortcuts", "slack", "telegram", "terminal",
    }  # fmt: skip


def test_nothing_of_a_channel_is_imported_that_is_not_set() -> None:
    code = (
        "import sys, bot.app; from bot.channels import asking; from bot.settings import Settings; asking(Settings.load());"
        "heavy = {'slack_bolt', 'slack_sdk', 'telegram', 'aiohttp', 'wyoming', 'zeroconf', 'aiosmtplib', 'aiosmtpd'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_options_are_gathered_and_misspelt_ones_are_named(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLIN_SLACK_BOT_TOKEN", "xoxb-a-very-long-token")
    monkeypatch.setenv("ALLIN_HOME_ASSISTANT_WYOMING", "127.0.0.1:10700")
    monkeypatch.setenv("ALLIN_TELEGRAM_CHANNEL_API_URL", "http://127.0.0.1:1")
    settings = Settings.load(home=home)
    assert sorted(settings.channel_options) == ["home_assistant", "slack"]
    assert settings.platform_api_urls == {"telegram_channel": "http://127.0.0.1:1"}
    assert "xoxb-a-very-long-token" in settings.secrets()
    assert "xoxb-a-very-long-token" not in repr(settings)
    assert channels.asking(settings) == ("terminal", "slack")
    monkeypatch.setenv("ALLIN_SLACK_BOT_TOKN", "x")
    with pytest.raises(OperatorError) as wrong:
        channels.options_of(channels.classes(["slack"])["slack"], Settings.load(home=home))
    assert wrong.value.facts["meant"] == "ALLIN_SLACK_BOT_TOKEN"


@pytest.mark.usefixtures("plugin")
async def test_a_channel_of_another_package_runs_and_is_started_again(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channels, "RESTART", (0.01, 0.01))
    monkeypatch.setenv("ALLIN_PAGER_NUMBER", "0800")
    async with App.open(Settings.load(home=home, language="en"), work=False) as app, channels.Switchboard(app) as board:
        pager = board.channels["pager"]
        for _ in range(200):
            if pager.runs == 2:  # type: ignore[attr-defined]
                break
            await asyncio.sleep(0.01)
        assert pager.runs == 2  # type: ignore[attr-defined]
        reply = await pager.page("list my posts")  # type: ignore[attr-defined]
        assert "code" in reply.text and not reply.calls


@pytest.mark.usefixtures("plugin")
async def test_a_channel_that_is_not_set_up_does_not_run(home: Path) -> None:
    async with App.open(Settings.load(home=home, language="en"), work=False) as app:
        assert sorted(channels.Switchboard(app).channels) == ["shortcuts"]
