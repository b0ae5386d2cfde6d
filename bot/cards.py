"""Posts as a person sees them: cards, one-line summaries, plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.context import ToolContext
from bot.messages import Card
from connectors.media import Media
from storage import posts
from storage.models import Delivery, DeliveryState, MediaFile, PostStatus
from storage.posts import PostRow


def cards(ctx: ToolContext, row: PostRow, *, asked: bool = False) -> tuple[Card, ...]:
    """One card per text: platforms that get the same words share one.

    `asked`: shown with a question whose answer changes the state, so that the card says nothing of it.
    """
    shown: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for delivery in row.deliveries:
        if delivery.state not in {DeliveryState.CANCELLED, DeliveryState.DELETED}:
            shown.setdefault((delivery.text, pictures(ctx, row, delivery)), []).append(delivery.platform)
    facts = [] if asked else [(ctx.say("card-status"), status(ctx, row))]
    if row.post.due_at is not None and row.post.status in {PostStatus.SCHEDULED, PostStatus.PUBLISHING}:
        facts.append((ctx.say("card-when"), ctx.phrases.moment(ctx.local(row.post.due_at))))
    if row.post.recurrence:
        facts.append((ctx.say("card-repeats"), repeats(ctx, row.post.recurrence)))
    made = []
    for (text, seen), names in shown.items():
        platforms = [ctx.platforms[name] for name in names if name in ctx.platforms]
        lengths = [f"{platform.length(text)}/{platform.limits.characters}" for platform in platforms]
        title = ctx.say("card-title", number=str(row.post.number), platforms=labels(ctx, names))
        size = (ctx.say("card-length"), ", ".join(dict.fromkeys(lengths)))
        made.append(Card(title, text, platform=names[0], facts=(*facts, size), pictures=seen))
    return tuple(made)


def pictures(ctx: ToolContext, row: PostRow, delivery: Delivery) -> tuple[str, ...]:
    """What a delivery carries beside its text, in words, in order."""
    lines: list[str] = []
    for item in posts.media_of(row, delivery):
        file = row.files.get(item["id"])
        words = medium(ctx, file) if file is not None else ctx.say("media-gone", place=len(lines) + 1)
        alt = str(item.get("alt") or "")
        lines.append(
            ctx.say("card-picture", what=words, alt=alt) if alt else ctx.say("card-picture-no-alt", what=words)
        )
    return tuple(lines)


def medium(ctx: ToolContext, file: MediaFile | Media) -> str:
    """A medium in a few words: 'picture 1080 × 1350'."""
    size = f"{file.width} × {file.height}" if file.width and file.height else "missing"
    seconds = f"{file.seconds:.0f}" if file.seconds else "missing"
    return ctx.say("media-in-words", kind=file.kind, size=size, seconds=seconds)


def media_data(row: PostRow, items: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Media as plain data, in order."""
    shown = []
    for item in items:
        file = row.files.get(item["id"])
        about = (
            {"kind": file.kind, "type": file.mime, "width": file.width, "height": file.height, "seconds": file.seconds}
            if file is not None
            else {}
        )
        shown.append({"id": item["id"], **about, "alt": item.get("alt", "")})
    return shown


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
        "media": media_data(row, post.media or []),
        "deliveries": [
            {
                "platform": delivery.platform,
                "state": delivery.state.value,
                "text": delivery.text,
                "url": delivery.url,
                "reason": delivery.reason,
                **({"media": media_data(row, delivery.media)} if delivery.media is not None else {}),
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
