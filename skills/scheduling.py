"""The plan: once, again and again, next free slot, moved, cancelled, looked at."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot import cards, drafts
from bot.analytics import wording
from bot.analytics.forecasts import timing
from bot.context import ToolContext, soon
from bot.errors import Conflict, Missing, NotUnderstood
from bot.quiet import QuietHours
from bot.tool import (
    EVERYONE,
    PUBLISHERS,
    Effect,
    Offer,
    Platforms,
    PostId,
    Recurrence,
    Result,
    Since,
    Slots,
    Status,
    Text,
    Topic,
    Until,
    When,
    tool,
)
from skills.published import out_already
from storage import posts, workspaces
from storage.models import DeliveryState, PostStatus
from storage.posts import PostRow

PLANNABLE = {PostStatus.DRAFT, PostStatus.SCHEDULED, PostStatus.CANCELLED, PostStatus.FAILED}
DEFAULT_SLOTS = ("MO,TU,WE,TH,FR", ("09:00", "17:00"))
"""Weekdays and times of the queue until a workspace says otherwise; a plain habit, not a claim about reach."""

QUEUE_DAYS = 366
SHOWN = 10
FIRST_YEAR, LAST_YEAR = 1970, 9000


@tool(
    Effect.SCHEDULE,
    roles=PUBLISHERS,
    one_of=("topic", "text", "post_id"),
    examples=[
        "post about the autumn sale on instagram tomorrow at nine",
        "schedule draft 3 for friday at 5pm",
        "schedule a post about the bike launch on facebook for thursday at 4",
        "every friday at 5pm post our playlist on threads",
        "put post 7 on the calendar for the 1st of april at 8",
        'in 45 minutes post "Last call for tickets" on facebook',
        "tweet about the live demo tomorrow evening at seven",
        "line up a linkedin update on hiring for monday morning",
        "share a customer story every other thursday at six",
        "schedule it for noon",
        "set it for tomorrow at eight",
        "plan the second one for sunday at ten",
    ],
)
async def schedule_post(
    ctx: ToolContext,
    topic: Topic | None = None,
    text: Text | None = None,
    post_id: PostId | None = None,
    platforms: Platforms | None = None,
    when: When | None = None,
    recurrence: Recurrence | None = None,
) -> Result:
    """Plan a post for a time, once or repeatedly. It goes out by itself then, exactly once each time."""
    if when is None:
        raise Missing("when", "ask-when")
    row = await drafts.post_from(ctx, topic=topic, text=text, post_id=post_id, platforms=platforms)
    return await plan(ctx, row, when, recurrence, "scheduled")


@tool(
    Effect.SCHEDULE,
    roles=PUBLISHERS,
    one_of=("topic", "text", "post_id"),
    examples=[
        "put draft 4 in the queue",
        "queue a post about the garden tour for tiktok",
        "add it to the queue",
        "next free slot for post 2",
        'queue "We are hiring" for linkedin',
        "post something about the workshop whenever there is room",
    ],
)
async def queue_post(
    ctx: ToolContext,
    topic: Topic | None = None,
    text: Text | None = None,
    post_id: PostId | None = None,
    platforms: Platforms | None = None,
) -> Result:
    """Plan a post for the next free slot of the queue; where none are set, for the best hour that the team's posts tell."""
    row = await drafts.post_from(ctx, topic=topic, text=text, post_id=post_id, platforms=platforms)
    taken = await ctx.read(posts.times_taken, ctx.workspace_id, ctx.now)
    if "queue_slots" not in ctx.who.settings and (best := await _best_slot(ctx, row, taken)) is not None:
        at, why = best
        result = await plan(ctx, row, at, None, "queued")
        return replace(result, text=f"{result.text} {why}") if result.ok else result
    when = next_slot(slots_of(ctx.who.settings), ctx.now, ctx.zone, taken)
    if when is None:
        raise Conflict("error-queue-full", days=QUEUE_DAYS)
    return await plan(ctx, row, when, None, "queued")


