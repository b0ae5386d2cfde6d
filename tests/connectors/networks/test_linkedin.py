"""LinkedIn: the calls it makes, and what is its own: little text, profiles and Pages, versions, uploads in parts."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Awaitable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.errors import OperatorError, OutcomeUnknown, Rejected, SignInNeeded, TryLater, Unsupported, VersionSunset
from bot.testing.files import clip, picture
from bot.testing.network import Answer, Request
from bot.testing.networks.linkedin import LinkedInNetwork
from connectors.oauth import new_verifier
from connectors.platform import AppCredentials, Media, Outgoing, Tokens
from connectors.platforms.linkedin import MEMBER_SCOPES, PAGE_SCOPES, LinkedIn, escaped, unescaped
from tests.contract.wire import all_calls, check_own, check_published, seen_calls

BACK = "https://allin.example/oauth/linkedin/callback"
APP = AppCredentials("li-client", "li-secret")


@pytest.fixture
async def network() -> AsyncIterator[LinkedInNetwork]:
    async with LinkedInNetwork(processing=0.02) as running:
        yield running


@pytest.fixture
async def linkedin(network: LinkedInNetwork, tmp_path: Path) -> AsyncIterator[LinkedIn]:
    made = LinkedIn(tmp_path, network.url)
    yield made
    await made.close()


async def publish(linkedin: LinkedIn, outgoing: Outgoing) -> str:
    prepared = await linkedin.prepare(outgoing)
    return (await linkedin.send(replace(outgoing, prepared=prepared))).remote_id


async def sign_in(network: LinkedInNetwork, linkedin: LinkedIn, pages: str = "") -> Tokens:
    fields = {"pages": pages}
    link = linkedin.authorize(APP, redirect_uri=BACK, state="s", verifier=new_verifier(), fields=fields)
    code = network.grant(parse_qs(urlsplit(link).query)["scope"][0])
    assert code is not None
    return await linkedin.exchange(APP, code=code, redirect_uri=BACK, verifier="", fields=fields)


def paper(folder: Path) -> Media:
    body = b"%PDF-1.7\n" + b"leaf " * 1000
    digest = hashlib.sha256(body).hexdigest()
    path = folder / f"{digest}.pdf"
    path.write_bytes(body)
    return Media(9, "document", "application/pdf", path, len(body), digest)


async def test_every_call_keeps_to_the_contracts(network: LinkedInNetwork, linkedin: LinkedIn, tmp_path: Path) -> None:
    """A tour through everything the connector does; each request is checked, byte for byte."""
    network.part_bytes = 100_000
    tokens = await sign_in(network, linkedin, "yes")
    profiles = await linkedin.profiles(tokens, APP)
    assert [(p.name, p.handle, p.why_not) for p in profiles] == [
        ("Morgenrot 5001", "morgenrot-5001", ""),
        ("Morgenrot 5002", "morgenrot-5002", "why-not-linkedin-role"),
    ]
    account = replace(network.account(), data=profiles[0].data, tokens=tokens)
    photos = (picture(tmp_path, 90, 90, alt="Leaves"), picture(tmp_path, 91, 91, alt="A table"))
    post = Outgoing("k1", account, "Two (2) pictures & #autumn_sale", media=photos)
    first = await publish(linkedin, post)
    images = network.posts[first].more["content"]["multiImage"]["images"]
    assert [each["altText"] for each in images] == ["Leaves", "A table"]
    found = await linkedin.find(replace(post, sent_at=datetime.now(UTC)))
    assert found is not None
    assert found.remote_id == first
    await publish(linkedin, Outgoing("k2", account, "One", media=(picture(tmp_path, 92, 92, alt="Leaf"),)))
    film = await publish(linkedin, Outgoing("k3", account, "A film", title="Autumn", media=(clip(tmp_path),)))
    await publish(linkedin, Outgoing("k4", account, "Our programme\nfor autumn", media=(paper(tmp_path),)))
    link = {"link": "https://example.com/sale?a=1", "title": "Autumn sale", "thumbnail": 0}
    article = Outgoing("k5", account, "Read this", media=photos[:1], options=link)
    content = network.posts[await publish(linkedin, article)].more["content"]
    assert content["article"]["source"] == "https://example.com/sale?a=1"
    assert content["article"]["thumbnail"].startswith("urn:li:image:")
    comment = Outgoing("k6", account, "And more", kind="comment", reply_to=first, root=first)
    own = await linkedin.send(comment)
    assert await linkedin.find(comment) == own
    theirs = network.comment(first, "How much?")
    answer = Outgoing("k7", account, "Half price", kind="comment", reply_to=theirs, root=first)
    answered = await linkedin.send(answer)
    assert await linkedin.find(answer) == answered
    listed = await linkedin.comments(account, first)
    assert sorted(each.text for each in listed) == ["And more", "Half price", "How much?"]
    assert next(each for each in listed if each.text == "Half price").parent_id == theirs
    await linkedin.delete_comment(account, own.remote_id)
    await linkedin.delete_comment(account, own.remote_id)
    figures = await linkedin.measure(account, [first, film])
    assert figures[first]["reach"] == figures[film]["reach"] == 90
    day = (datetime.now(UTC) - timedelta(days=3)).date()
    of_day = (await linkedin.measure_days(account, day, day))[day]
    assert (of_day["reach"], of_day["new_followers"]) == (90, 4)
    past, mark = await linkedin.history(account)
    assert [each.format for each in past] == ["link", "other", "video", "image", "carousel"]
    assert (past[-1].text, mark) == ("Two (2) pictures & #autumn_sale", "")
    zoe = await linkedin.look_up(account, "https://www.linkedin.com/company/zoe/about/")
    assert (zoe.id, zoe.figures) == ("urn:li:organization:5999", {"followers": 42})
    network.roles["5001"] = ["CONTENT_ADMINISTRATOR"]
    with pytest.raises(Unsupported):
        await linkedin.measure_days(account, day, day)
    assert await linkedin.measure(account, [first]) == {first: {"likes": 5, "comments": 2}}
    assert await linkedin.measure_account(account) == {"followers": 42}
    await linkedin.edit(replace(post, text="New *words*"), first)
    assert network.posts[first].text == "New *words*"
    await linkedin.delete(account, first)
    network.has_pages = False
    [member] = await linkedin.profiles(await sign_in(network, linkedin), APP)
    assert member.data["urn"] == "urn:li:person:anaID7"

    assert check_own("linkedin", network.exchanges) == []
    assert seen_calls("linkedin", network.exchanges) == all_calls("linkedin")
    # Not in the contract that was written from the pages: documents-api, organization-lookup-api (names and followers),
    # the summary of network-update-social-actions, and pages of Access Control (start and count).
    cut = (
        "/rest/documents",
        "GET /rest/organizations",
        "GET /rest/organizationalEntityFollowerStatistics",
        "GET /rest/networkSizes/",
        r"GET /rest/socialActions/[^/]+$",
        "GET /rest/organizationAcls",
        r"GET /rest/socialActions/.+/comments",  # start and count
        "PUT /dms-uploads/",  # `ut`, which belongs to the address that was handed out
    )
    assert check_published("authored/linkedin.yaml", network.exchanges, but=cut) == []


@pytest.mark.parametrize(
    "text",
    [
        "Plain words",
        "All of them: \\ | { } @ [ ] ( ) < > # * _ ~",
        "#autumn, #Grün_2026! and a#b, 50 % (#sale)",
        "{hashtag|\\#|not_ours} @[Nobody](urn:li:person:1)",
        "https://example.com/a_(b)?c=~d\n\n— – “quotes” 🍂",
    ],
)
async def test_words_arrive_as_they_were_written(network: LinkedInNetwork, linkedin: LinkedIn, text: str) -> None:
    assert unescaped(escaped(text)) == text
    post = Outgoing("k", network.account(), text, sent_at=datetime.now(UTC))
    assert await linkedin.find(post) is None
    remote_id = await publish(linkedin, post)
    assert network.posts[remote_id].text == text
    found = await linkedin.find(post)
    assert found is not None
    assert found.remote_id == remote_id
    assert found.url == f"https://www.linkedin.com/feed/update/{remote_id}/"


def test_a_hashtag_stays_one_and_a_mention_reads_as_the_name() -> None:
    assert escaped("#autumn (new)") == "{hashtag|\\#|autumn} \\(new\\)"
    assert (
        unescaped("Hello @[Acme \\(Berlin\\)](urn:li:organization:7), {hashtag|#|Tech}") == "Hello Acme (Berlin), #Tech"
    )


async def test_a_profile_can_be_posted_to_but_not_read(network: LinkedInNetwork, linkedin: LinkedIn) -> None:
    account = network.member()
    remote_id = await publish(linkedin, Outgoing("k", account, "Hello", options={"privacy": "followers"}))
    assert network.posts[remote_id].more["visibility"] == "CONNECTIONS"
    calls = network.calls
    for reading in (
        linkedin.find(Outgoing("k", account, "Hello")),
        linkedin.comments(account, remote_id),
        linkedin.measure(account, [remote_id]),
        linkedin.measure_account(account),
        linkedin.measure_days(account, date(2026, 1, 1), date(2026, 1, 2)),
        linkedin.history(account),
        linkedin.look_up(account, "zoe"),
    ):
        with pytest.raises(Unsupported):
            await reading
    assert network.calls == calls
    trusted = network.member((*MEMBER_SCOPES, "r_member_social"))
    assert await linkedin.find(Outgoing("k", trusted, "Hello")) is not None
    await linkedin.delete(account, remote_id)
    assert network.texts() == []


async def test_a_right_that_is_missing_there_is_no_proof_of_absence(
    network: LinkedInNetwork, linkedin: LinkedIn
) -> None:
    account = network.account()
    network.tokens["good-token-li"] = ("urn:li:person:anaID7", ("w_organization_social",))
    assert account.tokens is not None
    for scopes in (account.tokens.scopes, ()):
        asked = replace(account, tokens=replace(account.tokens, scopes=scopes))
        with pytest.raises(Unsupported):
            await linkedin.find(Outgoing("k", asked, "Hello"))


async def test_a_page_never_shows_more_people_than_were_meant(network: LinkedInNetwork, linkedin: LinkedIn) -> None:
    for privacy, account in (("followers", network.account()), ("private", network.member())):
        with pytest.raises(Rejected) as caught:
            await linkedin.send(Outgoing("k", account, "For few", options={"privacy": privacy}))
        assert caught.value.key == "error-linkedin-privacy"
    with pytest.raises(Rejected):
        await linkedin.prepare(Outgoing("d", network.member(), "Not yet", options={"format": "draft"}))
    assert network.texts() == []


async def test_rights_of_a_page_are_asked_for_apart(network: LinkedInNetwork, linkedin: LinkedIn) -> None:
    def asked(pages: str) -> set[str]:
        link = linkedin.authorize(APP, redirect_uri=BACK, state="s", verifier="v", fields={"pages": pages})
        query = parse_qs(urlsplit(link).query)
        assert "code_challenge" not in query
        return set(query["scope"][0].split())

    assert asked("") == set(MEMBER_SCOPES)
    assert asked("Café Morgenrot") == set(PAGE_SCOPES)
    assert network.grant(" ".join(MEMBER_SCOPES)) is None  # what the consent page says no to
    assert "unauthorized_scope_error" in linkedin.consent_errors


async def test_an_application_without_the_rights_of_pages_is_the_operators_matter(
    network: LinkedInNetwork, linkedin: LinkedIn
) -> None:
    network.tokens["odd"] = ("urn:li:person:anaID7", ("w_organization_social",))
    with pytest.raises(OperatorError) as caught:
        await linkedin.profiles(Tokens("odd", scopes=("w_organization_social",)), APP)
    assert caught.value.key == "error-linkedin-scopes"


async def test_a_sign_in_ends_after_sixty_days_unless_linkedin_gives_a_refresh_token(
    network: LinkedInNetwork, linkedin: LinkedIn
) -> None:
    tokens = await sign_in(network, linkedin, "yes")
    assert tokens.refresh == ""
    assert tokens.expires_at is not None
    assert timedelta(days=59) < tokens.expires_at - datetime.now(UTC) <= timedelta(days=60)
    assert set(tokens.scopes) == set(PAGE_SCOPES)
    with pytest.raises(SignInNeeded):
        await linkedin.refresh(tokens, APP)
    network.partner = True
    partner = await sign_in(network, linkedin, "yes")
    newer = await linkedin.refresh(partner, APP)
    assert (newer.access != partner.access, newer.refresh) == (True, partner.refresh)
    assert newer.refresh_expires_at is not None
    assert partner.refresh_expires_at is not None
    assert newer.refresh_expires_at - partner.refresh_expires_at < timedelta(seconds=2)
    with pytest.raises(Rejected):
        await linkedin.exchange(APP, code="used", redirect_uri=BACK, verifier="", fields={})
    network.refreshes.clear()
    with pytest.raises(SignInNeeded):
        await linkedin.refresh(newer, APP)


async def test_a_video_goes_on_with_the_part_that_was_lost(
    network: LinkedInNetwork, linkedin: LinkedIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    network.part_bytes = 100_000
    store, lost = network.store, iter([False, True])

    def second_is_lost(request: Request) -> Answer | Awaitable[Answer]:
        return Answer(503, b"later") if next(lost, False) else store(request)

    _replace(network, monkeypatch, "/dms-uploads/{place}", second_is_lost)
    post = Outgoing("k", network.account(), "A film", media=(clip(tmp_path, 350_000),))
    with pytest.raises(TryLater):
        await linkedin.prepare(post)
    prepared = await linkedin.prepare(post)
    [asset] = network.assets.values()
    assert [size for _, (size, _) in sorted(asset["parts"].items())] == [100_000, 100_000, 100_000, 50_000]
    assert len(network.requests("PUT", "/dms-uploads/")) == 5
    remote_id = (await linkedin.send(replace(post, prepared=prepared))).remote_id
    assert remote_id.startswith("urn:li:ugcPost:")


async def test_a_video_whose_end_was_not_answered_is_not_begun_again(
    network: LinkedInNetwork, linkedin: LinkedIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    videos = network.videos

    def unanswered(request: Request) -> Answer | Awaitable[Answer]:
        answer = videos(request)
        return Answer(503, b"later") if request.query["action"] == "finalizeUpload" else answer

    _replace(network, monkeypatch, "/rest/videos", unanswered)
    post = Outgoing("k", network.account(), "A film", media=(clip(tmp_path),))
    with pytest.raises(TryLater):
        await linkedin.prepare(post)
    assert (await linkedin.prepare(post))["media"]
    assert len(network.assets) == 1


def _replace(network: LinkedInNetwork, monkeypatch: pytest.MonkeyPatch, pattern: str, handler: object) -> None:
    routes = [(*r[:4], handler) if r[2] == pattern and r[0] in {"POST", "PUT"} else r for r in network._routes]
    monkeypatch.setattr(network, "_routes", routes)


async def test_pictures_are_uploaded_once_and_again_when_they_are_old(
    network: LinkedInNetwork, linkedin: LinkedIn, tmp_path: Path
) -> None:
    photo = picture(tmp_path)
    post = Outgoing("k", network.account(), "Leaves", media=(photo,))
    first = await linkedin.prepare(post)
    assert await linkedin.prepare(replace(post, prepared=first)) == first
    assert len(network.assets) == 1
    first["media"][photo.sha256]["until"] = 0
    assert await linkedin.prepare(replace(post, prepared=first)) != first


async def test_what_linkedin_cannot_use_is_refused(
    network: LinkedInNetwork, linkedin: LinkedIn, tmp_path: Path
) -> None:
    post = Outgoing("k", network.account(), "Leaves", media=(picture(tmp_path),))
    prepared = await linkedin.prepare(post)
    for asset in network.assets.values():
        asset["broken"] = True
    with pytest.raises(Rejected) as caught:
        await linkedin.prepare(replace(post, prepared=prepared))
    assert caught.value.key == "error-media-refused"


async def test_a_post_is_known_by_its_pictures_even_if_its_words_were_changed_there(
    network: LinkedInNetwork, linkedin: LinkedIn, tmp_path: Path
) -> None:
    post = Outgoing("k", network.account(), "Leaves", media=(picture(tmp_path),), sent_at=datetime.now(UTC))
    post = replace(post, prepared=await linkedin.prepare(post))
    remote_id = (await linkedin.send(post)).remote_id
    network.posts[remote_id].more["commentary"] = "Quite different"
    found = await linkedin.find(post)
    assert found is not None
    assert found.remote_id == remote_id


async def test_old_posts_of_the_same_words_are_not_taken_for_it(network: LinkedInNetwork, linkedin: LinkedIn) -> None:
    post = Outgoing("k", network.account(), "Every year again", sent_at=datetime.now(UTC))
    remote_id = await publish(linkedin, post)
    network.posts[remote_id].at -= 3600
    assert await linkedin.find(post) is None


async def test_many_newer_posts_do_not_hide_it(network: LinkedInNetwork, linkedin: LinkedIn) -> None:
    post = Outgoing("k", network.account(), "The first of many", sent_at=datetime.now(UTC))
    await publish(linkedin, post)
    for number in range(150):
        network.accept("urn:li:organization:5001", "x", commentary=f"{number}", visibility="PUBLIC", content={})
    assert await linkedin.find(post) is not None
    for number in range(450):
        network.accept("urn:li:organization:5001", "x", commentary=f"m{number}", visibility="PUBLIC", content={})
    with pytest.raises(TryLater):
        await linkedin.find(post)


async def test_the_same_words_twice_are_refused_as_such(network: LinkedInNetwork, linkedin: LinkedIn) -> None:
    post = Outgoing("k", network.account(), "Once only")
    remote_id = await publish(linkedin, post)
    with pytest.raises(Rejected) as caught:
        await linkedin.send(post)
    assert caught.value.key == "error-duplicate"
    assert caught.value.facts["remote_id"] == remote_id
    assert network.texts() == ["Once only"]


async def test_a_day_that_is_full_ends_at_midnight_utc(network: LinkedInNetwork, linkedin: LinkedIn) -> None:
    network.quota = 1
    account = network.account()
    await publish(linkedin, Outgoing("k1", account, "First"))
    with pytest.raises(TryLater) as caught:
        await linkedin.send(Outgoing("k2", account, "Second"))
    now = datetime.now(UTC)
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    wait = caught.value.retry_after or 0.0
    assert abs(wait - (midnight - now).total_seconds()) < 5 or wait > 86_390
    calls = network.calls
    with pytest.raises(TryLater):
        await linkedin.send(Outgoing("k3", account, "Third"))
    assert network.calls == calls
    assert await linkedin.find(Outgoing("k2", account, "Second")) is None


async def test_every_call_names_the_version_and_its_end_is_told(
    network: LinkedInNetwork, linkedin: LinkedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert linkedin.sunset is not None
    published = date(int(linkedin.api_version[:4]), int(linkedin.api_version[4:]), 1)
    assert timedelta(days=330) < linkedin.sunset - published < timedelta(days=400)
    account = network.account()
    await publish(linkedin, Outgoing("k", account, "Hello"))
    [request] = network.requests("POST", "/rest/posts")
    assert request.headers["linkedin-version"] == linkedin.api_version
    network.fault("sunset", on="safe")
    with pytest.raises(VersionSunset):
        await linkedin.find(Outgoing("k", account, "Hello"))


async def test_a_yes_without_an_id_is_in_doubt(
    network: LinkedInNetwork, linkedin: LinkedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    _replace(network, monkeypatch, "/rest/posts", lambda _request: Answer(201))
    with pytest.raises(OutcomeUnknown):
        await linkedin.send(Outgoing("k", network.account(), "Hello"))


async def test_whoever_lost_the_role_is_told(network: LinkedInNetwork, linkedin: LinkedIn) -> None:
    network.roles["5001"] = ["ANALYST"]
    account = replace(network.account(), id=2)
    with pytest.raises(SignInNeeded):
        await linkedin.send(Outgoing("k", account, "Hello"))
    assert network.texts() == []


async def test_a_long_comment_is_refused_before_it_leaves(network: LinkedInNetwork, linkedin: LinkedIn) -> None:
    account = network.account()
    root = await publish(linkedin, Outgoing("k", account, "Hello"))
    calls = network.calls
    with pytest.raises(Rejected):
        await linkedin.send(Outgoing("c", account, "a" * 1_251, kind="comment", reply_to=root, root=root))
    assert network.calls == calls


async def test_a_token_goes_nowhere_but_to_linkedin(
    network: LinkedInNetwork, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = LinkedIn(tmp_path)
    for address in ("https://evil.example/dms-uploads/1", "http://www.linkedin.com/dms", "https://xlinkedin.com/a"):
        with pytest.raises(TryLater) as caught:
            await there._put(network.account(), address, b"x", 1)
        assert caught.value.key == "error-not-the-network"
    await there.close()


async def test_a_link_without_a_title_stays_in_the_words(
    network: LinkedInNetwork, linkedin: LinkedIn, tmp_path: Path
) -> None:
    post = Outgoing("k", network.account(), "See https://example.com", options={"link": "https://example.com"})
    assert network.posts[await publish(linkedin, post)].more["content"] == {}
    photo = replace(post, key="k2", text="Seen", media=(picture(tmp_path),), options={**post.options, "title": "Sale"})
    assert "media" in network.posts[await publish(linkedin, photo)].more["content"]


def test_limits_of_media(tmp_path: Path) -> None:
    linkedin = LinkedIn(tmp_path)
    pictures = tuple(picture(tmp_path, 50 + n, 50) for n in range(21))
    assert linkedin.check("Hi", pictures[:20]) == []
    assert "breach-too-many-media" in {breach.key for breach in linkedin.check("Hi", pictures)}
    assert {b.key for b in linkedin.check("Hi", (pictures[0], clip(tmp_path)))} == {"breach-mixed-media"}
    assert {b.repair for b in linkedin.check("Hi", (clip(tmp_path, seconds=2_000),))} == {"trim"}
