"""Doubles for tests of the product and of plug-ins: a platform that fails on cue, a clock that stands still, a store.

platform = FakePlatform(home)
platform.then("refused", "accepted-then-lost")   # what the next calls of `send` meet; afterwards all goes well
platform.had("By hand", at, likes=3); platform.then("later", on="measure")
clock = FrozenClock()
with database(tmp_path / "allin.db") as store: ...
"""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar, Literal

from bot.errors import NotFound, OutcomeUnknown, Rejected, SignInNeeded, TryLater, Unsupported, VersionSunset
from connectors.platform import (
    AccountInfo,
    Comment,
    Custom,
    Figures,
    Format,
    Limits,
    Outgoing,
    PastPost,
    PublicProfile,
    Publisher,
    Receipt,
    Trend,
)
from storage.database import Database, sqlite_url
from storage.schema import upgrade

Fault = Literal[
    "none",  # accepted, and said so
    "refused",  # the text is not taken
    "sign-in",  # the account must be connected again
    "later",  # not now: nothing was accepted
    "slow",  # accepted after `delay` seconds
    "accepted-then-lost",  # accepted, but the answer never came
    "lost-before",  # never arrived, and no answer came
    "broken",  # accepted, and the connector trips over the answer
    "pending",  # accepted, and the network still works on it: `progress` tells
    "switched-off",  # the version of the interface is not spoken any more
    "unsupported",  # the network has no way, or this sign-in may not
]
"""What a call meets. Reading sends nothing: there `lost-before` and `accepted-then-lost` are an answer that never came."""

Call = Literal["send", "measure", "measure_account", "measure_days", "history", "trends", "look_up"]

SENT_AT = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)
"""When a post went out whose delivery tells no time."""


