"""The `allin` command as a shell meets it: real processes, real pipes, real signals."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
COMMAND = [sys.executable, "-m", "bot"]


@pytest.fixture(scope="session")
def learned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the embedded model keeps after its first start."""
    home = tmp_path_factory.mktemp("learned")
    (home / "cache").mkdir()  # stays empty where the installation has taught the model already
    given = os.environ | {"ALLIN_HOME": str(home)}
    code = "from bot.route import Router; from bot.settings import Settings; Router(Settings.load()).warm()"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=given, check=True, capture_output=True)
    return home / "cache"


@pytest.fixture(scope="session", autouse=True)
def hears_ctrl_c() -> None:
    """A shell makes what it starts in the background deaf to Ctrl-C, and the commands started here would inherit that."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def environment(tmp_path: Path, learned: Path) -> dict[str, str]:
    """Nothing of whoever runs the tests but the way to Python, and a home without a store."""
    shutil.copytree(learned, tmp_path / "home" / "cache")
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith("ALLIN_") and "API_KEY" not in name
    }
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return kept | {
        "PYTHONFAULTHANDLER": "1",
        "ALLIN_HOME": str(tmp_path / "home"),
        "ALLIN_TIME_ZONE": "Europe/Berlin",
        "ALLIN_LANGUAGE": "en",
        "ALLIN_PORT": str(port),
        "COLUMNS": "100",
        "PYTHONWARNINGS": "default",
    }


def allin(
    environment: dict[str, str], *arguments: str, said: str | bytes = b"", **more: str
) -> subprocess.CompletedProcess[str]:
    """Run the command to its end."""
    given = said.encode() if isinstance(said, str) else said
    done = subprocess.run(
        [*COMMAND, *arguments],
        input=given,
        capture_output=True,
        cwd=ROOT,
        env=environment | more,
        timeout=120,
        check=False,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


@contextmanager
def running(environment: dict[str, str], *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """The command while it runs."""
    with subprocess.Popen(
        [*COMMAND, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=environment,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()


def ended(process: subprocess.Popen[str], seconds: float = 60) -> int:
    """Its exit status; where it does not end, what each of its threads does instead."""
    assert process.stderr is not None
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGABRT)
        pytest.fail(f"it does not end:\n{process.stderr.read()}")


def objects(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def until(condition: Any, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.1)


def test_help_lists_every_command_and_imports_nothing_heavy(environment: dict[str, str]) -> None:
    done = allin(environment, "--help")
    assert done.returncode == 0
    for name in ("chat", "route", "serve", "worker", "tools", "doctor", "demo", "db"):
        assert f" {name} " in done.stdout
    code = "import sys, bot.__main__; print([m for m in ('langchain', 'langchain_core', 'sqlalchemy', 'pydantic', "
    code += "'onnxruntime', 'numpy', 'fastapi', 'prompt_toolkit', 'babel', 'httpx') if m in sys.modules])"
    heavy = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert heavy.stdout.strip() == "[]"


def test_version(environment: dict[str, str]) -> None:
    done = allin(environment, "--version")
    assert (done.returncode, done.stdout.split()[0]) == (0, "allin")


@pytest.mark.parametrize(
    "arguments",
    [
        ["frobnicate"],
        ["chat", "--loud"],
        ["route"],
        ["route", "hello", "--now", "yesterday"],
        ["route", "yesterday at 9", "--now", "0001-01-01"],
        ["route", "hello", "--tz", "Mars/Base"],
        ["route", "hello", "--lang", "xx"],
        ["db", "restore"],
    ],
)
def test_a_wrong_command_is_status_2_and_one_message(environment: dict[str, str], arguments: list[str]) -> None:
    done = allin(environment, *arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr and "Traceback" not in done.stderr


def test_wrong_settings_are_all_named_without_a_trace(environment: dict[str, str]) -> None:
    done = allin(environment, "chat", ALLIN_PORT="eighty", ALLIN_LANGUAGE="xx")
    assert done.returncode == 1
    assert "ALLIN_PORT" in done.stderr and "ALLIN_LANGUAGE" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_store_that_is_none_is_one_sentence_and_status_1(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "home" / "allin.db").write_bytes(b"not a database, not at all, " * 200)
    done = allin(environment, "chat", "--json", said="hello\n")
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) <= 2 and "Traceback" not in done.stderr


def test_the_log_has_the_trace_and_no_secret(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "home" / "allin.db").write_bytes(b"not a database, not at all, " * 200)
    allin(environment, "db", "upgrade", ALLIN_LOG_LEVEL="debug", OPENAI_API_KEY="sk-quitesecret123")
    log = (tmp_path / "home" / "log" / "allin.log").read_text()
    assert "Traceback" in log
    assert "sk-quitesecret123" not in log
    assert (tmp_path / "home" / "log" / "allin.log").stat().st_mode & 0o077 == 0


def test_a_conversation_in_a_pipe(environment: dict[str, str]) -> None:
    done = allin(environment, "chat", "--json", said="help\nwhat is planned?\n")
    assert done.returncode == 0, done.stderr
    first, second = objects(done.stdout)
    assert set(first) == {"reply", "choices", "calls", "ms"}
    assert first["calls"][0]["tool"] == "help"
    assert second["calls"][0]["tool"] == "list_posts"
    assert {"id", "label"} == set(first["choices"][0])


def test_a_choice_can_be_answered_by_its_number(environment: dict[str, str]) -> None:
    said = 'post now on my page: "The oven is warm."\n1\n'
    done = allin(environment, "chat", "--json", said=said)
    asked, answered = [line for line in objects(done.stdout) if "notice" not in line]
    assert len(asked["choices"]) == 2
    assert answered["calls"][0]["tool"] == "publish_post", answered


def test_bad_input_does_not_end_the_conversation(environment: dict[str, str]) -> None:
    said = b"\n\xff\xfe\x00\x01\n" + b"a" * 10_000_000 + b"\n\x1b[2J\n{}\nwhat is planned?\n"
    done = allin(environment, "chat", "--json", said=said)
    assert done.returncode == 0, done.stderr
    replies = objects(done.stdout)
    assert len(replies) == 6
    assert all(reply["reply"] for reply in replies)
    assert replies[-1]["calls"][0]["tool"] == "list_posts"


def test_workspaces_are_apart(environment: dict[str, str]) -> None:
    allin(environment, "chat", "--workspace", "One", said="draft a post about rye bread for my page\n")
    done = allin(environment, "chat", "--json", "--workspace", "Two", said="show me post 1\n")
    assert "rye" not in done.stdout


def test_a_closed_pipe_ends_it_quietly(environment: dict[str, str]) -> None:
    with running(environment, "chat", "--json") as process:
        assert process.stdin is not None and process.stdout is not None and process.stderr is not None
        process.stdin.write("help\n")
        process.stdin.flush()
        assert process.stdout.readline()
        process.stdout.close()
        try:
            process.stdin.write("help\nhelp\n")
            process.stdin.close()
        except BrokenPipeError:
            process.stdin = None
        assert process.wait(30) == 0
        assert "Traceback" not in process.stderr.read()


@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_signals_end_a_waiting_conversation(environment: dict[str, str], number: int, status: int) -> None:
    with running(environment, "chat", "--json") as process:
        assert process.stdin is not None and process.stdout is not None and process.stderr is not None
        process.stdin.write("help\n")
        process.stdin.flush()
        assert process.stdout.readline()
        process.send_signal(number)
        assert ended(process) == status
        assert process.stderr.read() == ""


def test_route_understands_and_does_nothing(environment: dict[str, str], tmp_path: Path) -> None:
    now = ("--now", "2026-03-11T10:00", "--tz", "Europe/Berlin")
    done = allin(environment, "route", "Schedule a post about the bike launch on Facebook for Thursday at 4pm", *now)
    (answer,) = objects(done.stdout)
    assert set(answer) == {"tool", "args", "confidence", "by", "ask", "more", "reason"}
    assert answer["tool"] == "schedule_post"
    assert answer["args"] == {"topic": "bike launch", "platforms": ["facebook"], "when": "2026-03-12T16:00+01:00"}
    assert not (tmp_path / "home" / "allin.db").exists()


def test_route_keeps_the_order_of_a_file_and_marks_bad_lines(environment: dict[str, str], tmp_path: Path) -> None:
    lines = [
        json.dumps({"text": "what is planned?"}),
        "{broken",
        json.dumps({"words": "x"}),
        json.dumps({"text": "help", "now": "2026-03-11T10:00", "tz": "Europe/Berlin", "lang": "en"}),
        json.dumps({"text": "help", "tz": 3}),
        json.dumps({"text": "help", "tz": "Nowhere"}),
    ]
    file = tmp_path / "in.jsonl"
    file.write_bytes("\n".join(lines).encode() + b"\n\xff\xff\n")
    done = allin(environment, "route", "--file", str(file))
    answers = objects(done.stdout)
    assert done.returncode == 1
    assert [answer.get("tool", "error") for answer in answers] == [
        "list_posts",
        "error",
        "error",
        "help",
        "error",
        "error",
        "error",
    ]
    good = allin(environment, "route", "--file", "-", said=lines[0])
    assert good.returncode == 0 and len(objects(good.stdout)) == 1
    missing = allin(environment, "route", "--file", str(tmp_path / "none.jsonl"))
    assert missing.returncode == 1 and "none.jsonl" in missing.stderr


def test_tools_come_with_schemas_effects_and_roles(environment: dict[str, str]) -> None:
    import jsonschema

    listed = json.loads(allin(environment, "tools", "--json").stdout)
    by_name = {tool["name"]: tool for tool in listed}
    assert {"draft_post", "schedule_post", "publish_post", "undo", "help"} <= set(by_name)
    assert by_name["publish_post"]["effect"] == "publish"
    assert "client" not in by_name["publish_post"]["roles"]
    for tool in listed:
        jsonschema.Draft202012Validator.check_schema(tool["schema"])
    assert "publish_post(" in allin(environment, "tools").stdout


def test_doctor_says_it_in_its_exit_status_too(environment: dict[str, str]) -> None:
    well = allin(environment, "doctor", "--json")
    assert well.returncode == 0, well.stdout
    assert json.loads(well.stdout)["ok"] is True
    ill = allin(environment, "doctor", ALLIN_TIME_ZONE="Berln")
    assert ill.returncode == 1
    assert "✗" in ill.stdout and "Europe/Berlin" in ill.stdout


def test_a_store_is_made_copied_and_put_back(environment: dict[str, str], tmp_path: Path) -> None:
    assert allin(environment, "db", "upgrade").returncode == 0
    store, copy = tmp_path / "home" / "allin.db", tmp_path / "copies" / "one.db"
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute("INSERT INTO workspaces (name, next_post, created_at) VALUES ('Kept', 1, '2026-01-01')")
    assert allin(environment, "db", "backup", str(copy)).returncode == 0
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute("DELETE FROM workspaces")
    done = allin(environment, "db", "restore", str(copy))
    assert done.returncode == 0 and "kept as" in done.stdout
    with closing(sqlite3.connect(store)) as connection:
        assert connection.execute("SELECT name FROM workspaces").fetchall() == [("Kept",)]


def test_what_is_no_copy_is_not_put_back(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear store, " * 500)
    done = allin(environment, "db", "restore", str(tmp_path / "letter.txt"))
    assert done.returncode == 1
    assert "letter.txt" in done.stderr and "Traceback" not in done.stderr


def test_serve_shows_where_it_is_and_ends_on_demand(environment: dict[str, str]) -> None:
    with running(environment, "serve") as process:
        assert process.stderr is not None
        address = f"http://127.0.0.1:{environment['ALLIN_PORT']}"
        assert any(address in process.stderr.readline() for _ in range(4))
        with urllib.request.urlopen(f"{address}/health", timeout=10) as answer:
            assert answer.status == 200
        taken = allin(environment, "serve")
        assert taken.returncode == 1
        assert environment["ALLIN_PORT"] in taken.stderr and "Traceback" not in taken.stderr
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
        assert process.stderr.read() == "People reach me by: Shortcuts.\n"


def test_a_worker_sends_what_falls_due_and_ends_on_demand(environment: dict[str, str], tmp_path: Path) -> None:
    store = tmp_path / "home" / "allin.db"
    said = "connect my page\nschedule a post about rye bread on my page in two hours\n"
    assert allin(environment, "chat", "--json", said=said).returncode == 0

    def states() -> list[Any]:
        with closing(sqlite3.connect(store)) as connection:
            return [row[0] for row in connection.execute("SELECT state FROM deliveries")]

    assert states() == ["waiting"]
    with closing(sqlite3.connect(store)) as connection, connection:
        soon = "datetime('now', '-1 seconds') || '.000000'"
        connection.execute(f"UPDATE jobs SET due_at = {soon}")
        connection.execute(f"UPDATE posts SET due_at = {soon}")
    with running(environment, "worker") as process:
        until(lambda: states() == ["published"])
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
        assert process.stderr is not None
        assert process.stderr.read() == "Sending what falls due (Ctrl-C ends it).\n"
    told = allin(environment, "chat", "--json")
    assert any(line.get("notice") for line in objects(told.stdout))


def test_leaving_does_not_wait_for_what_is_loaded_ahead(environment: dict[str, str]) -> None:
    code = (
        "import sys, time; import bot.app, bot.__main__ as m; bot.app.App._warm = lambda self: time.sleep(60); "
        "sys.argv = ['allin', 'chat']; m.main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input=b"", capture_output=True, cwd=ROOT, env=environment, timeout=30, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("closed", ["<&-", ">&-", "<&- >&- 2>&-"])
def test_closed_input_and_output_are_no_fault(environment: dict[str, str], closed: str) -> None:
    command = f'"{sys.executable}" -m bot chat {closed}'
    done = subprocess.run(
        ["sh", "-c", command], input=b"", capture_output=True, cwd=ROOT, env=environment, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_store_that_cannot_be_used_says_why(environment: dict[str, str]) -> None:
    done = allin(environment, "chat", ALLIN_DATABASE_URL="sqlite:////nowhere/at/all.db")
    assert done.returncode == 1 and "unable to open" in done.stderr
    done = allin(environment, "chat", ALLIN_DATABASE_URL="mysql://host/store")
    assert "postgresql://user:password@host/database" in done.stderr


CLIPS = ROOT / "tests" / "voice" / "clips"


@pytest.mark.skipif(find_spec("faster_whisper") is None, reason="the extra `voice` is not installed")
def test_a_recording_is_routed_or_acted_on(environment: dict[str, str], tmp_path: Path) -> None:
    video = str(CLIPS / "video_youtube_sunday.en.ogg")
    junk = tmp_path / "junk.ogg"
    junk.write_bytes(b"no sound at all")
    now = ("--now", "2026-03-11T10:00", "--tz", "Europe/Berlin")
    routed = allin(environment, "voice", video, str(junk), "--route", *now)
    first, second = objects(routed.stdout)
    assert {"transcript", "tool", "args", "confidence", "by"} <= set(first)
    assert first["tool"] == "schedule_post"
    assert first["args"]["when"] == "2026-03-15T19:30+01:00"
    assert first["args"]["platforms"] == ["youtube"]
    assert "error" in second
    assert routed.returncode == 1
    assert not (tmp_path / "home" / "allin.db").exists()

    spoken = allin(environment, "voice", video, "--json", "--workspace", "Bakery")
    (reply,) = objects(spoken.stdout)
    assert spoken.returncode == 0, spoken.stderr
    assert "youtube" in reply["transcript"].casefold()
    assert [call["tool"] for call in reply["calls"]] == ["schedule_post"]
    assert not list((tmp_path / "home").rglob("*.ogg"))

    gone = allin(environment, "voice", str(tmp_path / "gone.ogg"))
    assert gone.returncode == 1
    assert "gone.ogg" in gone.stdout + gone.stderr
    assert "Traceback" not in gone.stdout + gone.stderr
