"""Posts as a person sees them: cards, one-line summaries, plain data."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.context import ToolContext
from bot.messages import Card
from storage.models import Delivery, DeliveryState, PostStatus
from storage.posts import PostRow


def cards(ctx: ToolContext, row: PostRow) -> tuple[Card, ...]:
    """One card per text: platforms that get the same words share one."""
    shown: dict[str, list[str]] = {}
    for delivery in row.deliveries:
        if delivery.state not in {DeliveryState.CANCELLED, DeliveryState.DELETED}:
            shown.setdefault(delivery.text, []).append(delivery.platform)
    facts = [(ctx.say("card-status"), status(ctx, row))]
    if row.post.due_at is not None and row.post.status in {PostStatus.SCHEDULED, PostStatus.PUBLISHING}:
        facts.append((ctx.say("card-when"), ctx.phrases.moment(ctx.local(row.post.due_at))))
    if row.post.recurrence:
        facts.append((ctx.say("card-repeats"), repeats(ctx, row.post.recurrence)))
    made = []
    for text, names in shown.items():
        platforms = [ctx.platforms[name] for name in names if name in ctx.platforms]
        lengths = [f"{platform.length(text)}/{platform.limits.characters}" for platform in platforms]
        title = ctx.say("card-title", number=str(row.post.number), platforms=labels(ctx, names))
        size = (ctx.say("card-length"), ", ".join(dict.fromkeys(lengths)))
        made.append(Card(title, text, platform=names[0], facts=(*facts, size)))
    return tuple(made)


def status(ctx: ToolContext, row: PostRow) -> str:
    """A post's state in words."""
    return ctx.say(f"status-{row.post.status.replace('_', '-')}")


def labels(ctx: ToolContext, names: list[str]) -> str:
    """Platforms as people call them: 'Instagram and LinkedIn'."""
    return ctx.phrases.listing(ctx.label(name) for name in names)


def line(ctx: ToolContext, place: int, row: PostRow) -> str:
    """A post in one line of a list."""
    words = " ".join((row.post.topic or row.post.text).split())
    if len(words) > 60:
        words = words[:59].rstrip() + "…"
    when = ctx.phrases.short_moment(ctx.local(row.post.due_at)) if row.post.due_at else ""
    if row.post.status in {PostStatus.DRAFT, PostStatus.CANCELLED}:
        when = ""
    return ctx.say(
        "list-line",
        place=place,
        number=str(row.post.number),
        words=words,
        platforms=labels(ctx, row.platforms),
        when=when or status(ctx, row),
        repeats=f" ↻ {repeats(ctx, row.post.recurrence)}" if row.post.recurrence else "",
    )


def data(ctx: ToolContext, row: PostRow) -> dict[str, Any]:
    """A post as plain data, for programs and models. Times are in the workspace's zone."""
    post = row.post
    due = ctx.local(post.due_at).isoformat(timespec="minutes") if post.due_at else None
    return {
        "post_id": post.number,
        "status": post.status.value,
        "topic": post.topic,
        "text": post.text,
        "when": due,
        "recurrence": post.recurrence,
        "deliveries": [
            {
                "platform": delivery.platform,
                "state": delivery.state.value,
                "text": delivery.text,
                "url": delivery.url,
                "reason": delivery.reason,
            }
            for delivery in row.deliveries
        ],
    }


def reason(ctx: ToolContext, delivery: Delivery) -> str:
    """Why a delivery did not go out, as a sentence; instants on the workspace's clock."""
    if not delivery.reason:
        return ""
    facts = dict(delivery.reason_facts)
    for name, value in facts.items():
        if isinstance(value, str) and (name in {"when", "since"} or name.endswith("_at")):
            facts[name] = ctx.local(datetime.fromisoformat(value))
    return ctx.say(delivery.reason, **facts)


def repeats(ctx: ToolContext, rule: str) -> str:
    """A recurrence rule in words: 'every 2 weeks on Thursday'."""
    from babel.dates import get_day_names

    parts = dict(part.split("=", 1) for part in rule.split(";") if "=" in part)
    names = get_day_names("wide", locale=ctx.language)
    days = []
    for code in parts.get("BYDAY", "").split(","):
        day = names.get(("MO", "TU", "WE", "TH", "FR", "SA", "SU").index(code[-2:])) if code else None
        if day:
            place = int(code[:-2] or 0)
            days.append(ctx.say("repeat-place", place=place, day=day) if place else day)
    if code_days := parts.get("BYMONTHDAY"):
        days += [ctx.say("repeat-monthday", day=int(day)) for day in code_days.split(",")]
    text = ctx.say(f"repeat-{parts.get('FREQ', 'daily').lower()}", interval=int(parts.get("INTERVAL", 1)))
    if days:
        text = ctx.say("repeat-on", every=text, days=ctx.phrases.listing(days))
    if count := parts.get("COUNT"):
        text = ctx.say("repeat-count", every=text, count=int(count))
    if until := parts.get("UNTIL"):
        text = ctx.say("repeat-until", every=text, until=datetime.strptime(until[:8], "%Y%m%d").date())  # noqa: DTZ007
    return text
