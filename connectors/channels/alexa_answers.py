"""What Alexa is answered: speech, a card for the app, a question that is still open.

Shapes and limits: "Request and Response JSON Reference" of the Alexa Skills Kit (8,000 characters of speech, 8,000 on a card,
24 KB of session attributes, 120 KB in all).
"""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from bot.messages import Reply
from connectors.channels.alexa_words import SAY, SLOT

TITLE = "AllIN Assistant"

_MOST_SPEECH = 4_000
_MOST_CARD = 7_500
_SHORT = 280  # characters; under twenty seconds
_LINK = re.compile(r"\(?\b(?:https?://|www\.)\S+")
_MARKS = re.compile(r"[*_`#>|]+")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")


def nothing() -> dict[str, Any]:
    """An answer that says nothing and leaves things as they are; all that is allowed once a session has ended."""
    return {"version": "1.0", "response": {}}


def closing(speech: str, card: dict[str, Any] | None = None) -> dict[str, Any]:
    """The last words of a session."""
    response: dict[str, Any] = {"outputSpeech": _plain(speech), "shouldEndSession": True}
    if card is not None:
        response["card"] = card
    return {"version": "1.0", "response": response}


def asking(
    speech: str, again: str, *, asked: str, card: dict[str, Any] | None = None, elicit: bool = True
) -> dict[str, Any]:
    """Words after which somebody is listened to; `again` is said once if they keep silent.

    `asked` says what a yes would mean now, and comes back with the answer. `elicit`: whatever is said next comes whole, also
    without a carrier. Not after a launch, where some have seen that directive refused; each other request may be answered so.
    """
    whole = closing(speech, card)
    response = whole["response"]
    response["reprompt"] = {"outputSpeech": _plain(again)}
    response["shouldEndSession"] = False
    if elicit:
        slot = {"name": SLOT, "confirmationStatus": "NONE"}
        intent = {"name": SAY, "confirmationStatus": "NONE", "slots": {SLOT: slot}}
        response["directives"] = [{"type": "Dialog.ElicitSlot", "slotToElicit": SLOT, "updatedIntent": intent}]
    whole["sessionAttributes"] = {"last": speech[:_MOST_SPEECH], "again": again[:_MOST_SPEECH], "asked": asked}
    return whole


def link_card() -> dict[str, Any]:
    """The card by which an account is linked in the Alexa app."""
    return {"type": "LinkAccount"}


def card_of(reply: Reply) -> dict[str, Any] | None:
    """What is read in the app: the text and the previews."""
    parts = [reply.text, *(f"{card.title}\n{card.text}" for card in reply.cards)]
    return card_with("\n\n".join(part for part in parts if part.strip()))


def card_with(text: str) -> dict[str, Any] | None:
    """A card with some text; none for no text."""
    if not text.strip():
        return None
    content = text if len(text) <= _MOST_CARD else f"{text[: _MOST_CARD - 1]}…"
    return {"type": "Simple", "title": TITLE, "content": content}


def speech_of(reply: Reply) -> str:
    """What is said of a reply: its words for the ear; where there are none, its first sentences without links and marks."""
    if reply.speech.strip():
        return reply.speech
    text = " ".join(_MARKS.sub(" ", _LINK.sub("", unescape(reply.text))).split())
    said = ""
    for sentence in _SENTENCE.split(text):
        if said and len(said) + len(sentence) > _SHORT:
            break
        said = f"{said} {sentence}".strip()
    return said if len(said) <= _SHORT else f"{said[:_SHORT].rsplit(' ', 1)[0]} …"


def question_in(speech: str) -> str:
    """The questions at the end of what was said, empty if it ends with none."""
    sentences = _SENTENCE.split(speech.strip())
    asked: list[str] = []
    while sentences and sentences[-1].rstrip('”»" ').endswith("?"):
        asked.insert(0, sentences.pop())
    return " ".join(asked)


def _plain(speech: str) -> dict[str, str]:
    return {"type": "PlainText", "text": speech[:_MOST_SPEECH]}
