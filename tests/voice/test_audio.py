"""Recordings of every usual format, and files that are none, as people send them."""

from __future__ import annotations

import io
import struct
import tracemalloc
import wave
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.errors import Rejected
from bot.phrases import LANGUAGES, Phrases
from bot.voice.audio import MOST_BYTES, MOST_SECONDS, RATE, Sound, as_wav, decode

av = pytest.importorskip("av", reason="the extra `voice` is not installed")

TONE = 440.0


def tone(seconds: float, rate: int = RATE) -> NDArray[np.float32]:
    wave_form: NDArray[np.float32] = (0.5 * np.sin(2 * np.pi * TONE * np.arange(round(seconds * rate)) / rate)).astype(
        np.float32
    )
    return wave_form


def encoded(
    container: str, codec: str | None, rate: int, samples: NDArray[np.float32], *, layout: str = "mono", video: str = ""
) -> bytes:
    """A file as a phone, a browser or a camera makes it."""
    file = io.BytesIO()
    with av.open(file, "w", format=container) as output:
        pictures = output.add_stream(video, rate=10) if video else None
        sound: Any = output.add_stream(codec, rate=rate, layout=layout) if codec else None
        if sound is not None:
            sound.bit_rate = 12_200 if container == "amr" else 32_000
        if pictures is not None:
            pictures.width, pictures.height, pictures.pix_fmt = 32, 32, "yuv420p"
            output.start_encoding()
            for _ in range(5):
                output.mux(pictures.encode(av.VideoFrame.from_ndarray(np.zeros((32, 32, 3), np.uint8), "rgb24")))
            output.mux(pictures.encode(None))
        if sound is not None:
            frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="flt", layout="mono")
            frame.sample_rate = RATE
            context = sound.codec_context
            fit = av.AudioResampler(context.format.name, layout, rate, frame_size=context.frame_size or None)
            for part in (*fit.resample(frame), *fit.resample(None)):
                output.mux(sound.encode(part))
            output.mux(sound.encode(None))
    return file.getvalue()


def riff(data: bytes, *, rate: int = RATE, kind: int = 1, bits: int = 16, claimed: int | None = None) -> bytes:
    """A WAV file byte by byte, so that its header can lie."""
    width = bits // 8
    size = len(data) if claimed is None else claimed
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, kind, 1, rate, rate * width, width, bits)
    return (
        b"RIFF"
        + struct.pack("<I", (size + 36) & 0xFFFFFFFF)
        + b"WAVE"
        + form
        + b"data"
        + struct.pack("<I", size)
        + data
    )


def pitch(sound: Sound) -> float:
    """The loudest frequency."""
    spectrum = np.abs(np.fft.rfft(sound.samples * np.hanning(len(sound.samples))))
    return float(np.fft.rfftfreq(len(sound.samples), 1 / RATE)[spectrum.argmax()])


@pytest.mark.parametrize(
    ("container", "codec", "rate", "layout"),
    [
        ("ogg", "libopus", 48_000, "mono"),
        ("ogg", "libopus", 48_000, "stereo"),
        ("webm", "libopus", 48_000, "mono"),
        ("mp3", "libmp3lame", 44_100, "stereo"),
        ("ipod", "aac", 44_100, "mono"),
        ("wav", "pcm_s16le", 48_000, "stereo"),
        ("wav", "pcm_u8", 8_000, "mono"),
        ("flac", "flac", 44_100, "stereo"),
        ("amr", "libopencore_amrnb", 8_000, "mono"),
        ("3gp", "libopencore_amrnb", 8_000, "mono"),
        ("adts", "aac", 16_000, "mono"),
    ],
)
def test_a_recording_of_any_usual_format_sounds_the_same(container: str, codec: str, rate: int, layout: str) -> None:
    sound = decode(encoded(container, codec, rate, tone(1.0), layout=layout))
    assert sound.seconds == pytest.approx(1.0, abs=0.15)
    assert pitch(sound) == pytest.approx(TONE, abs=5)
    assert 0.2 < float(np.abs(sound.samples).max()) <= 1.0
    assert sound.samples.dtype == np.float32


@pytest.mark.parametrize(("container", "codec", "video"), [("mp4", "aac", "mpeg4"), ("webm", "libopus", "libvpx")])
def test_the_sound_of_a_video_is_heard(container: str, codec: str, video: str) -> None:
    sound = decode(encoded(container, codec, 48_000, tone(1.0), video=video))
    assert pitch(sound) == pytest.approx(TONE, abs=5)


def test_a_video_without_sound_is_told_from_a_file_that_is_no_recording() -> None:
    with pytest.raises(Rejected) as mute:
        decode(encoded("webm", None, 0, tone(0.1), video="libvpx"))
    assert mute.value.key == "voice-no-track"


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cf500f0003860180"
    "5a347d6b0000000049454e44ae426082"
)


@pytest.mark.parametrize(
    "data",
    [
        b"Post the autumn sale on Instagram tomorrow at nine.\n" * 40,
        PNG,
        b"%PDF-1.7\n" + bytes(2000),
        b"<html><body>Sign in to continue</body></html>" * 20,
        bytes(20_000),
        b"\xff" * 20_000,
        np.random.default_rng(7).bytes(20_000),
        b"OggS",
        b"RIFF\x00\x00\x00\x00WAVE",
    ],
    ids=["text", "png", "pdf", "page", "zeros", "ones", "random", "a bare ogg", "a bare wav"],
)
def test_what_is_no_recording_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(Rejected) as refused:
        decode(data)
    assert refused.value.key == "voice-not-sound"


@pytest.mark.parametrize("data", [b"", riff(b"")], ids=["nothing", "only a header"])
def test_an_empty_recording_is_called_empty(data: bytes) -> None:
    with pytest.raises(Rejected) as refused:
        decode(data)
    assert refused.value.key == "voice-empty"


