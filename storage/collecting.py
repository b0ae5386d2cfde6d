"""What the collector of figures reads and writes beside the figures themselves: what is due, whose turn it is, what went wrong.

An account is measured by one process at a time: it claims the account's row in `measuring` under a lease, and whatever it
writes it writes only while the claim is its own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from storage.metrics_tables import Gap, Measuring, MetricDay, Publication
from storage.models import Account, Credential, Delivery, DeliveryState, MediaFile, Post
from storage.recording import insert_rows
from storage.workspaces import settings_of

END = "end"
"""In `Measuring.history`: what was there before has been read."""

POSTS, ACCOUNT, DAYS, HISTORY, COMMENTS = "posts", "account", "days", "history", "comments"
"""What may be asked of a network, as `Measuring.unable` names it."""

_QUIET = {"synchronize_session": False}
_MEASURED = ("here", "network")
MANY = 500

SILENCE = timedelta(hours=24)
"""An account that could not be measured for longer has a gap."""
DISCONNECTED = "sign-in-absent"
"""The sentence for a gap in which an account was not connected."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A delivery that is out, with what a publication of it needs. `kinds` are those of its media, in order."""

    id: int
    account_id: int
    remote_id: str
    url: str
    text: str
    title: str
    language: str
    options: Mapping[str, Any]
    kinds: tuple[str, ...]
    at: datetime
    finished_at: datetime


@dataclass(frozen=True, slots=True)
class Task:
    """An account whose turn it is, as it stood when it was claimed."""

    account: Account
    measuring: Measuring
    settings: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Due:
    """A publication to look at. `gone` if our own delivery was taken down; `remote_id` is what the network calls it now.

    `renamed`: the publication's row does not know that yet.
    """

    id: int
    account_id: int
    remote_id: str
    published_at: datetime
    failures: int
    delivery_id: int | None
    gone: bool
    renamed: bool


class Taken(Exception):
    """Another process has taken the account over, because this one was silent for too long."""


# What went out


def unsynced(session: Session, since: datetime, after: Sent | None = None, limit: int = MANY) -> list[Sent]:
    """Deliveries that are out since then and have no publication yet, the oldest first. Answers to comments are none.

    `after` is the last of those that have been seen to.
    """
    query = (
        sa.select(Delivery, Post)
        .join(Post, Post.id == Delivery.post_id)
        .outerjoin(Publication, Publication.delivery_id == Delivery.id)
        .where(
            Delivery.state == DeliveryState.PUBLISHED,
            Delivery.finished_at >= since,
            Delivery.remote_id.is_not(None),
            Delivery.remote_id != "",
            Delivery.account_id.is_not(None),
            Publication.id.is_(None),
            Post.kind == "post",
        )
        .order_by(Delivery.finished_at, Delivery.id)
        .limit(limit)
    )
    if after is not None:
        query = query.where(sa.tuple_(Delivery.finished_at, Delivery.id) > (after.finished_at, after.id))
    rows = [(delivery, post) for delivery, post in session.execute(query)]
    media = {int(item["id"]) for delivery, post in rows for item in _media(delivery, post)}
    kinds: dict[int, str] = {}
    for part in _parts(sorted(media)):
        found = session.execute(sa.select(MediaFile.id, MediaFile.kind).where(MediaFile.id.in_(part)))
        kinds.update({row.id: row.kind for row in found})
    sent = []
    for delivery, post in rows:
        assert delivery.account_id is not None and delivery.remote_id is not None and delivery.finished_at is not None
        shown = tuple(kinds.get(int(item["id"]), "image") for item in _media(delivery, post))
        sent.append(
            Sent(
                delivery.id,
                delivery.account_id,
                delivery.remote_id,
                delivery.url or "",
                delivery.text,
                str(delivery.options.get("title") or post.topic or ""),
                post.language,
                delivery.options,
                shown,
                delivery.sent_at or delivery.finished_at,
                delivery.finished_at,
            )
        )
    return sent


def taken_down(session: Session, since: datetime) -> list[tuple[Publication, datetime]]:
    """Publications of deliveries that were taken down since then and are not marked as gone, and when that was."""
    query = (
        sa.select(Publication, Delivery.finished_at)
        .join(Delivery, Delivery.id == Publication.delivery_id)
        .where(
            Delivery.state == DeliveryState.DELETED,
            Delivery.finished_at >= since,
            Publication.gone_at.is_(None),
        )
    )
    return [(publication, at or since) for publication, at in session.execute(query)]


