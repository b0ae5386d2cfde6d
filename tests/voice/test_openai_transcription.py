"""OpenAI's transcription through its real client, against a server on the loopback address.

The server is written after the published reference: `POST /v1/audio/transcriptions`, multipart/form-data, answered with
`{"text", "languages", "logprobs"}`; errors as `{"error": {"message", "type", "code"}}`
(developers.openai.com/api/docs/guides/speech-to-text and /api/reference, read 2026-11).
"""

from __future__ import annotations

import email
import email.policy
import io
import json
import math
import threading
import wave
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest

from bot.errors import AllInError, OperatorError, Rejected, TryLater
from bot.phrases import LANGUAGES, Phrases
from bot.testing.voice import FakeListener
from bot.voice.audio import RATE, Sound, decode
from bot.voice.hints import Hints
from bot.voice.listen import Listeners, OpenAITranscription, Whisper
from tests.voice.conftest import clip

KEY = "sk-proj-very-secret-0001"
HINTS = Hints(platforms=("LinkedIn",), people=("Sarah Jones",), products=("Bean & Leaf Coffee",))


@dataclass
class Form:
    """One request: its path and headers, the fields of its form in their order, and the file."""

    path: str
    headers: dict[str, str]
    fields: dict[str, list[str]] = field(default_factory=dict)
    file: bytes = b""
    file_name: str = ""
    file_type: str = ""


@dataclass
class Answer:
    """What is answered: a status, a body, a type; `wait` holds it back until the test ends."""

    body: bytes
    status: int = 200
    type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    wait: bool = False
    claimed: int | None = None


def said(text: str, **more: object) -> Answer:
    return Answer(json.dumps({"text": text, **more}).encode())


def failed(status: int, code: str | None = None, **headers: str) -> Answer:
    told = {"error": {"message": f"Wrong key provided: {KEY}", "type": "some_error", "code": code, "param": None}}
    return Answer(
        json.dumps(told).encode(), status, headers={name.replace("_", "-"): it for name, it in headers.items()}
    )


class Server:
    """Takes forms and gives answers, one after the other."""

    def __init__(self) -> None:
        self.answers: deque[Answer] = deque()
        self.forms: list[Form] = []
        self.over = threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.forms.append(read(self.path, dict(self.headers), body))
                answer = outer.answers.popleft()
                if answer.wait:
                    outer.over.wait(10)
                self.send_response(answer.status)
                self.send_header("Content-Type", answer.type)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(answer.claimed or len(answer.body)))
                self.end_headers()
                self.wfile.write(answer.body)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}/v1"

    def close(self) -> None:
        self.over.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


def read(path: str, headers: dict[str, str], body: bytes) -> Form:
    """A multipart form, RFC 7578."""
    form = Form(path, {name.lower(): value for name, value in headers.items()})
    whole = b"Content-Type: " + form.headers["content-type"].encode() + b"\r\n\r\n" + body
    message = email.message_from_bytes(whole, policy=email.policy.HTTP)
    for part in message.iter_parts():
        name = str(part.get_param("name", header="content-disposition"))
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        if name == "file":
            form.file, form.file_name, form.file_type = content, part.get_filename() or "", part.get_content_type()
        else:
            form.fields.setdefault(name, []).append(content.decode())
    return form


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.close()


@pytest.fixture(scope="module")
def speech() -> Sound:
    if not Whisper.is_installed():
        pytest.skip("the extra `voice` is not installed")
    return clip("move_mastodon_thursday.en")


def listener(server: Server, model: str = "gpt-transcribe", timeout: float = 5.0) -> OpenAITranscription:
    return OpenAITranscription(KEY, server.url, model, timeout)


