"""What is out already: changed there, or taken down, where the network lets us."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial
from typing import TYPE_CHECKING

from bot import cards
from bot.context import ToolContext
from bot.errors import AllInError, Conflict, OutcomeUnknown
from bot.messages import Card
from bot.removal import take_down
from bot.shipment import Shipment
from bot.tool import PUBLISHERS, Effect, Offer, Platforms, PostId, Result, Settled, Text, tool
from connectors.platform import AccountInfo, Publisher, Receipt
from storage import deliveries, posts
from storage.deliveries import Dispatch
from storage.models import Delivery, DeliveryState, PostStatus
from storage.posts import PostRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


async def settle_delete(ctx: ToolContext, post_id: int | None = None, platforms: list[str] | None = None) -> Settled:
    """From which networks a post would be gone."""
    row = await ctx.post(post_id)
    if (refusal := _still_here(ctx, row)) is not None:
        return Settled({}, {}, "", refusal=refusal)
    out = _out(ctx, row, platforms)
    labels = cards.labels(ctx, [delivery.platform for delivery in out])
    return Settled(
        {"post_id": row.post.number, "platforms": [delivery.platform for delivery in out]},
        {"deliveries": {delivery.platform: delivery.remote_id for delivery in out}},
        ctx.say("delete-ask", number=str(row.post.number), platforms=labels),
        ctx.say("delete-yes"),
        cards=cards.cards(ctx, row),
        posts=(row.post.number,),
    )


@tool(
    Effect.DELETE,
    roles=PUBLISHERS,
    settle=settle_delete,
    examples=[
        "take post 4 down",
        "delete the published post from facebook",
        "remove post 7 from instagram for good",
        "unpublish it",
        "take it offline",
    ],
)
async def delete_post(ctx: ToolContext, post_id: PostId | None = None, platforms: Platforms | None = None) -> Result:
    """Delete a published post from its networks, where they let us. The person is asked first."""
    row = await ctx.post(post_id)
    out = _out(ctx, row, platforms)
    accounts = {account.id: account for account in await ctx.accounts()}
    lines, removed = [], set()
    for delivery in out:
        told, gone = await take_down(ctx, row, delivery, accounts)
        lines.append(told)
        if gone:
            removed.add(delivery.id)
    if removed:
        await ctx.write_unnoted(_note_deleted, removed, ctx)
        row = await ctx.post(row.post.number)
    return Result(
        "\n".join(lines), {"post": cards.data(ctx, row)}, posts=(row.post.number,), ok=len(removed) == len(out)
    )


async def settle_edit(
    ctx: ToolContext, text: str, post_id: int | None = None, platforms: list[str] | None = None
) -> Settled:
    """Which words would stand where; refused where no network lets us change them."""
    row = await ctx.post(post_id)
    out = _out(ctx, row, platforms)
    able = [delivery for delivery in out if _can_edit(ctx, delivery)]
    unable = [delivery for delivery in out if delivery not in able]
    number = str(row.post.number)
    if not able:
        lines = [ctx.say("edit-cannot", number=number, platforms=cards.labels(ctx, [d.platform for d in unable]))]
        lines += [delivery.url for delivery in unable if delivery.url]
        refusal = Result("\n".join(lines), {"post": cards.data(ctx, row)}, posts=(row.post.number,), ok=False)
        return Settled({}, {}, "", refusal=refusal)
    found = [breach for d in able for breach in ctx.platforms[d.platform].check(text)]
    if found:
        said = "\n".join(dict.fromkeys(ctx.say(breach.key, **breach.facts) for breach in found))
        refusal = Result(said, {"post": cards.data(ctx, row)}, posts=(row.post.number,), ok=False)
        return Settled({}, {}, "", refusal=refusal)
    names = [delivery.platform for delivery in able]
    question = ctx.say("edit-ask", number=number, platforms=cards.labels(ctx, names))
    if unable:
        question += " " + ctx.say("edit-not-there", platforms=cards.labels(ctx, [d.platform for d in unable]))
    card = Card(ctx.say("card-title", number=number, platforms=cards.labels(ctx, names)), text, platform=names[0])
    return Settled(
        {"post_id": row.post.number, "platforms": names, "text": text},
        {"text": text, "deliveries": {delivery.platform: delivery.remote_id for delivery in able}},
        question,
        ctx.say("edit-yes"),
        cards=(card,),
        posts=(row.post.number,),
    )


@tool(
    Effect.PUBLISH,
    roles=PUBLISHERS,
    settle=settle_edit,
    examples=[
        'change the published text of post 4 to "We open at ten"',
        'edit the live post on facebook: "Sold out, thank you!"',
        'correct post 7 where it is out: "Doors at eight"',
    ],
)
async def edit_post(
    ctx: ToolContext, text: Text, post_id: PostId | None = None, platforms: Platforms | None = None
) -> Result:
    """Replace the words of a published post where the network allows it. The person is shown them and asked first."""
    row = await ctx.post(post_id)
    accounts = {account.id: account for account in await ctx.accounts()}
    lines: list[str] = []
    changed: dict[int, Receipt] = {}
    for delivery in _out(ctx, row, platforms):
        platform = ctx.platforms[delivery.platform]
        account = accounts.get(delivery.account_id or 0)
        facts = {"number": str(row.post.number), "platform": ctx.label(delivery.platform)}
        if not isinstance(platform, Publisher) or not _can_edit(ctx, delivery) or account is None:
            lines.append(ctx.say("edit-cannot", number=facts["number"], platforms=facts["platform"]))
            continue
        dispatch = (await ctx.read(deliveries.load, [delivery.id]))[delivery.id]
        try:
            receipt = await ctx.with_account(account, partial(_edit, platform, dispatch, text))
        except OutcomeUnknown:
            lines.append(ctx.say("edit-unconfirmed", url=delivery.url or "missing", **facts))
        except AllInError as error:
            reason = ctx.say(error.key, **{"platform": facts["platform"], **error.facts})
            lines.append(ctx.say("edit-failed", reason=reason, **facts))
        else:
            changed[delivery.id] = receipt
            lines.append(ctx.say("edited", url=receipt.url or delivery.url or "missing", **facts))
    if changed:
        await ctx.write_unnoted(_note_text, changed, text, ctx)
        row = await ctx.post(row.post.number)
    return Result("\n".join(lines), {"post": cards.data(ctx, row)}, posts=(row.post.number,), ok=bool(changed))


async def _edit(platform: Publisher, dispatch: Dispatch, text: str, account: AccountInfo) -> Receipt:
    outgoing = Shipment.of(dispatch, platform, account, ()).edited(text)
    return await platform.edit(outgoing, dispatch.remote_id or "")


def _is_there(delivery: Delivery) -> bool:
    """Whether it can be read there: a thread that broke off can, as far as it came."""
    return delivery.state is DeliveryState.PUBLISHED or (
        delivery.state is DeliveryState.FAILED and posts.is_out(delivery)
    )


def _out(ctx: ToolContext, row: PostRow, platforms: list[str] | None) -> list[Delivery]:
    """What of a post is out, on these platforms. Raises `Conflict` if nothing is."""
    out = [
        delivery
        for delivery in row.deliveries
        if _is_there(delivery) and (not platforms or delivery.platform in platforms)
    ]
    if not out:
        raise Conflict("error-not-out", number=str(row.post.number), status=cards.status(ctx, row))
    return out


def _still_here(ctx: ToolContext, row: PostRow) -> Result | None:
    """For a post that is not out yet: it can be taken off the plan instead."""
    if row.post.status not in {PostStatus.DRAFT, PostStatus.SCHEDULED, PostStatus.FAILED}:
        return None
    if any(_is_there(delivery) for delivery in row.deliveries):
        return None
    number = row.post.number
    text = ctx.say("error-not-out", number=str(number), status=cards.status(ctx, row))
    offer = Offer(ctx.say("offer-cancel-instead"), tool="cancel_post", args={"post_id": number}, style="danger")
    return Result(text, {"post": cards.data(ctx, row)}, offers=(offer,), posts=(number,), ok=False)


def out_already(ctx: ToolContext, row: PostRow, key: str, *, edit: bool = False) -> Result | None:
    """The refusal `key` to touch a post that is out, with what can be done instead; None where nothing of it is out.

    `edit`: its words were to be changed, not its being there.
    """
    out = [delivery for delivery in row.deliveries if _is_there(delivery)]
    if not out:
        return None
    number = row.post.number
    offers = []
    if ctx.may(PUBLISHERS):
        if edit and any(_can_edit(ctx, delivery) for delivery in out):
            offers.append(Offer(ctx.say("offer-edit-out"), tool="edit_post", args={"post_id": number}))
        if not edit:
            offers.append(
                Offer(ctx.say("offer-take-down"), tool="delete_post", args={"post_id": number}, style="danger")
            )
    text = ctx.say(key, number=str(number), status=cards.status(ctx, row))
    return Result(text, {"post": cards.data(ctx, row)}, offers=tuple(offers), posts=(number,), ok=False)


def _can_edit(ctx: ToolContext, delivery: Delivery) -> bool:
    platform = ctx.platforms.get(delivery.platform)
    # Of a thread no single part is meant.
    whole = len((delivery.progress or {}).get("parts") or ()) < 2
    whole = whole and delivery.state is DeliveryState.PUBLISHED
    return isinstance(platform, Publisher) and platform.can_edit and whole


def _note_deleted(session: Session, ids: Collection[int], ctx: ToolContext) -> None:
    rows = posts.of_deliveries(session, ctx.workspace_id, ids)
    for delivery in rows:
        delivery.state = DeliveryState.DELETED
        delivery.finished_at = ctx.now
    session.flush()
    deliveries.settle_of(session, ids)


def _note_text(session: Session, changed: Mapping[int, Receipt], text: str, ctx: ToolContext) -> None:
    for delivery in posts.of_deliveries(session, ctx.workspace_id, changed):
        receipt = changed[delivery.id]
        delivery.text = text
        # Some networks give the changed post another id.
        delivery.remote_id = receipt.remote_id or delivery.remote_id
        delivery.url = receipt.url or delivery.url
        if parts := (delivery.progress or {}).get("parts"):
            first = {"id": delivery.remote_id or "", "url": delivery.url or ""}
            delivery.progress = {**delivery.progress, "parts": [first, *parts[1:]]}
    session.flush()
