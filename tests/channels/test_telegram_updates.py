"""Updates are read whatever is in them: what is missing, new or of another kind stops nothing."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.channels.telegram_updates import LARGEST_FILE, Me, Place, event_of, label_of, place_of, read, tapped

ME = Me(123, "allin_test_bot")
ANNA = {"id": 5, "is_bot": False, "first_name": "Anna", "last_name": "Blum", "language_code": "pt-br"}
TEAM = {"id": -1005, "type": "supergroup", "title": "Team", "is_forum": True}
MENTION = {"type": "mention", "offset": 0, "length": 15}
FULL: dict[str, Any] = {
    "update_id": 7,
    "message": {
        "message_id": 4,
        "date": 1,
        "from": ANNA,
        "chat": TEAM,
        "message_thread_id": 42,
        "is_topic_message": True,
        "text": "@allin_test_bot look 🥖",
        "entities": [MENTION, {"type": "text_link", "offset": 16, "length": 4, "url": "https://example.com"}],
        "caption": "x",
        "caption_entities": [MENTION],
        "reply_to_message": {"message_id": 3, "from": {"id": 6}, "text": "bread", "photo": [{"file_id": "a"}]},
        "quote": {"text": "bre"},
        "forward_origin": {"type": "hidden_user"},
        "photo": [{"file_id": "p", "width": 9, "height": 9, "file_size": 3}],
        "voice": {"file_id": "v", "mime_type": "audio/ogg"},
        "document": {"file_id": "d", "file_name": "plan.pdf"},
        "media_group_id": "12",
    },
    "callback_query": {
        "id": "77",
        "from": ANNA,
        "data": "c:abc",
        "message": {"message_id": 9, "chat": TEAM, "reply_markup": {"inline_keyboard": [[{"text": "Yes"}]]}},
    },
    "stopped_message_generation": {"chat": {"id": 5}, "draft_id": 1},
}
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(max_size=5),
    st.just([]),
    st.just({}),
    st.just([None]),
    st.just([[1]]),
)


def places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in JSON data."""
    found = [path] if path else []
    items: list[tuple[Any, Any]] = []
    if isinstance(data, dict):
        items = list(data.items())
    elif isinstance(data, list):
        items = list(enumerate(data))
    for name, value in items:
        found += places(value, (*path, name))
    return found


@settings(max_examples=500, deadline=None)
@given(st.data())
def test_nothing_in_an_update_makes_it_unreadable(data: st.DataObject) -> None:
    kinds = data.draw(st.sampled_from(["message", "callback_query", "stopped_message_generation"]))
    update = {"update_id": 7, kinds: copy.deepcopy(FULL[kinds])}
    for path in data.draw(st.lists(st.sampled_from(places(update)), min_size=1, max_size=4)):
        inside: Any = update
        for step in path[:-1]:
            inside = inside[step] if isinstance(inside, dict) and step in inside else {}
        if isinstance(inside, dict) and path[-1] in inside:
            inside[path[-1]] = data.draw(ODD)
    event = event_of(update, ME)
    label_of(update)
    tapped(update)
    if event is not None:
        assert place_of(event.thread).thread == event.thread
        assert read(event.data, ME) is not None


@pytest.mark.parametrize("place", [Place(5), Place(5, 7), Place(-1005), Place(-1005, 1), Place(-1005, 42)])
def test_a_thread_is_a_place(place: Place) -> None:
    assert place_of(place.thread) == place


def test_the_largest_picture_that_a_bot_may_have_is_taken() -> None:
    sizes = [(90, 10), (1280, 5_000), (2560, LARGEST_FILE + 1)]
    photo = [{"file_id": str(side), "width": side, "height": side, "file_size": size} for side, size in sizes]
    message = {"message_id": 1, "date": 1, "from": ANNA, "chat": {"id": 5, "type": "private"}, "photo": photo}
    said = read({"update_id": 1, "message": message}, ME)
    assert said is not None and [file.id for file in said.files] == ["1280"]
    assert (said.name, said.language) == ("Anna Blum", "pt")
