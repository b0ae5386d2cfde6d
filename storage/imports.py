"""Figures from files: taken over whole, and taken back whole.

What a network has told itself is never replaced by what a file says of it. An account's level on a day counts as seen at the
end of that day; a post's figures, and what a day brought, as seen when the file was read, since it does not say when it was made.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import cast
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from storage import metrics, workspaces
from storage.metrics import MANY, NewPublication, Seen
from storage.metrics_tables import Figure, Observation, Publication
from storage.models import Account
from storage.recording import SAME_POST, first_words
from storage.report_tables import Import, Imported
from storage.rolling import Roll, write_days


@dataclass(frozen=True, slots=True)
class Past:
    """A post as a file tells of it, and its figures."""

    new: NewPublication
    figures: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file: posts that are new here and those that were known, figures that were written, those that stood
    so already, and those that a network has told itself.
    """

    new_posts: int
    known_posts: int
    written: int
    same: int
    measured: int


def find(session: Session, account_id: int, sha256: str) -> Import | None:
    """The import of the same file into an account."""
    return session.scalar(sa.select(Import).where(Import.account_id == account_id, Import.sha256 == sha256).limit(1))


def take_over(
    session: Session,
    account: Account,
    posts: Sequence[Past],
    days: Mapping[date, Mapping[str, float]],
    *,
    name: str,
    sha256: str,
    member_id: int | None,
    levels: frozenset[str],
    zone: ZoneInfo,
    now: datetime,
) -> Taken:
    """Keep a file's figures. `levels` are the metrics whose values are the account's own, as they stood on a day."""
    at = now.astimezone(UTC)
    row = Import(
        workspace_id=account.workspace_id,
        account_id=account.id,
        name=name,
        sha256=sha256,
        seen_at=at,
        facts={"zone": zone.key},
        created_by=member_id,
        created_at=now,
    )
    session.add(row)
    session.flush()
    rows, made = _publications(session, account, posts, zone=zone, now=at)
    session.add_all(Imported(import_id=row.id, publication_id=one.id, day=one.day, seen_at=at) for one in made)
    told = _told(session, rows)
    seen: list[Seen] = []
    same = measured = 0
    for post, publication in zip(posts, rows, strict=True):
        for metric, value in post.figures.items():
            known = told.get((publication.id, metric))
            if known is not None and known[1] != "import":
                measured += 1
            elif known is not None and known[0] == value:
                same += 1
            else:
                seen.append(Seen(account.id, publication.id, metric, value))
    own = _own(session, account.id, days)
    by_day: dict[date, list[Seen]] = defaultdict(list)
    for day, figures in days.items():
        for metric, value in figures.items():
            is_level = metric in levels
            before = own.get((metric, day, "level" if is_level else "day"))
            if before is not None and before.source != "import":
                measured += 1
            elif before is not None and before.value == value:
                same += 1
            elif is_level:
                by_day[day].append(Seen(account.id, 0, metric, value))
            else:
                seen.append(Seen(account.id, 0, metric, value, "day", day))
    common = {"zone": zone, "source": "import"}
    written = metrics.record(session, account.workspace_id, seen, at=at, **common) if seen else 0  # type: ignore[arg-type]
    written += _levels(session, row, account, by_day, own, zone=zone, at=at)
    ids = [one.id for one in made]
    for start in range(0, len(ids), MANY):
        mine = sa.update(Publication).where(Publication.id.in_(ids[start : start + MANY]))
        session.execute(mine.values(measured_at=at).execution_options(synchronize_session=False))
    session.flush()
    return Taken(len(made), len(posts) - len(made), written, same, measured)


