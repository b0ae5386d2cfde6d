"""Writes the parts of the documentation that follow from the code; with --check it only says which of them are stale.

docs/commands.md from the help of the commands, docs/tools.md from the registered tools, docs/transcript.md and
docs/images/terminal.svg from a real conversation: the sentences of docs/tour.txt, said at a fixed moment.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import re
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bot.messages import Reply

DOCS = Path(__file__).resolve().parent
MOMENT = datetime(2026, 10, 5, 8, 0, tzinfo=UTC)
PICTURED = 4  # sentences in the picture
_NOTE = "<!-- Written by docs/generate.py. Change the code, then run `make docs`. -->"


def main() -> int:
    """Write, or with --check compare; the exit status is 1 if something is stale."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; fail if something is stale")
    check = parser.parse_args().check
    stale = []
    for path, text in pages():
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(path)
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    for path in stale:
        sys.stderr.write(f"{path.relative_to(DOCS.parent)} {'is stale: run `make docs`' if check else 'written'}\n")
    return int(check and bool(stale))


def pages() -> Iterator[tuple[Path, str]]:
    """Every generated file with its text."""
    with tempfile.TemporaryDirectory() as folder:
        from bot.demo import settings_in

        settings = settings_in(Path(folder))
        yield DOCS / "commands.md", commands()
        yield DOCS / "tools.md", tools(settings)
        yield DOCS / "channels.md", channels((DOCS / "channels.md").read_text(encoding="utf-8"))
        yield DOCS / "networks.md", networks(settings, (DOCS / "networks.md").read_text(encoding="utf-8"))
        steps = asyncio.run(_walked(settings))
        yield DOCS / "transcript.md", transcript(steps)
        yield DOCS / "images" / "terminal.svg", picture(steps)


def commands() -> str:
    """Every command with its arguments and options."""
    from typer.main import get_command

    from bot.__main__ import app

    root = get_command(app)
    lines = [_NOTE, "", "# Commands", "", str(root.help), ""]
    for path, command in _walk_commands("allin", root):
        lines += [f"## `{path}`", "", *_unwrapped(str(command.help)), ""]
        rows = [_row(parameter) for parameter in command.params if parameter.name != "help"]
        if rows:
            lines += ["| argument | meaning |", "|---|---|", *rows, ""]
    lines += [
        "## Exit status",
        "",
        "0 when it worked, 1 when it did not (one or two sentences on standard error say why), ",
    ]
    lines[-1] += "2 when the command itself was wrong, 130 after Ctrl-C."
    return "\n".join(lines) + "\n"


def _walk_commands(path: str, command: Any) -> Iterator[tuple[str, Any]]:
    for name, inner in getattr(command, "commands", {}).items():
        if getattr(inner, "commands", None):
            yield from _walk_commands(f"{path} {name}", inner)
        else:
            yield f"{path} {name}", inner


def _row(parameter: Any) -> str:
    names = ", ".join(f"`{name}`" for name in parameter.opts) if parameter.opts[0].startswith("-") else ""
    names = names or f"`{str(parameter.name).upper()}`"
    meaning = parameter.help or ""
    if parameter.envvar:
        meaning += f" Also `{parameter.envvar}`."
    return f"| {names} | {meaning} |".replace("<", "&lt;")


def tools(settings: Any) -> str:
    """Every tool by skill: effect, roles, arguments and what one says."""
    from bot.registry import load
    from bot.tool import EVERYONE

    found = load(settings.home, {}, settings.address).tools
    lines = [
        _NOTE,
        "",
        "# Tools",
        "",
        f"{len(found)} functions that the assistant can call. `?` marks what may be left out.",
    ]
    by_skill: dict[str, list[Any]] = {}
    for tool in found.values():
        by_skill.setdefault(tool.module.rpartition(".")[2], []).append(tool)
    for skill, members in sorted(by_skill.items()):
        lines += ["", f"## {skill}"]
        for tool in members:
            arguments = ", ".join(argument.name + ("" if argument.required else "?") for argument in tool.arguments)
            roles = "everyone" if tool.roles == EVERYONE else ", ".join(sorted(tool.roles))
            consent = "; asks first" if tool.effect.needs_consent else ""
            lines += ["", f"### `{tool.name}({arguments})`", "", tool.description, ""]
            lines += [f"Effect: {tool.effect}{consent}. Who may: {roles}.", ""]
            properties = tool.schema().get("properties", {})
            lines += [f"- `{name}`: {properties[name].get('description', '')}" for name in properties]
            lines += [""] if properties else []
            said = [f"“{sentence}”" for sentence in list(tool.examples.get("en", ()))[:4]]
            lines.append(f"For example: {', '.join(said)}.")
    return "\n".join(lines) + "\n"


