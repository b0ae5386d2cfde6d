"""A post whose answer was lost and that could not be looked up: the person looks, and says what is there."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC
from typing import TYPE_CHECKING

from bot import cards
from bot.context import ToolContext
from bot.errors import Conflict
from bot.tool import PUBLISHERS, Effect, Platforms, PostId, Result, Settled, tool
from storage import deliveries, posts
from storage.models import Delivery, DeliveryState
from storage.posts import PostRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@tool(
    Effect.SCHEDULE,
    roles=PUBLISHERS,
    examples=[
        "post 4 is there",
        "I looked, it is out",
        "yes post 7 arrived on linkedin",
        "it is live, I checked",
        "mark post 3 as published",
    ],
)
async def confirm_post(ctx: ToolContext, post_id: PostId | None = None, platforms: Platforms | None = None) -> Result:
    """Note that a post whose answer was lost is there: somebody has looked. It is not sent again."""
    row = await ctx.post(post_id)
    lost = _lost(ctx, row, platforms)
    await ctx.write_unnoted(_note_there, [delivery.id for delivery in lost], ctx)
    row = await ctx.post(row.post.number)
    labels = cards.labels(ctx, [delivery.platform for delivery in lost])
    return Result(
        ctx.say("confirmed", number=str(row.post.number), platforms=labels),
        {"post": cards.data(ctx, row)},
        posts=(row.post.number,),
    )


async def settle_resend(ctx: ToolContext, post_id: int | None = None, platforms: list[str] | None = None) -> Settled:
    """What would go out once more, on the person's word that it is not there."""
    row = await ctx.post(post_id)
    lost = _lost(ctx, row, platforms)
    names = [delivery.platform for delivery in lost]
    return Settled(
        {"post_id": row.post.number, "platforms": names},
        {"deliveries": {delivery.platform: [delivery.text, delivery.account_id] for delivery in lost}},
        ctx.say("resend-ask", number=str(row.post.number), platforms=cards.labels(ctx, names)),
        ctx.say("resend-yes"),
        cards=cards.cards(ctx, row),
        posts=(row.post.number,),
    )


@tool(
    Effect.PUBLISH,
    roles=PUBLISHERS,
    settle=settle_resend,
    examples=[
        "post 4 is not there, send it again",
        "it did not arrive, resend it",
        "I looked and it is not on linkedin, send it once more",
        "resend post 7",
    ],
)
async def resend_post(ctx: ToolContext, post_id: PostId | None = None, platforms: Platforms | None = None) -> Result:
    """Send a post again whose answer was lost, once a person has looked and says that it is not there. Asks first."""
    row = await ctx.post(post_id)
    lost = _lost(ctx, row, platforms)
    ids = [delivery.id for delivery in lost]
    await ctx.write_unnoted(_send_again, row.post.number, ids, ctx)
    await ctx.tell("progress-publishing", platforms=cards.labels(ctx, [delivery.platform for delivery in lost]))
    await ctx.publishing.run_now(ids)
    row = await ctx.post(row.post.number)
    lines = [_told(ctx, row, delivery) for delivery in row.deliveries if delivery.id in ids]
    out = any(delivery.id in ids and delivery.state is DeliveryState.PUBLISHED for delivery in row.deliveries)
    return Result("\n".join(lines), {"post": cards.data(ctx, row)}, posts=(row.post.number,), ok=out)


def _lost(ctx: ToolContext, row: PostRow, platforms: list[str] | None) -> list[Delivery]:
    """What of a post nobody knows of. Raises `Conflict` if there is nothing like that."""
    lost = [
        delivery
        for delivery in row.deliveries
        if delivery.state is DeliveryState.UNKNOWN and (not platforms or delivery.platform in platforms)
    ]
    if not lost:
        raise Conflict("error-not-unconfirmed", number=str(row.post.number), status=cards.status(ctx, row))
    return lost


def _told(ctx: ToolContext, row: PostRow, delivery: Delivery) -> str:
    facts = {"number": str(row.post.number), "platform": ctx.label(delivery.platform)}
    if delivery.state is DeliveryState.PUBLISHED:
        return ctx.say("published", url=delivery.url or "", **facts)
    if delivery.state is DeliveryState.FAILED:
        return ctx.say("publish-failed", reason=cards.reason(ctx, delivery), **facts)
    if delivery.state is DeliveryState.UNKNOWN:
        return ctx.say("publish-unconfirmed", **facts)
    return ctx.say("publish-on-its-way", **facts)


def _note_there(session: Session, ids: Collection[int], ctx: ToolContext) -> None:
    for delivery in posts.of_deliveries(session, ctx.workspace_id, ids):
        if delivery.state is DeliveryState.UNKNOWN:
            delivery.state = DeliveryState.PUBLISHED
            delivery.reason = None
            delivery.reason_facts = {}
            delivery.finished_at = ctx.now.astimezone(UTC)
    session.flush()
    deliveries.settle_of(session, ids)


def _send_again(session: Session, number: int, ids: Collection[int], ctx: ToolContext) -> None:
    """Put it on its way once more, as another post: under its old key a network might give the lost one back."""
    row = posts.hold(session, ctx.workspace_id, number)
    if row is None:
        raise Conflict("error-changed-meanwhile", number=str(number))
    again = [d for d in row.deliveries if d.id in ids and d.state is DeliveryState.UNKNOWN]
    if len(again) != len(ids):
        raise Conflict("error-changed-meanwhile", number=str(number))
    posts.give_another_try(session, row, again, ctx.now.astimezone(UTC))