def _levels(
    session: Session,
    row: Import,
    account: Account,
    by_day: Mapping[date, Sequence[Seen]],
    own: Mapping[tuple[str, date, str], _Own],
    *,
    zone: ZoneInfo,
    at: datetime,
) -> int:
    """Keep an account's levels as seen at the end of their days; how many were kept."""
    kept: list[dict[str, object]] = []
    for day, of_day in sorted(by_day.items()):
        end = min(datetime.combine(day, time(23, 59, 59), zone).astimezone(UTC), at)
        # A later file that says something else comes after the one before.
        earlier = [found.seen_at for one in of_day if (found := own.get((one.metric, day, "level")))]
        end = max([end, *(before + timedelta(microseconds=1) for before in earlier)])
        session.add(Imported(import_id=row.id, publication_id=0, day=day, seen_at=end))
        common = {"account_id": account.id, "publication_id": 0, "workspace_id": account.workspace_id}
        kept += [
            {
                **common,
                "metric": one.metric,
                "day": day,
                "seen_at": end,
                "value": one.value,
                "kind": "level",
                "source": "import",
            }
            for one in of_day
        ]
        levels = {(account.id, one.metric, day): one.value for one in of_day}
        platforms = {account.id: account.platform}
        write_days(session, account.workspace_id, platforms, end, Roll(zone), (), levels, {})
    if kept:
        session.connection().execute(sa.insert(cast(sa.Table, Observation.__table__)), kept)
    return len(kept)


def take_back(session: Session, row: Import) -> None:
    """Undo an import, as if it had never been: its observations, its posts, and the days that they made."""
    zone = ZoneInfo(str(workspaces.settings_of(session, row.workspace_id).get("time_zone") or row.facts["zone"]))
    made = list(session.scalars(sa.select(Imported).where(Imported.import_id == row.id)))
    mine = [Observation.account_id == row.account_id, Observation.source == "import"]
    of_file = [*mine, Observation.seen_at == row.seen_at]
    posts = {
        (publication, metric)
        for publication, metric in session.execute(
            sa.select(Observation.publication_id, Observation.metric).where(*of_file, Observation.publication_id != 0)
        )
    }
    days = set(session.scalars(sa.select(Observation.day).where(*of_file, Observation.publication_id == 0)))
    session.execute(sa.delete(Observation).where(*of_file))
    for one in made:
        if not one.publication_id:
            days.add(one.day)
            level = [*mine, Observation.publication_id == 0, Observation.day == one.day]
            session.execute(sa.delete(Observation).where(*level, Observation.seen_at == one.seen_at))
    went_out = _restore(session, row, posts)
    _remove(session, row, [one.publication_id for one in made if one.publication_id])
    session.execute(sa.delete(Imported).where(Imported.import_id == row.id))
    session.flush()
    first = min([*days, *went_out], default=None)
    if first is not None:
        metrics.rebuild(session, row.account_id, zone, since=first)


def _publications(
    session: Session, account: Account, posts: Sequence[Past], *, zone: ZoneInfo, now: datetime
) -> tuple[list[Publication], list[Publication]]:
    """The publication of each post in order, and those of them that were made."""
    known = list(session.scalars(sa.select(Publication).where(Publication.account_id == account.id))) if posts else []
    by_id = {row.remote_id: row for row in known}
    by_url = {row.url.rstrip("/"): row for row in known if row.url}
    by_words: dict[str, list[Publication]] = defaultdict(list)
    for row in known:
        by_words[first_words(row.text)].append(row)
    found = [by_id.get(post.new.remote_id) or by_url.get(post.new.url.rstrip("/") or "-") for post in posts]
    # Two lines of one file are two posts, also where both say the same on one day.
    taken = {match.id for match in found if match is not None}
    for place, post in enumerate(posts):
        if found[place] is None and (words := first_words(post.new.text)):
            near = [
                row
                for row in by_words[words]
                if row.id not in taken and abs(row.published_at - post.new.published_at) <= SAME_POST
            ]
            if len(near) == 1:
                found[place] = near[0]
                taken.add(near[0].id)
    fresh = [post.new for post, match in zip(posts, found, strict=True) if match is None]
    made = metrics.keep(session, account, fresh, zone=zone, now=now) if fresh else []
    left = iter(made)
    return [match if match is not None else next(left) for match in found], made


