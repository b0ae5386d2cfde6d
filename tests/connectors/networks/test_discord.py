"""Discord: the calls it makes, and what is its own: two ways to sign in, nonces, rights, files, no pings."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import NotFound, OutcomeUnknown, Rejected, SignInNeeded, TryLater, Unsupported
from bot.testing.files import clip, picture
from bot.testing.networks.discord import BOT, CHANNEL, GUILD, DiscordNetwork
from connectors.platform import AccountInfo, Outgoing
from connectors.platforms.discord import Discord, nonce_of, snowflake
from tests.contract.wire import all_calls, check_own, check_published, seen_calls

TYPED = {"token": "good-bot-token", "channel": CHANNEL}


@pytest.fixture
async def network() -> AsyncIterator[DiscordNetwork]:
    async with DiscordNetwork() as running:
        yield running


@pytest.fixture
async def discord(network: DiscordNetwork, tmp_path: Path) -> AsyncIterator[Discord]:
    made = Discord(tmp_path, network.url)
    yield made
    await made.close()


async def hooked(network: DiscordNetwork, discord: Discord) -> AccountInfo:
    """An account that writes through a webhook."""
    [profile] = await discord.enter({"webhook": network.webhook()})
    return AccountInfo(9, 1, "discord", profile.handle, profile.data, profile.tokens)


async def test_every_call_keeps_to_the_contracts(network: DiscordNetwork, discord: Discord, tmp_path: Path) -> None:
    """A tour through everything the connector does; each request is checked, byte for byte."""
    [profile] = await discord.enter(TYPED)
    assert profile.handle == "#news-1 (Autumn)"
    assert profile.data == {"id": CHANNEL, "guild": GUILD, "bot": BOT}
    assert profile.why_not == ""
    post = replace(network.sample(tmp_path), sent_at=datetime.now(UTC))
    assert await discord.find(post) is None
    receipt = await discord.send(post)
    assert receipt.url == f"https://discord.com/channels/{GUILD}/{CHANNEL}/{receipt.remote_id}"
    assert await discord.find(post) is not None
    reply = replace(post, key="2", kind="thread", reply_to=receipt.remote_id, root=receipt.remote_id)
    await discord.send(reply)
    comment = network.comment(receipt.remote_id, "Lovely")
    assert [c.text for c in await discord.comments(post.account, receipt.remote_id)] == ["Lovely", post.text]
    network.reactions[receipt.remote_id] = 3
    assert await discord.measure(post.account, [receipt.remote_id]) == {receipt.remote_id: {"likes": 3}}
    assert await discord.measure_account(post.account) == {"followers": 42}
    network.stranger("Look at my kiln")
    [past], mark = await discord.history(post.account)
    assert (past.id, past.url, past.figures) == (receipt.remote_id, receipt.url, {"likes": 3})
    assert await discord.history(post.account, mark) == ([], "")
    await discord.edit(replace(post, text="New words"), receipt.remote_id)
    await discord.delete_comment(post.account, comment)
    await discord.delete(post.account, receipt.remote_id)

    account = await hooked(network, discord)
    other = await discord.send(replace(post, account=account))
    assert await discord.measure(account, [other.remote_id]) == {other.remote_id: {"likes": 0}}
    await discord.edit(replace(post, account=account, text="New words"), other.remote_id)
    await discord.delete(account, other.remote_id)
    await discord.delete(account, other.remote_id)

    assert check_own("discord", network.exchanges) == []
    assert seen_calls("discord", network.exchanges) == all_calls("discord")
    # The published document was cut to the calls that publish; these others are on Discord's own pages.
    cut = (
        r"GET /api/v10/channels/\d+$",
        "GET /api/v10/guilds",
        "GET /api/v10/webhooks",
        r"GET /api/v10/channels/\d+/messages/\d+$",
        "(PATCH|DELETE) /api/v10/webhooks",
    )
    assert check_published("official/discord.json", network.exchanges, base="/api/v10", but=cut) == []


async def test_files_travel_with_their_descriptions(network: DiscordNetwork, discord: Discord, tmp_path: Path) -> None:
    media = (picture(tmp_path, alt="Leaves"), picture(tmp_path, 50, 40, mime="image/png"), clip(tmp_path, 70_000))
    post = replace(network.sample(tmp_path, text=""), media=media, sent_at=datetime.now(UTC))
    receipt = await discord.send(post)
    files = network.posts[receipt.remote_id].more["files"]
    assert [(file["description"], file["size"], file["type"]) for file in files] == [
        ("Leaves", media[0].size, "image/jpeg"),
        ("", media[1].size, "image/png"),
        ("", 70_000, "video/mp4"),
    ]
    assert check_published("official/discord.json", network.exchanges, base="/api/v10") == []
    assert await discord.find(replace(post, media=())) is None
    assert await discord.find(post) is not None


async def test_the_same_post_again_within_minutes_is_one_message(
    network: DiscordNetwork, discord: Discord, tmp_path: Path
) -> None:
    post = network.sample(tmp_path)
    first = await discord.send(post)
    assert (await discord.send(post)).remote_id == first.remote_id
    await discord.send(replace(post, key="another"))
    assert len(network.texts()) == 2
    assert len(nonce_of("x" * 500)) <= 25


async def test_nobody_is_ever_pinged(network: DiscordNetwork, discord: Discord, tmp_path: Path) -> None:
    text = "@everyone @here <@900000000000000001> <@&800000000000000001> look"
    await discord.send(network.sample(tmp_path, text=text))
    await discord.send(replace(network.sample(tmp_path, key="2", text=text), account=await hooked(network, discord)))
    assert [post.more["pings"] for post in network.posts.values()] == [False, False]


async def test_a_message_is_found_in_a_busy_channel(network: DiscordNetwork, discord: Discord, tmp_path: Path) -> None:
    post = replace(network.sample(tmp_path), sent_at=datetime.now(UTC))
    for number in range(130):
        network.accept("zoe", f"Chatter {number}", channel=CHANNEL)
    network.fault("cut-after")
    with pytest.raises(OutcomeUnknown):
        await discord.send(post)
    for number in range(130):
        network.accept("zoe", f"Chatter {number}", channel=CHANNEL)
    assert await discord.find(post) is not None
    assert await discord.find(replace(post, sent_at=datetime.now(UTC) + timedelta(minutes=3))) is None


async def test_what_somebody_else_says_in_the_same_words_is_not_ours(
    network: DiscordNetwork, discord: Discord, tmp_path: Path
) -> None:
    post = network.sample(tmp_path)
    network.accept("zoe", post.text, channel=CHANNEL)
    assert await discord.find(post) is None


async def test_a_channel_that_may_not_be_read_is_not_taken_for_an_empty_one(
    network: DiscordNetwork, discord: Discord, tmp_path: Path
) -> None:
    post = network.sample(tmp_path)
    await discord.send(post)
    network.overwrites = [{"id": BOT, "type": "1", "deny": str(1 << 16), "allow": "0"}]
    with pytest.raises(Unsupported):
        await discord.find(post)
    network.fault("html", on="safe")
    with pytest.raises(TryLater):
        await discord.find(post)
    unknown = replace(post, account=replace(post.account, data=post.account.data | {"id": "1234567"}))
    with pytest.raises((Unsupported, TryLater)):
        await discord.find(unknown)


@pytest.mark.parametrize(
    ("rights", "overwrites", "why_not"),
    [
        (1 << 11, [], ""),
        (0, [], "error-discord-not-allowed"),
        (1 << 3, [{"id": GUILD, "type": "0", "deny": str(1 << 11), "allow": "0"}], ""),
        (1 << 11, [{"id": GUILD, "type": "0", "deny": str(1 << 11), "allow": "0"}], "error-discord-not-allowed"),
        (0, [{"id": BOT, "type": "1", "deny": "0", "allow": str(1 << 11)}], ""),
        (1 << 11, [{"id": "12345", "type": "0", "deny": str(1 << 11), "allow": "0"}], ""),
    ],
)
async def test_whether_the_bot_may_write_is_known_before_the_first_post(
    network: DiscordNetwork, discord: Discord, rights: int, overwrites: list[dict[str, str]], why_not: str
) -> None:
    network.rights, network.overwrites = rights, overwrites
    [profile] = await discord.enter(TYPED)
    assert profile.why_not == why_not


async def test_a_forum_is_no_place_for_a_message(network: DiscordNetwork, discord: Discord) -> None:
    network.channel_type = 15
    [profile] = await discord.enter({**TYPED, "channel": f"https://discord.com/channels/{GUILD}/{CHANNEL}"})
    assert profile.why_not == "error-discord-no-text-channel"


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({}, "error-discord-nothing-entered"),
        ({"token": "good-bot-token"}, "error-discord-channel"),
        ({"token": "good-bot-token", "channel": "99999999"}, "error-discord-channel"),
        ({"token": "a wrong token", "channel": CHANNEL}, "error-sign-in-token"),
        ({"webhook": "https://evil.example/api/webhooks/12345678/abcdefghij"}, "error-discord-webhook"),
        ({"webhook": "https://discord.com/api/webhooks/12345678/abcdefghij"}, "error-discord-webhook"),
    ],
)
async def test_a_wrong_sign_in_says_what_is_wrong(
    network: DiscordNetwork, discord: Discord, fields: dict[str, str], key: str
) -> None:
    with pytest.raises(Rejected) as caught:
        await discord.enter(fields)
    assert caught.value.key == key
    said = f"{caught.value!r} {caught.value.detail} {caught.value.facts}"
    assert "abcdefghij" not in said
    assert "a wrong token" not in said


async def test_a_webhook_only_writes(network: DiscordNetwork, discord: Discord, tmp_path: Path) -> None:
    account = await hooked(network, discord)
    post = replace(network.sample(tmp_path), account=account)
    receipt = await discord.send(post)
    await discord.send(replace(post, key="2", kind="thread", reply_to=receipt.remote_id, root=receipt.remote_id))
    assert len(network.texts()) == 2
    for call in (
        discord.find(post),
        discord.comments(account, receipt.remote_id),
        discord.delete_comment(account, receipt.remote_id),
        discord.measure_account(account),
        discord.history(account),
        discord.prepare(replace(post, kind="comment", reply_to="1", root=receipt.remote_id)),
    ):
        with pytest.raises(Unsupported):
            await call


async def test_a_webhook_that_was_deleted_must_be_connected_again_and_stays_secret(
    network: DiscordNetwork, discord: Discord, tmp_path: Path
) -> None:
    account = await hooked(network, discord)
    assert account.tokens is not None
    post = replace(network.sample(tmp_path), account=account)
    for fault in ("500-before", "429", "cut-before", "html"):
        network.fault(fault)
        with pytest.raises((OutcomeUnknown, TryLater)) as caught:
            await discord.send(post)
        assert account.tokens.access not in f"{caught.value!r} {caught.value.detail} {caught.value.facts}"
    network.webhooks.clear()
    with pytest.raises(SignInNeeded) as gone:
        await discord.send(post)
    assert account.tokens.access not in f"{gone.value!r} {gone.value.detail}"


async def test_words_that_arrive_empty_ask_for_the_intent(
    network: DiscordNetwork, discord: Discord, tmp_path: Path
) -> None:
    receipt = await discord.send(network.sample(tmp_path))
    network.comment(receipt.remote_id, "Lovely")
    network.content_intent = False
    with pytest.raises(Unsupported) as caught:
        await discord.comments(network.account(), receipt.remote_id)
    assert caught.value.key == "error-discord-no-content-intent"


async def test_a_refusal_is_told_in_discords_words(network: DiscordNetwork, discord: Discord, tmp_path: Path) -> None:
    with pytest.raises(Rejected) as caught:
        await discord.send(network.sample(tmp_path, text="x" * 2_001))
    assert caught.value.facts["reason"] == "Must be 2000 or fewer in length."
    with pytest.raises(Rejected) as caught:
        await discord.send(replace(network.sample(tmp_path), reply_to="12345"))
    assert caught.value.facts["reason"] == "Unknown message"
    network.rights = 0
    with pytest.raises(Rejected) as caught:
        await discord.send(network.sample(tmp_path))
    assert caught.value.key == "error-network-forbidden"
    assert network.texts() == []


async def test_the_wait_comes_from_the_answers_body(network: DiscordNetwork, discord: Discord, tmp_path: Path) -> None:
    network.retry_after = 7.25
    network.fault("429")
    with pytest.raises(TryLater) as caught:
        await discord.send(network.sample(tmp_path))
    assert caught.value.retry_after == 7.25
    with pytest.raises(TryLater):  # and the next call of this account is not even made
        await discord.send(network.sample(tmp_path, key="2"))
    assert network.calls == 1


async def test_an_id_that_is_none_is_not_asked_for(network: DiscordNetwork, discord: Discord) -> None:
    with pytest.raises(NotFound):
        await discord.edit(Outgoing("k", network.account(), "x"), "../../users/@me")
    assert network.calls == 0


def test_ids_count_milliseconds_from_2015() -> None:
    assert snowflake(datetime(2015, 1, 1, 0, 0, 1, tzinfo=UTC)) == str(1000 << 22)
    assert json.loads(snowflake(datetime(2014, 1, 1, tzinfo=UTC))) == 0
