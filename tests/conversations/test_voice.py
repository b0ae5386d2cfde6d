"""Spoken messages: heard, shown, understood like typed ones, read back, and never acted on without a yes where it counts."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import OperatorError, Rejected, TryLater
from bot.messages import Attachment, IncomingMessage, Reply
from bot.testing.voice import FakeListener, recording
from bot.voice import voice as voices
from bot.voice.listen import Heard, Rival, Word
from storage import workspaces
from storage.models import PostStatus
from tests.conversations.conftest import Talk

pytest.importorskip("av", reason="the extra `voice` is not installed")


@pytest.fixture
def ears(talk: Talk) -> FakeListener:
    listener = FakeListener()
    talk.app.voice.listeners.local = listener
    talk.app.voice.listeners.hosted = None
    return listener


async def speak(
    talk: Talk, ears: FakeListener, *words: object, note: Attachment | None = None, text: str = ""
) -> Reply:
    """Say something aloud; the listener hears these words."""
    ears.words.extend(words)  # type: ignore[arg-type]
    message = IncomingMessage(
        text, "terminal", "blum", workspace=talk.workspace, attachments=(note or recording(),), aloud=True
    )
    talk.last = await talk.app.conversation.handle(message)
    return talk.last


async def put(talk: Talk, key: str, value: object) -> None:
    await talk.say("help")
    await talk.app.database.write(lambda session: workspaces.put_setting(session, 1, key, value))


async def test_a_recording_is_understood_as_if_typed_and_read_back(talk: Talk, ears: FakeListener) -> None:
    reply = await speak(talk, ears, "Schedule a post about the spring market on the page for Friday at nine.")
    assert reply.ok, reply.text
    assert "spring market" in reply.heard
    assert (await talk.post(1)).post.status is PostStatus.SCHEDULED
    for said in ("Friday", "thirteenth", "nine", "page"):
        assert said.casefold() in reply.speech.casefold(), reply.speech
    assert "@" not in reply.speech and "http" not in reply.speech


async def test_what_was_heard_can_be_corrected(talk: Talk, ears: FakeListener) -> None:
    await speak(talk, ears, "Schedule a post about the spring market for Thursday at nine")
    reply = await speak(talk, ears, "No, I meant Friday.")
    assert reply.ok, reply.text
    due = (await talk.post(1)).post.due_at
    assert due is not None and due.strftime("%A") == "Friday"
    assert (await talk.say("what is planned")).calls[0].result["total"] == 1


async def test_what_was_hardly_heard_is_asked_and_what_was_nearly_heard_as_well(talk: Talk, ears: FakeListener) -> None:
    text = "Schedule a post about the spring market for Friday at 10:15"
    badly = tuple(Word(word, 0, 0, 0.1 if word == "10:15" else 0.95) for word in text.split())
    reply = await speak(talk, ears, Heard(text, "en", badly))
    assert not any(call.tool == "schedule_post" for call in reply.calls), reply.text
    assert "10:15" in reply.text
    done = await speak(talk, ears, "Ten fifteen.")  # it may have been ten fifty
    assert done.calls, done.text
    assert (await talk.post(1)).post.status is PostStatus.SCHEDULED
    rival = Rival("Move it to Friday at 10:50", 0.6)
    asked = await speak(talk, ears, Heard("Move it to Friday at 10:30", "en", rivals=(rival,)))
    assert not asked.calls and "10:30" in asked.text and "10:50" in asked.text


async def test_nothing_leaves_by_voice_without_a_yes_even_where_typing_needs_none(
    talk: Talk, ears: FakeListener
) -> None:
    await talk.connect_network()
    await put(talk, "ask_before_publishing", False)
    asked = await speak(talk, ears, 'Publish "We open at ten" on fake.')
    assert talk.network.sent == 0
    assert asked.choices and "fake" in asked.speech.casefold()
    done = await speak(talk, ears, "Yes, please.")
    assert done.ok, done.text
    assert talk.network.sent == 1


async def test_silence_after_a_question_means_no(talk: Talk, ears: FakeListener) -> None:
    await talk.connect_network()
    await speak(talk, ears, 'Publish "We open at ten" on fake')
    reply = await speak(talk, ears, Rejected("voice-silence"))
    assert not reply.ok
    late = await speak(talk, ears, "yes")
    assert not late.calls
    assert talk.network.sent == 0


async def test_silence_otherwise_is_said_and_changes_nothing(talk: Talk, ears: FakeListener) -> None:
    await speak(talk, ears, "Schedule a post about bread for Friday")  # asks when
    pending = talk.last.text
    assert "time" in pending.casefold(), pending
    quiet = await speak(talk, ears, Rejected("voice-silence"))
    assert not quiet.ok and quiet.text and quiet.text != pending
    answered = await speak(talk, ears, "tomorrow at ten")
    assert answered.ok, answered.text
    assert (await talk.post(1)).post.status is PostStatus.SCHEDULED


async def test_a_choice_can_be_spoken_by_number_and_by_label(talk: Talk, ears: FakeListener) -> None:
    await talk.connect_network()
    await speak(talk, ears, 'publish "We open at ten" on fake')
    assert talk.last.choices
    await speak(talk, ears, "Two.")
    assert talk.network.sent == 0
    await speak(talk, ears, 'publish "We open at ten" on fake')
    await speak(talk, ears, "One.")
    assert talk.network.sent == 1


async def test_sound_without_a_word_is_speech_and_with_words_a_file(talk: Talk, ears: FakeListener) -> None:
    reply = await speak(talk, ears, "what is planned", note=recording(spoken=None))
    assert reply.calls[0].tool == "list_posts"
    reply = await speak(talk, ears, note=recording(spoken=None), text="make a post with this recording")
    assert not reply.heard
    assert len(ears.asked) == 1


async def test_what_somebody_else_said_is_no_command(talk: Talk, ears: FakeListener) -> None:
    reply = await speak(talk, ears, "delete all posts", note=recording(spoken=False))
    assert not ears.asked
    assert not reply.heard


async def test_a_picture_that_comes_with_a_voice_note_is_used(talk: Talk, ears: FakeListener) -> None:
    from tests.media.made import photo

    ears.words.append("Make a post of this picture about the bread for the page")
    picture = Attachment("bread.jpg", "image/jpeg", data=photo())
    message = IncomingMessage("", "terminal", "blum", workspace=talk.workspace, attachments=(recording(), picture))
    reply = await talk.app.conversation.handle(message)
    assert reply.ok, reply.text
    assert len((await talk.post(1)).post.media) == 1


async def test_names_of_the_workspace_help_listening(talk: Talk, ears: FakeListener) -> None:
    await talk.connect_network()
    await put(talk, "voice.language", "de")
    await speak(talk, ears, "hilfe")
    hints, language = ears.asked[-1]
    assert language == "de"
    assert "Instagram" in hints.platforms
    assert any("blum" in handle for handle in hints.handles)


@pytest.mark.parametrize(
    ("trouble", "ok"),
    [
        (Rejected("voice-no-words"), False),
        (OperatorError("voice-not-installed"), False),
        (TryLater(), False),
    ],
)
async def test_what_goes_wrong_is_a_sentence(talk: Talk, ears: FakeListener, trouble: Exception, ok: bool) -> None:
    reply = await speak(talk, ears, trouble)
    assert reply.ok is ok
    assert reply.text and "Traceback" not in reply.text and "voice-" not in reply.text


async def test_bytes_that_are_no_sound_are_a_sentence(talk: Talk, ears: FakeListener) -> None:
    for data in (b"", b"hello there", b"\x89PNG\r\n\x1a\n" + bytes(40), b"RIFF\xff\xff\xff\xffWAVEfmt "):
        reply = await speak(talk, ears, note=Attachment("note.ogg", "audio/ogg", data=data, spoken=True))
        assert not reply.ok and reply.text
    assert not ears.asked


async def test_a_file_that_is_not_there_is_a_sentence(talk: Talk, ears: FakeListener, tmp_path: Path) -> None:
    gone = Attachment("gone.ogg", "", path=tmp_path / "gone.ogg", spoken=True)
    reply = await speak(talk, ears, note=gone)
    assert "gone.ogg" in reply.text


async def test_who_waits_is_told_that_it_goes_on(
    talk: Talk, ears: FakeListener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(voices, "PATIENCE", 0.01)
    listen = ears.listen

    async def slowly(*given: object) -> object:
        await asyncio.sleep(0.1)
        return await listen(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(ears, "listen", slowly)
    told: list[str] = []

    async def progress(words: str) -> None:
        told.append(words)

    ears.words.append("help")
    message = IncomingMessage("", "terminal", "blum", workspace=talk.workspace, attachments=(recording(),))
    await talk.app.conversation.handle(message, progress=progress)
    assert told[0]


async def test_recordings_are_kept_only_where_wanted(
    talk: Talk, ears: FakeListener, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await speak(talk, ears, "what is planned for the secret launch")
    home = talk.app.settings.home
    assert not list(home.rglob("*.wav")) and not talk.app.voice.recordings.of(1)
    await put(talk, "voice.keep", True)
    await speak(talk, ears, "what is planned for the secret launch")
    (kept,) = talk.app.voice.recordings.of(1)
    assert kept.stat().st_mode & 0o077 == 0
    await talk.app.voice.recordings.upkeep()
    assert talk.app.voice.recordings.of(1) == [kept]
    await put(talk, "voice.keep", None)
    await talk.app.voice.recordings.upkeep()
    assert not kept.exists()
    assert "secret launch" not in caplog.text


async def test_the_same_message_again_is_not_heard_again(talk: Talk, ears: FakeListener) -> None:
    message = IncomingMessage(
        "", "terminal", "blum", workspace=talk.workspace, attachments=(recording(),), message_id="m1"
    )
    ears.words.append("draft a post about bread for the page")
    first = await talk.app.conversation.handle(message)
    again = await talk.app.conversation.handle(replace(message))
    assert again.text == first.text
    assert len(ears.asked) == 1
    assert (await talk.say("show the drafts")).calls[0].result["total"] == 1


async def test_it_is_heard_and_answered_in_the_language_of_the_workspace(talk: Talk, ears: FakeListener) -> None:
    await talk.say("speak german")
    reply = await speak(
        talk, ears, "Plane einen Beitrag über den Frühlingsmarkt auf der Seite für Freitag um neun Uhr."
    )
    assert reply.ok, reply.text
    assert "freitag" in reply.speech.casefold()


async def test_without_a_speaker_the_words_are_enough(talk: Talk, ears: FakeListener) -> None:
    reply = await speak(talk, ears, "what is planned")
    message = IncomingMessage("", "terminal", "blum", workspace=talk.workspace)
    talk.app.voice.speakers = type(talk.app.voice.speakers)([])
    assert await talk.app.conversation.aloud(message, reply) is None
    assert reply.speech
