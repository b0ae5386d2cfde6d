"""Writing without a hosted model: drafts from sentences in `prompts/drafts/`, fitted to each network, and edits by rule."""

from bot.writing.adapt import adapt
from bot.writing.brand import Brand, Draft
from bot.writing.compose import compose
from bot.writing.hashtags import suggest_hashtags
from bot.writing.improve import Improved, improve
from bot.writing.text import fingerprint

__all__ = ["Brand", "Draft", "Improved", "adapt", "compose", "fingerprint", "improve", "suggest_hashtags"]