def channels(page: str) -> str:
    """The page about channels, with its table of what there is and what sets each up."""
    from bot.channels import classes
    from connectors.channel import Messenger

    rows = ["| channel | people are reached there later | settings |", "|---|---|---|"]
    for name, kind in classes().items():
        reached = "no"
        if issubclass(kind, Messenger):
            reached = "only where nothing else reaches them, for what matters" if kind.fallback else "yes"
        settings = ", ".join(f"`ALLIN_{name}_{option.name}`".upper() for option in kind.options) or "none"
        label = f"[{kind.label}]({name}.md)" if (DOCS / f"{name}.md").exists() else kind.label
        rows.append(f"| {label} | {reached} | {settings} |")
    table = "\n".join(rows)
    return re.sub(r"(?<=generate.py -->\n).*?(?=<!-- channels end)", lambda _: f"{table}\n", page, flags=re.DOTALL)


def networks(settings: Any, page: str) -> str:
    """The page about networks, with its table of what each of them tells."""
    from bot.registry import load
    from connectors.platform import Publisher

    told = {
        "posts": "can_measure",
        "account": "can_measure_account",
        "past days": "can_measure_days",
        "earlier posts": "can_list_history",
        "trends": "can_list_trends",
        "other accounts": "can_look_up",
    }
    rows = [f"| network | {' | '.join(told)} | posts in one call |", "|---|" + "---|" * (len(told) + 1)]
    for platform in load(settings.home, {}, settings.address).platforms.values():
        if isinstance(platform, Publisher) and platform.needs_sign_in:
            flags = ["yes" if getattr(platform, flag) else "–" for flag in told.values()]
            at_once = str(platform.measures_at_once) if platform.can_measure else "–"
            rows.append(f"| {platform.label} | {' | '.join(flags)} | {at_once} |")
    table = "\n".join(rows)
    return re.sub(r"(?<=generate.py -->\n).*?(?=<!-- networks end)", lambda _: f"{table}\n", page, flags=re.DOTALL)


async def _walked(settings: Any) -> list[tuple[Any, list[Reply]]]:
    from bot.app import App
    from bot.demo import furnish, walk

    async with App.open(settings, now=lambda: MOMENT) as app:
        await furnish(app, MOMENT)
        return [pair async for pair in walk(app)]


def transcript(steps: list[tuple[Any, list[Reply]]]) -> str:
    """The whole tour as text."""
    from connectors.channels.terminal import plain

    lines = [_NOTE, "", "# A conversation", ""]
    lines += [
        "Said on Monday, 5 October 2026, in a sample workspace whose time zone is Berlin (`allin demo` plays it).",
        "",
    ]
    for step, replies in steps:
        if step.remark:
            lines += [step.remark, ""]
        if step.said:
            lines += ["```text", f"› {step.said}", "", *("\n\n".join(map(plain, replies))).splitlines(), "```", ""]
    # The address of a post cannot be guessed, so it is another one each time.
    return re.sub(r"(/feed/[\w-]+/)\w+(?=\.html)", r"\1…", "\n".join(lines).rstrip() + "\n")


def picture(steps: list[tuple[Any, list[Reply]]]) -> str:
    """The beginning of the tour as the terminal shows it."""
    from rich.console import Console

    from bot.demo import Step, show

    console = Console(file=io.StringIO(), record=True, width=84, highlight=False, emoji=False, force_terminal=True)
    said = [(step, replies) for step, replies in steps if step.said][:PICTURED]
    for step, replies in said:
        show(console, Step(said=step.said), replies)
    svg = console.export_svg(title="allin chat", unique_id="allin")
    # A picture in a README fetches nothing: the reader's own typewriter face does.
    return re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL).replace("Fira Code, monospace", "monospace")


def _unwrapped(text: str) -> list[str]:
    paragraphs = [" ".join(part.split()) for part in text.split("\n\n")]
    return "\n\n".join(paragraphs).splitlines()


if __name__ == "__main__":
    sys.exit(main())
