"""ElevenLabs, through its own client: words become an MP3 that comes in pieces while it is made.

Paths, fields and statuses are those of ElevenLabs' published OpenAPI description and its page of errors
(elevenlabs.io/docs/api-reference/text-to-speech/stream, /docs/developers/resources/error-messages). One call is one try: what
is paid by the character is not asked for twice.
"""

from __future__ import annotations

import asyncio
import importlib.util
import re
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any

from bot.errors import AllInError, NotFound, OperatorError, Rejected, TryLater
from bot.voice.speech import GENDERS, MOST_BYTES, Speech, VoiceName, mp3_seconds

FORMAT = "mp3_44100_128"
"""What every plan may ask for; more bits, or bare samples, need a larger one."""

_SPOKEN = "ar bg cs da de el en es fi fil fr hi hr hu id it ja ko ms nl no pl pt ro ru sk sv ta tr uk vi zh"
LANGUAGES = frozenset(_SPOKEN.split())
"""What its multilingual models speak (elevenlabs.io/docs/models, read 2026-11)."""

ENFORCING = ("_turbo_v2_5", "_flash_v2_5")
"""Endings of models that take `language_code`; others answer with an error."""

ENGLISH_ONLY = ("_monolingual_v1", "_turbo_v2", "_flash_v2")

FASTEST = 45
"""Characters a second that nobody speaks: an answer with more broke off, even where the line ended in good order."""

KNOWN_FOR = 600.0
"""Seconds that the list of voices is kept."""

MOST_PAGES = 5
_ID = re.compile(r"[A-Za-z0-9]{20}")
_QUOTA = frozenset({"quota_exceeded", "insufficient_credits", "payment_required", "paid_plan_required"})
_NO_VOICE = frozenset({"voice_not_found", "voice_does_not_exist", "invalid_voice_id"})


