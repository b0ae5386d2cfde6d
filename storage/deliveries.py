"""What the publisher reads and writes of deliveries, many at a time.

Everything that a delivery's outcome changes (its row, its post's status, its jobs, what is told) changes in one transaction.
Locks are taken in the same order everywhere: posts, then deliveries, then jobs, each by id.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from storage import jobs, notices
from storage.jobs import Claim
from storage.models import Account, Delivery, DeliveryState, Job, JobState, Post, PostStatus
from storage.notices import NewNotice

GOING_OUT = frozenset({PostStatus.SCHEDULED, PostStatus.PUBLISHING})
_AROUND = timedelta(hours=1)
_QUIET = {"synchronize_session": False}


# These run for every delivery: built once, and past the ORM, which costs more than the database does.
_posts = cast(sa.Table, Post.__table__)
_deliveries = cast(sa.Table, Delivery.__table__)
_accounts = cast(sa.Table, Account.__table__)
_jobs = cast(sa.Table, Job.__table__)
_IDS: sa.BindParameter[Any] = sa.bindparam("ids", expanding=True)

_LOAD = (
    sa.select(
        _deliveries.c.id,
        _deliveries.c.workspace_id,
        _deliveries.c.post_id,
        _posts.c.number,
        _posts.c.conversation_id,
        _posts.c.status,
        _posts.c.topic,
        _posts.c.language,
        _posts.c.due_at,
        _deliveries.c.platform,
        _deliveries.c.text,
        _deliveries.c.key,
        _deliveries.c.state,
        _deliveries.c.attempts,
        _deliveries.c.reason,
        _deliveries.c.reason_facts,
        _deliveries.c.sent_at,
        _deliveries.c.account_id,
        _accounts.c.handle,
        _accounts.c.data,
        sa.func.coalesce(_accounts.c.connected, sa.false()),
        _posts.c.kind,
        _deliveries.c.media,
        _posts.c.media,
        _deliveries.c.options,
        _deliveries.c.progress,
        _deliveries.c.remote_id,
        _deliveries.c.url,
    )
    .join_from(_deliveries, _posts, _posts.c.id == _deliveries.c.post_id)
    .outerjoin(_accounts, _accounts.c.id == _deliveries.c.account_id)
    .where(_deliveries.c.id.in_(_IDS))
)
_LOCK_POSTS = (
    sa.select(_posts.c.id, _posts.c.status, _posts.c.media, _posts.c.topic, _posts.c.language)
    .where(_posts.c.id.in_(_IDS))
    .order_by(_posts.c.id)
    .with_for_update()
)
_LOCK_DELIVERIES = (
    sa.select(
        _deliveries.c.id,
        _deliveries.c.state,
        _deliveries.c.text,
        _deliveries.c.account_id,
        _deliveries.c.media,
        _deliveries.c.options,
        _deliveries.c.progress,
        _deliveries.c.sent_at,
    )
    .where(_deliveries.c.id.in_(_IDS))
    .order_by(_deliveries.c.id)
    .with_for_update()
)
_LOCK_JOBS = (
    sa.select(_jobs.c.id, _jobs.c.claimed_by)
    .where(_jobs.c.id.in_(_IDS), _jobs.c.state == JobState.CLAIMED)
    .order_by(_jobs.c.id)
    .with_for_update()
)
_SIBLINGS = sa.select(_deliveries.c.post_id, _deliveries.c.state).where(_deliveries.c.post_id.in_(_IDS))
_SET_STATUS = sa.update(_posts).where(_posts.c.id.in_(_IDS)).values(status=sa.bindparam("the_status"))
_FENCE = (
    sa.update(_deliveries)
    .where(_deliveries.c.id.in_(_IDS))
    .values(state=DeliveryState.SENDING, attempts=_deliveries.c.attempts + 1, sent_at=sa.bindparam("now"))
)
_KEEP_PROGRESS = (
    sa.update(_deliveries)
    .where(_deliveries.c.id == sa.bindparam("the_id"))
    .values(progress=sa.bindparam("the_progress", type_=_deliveries.c.progress.type))
)
_SENT = sa.select(_deliveries.c.sent_at, _deliveries.c.progress).where(
    _deliveries.c.account_id == sa.bindparam("account"),
    _deliveries.c.state.in_(
        [DeliveryState.SENDING, DeliveryState.PROCESSING, DeliveryState.PUBLISHED, DeliveryState.UNKNOWN]
    ),
    _deliveries.c.sent_at > sa.bindparam("since"),
)
_LOCK_ACCOUNTS = sa.select(_accounts.c.id).where(_accounts.c.id.in_(_IDS)).order_by(_accounts.c.id).with_for_update()
_KNOWN = sa.select(
    _deliveries.c.id, _deliveries.c.remote_id, _deliveries.c.progress, _deliveries.c.state, _deliveries.c.text
).where(
    _deliveries.c.account_id == sa.bindparam("account"),
    _deliveries.c.sent_at > sa.bindparam("since"),
)
_FINISH = (
    sa.update(_jobs)
    .where(_jobs.c.delivery_id.in_(_IDS), _jobs.c.kind == jobs.DELIVER, _jobs.c.state != JobState.DONE)
    .values(state=JobState.DONE, lease_until=None)
)
_UPDATE = (
    sa.update(_deliveries)
    .where(_deliveries.c.id == sa.bindparam("the_id"))
    .values(
        state=sa.bindparam("the_state"),
        attempts=_deliveries.c.attempts * sa.bindparam("kept", type_=sa.Integer())
        + sa.bindparam("more", type_=sa.Integer()),
        reason=sa.bindparam("the_reason"),
        reason_facts=sa.bindparam("the_facts"),
        remote_id=sa.func.coalesce(sa.bindparam("the_remote_id", type_=sa.Text()), _deliveries.c.remote_id),
        url=sa.func.coalesce(sa.bindparam("the_url", type_=sa.Text()), _deliveries.c.url),
        raw=sa.bindparam("the_raw"),
        finished_at=sa.bindparam("the_end"),
    )
)


@dataclass(frozen=True, slots=True)
class Dispatch:
    """A delivery with what the publisher needs of its post and its account, as it stood when it was read."""

    id: int
    workspace_id: int
    post_id: int
    number: int
    conversation_id: int | None
    post_status: PostStatus
    title: str
    language: str
    due_at: datetime | None
    platform: str
    text: str
    key: str
    state: DeliveryState
    attempts: int
    reason: str | None
    reason_facts: dict[str, Any]
    sent_at: datetime | None
    account_id: int | None
    handle: str | None
    account_data: dict[str, Any] | None
    connected: bool
    kind: str
    own_media: list[Any] | None
    post_media: list[Any]
    options: dict[str, Any]
    progress: dict[str, Any]
    remote_id: str | None
    url: str | None

    @property
    def media(self) -> list[Any]:
        """The media of this delivery: its own where it has some, else the post's."""
        return self.own_media if self.own_media is not None else self.post_media

    @property
    def parts(self) -> list[dict[str, str]]:
        """The parts that are out, in order: `id` and `url`."""
        return list(self.progress.get("parts") or ())


