"""TikTok: the calls it makes, and what is its own: uploads in parts, who may see it, pictures that are fetched, drafts."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.errors import AllInError, OutcomeUnknown, Rejected, SignInNeeded, TryLater
from bot.testing.files import clip, picture
from bot.testing.network import Fault, Request
from bot.testing.networks.tiktok import TikTokNetwork
from connectors.oauth import AppCredentials, challenge_of, new_verifier
from connectors.platform import Outgoing, Receipt
from connectors.platforms.tiktok import CHUNK, TikTok
from tests.contract.wire import all_calls, check_own, check_published, seen_calls

BACK = "https://allin.example/oauth/tiktok/callback"
APP = AppCredentials("client-key-1", "app-secret-1")


@pytest.fixture
async def network() -> AsyncIterator[TikTokNetwork]:
    async with TikTokNetwork() as running:
        yield running


@pytest.fixture
async def tiktok(network: TikTokNetwork, tmp_path: Path) -> AsyncIterator[TikTok]:
    made = TikTok(tmp_path, network.url)
    yield made
    await made.close()


async def ready(tiktok: TikTok, post: Outgoing) -> Outgoing:
    return replace(post, prepared=await tiktok.prepare(post), sent_at=datetime.now(UTC))


async def publish(tiktok: TikTok, post: Outgoing) -> Receipt:
    post = await ready(tiktok, post)
    return await tiktok.progress(post, await tiktok.send(post))


def album(network: TikTokNetwork, folder: Path, count: int = 3) -> Outgoing:
    shots = tuple(
        picture(folder, 1080, 1080 + number, url=f"https://allin.example/media/{number}.jpg?sig=s")
        for number in range(count)
    )
    return replace(network.sample(folder, key="album"), media=shots)


async def test_every_call_keeps_to_the_contracts(network: TikTokNetwork, tiktok: TikTok, tmp_path: Path) -> None:
    """A tour through everything the connector does; each request is checked, byte for byte."""
    verifier = new_verifier()
    link = tiktok.authorize(APP, redirect_uri=BACK, state="s", verifier=verifier, fields={})
    query = parse_qs(urlsplit(link).query)
    assert query["client_key"] == ["client-key-1"]
    assert "client_id" not in query
    assert query["scope"][0].split(",")[-1] == "video.upload"
    code = network.grant(query["code_challenge"][0])
    tokens = await tiktok.exchange(APP, code=code, redirect_uri=BACK, verifier=verifier, fields={})
    assert tokens.expires_at is not None
    assert timedelta(hours=23) < tokens.expires_at - datetime.now(UTC) <= timedelta(hours=24)
    assert tokens.refresh_expires_at is not None
    assert tokens.refresh_expires_at - datetime.now(UTC) > timedelta(days=364)
    newer = await tiktok.refresh(tokens, APP)
    assert newer.refresh != tokens.refresh
    [profile] = await tiktok.profiles(newer, APP)
    assert profile.handle == "@ana"
    assert profile.data["privacy_options"] == ["public", "friends", "private"]

    receipt = await publish(tiktok, network.sample(tmp_path))
    big = replace(network.sample(tmp_path, key="big"), media=(clip(tmp_path, 3 * CHUNK + 77),))
    await publish(tiktok, replace(big, options={"privacy": "friends", "synthetic": True, "reply_control": "nobody"}))
    pictures = await ready(tiktok, album(network, tmp_path))
    await tiktok.send(pictures)
    assert await tiktok.find(pictures) is not None
    await publish(tiktok, replace(network.sample(tmp_path, key="draft"), options={"format": "draft"}))
    assert await tiktok.measure(profile_account(network), [receipt.remote_id]) == {
        receipt.remote_id: {"views": 120, "likes": 9, "comments": 2, "shares": 1}
    }
    assert (await tiktok.measure_account(profile_account(network)))["followers"] == 42
    network.most_on_page = 1
    past, mark = await tiktok.history(profile_account(network))
    assert (past[0].format, past[0].figures["views"]) == ("video", 120)
    assert [post.id for post in (await tiktok.history(profile_account(network), mark))[0]] == [receipt.remote_id]
    await tiktok.revoke(newer, APP)

    assert check_own("tiktok", network.exchanges) == []
    assert seen_calls("tiktok", network.exchanges) == all_calls("tiktok")
    assert check_published("authored/tiktok.yaml", network.exchanges) == []


def profile_account(network: TikTokNetwork) -> Any:
    return network.account()


async def test_a_video_goes_up_in_parts_in_order_and_arrives_whole(
    network: TikTokNetwork, tiktok: TikTok, tmp_path: Path
) -> None:
    video = clip(tmp_path, 3 * CHUNK + 77)
    post = await ready(tiktok, replace(network.sample(tmp_path), media=(video,)))
    assert network.posts == {}
    assert len(network.requests("PUT", "/video/")) == 2
    await tiktok.send(post)
    ranges = [request.headers["content-range"] for request in network.requests("PUT", "/video/")]
    size = video.size
    assert ranges == [
        f"bytes 0-{CHUNK - 1}/{size}",
        f"bytes {CHUNK}-{2 * CHUNK - 1}/{size}",
        f"bytes {2 * CHUNK}-{size - 1}/{size}",
    ]
    [arrived] = network.posts.values()
    assert arrived.media == [hashlib.sha256(video.path.read_bytes()).hexdigest()]


@pytest.mark.parametrize(("size", "chunk", "parts"), [(1, 1, 1), (CHUNK, CHUNK, 1), (2 * CHUNK - 1, 2 * CHUNK - 1, 1)])
async def test_a_small_video_is_one_part(
    network: TikTokNetwork, tiktok: TikTok, tmp_path: Path, size: int, chunk: int, parts: int
) -> None:
    await publish(tiktok, replace(network.sample(tmp_path), media=(clip(tmp_path, size),)))
    [begun] = network.requests("POST", "/video/init/")
    assert begun.json["source_info"]["chunk_size"] == chunk
    assert begun.json["source_info"]["total_chunk_count"] == parts
    assert len(network.posts) == 1


async def test_an_upload_that_broke_off_goes_on_where_it_stopped(
    network: TikTokNetwork, tiktok: TikTok, tmp_path: Path
) -> None:
    """Nothing was handed over, and yet nothing is sent twice."""
    post = replace(network.sample(tmp_path), media=(clip(tmp_path, 3 * CHUNK),))
    original = tiktok._put
    calls = 0

    async def breaks(*args: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise TryLater("error-unreachable", platform="TikTok")
        return await original(*args, **named)

    tiktok._put = breaks  # type: ignore[method-assign]  # the line goes dead in the middle
    with pytest.raises(TryLater):
        await tiktok.prepare(post)
    post = await ready(tiktok, post)
    await tiktok.send(post)
    assert len(network.requests("POST", "/video/init/")) == 1
    starts = [r.headers["content-range"].split("-")[0] for r in network.requests("PUT", "/video/")]
    assert starts == ["bytes 0", f"bytes {CHUNK}", f"bytes {2 * CHUNK}"]


async def test_a_lost_answer_is_settled_by_the_publish_id(
    network: TikTokNetwork, tiktok: TikTok, tmp_path: Path
) -> None:
    network.processing = 0.05
    post = await ready(tiktok, network.sample(tmp_path))
    network.fault("cut-after", on="send")
    with pytest.raises(OutcomeUnknown):
        await tiktok.send(post)
    found = await tiktok.find(post)
    assert found is not None
    assert found.pending
    # Even if it were prepared and sent once more, it would not go out again.
    again = replace(post, prepared=await tiktok.prepare(post))
    await tiktok.send(again)
    assert len(network.texts()) == 1


async def test_an_upload_whose_last_part_is_missing_was_surely_not_sent(
    network: TikTokNetwork, tiktok: TikTok, tmp_path: Path
) -> None:
    post = await ready(tiktok, network.sample(tmp_path))
    network.fault("cut-before", on="send")
    with pytest.raises(OutcomeUnknown):
        await tiktok.send(post)
    assert await tiktok.find(post) is None
    post = replace(post, prepared=await tiktok.prepare(post))
    await tiktok.send(post)
    assert len(network.texts()) == 1
    assert len(network.uploads) == 1


async def test_another_text_needs_another_upload(network: TikTokNetwork, tiktok: TikTok, tmp_path: Path) -> None:
    post = await ready(tiktok, network.sample(tmp_path, text="Old words"))
    changed = await ready(tiktok, replace(post, text="New words"))
    await tiktok.send(changed)
    assert network.texts() == ["New words"]


async def test_an_address_that_ran_out_is_no_failure(network: TikTokNetwork, tiktok: TikTok, tmp_path: Path) -> None:
    post = await ready(tiktok, network.sample(tmp_path))
    network.expired_addresses = True
    with pytest.raises(TryLater):
        await tiktok.send(post)
    network.expired_addresses = False
    old = {**post.prepared, "until": (datetime.now(UTC) - timedelta(minutes=1)).isoformat()}
    with pytest.raises(TryLater):
        await tiktok.send(replace(post, prepared=old))
    post = await ready(tiktok, replace(post, prepared=old))
    await tiktok.send(post)
    assert len(network.uploads) == 2
    assert len(network.texts()) == 1


async def test_an_upload_address_elsewhere_is_not_followed(tmp_path: Path, network: TikTokNetwork) -> None:
    """Without a stand-in server only TikTok's own hosts are sent a video."""
    there = TikTok(tmp_path)

    async def answers(*_: Any, **__: Any) -> Any:
        from connectors.http import Answer

        body = {
            "data": {
                "privacy_level_options": ["PUBLIC_TO_EVERYONE"],
                "publish_id": "v_pub_file~1",
                "upload_url": "https://upload.example/video/?upload_id=1",
            },
            "error": {"code": "ok"},
        }
        import httpx

        return Answer(200, httpx.Headers(), b"{}", body)

    there._http.safe = answers  # type: ignore[method-assign]  # as if TikTok had named another host
    with pytest.raises(TryLater):
        await there.prepare(network.sample(tmp_path))


