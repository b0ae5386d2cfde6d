"""Errors that say who acts next.

AllInError
├── PersonError          the person in the conversation changes something and asks again
│   ├── NotUnderstood    what was said has no safe reading
│   ├── Missing          one more fact is needed; carries the question's slot
│   ├── NotFound         no such post, account or member in this workspace
│   ├── NotAllowed       the person's role does not permit it
│   ├── Conflict         it changed in the meantime, or its state does not allow it
│   ├── Rejected         the text or media must change before a network takes it
│   ├── HeldBack         it arrived, and the network keeps it from others: somebody acts there, nothing is sent again
│   └── Unsupported      the network has no way to do this; a person may do it there by hand
├── SignInNeeded         somebody connects the account (again)
├── TryLater             the clock acts: nothing was sent, trying again is safe
├── OutcomeUnknown       the network may have accepted it: look before anything is sent again
└── OperatorError        whoever runs this installation
    ├── VersionSunset    a network has switched off the version of its API that we speak
    ├── SettingsError    a setting is missing or wrong; lists every one at once
    ├── StoreError       the database cannot be read or written
    └── RegistryError    a skill, platform or channel is broken; lists every fault at once

Every error carries the key of a sentence in `prompts/replies/` and the facts that fill it, so that it can be told in
the person's language. `str(error)` is for logs.
"""

from __future__ import annotations

from typing import Any


class AllInError(Exception):
    """Base of all errors the product raises on purpose.

    `key` names a sentence in `prompts/replies/`; `facts` fill its placeables; `detail` is the raw cause, for the log only.
    """

    default_key = "error-unexpected"

    def __init__(self, key: str | None = None, /, *, detail: str = "", **facts: Any) -> None:
        self.key = key or self.default_key
        self.facts = facts
        self.detail = detail
        shown = ", ".join(f"{name}={value!r}" for name, value in facts.items())
        super().__init__(": ".join(part for part in (self.key, shown, detail) if part))


class PersonError(AllInError):
    """The person changes something and asks again."""


class NotUnderstood(PersonError):
    """What was said has no safe reading."""

    default_key = "error-not-understood"


class Missing(PersonError):
    """One more fact is needed. `slot` is the argument to fill; `options` are ready answers (label, value)."""

    def __init__(
        self, slot: str, key: str | None = None, /, *, options: tuple[tuple[str, Any], ...] = (), **facts: Any
    ) -> None:
        super().__init__(key or f"ask-{slot.replace('_', '-')}", **facts)
        self.slot = slot
        self.options = options


class NotFound(PersonError):
    """No such post, account or member in this workspace; another workspace's are never admitted to exist."""

    default_key = "error-not-found"


class NotAllowed(PersonError):
    """The person's role does not permit this."""

    default_key = "error-not-allowed"


class Conflict(PersonError):
    """It changed in the meantime, or its state does not allow this."""

    default_key = "error-conflict"


class Rejected(PersonError):
    """The network will not take this text or media; it must change first. Never retried as it is."""

    default_key = "error-rejected"


class Unsupported(PersonError):
    """The network has no way to do this; a person may be able to do it there by hand."""

    default_key = "error-unsupported"


class HeldBack(PersonError):
    """The post arrived, and the network keeps it from others: held for review, removed, kept private. Never sent again."""

    default_key = "error-held-back"


class SignInNeeded(AllInError):
    """The account must be connected (again) before anything more can be done with it."""

    default_key = "error-sign-in-needed"


class TryLater(AllInError):
    """Nothing was sent, so trying again is safe. `retry_after` is in seconds."""

    default_key = "error-try-later"

    def __init__(self, key: str | None = None, /, *, retry_after: float | None = None, detail: str = "", **facts: Any):
        super().__init__(key, detail=detail, **facts)
        self.retry_after = retry_after


class OutcomeUnknown(AllInError):
    """The request left, the answer was lost: the network may or may not have accepted it."""

    default_key = "error-outcome-unknown"


class OperatorError(AllInError):
    """Whoever runs this installation has something to mend."""

    default_key = "error-operator"


class VersionSunset(OperatorError):
    """A network no longer answers the version of its API that we speak; surely nothing was accepted."""

    default_key = "error-version-sunset"


class SettingsError(OperatorError):
    """Settings are missing or wrong; `problems` lists every one at once."""

    default_key = "error-settings"

    def __init__(self, problems: list[str]) -> None:
        super().__init__(problems="\n".join(problems))
        self.problems = problems


class StoreError(OperatorError):
    """The database cannot be read or written."""

    default_key = "error-store"


class RegistryError(OperatorError):
    """Skills, platforms or channels are broken; `problems` lists every fault at once. The start stops."""

    default_key = "error-registry"

    def __init__(self, problems: list[str]) -> None:
        super().__init__(problems="\n".join(problems))
        self.problems = problems
