"""Updates of the Bot API, read as they come: who did what, where, and what was meant for us.

An update stays the JSON that Telegram sent (https://core.telegram.org/bots/api#update), so that one that holds something
new, or something that is missing, stops nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from connectors.channel import Event
from connectors.channels.telegram_text import MARK

ALLOWED = ("message", "callback_query", "stopped_message_generation")
"""What we ask Telegram for. Edited messages are not among them: what was asked has been answered by then."""
LARGEST_FILE = 20_000_000
"""Bytes that a bot may download (https://core.telegram.org/bots/api#getfile)."""
GENERAL = 1
"""The topic of a forum that is always there; it takes no thread id in what is sent, and needs it while we type."""

Json = Mapping[str, Any]
Kind = Literal["message", "album", "tap", "stop"]

_ENTITY_TYPES = frozenset({"mention", "text_mention", "bot_command", "text_link"})
_CODE = re.compile(r"[A-Za-z0-9]{5}-?[A-Za-z0-9]{5}")


@dataclass(frozen=True, slots=True)
class Me:
    """The bot itself."""

    id: int
    username: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is said: a chat, and a topic in it (0 where it has none)."""

    chat: int
    topic: int = 0

    @property
    def thread(self) -> str:
        """As in messages."""
        return f"{self.chat}/{self.topic}" if self.topic else str(self.chat)

    @property
    def sending(self) -> int | None:
        """The thread id for what is sent here."""
        return self.topic if self.topic not in (0, GENERAL) else None

    @property
    def typing(self) -> int | None:
        """The thread id for a chat action here."""
        return self.topic or None

    @property
    def group(self) -> bool:
        """Whether others read along: groups have negative ids."""
        return self.chat < 0


@dataclass(frozen=True, slots=True)
class Sent:
    """A file in a message, not downloaded yet."""

    id: str
    name: str
    media_type: str
    size: int
    spoken: bool | None


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody did. `id` is the message's; `command` is one of ours without its slash, `argument` what follows it.

    `files` came with it; `others` are other people's words in it or pointed at by it. Of a tap, `choice` is the button's.
    """

    kind: Kind
    place: Place
    sender: str
    name: str = ""
    language: str = ""
    id: int = 0
    text: str = ""
    others: str = ""
    files: tuple[Sent, ...] = ()
    command: str = ""
    argument: str = ""
    choice: str = ""
    callback: str = ""
    spoken: bool = False
    addressed: bool = True
    odd: bool = False
    """It holds something that we cannot read, a sticker or a place."""


def place_of(thread: str) -> Place:
    """The place of a thread."""
    chat, _, topic = thread.partition("/")
    return Place(int(chat), int(topic or 0))


def event_of(update: Json, me: Me) -> Event | None:
    """The event of an update; None if it is not for us: a bot's, a channel's, something that nobody said to us."""
    number = update.get("update_id")
    if not isinstance(number, int):
        return None
    said = read(update, me)
    if said is None or not (said.addressed or said.kind == "album"):
        return None
    return Event(str(number), said.place.thread, dict(update), quick=said.kind in {"album", "stop"})


def read(update: Json, me: Me) -> Said | None:
    """What an update says; None if it is nothing that a person did."""
    if message := _object(update, "message"):
        return _message(message, me)
    if query := _object(update, "callback_query"):
        return _tap(query)
    if stopped := _object(update, "stopped_message_generation"):
        chat = _number(_object(stopped, "chat"), "id")
        # The button is shown in private chats only: there, the chat is the person.
        return Said("stop", Place(chat, _number(stopped, "message_thread_id")), str(chat)) if chat > 0 else None
    return None


def together(parts: list[Said]) -> Said:
    """The parts of an album as one message."""
    first = next((part for part in parts if part.text), parts[0])
    return replace(
        first,
        kind="message",
        files=tuple(file for part in parts for file in part.files),
        others="\n\n".join(dict.fromkeys(part.others for part in parts if part.others)),
        command="",
        addressed=any(part.addressed for part in parts),
    )


def _message(message: Json, me: Me) -> Said | None:
    sender, chat = _object(message, "from"), _object(message, "chat")
    number = _number(chat, "id")
    # Whoever speaks for a chat (an anonymous admin, a channel) is nobody in particular.
    if (
        not sender
        or sender.get("is_bot")
        or _object(message, "sender_chat")
        or chat.get("type") == "channel"
        or not number
    ):
        return None
    forwarded = bool(_object(message, "forward_origin")) or bool(_object(message, "via_bot"))
    answered = _answered(message)
    own = _number(_object(answered, "from"), "id") == me.id
    text, addressed = _text(message, me)
    files = list(_files(message, forwarded=forwarded))
    if not (text or files or addressed or _holds_something(message)):
        return None
    others = []
    if forwarded:
        others.append(text)
        text = ""
    quote = str(_object(message, "quote").get("text") or "")
    if answered and not own:
        others.append(quote or _plain(answered))
        files += _files(answered, forwarded=True)
    elif not answered and quote:
        others.append(quote)  # of a message in another chat
    place = Place(number, _topic(message, chat))
    command, argument = _command(text) if not forwarded else ("", "")
    return Said(
        "stop" if command == "stop" else "album" if message.get("media_group_id") else "message",
        place,
        str(_number(sender, "id")),
        name=" ".join(str(sender[part]) for part in ("first_name", "last_name") if sender.get(part)),
        language=str(sender.get("language_code") or "").partition("-")[0],
        id=_number(message, "message_id"),
        text=argument
        if command and command not in COMMANDS and argument
        else text.removeprefix("/")
        if command
        else text,
        others="\n\n".join(part for part in others if part),
        files=tuple(files),
        command=command if command in COMMANDS else "",
        argument=argument,
        spoken=any(file.spoken for file in files),
        addressed=not place.group or addressed or own,
        odd=_holds_something(message),
    )


COMMANDS = ("start", "help", "plan", "drafts", "stop")
"""The commands in the menu; any other one is what follows its slash."""


def _tap(query: Json) -> Said | None:
    sender, message = _object(query, "from"), _object(query, "message")
    chat = _object(message, "chat")
    if not sender or sender.get("is_bot") or not _number(chat, "id"):
        return None
    data = str(query.get("data") or "")
    return Said(
        "tap",
        Place(_number(chat, "id"), _topic(message, chat)),
        str(_number(sender, "id")),
        name=" ".join(str(sender[part]) for part in ("first_name", "last_name") if sender.get(part)),
        language=str(sender.get("language_code") or "").partition("-")[0],
        id=_number(message, "message_id"),
        choice=data.removeprefix(MARK) if data.startswith(MARK) else "",
        callback=str(query.get("id") or ""),
    )


def label_of(update: Json) -> str:
    """What the tapped button says."""
    query = _object(update, "callback_query")
    rows = _object(_object(query, "message"), "reply_markup").get("inline_keyboard")
    for row in rows if isinstance(rows, list) else ():
        for button in row if isinstance(row, list) else ():
            if isinstance(button, Mapping) and button.get("data", button.get("callback_data")) == query.get("data"):
                return str(button.get("text") or "")
    return ""


def tapped(update: Json) -> Json:
    """The message whose button was tapped."""
    return _object(_object(update, "callback_query"), "message")


def group_id(update: Json) -> str:
    """The id of the album that a message is part of."""
    return str(_object(update, "message").get("media_group_id") or "")


def _answered(message: Json) -> Json:
    """The message that this one answers; that a topic was opened is none, though every message in it points there."""
    answered = _object(message, "reply_to_message")
    return {} if "forum_topic_created" in answered else answered


def _topic(message: Json, chat: Json) -> int:
    if message.get("is_topic_message"):
        return _number(message, "message_thread_id")
    return GENERAL if chat.get("is_forum") and _number(chat, "id") < 0 else 0


def _command(text: str) -> tuple[str, str]:
    found = re.match(r"/([A-Za-z0-9_]{1,32})(?:\s+|$)", text)
    return (found[1].lower(), text[found.end() :].strip()) if found else ("", "")


def _text(message: Json, me: Me) -> tuple[str, bool]:
    """The words, without our name, and whether that or a command in front of them makes them ours."""
    key = "text" if isinstance(message.get("text"), str) else "caption"
    text = str(message.get(key) or "")
    given = message.get("entities" if key == "text" else "caption_entities")
    entities = [each for each in given if isinstance(each, Mapping)] if isinstance(given, list) else []
    data = text.encode("utf-16-le", "surrogatepass")
    addressed = False
    # From the end, so that what is taken out moves nothing that is still to be looked at.
    for entity in sorted(entities, key=lambda each: -_number(each, "offset")):
        if entity.get("type") not in _ENTITY_TYPES:
            continue
        first = 2 * _number(entity, "offset")
        last = first + 2 * _number(entity, "length")
        word = data[first:last].decode("utf-16-le", "replace")
        rest = ""
        match entity["type"]:
            case "mention" if word.lower() == f"@{me.username}".lower():
                addressed = True
            case "text_mention" if _number(_object(entity, "user"), "id") == me.id:
                addressed = True
            case "bot_command" if first == 0:
                command, _, name = word.partition("@")
                if name and name.lower() != me.username.lower():
                    continue  # another bot's
                addressed, rest = True, command
            case "text_link":
                url = str(entity.get("url") or "")
                rest = f"{word} ({url})" if url and url not in word else word
            case _:
                continue
        data = data[:first] + rest.encode("utf-16-le", "surrogatepass") + data[last:]
    changed = data.decode("utf-16-le", "replace")
    if addressed and changed != text:
        changed = re.sub(r"(?<=\S)[ \t]{2,}(?=\S)", " ", changed)
        changed = re.sub(r"^[\s,:]+|\s+$|[ \t]+(?=[,.;!?])", "", changed)
    return changed.strip(), addressed


def _plain(message: Json) -> str:
    return str(message.get("text") or message.get("caption") or "").strip()


def _holds_something(message: Json) -> bool:
    """Whether somebody sent something, though nothing that we can read; else it only tells what happened in the chat."""
    return any(
        message.get(kind) for kind in ("sticker", "contact", "location", "venue", "poll", "dice", "story", "game")
    )


def _files(message: Json, *, forwarded: bool) -> Iterator[Sent]:
    photos = message.get("photo")
    sizes = [each for each in photos if isinstance(each, Mapping)] if isinstance(photos, list) else []
    if sizes:
        fitting = [each for each in sizes if _number(each, "file_size") <= LARGEST_FILE] or sizes
        largest = max(fitting, key=lambda each: _number(each, "width") * _number(each, "height"))
        yield from _file(largest, "photo.jpg", "image/jpeg", False)
    if found := _object(message, "voice"):
        yield from _file(found, "voice.ogg", "audio/ogg", not forwarded)
    if found := _object(message, "video_note"):
        yield from _file(found, "video-note.mp4", "video/mp4", False if forwarded else None)
    if found := _object(message, "audio"):
        yield from _file(found, "audio.mp3", "audio/mpeg", False)
    if found := _object(message, "video"):
        yield from _file(found, "video.mp4", "video/mp4", False)
    if found := _object(message, "animation"):
        yield from _file(found, "animation.mp4", "video/mp4", False)
    elif found := _object(message, "document"):  # an animation is given as a document, too
        yield from _file(found, "file", "application/octet-stream", False)


def _file(found: Json, name: str, media_type: str, spoken: bool | None) -> Iterator[Sent]:
    id = found.get("file_id")
    if isinstance(id, str) and id:
        named = str(found.get("file_name") or "")[-120:] or name
        yield Sent(id, named, str(found.get("mime_type") or media_type), _number(found, "file_size"), spoken)


def link_code(argument: str) -> str:
    """The code of a link `t.me/<bot>?start=<code>`; empty if it is none."""
    return argument if _CODE.fullmatch(argument) else ""


def _object(data: Json, name: str) -> Json:
    found = data.get(name)
    return found if isinstance(found, Mapping) else {}


def _number(data: Json, name: str) -> int:
    found = data.get(name)
    return found if isinstance(found, int) and not isinstance(found, bool) else 0
