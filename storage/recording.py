"""Keeps what was measured, and brings the roll-ups in line in the same transaction: the writing half of `storage.metrics`.

A look that found nothing changed is not written at first: when the value does change, the last look before is written with
it, so that the rows hold every moment that matters (`storage.rolling`).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any, Literal, cast
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from connectors.limits import HASHTAG
from storage.metrics_tables import NO_HOUR, Figure, Observation, Publication
from storage.models import Account
from storage.rolling import (
    FIGURE,
    Key,
    Look,
    Roll,
    dialect_of,
    lock,
    parts_of,
    rebuild,
    recount,
    write_days,
    write_hours,
)

SAME_POST = timedelta(days=1)
"""So far apart may a file and a network see one post, in two time zones."""
SAME_WORDS = 60


@dataclass(frozen=True, slots=True)
class Seen:
    """One value that was seen. `publication_id` 0 is the account itself; `day` only for `kind` `day`: the day it is about."""

    account_id: int
    publication_id: int
    metric: str
    value: float
    kind: Literal["level", "day"] = "level"
    day: date | None = None


@dataclass(frozen=True, slots=True)
class NewPublication:
    """A post as it was found on, or sent to, a network; its fields are those of `Publication`.

    Without a `clock` only the day is known, and `published_at` is some time of it.
    """

    remote_id: str
    text: str
    published_at: datetime
    source: Literal["here", "network", "import", "sample"]
    url: str = ""
    format: str = "other"
    delivery_id: int | None = None
    campaign: str | None = None
    language: str | None = None
    clock: bool = True


def keep(
    session: Session, account: Account, posts: Iterable[NewPublication], *, zone: ZoneInfo, now: datetime
) -> list[Publication]:
    """The publications of these posts of an account, made where they are new, and brought in line where they are known.

    A post of ours that was found on the network as well is one publication: `delivery_id` once known stays, and so does a
    publication's row where its network gives the post another id in the end. One that was gone and is seen again is back.
    """
    new = {one.remote_id: one for one in posts}
    lock(session, [account.id])
    known: dict[str, Publication] = {}
    for part in parts_of(list(new)):
        query = sa.select(Publication).where(Publication.account_id == account.id, Publication.remote_id.in_(part))
        known.update({row.remote_id: row for row in session.scalars(query)})
    ours = _by_delivery(session, [one.delivery_id for one in new.values() if one.delivery_id is not None])
    told = [
        one
        for one in new.values()
        if one.source in {"here", "network"} and one.remote_id not in known and one.delivery_id not in ours
    ]
    of_files = _from_files(session, account.id, told)
    moved: set[date] = set()
    for one in new.values():
        row = known.get(one.remote_id)
        if row is None and (row := of_files.get(one.remote_id)) is not None:
            row.remote_id = one.remote_id
            known[one.remote_id] = row
        mine = ours.get(one.delivery_id) if one.delivery_id is not None else None
        if mine is not None and mine.account_id == account.id and mine is not row:
            if row is None:
                mine.remote_id = one.remote_id
                row = known[one.remote_id] = mine
            else:
                # Found by its final id before: what stood for it until now never was a post.
                mine.delivery_id, mine.gone_at, mine.measure_at = None, mine.gone_at or now, None
                session.flush()
        if row is None:
            row = Publication(
                workspace_id=account.workspace_id,
                account_id=account.id,
                platform=account.platform,
                remote_id=one.remote_id,
                source=one.source,
                measure_at=now if one.source in {"here", "network"} else None,
                failures=0,
            )
            _place(row, one, zone)
            session.add(row)
            known[one.remote_id] = row
        elif row.source in {"import", "sample"} and one.source in {"here", "network"}:
            # A file may know the day alone; the network knows the minute.
            moved.add(row.day)
            row.source, row.measure_at = one.source, now
            _place(row, one, zone)
            moved.add(row.day)
        elif row.gone_at is not None and one.source == "network":
            row.gone_at, row.failures, row.measure_at = None, 0, now
        row.delivery_id = row.delivery_id or one.delivery_id
        if row.delivery_id is not None and row.source != "sample":
            row.source = "here"
        row.text = one.text or row.text or ""
        row.url = one.url or row.url or ""
        row.format = one.format if one.format != "other" else row.format or "other"
        row.tags = hashtags(row.text)
        row.campaign = one.campaign or row.campaign
        row.language = one.language or row.language
    session.flush()
    if moved:
        recount(session, account.id, moved)
    return [known[remote_id] for remote_id in new]


def hashtags(text: str) -> list[str]:
    """The hashtags of a text in small letters, without the sign, each once."""
    return list(dict.fromkeys(tag.casefold() for tag in HASHTAG.findall(text)))


def record(
    session: Session,
    workspace_id: int,
    seen: Iterable[Seen],
    *,
    at: datetime,
    zone: ZoneInfo,
    source: str = "api",
) -> int:
    """Keep what was seen at `at`; how many values were new or other than before.

    The same again changes nothing but `checked_at`. What was seen earlier than the newest look is kept as the history that
    it is. Values of publications that are not this workspace's are left out. A post's figures are levels: `ValueError` for
    one of kind `day`.
    """
    at = at.astimezone(UTC)
    today = at.astimezone(zone).date()
    values: dict[tuple[int, int, str, date | None], Seen] = {}
    for one in seen:
        if one.kind == "day" and (one.publication_id or one.day is None):
            raise ValueError("a figure of kind day belongs to an account, and to a day")
        if math.isfinite(one.value):
            day = one.day if one.kind == "day" else None
            values[one.account_id, one.publication_id, one.metric, day] = one
    lock(session, {one.account_id for one in values.values()})
    platforms = _platforms(session, workspace_id, {one.account_id for one in values.values()})
    rows = _publications(session, workspace_id, {one.publication_id for one in values.values() if one.publication_id})
    writing = _Writing(session, workspace_id, platforms, at, zone, source)
    own = [one for one in values.values() if not one.publication_id and one.account_id in platforms]
    writing.account_figures(own, _newest(session, own, today), today)
    figures = _figures(session, rows)
    late: list[Seen] = []
    for one in values.values():
        post = rows.get(one.publication_id)
        if post is None or post.account_id != one.account_id:
            continue
        before = figures.get((one.publication_id, one.metric))
        if before is not None and before.checked_at >= at:
            late.append(one)
        else:
            writing.post_figure(one, post, before)
    doubtful = [
        day
        for one in late
        if (day := writing.late_figure(one, rows[one.publication_id], figures[_key(one)])) is not None
    ]
    writing.flush()
    if doubtful:
        for account_id in {one.account_id for one in late}:
            rebuild(session, account_id, zone, since=min(doubtful))
    session.expire_all()
    return len(writing.kept)


@dataclass(slots=True)
class _Writing:
    """The rows of one `record`, gathered and then written together."""

    session: Session
    workspace_id: int
    platforms: Mapping[int, str]
    at: datetime
    zone: ZoneInfo
    source: str
    kept: list[dict[str, Any]] = field(default_factory=list)
    """Values that are new, or other than before."""
    unchanged: list[dict[str, Any]] = field(default_factory=list)
    """The last looks that found them as they were before."""
    changed: list[dict[str, Any]] = field(default_factory=list)
    checked: list[tuple[int, str]] = field(default_factory=list)
    taken_back: list[dict[str, Any]] = field(default_factory=list)
    touched: set[Key] = field(default_factory=set)
    levels: dict[Key, float] = field(default_factory=dict)
    totals: dict[Key, float] = field(default_factory=dict)
    roll: Roll = field(init=False)

    def __post_init__(self) -> None:
        self.roll = Roll(self.zone)

    def account_figures(self, seen: Iterable[Seen], newest: Mapping[tuple[Key, str], Look], today: date) -> None:
        """The account's own: a row where a value is other than the one before, and the newest row is what counts."""
        for one in seen:
            key = (one.account_id, one.metric, one.day if one.kind == "day" and one.day is not None else today)
            before = newest.get((key, one.kind))
            if before is not None and before.at == self.at:
                continue  # told already; where two say different things of one moment, the first stays
            if before is None or before.value != one.value:
                self.kept.append(self._row(one, key[2], self.at, one.value, self.source, one.kind))
            if before is None or before.at < self.at:
                (self.totals if one.kind == "day" else self.levels)[key] = float(one.value)

    def post_figure(self, one: Seen, post: Any, before: Any) -> None:
        """A post's figure that nobody has looked at since."""
        self.touched.add((one.account_id, one.metric, post.day))
        start = Look(post.published_at, 0.0, real=False)
        if before is not None:
            start = Look(before.checked_at, before.value)
        self.roll.between(one.account_id, one.metric, start, Look(self.at, float(one.value)))
        if before is not None and before.value == one.value:
            self.checked.append(_key(one))
            return
        if before is not None and before.checked_at > before.changed_at:
            self.unchanged.append(self._still_so(one, before))
        self.kept.append(self._row(one, self._day(self.at), self.at, one.value, self.source))
        self.changed.append(
            {
                "publication_id": one.publication_id,
                "metric": one.metric,
                "value": float(one.value),
                "changed_at": self.at,
                "checked_at": self.at,
                "revisions": before.revisions + (one.value < before.value) if before is not None else 0,
                "source": self.source,
            }
        )

    def late_figure(self, one: Seen, post: Any, figure: Any) -> date | None:
        """A post's figure as it was before the newest look.

        Returns the first day that has to be made anew, where it contradicts what was counted.
        """
        looks = _looks(self.session, one)
        if figure.checked_at > (looks[-1].at if looks else figure.changed_at):
            looks.append(Look(figure.checked_at, figure.value))
        here = Look(self.at, float(one.value))
        if any(look.at == self.at for look in looks):
            return None  # told already
        after = next((look for look in looks if look.at > self.at), Look(figure.checked_at, figure.value))
        before = next((look for look in reversed(looks) if look.at < self.at), None)
        if before is None:
            before = Look(post.published_at, 0.0, real=False)
        is_quiet = before.real and before.value == after.value
        if is_quiet and here.value == before.value:
            return None
        self.kept.append(self._row(one, self._day(self.at), self.at, one.value, self.source))
        if after.at == figure.checked_at:
            self.unchanged.append(self._still_so(one, figure))
        first = [before, here] if before.real else [here]
        fallen = _falls([*first, after]) - _falls([before, after] if before.real else [after])
        if fallen:
            self.taken_back.append({"the_id": one.publication_id, "the_metric": one.metric, "more": fallen})
        if is_quiet:
            return self._day(before.at)
        if not before.real and self.at < post.published_at:
            # A look from before the post went out, by some clock: the time that it opens was never counted.
            return self._day(self.at)
        self.roll.between(one.account_id, one.metric, before, after, -1)
        self.roll.between(one.account_id, one.metric, before, here)
        self.roll.between(one.account_id, one.metric, here, after)
        return None

    def flush(self) -> None:
        """Everything into the store."""
        session = self.session
        session.flush()
        insert_rows(session, Observation, [*self.kept, *self.unchanged], "nothing")
        insert_rows(session, Figure, self.changed, "replace")
        for part in parts_of(self.checked):
            session.execute(
                sa.update(Figure)
                .where(sa.tuple_(Figure.publication_id, Figure.metric).in_(part))
                .values(checked_at=self.at)
                .execution_options(synchronize_session=False)
            )
        if self.taken_back:
            table = cast(sa.Table, Figure.__table__)
            session.connection().execute(
                sa.update(table)
                .where(table.c.publication_id == sa.bindparam("the_id"), table.c.metric == sa.bindparam("the_metric"))
                .values(revisions=table.c.revisions + sa.bindparam("more")),
                self.taken_back,
            )
        write_days(
            session, self.workspace_id, self.platforms, self.at, self.roll, self.touched, self.levels, self.totals
        )
        write_hours(session, self.workspace_id, self.roll.hours)

    def _day(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()

    def _still_so(self, one: Seen, figure: Any) -> dict[str, Any]:
        """The last look that found a figure as it was."""
        return self._row(one, self._day(figure.checked_at), figure.checked_at, figure.value, figure.source)

    def _row(
        self, one: Seen, day: date, at: datetime, value: float, source: str, kind: str = "level"
    ) -> dict[str, Any]:
        return {
            "account_id": one.account_id,
            "publication_id": one.publication_id,
            "metric": one.metric,
            "day": day,
            "seen_at": at,
            "workspace_id": self.workspace_id,
            "value": float(value),
            "kind": kind,
            "source": source,
        }


# Rows


def _place(row: Publication, one: NewPublication, zone: ZoneInfo) -> None:
    """When it went out, on the workspace's clock."""
    local = one.published_at.astimezone(zone)
    row.published_at = one.published_at
    row.day, row.weekday = local.date(), local.weekday()
    row.hour = local.hour if one.clock else NO_HOUR


def _from_files(session: Session, account_id: int, posts: Sequence[NewPublication]) -> dict[str, Publication]:
    """What files told of these posts that their network tells of now, by its id: a file may know a post by its link, or by
    its words and its day alone. What could be two is neither.
    """
    found: dict[str, Publication] = {}
    if not posts:
        return found
    times = [one.published_at for one in posts]
    query = sa.select(Publication).where(
        Publication.account_id == account_id,
        Publication.source == "import",
        Publication.published_at.between(min(times) - SAME_POST, max(times) + SAME_POST),
    )
    rows = list(session.scalars(query))
    by_url = {row.url.rstrip("/"): row for row in rows if row.url}
    by_words: dict[str, list[Publication]] = defaultdict(list)
    for row in rows:
        by_words[first_words(row.text)].append(row)
    taken: set[int] = set()
    for one in posts:
        match = by_url.get(one.url.rstrip("/")) if one.url else None
        if match is None and (words := first_words(one.text)):
            near = [
                row
                for row in by_words[words]
                if row.id not in taken and abs(row.published_at - one.published_at) <= SAME_POST
            ]
            match = near[0] if len(near) == 1 else None
        if match is not None and match.id not in taken:
            taken.add(match.id)
            found[one.remote_id] = match
    return found


def first_words(text: str) -> str:
    """By how a post begins it is known again, where nothing else tells."""
    return " ".join(text.split()).casefold()[:SAME_WORDS]


def _by_delivery(session: Session, ids: Sequence[int]) -> dict[int, Publication]:
    found: dict[int, Publication] = {}
    for part in parts_of(ids):
        for row in session.scalars(sa.select(Publication).where(Publication.delivery_id.in_(part))):
            assert row.delivery_id is not None
            found[row.delivery_id] = row
    return found


def _publications(session: Session, workspace_id: int, ids: Collection[int]) -> dict[int, Any]:
    """Id, account, day and time of those of these publications that are the workspace's."""
    found: dict[int, Any] = {}
    for part in parts_of(sorted(ids)):
        query = sa.select(Publication.id, Publication.account_id, Publication.day, Publication.published_at).where(
            Publication.workspace_id == workspace_id, Publication.id.in_(part)
        )
        found.update({row.id: row for row in session.execute(query)})
    return found


def _figures(session: Session, ids: Collection[int]) -> dict[tuple[int, str], Any]:
    found: dict[tuple[int, str], Any] = {}
    for part in parts_of(sorted(ids)):
        rows = session.execute(FIGURE.where(Figure.publication_id.in_(part)))
        found.update({(row.publication_id, row.metric): row for row in rows})
    return found


def _platforms(session: Session, workspace_id: int, ids: Collection[int]) -> dict[int, str]:
    """The platforms of those accounts that are this workspace's."""
    query = sa.select(Account.id, Account.platform).where(
        Account.workspace_id == workspace_id, Account.id.in_(list(ids))
    )
    return {row.id: row.platform for row in session.execute(query)}


def _newest(session: Session, seen: Sequence[Seen], today: date) -> dict[tuple[Key, str], Look]:
    """The newest value of each of these figures of accounts themselves, by account, metric and day, and kind."""
    found: dict[tuple[Key, str], Look] = {}
    if not seen:
        return found
    days = [one.day if one.kind == "day" and one.day is not None else today for one in seen]
    query = (
        sa.select(
            Observation.account_id,
            Observation.metric,
            Observation.day,
            Observation.kind,
            Observation.seen_at,
            Observation.value,
        )
        .where(
            Observation.account_id.in_({one.account_id for one in seen}),
            Observation.publication_id == 0,
            Observation.metric.in_({one.metric for one in seen}),
            Observation.day.between(min(days), max(days)),
        )
        .order_by(Observation.seen_at)
    )
    for account, metric, day, kind, seen_at, value in session.execute(query):
        found[(account, metric, day), kind] = Look(seen_at, value)
    return found


def _looks(session: Session, one: Seen) -> list[Look]:
    """Every look at a post's figure that was written, oldest first."""
    query = (
        sa.select(Observation.seen_at, Observation.value)
        .where(
            Observation.account_id == one.account_id,
            Observation.publication_id == one.publication_id,
            Observation.metric == one.metric,
        )
        .order_by(Observation.seen_at)
    )
    return [Look(seen_at, value) for seen_at, value in session.execute(query)]


def _key(one: Seen) -> tuple[int, str]:
    return one.publication_id, one.metric


def _falls(looks: Sequence[Look]) -> int:
    """How often something was taken back."""
    return sum(after.value < before.value for before, after in pairwise(looks))


def insert_rows(
    session: Session, table: type[Any], rows: Sequence[Mapping[str, Any]], again: Literal["nothing", "replace"]
) -> None:
    """Insert rows; one whose key is there already is left as it is, or replaced."""
    if not rows:
        return
    keys = [column.name for column in table.__table__.primary_key]
    statement = dialect_of(session).insert(table.__table__)
    if again == "replace":
        others = {c.name: statement.excluded[c.name] for c in table.__table__.columns if c.name not in keys}
        statement = statement.on_conflict_do_update(index_elements=keys, set_=others)
    else:
        statement = statement.on_conflict_do_nothing(index_elements=keys)
    session.connection().execute(statement, list(rows))
