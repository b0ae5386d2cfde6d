"""The folder is the registry; plug-ins join it through entry points; whatever is broken stops the start."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bot import registry
from bot.errors import RegistryError

PLUGIN = Path(__file__).parent / "plugin"


@pytest.fixture
def plugin(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sample plug-in, installed."""
    monkeypatch.syspath_prepend(str(PLUGIN))
    for name in ("allin_sample_skill", "allin_sample_platform"):
        monkeypatch.delitem(sys.modules, name, raising=False)


def test_every_skill_and_platform_of_the_folders_is_found(home: Path) -> None:
    found = registry.load(home)
    skills = {path.stem for path in (Path(registry.__file__).parents[1] / "skills").glob("*.py")} - {"__init__"}
    assert {tool.module.removeprefix("skills.") for tool in found.tools.values()} == skills
    assert {"draft_post", "schedule_post", "publish_post", "undo", "help"} <= found.tools.keys()
    assert {"feed", "instagram", "x", "linkedin"} <= found.platforms.keys()


@pytest.mark.usefixtures("plugin")
def test_a_plug_in_adds_a_skill_and_a_platform(home: Path) -> None:
    found = registry.load(home)
    assert found.tools["find_rhyme"].module == "allin_sample_skill"
    assert found.platforms["noticeboard"].label == "Notice board"


def test_every_broken_part_is_named_and_the_start_stops(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "broken"
    info = broken / "broken-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.4\nName: broken\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "[allin.skills]\nmissing = no_such_module\ntwin = broken_twin\n[allin.platforms]\nempty = broken_empty\n"
    )
    (broken / "broken_empty.py").write_text("")
    (broken / "broken_twin.py").write_text(
        "from bot.context import ToolContext\nfrom bot.tool import EVERYONE, Effect, Result, tool\n\n\n"
        "@tool(Effect.READ, roles=EVERYONE, examples=['help'])\n"
        "async def help(ctx: ToolContext) -> Result:\n    '''Help.'''\n    return Result('')\n"
    )
    monkeypatch.syspath_prepend(str(broken))
    with pytest.raises(RegistryError) as error:
        registry.load(home)
    told = "\n".join(error.value.problems)
    assert "plug-in missing (no_such_module): cannot be imported" in told
    assert "broken_twin.help: skills.help has a tool of that name already" in told
    assert "broken_empty: defines no platform" in told
