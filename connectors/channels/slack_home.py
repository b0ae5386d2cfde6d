"""The views of Slack: App Home with the plan and what waits for a yes, and the window in which a text is changed.

docs.slack.dev/surfaces/app-home, /surfaces/modals: a window opens within three seconds of the tap, or not at all.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bot.messages import IncomingMessage, Reply
from connectors.channel import Door, Sentences
from connectors.channels import slack_blocks as blocks
from connectors.channels.slack_events import INPUT_ID, VIEW_ID
from connectors.channels.slack_text import escaped

LONGEST_INPUT = 3_000
"""Characters that Slack's input takes (docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element)."""
LONGEST_TITLE = 24
MOST_POSTS = 10
"""Of each kind, on App Home; all of them are a question away."""

_KINDS = ("awaiting_approval", "scheduled", "draft")
_MARKS = (('"', '"'), ("“", "”"), ("«", "»"))


async def home(door: Door, message: IncomingMessage, say: Sentences) -> dict[str, Any]:
    """App Home of one person: what waits for a yes, the plan, the drafts. A stranger is told how to be let in."""
    if not await door.knows(message):
        greeting = await door.greeting(message)
        return {"type": "home", "blocks": blocks.words(greeting.text)}
    made: list[blocks.Block] = []
    for kind in _KINDS:
        reply = await door.call(message, "list_posts", {"status": kind})
        posts = _posts(reply)
        if kind != "scheduled" and not posts:
            continue
        made += [_head(say.say(f"slack-home-{kind.replace('_', '-')}"))]
        made += blocks.words(reply.text) if not posts else []
        for post in posts[:MOST_POSTS]:
            made += _post(post, reply.text, say)
        if len(posts) > MOST_POSTS:
            made.append(blocks.context(say.say("slack-home-more", count=len(posts) - MOST_POSTS)))
    made.append({"type": "divider"})
    made.append(blocks.context(escaped(say.say("slack-home-how"))))
    return {"type": "home", "blocks": made[:100]}


def window(number: int, text: str, thread: str, say: Sentences) -> dict[str, Any]:
    """The window in which the words of a post are changed."""
    return {
        "type": "modal",
        "callback_id": VIEW_ID,
        "private_metadata": json.dumps([thread, number]),
        "title": _plain(say.say("slack-edit-title", number=str(number))[:LONGEST_TITLE]),
        "submit": _plain(say.say("slack-edit-save")[:LONGEST_TITLE]),
        "close": _plain(say.say("slack-edit-leave")[:LONGEST_TITLE]),
        "blocks": [
            {
                "type": "input",
                "block_id": INPUT_ID,
                "label": _plain(say.say("slack-edit-label")),
                "hint": _plain(say.say("slack-edit-hint")),
                "element": {
                    "type": "plain_text_input",
                    "action_id": INPUT_ID,
                    "multiline": True,
                    "initial_value": text,
                    "min_length": 1,
                    "max_length": LONGEST_INPUT,
                },
            }
        ],
    }


def instruction(text: str) -> str | None:
    """What `improve_draft` is told, so that the post reads exactly like this; None if no quotation marks fit around it."""
    for opens, closes in _MARKS:
        if opens not in text and closes not in text:
            return f"change the text to {opens}{text}{closes}"
    return None


def text_of(reply: Reply, number: int) -> str | None:
    """The words of a post in the answer of `show_post`, if they may still be changed."""
    for post in _posts(reply):
        if post.get("post_id") == number and post.get("status") in {"draft", "scheduled", "awaiting_approval"}:
            return str(post.get("text") or "")
    return None


def _posts(reply: Reply) -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = []
    for call in reply.calls:
        one, many = call.result.get("post"), call.result.get("posts")
        found += [one] if isinstance(one, dict) else []
        found += [post for post in many if isinstance(post, dict)] if isinstance(many, list) else []
    return found


def _post(post: Mapping[str, Any], listed: str, say: Sentences) -> list[blocks.Block]:
    """One post: its line as the assistant lists it, its words and a button to change them."""
    number = str(post["post_id"])
    lines = (line for line in listed.splitlines() if " · " in line)
    line = next((line for line in lines if number in line.split(" · ", 1)[0].split()[1:]), "")
    text = str(post.get("text") or "")
    short = text if len(text) <= 300 else text[:299] + "…"
    made: list[blocks.Block] = [blocks.section(f"*{escaped(line.replace('*', '∗'))}*")] if line else []
    words: blocks.Block = {"type": "section", "text": {"type": "plain_text", "text": short or "–", "emoji": False}}
    words["accessory"] = {
        "type": "button",
        "action_id": f"{blocks.EDIT}:{number}",
        "text": _plain(say.say("slack-edit")[: blocks.LONGEST_LABEL]),
        "value": number,
    }
    return [*made, words]


def _head(text: str) -> blocks.Block:
    return {"type": "header", "text": _plain(text[: blocks.LONGEST_HEAD])}


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": False}
