"""Many people who write to the assistant at once, over a Slack or a Telegram on this machine: for channels.py.

Each asks for a draft, has it scheduled, and wants to see their posts; they write again once they have been answered, as
people do. One message in ten is delivered twice. What was called and shown is read from the loopback servers.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import random
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientError

from bot.phrases import Phrases
from tests.fakes.slack import FakeSlack, Said
from tests.fakes.telegram import FakeTelegram, Person

SAID = ("draft a post about our {topic} lamps", "schedule it for Friday at ten", "list my posts")
EXPECTED = ("draft 1", "10:00", "1 post")
LOOK_SECONDS = 0.01
SETTLE_SECONDS = 3.0
"""How long it is waited at the end for what comes twice."""
_PARTS = ("ka", "vo", "mi", "ru", "te", "lo", "sa", "pi", "ne", "du", "ga", "zo")
TOPICS = ["".join(parts).capitalize() for parts in itertools.product(_PARTS, _PARTS[::-1], _PARTS)]
AGAIN = Phrases("en").say("telegram-again")
INTERRUPTED = Phrases("en").say("interrupted", done="").partition(".")[0]


@dataclass
class Turn:
    """One message of one person, and when what came of it came, by the monotonic clock."""

    person: int
    number: int
    said_at: float
    acked_at: float | None = None
    sign_at: float | None = None
    answers: list[tuple[float, str]] = field(default_factory=list)
    answered: asyncio.Event = field(default_factory=asyncio.Event)

    def took(self, moment: str) -> float | None:
        """Seconds until it was acknowledged ("acked"), until the first sign of life ("sign"), or until the answer."""
        answer = self.answers[0][0] if self.answers else None
        at = {"acked": self.acked_at, "sign": min(filter(None, (self.sign_at, answer)), default=None)}.get(
            moment, answer
        )
        return at - self.said_at if at is not None else None

    def fits(self) -> bool:
        """Whether the answer is one to what was asked."""
        return bool(self.answers) and EXPECTED[self.number].lower() in self.answers[0][1].lower()


class Crowd(ABC):
    """Everybody in one network. `patience` is how many seconds they wait for an answer before they count it as lost."""

    def __init__(self, count: int, *, repeats: float = 0.1, patience: float = 180.0) -> None:
        self.count = count
        self.turns: list[Turn] = []
        self.strays: list[str] = []
        """Answers that came where nobody had asked."""
        self.repeated = 0
        self.patience = patience
        self._repeats = repeats
        self._chance = random.Random(7)
        self._current: dict[int, Turn] = {}

    @abstractmethod
    def settings(self) -> dict[str, str]:
        """What `allin serve` needs to find this network."""

    @abstractmethod
    def ids(self) -> list[str]:
        """Everybody's id in messages; the last one is of somebody who only tries whether it works."""

    async def meet(self, patience: float) -> None:
        """Have somebody be answered, who is not counted: then everything is up."""
        async with self._watching():
            turn = await self._ask(self.count, 0, "draft a post about lamps", patience)
        assert turn.answers, "nobody answers"
        self.turns.clear()

    async def talk(self) -> None:
        """Everybody says what they have to say, all beginning at once."""
        async with self._watching():
            await asyncio.gather(*(self._person(person) for person in range(self.count)))
            await asyncio.sleep(SETTLE_SECONDS)

    async def _person(self, person: int) -> None:
        for number, text in enumerate(SAID):
            await self._ask(person, number, text.format(topic=TOPICS[person]), self.patience)

    async def _ask(self, person: int, number: int, text: str, patience: float) -> Turn:
        turn = self._current[person] = Turn(person, number, time.monotonic())
        self.turns.append(turn)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(patience):
                await self._say(person, text)
                await turn.answered.wait()
        return turn

    @abstractmethod
    async def _say(self, person: int, text: str) -> None:
        """Hand a person's message to the network."""

    @abstractmethod
    def _look(self) -> None:
        """Note what has come since the last look."""

    @contextlib.asynccontextmanager
    async def _watching(self) -> Any:
        async def watch() -> None:
            while True:
                self._look()
                await asyncio.sleep(LOOK_SECONDS)

        task = asyncio.create_task(watch())
        try:
            yield
        finally:
            self._look()
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    def _is_repeated(self) -> bool:
        chosen = self._chance.random() < self._repeats
        self.repeated += chosen
        return chosen

    def _sign(self, person: int, at: float) -> None:
        if (turn := self._current.get(person)) and turn.sign_at is None:
            turn.sign_at = at

    def _answer(self, person: int | None, at: float, text: str) -> None:
        turn = self._current.get(person) if person is not None else None
        if AGAIN in text:
            # It may be about an earlier message, to which they had the answer already.
            theirs = (each for each in reversed(self.turns) if each.person == person)
            turn = next((each for each in theirs if EXPECTED[each.number].lower() in text.lower()), turn)
        others = [topic for topic in TOPICS[: self.count] if topic in text and topic != TOPICS[person or 0]]
        if turn is None or others:
            self.strays.append(text)
        else:
            turn.answers.append((at, text))
            turn.answered.set()


