"""Looks an installation over: what works, what is missing, how to mend it. Changes nothing, and prints no secret.

Every check stands alone: a store that is broken does not keep the others from being made.
"""

from __future__ import annotations

import asyncio
import errno
import os
import re
import shutil
import socket
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.errors import OperatorError, RegistryError, SettingsError
from bot.explained import explained
from bot.log import redacted

if TYPE_CHECKING:
    import sqlalchemy as sa
    from rich.console import RenderableType

    from bot.settings import Settings
    from connectors.channel import Channel
    from connectors.platform import Platform
    from storage.database import Database

_LEAST_DISK = 200 * 1024 * 1024
_ANSWER = 10.0  # seconds that a channel's network has to say who we are
_PATIENCE = 2.0  # seconds that a lock is waited for
_OVERDUE = timedelta(minutes=5)
_UNMEASURED = timedelta(days=2)
_ABANDONED = timedelta(minutes=1)
_SENTENCE_END = re.compile(r"(?<=[.?]) (?=[A-Z])")
_NETWORK_DISKS = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs"})


class State(StrEnum):
    """What a check found. Only `broken` fails the command."""

    GOOD = "good"
    WATCH = "watch"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report. `repair` says what to do, empty where there is nothing."""

    name: str
    state: State
    found: str
    repair: str = ""

    def as_object(self) -> dict[str, str]:
        """What `--json` prints."""
        return {"name": self.name, "state": self.state.value, "found": self.found, "repair": self.repair}


def good(name: str, found: str) -> Finding:
    """Nothing to do."""
    return Finding(name, State.GOOD, found)


def watch(name: str, found: str, repair: str = "") -> Finding:
    """Works, with something to know."""
    return Finding(name, State.WATCH, found, repair)


def broken(name: str, found: str, repair: str) -> Finding:
    """Does not work."""
    return Finding(name, State.BROKEN, found, repair)


def examine() -> list[Finding]:
    """Every check, in the order in which they build on each other."""
    settings, findings = _settings()
    findings.insert(0, _python())
    if settings is None:
        return findings
    checks: tuple[tuple[str, Callable[[Settings], list[Finding]]], ...] = (
        ("home", _home),
        ("store", _store),
        ("embedded model", _embedded_model),
        ("listening", _listening),
        ("hosted models", _hosted_models),
        ("sign-ins", _sign_ins),
        ("platforms", _platforms),
        ("figures", _figures),
        ("webhooks", _webhooks),
        ("channels", _channels),
        ("clock", _clock),
        ("port", _port),
    )
    for name, check in checks:
        try:
            findings += check(settings)
        except Exception as error:
            findings.append(broken(name, f"The check itself failed: {explained(error)}", "Please report this."))
    return [
        Finding(f.name, f.state, redacted(f.found, settings.secrets()), redacted(f.repair, settings.secrets()))
        for f in findings
    ]


def table(findings: list[Finding]) -> RenderableType:
    """The report for a terminal."""
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    from connectors.channels.terminal import clean  # handles and error texts are other people's

    signs = {State.GOOD: ("✓", "green"), State.WATCH: ("!", "magenta"), State.BROKEN: ("✗", "bold red")}
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for finding in findings:
        words = Text(clean(finding.found))
        if finding.repair:
            words.append(f"\n→ {clean(finding.repair)}", "bold" if finding.state is State.BROKEN else "dim")
        grid.add_row(Text(*signs[finding.state]), finding.name, words)
    wrong = sum(finding.state is State.BROKEN for finding in findings)
    noted = sum(finding.state is State.WATCH for finding in findings)
    if wrong:
        end = Text(f"{wrong} to mend" + (f", {noted} to know" if noted else ""), "bold red")
    else:
        end = Text("All is well." if not noted else f"Works; {noted} to know.", "green")
    return Group(grid, Text(""), end)


def _python() -> Finding:
    # An older one does not get this far.
    return good("python", ".".join(map(str, sys.version_info[:3])))


def _settings() -> tuple[Settings | None, list[Finding]]:
    """The settings, with defaults in place of those that are wrong so that the other checks can be made."""
    from bot.settings import Settings

    try:
        return Settings.load(), [good("settings", "Every setting is understood.")]
    except SettingsError as error:
        findings = []
        for problem in error.problems:
            *found, repair = _SENTENCE_END.split(problem)
            if not found:
                found, repair = [repair], "Correct it, or unset it."
            findings.append(broken("settings", redacted(" ".join(found).removesuffix(".")), repair))
        return _without(Settings, error.problems), findings


def _without(settings: type[Settings], problems: list[str]) -> Settings | None:
    given: dict[str, Any] = {}
    for problem in problems:
        name = problem.partition(":")[0].removeprefix("ALLIN_").lower()
        if name == "home":
            return None
        if name.endswith("_api_url"):
            given["platform_api_urls"] = {}
        elif " " in name or name.endswith(("_client_id", "_client_secret")):
            given |= {"platform_client_ids": {}, "platform_client_secrets": {}}
        elif name.startswith("llm_"):
            given |= {"llm_url": None, "llm_key": None, "llm_model": None}
        elif name in settings.model_fields:
            given[name] = settings.model_fields[name].get_default(call_default_factory=True, validated_data={})
    try:
        return settings(**given)
    except (ValueError, OSError):
        return None


def _home(settings: Settings) -> list[Finding]:
    free = shutil.disk_usage(settings.home).free
    size = f"{free / 1024**3:.1f} GB" if free >= 1024**3 else f"{free // 1024**2} MB"
    if free < _LEAST_DISK:
        return [watch("home", f"{settings.home}; only {size} free", "Make room on this disk before it is full.")]
    return [good("home", f"{settings.home}; {size} free")]


def _store(settings: Settings) -> list[Finding]:
    from storage.database import DatabaseError, address

    try:
        url = address(settings.database_url)
    except DatabaseError as error:
        return [
            broken("store", f"{error.detail[:1].upper()}{error.detail[1:]}", "Correct ALLIN_DATABASE_URL, or unset it.")
        ]
    if url.get_backend_name() == "sqlite":
        path = Path(url.database or "")
        if not path.parent.is_dir():
            return [
                broken("store", f"there is no folder {path.parent}", "Make the folder, or correct ALLIN_DATABASE_URL.")
            ]
        if not path.exists():
            return [good("store", f"{path}: not there yet; the first start makes it")]
        wrong = _wrong_with_file(path)
        if wrong is not None:
            return [wrong]
        where = str(path)
    else:
        # Nobody wants to wait a minute to hear that a server does not answer.
        url = url.update_query_dict({"connect_timeout": "5"})
        # The rest of the address may hold a password.
        where = f"PostgreSQL, {url.database or 'no database'} at {url.host or url.query.get('host') or 'this machine'}"
    return _opened(url.render_as_string(hide_password=False), where)


def _wrong_with_file(path: Path) -> Finding | None:
    """What keeps an SQLite file from being used, if anything does."""
    beside = f"Put a copy back with `allin db restore FILE`; the damaged file is kept beside {path.name}."
    try:
        with closing(sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)) as connection:
            verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            if verdict != "ok":
                return broken("store", f"{path} is damaged: {verdict}", beside)
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
    except sqlite3.DatabaseError as error:
        text = str(error)
        if "locked" in text or "busy" in text:
            return broken(
                "store", f"{path} is locked by another program", "End that program, or wait until it is through."
            )
        if "readonly" in text or "unable to open" in text:
            return broken("store", f"{path} cannot be written to", "Allow writing to the file and to its folder.")
        return broken("store", f"{path} is damaged: {text}", beside)
    if not os.access(path, os.W_OK):
        return broken("store", f"{path} cannot be written to", "Allow writing to the file and to its folder.")
    return None


def _opened(url: str, where: str) -> list[Finding]:
    import sqlalchemy as sa

    from storage import schema
    from storage.database import Database, DatabaseError

    database = Database(url, readers=1)
    try:
        version = schema.current(database)
        if version is None:
            with _reading(database) as connection:
                strangers = schema.foreign_tables(connection)
            if strangers:
                found = f"{where} belongs to another program (tables {', '.join(strangers[:3])})"
                return [broken("store", found, "Name another file or database in ALLIN_DATABASE_URL.")]
            return [good("store", f"{where}: empty; the first start makes the tables")]
        if version > schema.head():
            found = f"{where} has schema {version}, this program knows {schema.head()}"
            return [broken("store", found, "A newer program has changed it: update this one.")]
        if version < schema.head():
            found = f"{where} has schema {version}, this program wants {schema.head()}"
            return [watch("store", found, "The next start brings it up to date; or run `allin db upgrade`.")]
        return [good("store", f"{where}, schema {version}"), _neighbours(database), *_rows(database)]
    except (DatabaseError, sa.exc.DBAPIError) as wrong:
        error = Database.explained(wrong) if isinstance(wrong, sa.exc.DBAPIError) else wrong
        if not isinstance(error, DatabaseError):
            raise
        repair = "Start the database server, and check ALLIN_DATABASE_URL."
        if database.is_sqlite:
            repair = "Put a copy back with `allin db restore FILE`, or move the file away to begin anew."
        return [broken("store", f"{where}: {error.detail.strip().splitlines()[0]}", repair)]
    finally:
        database.close()


def _neighbours(database: Database) -> Finding:
    """Other processes on the same store: they share the work, and the claims keep them apart."""
    import sqlalchemy as sa

    name = "other processes"
    if database.is_sqlite:
        path = Path(database.url.database or "").resolve()
        disk = _kind_of_disk(path)
        if disk in _NETWORK_DISKS:
            repair = "Move ALLIN_HOME to a local disk, or use PostgreSQL (ALLIN_DATABASE_URL)."
            return broken(name, f"The store is on a network disk ({disk}), where SQLite loses locks", repair)
        count = _with_open(path)
        if count is None:
            return good(name, "cannot be told on this system; several may share the store")
    else:
        with database.engine.connect() as connection:
            query = sa.text(
                "SELECT count(DISTINCT (client_addr, application_name, usename)) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
            )
            count = int(connection.scalar(query) or 0)
    if count == 0:
        return good(name, "none uses the store just now")
    return good(name, f"{count} on the same store; they share the work, and each post still goes out once")


def _with_open(path: Path) -> int | None:
    """How many other processes have a file open; None where the system does not tell."""
    processes = Path("/proc")
    if not (processes / "self" / "fd").is_dir():
        return None
    count = 0
    for folder in processes.iterdir():
        if not folder.name.isdigit() or int(folder.name) == os.getpid():
            continue
        try:
            count += any(Path(entry.readlink()) == path for entry in (folder / "fd").iterdir())
        except OSError:
            continue  # ended meanwhile, or somebody else's
    return count


def _kind_of_disk(path: Path) -> str:
    """The file system that holds a file, as the kernel calls it; empty where that is not told."""
    try:
        mounts = [line.split() for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines()]
    except OSError:
        return ""
    holding = [(len(mount[1]), mount[2]) for mount in mounts if len(mount) > 2 and path.is_relative_to(mount[1])]
    return max(holding)[1] if holding else ""


def _reading(database: Database) -> sa.Connection:
    """A connection that does not wait for another program's write."""
    return database.engine.connect().execution_options(sqlite_begin="DEFERRED")


