"""Taking a published post down from one network, with every part of it."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import partial

from bot.context import ToolContext
from bot.errors import AllInError, TryLater, Unsupported
from connectors.platform import AccountInfo, Publisher
from storage import posts
from storage.models import Account, Delivery, DeliveryState
from storage.posts import PostRow

log = logging.getLogger(__name__)


async def take_down(
    ctx: ToolContext, row: PostRow, delivery: Delivery, accounts: Mapping[int, Account]
) -> tuple[str, bool]:
    """Delete it there: the sentence that tells of it, and whether it is gone. `accounts` are the connected ones, by id."""
    platform = ctx.platforms.get(delivery.platform)
    account = accounts.get(delivery.account_id or 0)
    facts = {"number": str(row.post.number), "platform": ctx.label(delivery.platform)}
    partly = delivery.state is DeliveryState.FAILED and posts.is_out(delivery)
    if delivery.state is not DeliveryState.PUBLISHED and not partly:
        return ctx.say("undo-not-yet", **facts), False
    if not isinstance(platform, Publisher) or not platform.can_delete or account is None:
        page = platform.by_hand.get("delete", "") if isinstance(platform, Publisher) else ""
        return ctx.say("undo-by-hand", url=delivery.url or page, **facts), False
    try:
        await ctx.with_account(account, partial(_delete, platform, delivery))
    except Unsupported:
        # Not every account of a network may: the page is named instead.
        return ctx.say("undo-by-hand", url=delivery.url or platform.by_hand.get("delete", ""), **facts), False
    except Exception as error:
        # Whatever one network does, what another has deleted must be written down.
        if not isinstance(error, AllInError):
            log.exception("delivery %s could not be taken down", delivery.id)
            error = TryLater(platform=ctx.label(delivery.platform), detail=repr(error))
        return ctx.say("undo-failed", reason=ctx.say(error.key, **error.facts), **facts), False
    return ctx.say("undo-taken-down", **facts), True


async def _delete(platform: Publisher, delivery: Delivery, account: AccountInfo) -> None:
    """The last part first, so that none is left hanging under nothing."""
    parts = [str(part["id"]) for part in (delivery.progress or {}).get("parts") or ()]
    for remote_id in reversed(parts or [delivery.remote_id or ""]):
        await platform.delete(account, remote_id)
