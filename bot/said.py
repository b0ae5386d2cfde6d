"""A reply in the making: what it says, and what each of its buttons will do when it is tapped."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.consent import plain
from bot.messages import Attachment, Call, Card, Choice, Reply
from bot.phrases import Phrases
from bot.tool import Offer, Result
from bot.understanding import numbers

KEPT_CHOICES = 40
LONGEST_KEPT = 1_000  # characters of what an older button does; a longer one serves until the next reply


@dataclass
class Said:
    """A reply in the making."""

    text: list[str] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)
    choices: list[tuple[Choice, dict[str, Any]]] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    ok: bool = True
    private: bool = False
    decided: str = ""
    question: tuple[int, Result] | None = None
    """What needs a yes: its number, and what was asked."""


def choice_of(offer: Offer, event: int | None = None) -> tuple[Choice, dict[str, Any]]:
    """The button of an offer and what it does; `event` is the change that an Undo takes back."""
    action: dict[str, Any] = {"tool": offer.tool, "args": plain(offer.args)} if offer.tool else {"say": offer.say}
    if offer.tool == "undo" and event is not None:
        action["event"] = event  # this Undo takes back this change, however old the button is
    return Choice(token(), offer.label, offer.style), action


def keep_choices(state: dict[str, Any], said: Said) -> None:
    """Remember what the buttons of a reply do, beside those of some replies before."""
    shown = [[choice.id, choice.label, action] for choice, action in said.choices]
    older = [kept for kept in state.get("choices", []) if len(str(kept[2])) <= LONGEST_KEPT]
    state["choices"] = (older + shown)[-KEPT_CHOICES:]
    state["shown"] = len(shown)


def shown_last(text: str, state: Mapping[str, Any]) -> Said:
    """The last reply of a conversation once more, with its buttons."""
    kept = state.get("choices", [])
    shown = kept[len(kept) - state.get("shown", 0) :]
    return Said([text], choices=[(Choice(token, label), action) for token, label, action in shown])


def chosen(choice: str | None, text: str, state: Mapping[str, Any]) -> dict[str, Any] | None:
    """What a tapped button does; or what a typed number or label means, for the buttons of the last reply."""
    kept = state.get("choices", [])
    if choice is not None:
        return next((action for token, _, action in kept if token == choice), None)
    shown = kept[len(kept) - state.get("shown", 0) :]
    if re.fullmatch(r"\d{1,2}\.?", text) and 0 < int(text.rstrip(".")) <= len(shown):
        action: dict[str, Any] = shown[int(text.rstrip(".")) - 1][2]
        return action
    return next((action for _, label, action in shown if label.casefold() == text.casefold()), None)


def as_written(text: str, language: str) -> str:
    """A spoken choice as it would be typed: "Two." as "2", "Undo." as "Undo"."""
    bare = text.strip(" .!?¡¿,;")
    words = [numbers.fold(word) for word in bare.split()]
    for tree in (numbers.cardinals(language), numbers.ordinals(language)):
        for value, end in numbers.read(tree, words, 0) if words else ():
            if end == len(words):
                return str(value)
    return bare


def reply_of(said: Said, phrases: Phrases) -> Reply:
    """The reply as a channel gets it."""
    return Reply(
        "\n".join(part for part in said.text if part),
        choices=tuple(choice for choice, _ in said.choices),
        cards=tuple(said.cards),
        calls=tuple(said.calls),
        language=phrases.language,
        ok=said.ok,
        attachments=tuple(said.attachments),
        private=said.private,
        decided=said.decided,
    )


def token() -> str:
    """The id of a button."""
    return secrets.token_urlsafe(6)