def _rows(database: Database) -> Iterator[Finding]:
    """What the rows say: work that nobody does, answers that nobody knows, and a clock that has gone back."""
    import sqlalchemy as sa

    from storage.models import Delivery, DeliveryState, InboundEvent, Job, JobState, Turn

    now = datetime.now(UTC)
    with _reading(database) as connection:
        late = connection.scalar(
            sa.select(sa.func.count())
            .select_from(Job)
            .where(
                sa.or_(
                    sa.and_(Job.state == JobState.WAITING, Job.due_at < now - _OVERDUE),
                    # A process that lives renews its lease; this one's has ended, and nobody took over.
                    sa.and_(Job.state == JobState.CLAIMED, Job.lease_until < now - _ABANDONED),
                )
            )
        )
        unknown = connection.scalar(
            sa.select(sa.func.count()).select_from(Delivery).where(Delivery.state == DeliveryState.UNKNOWN)
        )
        unanswered = connection.scalar(
            sa.select(sa.func.count())
            .select_from(InboundEvent)
            .where(InboundEvent.state.in_(("waiting", "working")), InboundEvent.received_at < now - _OVERDUE)
        )
        given_up = connection.scalar(
            sa.select(sa.func.count()).select_from(InboundEvent).where(InboundEvent.state == "failed")
        )
        latest = connection.scalar(sa.select(Turn.at).order_by(Turn.id.desc()).limit(1))
    if late:
        repair = "Start `allin serve` or `allin worker`; what is too late to go out by itself asks first."
        yield watch("plan", f"{late} due and not done", repair)
    else:
        yield good("plan", "nothing is overdue")
    if unknown:
        repair = "They are looked up on their network; ask the assistant “what is unconfirmed”."
        yield watch("deliveries", f"{unknown} whose outcome is unknown", repair)
    else:
        yield good("deliveries", "every outcome is known")
    if unanswered:
        yield watch(
            "messages", f"{unanswered} wait for an answer", "Start `allin serve` with the channel they came by."
        )
    if given_up:
        yield watch("messages", f"{given_up} of the last week could not be answered", "The log says why.")
    if latest is not None and latest > now + _OVERDUE:
        found = f"The store was last used at {latest:%Y-%m-%d %H:%M} UTC, which is still to come"
        yield broken("system time", found, "Set the system's clock; posts go out by it.")


