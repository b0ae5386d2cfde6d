"""Understanding alone: what a message would lead to, without a store and without doing it. For `allin route`."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.explained import explained
from bot.messages import Attachment
from bot.phrases import LANGUAGES, Phrases
from bot.understanding.decision import Decision, Situation

if TYPE_CHECKING:
    from bot.settings import Settings
    from bot.voice.listen import Whisper

log = logging.getLogger(__name__)


class Router:
    """Decides about messages one by one, each as if it were the first of its conversation."""

    def __init__(
        self, settings: Settings, *, now: str | None = None, tz: str | None = None, language: str | None = None
    ) -> None:
        """What is given here holds where a message says nothing else. Raises ValueError for what is no time or zone."""
        from bot.registry import load
        from bot.understanding.router import Understanding

        self.now = now
        self.tz = tz
        self.language = language or settings.language
        self.default_zone = settings.time_zone
        self._situation(now, tz, self.language)
        registry = load(settings.home, settings.platform_api_urls, settings.address)
        self._understanding = Understanding(registry.tools, registry.platforms, cache=settings.home / "cache")
        self._platforms = registry.platforms
        self._whisper = (settings.home, settings.whisper_model)
        self._listener: Whisper | None = None

    def warm(self) -> None:
        """Load and train now what would be at first need."""
        self._understanding.warm()

    def route(
        self, text: str, *, now: str | None = None, tz: str | None = None, language: str | None = None
    ) -> dict[str, Any]:
        """What `text` means, as plain data. Raises ValueError for what is no time, zone or language."""
        situation = self._situation(now or self.now, tz or self.tz, language or self.language)
        return _as_object(self._understanding.decide(text, situation), Phrases(situation.language))

    async def route_recording(self, path: Path, language: str | None = None) -> dict[str, Any]:
        """What the speech in a file means, with its "transcript"; `language` is the one spoken, None to find out.

        Raises the errors of `Voice.hear`.
        """
        from bot.voice import audio
        from bot.voice.hints import Hints
        from bot.voice.listen import Whisper
        from bot.voice.reading import decide
        from bot.voice.voice import content, read

        if self._listener is None:
            self._listener = Whisper(*self._whisper)
        sound = audio.decode(content(Attachment(path.name, "", path=path)))
        labels = (platform.label for platform in self._platforms.values())
        hints = Hints(platforms=tuple(label for label in labels if label[:1].isupper()))
        transcript = read(await self._listener.listen(sound, hints, language), hints)
        situation = self._situation(self.now, self.tz, self.language)
        decision, reading = decide(
            self._understanding,
            transcript.readings,
            situation,
            doubts=transcript.doubts,
            rivals=transcript.rivals,
            unsure=transcript.unsure,
            rare=transcript.rare,
        )
        return {"transcript": reading} | _as_object(decision, Phrases(situation.language))

    async def close(self) -> None:
        """Let go of what listens."""
        if self._listener is not None:
            await self._listener.close()

    def _situation(self, now: str | None, tz: str | None, language: str) -> Situation:
        if language not in LANGUAGES:
            raise ValueError(f"{language!r} is not one of {', '.join(LANGUAGES)}")
        try:
            zone = ZoneInfo(tz or self.default_zone)
        except (KeyError, ValueError, OSError):
            raise ValueError(f"there is no time zone {tz!r}") from None
        if now is None:
            return Situation(now=datetime.now(UTC).astimezone(zone), language=language)
        try:
            at = datetime.fromisoformat(now)
        except ValueError:
            raise ValueError(f"{now!r} is no time in ISO 8601") from None
        if not 1970 <= at.year < 9000:  # at the ends of the calendar every other step leads out of it
            raise ValueError(f"{now!r} is not between 1970 and 8999")
        return Situation(now=at.replace(tzinfo=zone) if at.tzinfo is None else at.astimezone(zone), language=language)


def in_lines(router: Router, path: Path) -> Iterator[dict[str, Any]]:
    """An answer for each line of a file ("-" is standard input), in order; {"error"} where a line is no message."""
    with nullcontext(sys.stdin.buffer) if path == Path("-") else path.open("rb") as lines:
        for line in lines:
            try:
                yield _answer(router, line)
            except ValueError as error:
                yield {"error": str(error)}
            except Exception as error:
                # One message that trips us up does not take the answers to the others away.
                log.exception("a line could not be answered")
                yield {"error": explained(error)}


def _answer(router: Router, line: bytes) -> dict[str, Any]:
    try:
        given = json.loads(line)
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        raise ValueError("the line is no JSON") from None
    if not isinstance(given, dict) or not isinstance(given.get("text"), str):
        raise ValueError('the line has no "text"')
    more = {name: given.get(name) for name in ("now", "tz", "lang")}
    wrong = [name for name, value in more.items() if value is not None and not isinstance(value, str)]
    if wrong:
        raise ValueError(f'"{wrong[0]}" is no text')
    return router.route(given["text"], now=more["now"], tz=more["tz"], language=more["lang"])


def _as_object(decision: Decision, phrases: Phrases) -> dict[str, Any]:
    question = decision.question
    return {
        "tool": decision.tool,
        "args": {name: _plain(value) for name, value in decision.args.items()},
        "confidence": round(decision.confidence, 4),
        "by": decision.by,
        "ask": phrases.say(question.key, **question.facts) if question is not None else None,
        "more": [_as_object(further, phrases) for further in decision.more],
        "reason": decision.reason,
    }


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(inner) for inner in value]
    return value
