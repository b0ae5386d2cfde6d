"""Settings: what the environment and `.env` mean, and that every problem is named at once, without a secret in it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import Settings


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """No setting of the machine's, an empty current directory, a home of the test's own."""
    for name in list(os.environ):
        if name.upper().startswith("ALLIN_") or name in {"ANTHROPIC_API_KEY", "OPENAI_API_KEY"}:
            monkeypatch.delenv(name)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    monkeypatch.setenv("ALLIN_HOME", str(tmp_path / "home"))
    return tmp_path


def problems() -> list[str]:
    with pytest.raises(SettingsError) as caught:
        Settings.load()
    assert caught.value.__context__ is None, "the cause would show what was entered"
    return caught.value.problems


def test_nothing_set_is_enough(clean: Path) -> None:
    settings = Settings.load()
    assert settings.home == clean / "home"
    assert settings.home.stat().st_mode & 0o077 == 0, "a new home is nobody else's"
    assert settings.database_url == f"sqlite:///{clean / 'home' / 'allin.db'}"
    assert (settings.address, settings.language, settings.late_grace_minutes) == ("http://127.0.0.1:8765", "en", 60)
    assert settings.anthropic_api_key is None
    assert settings.platform_api_urls == {}


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", " sk-ant-1 \n")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-2")
    monkeypatch.setenv("ALLIN_LLM_URL", "http://localhost:11434/")
    monkeypatch.setenv("ALLIN_LLM_MODEL", "llama3.2")
    monkeypatch.setenv("ALLIN_TIME_ZONE", "Europe/Berlin")
    monkeypatch.setenv("ALLIN_PORT", "9000")
    monkeypatch.setenv("ALLIN_PUBLIC_URL", "https://allin.example/")
    monkeypatch.setenv("ALLIN_LOG_LEVEL", "debug")
    monkeypatch.setenv("ALLIN_MASTODON_API_URL", "http://127.0.0.1:9/api/")
    monkeypatch.setenv("ALLIN_TELEGRAM_CHANNEL_API_URL", "http://127.0.0.1:10")
    settings = Settings.load()
    assert settings.secrets() == ("sk-ant-1", "sk-2")
    assert (settings.llm_url, settings.llm_model) == ("http://localhost:11434", "llama3.2")
    assert (settings.time_zone, settings.port, settings.log_level) == ("Europe/Berlin", 9000, "DEBUG")
    assert settings.address == "https://allin.example"
    assert settings.platform_api_urls == {
        "mastodon": "http://127.0.0.1:9/api",
        "telegram_channel": "http://127.0.0.1:10",
    }


def test_a_dotenv_file_is_read_and_the_environment_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [
        "OPENAI_API_KEY=sk-from-file",
        "ALLIN_PORT=9001",
        "ALLIN_LANGUAGE=fr",
        "ALLIN_X_API_URL=http://127.0.0.1:1",
        "ALLIN_REDDIT_API_URL=http://127.0.0.1:2",
        "ALLIN_LLM_URL=",
    ]
    Path(".env").write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setenv("ALLIN_PORT", "9002")
    monkeypatch.setenv("ALLIN_X_API_URL", "http://127.0.0.1:3")
    settings = Settings.load()
    assert (settings.secrets(), settings.port, settings.language) == (("sk-from-file",), 9002, "fr")
    assert settings.platform_api_urls == {"x": "http://127.0.0.1:3", "reddit": "http://127.0.0.1:2"}
    assert settings.llm_url is None


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "pt_BR.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "fr_CA"}, "fr"),
        ({"LANG": "de_DE.UTF-8", "ALLIN_LANGUAGE": "es-MX"}, "es"),
        ({}, "en"),
    ],
)
def test_language(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], language: str) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert Settings.load().language == language


def test_the_machines_zone_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    import tzlocal

    monkeypatch.setenv("TZ", "America/Bogota")
    tzlocal.reload_localzone()
    try:
        assert Settings.load().time_zone == "America/Bogota"
    finally:
        monkeypatch.delenv("TZ")
        tzlocal.reload_localzone()


def test_every_problem_is_named_at_once_with_its_repair(monkeypatch: pytest.MonkeyPatch, clean: Path) -> None:
    (clean / "file").write_text("no directory")
    wrong = {
        "ALLIN_HOME": str(clean / "file"),
        "ALLIN_DATABASE_URL": "mysql://me:hunter2@host/db",
        "ANTHROPIC_API_KEY": "sk-ant-secret with a space",
        "OPENAI_API_KEY": "sk-sécret",
        "ALLIN_LLM_URL": "localhost:11434",
        "ALLIN_PUBLIC_URL": "https://me:hunter2@allin.example",
        "ALLIN_OPENAI_BASE_URL": "https://example.org/v1?key=hunter2",
        "ALLIN_PORT": "70000",
        "ALLIN_TIME_ZONE": "berlin",
        "ALLIN_LANGUAGE": "klingon",
        "ALLIN_LATE_GRACE_MINUTES": "soon",
        "ALLIN_MODEL_TIMEOUT": "0",
        "ALLIN_LOG_LEVEL": "loud",
        "ALLIN_X_API_URL": "ftp://127.0.0.1",
        "ALLIN_PUBLIK_URL": "https://allin.example",
    }
    for name, value in wrong.items():
        monkeypatch.setenv(name, value)
    found = problems()
    assert sorted(problem.partition(":")[0] for problem in found) == sorted(wrong)
    text = "\n".join(found)
    assert "did you mean Europe/Berlin?" in text
    assert "did you mean ALLIN_PUBLIC_URL?" in text
    assert "ALLIN_PORT: input should be less than or equal to 65535. Set ALLIN_PORT to a free port" in text
    for secret in ("hunter2", "sk-ant-secret", "sk-sécret"):
        assert secret not in text
    assert all(problem.endswith((".", "?")) for problem in found)


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"ALLIN_LLM_URL": "http://localhost:11434"}, "ALLIN_LLM_MODEL: it is missing"),
        ({"ALLIN_LLM_MODEL": "llama3.2"}, "ALLIN_LLM_MODEL: it is set, but ALLIN_LLM_URL is not"),
        ({"ALLIN_LLM_KEY": "k"}, "ALLIN_LLM_KEY: it is set, but ALLIN_LLM_URL is not"),
        ({"ALLIN_PUBLIC_URL": "http://host:99999"}, "ALLIN_PUBLIC_URL: it is no web address"),
        ({"ALLIN_TIME_ZONE": "../../etc/passwd"}, "ALLIN_TIME_ZONE: there is no time zone"),
        ({"ALLIN_TIME_ZONE": "Europe"}, "ALLIN_TIME_ZONE: there is no time zone"),
        ({"ALLIN_ANTHROPIC_EFFORT": "none"}, "ALLIN_ANTHROPIC_EFFORT: input should be"),
    ],
)
def test_one_problem(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], said: str) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    (problem,) = problems()
    assert problem.startswith(said)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="there is no file system here that nobody can write to")
def test_a_home_that_nobody_can_write_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLIN_HOME", "/proc/allin")
    (problem,) = problems()
    assert problem.startswith("ALLIN_HOME: /proc/allin cannot be written to")


def test_a_dotenv_file_that_is_no_text() -> None:
    Path(".env").write_bytes(b"ALLIN_PORT=9\xff\xfe")
    (problem,) = problems()
    assert problem == ".env cannot be read: it is no UTF-8 text. Mend or remove the file in the current directory."


def test_secrets_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-ant-secret")
    monkeypatch.setenv("ALLIN_DATABASE_URL", "postgresql://me:hunter2@host/db")
    settings = Settings.load()
    assert settings.database_url.endswith("hunter2@host/db")
    for shown in (repr(settings), str(settings), repr(settings.anthropic_api_key)):
        assert "sk-ant-secret" not in shown
        assert "hunter2" not in shown


def test_reading_settings_imports_nothing_heavy() -> None:
    code = "import sys, bot.settings; print([m for m in ('langchain_core', 'sqlalchemy', 'numpy', 'httpx') if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[1]
    )
    assert done.stdout.strip() == "[]"
