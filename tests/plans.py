"""How a database means to answer: which tables it would read from end to end."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from typing import Any

import sqlalchemy as sa

from storage.database import Database

_SCAN = re.compile(r"SCAN (\w+)(?! USING (?:COVERING )?INDEX)")


def scanned(database: Database, work: Any, tables: Collection[str]) -> list[str]:
    """Those of `tables` that any statement of `work` reads from end to end."""
    statements: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, parameters: Any, *_more: Any) -> None:
        if statement.startswith(("SELECT", "UPDATE", "DELETE")):
            statements.append((statement, parameters))

    sa.event.listen(database.engine, "before_cursor_execute", note)
    try:
        database.run(work)
    finally:
        sa.event.remove(database.engine, "before_cursor_execute", note)
    assert statements
    return [table for statement, parameters in statements for table in _scans(database, statement, parameters, tables)]


def _scans(database: Database, statement: str, parameters: Any, tables: Collection[str]) -> Iterator[str]:
    with database.engine.connect() as connection:
        if database.is_sqlite:
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters):
                if (match := _SCAN.match(row[3])) and match[1] in tables:
                    yield row[3]
        else:
            plan: Any = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", parameters).scalar_one()
            yield from _sequential((plan if isinstance(plan, list) else json.loads(plan))[0]["Plan"], tables)
        connection.rollback()


def _sequential(node: dict[str, Any], tables: Collection[str]) -> Iterator[str]:
    if node["Node Type"] == "Seq Scan" and node["Relation Name"] in tables:
        yield node["Relation Name"]
    for child in node.get("Plans", ()):
        yield from _sequential(child, tables)
