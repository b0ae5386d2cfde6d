"""Telegram through the real client against a Bot API server on loopback: what people do there, and what they see."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.messages import Attachment, Card, Choice, IncomingMessage, Reply
from storage.database import Database
from tests.channels.telegram_house import House, Words, living
from tests.fakes.telegram import FakeTelegram


@pytest_asyncio.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram() as fake:
        yield fake


@pytest_asyncio.fixture
async def house(telegram: FakeTelegram, sqlite_database: Database) -> AsyncIterator[House]:
    async with living(telegram, sqlite_database) as house:
        yield house


async def test_what_somebody_writes_is_answered_once(house: House, telegram: FakeTelegram) -> None:
    anna = telegram.person("Anna", "de")
    await telegram.say(anna, "draft a post")
    (answer,) = await telegram.answers(anna)
    assert answer.text == "You said: draft a post"
    (heard,) = house.words.heard
    assert (heard.sender, heard.thread, heard.sender_name, heard.language) == (str(anna.id), str(anna.id), "Anna", "de")
    assert not heard.group and heard.channel == "telegram"
    assert not answer.answers  # in a chat of two nothing need be quoted
