"""What Meta's networks tell of posts, days and other people's accounts: lists with cursors, insights by day."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.errors import NotFound, Rejected, TryLater
from connectors.figures import again, instant, number, objects, spans, text
from connectors.http import Answer
from connectors.platform import AccountInfo, Figures

Read = Callable[..., Awaitable[Answer]]
"""A connector's reading call: `await read(account, path, **query)`."""

PAGE = 100
"""Entries on a page of an edge; more are not given (graph-api/results; of Instagram and Threads unverified)."""

MOST_PAGES = 10
LEAST = 5
"""Entries on the smallest page that is asked for."""

PACIFIC = ZoneInfo("America/Los_Angeles")
"""The clock by which insights cut their days: a value's `end_time` is the midnight after it (platforminsights/page)."""


async def edge(
    read: Read, account: AccountInfo, path: str, mark: str, *, label: str, limit: int = PAGE, **query: str
) -> tuple[list[Mapping[str, Any]], str]:
    """A page of an edge, and the cursor of the next one; "" after the last. A cursor that is not known any more begins anew.

    Where Meta finds that too much is asked for at once, which depends on the posts, a smaller page is asked for.
    """

    async def page(after: str, wanted: int = limit) -> Answer:
        more = {"after": after} if after else {}
        try:
            return await read(account, path, limit=str(wanted), **query, **more)
        except (TryLater, Rejected) as error:
            if "reduce the amount of data" not in error.detail or wanted <= LEAST:
                raise
        return await page(after, max(wanted // 4, LEAST))

    answer = await again(page, mark)
    listed = objects(answer.get("data"), label)
    # Meta's pages may be short, even empty, though the list goes on: only `next` tells (graph-api/results).
    following = text(answer.get("paging", "cursors", "after")) if text(answer.get("paging", "next")) else ""
    return listed, following


async def newest(
    read: Read, account: AccountInfo, path: str, since: datetime | None, *, label: str, limit: int, **query: str
) -> AsyncIterator[Mapping[str, Any]]:
    """The entries of an edge that were made since, newest first; the first page where no time is given.

    Raises TryLater if there are more of them than are read: then nobody can say that something is not among them.
    """
    after = ""
    for _ in range(MOST_PAGES):
        listed, after = await edge(read, account, path, after, label=label, limit=limit, **query)
        for row in listed:
            made = instant(row.get("timestamp")) or instant(row.get("created_time"))
            if since is not None and made is not None and made < since:
                return
            yield row
        if not after or since is None:
            return
    raise TryLater(platform=label, detail="more posts since then than are read at once")


async def daily(
    read: Read,
    account: AccountInfo,
    path: str,
    names: Mapping[str, str],
    since: date,
    until: date,
    *,
    label: str,
    most: int,
    **query: str,
) -> dict[date, Figures]:
    """Insights of single days, asked for so many days at a time. `names` are our name and theirs.

    A metric that is refused, because the network has withdrawn it or the account has too few followers, is None; the others
    are told all the same. If all are refused, the last refusal is raised.
    """
    found: dict[date, Figures] = {}
    for first, last in spans(since, until, most):
        window = {"since": str(midnight(first)), "until": str(midnight(last + timedelta(days=1)))}
        for answer in await _each_or_all(read, account, path, list(names.values()), {**window, **query}):
            for metric, values in series(answer, label).items():
                ours = next((name for name, theirs in names.items() if theirs == metric), "")
                for at, value in values.items():
                    if ours and since <= at <= until:
                        found.setdefault(at, dict.fromkeys(names))[ours] = value
    return found


async def _each_or_all(
    read: Read, account: AccountInfo, path: str, metrics: Sequence[str], query: Mapping[str, str]
) -> list[Answer]:
    try:
        return [await read(account, path, metric=",".join(metrics), **query)]
    except (Rejected, NotFound):
        if len(metrics) < 2:
            raise
    answers: list[Answer] = []
    for place, metric in enumerate(metrics):
        try:
            answers.append(await read(account, path, metric=metric, **query))
        except (Rejected, NotFound):
            if place == len(metrics) - 1 and not answers:
                raise
    return answers


def series(answer: Answer, label: str) -> dict[str, dict[date, float | None]]:
    """The values of each metric by the day that they describe."""
    found: dict[str, dict[date, float | None]] = {}
    for row in objects(answer.get("data"), label):
        values = row.get("values")
        for value in values if isinstance(values, list) else ():
            at = day_of(value.get("end_time")) if isinstance(value, Mapping) else None
            if at is not None:
                found.setdefault(text(row.get("name")), {})[at] = number(value.get("value"))
    return found


def totals(answer: Answer, label: str) -> dict[str, float | None]:
    """The values of metrics that are told as one total (`metric_type=total_value`)."""
    found: dict[str, float | None] = {}
    for row in objects(answer.get("data"), label):
        inner = row.get("total_value")
        if isinstance(inner, Mapping):
            found[text(row.get("name"))] = number(inner.get("value"))
    return found


def day_of(end_time: Any) -> date | None:
    """The day that ends at `end_time`, by Meta's clock."""
    at = instant(end_time)
    return (at - timedelta(hours=12)).astimezone(PACIFIC).date() if at is not None else None


def midnight(day: date) -> int:
    """The beginning of a day by Meta's clock, in seconds since 1970."""
    return int(datetime.combine(day, time(), PACIFIC).astimezone(UTC).timestamp())