def _embedded_model(settings: Settings) -> list[Finding]:
    from bot.understanding.embedder import Embedder

    embedder = Embedder()
    repair = "Install the locked packages again: `make clean chat`."
    try:
        missing = [path for path in embedder.files if not path.is_file()]
    except FileNotFoundError as error:
        return [broken("embedded model", f"the package {error} is not installed", repair)]
    if missing:
        return [broken("embedded model", f"{missing[0]} is not there", repair)]
    try:
        embedder.vectors(["good morning"])
    except Exception as error:  # a damaged file raises what its damage leads to
        return [broken("embedded model", f"does not load: {type(error).__name__}", repair)]
    size = sum(path.stat().st_size for path in embedder.files) / 1e6
    return [good("embedded model", f"is here ({size:.0f} MB) and answers")]


def _listening(settings: Settings) -> list[Finding]:
    """Whether speech can be heard on this machine. Joins no weights."""
    from bot.voice.listen import Whisper
    from bot.voice.weights import is_ready

    name, adds = "listening", "Run `make voice` to add what hears."
    if not Whisper.is_installed():
        return [watch(name, "speech is not heard here, people type", adds)]
    try:
        ready = is_ready(settings.home, settings.whisper_model)
    except OperatorError as error:
        if error.key == "voice-not-installed":
            return [watch(name, "speech is not heard here: the packages with Whisper's weights are missing", adds)]
        mend = adds if error.key == "voice-package-damaged" else "Mend the folder, or unset ALLIN_WHISPER_MODEL."
        return [broken(name, explained(error), mend)]
    state = "its weights are sound" if ready else "its weights are put together with the first recording"
    return [good(name, f"Whisper {settings.whisper_model} hears on this machine; {state}")]


