"""Voice-overs and the settings of speaking and listening, in whole dialogues; a small program sings in place of a voice."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from bot.messages import IncomingMessage, Reply
from bot.understanding.decision import Situation
from bot.voice import programs
from bot.voice.programs import Espeak
from bot.voice.speak import ElevenLabs, Speakers
from bot.voice.speech import mp3_seconds
from storage import workspaces
from storage.models import PostStatus
from tests.conversations.conftest import NOW, Talk
from tests.fakes.elevenlabs import ElevenLabsServer, Fail
from tests.fakes.speech_programs import SpeechProgram

needs_av = pytest.mark.skipif(importlib.util.find_spec("av") is None, reason="the extra `voice` is not installed")


@pytest.fixture
def program(talk: Talk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SpeechProgram:
    """The only one that speaks."""
    folder = tmp_path / "bin"
    made = SpeechProgram(folder, "espeak-ng")
    monkeypatch.setattr(programs, "program", lambda name: str(folder / name) if name == "espeak-ng" else None)
    talk.app.voice.speakers = Speakers([Espeak()])
    return made


async def _settings(talk: Talk) -> dict[str, object]:
    kept = await talk.app.database.read(lambda session: workspaces.settings_of(session, 1))
    return {key.removeprefix("voice."): value for key, value in kept.items() if key.startswith("voice.")}


async def written(talk: Talk, text: str, places: str) -> None:
    """A draft with exactly these words."""
    await talk.say(f"draft a post about bread for {places}")
    reply = await talk.say(f'change the text of post 1 to "{text}"')
    assert reply.ok, reply.text


# Voice-overs


@needs_av
async def test_a_voice_over_is_attached_to_the_post_and_comes_with_the_reply(
    talk: Talk, program: SpeechProgram
) -> None:
    await written(talk, "We open at nine on Sunday. 🥐 #bread", "my page")
    reply = await talk.say("make a voiceover of it")
    assert reply.ok
    assert reply.text == (
        "Here is the voice-over of post 1: 3 seconds in English, spoken on this machine by espeak. It is synthetic speech.\n"
        "It is attached for your page."
    )
    (file,) = reply.attachments
    assert (file.name, file.media_type) == ("voice-over-1-en.mp3", "audio/mpeg")
    assert mp3_seconds(file.data) == pytest.approx(3.0, abs=0.2)
    assert program.calls[0]["text"] == "We open at nine on Sunday.\n"
    (item,) = (await talk.post(1)).post.media
    assert item["alt"] == "The words of the post, read out"
    assert "sound" in reply.cards[0].pictures[0]
    assert reply.calls[0].result["voiceover"]["attached"] == ["feed"]

    undone = await talk.tap("Undo")
    assert undone.text == "The voice-over of post 1 is undone."
    assert not (await talk.post(1)).post.media


@needs_av
async def test_it_goes_out_with_the_post(talk: Talk, program: SpeechProgram) -> None:
    await written(talk, "We open at nine", "my page")
    await talk.say("record an audio version of it")
    await talk.say("publish it")
    out = await talk.say("yes")
    assert out.ok, out.text
    await talk.page("<audio")


@needs_av
async def test_a_new_one_takes_the_place_of_the_old_one(talk: Talk, program: SpeechProgram) -> None:
    await written(talk, "We open at nine", "my page")
    await talk.say("make a voiceover of post 1")
    first = (await talk.post(1)).post.media
    reply = await talk.say("make a voiceover of post 1 in german with a female voice")
    assert "in German" in reply.text
    assert program.calls[-1]["arguments"][-1] == "de+f3"  # type: ignore[index]  # a list
    second = (await talk.post(1)).post.media
    assert len(second) == 1
    assert second != first


@needs_av
async def test_networks_without_sound_get_the_post_without_it(talk: Talk, program: SpeechProgram) -> None:
    await talk.connect_network()
    await written(talk, "We open at nine", "my page and fake")
    reply = await talk.say("make a voiceover of it")
    assert reply.text.endswith(
        "It is attached for your page.\nFake does not take sound with this post, so it is left out there."
    )
    await talk.say("publish it")
    out = await talk.say("yes")
    assert out.ok, out.text
    assert talk.network.texts() == ["We open at nine"]
    (sent,) = talk.network.posts.values()
    assert sent.media == ()
    await talk.page("<audio")


@needs_av
async def test_where_no_network_takes_sound_the_file_comes_with_the_reply_alone(
    talk: Talk, program: SpeechProgram
) -> None:
    await written(talk, "We open at nine", "instagram")
    reply = await talk.say("make a voiceover of it")
    assert "Instagram does not take sound, so nothing is attached. The file comes with this reply" in reply.text
    assert len(reply.attachments) == 1
    assert not (await talk.post(1)).post.media
    assert [choice.label for choice in reply.choices] == []


@needs_av
async def test_given_words_are_spoken_without_a_post(talk: Talk, program: SpeechProgram) -> None:
    reply = await talk.say('make a voiceover of "Fresh bread, every day"')
    assert reply.text.startswith("Here is the voice-over: 2 seconds in English")
    assert program.calls[0]["text"] == "Fresh bread, every day.\n"
    assert len(reply.attachments) == 1


@needs_av
async def test_a_post_that_is_out_keeps_what_it_has(talk: Talk, program: SpeechProgram) -> None:
    await talk.connect_network()
    await talk.say('post "We are open" on fake now')
    await talk.say("yes")
    assert await talk.status(1) is PostStatus.PUBLISHED
    reply = await talk.say("make a voiceover of post 1")
    assert reply.text.endswith(
        "The post cannot be changed any more, so nothing is attached. The file comes with this reply."
    )
    assert len(reply.attachments) == 1


@needs_av
async def test_hosted_speech_is_said_to_be_and_what_it_counts_for(talk: Talk) -> None:
    async with ElevenLabsServer() as server:
        hosted = ElevenLabs(server.key, server.url, "eleven_flash_v2_5", "21m00Tcm4TlvDq8ikWAM", 5.0)
        talk.app.voice.speakers = Speakers([hosted])
        server.sound = _tune()
        reply = await talk.say('make a voiceover of "Fresh bread" with the voice rachel')
        await hosted.close()
    assert (
        "spoken by ElevenLabs with the voice Rachel, which your plan there counts. It is synthetic speech."
        in reply.text
    )
    assert server.faults == []


@needs_av
async def test_who_should_have_spoken_and_could_not_is_named(talk: Talk, program: SpeechProgram) -> None:
    async with ElevenLabsServer() as server:
        server.usual = Fail(402, "payment_required")
        hosted = ElevenLabs(server.key, server.url, "eleven_flash_v2_5", "21m00Tcm4TlvDq8ikWAM", 5.0)
        talk.app.voice.speakers = Speakers([hosted, Espeak()])
        reply = await talk.say('make a voiceover of "Fresh bread"')
        await hosted.close()
    assert reply.ok
    assert reply.text.startswith("The credit at ElevenLabs is used up.")
    assert "Until then espeak speaks." in reply.text
    assert server.key not in reply.text


async def test_without_anybody_who_speaks_it_says_what_to_do(talk: Talk) -> None:
    talk.app.voice.speakers = Speakers([])
    await written(talk, "We open at nine", "my page")
    reply = await talk.say("make a voiceover of it")
    assert not reply.ok
    assert reply.text == (
        "Nobody here can speak English. Whoever runs this installation sets ELEVENLABS_API_KEY, or installs espeak-ng or piper."
    )
    assert not (await talk.post(1)).post.media


async def test_nothing_to_read_and_too_much_to_read(talk: Talk, program: SpeechProgram) -> None:
    reply = await talk.say('make a voiceover of "🥐 #bread"')
    assert reply.text == "There are no words in it to read out. Write some first."
    reply = await talk.say(f'make a voiceover of "{"bread " * 900}"')
    assert "5,000 is the most for a voice-over" in reply.text
    assert program.calls == []


async def test_without_a_post_it_is_asked_for(talk: Talk, program: SpeechProgram) -> None:
    reply = await talk.say("make a voiceover")
    assert not reply.ok
    assert reply.text.startswith("Which post")
    assert program.calls == []


# Settings


@pytest.mark.parametrize(
    ("sentence", "key", "value"),
    [
        ("use a female voice", "voice", "female"),
        ("listen in german", "language", "de"),
        ("keep my recordings", "keep", True),
        ("delete my recordings after use", "keep", False),
        ("stop talking out loud", "speaker", "none"),
        ("listen on this machine", "listen", "local"),
        ("use espeak", "speaker", "espeak"),
    ],
)
async def test_what_is_set_is_kept_and_can_be_undone(
    talk: Talk, program: SpeechProgram, sentence: str, key: str, value: object
) -> None:
    reply = await talk.say(sentence)
    assert reply.ok, reply.text
    assert await _settings(talk) == {key: value}
    undone = await talk.tap("Undo")
    assert undone.text == "The change about speaking and listening is undone."
    assert await _settings(talk) == {}


async def test_what_was_silent_speaks_again(talk: Talk, program: SpeechProgram) -> None:
    await talk.say("stop talking out loud")
    reply = await talk.say("talk to me out loud again")
    assert reply.text == "Whoever speaks best here speaks again."
    assert await _settings(talk) == {}


async def test_a_voice_that_is_not_there_is_asked_about(talk: Talk, program: SpeechProgram) -> None:
    reply = await talk.say("speak with the voice Donald")
    assert reply.text == "There is no voice “Donald” here. Which one shall it be?"
    assert await _settings(talk) == {}
    await talk.tap("a woman’s voice")
    assert await _settings(talk) == {"voice": "female"}


async def test_a_voice_of_the_account_is_kept_by_its_name(talk: Talk) -> None:
    async with ElevenLabsServer() as server:
        hosted = ElevenLabs(server.key, server.url, "eleven_flash_v2_5", "21m00Tcm4TlvDq8ikWAM", 5.0)
        talk.app.voice.speakers = Speakers([hosted])
        reply = await talk.say("speak with the voice sarah")
        await hosted.close()
    assert reply.text == "I speak with the voice Sarah from now on."
    assert await _settings(talk) == {"voice": "Sarah"}


async def test_what_is_not_set_up_cannot_be_chosen(talk: Talk, program: SpeechProgram) -> None:
    reply = await talk.say("use openai to listen")
    assert (reply.ok, reply.text) == (
        False,
        "OpenAI cannot listen here: whoever runs this installation sets OPENAI_API_KEY.",
    )
    reply = await talk.say("let elevenlabs speak")
    assert (reply.ok, reply.text) == (
        False,
        "ElevenLabs cannot speak here. Whoever runs this installation sets it up.",
    )
    assert await _settings(talk) == {}


async def test_only_who_runs_the_workspace_sets_it(talk: Talk) -> None:
    await talk.say("hello")

    async def other(text: str) -> Reply:
        return await talk.app.conversation.handle(
            IncomingMessage(text, "terminal", "someone", workspace=talk.workspace)
        )

    reply = await other("keep my recordings")
    assert not reply.ok
    assert await _settings(talk) == {}


@pytest.mark.parametrize(
    ("language", "sentence", "tool", "args"),
    [
        ("en", "speak with the voice Rachel", "set_voice", {"voice": "Rachel"}),
        ("en", "find out which language I speak", "set_voice", {"language": "any"}),
        ("en", "let ElevenLabs speak", "set_voice", {"speaker": "elevenlabs"}),
        ("en", "our brand voice is warm and plain", "set_brand", {"field": "voice", "value": "warm and plain"}),
        ("en", "read me post 3", "show_post", {"post_id": 3}),
        ("de", "nimm eine Frauenstimme", "set_voice", {"voice": "female"}),
        ("de", "hör mir auf Englisch zu", "set_voice", {"language": "en"}),
        ("de", "nutze OpenAI zum Zuhören", "set_voice", {"listen": "hosted"}),
        ("de", "lösche meine Aufnahmen nach Gebrauch", "set_voice", {"keep": False}),
        ("de", "hör auf laut zu sprechen", "set_voice", {"speaker": "none"}),
        ("de", "mach ein Voiceover von Entwurf 4 auf Englisch", "generate_voiceover", {"post_id": 4, "language": "en"}),
        ("de", "vertone Beitrag 2", "generate_voiceover", {"post_id": 2}),
        ("es", "usa una voz femenina", "set_voice", {"voice": "female"}),
        ("es", "escúchame en alemán", "set_voice", {"language": "de"}),
        ("es", "guarda mis grabaciones", "set_voice", {"keep": True}),
        ("es", "no guardes mis notas de voz", "set_voice", {"keep": False}),
        ("es", "deja de hablar en voz alta", "set_voice", {"speaker": "none"}),
        ("es", "haz una locución de la publicación 3", "generate_voiceover", {"post_id": 3}),
        ("fr", "utilise une voix féminine", "set_voice", {"voice": "female"}),
        ("fr", "écoute-moi en allemand", "set_voice", {"language": "de"}),
        ("fr", "efface mes enregistrements après usage", "set_voice", {"keep": False}),
        ("fr", "arrête de parler à voix haute", "set_voice", {"speaker": "none"}),
        ("fr", "transforme le brouillon 4 en audio", "generate_voiceover", {"post_id": 4}),
        (
            "fr",
            "fais une voix off du post 3 avec une voix de femme",
            "generate_voiceover",
            {"post_id": 3, "voice": "female"},
        ),
    ],
)
async def test_it_is_understood_in_four_languages(
    talk: Talk, language: str, sentence: str, tool: str, args: dict[str, object]
) -> None:
    decision = talk.app.understanding.decide(sentence, Situation(now=NOW, language=language))
    assert (decision.tool, decision.args) == (tool, args)


def _tune() -> bytes:
    """A second of sound as ElevenLabs sends it."""
    import numpy as np

    from bot.voice import loudness

    time = np.arange(loudness.RATE) / loudness.RATE
    return loudness.encoded((0.2 * np.sin(2 * np.pi * 300 * time)).astype(np.float32), "mp3")
