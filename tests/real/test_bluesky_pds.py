"""Bluesky's connector against a real server of theirs (the reference PDS), where one is running.

ALLIN_TEST_PDS_URL is its address, for example that of `@atproto/dev-env`. An account of its own is made there each time.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.errors import NotFound, OutcomeUnknown, SignInNeeded
from bot.testing.files import picture
from connectors.oauth import AppCredentials
from connectors.platform import AccountInfo, Outgoing
from connectors.platforms.bluesky import GATE, POST, Bluesky

PDS = os.environ.get("ALLIN_TEST_PDS_URL", "")
pytestmark = pytest.mark.skipif(not PDS, reason="ALLIN_TEST_PDS_URL names no server")


@pytest.fixture
async def bluesky(tmp_path: Path) -> AsyncIterator[Bluesky]:
    made = Bluesky(tmp_path, PDS)
    yield made
    await made.close()


@pytest.fixture
async def account(bluesky: Bluesky) -> AccountInfo:
    """Somebody new, signed in with an app password."""
    name = f"t{secrets.token_hex(5)}"
    async with httpx.AsyncClient(base_url=f"{PDS}/xrpc/") as client:
        body = {"handle": f"{name}.test", "email": f"{name}@mail.example", "password": secrets.token_urlsafe(16)}
        made = (await client.post("com.atproto.server.createAccount", json=body)).raise_for_status().json()
        headers = {"Authorization": f"Bearer {made['accessJwt']}"}
        url = "com.atproto.server.createAppPassword"
        app = (await client.post(url, json={"name": "AllIN"}, headers=headers)).raise_for_status().json()
    [profile] = await bluesky.enter({"handle": f"{name}.test", "password": app["password"]})
    return AccountInfo(1, 1, "bluesky", profile.handle, profile.data, profile.tokens)


async def ready(bluesky: Bluesky, outgoing: Outgoing) -> Outgoing:
    return replace(outgoing, prepared=await bluesky.prepare(outgoing))


async def value_at(bluesky: Bluesky, account: AccountInfo, uri: str) -> dict[str, Any]:
    value: dict[str, Any] = (await bluesky._record(account, uri)).get("value")
    return value


async def test_the_same_post_twice_is_one_record(bluesky: Bluesky, account: AccountInfo) -> None:
    outgoing = await ready(bluesky, Outgoing("key-1", account, "Hello #autumn https://shop.example/a 🍂"))
    assert await bluesky.find(outgoing) is None
    receipt = await bluesky.send(outgoing)
    assert (await bluesky.send(outgoing)).remote_id == receipt.remote_id
    later = await ready(bluesky, replace(outgoing, prepared={}))
    assert (await bluesky.send(later)).remote_id == receipt.remote_id
    found = await bluesky.find(outgoing)
    assert found is not None
    assert found.raw["cid"] == receipt.raw["cid"]
    with pytest.raises(OutcomeUnknown):
        await bluesky.send(await ready(bluesky, Outgoing("key-1", account, "Other words under the same key")))
    value = await value_at(bluesky, account, receipt.remote_id)
    assert value["text"] == "Hello #autumn https://shop.example/a 🍂"
    assert len(value["facets"]) == 2


async def test_pictures_with_their_descriptions(bluesky: Bluesky, account: AccountInfo, tmp_path: Path) -> None:
    for count in (2, 6):
        photos = tuple(picture(tmp_path, 60 + number, 40, alt=f"No. {number}") for number in range(count))
        outgoing = await ready(bluesky, Outgoing(f"photos-{count}", account, "Look", media=photos))
        embed = (await value_at(bluesky, account, (await bluesky.send(outgoing)).remote_id))["embed"]
        assert [item["alt"] for item in embed.get("images") or embed["items"]] == [photo.alt for photo in photos]


async def test_a_thread_with_rules_for_answers_and_its_end(bluesky: Bluesky, account: AccountInfo) -> None:
    first = await ready(bluesky, Outgoing("one", account, "First", options={"reply_control": "nobody"}))
    root = await bluesky.send(first)
    assert (await value_at(bluesky, account, root.remote_id.replace(POST, GATE)))["allow"] == []
    with pytest.raises(OutcomeUnknown):
        await bluesky.send(first)
    found = await bluesky.find(first)
    assert found is not None
    part = Outgoing("two", account, "Second", kind="thread", reply_to=root.remote_id, root=root.remote_id)
    second = await bluesky.send(await ready(bluesky, part))
    third = replace(part, key="three", text="Third", reply_to=second.remote_id)
    reply = (await value_at(bluesky, account, (await bluesky.send(await ready(bluesky, third))).remote_id))["reply"]
    assert (reply["root"]["uri"], reply["parent"]["uri"]) == (root.remote_id, second.remote_id)
    await bluesky.delete(account, root.remote_id)
    await bluesky.delete(account, root.remote_id)
    assert await bluesky.find(first) is None
    with pytest.raises(NotFound):
        await bluesky.prepare(replace(part, key="four"))


async def test_a_session_is_renewed_and_ended(bluesky: Bluesky, account: AccountInfo) -> None:
    assert account.tokens is not None
    fresh = await bluesky.refresh(account.tokens, AppCredentials(""))
    assert fresh.refresh != account.tokens.refresh
    assert fresh.expires_at is not None
    await bluesky.revoke(fresh, AppCredentials(""))
    with pytest.raises(SignInNeeded):
        await bluesky.refresh(fresh, AppCredentials(""))