def further_ids(session: Session, account_id: int, since: datetime, until: datetime) -> set[str]:
    """Remote ids of what we sent then that is no post of its own: parts of threads, first comments, answers."""
    query = (
        sa.select(Delivery.remote_id, Delivery.progress, Post.kind)
        .join(Post, Post.id == Delivery.post_id)
        .where(Delivery.account_id == account_id, Delivery.sent_at.between(since, until))
    )
    found: set[str] = set()
    rows: Any = session.execute(query)
    for remote_id, progress, kind in rows:
        parts = [str(part.get("id") or "") for part in (progress or {}).get("parts") or ()]
        found.update(parts[1:])
        if kind != "post":
            found.update([remote_id or "", *parts])
    return found - {""}


# Whose turn it is


def enrol(session: Session, platforms: Collection[str], now: datetime, after: int = 0) -> int:
    """Take up accounts that were connected, let those be that were disconnected, and those go on that signed in again.

    `after` is the newest account that was looked at before, 0 to go through all; returns the newest now.
    """
    newest = session.scalar(sa.select(sa.func.max(Account.id))) or 0
    new = (
        sa.select(Account.id, Account.workspace_id)
        .outerjoin(Measuring, Measuring.account_id == Account.id)
        .where(
            Account.id > after,
            Account.connected,
            Account.platform.in_(list(platforms)),
            Measuring.account_id.is_(None),
        )
    )
    begun = [
        {
            "account_id": row.id,
            "workspace_id": row.workspace_id,
            "due_at": now,
            "reason_facts": {},
            "unable": [],
            "failures": 0,
        }
        for row in session.execute(new).all()
    ]
    # Another process may have been quicker.
    insert_rows(session, Measuring, begun, "nothing")
    for row in begun:
        due_now(session, Publication.account_id == row["account_id"], Publication.measured_at.is_(None), now=now)
    standing = sa.select(Measuring.account_id, Account.connected, Measuring.measured_at).join(
        Account, Account.id == Measuring.account_id
    )
    if not after:
        for account_id, *_ in session.execute(standing.where(~Account.connected, Measuring.due_at.is_not(None))).all():
            _park(session, account_id)
    back = standing.where(Account.connected, Account.platform.in_(list(platforms)), Measuring.due_at.is_(None))
    for account_id, *_ in session.execute(back).all():
        _unpark(session, account_id, now)
    renewed = (
        sa.select(Measuring.account_id)
        .join(Credential, Credential.account_id == Measuring.account_id)
        .where(
            Measuring.wait_until > now,
            Measuring.reason.like("%sign-in%"),
            Credential.broken.is_(None),
            Credential.updated_at > Measuring.tried_at,
        )
    )
    again = list(session.scalars(renewed))
    if again:
        session.execute(
            sa.update(Measuring).where(Measuring.account_id.in_(again)).values(wait_until=None),
            execution_options=_QUIET,
        )
    session.flush()
    return newest


def _park(session: Session, account_id: int) -> None:
    session.execute(
        sa.update(Measuring).where(Measuring.account_id == account_id).values(due_at=None), execution_options=_QUIET
    )
    session.execute(
        sa.update(Publication)
        .where(Publication.account_id == account_id, Publication.measure_at.is_not(None))
        .values(measure_at=None),
        execution_options=_QUIET,
    )


def _unpark(session: Session, account_id: int, now: datetime) -> None:
    row = session.get(Measuring, account_id)
    last = last_success(session, row) if row is not None else None
    if row is not None and last is not None and now - last >= SILENCE:
        open_gap(session, row, last, DISCONNECTED)
    # A new sign-in may be allowed what the old one was not.
    session.execute(
        sa.update(Measuring)
        .where(Measuring.account_id == account_id)
        .values(due_at=now, wait_until=None, unable=[], failures=0),
        execution_options=_QUIET,
    )
    due_now(session, Publication.account_id == account_id, now=now)


def due_now(session: Session, *where: sa.ColumnExpressionArgument[bool], now: datetime) -> None:
    """Let these publications be looked at now, those of them that are still there and young enough."""
    session.execute(
        sa.update(Publication)
        .where(
            *where,
            Publication.gone_at.is_(None),
            Publication.source.in_(_MEASURED),
            Publication.published_at > now - timedelta(days=730),
        )
        .values(measure_at=now),
        execution_options=_QUIET,
    )


