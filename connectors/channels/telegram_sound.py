"""Speech as a voice note: Opus in an Ogg file (https://core.telegram.org/bots/api#sendvoice), where that can be made here."""

from __future__ import annotations

import io

from bot.messages import Attachment

RATE = 48_000
BITS = 32_000
"""A second; as much as Telegram's own apps use for a voice."""
_AS_THEY_ARE = frozenset({"audio/ogg", "audio/mpeg", "audio/mp4"})


def as_voice(sound: Attachment) -> Attachment:
    """`sound` as Telegram plays it as a voice note; as it was where it is one already, or nothing can make it one."""
    if sound.media_type in _AS_THEY_ARE:
        return sound
    try:
        import av
    except ImportError:
        return sound  # it arrives as a file, then
    data = sound.data or (sound.path.read_bytes() if sound.path is not None else b"")
    made = io.BytesIO()
    try:
        with av.open(io.BytesIO(data), "r", format="wav") as source, av.open(made, "w", format="ogg") as target:
            stream = target.add_stream("libopus", rate=RATE, layout="mono")
            stream.bit_rate = BITS
            resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
            for decoded in (*source.decode(audio=0), None):
                for frame in resampler.resample(decoded):
                    target.mux(stream.encode(frame))
            target.mux(stream.encode(None))
    except (av.FFmpegError, ValueError, IndexError):
        return sound
    return Attachment("reply.ogg", "audio/ogg", made.getvalue(), spoken=sound.spoken)
