"""X: the calls it makes, and what is its own: refresh tokens that serve once, chunks, t.co, duplicates, editions."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.errors import Conflict, OutcomeUnknown, Rejected, SignInNeeded, TryLater, Unsupported, VersionSunset
from bot.testing.files import clip, picture
from bot.testing.networks.x import XNetwork
from connectors.oauth import challenge_of, new_verifier
from connectors.platform import AppCredentials, Media, Outgoing, Tokens
from connectors.platforms import x as module
from connectors.platforms.x import X
from tests.contract.wire import all_calls, check_own, check_published, seen_calls

BACK = "https://allin.example/oauth/x/callback"
APP = AppCredentials("x-client", "x-client-secret")


@pytest.fixture
async def network() -> AsyncIterator[XNetwork]:
    async with XNetwork(processing=0.02) as running:
        yield running


@pytest.fixture
async def x(network: XNetwork, tmp_path: Path) -> AsyncIterator[X]:
    made = X(tmp_path, network.url)
    yield made
    await made.close()


async def ready(x: X, outgoing: Outgoing) -> Outgoing:
    return replace(outgoing, prepared=await x.prepare(outgoing))


async def sign_in(network: XNetwork, x: X) -> Tokens:
    verifier = new_verifier()
    code = network.grant(challenge_of(verifier), BACK)
    return await x.exchange(APP, code=code, redirect_uri=BACK, verifier=verifier, fields={})


def gif(folder: Path) -> Media:
    return replace(picture(folder, 64, 64, mime="image/gif"), kind="gif")


async def test_every_call_keeps_to_the_contracts(network: XNetwork, x: X, tmp_path: Path) -> None:
    """A tour through everything the connector does; each request is checked, byte for byte."""
    verifier = new_verifier()
    query = parse_qs(urlsplit(x.authorize(APP, redirect_uri=BACK, state="s", verifier=verifier, fields={})).query)
    assert query["code_challenge"] == [challenge_of(verifier)]
    assert "offline.access" in query["scope"][0].split()
    tokens = await x.refresh(await sign_in(network, x), APP)
    [profile] = await x.profiles(tokens, APP)
    assert profile.handle == "@ana"
    assert profile.data == {"id": "700", "username": "ana", "subscription": "Premium", "limits": {"characters": 25_000}}

    account = replace(network.account(), data=profile.data, tokens=tokens)
    photo, film = picture(tmp_path, alt="Leaves on a table"), clip(tmp_path)
    options = {"reply_control": "following", "synthetic": True}
    first = await ready(
        x, Outgoing("k1", account, "Autumn & https://example.com/a?b=1&c=2", media=(photo,), options=options)
    )
    receipt = await x.send(first)
    assert receipt.url == f"https://x.com/ana/status/{receipt.remote_id}"
    [media_id] = network.posts[receipt.remote_id].media
    assert network.media[media_id]["alt"] == "Leaves on a table"
    assert network.posts[receipt.remote_id].more["control"] == "following"
    assert network.posts[receipt.remote_id].more["ai"] is True
    found = await x.find(replace(first, sent_at=datetime.now(UTC)))
    assert found is not None
    assert found.remote_id == receipt.remote_id
    part = Outgoing("k2", account, "A film", media=(film,), kind="thread", reply_to=receipt.remote_id)
    await x.send(await ready(x, part))
    reply = network.comment(receipt.remote_id, "Lovely", "zoe")
    assert [comment.text for comment in await x.comments(account, receipt.remote_id)] == ["Lovely", "A film"]
    await x.hide_comment(account, reply)
    figures = (await x.measure(account, [receipt.remote_id]))[receipt.remote_id]
    assert (figures["likes"], figures["saves"], figures["impressions"], figures["clicks"]) == (5, 2, 120, 3)
    assert (await x.measure_account(account))["followers"] == 42
    [past], mark = await x.history(account)
    assert (past.id, past.format, mark) == (receipt.remote_id, "image", "")
    assert past.text == "Autumn & https://example.com/a?b=1&c=2"
    assert past.figures == {name: figures[name] for name in past.figures}
    network.stranger("Look at my kiln")
    zoe = await x.look_up(account, "https://x.com/zoe?s=20")
    assert [post.text for post in zoe.recent] == ["Look at my kiln"]
    plain = await x.send(Outgoing("k3", account, "Only words"))
    edited = await x.edit(Outgoing("k3", account, "Better words"), plain.remote_id)
    assert edited.remote_id != plain.remote_id
    await x.delete(account, edited.remote_id)
    await x.revoke(tokens, APP)

    assert check_own("x", network.exchanges) == []
    assert seen_calls("x", network.exchanges) == all_calls("x")
    # The copy of the specification holds no sign-in, no timeline (docs.x.com/x-api/users/get-posts) and no other users:
    # these are pages.
    cut = ("POST /2/oauth2/", "GET /2/users/[0-9]+/tweets", "GET /2/users/by/username/")
    assert check_published("official/x.json", network.exchanges, but=cut) == []


async def test_an_application_with_a_secret_says_who_it_is_in_the_header(network: XNetwork, x: X) -> None:
    await sign_in(network, x)
    [request] = network.requests("POST", "/2/oauth2/token")
    assert request.headers["authorization"].startswith("Basic ")
    assert "client_secret" not in request.form
    assert "client_id" not in request.form


async def test_a_code_and_a_refresh_token_serve_once(network: XNetwork, x: X) -> None:
    tokens = await sign_in(network, x)
    assert tokens.expires_at is not None
    assert timedelta(hours=1) < tokens.expires_at - datetime.now(UTC) <= timedelta(hours=2)
    newer = await x.refresh(tokens, APP)
    assert newer.refresh not in {"", tokens.refresh}
    with pytest.raises(SignInNeeded):
        await x.refresh(tokens, APP)
    await x.refresh(newer, APP)
    with pytest.raises(Rejected):
        await x.exchange(APP, code="used", redirect_uri=BACK, verifier="v", fields={})


async def test_a_refresh_that_could_not_be_asked_for_is_tried_later(network: XNetwork, x: X) -> None:
    tokens = await sign_in(network, x)
    network.fault("503", on="safe")
    with pytest.raises(TryLater):
        await x.refresh(tokens, APP)
    await x.refresh(tokens, APP)


async def test_without_a_subscription_280_is_the_end(network: XNetwork, x: X) -> None:
    network.plans["ana"] = "None"
    [profile] = await x.profiles(network.account().tokens or Tokens(""), APP)
    assert "limits" not in profile.data
    assert [breach.repair for breach in x.check("a" * 281, account=profile.data)] == ["shorten"]
    assert x.check("a" * 281, account={"limits": {"characters": 25_000}}) == []


async def test_pictures_are_uploaded_once_whatever_happens_after(network: XNetwork, x: X, tmp_path: Path) -> None:
    photos = tuple(picture(tmp_path, 100 + n, 100, alt=f"Leaf {n}") for n in range(4))
    post = Outgoing("k", network.account(), "Four", media=photos)
    first = await x.prepare(post)
    assert await x.prepare(replace(post, prepared=first)) == first
    assert len(network.media) == 4
    receipt = await x.send(replace(post, prepared=first))
    assert [network.media[m]["alt"] for m in network.posts[receipt.remote_id].media] == [p.alt for p in photos]


async def test_media_that_x_has_forgotten_are_uploaded_again(network: XNetwork, x: X, tmp_path: Path) -> None:
    network.keeps = 0
    post = Outgoing("k", network.account(), "Old", media=(picture(tmp_path),))
    first = await x.prepare(post)
    network.keeps = 86_400
    again = await x.prepare(replace(post, prepared=first))
    assert again != first
    await x.send(replace(post, prepared=again))


async def test_a_video_goes_up_in_parts_and_goes_on_where_it_stopped(
    network: XNetwork, x: X, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PART_BYTES", 100_000)
    post = Outgoing("k", network.account(), "A film", media=(clip(tmp_path, 350_000),))
    network.fault("503", "503", on="safe")
    with pytest.raises(TryLater):
        await x.prepare(post)  # not even begun
    network._faults["safe"].clear()
    append = XNetwork.append
    lost = iter([False, False, True])

    def third_is_lost(self: XNetwork, request: object) -> object:
        return self.error(503, "over capacity") if next(lost, False) else append(self, request)  # type: ignore[arg-type]

    routes = [(*r[:4], lambda q: third_is_lost(network, q)) if r[2].endswith("/append") else r for r in network._routes]
    monkeypatch.setattr(network, "_routes", routes)
    with pytest.raises(TryLater):
        await x.prepare(post)
    prepared = await x.prepare(post)
    [medium] = network.media.values()
    assert [size for _, (size, _) in sorted(medium["parts"].items())] == [100_000, 100_000, 100_000, 50_000]
    assert len(network.requests("POST", "/append$")) == 5
    assert len(network.requests("POST", "/initialize$")) == 1
    await x.send(replace(post, prepared=prepared))


async def test_an_upload_whose_end_was_not_answered_is_not_begun_again(
    network: XNetwork, x: X, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = Outgoing("k", network.account(), "A film", media=(clip(tmp_path),))
    finalize = network.finalize

    def unanswered(request: object) -> object:
        finalize(request)  # type: ignore[arg-type]
        return network.error(503, "over capacity")

    routes = [(*r[:4], unanswered) if r[2].endswith("/finalize") else r for r in network._routes]
    monkeypatch.setattr(network, "_routes", routes)
    with pytest.raises(TryLater):
        await x.prepare(post)
    assert (await x.prepare(post))["media"]
    assert len(network.media) == 1


async def test_a_gif_is_a_gif_there_and_a_broken_video_is_refused(
    network: XNetwork, x: X, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await x.prepare(Outgoing("k", network.account(), "It moves", media=(gif(tmp_path),)))
    [medium] = network.media.values()
    assert medium["kind"] == "tweet_gif"
    film = Outgoing("k2", network.account(), "It does not", media=(clip(tmp_path),))
    monkeypatch.setattr(network, "_processing", lambda _: {"processing_info": {"state": "failed"}})
    with pytest.raises(Rejected) as caught:
        await x.prepare(film)
    assert caught.value.key == "error-media-refused"


async def test_the_same_words_twice_are_refused_as_such(network: XNetwork, x: X) -> None:
    post = Outgoing("k", network.account(), "Once only")
    await x.send(post)
    with pytest.raises(Rejected) as caught:
        await x.send(replace(post, key="k2"))
    assert caught.value.key == "error-duplicate"
    assert network.texts() == ["Once only"]


@pytest.mark.parametrize(
    "text",
    [
        "Links: https://example.com/ and https://example.com/a?b=1&copy=2",
        "1 < 2 > 0 & &amp; stays",
        "  Zwei   Leerzeichen\n\nund Zeilen  ",
        "Cafe\u0301 🍂 #autumn",
        "long " * 100 + "https://example.com/end",
    ],
)
@pytest.mark.parametrize("speaks", ["post", "tweet"])
async def test_words_are_found_again_whatever_x_makes_of_them(network: XNetwork, x: X, text: str, speaks: str) -> None:
    network.speaks = speaks
    post = replace(Outgoing("k", network.account(), text), sent_at=datetime.now(UTC))
    assert await x.find(post) is None
    receipt = await x.send(post)
    found = await x.find(post)
    assert found == receipt
    assert await x.find(replace(post, text=f"{text} and more")) is None


async def test_a_post_of_pictures_alone_is_known_by_them(network: XNetwork, x: X, tmp_path: Path) -> None:
    one = await ready(x, Outgoing("a", network.account(), "", media=(picture(tmp_path, 100, 100),)))
    two = await ready(x, Outgoing("b", network.account(), "", media=(picture(tmp_path, 200, 200),)))
    receipt = await x.send(one)
    assert await x.find(one) == receipt
    assert await x.find(two) is None


async def test_an_answer_to_somebody_is_found_without_the_name_before_it(network: XNetwork, x: X) -> None:
    account = network.account()
    root = await x.send(Outgoing("k", account, "Hello"))
    comment = network.comment(root.remote_id, "Nice")
    answer = Outgoing("r", account, "Thank you", kind="comment", reply_to=comment, root=root.remote_id)
    assert await x.find(answer) is None
    receipt = await x.send(answer)
    assert network._shown(network.posts[receipt.remote_id])["text"] == "@zoe Thank you"
    assert await x.find(answer) == receipt


async def test_old_posts_of_the_same_words_are_not_taken_for_it(network: XNetwork, x: X) -> None:
    post = Outgoing("k", network.account(), "Every year again", sent_at=datetime.now(UTC))
    receipt = await x.send(post)
    network.posts[receipt.remote_id].at -= 3600
    assert await x.find(post) is None


async def test_many_newer_posts_do_not_hide_it(network: XNetwork, x: X) -> None:
    post = Outgoing("k", network.account(), "The first of many", sent_at=datetime.now(UTC))
    receipt = await x.send(post)
    for number in range(250):
        network.accept("ana", f"Noise {number}")
    assert await x.find(post) == receipt
    for number in range(800):
        network.accept("ana", f"More noise {number}")
    with pytest.raises(TryLater):
        await x.find(post)


async def test_a_quota_that_is_used_up_is_not_asked_again(network: XNetwork, x: X) -> None:
    network.quota = 2
    network.retry_after = 5.0
    account = network.account()
    for number in range(2):
        await x.send(Outgoing(f"k{number}", account, f"Post {number}"))
    calls = network.calls
    with pytest.raises(TryLater) as caught:
        await x.send(Outgoing("k3", account, "One too many"))
    assert network.calls == calls
    assert 800 < (caught.value.retry_after or 0) <= 901
    assert (await x.measure_account(account))["followers"] == 42  # reading has its own limits
    await x.send(Outgoing("other", network.account(2), "Somebody else"))


async def test_a_day_that_is_used_up_is_waited_for(network: XNetwork, x: X) -> None:
    limited = network.too_many()
    reset = str(int(time.time()) + 30_000)
    limited.headers |= {"x-app-limit-24hour-remaining": "0", "x-app-limit-24hour-reset": reset}
    network.too_many = lambda: limited  # type: ignore[method-assign]
    network.fault("429")
    with pytest.raises(TryLater) as caught:
        await x.send(Outgoing("k", network.account(), "Tomorrow, then"))
    assert 29_000 < (caught.value.retry_after or 0) <= 30_000


async def test_only_subscribers_edit_and_only_for_half_an_hour(network: XNetwork, x: X, tmp_path: Path) -> None:
    account = network.account()
    receipt = await x.send(Outgoing("k", account, "Wrods"))
    with pytest.raises(Unsupported):
        await x.edit(
            Outgoing("k", replace(account, data={**account.data, "subscription": "None"}), "Words"), receipt.remote_id
        )
    network.posts[receipt.remote_id].at -= 1801
    with pytest.raises(Conflict):
        await x.edit(Outgoing("k", account, "Words"), receipt.remote_id)
    photo = await ready(x, Outgoing("p", account, "Potho", media=(picture(tmp_path),)))
    with pytest.raises(Unsupported):
        await x.edit(Outgoing("p", account, "Photo"), (await x.send(photo)).remote_id)
    assert sorted(network.texts()) == ["Potho", "Wrods"]


async def test_older_posts_have_figures_without_the_private_ones(network: XNetwork, x: X) -> None:
    account = network.account()
    receipt = await x.send(Outgoing("k", account, "Long ago"))
    network.posts[receipt.remote_id].at -= 40 * 86_400
    figures = await x.measure(account, [receipt.remote_id, "5"])
    assert set(figures) == {receipt.remote_id}
    assert figures[receipt.remote_id]["likes"] == 5
    assert figures[receipt.remote_id]["clicks"] is None


@pytest.mark.parametrize(
    ("status", "detail", "kind", "error", "key"),
    [
        (402, "Your account has no credits", "credits", Rejected, "error-x-credits"),
        (403, "When authenticating requests … attached to a Project", "client-forbidden", Rejected, "error-x-app"),
        (403, "Missing the scope tweet.write", "", SignInNeeded, "error-sign-in-scope"),
        (403, "Your account is suspended and is not permitted", "", Rejected, "error-network-refused"),
        (410, "API v2 is no longer active", "", VersionSunset, "error-version-sunset"),
        (500, "Internal", "internal-error", OutcomeUnknown, "error-outcome-unknown"),
    ],
)
async def test_refusals_say_whose_turn_it_is(
    network: XNetwork, x: X, status: int, detail: str, kind: str, error: type[Exception], key: str
) -> None:
    network.expired = lambda: network.error(status, detail, kind)  # type: ignore[method-assign]
    network.fault("expired")
    with pytest.raises(error) as caught:
        await x.send(Outgoing("k", network.account(), "Hello"))
    assert getattr(caught.value, "key", "") == key


async def test_a_yes_without_an_id_is_in_doubt(network: XNetwork, x: X) -> None:
    network.expired = lambda: type(network.error(200, ""))(201, {"errors": []})  # type: ignore[method-assign]
    network.fault("expired")
    with pytest.raises(OutcomeUnknown):
        await x.send(Outgoing("k", network.account(), "Hello"))


@pytest.mark.parametrize("options", [{"privacy": "followers"}, {"privacy": "private"}, {"format": "draft"}])
async def test_nothing_is_shown_to_more_people_than_were_meant(
    network: XNetwork, x: X, options: dict[str, str]
) -> None:
    post = Outgoing("k", network.account(), "For few", options=options)
    for step in (x.prepare, x.send):
        with pytest.raises(Rejected):
            await step(post)
    assert network.calls == 0


def test_a_link_costs_more_and_the_limits_name_their_source(tmp_path: Path) -> None:
    x = X(tmp_path)
    cost = x.limits.cost
    assert cost is not None
    assert (cost.of("Hello"), cost.of("See https://example.com")) == (0.015, 0.20)
    mixed = (picture(tmp_path), clip(tmp_path))
    assert {breach.key for breach in x.check("Hi", mixed)} == {"breach-mixed-media"}
    five = tuple(picture(tmp_path, 50 + n, 50) for n in range(5))
    assert "breach-too-many-media" in {breach.key for breach in x.check("Hi", five)}
