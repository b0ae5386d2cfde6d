"""Answers in words: a sentence that a busy person can use, rows for the eye, and what has to be known about the figures.

Rows begin with `ROW`, by which they are known as a table and not read out (`bot.voice.ear`). Other people's words, and those of
posts, are shortened and shown in quotes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.analytics import wording
from bot.analytics.periods import Bucket, short_day
from bot.analytics.pictures.charts import Chart, Line
from bot.analytics.questions import asking
from bot.analytics.questions.asking import By, Growth, Known, Question, Ranked, Row

if TYPE_CHECKING:
    from bot.context import ToolContext
    from storage.metrics import PublicationRow
    from storage.models import Account

ROW = "▪ "
MOST_ROWS = 12
LONGEST_WORDS = 60
LEAST_POINTS = 3
"""Fewer known values are read more quickly than a chart of them."""

Accounts = Mapping[int, "Account"]


def figure(ctx: ToolContext, known: Known) -> str:
    """ "1,240 likes", "3.4%"; "unknown"."""
    written = wording.number(known.value, known.metric, ctx.language)
    if known.value is None:
        return written
    key = f"figure-{known.metric.replace('_', '-')}"
    # Only whole numbers have a singular.
    count = int(known.value) if float(known.value).is_integer() else known.value
    return ctx.say(key, value=written, count=count)


def value(ctx: ToolContext, known: Known) -> str:
    """The number alone."""
    return wording.number(known.value, known.metric, ctx.language)


def metric_name(ctx: ToolContext, metric: str) -> str:
    """ "engagement rate"."""
    return ctx.say(f"metric-{metric.replace('_', '-')}")


def where(ctx: ToolContext, question: Question, accounts: Accounts) -> str:
    """ " on Instagram and Facebook", " for “autumn sale”"; nothing where all is meant."""
    named = [ctx.label(name) for name in question.platforms]
    if question.accounts:
        named = [accounts[number].handle for number in question.accounts if number in accounts]
    written = ctx.say("analytics-on", platforms=named) if named else ""
    if question.campaign is not None:
        written += ctx.say("analytics-for", campaign=short(question.campaign))
    return written


def part_name(ctx: ToolContext, by: By, row: Row, accounts: Accounts, today: date) -> str:
    """A part of a split as people call it: "Instagram", "Tuesday", "14:00", "#bread", "week of 2 March"."""
    named = _key_name(ctx, by, row.key, accounts, today)
    if row.platform is None or by == "account":
        platform = ctx.label(row.platform) if row.platform else ""
        return f"{named}, {platform}" if platform and named else named or platform
    label = ctx.label(row.platform)
    return f"{label}, {named}" if named else label


def _key_name(ctx: ToolContext, by: By, key: str | int | date | None, accounts: Accounts, today: date) -> str:
    from babel.dates import format_skeleton, get_day_names

    locale = "en_GB" if ctx.language == "en" else ctx.language
    if key is None:
        return ""
    if isinstance(key, date):
        if by == "week":
            return ctx.say("part-week", day=short_day(key, today, ctx.language))
        return str(format_skeleton("yMMMM" if by == "month" else "MMMEd", key, locale=locale))
    match by:
        case "account":
            return accounts[int(key)].handle if int(key) in accounts else str(key)
        case "weekday":
            named = str(get_day_names("wide", "stand-alone", locale=locale)[int(key)])
            return named[:1].upper() + named[1:]
        case "hour":
            return f"{int(key):02}:00"
        case "tag":
            return f"#{short(str(key), 30)}"
        case "format":
            return ctx.say(f"part-format-{key}")
        case _:
            return short(str(key), 40)


def rows(
    ctx: ToolContext,
    by: By,
    parts: Sequence[Row],
    accounts: Accounts,
    today: date,
    before: Mapping[Any, Known] | None = None,
) -> list[str]:
    """A line for each part, with how many posts it rests on, or how far it is from what it was `before`."""

    def note(row: Row) -> str:
        pair = asking.change(row.now, (before or {}).get((row.platform, row.key)))
        if pair is None:
            return posts_of(ctx, row.now)
        return ctx.say("analytics-row-change", change=wording.change(*pair, ctx.language))

    lines = [
        ctx.say(
            "analytics-row",
            name=part_name(ctx, by, row, accounts, today),
            value=value(ctx, row.now),
            note=note(row),
        )
        for row in parts[:MOST_ROWS]
    ]
    left = len(parts) - len(lines)
    return [*lines, ctx.say("analytics-row-more", count=left)] if left > 0 else lines


def posts_of(ctx: ToolContext, known: Known) -> str:
    """ " (8 posts)", " (known of 6 of 8 posts)", " (8 posts, ÷ reach)"."""
    if known.base is not None:
        told = "all" if known.measured == known.posts else known.measured
        return ctx.say("analytics-row-base", count=known.posts, known=told, base=known.base)
    if known.value is not None and known.measured < known.posts:
        return ctx.say("analytics-row-known", known=known.measured, count=known.posts)
    return ctx.say("analytics-row-posts", count=known.posts)


def compared(ctx: ToolContext, now: Known, before: Known | None, question: Question) -> str:
    """ "That is 12% more than in the 30 days before."; or why it cannot be said."""
    if before is None:
        return ""
    period = question.period
    if period.before_is_plain:
        earlier = ctx.say("analytics-days-before", days=period.days)
        if before.posts:
            earlier = ctx.say("analytics-days-before-posts", days=period.days, count=before.posts)
    else:
        earlier = ctx.say("analytics-dates-before", dates=period.before.dates(ctx))
        if before.posts:
            earlier = ctx.say("analytics-dates-before-posts", dates=period.before.dates(ctx), count=before.posts)
    if (pair := asking.change(now, before)) is not None:
        share = wording.share_of(*pair)
        assert share is not None
        size = wording.percent(abs(round(share, 2 if abs(share) >= 0.0995 else 3)), ctx.language)
        if not round(share, 3):
            return ctx.say("analytics-change", direction="same", share="", before=earlier)
        if share >= 9:
            return ctx.say(
                "analytics-change",
                direction="times",
                share=wording.plain(round(share + 1), ctx.language),
                before=earlier,
            )
        return ctx.say("analytics-change", direction="more" if share > 0 else "less", share=size, before=earlier)
    if before.known_from is not None:
        return ctx.say("analytics-before-partly", day=short_day(before.known_from, question.period.today, ctx.language))
    if not before.posts:
        return ctx.say("analytics-before-none", before=earlier)
    if now.value is not None and not now.complete:
        return ctx.say("analytics-now-partly", known=now.measured, count=now.posts)
    if before.complete and before.value == 0:
        key = "analytics-before-nought" if now.value else "analytics-change"
        return ctx.say(key, direction="same", share="", before=earlier)
    if now.value is None:
        return ""
    return ctx.say("analytics-before-unknown", before=earlier, known=before.measured, count=before.posts)


def is_growing(ctx: ToolContext, question: Question) -> bool:
    """Whether the newest of these posts have not had the time that those they are compared with have had."""
    return question.period.until >= ctx.now.date() - timedelta(days=1)


def notes(ctx: ToolContext, known: Known, *, fresh: bool = True) -> list[str]:
    """What has to be known about a figure: what it is divided by, of how many posts it is known, how old it is."""
    lines = []
    if known.base is not None:
        lines.append(ctx.say("analytics-formula", base=known.base))
    if known.metric == "reach" and known.basis == "of_posts" and known.measured > 1:
        # Who saw two posts was reached once: networks tell nobody how many people that were together.
        lines.append(ctx.say("analytics-reach-added"))
    if known.value is not None and known.seen_at is not None:
        age = wording.age(known.seen_at, ctx.now, ctx)
        if known.measured < known.posts:
            lines.append(ctx.say("analytics-known", known=known.measured, count=known.posts, age=age))
        else:
            lines.append(ctx.say("analytics-age", age=age))
    if not fresh:
        lines.append(ctx.say("analytics-not-fresh"))
    return lines


# Followers


def growth(ctx: ToolContext, found: Sequence[Growth], question: Question, accounts: Accounts) -> str:
    """The sentence about followers: how many there are, and how many more than before."""
    today = ctx.now.date()
    now = Known(question.metric, sum(one.now.value or 0.0 for one in found), "level")
    told = {"figure": figure(ctx, now), "where": where(ctx, question, accounts)}
    able = [one for one in found if one.gained is not None and one.since != one.seen_on]
    # Those that have been measured from the same day on: growth since other days is not added to it.
    start = min((one.since for one in able if one.since is not None), default=None)
    able = [one for one in able if one.since == start]
    if start is None:
        first = min((one.since for one in found if one.since is not None), default=today)
        return ctx.say("followers-only", since=short_day(first, today, ctx.language), **told)
    gained = sum(one.gained or 0.0 for one in able)
    before = sum(one.before.value or 0.0 for one in able)
    since = short_day(start, today, ctx.language)
    share = wording.share_of(before + gained, before)
    written = "" if share is None else f" ({wording.change(before + gained, before, ctx.language)})"
    number = wording.plain(abs(gained), ctx.language)
    if not gained:
        text = ctx.say("followers-same", since=since, **told)
    elif gained > 0:
        text = ctx.say("followers-grown", number=number, share=written, since=since, **told)
    else:
        text = ctx.say("followers-lost", number=number, share=written, since=since, **told)
    if len(able) < len(found):
        text += " " + ctx.say("followers-part", known=len(able), count=len(found))
    return text


def growth_rows(ctx: ToolContext, found: Sequence[Growth], accounts: Accounts, *, by_platform: bool) -> list[str]:
    """A line for each account, or platform."""
    lines = []
    groups: dict[str, list[Growth]] = {}
    for one in found:
        handle = accounts[one.account].handle if one.account in accounts else ""
        label = ctx.label(one.platform)
        groups.setdefault(label if by_platform else f"{label}, {handle}", []).append(one)
    for name, members in groups.items():
        now = sum(one.now.value or 0.0 for one in members)
        gained = [one.gained for one in members if one.gained is not None and one.since != one.seen_on]
        change = (
            wording.difference(sum(gained), 0.0, "followers", ctx.language)
            if len(gained) == len(members)
            else ctx.say("figure-unknown")
        )
        lines.append(
            ctx.say(
                "analytics-row",
                name=name,
                value=wording.plain(now, ctx.language),
                note=ctx.say("analytics-row-change", change=change),
            )
        )
    return lines


# Posts


def post_name(ctx: ToolContext, row: PublicationRow) -> str:
    """ "post 4, “Fresh bread …”"; its words alone where it has no number here."""
    words = short(row.publication.text) or row.publication.url or row.publication.remote_id
    if row.number is None:
        return ctx.say("analytics-their-post", words=words)
    return ctx.say("analytics-a-post", number=str(row.number), words=words)


def ranking(ctx: ToolContext, found: Sequence[Ranked]) -> list[str]:
    """A numbered line for each post."""
    return [
        ctx.say(
            "analytics-top-line",
            place=place,
            name=post_name(ctx, one.row),
            platform=ctx.label(one.row.publication.platform),
            day=short_day(one.row.publication.day, ctx.now.date(), ctx.language),
            value=figure(ctx, one.figure),
        )
        for place, one in enumerate(found, 1)
    ]


def short(text: str, longest: int = LONGEST_WORDS) -> str:
    """The beginning of somebody's words, on one line."""
    words = " ".join(text.split())
    return words if len(words) <= longest else words[: longest - 1].rstrip() + "…"


