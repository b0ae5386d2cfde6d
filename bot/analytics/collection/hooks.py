"""What networks send by themselves about figures: Meta's webhooks for Instagram and for Pages.

The figures of a story come when it is over, and are recorded; that somebody has commented, reacted or shared says which post
is worth a look now. Whatever is not known here is nobody's business and is passed over; the same twice changes nothing.

Shapes and signature: developers.facebook.com/docs/graph-api/webhooks/getting-started, …/instagram-platform/webhooks (with
`story_insights`, where a value of -1 means that too few people saw it) and …/graph-api/webhooks/reference/page (read 2026-11).
"""

from __future__ import annotations

import hashlib
import hmac
import logging
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.context import zone_of
from storage import collecting, metrics, workspaces
from storage.metrics import Seen

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from connectors.oauth import AppCredentials
    from storage.database import Database
    from storage.vault import Vault

log = logging.getLogger(__name__)

APPS = ("facebook", "instagram", "threads")
"""Whose application's secret may have signed: Meta's products share applications."""

PLATFORMS = {"instagram": "instagram", "page": "facebook"}
"""Meta's objects, and whose accounts they are about."""

STORY = {
    "impressions": "impressions",
    "views": "views",
    "reach": "reach",
    "replies": "comments",
    "shares": "shares",
    "total_interactions": "engagement",
    "taps_forward": "taps_forward",
    "taps_back": "taps_back",
    "exits": "exits",
}
"""What is told of a story, by the names that figures have here; replies are its comments, as where it is measured."""

TALKED_ABOUT = frozenset({"comments", "live_comments", "mentions", "feed"})
MOST_CHANGES = 1000
"""Meta sends at most so many in one call."""
OLDEST = timedelta(days=7)
LARGEST = 1e12
"""More than that nobody has counted of anything."""
PAUSE = timedelta(minutes=2)
"""However much is said under a post: it is not looked at more often for it."""

_PURPOSE, _SUBJECT = "webhook", "meta"


@dataclass
class _News:
    """What is new of one account."""

    figures: dict[str, tuple[datetime, dict[str, float]]] = field(default_factory=dict)
    talked_about: set[str] = field(default_factory=set)


class FigureHooks:
    """Takes what Meta sends. `apps` are the operator's application credentials, by platform."""

    def __init__(
        self,
        database: Database,
        vault: Vault,
        apps: Mapping[str, AppCredentials],
        *,
        default_zone: str = "UTC",
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._database = database
        self._vault = vault
        self._secrets = [apps[name].client_secret for name in APPS if name in apps and apps[name].client_secret]
        self._default_zone = default_zone
        self._now = now

    @property
    def is_open(self) -> bool:
        """Whether anybody can have signed what comes here."""
        return bool(self._secrets)

    def token(self) -> str:
        """The verify token that whoever runs this installation enters on Meta's page. Raises `VaultError`."""
        return self._vault.sign(_PURPOSE, _SUBJECT)

    def is_token(self, given: str) -> bool:
        """Whether this is the verify token. Raises `VaultError`."""
        return self._vault.verify(_PURPOSE, _SUBJECT, given)

    def is_signed(self, body: bytes, signature: str) -> bool:
        """Whether one of our applications' secrets signed these bytes (`X-Hub-Signature-256: sha256=…`)."""
        given = signature.encode("utf-8", "replace")
        found = False
        for secret in self._secrets:
            made = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
            found |= hmac.compare_digest(made.encode(), given)
        return found

    async def take(self, data: Any) -> None:
        """Keep what is told of our posts. Of a form that is not known nothing is kept."""
        news: dict[tuple[str, str], _News] = defaultdict(_News)
        for count, (platform, account, sent_at, name, value) in enumerate(_changes(data)):
            if count >= MOST_CHANGES:
                log.warning("more changes in one call than Meta sends; the rest is left out")
                break
            now = self._now()
            if sent_at is not None and sent_at <= now - OLDEST:
                continue  # Meta tries for 36 hours: what is older was sent by somebody else, once more
            at = now if sent_at is None else min(sent_at, now)
            if name == "story_insights":
                if figures := _figures(value):
                    news[platform, account].figures[str(value.get("media_id"))] = (at, figures)
            elif name in TALKED_ABOUT:
                news[platform, account].talked_about |= _posts(value)
        if any(one.figures or one.talked_about for one in news.values()):
            await self._database.write(partial(self._keep, news=dict(news)))

    def _keep(self, session: Session, news: Mapping[tuple[str, str], _News]) -> None:
        now = self._now()
        for (platform, network_id), one in sorted(news.items()):
            for account in collecting.accounts_of(session, platform, network_id):
                zone = zone_of(workspaces.settings_of(session, account.workspace_id), self._default_zone)
                wanted = {*one.figures, *one.talked_about}
                for row in collecting.publications_of(session, account.id, wanted):
                    if row.remote_id in one.figures:
                        at, figures = one.figures[row.remote_id]
                        seen = [Seen(account.id, row.id, name, value) for name, value in figures.items()]
                        metrics.record(session, account.workspace_id, seen, at=at, zone=zone, source="webhook")
                        row.measured_at = max(at, row.measured_at or at)
                    elif row.gone_at is None and row.source in {"here", "network"}:
                        soon = max(now, (row.measured_at or now - PAUSE) + PAUSE)
                        row.measure_at = min(soon, row.measure_at or soon)
                    session.flush()


def _changes(data: Any) -> Iterator[tuple[str, str, datetime | None, str, Mapping[str, Any]]]:
    """Platform, Meta's id of the account, when it was sent, the field and its value, of each change that has them."""
    for call in data if isinstance(data, list) else [data]:
        if not isinstance(call, Mapping) or (platform := PLATFORMS.get(str(call.get("object")))) is None:
            continue
        for entry in _list(call.get("entry")):
            if not isinstance(entry, Mapping):
                continue
            # With Instagram's own sign-in a change may stand in the entry itself.
            for change in _list(entry.get("changes")) or [entry]:
                value = change.get("value") if isinstance(change, Mapping) else None
                if isinstance(value, Mapping):
                    yield platform, str(entry.get("id")), _moment(entry.get("time")), str(change.get("field")), value


def _figures(value: Mapping[str, Any]) -> dict[str, float]:
    told = {ours: value.get(theirs) for theirs, ours in STORY.items()}
    return {
        name: float(number)
        for name, number in told.items()
        if isinstance(number, int | float) and not isinstance(number, bool) and 0 <= number <= LARGEST
    }


def _posts(value: Mapping[str, Any]) -> set[str]:
    """What the post that is talked about may be called: Pages call a video by its own number in one place, not in another."""
    media = value.get("media")
    names = [media.get("id")] if isinstance(media, Mapping) else []
    names += [value.get(name) for name in ("media_id", "post_id", "video_id", "photo_id")]
    found = {str(name) for name in names if isinstance(name, str | int) and not isinstance(name, bool)}
    return found | {name.rpartition("_")[2] for name in found}


def _moment(value: Any) -> datetime | None:
    """Seconds since 1970, or milliseconds."""
    if not isinstance(value, int | float) or isinstance(value, bool) or value <= 0:
        return None
    try:
        return datetime.fromtimestamp(value / 1000 if value > 1e11 else value, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
