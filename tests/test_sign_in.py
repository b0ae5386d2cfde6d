"""What whoever runs an installation sees of sign-ins: settings, the key and its replacement, the doctor, the command."""

from __future__ import annotations

import asyncio
import hashlib
import os
import re
import socket
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bot.__main__ import _connect
from bot.app import App
from bot.doctor import Finding, State, examine
from bot.errors import OperatorError, SettingsError
from bot.registry import Registry, load
from bot.settings import Settings
from bot.testing import FrozenClock
from bot.tokens import Sealed, TokenKeeper, rotate_key
from connectors.oauth import Tokens
from storage import accounts, credentials, schema, sign_ins
from storage.database import Database, sqlite_url
from storage.models import Credential, Member, SignIn, Workspace
from storage.vault import FILE, Vault
from tests.fakes.browser import Browser
from tests.fakes.flock import APP, Flock, FlockNetwork

OLD, NEW = "o" * 32, "n" * 32
ROOT = Path(__file__).parent.parent


def sealed(vault: Vault, access: str = "access-0123456789") -> str:
    return vault.seal(Sealed(Tokens(access)).to_json())


def store(database: Database, *secrets: str) -> None:
    """A workspace with one account for each of these."""
    now = FrozenClock()()

    def work(session: Any) -> None:
        session.add(Workspace(id=1, name="Bakery", created_at=now))
        session.flush()
        session.add(Member(id=1, workspace_id=1, name="blum", role="owner", created_at=now))
        session.flush()
        for place, secret in enumerate(secrets):
            row = accounts.connect(session, 1, "flock", f"@{place}", {}, now)
            more: dict[str, Any] = {"expires_at": None, "ends_at": None, "conversation_id": None, "now": now}
            credentials.put(session, row, secret, **more)
        more = {"workspace_id": 1, "member_id": 1, "conversation_id": None, "platform": "flock", "now": now}
        ends = now + timedelta(minutes=15)
        sign_ins.begin(session, state="s", secret=secrets[0], expires_at=ends, **more)

    database.run(work)


def kept(database: Database) -> list[str]:
    """Every sealed secret in the store."""

    def work(session: Any) -> list[str]:
        return [*session.scalars(sa.select(Credential.secret)), *session.scalars(sa.select(SignIn.secret))]

    return database.run(work)


# Settings


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of the machine's."""
    for name in list(os.environ):
        if name.upper().startswith("ALLIN_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ALLIN_HOME", str(tmp_path / "home"))


def problems() -> list[str]:
    with pytest.raises(SettingsError) as caught:
        Settings.load()
    return caught.value.problems


def test_applications_are_gathered_and_their_secrets_hidden(bare: None, monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("ALLIN_LINKEDIN_CLIENT_ID=from-file\nALLIN_X_CLIENT_SECRET=x-secret-in-a-file\n")
    monkeypatch.setenv("ALLIN_X_CLIENT_ID", " x-id ")
    monkeypatch.setenv("ALLIN_TELEGRAM_CHANNEL_CLIENT_ID", "t-id")
    monkeypatch.setenv("ALLIN_SECRET_KEY", f"{NEW}, {OLD}")
    settings = Settings.load()
    assert {name: (app.client_id, app.client_secret) for name, app in settings.apps.items()} == {
        "linkedin": ("from-file", ""),
        "x": ("x-id", "x-secret-in-a-file"),
        "telegram_channel": ("t-id", ""),
    }
    assert set(settings.secrets()) == {"x-secret-in-a-file", NEW, OLD}
    shown = repr(settings) + repr(settings.apps)
    assert not any(secret in shown for secret in settings.secrets())


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("ALLIN_X_CLIENT_SECERT", "s", "did you mean ALLIN_X_CLIENT_SECRET?"),
        ("ALLIN_LINKDIN_CLIENT_ID", "i", "did you mean ALLIN_LINKEDIN_CLIENT_ID?"),
        ("ALLIN_MASTDON_API_URL", "http://127.0.0.1", "did you mean ALLIN_MASTODON_API_URL?"),
        ("ALLIN_SECRT_KEY", NEW, "did you mean ALLIN_SECRET_KEY?"),
        ("ALLIN_X_CLIENT_SECRET", "lonely-secret", "ALLIN_X_CLIENT_ID is not"),
        ("ALLIN_SECRET_KEY", "hunter2", "fewer than 32 characters"),
        ("ALLIN_X_CLIENT_ID", "two words", "ALLIN_X_CLIENT_ID holds a space"),
    ],
)
def test_a_slip_in_a_setting_is_named_and_not_quoted(
    bare: None, monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)
    (problem,) = problems()
    assert said in problem
    assert value not in problem.replace("ALLIN_X_CLIENT_ID", "") or len(value) == 1


