"""Instagram: the calls it makes, and what is its own: containers, both logins, reels from our own disk, the day's quota."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.errors import NotFound, OutcomeUnknown, Rejected, SignInNeeded, TryLater, Unsupported
from bot.testing.files import clip, picture
from bot.testing.networks.instagram import ADDRESS, InstagramNetwork
from connectors.media import Media
from connectors.oauth import AppCredentials, Tokens
from connectors.platform import Outgoing, Receipt
from connectors.platforms.instagram import Instagram
from tests.contract.wire import all_calls, check_own, check_published, seen_calls

APP = AppCredentials("app-id", "app-secret")
BACK = "https://allin.example/oauth/instagram/callback"


@pytest.fixture
async def network() -> AsyncIterator[InstagramNetwork]:
    async with InstagramNetwork(processing=0.01) as running:
        yield running


@pytest.fixture
async def instagram(network: InstagramNetwork, tmp_path: Path) -> AsyncIterator[Instagram]:
    made = Instagram(tmp_path, network.url)
    made.pause = 0.01
    yield made
    await made.close()


async def ready(instagram: Instagram, post: Outgoing) -> Outgoing:
    return replace(post, prepared=await instagram.prepare(post))


async def publish(instagram: Instagram, post: Outgoing) -> Receipt:
    return await instagram.send(await ready(instagram, post))


def shown(item: Media, name: str) -> Media:
    return replace(item, url=f"{ADDRESS}/{name}")


async def test_every_call_keeps_to_the_contracts(
    network: InstagramNetwork, instagram: Instagram, tmp_path: Path
) -> None:
    """A tour through everything the connector does; each request is checked, byte for byte."""
    tokens = await instagram.exchange(APP, code=f"{network.grant()}#_", redirect_uri=BACK, verifier="", fields={})
    [alone] = await instagram.profiles(tokens, APP)
    assert (alone.handle, alone.data) == ("@ana", {"id": network.ids["ana"], "login": "instagram"})
    network.offset = 2 * 86_400.0
    old = replace(tokens, expires_at=datetime.now(UTC) + timedelta(days=10))
    assert (await instagram.refresh(old, APP)).access not in {"", tokens.access}
    fields = {"login": "Facebook"}
    by_page = await instagram.exchange(APP, code=network.grant(), redirect_uri=BACK, verifier="", fields=fields)
    [linked] = await instagram.profiles(by_page, APP)
    assert linked.tokens is not None
    assert linked.data["login"] == "facebook"

    account = network.account()
    photos = [
        shown(picture(tmp_path, alt="Leaves"), "a.jpg"),
        shown(picture(tmp_path, 1080, 1350), "b.jpg"),
        shown(clip(tmp_path, width=1080, height=1080), "c.mp4"),
    ]
    album = await publish(instagram, Outgoing("album", account, "Three of them", media=tuple(photos)))
    assert album.url.startswith("https://www.instagram.com/p/")
    reel = await publish(instagram, Outgoing("reel", account, "It moves", media=(clip(tmp_path),)))
    story = Outgoing("story", account, "", media=(photos[0],), options={"format": "story"})
    story = await ready(instagram, story)
    told = await instagram.send(story)
    assert (await instagram.find(story) or Receipt("")).remote_id == told.remote_id
    single = await ready(instagram, network.sample(tmp_path))
    receipt = await instagram.send(single)
    assert (await instagram.find(single) or Receipt("")).remote_id == receipt.remote_id

    first = Outgoing("c", account, "The first", kind="comment", reply_to=receipt.remote_id, root=receipt.remote_id)
    await publish(instagram, first)
    asked = network.comment(receipt.remote_id, "How much?")
    answer = Outgoing("d", account, "Ten", kind="comment", reply_to=asked, root=receipt.remote_id)
    reply = await publish(instagram, answer)
    assert (await instagram.find(answer) or Receipt("")).remote_id == reply.remote_id
    await instagram.hide_comment(account, asked)
    await instagram.delete_comment(account, asked)
    figures = await instagram.measure(account, [receipt.remote_id, reel.remote_id, told.remote_id])
    assert figures[receipt.remote_id]["reach"] == 210
    assert figures[reel.remote_id]["watch_time"] == 90
    assert figures[told.remote_id]["reach"] is None
    assert (await instagram.measure_account(account))["followers"] == 42
    day = (datetime.now(UTC) - timedelta(days=3)).date()
    told_of_day = (await instagram.measure_days(account, day, day))[day]
    assert (told_of_day["reach"], told_of_day["new_followers"], told_of_day["views"]) == (210, 3, 300)
    past, _ = await instagram.history(account)
    assert [post.format for post in past] == ["image", "reel", "carousel"]  # stories are gone after a day
    assert past[0].figures == {"likes": 5, "comments": figures[receipt.remote_id]["comments"]}
    network.stranger("Look at my kiln")
    zoe = await instagram.look_up(account, "https://www.instagram.com/zoe/?hl=de")
    assert [post.text for post in zoe.recent] == ["Look at my kiln"]
    await instagram.delete(account, receipt.remote_id)

    assert check_own("instagram", network.exchanges) == []
    assert seen_calls("instagram", network.exchanges) == all_calls("instagram")
    beside = (
        r"GET /v25.0/oauth/access_token",  # Facebook Login: in facebook_pages.yaml
        r"GET /v25.0/me/accounts",
        r"GET /v25.0/\d+/(media|stories)$",  # the account's newest: edges of IGUser in Meta's own api_specs
    )
    assert check_published("authored/instagram.yaml", network.exchanges, but=beside) == []
    login = [
        exchange for exchange in network.exchanges if "access_token" in exchange.route or "me/acc" in exchange.route
    ]
    login = [exchange for exchange in login if exchange.request.path.startswith("/v25.0")]
    assert login
    assert check_published("authored/facebook_pages.yaml", login) == []


async def test_a_post_is_found_behind_many_newer_ones(
    network: InstagramNetwork, instagram: Instagram, tmp_path: Path
) -> None:
    post = replace(await ready(instagram, network.sample(tmp_path)), sent_at=datetime.now(UTC))
    receipt = await instagram.send(post)
    for place in range(80):
        network.accept("ana", f"A busy day, {place}", product="FEED", media=["a.jpg"])
    found = await instagram.newest(post)
    assert found is not None
    assert found.remote_id == receipt.remote_id


async def test_few_followers_hide_the_new_ones_and_nothing_else(
    network: InstagramNetwork, instagram: Instagram
) -> None:
    network.hundred_followers = False
    day = (datetime.now(UTC) - timedelta(days=3)).date()
    told = (await instagram.measure_days(network.account(), day, day))[day]
    assert told["reach"] == 210
    assert "new_followers" not in told


async def test_figures_that_were_not_allowed_leave_the_sign_in_as_it_is(
    network: InstagramNetwork, instagram: Instagram
) -> None:
    network.may_measure = network.may_discover = False
    day = (datetime.now(UTC) - timedelta(days=3)).date()
    with pytest.raises(Unsupported) as caught:
        await instagram.measure_days(network.account(), day, day)
    assert caught.value.key == "error-figures-scope"
    with pytest.raises(Unsupported) as caught:
        await instagram.look_up(network.account(), "zoe")
    assert caught.value.key == "error-access-not-granted"
    with pytest.raises(Unsupported):  # there is no looking up with Instagram Login
        await instagram.look_up(network.account_alone(), "zoe")


def test_each_login_has_its_own_consent_page(tmp_path: Path) -> None:
    for fields, host, scope in (
        ({}, "www.instagram.com", "instagram_business_content_publish"),
        ({"login": "fb"}, "www.facebook.com", "instagram_manage_contents"),
        ({"login": " Facebook page"}, "www.facebook.com", "instagram_content_publish"),
    ):
        link = Instagram(tmp_path).authorize(APP, redirect_uri=BACK, state="s", verifier="v", fields=fields)
        query = parse_qs(urlsplit(link).query)
        assert urlsplit(link).hostname == host
        assert scope in query["scope"][0].split(",")
        assert query["state"] == ["s"]


async def test_a_page_without_an_account_says_why_not(network: InstagramNetwork, instagram: Instagram) -> None:
    network.pages = [
        {"id": "2002", "name": "Bare", "access_token": "t2", "tasks": ["CREATE_CONTENT"]},
        {
            "id": "2003",
            "name": "Not mine",
            "access_token": "t3",
            "tasks": ["ANALYZE"],
            "instagram_business_account": {"id": "178", "username": "theirs"},
        },
    ]
    tokens = Tokens(network.give("ana"), extra={"login": "fb"})
    found = {profile.handle: profile.why_not for profile in await instagram.profiles(tokens, APP)}
    assert found == {"@ana": "", "Bare": "why-not-instagram-not-linked", "@theirs": "why-not-meta-task"}


async def test_a_young_token_is_left_alone_and_a_dead_one_needs_a_person(
    network: InstagramNetwork, instagram: Instagram
) -> None:
    tokens = await instagram.exchange(APP, code=network.grant(), redirect_uri=BACK, verifier="", fields={})
    assert await instagram.refresh(tokens, APP) == tokens
    network.offset = 61 * 86_400.0
    with pytest.raises(SignInNeeded):
        await instagram.refresh(replace(tokens, expires_at=datetime.now(UTC) - timedelta(days=1)), APP)
    with pytest.raises(SignInNeeded):
        await instagram.refresh(Tokens("page", extra={"login": "fb"}), APP)


async def test_a_code_serves_once(network: InstagramNetwork, instagram: Instagram) -> None:
    code = network.grant()
    await instagram.exchange(APP, code=code, redirect_uri=BACK, verifier="", fields={})
    with pytest.raises(Rejected):
        await instagram.exchange(APP, code=code, redirect_uri=BACK, verifier="", fields={})


async def test_the_container_of_an_earlier_try_is_taken_again(
    network: InstagramNetwork, instagram: Instagram, tmp_path: Path
) -> None:
    post = await ready(instagram, network.sample(tmp_path))
    assert await instagram.prepare(post) == post.prepared
    assert len(network.containers) == 1
    changed = await instagram.prepare(replace(post, text="Other words"))
    assert changed["container"] != post.prepared["container"]


async def test_a_container_that_is_too_old_or_gone_is_made_anew(
    network: InstagramNetwork, instagram: Instagram, tmp_path: Path
) -> None:
    post = await ready(instagram, network.sample(tmp_path))
    network.offset = 25 * 3600.0
    with pytest.raises(TryLater):
        await instagram.send(post)
    assert network.texts() == []
    assert await instagram.find(post) is None
    again = await ready(instagram, post)
    assert again.prepared["container"] != post.prepared["container"]
    network.containers.clear()
    third = await ready(instagram, again)
    assert (await instagram.send(third)).remote_id
    assert len(network.texts()) == 1


async def test_a_lost_answer_is_never_followed_by_a_second_post(
    network: InstagramNetwork, instagram: Instagram, tmp_path: Path
) -> None:
    post = await ready(instagram, network.sample(tmp_path))
    network.fault("cut-after", on="send")
    with pytest.raises(OutcomeUnknown):
        await instagram.send(post)
    with pytest.raises(TryLater):
        await instagram.send(post)
    again = await ready(instagram, post)
    with pytest.raises(OutcomeUnknown):
        await instagram.send(again)
    assert len(network.texts()) == 1
    assert await instagram.find(again) is not None


async def test_a_published_container_whose_post_does_not_show_yet_is_no_no(
    network: InstagramNetwork, instagram: Instagram, tmp_path: Path
) -> None:
    post = await ready(instagram, network.sample(tmp_path))
    receipt = await instagram.send(post)
    network.visible_after = 60.0
    with pytest.raises(TryLater):
        await instagram.find(post)
    network.visible_after = 0.0
    assert (await instagram.find(post) or Receipt("")).remote_id == receipt.remote_id


async def test_a_container_that_is_still_at_it_is_no_no(
    network: InstagramNetwork, instagram: Instagram, tmp_path: Path
) -> None:
    post = await ready(instagram, network.sample(tmp_path))
    network.fault("cut-before", on="send")
    with pytest.raises(OutcomeUnknown):
        await instagram.send(post)
    [container] = network.containers.values()
    container["ready"] = time.time() + 60
    with pytest.raises(TryLater):
        await instagram.find(post)
    container["ready"] = 0.0
    assert await instagram.find(post) is None


async def test_the_same_words_from_last_week_are_another_post(
    network: InstagramNetwork, instagram: Instagram, tmp_path: Path
) -> None:
    earlier = await publish(instagram, network.sample(tmp_path))
    network.posts[earlier.remote_id].at -= 7 * 86_400
    post = await ready(instagram, network.sample(tmp_path, key="again"))
    network.fault("500-before", on="send")
    with pytest.raises(OutcomeUnknown):
        await instagram.send(post)
    assert await instagram.find(replace(post, sent_at=datetime.now(UTC))) is None


async def test_media_that_take_long_are_waited_for_and_then_left_to_the_clock(
    network: InstagramNetwork, instagram: Instagram, tmp_path: Path
) -> None:
    network.processing = 0.1
    started = time.monotonic()
    post = await ready(instagram, network.sample(tmp_path))
    assert time.monotonic() - started >= 0.1
    assert post.prepared["state"] == "FINISHED"
    network.processing = 60.0
    instagram.patience = 0.02
    slow = await ready(instagram, network.sample(tmp_path, key="slow", text="A slow one"))
    with pytest.raises(TryLater) as caught:
        await instagram.send(slow)
    assert caught.value.key == "error-media-not-ready"
    assert network.texts() == []


async def test_the_parts_of_an_album_that_take_long_are_kept_for_the_next_try(
    network: InstagramNetwork, instagram: Instagram, tmp_path: Path
) -> None:
    network.processing, instagram.patience = 60.0, 0.02
    media = (shown(picture(tmp_path), "a.jpg"), shown(clip(tmp_path, width=1080, height=1080), "b.mp4"))
    post = await ready(instagram, Outgoing("album", network.account(), "Two of them", media=media))
    assert len(network.containers) == 2
    with pytest.raises(TryLater):
        await instagram.send(post)
    assert await instagram.find(post) is None
    network.processing = 0.0
    for container in network.containers.values():
        container["ready"] = 0.0
    again = await ready(instagram, post)
    receipt = await instagram.send(again)
    assert len(network.containers) == 3
    assert network.posts[receipt.remote_id].media == [item.url for item in media]


async def test_the_day_is_full_before_the_network_says_so(
    network: InstagramNetwork, instagram: Instagram, tmp_path: Path
) -> None:
    network.quota = 1
    late = await ready(instagram, network.sample(tmp_path, key="late", text="The second"))
    await publish(instagram, network.sample(tmp_path))
    with pytest.raises(TryLater) as caught:
        await instagram.prepare(network.sample(tmp_path, key="more", text="The third"))
    assert (caught.value.key, caught.value.facts["count"], caught.value.facts["hours"]) == ("error-quota", 1, 24)
    with pytest.raises(TryLater) as refused:
        await instagram.send(late)
    assert refused.value.key == "error-quota"
    network.offset = 25 * 3600.0
    await publish(instagram, network.sample(tmp_path, key="more", text="The third"))


async def test_a_picture_that_it_cannot_use_is_refused_before_anything_is_published(
    network: InstagramNetwork, instagram: Instagram, tmp_path: Path
) -> None:
    post = network.sample(tmp_path)
    network.broken.add(post.media[0].url)
    with pytest.raises(Rejected) as caught:
        await instagram.prepare(post)
    assert caught.value.key == "error-media-refused"
    network.broken.clear()
    network.fetchable = False
    with pytest.raises(Rejected) as unreachable:
        await instagram.prepare(post)
    assert "could not be fetched" in unreachable.value.facts["reason"]
    bare = replace(post, media=(replace(post.media[0], url=""),))
    with pytest.raises(Rejected) as nowhere:
        await instagram.prepare(bare)
    assert nowhere.value.key == "error-meta-no-address"


async def test_a_reel_goes_out_from_our_own_disk_with_facebook_login_alone(
    network: InstagramNetwork, instagram: Instagram, tmp_path: Path
) -> None:
    video = clip(tmp_path, 2_500_000)
    await publish(instagram, Outgoing("r", network.account(), "It moves", media=(video,)))
    [sent] = network.requests("POST", "/ig-api-upload/")
    assert len(sent.body) == 2_500_000
    assert sent.headers["content-length"] == "2500000"
    with pytest.raises(Rejected) as caught:
        await instagram.prepare(Outgoing("r", network.account_alone(), "It moves", media=(video,)))
    assert caught.value.key == "error-meta-no-address"
    fetched = shown(video, "reel.mp4")
    receipt = await publish(instagram, Outgoing("r", network.account_alone(), "It moves", media=(fetched,)))
    assert network.posts[receipt.remote_id].media == [fetched.url]


async def test_an_interrupted_upload_goes_on_where_it_stopped(
    network: InstagramNetwork, instagram: Instagram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    video = clip(tmp_path, 300_000)
    receive, cut = network.receive, list[bool]()

    def half(request, upload):  # type: ignore[no-untyped-def]  # stands in for the method
        if cut:
            return receive(request, upload)
        cut.append(True)
        upload["left"] -= 100_000
        return network.error(500, "The connection broke", "2")

    monkeypatch.setattr(network, "receive", half)
    await publish(instagram, Outgoing("r", network.account(), "It moves", media=(video,)))
    sent = [(int(r.headers["offset"]), len(r.body)) for r in network.requests("POST", "/ig-api-upload/")]
    assert sent == [(0, 300_000), (100_000, 200_000)]


async def test_a_cover_and_alternative_texts_go_along(
    network: InstagramNetwork, instagram: Instagram, tmp_path: Path
) -> None:
    cover = shown(picture(tmp_path, 1080, 1920, alt="A still"), "cover.jpg")
    video = shown(clip(tmp_path), "reel.mp4")
    post = Outgoing("r", network.account(), "It moves", media=(video, cover), options={"thumbnail": 1})
    await publish(instagram, post)
    [container] = network.containers.values()
    assert container["fields"]["cover_url"] == cover.url
    assert container["fields"]["media_type"] == "REELS"
    photo = shown(picture(tmp_path, alt="Leaves on a table"), "leaves.jpg")
    await publish(instagram, Outgoing("p", network.account(), "Leaves", media=(photo,)))
    assert list(network.containers.values())[-1]["fields"]["alt_text"] == "Leaves on a table"


async def test_deleting_needs_facebook_login(network: InstagramNetwork, instagram: Instagram, tmp_path: Path) -> None:
    receipt = await publish(instagram, network.sample(tmp_path))
    with pytest.raises(Unsupported):
        await instagram.delete(network.account_alone(), receipt.remote_id)
    assert len(network.texts()) == 1
    assert "delete" in instagram.by_hand


async def test_comments_of_a_post_that_is_gone(network: InstagramNetwork, instagram: Instagram) -> None:
    with pytest.raises(NotFound):
        await instagram.comments(network.account(), "404404")


async def test_the_same_thanks_to_two_people_are_two_comments(
    network: InstagramNetwork, instagram: Instagram, tmp_path: Path
) -> None:
    account = network.account()
    post = (await publish(instagram, network.sample(tmp_path))).remote_id
    first, second = network.comment(post, "Lovely"), network.comment(post, "Great", "yan")
    sent = await publish(instagram, Outgoing("a", account, "Thanks!", kind="comment", reply_to=first, root=post))
    other = Outgoing("b", account, "Thanks!", kind="comment", reply_to=second, root=post)
    under_post = Outgoing("c", account, "Thanks!", kind="comment", reply_to=post, root=post)
    assert await instagram.find(other) is None
    assert await instagram.find(under_post) is None
    found = await instagram.find(replace(other, reply_to=first))
    assert found is not None
    assert found.remote_id == sent.remote_id


def kinds(instagram: Instagram, *media: Media, **more: object) -> set[str]:
    account = {"login": more.pop("login", "facebook")}
    return {breach.key for breach in instagram.check("Words", list(media), more, account)}


def test_what_fits_depends_on_the_format(tmp_path: Path) -> None:
    instagram = Instagram(tmp_path)
    square = shown(picture(tmp_path), "a.jpg")
    tall = shown(picture(tmp_path, 1080, 1920), "b.jpg")
    reel, story = clip(tmp_path, seconds=120), clip(tmp_path, seconds=30)
    assert kinds(instagram, square) == set()
    assert kinds(instagram) == {"breach-needs-media"}
    assert kinds(instagram, tall) == {"breach-media-ratio"}
    assert kinds(instagram, tall, format="story") == set()
    assert kinds(instagram, reel) == set()
    assert kinds(instagram, reel, format="story") == {"breach-media-seconds"}
    assert kinds(instagram, story, format="story") == set()
    assert kinds(instagram, square, tall, format="story") == {"breach-too-many-media"}
    assert kinds(instagram, reel, login="instagram") == {"breach-no-public-address"}
    assert kinds(instagram, replace(square, url="")) == {"breach-no-public-address"}
    assert kinds(instagram, picture(tmp_path, mime="image/png", url=f"{ADDRESS}/c.png")) == {"breach-media-type"}
    assert kinds(instagram, *[square] * 10) == set()
    assert "breach-too-many-media" in kinds(instagram, *[square] * 11)
    assert kinds(instagram, square, clip(tmp_path, width=1080, height=1080, seconds=30)) == set()
    assert kinds(instagram, square, clip(tmp_path, width=1080, height=1080, seconds=90)) == {"breach-media-seconds"}
