"""Pictures: checked to the last pixel, cleaned of what they tell about places and people, and fitted.

A picture whose pixels are right already keeps its very bytes, less the metadata. Anything else (turned by a note in its
metadata, in another colour space, of a kind that networks do not take) is drawn anew.
"""

from __future__ import annotations

import importlib
import io
import logging
import math
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageCms, ImageFilter, ImageOps, ImageSequence, UnidentifiedImageError

from bot.errors import Rejected
from bot.media.sniffing import Container, check_rest
from connectors.media import MediaKind

if TYPE_CHECKING:
    from numpy.typing import NDArray

log = logging.getLogger(__name__)

MOST_PIXELS = 100_000_000
"""Width x height; a picture of a few kilobytes can claim far more and fill the memory."""
MOST_FRAMES = 600
MOST_ANIMATED = 1_500_000_000
"""Pixels of all frames of an animation together."""
LONG_SIDE = 4096
"""No network shows more; what is padded or cropped is made no larger."""
QUALITY = 95
_QUALITIES = (92, 86, 80, 72, 64, 55)

# Pillow warns of a picture that is too large and goes on; here that is the end of it.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)

_FORMATS: dict[Container, str] = {
    "jpeg": "JPEG",
    "png": "PNG",
    "gif": "GIF",
    "webp": "WEBP",
    "tiff": "TIFF",
    "bmp": "BMP",
    "avif": "AVIF",
    "heif": "HEIF",
}
_BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    OverflowError,
    ZeroDivisionError,
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that may go out: its bytes and what they are."""

    content: bytes
    kind: MediaKind
    mime: str
    width: int
    height: int
    seconds: float = 0.0
    frames_per_second: float = 0.0


def clean(path: Path, container: Container) -> Picture:
    """The picture in a file as it may go out. Raises `Rejected` for a broken, far too large or double-faced one."""
    try:
        return _clean(path, container)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Rejected("media-too-many-pixels", limit=MOST_PIXELS // 1_000_000) from None
    except (Rejected, MemoryError):
        raise
    except Exception as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise  # the disk's, not the picture's
        # The codecs raise whatever a damaged file leads them to.
        log.info("a %s could not be read: %s", container, type(error).__name__)
        raise Rejected("media-broken") from None


def _clean(path: Path, container: Container) -> Picture:
    data = path.read_bytes()
    if container in {"jpeg", "png", "gif", "webp"}:
        data = _stripped(data, container)
    image = _opened(data, container)
    frames = _frames(image)
    if frames > 1:
        return _animated(image, data, container, frames)
    image = _loaded(image)
    whole = path.read_bytes()  # with the note that turns it
    plain = image.mode in {"RGB", "RGBA", "L", "P", "LA", "1"} and not _foreign_colours(image)
    if plain and container in {"jpeg", "png", "webp"} and _orientation(whole, container) in {0, 1}:
        return Picture(data, "image", f"image/{container}", *image.size)
    mime = "image/png" if container in {"png", "bmp", "tiff"} else "image/jpeg"
    return drawn(upright(_opened(whole, container)), mime)


def upright(image: Image.Image) -> Image.Image:
    """As it is meant to be looked at: turned, and in sRGB."""
    image = _loaded(image)
    profile = image.info.get("icc_profile")
    try:
        image = ImageOps.exif_transpose(image) or image
    except _BROKEN:  # a note that cannot be read turns nothing
        image = image.copy()
    image = _in_srgb(image, profile)
    image.info = {}
    return image


def drawn(image: Image.Image, mime: str, quality: int = QUALITY) -> Picture:
    """A picture's bytes of a type, without anything but its pixels. What is see-through becomes white in a JPEG."""
    buffer = io.BytesIO()
    image.info.pop("icc_profile", None)
    if mime == "image/jpeg":
        image = _on_white(image)
        image.save(
            buffer, "JPEG", quality=quality, optimize=True, progressive=True, subsampling=0 if quality > 90 else 2
        )
    elif mime == "image/png":
        image.save(buffer, "PNG", optimize=image.width * image.height < 4_000_000)
    elif mime == "image/webp":
        image.save(buffer, "WEBP", quality=quality)
    else:
        raise Rejected("media-cannot-convert", type=mime)
    return Picture(buffer.getvalue(), "image", mime, *image.size)


