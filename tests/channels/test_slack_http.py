"""Slack over HTTP: what is signed and what is not, teams that install the app themselves, tokens that run out."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
import pytest_asyncio

from bot.errors import OperatorError
from bot.phrases import LANGUAGES, Phrases
from connectors.channels.slack import Slack
from tests.channels.slack_office import Office, around, office
from tests.fakes.slack import FakeSlack, Team


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the embedded model keeps what it has learned from the examples."""
    return tmp_path_factory.mktemp("models")


@pytest_asyncio.fixture
async def bakery(home: Path, models: Path) -> AsyncIterator[Office]:
    """One team, over HTTP."""
    async with FakeSlack() as slack, office(home, models, slack, http=True) as made:
        await made.member("U1", "Anna")
        yield made


@pytest_asyncio.fixture
async def street(home: Path, models: Path) -> AsyncIterator[Office]:
    """Teams that install the app themselves; none has yet."""
    async with FakeSlack() as slack, office(home, models, slack, many=True) as made:
        slack.teams.clear()
        yield made


def event(text: str = "help") -> bytes:
    """A message as Slack delivers it."""
    inner = {"type": "message", "user": "U1", "text": text, "ts": "1.1", "channel": "D1", "channel_type": "im"}
    body = {"type": "event_callback", "team_id": "T1", "api_app_id": "A1", "event_id": "Ev1", "event": inner}
    return json.dumps(body).encode()


async def post(slack: FakeSlack, body: bytes, headers: Mapping[str, str | bytes]) -> httpx.Response:
    assert slack.http is not None
    given = {"Content-Type": "application/json", **headers}
    raw = {name.encode(): value if isinstance(value, bytes) else value.encode() for name, value in given.items()}
    return await slack.http.post("/slack/events", content=body, headers=raw)


# What comes over HTTP


async def test_what_slack_signed_is_answered(bakery: Office) -> None:
    said = await bakery.slack.say("U1", "draft a post about the autumn sale")
    assert bakery.slack.answers == [(200, "")]
    (reply,) = await bakery.slack.replies(said)
    assert "draft 1" in reply["text"]


async def test_what_slack_did_not_sign_is_not_read(bakery: Office) -> None:
    slack, body = bakery.slack, event()
    good = slack.signed(body)
    forged: list[tuple[bytes, Mapping[str, str | bytes]]] = [
        (body, {}),
        (body, slack.signed(body, secret="guessed")),
        (event("publish everything"), good),
        (body, {**good, "X-Slack-Signature": "v0=ünsigned".encode()}),
        (body, {**good, "X-Slack-Request-Timestamp": "soon"}),
        (body, {**good, "X-Slack-Request-Timestamp": "²".encode("latin-1")}),
        (body, slack.signed(body, at=time.time() - 301)),  # a recording
        (b"ssl_check=1&token=legacy", {"Content-Type": "application/x-www-form-urlencoded"}),
        (urlencode({"payload": "{}"}).encode(), {"Content-Type": "application/x-www-form-urlencoded"}),
    ]
    for what, headers in forged:
        assert (await post(slack, what, headers)).status_code == 401
    await bakery.app.inbox.idle()
    assert slack.called("chat.postMessage") == []


async def test_what_is_too_large_or_no_text_is_refused(bakery: Office) -> None:
    slack = bakery.slack
    assert (await post(slack, b"x" * 1_000_001, {})).status_code == 413
    assert (await post(slack, b"\xff\xfe", slack.signed(b"\xff\xfe"))).status_code == 400


async def test_slack_is_told_that_the_address_is_ours(bakery: Office) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "abc"}).encode()
    answer = await post(bakery.slack, body, bakery.slack.signed(body))
    assert (answer.status_code, answer.json()) == (200, {"challenge": "abc"})


