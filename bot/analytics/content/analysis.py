"""Everything that can be said of a text, together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.analytics.content.hints import Hint, Piece, hints
from bot.analytics.content.language import Language, language_of
from bot.analytics.content.readability import Reading, reading_of
from bot.analytics.content.topics import topics_of
from bot.analytics.content.voice import Likeness, Voice
from bot.understanding.mood import Mood, feeling_of, mood_of


@dataclass(frozen=True, slots=True)
class Analysis:
    """What a text is like. `feeling` is from -1 to 1; `reading` None where it is too short or has no formula."""

    language: Language
    feeling: float
    mood: Mood
    topics: tuple[str, ...]
    reading: Reading | None
    voice: Likeness
    hints: tuple[Hint, ...]


def analysis_of(pieces: Sequence[Piece], own: Sequence[str]) -> Analysis:
    """Analyse a text as it goes to its platforms. `own` are published posts, the newest first. Takes a moment: a thread."""
    text = pieces[0].text
    language = language_of(text)
    feeling = feeling_of(text, language.code)
    topics = topics_of(text, own)
    reading = reading_of(text, language.code)
    # The text itself, when it is out already, must not vouch for itself.
    likeness = Voice.of([post for post in own if post.strip() != text.strip()]).likeness(text)
    found = hints(pieces, topics=topics, language=language.code, reading=reading, voice=likeness)
    return Analysis(language, round(feeling, 3), mood_of(feeling), tuple(topics), reading, likeness, tuple(found))
