"""What people write under our posts: read, answered, hidden. Their words are shown, never followed."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot.context import ToolContext
from bot.errors import AllInError, NotFound, TryLater, Unsupported
from bot.messages import Card
from bot.tool import (
    PUBLISHERS,
    WRITERS,
    Answer,
    CommentId,
    Effect,
    Offer,
    Platforms,
    PostId,
    Result,
    Sentiment,
    Settled,
    Switch,
    tool,
)
from bot.understanding.mood import moods_of
from connectors.platform import AccountInfo, Publisher
from storage import comments, notices, posts
from storage.comments import CommentRow, Place
from storage.models import DeliveryState, RemoteComment

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from connectors.platform import Comment
    from storage.posts import PostRow

log = logging.getLogger(__name__)

LOOKED_AT = timedelta(days=30)
SHOWN = 10
SORTED = 200
"""Comments that are looked through for those of one mood."""
LONGEST_SHOWN = 200
AT_ONCE = 8


@tool(
    Effect.READ,
    roles=WRITERS,
    examples=[
        "show me the comments",
        "any new comments on instagram",
        "unanswered comments",
        "what are people saying under our posts",
        "who commented on facebook",
        "negative comments on mastodon",
        "check our inbox",
    ],
)
async def list_comments(
    ctx: ToolContext,
    platforms: Platforms | None = None,
    sentiment: Sentiment | None = None,
    unanswered: Switch | None = None,
    post_id: PostId | None = None,
) -> Result:
    """Read the newest comments under the posts of the last thirty days.

    unanswered: only those that nobody has answered yet.
    post_id: only those under this post.
    """
    wanted = [ctx.platform(name) for name in platforms] if platforms else list(ctx.platforms.values())
    able = [platform for platform in wanted if isinstance(platform, Publisher) and platform.can_list_comments]
    unable = [platform for platform in wanted if platform not in able]
    if platforms and not able:
        raise Unsupported("error-cannot-list-comments", platform=[ctx.label(p.name) for p in unable])
    found = await ctx.read(
        comments.places, ctx.workspace_id, [platform.name for platform in able], since=ctx.now - LOOKED_AT
    )
    if post_id is not None:
        row = await ctx.post(post_id)
        found = [place for place in found if place.number == row.post.number]
    if found:
        await ctx.tell("progress-reading-comments", count=len(found))
    read, failed = await _read(ctx, found)
    if read:
        await ctx.write_unnoted(comments.keep, ctx.workspace_id, read, ctx.now)
    by_delivery = {place.delivery_id: place for place in found}
    rows = await ctx.read(
        comments.newest,
        ctx.workspace_id,
        list(by_delivery),
        unanswered=bool(unanswered),
        limit=SORTED if sentiment else SHOWN,
    )
    if sentiment and rows:
        moods = await asyncio.to_thread(moods_of, [row.text for row in rows])
        rows = [row for row, mood in zip(rows, moods, strict=True) if mood == sentiment][:SHOWN]
    lines = []
    if rows and sentiment:
        lines.append(ctx.say("comments-head-mood", count=len(rows), mood=sentiment))
    elif rows:
        lines.append(ctx.say("comments-head", count=len(rows)))
    if rows:
        lines += [_line(ctx, place, row, by_delivery[row.delivery_id]) for place, row in enumerate(rows, 1)]
        lines += [ctx.say("comments-estimate")] if sentiment else []
        lines.append(ctx.say("comments-hint"))
    elif sentiment:
        lines += [ctx.say("comments-none-mood", mood=sentiment), ctx.say("comments-estimate")]
    elif found and len(failed) == len({place.account.platform for place in found}):
        pass  # nothing could be read, so that none are there is not known
    else:
        lines.append(ctx.say("comments-none-unanswered" if unanswered else "comments-none"))
    # What could not be read is said: otherwise "no comments" would be a guess.
    lines += [ctx.say("comments-unread", platform=ctx.label(name), reason=reason) for name, reason in failed.items()]
    if platforms and unable:
        lines.append(ctx.say("comments-unable", platforms=[ctx.label(platform.name) for platform in unable]))
    return Result(
        "\n".join(lines),
        {"comments": [_data(ctx, row, by_delivery[row.delivery_id]) for row in rows], "unread": sorted(failed)},
        comments=tuple(row.id for row in rows),
    )


async def settle_reply(ctx: ToolContext, comment_id: int, text: str) -> Settled:
    """Which words go under which comment, from which account."""
    row = await _comment(ctx, comment_id)
    platform = _publisher(ctx, row)
    nothing = Settled(args={}, exact={}, question="")
    if not platform.can_reply:
        raise Unsupported("error-cannot-reply", platform=ctx.label(platform.name))
    text = platform.addressed(row.comment.author, text.strip()) if text.strip() else text
    breaches = [b for b in platform.check(text) if b.repair in {"shorten", "write_text"}]
    if breaches:
        said = "\n".join(ctx.say(breach.key, **breach.facts) for breach in breaches)
        return Settled(nothing.args, nothing.exact, "", refusal=Result(said, comments=(comment_id,), ok=False))
    label, account = ctx.label(platform.name), row.place.account
    card = Card(
        ctx.say("reply-card", author=row.comment.author, platform=label),
        text,
        platform=platform.name,
        facts=((ctx.say("reply-card-under"), _short(row.comment.text)),),
    )
    return Settled(
        {"comment_id": comment_id, "text": text},
        {"comment": row.comment.remote_id, "account": account.id, "text": text},
        ctx.say("reply-ask", author=row.comment.author, platform=label, account=account.handle),
        ctx.say("reply-yes"),
        cards=(card,),
    )


@tool(
    Effect.REACH_OUT,
    roles=PUBLISHERS,
    settle=settle_reply,
    examples=[
        "reply to comment 4: thank you so much",
        'answer the second one with "We open at nine"',
        "reply to the first comment saying thanks",
        "tell her we are open on sunday",
    ],
)
async def reply_comment(ctx: ToolContext, comment_id: CommentId, text: Answer) -> Result:
    """Answer a comment in public. The person is shown the exact words and asked first."""
    row = await _comment(ctx, comment_id)
    sent = await ctx.write(_plan_reply, ctx, row, text)
    await ctx.tell("progress-publishing", platforms=ctx.label(row.place.account.platform))
    await ctx.publishing.run_now([delivery.id for delivery in sent.deliveries])
    after = await ctx.post(sent.post.number)
    if ctx.conversation_id is not None:
        await ctx.write_unnoted(notices.hush, ctx.conversation_id, sent.post.number, ctx.now)
    (delivery,) = after.deliveries
    facts: dict[str, Any] = {"author": row.comment.author, "platform": ctx.label(delivery.platform)}
    data = {"comment_id": comment_id, "state": delivery.state.value, "url": delivery.url}
    if delivery.state is DeliveryState.PUBLISHED:
        await ctx.write_unnoted(comments.note, ctx.workspace_id, comment_id, {"answered": True})
        return Result(ctx.say("reply-sent", url=delivery.url or "missing", **facts), data, comments=(comment_id,))
    if delivery.state is DeliveryState.UNKNOWN:
        return Result(ctx.say("reply-unconfirmed", **facts), data, comments=(comment_id,), ok=False)
    reason = ctx.say(delivery.reason, **delivery.reason_facts) if delivery.reason else ""
    key = "reply-waits" if delivery.state is DeliveryState.WAITING else "reply-failed"
    return Result(ctx.say(key, reason=reason, **facts), data, comments=(comment_id,), ok=False)


@tool(
    Effect.SCHEDULE,
    roles=PUBLISHERS,
    examples=[
        "hide comment 3",
        "hide the second one",
        "hide that comment",
        "show comment 3 again",
        "unhide the first comment",
    ],
)
async def hide_comment(ctx: ToolContext, comment_id: CommentId, hidden: Switch | None = None) -> Result:
    """Hide a comment from everybody else, or show it again.

    hidden: off shows it again.
    """
    hide = hidden is not False
    row = await _comment(ctx, comment_id)
    platform = _publisher(ctx, row)
    label = ctx.label(platform.name)
    if not platform.can_hide:
        page = platform.by_hand.get("hide", "") or row.comment.url or row.place.url
        text = ctx.say("hide-by-hand", platform=label, url=page or "missing")
        return Result(text, {"comment_id": comment_id, "hidden": row.comment.hidden}, comments=(comment_id,), ok=False)
    remote_id = row.comment.remote_id

    async def call(account: AccountInfo) -> None:
        await platform.hide_comment(account, remote_id, hide)

    await ctx.with_account(row.place.account, call)
    await ctx.write_unnoted(comments.note, ctx.workspace_id, comment_id, {"hidden": hide})
    again = Offer(
        ctx.say("offer-show-again" if hide else "offer-hide-again"),
        tool="hide_comment",
        args={"comment_id": comment_id, "hidden": not hide},
    )
    key = "comment-hidden" if hide else "comment-shown"
    return Result(
        ctx.say(key, author=row.comment.author, platform=label),
        {"comment_id": comment_id, "hidden": hide},
        offers=(again,),
        comments=(comment_id,),
    )


async def settle_delete_comment(ctx: ToolContext, comment_id: int) -> Settled:
    """Which comment would be gone for good."""
    row = await _comment(ctx, comment_id)
    platform = _publisher(ctx, row)
    label = ctx.label(platform.name)
    if not platform.can_delete_comment:
        raise Unsupported("error-cannot-delete-comment", platform=label)
    card = Card(ctx.say("comment-card", author=row.comment.author, platform=label), row.comment.text)
    return Settled(
        {"comment_id": comment_id},
        {"comment": row.comment.remote_id, "account": row.place.account.id},
        ctx.say("delete-comment-ask", author=row.comment.author, platform=label),
        ctx.say("delete-comment-yes"),
        cards=(card,),
    )


@tool(
    Effect.DELETE,
    roles=PUBLISHERS,
    settle=settle_delete_comment,
    examples=["delete comment 3", "remove the second comment", "delete that comment", "get rid of comment 12"],
)
async def delete_comment(ctx: ToolContext, comment_id: CommentId) -> Result:
    """Delete a comment for good, where the network lets us. The person is asked first."""
    row = await _comment(ctx, comment_id)
    platform = _publisher(ctx, row)
    remote_id = row.comment.remote_id

    async def call(account: AccountInfo) -> None:
        await platform.delete_comment(account, remote_id)

    await ctx.with_account(row.place.account, call)
    await ctx.write_unnoted(comments.note, ctx.workspace_id, comment_id, {"gone": True})
    text = ctx.say("comment-deleted", author=row.comment.author, platform=ctx.label(platform.name))
    return Result(text, {"comment_id": comment_id, "deleted": True})


async def _read(ctx: ToolContext, found: list[Place]) -> tuple[dict[Place, list[Comment]], dict[str, str]]:
    """What the networks say now; and by platform, why one could not be read."""
    read: dict[Place, list[Comment]] = {}
    failed: dict[str, str] = {}
    turn = asyncio.Semaphore(AT_ONCE)

    async def one(place: Place) -> None:
        platform = ctx.platforms[place.account.platform]
        assert isinstance(platform, Publisher)
        try:
            async with turn, asyncio.timeout(20):
                read[place] = await ctx.with_account(
                    place.account, lambda account: platform.comments(account, place.remote_id)
                )
        except NotFound:
            read[place] = []  # the post is gone, and its comments with it
        except Exception as error:
            if not isinstance(error, AllInError):
                log.warning("comments of delivery %s could not be read: %r", place.delivery_id, error)
                error = TryLater("error-unreachable", platform=ctx.label(platform.name))
            failed[platform.name] = ctx.say(error.key, **{"platform": ctx.label(platform.name), **error.facts})

    await asyncio.gather(*(one(place) for place in found))
    return read, failed


async def _comment(ctx: ToolContext, comment_id: int) -> CommentRow:
    row = await ctx.read(comments.get, ctx.workspace_id, comment_id)
    if row is None or row.comment.gone:
        raise NotFound("error-no-such-comment", number=str(comment_id))
    return row


def _publisher(ctx: ToolContext, row: CommentRow) -> Publisher:
    platform = ctx.platforms.get(row.place.account.platform)
    if not isinstance(platform, Publisher):
        raise NotFound("error-no-such-comment", number=str(row.comment.id))
    return platform


def _plan_reply(session: Session, ctx: ToolContext, row: CommentRow, text: str) -> PostRow:
    """A reply is a post of its own on its way to one place, so that it goes out exactly once like any other."""
    made = posts.create(
        session,
        ctx.workspace_id,
        topic="",
        text=text,
        texts={row.place.account.platform: text},
        tone=None,
        language=ctx.language,
        conversation_id=ctx.conversation_id,
        member_id=ctx.who.member_id,
        now=ctx.now,
        kind="reply",
    )
    (delivery,) = made.deliveries
    delivery.options = {"reply_to": row.comment.remote_id, "root": row.place.remote_id}
    posts.send_now(session, made, zone=ctx.zone.key, now=ctx.now)
    # Of several accounts on a network it is the one under whose post the comment stands.
    delivery.account_id = row.place.account.id
    session.flush()
    return made


def _line(ctx: ToolContext, place: int, row: RemoteComment, under: Place) -> str:
    return ctx.say(
        "comments-line",
        place=place,
        number=str(row.id),
        author=row.author,
        platform=ctx.label(under.account.platform),
        post=str(under.number),
        words=_short(row.text),
        state=ctx.say("comment-is-hidden") if row.hidden else (ctx.say("comment-is-answered") if row.answered else ""),
    )


def _data(ctx: ToolContext, row: RemoteComment, under: Place) -> dict[str, Any]:
    return {
        "comment_id": row.id,
        "platform": under.account.platform,
        "post_id": under.number,
        "author": row.author,
        # Marked as somebody else's, so that no model takes it for an instruction.
        "untrusted_text": row.text,
        "at": ctx.local(row.at).isoformat(timespec="minutes"),
        "answered": row.answered,
        "hidden": row.hidden,
        "likes": row.likes,
        "url": row.url or None,
    }


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST_SHOWN else words[: LONGEST_SHOWN - 1] + "…"
