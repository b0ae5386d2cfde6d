"""Out into the world, now; and back again where the network lets us."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bot import cards, drafts
from bot.context import Texts, ToolContext
from bot.errors import Conflict, NotAllowed
from bot.messages import Card
from bot.removal import take_down
from bot.tool import PUBLISHERS, WRITERS, Effect, Offer, Platforms, PostId, Result, Settled, Text, Topic, tool
from connectors.platform import Publisher
from storage import audit, jobs, journal, notices, posts
from storage.models import AuditEvent, Delivery, DeliveryState, PostStatus
from storage.posts import PostRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

log = logging.getLogger(__name__)


async def settle_publish(
    ctx: ToolContext,
    topic: str | None = None,
    text: str | None = None,
    post_id: int | None = None,
    platforms: list[str] | None = None,
) -> Settled:
    """What would go out, where, in which words; refused when nothing can."""
    # The words become a draft, and stay one if the answer is no. A post that exists is not touched before the yes.
    made = post_id is None and bool(text or topic)
    if made:
        ctx.begin("draft_post", ctx.call[1])
    row = await drafts.post_from(ctx, topic=topic, text=text, post_id=post_id, platforms=platforms if made else None)
    number = str(row.post.number)
    shown = cards.cards(ctx, row, asked=True)
    nothing = Settled(args={}, exact={}, question="")
    if row.post.status in {PostStatus.PUBLISHED, PostStatus.PUBLISHING, PostStatus.UNCONFIRMED}:
        lines = [ctx.say(f"publish-already-{row.post.status}", number=number)]
        lines += [delivery.url for delivery in row.deliveries if delivery.url]
        refusal = Result("\n".join(lines), {"post": cards.data(ctx, row)}, posts=(row.post.number,), ok=False)
        return _refused(nothing, refusal)
    args: dict[str, Any] = {"post_id": row.post.number}
    if platforms and platforms != row.platforms:
        row = await drafts.preview(ctx, row, platforms)
        args["platforms"] = platforms
    if row.post.recurrence and row.post.status is not PostStatus.FAILED:
        # A repeating post stays on its plan; what goes out now is a copy of it.
        texts = {d.platform: d.text for d in row.deliveries if not platforms or d.platform in platforms}
        ctx.begin("draft_post", ctx.call[1])
        copy = Texts(row.post.text, texts)
        row = await drafts.copied(ctx, row, copy)
        args = {"post_id": row.post.number}
    number = str(row.post.number)
    shown = cards.cards(ctx, row, asked=True)
    unsent = [delivery for delivery in row.deliveries if delivery.state not in posts.GONE_OUT]
    if (unfit := await drafts.unfit(ctx, row)) is not None:
        return _refused(nothing, unfit)
    # Of several accounts on a platform the first is meant, as where a post is planned.
    by_name = {account.platform: account for account in reversed(await ctx.accounts())}
    by_hand = drafts.unconnected(ctx, PostRow(row.post, tuple(unsent), row.files), set(by_name))
    ready = [d for d in unsent if d.platform in by_name and ctx.platforms[d.platform] not in by_hand]
    if not ready:
        lines = [
            ctx.say(
                "publish-by-hand", number=number, platforms=[ctx.label(p.name) for p in by_hand], count=len(by_hand)
            )
        ]
        lines += [f"{ctx.label(platform.name)}: {platform.compose_url}" for platform in by_hand if platform.compose_url]
        refusal = Result(
            "\n".join(lines), {"post": cards.data(ctx, row)}, cards=shown, posts=(row.post.number,), ok=False
        )
        return _refused(nothing, refusal)
    where = [f"{ctx.label(d.platform)} ({by_name[d.platform].handle})" for d in ready]
    question = ctx.say("publish-ask", number=number, accounts=where)
    if by_hand:
        question += " " + ctx.say(
            "publish-some-by-hand", platforms=[ctx.label(p.name) for p in by_hand], count=len(by_hand)
        )
    price, charged = drafts.cost(ctx, row, [delivery.platform for delivery in ready])
    if charged:
        question += " " + charged
    exact = {
        "post_id": row.post.number,
        "texts": {delivery.platform: delivery.text for delivery in unsent},
        "media": {delivery.platform: posts.media_of(row, delivery) for delivery in unsent},
        "options": {delivery.platform: delivery.options or {} for delivery in unsent},
        "accounts": {delivery.platform: by_name[delivery.platform].id for delivery in ready},
        "cost": price,
    }
    return Settled(args, exact, question, ctx.say("publish-yes"), cards=shown, posts=(row.post.number,))


@tool(
    Effect.PUBLISH,
    roles=PUBLISHERS,
    one_of=("topic", "text", "post_id"),
    settle=settle_publish,
    examples=[
        "publish draft 4 now",
        "post it now",
        'publish "Happy birthday to us" on x and mastodon',
        "send the second one out right away",
        "put this on facebook: We open at ten tomorrow",
        "go live with post 3",
        'tweet "We are back"',
        "publish it",
        "post something about the open day on our page right now",
    ],
)
async def publish_post(
    ctx: ToolContext,
    topic: Topic | None = None,
    text: Text | None = None,
    post_id: PostId | None = None,
    platforms: Platforms | None = None,
) -> Result:
    """Publish a post now. The person is shown exactly what goes out and asked first."""
    row = await drafts.post_from(ctx, topic=topic, text=text, post_id=post_id, platforms=platforms)
    row = await ctx.change(row, lambda session, fresh: _send_now(session, fresh, ctx))
    sent = {delivery.id: delivery.platform for delivery in row.deliveries if delivery.state is DeliveryState.WAITING}
    await ctx.tell("progress-publishing", platforms=cards.labels(ctx, list(sent.values())))
    await ctx.publishing.run_now(list(sent))
    row = await ctx.post(row.post.number)
    if ctx.conversation_id is not None:
        await ctx.write_unnoted(notices.hush, ctx.conversation_id, row.post.number, ctx.now)
    tried = [delivery for delivery in row.deliveries if delivery.id in sent]
    lines = [_told(ctx, row, delivery) for delivery in tried]
    out = [delivery for delivery in tried if delivery.state is DeliveryState.PUBLISHED]
    offers = (Offer(ctx.say("offer-undo"), tool="undo"),) if out else ()
    return Result(
        "\n".join(lines), {"post": cards.data(ctx, row)}, offers=offers, posts=(row.post.number,), ok=bool(out)
    )


@tool(
    Effect.SCHEDULE,
    roles=WRITERS,
    examples=[
        "undo",
        "undo that",
        "take that back",
        "revert the last change",
        "oops, put it back",
        "reverse that please",
        "I didn't mean that, go back",
    ],
)
async def undo(ctx: ToolContext) -> Result:
    """Reverse your last change where it can be reversed, and say so where it cannot."""
    event = await ctx.last_change()
    if event is None:
        key = "undo-nothing" if ctx.undoing is None else "undo-not-yours"
        return Result(ctx.say(key), {"undone": False}, ok=False)
    if event.undone_at is not None:
        return Result(ctx.say("undo-done-already"), {"undone": False}, ok=False)
    if event.tool in ctx.tools and not ctx.may(ctx.tools[event.tool].roles):
        raise NotAllowed("error-not-allowed", role=ctx.say(f"role-{ctx.who.role}"))
    rows = await ctx.read(_posts_of, ctx.workspace_id, event)
    sent = _sent_by(event)
    under_way = posts.GONE_OUT | {DeliveryState.WAITING}
    if event.tool == "publish_post" and any(d.id in sent and d.state in under_way for r in rows for d in r.deliveries):
        return await _take_down(ctx, event, rows, sent)
    if _is_past(event, ctx):
        numbers = tuple(row.post.number for row in rows)
        return Result(ctx.say("undo-time-passed", **_numbered(numbers)), {"undone": False}, posts=numbers, ok=False)
    if await ctx.write_unnoted(_revert, event.id, ctx):
        numbers = tuple(row.post.number for row in rows)
        text = ctx.say("undone", what=ctx.say(f"did-{event.tool.replace('_', '-')}", **_numbered(numbers)))
        after = [after for number in numbers if (after := await ctx.read(posts.get, ctx.workspace_id, number))]
        planned = [_planned(ctx, row) for row in after if row.post.status is PostStatus.SCHEDULED]
        text = "\n".join([text, *planned, *await _signed_out(ctx, event)])
        shown = tuple(card for row in after for card in cards.cards(ctx, row))
        left = tuple(row.post.number for row in after)
        return Result(text, {"undone": event.tool, "posts": [cards.data(ctx, row) for row in after]}, shown, posts=left)
    lines = [
        ctx.say(
            "undo-changed-since",
            what=ctx.say(f"did-{event.tool.replace('_', '-')}", **_numbered(tuple(r.post.number for r in rows))),
        )
    ]
    lines += [delivery.url for row in rows for delivery in row.deliveries if delivery.url]
    return Result("\n".join(lines), {"undone": False}, posts=tuple(row.post.number for row in rows), ok=False)


async def _signed_out(ctx: ToolContext, event: AuditEvent) -> list[str]:
    """Which accounts are back without their sign-in: that was given back at the network, and no Undo returns it."""
    back = {change["key"][0] for change in event.changes if change["table"] == "accounts"}
    if not back:
        return []
    standing = await ctx.connecting.standing(ctx.workspace_id)
    lines = []
    for row in await ctx.accounts():
        platform = ctx.platforms.get(row.platform)
        if row.id in back - set(standing) and isinstance(platform, Publisher) and platform.needs_sign_in:
            lines.append(ctx.say("sign-in-undone", platform=ctx.label(row.platform), handle=row.handle))
    return lines


def _refused(settlement: Settled, refusal: Result) -> Settled:
    return Settled(settlement.args, settlement.exact, settlement.question, refusal=refusal)


def _told(ctx: ToolContext, row: PostRow, delivery: Delivery) -> str:
    label = ctx.label(delivery.platform)
    facts = {"number": str(row.post.number), "platform": label}
    match delivery.state:
        case DeliveryState.PUBLISHED if delivery.reason:
            return cards.reason(ctx, delivery)
        case DeliveryState.PUBLISHED:
            return ctx.say("published", url=delivery.url or "", **facts)
        case DeliveryState.FAILED:
            return ctx.say("publish-failed", reason=cards.reason(ctx, delivery), **facts)
        case DeliveryState.UNKNOWN:
            return ctx.say("publish-unconfirmed", **facts)
        case DeliveryState.PROCESSING:
            return ctx.say("publish-processing", **facts)
        case DeliveryState.WAITING if delivery.reason:
            return ctx.say("publish-waits", reason=cards.reason(ctx, delivery), **facts)
        case _:
            return ctx.say("publish-on-its-way", **facts)


async def _take_down(ctx: ToolContext, event: AuditEvent, rows: list[PostRow], sent: set[int]) -> Result:
    """Delete what was published where the network has a way; name what has to be deleted by hand.

    Only what this change sent; of that, what still waits for another try is not sent any more.
    """
    lines = []
    removed: dict[int, str] = {}
    left = 0
    accounts = {account.id: account for account in await ctx.accounts()}
    for row in rows:
        for delivery in row.deliveries:
            if delivery.id not in sent or not posts.is_out(delivery):
                continue
            told, gone = await take_down(ctx, row, delivery, accounts)
            lines.append(told)
            if gone:
                removed[delivery.id] = delivery.key
                continue
            left += 1
    ids = [row.post.id for row in rows]
    drafts_again = set(await ctx.write_unnoted(_taken_down, ids, removed, sent, event.id, not left, ctx))
    shown: tuple[Card, ...] = ()
    after = [await ctx.post(row.post.number) for row in rows]
    if drafts_again:
        lines.append(ctx.say("undo-draft-again", **_numbered(tuple(sorted(drafts_again)))))
        shown = tuple(card for row in after for card in cards.cards(ctx, row))
    return Result(
        "\n".join(lines),
        {"undone": event.tool if not left else False, "posts": [cards.data(ctx, row) for row in after]},
        shown,
        posts=tuple(row.post.number for row in rows),
        ok=not left,
    )


def _numbered(numbers: tuple[int, ...]) -> dict[str, object]:
    return {"numbers": [str(number) for number in numbers], "count": len(numbers)}


def _planned(ctx: ToolContext, row: PostRow) -> str:
    when = ctx.phrases.moment(ctx.local(row.post.due_at)) if row.post.due_at else "missing"
    return ctx.say("post-is", number=str(row.post.number), status=ctx.say("status-scheduled"), when=when)


def _sent_by(event: AuditEvent) -> set[int]:
    """The deliveries that a change put on their way."""
    made = [change["after"] for change in event.changes if change["table"] == "jobs" and change["after"] is not None]
    return {job["delivery_id"] for job in made if job["kind"] == jobs.DELIVER}


def _is_past(event: AuditEvent, ctx: ToolContext) -> bool:
    """Whether undoing would plan something for a time that is over, so that it would go out this moment."""
    back = [change["before"] for change in event.changes if change["table"] == "jobs" and change["before"] is not None]
    return any(job["state"] != "done" and datetime.fromisoformat(job["due_at"]) < ctx.now for job in back)


def _send_now(session: Session, fresh: PostRow, ctx: ToolContext) -> None:
    """Put the post on its way. Raises `Conflict` if that would be anything else than what the yes was given to."""
    under_way = {DeliveryState.SENDING, DeliveryState.PROCESSING, DeliveryState.UNKNOWN}
    if any(delivery.state in under_way for delivery in fresh.deliveries):
        raise Conflict("error-changed-meanwhile", number=str(fresh.post.number))
    posts.send_now(session, fresh, zone=ctx.zone.key, now=ctx.now.astimezone(UTC))
    if ctx.exact is None:
        return
    going = [delivery for delivery in fresh.deliveries if delivery.state is DeliveryState.WAITING]
    where = {delivery.platform: delivery.account_id for delivery in going}
    carried = {delivery.platform: posts.media_of(fresh, delivery) for delivery in going}
    if (
        {d.platform: d.text for d in going} != ctx.exact["texts"]
        or carried != ctx.exact["media"]
        or {d.platform: d.options for d in going} != ctx.exact["options"]
        or any(where.get(platform) != account for platform, account in ctx.exact["accounts"].items())
    ):
        raise Conflict("error-changed-meanwhile", number=str(fresh.post.number))


def _posts_of(session: Session, workspace_id: int, event: AuditEvent) -> list[PostRow]:
    ids = {change["key"][0] for change in event.changes if change["table"] == "posts"}
    ids |= {
        (change["after"] or change["before"])["post_id"] for change in event.changes if change["table"] == "deliveries"
    }
    return posts.by_ids(session, workspace_id, sorted(ids))


def _revert(session: Session, event_id: int, ctx: ToolContext) -> bool:
    event = session.get(AuditEvent, event_id)
    if event is None or event.undone_at is not None or not journal.revert(session, event.changes):
        return False
    event.undone_at = ctx.now
    _note_undo(session, event, ctx)
    return True


def _note_undo(session: Session, event: AuditEvent, ctx: ToolContext, **more: Any) -> None:
    audit.note(
        session,
        workspace_id=ctx.workspace_id,
        member_id=ctx.who.member_id,
        conversation_id=ctx.conversation_id,
        tool=f"undo:{event.tool}",
        args={"event": event.id, **more},
        now=ctx.now,
        message_id=ctx.message_id,
    )


def _taken_down(
    session: Session,
    post_ids: list[int],
    removed: dict[int, str],
    stopped: set[int],
    event_id: int,
    whole: bool,
    ctx: ToolContext,
) -> list[int]:
    """The numbers of the posts that are drafts again."""
    rows = posts.by_ids(session, ctx.workspace_id, post_ids)
    again = [row.post.number for row in rows if posts.taken_down(session, row, removed, stopped, ctx.now)]
    event = session.get(AuditEvent, event_id)
    if event is not None:
        if whole:
            event.undone_at = ctx.now
        _note_undo(session, event, ctx, removed=sorted(removed), whole=whole)
    return again
