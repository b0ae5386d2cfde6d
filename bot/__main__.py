"""The `allin` command. Every subcommand imports what it needs itself, so that `allin --help` answers at once."""

from __future__ import annotations

import sys
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

if TYPE_CHECKING:
    from bot.route import Router
    from bot.settings import Settings
    from storage.database import Database

T = TypeVar("T")

app = typer.Typer(
    name="allin",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
db = typer.Typer(no_args_is_help=True, help="The store: bring it up to date, copy it, put a copy back.")
app.add_typer(db, name="db")

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


class Stopped(BaseException):
    """Somebody asked the process to end (SIGTERM, SIGHUP)."""


def main() -> None:
    """Run the command line."""
    import warnings

    if not sys.warnoptions:
        # Libraries' warnings are for their programmers. A filter would not hold: threads that catch warnings at the same
        # time put each other's filters back.
        setattr(warnings, "warn", lambda *_, **__: None)  # noqa: B010
    _open_what_is_closed()
    try:
        app()
    except SystemExit as end:
        _leave(end)
        raise


@app.callback(invoke_without_command=True)
def allin(
    version: Annotated[bool, typer.Option("--version", help="Print the version and leave.", is_eager=True)] = False,
) -> None:
    """An assistant you talk to: it drafts, schedules and publishes social posts, each exactly once."""
    if version:
        from importlib.metadata import version as version_of

        typer.echo(f"allin {version_of('allin-assistant')}")
        raise typer.Exit


@app.command()
def chat(
    as_json: AsJson = False,
    workspace: Annotated[str | None, typer.Option(help="The workspace to talk about.")] = None,
    aloud: Annotated[bool, typer.Option("--voice", help="Talk and be talked to: push to talk, or just type.")] = False,
    wake: Annotated[bool, typer.Option("--wake", help="With --voice: start listening at the wake word.")] = False,
) -> None:
    """Talk to the assistant in this terminal.

    When the input is no terminal, it takes one message a line until the end. With --json every reply is one object a
    line: {"reply", "choices", "calls": [{"tool", "args", "result"}], "ms"}; news in between also have "notice".
    """
    with _plainly():
        settings = _settings()
        _run(_chat(settings, as_json, workspace, aloud=aloud or wake, wake=wake))


@app.command()
def voice(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Recordings: ogg, wav, mp3, m4a, webm and others.")
    ],
    as_json: AsJson = False,
    only_route: Annotated[
        bool, typer.Option("--route", help="Only show how it is understood, and do nothing.")
    ] = False,
    now: Annotated[str | None, typer.Option(help="With --route: the moment it is said, ISO 8601.")] = None,
    tz: Annotated[str | None, typer.Option(help="With --route: the time zone, such as Europe/Berlin.")] = None,
    lang: Annotated[str | None, typer.Option(help="The language that is spoken: en, es, de or fr.")] = None,
    workspace: Annotated[str | None, typer.Option(help="The workspace to talk about.")] = None,
) -> None:
    """Say something to the assistant from a recording, and get its reply.

    With --json each recording gives one line: {"transcript", "reply", "speech", "choices", "calls", "ms"}; with --route
    {"transcript", "tool", "args", "confidence", "by", "ask", "more", "reason"}.
    """
    with _plainly():
        if only_route:
            from bot.route import Router

            try:
                router = Router(_settings(), now=now, tz=tz, language=lang)
            except ValueError as error:
                raise typer.BadParameter(str(error)) from None
            faults = _run(_route_recordings(router, files, lang))
        else:
            faults = _run(_speak_to(_settings(), files, as_json, workspace, lang))
        if faults:
            raise typer.Exit(1)


@app.command()
def route(
    text: Annotated[str | None, typer.Argument(help="What a person says.")] = None,
    now: Annotated[str | None, typer.Option(help="The moment it is said, ISO 8601; without it the present.")] = None,
    tz: Annotated[str | None, typer.Option(help="The workspace's time zone, such as Europe/Berlin.")] = None,
    lang: Annotated[str | None, typer.Option(help="The language of questions: en, es, de or fr.")] = None,
    file: Annotated[
        Path | None,
        typer.Option(help='A file of lines {"text"}, each perhaps with "now", "tz" and "lang"; - is standard input.'),
    ] = None,
) -> None:
    """Show how a message is understood, and do nothing.

    Prints {"tool", "args", "confidence", "by", "ask", "more", "reason"}; with --file one such line for each line.
    """
    from bot.route import Router, in_lines

    if (text is None) == (file is None):
        raise typer.BadParameter("give either a text or --file")
    with _plainly():
        try:
            router = Router(_settings(), now=now, tz=tz, language=lang)
        except ValueError as error:
            raise typer.BadParameter(str(error)) from None
        if text is not None:
            _print_json(router.route(text))
            return
        faults = 0
        for answer in in_lines(router, file or Path("-")):
            faults += "error" in answer
            _print_json(answer)
        if faults:
            raise typer.Exit(1)


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="The address to listen on; without it ALLIN_HOST.")] = None,
    port: Annotated[int | None, typer.Option(help="The port; without it ALLIN_PORT.", min=1, max=65535)] = None,
) -> None:
    """Run everything in one process: the web page, the clock, the worker, and every channel that is set up."""
    with _plainly():
        given: dict[str, Any] = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
        _run(_serve(_settings(**given)))