async def test_the_person_chooses_who_sees_it(network: TikTokNetwork, tiktok: TikTok, tmp_path: Path) -> None:
    post = network.sample(tmp_path)
    unchosen = replace(post, options={}, account=replace(post.account, data={"id": "open-ana"}))
    with pytest.raises(Rejected) as caught:
        await tiktok.prepare(unchosen)
    assert caught.value.key == "error-tiktok-privacy-choose"
    with pytest.raises(Rejected) as caught:
        await tiktok.prepare(replace(post, options={"privacy": "followers"}))
    assert caught.value.key == "error-tiktok-privacy"
    own = replace(post, key="own", options={}, account=replace(post.account, data={"id": "o", "privacy": "private"}))
    await publish(tiktok, own)
    [arrived] = network.posts.values()
    assert arrived.more["info"]["privacy_level"] == "SELF_ONLY"


async def test_what_the_creator_switched_off_stays_off(network: TikTokNetwork, tiktok: TikTok, tmp_path: Path) -> None:
    network.off = {"comment", "duet"}
    network.longest = 60
    await publish(tiktok, network.sample(tmp_path))
    [arrived] = network.posts.values()
    info = arrived.more["info"]
    assert (info["disable_comment"], info["disable_duet"], info["disable_stitch"]) == (True, True, False)
    long = replace(network.sample(tmp_path, key="long"), media=(clip(tmp_path, 5_000, seconds=75.0),))
    with pytest.raises(Rejected) as caught:
        await tiktok.prepare(long)
    assert (caught.value.key, caught.value.facts["limit"]) == ("error-tiktok-too-long", 60)