def open_picture(path: Path, mime: str) -> Image.Image:
    """A stored picture, ready to be worked on."""
    container: Container = {"image/png": "png", "image/webp": "webp", "image/gif": "gif"}.get(mime, "jpeg")  # type: ignore[assignment]  # the values are containers
    return upright(_opened(path.read_bytes(), container))


def has_alpha(image: Image.Image) -> bool:
    """Whether anything of it is see-through."""
    if image.mode not in {"RGBA", "LA", "PA"}:
        return image.mode == "P" and "transparency" in image.info
    return bool(image.getchannel("A").getextrema()[0] < 255)  # type: ignore[operator]  # one band: two numbers


# Fitting

Bounds = tuple[tuple[int, int] | None, tuple[int, int] | None]
"""Fewest and most pixels of width and of height; None where there is no bound."""


def canvas(
    width: int, height: int, ratio: tuple[float, float] | None, bounds: Bounds, *, grow: bool
) -> tuple[int, int]:
    """The size that a picture is padded (`grow`) or cropped to: its ratio and sides within what is allowed."""
    low, high = ratio or (width / height, width / height)
    wanted = min(max(width / height, low), high)
    wide, tall = float(width), float(height)
    if grow == (wide / tall < wanted):
        wide = tall * wanted
    else:
        tall = wide / wanted
    most_wide = min(bounds[0][1] if bounds[0] else LONG_SIDE, LONG_SIDE)
    most_tall = min(bounds[1][1] if bounds[1] else LONG_SIDE, LONG_SIDE)
    scale = min(1.0, most_wide / wide, most_tall / tall)
    scale = max(scale, (bounds[0][0] if bounds[0] else 1) / wide, (bounds[1][0] if bounds[1] else 1) / tall)
    # So few pixels that no whole numbers have the ratio: more of them.
    scale = max(scale, 320 / min(wide, tall)) if min(wide, tall) * scale < 100 and ratio else scale
    made = max(1, round(wide * scale)), max(1, round(tall * scale))
    least_wide, least_tall = (bounds[0][0] if bounds[0] else 1), (bounds[1][0] if bounds[1] else 1)

    def faults(size: tuple[int, int]) -> tuple[bool, bool, float]:
        """Outside its bounds, outside the ratio, and how far from what is wanted."""
        out = not (least_wide <= size[0] <= most_wide and least_tall <= size[1] <= most_tall)
        return out, not low <= size[0] / size[1] <= high, abs(size[0] / size[1] - wanted)

    near = [(made[0] + x, made[1] + y) for x in (0, -1, 1) for y in (0, -1, 1)]
    return min((size for size in near if min(size) > 0), key=faults)