@pytest.mark.parametrize(
    "data",
    [
        b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n%s\n#EXT-X-ENDLIST\n",
        b"ffconcat version 1.0\nfile '%s'\n",
        b"<?xml version='1.0'?><playlist><trackList><track><location>%s</location></track></trackList></playlist>",
    ],
    ids=["hls", "concat", "xspf"],
)
def test_a_playlist_makes_it_read_no_other_file(data: bytes, tmp_path: Any) -> None:
    other = tmp_path / "other.wav"
    other.write_bytes(as_wav(Sound(tone(1.0))))
    with pytest.raises(Rejected) as refused:
        decode(data.replace(b"%s", bytes(other)))
    assert refused.value.key == "voice-not-sound"


def test_a_recording_that_breaks_off_is_heard_up_to_there() -> None:
    whole = encoded("ogg", "libopus", 48_000, tone(4.0))
    sound = decode(whole[: len(whole) * 2 // 3])
    assert 1.0 < sound.seconds < 4.0
    assert pitch(sound) == pytest.approx(TONE, abs=5)


@pytest.mark.parametrize("claimed", [0x7FFFFFFF, 0xFFFFFFFF])
def test_a_header_that_claims_too_much_is_not_believed(claimed: int) -> None:
    data = (tone(1.0) * 32767).astype("<i2").tobytes()
    sound = decode(riff(data, claimed=claimed))
    assert sound.seconds == pytest.approx(1.0, abs=0.01)


def test_numbers_that_are_none_become_silence_and_spoil_nothing_else() -> None:
    samples = tone(1.0)
    samples[3000:4000] = np.nan
    samples[5000] = np.inf
    sound = decode(riff(samples.astype("<f4").tobytes(), kind=3, bits=32))
    assert np.isfinite(sound.samples).all()
    assert float(np.abs(sound.samples[3100:3900]).max()) == 0.0
    assert pitch(Sound(sound.samples[8000:])) == pytest.approx(TONE, abs=5)


def test_what_is_too_loud_is_cut_at_full_scale() -> None:
    sound = decode(riff((tone(0.5) * 9).astype("<f4").tobytes(), kind=3, bits=32))
    assert float(np.abs(sound.samples).max()) == 1.0


def test_twenty_minutes_are_refused_with_what_would_be_heard() -> None:
    file = io.BytesIO()
    with av.open(file, "w", format="ogg") as output:
        options = {"compression_level": "0", "frame_duration": "60"}
        stream = output.add_stream("libopus", rate=8_000, layout="mono", options=options)
        for _ in range(20 * 60):
            frame = av.AudioFrame.from_ndarray(np.zeros((1, 8_000), np.int16), format="s16", layout="mono")
            frame.sample_rate = 8_000
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    with pytest.raises(Rejected) as refused:
        decode(file.getvalue())
    assert (refused.value.key, refused.value.facts) == ("voice-too-long", {"minutes": 5})


def test_five_minutes_are_heard() -> None:
    sound = decode(riff(bytes(2 * 8000 * MOST_SECONDS), rate=8000))
    assert sound.seconds == pytest.approx(MOST_SECONDS, abs=0.1)


def test_a_small_file_that_unfolds_to_hours_is_left_at_the_limit() -> None:
    hours = b"#!AMR\n" + (b"\x04" + bytes(12)) * (50 * 3600 * 5)  # 13 bytes for 20 ms: five hours in 12 MB
    tracemalloc.start()
    try:
        with pytest.raises(Rejected) as refused:
            decode(hours)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert refused.value.key == "voice-too-long"
    assert most < 3 * 4 * RATE * MOST_SECONDS


def test_some_damage_is_passed_over_and_a_file_of_damage_is_given_up() -> None:
    speech = encoded("amr", "libopencore_amrnb", 8_000, tone(1.0)).removeprefix(b"#!AMR\n")
    damage = b"\x7c"  # a frame that holds nothing, which the decoder refuses
    assert pitch(decode(b"#!AMR\n" + damage * 100 + speech)) == pytest.approx(TONE, abs=5)
    with pytest.raises(Rejected) as refused:
        decode(b"#!AMR\n" + damage * 100_000 + speech)
    assert refused.value.key == "voice-empty"


def test_a_rate_of_one_a_second_makes_no_gigabytes() -> None:
    with pytest.raises(Rejected) as refused:
        decode(riff(bytes(2 * 60_000), rate=1))
    assert refused.value.key == "voice-too-long"


def test_a_file_of_thirty_megabytes_is_not_opened() -> None:
    with pytest.raises(Rejected) as refused:
        decode(bytes(MOST_BYTES + 5_000_000))
    assert (refused.value.key, refused.value.facts) == ("voice-too-large", {"megabytes": 25})


def test_every_refusal_is_a_sentence_in_every_language() -> None:
    for language in LANGUAGES:
        phrases = Phrases(language)
        said = {
            phrases.say(key, minutes=5, megabytes=25)
            for key in ("voice-empty", "voice-too-large", "voice-too-long", "voice-no-track", "voice-not-sound")
        }
        assert len(said) == 5


def test_as_wav_is_the_same_sound_for_any_other_program() -> None:
    with wave.open(io.BytesIO(as_wav(Sound(tone(0.5))))) as file:
        assert (file.getframerate(), file.getnchannels(), file.getnframes()) == (RATE, 1, RATE // 2)
    assert pitch(decode(as_wav(Sound(tone(0.5))))) == pytest.approx(TONE, abs=5)


def test_the_repr_of_a_sound_shows_nothing_of_it() -> None:
    assert repr(Sound(tone(0.5))) == "Sound(0.5 s)"