async def test_an_app_that_is_not_audited_is_told_so(network: TikTokNetwork, tiktok: TikTok, tmp_path: Path) -> None:
    network.unaudited = True
    post = network.sample(tmp_path)
    with pytest.raises(Rejected) as caught:
        await tiktok.prepare(post)
    assert caught.value.key == "error-tiktok-unaudited"
    network.levels = ["SELF_ONLY"]
    with pytest.raises(Rejected) as caught:
        await tiktok.prepare(post)
    assert caught.value.key == "error-tiktok-unaudited"
    receipt = await publish(tiktok, replace(post, options={"privacy": "private"}))
    assert not receipt.pending
    assert receipt.url == ""


async def test_pictures_are_fetched_from_a_confirmed_domain(
    network: TikTokNetwork, tiktok: TikTok, tmp_path: Path
) -> None:
    post = replace(album(network, tmp_path), options={"privacy": "public", "title": "Three leaves", "thumbnail": 1})
    receipt = await publish(tiktok, post)
    assert receipt.url == f"https://www.tiktok.com/@ana/photo/{receipt.remote_id}"
    [arrived] = network.posts.values()
    assert arrived.media == [item.url for item in post.media]
    assert arrived.more["info"]["title"] == "Three leaves"
    [sent] = network.requests("POST", "/content/init/")
    assert sent.json["source_info"]["photo_cover_index"] == 1
    network.verified = "https://other.example/"
    again = await ready(tiktok, replace(post, key="again"))
    with pytest.raises(Rejected) as caught:
        await tiktok.send(again)
    assert caught.value.key == "error-tiktok-domain"