def _hosted_models(settings: Settings) -> list[Finding]:
    return asyncio.run(_asked(settings))


async def _asked(settings: Settings) -> list[Finding]:
    from bot.models import HostedChain

    chain = HostedChain.from_settings(settings)
    if not chain:
        return [good("hosted models", "none set up; the embedded model does everything")]
    try:
        findings = []
        for status in await chain.status():
            name = f"{status.name} ({status.model})"
            if status.reachable:
                findings.append(good("hosted models", f"{name} answers"))
            else:
                repair = "Check the key and the address in the settings; until then the next model is asked."
                findings.append(broken("hosted models", f"{name}: {status.problem}", repair))
        return findings
    finally:
        await chain.close()


def _platforms(settings: Settings) -> list[Finding]:
    from bot.registry import load
    from bot.tokens import needs_app
    from connectors.platform import Publisher

    try:
        platforms = load(settings.home, settings.platform_api_urls, settings.address).platforms
    except RegistryError as error:
        return [broken("skills and platforms", problem, "Mend or remove it.") for problem in error.problems]
    accounts = _accounts(settings.database_url)
    findings, handed = [], []
    for platform in platforms.values():
        rows = accounts.get(platform.name, [])
        handles = ", ".join(handle for handle, _ in rows)
        broken_ones = ", ".join(handle for handle, works in rows if not works)
        if not isinstance(platform, Publisher):
            handed.append(platform.label)
        elif not platform.needs_sign_in:
            found = f"publishes; connected: {handles}" if handles else "publishes; connects by itself when first used"
            findings.append(good("platform", f"{platform.label}: {found}"))
        elif broken_ones:
            repair = f"Say “connect {platform.label}” in the conversation, and sign in again."
            findings.append(watch("platform", f"{platform.label}: {broken_ones} must sign in again", repair))
        elif handles:
            findings.append(good("platform", f"{platform.label}: publishes; connected: {handles}"))
        elif needs_app(platform) and platform.name not in settings.apps:
            name = f"ALLIN_{platform.name.upper()}_CLIENT"
            where = f" at {platform.help_url}" if platform.help_url else " there"
            repair = (
                f"Register an application{where} with the redirect address "
                f"{settings.address}/oauth/{platform.name}/callback, then set {name}_ID and {name}_SECRET."
            )
            findings.append(watch("platform", f"{platform.label}: can publish; no application is set up", repair))
        else:
            repair = f"Say “connect {platform.label}” in the conversation."
            findings.append(watch("platform", f"{platform.label}: can publish; no account connected", repair))
    findings += _versions(platforms.values(), settings.database_url)
    if handed:
        names = ", ".join(handed)
        findings.append(good("platforms", f"written for, and handed over to a person to post: {names}"))
    return findings


