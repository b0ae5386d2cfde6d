"""What a piece of work changed, row by row, so that it can be told and undone.

`watch` a session before the work; `Journal.changes` afterwards holds each changed row before and after, as plain data.
Only the tables of `UNDOABLE` are watched: deliveries on their way out are the publisher's, and what left is not undone here.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from storage import imports
from storage.goal_tables import Goal, ResultBatch, Threshold, TrackedLink
from storage.models import Account, Base, Delivery, Job, Post, Setting, UtcDateTime
from storage.report_tables import Import, ReportPlan
from storage.trend_tables import Competitor, Feed

_MODELS: tuple[type[Base], ...] = (
    Setting,
    Account,
    Post,
    Delivery,
    Job,
    Goal,
    Threshold,
    TrackedLink,
    ResultBatch,
    Feed,
    Competitor,
    ReportPlan,
    Import,
)
"""Rows that others point to come back first and go last; the publisher takes its locks in this order too."""

UNDOABLE: dict[str, type[Base]] = {model.__tablename__: model for model in _MODELS}


class Journal:
    """Changes of one session in the order they were flushed."""

    def __init__(self) -> None:
        self.changes: list[dict[str, Any]] = []

    def _record(self, session: Session, _context: object) -> None:
        for row in session.new:
            if row.__tablename__ in UNDOABLE:
                self._add(row, None, _image(row))
        for row in session.dirty:
            if row.__tablename__ in UNDOABLE and session.is_modified(row):
                self._add(row, _image(row, before=True), _image(row))
        for row in session.deleted:
            if row.__tablename__ in UNDOABLE:
                self._add(row, _image(row, before=True), None)

    def _add(self, row: Base, before: dict[str, Any] | None, after: dict[str, Any] | None) -> None:
        key = _key(row)
        for change in self.changes:
            if change["table"] == row.__tablename__ and change["key"] == key:
                change["after"] = after
                return
        self.changes.append({"table": row.__tablename__, "key": key, "before": before, "after": after})


def watch(session: Session) -> Journal:
    """Start to record what `session` changes."""
    journal = Journal()
    sa.event.listen(session, "after_flush", journal._record)
    return journal


def revert(session: Session, changes: list[dict[str, Any]]) -> bool:
    """Put the rows back as they were before `changes`; False, and nothing done, if one of them has changed since."""
    order = {name: place for place, name in enumerate(UNDOABLE)}
    rows: list[tuple[dict[str, Any], Base | None]] = []
    for change in sorted(changes, key=lambda change: order[change["table"]]):
        if change["before"] is None and change["after"] is None:
            continue  # made and removed in one go
        row = session.get(UNDOABLE[change["table"]], tuple(change["key"]), with_for_update=True)
        if (row is None) != (change["after"] is None) or (row is not None and _image(row) != change["after"]):
            return False
        if change["before"] is None and isinstance(row, Account) and _used(session, row, changes):
            return False
        rows.append((change, row))
    back = [(change, row) for change, row in rows if change["before"] is not None]
    for change, row in sorted(back, key=lambda pair: order[pair[0]["table"]]):
        model = UNDOABLE[change["table"]]
        values = {name: _from_plain(model, name, value) for name, value in change["before"].items()}
        if row is None:
            session.add(model(**values))
        else:
            for name, value in values.items():
                setattr(row, name, value)
        session.flush()
    gone = [(change, row) for change, row in rows if change["before"] is None]
    for _, row in sorted(gone, key=lambda pair: order[pair[0]["table"]], reverse=True):
        if isinstance(row, Import):
            imports.take_back(session, row)
        session.delete(row)
        session.flush()
    return True


def _used(session: Session, account: Account, changes: list[dict[str, Any]]) -> bool:
    """Whether deliveries beyond those of `changes` point to an account."""
    own = [change["key"][0] for change in changes if change["table"] == "deliveries"]
    query = sa.select(Delivery.id).where(Delivery.account_id == account.id, Delivery.id.not_in(own)).limit(1)
    return session.scalar(query) is not None


def _image(row: Base, *, before: bool = False) -> dict[str, Any]:
    state = sa.inspect(row)
    image = {}
    for column in state.mapper.column_attrs:
        value = state.attrs[column.key].value
        if before:
            history = state.attrs[column.key].history
            value = history.deleted[0] if history.deleted else value
        if column.key == "dispatched_until":
            value = None  # the queue's: it may have been told meanwhile, which changes nothing, and is told again
        if isinstance(value, datetime):
            value = value.astimezone(UTC)
        image[column.key] = value.isoformat() if isinstance(value, date) else value
    return image


def _key(row: Base) -> list[Any]:
    return list(sa.inspect(row).mapper.primary_key_from_instance(row))


def _from_plain(model: type[Base], name: str, value: Any) -> Any:
    column = model.__table__.columns[name]
    if isinstance(value, str) and isinstance(column.type, UtcDateTime):
        return datetime.fromisoformat(value)
    if isinstance(value, str) and isinstance(column.type, sa.Date):
        return date.fromisoformat(value)
    return value