async def test_the_recording_goes_out_as_wav_with_the_names_that_may_be_said(server: Server, speech: Sound) -> None:
    server.answers.append(said(" Move the Mastodon post to  Thursday at 10:15. ", languages=[{"code": "en"}]))
    heard = await listener(server).listen(speech, HINTS, None)
    assert heard.text == "Move the Mastodon post to Thursday at 10:15."
    assert (heard.language, heard.by, heard.seconds) == ("en", "openai", speech.seconds)
    (form,) = server.forms
    assert form.path == "/v1/audio/transcriptions"
    assert form.headers["authorization"] == f"Bearer {KEY}"
    assert form.fields == {
        "model": ["gpt-transcribe"],
        "response_format": ["json"],
        "keywords[]": ["Bean & Leaf Coffee", "Sarah Jones", "LinkedIn"],
        "languages[]": list(LANGUAGES),
    }
    assert (form.file_name, form.file_type) == ("speech.wav", "audio/wav")
    with wave.open(io.BytesIO(form.file)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (RATE, 1, 2)
    assert np.allclose(decode(form.file).samples, speech.samples, atol=1e-4)


async def test_a_language_that_is_set_is_told(server: Server, speech: Sound) -> None:
    server.answers.append(said("Verschiebe den Beitrag."))
    heard = await listener(server).listen(speech, Hints(), "de")
    assert heard.language == "de"
    assert server.forms[0].fields["languages[]"] == ["de"]
    assert "keywords[]" not in server.forms[0].fields


async def test_the_language_that_was_heard_is_told_back(server: Server, speech: Sound) -> None:
    server.answers.append(said("Verschiebe den Beitrag.", languages=[{"code": "de"}]))
    assert (await listener(server).listen(speech, HINTS, None)).language == "de"


async def test_the_models_before_it_are_asked_in_their_own_way(server: Server, speech: Sound) -> None:
    told = [
        {"token": "Yes", "logprob": math.log(0.5), "bytes": []},
        {"token": ".", "logprob": math.log(0.5), "bytes": []},
    ]
    server.answers.append(said("Yes.", logprobs=told))
    heard = await listener(server, "gpt-4o-transcribe").listen(speech, HINTS, "en")
    assert heard.confidence == pytest.approx(0.5)
    assert server.forms[0].fields == {
        "model": ["gpt-4o-transcribe"],
        "response_format": ["json"],
        "language": ["en"],
        "prompt": ["Bean & Leaf Coffee, Sarah Jones, LinkedIn"],
        "include[]": ["logprobs"],
    }


async def test_a_compatible_server_is_asked_for_nothing_that_is_openais_alone(server: Server, speech: Sound) -> None:
    server.answers.append(said("Yes."))
    other = OpenAITranscription(KEY, server.url.removesuffix("/v1"), "large-v3", 5.0)
    assert (await other.listen(speech, Hints(), None)).text == "Yes."
    assert server.forms[0].path == "/v1/audio/transcriptions"
    assert set(server.forms[0].fields) == {"model", "response_format"}


async def test_what_holds_no_speech_is_not_sent(server: Server, speech: Sound) -> None:
    noise = (np.random.default_rng(3).normal(size=2 * RATE) * 0.1).astype(np.float32)
    for samples, key in ((np.zeros(RATE, np.float32), "voice-silence"), (noise, "voice-no-words")):
        with pytest.raises(Rejected) as refused:
            await listener(server).listen(Sound(samples), HINTS, None)
        assert refused.value.key == key
    assert server.forms == []


async def test_an_answer_without_words_is_no_speech(server: Server, speech: Sound) -> None:
    server.answers.append(said(" … "))
    with pytest.raises(Rejected) as refused:
        await listener(server).listen(speech, HINTS, None)
    assert refused.value.key == "voice-no-words"


FAILURES: list[tuple[Answer, type[AllInError], str]] = [
    (failed(401, "invalid_api_key"), OperatorError, "voice-hosted-key"),
    (failed(403), OperatorError, "voice-hosted-key"),
    (failed(404, "model_not_found"), OperatorError, "voice-hosted-model"),
    (failed(429, "insufficient_quota"), OperatorError, "voice-hosted-unpaid"),
    (failed(400, "unsupported_value"), OperatorError, "voice-hosted-refused"),
    (failed(413), OperatorError, "voice-hosted-refused"),
    (failed(429, "rate_limit_exceeded", retry_after="7"), TryLater, "voice-hosted-busy"),
    (failed(500), TryLater, "voice-hosted-busy"),
    (failed(503), TryLater, "voice-hosted-busy"),
    (Answer(b"<html>Bad gateway</html>", 502, "text/html"), TryLater, "voice-hosted-busy"),
    (Answer(b"<html>Sign in to the network</html>", 200, "text/html"), TryLater, "voice-hosted-unreadable"),
    (Answer(b'{"text": "Move the', 200), TryLater, "voice-hosted-unreadable"),
    (Answer(b'{"transcript": "Move it."}', 200), TryLater, "voice-hosted-unreadable"),
    (Answer(b'["Move it."]', 200), TryLater, "voice-hosted-unreadable"),
    (Answer(b"", 200), TryLater, "voice-hosted-unreadable"),
    (Answer(b'{"text": "Move it."}', claimed=500), TryLater, "voice-hosted-away"),
    (Answer(b'{"text": "too late"}', wait=True), TryLater, "voice-hosted-slow"),
]


@pytest.mark.parametrize(("answer", "kind", "key"), FAILURES)
async def test_every_failure_hands_over_to_this_machine_and_betrays_nothing(
    server: Server,
    speech: Sound,
    caplog: pytest.LogCaptureFixture,
    answer: Answer,
    kind: type[AllInError],
    key: str,
) -> None:
    caplog.set_level("DEBUG", "bot")
    server.answers += [answer, answer]
    hosted = listener(server, timeout=0.15 if answer.wait else 5.0)
    with pytest.raises(kind) as error:
        await hosted.listen(speech, HINTS, None)
    assert error.value.key == key
    told = f"{error.value!r} {error.value.facts} {error.value.detail} {error.value.__cause__} {error.value.__context__}"
    assert KEY not in told
    assert "Move" not in told
    for language in LANGUAGES:
        assert Phrases(language).say(error.value.key, **error.value.facts)
    heard = await Listeners(FakeListener("Move it here"), hosted).listen(speech, HINTS, None, prefer="hosted")
    assert heard.text == "Move it here"
    assert len(server.forms) == 2  # asked once each time: no try is repeated behind the chain's back
    assert KEY not in caplog.text
    assert "Move" not in caplog.text


async def test_it_is_told_how_long_to_wait(server: Server, speech: Sound) -> None:
    server.answers.append(failed(429, "rate_limit_exceeded", retry_after="7"))
    with pytest.raises(TryLater) as error:
        await listener(server).listen(speech, HINTS, None)
    assert error.value.retry_after == 7


async def test_where_nothing_listens_it_is_said_to_be_away(server: Server, speech: Sound) -> None:
    gone = listener(server)
    server.close()
    with pytest.raises(TryLater) as error:
        await gone.listen(speech, HINTS, None)
    assert error.value.key == "voice-hosted-away"


def test_its_repr_shows_no_key(server: Server) -> None:
    assert KEY not in repr(listener(server))
