"""Words and Block Kit: what a reply looks like in Slack, what never becomes markup, and what the app asks Slack for."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.messages import Call, Card, Choice, Reply
from bot.phrases import Phrases
from connectors.channels import slack_app, slack_events, slack_install
from connectors.channels.slack_blocks import decided, editable, messages, place_of
from connectors.channels.slack_events import Place
from connectors.channels.slack_home import instruction
from connectors.channels.slack_text import called, escaped, linked, pieces, plain
from tests.contract import wire
from tests.fakes.slack import check_shown, contract

ROOT = Path(__file__).parents[2]
SAY = Phrases("en")
THREAD = "T1/C1/1700000000.000100"


def shown(reply: Reply) -> list[dict[str, Any]]:
    """The blocks of a reply, all messages together; Slack would take each."""
    made = messages(reply, THREAD, SAY)
    for message in made:
        assert check_shown(message.written()) == []
    return [block for message in made for block in message.blocks]


# Words


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("a &amp; b &lt;c&gt;", "a & b <c>"),
        ("&amp;lt;", "&lt;"),
        ("<https://bakery.example/sale>", "https://bakery.example/sale"),
        ("<http://bakery.example|bakery.example>", "bakery.example"),
        ("<https://bakery.example/sale|our sale>", "our sale (https://bakery.example/sale)"),
        ("<mailto:a@b.example|a@b.example>", "a@b.example"),
        ("in <#C1|news>", "in #news"),
        ("<!subteam^S1|@staff> and <!here>", "@staff and @here"),
        ("<@U2|ben> and <@U3>", "@ben and @U3"),
        ("<@UBOT> hello", "hello"),
    ],
)
def test_markup_is_read(typed: str, read: str) -> None:
    assert plain(typed, us={"UBOT"}) == read


@given(st.text())
def test_what_is_escaped_is_read_back_as_it_was(text: str) -> None:
    assert "<" not in escaped(text)
    assert plain(escaped(text)) == text.strip()
    assert called(escaped(text)) == []


def test_our_own_links_can_be_clicked_and_show_where_they_lead() -> None:
    assert linked("Out: https://a.example/x?a=1&b=2.") == "Out: <https://a.example/x?a=1&amp;b=2>."
    assert linked("(https://a.example/x), “https://b.example”") == "(<https://a.example/x>), “<https://b.example>”"
    assert linked("<https://a.example|bank>") == "&lt;<https://a.example>|bank&gt;"


@given(st.text(min_size=1, max_size=200), st.integers(5, 50))
def test_pieces_lose_nothing_but_the_room_between_them(text: str, most: int) -> None:
    made = list(pieces(text, most))
    assert all(0 < len(piece) <= most for piece in made if piece)
    assert re.sub(r"\s", "", "".join(made)) == re.sub(r"\s", "", text)


# Blocks


@given(
    st.builds(
        Reply,
        st.text(max_size=20_000).filter(str.strip),
        st.lists(st.builds(Choice, st.text("ab", min_size=1), st.text(min_size=1)), max_size=60).map(tuple),
        st.lists(
            st.builds(Card, st.text(min_size=1), st.text(min_size=1, max_size=7_000).filter(str.strip)), max_size=30
        ).map(tuple),
    )
)
def test_slack_takes_every_reply(reply: Reply) -> None:
    blocks = shown(reply)
    taps = [element for block in blocks if block["type"] == "actions" for element in block["elements"]]
    assert [tap["value"] for tap in taps] == [choice.id for choice in reply.choices]


def test_what_destroys_is_asked_about_once_more() -> None:
    choices = (Choice("1", "Delete it", "danger"), Choice("2", "Yes", "primary"), Choice("3", "No"))
    (row,) = [block for block in shown(Reply("Sure?", choices=choices)) if block["type"] == "actions"]
    delete, yes, no = row["elements"]
    assert (delete["style"], delete["confirm"]["text"]["text"]) == ("danger", "Delete it")
    assert (yes["style"], "confirm" in yes) == ("primary", False)
    assert "style" not in no
    assert place_of(row["block_id"]) == THREAD


def test_a_card_shows_its_words_letter_by_letter() -> None:
    card = Card("Post 1 · Fake", "*Sale* <now> :tada: & more", facts=(("State", "draft"),), pictures=("Photo, 4:5",))
    _, _, head, words, notes = shown(Reply("Here.", cards=(card,)))
    assert head["text"]["text"] == "*Post 1 · Fake*"
    assert words["text"] == {"type": "plain_text", "text": "*Sale* <now> :tada: & more", "emoji": False}
    assert [note["text"] for note in notes["elements"]] == ["State: draft", "▣ Photo, 4:5"]


def test_links_among_others_words_cannot_be_clicked() -> None:
    text = "Ben: look at https://evil.example"
    (block,) = shown(Reply(text, calls=(Call("list_comments", {}, {}),)))
    assert block["text"]["text"] == text
    assert block["text"]["verbatim"] is True


def test_a_decision_takes_the_place_of_the_buttons() -> None:
    blocks = shown(Reply("Shall I?", choices=(Choice("1", "Yes"),)))
    assert [block["type"] for block in decided(blocks, "“Yes” – <@U1>")] == ["section", "context"]


@pytest.mark.parametrize(
    ("call", "number"),
    [
        (Call("draft_post", {}, {"posts": [{"post_id": 3, "status": "draft"}]}), 3),
        (Call("schedule_post", {}, {"post": {"post_id": 3, "status": "scheduled"}}), 3),
        (Call("publish_post", {}, {"needs_consent": True, "post_id": 3}), 3),
        (Call("delete_post", {}, {"needs_consent": True, "post_id": 3}), None),
        (Call("show_post", {}, {"post": {"post_id": 3, "status": "published"}}), None),
        (Call("draft_post", {}, {"posts": [{"post_id": n, "status": "draft"} for n in (3, 4)]}), None),
    ],
)
def test_only_a_post_that_can_still_change_has_an_edit_button(call: Call, number: int | None) -> None:
    assert editable(Reply("x", cards=(Card("Post 3", "text"),), calls=(call,))) == number


@pytest.mark.parametrize("text", ['He said "hi"', "“quoted”\ntwice", "plain", "it's 5\" & «wide»"])
def test_a_changed_text_is_taken_word_for_word(text: str) -> None:
    from bot.writing import Brand
    from bot.writing.improve import improve

    told = instruction(text)
    assert told is not None
    assert improve("Old words.", told, Brand.of({})).text == text


def test_a_place_is_read_back_from_its_thread() -> None:
    assert Place.of(THREAD).thread == THREAD
    assert Place.of(THREAD).group
    assert not Place.of("T1/D1/1.1").group
    assert (Place.of("T1/U1/home").person, Place.of("T1/U1/home").root) == (True, "")


@pytest.mark.parametrize("block_id", ["", "x", "[]", '["a"]', "1", "null"])
def test_a_block_of_somebody_else_has_no_place(block_id: str) -> None:
    assert place_of(block_id) == ""


def test_slacks_library_is_loaded_where_a_slack_is_set_up_alone() -> None:
    heavy = "('slack_bolt', 'slack_sdk', 'aiohttp')"
    code = f"import sys, connectors.channels.slack; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# What the app asks Slack for


def manifest() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "deploy" / "slack" / "manifest.yaml").read_text("utf-8"))
    return found


def test_the_manifest_asks_for_what_the_code_asks_for() -> None:
    assert manifest()["oauth_config"]["scopes"]["bot"] == list(slack_install.SCOPES)
    assert manifest()["settings"]["event_subscriptions"]["bot_events"] == sorted(slack_app.EVENTS)
    (shortcut,) = manifest()["features"]["shortcuts"]
    assert shortcut["callback_id"] == slack_events.SHORTCUT_ID
    assert {"agent_view", "app_home", "slash_commands"} <= manifest()["features"].keys()


def test_the_manifest_names_our_addresses() -> None:
    text = (ROOT / "deploy" / "slack" / "manifest.yaml").read_text("utf-8")
    for path, times in (("/slack/events", 3), (slack_install.RETURN, 1)):
        assert text.count(f"https://allin.example{path}") == times


def test_every_method_that_is_called_is_in_the_contract() -> None:
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "connectors" / "channels").glob("slack*.py"))
    names = {
        name.replace("_", ".") for name in re.findall(r'"((?:chat|views|conversations|users|auth|apps)_\w+)"', code)
    }
    assert names <= contract()["methods"].keys()
    assert len(names) > 10


def test_our_contract_of_a_message_agrees_with_the_published_one() -> None:
    path = wire.SPECS / "official" / "slack.json"
    if not path.exists():
        pytest.skip("the published contracts are not beside this project")
    operation = json.loads(path.read_text("utf-8"))["paths"]["/chat.postMessage"]["post"]
    published = {each["name"]: each["type"] for each in operation["parameters"] if each["in"] == "formData"}
    ours = contract()["methods"]["chat.postMessage"]["args"]
    # Metadata came after that document; blocks are a list in JSON and their text in a form.
    assert ours.keys() - {"metadata"} <= published.keys()
    assert published["unfurl_links"] == published["unfurl_media"] == "boolean"
    assert {name for name in ("channel",) if ours[name].endswith("!")} == {
        each["name"] for each in operation["parameters"] if each.get("required") and each["in"] == "formData"
    }