def test_the_application_of_a_plug_in_is_no_slip(bare: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLIN_SOMETHING_ELSE_CLIENT_ID", "id")
    assert Settings.load().apps["something_else"].client_id == "id"


# The key


def test_a_key_file_is_replaced_and_everything_sealed_anew(database: Database, tmp_path: Path) -> None:
    vault = Vault.at(tmp_path)
    store(database, sealed(vault), sealed(vault, "another-access"))
    before = (tmp_path / FILE).read_text()
    changed, left, old = rotate_key(database, Vault.at(tmp_path))
    assert (changed, left) == (2, 0)
    assert old is not None
    assert old.read_text() == before
    assert (tmp_path / FILE).read_text() != before
    fresh = Vault.at(tmp_path)
    assert [fresh.open(secret)["tokens"]["access"] for secret in kept(database)] == [
        "access-0123456789",
        "another-access",
        "access-0123456789",
    ]
    assert vault.open(kept(database)[0]), "who runs already finds the new key"


def test_a_key_of_the_settings_is_replaced_by_the_first(database: Database) -> None:
    store(database, sealed(Vault([OLD])))
    assert rotate_key(database, Vault([NEW, OLD])) == (1, 0, None)
    assert all(Vault([NEW]).open(secret) for secret in kept(database))


def test_what_no_key_reads_is_counted_and_the_older_keys_are_kept(database: Database, tmp_path: Path) -> None:
    vault = Vault.at(tmp_path)
    store(database, sealed(vault), sealed(Vault([OLD])))
    assert rotate_key(database, vault) == (1, 1, None)
    assert len((tmp_path / FILE).read_text().split()) == 2


def test_a_key_that_cannot_be_read_is_said(database: Database, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("short")
    with pytest.raises(OperatorError) as caught:
        rotate_key(database, Vault.at(tmp_path))
    assert caught.value.key == "vault-file"


def allin(home: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    env = {**os.environ, "ALLIN_HOME": str(home), **settings}
    command = [sys.executable, "-m", "bot", *words]
    return subprocess.run(command, capture_output=True, text=True, env=env, cwd=ROOT, timeout=120, check=False)


def test_the_command_replaces_the_key(home: Path) -> None:
    database = Database(sqlite_url(home / "allin.db"))
    schema.upgrade(database)
    store(database, sealed(Vault.at(home)))
    done = allin(home, "db", "rotate-key")
    assert done.returncode == 0, done.stderr
    assert "1 sign-ins are encrypted with the newest key." in done.stdout
    assert "secret.key.before-" in done.stdout
    assert all(Vault.at(home).open(secret) for secret in kept(database))
    database.close()
    damaged = home / FILE
    damaged.write_text("short")
    failed = allin(home, "db", "rotate-key")
    assert failed.returncode == 1
    assert "cannot be read" in failed.stderr
    assert "Traceback" not in failed.stderr


# The doctor


def found(name: str) -> Finding:
    (finding,) = [finding for finding in examine() if finding.name == name]
    return finding


def test_the_doctor_looks_at_the_key_and_makes_none(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "nothing stored yet" in found("sign-ins").found
    assert not (home / FILE).exists()
    database = Database(sqlite_url(home / "allin.db"))
    schema.upgrade(database)
    store(database, sealed(Vault.at(home)))
    database.close()
    assert found("sign-ins").state is State.GOOD
    (home / FILE).chmod(0o644)
    assert "chmod 600" in found("sign-ins").repair
    (home / FILE).chmod(0o600)
    text = (home / FILE).read_text()
    (home / FILE).write_text(NEW)
    wrong = found("sign-ins")
    assert (wrong.state, "1 of 1" in wrong.found, "old key back" in wrong.repair) == (State.BROKEN, True, True)
    (home / FILE).write_text("short")
    assert "cannot be read" in found("sign-ins").found
    (home / FILE).unlink()
    assert "is not there" in found("sign-ins").found
    assert not (home / FILE).exists()
    monkeypatch.setenv("ALLIN_SECRET_KEY", f"{NEW},{text.strip()}")
    assert "encrypted with ALLIN_SECRET_KEY" in found("sign-ins").found


def of_flock() -> Finding:
    (finding,) = [each for each in examine() if each.name == "platform" and each.found.startswith("Flock:")]
    return finding


def platforms_with(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    """Let the network be one of those that are found."""

    def with_flock(home: Path, api_urls: dict[str, str] | None = None, public_url: str = "") -> Registry:
        registry = load(home, api_urls, public_url)
        registry.platforms["flock"] = Flock(home, url)
        return registry

    for module in ("bot.registry", "bot.app"):
        monkeypatch.setattr(f"{module}.load", with_flock)


def test_the_doctor_says_what_to_register_where(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    platforms_with(monkeypatch, "http://127.0.0.1:9")
    monkeypatch.setenv("ALLIN_PUBLIC_URL", "https://allin.example")
    finding = of_flock()
    assert finding.state is State.WATCH
    for part in (
        "https://flock.example/developers",
        "https://allin.example/oauth/flock/callback",
        "ALLIN_FLOCK_CLIENT_ID",
        "ALLIN_FLOCK_CLIENT_SECRET",
    ):
        assert part in finding.repair
    monkeypatch.setenv("ALLIN_FLOCK_CLIENT_ID", "id")
    finding = of_flock()
    assert "no account connected" in finding.found


def test_the_doctor_names_who_must_sign_in_again(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    platforms_with(monkeypatch, "http://127.0.0.1:9")
    database = Database(sqlite_url(home / "allin.db"))
    schema.upgrade(database)
    store(database, sealed(Vault.at(home)), sealed(Vault.at(home)))
    database.run(
        lambda session: session.execute(sa.update(Credential).where(Credential.account_id == 2).values(broken="x"))
    )
    database.close()
    finding = of_flock()
    assert finding.found == "Flock: @1 must sign in again"


# In the house


async def test_a_sign_in_is_kept_by_the_hash_of_its_state_and_forgotten_a_day_later(
    sqlite_database: Database, tmp_path: Path
) -> None:
    clock, vault = FrozenClock(), Vault.at(tmp_path)
    store(sqlite_database, sealed(vault))
    tokens = TokenKeeper(sqlite_database, vault, {}, {}, now=clock)
    row = await sqlite_database.read(lambda session: sign_ins.find(session, "s"))
    assert row is not None
    clock.move(hours=24, minutes=14)
    await tokens.upkeep()
    assert await sqlite_database.read(lambda session: sign_ins.find(session, "s")) is not None
    clock.move(minutes=2)
    await tokens.upkeep()
    assert await sqlite_database.read(lambda session: sign_ins.find(session, "s")) is None


async def test_sign_ins_are_kept_fresh_by_the_clock(home: Path) -> None:
    async with App.open(Settings.load(home=home), work=False) as app:
        assert app.clock.upkeep["sign-ins"] == app.tokens.upkeep


async def test_the_command_connects_without_a_conversation(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async with FlockNetwork() as network:
        platforms_with(monkeypatch, network.url)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        settings = Settings.load(
            home=home,
            port=port,
            language="en",
            platform_client_ids={"flock": APP.client_id},
            platform_client_secrets={"flock": APP.client_secret},
        )
        for user, deny, good in (("ann", True, False), ("ann", False, True)):
            network.user, network.deny = user, deny
            running = asyncio.create_task(_connect(settings, "flock", None))
            shown = ""
            while not (links := re.findall(r"http://\S+/connect/[\w-]+", shown)):
                assert not running.done(), shown
                await asyncio.sleep(0.05)
                shown += capsys.readouterr().out
            async with Browser(None, settings.address) as browser:
                await browser.sign_in(links[0])
            assert await asyncio.wait_for(running, 20) is good
            told = capsys.readouterr().out
            assert ("Flock is connected as @ann" in told) is good
    database = Database(settings.database_url)
    states = database.run(lambda session: list(session.scalars(sa.select(SignIn.state))))
    database.close()
    assert hashlib.sha256(links[0].rsplit("/", 1)[1].encode()).hexdigest() in states
