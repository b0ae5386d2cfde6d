"""The Bot API through python-telegram-bot: its calls and types, our limits, and its errors as ours.

The library's plain bot is used, without its `Application`: events are kept by our inbox and answered from there, so that
nothing is lost in a crash, and the library's own queue, which lives in memory, would only stand between. Importing this
imports the library.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import logging
import os
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from typing import Any, NoReturn, TypeVar

os.environ.setdefault("PTB_TIMEDELTA", "true")  # the library's own switch: else it warns of what it is going to change

import httpx
from telegram import (
    BotCommand,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    InputMediaPhoto,
    LinkPreviewOptions,
    MenuButtonWebApp,
    MessageEntity,
    ReplyParameters,
    WebAppInfo,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot.errors import NotFound, OperatorError, OutcomeUnknown, Rejected, TryLater
from connectors.channels.telegram_limits import Limiter
from connectors.channels.telegram_text import LONGEST, Button, units
from connectors.channels.telegram_updates import ALLOWED, LARGEST_FILE, Me, Place

LARGEST_UPLOAD = 50_000_000
"""Bytes of a file that a bot may send (https://core.telegram.org/bots/api#sending-files)."""
LARGEST_PHOTO = 10_000_000
LARGEST_VOICE = 1_000_000
"""Bytes of a voice note; what is larger arrives as a file."""

_PREVIEW = LinkPreviewOptions(is_disabled=True)
_TRIES = (0.3, 1.0)  # seconds before each further try of what surely was not sent
_UNSENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_GONE = ("message to edit not found", "message to delete not found", "message can't be edited", "message_id_invalid")
_CLOSED = (
    "chat not found",
    "not enough rights",
    "have no rights",
    "chat_write_forbidden",
    "chat_restricted",
    "thread not found",
    "topic_closed",
    "topic_deleted",
    "group chat was deactivated",
    "peer_id_invalid",
    "user not found",
)

# Its debugging output and what it logs of its own accord hold whole messages, and addresses with the token.
for _name in ("telegram", "httpx"):
    logging.getLogger(_name).setLevel(logging.WARNING)


_T = TypeVar("_T")


class Unread(Rejected):
    """Telegram does not hand a file over (any more)."""

    default_key = "telegram-file-gone"


class Client:
    """One bot. `patience` is how many seconds Telegram gets to answer; `pace` is that of `Limiter`."""

    def __init__(self, token: str, api_url: str, *, patience: float = 20.0, pace: float = 1.0) -> None:
        def request() -> HTTPXRequest:
            return HTTPXRequest(
                connection_pool_size=128,
                read_timeout=patience,
                write_timeout=patience,
                connect_timeout=min(patience, 10.0),
                pool_timeout=patience,
                media_write_timeout=4 * patience,
            )

        self._bot: ExtBot[bool] = ExtBot(
            token,
            base_url=f"{api_url}/bot",
            base_file_url=f"{api_url}/file/bot",
            request=request(),
            get_updates_request=request(),
            rate_limiter=Limiter(pace),
        )
        self._moved: dict[int, int] = {}

    async def open(self) -> Me:
        """Find out who we are. `OperatorError` where the token is not taken, `TryLater` where nobody answers."""
        with _told(safe=True):
            await self._bot.initialize()
            return Me(self._bot.bot.id, self._bot.bot.username or "")

    async def close(self) -> None:
        """Let go of the connections."""
        await self._bot.shutdown()

    # What comes in

    async def updates(self, offset: int, seconds: float) -> list[dict[str, Any]]:
        """The updates from `offset` on, as they are; waits up to `seconds` for the first. What lies before it is forgotten there.

        The library's own call reads each one, and one that it cannot read would stop all that come after it.
        """
        given: dict[str, Any] = {"timeout": int(seconds), "allowed_updates": list(ALLOWED)}
        if offset:
            given["offset"] = offset
        with _told(safe=True):
            # Names of methods are taken in any case; in its own spelling the library wants its own call used.
            found = await self._bot.do_api_request("getupdates", given, read_timeout=seconds + 15)
        return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []

    async def hook(self, url: str, secret: str) -> None:
        """Have updates delivered to an address of ours."""
        with _told(safe=True):
            await self._bot.set_webhook(url, secret_token=secret, allowed_updates=list(ALLOWED), max_connections=40)

    async def unhook(self) -> None:
        """Have updates kept until we ask for them; what has come stays."""
        with _told(safe=True):
            await self._bot.delete_webhook(drop_pending_updates=False)

    async def hooked(self) -> str:
        """Where updates are delivered, empty if nowhere."""
        with _told(safe=True):
            return (await self._bot.get_webhook_info()).url

    async def download(self, id: str) -> bytes:
        """A file of a message. `Unread` where it is too large or gone."""
        try:
            with _told(safe=True):
                found = await self._bot.get_file(id)
        except Rejected as error:
            raise Unread("telegram-too-large" if "too big" in error.detail else None) from None
        # The library would read a path on this machine, if it were given one.
        if not (found.file_path or "").startswith(("http://", "https://")):
            raise Unread
        if (found.file_size or 0) > LARGEST_FILE:
            raise Unread("telegram-too-large")
        try:
            with _told(safe=True):
                return bytes(await found.download_as_bytearray())
        except OperatorError:
            raise Unread from None  # a file that is not there answers as a token does that is none

    # What goes out

    async def send(
        self,
        place: Place,
        html: str,
        *,
        rows: Sequence[Sequence[Button]] = (),
        answer_to: int = 0,
        asks: bool = False,
        at_once: bool = False,
    ) -> str:
        """Send a text; its id. `TryLater` if surely nothing was sent, `OutcomeUnknown` if nobody knows. With `asks`, the app of
        whoever is answered has them answer it.
        """

        async def call(chat: int) -> str:
            sent = await self._bot.send_message(
                chat,
                html,
                parse_mode="HTML",
                link_preview_options=_PREVIEW,
                message_thread_id=place.sending,
                reply_parameters=_answering(answer_to),
                reply_markup=_keyboard(rows) or (ForceReply(selective=True) if asks else None),
                rate_limit_args=at_once or None,
            )
            return str(sent.message_id)

        return await self._try(place.chat, call)

    async def edit(
        self, place: Place, id: str, html: str, *, rows: Sequence[Sequence[Button]] = (), at_once: bool = False
    ) -> None:
        """Change a text of ours. `NotFound` if it is gone; no answer counts as done: an edit can be made twice."""

        async def call(chat: int) -> None:
            await self._bot.edit_message_text(
                html,
                chat_id=chat,
                message_id=int(id),
                parse_mode="HTML",
                link_preview_options=_PREVIEW,
                reply_markup=_keyboard(rows),
                rate_limit_args=at_once or None,
            )

        with contextlib.suppress(OutcomeUnknown, _Unchanged):
            await self._try(place.chat, call)

    async def settle(self, place: Place, message: Mapping[str, Any], line: str) -> None:
        """Take the buttons from a message of ours and put a line below it, as well as it can be done."""
        id = int(message.get("message_id") or 0)
        kind = "text" if isinstance(message.get("text"), str) else "caption" if message.get("caption") else ""
        words = f"{message.get(kind) or ''}\n\n{line}"
        given = message.get("entities" if kind == "text" else "caption_entities")
        entities = MessageEntity.de_list(given, self._bot) if isinstance(given, list) else ()

        async def call(chat: int) -> None:
            if kind == "text" and units(words) <= LONGEST:
                await self._bot.edit_message_text(
                    words, chat, id, entities=entities, link_preview_options=_PREVIEW, parse_mode=None
                )
            elif kind == "caption" and units(words) <= 1024:
                await self._bot.edit_message_caption(
                    chat, id, caption=words, caption_entities=entities, parse_mode=None
                )
            else:
                await self._bot.edit_message_reply_markup(chat, id)

        if id:
            with contextlib.suppress(OutcomeUnknown, _Unchanged, NotFound, Rejected):
                await self._try(place.chat, call)

    async def delete(self, place: Place, id: str) -> None:
        """Take a message of ours back, if it is still there."""

        async def call(chat: int) -> None:
            await self._bot.delete_message(chat, int(id))

        with contextlib.suppress(OutcomeUnknown, NotFound, Rejected):
            await self._try(place.chat, call)

    async def act(self, place: Place, action: str) -> None:
        """Show that something is being done, for five seconds. What comes of it does not matter."""
        with contextlib.suppress(TelegramError):
            await self._bot.send_chat_action(
                self._moved.get(place.chat, place.chat), action, message_thread_id=place.typing
            )

    async def draft(self, place: Place, id: int, text: str) -> bool:
        """Show words that are not a message yet, with a button to stop it; False where that is not possible."""
        try:
            # What a server does not know of it, it leaves out: `can_stop` came with Bot API 10.3.
            return await self._bot.send_message_draft(
                place.chat, id, text, message_thread_id=place.sending, api_kwargs={"can_stop": True}
            )
        except (BadRequest, EndPointNotFound, InvalidToken, Forbidden):
            return False
        except TelegramError:
            return True

    async def answer_tap(self, callback: str, text: str = "") -> bool:
        """End a tap's waiting, with an alert if there is `text`; False if it was too late for that."""
        try:
            return await self._bot.answer_callback_query(callback, text or None, show_alert=bool(text) or None)
        except TelegramError:
            return False

    async def send_file(
        self, place: Place, name: str, media_type: str, data: bytes, *, voice: bool = False, caption: str = ""
    ) -> str:
        """Send a file, shown as what it is; its id. Errors as of `send`, and `Rejected` where it is too large."""
        if len(data) > LARGEST_UPLOAD:
            raise Rejected("telegram-upload-too-large", name=name)

        async def call(chat: int) -> str:
            file = InputFile(io.BytesIO(data), filename=name)
            more: dict[str, Any] = {"message_thread_id": place.sending, "caption": caption or None}
            kind, ending = media_type.partition(";")[0].split("/", 1) if "/" in media_type else ("", "")
            if voice and kind == "audio" and ending in {"ogg", "mpeg", "mp4"}:
                sent = await self._bot.send_voice(chat, file, **more)
            elif kind == "image" and ending in {"jpeg", "png", "webp"} and len(data) <= LARGEST_PHOTO:
                try:
                    sent = await self._bot.send_photo(chat, file, **more)
                except BadRequest as error:
                    if "photo" not in error.message.lower() and "image" not in error.message.lower():
                        raise
                    # Too wide, too high, or nothing that it can show: as a file it arrives all the same.
                    file = InputFile(io.BytesIO(data), filename=name)
                    sent = await self._bot.send_document(chat, file, **more)
            elif kind == "image" and ending == "gif":
                sent = await self._bot.send_animation(chat, file, **more)
            elif kind == "video" and ending == "mp4":
                sent = await self._bot.send_video(chat, file, supports_streaming=True, **more)
            elif kind == "audio" and ending in {"mpeg", "mp4"}:
                sent = await self._bot.send_audio(chat, file, **more)
            else:
                sent = await self._bot.send_document(chat, file, disable_content_type_detection=True, **more)
            return str(sent.message_id)

        return await self._try(place.chat, call)

    async def send_photos(self, place: Place, photos: Sequence[tuple[str, bytes]], *, caption: str = "") -> str:
        """Send 2 to 10 pictures as one album; their ids. Errors as of `send`."""

        async def call(chat: int) -> str:
            media = [InputMediaPhoto(data, filename=name) for name, data in photos]
            sent = await self._bot.send_media_group(
                chat, media, message_thread_id=place.sending, caption=caption or None
            )
            return ",".join(str(each.message_id) for each in sent)

        return await self._try(place.chat, call)

    # How the bot presents itself

    async def commands(self, commands: Sequence[tuple[str, str]], language: str = "") -> None:
        """The menu of commands in a language; without one, for all others."""
        with _told(safe=True):
            await self._bot.set_my_commands(
                [BotCommand(name, about) for name, about in commands], language_code=language or None
            )

    async def menu(self, text: str, url: str) -> None:
        """A button beside the input that opens a page of ours."""
        with _told(safe=True):
            await self._bot.set_chat_menu_button(menu_button=MenuButtonWebApp(text, WebAppInfo(url)))

    # Inside

    async def _try(self, chat: int, call: Callable[[int], Awaitable[_T]]) -> _T:
        """Make a call that shows something: again where it surely did not get there, in the chat that this one has become."""
        waits = iter(_TRIES)
        while True:
            try:
                with _told():
                    return await call(self._moved.get(chat, chat))
            except _Moved as moved:
                if self._moved.get(chat) == moved.chat:
                    raise Rejected("telegram-unreachable") from None
                self._moved[chat] = moved.chat
            except TryLater as error:
                if error.retry_after is not None or (wait := next(waits, None)) is None:
                    raise
                await asyncio.sleep(wait)


class _Unchanged(Exception):
    """It says this already: the one error that is none."""


class _Moved(Exception):
    def __init__(self, chat: int) -> None:
        self.chat = chat


@contextlib.contextmanager
def _told(*, safe: bool = False) -> Iterator[None]:
    """The library's errors as ours. A `safe` call may be made twice: then no answer is no question."""
    try:
        yield
    except TelegramError as error:
        _judge(error, safe=safe)


def _judge(error: TelegramError, *, safe: bool) -> NoReturn:
    # What the library says is not passed on as it is: of a wrong token it says the token.
    match error:
        case RetryAfter():
            seconds = error.retry_after.total_seconds()  # type: ignore[union-attr]  # a timedelta, as we have asked for
            raise TryLater("error-rate-limited", platform="Telegram", retry_after=seconds) from None
        case ChatMigrated():
            raise _Moved(error.new_chat_id) from None
        case InvalidToken() | EndPointNotFound():
            raise OperatorError("telegram-token-refused") from None
        case Conflict():
            raise OperatorError("telegram-conflict") from None
        case Forbidden():
            raise Rejected("telegram-unreachable", detail=error.message) from None
        case BadRequest():
            words = error.message.lower()
            if "not modified" in words:
                raise _Unchanged from None
            if any(part in words for part in _GONE):
                raise NotFound("telegram-unreachable", detail=error.message) from None
            if any(part in words for part in _CLOSED):
                raise Rejected("telegram-unreachable", detail=error.message) from None
            raise Rejected("telegram-refused", detail=error.message) from None
        case _:
            pass
    unsent = isinstance(error.__cause__, _UNSENT) or error.message.startswith("Too Many Requests")
    if safe or unsent:
        raise TryLater("error-try-later", platform="Telegram", detail=type(error).__name__) from None
    if isinstance(error, NetworkError):
        raise OutcomeUnknown(platform="Telegram", detail=type(error.__cause__ or error).__name__) from None
    raise Rejected("telegram-refused", detail=type(error).__name__) from None


def _answering(id: int) -> ReplyParameters | None:
    return ReplyParameters(id, allow_sending_without_reply=True) if id else None


def _keyboard(rows: Sequence[Sequence[Button]]) -> InlineKeyboardMarkup | None:
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(each.label, callback_data=each.data, style=each.style or None) for each in row]
            for row in rows
        ]
    )
