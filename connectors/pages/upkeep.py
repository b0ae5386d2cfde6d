"""Draws what is derived from the posts, soon after they change but never once for each."""

from __future__ import annotations

import logging
import threading
import time

from connectors.pages.folder import Folder

_log = logging.getLogger(__name__)

_FIRST_SECONDS = 0.05  # what arrives together is drawn together
_LEAST_SECONDS = 0.4  # between two drawings
# Between two drawings at most, while many posts arrive; drawing takes a small share of the time then.
_RUSH_SECONDS = 2.0
_LONGEST_SECONDS = 60.0  # between two tries while it fails


class Upkeep:
    """A thread that redraws pages: 0.05 seconds after a change when all was quiet, at most every 0.4 seconds."""

    def __init__(self) -> None:
        self._waiting: dict[str, Folder] = {}
        self._news = threading.Condition()
        self._thread: threading.Thread | None = None
        self._closing = False

    def soon(self, folder: Folder) -> None:
        """Have `folder` drawn."""
        with self._news:
            self._waiting[folder.slug] = folder
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="page-upkeep", daemon=True)
                self._thread.start()
            self._news.notify()

    def close(self) -> None:
        """Draw what is waiting, once, and stop."""
        with self._news:
            self._closing = True
            self._news.notify()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        pause = _FIRST_SECONDS
        failures = 0
        while True:
            with self._news:
                self._news.wait_for(lambda: self._waiting or self._closing)
                self._news.wait_for(lambda: self._closing, timeout=pause)
                closing = self._closing
                batch, self._waiting = self._waiting, {}
            if not batch:
                return
            start = time.monotonic()
            unfinished = []
            failed = False
            for folder in batch.values():
                try:
                    done = folder.rebuild()
                except OSError as error:
                    # The posts stand; what lists them is out of date, which the next visit or post notices too.
                    _log.warning("the page %s could not be drawn: %s", folder.slug, error)
                    done, failed = False, True
                if not done:
                    unfinished.append(folder)
            failures = failures + 1 if failed else 0
            distance = min(8 * (time.monotonic() - start), _RUSH_SECONDS)
            pause = min(_LONGEST_SECONDS, max(_LEAST_SECONDS * 2**failures, distance))
            with self._news:
                if not closing:
                    for folder in unfinished:
                        self._waiting.setdefault(folder.slug, folder)
                if not self._waiting:
                    # Quiet for now: whatever comes after the usual distance is drawn at once.
                    self._news.wait_for(lambda: self._closing, timeout=pause)
                    pause = _FIRST_SECONDS
                if self._closing and not self._waiting:
                    return