async def test_what_cannot_be_kept_is_delivered_again(bakery: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    async def full(*_: object) -> bool:
        raise RuntimeError("disk full")

    slack = bakery.slack
    with monkeypatch.context() as patch:
        patch.setattr(bakery.app.inbox, "accept", full)
        said = await slack.say("U1", "help")
        assert slack.answers[-1][0] == 500
        assert (await slack.command("U1", "help")) == {}
        assert slack.answers[-1][0] == 500
    slack.last = (
        "events_api",
        json.loads(event("help")) | {"event": {**slack.messages["T1", "D1"][0], "channel_type": "im"}},
    )
    await slack.again()
    await slack.replies(said)
    await slack.again(2)
    await bakery.app.inbox.idle()
    assert len(slack.shown(said)) == 1


async def test_buttons_windows_and_commands_come_over_http_too(bakery: Office) -> None:
    slack = bakery.slack
    said = await slack.say("U1", "draft a post about the autumn sale")
    (reply,) = await slack.replies(said)
    await slack.tap(reply, "Edit the text", user="U1")
    window = await slack.wait(lambda: next(iter(slack.windows), None))
    await slack.submit(window, "We open at ten.", user="U1")
    await slack.replies(said, 2)
    assert await bakery.text(1) == "We open at ten."
    answer = await slack.command("U1", "what is planned")
    assert "direct messages" in answer["text"]


async def test_another_teams_events_are_not_ours(bakery: Office) -> None:
    bakery.slack.teams["T2"] = Team("T2", "Florist", "xoxb-florist", "UBOT2")
    said = await bakery.slack.say("U1", "draft a post about the autumn sale", team="T2")
    await bakery.app.inbox.idle()
    assert bakery.slack.shown(said) == []
    assert {call.token for call in bakery.slack.calls} == {"xoxb-bakery"}


# Installing


async def install(street: Office, code: str = "") -> httpx.Response:
    """Somebody installs the app with their browser; the page they end up on."""
    assert street.slack.http is not None
    async with httpx.AsyncClient(transport=street.slack.http._transport, base_url="https://allin.example") as browser:
        page = await browser.get("/slack/install")
        assert "Add to Slack" in page.text
        begun = await browser.post("/slack/install", data={"code": code})
        assert begun.status_code == 303
        back = street.slack.allow(begun.headers["location"])
        answer = await browser.get(back)
        again = await browser.get(back)
        assert again.status_code == 400  # the way back counts once
        return answer


async def code_of(street: Office, user: str, workspace: str = "Bakery") -> str:
    """The long code that a member is shown."""
    await street.member(user, "Anna", workspace=workspace, team="T0")
    message_of = street.app.conversation
    from bot.messages import IncomingMessage

    reply = await message_of.call(IncomingMessage("", "slack", f"T0/{user}", thread="T0/D0/1.1"), "pair_device", {})
    (code,) = [
        word
        for word in reply.text.replace(".", " ").split()
        if len(word.replace("-", "")) == 10 and word.upper() == word
    ]
    return code


async def test_two_teams_install_and_stay_apart(street: Office) -> None:
    slack = street.slack
    for id, name in (("T1", "Bakery"), ("T2", "Florist")):
        slack.installing = Team(id, name, f"xoxb-{name.lower()}", f"UBOT{id[1]}")
        answer = await install(street)
        assert f"The assistant is in {name} now" in answer.text
        await street.member("U1", "Anna", team=id, workspace=name)
    for id in ("T1", "T2"):
        said = await slack.say("U1", f"draft a post about {id}", team=id)
        (reply,) = await slack.replies(said)
        assert "draft 1" in reply["text"]  # each has a first draft of its own
    assert {(call.token, call.method) for call in slack.calls if call.method == "chat.postMessage"} == {
        ("xoxb-bakery", "chat.postMessage"),
        ("xoxb-florist", "chat.postMessage"),
    }


async def test_tokens_are_not_readable_in_the_store(street: Office) -> None:
    await install(street)
    await street.app.inbox.idle()
    kept = b"".join(path.read_bytes() for path in street.app.settings.home.glob("*.db*"))
    assert b"T2" in kept
    assert b"xoxb-florist" not in kept


async def test_the_way_back_is_good_in_the_browser_that_began_alone(street: Office) -> None:
    http = street.slack.http
    assert http is not None
    begun = await http.post("/slack/install", data={"code": ""})
    back = street.slack.allow(begun.headers["location"])
    http.cookies.clear()
    assert (await http.get(back)).status_code == 400
    http.cookies.set("allin_slack", "forged")
    assert (await http.get(back)).status_code == 400
    assert street.slack.called("oauth.v2.access") == []


async def test_a_refusal_at_slack_installs_nothing(street: Office) -> None:
    http = street.slack.http
    assert http is not None
    begun = await http.post("/slack/install", data={})
    state = httpx.URL(begun.headers["location"]).params["state"]
    answer = await http.get("/slack/oauth", params={"state": state, "error": "access_denied"})
    assert "not allowed" in answer.text
    assert await street.app.installs.find("slack", "T2") is None


async def test_who_installs_with_a_members_code_is_known_at_once(street: Office) -> None:
    answer = await install(street, await code_of(street, "U8"))
    assert "as a member of “Bakery”" in answer.text
    said = await street.slack.say("U9", "what is planned", team="T2")
    (reply,) = await street.slack.replies(said)
    assert "planned" in reply["text"]


async def test_the_page_speaks_the_language_of_its_browser(street: Office) -> None:
    assert street.slack.http is not None
    answer = await street.slack.http.get("/slack/install", headers={"Accept-Language": "de-DE,de;q=0.9"})
    assert "Zu Slack hinzufügen" in answer.text
    assert '<html lang="de">' in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


async def test_a_code_that_does_not_count_is_told(street: Office) -> None:
    answer = await install(street, "AAAAA-AAAAA")
    assert "did not count" in answer.text
    said = await street.slack.say("U9", "help", team="T2")
    (reply,) = await street.slack.replies(said)
    assert "code" in reply["text"]


async def test_after_an_uninstall_nothing_is_left_and_nothing_is_said(street: Office) -> None:
    await install(street)
    await street.member("U1", "Anna", team="T2")
    said = await street.slack.say("U1", "help", team="T2")
    await street.slack.replies(said)
    await street.app.inbox.idle()
    await street.slack.uninstall("T2")
    assert street.slack.answers[-1][0] == 200
    assert await street.app.installs.find("slack", "T2") is None
    before = len(street.slack.calls)
    await street.slack.say("U1", "help", team="T2")
    await street.app.inbox.idle()
    assert len(street.slack.calls) == before


async def test_an_uninstall_that_is_told_late_leaves_a_new_installation_alone(street: Office) -> None:
    await install(street)
    await street.slack.event({"type": "app_uninstalled"}, team="T2", event_time=int(time.time()) - 3_600)
    assert await street.app.installs.find("slack", "T2") is not None
    await street.slack.event({"type": "tokens_revoked", "tokens": {"oauth": ["U1"], "bot": []}}, team="T2")
    assert await street.app.installs.find("slack", "T2") is not None
    later = {"event_time": int(time.time()) + 60}
    await street.slack.event({"type": "tokens_revoked", "tokens": {"bot": ["UBOT2"]}}, team="T2", **later)
    assert await street.app.installs.find("slack", "T2") is None


async def test_a_token_is_renewed_before_it_runs_out(street: Office) -> None:
    slack = street.slack
    slack.expires_in = 3 * 3_600
    await install(street)
    await street.member("U1", "Anna", team="T2")
    await slack.replies(await slack.say("U1", "help", team="T2"))
    first = slack.teams["T2"].token
    street.channel.teams._now = lambda: time.time() + 2 * 3_600
    await slack.replies(await slack.say("U1", "help", team="T2"))
    assert slack.teams["T2"].token != first
    assert [call["grant_type"] for call in slack.called("oauth.v2.access") if "grant_type" in call] == ["refresh_token"]


async def test_an_organisation_lets_us_in_for_its_teams(street: Office) -> None:
    slack = street.slack
    slack.teams["T3"] = Team("T3", "Corner", "xoxb-corner", "UBOT3")
    kept: dict[str, Any] = {"token": "xoxb-corner", "user": "UBOT3", "refresh": "", "ends_at": 0, "installed_at": 1.0}
    await street.app.installs.keep("slack", "E1", kept)
    await street.member("U1", "Anna", team="T3")
    user = {"type": "message", "user": "U1", "text": "help", "ts": "5.1", "channel": "D1", "channel_type": "im"}
    slack.messages["T3", "D1"].append({**user})
    await slack.event(user, team="T3", enterprise_id="E1")
    await slack.wait(lambda: slack.called("chat.postMessage"))
    await street.app.inbox.idle()
    assert await street.app.installs.find("slack", "T3") == {"enterprise": "E1"}


# What is set


@pytest.mark.parametrize(
    ("options", "key"),
    [
        ({"app_token": "xapp-1"}, "slack-set-bot-token"),
        ({"bot_token": "xoxb-1"}, "slack-set-way"),
        ({"signing_secret": "s"}, "slack-set-teams"),
        ({"signing_secret": "s", "bot_token": "b", "client_id": "1", "client_secret": "2"}, "slack-set-teams"),
        ({"signing_secret": "s", "client_id": "1"}, "slack-set-client"),
        ({"app_token": "xapp-1", "bot_token": "b", "signing_secret": "s"}, "slack-set-one-way"),
    ],
)
async def test_what_cannot_work_together_is_said_at_the_start(
    bakery: Office, options: dict[str, str], key: str
) -> None:
    with pytest.raises(OperatorError) as raised:
        Slack.build(around(bakery.app, **options))
    assert raised.value.key == key
    for language in LANGUAGES:
        assert "ALLIN_SLACK_" in Phrases(language).say(raised.value.key, **raised.value.facts)


async def test_slack_over_http_needs_an_https_address(bakery: Office) -> None:
    with pytest.raises(OperatorError, match="slack-set-https"):
        Slack.build(around(bakery.app, "http://allin.example", signing_secret="s", bot_token="b"))
    assert Slack.build(around(bakery.app, signing_secret="s", bot_token="b")) is not None


async def test_without_settings_there_is_no_slack(bakery: Office) -> None:
    assert Slack.build(around(bakery.app)) is None
    assert Slack.build(around(bakery.app, api_url="https://slack.example/api/")) is None


async def test_a_token_that_slack_does_not_know_is_told_to_whoever_runs_this(bakery: Office) -> None:
    slack = Slack(
        around(bakery.app, bot_token="xoxb-wrong", app_token="xapp-wrong", api_url=bakery.slack.api_url),
    )
    with pytest.raises(OperatorError, match="BOT_TOKEN"):
        await slack.check()
    with pytest.raises(OperatorError, match="APP_TOKEN") as raised:
        await slack.run()
    assert "xapp-wrong" not in str(raised.value)