@tool(
    Effect.SCHEDULE,
    roles=PUBLISHERS,
    examples=[
        "our slots are weekdays at 9 and 17",
        "queue posts go out monday wednesday friday at 8:30",
        "set the queue to every day at noon",
        "change our posting slots to tuesdays and thursdays at 10",
    ],
)
async def set_queue_slots(ctx: ToolContext, slots: Slots) -> Result:
    """Set the weekdays and times at which queued posts go out.

    slots: weekday codes and times, such as 'MO,WE,FR 08:30,17:00'.
    """
    days, times = parse_slots(slots)
    await ctx.write(workspaces.put_setting, ctx.workspace_id, "queue_slots", {"days": days, "times": times})
    shown = cards.repeats(ctx, f"FREQ=WEEKLY;BYDAY={days}")
    return Result(
        ctx.say("slots-set", days=shown, times=times),
        {"days": days, "times": times},
        offers=(Offer(ctx.say("offer-undo"), tool="undo"),),
    )


@tool(
    Effect.SCHEDULE,
    roles=PUBLISHERS,
    examples=[
        "move post 6 to monday at 8",
        "reschedule it to tomorrow at noon",
        "push post 3 back an hour",
        "an hour later",
        "shift the second one to friday",
        "make that half past ten instead",
        "delay post 12 until next week",
        "no, I meant thursday",
    ],
)
async def reschedule_post(ctx: ToolContext, when: When, post_id: PostId | None = None) -> Result:
    """Move a planned post to another time."""
    row = await ctx.post(post_id)
    if row.post.status is not PostStatus.SCHEDULED:
        status = cards.status(ctx, row)
        if row.post.status in PLANNABLE:
            return await plan(ctx, row, when, row.post.recurrence, "scheduled")
        raise Conflict("error-cannot-move", number=str(row.post.number), status=status)
    return await plan(ctx, row, when, row.post.recurrence, "moved")


@tool(
    Effect.SCHEDULE,
    roles=PUBLISHERS,
    examples=[
        "cancel post 7",
        "drop post 14 from the schedule",
        "don't send it",
        "delete draft 3",
        "scrap the second one",
        "forget about post 9",
        "call off the friday post",
        "take post 5 off the plan",
    ],
)
async def cancel_post(ctx: ToolContext, post_id: PostId | None = None) -> Result:
    """Take a post off the plan, or discard a draft. What is cancelled does not go out."""
    row = await ctx.post(post_id)
    number = str(row.post.number)
    if row.post.status is PostStatus.CANCELLED:
        return Result(
            ctx.say("cancelled-already", number=number),
            {"post": cards.data(ctx, row)},
            posts=(row.post.number,),
            ok=False,
        )
    waiting = {DeliveryState.WAITING, DeliveryState.FAILED}
    waits = [delivery.platform for delivery in row.deliveries if delivery.state in waiting]
    partly = bool(waits) and any(delivery.state in posts.GONE_OUT for delivery in row.deliveries)
    partly = partly or (row.post.status in {PostStatus.PUBLISHING, PostStatus.UNCONFIRMED} and bool(waits))
    if not partly and row.post.status not in PLANNABLE | {PostStatus.AWAITING_APPROVAL}:
        if (refusal := out_already(ctx, row, "error-cannot-cancel")) is not None:
            return refusal
        raise Conflict("error-cannot-cancel", number=number, status=cards.status(ctx, row))
    # An occurrence that failed has a successor on the plan, which stays there.
    repeated = bool(row.post.recurrence) and row.post.status is PostStatus.SCHEDULED
    row = await ctx.change(row, lambda session, fresh: posts.cancel(session, fresh, ctx.now))
    text = ctx.say("cancelled-series" if repeated else "cancelled", number=number)
    if partly:
        text = ctx.say("cancelled-rest", number=number, platforms=cards.labels(ctx, waits))
    return Result(
        text,
        {"post": cards.data(ctx, row)},
        offers=(Offer(ctx.say("offer-undo"), tool="undo"),),
        posts=(row.post.number,),
    )


