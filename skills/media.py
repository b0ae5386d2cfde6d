"""Pictures and videos of a post: added, taken off, described for those who cannot see them, fitted to networks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from bot import cards, drafts
from bot.context import Texts, ToolContext
from bot.errors import Conflict, Missing, NotAllowed, NotFound
from bot.media.library import LONGEST_ALT
from bot.repairs import HARMLESS, PROPOSED
from bot.tool import PUBLISHERS, WRITERS, Effect, Offer, Platforms, PostId, Result, Slot, Text, tool
from storage import posts
from storage.models import PostStatus
from storage.posts import PostRow

MediaAddress = Annotated[
    str, Slot("media", "The https address of a picture or video; leave it out for what came with the message.")
]
Which = Annotated[int, Slot("media_place", "Which picture or video of the post, counted from 1; -1 is the last.")]
How = Annotated[
    Literal["pad", "crop", "shrink", "trim", "drop"],
    Slot(
        "fit",
        "pad: a border; crop: cut off what does not fit; shrink: fewer pixels; trim: a shorter video; drop: leave it out.",
    ),
]


@tool(
    Effect.DRAFT,
    roles=WRITERS,
    examples=[
        "make a post of it",
        "make a post of this picture",
        "turn this photo into a post for instagram",
        "create a post with this video",
        "make a post out of the picture I sent",
    ],
)
async def make_media_post(ctx: ToolContext, platforms: Platforms | None = None) -> Result:
    """Make a new draft of the pictures or videos that were just sent. Words can be added afterwards."""
    if not ctx.attached:
        raise Missing("media", "ask-media")
    chosen = await ctx.chosen_platforms(platforms)
    row = await drafts.save(ctx, "", Texts("", {platform.name: "" for platform in chosen}))
    labels = cards.labels(ctx, row.platforms)
    return await _shown(ctx, row, ctx.say("media-post-made", number=str(row.post.number), platforms=labels), alt=True)


@tool(
    Effect.DRAFT,
    roles=WRITERS,
    examples=[
        "add this picture",
        "add the photo to post 3",
        "use this picture for it",
        "attach https://shop.example/cake.jpg",
        "use https://shop.example/cake.jpg for post 4",
        "put this video on draft 2",
        "add this image to the second one",
    ],
)
async def attach_media(ctx: ToolContext, post_id: PostId | None = None, media: MediaAddress | None = None) -> Result:
    """Add a picture or video to a draft or planned post: what came with the message, or what a public address holds."""
    if post_id is None and not ctx.focus and len(ctx.said_before) == 1:
        post_id = ctx.said_before[0]
    row = await ctx.post(post_id)
    _check_changeable(ctx, row)
    if media:
        await ctx.tell("progress-fetching")
        arrived = await ctx.library.fetch(ctx.workspace_id, media.strip("<>"), member_id=ctx.who.member_id)
        ids: tuple[int, ...] = (arrived.media.id,)
    else:
        ids = ctx.take()
    if not ids:
        raise Missing("media", "ask-media")
    row = await drafts.attach(ctx, row, ids)
    return await _shown(ctx, row, ctx.say("media-added", number=str(row.post.number), count=len(ids)), alt=True)


@tool(
    Effect.DRAFT,
    roles=WRITERS,
    examples=[
        "take the picture off post 3",
        "remove the second photo",
        "without the picture please",
        "remove the video from draft 5",
        "delete the image",
        "take the last picture out",
    ],
)
async def remove_media(ctx: ToolContext, post_id: PostId | None = None, which: Which | None = None) -> Result:
    """Take a picture or video off a draft or planned post; all of them unless one is named."""
    row = await ctx.post(post_id)
    _check_changeable(ctx, row)
    items = _items(ctx, row)
    left = [item for at, item in enumerate(items) if at != _place(items, which)] if which is not None else []
    row = await drafts.set_media(ctx, row, left)
    gone = len(items) - len(left)
    return await _shown(ctx, row, ctx.say("media-removed", number=str(row.post.number), count=gone))


@tool(
    Effect.DRAFT,
    roles=WRITERS,
    examples=[
        'the alt text is "A loaf of rye on a wooden table"',
        'describe the second picture as "Our shop at night"',
        'alt text for post 3: "Two bakers laughing"',
        'set the image description to "A red bicycle"',
    ],
)
async def describe_media(
    ctx: ToolContext, text: Text, post_id: PostId | None = None, which: Which | None = None
) -> Result:
    """Give a picture or video of a post its alt text: what it shows, for people who cannot see it."""
    row = await ctx.post(post_id)
    _check_changeable(ctx, row)
    items = _items(ctx, row)
    alt = " ".join(text.split())
    if len(alt) > LONGEST_ALT:
        raise Conflict("media-alt-too-long", length=len(alt), limit=LONGEST_ALT)
    if which is None and len(items) > 1:
        bare = [at for at, item in enumerate(items) if not item.get("alt")]
        place = bare[0] if bare else 0
    else:
        place = _place(items, which if which is not None else 1)
    items[place] = {**items[place], "alt": alt}
    described = items[place]["id"]
    own = {d.platform: await _described(ctx, d.media, described, alt) for d in row.deliveries if d.media is not None}
    row = await ctx.change(row, lambda session, fresh: posts.set_media(session, fresh, items, own, ctx.now))
    row = await drafts.fit(ctx, row)
    return await _shown(ctx, row, ctx.say("media-described", number=str(row.post.number), place=place + 1))


@tool(
    Effect.DRAFT,
    roles=WRITERS,
    examples=[
        "pad it for instagram",
        "crop the picture for instagram",
        "put a border around it",
        "trim the video",
        "cut the video to fit",
        "make the picture smaller for bluesky",
        "crop it",
    ],
)
async def fit_media(
    ctx: ToolContext, how: How, post_id: PostId | None = None, platforms: Platforms | None = None
) -> Result:
    """Make a post's pictures or videos fit the networks that refuse them as they are; the others keep theirs.

    how: pad, crop, shrink, trim or drop.
    """
    row = await ctx.post(post_id)
    _check_changeable(ctx, row)
    _items(ctx, row)
    number = str(row.post.number)
    before = {delivery.platform: posts.media_of(row, delivery) for delivery in row.deliveries}
    names = [ctx.platform(name.lstrip("+")).name for name in platforms] if platforms else None
    await ctx.tell("progress-fitting")
    row = await drafts.fit(ctx, row, how=(how,), platforms=names)
    changed = [d.platform for d in row.deliveries if posts.media_of(row, d) != before.get(d.platform)]
    if changed:
        return await _shown(ctx, row, ctx.say("media-fitted", number=number, platforms=cards.labels(ctx, changed)))
    # Either nothing is wrong with it, or this is not the way to mend it.
    wrong = [breach for breach in await drafts.breaches(ctx, row) if breach.repair in HARMLESS | PROPOSED]
    return await _shown(ctx, row, ctx.say("media-cannot-fit" if wrong else "media-fits", number=number), done=False)


async def _shown(ctx: ToolContext, row: PostRow, text: str, *, alt: bool = False, done: bool = True) -> Result:
    """The post as it is now, with what its networks do not take and what could be done about it."""
    found = [breach for breach in await drafts.breaches(ctx, row) if breach.media is not None or "media" in breach.key]
    lines = [text]
    if row.post.status is PostStatus.SCHEDULED and row.post.due_at is not None:
        lines.append(ctx.say("improved-still-planned", when=ctx.local(row.post.due_at)))
    if found:
        lines.append(drafts.told(ctx, found))
    said = "\n".join(lines) + (drafts.alt_reminder(ctx, row) if alt else "")
    offers: Sequence[Offer] = (Offer(ctx.say("offer-undo"), tool="undo"),) if done else ()
    return Result(
        said,
        {"post": cards.data(ctx, row), "breaches": [breach.key for breach in found]},
        cards=cards.cards(ctx, row),
        offers=(*drafts.ways(ctx, row, found), *offers),
        posts=(row.post.number,),
        ok=done,
    )


def _items(ctx: ToolContext, row: PostRow) -> list[dict[str, Any]]:
    """The media of a post. Raises `NotFound` if it has none."""
    if not row.post.media:
        raise NotFound("media-post-has-none", number=str(row.post.number))
    return [dict(item) for item in row.post.media]


def _place(items: Sequence[object], which: int) -> int:
    place = len(items) + which if which < 0 else which - 1
    if not 0 <= place < len(items):
        raise NotFound("media-no-such-place", count=len(items))
    return place


async def _described(ctx: ToolContext, items: list[Any], id: int, alt: str) -> list[dict[str, Any]]:
    """A platform's own media with the alt text on what is, or was made from, the file that it describes."""
    origins = await ctx.library.origins(ctx.workspace_id, [item["id"] for item in items])
    return [{**item, "alt": alt} if origins.get(item["id"], item["id"]) == id else dict(item) for item in items]


def _check_changeable(ctx: ToolContext, row: PostRow) -> None:
    if row.post.status not in drafts.CHANGEABLE:
        raise Conflict("error-cannot-change", number=str(row.post.number), status=cards.status(ctx, row))
    # Another picture on what is planned is another post published: that is for those who may plan.
    if row.post.status is PostStatus.SCHEDULED and not ctx.may(PUBLISHERS):
        raise NotAllowed("error-not-allowed", role=ctx.say(f"role-{ctx.who.role}"))
