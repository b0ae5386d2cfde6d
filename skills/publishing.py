"""Out into the world, now; and back again where the network lets us."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from bot import cards, drafts
from bot.context import Texts, ToolContext
from bot.errors import AllInError
from bot.messages import Card
from bot.tool import PUBLISHERS, WRITERS, Effect, Offer, Platforms, PostId, Result, Settled, Text, Topic, tool
from connectors.platform import AccountInfo, Publisher
from storage import journal, notices, posts
from storage.models import Account, AuditEvent, Delivery, DeliveryState, PostStatus
from storage.posts import PostRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

GONE_OUT = {DeliveryState.SENDING, DeliveryState.PUBLISHED, DeliveryState.UNKNOWN}


async def settle_publish(
    ctx: ToolContext,
    topic: str | None = None,
    text: str | None = None,
    post_id: int | None = None,
    platforms: list[str] | None = None,
) -> Settled:
    """What would go out, where, in which words; refused when nothing can."""
    row = await drafts.post_from(ctx, topic=topic, text=text, post_id=post_id, platforms=platforms)
    number = str(row.post.number)
    shown = cards.cards(ctx, row)
    nothing = Settled(args={}, exact={}, question="")
    if row.post.status in {PostStatus.PUBLISHED, PostStatus.PUBLISHING, PostStatus.UNCONFIRMED}:
        lines = [ctx.say(f"publish-already-{row.post.status}", number=number)]
        lines += [delivery.url for delivery in row.deliveries if delivery.url]
        refusal = Result("\n".join(lines), {"post": cards.data(ctx, row)}, posts=(row.post.number,), ok=False)
        return _refused(nothing, refusal)
    if row.post.recurrence:
        # A repeating post stays on its plan; what goes out now is a copy of it.
        texts = {delivery.platform: delivery.text for delivery in row.deliveries}
        row = await drafts.save(ctx, row.post.topic, Texts(row.post.text, texts), tone=row.post.tone)
    found = [
        breach for breach in drafts.breaches(ctx, row) if breach.repair in {"shorten", "fewer_hashtags", "write_text"}
    ]
    if found:
        refusal = Result(
            "\n".join([ctx.say("plan-does-not-fit", number=number), drafts.told(ctx, found)]),
            {"post": cards.data(ctx, row), "breaches": [breach.key for breach in found]},
            cards=shown,
            offers=drafts.repairs(ctx, row, found),
            posts=(row.post.number,),
            ok=False,
        )
        return _refused(nothing, refusal)
    by_name = {account.platform: account for account in await ctx.accounts()}
    by_hand = drafts.unconnected(ctx, row, set(by_name))
    ready = [d for d in row.deliveries if d.platform in by_name and ctx.platforms[d.platform] not in by_hand]
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
    exact = {
        "post_id": row.post.number,
        "texts": {delivery.platform: delivery.text for delivery in row.deliveries},
        "accounts": [by_name[delivery.platform].id for delivery in ready],
    }
    return Settled(
        {"post_id": row.post.number}, exact, question, ctx.say("publish-yes"), cards=shown, posts=(row.post.number,)
    )


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
    row = await ctx.change(
        row,
        lambda session, fresh: posts.schedule(
            session, fresh, due_at=ctx.now.astimezone(UTC), zone=ctx.zone.key, recurrence=None, now=ctx.now
        ),
    )
    names = [delivery.platform for delivery in row.deliveries]
    await ctx.tell("progress-publishing", platforms=cards.labels(ctx, names))
    await ctx.publishing.run_now([delivery.id for delivery in row.deliveries])
    row = await ctx.post(row.post.number)
    if ctx.conversation_id is not None:
        await ctx.write_unnoted(notices.hush, ctx.conversation_id, row.post.number, ctx.now)
    lines = [_told(ctx, row, delivery) for delivery in row.deliveries]
    out = [delivery for delivery in row.deliveries if delivery.state is DeliveryState.PUBLISHED]
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
        return Result(ctx.say("undo-nothing"), {"undone": False}, ok=False)
    rows = await ctx.read(_posts_of, ctx.workspace_id, event)
    if event.tool == "publish_post" and any(d.state in GONE_OUT for row in rows for d in row.deliveries):
        return await _take_down(ctx, event, rows)
    if await ctx.write_unnoted(_revert, event.id, ctx):
        numbers = tuple(row.post.number for row in rows)
        text = ctx.say("undone", what=ctx.say(f"did-{event.tool.replace('_', '-')}", **_numbered(numbers)))
        after = [after for number in numbers if (after := await ctx.read(posts.get, ctx.workspace_id, number))]
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


def _refused(settlement: Settled, refusal: Result) -> Settled:
    return Settled(settlement.args, settlement.exact, settlement.question, refusal=refusal)


def _told(ctx: ToolContext, row: PostRow, delivery: Delivery) -> str:
    label = ctx.label(delivery.platform)
    facts = {"number": str(row.post.number), "platform": label}
    match delivery.state:
        case DeliveryState.PUBLISHED:
            return ctx.say("published", url=delivery.url or "", **facts)
        case DeliveryState.FAILED:
            reason = ctx.say(delivery.reason, **delivery.reason_facts) if delivery.reason else ""
            return ctx.say("publish-failed", reason=reason, **facts)
        case DeliveryState.UNKNOWN:
            return ctx.say("publish-unconfirmed", **facts)
        case DeliveryState.WAITING if delivery.reason:
            return ctx.say("publish-waits", reason=ctx.say(delivery.reason, **delivery.reason_facts), **facts)
        case _:
            return ctx.say("publish-on-its-way", **facts)


async def _take_down(ctx: ToolContext, event: AuditEvent, rows: list[PostRow]) -> Result:
    """Delete what was published where the network has a way; name what has to be deleted by hand."""
    lines = []
    removed: list[int] = []
    left = 0
    accounts = {account.id: account for account in await ctx.accounts()}
    for row in rows:
        for delivery in row.deliveries:
            if delivery.state not in GONE_OUT:
                continue
            platform = ctx.platforms.get(delivery.platform)
            account = accounts.get(delivery.account_id or 0)
            facts = {"number": str(row.post.number), "platform": ctx.label(delivery.platform)}
            if delivery.state is not DeliveryState.PUBLISHED:
                lines.append(ctx.say("undo-not-yet", **facts))
            elif not isinstance(platform, Publisher) or not platform.can_delete or account is None:
                lines.append(ctx.say("undo-by-hand", url=delivery.url or "", **facts))
            else:
                try:
                    await platform.delete(_info(account), delivery.remote_id or "")
                except AllInError as error:
                    lines.append(ctx.say("undo-failed", reason=ctx.say(error.key, **error.facts), **facts))
                else:
                    removed.append(delivery.id)
                    lines.append(ctx.say("undo-taken-down", **facts))
                    continue
            left += 1
    await ctx.write_unnoted(_taken_down, [row.post.id for row in rows], removed, event.id if not left else None, ctx)
    shown: tuple[Card, ...] = ()
    after = [await ctx.post(row.post.number) for row in rows]
    if not left:
        lines.append(ctx.say("undo-draft-again", **_numbered(tuple(row.post.number for row in rows))))
        shown = tuple(card for row in after for card in cards.cards(ctx, row))
    return Result(
        "\n".join(lines),
        {"undone": event.tool if not left else False, "posts": [cards.data(ctx, row) for row in after]},
        shown,
        posts=tuple(row.post.number for row in rows),
        ok=not left,
    )


def _info(account: Account) -> AccountInfo:
    return AccountInfo(account.id, account.workspace_id, account.platform, account.handle, account.data)


def _numbered(numbers: tuple[int, ...]) -> dict[str, object]:
    return {"numbers": [str(number) for number in numbers], "count": len(numbers)}


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
    return True


def _taken_down(
    session: Session, post_ids: list[int], removed: list[int], event_id: int | None, ctx: ToolContext
) -> None:
    for row in posts.by_ids(session, ctx.workspace_id, post_ids):
        posts.taken_down(session, row, removed, ctx.now)
    if event_id is not None:
        event = session.get(AuditEvent, event_id)
        if event is not None:
            event.undone_at = ctx.now
