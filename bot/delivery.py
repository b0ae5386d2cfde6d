"""The one way out: a delivery is prepared, checked, fenced, sent once and recorded.

    waiting ──fence──► sending ──receipt──► published ◄── done ── processing, where the network still works on it
       ▲                  ├──── refused ──► failed
       │                  └── no answer ──► unknown ──read back──► published, waiting again, or left to a person
       └── try later, or surely not there ◄───────────────────────┘

A thread goes this way once for each of its parts (`bot/shipment.py`); what is out of it stays out.

The fence is on disk before the call leaves. Whoever finds it there without a receipt looks at the network before anything
is sent again. Until the fence a change or a cancellation wins; after it, it loses.
"""

from __future__ import annotations

import asyncio
import json
import logging
import random
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy.orm import Session

from bot import processes
from bot.errors import (
    AllInError,
    HeldBack,
    NotFound,
    OperatorError,
    PersonError,
    Rejected,
    SignInNeeded,
    TryLater,
    Unsupported,
)
from bot.quiet import QuietHours
from bot.shipment import Shipment, parts_of
from connectors.media import Media
from connectors.oauth import Tokens
from connectors.platform import AccountInfo, Breach, Outgoing, Platform, Publisher, Receipt
from storage import deliveries, workspaces
from storage.database import Database, DatabaseError
from storage.deliveries import Dispatch, Outcome, Sending, Verdict
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
SLOWEST_UPLOAD = 250_000  # bytes a second that a line must manage
FIND_SECONDS = 30.0
LATE_GRACE = timedelta(hours=1)
MOST_TRIES = 6
LONGEST = timedelta(hours=24)
FIRST_PAUSE = timedelta(seconds=30)
LOOK_AGAIN = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30))
RIVAL_PAUSE = timedelta(seconds=5)
LONGEST_PROCESSING = timedelta(hours=48)
TOLD_WAIT = timedelta(minutes=5)  # who waits for a network's quota longer than this is told

_WAITING = frozenset({DeliveryState.WAITING})
_LEFT = frozenset({DeliveryState.SENDING, DeliveryState.PROCESSING, DeliveryState.UNKNOWN})
_IN_DOUBT = frozenset({DeliveryState.SENDING, DeliveryState.UNKNOWN})
_PROCESSING = frozenset({DeliveryState.PROCESSING})
# A receipt is the truth, whatever was believed in the meantime.
_ANY = _LEFT | {DeliveryState.WAITING, DeliveryState.FAILED}
_NOT_ARRIVED = "delivery-not-arrived"
_UNKNOWN = "delivery-unknown"
_FULL = "error-quota"
_DUPLICATE = "error-duplicate"
_LOST = "delivery-lost"
_NO_COMMENT = "delivery-comment-missing"
_OF_REPLIES = {
    "delivery-published": "reply-notice-published",
    "delivery-published-no-link": "reply-notice-published",
    "delivery-failed": "reply-notice-failed",
    "delivery-failed-partly": "reply-notice-failed",
    "delivery-handed-over": "reply-notice-handed-over",
    "delivery-handed-over-no-link": "reply-notice-handed-over",
    "delivery-unconfirmed": "reply-notice-unconfirmed",
    "delivery-unconfirmed-no-link": "reply-notice-unconfirmed",
    "delivery-missed-notice": "reply-notice-missed",
}
"""An answer to a comment has no number that people know: it is told of in other words."""


class Accounts(Protocol):
    """Accounts with tokens that are good at this moment (`bot/tokens.py`)."""

    async def info(self, account_id: int) -> AccountInfo:
        """The account; its tokens are exchanged first if they are about to expire."""

    async def renew(self, account_id: int, stale: Tokens) -> AccountInfo:
        """The account after its network refused `stale`. `SignInNeeded` where nothing better can be had."""