async def test_pictures_that_cannot_be_fetched_are_refused_before(
    network: TikTokNetwork, tiktok: TikTok, tmp_path: Path
) -> None:
    bare = replace(album(network, tmp_path), media=(picture(tmp_path),))
    with pytest.raises(Rejected) as caught:
        await tiktok.prepare(bare)
    assert caught.value.key == "breach-no-public-address"
    png = picture(tmp_path, mime="image/png", url="https://allin.example/1.png")
    with pytest.raises(Rejected) as caught:
        await tiktok.prepare(replace(bare, media=(png,)))
    assert caught.value.key == "error-tiktok-png"
    assert "breach-media-type" in [breach.key for breach in tiktok.check("Leaves", [png], {})]


async def test_lost_pictures_are_only_believed_to_be_there_when_they_are_seen(
    network: TikTokNetwork, tiktok: TikTok, tmp_path: Path
) -> None:
    """Their publish id got lost with the answer, and what is not public is not listed: not seen is no proof."""
    post = await ready(tiktok, album(network, tmp_path))
    network.fault("cut-before", on="send")
    with pytest.raises(OutcomeUnknown):
        await tiktok.send(post)
    with pytest.raises(TryLater):
        await tiktok.find(post)
    network.fault("cut-after", on="send")
    with pytest.raises(OutcomeUnknown):
        await tiktok.send(post)
    found = await tiktok.find(post)
    assert found is not None
    assert found.remote_id in network.posts


async def test_a_draft_waits_for_the_person(network: TikTokNetwork, tiktok: TikTok, tmp_path: Path) -> None:
    post = replace(network.sample(tmp_path), options={"format": "draft"})
    receipt = await publish(tiktok, post)
    assert not receipt.pending
    assert receipt.raw["by_hand"] == "tiktok-draft-waits"
    assert network.requests("POST", "creator_info") == []
    pictures = replace(album(network, tmp_path), options={"format": "draft"})
    receipt = await publish(tiktok, pictures)
    assert receipt.raw["by_hand"] == "tiktok-draft-waits"
    assert [found.kind for found in network.posts.values()] == ["draft", "draft"]


async def test_a_post_is_pending_until_tiktok_has_worked_through_it(
    network: TikTokNetwork, tiktok: TikTok, tmp_path: Path
) -> None:
    network.processing = 3600.0
    post = await ready(tiktok, network.sample(tmp_path))
    receipt = await tiktok.send(post)
    assert receipt.pending
    assert (await tiktok.progress(post, receipt)).pending
    network.processing = 0.0
    network.moderation = 3600.0
    assert (await tiktok.progress(post, receipt)).pending  # its public id is still to come
    later = replace(post, sent_at=datetime.now(UTC) - timedelta(hours=1))
    done = await tiktok.progress(later, receipt)
    assert not done.pending
    assert done.url == ""
    assert await tiktok.measure(post.account, [done.remote_id]) == {}
    network.moderation = 0.0
    assert list(await tiktok.measure(post.account, [done.remote_id])) == [done.remote_id]
    assert (await tiktok.progress(post, receipt)).url.startswith("https://www.tiktok.com/@ana/video/")


@pytest.mark.parametrize(
    ("reason", "key"),
    [
        ("spam_risk_text", "error-tiktok-spam-text"),
        ("duration_check_failed", "error-tiktok-duration"),
        ("internal", "error-tiktok-internal"),
    ],
)
async def test_a_post_that_fails_later_says_why(
    network: TikTokNetwork, tiktok: TikTok, tmp_path: Path, reason: str, key: str
) -> None:
    network.fails = reason
    post = await ready(tiktok, network.sample(tmp_path))
    receipt = await tiktok.send(post)
    with pytest.raises(Rejected) as caught:
        await tiktok.progress(post, receipt)
    assert caught.value.key == key
    assert await tiktok.find(post) is None


async def test_a_failure_that_is_final_is_not_tried_again(
    network: TikTokNetwork, tiktok: TikTok, tmp_path: Path
) -> None:
    network.fails = "spam_risk"
    post = await ready(tiktok, network.sample(tmp_path))
    await tiktok.send(post)
    with pytest.raises(Rejected):
        await tiktok.prepare(post)
    network.fails = "internal"
    other = await ready(tiktok, network.sample(tmp_path, key="key-2"))
    await tiktok.send(other)
    other = await ready(tiktok, other)
    await tiktok.send(other)
    assert len(network.texts()) == 1


async def test_the_days_posts_and_the_minutes_calls_are_bounded(
    network: TikTokNetwork, tiktok: TikTok, tmp_path: Path
) -> None:
    network.a_day = 1
    await publish(tiktok, network.sample(tmp_path))
    with pytest.raises(Rejected) as refused:
        await tiktok.prepare(network.sample(tmp_path, key="key-2"))
    assert refused.value.key == "error-tiktok-too-many"
    network.a_minute = 0
    network.retry_after = 30.0
    with pytest.raises(TryLater) as later:
        await tiktok.prepare(network.sample(tmp_path, key="key-3"))
    assert later.value.retry_after == 60.0