def _versions(platforms: Iterable[Platform], database_url: str) -> list[Finding]:
    """What networks cannot do from here, and versions of interfaces that were switched off, or soon will be."""
    from connectors.platform import ABILITIES, Publisher
    from storage.models import Delivery

    findings = []
    refused = _selected(
        database_url,
        lambda sa: sa.select(Delivery.platform).where(Delivery.reason == "error-version-sunset").distinct(),
    )
    gone = {str(row[0]) for row in refused}
    today = datetime.now(UTC).date()
    for platform in platforms:
        if not isinstance(platform, Publisher) or not platform.needs_sign_in:
            continue
        cannot = [name.replace("-", " ") for name, flag in ABILITIES.items() if not getattr(platform, flag)]
        version = f" (interface {platform.api_version})" if platform.api_version else ""
        if platform.name in gone or (platform.sunset is not None and platform.sunset <= today):
            found = f"{platform.label}{version}: the network has switched this version off"
            findings.append(broken("interface", found, "Update this installation."))
        elif platform.sunset is not None and platform.sunset - today < timedelta(days=60):
            found = f"{platform.label}{version}: is switched off about {platform.sunset}"
            findings.append(watch("interface", found, "Update this installation before then."))
        elif cannot:
            findings.append(good("interface", f"{platform.label}{version}: no {', '.join(cannot)} from here"))
    return findings