def _told(session: Session, rows: Sequence[Publication]) -> dict[tuple[int, str], tuple[float, str]]:
    found: dict[tuple[int, str], tuple[float, str]] = {}
    ids = sorted({row.id for row in rows})
    for start in range(0, len(ids), MANY):
        query = sa.select(Figure.publication_id, Figure.metric, Figure.value, Figure.source).where(
            Figure.publication_id.in_(ids[start : start + MANY])
        )
        found.update({(post, metric): (value, source) for post, metric, value, source in session.execute(query)})
    return found


@dataclass(frozen=True, slots=True)
class _Own:
    value: float
    source: str
    seen_at: datetime


def _own(session: Session, account_id: int, days: Mapping[date, object]) -> dict[tuple[str, date, str], _Own]:
    """What is known of the account itself on these days; what a network told goes before what files said."""
    found: dict[tuple[str, date, str], _Own] = {}
    if not days:
        return found
    query = (
        sa.select(Observation)
        .where(
            Observation.account_id == account_id,
            Observation.publication_id == 0,
            Observation.day.between(min(days), max(days)),
        )
        .order_by(Observation.seen_at)
    )
    for row in session.scalars(query):
        key = (row.metric, row.day, row.kind)
        before = found.get(key)
        if before is None or before.source == "import" or row.source != "import":
            found[key] = _Own(row.value, row.source, row.seen_at)
    return found


def _restore(session: Session, row: Import, posts: set[tuple[int, str]]) -> list[date]:
    """These figures as they stood without the file; the days on which their posts went out."""
    days: set[date] = set()
    ids = sorted({publication_id for publication_id, _ in posts})
    gone: list[Figure] = []
    for start in range(0, len(ids), MANY):
        part = ids[start : start + MANY]
        days |= set(session.scalars(sa.select(Publication.day).where(Publication.id.in_(part))))
        left: dict[tuple[int, str], Observation] = {}
        query = sa.select(Observation).where(
            Observation.account_id == row.account_id, Observation.publication_id.in_(part)
        )
        for seen in session.scalars(query.order_by(Observation.seen_at)):
            left[seen.publication_id, seen.metric] = seen
        for figure in session.scalars(sa.select(Figure).where(Figure.publication_id.in_(part))):
            key = (figure.publication_id, figure.metric)
            if key not in posts or figure.source != "import" or figure.changed_at != row.seen_at:
                continue
            before = left.get(key)
            if figure.checked_at > figure.changed_at:
                # The network has said the same since: from then on it is known from there.
                told = {"account_id": row.account_id, "workspace_id": row.workspace_id, "value": figure.value}
                of = {"publication_id": key[0], "metric": key[1], "day": figure.checked_at.date()}
                session.add(Observation(**told, **of, seen_at=figure.checked_at, kind="level", source="api"))
                figure.changed_at, figure.source = figure.checked_at, "api"
            elif before is None:
                gone.append(figure)
            else:
                figure.value, figure.source = before.value, before.source
                figure.changed_at = figure.checked_at = before.seen_at
    for figure in gone:
        session.delete(figure)
    session.flush()
    return sorted(days)


def _remove(session: Session, row: Import, ids: Sequence[int]) -> None:
    """Take away the posts that only this file knew."""
    for start in range(0, len(ids), MANY):
        part = ids[start : start + MANY]
        kept = set(
            session.scalars(
                sa.select(Observation.publication_id).where(
                    Observation.account_id == row.account_id, Observation.publication_id.in_(part)
                )
            )
        )
        kept |= set(
            session.scalars(
                sa.select(Imported.publication_id).where(
                    Imported.publication_id.in_(part), Imported.import_id != row.id
                )
            )
        )
        gone = [id for id in part if id not in kept]
        only = Publication.id.in_(gone), Publication.source == "import"
        session.execute(sa.delete(Figure).where(Figure.publication_id.in_(sa.select(Publication.id).where(*only))))
        session.execute(sa.delete(Publication).where(*only).execution_options(synchronize_session="fetch"))
