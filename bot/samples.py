"""Made-up figures for the sample workspace: twelve weeks of a bakery's posts on two networks, told to be made up."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from storage import metrics
from storage.metrics import NewPublication, Seen
from storage.models import Account

WEEKS = 12
HANDLE = "@demobakery"
SEED = 2026
NETWORKS = {"instagram": 1.0, "mastodon": 0.25}
"""The sample's networks, and how many people each reaches beside the first."""

_RHYTHM = {1: (18, 1.3), 3: (12, 1.0), 5: (8, 1.5), 6: (10, 0.8)}
"""Weekday (0 Monday), the hour of its post on the wall clock, and how well it does."""
_ABOUT = (
    ("Sample: rye bread, still warm. #bread #DemoBakery", "image", 1.0),
    ("Sample: how the dough rises, in thirty seconds. #behindthescenes #DemoBakery", "reel", 1.7),
    ("Sample: five rolls for five mornings. #rolls #DemoBakery", "carousel", 1.3),
    ("Sample: we are looking for somebody for Saturdays. #jobs #DemoBakery", "text", 0.6),
    ("Sample: plum cake is back. #cake #DemoBakery", "image", 1.2),
)
_GATHERED = (0.55, 0.8, 0.92, 1.0)
"""What a post has of all that it will get after one day, two, three and four."""


@dataclass(frozen=True, slots=True)
class _Sample:
    at: datetime
    text: str
    format: str
    figures: Mapping[str, float]
    delivery_id: int | None = None


def furnish(
    session: Session, workspace_id: int, now: datetime, zone: ZoneInfo, sent: Mapping[int, tuple[datetime, str]]
) -> None:
    """Accounts, posts and figures of the twelve weeks before `now`, the same each time.

    `sent` are deliveries to the first network, with time and text, that get figures as well.

    The accounts are not connected, so that nothing is ever asked of a network for them.
    """
    chance = random.Random(SEED)
    looks: dict[datetime, list[Seen]] = defaultdict(list)
    for name, share in NETWORKS.items():
        owner = Account(
            workspace_id=workspace_id, platform=name, handle=HANDLE, connected=False, data={}, created_at=now
        )
        session.add(owner)
        session.flush()
        past = _posts(chance, share, now, zone)
        if name == next(iter(NETWORKS)):
            past += [
                _Sample(at, text, "image", _figures(chance, share, 0.9), delivery_id)
                for delivery_id, (at, text) in sent.items()
            ]
        _look_at_posts(session, owner, past, now, zone, looks)
        _look_at_followers(owner, chance, share, now, looks)
    for at, seen in sorted(looks.items()):
        metrics.record(session, workspace_id, seen, at=at, zone=zone, source="sample")


def _posts(chance: random.Random, share: float, now: datetime, zone: ZoneInfo) -> list[_Sample]:
    today = now.astimezone(zone).date()
    first = today - timedelta(days=today.weekday(), weeks=WEEKS)
    found = []
    for n in range(WEEKS * 7 + today.weekday() + 1):
        day = first + timedelta(days=n)
        if day.weekday() not in _RHYTHM:
            continue
        hour, well = _RHYTHM[day.weekday()]
        at = datetime.combine(day, time(hour, chance.randrange(20)), zone)
        text, format, liked = _ABOUT[chance.randrange(len(_ABOUT))]
        growth = 1 + 0.02 * n / 7
        if at < now:
            found.append(_Sample(at, text, format, _figures(chance, share, well * liked * growth)))
    return found


def _figures(chance: random.Random, share: float, well: float) -> dict[str, float]:
    reach = share * well * chance.lognormvariate(6.4, 0.25)
    likes = reach * chance.uniform(0.05, 0.09)
    return {
        "reach": round(reach),
        "likes": round(likes),
        "comments": round(likes * chance.uniform(0.04, 0.12)),
        "shares": round(likes * chance.uniform(0.02, 0.08)),
    }


def _look_at_posts(
    session: Session,
    owner: Account,
    past: list[_Sample],
    now: datetime,
    zone: ZoneInfo,
    looks: dict[datetime, list[Seen]],
) -> None:
    """The looks at each post: at the time of day of `now`, on the days after it went out, and once more at the end."""
    new = [
        NewPublication(
            f"sample-{n}", one.text, one.at, "sample", format=one.format, delivery_id=one.delivery_id, language="en"
        )
        for n, one in enumerate(past)
    ]
    for one, row in zip(past, metrics.keep(session, owner, new, zone=zone, now=now), strict=True):
        row.measure_at, row.measured_at = None, now
        first = now - timedelta(days=(now - one.at).days)
        seen = [first + timedelta(days=n) for n in range(len(_GATHERED))]
        for at, part in zip(seen, _GATHERED, strict=True):
            if at < now:
                looks[at] += [
                    Seen(owner.id, row.id, metric, round(value * part)) for metric, value in one.figures.items()
                ]
        done = _GATHERED[min((now - first).days, len(_GATHERED) - 1)]
        looks[now] += [Seen(owner.id, row.id, metric, round(value * done)) for metric, value in one.figures.items()]


def _look_at_followers(
    owner: Account, chance: random.Random, share: float, now: datetime, looks: dict[datetime, list[Seen]]
) -> None:
    count = round(1800 * share)
    for days in range(WEEKS * 7, -1, -1):
        count += chance.choice((0, 0, 1, 1, 2, 3)) if share == 1.0 else chance.choice((0, 0, 0, 1))
        looks[now - timedelta(days=days)].append(Seen(owner.id, 0, "followers", count))