class FakePlatform(Publisher):
    """A network in memory. `posts` is what it has published, by remote id, in order; `sent` counts the calls of `send`."""

    name = "fake"
    label = "Fake"
    limits = Limits(500, date(2026, 1, 1), "made up for tests")
    custom = Custom(200)
    compose_url = "https://fake.example/compose"
    needs_sign_in = False
    can_thread = True
    can_delete = True
    can_edit = True
    can_read_back = True
    can_comment = True
    can_list_comments = True
    can_reply = True
    can_hide = True
    can_delete_comment = True
    can_measure = True
    can_measure_account = True
    can_measure_days = True
    can_list_history = True
    can_list_trends = True
    can_look_up = True
    measures_at_once = 10
    details: ClassVar[frozenset[str]] = frozenset({"title", "destination"})

    def __init__(self, home: Path = Path(), base_url: str = "https://fake.example", *, delay: float = 0.05) -> None:
        super().__init__(home, base_url)
        self.delay = delay
        self.posts: dict[str, Outgoing] = {}
        self.sent = 0
        self.prepared = 0
        self.at_once = 0
        self.most_at_once = 0
        self.retry_after: float | None = None
        self.find_fails = False
        self.works_on: list[Literal["pending", "done"] | Exception] = []
        """What `progress` answers, in order; done afterwards."""
        self.said: dict[str, Comment] = {}
        """Other people's comments, by id."""
        self.comments_fail = False
        self.places: list[tuple[str, str]] = []
        """What `destinations` answers."""
        self.prepare_fails: list[Exception] = []
        self.on_send: asyncio.Event = asyncio.Event()
        self.figures: dict[str, Figures] = {}
        """What `measure` and `history` tell of each post, by remote id; nothing of the others."""
        self.own: dict[int, Figures] = {}
        """What `measure_account` tells, by the account's number; 0 is for whoever has no entry."""
        self.days: dict[date, Figures] = {}
        """What `measure_days` tells."""
        self.past: list[tuple[int, PastPost]] = []
        """What stood there before, each with the number of its account, 0 for all; `had` adds to it."""
        self.page_size = 3
        """Posts on one page of `history`."""
        self.talk: dict[str, list[Trend]] = {}
        """What `trends` answers, by region, "" for everywhere; other regions are not told apart."""
        self.people: dict[str, PublicProfile] = {}
        """Whom `look_up` finds, by handle in small letters without @; `known` adds to it."""
        self.read: list[tuple[Call, Any]] = []
        """Every call that read figures, with what it asked for."""
        self._faults: defaultdict[Call, deque[Fault]] = defaultdict(deque)

    def then(self, *faults: Fault, times: int = 1, on: Call = "send") -> FakePlatform:
        """What the next calls of `send`, or of another call, meet, in order, all of it `times` over."""
        self._faults[on].extend(faults * times)
        return self

    def texts(self) -> list[str]:
        """What can be read there."""
        return [outgoing.text for outgoing in self.posts.values()]

    async def connect(self, workspace_id: int, workspace_name: str) -> tuple[str, dict[str, object]]:
        return f"@{workspace_name}", {}

    async def prepare(self, outgoing: Outgoing) -> dict[str, Any]:
        self.prepared += 1
        if self.prepare_fails:
            raise self.prepare_fails.pop(0)
        return {}

    async def send(self, outgoing: Outgoing) -> Receipt:
        self.sent += 1
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        self.on_send.set()
        try:
            return await self._send(outgoing, self._fault("send"))
        finally:
            self.at_once -= 1

    async def _send(self, outgoing: Outgoing, fault: Fault) -> Receipt:
        self._refuse(fault)
        if fault == "lost-before":
            raise OutcomeUnknown(platform=self.label)
        if fault == "slow":
            await asyncio.sleep(self.delay)
        receipt = self._accept(outgoing)
        if fault == "accepted-then-lost":
            raise OutcomeUnknown(platform=self.label)
        if fault == "broken":
            raise KeyError("id")
        return replace(receipt, pending=fault == "pending")

    async def progress(self, outgoing: Outgoing, receipt: Receipt) -> Receipt:
        answer = self.works_on.pop(0) if self.works_on else "done"
        if isinstance(answer, Exception):
            raise answer
        return replace(receipt, pending=answer == "pending")

    async def find(self, outgoing: Outgoing) -> Receipt | None:
        if self.find_fails:
            raise TryLater(platform=self.label)
        for remote_id, post in self.posts.items():
            if post.key == outgoing.key:
                return self._receipt(remote_id)
        return None

    async def delete(self, account: AccountInfo, remote_id: str) -> None:
        self.posts.pop(remote_id, None)

    def comment(self, post_id: str, text: str, author: str = "Mia", *, at: datetime | None = None) -> str:
        """Somebody writes under a post; the id of the comment. Without `at`, each is a minute after the one before."""
        comment_id = f"c{len(self.said) + 1}"
        at = at or datetime(2026, 3, 11, 9, len(self.said) % 60, tzinfo=UTC)
        self.said[comment_id] = Comment(comment_id, post_id, author, text, at=at, url=f"{self.base_url}/{comment_id}")
        return comment_id

    async def comments(self, account: AccountInfo, remote_id: str) -> list[Comment]:
        if self.comments_fail:
            raise TryLater(platform=self.label)
        under = [comment for comment in self.said.values() if comment.post_id == remote_id]
        ours = [
            Comment(own_id, remote_id, "us", sent.text, sent.sent_at, parent_id=sent.reply_to, ours=True)
            for own_id, sent in self.posts.items()
            if sent.kind == "comment" and sent.root == remote_id
        ]
        return [*reversed(under), *ours]

    async def hide_comment(self, account: AccountInfo, comment_id: str, hidden: bool = True) -> None:
        self.said[comment_id] = replace(self.said[comment_id], hidden=hidden)

    async def delete_comment(self, account: AccountInfo, comment_id: str) -> None:
        self.said.pop(comment_id, None)

    async def destinations(self, account: AccountInfo) -> list[tuple[str, str]]:
        return self.places

    async def edit(self, outgoing: Outgoing, remote_id: str) -> Receipt:
        self.posts[remote_id] = outgoing
        return self._receipt(remote_id)

    # Figures

    def had(
        self,
        text: str,
        at: datetime,
        *,
        id: str = "",
        account: int = 0,
        format: Format = "text",
        **figures: float | None,
    ) -> str:
        """A post that somebody put there by hand, with its figures; its remote id."""
        remote_id = id or f"p{len(self.past) + 1}"
        self.past.append((account, PastPost(remote_id, text, at, f"{self.base_url}/{remote_id}", format)))
        if figures:
            self.figures[remote_id] = figures
        return remote_id

    def take_down(self, remote_id: str) -> None:
        """Somebody deletes a post by hand."""
        self.posts.pop(remote_id, None)
        self.past = [(account, post) for account, post in self.past if post.id != remote_id]

    def known(self, handle: str, recent: Sequence[PastPost] = (), **figures: float | None) -> PublicProfile:
        """Somebody with an account there, whom `look_up` finds."""
        name = handle.removeprefix("@")
        url = f"{self.base_url}/@{name}"
        found = PublicProfile(f"u-{name}", f"@{name}", name.title(), url, figures, tuple(recent))
        self.people[name.lower()] = found
        return found

    async def measure(self, account: AccountInfo, remote_ids: Sequence[str]) -> dict[str, Figures]:
        await self._reading("measure", tuple(remote_ids))
        there = {post.id for post in self._history(account)} | set(self.posts)
        return {each: dict(self.figures.get(each, {})) for each in remote_ids if each in there}

    async def measure_account(self, account: AccountInfo) -> Figures:
        await self._reading("measure_account", account.id)
        return dict(self.own.get(account.id, self.own.get(0, {})))

    async def measure_days(self, account: AccountInfo, since: date, until: date) -> dict[date, Figures]:
        await self._reading("measure_days", (since, until))
        return {day: dict(told) for day, told in sorted(self.days.items()) if since <= day <= until}

    async def history(self, account: AccountInfo, mark: str = "") -> tuple[list[PastPost], str]:
        await self._reading("history", mark)
        posts = [post for post in self._history(account) if not mark or _place(post) < mark]
        page = posts[: self.page_size]
        return page, _place(page[-1]) if len(posts) > len(page) else ""

    async def trends(self, account: AccountInfo, region: str = "") -> list[Trend]:
        await self._reading("trends", region)
        if region not in self.talk and region:
            raise Unsupported("error-no-regions", platform=self.label)
        return list(self.talk.get(region, ()))

    async def look_up(self, account: AccountInfo, handle: str) -> PublicProfile:
        await self._reading("look_up", handle)
        found = self.people.get(handle.removeprefix("@").lower())
        if found is None:
            raise NotFound("error-no-such-profile", platform=self.label, handle=handle[:80])
        return found

    def _history(self, account: AccountInfo) -> list[PastPost]:
        ours = [
            PastPost(
                remote_id,
                sent.text,
                sent.sent_at or sent.due_at or SENT_AT,
                f"{self.base_url}/{remote_id}",
                "image" if sent.media else "text",
            )
            for remote_id, sent in self.posts.items()
            if sent.kind == "post" and sent.account.id == account.id
        ]
        ours += [post for owner, post in self.past if owner in {0, account.id}]
        told = [replace(post, figures=dict(self.figures.get(post.id, {}))) for post in ours]
        return sorted(told, key=_place, reverse=True)

    def _fault(self, call: Call) -> Fault:
        return self._faults[call].popleft() if self._faults[call] else "none"

    def _refuse(self, fault: Fault) -> None:
        """What every call answers that is not taken."""
        if fault == "refused":
            raise Rejected(platform=self.label)
        if fault == "switched-off":
            raise VersionSunset(platform=self.label)
        if fault == "sign-in":
            raise SignInNeeded(platform=self.label)
        if fault == "later":
            raise TryLater(platform=self.label, retry_after=self.retry_after)
        if fault == "unsupported":
            raise Unsupported(platform=self.label)

    async def _reading(self, call: Call, asked: Any) -> None:
        self.read.append((call, asked))
        fault = self._fault(call)
        self._refuse(fault)
        if fault in {"lost-before", "accepted-then-lost"}:
            raise TryLater("error-unreachable", platform=self.label)
        if fault == "broken":
            raise KeyError("figures")
        if fault == "slow":
            await asyncio.sleep(self.delay)

    def _accept(self, outgoing: Outgoing) -> Receipt:
        remote_id = str(len(self.posts) + 1)
        self.posts[remote_id] = outgoing
        return self._receipt(remote_id)

    def _receipt(self, remote_id: str) -> Receipt:
        return Receipt(remote_id, f"{self.base_url}/{remote_id}", {"id": remote_id})


def _place(post: PastPost) -> str:
    """Where a post stands in the list: a mark that stays good when posts before or after it come and go."""
    return f"{post.at.astimezone(UTC).isoformat(timespec='microseconds')} {post.id}"


class FrozenClock:
    """A clock that stands still until it is moved: `clock()` is the time, aware and in UTC."""

    def __init__(self, start: datetime = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)) -> None:
        self.time = start.astimezone(UTC)

    def __call__(self) -> datetime:
        return self.time

    def move(self, by: timedelta | None = None, /, **parts: float) -> datetime:
        """Go on by a timedelta or its parts (`minutes=5`); the new time."""
        self.time += by if by is not None else timedelta(**parts)
        return self.time


@contextmanager
def database(where: Path | str) -> Iterator[Database]:
    """A store with all tables, in a file or at a URL, closed at the end."""
    store = Database(sqlite_url(where) if isinstance(where, Path) else where)
    try:
        upgrade(store)
        yield store
    finally:
        store.close()
