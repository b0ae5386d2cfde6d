"""Processes as the store knows them: each marks what it has taken up, and others can tell whether it has ended."""

from __future__ import annotations

import os
import secrets
import socket
from pathlib import Path


def own_id() -> str:
    """A new name for a part of this process that takes things up: `machine:pid:random`."""
    return f"{_machine()}:{os.getpid()}:{secrets.token_hex(4)}"


def is_gone(id: str) -> bool:
    """Whether the process behind a name has surely ended; False if that cannot be seen from here."""
    machine, _, pid = id.rpartition(":")[0].rpartition(":")
    # On Windows this signal would reach the process instead of asking after it.
    if os.name == "nt" or machine != _machine() or not pid.isdigit():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False  # somebody else's
    return False


def _machine() -> str:
    """Where a process's number means something: containers share a host's name, and each counts for itself."""
    try:
        return f"{socket.gethostname()}/{Path('/proc/self/ns/pid').stat().st_ino}"
    except OSError:
        return socket.gethostname()
