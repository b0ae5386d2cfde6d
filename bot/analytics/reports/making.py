"""A report from question to file."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.analytics.periods import Period
from bot.analytics.reports.building import Setting, document, summary
from bot.analytics.reports.document import Document, Logo
from bot.analytics.reports.formulas import kept
from bot.analytics.reports.gathering import gathered
from bot.analytics.reports.layout import Layout
from bot.analytics.reports.pages import PICTURES
from bot.analytics.reports.printing import can_print, printed
from bot.phrases import Phrases

if TYPE_CHECKING:
    from bot.media import MediaLibrary
    from bot.messages import Attachment
    from storage.database import Database

FALLBACK = "html"
LARGEST_LOGO = 5_000_000


@dataclass(frozen=True, slots=True)
class Made:
    """A report: what it says, its file, the sentences it is told with, and the kind of file it has become."""

    document: Document
    file: Attachment
    sentences: tuple[str, ...]
    format: str


async def make(
    database: Database,
    media: MediaLibrary | None,
    workspace_id: int,
    period: Period,
    format: str,
    *,
    platforms: Collection[str],
    settings: Mapping[str, Any],
    name: str,
    phrases: Phrases,
    zone: ZoneInfo,
    now: datetime,
    label: Callable[[str], str],
    instead: bool = True,
) -> Made:
    """Make the report of a period. Where there is no printer for PDF it becomes a page, unless `instead` is off: then it
    raises `OperatorError`.
    """
    layout = Layout.of(settings)
    setting = Setting(
        phrases, zone, now, name, layout, label, await _logo(media, workspace_id, layout), tuple(platforms)
    )
    own = kept(settings)
    data = await database.read(
        partial(gathered, workspace_id=workspace_id, period=period, platforms=platforms, own=own, zone=zone)
    )
    made = await asyncio.to_thread(document, data, setting)
    kind = format if can_print(format) or not instead else FALLBACK
    file = await printed(made, kind)
    return Made(made, file, tuple(summary(data, setting)), kind)


async def _logo(media: MediaLibrary | None, workspace_id: int, layout: Layout) -> Logo | None:
    """The team's picture; None where there is none, or where it is no longer kept."""
    if media is None or layout.logo is None:
        return None
    found = (await media.find(workspace_id, [layout.logo])).get(layout.logo)
    if found is None or found.mime not in PICTURES or found.size > LARGEST_LOGO:
        return None
    try:
        return Logo(await asyncio.to_thread(found.path.read_bytes), found.mime)
    except OSError:
        return None