def _sign_ins(settings: Settings) -> list[Finding]:
    """Whether what is stored of sign-ins can be read with the key that is there. Makes none."""
    from storage.vault import FILE, Vault, VaultError

    name, file = "sign-ins", settings.home / FILE
    secrets = _secrets(settings.database_url)
    if settings.secret_key is None and not file.exists():
        if not secrets:
            return [good(name, f"nothing stored yet; the key {file} is made with the first")]
        found = f"{len(secrets)} are stored, and the key {file} is not there"
        return [broken(name, found, "Put the key file back, or connect the accounts again.")]
    vault = Vault.at(settings.home, settings.secret_key.get_secret_value() if settings.secret_key else "")
    unread = 0
    for secret in secrets:
        try:
            vault.open(secret)
        except VaultError as error:
            if error.reason != "wrong":
                return [broken(name, f"The key cannot be read: {error.detail}", "Put the key file back as it was.")]
            unread += 1
    where = "ALLIN_SECRET_KEY" if settings.secret_key is not None else str(file)
    if unread:
        found = f"{unread} of {len(secrets)} stored were encrypted with another key than {where}"
        return [broken(name, found, "Put the old key back, behind the new one, or connect the accounts again.")]
    if settings.secret_key is None and sys.platform != "win32" and file.stat().st_mode & 0o077:
        return [watch(name, f"Others on this machine can read {file}", f"Run `chmod 600 {file}`.")]
    return [good(name, f"{len(secrets)} stored, encrypted with {where}")]


def _secrets(database_url: str) -> list[str]:
    """What is stored sealed; nothing if the store cannot tell, which its own check says."""
    from storage.models import Credential

    return [str(row[0]) for row in _selected(database_url, lambda sa: sa.select(Credential.secret))]


def _accounts(database_url: str) -> dict[str, list[tuple[str, bool]]]:
    """Connected profiles by platform: the handle, and whether there is a sign-in that works."""
    from storage.models import Account, Credential

    found: dict[str, list[tuple[str, bool]]] = {}
    rows = _selected(
        database_url,
        lambda sa: (
            sa.select(Account.platform, Account.handle, Credential.account_id, Credential.broken)
            .outerjoin(Credential, Credential.account_id == Account.id)
            .where(Account.connected)
            .order_by(Account.id)
        ),
    )
    for platform, handle, held, why in rows:
        found.setdefault(platform, []).append((handle, held is not None and not why))
    return found


def _selected(database_url: str, query: Callable[[Any], sa.Select[Any]]) -> list[Any]:
    """Rows of the store; none if it cannot tell, which its own check says. `query` is given SQLAlchemy."""
    import sqlalchemy as sa

    from storage.database import Database, DatabaseError

    try:
        database = Database(database_url, readers=1)
    except DatabaseError:
        return []
    if database.is_sqlite and not Path(database.url.database or "").exists():
        return []
    try:
        with _reading(database) as connection:
            return list(connection.execute(query(sa)))
    except sa.exc.SQLAlchemyError:
        return []
    finally:
        database.close()


def _figures(settings: Settings) -> list[Finding]:
    """How measuring stands: when each account was measured last, and what is in the way."""
    from bot.phrases import Phrases
    from storage.metrics_tables import Measuring, Publication
    from storage.models import Account

    name, now = "figures", datetime.now(UTC)
    rows = _selected(
        settings.database_url,
        lambda sa: (
            sa.select(
                Account.platform,
                Account.handle,
                Measuring.reason,
                Measuring.reason_facts,
                Measuring.measured_at,
                sa.func.max(Publication.measured_at),
            )
            .join(Measuring, Measuring.account_id == Account.id)
            .outerjoin(Publication, Publication.account_id == Account.id)
            .where(Account.connected)
            .group_by(Account.id, Measuring.account_id)
            .order_by(Account.id)
        ),
    )
    findings, last = [], []
    for platform, handle, reason, facts, *times in rows:
        measured_at = max((at for at in times if at is not None), default=None)
        if measured_at is not None:
            last.append(measured_at)
        if reason is not None:
            since = f"measured last {measured_at:%Y-%m-%d %H:%M} UTC" if measured_at is not None else "never measured"
            why = Phrases("en").say(reason, **{"platform": platform, "handle": handle} | facts)
            repair = "Connect the account again." if "sign-in" in reason else "It is tried again by itself."
            findings.append(watch(name, f"{platform} {handle}: {since}. {why}", repair))
    if findings:
        return findings
    if not last:
        return [good(name, "no account has been measured yet; `allin serve`, `allin worker` and `allin chat` do it")]
    oldest = min(last)
    found = f"{len(last)} accounts measured" if len(last) != 1 else "1 account measured"
    if now - oldest > _UNMEASURED:
        repair = "Keep `allin serve` or `allin worker` running: what nobody looks at cannot be told later."
        return [watch(name, f"{found}, one of them last {oldest:%Y-%m-%d %H:%M} UTC", repair)]
    return [good(name, f"{found}, each since {oldest:%Y-%m-%d %H:%M} UTC")]


