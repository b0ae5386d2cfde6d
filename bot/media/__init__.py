"""Pictures and videos: told apart by content, cleaned, kept, fitted to networks and served."""

from bot.media.library import Arrived, MediaLibrary, Signer

__all__ = ["Arrived", "MediaLibrary", "Signer"]