# Charts


def chart_source(ctx: ToolContext, platforms: Iterable[str], seen_at: datetime | None, sample: bool) -> str:
    """ "Instagram · read 2 hours ago"."""
    parts = [ctx.phrases.listing(sorted({ctx.label(name) for name in platforms}))]
    if seen_at is not None:
        parts.append(ctx.say("analytics-chart-age", age=wording.age(seen_at, ctx.now, ctx)))
    if sample:
        parts.append(ctx.say("analytics-chart-sample"))
    return " · ".join(part for part in parts if part)


def capital(sentence: str) -> str:
    """A sentence that begins with a figure's name begins with a capital."""
    return sentence[:1].upper() + sentence[1:]


def unit(ctx: ToolContext, metric: str) -> str:
    """What a chart's values are counted in."""
    if metric in wording.RATES:
        return "%"
    return "s" if metric in wording.TIMES else metric_name(ctx, metric)


def time_chart(ctx: ToolContext, title: str, subtitle: str, metric: str, parts: Sequence[Row]) -> Chart | None:
    """Bars for days, weeks or months; None where there is too little to see."""
    points = tuple((row.key, row.now.value) for row in parts if isinstance(row.key, date))
    if sum(row.now.posts > 0 and row.now.value is not None for row in parts) < LEAST_POINTS:
        return None
    if metric in wording.RATES:
        return Chart(title, subtitle, "%", "line", (Line("", points),), ctx.language)
    return Chart(title, subtitle, unit(ctx, metric), "bar", (Line("", points),), ctx.language)


