"""``tacitus``: the table of commands, and the one place where errors become exit codes. Imports nothing heavy."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from tacitus.cli import care, coding, evaluating, judging, lists, outputs, serving, showing
from tacitus.cli.terminal import complain, prepare_streams
from tacitus.version import __version__

OK, FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130

app = typer.Typer(
    name="tacitus",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"tacitus {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and end.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback where something goes wrong.")] = False,
) -> None:
    """News articles into an evidence-linked record of political events and quotations.

    Start with: tacitus code ARTICLES --into news.db, then: tacitus events news.db
    """


for name, function in (
    ("code", coding.code),
    ("show", showing.show),
    ("events", lists.events),
    ("quotes", lists.quotes),
    ("incidents", lists.incidents),
    ("failures", lists.failures),
    ("report", outputs.report),
    ("export", outputs.export),
    ("serve", serving.serve),
    ("verify", care.verify),
    ("backup", care.backup),
    ("draw", evaluating.draw),
    ("eval", evaluating.evaluate),
    ("doctor", care.doctor),
):
    app.command(name)(function)
app.add_typer(judging.app, name="judgements")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; the exit code. ``--debug`` may stand anywhere."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    options = given[: given.index("--")] if "--" in given else given
    debug = "--debug" in options
    if debug:
        given.remove("--debug")
    prepare_streams()
    try:
        code = _run(given)
        sys.stdout.flush()
    except BrokenPipeError:
        _silence()
        return OK
    except Exception as error:
        if debug:
            raise
        return _explained(error)
    except KeyboardInterrupt:
        complain("interrupted; what was done until now is kept")
        return INTERRUPTED
    return code


def _run(given: list[str]) -> int:
    try:
        code = app(args=given, prog_name="tacitus", standalone_mode=False)
    except typer.Abort:
        raise KeyboardInterrupt from None
    return code if isinstance(code, int) else OK


def _explained(error: Exception) -> int:
    from tacitus.model.errors import TacitusError, UsageError

    if isinstance(error, UsageError):
        complain(str(error))
        return USAGE
    if isinstance(error, TacitusError):
        complain(str(error))
        return FAILED
    if callable(show := getattr(error, "show", None)) and isinstance(exit_code := getattr(error, "exit_code", None), int):
        return _usage(error, show, exit_code)
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        complain(f"{where}{error.strerror or error}. Check the name, its permissions and the room on the disk.")
        return FAILED
    if isinstance(error, MemoryError):
        complain("there is not enough memory. Give fewer workers (--workers) or end other programs.")
        return FAILED
    complain(f"internal error ({type(error).__name__}: {error}). Run the same command with --debug and report what it shows.")
    return FAILED


def _usage(error: Any, show: Any, exit_code: int) -> int:
    """What the parser of arguments has to say: its line, and where help is."""
    context = getattr(error, "ctx", None)
    message = error.format_message()
    if message:
        command = context.command_path if context is not None else "tacitus"
        complain(f"{message} ({command} --help tells more)" if not message.endswith("\n") else message)
    else:
        show()
    return exit_code


def _silence() -> None:
    """The reader of our output is gone: nothing more is written, no complaint at the end of the process either."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - stands until the process ends


if __name__ == "__main__":
    sys.exit(main())
