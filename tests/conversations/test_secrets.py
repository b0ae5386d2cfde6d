"""Nothing that opens an account gets about: not into the log at its most talkative, not into a copy of the store."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot import log
from bot.errors import AllInError
from storage import schema
from storage.models import Account
from tests.conversations.test_connecting import Signing, signing
from tests.fakes.flock import APP

__all__ = ["signing"]  # the fixture

TYPED = "bot-token-of-the-person-42"


@pytest.fixture
def written(home: Path) -> Iterator[Path]:
    """The log, with everything in it that anybody has to say."""
    level = logging.getLogger().level
    path = log.start(home, "DEBUG", ("core-setting-secret",))
    assert path is not None
    yield path
    log.stop()
    logging.getLogger().setLevel(level)


async def test_the_log_at_its_most_talkative_tells_no_secret(signing: Signing, written: Path) -> None:
    states = []
    for code in (None, "code-of-nobody-0123456789"):
        await signing.say("connect flock")
        states.append(signing.link().rpartition("/")[2])
        back = await signing.browser.callback(signing.link())
        await signing.browser.open(back if code is None else back.replace("code=code-", f"code={code}&x=code-"))
    await signing.say("connect nest")
    states.append(signing.link().rpartition("/")[2])
    link = signing.link()
    await signing.browser.open(link)
    await signing.browser.type(link, token=f"{TYPED}x")
    await signing.browser.type(link, token=TYPED)
    await signing.say('publish "Fresh bread" on flock')
    await signing.say("yes")
    signing.server.end_access()
    for account in (row for row in await signing.rows(Account) if row.platform != "feed"):
        info = await signing.app.tokens.info(account.id)
        assert info.tokens is not None
        try:
            await signing.app.tokens.renew(account.id, info.tokens)
        except AllInError as error:
            logging.getLogger("bot.some").debug("it failed", exc_info=error)
    logging.getLogger("some.library").debug(
        "GET %s?access_token=%s", "https://x.example", signing.server.handed_out[-1]
    )
    await signing.say("disconnect flock")
    for handler in logging.getLogger().handlers:
        handler.flush()
    text = await asyncio.to_thread(written.read_text, encoding="utf-8")
    assert len(text) > 200
    for secret in (*signing.server.handed_out, TYPED, APP.client_secret, *states, "code-of-nobody-0123456789"):
        assert secret not in text
    for file in (written, *signing.app.settings.home.glob("secret.key*")):
        assert file.stat().st_mode & 0o077 == 0 or file.suffix == ".lock"


async def test_a_copy_of_the_store_holds_neither_key_nor_token(signing: Signing, tmp_path: Path) -> None:
    await signing.connect()
    copy = tmp_path / "copy.db"
    await asyncio.to_thread(schema.backup, signing.app.database, copy)
    content = copy.read_bytes()
    key = (signing.app.settings.home / "secret.key").read_text().strip()
    assert copy.stat().st_mode & 0o077 == 0, "it holds what was said, and who may read the store is not everybody"
    for secret in (*signing.server.handed_out, APP.client_secret, key):
        assert secret.encode() not in content


async def test_what_the_pages_log_and_answer_over_real_http(signing: Signing, written: Path) -> None:
    await signing.say("connect flock")
    link = signing.link()
    base = link.rpartition("/connect/")[0]
    async with httpx.AsyncClient(trust_env=False) as client:
        for path in (
            "/connect/" + "a" * 43,
            "/connect/" + "a" * 30_000,
            "/connect/%00%0d%0aSet-Cookie:%20x=1",
            "/connect/..%2f..%2fsecret.key",
            "/oauth/flock/callback",
            "/oauth/../../etc/passwd/callback",
            "/oauth/flock/callback?state=%00&code=%ff",
            "/oauth/flock/callback?" + "&".join(f"code={n}" for n in range(2000)),
            "/oauth/%3Cscript%3E/callback?state=" + "b" * 43,
            "/media/x.y/%2e%2e%2fsecret.key",
            "/media/" + "A" * 20_000 + "/a.jpg",
            "/feed/..%2f..%2fsecret.key/",
        ):
            answer = await client.get(base + path)
            assert answer.status_code in {400, 404, 414, 431}, path[:60]
            assert "set-cookie" not in answer.headers
            assert "<script>" not in answer.text
        for method in ("PUT", "DELETE", "PATCH", "TRACE"):
            assert (await client.request(method, link)).status_code == 405
        twice = await client.get(f"{base}/oauth/flock/callback", headers={"host": "evil.example"})
        assert "evil.example" not in twice.text + str(twice.headers)