def part_chart(
    ctx: ToolContext, title: str, subtitle: str, by: By, parts: Sequence[Row], accounts: Accounts
) -> Chart | None:
    """A bar for each part, with how many posts it rests on."""
    shown = [row for row in parts if row.now.posts][: MOST_ROWS + 12]
    if sum(row.now.value is not None for row in shown) < LEAST_POINTS or asking.is_mixed(shown):
        return None
    points = tuple(
        (
            f"{part_name(ctx, by, row, accounts, ctx.now.date())}{ctx.say('analytics-row-posts', count=row.now.posts)}",
            row.now.value,
        )
        for row in shown
    )
    return Chart(title, subtitle, unit(ctx, parts[0].now.metric), "bar", (Line("", points),), ctx.language)


def level_chart(
    ctx: ToolContext, title: str, subtitle: str, metric: str, lines: Iterable[tuple[str, Sequence[tuple[date, Any]]]]
) -> Chart | None:
    """A line for each platform's own figure."""
    drawn = tuple(Line(name, tuple(points)) for name, points in lines)
    if max((sum(known is not None for _, known in line.points) for line in drawn), default=0) < LEAST_POINTS:
        return None
    return Chart(title, subtitle, unit(ctx, metric), "line", drawn, ctx.language)


def bucket_of(by: str | None, usual: Bucket) -> Bucket:
    """What is drawn by."""
    return asking.IN_TIME.get(by or "", usual)