def claim_due(
    session: Session,
    worker: str,
    *,
    platforms: Collection[str],
    now: datetime,
    until: datetime,
    limit: int,
    but: Collection[int] = (),
    gone: Collection[str] = (),
) -> list[Task]:
    """Take up to `limit` accounts that have posts due, and as many that are due themselves; held until `until`.

    `gone` are workers that have ended.
    """
    free = _free(now, gone)
    own = (
        sa.select(Measuring.account_id)
        .join(Account, Account.id == Measuring.account_id)
        .where(Measuring.due_at <= now, *free, Account.connected, Account.platform.in_(list(platforms)))
        .order_by(Measuring.due_at)
        .limit(limit + len(but))
    )
    wanted: list[int] = []
    # One after the other along the index: whoever has thousands of posts due hides nobody.
    while len(wanted) < limit:
        of_posts = (
            sa.select(Publication.account_id)
            .join(Measuring, Measuring.account_id == Publication.account_id)
            .join(Account, Account.id == Publication.account_id)
            .where(
                Publication.measure_at <= now,
                Publication.account_id.not_in([*but, *wanted]),
                *free,
                Account.connected,
                Account.platform.in_(list(platforms)),
            )
            .order_by(Publication.measure_at)
            .limit(1)
        )
        found = session.scalar(of_posts)
        if found is None:
            break
        wanted.append(found)
    wanted += [account for account in session.scalars(own) if account not in {*but, *wanted}]
    return claim(session, worker, wanted[: 2 * limit], now=now, until=until, gone=gone)


def claim(
    session: Session,
    worker: str,
    accounts: Sequence[int],
    *,
    now: datetime,
    until: datetime,
    gone: Collection[str] = (),
) -> list[Task]:
    """Take those of these accounts that nobody holds and that need not wait."""
    if not accounts:
        return []
    taking = (
        sa.update(Measuring)
        .where(Measuring.account_id.in_(list(accounts)), *_free(now, gone))
        .values(claimed_by=worker, lease_until=until)
        .returning(Measuring.account_id)
    )
    taken = list(session.scalars(taking, execution_options=_QUIET))
    query = (
        sa.select(Account, Measuring)
        .join(Measuring, Measuring.account_id == Account.id)
        .where(Account.id.in_(taken), Account.connected)
    )
    rows = {
        row[0].id: (row[0], row[1]) for row in session.execute(query, execution_options={"populate_existing": True})
    }
    settings: dict[int, Mapping[str, Any]] = {}
    tasks = []
    for account_id in accounts:
        if account_id in rows:
            account, measuring = rows[account_id]
            place = account.workspace_id
            settings[place] = settings.get(place) or settings_of(session, place)
            tasks.append(Task(account, measuring, settings[place]))
    return tasks


def _free(now: datetime, gone: Collection[str]) -> list[sa.ColumnExpressionArgument[bool]]:
    free = [Measuring.claimed_by.is_(None), Measuring.lease_until < now]
    if gone:
        free.append(Measuring.claimed_by.in_(list(gone)))
    return [sa.or_(*free), sa.or_(Measuring.wait_until.is_(None), Measuring.wait_until <= now)]


def workers(session: Session) -> list[str]:
    """Who holds accounts."""
    query = sa.select(Measuring.claimed_by).where(Measuring.claimed_by.is_not(None)).distinct()
    return [worker for worker in session.scalars(query) if worker is not None]


def held(session: Session, worker: str, account_id: int, until: datetime | None = None) -> Measuring:
    """The row of an account that is held, for a change, and with `until` held for longer. Raises `Taken`."""
    query = (
        sa.select(Measuring).where(Measuring.account_id == account_id, Measuring.claimed_by == worker).with_for_update()
    )
    row = session.scalar(query, execution_options={"populate_existing": True})
    if row is None:
        raise Taken
    if until is not None:
        row.lease_until = until
    return row


def release(session: Session, worker: str, account_id: int) -> None:
    """Let others have an account."""
    session.execute(
        sa.update(Measuring)
        .where(Measuring.account_id == account_id, Measuring.claimed_by == worker)
        .values(claimed_by=None, lease_until=None),
        execution_options=_QUIET,
    )


# Posts


def due_posts(session: Session, account_id: int, now: datetime, limit: int) -> list[Due]:
    """Publications of an account to look at, the fresh ones first."""
    is_fresh = sa.case((Publication.published_at > now - timedelta(days=2), 0), else_=1)
    query = _with_deliveries().where(Publication.account_id == account_id, Publication.measure_at <= now)
    return _due(session, query.order_by(is_fresh, Publication.measure_at, Publication.id).limit(limit))


def stale_posts(session: Session, workspace_id: int, ids: Collection[int], before: datetime) -> list[Due]:
    """Those of these publications that nobody has looked at since then, and that can be looked at, the newest first."""
    query = _with_deliveries().where(
        Publication.workspace_id == workspace_id,
        Publication.id.in_(list(ids)[:MANY]),
        Publication.gone_at.is_(None),
        Publication.source.in_(_MEASURED),
        sa.or_(Publication.measured_at.is_(None), Publication.measured_at < before),
    )
    return _due(session, query.order_by(Publication.published_at.desc(), Publication.id))


