"""The Model Context Protocol over HTTP, in the web application: `/mcp` and the way in to it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from fastapi import FastAPI
from mcp.server.auth.handlers.metadata import MetadataHandler
from mcp.server.auth.middleware.auth_context import AuthContextMiddleware, get_access_token
from mcp.server.auth.middleware.bearer_auth import BearerAuthBackend, RequireAuthMiddleware
from mcp.server.auth.routes import (
    REVOCATION_PATH,
    build_metadata,
    build_resource_metadata_url,
    cors_middleware,
    create_auth_routes,
    create_protected_resource_routes,
)
from mcp.server.auth.settings import ClientRegistrationOptions, RevocationOptions
from mcp.server.streamable_http_manager import StreamableHTTPASGIApp, StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings
from pydantic import AnyHttpUrl, ConfigDict, TypeAdapter
from starlette.middleware.authentication import AuthenticationMiddleware
from starlette.routing import BaseRoute, Route

from bot import programs
from bot.errors import NotAllowed, OperatorError
from bot.web.oauth import SCOPE, AllowPage, Provider, Revocation
from connectors.channels.mcp import Behind, Mcp

if TYPE_CHECKING:
    from bot.app import App

PATH = "/mcp"
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_METADATA = "/.well-known/oauth-authorization-server"
_MOST_SESSIONS = 1_000
_IDLE = 30 * 60.0


def mount(app: FastAPI, built: App, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
    """Add it to the application. Raises `OperatorError` where it would be neither encrypted nor on this machine alone."""
    address = built.settings.address.rstrip("/")
    parts = urlsplit(address)
    if parts.scheme != "https" and parts.hostname not in {"127.0.0.1", "localhost", "::1"}:
        raise OperatorError("mcp-not-encrypted", address=address)
    provider = Provider(built.database, address, f"{address}{PATH}", now)
    channel = programs.channel(built, behind)
    hosts = [parts.netloc, *(f"{host}:{built.settings.port}" for host in _LOOPBACK)]
    security = TransportSecuritySettings(
        allowed_hosts=hosts, allowed_origins=[address, *(f"http://{host}" for host in hosts[1:])]
    )
    manager = StreamableHTTPSessionManager(
        channel.server, security_settings=security, session_idle_timeout=_IDLE, max_sessions=_MOST_SESSIONS
    )
    app.router.routes[:0] = [*_way_in(provider), _endpoint(provider, manager)]
    inner = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with inner(app), manager.run():
            yield

    app.router.lifespan_context = lifespan


def behind() -> Behind:
    """Whoever's token came with the request that is being answered."""
    token = get_access_token()
    if token is None or token.claims is None:
        raise NotAllowed("error-unknown-sender")  # cannot be: the endpoint is behind RequireAuthMiddleware
    claims = token.claims
    return Behind(Mcp.name, claims["sender"], claims["workspace"], claims["program"], f"device-{token.subject}")


def _endpoint(provider: Provider, manager: StreamableHTTPSessionManager) -> Route:
    resource = _url(provider.resource)
    guarded = RequireAuthMiddleware(StreamableHTTPASGIApp(manager), [SCOPE], build_resource_metadata_url(resource))
    backend = BearerAuthBackend(provider, resource_server_url=resource)
    return Route(PATH, endpoint=AuthenticationMiddleware(AuthContextMiddleware(guarded), backend=backend))


def _way_in(provider: Provider) -> list[BaseRoute]:
    """Metadata (RFC 8414, RFC 9728), registration (RFC 7591), authorization, tokens, revocation (RFC 7009), our page."""
    issuer = _url(provider.address)
    registration = ClientRegistrationOptions(enabled=True, valid_scopes=[SCOPE], default_scopes=[SCOPE])
    revocation = RevocationOptions(enabled=True)
    metadata = build_metadata(issuer, None, registration, revocation)
    metadata.token_endpoint_auth_methods_supported = ["none"]
    metadata.revocation_endpoint_auth_methods_supported = ["none"]
    metadata.authorization_response_iss_parameter_supported = True
    told = Route(
        _METADATA, cors_middleware(MetadataHandler(metadata).handle, ["GET", "OPTIONS"]), methods=["GET", "OPTIONS"]
    )
    routes = create_auth_routes(
        provider, issuer, client_registration_options=registration, revocation_options=revocation
    )
    return [
        told,
        *(route for route in routes if route.path not in {_METADATA, REVOCATION_PATH}),
        Route(
            REVOCATION_PATH,
            cors_middleware(Revocation(provider).answer, ["POST", "OPTIONS"]),
            methods=["POST", "OPTIONS"],
        ),
        *create_protected_resource_routes(_url(provider.resource), [issuer], [SCOPE], "AllIN Assistant"),
        Route(f"{PATH}/allow/{{request}}", AllowPage(provider).answer, methods=["GET", "POST"]),
    ]


def _url(address: str) -> AnyHttpUrl:
    # Kept as it is written: an issuer is compared letter by letter (RFC 8414, 3.3).
    return _PLAIN.validate_python(address)


_PLAIN: TypeAdapter[AnyHttpUrl] = TypeAdapter(AnyHttpUrl, config=ConfigDict(url_preserve_empty_path=True))
