"""Bluesky: the calls it makes, and what is its own: record keys, facets in bytes, blobs, videos in parts, gates."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.errors import NotFound, OutcomeUnknown, Rejected, SignInNeeded, TryLater
from bot.testing.files import clip, picture
from bot.testing.networks.bluesky import ANA, GATE, POST, TID, BlueskyNetwork
from connectors.oauth import AppCredentials
from connectors.platform import Outgoing, Receipt
from connectors.platforms.bluesky import Bluesky, record_key, server_of
from tests.contract.wire import all_calls, check_own, check_published, seen_calls

NO_APP = AppCredentials("")


@pytest.fixture
async def network() -> AsyncIterator[BlueskyNetwork]:
    async with BlueskyNetwork() as running:
        yield running


@pytest.fixture
async def bluesky(network: BlueskyNetwork, tmp_path: Path) -> AsyncIterator[Bluesky]:
    made = Bluesky(tmp_path, network.url)
    yield made
    await made.close()


async def publish(bluesky: Bluesky, outgoing: Outgoing) -> Receipt:
    return await bluesky.send(replace(outgoing, prepared=await bluesky.prepare(outgoing)))


def record_of(network: BlueskyNetwork, receipt: Receipt) -> dict[str, Any]:
    record: dict[str, Any] = network.posts[receipt.remote_id].more["record"]
    return record


async def test_every_call_keeps_to_the_contracts(network: BlueskyNetwork, bluesky: Bluesky, tmp_path: Path) -> None:
    """A tour through everything the connector does; each request is checked, byte for byte."""
    typed = {"handle": "@ana.fake.example", "password": "abcd-efgh-ijkl-mnop", "server": ""}
    [profile] = await bluesky.enter(typed)
    assert profile.handle == "@ana.fake.example"
    assert profile.data == {"id": ANA, "server": "https://pds.fake.example", "handle": "ana.fake.example"}
    tokens = profile.tokens
    assert tokens is not None
    assert tokens.expires_at is not None
    assert 6_900 < (tokens.expires_at - datetime.now(UTC)).total_seconds() < 7_200
    tokens = await bluesky.refresh(tokens, NO_APP)
    account = replace(network.account(), data=profile.data, tokens=tokens)

    sample = replace(network.sample(tmp_path), account=account, text="Leaves for @zoe.elsewhere.example #autumn")
    photo = picture(tmp_path, alt="Leaves on a table")
    receipt = await publish(bluesky, replace(sample, media=(photo,)))
    [image] = record_of(network, receipt)["embed"]["images"]
    assert (image["alt"], image["aspectRatio"]) == ("Leaves on a table", {"width": 1080, "height": 1080})
    video = clip(tmp_path)
    await publish(bluesky, replace(sample, key="video", media=(video,)))
    bluesky.in_parts_from = 1  # type: ignore[misc]  # a class's setting, for this instance only
    other = clip(tmp_path, 350_000)
    token = await bluesky._service_token(account)
    about = {"sizeBytes": other.size, "mimeType": other.mime}
    begun = await bluesky._at_video("POST", "app.bsky.video.startUpload", token=token, json=about)
    bluesky._uploads[account.id, other.sha256] = begun.get("jobId")
    await publish(bluesky, replace(sample, key="parts", media=(other,)))
    await publish(bluesky, replace(sample, key="more", media=(clip(tmp_path, 250_000),)))
    await publish(bluesky, replace(sample, key="gate", options={"reply_control": "nobody"}))
    comment = network.comment(receipt.remote_id, "Lovely")
    answer = replace(sample, key="reply", text="Thank you", kind="comment", reply_to=comment, root=receipt.remote_id)
    await publish(bluesky, answer)
    assert await bluesky.find(replace(answer, prepared={})) is not None
    assert len(await bluesky.comments(account, receipt.remote_id)) == 2
    await bluesky.hide_comment(account, comment)
    assert [c.hidden for c in await bluesky.comments(account, receipt.remote_id) if not c.ours] == [True]
    figures = await bluesky.measure(account, [receipt.remote_id])
    assert figures[receipt.remote_id] == {"likes": 5, "shares": 1, "comments": 1, "quotes": 0, "saves": 2}
    assert (await bluesky.measure_account(account))["followers"] == 42
    network.stranger("Look at my kiln")
    past, mark = await bluesky.history(account)
    assert [post.format for post in past] == ["text", "video", "video", "video", "image"]
    assert past[-1].figures == figures[receipt.remote_id]
    assert await bluesky.history(account, mark) == ([], "")
    assert [(trend.name, trend.kind) for trend in await bluesky.trends(account)][:2] == [
        ("Pottery fair", "topic"),
        ("autumn", "hashtag"),
    ]
    zoe = await bluesky.look_up(account, "https://bsky.app/profile/zoe.elsewhere.example")
    assert [post.text for post in zoe.recent] == ["Look at my kiln"]
    await bluesky.delete(account, receipt.remote_id)
    await bluesky.revoke(tokens, NO_APP)
    await bluesky.revoke(tokens, NO_APP)

    assert check_own("bluesky", network.exchanges) == []
    assert seen_calls("bluesky", network.exchanges) == all_calls("bluesky")
    # The published document was cut to a few calls; the others stand in the lexicons. uploadBlob's answer is "binary"
    # there, which JSON cannot be.
    cut = (
        "(put|get)Record",
        "applyWrites",
        "deleteSession",
        "getServiceAuth",
        "resolveHandle",
        "getProfile",
        "getAuthorFeed",
        "getTrends",
        r"app\.bsky\.video",
        "uploadBlob",
    )
    assert check_published("official/bluesky.json", network.exchanges, but=cut) == []


async def test_somebody_who_was_suspended_is_nobody_and_our_sign_in_is_sound(
    network: BlueskyNetwork, bluesky: Bluesky
) -> None:
    network.taken_down.add("did:plc:zoe")
    with pytest.raises(NotFound):
        await bluesky.look_up(network.account(), "@zoe.elsewhere.example")


async def test_records_are_what_another_implementation_of_the_lexicons_takes(
    network: BlueskyNetwork, bluesky: Bluesky, tmp_path: Path
) -> None:
    models = pytest.importorskip("atproto").models
    text = "🍂 Ünïcode #Herbst — see https://shop.example/a_(b) and @zoe.elsewhere.example!"
    sample = replace(network.sample(tmp_path), text=text)
    variants = [
        replace(sample, key="text"),
        replace(sample, key="image", media=(picture(tmp_path, alt="x"),), options={"warning": "nudity"}),
        replace(sample, key="video", media=(clip(tmp_path),)),
        replace(sample, key="card", title="Sale", options={"link": "https://shop.example/sale", "tags": ["sale"]}),
    ]
    for outgoing in variants:
        record = (await bluesky.prepare(outgoing))["record"]
        parsed = models.get_or_create(record, models.AppBskyFeedPost.Record, strict=True)
        assert [facet.features[0].py_type.partition("#")[2] for facet in parsed.facets] == ["tag", "link", "mention"]


async def test_facets_point_at_bytes_and_leave_the_punctuation_outside(
    network: BlueskyNetwork, bluesky: Bluesky, tmp_path: Path
) -> None:
    text = (
        "🍂🍂 (#Äpfel, #2026 #10%) https://a.example/x_(y)). ana@zoe.elsewhere.example @nobody.example "
        "hi @zoe.elsewhere.example. http://b.example/#part"
    )
    record = (await bluesky.prepare(replace(network.sample(tmp_path), text=text)))["record"]
    content = text.encode()
    found = [
        (content[f["index"]["byteStart"] : f["index"]["byteEnd"]].decode(), *list(f["features"][0].values())[1:])
        for f in record["facets"]
    ]
    assert found == [
        ("#Äpfel", "Äpfel"),
        ("https://a.example/x_(y)", "https://a.example/x_(y)"),
        ("@zoe.elsewhere.example", "did:plc:zoe"),
        ("http://b.example/#part", "http://b.example/#part"),
    ]


async def test_the_key_of_a_record_comes_from_the_post_and_nothing_else(
    network: BlueskyNetwork, tmp_path: Path
) -> None:
    due = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    sample = replace(network.sample(tmp_path), due_at=due)
    assert record_key(sample) == record_key(replace(sample, text="Other words"))
    keys = [record_key(replace(sample, key=f"key-{number}")) for number in range(5_000)]
    assert len(set(keys)) == 5_000
    assert all(TID.fullmatch(key) for key in keys)
    later = record_key(replace(sample, due_at=due.replace(hour=11)))
    assert max(keys) < later  # as strings, they are in the order of time


async def test_the_same_post_prepared_twice_is_still_one_record(
    network: BlueskyNetwork, bluesky: Bluesky, tmp_path: Path
) -> None:
    """Two processes prepare it apart from one another; the records differ in their time, and yet one goes out."""
    first = await publish(bluesky, network.sample(tmp_path))
    network.posts[first.remote_id].more["record"] |= {"createdAt": "2026-01-01T00:00:00.000Z"}
    network.posts[first.remote_id].more["cid"] = "another"
    again = await publish(bluesky, network.sample(tmp_path))
    assert again.remote_id == first.remote_id
    assert len(network.texts()) == 1


async def test_a_record_of_other_words_under_our_key_is_never_replaced(
    network: BlueskyNetwork, bluesky: Bluesky, tmp_path: Path
) -> None:
    await publish(bluesky, network.sample(tmp_path))
    other = replace(network.sample(tmp_path), text="Quite other words")
    with pytest.raises(OutcomeUnknown):
        await publish(bluesky, other)
    assert await bluesky.find(other) is None
    assert network.texts() == ["Hello, autumn"]


async def test_who_may_answer_is_written_together_with_the_post(
    network: BlueskyNetwork, bluesky: Bluesky, tmp_path: Path
) -> None:
    sample = replace(network.sample(tmp_path), options={"reply_control": "mentioned"})
    sample = replace(sample, prepared=await bluesky.prepare(sample))
    network.fault("cut-after")
    with pytest.raises(OutcomeUnknown):
        await bluesky.send(sample)
    found = await bluesky.find(sample)
    assert found is not None
    gate = network.gates[found.remote_id.replace(POST, GATE)]
    assert gate["allow"] == [{"$type": f"{GATE}#mentionRule"}]
    with pytest.raises(OutcomeUnknown):  # the server has no better word for it
        await bluesky.send(sample)
    assert len(network.texts()) == 1
    with pytest.raises(Rejected):
        await bluesky.prepare(replace(sample, options={"reply_control": "my cat"}))


async def test_more_than_four_pictures_make_a_gallery(
    network: BlueskyNetwork, bluesky: Bluesky, tmp_path: Path
) -> None:
    photos = tuple(picture(tmp_path, 100 + number, 50, alt=f"No. {number}") for number in range(6))
    receipt = await publish(bluesky, replace(network.sample(tmp_path), media=photos))
    embed = record_of(network, receipt)["embed"]
    assert embed["$type"] == "app.bsky.embed.gallery"
    assert [(item["alt"], item["aspectRatio"]["width"]) for item in embed["items"]] == [
        (f"No. {number}", 100 + number) for number in range(6)
    ]


async def test_pictures_are_uploaded_once_while_the_server_remembers_them(
    network: BlueskyNetwork, bluesky: Bluesky, tmp_path: Path
) -> None:
    sample = replace(network.sample(tmp_path), media=(picture(tmp_path),))
    first = await bluesky.prepare(sample)
    again = await bluesky.prepare(replace(sample, prepared=first))
    assert again["rkey"] == first["rkey"]
    assert len(network.requests("POST", "uploadBlob")) == 1
    old = {sha: known | {"at": known["at"] - 3600} for sha, known in first["blobs"].items()}
    network.blobs.clear()
    with pytest.raises(TryLater):
        await bluesky.send(replace(sample, prepared=first))
    assert network.texts() == []
    prepared = await bluesky.prepare(replace(sample, prepared=first | {"blobs": old}))
    await bluesky.send(replace(sample, prepared=prepared))
    assert len(network.texts()) == 1


async def test_a_video_is_waited_for_and_a_broken_one_is_said_to_be(network: BlueskyNetwork, tmp_path: Path) -> None:
    async with BlueskyNetwork(processing=0.05) as slow:
        bluesky = Bluesky(tmp_path, slow.url)
        sample = replace(slow.sample(tmp_path), media=(replace(clip(tmp_path), alt="A walk"),))
        receipt = await publish(bluesky, sample)
        embed = record_of(slow, receipt)["embed"]
        assert (embed["alt"], embed["aspectRatio"]) == ("A walk", {"width": 1080, "height": 1920})
        again = await bluesky.prepare(replace(sample, key="again"))  # 409: the service has it already
        assert again["record"]["embed"]["video"] == embed["video"]
        slow.fails_with = "encoding_failure"
        with pytest.raises(Rejected, match="It is broken"):
            await bluesky.prepare(replace(sample, media=(clip(tmp_path, 1_000),)))
        slow.fails_with = "pds_upload_failure"
        with pytest.raises(TryLater):
            await bluesky.prepare(replace(sample, media=(clip(tmp_path, 2_000),)))
        await bluesky.close()


async def test_an_upload_that_broke_off_goes_on_where_it_stopped(
    network: BlueskyNetwork, bluesky: Bluesky, tmp_path: Path
) -> None:
    bluesky.in_parts_from = 1  # type: ignore[misc]  # a class's setting, for this instance only
    account = network.account()
    video = clip(tmp_path, 350_000)
    token = await bluesky._service_token(account)
    real = bluesky._at_video

    async def breaks_off(method: str, call: str, token: str = "", **request: Any) -> Any:
        if call.endswith("uploadPart") and request["params"]["partNumber"] == 3:
            raise TryLater("error-unreachable")
        return await real(method, call, token, **request)

    bluesky._at_video = breaks_off  # type: ignore[method-assign]  # a line that goes dead at the third part
    with pytest.raises(TryLater):
        await bluesky._in_parts(account, video, token)
    bluesky._at_video = real  # type: ignore[method-assign]  # and is back
    assert await bluesky._in_parts(account, video, token) in network.jobs
    numbers = [request.query["partNumber"] for request in network.requests("POST", "uploadPart")]
    assert numbers == ["1", "2", "3", "4"]


async def test_a_video_service_without_parts_gets_the_whole_file(tmp_path: Path) -> None:
    async with BlueskyNetwork(part_bytes=None) as network:
        bluesky = Bluesky(tmp_path, network.url)
        bluesky.in_parts_from = 1  # type: ignore[misc]  # a class's setting, for this instance only
        await publish(bluesky, replace(network.sample(tmp_path), media=(clip(tmp_path),)))
        assert len(network.requests("POST", "uploadVideo")) == 1
        await bluesky.close()


async def test_a_thread_names_its_first_post_and_the_one_before(
    network: BlueskyNetwork, bluesky: Bluesky, tmp_path: Path
) -> None:
    first = await publish(bluesky, network.sample(tmp_path, key="1"))
    part = replace(network.sample(tmp_path, key="2"), kind="thread", reply_to=first.remote_id, root=first.remote_id)
    second = await publish(bluesky, part)
    third = await publish(bluesky, replace(part, key="3", reply_to=second.remote_id))
    reply = record_of(network, third)["reply"]
    assert reply["root"] == {"uri": first.remote_id, "cid": first.raw["cid"]}
    assert reply["parent"] == {"uri": second.remote_id, "cid": second.raw["cid"]}


async def test_an_answer_to_what_is_gone_is_not_sent(network: BlueskyNetwork, bluesky: Bluesky, tmp_path: Path) -> None:
    sample = replace(network.sample(tmp_path), kind="comment", reply_to=f"at://{ANA}/{POST}/3222222222222")
    with pytest.raises(NotFound):
        await bluesky.prepare(sample)


async def test_only_our_own_threads_can_be_tidied(network: BlueskyNetwork, bluesky: Bluesky, tmp_path: Path) -> None:
    theirs = network.accept("did:plc:zoe", "Mine", id=f"at://did:plc:zoe/{POST}/3zzz", record={"text": "Mine"}, cid="c")
    reply = network.comment(theirs.id, "First!")
    with pytest.raises(Rejected) as caught:
        await bluesky.hide_comment(network.account(), reply)
    assert caught.value.key == "error-bluesky-not-our-thread"


async def test_a_card_says_what_the_team_said_and_nothing_is_fetched(
    network: BlueskyNetwork, bluesky: Bluesky, tmp_path: Path
) -> None:
    sample = replace(network.sample(tmp_path), title="Autumn sale", options={"link": "https://shop.example/sale"})
    embed = (await bluesky.prepare(sample))["record"]["embed"]
    assert embed["external"] == {"uri": "https://shop.example/sale", "title": "Autumn sale", "description": ""}
    assert [exchange.request.path for exchange in network.exchanges] == []
    in_text = replace(sample, title="", text="See https://shop.example/sale")
    assert "embed" not in (await bluesky.prepare(in_text))["record"]


async def test_a_closed_repository_is_no_proof_that_a_post_is_not_there(
    network: BlueskyNetwork, bluesky: Bluesky, tmp_path: Path
) -> None:
    sample = network.sample(tmp_path)
    network._routes = [
        (method, matches, pattern, sends, lambda _request: network.error(400, "Could not find repo", "RepoNotFound"))
        if pattern.endswith("getRecord")
        else (method, matches, pattern, sends, handler)
        for method, matches, pattern, sends, handler in network._routes
    ]
    with pytest.raises(TryLater):
        await bluesky.find(sample)


@pytest.mark.parametrize("privacy", ["private", "followers", "unlisted"])
async def test_what_is_not_for_everybody_is_never_made_public(
    network: BlueskyNetwork, bluesky: Bluesky, tmp_path: Path, privacy: str
) -> None:
    with pytest.raises(Rejected) as caught:
        await bluesky.prepare(replace(network.sample(tmp_path), options={"privacy": privacy}))
    assert caught.value.key == "error-public-only"


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"handle": "ana.fake.example", "password": "my own password"}, "error-bluesky-app-password"),
        ({"handle": "ana", "password": "abcd-efgh-ijkl-mnop"}, "error-bluesky-handle"),
        ({"handle": "ana.fake.example", "password": "aaaa-aaaa-aaaa-aaaa"}, "error-bluesky-sign-in"),
        ({"handle": "a.example", "password": "abcd-efgh-ijkl-mnop", "server": "localhost"}, "error-bluesky-server"),
    ],
)
async def test_a_wrong_sign_in_says_what_is_wrong_and_keeps_the_password_to_itself(
    network: BlueskyNetwork, bluesky: Bluesky, fields: dict[str, str], key: str
) -> None:
    with pytest.raises(Rejected) as caught:
        await bluesky.enter(fields)
    assert caught.value.key == key
    assert fields["password"] not in f"{caught.value!r} {caught.value.detail} {caught.value.facts}"
    asked = network.requests("POST", "createSession")
    assert not [request for request in asked if b"my own password" in request.body]


async def test_an_account_that_is_switched_off_cannot_be_chosen(network: BlueskyNetwork, bluesky: Bluesky) -> None:
    network.active = False
    [profile] = await bluesky.enter({"handle": "ana.fake.example", "password": "abcd-efgh-ijkl-mnop"})
    assert profile.why_not == "error-bluesky-account-off"


async def test_a_refresh_token_serves_once(network: BlueskyNetwork, bluesky: Bluesky) -> None:
    tokens = network.account().tokens
    assert tokens is not None
    fresh = await bluesky.refresh(tokens, NO_APP)
    assert fresh.refresh != tokens.refresh
    with pytest.raises(SignInNeeded):
        await bluesky.refresh(tokens, NO_APP)


def test_length_is_graphemes_and_bytes_are_counted_for_each_part() -> None:
    bluesky = Bluesky()
    assert bluesky.length("👩‍👩‍👧‍👦é") == 2
    family = "👩‍👩‍👧‍👦"
    assert bluesky.check(family * 119) == []
    assert [breach.repair for breach in bluesky.check(family * 121)] == ["shorten"]
    assert bluesky.check(family * 119 + "\n---\n" + family * 119) == []


@pytest.mark.parametrize(
    ("typed", "server"),
    [
        ("", "https://bsky.social"),
        ("pds.example.org", "https://pds.example.org"),
        ("https://A.example/x", "https://a.example"),
    ],
)
def test_a_server_is_understood_as_people_write_it(typed: str, server: str) -> None:
    assert server_of(typed) == server
