"""What a post has beside its words: a title, a link, a first comment, the board or the community it goes to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from bot import cards, drafts
from bot.context import ToolContext
from bot.errors import AllInError, Conflict, Missing, Unsupported
from bot.tool import WRITERS, Detail, DetailValue, Effect, Offer, Platforms, PostId, Result, tool
from connectors.platform import AccountInfo, Publisher
from storage import posts
from storage.models import Delivery

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from storage.posts import PostRow

LONGEST = 2_200
DETAILS: tuple[str, ...] = get_args(get_args(Detail)[0])


@tool(
    Effect.DRAFT,
    roles=WRITERS,
    examples=[
        'set the title of post 4 to "Autumn sale"',
        "put it on the board Recipes",
        "post it in the subreddit bakery",
        'first comment: "#bread #berlin"',
        "link it to https://example.com/sale",
        "make it private on youtube",
        "post it as a reel",
        "add a content warning: food",
    ],
)
async def set_post_detail(
    ctx: ToolContext,
    detail: Detail,
    value: DetailValue,
    post_id: PostId | None = None,
    platforms: Platforms | None = None,
) -> Result:
    """Give a post a title, a link, a first comment, a place to go to, a privacy or a format, on the networks that have it."""
    row = await ctx.post(post_id)
    if row.post.status not in drafts.CHANGEABLE:
        raise Conflict("error-cannot-change", number=str(row.post.number), status=cards.status(ctx, row))
    meant = [
        delivery
        for delivery in row.deliveries
        if not posts.is_out(delivery) and (not platforms or delivery.platform in platforms)
    ]
    able = [delivery for delivery in meant if _takes(ctx, delivery, detail)]
    if not able:
        labels = [ctx.label(delivery.platform) for delivery in meant or row.deliveries]
        raise Unsupported("error-no-such-detail", what=ctx.say(f"detail-{_dashed(detail)}"), platforms=labels)
    value = value.strip()[:LONGEST]
    given: dict[str, Any] = {}
    shown = value
    for delivery in able:
        given[delivery.platform], shown = await _value(ctx, delivery, detail, value)
    row = await ctx.change(row, lambda session, fresh: _set(session, fresh, detail, given, ctx))
    facts = {
        "number": str(row.post.number),
        "detail": ctx.say(f"detail-{_dashed(detail)}"),
        "value": shown,
        "platforms": cards.labels(ctx, list(given)),
    }
    return Result(
        ctx.say("detail-set", **facts),
        {"post": cards.data(ctx, row), "detail": detail, "value": given},
        cards=cards.cards(ctx, row),
        offers=(Offer(ctx.say("offer-undo"), tool="undo"),),
        posts=(row.post.number,),
    )


def _takes(ctx: ToolContext, delivery: Delivery, detail: str) -> bool:
    platform = ctx.platforms.get(delivery.platform)
    if platform is None:
        return False
    if detail == "first_comment":
        return isinstance(platform, Publisher) and platform.can_comment
    return detail in platform.details


async def _value(ctx: ToolContext, delivery: Delivery, detail: str, value: str) -> tuple[Any, str]:
    """What is kept, and how it is told. Raises `Missing` with the choices where a place cannot be told from its name."""
    if detail == "tags":
        tags = [tag.strip().lstrip("#") for tag in value.replace(";", ",").split(",") if tag.strip()]
        return tags, ", ".join(tags)
    if detail in {"made_for_kids", "synthetic"}:
        said = value.casefold() not in {"no", "nein", "non", "off", "false", "not"}
        return said, value
    if detail in {"privacy", "format"}:
        return value.casefold(), value
    if detail != "destination":
        return value, value
    platform = ctx.platforms[delivery.platform]
    account = next((a for a in await ctx.accounts() if a.platform == delivery.platform), None)
    if not isinstance(platform, Publisher) or account is None:
        return value, value

    async def call(info: AccountInfo) -> list[tuple[str, str]]:
        return await platform.destinations(info)

    try:
        places = await ctx.with_account(account, call)
    except AllInError:
        return value, value  # the network is asked again when the post goes out
    if not places:
        return value, value
    wanted = _plain(value)
    exact = [place for place in places if wanted in {_plain(place[1]), place[0].casefold()}]
    near = exact or [place for place in places if wanted in _plain(place[1])]
    if len(near) != 1:
        options = tuple((name, name) for _, name in (near or places)[:6])
        raise Missing("value", "ask-destination", options=options, platform=ctx.label(platform.name), name=value[:60])
    return near[0]


def _plain(name: str) -> str:
    return " ".join(name.casefold().removeprefix("r/").removeprefix("/r/").split())


def _set(session: Session, fresh: PostRow, detail: str, given: dict[str, Any], ctx: ToolContext) -> None:
    for delivery in fresh.deliveries:
        if delivery.platform in given and not posts.is_out(delivery):
            delivery.options = {**delivery.options, detail: given[delivery.platform]}
    fresh.post.revision += 1
    fresh.post.updated_at = ctx.now


def _dashed(detail: str) -> str:
    return detail.replace("_", "-")
