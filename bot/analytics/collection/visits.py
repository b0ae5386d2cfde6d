"""One turn of one account that is measured: what it may ask, how often, and the calls themselves."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from bot.analytics.collection.cadence import next_look
from bot.errors import AllInError
from connectors.oauth import Tokens
from connectors.platform import AccountInfo, Comment, Figures, PastPost, Platform, Publisher
from storage.collecting import ACCOUNT, COMMENTS, DAYS, HISTORY, POSTS, Sent, Task
from storage.metrics import NewPublication
from storage.metrics_tables import Measuring
from storage.models import Account

CALLS_OF_A_VISIT = 20
CALLS_OF_ACCOUNT = 120
CALLS_OF_PLATFORM = 1200
"""Calls in an hour, of one account and of all accounts on one platform, whatever the network would take."""

_VIDEO_FORMATS = {"short": "video", "live": "video", "reel": "reel", "story": "story"}


class Accounts(Protocol):
    """Accounts with tokens that are good at this moment (`bot/tokens.py`)."""

    async def info(self, account_id: int) -> AccountInfo:
        """The account; its tokens are exchanged first if they are about to expire."""

    async def renew(self, account_id: int, stale: Tokens) -> AccountInfo:
        """The account after its network refused `stale`. `SignInNeeded` where nothing better can be had."""


@dataclass
class Budget:
    """How many calls of an account, and of all accounts on its platform, may still be made within the hour."""

    now: Callable[[], datetime]
    of_account: int = CALLS_OF_ACCOUNT
    of_platform: int = CALLS_OF_PLATFORM
    _made: dict[object, deque[datetime]] = field(default_factory=lambda: defaultdict(deque))

    def take(self, account: Account) -> bool:
        """Take one call; False where there is none left."""
        now = self.now()
        counts = ((account.id, self.of_account), (account.platform, self.of_platform))
        for key, most in counts:
            made = self._made[key]
            while made and made[0] <= now - timedelta(hours=1):
                made.popleft()
            if len(made) >= most:
                return False
        for key, _ in counts:
            self._made[key].append(now)
        return True


class OutOfCalls(Exception):
    """The budget of this hour is used up: no failure of anybody's."""


@dataclass
class Visit:
    """An account that is held, and what its calls are made with."""

    task: Task
    platform: Publisher
    zone: ZoneInfo
    info: AccountInfo
    end: float
    calls: int = CALLS_OF_A_VISIT
    unable: set[str] = field(default_factory=set)
    """What the network has just said it will never tell of this account."""
    lacking: AllInError | None = None
    """What it does not tell because of the sign-in, while it tells the rest."""

    @property
    def account(self) -> Account:
        return self.task.account

    @property
    def measuring(self) -> Measuring:
        return self.task.measuring

    @property
    def is_paid(self) -> bool:
        """Whether the network takes money for what is read there."""
        return self.platform.limits.of(self.account.data).cost is not None

    @property
    def slack(self) -> timedelta:
        """How long after midnight this account has its turn."""
        return timedelta(minutes=2, seconds=37 * (self.account.id % 16))

    def may(self, part: str) -> bool:
        """Whether this may be asked of the network at all."""
        able = {
            POSTS: self.platform.can_measure,
            ACCOUNT: self.platform.can_measure_account,
            DAYS: self.platform.can_measure_days,
            HISTORY: self.platform.can_list_history,
            COMMENTS: self.platform.can_list_comments and not self.is_paid,
        }
        return able[part] and part not in self.unable and part not in self.measuring.unable

    def next_look(self, published_at: datetime, now: datetime) -> datetime | None:
        """When a post that is looked at now is looked at next."""
        if not self.may(POSTS):
            return None
        return next_look(published_at, now, self.zone, paid=self.is_paid, slack=self.slack)


async def history_of(platform: Publisher, account: AccountInfo, *, mark: str) -> tuple[list[PastPost], str]:
    return await platform.history(account, mark)


async def days_of(platform: Publisher, account: AccountInfo, *, since: date, until: date) -> Mapping[date, Figures]:
    return await platform.measure_days(account, since, until)


async def figures_of(platform: Publisher, account: AccountInfo, *, ids: Sequence[str]) -> Mapping[str, Figures]:
    return await platform.measure(account, ids)


async def comments_of(platform: Publisher, account: AccountInfo, *, id: str) -> list[Comment]:
    return await platform.comments(account, id)


def told(error: AllInError) -> tuple[str, dict[str, Any]]:
    """A sentence's key and its facts, as the store keeps them."""
    return error.key, {name: value for name, value in error.facts.items() if isinstance(value, str | int | float)}


def publication_of(sent: Sent, platform: Platform | None) -> NewPublication:
    """A delivery of ours as a post on its network: of a thread, the first part."""
    text = platform.parts(sent.text)[0] if platform is not None else sent.text
    return NewPublication(
        sent.remote_id,
        text or sent.title,
        sent.at,
        "here",
        url=sent.url,
        format=format_of(sent.kinds, sent.options),
        delivery_id=sent.id,
        language=sent.language,
    )


def format_of(kinds: Sequence[str], options: Mapping[str, Any]) -> str:
    """What kind of post it is, by its media and its options."""
    wanted = _VIDEO_FORMATS.get(str(options.get("format") or ""))
    if wanted is not None:
        return wanted
    if len(kinds) > 1:
        return "carousel"
    if kinds:
        return {"image": "image", "video": "video"}.get(kinds[0], "other")
    return "link" if options.get("link") else "text"
