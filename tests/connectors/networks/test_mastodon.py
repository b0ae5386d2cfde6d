"""Mastodon: the calls it makes, and what is its own: servers, applications, media that take time."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.errors import OutcomeUnknown, Rejected, SignInNeeded, Unsupported
from bot.testing.files import picture
from bot.testing.networks.mastodon import MastodonNetwork
from connectors.oauth import challenge_of, new_verifier
from connectors.platforms.mastodon import Mastodon, acct_of, server_of
from tests.contract.wire import all_calls, check_own, check_published, seen_calls


@pytest.fixture
async def network() -> AsyncIterator[MastodonNetwork]:
    async with MastodonNetwork(processing=0.01) as running:
        yield running


@pytest.fixture
async def mastodon(network: MastodonNetwork, tmp_path: Path) -> AsyncIterator[Mastodon]:
    made = Mastodon(tmp_path, network.url)
    yield made
    await made.close()


async def test_every_call_keeps_to_the_contracts(network: MastodonNetwork, mastodon: Mastodon, tmp_path: Path) -> None:
    """A tour through everything the connector does; each request is checked, byte for byte."""
    back = "https://allin.example/oauth/mastodon/callback"
    app = await mastodon.register({"server": "fake.example"}, back)
    assert app is not None
    verifier = new_verifier()
    link = mastodon.authorize(app, redirect_uri=back, state="s", verifier=verifier, fields={})
    query = parse_qs(urlsplit(link).query)
    assert query["code_challenge"] == [challenge_of(verifier)]
    code = network.grant(app.client_id, query["code_challenge"][0])
    tokens = await mastodon.exchange(app, code=code, redirect_uri=back, verifier=verifier, fields={})
    [profile] = await mastodon.profiles(tokens, app)
    assert profile.handle == "@ana@fake.example"
    assert profile.data["limits"] == {"characters": 600}

    account = network.account()
    photo = picture(tmp_path, alt="Leaves on a table")
    post = replace(network.sample(tmp_path), media=(photo,), options={"warning": "Leaves", "privacy": "unlisted"})
    post = replace(post, prepared=await mastodon.prepare(post))
    receipt = await mastodon.send(post)
    assert network.media[network.posts[receipt.remote_id].media[0]]["alt"] == "Leaves on a table"
    assert await mastodon.find(post) is not None
    await mastodon.edit(replace(post, text="New words"), receipt.remote_id)
    await mastodon.comments(account, receipt.remote_id)
    await mastodon.measure(account, [receipt.remote_id])
    assert (await mastodon.measure_account(account))["followers"] == 42
    [past], mark = await mastodon.history(account)
    assert (past.id, past.format, past.figures["likes"]) == (receipt.remote_id, "image", 5)
    assert await mastodon.history(account, mark) == ([], "")
    network.stranger("Look at my kiln")
    assert {trend.kind for trend in await mastodon.trends(account)} == {"hashtag", "topic", "post"}
    assert (await mastodon.look_up(account, "https://far.example/@lea")).figures["followers"] == 42
    await mastodon.delete(account, receipt.remote_id)
    await mastodon.revoke(tokens, app)

    assert check_own("mastodon", network.exchanges) == []
    assert seen_calls("mastodon", network.exchanges) == all_calls("mastodon")
    # The published document was cut to the calls that publish; these others are in Mastodon's own pages.
    cut = (
        "PUT /api/v1/statuses",
        "GET /api/v1/accounts/.*/statuses",
        "GET /api/v1/statuses$",
        "GET /api/v2/instance",
        "GET /api/v2/search",
        "GET /api/v1/trends/",
        "GET /api/v1/accounts/lookup",
    )
    assert check_published("official/mastodon.json", network.exchanges, but=cut) == []


async def test_media_are_not_uploaded_again_at_the_next_try(
    network: MastodonNetwork, mastodon: Mastodon, tmp_path: Path
) -> None:
    post = replace(network.sample(tmp_path), media=(picture(tmp_path),))
    first = await mastodon.prepare(post)
    again = await mastodon.prepare(replace(post, prepared=first))
    assert again == first
    assert len(network.media) == 1


async def test_an_old_server_is_asked_for_each_status(
    network: MastodonNetwork, mastodon: Mastodon, tmp_path: Path
) -> None:
    network.many = False
    ids = [(await mastodon.send(network.sample(tmp_path, key=key))).remote_id for key in ("one", "two")]
    for _ in range(2):
        assert set(await mastodon.measure(network.account(), [*ids, "404"])) == set(ids)
    assert len(network.requests("GET", "/api/v1/statuses$")) == 1  # learnt once
    assert len(network.requests("GET", "/api/v1/statuses/[0-9]+$")) == 6


async def test_a_server_without_trends_says_so(network: MastodonNetwork, mastodon: Mastodon) -> None:
    network.trending = False
    with pytest.raises(Unsupported):
        await mastodon.trends(network.account())


async def test_uses_a_day_are_told_as_the_server_tells_them(network: MastodonNetwork, mastodon: Mastodon) -> None:
    autumn = (await mastodon.trends(network.account()))[0]
    assert (autumn.name, autumn.kind, autumn.rank) == ("autumn", "hashtag", 1)
    assert [autumn.counts[day] for day in sorted(autumn.counts)] == [194, 195, 196, 197, 198, 199, 200]


@pytest.mark.parametrize(
    ("typed", "acct"),
    [
        ("@ana@mastodon.social", "ana@mastodon.social"),
        ("ana", "ana"),
        ("https://chaos.social/@lea", "lea@chaos.social"),
        ("a b", ""),
        ("", ""),
    ],
)
def test_a_handle_is_understood_as_people_write_it(typed: str, acct: str) -> None:
    assert acct_of(typed) == acct


async def test_an_answer_names_whom_it_is_for_and_is_found_again(
    network: MastodonNetwork, mastodon: Mastodon, tmp_path: Path
) -> None:
    receipt = await mastodon.send(network.sample(tmp_path))
    comment = network.comment(receipt.remote_id, "When do you open?")
    text = mastodon.addressed("@zoe@elsewhere.example", "At nine")
    assert text == "@zoe@elsewhere.example At nine"
    assert mastodon.addressed("@zoe@elsewhere.example", text) == text
    reply = replace(network.sample(tmp_path, key="r", text=text), kind="comment", reply_to=comment)
    network.fault("cut-after", on="send")
    with pytest.raises(OutcomeUnknown):
        await mastodon.send(reply)
    assert await mastodon.find(reply) is not None


async def test_a_code_serves_once(network: MastodonNetwork, mastodon: Mastodon) -> None:
    app = await mastodon.register({"server": "fake.example"}, "https://allin.example/back")
    assert app is not None
    verifier = new_verifier()
    code = network.grant(app.client_id, challenge_of(verifier))

    async def exchange() -> None:
        await mastodon.exchange(app, code=code, redirect_uri="https://allin.example/back", verifier=verifier, fields={})

    await exchange()
    with pytest.raises(Rejected):
        await exchange()


async def test_a_revoked_token_means_sign_in_again(
    network: MastodonNetwork, mastodon: Mastodon, tmp_path: Path
) -> None:
    post = network.sample(tmp_path)
    network.tokens.clear()
    with pytest.raises(SignInNeeded):
        await mastodon.send(post)


@pytest.mark.parametrize(
    ("typed", "server"),
    [
        ("mastodon.social", "https://mastodon.social"),
        ("https://Fosstodon.org/@ana", "https://fosstodon.org"),
        ("@ana@chaos.social", "https://chaos.social"),
    ],
)
def test_a_server_is_understood_as_people_write_it(typed: str, server: str) -> None:
    assert server_of(typed) == server


@pytest.mark.parametrize(
    "typed", ["", "localhost", "127.0.0.1", "http://10.0.0.1:3000/", "a b", "mastodon.social:22", "x" * 300]
)
def test_what_is_no_servers_name_is_refused(typed: str) -> None:
    with pytest.raises(Rejected):
        server_of(typed)