@app.command()
def connect(
    platform: Annotated[str, typer.Argument(help="The network, by its name.")],
    workspace: Annotated[str | None, typer.Option(help="The workspace to connect it to.")] = None,
) -> None:
    """Connect an account: prints the link to sign in at, and stays until that is done or its quarter of an hour is over."""
    with _plainly():
        if not _run(_connect(_settings(), platform, workspace)):
            raise typer.Exit(1)


@app.command()
def mcp(
    workspace: Annotated[str | None, typer.Option(help="The workspace to work in.")] = None,
    http: Annotated[bool, typer.Option("--http", help="Over HTTP, for programs that people let in.")] = False,
    host: Annotated[str | None, typer.Option(help="With --http: the address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="With --http: the port.", min=1, max=65535)] = None,
    pair: Annotated[bool, typer.Option("--pair", help="Print a code that lets one program in over HTTP.")] = False,
    member: Annotated[
        str | None, typer.Option(help="With --pair: for whom, by the name they sign in with here.")
    ] = None,
    show: Annotated[bool, typer.Option("--list", help="List the programs that are let in.")] = False,
    end: Annotated[int | None, typer.Option(metavar="NUMBER", help="Throw one of them out.")] = None,
) -> None:
    """Give other agents the assistant's tools over the Model Context Protocol.

    Without options on standard input and output: whoever starts it is who they speak for. What needs a yes waits for it in
    `allin chat`. With --http they come over the network, and each is let in by a code that --pair prints.
    """
    with _plainly():
        if pair or show or end is not None:
            _run(_programs(_settings(), workspace, pair=pair, member=member, end=end))
        elif http:
            given: dict[str, Any] = {
                name: value for name, value in (("host", host), ("port", port)) if value is not None
            }
            _run(_serve(_settings(**given), only_encrypted=True))
        else:
            from connectors.channels.mcp_stdio import claimed

            # Before anything is imported that might print.
            with claimed() as pipes:
                _run(_mcp(_settings(), workspace, pipes))


@app.command()
def worker() -> None:
    """Send what falls due, and nothing else; on PostgreSQL together with workers on other machines.

    When told to stop (SIGTERM), it finishes what is on its way to a network and leaves the rest to the others.
    """
    with _plainly():
        _run(_work(_settings()))


@app.command()
def tools(as_json: AsJson = False) -> None:
    """List every tool with its arguments, its effect and who may call it."""
    with _plainly():
        from bot.registry import load

        settings = _settings()
        found = load(settings.home, settings.platform_api_urls, settings.address).tools.values()
        if as_json:
            _print_json(
                [
                    {
                        "name": tool.name,
                        "description": tool.description,
                        "effect": tool.effect.value,
                        "roles": sorted(role.value for role in tool.roles),
                        "schema": tool.schema(),
                    }
                    for tool in found
                ]
            )
            return
        for tool in found:
            arguments = ", ".join(f"{a.name}" if a.required else f"[{a.name}]" for a in tool.arguments)
            typer.echo(f"{tool.name}({arguments})  {tool.effect.value}")
            typer.echo(f"    {tool.description}")


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Look at settings, store, models and accounts: what works, what is missing, how to mend it."""
    with _plainly():
        from bot.doctor import State, examine, table

        findings = examine()
        broken = any(finding.state is State.BROKEN for finding in findings)
        if as_json:
            _print_json({"ok": not broken, "checks": [finding.as_object() for finding in findings]})
        else:
            from rich.console import Console

            Console(highlight=False, emoji=False).print(table(findings))
        if broken:
            raise typer.Exit(1)


@app.command()
def demo(
    pause: Annotated[float, typer.Option(envvar="ALLIN_DEMO_PAUSE", help="Seconds between two steps.", min=0)] = 1.2,
) -> None:
    """Walk through a sample workspace with made-up history; nothing of yours is touched."""
    with _plainly():
        from bot.demo import play

        _run(play(pause=pause))


@db.command("upgrade")
def db_upgrade() -> None:
    """Create the tables, or bring them up to date."""
    with _plainly(), _database() as database:
        import asyncio

        from bot import engine
        from storage import schema

        done = schema.upgrade(database)
        done = asyncio.run(engine.install(database)) or done
        typer.echo(f"The store is {'now ' if done else ''}up to date (schema {schema.current(database)}).")


@db.command("backup")
def db_backup(path: Annotated[Path, typer.Argument(help="The file to write.")]) -> None:
    """Copy the store to a file, also while it is in use."""
    with _plainly(), _database() as database:
        from storage import schema

        schema.backup(database, path)
        typer.echo(f"The store was copied to {path}.")
        typer.echo(
            "Not in the copy: the key that opens the sign-ins (secret.key in ALLIN_HOME, or ALLIN_SECRET_KEY), and the "
            "pictures and videos (media in ALLIN_HOME). Keep these too, the key in another place than the copy."
        )


@db.command("restore")
def db_restore(path: Annotated[Path, typer.Argument(help="A file that `allin db backup` wrote.")]) -> None:
    """Put the store back as it was when the copy was made; the present one is kept beside it."""
    with _plainly(), _database() as database:
        from storage import schema

        kept = schema.restore(database, path)
        typer.echo(f"The store was restored from {path}." + (f" The one before is kept as {kept}." if kept else ""))


@db.command("archive")
def db_archive(
    folder: Annotated[Path, typer.Argument(help="The folder of the archive, made where it is not there.")],
    months: Annotated[int, typer.Option(min=3, help="How many months stay in the store.")] = 13,
) -> None:
    """Write old single looks at figures to Parquet files and take them out of the store. No answer changes by it."""
    with _plainly(), _database() as database:
        from datetime import UTC, datetime

        from dateutil.relativedelta import relativedelta

        from storage import archive, schema

        schema.upgrade(database)
        written = archive.archive(database, folder, datetime.now(UTC) - relativedelta(months=months))
        for month in written:
            typer.echo(f"{month.month:%Y-%m}: {month.rows} observations in {month.path}")
        if not written:
            typer.echo("There is nothing that old in the store.")
        for name, rows, subjects in archive.summary(folder):
            typer.echo(f"The archive holds {rows} observations of {name}, of {subjects} posts and accounts.")


@db.command("rotate-key")
def db_rotate_key() -> None:
    """Encrypt the stored sign-ins with a new key: with a key file one that is made now, else the first of ALLIN_SECRET_KEY."""
    with _plainly():
        from bot.tokens import rotate_key
        from storage import schema
        from storage.database import Database
        from storage.vault import Vault

        settings = _settings()
        vault = Vault.at(settings.home, settings.secret_key.get_secret_value() if settings.secret_key else "")
        database = Database(settings.database_url)
        try:
            schema.upgrade(database)
            changed, left, kept = rotate_key(database, vault)
        finally:
            database.close()
        typer.echo(f"{changed} sign-ins are encrypted with the newest key.")
        if kept is not None:
            typer.echo(f"The key before is kept as {kept}, for older copies of the store. Delete it if it got about.")
        elif settings.secret_key is not None and not left:
            typer.echo("The older keys in ALLIN_SECRET_KEY can go now.")
        if left:
            typer.echo(f"{left} could not be read with any key; connect these accounts again.", err=True)
            raise typer.Exit(1)


async def _route_recordings(router: Router, files: list[Path], language: str | None) -> int:
    """How many could not be told."""
    from bot.explained import explained

    faults = 0
    try:
        for file in files:
            try:
                _print_json(await router.route_recording(file, language))
            except Exception as error:
                faults += 1
                if len(files) == 1:
                    raise
                _print_json({"error": explained(error)})
    finally:
        await router.close()
    return faults


async def _speak_to(
    settings: Settings, files: list[Path], as_json: bool, workspace: str | None, language: str | None
) -> int:
    """How many recordings were not answered with something done or found."""
    from dataclasses import replace

    from bot.app import App
    from bot.messages import Attachment
    from bot.phrases import Phrases
    from connectors.channels.terminal import Terminal, as_object, clean, plain

    _write_utf8()
    faults = 0
    async with App.open(settings) as built:
        terminal = Terminal(built.conversation, Phrases, home=settings.home, workspace=workspace)
        for file in files:
            spoken = Attachment(file.name, "", path=file.absolute(), spoken=True)
            message = replace(terminal.message(""), attachments=(spoken,), aloud=True, language=language)
            reply = await built.conversation.handle(message)
            faults += not reply.heard
            if as_json:
                _print_json({"transcript": reply.heard} | as_object(reply) | {"speech": reply.speech})
            else:
                if reply.heard:
                    typer.echo(Phrases(reply.language).say("microphone-heard-line", words=clean(reply.heard)))
                typer.echo(plain(reply))
    return faults


async def _chat(settings: Settings, as_json: bool, workspace: str | None, *, aloud: bool, wake: bool) -> None:
    import asyncio

    from bot.app import App
    from bot.phrases import Phrases
    from bot.standing import standing
    from bot.voice.microphone import DeviceRecorder, Microphone
    from bot.voice.player import DevicePlayer
    from bot.voice.wake import MicroWake
    from connectors.channels.terminal import Terminal

    _write_utf8()
    async with App.open(settings) as built:
        terminal = Terminal(
            built.conversation,
            Phrases,
            home=settings.home,
            workspace=workspace,
            as_json=as_json,
            platforms=[platform.label for platform in built.registry.platforms.values()],
            standing=lambda: standing(built.database, settings, workspace),
            voice=aloud,
            microphone=Microphone(DeviceRecorder(settings.microphone)) if aloud else None,
            player=DevicePlayer(settings.loudspeaker) if aloud else None,
            wake=MicroWake(settings.wake_word) if wake else None,
        )
        # The first thing said need not wait for the model.
        warming = asyncio.create_task(built.voice.listeners.warm()) if aloud else None
        try:
            await terminal.run()
        finally:
            if warming is not None:
                warming.cancel()


async def _serve(settings: Settings, *, only_encrypted: bool = False) -> None:
    from bot.app import App
    from bot.channels import Switchboard
    from bot.errors import OperatorError
    from bot.explained import explained
    from bot.web.mcp import mount
    from bot.web.server import serve

    def tell(_address: str) -> None:
        place = f"{settings.address.rstrip('/')}/mcp"
        programs = f" Programs are let in at {place} with a code of `allin mcp --pair`." if mounted else ""
        typer.echo(f"The page is at {settings.address} (Ctrl-C ends it).{programs}", err=True)
        if channels.channels:
            typer.echo(f"People reach me by: {', '.join(each.label for each in channels.channels.values())}.", err=True)

    async with App.open(settings) as built:
        web, mounted = built.web(), True
        try:
            mount(web, built)
        except OperatorError as error:
            if only_encrypted:
                raise
            mounted = False
            typer.echo(explained(error), err=True)
        channels = Switchboard(built)
        web.router.routes[:0] = channels.routes()
        if "alexa" in channels.channels:
            from bot.web.linking import alexa_routes

            given = settings.channel_options["alexa"]
            client, secret = given["client_id"].get_secret_value(), given["client_secret"].get_secret_value()
            web.router.routes[:0] = alexa_routes(built.database, settings.address, client, secret)
        async with channels:
            await serve(web, settings.host, settings.port, on_ready=tell, on_stop=built.insights.end)


async def _programs(
    settings: Settings, workspace: str | None, *, pair: bool, member: str | None, end: int | None
) -> None:
    """The programs that are let in over HTTP: one more, one less, or which."""
    from bot.app import App
    from bot.entrance import DEFAULT_WORKSPACE
    from bot.pairing import Pairing
    from connectors.channels.terminal import Terminal, clean, who

    async with App.open(settings, work=False) as built:
        pairing, place = Pairing(built.database), workspace or DEFAULT_WORKSPACE
        if pair:
            code = await pairing.code(place, Terminal.name, member or who())
            typer.echo(f"{code}\nType it on the page that the program has opened, within ten minutes. It serves once.")
        elif end is not None:
            ended = await pairing.end(place, end)
            typer.echo(f"{clean(ended.name)} is thrown out; it would need a new code.")
        else:
            for each in await pairing.listed(place):
                typer.echo(f"{each.id}  {clean(each.name)}  for {clean(each.member)}, since {each.created_at:%Y-%m-%d}")


async def _mcp(settings: Settings, workspace: str | None, pipes: tuple[int, int]) -> None:
    import asyncio

    from bot import programs
    from bot.app import App
    from connectors.channels.mcp import Behind
    from connectors.channels.terminal import Terminal, who

    behind = Behind(Terminal.name, who(), workspace)
    built = App.open(settings)
    channel = programs.channel(built, lambda: behind, pipes)
    serving = asyncio.ensure_future(channel.run())
    try:
        # Whoever starts it asks for the tools first and waits: the models are loaded after that.
        asked = asyncio.ensure_future(channel.asked.wait())
        await asyncio.wait({serving, asked}, timeout=3, return_when=asyncio.FIRST_COMPLETED)
        asked.cancel()
        async with built:
            await serving
    finally:
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)


async def _connect(settings: Settings, platform: str, workspace: str | None) -> bool:
    """The same as in the conversation, for whoever is there without one. True once something is connected."""
    import asyncio

    from bot.app import App
    from bot.phrases import Phrases
    from connectors.channels.terminal import Terminal, clean

    _write_utf8()
    async with App.open(settings) as built:
        terminal = Terminal(built.conversation, Phrases, home=settings.home, workspace=workspace)
        reply = await built.conversation.handle(terminal.message(f"connect {platform}"))
        typer.echo(clean(reply.text))
        links = [link for call in reply.calls if (link := call.result.get("link"))]
        if not links:
            return reply.ok
        state = str(links[0]).rsplit("/", 1)[1]
        while True:
            step = await built.sign_in.stands(state)
            if step != "waiting":
                break
            await asyncio.sleep(0.5)
        for news in await built.conversation.news(terminal.message("")):
            typer.echo(clean(news.text))
        return step == "done"


async def _work(settings: Settings) -> None:
    import asyncio

    from bot.app import App

    async with App.open(settings) as built:
        shared = "; other workers of this store share the work" if built.clock.engine.name == "pgqueuer" else ""
        typer.echo(f"Sending what falls due{shared} (Ctrl-C ends it).", err=True)
        await asyncio.Event().wait()


def _settings(**given: Any) -> Settings:
    from bot import log
    from bot.settings import Settings

    settings = Settings.load(**given)
    log.start(settings.home, settings.log_level, settings.secrets())
    return settings


@contextmanager
def _database() -> Iterator[Database]:
    from storage.database import Database

    database = Database(_settings().database_url)
    try:
        yield database
    finally:
        database.close()


def _run(work: Coroutine[Any, Any, T]) -> T:
    """Run to the end, or until the process is told to stop; what is open is closed in either case."""
    import asyncio
    import signal

    async def stoppable() -> T:
        loop, task, told = asyncio.get_running_loop(), asyncio.current_task(), []

        def stop() -> None:
            told.append(True)
            assert task is not None
            task.cancel()

        for name in ("SIGTERM", "SIGHUP"):
            if sys.platform != "win32":
                loop.add_signal_handler(getattr(signal, name), stop)
        try:
            return await work
        except asyncio.CancelledError:
            if told:
                raise Stopped from None
            raise

    return asyncio.run(stoppable())


@contextmanager
def _plainly() -> Iterator[None]:
    """Whatever goes wrong becomes a sentence on standard error and an exit status; the trace goes to the log."""
    try:
        yield
    except (typer.Exit, typer.BadParameter):
        raise
    except Stopped:
        raise typer.Exit(0) from None
    except KeyboardInterrupt:
        raise typer.Exit(130) from None
    except BrokenPipeError:
        _forget_output()
        raise typer.Exit(0) from None
    except Exception as error:
        import logging

        logging.getLogger("allin").debug("the command failed", exc_info=error)
        from bot.explained import explained

        typer.echo(explained(error), err=True)
        raise typer.Exit(1) from None


def _print_json(value: Any) -> None:
    import json

    _write_utf8()
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def _write_utf8() -> None:
    """What we write for programs is UTF-8 whatever the locale, and no character makes it fail."""
    from io import TextIOWrapper

    if isinstance(sys.stdout, TextIOWrapper):
        encoding = sys.stdout.encoding if sys.stdout.isatty() else "utf-8"
        sys.stdout.reconfigure(encoding=encoding, errors="replace")


def _open_what_is_closed() -> None:
    """A service manager or `<&-` may start us without input or output; then there is nothing to read, and nobody reads."""
    import os

    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 - open to the end


def _leave(end: SystemExit) -> None:
    """End at once where the embedded model is still being loaded: the interpreter's own end would take a native thread
    down in the middle, which aborts the process.
    """
    import logging
    import os
    import threading

    if not any(thread.name == "warming" for thread in threading.enumerate()):
        return
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            continue  # nobody reads any more
    os._exit(end.code if isinstance(end.code, int) else int(end.code is not None))


def _forget_output() -> None:
    """Nobody reads any more; without this the interpreter would complain when it flushes at its end."""
    import os

    with open(os.devnull, "wb") as nothing:  # noqa: PTH123 - a descriptor is needed
        os.dup2(nothing.fileno(), sys.stdout.fileno())


if __name__ == "__main__":
    main()
