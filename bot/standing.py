"""Where a person stands: the workspace, its zone, the model that answers and what goes out next, for a status line."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from bot.context import zone_of
from bot.entrance import DEFAULT_WORKSPACE
from bot.phrases import Phrases
from connectors.channels.terminal import Standing
from storage import workspaces
from storage.models import Post, PostStatus, Workspace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bot.settings import Settings
    from storage.database import Database


async def standing(database: Database, settings: Settings, workspace: str | None) -> Standing:
    """The status of the workspace called `workspace`, or of the one that a terminal talks about without a name."""
    name = workspace or DEFAULT_WORKSPACE

    def look(session: Session) -> tuple[dict[str, Any], datetime | None]:
        place = session.scalar(sa.select(Workspace.id).where(Workspace.name == name))
        if place is None:
            return {}, None
        planned = sa.select(sa.func.min(Post.due_at)).where(
            Post.workspace_id == place, Post.status == PostStatus.SCHEDULED, Post.due_at >= datetime.now(UTC)
        )
        return workspaces.settings_of(session, place), session.scalar(planned)

    kept, due = await database.read(look)
    zone = zone_of(kept, settings.time_zone)
    phrases = Phrases(str(kept.get("language") or settings.language))
    return Standing(
        workspace=name,
        zone=zone.key.replace("_", " "),
        model=settings.hosted_model or phrases.say("terminal-embedded"),
        next_due=phrases.short_moment(due.astimezone(zone)) if due else "",
    )