class _Slack(FakeSlack):
    """Delivers again what is not acknowledged within three seconds (docs.slack.dev/apis/events-api, error handling)."""

    def __init__(self, acked: Callable[[str], bool]) -> None:
        super().__init__(seconds=3.0)
        self._acked = acked

    async def deliver(self, kind: str, payload: dict[str, Any], *, retry: int = 0) -> dict[str, Any]:
        """Until it is acknowledged; once more where `acked` says so."""
        while True:
            try:
                answer = await super().deliver(kind, payload, retry=retry)
            except (AssertionError, ConnectionError, ClientError):
                retry += 1
                await asyncio.sleep(0.1)
                continue
            if self._acked(str(payload["event"]["user"])):
                with contextlib.suppress(AssertionError, ConnectionError, ClientError):
                    await super().deliver(kind, payload, retry=retry + 1)
            return answer


class SlackCrowd(Crowd):
    """Everybody in their direct messages with the app, each in one thread, over Socket Mode."""

    def __init__(self, count: int, **more: Any) -> None:
        super().__init__(count, **more)
        self.network = _Slack(self._acknowledged)
        self._threads: dict[int, Said] = {}
        self._seen = 0

    def settings(self) -> dict[str, str]:
        """See `Crowd`."""
        slack = self.network
        return {
            "ALLIN_SLACK_BOT_TOKEN": slack.bot_token,
            "ALLIN_SLACK_APP_TOKEN": slack.app_token,
            "ALLIN_SLACK_API_URL": slack.api_url,
        }

    def ids(self) -> list[str]:
        """See `Crowd`."""
        return [f"T1/U{person}" for person in range(self.count + 1)]

    async def _say(self, person: int, text: str) -> None:
        said = await self.network.say(f"U{person}", text, thread=self._threads.get(person))
        self._threads.setdefault(person, said)

    def _acknowledged(self, user: str) -> bool:
        self._current[int(user[1:])].acked_at = time.monotonic()
        return self._is_repeated()

    def _look(self) -> None:
        calls, self._seen = self.network.calls[self._seen :], len(self.network.calls)
        for call in calls:
            if call.method == "agents.sessions.setStatus" and call.args["status"] == "processing":
                self._sign(int(call.args["channel_id"][1:]), call.at)
            elif call.method == "chat.postMessage":
                channel, root = str(call.args["channel"]), str(call.args.get("thread_ts", ""))
                begun = next((m["ts"] for m in self.network.messages["T1", channel] if "thread_ts" not in m), "")
                self._answer(int(channel[1:]) if root == begun else None, call.at, str(call.args["text"]))


class _Telegram(FakeTelegram):
    """Gives out some updates twice."""

    def __init__(self, repeats: Callable[[], bool]) -> None:
        super().__init__()
        self.waiting: dict[int, int] = {}
        """Updates that have not been acknowledged: their ids, and who wrote."""
        self._twice = repeats

    async def update(self, **fields: Any) -> dict[str, Any]:
        """See `FakeTelegram`."""
        update = {"update_id": next(self._updates), **fields}
        self.waiting[update["update_id"]] = fields["message"]["from"]["id"]
        self.pending.extend([update] * (1 + self._twice()))
        await self._notify()
        return update


class TelegramCrowd(Crowd):
    """Everybody in their private chat with the bot, over long polling, with Telegram's limits."""

    def __init__(self, count: int, **more: Any) -> None:
        super().__init__(count, **more)
        self.network = _Telegram(self._is_repeated)
        self._people: list[Person] = [self.network.person(f"Anna {person}") for person in range(count + 1)]
        self._numbers = {person.id: number for number, person in enumerate(self._people)}
        self._calls = self._shown = 0

    def settings(self) -> dict[str, str]:
        """See `Crowd`."""
        return {"ALLIN_TELEGRAM_BOT_TOKEN": self.network.token, "ALLIN_TELEGRAM_API_URL": self.network.url}

    def ids(self) -> list[str]:
        """See `Crowd`."""
        return [str(person.id) for person in self._people]

    async def _say(self, person: int, text: str) -> None:
        await self.network.say(self._people[person], text)

    def _look(self) -> None:
        network = self.network
        calls, self._calls = network.calls[self._calls :], len(network.calls)
        for call in calls:
            if call.method.lower() == "getupdates":
                # Asking from a number on says that everything before it has been kept.
                for id in [id for id in network.waiting if id < int(call.params.get("offset") or 0)]:
                    self._current[self._numbers[network.waiting.pop(id)]].acked_at = call.at
            elif call.method.lower() in {"sendchataction", "sendmessagedraft"}:
                self._sign(self._numbers[call.params["chat_id"]], call.at)
        shown, self._shown = network.seen[self._shown :], len(network.seen)
        for message in shown:
            self._answer(self._numbers[message.chat], time.monotonic(), message.text)


CROWDS: dict[str, type[SlackCrowd] | type[TelegramCrowd]] = {"slack": SlackCrowd, "telegram": TelegramCrowd}
