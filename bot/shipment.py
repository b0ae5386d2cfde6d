"""A delivery as its network gets it: one part after the other.

Most have one part. A thread has one for each of its posts, and a first comment is one more; each is an irreversible call of
its own, with a key of its own, and what is out stays out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from connectors.limits import Breach
from connectors.media import Media
from connectors.platform import AccountInfo, Outgoing, Platform, Publisher, Receipt
from storage.deliveries import Dispatch
from storage.models import DeliveryState

OURS = frozenset({"first_comment", "reply_to", "root"})
"""Options that are the publisher's own business, not the network's."""


@dataclass(frozen=True, slots=True)
class Part:
    """One call's worth."""

    kind: Literal["post", "thread", "comment"]
    text: str


@dataclass(frozen=True, slots=True)
class Shipment:
    """A delivery with all that its connector needs. `out` are the parts that the network has, in order."""

    dispatch: Dispatch
    platform: Publisher
    account: AccountInfo
    media: tuple[Media, ...]
    parts: tuple[Part, ...]
    out: tuple[Mapping[str, str], ...]
    taken: frozenset[str] = frozenset()
    """Remote ids that other deliveries of the account have."""

    @classmethod
    def of(cls, dispatch: Dispatch, platform: Publisher, account: AccountInfo, media: tuple[Media, ...]) -> Shipment:
        """The delivery as it stands."""
        return cls(dispatch, platform, account, media, parts_of(dispatch, platform), tuple(dispatch.parts))

    def with_account(self, account: AccountInfo) -> Shipment:
        """The same with other tokens."""
        return replace(self, account=account)

    @property
    def is_whole(self) -> bool:
        """Whether every part is out."""
        return len(self.out) >= len(self.parts)

    @property
    def misses_comment(self) -> bool:
        """Whether the post itself is out and only its first comment is not."""
        return 0 < len(self.out) == len(self.parts) - 1 and self.parts[-1].kind == "comment"

    @property
    def is_last(self) -> bool:
        """Whether nothing more is to go out after the next part."""
        return len(self.out) >= len(self.parts) - 1

    def next(self, prepared: Mapping[str, Any] | None = None) -> Outgoing:
        """The part whose turn it is."""
        place = min(len(self.out), len(self.parts) - 1)
        part = self.parts[place]
        dispatch = self.dispatch
        options = {name: value for name, value in dispatch.options.items() if name not in OURS}
        root = str(self.out[0]["id"]) if self.out else str(dispatch.options.get("root") or "")
        before = ""
        if self.out:
            # A thread hangs each part under the one before; a comment belongs under the first.
            before = root if part.kind == "comment" else str(self.out[-1]["id"])
        progress = dispatch.progress
        # What was prepared in one account is of no use in another, or goes out there.
        ours = progress.get("prepared_for", self.account.id) == self.account.id
        kept = (progress.get("prepared") or {}) if ours else {}
        # A restored copy does not know of calls made since; none was made before the post was due.
        restored = dispatch.due_at if dispatch.state is DeliveryState.UNKNOWN else None
        return Outgoing(
            key=dispatch.key if place == 0 else f"{dispatch.key}-{place}",
            account=self.account,
            text=part.text,
            title=str(options.get("title") or dispatch.title),
            language=dispatch.language,
            due_at=dispatch.due_at,
            media=self.media if place == 0 else (),
            options=options if place == 0 else {},
            kind=part.kind,
            reply_to=before or str(dispatch.options.get("reply_to") or ""),
            root=root,
            prepared=prepared if prepared is not None else kept,
            sent_at=dispatch.sent_at or restored,
            taken=self.taken | {str(part["id"]) for part in self.out},
        )

    def edited(self, text: str) -> Outgoing:
        """The first part with other words, for a post that is out."""
        first = Shipment(self.dispatch, self.platform, self.account, self.media, self.parts[:1], ())
        return replace(first.next(), text=text)

    def progress(self, receipt: Receipt | None = None, prepared: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """What is kept of the way so far: with `receipt`, the next part is out too."""
        out = [dict(part) for part in self.out]
        if receipt is not None:
            out.append({"id": receipt.remote_id, "url": receipt.url})
        kept: dict[str, Any] = {}
        if out:
            kept["parts"] = out
        if prepared:
            kept["prepared"] = dict(prepared)
            kept["prepared_for"] = self.account.id
        return kept

    def breaches(self) -> list[Breach]:
        """Every limit that it does not keep; nothing once its first part is out."""
        if self.out:
            return []
        if self.dispatch.kind == "reply":
            return [b for b in self.platform.check(self.dispatch.text) if b.repair in {"shorten", "write_text"}]
        data, options = self.account.data, {"title": self.dispatch.title, **self.dispatch.options}
        return self.platform.check(self.dispatch.text, self.media, options, data)


def parts_of(dispatch: Dispatch, platform: Platform) -> tuple[Part, ...]:
    """The parts of a delivery, in the order in which they go out."""
    if dispatch.kind == "reply":
        return (Part("comment", dispatch.text),)
    texts = platform.parts(dispatch.text)
    parts = [Part("post", texts[0]), *(Part("thread", text) for text in texts[1:])]
    comment = str(dispatch.options.get("first_comment") or "").strip()
    if comment and isinstance(platform, Publisher) and platform.can_comment:
        parts.append(Part("comment", comment))
    return tuple(parts)