class Library(Protocol):
    """The media of a workspace (`bot/media`)."""

    async def outgoing(self, workspace_id: int, items: Sequence[Mapping[str, Any]]) -> tuple[Media, ...]:
        """The media of these ids. `NotFound` if one is gone."""


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
        accounts: Accounts | None = None,
        library: Library | None = None,
        now: Now = lambda: datetime.now(UTC),
        late_grace: timedelta = LATE_GRACE,
        send_seconds: float = SEND_SECONDS,
        at_once: int = 200,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self.database = database
        self.platforms = platforms
        self.accounts = accounts
        self.library = library
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
        self._fence: Together[Sending, tuple[Verdict, datetime | None]] = Together(self._fence_all)
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
                state = await self._look(dispatch, claim)
                if claim is None or not await self._goes_on(dispatch):
                    return state
                continue
            if dispatch.state is not DeliveryState.WAITING or dispatch.post_status not in deliveries.GOING_OUT:
                return None
            if self._is_late(claim) and not dispatch.parts:
                return await self._miss(dispatch, claim)
            platform = self.platforms.get(dispatch.platform)
            if not isinstance(platform, Publisher) or not dispatch.connected:
                if dispatch.parts and platform is not None:
                    # Part of it is out: a person who posted the whole by hand would post that part twice.
                    choices = [_choice("delivery-choice-connect", "connect_account", platform=dispatch.platform)]
                    reason = "delivery-not-connected"
                    return await self._keep(self._failed(dispatch, platform, reason, {}, claim, choices=choices))
                return await self._keep(self._handed_over(dispatch, platform, claim))
            outcome = await self._attempt(dispatch, platform, claim)
            if outcome is Verdict.GONE:
                return None
            if isinstance(outcome, Outcome):
                state = await self._keep(outcome)
                if not outcome.going_on or state is None:
                    return state
            elif outcome is None:
                state = await self._look(dispatch, claim)
                if claim is None or not await self._goes_on(dispatch):
                    return state

    async def confirm(self, delivery_id: int) -> DeliveryState | None:
        """Look once more for a delivery whose answer was lost, or that its network still works on; where it stands then."""
        dispatch = await self._load(delivery_id)
        if dispatch is None:
            return None
        if dispatch.state is DeliveryState.PROCESSING:
            return await self._follow(dispatch)
        if dispatch.state is not DeliveryState.UNKNOWN:
            return dispatch.state
        return await self._look(dispatch, None, again=True)

    # One attempt

    async def _attempt(self, dispatch: Dispatch, platform: Publisher, claim: Claim | None) -> Outcome | Verdict | None:
        """The outcome; or that it changed or went away before the fence; or None if it left and nobody knows."""
        async with self._lanes[dispatch.platform], self._all:
            if self._stopping:
                raise PutBack
            try:
                shipment = await self._ship(dispatch, platform)
            except TryLater as error:
                return await self._later(dispatch, platform, error, claim, tried=True)
            except AllInError as error:
                return self._refused(dispatch, platform, error, claim)
            if shipment.is_whole:
                return self._whole(shipment, claim)
            if breaches := shipment.breaches():
                return self._breached(dispatch, platform, breaches[0], claim)
            if _was_lost(dispatch) and platform.can_read_back:
                # It was lost once. A network may show late what it took: look once more before it goes again.
                try:
                    shipment, receipt = await self._found(shipment)
                except Exception as error:
                    return await self._later(dispatch, platform, TryLater(detail=repr(error)), claim, tried=True)
                if receipt is not None:
                    return self._arrived(shipment, receipt, claim, looked=True)
            try:
                shipment, prepared = await self._signed_in(shipment, self._prepare)
            except PutBack:
                raise
            except TryLater as error:
                return await self._later(dispatch, platform, error, claim, tried=True)
            except AllInError as error:
                return self._refused(dispatch, platform, error, claim)
            except Exception as error:
                log.exception("preparing delivery %s on %s failed", dispatch.id, dispatch.platform)
                return await self._later(dispatch, platform, TryLater(detail=repr(error)), claim, tried=True)
            if self._stopping:
                raise PutBack
            kept = shipment.progress(prepared=prepared)
            verdict, free_at = await self._fence(
                Sending(dispatch, claim, kept if kept != dispatch.progress else None, _quotas(dispatch, platform))
            )
            if verdict is Verdict.FULL and free_at is not None:
                return await self._full(dispatch, platform, free_at, claim)
            if verdict is not Verdict.GO:
                return verdict
            shipment = replace(shipment, dispatch=replace(dispatch, progress=kept))
            try:
                try:
                    receipt = await self._send(shipment, prepared)
                except SignInNeeded as error:
                    # The network surely did not take it, and there may be better tokens.
                    shipment = await self._renewed(shipment, error)
                    receipt = await self._send(shipment, prepared)
            except TryLater as error:
                return await self._later(dispatch, platform, error, claim, tried=False)
            except HeldBack as error:
                return self._held_back(dispatch, platform, error, claim)
            except (PersonError, SignInNeeded, OperatorError) as error:
                if error.key == _DUPLICATE and _was_lost(dispatch):
                    # What it is like can only be the one whose answer got lost: it is there, and will show.
                    return None
                return self._refused(dispatch, platform, error, claim)
            except Exception as error:
                # The traceback goes to the log alone: it may hold words that are no one else's business.
                log.warning("no answer for delivery %s on %s: %r", dispatch.id, dispatch.platform, error)
                return None
            return self._arrived(shipment, receipt, claim)

    async def _ship(self, dispatch: Dispatch, platform: Publisher) -> Shipment:
        """The delivery with its account and its media. Raises what stands in the way."""
        account = await self._account(dispatch, platform)
        media: tuple[Media, ...] = ()
        if dispatch.media and self.library is not None:
            media = await self.library.outgoing(dispatch.workspace_id, dispatch.media)
        return Shipment.of(dispatch, platform, account, media)

    async def _account(self, dispatch: Dispatch, platform: Publisher) -> AccountInfo:
        if self.accounts is not None and platform.needs_sign_in and dispatch.account_id is not None:
            return await self.accounts.info(dispatch.account_id)
        return AccountInfo(
            dispatch.account_id or 0,
            dispatch.workspace_id,
            dispatch.platform,
            dispatch.handle or "",
            dispatch.account_data or {},
        )

    async def _signed_in(
        self, shipment: Shipment, call: Callable[[Publisher, Outgoing], Awaitable[T]]
    ) -> tuple[Shipment, T]:
        """Make a call that may be repeated, once more with new tokens if the network does not take the old ones."""
        try:
            return shipment, await call(shipment.platform, shipment.next())
        except SignInNeeded as error:
            shipment = await self._renewed(shipment, error)
            return shipment, await call(shipment.platform, shipment.next())

    async def _renewed(self, shipment: Shipment, refusal: SignInNeeded) -> Shipment:
        """The shipment with new tokens; raises `refusal` where there are none to be had."""
        stale = shipment.account.tokens
        if self.accounts is None or stale is None:
            raise refusal
        return shipment.with_account(await self.accounts.renew(shipment.account.id, stale))

    async def _send(self, shipment: Shipment, prepared: Mapping[str, Any]) -> Receipt:
        async with asyncio.timeout(self._longest_call(shipment)):
            return await shipment.platform.send(shipment.next(prepared))

    def _longest_call(self, shipment: Shipment | None) -> float:
        """Seconds: on some networks the files travel with the one call."""
        media = shipment.media if shipment is not None and not shipment.out else ()
        return self.send_seconds + sum(item.size for item in media) / SLOWEST_UPLOAD

    async def _prepare(self, platform: Publisher, outgoing: Outgoing) -> dict[str, Any]:
        patience = PREPARE_SECONDS + sum(item.size for item in outgoing.media) / SLOWEST_UPLOAD
        timeout = asyncio.timeout(patience)
        try:
            async with timeout:
                self._preparing.add(timeout)
                return await platform.prepare(outgoing)
        except TimeoutError as error:
            if self._stopping:
                raise PutBack from error
            raise TryLater(detail=f"preparing took over {patience:.0f} s") from error
        finally:
            self._preparing.discard(timeout)

    # What cannot be known is looked up

    async def _look(self, dispatch: Dispatch, claim: Claim | None, *, again: bool = False) -> DeliveryState | None:
        """See whether it is there, a second time if another delivery was the first to say that what was found is its own."""
        ended: datetime | None = None
        if dispatch.state is DeliveryState.WAITING:  # this process made the call itself, and it has ended this moment
            ended = self.now()
        elif claim is not None and claim.heir_of is not None and dispatch.sent_at is not None:
            ended = min(self.now(), dispatch.sent_at + timedelta(seconds=self.send_seconds))
        found = dispatch
        for _ in range(2):
            state = await self._look_once(dispatch, claim, ended, again=again)
            left = await self._load(dispatch.id) if state is None else None
            if left is None or left.state not in _IN_DOUBT or left.parts != dispatch.parts:
                return state
            found = left
        # Another in the same words is under way, and whose it is only its answer tells.
        now = self.now()
        of_call: dict[str, Any] = {"of_call": found.sent_at, "after": len(found.parts)}
        reason, since, wait = found.reason, found.reason_facts, now + RIVAL_PAUSE
        outcome = _outcome(found, DeliveryState.UNKNOWN, _IN_DOUBT, now, claim, reason=reason, facts=since, **of_call)
        return await self._keep(replace(outcome, again_at=wait) if claim else replace(outcome, confirm_at=(wait,)))

    async def _look_once(
        self, dispatch: Dispatch, claim: Claim | None, ended: datetime | None, *, again: bool
    ) -> DeliveryState | None:
        platform = self.platforms.get(dispatch.platform)
        # Since it was read, the fence has been written, perhaps by this very process: what it wrote is what to look for.
        dispatch = await self._load(dispatch.id) or dispatch
        if dispatch.state not in _IN_DOUBT:
            return dispatch.state
        now = self.now()
        receipt: Receipt | None = None
        shipment: Shipment | None = None
        told = False
        if isinstance(platform, Publisher) and platform.can_read_back and dispatch.handle is not None:
            try:
                async with self._lanes[dispatch.platform], self._all:
                    shipment = await self._ship(dispatch, platform)
                    shipment, receipt = await self._found(shipment)
                told = True
            except Exception as error:
                log.info("delivery %s on %s cannot be read back: %r", dispatch.id, dispatch.platform, error)
        if receipt is not None and shipment is not None:
            return await self._keep(self._arrived(shipment, receipt, claim, looked=True))
        of_call: dict[str, Any] = {"of_call": dispatch.sent_at, "after": len(dispatch.parts)}
        if told and isinstance(platform, Publisher):
            if (wait := self._may_still_come(dispatch, platform, claim, ended, shipment)) is not None:
                # Its sender may only be asleep, or the network slow to show it: not there yet is no proof.
                reason, since = dispatch.reason, dispatch.reason_facts
                outcome = _outcome(
                    dispatch, DeliveryState.UNKNOWN, _IN_DOUBT, now, claim, reason=reason, facts=since, **of_call
                )
                outcome = replace(outcome, again_at=wait) if claim else replace(outcome, confirm_at=(wait,))
                return await self._keep(outcome)
            if dispatch.attempts >= MOST_TRIES:
                # Whatever takes it loses it each time: that is no accident, and a person has to look.
                choices = [_choice("delivery-choice-publish", "publish_post", post_id=dispatch.number)]
                lost = self._failed(dispatch, platform, _LOST, {}, claim, choices=choices)
                return await self._keep(replace(lost, expected=_IN_DOUBT, **of_call))
            due = (
                claim.due_at
                if claim is not None and claim.heir_of is not None
                else now + self._pause(dispatch.attempts)
            )
            return await self._keep(
                _outcome(
                    dispatch,
                    DeliveryState.WAITING,
                    _IN_DOUBT,
                    now,
                    claim,
                    reason=_NOT_ARRIVED,
                    facts={"platform": _label(dispatch, platform), **_since(dispatch, now)},
                    again_at=await self._after_quiet(dispatch, due),
                    **of_call,
                )
            )
        if again or dispatch.reason == _UNKNOWN:
            return await self._keep(
                _outcome(
                    dispatch,
                    DeliveryState.UNKNOWN,
                    _IN_DOUBT,
                    now,
                    claim,
                    reason=_UNKNOWN,
                    facts=dispatch.reason_facts,
                    **of_call,
                )
            )
        can_read = isinstance(platform, Publisher) and platform.can_read_back
        url = platform.compose_url if platform is not None else ""
        facts = {"post": dispatch.number, "platform": _label(dispatch, platform)}
        return await self._keep(
            _outcome(
                dispatch,
                DeliveryState.UNKNOWN,
                _IN_DOUBT,
                now,
                claim,
                reason=_UNKNOWN,
                facts={"platform": facts["platform"]},
                **of_call,
                confirm_at=tuple(now + pause for pause in LOOK_AGAIN) if can_read else (),
                notices=_notice(
                    dispatch,
                    "delivery-unconfirmed" if url else "delivery-unconfirmed-no-link",
                    {**facts, "url": url},
                    _ways_out(dispatch),
                ),
            )
        )

    def _may_still_come(
        self,
        dispatch: Dispatch,
        platform: Publisher,
        claim: Claim | None,
        ended: datetime | None,
        shipment: Shipment | None,
    ) -> datetime | None:
        """Until when a post that cannot be seen may yet turn up; None if it surely will not.

        `ended` is when the call ended, where that is known: one that took a minute may have reached the network at its end.
        """
        now = self.now()
        left = ended or dispatch.sent_at
        shown = left + platform.settles_after if left is not None else now
        until = max(shown, self._ended_at(dispatch, claim, shipment) or now)
        return until if until > now else None

    async def _found(self, shipment: Shipment) -> tuple[Shipment, Receipt | None]:
        """What the network has of the next part; what other deliveries have there is theirs."""
        dispatch = shipment.dispatch
        since = dispatch.sent_at or dispatch.due_at
        if dispatch.account_id is not None and since is not None:
            look_up = partial(deliveries.known_ids, account_id=dispatch.account_id, since=since, but=dispatch.id)
            shipment = replace(shipment, taken=await self.database.read(look_up))
        shipment, receipt = await self._signed_in(shipment, self._find)
        if receipt is not None and receipt.remote_id in shipment.next().taken:
            return shipment, None
        return shipment, receipt

    async def _goes_on(self, before: Dispatch) -> bool:
        """Whether looking found a part of a thread, so that the next one can follow at once."""
        now = await self._load(before.id)
        return now is not None and len(now.parts) > len(before.parts) and now.state is DeliveryState.WAITING

    async def _follow(self, dispatch: Dispatch) -> DeliveryState | None:
        """Ask the network how far it is with what it took."""
        platform = self.platforms.get(dispatch.platform)
        now = self.now()
        of_call: dict[str, Any] = {"of_call": dispatch.sent_at, "after": len(dispatch.parts)}
        try:
            if not isinstance(platform, Publisher):
                raise Unsupported("error-cannot-read-back", platform=_label(dispatch, platform))
            async with self._lanes[dispatch.platform], self._all, asyncio.timeout(FIND_SECONDS):
                try:
                    shipment = await self._ship(dispatch, platform)
                except NotFound:  # what it carried is gone from here, and is there all the same
                    shipment = Shipment.of(dispatch, platform, await self._account(dispatch, platform), ())
                before = replace(dispatch, progress=_without_newest(dispatch))
                shipment = Shipment.of(before, platform, shipment.account, shipment.media)
                newest = dispatch.parts[-1] if dispatch.parts else {}
                known = Receipt(str(newest.get("id") or ""), str(newest.get("url") or ""), pending=True)

                async def ask(publisher: Publisher, outgoing: Outgoing) -> Receipt | AllInError:
                    try:
                        return await publisher.progress(outgoing, known)
                    except (Rejected, HeldBack) as error:
                        return error

                shipment, answer = await self._signed_in(shipment, ask)
            if isinstance(answer, HeldBack):
                held = self._held_back(dispatch, platform, answer, None)
                return await self._keep(replace(held, expected=_PROCESSING, **of_call))
            if isinstance(answer, AllInError):
                # That part is not out after all, and what was prepared for it is used up.
                left = {"parts": dispatch.parts[:-1]}
                refused = self._refused(replace(dispatch, progress=left), platform, answer, None)
                return await self._keep(replace(refused, progress=left, expected=_PROCESSING, **of_call))
            if not answer.pending:
                arrived = self._arrived(shipment, answer, None)
                return await self._keep(replace(arrived, expected=_PROCESSING, **of_call))
        except DatabaseError:
            raise
        except Exception as error:
            # Whatever else goes wrong says nothing of the post: only the network's own "no" does.
            log.info("delivery %s on %s cannot be followed: %r", dispatch.id, dispatch.platform, error)
        waited = now - (dispatch.sent_at or now)
        if waited > LONGEST_PROCESSING:
            label, url = _label(dispatch, platform), dispatch.url or (platform.compose_url if platform else "")
            facts = {"post": dispatch.number, "platform": label, "url": url}
            key = "delivery-unconfirmed" if url else "delivery-unconfirmed-no-link"
            return await self._keep(
                _outcome(
                    dispatch,
                    DeliveryState.UNKNOWN,
                    _PROCESSING,
                    now,
                    None,
                    reason=_UNKNOWN,
                    facts={"platform": label},
                    notices=_notice(dispatch, key, facts),
                    **of_call,
                )
            )
        # Soon at first, then ever more rarely.
        pause = min(max(waited / 2, timedelta(seconds=5)), timedelta(minutes=30))
        return await self._keep(
            _outcome(
                dispatch,
                DeliveryState.PROCESSING,
                _PROCESSING,
                now,
                None,
                reason="delivery-processing",
                facts={"platform": _label(dispatch, platform)},
                confirm_at=(now + pause,),
                **of_call,
            )
        )

    async def _find(self, platform: Publisher, outgoing: Outgoing) -> Receipt | None:
        async with asyncio.timeout(FIND_SECONDS):
            return await platform.find(outgoing)

    def _ended_at(self, dispatch: Dispatch, claim: Claim | None, shipment: Shipment | None) -> datetime | None:
        """When a call of another process has surely ended; None if it has."""
        if claim is None or claim.heir_of is None or is_gone(claim.heir_of) or dispatch.sent_at is None:
            return None
        return dispatch.sent_at + timedelta(seconds=2 * self._longest_call(shipment))

    # Outcomes

    def _arrived(self, shipment: Shipment, receipt: Receipt, claim: Claim | None, *, looked: bool = False) -> Outcome:
        """The next part is out. The delivery is published with its last; until then whoever has the job goes on."""
        dispatch, platform, now = shipment.dispatch, shipment.platform, self.now()
        first = shipment.out[0] if shipment.out else {"id": receipt.remote_id, "url": receipt.url}
        url = str(first.get("url") or "")
        kept: dict[str, Any] = {
            "remote_id": str(first["id"]) or None,
            "url": url or None,
            "raw": json.dumps(receipt.raw, default=str) if receipt.raw else None,
            "after": len(shipment.out),
            "is_receipt": True,
            "was_found": receipt.remote_id if looked else None,
        }
        if receipt.pending:
            return _outcome(
                dispatch,
                DeliveryState.PROCESSING,
                _ANY,
                now,
                claim,
                reason="delivery-processing",
                facts={"platform": platform.label},
                progress=shipment.progress(receipt, shipment.dispatch.progress.get("prepared")),
                confirm_at=(now + timedelta(seconds=5),),
                **kept,
            )
        if not shipment.is_last:
            total = len(shipment.parts)
            facts = {"platform": platform.label, "done": len(shipment.out) + 1, "total": total}
            return _outcome(
                dispatch,
                DeliveryState.WAITING,
                _ANY,
                now,
                claim,
                reason="delivery-partly",
                facts=facts,
                progress=shipment.progress(receipt),
                going_on=claim is not None,
                again_at=now if claim is None else None,
                **kept,
            )
        facts = {"post": dispatch.number, "platform": platform.label, "url": url}
        by_hand = str(receipt.raw.get("by_hand") or "") or None
        key = by_hand or ("delivery-published" if url else "delivery-published-no-link")
        told = () if dispatch.id in self.waited_for else _notice(dispatch, key, facts)
        for extra, more in receipt.raw.get("notices") or ():
            # No answer has said this: it is told even to who waited.
            told += _notice(dispatch, extra, {"about": dispatch.number, "platform": platform.label, **more})
        return _outcome(
            dispatch,
            DeliveryState.PUBLISHED,
            _ANY,
            now,
            claim,
            reason=by_hand,
            facts={"platform": platform.label} if by_hand else None,
            progress=shipment.progress(receipt) if len(shipment.parts) > 1 or dispatch.progress else None,
            notices=told,
            **kept,
        )

    def _whole(self, shipment: Shipment, claim: Claim | None) -> Outcome:
        """Every part that there is to send has gone out."""
        dispatch, platform = shipment.dispatch, shipment.platform
        facts = {"post": dispatch.number, "platform": platform.label, "url": dispatch.url or ""}
        key = "delivery-published" if dispatch.url else "delivery-published-no-link"
        return _outcome(
            dispatch,
            DeliveryState.PUBLISHED,
            _WAITING,
            self.now(),
            claim,
            notices=() if dispatch.id in self.waited_for else _notice(dispatch, key, facts),
            after=len(dispatch.parts),
        )

    def _held_back(self, dispatch: Dispatch, platform: Publisher, error: HeldBack, claim: Claim | None) -> Outcome:
        """It is there, and not for everybody to see: nothing is sent again, and the person is told why."""
        plain = json.loads(json.dumps({"platform": platform.label, **error.facts}, default=str))
        facts = {"post": dispatch.number, "platform": platform.label, "reason_key": error.key, "reason_facts": plain}
        return _outcome(
            dispatch,
            DeliveryState.PUBLISHED,
            _ANY,
            self.now(),
            claim,
            reason=error.key,
            facts=plain,
            raw=error.detail or None,
            notices=_notice(dispatch, "delivery-held-back", facts),
            is_receipt=True,
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
        key = "delivery-failed"
        state = DeliveryState.FAILED
        if dispatch.parts and isinstance(platform, Publisher):
            key = "delivery-failed-partly"
            parts = parts_of(dispatch, platform)
            if len(dispatch.parts) == len(parts) - 1 and parts[-1].kind == "comment":
                # The post itself is out: it has not failed.
                key, state, choices = _NO_COMMENT, DeliveryState.PUBLISHED, ()
                reason, plain = "delivery-without-comment", {"platform": platform.label, "url": dispatch.url or ""}
            facts |= {
                "done": len(dispatch.parts),
                "total": len(parts),
                "url": dispatch.url or "",
            }
        return _outcome(
            dispatch,
            state,
            _WAITING | _LEFT,
            self.now(),
            claim,
            reason=reason,
            facts=plain,
            raw=raw,
            tried=tried,
            after=len(dispatch.parts),
            notices=_notice(dispatch, key, facts, choices),
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

    async def _full(self, dispatch: Dispatch, platform: Publisher, free_at: datetime, claim: Claim | None) -> Outcome:
        """The network takes no more of this account for a while."""
        now = self.now()
        quota = max(platform.limits.of(dispatch.account_data or {}).quotas, key=lambda quota: quota.per)
        facts = {"platform": platform.label, "count": quota.count, "hours": round(quota.per.total_seconds() / 3600)}
        when = free_at + timedelta(seconds=1)
        if claim is None or not claim.asked:
            when = await self._after_quiet(dispatch, when)
        told = {**facts, "post": dispatch.number, "when_at": when.isoformat()}
        long = when - now > TOLD_WAIT and dispatch.reason != _FULL
        notices = _notice(dispatch, "delivery-quota", told) if long else ()
        return _outcome(
            dispatch,
            DeliveryState.WAITING,
            _WAITING,
            now,
            claim,
            reason=_FULL,
            facts=facts,
            again_at=when,
            notices=notices,
        )

    async def _later(
        self, dispatch: Dispatch, platform: Platform, error: TryLater, claim: Claim | None, *, tried: bool
    ) -> Outcome:
        now = self.now()
        tries = dispatch.attempts + 1
        since = _since(dispatch, now)
        at = now + max(self._pause(tries), timedelta(seconds=error.retry_after or 0))
        if claim is None or not claim.asked:
            at = await self._after_quiet(dispatch, at)
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
            facts={**plain, **since, **({"lost": "yes"} if _was_lost(dispatch) else {})},
            raw=error.detail or None,
            again_at=at,
            tried=tried,
            after=len(dispatch.parts),
        )

    def _pause(self, tries: int) -> timedelta:
        pause: timedelta = FIRST_PAUSE * 2 ** max(0, tries - 1)
        return pause * (1 + self._jitter() / 10)

    async def _after_quiet(self, dispatch: Dispatch, at: datetime) -> datetime:
        """`at`, or the end of the workspace's quiet hours if it falls into them: only what a person planned goes out then."""
        kept = await self.database.read(partial(workspaces.settings_of, workspace_id=dispatch.workspace_id))
        hours = QuietHours.of(kept)
        return hours.after(at) if hours is not None else at

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

    async def _fence_all(self, items: Sequence[Sending]) -> list[tuple[Verdict, datetime | None]]:
        now = self.now()
        verdicts = await self.database.write(lambda session: deliveries.fence(session, items, now))
        return [verdicts[item.dispatch.id] for item in items]

    async def _write_all(self, outcomes: Sequence[Outcome]) -> list[bool]:
        kept = await self.database.write(lambda session: deliveries.record(session, outcomes))
        return [outcome.delivery_id in kept for outcome in outcomes]


def is_gone(worker: str) -> bool:
    """Whether the process of a worker has surely ended; one that a restored copy names is not there either."""
    return worker == RESTORED or processes.is_gone(worker)


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


def _quotas(dispatch: Dispatch, platform: Publisher) -> tuple[tuple[int, timedelta], ...]:
    if dispatch.kind == "reply":
        return ()
    return tuple((quota.count, quota.per) for quota in platform.limits.of(dispatch.account_data or {}).quotas)


def _without_newest(dispatch: Dispatch) -> dict[str, Any]:
    """The progress before the part that the network still works on: that part is asked about."""
    return {**dispatch.progress, "parts": dispatch.parts[:-1]}


def _notice(
    dispatch: Dispatch, key: str, facts: dict[str, Any], choices: Sequence[dict[str, Any]] = ()
) -> tuple[NewNotice, ...]:
    if dispatch.conversation_id is None:
        return ()
    if dispatch.kind == "reply":
        key, choices = _OF_REPLIES.get(key, key), ()
    return (NewNotice(dispatch.workspace_id, dispatch.conversation_id, key, facts, tuple(choices)),)


def _choice(label_key: str, tool: str, **args: Any) -> dict[str, Any]:
    return {"label_key": label_key, "tool": tool, "args": args}


def _ways_out(dispatch: Dispatch) -> list[dict[str, Any]]:
    """What a person says who has looked for a post whose answer was lost."""
    args = {"post_id": dispatch.number, "platforms": [dispatch.platform]}
    return [
        _choice("delivery-choice-there", "confirm_post", **args),
        _choice("delivery-choice-again", "resend_post", **args),
    ]


def _label(dispatch: Dispatch, platform: Platform | None) -> str:
    return platform.label if platform is not None else dispatch.platform


def _was_lost(dispatch: Dispatch) -> bool:
    """Whether an earlier call of this part got no answer, and nothing of it could be found."""
    return dispatch.reason == _NOT_ARRIVED or bool(dispatch.reason_facts.get("lost"))


def _since(dispatch: Dispatch, now: datetime) -> dict[str, str]:
    """When the first of several tries was made."""
    return {"since": str(dispatch.reason_facts.get("since") or now.isoformat())}