def _webhooks(settings: Settings) -> list[Finding]:
    """Where Meta may send figures to, if there is an application of Meta's. Makes no key."""
    from bot.analytics.collection.hooks import FigureHooks
    from bot.web.figures import PATH
    from storage.database import Database
    from storage.vault import FILE, Vault

    key = settings.secret_key
    if not settings.public_url or (key is None and not (settings.home / FILE).exists()):
        return []
    vault = Vault.at(settings.home, key.get_secret_value() if key else "")
    database = Database(settings.database_url, readers=1)
    try:
        hooks = FigureHooks(database, vault, settings.apps)
        if not hooks.is_open:
            return []
        address = f"{settings.public_url.rstrip('/')}{PATH}"
        return [good("webhooks", f"Meta may call {address} with the verify token {hooks.token()}")]
    finally:
        database.close()


def _channels(settings: Settings) -> list[Finding]:
    return asyncio.run(_known_at(settings))


async def _known_at(settings: Settings) -> list[Finding]:
    """The channels that are set up: whether their networks know us."""
    from bot.channels import alone, classes

    findings = []
    kinds = classes(sorted(settings.channel_options))
    for name, options in sorted(settings.channel_options.items()):
        if name not in kinds:
            option = f"ALLIN_{name}_{next(iter(options))}".upper()
            findings.append(watch("channels", f"{option} is set, and there is no such setting", "Unset it."))
            continue
        label = kinds[name].label
        try:
            channel = alone(kinds[name], settings)
            if channel is None:
                findings.append(watch("channels", f"{label} is not complete", _complete(kinds[name])))
                continue
            async with asyncio.timeout(_ANSWER):
                known = await channel.check()
            findings.append(
                good("channels", f"{label} knows us as {known}" if known != label else f"{label} is set up")
            )
        except TimeoutError:
            findings.append(broken("channels", f"{label} does not answer", "Try again; see that it can be reached."))
        except Exception as error:
            findings.append(broken("channels", f"{label}: {explained(error)}", _complete(kinds[name])))
    return findings or [good("channels", "the terminal, and programs over MCP; docs/ says how to set up others")]


def _complete(kind: type[Channel]) -> str:
    """What can be set for a channel."""
    return " ".join(f"ALLIN_{kind.name.upper()}_{option.name.upper()}: {option.about}" for option in kind.options)


def _clock(settings: Settings) -> list[Finding]:
    now = datetime.now(UTC)
    # The program cannot be older than its own files.
    made = datetime.fromtimestamp(Path(__file__).stat().st_mtime, UTC)
    if now < made - timedelta(days=1):
        found = f"The clock says {now:%Y-%m-%d %H:%M} UTC, which is before this program was installed"
        return [broken("system time", found, "Set the system's clock; posts go out by it.")]
    from zoneinfo import ZoneInfo

    local = now.astimezone(ZoneInfo(settings.time_zone))
    return [good("clock", f"{local:%Y-%m-%d %H:%M} in {settings.time_zone}")]


def _port(settings: Settings) -> list[Finding]:
    place = f"{settings.host}:{settings.port}"
    try:
        info = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0]
        with socket.socket(info[0], info[1], info[2]) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(info[4])
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            repair = "If that is not `allin serve` itself, choose another with ALLIN_PORT."
            return [watch("port", f"{place} is in use", repair)]
        return [broken("port", f"{place} cannot be used: {error.strerror}", "Change ALLIN_HOST or ALLIN_PORT.")]
    return [good("port", f"{place} is free for `allin serve`")]
