"""The log: a rotating file under ALLIN_HOME, from which every secret is taken out before it is written."""

from __future__ import annotations

import logging
import logging.handlers
import re
from collections.abc import Iterable
from pathlib import Path

_BYTES = 1_000_000
_FILES = 5
_HIDDEN = "•••"
_SIGN_IN = re.compile(r"(?<=/connect/)[\w-]{43}")
"""Who has this link may sign in for the workspace, for a quarter of an hour."""
_LOOKS_SECRET = (
    _SIGN_IN,
    re.compile(r"(?<=://)(?!user:password@)[^/\s:@]*:[^\s@]+(?=@)"),  # name and password in an address
    re.compile(r"(?i)(?<=bearer )[\w.~+/=-]+"),
    re.compile(r"\b(?:sk|xox[abp]|ghp|pk)-[\w-]{8,}"),
    re.compile(r"""(?i)(?<=api[-_]key)(["']?\s*[:=]\s*["']?)[^\s"',}]+"""),
    re.compile(
        r"""(?i)(?:(?<=token)|(?<=secret)|(?<=password)|(?<=passwd)|(?<=verifier)|(?<=[?&]code)|(?<=[?&]state))"""
        r"""(["']?\s*[:=]\s*["']?)[^\s"'&,}]{6,}"""
    ),
    re.compile(r"\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*"),  # a JSON Web Token
    re.compile(r"\b\d{6,12}:[A-Za-z0-9_-]{30,}"),  # a Telegram bot's token
    re.compile(
        r"\bEAA[A-Za-z0-9]{20,}|\bya29\.[\w-]{10,}|\bgAAAA[\w-]{20,}={0,2}"
    ),  # Meta's, Google's, our own sealed ones
)
_TALKATIVE = (
    "httpcore", "httpx", "hpack", "h11", "urllib3", "PIL", "sqlalchemy", "websockets", "anthropic", "openai", "langsmith",
    "pgqueuer", "psycopg", "alembic", "fluent", "multipart", "markdown_it", "asyncio",
    "mcp", "sse_starlette", "httpx2", "slack_bolt", "slack_sdk", "aiohttp", "telegram", "mail", "wyoming", "zeroconf",
)  # fmt: skip
"""Libraries whose debugging output holds headers, addresses, rows or where a picture was taken."""


def redacted(text: str, secrets: Iterable[str] = ()) -> str:
    """`text` without these secrets, and without what looks like one."""
    for secret in secrets:
        if len(secret) > 3:
            text = text.replace(secret, _HIDDEN)
    for pattern in _LOOKS_SECRET:
        text = pattern.sub(_HIDDEN, text)
    return text


def without_links(text: str) -> str:
    """`text` for a model: a link at which a person signs in is for the person."""
    return _SIGN_IN.sub("…", text)


class _Redacting(logging.Formatter):
    def __init__(self, secrets: tuple[str, ...]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(process)d %(name)s: %(message)s")
        self.secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        return redacted(super().format(record), self.secrets)


class _Quiet(logging.handlers.RotatingFileHandler):
    def handleError(self, record: logging.LogRecord) -> None:
        """A full disk must not end a conversation."""


def start(home: Path, level: str, secrets: tuple[str, ...] = ()) -> Path | None:
    """Write the log to `home`/log/allin.log from now on; the path, or None if nothing can be written there."""
    path = home / "log" / "allin.log"
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        path.touch(mode=0o600)
        handler = _Quiet(path, maxBytes=_BYTES, backupCount=_FILES, encoding="utf-8")
    except OSError:
        logging.getLogger().addHandler(logging.NullHandler())
        return None
    handler.setFormatter(_Redacting(secrets))
    stop()
    logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel(level)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(max(logging.getLogger(name).level, logging.WARNING))
    return path


def stop() -> None:
    """Write no more, and let go of the file."""
    root = logging.getLogger()
    for handler in [handler for handler in root.handlers if isinstance(handler, _Quiet)]:
        root.removeHandler(handler)
        handler.close()
