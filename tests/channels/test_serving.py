"""`allin serve` as a process of its own, with Slack and Telegram at once: one person in both, and a `kill -9` in between."""

from __future__ import annotations

import asyncio
import re
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.fakes.slack import FakeSlack
from tests.fakes.telegram import FakeTelegram
from tests.test_command_line import COMMAND, ROOT, allin, environment, learned

__all__ = ["environment", "learned"]  # fixtures


@asynccontextmanager
async def serving(environment: dict[str, str]) -> AsyncIterator[asyncio.subprocess.Process]:
    """The command while it runs."""
    process = await asyncio.create_subprocess_exec(
        *COMMAND, "serve", cwd=ROOT, env=environment, stderr=asyncio.subprocess.PIPE
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def chat(environment: dict[str, str], *lines: str) -> str:
    """Say these at the terminal; what is answered."""
    done = await asyncio.to_thread(allin, environment, "chat", said="".join(f"{line}\n" for line in lines))
    assert done.returncode == 0, done.stderr
    return done.stdout


async def test_one_person_in_two_places_and_nothing_lost_in_a_crash(environment: dict[str, str]) -> None:
    async with FakeSlack() as slack, FakeTelegram() as telegram:
        slack.person("U1", "Anna")
        anna = telegram.person("Anna")
        given = environment | {
            "ALLIN_SLACK_BOT_TOKEN": slack.bot_token,
            "ALLIN_SLACK_APP_TOKEN": slack.app_token,
            "ALLIN_SLACK_API_URL": slack.api_url,
            "ALLIN_TELEGRAM_BOT_TOKEN": telegram.token,
            "ALLIN_TELEGRAM_API_URL": telegram.url,
        }
        await chat(given, "help")
        async with serving(given) as process:
            await slack.connected()
            # Unknown in Slack: a code, which counts at the terminal.
            (stranger,) = await slack.replies(await slack.say("U1", "list my posts"))
            (code,) = re.findall(r"\d{3} \d{3}", stranger["text"])[:1]
            assert "Slack" in await chat(given, f"let in {code}", "yes")
            shown = await slack.replies(await slack.say("U1", "draft a post about our new bread"))
            assert "Here is draft" in shown[-1]["text"]
            # Known in Slack: a code, which counts on Telegram.
            shown = await slack.replies(await slack.say("U1", "give me a code for my phone"))
            (long,) = re.findall(r"\b[A-Z2-9]{5}-[A-Z2-9]{5}\b", shown[-1]["text"])[:1]
            await telegram.say(anna, f"/start {long}")
            (linked,) = await telegram.answers(anna, 1)
            assert "know you" in linked.text or "workspace" in linked.text
            await telegram.say(anna, "schedule it for Friday at ten")
            shown_there = await telegram.answers(anna, 2)
            assert "Friday" in shown_there[-1].text
            # Killed with a message that Slack believes to have been taken.
            asked = await slack.say("U1", "what is planned?")
            process.kill()
            await process.wait()
        async with serving(given) as process:
            answers = await slack.replies(asked)
            assert len(answers) == 1 and "· Fri " in answers[0]["text"]
            asked = await slack.say("U1", "what is planned?")
            await slack.replies(asked)
            process.send_signal(signal.SIGTERM)
            assert await asyncio.wait_for(process.wait(), 60) == 0
        assert len(slack.shown(asked)) == 1
        assert slack.faults == []