@tool(
    Effect.READ,
    roles=EVERYONE,
    examples=[
        "what's planned",
        "what goes out this week",
        "show me the drafts",
        "list failed posts",
        "what have we got scheduled for tomorrow",
        "anything going out on friday",
        "which posts went out last week",
        "show the queue",
        "our posts on linkedin",
        "what did we publish today",
    ],
)
async def list_posts(
    ctx: ToolContext,
    status: Status | None = None,
    platforms: Platforms | None = None,
    since: Since | None = None,
    until: Until | None = None,
) -> Result:
    """List posts: planned, published, drafts, failed, for some days, on some platforms."""
    statuses = (PostStatus(status),) if status else ()
    if any(day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR for day in (since, until)):
        raise NotUnderstood("error-wrong-argument", argument="since, until")
    since_at = datetime.combine(since, time(), ctx.zone).astimezone(UTC) if since else None
    until_at = datetime.combine(until + timedelta(days=1), time(), ctx.zone).astimezone(UTC) if until else None
    names = [ctx.platform(name).name for name in platforms or ()]
    rows, total = await ctx.read(
        posts.list_posts,
        ctx.workspace_id,
        statuses=statuses,
        platforms=names,
        since=since_at,
        until=until_at,
        limit=SHOWN,
    )
    kind = f"list-{status.replace('_', '-')}" if status else "list-posts"
    span = _span(ctx, since_at, until_at)
    if not rows:
        text = ctx.say("list-none", what=ctx.say(kind, count=0), span=span)
    else:
        head = ctx.say("list-head", what=ctx.say(kind, count=total), span=span)
        lines = [cards.line(ctx, place, row) for place, row in enumerate(rows, 1)]
        more = [ctx.say("list-more", count=total - len(rows))] if total > len(rows) else []
        text = "\n".join([head, *lines, *more])
    return Result(
        text,
        {"posts": [cards.data(ctx, row) for row in rows], "total": total},
        posts=tuple(row.post.number for row in rows),
    )


@tool(
    Effect.READ,
    roles=EVERYONE,
    examples=[
        "show me post 3",
        "what does draft 5 say",
        "let me see the second one",
        "show it again",
        "read post 12 to me",
        "is post 4 out yet",
    ],
)
async def show_post(ctx: ToolContext, post_id: PostId | None = None) -> Result:
    """Show one post: its texts, state, time and, once it is out, where."""
    row = await ctx.post(post_id)
    lines = [
        ctx.say(
            "post-is",
            number=str(row.post.number),
            status=cards.status(ctx, row),
            when=ctx.phrases.moment(ctx.local(row.post.due_at)) if row.post.due_at else "missing",
        )
    ]
    lines += [delivery.url for delivery in row.deliveries if delivery.url]
    lines += [cards.reason(ctx, delivery) for delivery in row.deliveries if delivery.reason]
    if len({delivery.text for delivery in row.deliveries}) == 1 and row.deliveries[0].text:
        lines.append(row.deliveries[0].text)
    return Result(
        "\n".join(lines), {"post": cards.data(ctx, row)}, cards=cards.cards(ctx, row), posts=(row.post.number,)
    )


async def plan(ctx: ToolContext, row: PostRow, when: datetime, recurrence: str | None, said: str) -> Result:
    """Put a post on the plan and say so with weekday, date, time and zone."""
    number = str(row.post.number)
    if row.post.status not in PLANNABLE:
        raise Conflict("error-cannot-move", number=number, status=cards.status(ctx, row))
    if when < soon(ctx.now):
        raise Missing("when", "ask-when-past", said=ctx.phrases.moment(when))
    if row.post.recurrence and row.post.status is PostStatus.FAILED:
        # Its series goes on by itself, counted from where it began; this is about the one that did not go out.
        recurrence = None if recurrence == row.post.recurrence else recurrence
        row = await drafts.set_apart(ctx, row)
        number = str(row.post.number)
    elif row.post.status is PostStatus.SCHEDULED:
        recurrence = recurrence or row.post.recurrence
    if (refusal := await drafts.unfit(ctx, row)) is not None:
        return refusal
    row = await ctx.change(
        row,
        lambda session, fresh: posts.schedule(
            session, fresh, due_at=when.astimezone(UTC), zone=ctx.zone.key, recurrence=recurrence, now=ctx.now
        ),
    )
    text = ctx.say(said, number=number, platforms=cards.labels(ctx, row.platforms), when=when)
    if recurrence:
        text += " " + ctx.say("plan-repeats", every=cards.repeats(ctx, recurrence))
    connected = {account.platform for account in await ctx.accounts()}
    by_hand = drafts.unconnected(ctx, row, connected)
    if by_hand:
        text += " " + ctx.say(
            "plan-by-hand", platforms=[ctx.label(platform.name) for platform in by_hand], count=len(by_hand)
        )
    _, charged = drafts.cost(ctx, row, connected)
    if charged:
        text += " " + charged
    hours = QuietHours.of(ctx.who.settings)
    if hours is not None and hours.holds(when):
        text += " " + ctx.say("plan-in-quiet-hours")
    return Result(
        text,
        {"post": cards.data(ctx, row)},
        cards=cards.cards(ctx, row),
        offers=(Offer(ctx.say("offer-undo"), tool="undo"),),
        posts=(row.post.number,),
    )


