"""Pinterest: the calls it makes, and what is its own: boards, carousels, videos with a cover, figures since a pin was made."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.errors import OutcomeUnknown, Rejected, SignInNeeded, TryLater, Unsupported
from bot.testing.files import clip, picture
from bot.testing.networks.pinterest import PinterestNetwork
from connectors.oauth import AppCredentials, new_verifier
from connectors.platform import Outgoing
from connectors.platforms.pinterest import Pinterest
from tests.contract.wire import all_calls, check_own, check_published, seen_calls

BACK = "https://allin.example/oauth/pinterest/callback"
APP = AppCredentials("app-1", "secret-of-app-1")


@pytest.fixture
async def network() -> AsyncIterator[PinterestNetwork]:
    async with PinterestNetwork(processing=0.05) as running:
        yield running


@pytest.fixture
async def pinterest(network: PinterestNetwork, tmp_path: Path) -> AsyncIterator[Pinterest]:
    made = Pinterest(tmp_path, network.url)
    yield made
    await made.close()


async def sent(pinterest: Pinterest, post: Outgoing) -> tuple[Outgoing, str]:
    post = replace(post, prepared=await pinterest.prepare(post), sent_at=datetime.now(UTC))
    return post, (await pinterest.send(post)).remote_id


def body_of(network: PinterestNetwork) -> dict[str, Any]:
    body: dict[str, Any] = network.requests("POST", r"/pins$")[-1].json
    return body


async def test_every_call_keeps_to_the_contracts(
    network: PinterestNetwork, pinterest: Pinterest, tmp_path: Path
) -> None:
    """A tour through everything the connector does; each request is checked, byte for byte."""
    link = pinterest.authorize(APP, redirect_uri=BACK, state="s", verifier=new_verifier(), fields={})
    query = parse_qs(urlsplit(link).query)
    assert urlsplit(link).path == "/oauth/"
    assert query["scope"] == ["boards:read,boards:write,pins:read,pins:write,user_accounts:read"]
    tokens = await pinterest.exchange(APP, code=network.grant(BACK), redirect_uri=BACK, verifier="", fields={})
    renewed = await pinterest.refresh(tokens, APP)
    assert renewed.refresh != tokens.refresh
    assert renewed.refresh_expires_at is not None
    assert renewed.refresh_expires_at - datetime.now(UTC) > timedelta(days=59)
    [profile] = await pinterest.profiles(renewed, APP)
    assert (profile.handle, profile.name, profile.data["id"]) == ("ana", "Ana", "9001")
    assert "board" not in profile.data  # there are two to choose from

    account = network.account()
    assert await pinterest.destinations(account) == [("501", "Autumn"), ("502", "Recipes")]
    post, pin = await sent(pinterest, network.sample(tmp_path))
    assert network.posts[pin].more["alt_text"] == "Leaves"
    found = await pinterest.find(post)
    assert found is not None
    assert found.url == f"https://www.pinterest.com/pin/{pin}/"
    same_size = (picture(tmp_path, 200, 300), picture(tmp_path, 200, 300, mime="image/png"))
    await sent(pinterest, replace(post, key="key-2", text="Two of them", media=same_size))
    _, film = await sent(pinterest, replace(post, key="key-3", text="It moves", media=(clip(tmp_path),)))
    await pinterest.edit(replace(post, text="New words", options={"link": "https://shop.example/sale"}), pin)
    figures = await pinterest.measure(account, [pin, film, "77"])
    assert figures[pin]["saves"] == 20
    assert figures[pin]["comments"] == 4
    assert "views" not in figures[pin]
    assert figures[film]["views"] == 29
    assert figures[film]["watch_time"] == pytest.approx(10.031)
    own = await pinterest.measure_account(account)
    assert (own["followers"], own["monthly_impressions"]) == (42, 240)
    today = datetime.now(UTC).date()
    days = await pinterest.measure_days(account, today - timedelta(days=3), today)
    of_day = {"impressions": 240, "engagement": 31, "saves": 20, "clicks": 7}
    assert days == {today - timedelta(days=3): of_day, today - timedelta(days=2): of_day}  # the newest are not ready
    network.stranger("Saved from somebody")
    past, mark = await pinterest.history(account)
    assert [each.format for each in past] == ["video", "carousel", "image"]
    assert (past[-1].text, mark) == ("Autumn sale\n\nNew words", "")
    assert [trend.name for trend in await pinterest.trends(account, "at")] == ["autumn table", "pottery", "glaze ideas"]
    assert network.requests("GET", "/trends/")[-1].path.endswith("/DE+AT+CH/top/growing")
    await pinterest.delete(account, pin)
    await pinterest.revoke(tokens, APP)

    assert check_own("pinterest", network.exchanges) == []
    assert seen_calls("pinterest", network.exchanges) == all_calls("pinterest")
    # The published document was cut: listing pins and revoking are in the whole one; the storage is not Pinterest's API.
    cut = (r"GET /v5/pins$", r"GET /v5/trends/", r"POST /v5/oauth/token/revoke", r"POST /store")
    faults = check_published("official/pinterest.json", network.exchanges, base="/v5", but=cut)
    # Its metric_types are "oneOf" two lists that share most names, so that no name they share is valid by the letter.
    assert [fault for fault in faults if "query parameter metric_types" not in fault] == []


async def test_a_pin_needs_a_board(network: PinterestNetwork, pinterest: Pinterest, tmp_path: Path) -> None:
    post = network.sample(tmp_path)
    homeless = replace(post, account=replace(post.account, data={"id": "9001"}))
    title = {"title": "Autumn sale"}
    [breach] = pinterest.check("Hello", post.media, title, homeless.account.data)
    assert (breach.key, breach.repair) == ("breach-choose-destination", "choose_destination")
    assert pinterest.check("Hello", post.media, title | {"destination": "502"}, homeless.account.data) == []
    with pytest.raises(Rejected) as caught:
        await pinterest.prepare(homeless)
    assert caught.value.key == "breach-choose-destination"
    _, pin = await sent(pinterest, replace(homeless, options={"destination": "recipes"}))
    assert network.posts[pin].more["board_id"] == "502"
    with pytest.raises(Rejected) as caught:
        await pinterest.prepare(replace(homeless, options={"destination": "Winter"}))
    assert caught.value.facts["board"] == "Winter"
    with pytest.raises(Rejected) as caught:
        await sent(pinterest, replace(homeless, options={"destination": "999"}))
    assert caught.value.key == "error-pinterest-board-gone"


async def test_an_account_with_one_board_needs_no_choice(network: PinterestNetwork, pinterest: Pinterest) -> None:
    del network.boards["502"]
    account = network.account()
    assert account.tokens is not None
    [profile] = await pinterest.profiles(account.tokens, APP)
    assert profile.data["board"] == "501"


async def test_all_boards_are_read_however_many_pages(network: PinterestNetwork, pinterest: Pinterest) -> None:
    network.boards |= {str(number): ("ana", f"Board {number}") for number in range(600, 607)}
    network.page = 4
    assert len(await pinterest.destinations(network.account())) == 9
    assert len(network.requests("GET", "/boards")) == 3


async def test_a_carousel_is_one_pin_in_order(network: PinterestNetwork, pinterest: Pinterest, tmp_path: Path) -> None:
    pictures = tuple(picture(tmp_path, 200 + step, 300 + step) for step in range(3))
    assert [b.key for b in pinterest.check("Hello", pictures)] == ["breach-media-sizes-differ"]
    alike = tuple(picture(tmp_path, 200, 300, mime=mime) for mime in ("image/png", "image/jpeg"))
    _, pin = await sent(pinterest, replace(network.sample(tmp_path), media=alike, options={"thumbnail": 1}))
    assert network.posts[pin].media == [item.sha256 for item in alike]
    assert body_of(network)["media_source"]["index"] == 1
    with pytest.raises(Rejected) as caught:
        await sent(pinterest, replace(network.sample(tmp_path, text="Other"), media=pictures))
    assert "same size" in caught.value.facts["reason"]


async def test_heavy_pictures_are_fetched_from_us_where_there_is_an_address(
    network: PinterestNetwork, pinterest: Pinterest, tmp_path: Path
) -> None:
    light = picture(tmp_path, 200, 300, url="https://allin.example/m/1.jpg")
    await sent(pinterest, replace(network.sample(tmp_path, text="Light"), media=(light,)))
    assert body_of(network)["media_source"]["source_type"] == "image_base64"
    heavy = replace(light, size=11_000_000)
    await sent(pinterest, replace(network.sample(tmp_path, text="Heavy"), media=(heavy,)))
    assert body_of(network)["media_source"] == {"source_type": "image_url", "url": light.url}
    await sent(pinterest, replace(network.sample(tmp_path, text="Both"), media=(heavy, heavy)))
    assert body_of(network)["media_source"]["source_type"] == "multiple_image_urls"
    await sent(pinterest, replace(network.sample(tmp_path, text="No address"), media=(replace(heavy, url=""),)))
    assert body_of(network)["media_source"]["source_type"] == "image_base64"


async def test_a_video_has_the_cover_that_was_chosen_and_is_uploaded_once(
    network: PinterestNetwork, pinterest: Pinterest, tmp_path: Path
) -> None:
    film, cover = clip(tmp_path, 500_000), picture(tmp_path, 90, 160)
    post = replace(network.sample(tmp_path), media=(film, cover), options={"thumbnail": 1, "title": "Autumn sale"})
    assert pinterest.check(post.text, post.media, post.options, post.account.data) == []
    without = {"title": "Autumn sale"}
    assert "breach-mixed-media" in [b.key for b in pinterest.check(post.text, post.media, without, post.account.data)]
    first = await pinterest.prepare(post)
    again = await pinterest.prepare(replace(post, prepared=first))
    assert again == first
    [upload] = network.media.values()
    assert (upload["size"], upload["sha256"]) == (film.size, film.sha256)
    await pinterest.send(replace(post, prepared=again))
    source = body_of(network)["media_source"]
    assert source["cover_image_content_type"] == "image/jpeg"
    assert source["cover_image_data"]
    alone = replace(post, text="Without one", media=(film,), options={})
    await pinterest.send(replace(alone, prepared=again))
    assert body_of(network)["media_source"]["cover_image_key_frame_time"] == 1


async def test_an_upload_that_broke_off_is_made_again(
    network: PinterestNetwork, pinterest: Pinterest, tmp_path: Path
) -> None:
    post = replace(network.sample(tmp_path), media=(clip(tmp_path),))
    prepared = await pinterest.prepare(post)
    [media_id] = prepared["video"].values()
    network.media[media_id]["size"] = 0  # it was registered, and nothing arrived
    again = await pinterest.prepare(replace(post, prepared=prepared))
    [other] = again["video"].values()
    assert other != media_id
    assert network.media[other]["size"] == post.media[0].size


async def test_a_video_that_cannot_be_worked_through_is_said_to_be(
    network: PinterestNetwork, pinterest: Pinterest, tmp_path: Path
) -> None:
    network.refuses_video = True
    with pytest.raises(Rejected) as caught:
        await pinterest.prepare(replace(network.sample(tmp_path), media=(clip(tmp_path),)))
    assert caught.value.key == "error-media-refused"
    assert network.posts == {}


async def test_a_file_that_is_gone_sends_nothing(
    network: PinterestNetwork, pinterest: Pinterest, tmp_path: Path
) -> None:
    post = network.sample(tmp_path)
    for media in (post.media[0], clip(tmp_path)):
        media.path.unlink()
        with pytest.raises(Rejected) as caught:
            await sent(pinterest, replace(post, media=(media,)))
        assert caught.value.key == "error-media-missing"
    assert network.requests("POST", r"/pins$") == []


@pytest.mark.parametrize(
    ("text", "options", "link"),
    [
        ("Look: https://shop.example/sale.", {}, "https://shop.example/sale"),
        ("Look: https://shop.example/a", {"link": "https://shop.example/b"}, "https://shop.example/b"),
        ("No address", {}, None),
    ],
)
async def test_a_pin_leads_where_it_should(
    network: PinterestNetwork,
    pinterest: Pinterest,
    tmp_path: Path,
    text: str,
    options: dict[str, str],
    link: str | None,
) -> None:
    post, pin = await sent(pinterest, replace(network.sample(tmp_path, text=text), options=options))
    assert network.posts[pin].more["link"] == link
    network.posts[pin].more["link"] = f"{link}/?utm_source=pinterest" if link else None
    assert (await pinterest.find(post)) is not None


async def test_a_link_that_is_too_long_is_refused_before_anything_is_sent(
    network: PinterestNetwork, pinterest: Pinterest, tmp_path: Path
) -> None:
    long = {"link": "https://shop.example/" + "a" * 2_048}
    with pytest.raises(Rejected) as caught:
        await pinterest.prepare(replace(network.sample(tmp_path), options=long))
    assert caught.value.key == "error-pinterest-link"


async def test_the_same_pin_elsewhere_or_of_last_week_is_another_one(
    network: PinterestNetwork, pinterest: Pinterest, tmp_path: Path
) -> None:
    post, pin = await sent(pinterest, network.sample(tmp_path))
    network.posts[pin].at = time.time() - 7 * 86_400
    assert await pinterest.find(post) is None
    network.posts[pin].at = time.time()
    assert await pinterest.find(replace(post, prepared={"board": "502"})) is None
    assert await pinterest.find(replace(post, title="Winter sale")) is None
    assert await pinterest.find(post) is not None


async def test_a_pin_is_found_on_a_later_page_and_too_many_pages_are_a_doubt(
    network: PinterestNetwork, pinterest: Pinterest, tmp_path: Path
) -> None:
    post, pin = await sent(pinterest, network.sample(tmp_path))
    for number in range(11):
        await sent(pinterest, network.sample(tmp_path, text=f"Further {number}"))
    network.page = 5
    found = await pinterest.find(post)
    assert found is not None
    assert found.remote_id == pin
    network.page = 1
    with pytest.raises(TryLater):
        await pinterest.find(post)


async def test_figures_of_an_old_pin_are_those_of_its_life(
    network: PinterestNetwork, pinterest: Pinterest, tmp_path: Path
) -> None:
    _, pin = await sent(pinterest, network.sample(tmp_path))
    network.posts[pin].at = time.time() - 200 * 86_400
    figures = (await pinterest.measure(network.account(), [pin]))[pin]
    assert figures["impressions"] == 300
    assert "saves" not in figures  # no figure of its whole life, so none at all
    assert network.requests("GET", "/analytics") == []


async def test_an_account_without_figures_still_has_followers(network: PinterestNetwork, pinterest: Pinterest) -> None:
    network.business = False
    figures = await pinterest.measure_account(network.account())
    assert figures["followers"] == 42
    assert "monthly_impressions" not in figures
    day = datetime.now(UTC).date() - timedelta(days=3)
    with pytest.raises(Unsupported):
        await pinterest.measure_days(network.account(), day, day)


async def test_trends_that_pinterest_has_not_allowed(network: PinterestNetwork, pinterest: Pinterest) -> None:
    network.tells_trends = False
    with pytest.raises(Unsupported) as caught:
        await pinterest.trends(network.account(), "FR")
    assert caught.value.key == "error-access-not-granted"


async def test_trial_access_is_told_as_what_it_is(
    network: PinterestNetwork, pinterest: Pinterest, tmp_path: Path
) -> None:
    network.trial = True
    with pytest.raises(Rejected) as caught:
        await sent(pinterest, network.sample(tmp_path))
    assert caught.value.key == "error-pinterest-trial"


async def test_an_application_without_the_edit_call_is_told_so(
    network: PinterestNetwork, pinterest: Pinterest, tmp_path: Path
) -> None:
    post, pin = await sent(pinterest, network.sample(tmp_path))
    network.editing = False
    with pytest.raises(Rejected) as caught:
        await pinterest.edit(replace(post, text="New words"), pin)
    assert caught.value.key == "error-pinterest-edit"
    assert network.posts[pin].text == "Hello, autumn"


async def test_a_comment_is_not_made_into_a_pin(
    network: PinterestNetwork, pinterest: Pinterest, tmp_path: Path
) -> None:
    with pytest.raises(Unsupported):
        await pinterest.prepare(Outgoing("k", network.account(), "First!", kind="comment", reply_to="1"))


async def test_a_refresh_token_serves_once(network: PinterestNetwork, pinterest: Pinterest) -> None:
    tokens = await pinterest.exchange(APP, code=network.grant(BACK), redirect_uri=BACK, verifier="", fields={})
    await pinterest.refresh(tokens, APP)
    with pytest.raises(SignInNeeded):
        await pinterest.refresh(tokens, APP)
    network.fault("503", on="safe")
    with pytest.raises(TryLater):
        await pinterest.refresh(tokens, APP)


async def test_an_answer_that_names_no_pin_is_a_doubt(
    network: PinterestNetwork, pinterest: Pinterest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network, "_pin", lambda _post: {})
    with pytest.raises(OutcomeUnknown):
        await sent(pinterest, network.sample(tmp_path))


@pytest.mark.parametrize(
    ("base", "consent"),
    [
        ("", "https://www.pinterest.com/oauth/?"),
        ("https://api-sandbox.pinterest.com", "https://www.pinterest.com/oauth/?"),
        ("http://127.0.0.1:9/proxy", "http://127.0.0.1:9/proxy/oauth/?"),
    ],
)
def test_the_consent_page_is_pinterests_even_with_its_sandbox(tmp_path: Path, base: str, consent: str) -> None:
    link = Pinterest(tmp_path, base).authorize(APP, redirect_uri=BACK, state="s", verifier="v", fields={})
    assert link.startswith(consent)
