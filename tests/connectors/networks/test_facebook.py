"""Facebook Pages: the calls it makes, and what is its own: Pages to choose from, photos, videos in sessions, stories."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.errors import OutcomeUnknown, Rejected, SignInNeeded, TryLater, Unsupported
from bot.testing.files import clip, picture
from bot.testing.network import Exchange
from bot.testing.networks.facebook import FacebookNetwork
from connectors.oauth import AppCredentials
from connectors.platform import Outgoing, Receipt
from connectors.platforms.facebook import Facebook
from tests.contract.wire import all_calls, check_own, check_published, seen_calls

APP = AppCredentials("app-id", "app-secret")
BACK = "https://allin.example/oauth/facebook/callback"


@pytest.fixture
async def network() -> AsyncIterator[FacebookNetwork]:
    async with FacebookNetwork() as running:
        yield running


@pytest.fixture
async def facebook(network: FacebookNetwork, tmp_path: Path) -> AsyncIterator[Facebook]:
    made = Facebook(tmp_path, network.url)
    made.pause = 0.01
    yield made
    await made.close()


async def ready(facebook: Facebook, post: Outgoing) -> Outgoing:
    return replace(post, prepared=await facebook.prepare(post))


async def publish(facebook: Facebook, post: Outgoing) -> Receipt:
    post = await ready(facebook, post)
    receipt = await facebook.send(post)
    return await facebook.progress(post, receipt) if receipt.pending else receipt


async def found_by(facebook: Facebook, post: Outgoing) -> str:
    found = await facebook.find(post)
    return found.remote_id if found is not None else ""


async def test_every_call_keeps_to_the_contracts(network: FacebookNetwork, facebook: Facebook, tmp_path: Path) -> None:
    """A tour through everything the connector does; each request is checked, byte for byte."""
    tokens = await facebook.exchange(APP, code=network.grant(), redirect_uri=BACK, verifier="", fields={})
    [profile] = await facebook.profiles(tokens, APP)
    assert (profile.handle, profile.data, profile.why_not) == ("Ana's shop", {"id": "2001"}, "")
    assert profile.tokens is not None
    assert profile.tokens.expires_at is None

    account = network.account()
    photos = (picture(tmp_path, alt="Leaves"), picture(tmp_path, 800, 600))
    for media in ((), photos[:1], photos):
        post = await ready(facebook, Outgoing(f"p{len(media)}", account, f"Post {len(media)}", media=media))
        receipt = await facebook.send(post)
        assert await found_by(facebook, post) == receipt.remote_id
    await facebook.edit(replace(post, text="Other words"), receipt.remote_id)
    assert network.posts[receipt.remote_id].text == "Other words"
    options = {"title": "The sale", "format": "post"}
    video = await publish(facebook, Outgoing("v", account, "It moves", media=(clip(tmp_path),), options=options))
    assert network.posts[video.remote_id].text == "It moves"
    await facebook.edit(replace(post, text="It still moves"), network.posts[video.remote_id].media[0])
    await publish(facebook, Outgoing("r", account, "A reel", media=(clip(tmp_path),), options={"format": "reel"}))
    await publish(facebook, Outgoing("s", account, "", media=(clip(tmp_path),), options={"format": "story"}))
    story = await ready(facebook, Outgoing("q", account, "", media=photos[:1], options={"format": "story"}))
    told = await facebook.send(story)
    assert await found_by(facebook, story) == told.remote_id

    first = Outgoing("c", account, "The first", kind="comment", reply_to=receipt.remote_id, root=receipt.remote_id)
    comment = await publish(facebook, first)
    assert await found_by(facebook, first) == comment.remote_id
    asked = network.comment(receipt.remote_id, "How much?")
    answer = Outgoing("d", account, "Ten", kind="comment", reply_to=asked, root=receipt.remote_id)
    reply = await publish(facebook, answer)
    assert await found_by(facebook, answer) == reply.remote_id
    await facebook.hide_comment(account, asked)
    assert network.is_hidden(asked)
    await facebook.delete_comment(account, asked)
    figures = await facebook.measure(account, [receipt.remote_id])
    assert figures[receipt.remote_id] | {"comments": 0} == {
        "likes": 5,
        "comments": 0,
        "shares": 2,
        "views": 300,
        "reach": 210,
        "clicks": 12,
    }
    assert await facebook.measure_account(account) == {"followers": 42}
    day = (datetime.now(UTC) - timedelta(days=3)).date()
    of_day = {"views": 900, "reach": 700, "followers": 42, "new_followers": 3}
    assert await facebook.measure_days(account, day, day) == {day: of_day}
    past, _ = await facebook.history(account)
    assert [post.format for post in past] == ["reel", "video", "carousel", "image", "text"]
    network.stranger("Look at my kiln")
    zoe = await facebook.look_up(account, "https://www.facebook.com/zoe")
    assert [post.text for post in zoe.recent] == ["Look at my kiln"]
    await facebook.delete(account, receipt.remote_id)

    assert check_own("facebook", network.exchanges) == []
    assert seen_calls("facebook", network.exchanges) == all_calls("facebook")
    beside = (
        r"GET /v25.0/\d+/(published_posts|posts)",  # edges of Page in Meta's own api_specs
        r"GET /v25.0/\d+/stories",
    )
    kept = [exchange for exchange in network.exchanges if not _describes(exchange)]
    assert check_published("authored/facebook_pages.yaml", kept, but=beside) == []


def _describes(exchange: Exchange) -> bool:
    """A video's description: a parameter of AdVideo in Meta's own api_specs; the authored document has the message alone."""
    request = exchange.request
    return request.method == "POST" and set(request.form) == {"description"}


def test_the_consent_page_is_facebooks_own(tmp_path: Path) -> None:
    link = Facebook(tmp_path).authorize(APP, redirect_uri=BACK, state="s", verifier="v", fields={})
    query = parse_qs(urlsplit(link).query)
    assert (urlsplit(link).hostname, urlsplit(link).path) == ("www.facebook.com", "/v25.0/dialog/oauth")
    assert "pages_manage_posts" in query["scope"][0].split(",")


async def test_pages_are_told_apart_and_say_why_not(network: FacebookNetwork, facebook: Facebook) -> None:
    network.pages = [
        {"id": "2002", "name": "Café", "tasks": ["CREATE_CONTENT"]},
        {"id": "2003", "name": "Café", "tasks": ["ANALYZE"]},
    ]
    network.pages += [{"id": str(3000 + n), "name": f"Page {n}", "tasks": ["CREATE_CONTENT"]} for n in range(30)]
    tokens = await facebook.exchange(APP, code=network.grant(), redirect_uri=BACK, verifier="", fields={})
    found = {profile.handle: profile.why_not for profile in await facebook.profiles(tokens, APP)}
    assert len(found) == 33
    assert found["Café (2002)"] == ""
    assert found["Café (2003)"] == "why-not-meta-task"
    assert "" not in found


async def test_a_refused_page_token_needs_a_person(network: FacebookNetwork, facebook: Facebook) -> None:
    tokens = network.account().tokens
    assert tokens is not None
    with pytest.raises(SignInNeeded):
        await facebook.refresh(tokens, APP)


async def test_the_same_words_again_are_refused(network: FacebookNetwork, facebook: Facebook, tmp_path: Path) -> None:
    await publish(facebook, network.sample(tmp_path))
    with pytest.raises(Rejected) as caught:
        await publish(facebook, network.sample(tmp_path, key="again"))
    assert caught.value.key == "error-duplicate"
    assert len(network.texts()) == 1


async def test_an_address_gets_a_preview(network: FacebookNetwork, facebook: Facebook, tmp_path: Path) -> None:
    account = network.account()
    for text, options, link in (
        ("Look: https://shop.example/sale.", {}, "https://shop.example/sale"),
        ("Look there", {"link": "https://shop.example/new"}, "https://shop.example/new"),
        ("No address", {}, ""),
    ):
        receipt = await publish(facebook, Outgoing(text, account, text, options=options))
        assert network.posts[receipt.remote_id].more["link"] == link
    options = {"link": "https://shop.example/new"}
    post = await ready(facebook, Outgoing("p", account, "Look", media=(picture(tmp_path),), options=options))
    await facebook.send(post)
    assert network.texts()[-1] == "Look\n\nhttps://shop.example/new"
    assert await found_by(facebook, post)


async def test_photos_are_uploaded_once_and_found_by_their_ids(
    network: FacebookNetwork, facebook: Facebook, tmp_path: Path
) -> None:
    photo = picture(tmp_path, alt="Leaves on a table")
    post = await ready(facebook, Outgoing("p", network.account(), "", media=(photo,)))
    assert await facebook.prepare(post) == post.prepared
    assert [each["alt"] for each in network.photos.values()] == ["Leaves on a table"]
    network.fault("cut-after", on="send")
    with pytest.raises(OutcomeUnknown):
        await facebook.send(post)
    assert await found_by(facebook, post) == next(iter(network.posts))
    with pytest.raises(Rejected) as caught:
        await facebook.send(post)
    assert caught.value.key == "error-duplicate"
    other = await ready(facebook, Outgoing("q", network.account(), "", media=(picture(tmp_path, 500, 500),)))
    assert await facebook.find(other) is None


async def test_photos_of_yesterday_are_uploaded_again(
    network: FacebookNetwork, facebook: Facebook, tmp_path: Path
) -> None:
    post = await ready(facebook, Outgoing("p", network.account(), "Leaves", media=(picture(tmp_path),)))
    old = {**post.prepared, "at": (datetime.now(UTC) - timedelta(hours=21)).isoformat()}
    again = await facebook.prepare(replace(post, prepared=old))
    assert again["photos"] != post.prepared["photos"]


async def test_the_same_words_from_last_week_are_another_post(
    network: FacebookNetwork, facebook: Facebook, tmp_path: Path
) -> None:
    earlier = await publish(facebook, network.sample(tmp_path))
    network.posts[earlier.remote_id].at -= 7 * 86_400
    post = replace(network.sample(tmp_path, key="again"), sent_at=datetime.now(UTC))
    assert await facebook.find(post) is None


async def test_a_video_is_sent_in_the_chunks_that_the_network_asks_for(
    network: FacebookNetwork, facebook: Facebook, tmp_path: Path
) -> None:
    video = clip(tmp_path, 250_000)
    post = await ready(facebook, Outgoing("v", network.account(), "It moves", media=(video,)))
    parts = [request for request in network.requests("POST", "/videos") if b"video_file_chunk" in request.body]
    sent = b"".join(request.parts["video_file_chunk"].body for request in parts)
    assert [len(request.parts["video_file_chunk"].body) for request in parts] == [100_000, 100_000, 50_000]
    assert sent == video.path.read_bytes()
    assert network.texts() == []
    assert await facebook.find(post) is None
    assert await facebook.prepare(post) == post.prepared
    assert len(network.videos) == 1


@pytest.mark.parametrize("fate", ["lost", "kept"])
async def test_an_interrupted_chunk_goes_on_where_it_stopped(
    network: FacebookNetwork, facebook: Facebook, tmp_path: Path, fate: str
) -> None:
    network.drop_chunks = ["", fate]
    video = clip(tmp_path, 250_000)
    await publish(facebook, Outgoing("v", network.account(), "It moves", media=(video,)))
    [kept] = network.videos.values()
    assert kept["left"] == 0
    assert network.texts() == ["It moves"]


@pytest.mark.parametrize("format_", ["post", "reel", "story"])
async def test_a_lost_last_call_of_a_video_is_never_followed_by_a_second_post(
    network: FacebookNetwork, facebook: Facebook, tmp_path: Path, format_: str
) -> None:
    options = {"format": format_}
    post = await ready(facebook, Outgoing("v", network.account(), "It moves", media=(clip(tmp_path),), options=options))
    network.fault("500-before", on="send")
    with pytest.raises(OutcomeUnknown):
        await facebook.send(post)
    assert await facebook.find(post) is None
    network.fault("500-after", on="send")
    with pytest.raises(OutcomeUnknown):
        await facebook.send(post)
    found = await facebook.find(post)
    assert found is not None
    assert found.remote_id == next(iter(network.posts))
    again = await ready(facebook, post)
    with pytest.raises(OutcomeUnknown):
        await facebook.send(again)
    assert len(network.posts) == 1


async def test_a_video_is_pending_until_it_is_processed(
    network: FacebookNetwork, facebook: Facebook, tmp_path: Path
) -> None:
    network.processing = 60.0
    post = await ready(facebook, Outgoing("v", network.account(), "It moves", media=(clip(tmp_path),)))
    receipt = await facebook.send(post)
    assert receipt.pending
    assert (await facebook.progress(post, receipt)).pending
    found = await facebook.find(post)
    assert found is not None
    assert found.pending
    [video] = network.videos.values()
    video["ready"] = 0.0
    done = await facebook.progress(post, receipt)
    assert not done.pending
    assert done.remote_id == video["post"]
    video["broken"] = True
    with pytest.raises(Rejected) as caught:
        await facebook.progress(post, receipt)
    assert caught.value.facts["reason"] == "The codec is unknown"


async def test_a_full_day_of_reels_waits(network: FacebookNetwork, facebook: Facebook, tmp_path: Path) -> None:
    network.reel_quota = 0
    post = Outgoing("r", network.account(), "A reel", media=(clip(tmp_path),), options={"format": "reel"})
    post = await ready(facebook, post)
    with pytest.raises(TryLater):
        await facebook.send(post)
    assert network.texts() == []


async def test_no_list_of_stories_is_no_proof(network: FacebookNetwork, facebook: Facebook, tmp_path: Path) -> None:
    options = {"format": "story"}
    post = Outgoing("s", network.account(), "", media=(picture(tmp_path),), options=options)
    post = await ready(facebook, post)
    network.keeps_stories = False
    with pytest.raises(TryLater):
        await facebook.find(replace(post, sent_at=datetime.now(UTC)))


async def test_insights_that_are_refused_are_unknown(
    network: FacebookNetwork, facebook: Facebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("connectors.platforms.facebook.POST_METRICS", "post_impressions")
    receipt = await publish(facebook, network.sample(tmp_path))
    figures = await facebook.measure(network.account(), [receipt.remote_id])
    assert figures[receipt.remote_id]["likes"] == 5
    assert figures[receipt.remote_id]["reach"] is None
    assert figures[receipt.remote_id]["views"] is None


async def test_a_metric_that_meta_has_withdrawn_is_unknown_and_the_others_are_told(
    network: FacebookNetwork, facebook: Facebook
) -> None:
    network.tells_follows = False
    day = (datetime.now(UTC) - timedelta(days=3)).date()
    told = (await facebook.measure_days(network.account(), day, day))[day]
    assert told == {"views": 900, "reach": 700, "followers": 42, "new_followers": None}


async def test_what_meta_has_not_allowed_leaves_the_sign_in_as_it_is(
    network: FacebookNetwork, facebook: Facebook
) -> None:
    network.may_measure = network.public_content = False
    day = (datetime.now(UTC) - timedelta(days=3)).date()
    with pytest.raises(Unsupported) as caught:
        await facebook.measure_days(network.account(), day, day)
    assert caught.value.key == "error-figures-scope"
    with pytest.raises(Unsupported) as caught:
        await facebook.look_up(network.account(), "zoe")
    assert caught.value.key == "error-access-not-granted"


async def test_a_post_is_found_behind_a_hundred_newer_ones(
    network: FacebookNetwork, facebook: Facebook, tmp_path: Path
) -> None:
    post = replace(await ready(facebook, network.sample(tmp_path)), sent_at=datetime.now(UTC))
    receipt = await facebook.send(post)
    for place in range(120):
        network._accept("Ana's shop", f"A busy day, {place}")
    found = await facebook.find(post)
    assert found is not None
    assert found.remote_id == receipt.remote_id


async def test_large_posts_are_listed_in_smaller_pages(
    network: FacebookNetwork, facebook: Facebook, tmp_path: Path
) -> None:
    ids = [network._accept("Ana's shop", f"A long post, {place}").id for place in range(40)]
    network.at_once = 30
    found, mark = await facebook.history(network.account())
    rest, end = await facebook.history(network.account(), mark)
    assert [post.id for post in [*found, *rest]] == ids[::-1]
    assert end == ""
    network.at_once = 1
    with pytest.raises(TryLater):
        await facebook.history(network.account())


async def test_a_page_that_may_not_be_posted_to(network: FacebookNetwork, facebook: Facebook, tmp_path: Path) -> None:
    post = network.sample(tmp_path)
    elsewhere = replace(post, account=replace(post.account, data={"id": "777"}))
    with pytest.raises(SignInNeeded) as caught:
        await facebook.send(elsewhere)
    assert caught.value.key == "error-sign-in-scope"


async def test_the_same_thanks_to_two_people_are_two_comments(
    network: FacebookNetwork, facebook: Facebook, tmp_path: Path
) -> None:
    account = network.account()
    post = (await publish(facebook, network.sample(tmp_path))).remote_id
    first, second = network.comment(post, "Lovely"), network.comment(post, "Great", "yan")
    sent = await publish(facebook, Outgoing("a", account, "Thanks!", kind="comment", reply_to=first, root=post))
    other = Outgoing("b", account, "Thanks!", kind="comment", reply_to=second, root=post)
    under_post = Outgoing("c", account, "Thanks!", kind="comment", reply_to=post, root=post)
    assert await facebook.find(other) is None
    assert await facebook.find(under_post) is None
    found = await facebook.find(replace(other, reply_to=first))
    assert found is not None
    assert found.remote_id == sent.remote_id


def test_what_fits_depends_on_the_format(tmp_path: Path) -> None:
    facebook = Facebook(tmp_path)
    photo, tall = picture(tmp_path), clip(tmp_path)
    wide = clip(tmp_path, width=1920, height=1080)

    def kinds(*media: object, **options: object) -> set[str]:
        return {breach.key for breach in facebook.check("Words", list(media), options)}  # type: ignore[arg-type]  # media

    assert kinds() == set()
    assert kinds(*[photo] * 10) == set()
    assert "breach-too-many-media" in kinds(*[photo] * 11)
    assert kinds(photo, wide) == {"breach-mixed-media"}
    assert kinds(wide) == set()
    assert "breach-media-ratio" in kinds(wide, format="reel")
    assert kinds(tall, format="reel") == set()
    assert kinds(replace(tall, seconds=75.0), format="reel") == set()
    assert kinds(replace(tall, seconds=75.0), format="story") == {"breach-media-seconds"}
    assert kinds(photo, format="reel") == {"breach-media-kind"}
    assert kinds(photo, photo, format="story") == {"breach-too-many-media"}
