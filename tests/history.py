"""A workspace with posts that were measured, for tests of what is asked about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from storage import metrics
from storage.metrics import NewPublication, Seen
from storage.metrics_tables import Publication
from storage.models import Account

BERLIN = ZoneInfo("Europe/Berlin")


@dataclass(frozen=True, slots=True)
class Past:
    """A post that went out at `at`, and the figures that were seen `after` it."""

    at: datetime
    figures: Mapping[str, float] = field(default_factory=dict)
    text: str = "Fresh bread"
    format: str = "image"
    campaign: str | None = None
    after: timedelta = timedelta(hours=20)


def account(session: Session, workspace_id: int, platform: str, handle: str = "@bakery") -> Account:
    """A connected profile, made once."""
    query = sa.select(Account).where(
        Account.workspace_id == workspace_id, Account.platform == platform, Account.handle == handle
    )
    row = session.scalar(query)
    if row is None:
        row = Account(
            workspace_id=workspace_id,
            platform=platform,
            handle=handle,
            connected=True,
            data={},
            created_at=datetime.fromisoformat("2026-01-01T00:00:00+00:00"),
        )
        session.add(row)
        session.flush()
    return row


def posts(
    session: Session, owner: Account, past: Iterable[Past], *, zone: ZoneInfo = BERLIN, source: str = "network"
) -> list[Publication]:
    """These posts as publications of an account, measured."""
    rows = []
    before = session.scalar(sa.select(sa.func.count()).select_from(Publication)) or 0
    for number, one in enumerate(past, before + 1):
        new = NewPublication(f"r{number}", one.text, one.at, source, format=one.format, campaign=one.campaign)  # type: ignore[arg-type]
        (row,) = metrics.keep(session, owner, [new], zone=zone, now=one.at)
        seen = [Seen(owner.id, row.id, metric, value) for metric, value in one.figures.items()]
        metrics.record(session, owner.workspace_id, seen, at=one.at + one.after, zone=zone)
        row.measured_at = one.at + one.after
        rows.append(row)
    session.flush()
    return rows


def followers(
    session: Session,
    owner: Account,
    counts: Mapping[datetime, float],
    *,
    zone: ZoneInfo = BERLIN,
    metric: str = "followers",
) -> None:
    """How many followed an account when."""
    for at, count in sorted(counts.items()):
        metrics.record(session, owner.workspace_id, [Seen(owner.id, 0, metric, count)], at=at, zone=zone)