async def _best_slot(ctx: ToolContext, row: PostRow, taken: set[datetime]) -> tuple[datetime, str] | None:
    """The best free hour of the coming week for a post, and a sentence why; None where the own posts tell nothing."""
    quiet = QuietHours.of(ctx.who.settings)
    for name in dict.fromkeys(row.platforms):
        found = await ctx.read(timing.timing, ctx.workspace_id, name, ctx.now)
        if (best := timing.best_free(found, ctx.now, ctx.zone, taken, quiet)) is not None:
            at, slot = best
            better = wording.percent(slot.percent / 100, ctx.language)
            return at, ctx.say("queued-best", platform=ctx.label(name), better=better, posts=found.posts)
    return None


def slots_of(settings: dict[str, object]) -> tuple[str, tuple[str, ...]]:
    """The queue's weekdays (as in BYDAY) and times ('09:00')."""
    kept = settings.get("queue_slots")
    return (str(kept["days"]), tuple(kept["times"])) if isinstance(kept, dict) else DEFAULT_SLOTS


def parse_slots(said: str) -> tuple[str, list[str]]:
    """'MO,WE 08:30,17:00' as weekdays and sorted times. Raises `NotUnderstood`."""
    days, _, clock = said.strip().upper().partition(" ")
    codes = [code for code in ("MO", "TU", "WE", "TH", "FR", "SA", "SU") if code in days.split(",")]
    try:
        times = sorted({time.fromisoformat(part.strip()).strftime("%H:%M") for part in clock.split(",")})
    except ValueError:
        raise NotUnderstood("error-slots") from None
    if not codes or len(codes) != len(set(days.split(","))):
        raise NotUnderstood("error-slots")
    return ",".join(codes), times


def next_slot(
    slots: tuple[str, tuple[str, ...]], now: datetime, zone: ZoneInfo, taken: set[datetime]
) -> datetime | None:
    """The first slot after `now` at which nothing is planned; one that daylight saving skips is passed over."""
    from bot.understanding.times import Trouble, localize

    days, times = slots
    wanted = {("MO", "TU", "WE", "TH", "FR", "SA", "SU").index(code) for code in days.split(",")}
    today = now.astimezone(zone).date()
    for ahead in range(QUEUE_DAYS):
        day = today + timedelta(days=ahead)
        if day.weekday() not in wanted:
            continue
        for clock in times:
            at, trouble, _ = localize(datetime.combine(day, time.fromisoformat(clock)), zone)
            if trouble is not Trouble.GAP and at > now and at.astimezone(UTC) not in taken:
                return at
    return None


def _span(ctx: ToolContext, since: datetime | None, until: datetime | None) -> str:
    first = ctx.local(since).date() if since else None
    last = (ctx.local(until) - timedelta(days=1)).date() if until else None
    if first and last:
        return ctx.say("span-day", day=first) if first == last else ctx.say("span-days", first=first, last=last)
    if first:
        return ctx.say("span-since", first=first)
    return ctx.say("span-until", last=last) if last else ""
