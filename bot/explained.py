"""Errors as whoever runs this installation reads them: what is wrong and what to do, without a trace."""

from __future__ import annotations

from bot.errors import AllInError, RegistryError, SettingsError, StoreError
from bot.log import redacted

_STORE = {
    "corrupt": "The store is damaged: {detail}. Put a copy back with `allin db restore FILE`.",
    "full": "The disk that holds the store is full. Make room there and start again.",
    "readonly": "The store cannot be written to: {detail}. Allow writing to its file and its folder.",
    "locked": "Another program holds the store: {detail}. End that program, or wait until it is through.",
    "missing": "The store cannot be reached: {detail}. `allin doctor` says more.",
    "schema": "The store's tables do not fit this program: {detail}.",
    "other": "The store cannot be used: {detail}. `allin doctor` says more.",
}


def explained(error: BaseException) -> str:
    """What to tell of an error on the command line."""
    return redacted(_explained(error)).strip()


def _explained(error: BaseException) -> str:
    from storage.database import DatabaseError
    from storage.schema import BackupError

    if isinstance(error, SettingsError):
        return _listed("Some settings are wrong", error.problems)
    if isinstance(error, RegistryError):
        return _listed("Some skills or platforms are broken, so nothing was started", error.problems)
    if isinstance(error, StoreError) and error.detail:
        return _of_store(error.key.removeprefix("store-"), error.detail)
    if isinstance(error, AllInError):
        from bot.phrases import Phrases

        try:
            return Phrases().say(error.key, **error.facts)
        except KeyError:
            return f"This did not work ({error})."
    if isinstance(error, DatabaseError):
        return _of_store(error.reason, error.detail)
    if isinstance(error, BackupError):
        return _sentence(str(error))
    if isinstance(error, OSError) and error.strerror:
        where = f" ({error.filename})" if error.filename else ""
        return _sentence(f"{error.strerror}{where}")
    return (
        f"Something went wrong that should not have ({type(error).__name__}). With ALLIN_LOG_LEVEL=debug the details "
        "go to the file allin.log in ALLIN_HOME/log."
    )


def _of_store(reason: str, detail: str) -> str:
    return _STORE.get(reason, _STORE["other"]).format(detail=_first_line(detail))


def _listed(title: str, problems: list[str]) -> str:
    return "\n".join([f"{title}:", *(f"  - {problem}" for problem in problems)])


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('.') else '.'}"


def _first_line(text: str) -> str:
    return text.strip().splitlines()[0].rstrip(".") if text.strip() else "no reason was given"