def padded(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """The whole picture on a canvas: on its own colour where its edge has one, else on a blurred copy of itself."""
    image = image if image.mode in {"RGB", "RGBA"} else image.convert("RGBA" if has_alpha(image) else "RGB")
    scale = min(size[0] / image.width, size[1] / image.height)
    inner = max(1, min(size[0], round(image.width * scale))), max(1, min(size[1], round(image.height * scale)))
    small = image.resize(inner, Image.Resampling.LANCZOS) if inner != image.size else image
    colour = (255, 255, 255) if image.mode == "RGBA" else _edge_colour(image)
    ground = Image.new("RGB", size, colour) if colour is not None else _blurred(image, size)
    place = (size[0] - inner[0]) // 2, (size[1] - inner[1]) // 2
    ground.paste(small, place, small if small.mode == "RGBA" else None)
    return ground


def cropped(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """What of a picture fits, cut where most is to be seen."""
    ratio = size[0] / size[1]
    width, height = image.size
    wide, tall = (
        (min(width, max(1, round(height * ratio))), height)
        if width / height > ratio
        else (
            width,
            min(height, max(1, round(width / ratio))),
        )
    )
    left, top = _best_place(image, wide, tall)
    part = image.crop((left, top, left + wide, top + tall))
    return part.resize(size, Image.Resampling.LANCZOS) if part.size != size else part


def shrunk(image: Image.Image, mimes: frozenset[str], mime: str, most_bytes: int | None, bounds: Bounds) -> Picture:
    """The same picture with fewer pixels or bytes: first a little less quality, then smaller, never below the least size.

    Raises `Rejected` if that is not enough.
    """
    image = _within(image, bounds)
    keeps = mime == "image/png" and has_alpha(image)
    if mime == "image/png" and not keeps and "image/jpeg" in mimes and most_bytes is not None:
        first = drawn(image, "image/png")
        if len(first.content) <= most_bytes:
            return first
        mime = "image/jpeg"  # a photo saved as PNG is what makes it too large
    least = (bounds[0][0] if bounds[0] else 64), (bounds[1][0] if bounds[1] else 64)
    while True:
        for quality in _QUALITIES if mime != "image/png" else (QUALITY,):
            made = drawn(image, mime, quality)
            if most_bytes is None or len(made.content) <= most_bytes:
                return made
        if keeps and "image/webp" in mimes:
            mime, keeps = "image/webp", False
            continue
        smaller = max(1, int(image.width * 0.8)), max(1, int(image.height * 0.8))
        if smaller[0] < least[0] or smaller[1] < least[1] or min(smaller) < 16:
            raise Rejected("media-cannot-shrink")
        image = image.resize(smaller, Image.Resampling.LANCZOS)


def shrunk_animation(path: Path, most_bytes: int | None, bounds: Bounds) -> Picture:
    """An animated GIF with fewer pixels. Raises `Rejected` if that is not enough."""
    image = _opened(path.read_bytes(), "gif")
    factor = 1.0
    for _ in range(8):
        size = max(1, round(image.width * factor)), max(1, round(image.height * factor))
        fits = all(bound is None or side <= bound[1] for side, bound in zip(size, bounds, strict=True))
        if fits:
            made = _as_gif(image, size)
            if most_bytes is None or len(made.content) <= most_bytes:
                return made
            factor *= min(0.85, math.sqrt(most_bytes / len(made.content)))
        else:
            factor *= min(
                bound[1] / side
                for side, bound in zip(size, bounds, strict=True)
                if bound is not None and side > bound[1]
            )
        if min(image.size) * factor < 16:
            break
    raise Rejected("media-cannot-shrink")


def _within(image: Image.Image, bounds: Bounds) -> Image.Image:
    scale = min([1.0, *(bound[1] / side for side, bound in zip(image.size, bounds, strict=True) if bound is not None)])
    if scale >= 1:
        return image
    size = max(1, int(image.width * scale)), max(1, int(image.height * scale))
    return image.resize(size, Image.Resampling.LANCZOS)


def _edge_colour(image: Image.Image) -> tuple[int, int, int] | None:
    """The one colour of a picture's edge, None where it has several."""
    import numpy as np

    pixels = np.asarray(image.convert("RGB").resize((64, 64), Image.Resampling.BOX), dtype=np.float32)
    edge = np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]])
    if float(edge.std(axis=0).max()) > 6:
        return None
    red, green, blue = (round(float(value)) for value in np.median(edge, axis=0))
    return red, green, blue


