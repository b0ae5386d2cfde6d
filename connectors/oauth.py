"""Signing in at a network: OAuth 2.0 with PKCE and state (RFC 6749, 7636), and what comes of it.

The flow's state lives in the store (`bot/sign_in.py`); here are the calls to the network, with its peculiarities as data.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Literal
from urllib.parse import urlencode

CLOCK_SKEW = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class AppCredentials:
    """What the network gave whoever runs this installation: ALLIN_<PLATFORM>_CLIENT_ID and …_CLIENT_SECRET."""

    client_id: str
    client_secret: str = field(default="", repr=False)
    server: str = ""
    """Where networks have many servers: the one this application is registered at."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """What an account's calls are made with. Kept encrypted; never shown, logged or given to a model.

    `expires_at` of the access token, `refresh_expires_at` of the refresh token; None where they live until revoked.
    `extra` holds further secrets of a connector's own (a bot token's webhook, a server's client secret).
    """

    access: str = field(repr=False)
    refresh: str = field(default="", repr=False)
    expires_at: datetime | None = None
    refresh_expires_at: datetime | None = None
    scopes: tuple[str, ...] = ()
    extra: dict[str, str] = field(default_factory=dict, repr=False)

    def to_json(self) -> dict[str, Any]:
        """Plain data, to be encrypted."""
        return {
            "access": self.access,
            "refresh": self.refresh,
            "expires_at": self.expires_at.isoformat() if self.expires_at else None,
            "refresh_expires_at": self.refresh_expires_at.isoformat() if self.refresh_expires_at else None,
            "scopes": list(self.scopes),
            "extra": self.extra,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Tokens:
        """The reverse of `to_json`."""

        def moment(name: str) -> datetime | None:
            return datetime.fromisoformat(data[name]) if data.get(name) else None

        return cls(
            access=str(data["access"]),
            refresh=str(data.get("refresh") or ""),
            expires_at=moment("expires_at"),
            refresh_expires_at=moment("refresh_expires_at"),
            scopes=tuple(data.get("scopes") or ()),
            extra=dict(data.get("extra") or {}),
        )


@dataclass(frozen=True, slots=True)
class Profile:
    """One thing that may be posted to after signing in: a profile, a page, a board's owner, a channel.

    `handle` is how people call it, unique on its network; `data` is what the connector keeps, with the network's own id
    under `id`; `tokens` replaces the sign-in's own where the network has one a page. A profile that may not be posted to
    has `why_not`, the key of a sentence.
    """

    handle: str
    name: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    tokens: Tokens | None = None
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """Something a person types on our own page to sign in, never in the chat. `key` names its label's sentence."""

    name: str
    key: str
    secret: bool = False
    optional: bool = False
    placeholder: str = ""


@dataclass(frozen=True, slots=True)
class OAuth:
    """A network's OAuth endpoints. `client_id_name` is how it calls the client id; `extra` are further authorize parameters."""

    authorize_url: str
    token_url: str
    scopes: tuple[str, ...]
    revoke_url: str = ""
    pkce: bool = True
    client_auth: Literal["basic", "body"] = "body"
    client_id_name: str = "client_id"
    scope_separator: str = " "
    extra: tuple[tuple[str, str], ...] = ()
    refreshes_itself: bool = False
    """There is no refresh token: a living access token is exchanged for a new one (Instagram, Threads)."""


def new_verifier() -> str:
    """A PKCE code verifier, 86 characters (RFC 7636, section 4.1)."""
    return secrets.token_urlsafe(64)


def challenge_of(verifier: str) -> str:
    """The S256 code challenge of a verifier (RFC 7636, section 4.2)."""
    digest = hashlib.sha256(verifier.encode("ascii")).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")


def authorize_link(oauth: OAuth, app: AppCredentials, *, redirect_uri: str, state: str, verifier: str) -> str:
    """The address of the network's consent page."""
    query = {
        "response_type": "code",
        oauth.client_id_name: app.client_id,
        "redirect_uri": redirect_uri,
        "scope": oauth.scope_separator.join(oauth.scopes),
        "state": state,
    }
    if oauth.pkce:
        query |= {"code_challenge": challenge_of(verifier), "code_challenge_method": "S256"}
    query |= dict(oauth.extra)
    return f"{oauth.authorize_url}{'&' if '?' in oauth.authorize_url else '?'}{urlencode(query)}"


def tokens_from(body: Mapping[str, Any], *, now: datetime | None = None, before: Tokens | None = None) -> Tokens:
    """The tokens in a token endpoint's answer (RFC 6749, section 5.1). A refresh token that is not sent again stays.

    Raises KeyError or ValueError if there is no access token in it.
    """
    now = now or datetime.now(UTC)
    access = str(body["access_token"])
    if not access:
        raise ValueError("the access token is empty")

    def until(name: str) -> datetime | None:
        seconds = body.get(name)
        return now + timedelta(seconds=float(seconds)) - CLOCK_SKEW if seconds else None

    scope = body.get("scope") or ()
    refresh = str(body.get("refresh_token") or (before.refresh if before else ""))
    refresh_until = until("refresh_token_expires_in") or until("refresh_expires_in")
    return Tokens(
        access=access,
        refresh=refresh,
        expires_at=until("expires_in"),
        refresh_expires_at=refresh_until or (before.refresh_expires_at if before else None),
        scopes=tuple(scope.replace(",", " ").split() if isinstance(scope, str) else scope),
        extra=dict(before.extra) if before else {},
    )
