"""`allin doctor` finds what is wrong with an installation, and says how to mend it."""

from __future__ import annotations

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import sqlalchemy as sa
import time_machine
from rich.console import Console
from sqlalchemy.orm import Session

from bot.doctor import Finding, State, _wrong_with_file, examine, table
from storage import posts, schema, workspaces
from storage.database import Database, sqlite_url
from storage.metrics_tables import Measuring
from storage.models import DeliveryState, Job, JobState
from tests import planned


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No settings of whoever runs the tests, and a port that nobody has."""
    for name in [name for name in os.environ if name.startswith("ALLIN_") or name.endswith("_API_KEY")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        monkeypatch.setenv("ALLIN_PORT", str(probe.getsockname()[1]))
    monkeypatch.setenv("ALLIN_TIME_ZONE", "Europe/Berlin")


@pytest.fixture
def home(quiet: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "home"
    path.mkdir()
    monkeypatch.setenv("ALLIN_HOME", str(path))
    return path


@pytest.fixture
def store(home: Path, sqlite_template: Path) -> Path:
    path = home / "allin.db"
    shutil.copy(sqlite_template, path)
    return path


def found(name: str) -> Finding:
    """The only finding of that name."""
    findings = [finding for finding in examine() if finding.name == name]
    assert len(findings) == 1, findings
    return findings[0]


def told(findings: list[Finding]) -> str:
    console = Console(width=400, color_system=None, record=True, file=open(os.devnull, "w"))  # noqa: PTH123, SIM115
    with console.file:
        console.print(table(findings))
        return console.export_text()


def test_a_fresh_machine_has_nothing_to_mend(home: Path) -> None:
    findings = examine()
    assert [finding for finding in findings if finding.state is State.BROKEN] == []
    assert "not there yet; the first start makes it" in told(findings)
    assert not (home / "allin.db").exists()


def test_a_used_store_is_good(store: Path) -> None:
    assert found("store") == Finding("store", State.GOOD, f"{store}, schema {schema.head()}")
    assert found("other processes").state is State.GOOD
    assert found("plan").found == "nothing is overdue"


def test_every_wrong_setting_is_named_and_the_rest_is_still_looked_at(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALLIN_PORT", "http")
    monkeypatch.setenv("ALLIN_TIME_ZONE", "Berln")
    monkeypatch.setenv("ALLIN_LLM_KEY", "abc")
    monkeypatch.setenv("ALLIN_LANGAUGE", "de")
    findings = examine()
    wrong = [finding for finding in findings if finding.name == "settings"]
    assert len(wrong) == 4
    for name in ("ALLIN_PORT", "ALLIN_TIME_ZONE", "ALLIN_LLM_KEY", "ALLIN_LANGUAGE"):
        assert any(name in finding.found + finding.repair for finding in wrong)
    assert {"store", "embedded model", "clock"} <= {finding.name for finding in findings}


def test_a_home_that_cannot_be_written_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("ALLIN_HOME", str(tmp_path / "file" / "home"))
    finding = found("settings")
    assert finding.state is State.BROKEN
    assert "cannot be written to" in finding.found and "free space" in finding.repair


def test_a_disk_that_is_nearly_full(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(home)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=150 * 1024 * 1024))
    finding = found("home")
    assert finding.state is State.WATCH and "150 MB" in finding.found


def test_a_file_that_is_no_store(home: Path) -> None:
    (home / "allin.db").write_bytes(b"once upon a time " * 1000)
    finding = found("store")
    assert finding.state is State.BROKEN
    assert "damaged" in finding.found and "allin db restore" in finding.repair


def test_a_store_with_a_damaged_page(store: Path) -> None:
    size = store.stat().st_size
    with store.open("r+b") as file:
        file.seek(size // 2)
        file.write(os.urandom(8192))
    assert found("store").state is State.BROKEN


def test_a_store_that_another_program_holds(store: Path) -> None:
    with closing(sqlite3.connect(store, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        finding = found("store")
    assert finding.state is State.BROKEN and "locked" in finding.found


def test_a_store_that_may_only_be_read(store: Path) -> None:
    store.chmod(0o444)
    store.parent.chmod(0o555)
    for folder in store.parents[1:4]:
        folder.chmod(folder.stat().st_mode | 0o055)
    reading, writing = os.pipe()
    if (child := os.fork()) == 0:
        # Root may write everywhere: somebody else has to look.
        try:
            if os.geteuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            finding = _wrong_with_file(store)
            os.write(writing, (finding.found if finding else "nothing").encode())
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        assert "cannot be written to" in answer.read()
    store.parent.chmod(0o755)


@pytest.mark.parametrize(("version", "state"), [("0000", State.WATCH), ("9999", State.BROKEN)])
def test_a_schema_that_does_not_fit(store: Path, version: str, state: State) -> None:
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (version,))
    finding = found("store")
    assert finding.state is state and version in finding.found


def test_another_process_on_the_same_store_is_counted(store: Path) -> None:
    code = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('select 1 from posts'); "
        "print(1, flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(store)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None and other.stdout.readline()
        finding = found("other processes")
        other.communicate("\n")
    assert finding.state is State.GOOD
    assert finding.found.startswith("1 on the same store") or not Path("/proc/self/fd").exists()


def test_postgresql_that_answers(home: Path, postgresql_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLIN_DATABASE_URL", postgresql_database.url.render_as_string(hide_password=False))
    assert found("store").state is State.GOOD
    assert found("plan").state is State.GOOD


def test_postgresql_that_does_not_answer_and_its_password_is_not_told(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    monkeypatch.setenv("ALLIN_DATABASE_URL", f"postgresql://baker:sesame-open@127.0.0.1:{port}/bakery")
    findings = examine()
    finding = next(finding for finding in findings if finding.name == "store")
    assert finding.state is State.BROKEN and "ALLIN_DATABASE_URL" in finding.repair
    assert "sesame-open" not in told(findings) + json.dumps([finding.as_object() for finding in findings])


def test_what_is_overdue_or_unknown_is_told(store: Path) -> None:
    now = datetime.now(UTC)
    database = Database(sqlite_url(store))

    def work(session: Session) -> None:
        place, _ = workspaces.found_workspace(session, "Bakery", now)
        for state in (DeliveryState.WAITING, DeliveryState.UNKNOWN):
            row = posts.create(
                session,
                place.id,
                topic="bread",
                text="Bread.",
                texts={"feed": "Bread."},
                tone=None,
                language="en",
                conversation_id=None,
                member_id=None,
                now=now,
            )
            posts.schedule(session, row, due_at=now - timedelta(hours=2), zone="UTC", recurrence=None, now=now)
            row.deliveries[0].state = state

    database.run(work)
    database.close()
    assert found("plan").state is State.WATCH and "allin serve" in found("plan").repair
    assert found("deliveries").found == "1 whose outcome is unknown"


@contextmanager
def model_server(status: int) -> Iterator[str]:
    """A server of the OpenAI kind that answers everything with this status."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.end_headers()
            self.wfile.write(b'{"data": []}')

        def log_message(self, format: str, *args: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/v1"
        server.shutdown()


def test_a_refused_key_is_found_and_not_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with model_server(401) as url:
        monkeypatch.setenv("OPENAI_API_KEY", "sk-verysecretindeed")
        monkeypatch.setenv("ALLIN_OPENAI_BASE_URL", url)
        findings = examine()
    finding = next(finding for finding in findings if finding.name == "hosted models")
    assert finding.state is State.BROKEN and "key" in finding.found
    assert "verysecretindeed" not in told(findings)


def test_a_model_server_that_is_not_there(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLIN_LLM_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("ALLIN_LLM_MODEL", "llama")
    assert found("hosted models").state is State.BROKEN


def test_a_missing_embedded_model(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.understanding import embedder

    monkeypatch.setattr(embedder, "find_spec", lambda _: None)
    finding = found("embedded model")
    assert finding.state is State.BROKEN and "not installed" in finding.found


def test_a_port_in_use(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setenv("ALLIN_PORT", str(taken.getsockname()[1]))
        finding = found("port")
    assert finding.state is State.WATCH and "in use" in finding.found


def test_a_clock_that_stands_years_back(home: Path) -> None:
    with time_machine.travel("2019-01-01T00:00:00+00:00"):
        finding = found("system time")
    assert finding.state is State.BROKEN and "2019" in finding.found


def test_every_platform_says_what_can_be_done_there(home: Path) -> None:
    findings = examine()
    assert any("publishes" in finding.found for finding in findings if finding.name == "platform")
    (instagram,) = [f for f in findings if f.name == "platform" and "Instagram" in f.found]
    assert "no application is set up" in instagram.found
    assert "ALLIN_INSTAGRAM_CLIENT_ID" in instagram.repair
    (tiktok,) = [finding for finding in findings if finding.name == "interface" and "TikTok" in finding.found]
    assert "delete" in tiktok.found and "comments" in tiktok.found


def test_a_version_that_was_switched_off_is_a_line_of_its_own(store: Path) -> None:
    with closing(sqlite3.connect(store)) as connection:
        connection.execute(
            "INSERT INTO deliveries (workspace_id, post_id, platform, text, key, state, attempts, reason, reason_facts) "
            "VALUES (1, 1, 'mastodon', 'x', 'k', 'failed', 1, 'error-version-sunset', '{}')"
        )
        connection.commit()
    (finding,) = [f for f in examine() if f.name == "interface" and "Mastodon" in f.found]
    assert finding.state is State.BROKEN and "switched" in finding.found


def test_one_broken_check_does_not_hide_the_others(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: object) -> None:
        raise RuntimeError("unheard of")

    monkeypatch.setattr(schema, "current", stumble)
    findings = examine()
    assert next(finding for finding in findings if finding.name == "store").state is State.BROKEN
    assert any(finding.name == "port" for finding in findings)


def test_a_repair_is_no_echo_of_the_problem(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLIN_TIME_ZONE", "Europe/Berlim")
    finding = found("settings")
    assert finding.found.endswith("did you mean Europe/Berlin?")
    assert finding.repair == "Set ALLIN_TIME_ZONE to a name like Europe/Berlin."
    monkeypatch.setenv("ALLIN_TIME_ZONE", "Europe/Berlin")
    monkeypatch.setenv("ALLIN_LLM_MODLE", "x")
    assert found("settings").repair == "Correct it, or unset it."


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("sqlite:////nowhere/at/all.db", "there is no folder /nowhere/at"),
        ("postgresql://baker:sesame-open@127.0.0.1:port/bakery", "written wrongly"),
    ],
)
def test_an_address_that_names_no_store(home: Path, monkeypatch: pytest.MonkeyPatch, url: str, told: str) -> None:
    monkeypatch.setenv("ALLIN_DATABASE_URL", url)
    finding = found("store")
    assert finding.state is State.BROKEN and told in finding.found
    assert not any("sesame" in finding.found + finding.repair for finding in examine())


def test_a_file_of_another_program(home: Path) -> None:
    with closing(sqlite3.connect(home / "allin.db")) as connection:
        connection.execute("CREATE TABLE bookmarks (id)")
    finding = found("store")
    assert finding.state is State.BROKEN and "another program" in finding.found and "bookmarks" in finding.found


def test_a_store_that_lacks_a_table(store: Path) -> None:
    with closing(sqlite3.connect(store)) as connection:
        connection.execute("DROP TABLE jobs")
    finding = found("store")
    assert finding.state is State.BROKEN and "no such table: jobs" in finding.found


def test_what_a_killed_process_left_in_the_middle_is_told(store: Path) -> None:
    now = datetime.now(UTC)
    database = Database(sqlite_url(store))

    def work(session: Session) -> None:
        owner = planned.workspace(session)
        planned.post(session, owner.id, [planned.account(session, owner.id)], now)
        job = session.scalars(sa.select(Job)).one()
        job.state, job.claimed_by, job.lease_until = JobState.CLAIMED, "gone", now - timedelta(minutes=2)

    database.run(work)
    database.close()
    assert found("plan").found == "1 due and not done"


def test_how_measuring_stands(store: Path) -> None:
    assert "no account has been measured yet" in found("figures").found
    database = Database(sqlite_url(store))
    now = datetime.now(UTC)

    def measure(session: Session) -> None:
        place = planned.workspace(session)
        for handle in ("@one", "@two"):
            account = planned.account(session, place.id)
            account.handle = handle
            session.add(Measuring(account_id=account.id, workspace_id=place.id, measured_at=now, failures=0, unable=[]))

    def sign_out(session: Session) -> None:
        row = session.scalars(sa.select(Measuring)).first()
        assert row is not None
        row.reason, row.reason_facts = "sign-in-refused", {"platform": "Fake", "handle": "@one"}

    try:
        database.run(measure)
        assert found("figures").state is State.GOOD
        assert found("figures").found.startswith("2 accounts measured")
        with time_machine.travel(now + timedelta(days=3), tick=False):
            late = found("figures")
            assert late.state is State.WATCH and "allin worker" in late.repair
        database.run(sign_out)
        finding = found("figures")
        assert finding.state is State.WATCH and "@one" in finding.found and "{" not in finding.found
        assert finding.repair == "Connect the account again."
    finally:
        database.close()


def test_where_meta_sends_figures_to(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLIN_PUBLIC_URL", "https://allin.example")
    monkeypatch.setenv("ALLIN_SECRET_KEY", "k" * 32)
    assert [finding for finding in examine() if finding.name == "webhooks"] == []
    monkeypatch.setenv("ALLIN_FACEBOOK_CLIENT_ID", "1")
    monkeypatch.setenv("ALLIN_FACEBOOK_CLIENT_SECRET", "an-application-secret")
    line = found("webhooks").found
    assert "https://allin.example/webhooks/meta" in line
    assert "an-application-secret" not in line and "k" * 32 not in line
