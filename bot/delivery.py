"""The one way out: a delivery is prepared, checked, fenced, sent once and recorded.

    waiting ──fence──► sending ──receipt──► published
       ▲                  ├──── refused ──► failed
       │                  └── no answer ──► unknown ──read back──► published, waiting again, or left to a person
       └── try later, or surely not there ◄───────────────────────┘

The fence is on disk before the call leaves. Whoever finds it there without a receipt looks at the network before anything
is sent again. Until the fence a change or a cancellation wins; after it, it loses.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import random
import socket
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Generic, TypeVar

from sqlalchemy.orm import Session

from bot.errors import AllInError, Rejected, SignInNeeded, TryLater
from connectors.platform import AccountInfo, Breach, Outgoing, Platform, Publisher, Receipt
from storage import deliveries
from storage.database import Database, DatabaseError
from storage.deliveries import Dispatch, Outcome, Verdict
from storage.jobs import Claim
from storage.models import DeliveryState
from storage.notices import NewNotice
from storage.schema import RESTORED

log = logging.getLogger(__name__)

Now = Callable[[], datetime]
T = TypeVar("T")
R = TypeVar("R")

SEND_SECONDS = 60.0
PREPARE_SECONDS = 300.0
FIND_SECONDS = 30.0
LATE_GRACE = timedelta(hours=1)
MOST_TRIES = 6
LONGEST = timedelta(hours=24)
FIRST_PAUSE = timedelta(seconds=30)
LOOK_AGAIN = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30))

_WAITING = frozenset({DeliveryState.WAITING})
_LEFT = frozenset({DeliveryState.SENDING, DeliveryState.UNKNOWN})
# A receipt is the truth, whatever was believed in the meantime.
_ANY = _LEFT | {DeliveryState.WAITING, DeliveryState.FAILED}
_NOT_ARRIVED = "delivery-not-arrived"
_UNKNOWN = "delivery-unknown"


class PutBack(Exception):
    """Nothing has left, and the process is stopping: the job goes back to wait."""


class Together(Generic[T, R]):
    """Collects what is asked for while the last write is still under way and does it in one: same answer, fewer commits."""

    def __init__(self, work: Callable[[Sequence[T]], Any], most: int = 200) -> None:
        self._work = work
        self._most = most
        self._items: list[tuple[T, asyncio.Future[R]]] = []
        self._task: asyncio.Task[None] | None = None

    async def __call__(self, item: T) -> R:
        future: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._items.append((item, future))
        if self._task is None:
            self._task = asyncio.create_task(self._run())
        return await future

    async def _run(self) -> None:
        try:
            while self._items:
                # One turn of the loop: what is ready at this moment joins.
                await asyncio.sleep(0)
                group, self._items = self._items[: self._most], self._items[self._most :]
                await self._do(group)
        finally:
            self._task = None

    async def _do(self, group: list[tuple[T, asyncio.Future[R]]]) -> None:
        try:
            results = await self._work([item for item, _ in group])
        except BaseException as error:
            if len(group) > 1 and isinstance(error, Exception):
                # Nothing of it was written: one bad item must not fail the others.
                for single in group:
                    await self._do([single])
                return
            for _, future in group:
                if not future.done():
                    future.set_exception(error)
            if not isinstance(error, Exception):
                raise
            return
        for (_, future), result in zip(group, results, strict=True):
            if not future.done():
                future.set_result(result)


class DeliveryService:
    """Delivers. `platforms` are all that are known, by name; `late_grace` is how late a post may still go out by itself.

    At most `at_once` deliveries are on their way in total and each platform's `concurrency` to it, so that a slow network does
    not delay the others.
    """

    def __init__(
        self,
        database: Database,
        platforms: Mapping[str, Platform],
        *,
        now: Now = lambda: datetime.now(UTC),
        late_grace: timedelta = LATE_GRACE,
        send_seconds: float = SEND_SECONDS,
        at_once: int = 200,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self.database = database
        self.platforms = platforms
        self.now = now
        self.late_grace = late_grace
        self.send_seconds = send_seconds
        self.waited_for: set[int] = set()
        """Deliveries whose result a person is waiting for: it is the answer, and need not be told once more."""
        self._jitter = jitter
        # A platform's own is taken first: who waits for a slow network holds nobody else up.
        self._all = asyncio.Semaphore(at_once)
        self._lanes = {
            name: asyncio.Semaphore(platform.concurrency)
            for name, platform in platforms.items()
            if isinstance(platform, Publisher)
        }
        self._preparing: set[asyncio.Timeout] = set()
        self._stopping = False
        self._load: Together[int, Dispatch | None] = Together(self._load_all)
        self._fence: Together[tuple[Dispatch, Claim | None], Verdict] = Together(self._fence_all)
        self._write: Together[Outcome, bool] = Together(self._write_all)

    def stop(self) -> None:
        """Start nothing more: what has its fence is finished, everything else raises `PutBack`."""
        self._stopping = True
        for timeout in self._preparing:
            timeout.reschedule(asyncio.get_running_loop().time())

    async def deliver(self, delivery_id: int, claim: Claim | None = None) -> DeliveryState | None:
        """See one delivery through, as far as it goes now; where it stands then, None if it is not to go out (any more).

        Raises `PutBack`, or `DatabaseError` if nothing could be written and nothing has left.
        """
        while True:
            dispatch = await self._load(delivery_id)
            if dispatch is None:
                return None
            if dispatch.state is DeliveryState.UNKNOWN:
                return await self._look(dispatch, claim)
            if dispatch.state is not DeliveryState.WAITING or dispatch.post_status not in deliveries.GOING_OUT:
                return None
            if self._is_late(claim):
                return await self._miss(dispatch, claim)
            platform = self.platforms.get(dispatch.platform)
            if not isinstance(platform, Publisher) or not dispatch.connected:
                return await self._keep(self._handed_over(dispatch, platform, claim))
            breaches = platform.check(dispatch.text)
            if breaches:
                return await self._keep(self._breached(dispatch, platform, breaches[0], claim))
            outcome = await self._attempt(dispatch, platform, claim)
            if outcome is Verdict.GONE:
                return None
            if isinstance(outcome, Outcome):
                return await self._keep(outcome)
            if outcome is None:
                return await self._look(dispatch, claim)

    async def confirm(self, delivery_id: int) -> DeliveryState | None:
        """Look once more for a delivery whose answer was lost; where it stands then."""
        dispatch = await self._load(delivery_id)
        if dispatch is None or dispatch.state is not DeliveryState.UNKNOWN:
            return None if dispatch is None else dispatch.state
        return await self._look(dispatch, None, again=True)

    # One attempt

    async def _attempt(self, dispatch: Dispatch, platform: Publisher, claim: Claim | None) -> Outcome | Verdict | None:
        """The outcome; or that it changed or went away before the fence; or None if it left and nobody knows."""
        outgoing = _outgoing(dispatch)
        async with self._lanes[dispatch.platform], self._all:
            if self._stopping:
                raise PutBack
            if dispatch.reason == _NOT_ARRIVED and platform.can_read_back:
                # It was lost once. A network may show late what it took: look once more before it goes again.
                try:
                    receipt = await self._find(platform, outgoing)
                except Exception as error:
                    return self._later(dispatch, platform, TryLater(detail=repr(error)), claim, tried=True)
                if receipt is not None:
                    return self._published(dispatch, platform, receipt, claim)
            try:
                await self._prepare(platform, outgoing)
            except PutBack:
                raise
            except TryLater as error:
                return self._later(dispatch, platform, error, claim, tried=True)
            except AllInError as error:
                return self._refused(dispatch, platform, error, claim)
            except Exception as error:
                log.exception("preparing delivery %s on %s failed", dispatch.id, dispatch.platform)
                return self._later(dispatch, platform, TryLater(detail=repr(error)), claim, tried=True)
            if self._stopping:
                raise PutBack
            verdict = await self._fence((dispatch, claim))
            if verdict is not Verdict.GO:
                return verdict
            try:
                async with asyncio.timeout(self.send_seconds):
                    receipt = await platform.send(outgoing)
            except TryLater as error:
                return self._later(dispatch, platform, error, claim, tried=False)
            except (Rejected, SignInNeeded) as error:
                return self._refused(dispatch, platform, error, claim)
            except Exception as error:
                # The traceback goes to the log alone: it may hold words that are no one else's business.
                log.warning("no answer for delivery %s on %s: %r", dispatch.id, dispatch.platform, error)
                return None
            return self._published(dispatch, platform, receipt, claim)

    async def _prepare(self, platform: Publisher, outgoing: Outgoing) -> None:
        timeout = asyncio.timeout(PREPARE_SECONDS)
        try:
            async with timeout:
                self._preparing.add(timeout)
                await platform.prepare(outgoing)
        except TimeoutError as error:
            if self._stopping:
                raise PutBack from error
            raise TryLater(detail=f"preparing took over {PREPARE_SECONDS} s") from error
        finally:
            self._preparing.discard(timeout)

    # What cannot be known is looked up

    async def _look(self, dispatch: Dispatch, claim: Claim | None, *, again: bool = False) -> DeliveryState | None:
        platform = self.platforms.get(dispatch.platform)
        now = self.now()
        receipt: Receipt | None = None
        told = False
        if isinstance(platform, Publisher) and platform.can_read_back and dispatch.handle is not None:
            try:
                async with self._lanes[dispatch.platform], self._all:
                    receipt = await self._find(platform, _outgoing(dispatch))
                told = True
            except Exception as error:
                log.info("delivery %s on %s cannot be read back: %r", dispatch.id, dispatch.platform, error)
        if receipt is not None and platform is not None:
            return await self._keep(self._published(dispatch, platform, receipt, claim))
        if told:
            ended = self._ended_at(dispatch, claim)
            if ended is not None and ended > now:
                # Its sender may only be asleep, with the call still on its way: not there yet is no proof.
                return await self._keep(_outcome(dispatch, DeliveryState.UNKNOWN, _LEFT, now, claim, again_at=ended))
            due = claim.due_at if claim is not None and claim.heir_of is not None else now + self._pause(1)
            return await self._keep(
                _outcome(
                    dispatch,
                    DeliveryState.WAITING,
                    _LEFT,
                    now,
                    claim,
                    reason=_NOT_ARRIVED,
                    facts={"platform": _label(dispatch, platform), **_since(dispatch, now)},
                    again_at=due,
                )
            )
        if again or dispatch.reason == _UNKNOWN:
            return await self._keep(
                _outcome(
                    dispatch, DeliveryState.UNKNOWN, _LEFT, now, claim, reason=_UNKNOWN, facts=dispatch.reason_facts
                )
            )
        can_read = isinstance(platform, Publisher) and platform.can_read_back
        url = platform.compose_url if platform is not None else ""
        facts = {"post": dispatch.number, "platform": _label(dispatch, platform)}
        return await self._keep(
            _outcome(
                dispatch,
                DeliveryState.UNKNOWN,
                _LEFT,
                now,
                claim,
                reason=_UNKNOWN,
                facts={"platform": facts["platform"]},
                confirm_at=tuple(now + pause for pause in LOOK_AGAIN) if can_read else (),
                notices=_notice(
                    dispatch,
                    "delivery-unconfirmed" if url else "delivery-unconfirmed-no-link",
                    {**facts, "url": url},
                ),
            )
        )

    async def _find(self, platform: Publisher, outgoing: Outgoing) -> Receipt | None:
        async with asyncio.timeout(FIND_SECONDS):
            return await platform.find(outgoing)

    def _ended_at(self, dispatch: Dispatch, claim: Claim | None) -> datetime | None:
        """When a call of another process has surely ended; None if it has."""
        if claim is None or claim.heir_of is None or is_gone(claim.heir_of) or dispatch.sent_at is None:
            return None
        return dispatch.sent_at + timedelta(seconds=2 * self.send_seconds)

    # Outcomes

    def _published(self, dispatch: Dispatch, platform: Platform, receipt: Receipt, claim: Claim | None) -> Outcome:
        facts = {"post": dispatch.number, "platform": platform.label, "url": receipt.url}
        key = "delivery-published" if receipt.url else "delivery-published-no-link"
        return _outcome(
            dispatch,
            DeliveryState.PUBLISHED,
            _ANY,
            self.now(),
            claim,
            remote_id=receipt.remote_id,
            url=receipt.url or None,
            raw=json.dumps(receipt.raw, default=str) if receipt.raw else None,
            notices=() if dispatch.id in self.waited_for else _notice(dispatch, key, facts),
        )

    def _refused(self, dispatch: Dispatch, platform: Platform, error: AllInError, claim: Claim | None) -> Outcome:
        choices: list[dict[str, Any]] = []
        if isinstance(error, SignInNeeded):
            choices.append(_choice("delivery-choice-connect", "connect_account", platform=dispatch.platform))
            choices.append(_choice("delivery-choice-publish", "publish_post", post_id=dispatch.number))
        return self._failed(
            dispatch, platform, error.key, error.facts, claim, choices=choices, raw=error.detail or None
        )

    def _breached(self, dispatch: Dispatch, platform: Platform, breach: Breach, claim: Claim | None) -> Outcome:
        choices = []
        if breach.repair == "shorten":
            choices.append(
                _choice("delivery-choice-shorten", "improve_draft", post_id=dispatch.number, instruction="shorter")
            )
        return self._failed(dispatch, platform, breach.key, breach.facts, claim, choices=choices)

    def _failed(
        self,
        dispatch: Dispatch,
        platform: Platform,
        reason: str,
        reason_facts: Mapping[str, Any],
        claim: Claim | None,
        *,
        choices: Sequence[dict[str, Any]] = (),
        raw: str | None = None,
        tried: bool = False,
    ) -> Outcome:
        plain = json.loads(json.dumps({"platform": platform.label, **reason_facts}, default=str))
        facts = {"post": dispatch.number, "platform": platform.label, "reason_key": reason, "reason_facts": plain}
        return _outcome(
            dispatch,
            DeliveryState.FAILED,
            _WAITING | _LEFT,
            self.now(),
            claim,
            reason=reason,
            facts=plain,
            raw=raw,
            tried=tried,
            notices=_notice(dispatch, "delivery-failed", facts, choices),
        )

    def _handed_over(self, dispatch: Dispatch, platform: Platform | None, claim: Claim | None) -> Outcome:
        label = _label(dispatch, platform)
        url = platform.compose_url if platform is not None else ""
        facts = {"post": dispatch.number, "platform": label, "text": dispatch.text, "url": url}
        choices = []
        if isinstance(platform, Publisher):
            choices.append(_choice("delivery-choice-connect", "connect_account", platform=dispatch.platform))
        key = "delivery-handed-over" if url else "delivery-handed-over-no-link"
        return _outcome(
            dispatch,
            DeliveryState.FAILED,
            _WAITING,
            self.now(),
            claim,
            reason="delivery-not-connected",
            facts={"platform": label},
            notices=_notice(dispatch, key, facts, choices),
        )

    def _later(
        self, dispatch: Dispatch, platform: Platform, error: TryLater, claim: Claim | None, *, tried: bool
    ) -> Outcome:
        now = self.now()
        tries = dispatch.attempts + 1
        since = _since(dispatch, now)
        at = now + max(self._pause(tries), timedelta(seconds=error.retry_after or 0))
        if tries >= MOST_TRIES or at - datetime.fromisoformat(since["since"]) > LONGEST:
            choices = [_choice("delivery-choice-publish", "publish_post", post_id=dispatch.number)]
            return self._failed(
                dispatch,
                platform,
                error.key,
                error.facts,
                claim,
                choices=choices,
                raw=error.detail or None,
                tried=tried,
            )
        plain = json.loads(json.dumps({"platform": platform.label, **error.facts}, default=str))
        return _outcome(
            dispatch,
            DeliveryState.WAITING,
            _WAITING | _LEFT,
            now,
            claim,
            reason=error.key,
            facts={**plain, **since},
            raw=error.detail or None,
            again_at=at,
            tried=tried,
        )

    def _pause(self, tries: int) -> timedelta:
        pause: timedelta = FIRST_PAUSE * 2 ** (tries - 1)
        return pause * (1 + self._jitter() / 10)

    # Too late to go out by itself

    def _is_late(self, claim: Claim | None) -> bool:
        return claim is not None and not claim.asked and self.now() - claim.due_at > self.late_grace

    async def _miss(self, dispatch: Dispatch, claim: Claim | None) -> DeliveryState | None:
        """Give up a post's overdue deliveries together, so that the person is asked once."""
        now = self.now()
        choices = [
            _choice("delivery-choice-publish", "publish_post", post_id=dispatch.number),
            _choice("delivery-choice-move", "reschedule_post", post_id=dispatch.number),
        ]
        due = (claim.due_at if claim is not None else dispatch.due_at) or now
        facts = {"post": dispatch.number, "due_at": due.isoformat()}
        notice = _notice(dispatch, "delivery-missed-notice", facts, choices)

        def work(session: Session) -> bool:
            ids = deliveries.overdue(session, dispatch.post_id, now - self.late_grace)
            outcomes = [
                Outcome(
                    id,
                    dispatch.post_id,
                    DeliveryState.FAILED,
                    _WAITING,
                    now,
                    claim if id == dispatch.id else None,
                    reason="delivery-missed",
                    reason_facts={"due_at": due.isoformat()},
                    notices=notice if number == 0 else (),
                )
                for number, id in enumerate(ids)
            ]
            return dispatch.id in deliveries.record(session, outcomes) if outcomes else False

        return DeliveryState.FAILED if await self.database.write(work) else None

    # The store

    async def _keep(self, outcome: Outcome) -> DeliveryState | None:
        """Record an outcome. What has left must be recorded, however long the store stays away."""
        pause = 0.5
        while True:
            try:
                kept = await self._write(outcome)
            except DatabaseError as error:
                if outcome.expected == _WAITING or self._stopping:
                    raise
                log.error("delivery %s cannot be recorded, trying again: %s", outcome.delivery_id, error)
                await asyncio.sleep(pause)
                pause = min(2 * pause, 5)
            else:
                return outcome.state if kept else None

    async def _load_all(self, ids: Sequence[int]) -> list[Dispatch | None]:
        found = await self.database.read(partial(deliveries.load, ids=ids))
        return [found.get(id) for id in ids]

    async def _fence_all(self, items: Sequence[tuple[Dispatch, Claim | None]]) -> list[Verdict]:
        now = self.now()
        verdicts = await self.database.write(lambda session: deliveries.fence(session, items, now))
        return [verdicts[dispatch.id] for dispatch, _ in items]

    async def _write_all(self, outcomes: Sequence[Outcome]) -> list[bool]:
        kept = await self.database.write(lambda session: deliveries.record(session, outcomes))
        return [outcome.delivery_id in kept for outcome in outcomes]