async def test_five_drafts_are_the_most_that_wait(network: TikTokNetwork, tiktok: TikTok, tmp_path: Path) -> None:
    for number in range(5):
        await tiktok.prepare(replace(network.sample(tmp_path, key=f"d{number}"), options={"format": "draft"}))
    with pytest.raises(Rejected) as caught:
        await tiktok.prepare(replace(network.sample(tmp_path, key="d5"), options={"format": "draft"}))
    assert caught.value.key == "error-tiktok-pending-shares"


async def test_a_refresh_token_serves_once_and_a_dead_one_asks_to_sign_in(
    network: TikTokNetwork, tiktok: TikTok
) -> None:
    tokens = network.account().tokens
    assert tokens is not None
    newer = await tiktok.refresh(tokens, APP)
    with pytest.raises(SignInNeeded):
        await tiktok.refresh(tokens, APP)
    await tiktok.refresh(newer, APP)
    with pytest.raises(Rejected):
        await tiktok.refresh(newer, AppCredentials("client-key-1", "wrong-secret"))


async def test_a_code_belongs_to_its_verifier(network: TikTokNetwork, tiktok: TikTok) -> None:
    code = network.grant(challenge_of(new_verifier()))
    with pytest.raises(Rejected):
        await tiktok.exchange(APP, code=code, redirect_uri=BACK, verifier=new_verifier(), fields={})


async def test_a_token_that_is_not_taken_asks_to_sign_in(
    network: TikTokNetwork, tiktok: TikTok, tmp_path: Path
) -> None:
    network.tokens.clear()
    with pytest.raises(SignInNeeded):
        await tiktok.prepare(replace(network.sample(tmp_path), account=dead(network)))


def dead(network: TikTokNetwork) -> Any:
    account = network.account()
    network.tokens.clear()
    return account


async def test_no_video_is_read_whole(
    network: TikTokNetwork, tiktok: TikTok, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from connectors.platforms import tiktok as module

    most = 0
    real = module._read

    def watched(path: Path, first: int, end: int) -> bytes:
        nonlocal most
        most = max(most, end - first)
        return real(path, first, end)

    monkeypatch.setattr(module, "_read", watched)
    await publish(tiktok, replace(network.sample(tmp_path), media=(clip(tmp_path, 4 * CHUNK + 5),)))
    assert 0 < most < 2 * CHUNK


async def test_a_file_that_is_gone_is_asked_for_again(network: TikTokNetwork, tiktok: TikTok, tmp_path: Path) -> None:
    post = await ready(tiktok, network.sample(tmp_path))
    post.media[0].path.unlink()
    with pytest.raises(AllInError) as caught:
        await tiktok.send(post)
    assert caught.value.key == "error-media-missing"
    assert network.posts == {}


def test_a_photo_post_may_say_more(tmp_path: Path) -> None:
    shot = picture(tmp_path, url="https://allin.example/1.jpg")
    words = "a" * 4_000
    assert TikTok().check(words, [shot], {}) == []
    assert [breach.key for breach in TikTok().check(words + "a", [shot], {})] == ["breach-too-long"]
    assert [breach.key for breach in TikTok().check(words, [clip(tmp_path)], {})] == ["breach-too-long"]
    assert TikTok().length("🍂") == 2


class EveryPart(TikTokNetwork):
    """Faults that are meant for the call that counts meet every part of an upload."""

    def is_send(self, request: Request) -> bool:
        return request.method == "PUT"


@pytest.mark.parametrize(
    "fault",
    ["cut-before", "cut-after", "truncated", "500-before", "500-after", "503", "429", "garbage", "html", "redirect"],
)
async def test_a_part_that_goes_wrong_is_sent_again_and_nothing_is_in_doubt(tmp_path: Path, fault: Fault) -> None:
    async with EveryPart() as network:
        publisher = TikTok(tmp_path, network.url)
        video = clip(tmp_path, 3 * CHUNK)
        post = replace(network.sample(tmp_path), media=(video,))
        network.fault(fault, on="send")
        try:
            post = await ready(publisher, post)
        except TryLater:
            post = await ready(publisher, post)
        assert network.posts == {}
        await publisher.send(post)
        [arrived] = network.posts.values()
        assert arrived.media == [hashlib.sha256(video.path.read_bytes()).hexdigest()]
        await publisher.close()