class Verdict(StrEnum):
    """May it be sent? `changed`: read it again first; `gone`: it was cancelled, or another worker has it.

    `full`: the network takes no more of this account for a while.
    """

    GO = "go"
    CHANGED = "changed"
    GONE = "gone"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Sending:
    """A delivery that is to get its fence. `progress` is kept with it; `quotas` are (count, window) of its account."""

    dispatch: Dispatch
    claim: Claim | None = None
    progress: Mapping[str, Any] | None = None
    quotas: tuple[tuple[int, timedelta], ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a delivery. `expected` are the states it may be in for this to hold.

    `again_at` puts its job back to wait until then, otherwise the job is done, unless it is `going_on`: then whoever has it
    keeps it. `tried` counts one more attempt; `confirm_at` are times to look on the network again; `progress` replaces what
    was kept of the parts.

    `after` is how many parts were out when it was made, None if that does not matter; `of_call` is when the call left that
    it speaks of. `is_receipt`: the network has it. A receipt counts whoever brings it, anything else only from the holder
    of the job. `was_found` is the remote id if it was found among the account's posts, where another
    delivery may have found it first.
    """

    delivery_id: int
    post_id: int
    state: DeliveryState
    expected: frozenset[DeliveryState]
    at: datetime
    claim: Claim | None = None
    reason: str | None = None
    reason_facts: Mapping[str, Any] = field(default_factory=dict)
    remote_id: str | None = None
    url: str | None = None
    raw: str | None = None
    again_at: datetime | None = None
    going_on: bool = False
    tried: bool = False
    progress: Mapping[str, Any] | None = None
    confirm_at: tuple[datetime, ...] = ()
    notices: tuple[NewNotice, ...] = ()
    after: int | None = None
    of_call: datetime | None = None
    is_receipt: bool = False
    was_found: str | None = None


def load(session: Session, ids: Collection[int]) -> dict[int, Dispatch]:
    """The deliveries of these ids that exist."""
    rows = session.connection().execute(_LOAD, {"ids": list(ids)})
    return {row[0]: Dispatch(*tuple[Any, ...](row)) for row in rows}


def fence(session: Session, items: Sequence[Sending], now: datetime) -> dict[int, tuple[Verdict, datetime | None]]:
    """Write the fence of every delivery that is still to go out just as it was read; which those are.

    When this has been committed as `go`, the call must be made by whoever asked, once, and its outcome recorded. Beside
    `full` stands the time at which the account has room again.
    """
    posts = _held_posts(session, {item.dispatch.post_id for item in items})
    rows = _lock_deliveries(session, [item.dispatch.id for item in items])
    held = _held(session, [item.claim for item in items if item.claim is not None])
    verdicts: dict[int, tuple[Verdict, datetime | None]] = {}
    room = _Room(session, now, items)
    going = []
    for item in items:
        dispatch = item.dispatch
        row, post = rows.get(dispatch.id), posts.get(dispatch.post_id)
        if (
            row is None
            or row.state is not DeliveryState.WAITING
            or post is None
            or post.status not in GOING_OUT
            or (item.claim is not None and item.claim.job_id not in held)
        ):
            verdicts[dispatch.id] = Verdict.GONE, None
        elif _content(row, post) != (
            dispatch.text,
            dispatch.account_id,
            dispatch.own_media,
            dispatch.options,
            dispatch.parts,
            dispatch.post_media,
            dispatch.title,
            dispatch.language,
        ):
            verdicts[dispatch.id] = Verdict.CHANGED, None
        elif (free_at := room.taken_until(item)) is not None:
            verdicts[dispatch.id] = Verdict.FULL, free_at
        else:
            verdicts[dispatch.id] = Verdict.GO, None
            going.append(item)
    if going:
        session.connection().execute(_FENCE, {"ids": [item.dispatch.id for item in going], "now": now})
    _keep_progress(session, [(item.dispatch.id, item.progress) for item in going if item.progress is not None])
    started = {i.dispatch.post_id for i in going if posts[i.dispatch.post_id].status is PostStatus.SCHEDULED}
    if started:
        session.connection().execute(_SET_STATUS, {"ids": list(started), "the_status": PostStatus.PUBLISHING})
    return verdicts


def _content(row: sa.Row[*tuple[Any, ...]], post: sa.Row[*tuple[Any, ...]]) -> tuple[Any, ...]:
    """All that makes up what is sent."""
    parts = list(row.progress.get("parts") or ())
    return row.text, row.account_id, row.media, row.options, parts, post.media, post.topic, post.language


class _Room:
    """How much an account may still post: what is out counts, and what is going out in the same transaction."""

    def __init__(self, session: Session, now: datetime, items: Sequence[Sending]) -> None:
        self._session = session
        self._now = now
        self._sent: dict[int, list[datetime]] = {}
        # All at once and in order: two workers that each had one and wanted the other's would wait for ever.
        counted = {item.dispatch.account_id for item in items if item.quotas and item.dispatch.account_id is not None}
        if counted:
            session.connection().execute(_LOCK_ACCOUNTS, {"ids": sorted(counted)})

    def taken_until(self, item: Sending) -> datetime | None:
        """When there is room for one more; None if there is now, and then it is taken."""
        account = item.dispatch.account_id
        if not item.quotas or account is None:
            return None
        longest = max(window for _, window in item.quotas)
        if account not in self._sent:
            rows = self._session.connection().execute(_SENT, {"account": account, "since": self._now - longest})
            times: list[datetime] = []
            for row in rows:
                times += [row[0]] * max(1, len(row[1].get("parts") or ()))
            self._sent[account] = sorted(times)
        sent = self._sent[account]
        free_at = None
        for count, window in item.quotas:
            inside = [at for at in sent if at > self._now - window]
            if len(inside) >= count:
                until = inside[len(inside) - count] + window
                free_at = until if free_at is None else max(free_at, until)
        if free_at is None:
            sent.append(self._now)
        return free_at


def record(session: Session, outcomes: Sequence[Outcome]) -> set[int]:
    """Keep what became of these deliveries; which of them it held for."""
    posts = _lock_posts(session, {outcome.post_id for outcome in outcomes})
    rows = _lock_deliveries(session, [outcome.delivery_id for outcome in outcomes])
    held = _held(session, [o.claim for o in outcomes if o.claim is not None and not o.is_receipt])
    found = {rows[o.delivery_id].account_id for o in outcomes if o.was_found and o.delivery_id in rows} - {None}
    if found:
        session.connection().execute(_LOCK_ACCOUNTS, {"ids": sorted(found)})
    kept: list[Outcome] = []
    known: set[int] = set()
    taken: set[tuple[int, str]] = set()
    for outcome in outcomes:
        row = rows.get(outcome.delivery_id)
        if row is None:
            continue
        if _is_there(outcome, row):
            known.add(outcome.delivery_id)
        elif (row.account_id, outcome.was_found) not in taken and _holds(session, outcome, row, held):
            kept.append(outcome)
            if outcome.was_found is not None:
                taken.add((row.account_id, outcome.was_found))
    if kept:
        _write(session, kept, posts)
    return known | {outcome.delivery_id for outcome in kept}


def _is_there(outcome: Outcome, row: sa.Row[*tuple[Any, ...]]) -> bool:
    """Whether a part's receipt has been written already: a write whose answer got lost is made again."""
    if not outcome.is_receipt or outcome.progress is None or outcome.state is not row.state:
        return False
    return bool(outcome.progress.get("parts")) and outcome.progress.get("parts") == row.progress.get("parts")


def _holds(session: Session, outcome: Outcome, row: sa.Row[*tuple[Any, ...]], held: set[int]) -> bool:
    """Whether an outcome still says something of where its delivery stands."""
    if row.state not in outcome.expected:
        return False
    # Of a thread somebody else may have gone on meanwhile, and a call be under way that this one knows nothing of.
    if outcome.after is not None and len(row.progress.get("parts") or ()) != outcome.after:
        return False
    if outcome.of_call is not None and row.sent_at != outcome.of_call:
        return False
    if outcome.is_receipt:
        if outcome.was_found is None or row.account_id is None:
            return True
        others = _others(session, row.account_id, row.sent_at or outcome.at, outcome.delivery_id)
        # What another is sending in the same words this moment may be what was found: its answer will tell.
        rival = any(other.state is DeliveryState.SENDING and other.text == row.text for other in others)
        return not rival and outcome.was_found not in _ids_of(others)
    return outcome.claim is None or outcome.claim.job_id in held


def known_ids(session: Session, account_id: int, since: datetime, but: int) -> frozenset[str]:
    """What the network calls that which other deliveries of this account than `but` have out, sent about `since` or later."""
    return frozenset(_ids_of(_others(session, account_id, since, but)))


def _others(session: Session, account_id: int, since: datetime, but: int) -> list[sa.Row[*tuple[Any, ...]]]:
    rows = session.connection().execute(_KNOWN, {"account": account_id, "since": since - _AROUND})
    return [row for row in rows if row.id != but]


def _ids_of(rows: Iterable[sa.Row[*tuple[Any, ...]]]) -> set[str]:
    found: set[str] = set()
    for row in rows:
        found |= {str(part.get("id")) for part in row.progress.get("parts") or ()}
        found |= {str(row.remote_id)} if row.remote_id else set()
    return found


def overdue(session: Session, post_id: int, before: datetime) -> list[int]:
    """The deliveries of a post that should have gone out before `before` and have not been touched."""
    query = (
        sa.select(Delivery.id)
        .join(Job, Job.delivery_id == Delivery.id)
        .where(
            Delivery.post_id == post_id,
            Delivery.state == DeliveryState.WAITING,
            Job.kind == jobs.DELIVER,
            Job.state != JobState.DONE,
            Job.due_at < before,
        )
        .order_by(Delivery.id)
    )
    return list(session.scalars(query))


def states(session: Session, ids: Collection[int]) -> dict[int, DeliveryState]:
    """Where these deliveries stand."""
    query = sa.select(Delivery.id, Delivery.state).where(Delivery.id.in_(list(ids)))
    return {row.id: row.state for row in session.execute(query)}


def status_of(delivery_states: Iterable[DeliveryState]) -> PostStatus | None:
    """What a team sees of a post with deliveries in these states; None if none of them is to go out or has."""
    found = set(delivery_states) - {DeliveryState.CANCELLED, DeliveryState.DELETED}
    if not found:
        return None
    if found & {DeliveryState.WAITING, DeliveryState.SENDING, DeliveryState.PROCESSING}:
        return PostStatus.PUBLISHING
    if DeliveryState.UNKNOWN in found:
        return PostStatus.UNCONFIRMED
    return PostStatus.FAILED if DeliveryState.FAILED in found else PostStatus.PUBLISHED


def settle_of(session: Session, ids: Collection[int]) -> None:
    """Bring the status of the posts that these deliveries belong to in line with them."""
    if ids:
        query = sa.select(Delivery.post_id).where(Delivery.id.in_(list(ids))).distinct()
        _settle(session, _lock_posts(session, list(session.scalars(query))))


def _held_posts(session: Session, ids: Collection[int]) -> dict[int, sa.Row[*tuple[Any, ...]]]:
    return {row[0]: row for row in session.connection().execute(_LOCK_POSTS, {"ids": list(ids)})}


def _lock_posts(session: Session, ids: Collection[int]) -> dict[int, PostStatus]:
    return {post_id: row.status for post_id, row in _held_posts(session, ids).items()}


def _lock_deliveries(session: Session, ids: Sequence[int]) -> dict[int, sa.Row[*tuple[Any, ...]]]:
    return {row[0]: row for row in session.connection().execute(_LOCK_DELIVERIES, {"ids": ids})}


def _held(session: Session, claims: Sequence[Claim]) -> set[int]:
    """Those of the claims' jobs that still belong to the claiming worker."""
    if not claims:
        return set()
    rows = session.connection().execute(_LOCK_JOBS, {"ids": [claim.job_id for claim in claims]})
    owners = {row[0]: row[1] for row in rows}
    return {claim.job_id for claim in claims if owners.get(claim.job_id) == claim.worker}


def _write(session: Session, outcomes: Sequence[Outcome], posts: Mapping[int, PostStatus]) -> None:
    over = {DeliveryState.PUBLISHED, DeliveryState.FAILED, DeliveryState.UNKNOWN}
    session.connection().execute(
        _UPDATE,
        [
            {
                "the_id": outcome.delivery_id,
                "the_state": outcome.state,
                # Each part of a thread has tries of its own.
                "kept": int(not (outcome.is_receipt and outcome.state is DeliveryState.WAITING)),
                "more": int(outcome.tried),
                "the_reason": outcome.reason,
                "the_facts": dict(outcome.reason_facts),
                "the_remote_id": outcome.remote_id,
                "the_url": outcome.url,
                "the_raw": outcome.raw,
                "the_end": outcome.at if outcome.state in over else None,
            }
            for outcome in outcomes
        ],
    )
    _keep_progress(session, [(o.delivery_id, o.progress) for o in outcomes if o.progress is not None])
    _settle(session, posts)
    done = [outcome.delivery_id for outcome in outcomes if outcome.again_at is None and not outcome.going_on]
    if done:
        session.connection().execute(_FINISH, {"ids": done})
    for outcome in outcomes:
        if outcome.again_at is not None:
            _put_back(session, outcome, outcome.again_at)
    confirmations = [(outcome.delivery_id, at) for outcome in outcomes for at in outcome.confirm_at]
    if confirmations:
        _add_jobs(session, jobs.CONFIRM, confirmations)
    notices.add(session, [notice for outcome in outcomes for notice in outcome.notices], outcomes[0].at)


def _keep_progress(session: Session, kept: Sequence[tuple[int, Mapping[str, Any] | None]]) -> None:
    if kept:
        session.connection().execute(
            _KEEP_PROGRESS,
            [{"the_id": delivery_id, "the_progress": dict(progress or {})} for delivery_id, progress in kept],
        )


def _settle(session: Session, posts: Mapping[int, PostStatus]) -> None:
    found: dict[int, list[DeliveryState]] = defaultdict(list)
    siblings: sa.Result[int, DeliveryState] = session.connection().execute(_SIBLINGS, {"ids": list(posts)})
    for post_id, state in siblings:
        found[post_id].append(state)
    changed: dict[PostStatus, list[int]] = defaultdict(list)
    for post_id, before in posts.items():
        status = status_of(found[post_id])
        if status is not None and status is not before:
            changed[status].append(post_id)
    for status, ids in changed.items():
        session.connection().execute(_SET_STATUS, {"ids": ids, "the_status": status})


def _put_back(session: Session, outcome: Outcome, at: datetime) -> None:
    values = {"state": JobState.WAITING, "due_at": at, "claimed_by": None, "lease_until": None}
    where = [Job.delivery_id == outcome.delivery_id, Job.kind == jobs.DELIVER, Job.state != JobState.DONE]
    moved = session.execute(
        sa.update(Job).where(*where).values(**values).returning(Job.id), execution_options=_QUIET
    ).all()
    if not moved:
        _add_jobs(session, jobs.DELIVER, [(outcome.delivery_id, at)])


def _add_jobs(session: Session, kind: str, wanted: Sequence[tuple[int, datetime]]) -> None:
    ids = [delivery_id for delivery_id, _ in wanted]
    query = sa.select(Delivery.id, Delivery.workspace_id).where(Delivery.id.in_(ids))
    workspaces = {row.id: row.workspace_id for row in session.execute(query)}
    rows = [
        {
            "workspace_id": workspaces[delivery_id],
            "kind": kind,
            "delivery_id": delivery_id,
            "due_at": at,
            "state": JobState.WAITING,
        }
        for delivery_id, at in wanted
    ]
    session.execute(sa.insert(Job.__table__), rows)  # type: ignore[arg-type]
