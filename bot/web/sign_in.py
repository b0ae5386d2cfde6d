"""The pages on which people sign in at networks. What is typed here goes to the network and into the vault, nowhere else.

No script, no cookie but the one that ties a sign-in to its browser, nothing kept by browsers or sent on as a referrer.
"""

from __future__ import annotations

import base64
import hashlib
import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from functools import cache
from html import escape
from importlib.resources import files
from urllib.parse import parse_qs, urlsplit

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, RedirectResponse, Response

from bot.errors import AllInError, NotFound, OperatorError, TryLater
from bot.phrases import Phrases
from bot.sign_in import LONGEST_HANDLE, VALID_FOR, Opened, SignInService, Stopped, why_not
from bot.web.pages import language_of
from connectors.http import one_line
from connectors.platform import Field
from storage.sign_ins import BEGUN, CHOOSING, DONE, SENT
from storage.vault import Vault

log = logging.getLogger(__name__)

DOOR = "door"
"""What the signature is for by which an installation knows itself again."""
_MOST_BYTES = 64 * 1024
_NONCE = re.compile(r"[A-Za-z0-9_-]{16,64}")


def door_router(vault: Vault) -> APIRouter:
    """`/connect/door/<nonce>`: proves to another process of the same installation that it is us who answer here."""
    router = APIRouter(include_in_schema=False)

    @router.get("/connect/door/{nonce}")
    async def door(nonce: str) -> Response:
        if not _NONCE.fullmatch(nonce):
            return PlainTextResponse("", status_code=404, headers=_headers())
        return PlainTextResponse(vault.sign(DOOR, nonce), headers=_headers())

    return router


def sign_in_router(service: SignInService) -> APIRouter:
    """`/connect/<state>` and `/oauth/<platform>/callback`."""
    router = APIRouter(include_in_schema=False)

    @router.get("/connect/{state}")
    async def begin(request: Request, state: str) -> Response:
        async def answer() -> Response:
            opened = await service.open(state)
            phrases = Phrases(opened.language)
            if opened.step == CHOOSING:
                service.check_browser(opened, request.cookies)
                return _choosing(phrases, opened, await service.known_handles(opened))
            if opened.step == DONE:
                service.check_browser(opened, request.cookies)
                return _end(phrases, opened)
            if opened.has_form:
                return _with_cookie(service, state, _form(phrases, opened))
            # Nobody is sent on before they could read which workspace asks: a link may come from a stranger.
            address = await service.send(opened)
            return _with_cookie(service, state, _onward(phrases, opened, address, at_once=False))

        return await _told(request, answer)

    @router.post("/connect/{state}")
    async def typed(request: Request, state: str) -> Response:
        async def answer() -> Response:
            opened = await service.open(state)
            service.check_browser(opened, request.cookies)
            phrases = Phrases(opened.language)
            form = await fields(request)
            try:
                if opened.step == CHOOSING:
                    await service.choose(opened, form.get("profile", []))
                elif opened.step in {BEGUN, SENT} and opened.has_form:
                    address = await service.enter(opened, {name: values[-1] for name, values in form.items()})
                    if address is not None:
                        # A link, not a redirect: where a form may lead is limited to our own pages.
                        return _onward(phrases, opened, address)
                else:
                    raise opened.stopped(410, "sign-in-used")
            except Stopped:
                raise
            except OperatorError:
                raise
            except AllInError as error:
                said = _sentence(phrases, error, opened.platform.label)
                if opened.step == CHOOSING:
                    return _choosing(phrases, opened, await service.known_handles(opened), said, status=422)
                status = 502 if isinstance(error, TryLater) else 422
                return _form(phrases, opened, said, {name: values[-1] for name, values in form.items()}, status)
            return RedirectResponse(f"/connect/{state}", status_code=303, headers=_headers())

        return await _told(request, answer)

    @router.get("/oauth/{platform}/callback")
    async def callback(request: Request, platform: str) -> Response:
        async def answer() -> Response:
            query = dict(request.query_params)
            if any(len(request.query_params.getlist(name)) > 1 for name in ("state", "code", "error")):
                # RFC 6749, section 3.1: parameters come once. Two readers of such an address may see different ones.
                raise Stopped(400, "sign-in-incomplete")
            opened, _ = await service.come_back(platform, query, request.cookies)
            # The code leaves the address bar, and loading the page again does nothing.
            return RedirectResponse(f"/connect/{opened.state}", status_code=303, headers=_headers())

        return await _told(request, answer)

    return router


