"""What is forgotten of the figures, and when. What a question is answered from stays for ever: figures and days.

| what | how long |
|---|---|
| hours | `HOURS` |
| every look at a post or an account | `EVERY_LOOK`; afterwards the last look of each day |
| corrections of a day's own figure (`kind` `day`) | for ever |
| observations older than a date of one's choosing | until `allin db archive` writes them to Parquet files |
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from storage.metrics_tables import MetricHour, Observation, Publication
from storage.models import Account

HOURS = timedelta(days=14)
EVERY_LOOK = timedelta(days=90)
AFTER = timedelta(days=30)
"""How long a post is looked at often: a post that is older than `EVERY_LOOK` and this has its many looks behind it."""
SPAN = timedelta(days=14)
"""How far a run looks back, so that a machine that was off for two weeks forgets nothing but late."""


def accounts(session: Session) -> list[int]:
    """Every account that anything was seen of."""
    return list(session.scalars(sa.select(Account.id).order_by(Account.id)))


def forget_hours(session: Session, now: datetime) -> int:
    """Forget hours that are no longer watched; how many."""
    result = session.execute(sa.delete(MetricHour).where(MetricHour.hour < now - HOURS))
    return int(result.rowcount)  # type: ignore[attr-defined]


def thin(session: Session, account_id: int, today: date, *, whole: bool = False) -> int:
    """Of looks that are older than `EVERY_LOOK`, keep the last of each day; how many rows went.

    Only posts that have just come into that age are gone through, with `whole` every one.
    """
    before = today - EVERY_LOOK
    turned = before - AFTER
    posts = sa.select(Publication.id).where(Publication.account_id == account_id, Publication.day <= turned)
    if not whole:
        posts = posts.where(Publication.day > turned - SPAN)
    gone = 0
    for start in _parts([0, *session.scalars(posts)]):
        later = aliased(Observation)
        superseded = sa.exists().where(
            later.account_id == Observation.account_id,
            later.publication_id == Observation.publication_id,
            later.metric == Observation.metric,
            later.day == Observation.day,
            later.kind == "level",
            later.seen_at > Observation.seen_at,
        )
        statement = sa.delete(Observation).where(
            Observation.account_id == account_id,
            Observation.publication_id.in_(start),
            Observation.kind == "level",
            Observation.day < before,
            superseded,
        )
        result = session.execute(statement.execution_options(synchronize_session=False))
        gone += int(result.rowcount)  # type: ignore[attr-defined]
    return gone


def _parts(ids: list[int], size: int = 500) -> list[list[int]]:
    return [ids[start : start + size] for start in range(0, len(ids), size)]