def is_gone(worker: str) -> bool:
    """Whether the process of a worker (`host:pid:random`) has surely ended; False if that cannot be seen from here."""
    if worker == RESTORED:
        return True
    host, _, rest = worker.rpartition(":")[0].rpartition(":")
    if host != socket.gethostname() or not rest.isdigit():
        return False
    try:
        os.kill(int(rest), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def _outcome(
    dispatch: Dispatch,
    state: DeliveryState,
    expected: frozenset[DeliveryState],
    at: datetime,
    claim: Claim | None,
    *,
    facts: Mapping[str, Any] | None = None,
    **more: Any,
) -> Outcome:
    return Outcome(dispatch.id, dispatch.post_id, state, expected, at, claim, reason_facts=facts or {}, **more)


def _outgoing(dispatch: Dispatch) -> Outgoing:
    account = AccountInfo(
        dispatch.account_id or 0,
        dispatch.workspace_id,
        dispatch.platform,
        dispatch.handle or "",
        dispatch.account_data or {},
    )
    return Outgoing(dispatch.key, account, dispatch.text, dispatch.title, dispatch.language, dispatch.due_at)


def _notice(
    dispatch: Dispatch, key: str, facts: dict[str, Any], choices: Sequence[dict[str, Any]] = ()
) -> tuple[NewNotice, ...]:
    if dispatch.conversation_id is None:
        return ()
    return (NewNotice(dispatch.workspace_id, dispatch.conversation_id, key, facts, tuple(choices)),)


def _choice(label_key: str, tool: str, **args: Any) -> dict[str, Any]:
    return {"label_key": label_key, "tool": tool, "args": args}


def _label(dispatch: Dispatch, platform: Platform | None) -> str:
    return platform.label if platform is not None else dispatch.platform


def _since(dispatch: Dispatch, now: datetime) -> dict[str, str]:
    """When the first of several tries was made."""
    return {"since": str(dispatch.reason_facts.get("since") or now.isoformat())}