def _blurred(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    small = max(1, size[0] // 8), max(1, size[1] // 8)
    ground = ImageOps.fit(image.convert("RGB"), small, Image.Resampling.BILINEAR)
    ground = ground.filter(ImageFilter.GaussianBlur(max(2, min(small) / 16)))
    ground = Image.blend(ground, Image.new("RGB", small), 0.18)
    return ground.resize(size, Image.Resampling.BICUBIC)


def _best_place(image: Image.Image, wide: int, tall: int) -> tuple[int, int]:
    """Where to cut: the window with most edges and colour in it, those near the middle counting a little more."""
    import numpy as np

    scale = 256 / max(image.size)
    small = max(2, round(image.width * scale)), max(2, round(image.height * scale))
    pixels = np.asarray(image.convert("RGB").resize(small, Image.Resampling.BOX), dtype=np.float32) / 255
    grey = pixels.mean(axis=2)
    edges: NDArray[Any] = np.abs(np.gradient(grey)[0]) + np.abs(np.gradient(grey)[1])
    colour = pixels.max(axis=2) - pixels.min(axis=2)
    worth = edges + 0.25 * colour
    along = worth.sum(axis=0) if wide < image.width else worth.sum(axis=1)
    length, room = (wide, image.width) if wide < image.width else (tall, image.height)
    if length >= room:
        return 0, 0
    window = max(1, min(len(along), round(length * len(along) / room)))
    sums = np.convolve(along, np.ones(window), "valid")
    middle = np.abs(np.arange(len(sums)) - (len(sums) - 1) / 2) / max(1, (len(sums) - 1) / 2)
    best = int(np.argmax(sums * (1 - 0.05 * middle) - 1e-6 * middle))
    at = min(room - length, round(best * room / len(along)))
    return (at, 0) if wide < image.width else (0, at)


# Opening


def _opened(data: bytes, container: Container) -> Image.Image:
    if container == "heif":
        _know_heif()
    try:
        return Image.open(io.BytesIO(data), formats=[_FORMATS[container]])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Rejected("media-too-many-pixels", limit=MOST_PIXELS // 1_000_000) from None
    except (UnidentifiedImageError, *_BROKEN):
        raise Rejected("media-broken") from None


def _know_heif() -> None:
    try:
        heif = importlib.import_module("pi_heif")
    except ImportError:
        raise Rejected("media-heic-not-here") from None
    heif.register_heif_opener()


def _loaded(image: Image.Image) -> Image.Image:
    try:
        image.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Rejected("media-too-many-pixels", limit=MOST_PIXELS // 1_000_000) from None
    except _BROKEN:
        raise Rejected("media-broken") from None
    return image


def _frames(image: Image.Image) -> int:
    try:
        return int(getattr(image, "n_frames", 1)) if image.format in {"GIF", "WEBP", "PNG"} else 1
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Rejected("media-too-many-pixels", limit=MOST_PIXELS // 1_000_000) from None
    except _BROKEN:
        raise Rejected("media-broken") from None


def _animated(image: Image.Image, data: bytes, container: Container, frames: int) -> Picture:
    if frames > MOST_FRAMES or frames * image.width * image.height > MOST_ANIMATED:
        raise Rejected("media-too-many-frames", count=frames, limit=MOST_FRAMES)
    if container == "gif":
        length = 0.0
        try:
            for frame in ImageSequence.Iterator(image):
                frame.load()
                length += frame.info.get("duration", 0) / 1000
        except _BROKEN:
            raise Rejected("media-broken") from None
        return Picture(data, "gif", "image/gif", *image.size, length, round(frames / length, 2) if length else 0.0)
    # Networks know moving pictures as GIFs only.
    return _as_gif(image, image.size)


def _as_gif(image: Image.Image, size: tuple[int, int]) -> Picture:
    frames: list[Image.Image] = []
    times: list[int] = []
    try:
        for frame in ImageSequence.Iterator(image):
            frame.load()
            picture = frame.convert("RGBA")
            frames.append(picture.resize(size, Image.Resampling.LANCZOS) if size != picture.size else picture)
            times.append(max(20, int(frame.info.get("duration", 100) or 100)))
            if len(frames) * size[0] * size[1] > MOST_ANIMATED // 10:
                raise Rejected("media-too-many-frames", count=len(frames), limit=MOST_FRAMES)
    except _BROKEN:
        raise Rejected("media-broken") from None
    buffer = io.BytesIO()
    frames[0].save(buffer, "GIF", save_all=True, append_images=frames[1:], duration=times, loop=0, disposal=2)
    length = sum(times) / 1000
    return Picture(buffer.getvalue(), "gif", "image/gif", *size, length, round(len(frames) / length, 2))


# Colours

_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


def _foreign_colours(image: Image.Image) -> bool:
    """Whether its colours are in another space than sRGB, which is what is assumed of a picture without a profile."""
    profile = image.info.get("icc_profile")
    if not profile:
        return False
    try:
        name = ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(profile)))
    except (ImageCms.PyCMSError, *_BROKEN):
        return True
    return "srgb" not in name.lower()


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if profile and _foreign(profile) and image.mode in {"RGB", "RGBA", "CMYK", "L"}:
        alpha = image.getchannel("A") if image.mode == "RGBA" else None
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            plain = image.convert("RGB") if alpha is not None else image
            made = ImageCms.profileToProfile(plain, source, _SRGB, outputMode="RGB")
        except (ImageCms.PyCMSError, *_BROKEN):
            made = None  # a profile that does not belong to this picture says nothing
        if made is not None:
            if alpha is not None:
                made.putalpha(alpha)
            return made
    if image.mode in {"RGB", "RGBA", "L"}:
        return image
    if image.mode in {"P", "PA", "LA"}:
        return image.convert("RGBA" if has_alpha(image) or image.mode != "P" else "RGB")
    if image.mode.startswith("I"):
        # Sixteen bits a pixel: the upper eight are what a screen shows.
        return image.convert("I").point(_upper).convert("L")
    return image.convert("RGB")


def _upper(value: Any) -> Any:
    return value * (1 / 256)


def _foreign(profile: bytes) -> bool:
    try:
        return "srgb" not in ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(profile))).lower()
    except (ImageCms.PyCMSError, *_BROKEN):
        return False


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode in {"RGB", "L"}:
        return image
    if image.mode not in {"RGBA", "LA", "PA"} and "transparency" not in image.info:
        return image.convert("RGB")
    layer = image.convert("RGBA")
    ground = Image.new("RGB", layer.size, (255, 255, 255))
    ground.paste(layer, mask=layer.getchannel("A"))
    return ground


def _orientation(data: bytes, container: Container) -> int:
    try:
        return int(_opened(data, container).getexif().get(0x0112, 1) or 1)
    except (Rejected, *_BROKEN):
        return 1


# Metadata, taken out of the bytes so that the pixels stay as they are


def _stripped(data: bytes, container: Container) -> bytes:
    work: dict[str, Callable[[bytes], tuple[bytes, bytes]]] = {
        "jpeg": _strip_jpeg,
        "png": _strip_png,
        "gif": _strip_gif,
        "webp": _strip_webp,
    }
    try:
        kept, rest = work[container](data)
    except (IndexError, ValueError):
        raise Rejected("media-broken") from None
    check_rest(rest)
    return kept


def _strip_jpeg(data: bytes) -> tuple[bytes, bytes]:
    """Without Exif, XMP, IPTC, comments and previews; also what follows the end."""
    kept = bytearray(data[:2])
    dropped = bytearray()
    at = 2
    while at + 2 <= len(data):
        if data[at] != 0xFF:
            raise ValueError("no marker")
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0xD9:
            return bytes(kept + data[at : at + 2]), bytes(dropped + data[at + 2 :])
        if marker == 0x01 or 0xD0 <= marker <= 0xD7:
            kept += data[at : at + 2]
            at += 2
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if end > len(data) or end < at + 4:
            raise ValueError("cut short")
        body = data[at + 4 : end]
        # JFIF, the colour profile and Adobe's note on how colours are coded belong to the picture.
        if (
            (not 0xE0 <= marker <= 0xEF and marker != 0xFE)
            or (marker == 0xE0 and body[:4] == b"JFIF")
            or (marker == 0xE2 and body[:11] == b"ICC_PROFILE")
            or (marker == 0xEE and body[:5] == b"Adobe")
        ):
            kept += data[at:end]
        elif marker == 0xFE:
            dropped += body
        at = end
        if marker == 0xDA:
            stop = _scan_end(data, at)
            kept += data[at:stop]
            at = stop
    raise ValueError("no end")


def _scan_end(data: bytes, at: int) -> int:
    """Where the coded pixels that begin at `at` end: at the next marker that is no restart and no stuffing."""
    while True:
        at = data.index(b"\xff", at)
        following = data[at + 1]
        if following != 0 and not 0xD0 <= following <= 0xD7:
            return at
        at += 2


_PNG_KEPT = {
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"bKGD", b"pHYs",
    b"acTL", b"fcTL", b"fdAT", b"cICP",
}  # fmt: skip


def _strip_png(data: bytes) -> tuple[bytes, bytes]:
    kept = bytearray(data[:8])
    at = 8
    while at + 12 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        kind = data[at + 4 : at + 8]
        if end > len(data):
            raise ValueError("cut short")
        if kind in _PNG_KEPT:
            kept += data[at:end]
        at = end
        if kind == b"IEND":
            return bytes(kept), data[at:]
    raise ValueError("no end")


def _strip_gif(data: bytes) -> tuple[bytes, bytes]:
    """Without comments and application data, apart from the note that it repeats."""
    flags = data[10]
    at = 13 + (3 << ((flags & 7) + 1) if flags & 0x80 else 0)
    kept = bytearray(data[:at])
    dropped = bytearray()
    frames = blocks = 0
    while True:
        sign = data[at]
        blocks += 1
        frames += sign == 0x2C
        if frames > MOST_FRAMES or blocks > 4 * MOST_FRAMES:
            # Known before anything is decoded: a small file may hold a million of them.
            raise Rejected("media-too-many-frames", count=frames, limit=MOST_FRAMES)
        if sign == 0x3B:
            return bytes(kept + b";"), bytes(dropped) + data[at + 1 :]
        if sign == 0x2C:
            local = data[at + 9]
            body = at + 10 + (3 << ((local & 7) + 1) if local & 0x80 else 0) + 1
            end = _blocks_end(data, body)
            kept += data[at:end]
        elif sign == 0x21:
            end = _blocks_end(data, at + 2)
            label = data[at + 1]
            if label == 0xF9 or (label == 0xFF and data[at + 3 : at + 14] in {b"NETSCAPE2.0", b"ANIMEXTS1.0"}):
                kept += data[at:end]
            else:
                dropped += data[at:end]
        else:
            raise ValueError("no block")
        at = end


def _blocks_end(data: bytes, at: int) -> int:
    while size := data[at]:
        at += size + 1
    return at + 1


def _strip_webp(data: bytes) -> tuple[bytes, bytes]:
    whole = 8 + int.from_bytes(data[4:8], "little")
    if whole > len(data):
        raise ValueError("cut short")
    kept = bytearray()
    at = 12
    while at + 8 <= whole:
        kind, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        end = at + 8 + size + size % 2
        if end > whole + 1:
            raise ValueError("cut short")
        if kind == b"VP8X":
            kept += data[at : at + 8] + bytes([data[at + 8] & ~0x0C]) + data[at + 9 : end]
        elif kind in {b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}:
            kept += data[at:end]
        at = end
    return b"RIFF" + (len(kept) + 4).to_bytes(4, "little") + b"WEBP" + bytes(kept), data[whole:]
