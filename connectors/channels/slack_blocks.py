"""A reply as Slack shows it: Block Kit beside plain words, cut to what Slack takes.

Limits: docs.slack.dev/reference/block-kit (section text 3,000 characters, button text 75, its value 2,000, 25 elements in a
row of buttons, 10 in a context, 50 blocks in a message).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.messages import Card, Choice, Reply
from connectors.channel import Sentences
from connectors.channels.slack_text import escaped, linked, pieces

CHOICE = "choice"
EDIT = "edit"
"""How the action ids of our buttons begin."""

LONGEST_SECTION = 3_000
LONGEST_HEAD = 150
LONGEST_LABEL = 75
LONGEST_VALUE = 2_000
LONGEST_NOTICE = 3_000
"""Characters of the words beside the blocks, which notifications and screen readers use."""
MOST_BLOCKS = 50
MOST_IN_A_ROW = 25
MOST_IN_A_CONTEXT = 10
MOST_CHARACTERS = 12_000
"""Of all blocks of one message."""

_EDITABLE = frozenset({"draft", "scheduled", "awaiting_approval"})

Block = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shown:
    """One message: its words for notifications, and its blocks."""

    text: str
    blocks: tuple[Block, ...]

    def written(self, metadata: dict[str, Any] | None = None) -> dict[str, Any]:
        """The arguments of the call that shows it."""
        made: dict[str, Any] = {"text": self.text}
        if self.blocks:
            made["blocks"] = list(self.blocks)
        if metadata is not None:
            made["metadata"] = metadata
        return made


def messages(reply: Reply, thread: str, say: Sentences) -> list[Shown]:
    """A reply as messages, in order: nearly always one. `thread` comes back when a button is tapped."""
    first: list[Block] = []
    if reply.heard:
        first.append(context(escaped(say.say("slack-heard", text=_short(reply.heard, 1_000)))))
    first += words(reply.text, links=_may_link(reply))
    # A post stays in one message, and so do the buttons with what they are about.
    parts = [first, *(preview(card) for card in reply.cards)]
    parts[-1] += buttons(reply, thread, say)
    made = _in_messages([part for part in parts if part])
    return [Shown(_notice(each), tuple(each)) for each in made] or [Shown(escaped(reply.text), ())]


def words(text: str, *, links: bool = True) -> list[Block]:
    """Text in sections; `links` makes web addresses in it clickable."""
    write = linked if links else escaped
    made: list[Block] = []
    for piece in pieces(text, LONGEST_SECTION):
        # Escaping makes longer: what no longer fits then is cut once more.
        fitting = [piece] if len(write(piece)) <= LONGEST_SECTION else list(pieces(piece, LONGEST_SECTION // 6))
        made += [section(write(each)) for each in fitting]
    return made


def preview(card: Card) -> list[Block]:
    """A post as it will appear: its exact words, letter by letter, and what there is to know about it."""
    head = section(f"*{_bold(card.title)}*")
    exact = [
        {"type": "section", "text": {"type": "plain_text", "text": piece, "emoji": False}, "expand": True}
        for piece in pieces(card.text, LONGEST_SECTION)
    ]
    facts = [f"{escaped(label)}: {escaped(value)}" for label, value in card.facts]
    facts += [f"▣ {escaped(picture)}" for picture in card.pictures]
    notes = [
        {"type": "context", "elements": [_mrkdwn(_short(fact, 2_000)) for fact in facts[at : at + MOST_IN_A_CONTEXT]]}
        for at in range(0, len(facts), MOST_IN_A_CONTEXT)
    ]
    return [{"type": "divider"}, head, *exact, *notes]


def buttons(reply: Reply, thread: str, say: Sentences) -> list[Block]:
    """The choices of a reply in rows, and the way to change the words of the one post that it is about."""
    made = [button(choice, place, say) for place, choice in enumerate(reply.choices)]
    if (number := editable(reply)) is not None:
        made.append(
            {
                "type": "button",
                "action_id": f"{EDIT}:{number}",
                "text": _label(say.say("slack-edit")),
                "value": str(number),
            }
        )
    return [
        {"type": "actions", "block_id": _place(thread, at), "elements": made[at : at + MOST_IN_A_ROW]}
        for at in range(0, len(made), MOST_IN_A_ROW)
    ]


def button(choice: Choice, place: int, say: Sentences) -> Block:
    """One choice. What destroys is asked about once more."""
    made: Block = {
        "type": "button",
        "action_id": f"{CHOICE}:{place}",
        "text": _label(choice.label),
        "value": choice.id[:LONGEST_VALUE],
    }
    if choice.style != "plain":
        made["style"] = choice.style
    if choice.style == "danger":
        made["confirm"] = {
            "title": _plain(say.say("slack-confirm-title"), 100),
            "text": _plain(choice.label, 300),
            "confirm": _plain(say.say("slack-confirm-yes"), 30),
            "deny": _plain(say.say("slack-confirm-no"), 30),
            "style": "danger",
        }
    return made


def decided(blocks: Sequence[Block], line: str) -> list[Block]:
    """A message whose question has been answered: the answer stands in place of its buttons."""
    kept = [block for block in blocks if block.get("type") != "actions"]
    # What Slack adds when it gives a block out is not taken back.
    return [*kept[: MOST_BLOCKS - 1], context(line)]


def place_of(block_id: str) -> str:
    """The thread that a row of our buttons belongs to; empty for any other block."""
    try:
        found = json.loads(block_id)
    except ValueError:
        return ""
    return str(found[0]) if isinstance(found, list) and len(found) == 2 else ""


def editable(reply: Reply) -> int | None:
    """The number of the one post that a reply shows and whose words may still be changed."""
    if not reply.cards:
        return None
    numbers: set[int] = set()
    for call in reply.calls:
        result = call.result
        found = [result["post"]] if isinstance(result.get("post"), dict) else result.get("posts") or []
        for post in found:
            if not isinstance(post, dict) or post.get("status") not in _EDITABLE:
                return None
            numbers.add(int(post["post_id"]))
        if call.tool == "publish_post" and result.get("needs_consent") and result.get("post_id"):
            numbers.add(int(result["post_id"]))
    return numbers.pop() if len(numbers) == 1 else None


def section(mrkdwn: str) -> Block:
    """Words; they stand in full, and nothing in them becomes a link or a call by itself."""
    return {"type": "section", "text": _mrkdwn(mrkdwn), "expand": True}


def context(mrkdwn: str) -> Block:
    """A small line."""
    return {"type": "context", "elements": [_mrkdwn(_short(mrkdwn, LONGEST_SECTION))]}


def _in_messages(parts: Sequence[list[Block]]) -> list[list[Block]]:
    made: list[list[Block]] = []
    for part in parts:
        if not made or not _fits([*made[-1], *part]):
            made.append([])
        for block in part:
            if not _fits([*made[-1], block]):
                made.append([])
            made[-1].append(block)
    return [each for each in made if each]


def _fits(blocks: Sequence[Block]) -> bool:
    return len(blocks) <= MOST_BLOCKS and sum(map(_length, blocks)) <= MOST_CHARACTERS


def _length(block: Block) -> int:
    if block["type"] == "section":
        return len(block["text"]["text"])
    return sum(len(each["text"]) for each in block["elements"]) if block["type"] == "context" else 0


def _notice(blocks: Sequence[Block]) -> str:
    """The words of a message alone: a screen reader and a notification show no blocks."""
    texts = (block["text"] for block in blocks if block["type"] == "section")
    words = (text["text"] if text["type"] == "mrkdwn" else escaped(text["text"]) for text in texts)
    return _short("\n".join(words), LONGEST_NOTICE)


def _may_link(reply: Reply) -> bool:
    # Among other people's words a link may be theirs; there none can be clicked.
    return not any("comment" in call.tool for call in reply.calls)


def _place(thread: str, at: int) -> str:
    return json.dumps([thread, at], separators=(",", ":"))


def _bold(text: str) -> str:
    return escaped(_short(text, LONGEST_HEAD).replace("*", "∗"))


def _mrkdwn(text: str) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def _plain(text: str, most: int) -> dict[str, Any]:
    return {"type": "plain_text", "text": _short(text, most), "emoji": False}


def _label(text: str) -> dict[str, Any]:
    return _plain(text, LONGEST_LABEL)


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