class ElevenLabs:
    """Speaks with the voices of one account. `voice` is the id of the usual one; `timeout` how long it may be silent.

    Redirections are not followed, so that the key goes nowhere else.
    """

    name = "elevenlabs"
    hosted = True

    def __init__(self, key: str, base_url: str, model: str, voice: str, timeout: float) -> None:
        self._key = key
        self._base_url = base_url.rstrip("/")
        self._model = model
        self._usual = voice
        self._timeout = timeout
        self._made: tuple[Any, Any] | None = None
        self._known: tuple[float, tuple[VoiceName, ...]] | None = None

    def __repr__(self) -> str:
        return f"ElevenLabs({self._base_url!r}, {self._model!r})"

    def speaks(self, language: str) -> bool:
        """Whether the model knows the language, and the client is installed."""
        known = {"en"} if self._model.endswith(ENGLISH_ONLY) else LANGUAGES
        return language in known and importlib.util.find_spec("elevenlabs") is not None

    def has(self, voice: str, language: str) -> bool:
        """Yes: which voices an account has is only known there."""
        return bool(voice)

    async def voices(self, language: str) -> tuple[VoiceName, ...]:
        """The voices of the account, asked for once in a while."""
        if self._known is not None and time.monotonic() - self._known[0] < KNOWN_FOR:
            return self._known[1]
        client = await self._client()
        found: list[VoiceName] = []
        token: str | None = None
        with self._told():
            async with asyncio.timeout(self._timeout):
                for _ in range(MOST_PAGES):
                    page = await client.voices.search(
                        page_size=100,
                        next_page_token=token,
                        include_total_count=False,
                        request_options={"max_retries": 0},
                    )
                    for voice in page.voices or ():
                        gender = str((voice.labels or {}).get("gender", ""))
                        name = " ".join(str(voice.name or "").split())[:60]
                        found.append(VoiceName(voice.voice_id, name, gender if gender in GENDERS else ""))
                    token = page.next_page_token
                    if not page.has_more or not token:
                        break
        self._known = (time.monotonic(), tuple(found))
        return self._known[1]

    async def speak(self, text: str, language: str, voice: str | None = None) -> Speech:
        """The whole answer. Raises `TryLater` for one that broke off."""
        chosen = await self._chosen(voice, language)
        pieces = [piece async for piece in self._stream(text, language, chosen.id, voice)]
        data = b"".join(pieces)
        seconds = mp3_seconds(data)
        if seconds * FASTEST < len(text):
            raise TryLater("voice-elevenlabs-away", detail="broke off")
        return Speech(data, "audio/mpeg", round(seconds, 2), self.name, chosen.name, hosted=True)

    async def stream(self, text: str, language: str, voice: str | None = None) -> AsyncIterator[bytes]:
        """The MP3 in pieces. Raises as `speak`, also in the middle where the line is cut."""
        chosen = await self._chosen(voice, language)
        async for piece in self._stream(text, language, chosen.id, voice):
            yield piece

    async def close(self) -> None:
        """Close the connections."""
        if self._made is not None:
            made, self._made = self._made, None
            await made[1].aclose()

    async def _stream(self, text: str, language: str, voice_id: str, asked: str | None) -> AsyncIterator[bytes]:
        client = await self._client()
        options: dict[str, Any] = {"language_code": language} if self._model.endswith(ENFORCING) else {}
        size = 0
        with self._told(asked):
            # An answer that drips is as good as none, so all of it has an end, too.
            async with asyncio.timeout(self._timeout * 4):
                async for piece in client.text_to_speech.stream(
                    voice_id,
                    text=text,
                    model_id=self._model,
                    output_format=FORMAT,
                    request_options={"max_retries": 0, "chunk_size": 4096},
                    **options,
                ):
                    size += len(piece)
                    if size > MOST_BYTES:
                        raise TryLater("voice-elevenlabs-away", detail="does not stop")
                    yield piece
        if not size:
            raise TryLater("voice-elevenlabs-away", detail="nothing came")

    async def _chosen(self, voice: str | None, language: str) -> VoiceName:
        """The voice by name, id or gender. Raises `NotFound`."""
        if not voice:
            return self._named(self._usual)
        if _ID.fullmatch(voice):
            return self._named(voice)
        try:
            known = await self.voices(language)
        except OperatorError as error:
            # A key that may speak need not be allowed to look at voices.
            raise NotFound("voice-no-such-voice", voice=voice[:60], detail=error.key) from None
        wanted = voice.casefold()
        found = [name for name in known if name.is_called(wanted)]
        if not found:
            raise NotFound("voice-no-such-voice", voice=voice[:60])
        # Whoever asks for a woman's voice, and has one, keeps it.
        return next((name for name in found if name.id == self._usual), found[0])

    def _named(self, voice_id: str) -> VoiceName:
        known = self._known[1] if self._known is not None else ()
        return next((name for name in known if name.id == voice_id), VoiceName(voice_id, ""))

    async def _client(self) -> Any:
        if self._made is None:
            made = await asyncio.to_thread(self._make)
            self._made = self._made or made
        return self._made[0]

    def _make(self) -> tuple[Any, Any]:
        try:
            from elevenlabs.client import AsyncElevenLabs
        except ImportError:
            raise OperatorError("voice-elevenlabs-not-installed") from None
        import httpx

        limit = httpx.Timeout(self._timeout, connect=min(self._timeout, 5.0))
        http = httpx.AsyncClient(timeout=limit, follow_redirects=False)
        # Given here, for the client would look for a key of its own in the environment.
        return AsyncElevenLabs(
            api_key=self._key, base_url=self._base_url, timeout=self._timeout, httpx_client=http
        ), http

    @contextmanager
    def _told(self, voice: str | None = None) -> Iterator[None]:
        """The client's errors as ours; `voice` is the one that was asked for.

        Nothing of the client's own goes on: its answers may repeat the words and name the account.
        """
        import httpx
        from elevenlabs.core.api_error import ApiError

        try:
            yield
        except (TimeoutError, httpx.TimeoutException):
            raise TryLater("voice-elevenlabs-slow") from None
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            raise TryLater("voice-elevenlabs-away", detail=type(error).__name__) from None
        except ApiError as error:
            raise _as_ours(error.status_code or 0, error.body, error.headers or {}, voice) from None
        except (ValueError, TypeError, AttributeError) as error:
            # What is no answer of the API at all: a page in the way of it.
            raise TryLater("voice-elevenlabs-away", detail=type(error).__name__) from None


def _as_ours(status: int, body: object, headers: dict[str, str], voice: str | None) -> AllInError:
    said = _codes(body)
    detail = " ".join([str(status), *sorted(said)])
    if status == 402 or said & _QUOTA:
        return OperatorError("voice-elevenlabs-quota", detail=detail)
    if said & _NO_VOICE or status == 404:
        if voice is None:
            return OperatorError("voice-elevenlabs-no-voice", detail=detail)
        return NotFound("voice-no-such-voice", voice=voice[:60], detail=detail)
    if status in {401, 403}:
        return OperatorError("voice-elevenlabs-key", detail=detail)
    if status == 429:
        after = {name.lower(): value for name, value in headers.items()}.get("retry-after", "")
        return TryLater("voice-elevenlabs-busy", retry_after=float(after) if after.isdecimal() else None, detail=detail)
    if 400 <= status < 500 and status != 408:
        return Rejected("voice-elevenlabs-refused", detail=detail)
    return TryLater("voice-elevenlabs-away", detail=detail)


def _codes(body: object) -> set[str]:
    """The names of what went wrong: `{"detail": {"status": …, "code": …, "type": …}}`. Messages are left where they are."""
    told = body.get("detail") if isinstance(body, dict) else None
    if not isinstance(told, dict):
        return set()
    codes = (told.get(name) for name in ("status", "code", "type"))
    return {code for code in codes if isinstance(code, str) and re.fullmatch(r"[a-z_]{1,60}", code)}