async def _told(request: Request, answer: Callable[[], Awaitable[Response]]) -> Response:
    """Whatever goes wrong becomes a page, in the person's language where that is known."""
    language = language_of(request)
    try:
        return await answer()
    except Stopped as error:
        phrases = Phrases(error.language or language)
        return _stopped(phrases, error.status, _sentence(phrases, error, ""))
    except AllInError as error:
        phrases = Phrases(language)
        if isinstance(error, OperatorError):
            log.error("a sign-in cannot go on: %s", error.key)
        status = 404 if isinstance(error, NotFound) else 503 if isinstance(error, TryLater) else 500
        return _stopped(phrases, status, _sentence(phrases, error, ""))
    except Exception as error:
        # The address holds a code; the trace holds no values.
        log.error("a page of a sign-in failed: %s", type(error).__name__, exc_info=error)
        phrases = Phrases(language)
        return _stopped(phrases, 500, phrases.say("error-unexpected"))


def _sentence(phrases: Phrases, error: AllInError, platform: str) -> str:
    try:
        return phrases.say(error.key, **{"platform": platform, **error.facts})
    except KeyError:
        log.error("there is no sentence for %s with these facts", error.key)
        return phrases.say("error-unexpected")


async def fields(request: Request) -> dict[str, list[str]]:
    """What a form sent, urlencoded. Longer than any form of ours is refused."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > _MOST_BYTES:
            raise Stopped(413, "sign-in-incomplete")
    try:
        return parse_qs(body.decode("utf-8"), keep_blank_values=True, max_num_fields=500)
    except ValueError:
        raise Stopped(400, "sign-in-incomplete") from None


def _with_cookie(service: SignInService, state: str, response: Response) -> Response:
    name, value = service.cookie(state)
    response.set_cookie(
        name,
        value,
        max_age=int(VALID_FOR.total_seconds()) * 2,
        path="/",
        httponly=True,
        samesite="lax",
        secure=urlsplit(service.address).scheme == "https",
    )
    return response


# The pages


def _form(
    phrases: Phrases, opened: Opened, wrong: str = "", typed: Mapping[str, str] | None = None, status: int = 200
) -> Response:
    platform = opened.platform
    rows = "\n".join(_input(phrases, each, (typed or {}).get(each.name, "")) for each in platform.sign_in_fields)
    help_link = ""
    if platform.help_url:
        words = escape(phrases.say("sign-in-page-help", platform=platform.label))
        help_link = f'<p class="soft"><a href="{escape(platform.help_url)}" rel="noreferrer">{words}</a></p>\n'
    main = (
        f"{_head(phrases, opened)}{_wrong(wrong)}{help_link}"
        f'<form method="post" autocomplete="off">\n{rows}\n'
        f"<button>{escape(phrases.say('sign-in-page-go-on'))}</button>\n</form>"
        f'\n<p class="soft">{escape(phrases.say("sign-in-page-safe"))}</p>'
    )
    return page(phrases, status, phrases.say("sign-in-page-title", platform=platform.label), main)


def _input(phrases: Phrases, field: Field, typed: str) -> str:
    label = phrases.say(field.key)
    if field.optional:
        label = phrases.say("sign-in-page-optional", label=label)
    # A secret is typed anew: it is not sent back to be looked at.
    value = "" if field.secret else f' value="{escape(typed)}"'
    kind = "password" if field.secret else "text"
    need = "" if field.optional else " required"
    hint = f' placeholder="{escape(field.placeholder)}"' if field.placeholder else ""
    name = escape(field.name)
    return (
        f'<label for="f-{name}">{escape(label)}</label>\n'
        f'<input id="f-{name}" name="{name}" type="{kind}"{value}{hint}{need} maxlength="2000"'
        ' autocomplete="off" autocapitalize="none" spellcheck="false">'
    )


def _choosing(phrases: Phrases, opened: Opened, known: set[str], wrong: str = "", *, status: int = 200) -> Response:
    rows = []
    for place, profile in enumerate(opened.profiles):
        # Each in a direction of its own: none turns the words of another around.
        name = f"<bdi>{escape(profile.name or profile.handle)}</bdi>"
        same = profile.name in {"", profile.handle}
        handle = "" if same else f"<small><bdi>{escape(profile.handle)}</bdi></small>"
        if profile.why_not:
            reason = escape(why_not(phrases, opened.platform, profile))
            rows.append(
                f'<label class="pick not"><input type="checkbox" disabled><span>{name}{handle}'
                f"<small>{reason}</small></span></label>"
            )
            continue
        ticked = " checked" if profile.handle in known else ""
        rows.append(
            f'<label class="pick"><input type="checkbox" name="profile" value="{place}"{ticked}>'
            f"<span>{name}{handle}</span></label>"
        )
    main = (
        f"{_head(phrases, opened)}{_wrong(wrong)}"
        f'<form method="post">\n<fieldset><legend>{escape(phrases.say("sign-in-page-choose"))}</legend>\n'
        + "\n".join(rows)
        + f"\n</fieldset>\n<button>{escape(phrases.say('sign-in-page-connect'))}</button>\n</form>"
    )
    return page(phrases, status, phrases.say("sign-in-page-title", platform=opened.platform.label), main)


def _end(phrases: Phrases, opened: Opened) -> Response:
    if not opened.connected:
        raise opened.stopped(410, "sign-in-used")
    title = phrases.say("sign-in-page-done", platform=opened.platform.label)
    rows = "".join(f"<li><bdi>{escape(handle)}</bdi></li>" for handle in opened.connected)
    main = (
        f'<h1>{escape(title)}</h1>\n<p class="soft">{escape(_for_whom(phrases, opened))}</p>\n<ul>{rows}</ul>\n'
        f'<p class="well">{escape(phrases.say("sign-in-page-close"))}</p>'
    )
    return page(phrases, 200, title, main)


def _onward(phrases: Phrases, opened: Opened, address: str, *, at_once: bool = True) -> Response:
    title = phrases.say("sign-in-page-onward", place=urlsplit(address).hostname or opened.platform.label)
    main = (
        f'<h1>{escape(title)}</h1>\n<p class="soft">{escape(_for_whom(phrases, opened))}</p>\n'
        f'<p><a class="button" href="{escape(address)}" rel="noreferrer">'
        f"{escape(phrases.say('sign-in-page-go-on'))}</a></p>"
    )
    refresh = f'<meta http-equiv="refresh" content="0;url={escape(address)}">\n' if at_once else ""
    return page(phrases, 200, title, main, head=refresh)


def _stopped(phrases: Phrases, status: int, sentence: str) -> Response:
    title = phrases.say("sign-in-page-stopped")
    sentence = sentence[:1].upper() + sentence[1:]  # in the chat it follows a colon
    main = (
        f'<h1>{escape(title)}</h1>\n<p class="wrong">{escape(sentence)}</p>\n'
        f'<p class="soft">{escape(phrases.say("sign-in-page-back"))}</p>'
    )
    return page(phrases, status, title, main)


def _head(phrases: Phrases, opened: Opened) -> str:
    title = phrases.say("sign-in-page-title", platform=opened.platform.label)
    return f'<h1>{escape(title)}</h1>\n<p class="soft">{escape(_for_whom(phrases, opened))}</p>\n'


def _for_whom(phrases: Phrases, opened: Opened) -> str:
    workspace, member = one_line(opened.workspace, LONGEST_HANDLE), one_line(opened.member, LONGEST_HANDLE)
    return phrases.say("sign-in-page-for", workspace=workspace, member=member)


def _wrong(sentence: str) -> str:
    return f'<p class="wrong" role="alert">{escape(sentence)}</p>\n' if sentence else ""


def page(phrases: Phrases, status: int, title: str, main: str, *, head: str = "") -> Response:
    """A page of ours: no script, nothing kept by browsers or sent on."""
    text = (
        f'<!doctype html>\n<html lang="{phrases.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)} · AllIN</title>\n{head}<style>{_style()}</style>\n</head>\n"
        f"<body>\n<main>\n{main}\n</main>\n</body>\n</html>\n"
    )
    return Response(text, status_code=status, media_type="text/html; charset=utf-8", headers=_headers())


@cache
def _style() -> str:
    return (files("bot.web") / "sign_in.css").read_text(encoding="utf-8")


@cache
def policy(onward: str = "") -> str:
    """What a page may do: show itself, and send its forms to us; from there to `onward`, if that is given."""
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    forms = f"'self' {onward}".strip()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; form-action {forms}; base-uri 'none'; frame-ancestors 'none'"
    )


def _headers() -> dict[str, str]:
    return {
        "Content-Security-Policy": policy(),
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "X-Robots-Tag": "noindex",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