def _with_deliveries() -> sa.Select[*tuple[Any, ...]]:
    query: sa.Select[*tuple[Any, ...]] = sa.select(
        Publication.id,
        Publication.account_id,
        Publication.remote_id,
        Publication.published_at,
        Publication.failures,
        Publication.delivery_id,
        Delivery.state,
        Delivery.remote_id.label("sent_id"),
    ).outerjoin(Delivery, Delivery.id == Publication.delivery_id)
    return query


def _due(session: Session, query: sa.Select[*tuple[Any, ...]]) -> list[Due]:
    # An edit may have given the post another id.
    return [
        Due(
            row.id,
            row.account_id,
            row.sent_id or row.remote_id,
            row.published_at,
            row.failures,
            row.delivery_id,
            row.state is DeliveryState.DELETED,
            bool(row.sent_id) and row.sent_id != row.remote_id,
        )
        for row in session.execute(query)
    ]


def looked(session: Session, values: Sequence[Mapping[str, Any]]) -> None:
    """Note of publications (`id`) when they were looked at and when they are next, whether they were missing, or are gone."""
    for one in values:
        rest = {name: value for name, value in one.items() if name != "id"}
        session.execute(
            sa.update(Publication).where(Publication.id == one["id"]).values(**rest), execution_options=_QUIET
        )


def days_of(session: Session, ids: Collection[int]) -> set[date]:
    """The days on which these publications went out."""
    return set(session.scalars(sa.select(Publication.day).where(Publication.id.in_(list(ids)))))


def has_days(session: Session, account_id: int) -> bool:
    """Whether the network has told what single days brought the account."""
    query = sa.select(MetricDay.day).where(MetricDay.account_id == account_id, MetricDay.total.is_not(None))
    return session.scalar(query.limit(1)) is not None


def count(session: Session, account_id: int) -> int:
    """How many posts of an account are known from its network."""
    query = sa.select(sa.func.count()).where(Publication.account_id == account_id, Publication.source.in_(_MEASURED))
    return session.scalar(query) or 0


def known(session: Session, account_id: int, remote_ids: Collection[str]) -> set[str]:
    """Those of these remote ids that have a publication."""
    query = sa.select(Publication.remote_id).where(
        Publication.account_id == account_id, Publication.remote_id.in_(list(remote_ids))
    )
    return set(session.scalars(query))


def last_success(session: Session, measuring: Measuring) -> datetime | None:
    """When anything of an account was measured last."""
    query = sa.select(sa.func.max(Publication.measured_at)).where(Publication.account_id == measuring.account_id)
    times = [at for at in (session.scalar(query), measuring.measured_at) if at is not None]
    return max(times, default=None)


# Gaps


def open_gap(session: Session, measuring: Measuring, since: datetime, reason: str) -> None:
    """Note that an account cannot be measured since then; once, until it can."""
    query = sa.select(Gap).where(Gap.account_id == measuring.account_id, Gap.until.is_(None))
    if session.scalar(query.limit(1)) is None:
        session.add(
            Gap(
                workspace_id=measuring.workspace_id,
                account_id=measuring.account_id,
                since=since,
                until=None,
                reason=reason,
            )
        )
        session.flush()


def close_gap(session: Session, account_id: int, now: datetime) -> None:
    """The account can be measured again."""
    session.execute(
        sa.update(Gap).where(Gap.account_id == account_id, Gap.until.is_(None)).values(until=now),
        execution_options=_QUIET,
    )


def gaps(
    session: Session, workspace_id: int, since: datetime, until: datetime, accounts: Collection[int] = ()
) -> list[Gap]:
    """The times within that period in which accounts could not be measured, the oldest first."""
    query = sa.select(Gap).where(
        Gap.workspace_id == workspace_id, Gap.since < until, sa.or_(Gap.until.is_(None), Gap.until > since)
    )
    if accounts:
        query = query.where(Gap.account_id.in_(list(accounts)))
    return list(session.scalars(query.order_by(Gap.since, Gap.id)))


# What networks send


def accounts_of(session: Session, platform: str, network_id: str) -> list[Account]:
    """The connected accounts that a network knows by that id; several workspaces may have connected the same."""
    query = sa.select(Account).where(
        Account.platform == platform, Account.connected, Account.data["id"].as_string() == network_id
    )
    return list(session.scalars(query.order_by(Account.id)))


def publications_of(session: Session, account_id: int, remote_ids: Collection[str]) -> list[Publication]:
    """Publications of an account by what its network calls them."""
    query = sa.select(Publication).where(
        Publication.account_id == account_id, Publication.remote_id.in_(list(remote_ids))
    )
    return list(session.scalars(query))


def _media(delivery: Delivery, post: Post) -> list[Any]:
    return list(delivery.media if delivery.media is not None else post.media)


def _parts(items: Sequence[int]) -> list[Sequence[int]]:
    return [items[start : start + MANY] for start in range(0, len(items), MANY)]
