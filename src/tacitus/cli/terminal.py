"""What goes to a terminal or a pipe: streams that never fail over a character, safe text, tables."""

from __future__ import annotations

import shutil
import sys
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

PIPE_WIDTH = 240
_FORMATTING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\u2028\u2029\ufeff")


def prepare_streams() -> None:
    """A character that the terminal's encoding lacks is written as ``?`` or an escape, never an error."""
    for stream, errors in ((sys.stdout, "replace"), (sys.stderr, "backslashreplace")):
        with suppress(AttributeError, ValueError, OSError):
            stream.reconfigure(errors=errors)  # type: ignore[union-attr]


def complain(message: str) -> None:
    """One line on standard error."""
    say(f"tacitus: {message}")


def say(message: str) -> None:
    """A line on standard error, for people."""
    with suppress(BrokenPipeError):
        print(safe(message, newlines=True), file=sys.stderr, flush=True)  # noqa: T201 - standard error is where we speak


def write_line(line: bytes) -> None:
    """One line of data on standard output, UTF-8 whatever the terminal's encoding."""
    out = getattr(sys.stdout, "buffer", None)
    if out is None:
        sys.stdout.write(line.decode("utf-8") + "\n")
    else:
        out.write(line + b"\n")


def write_text(text: str = "") -> None:
    """A line of text on standard output."""
    sys.stdout.write(text + "\n")


def safe(text: str, *, newlines: bool = False) -> str:
    """Text from outside without what would steer a terminal: control characters and direction marks stand as escapes."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_escaped(char) if _steers(char, newlines) else char for char in text)


def _steers(char: str, newlines: bool) -> bool:
    if char == "\n":
        return not newlines
    return char in _FORMATTING or unicodedata.category(char) in ("Cc", "Cs", "Co")


def _escaped(char: str) -> str:
    return " " if char in "\n\t" else char.encode("unicode_escape").decode("ascii")


def on_terminal() -> bool:
    """Whether standard output is a terminal, whose tables are cut."""
    return bool(getattr(sys.stdout, "isatty", lambda: False)())


def width() -> int:
    """Columns of the terminal; wide where there is none, so that a pipe gets whole cells."""
    return shutil.get_terminal_size((120, 40)).columns if on_terminal() else PIPE_WIDTH


def console(*, stderr: bool = False) -> Any:
    """Rich's console on one of the streams; no colour in a pipe."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    return Console(file=stream, width=None if stderr else width(), highlight=False, emoji=False, markup=False, soft_wrap=False)


def table(headings: Sequence[tuple[str, dict[str, Any]]], rows: Sequence[Sequence[Any]]) -> Any:
    """A Rich table; every cell is safe text or a Rich object."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    made = Table(box=box.SIMPLE_HEAD if _unicode() else box.ASCII2, pad_edge=False, header_style="bold", expand=True)
    for heading, options in headings:
        made.add_column(heading, **{"overflow": "ellipsis" if _unicode() else "crop", "no_wrap": True, **options})
    for row in rows:
        made.add_row(*[Text(safe(cell)) if isinstance(cell, str) else cell for cell in row])
    return made


def _unicode() -> bool:
    return (getattr(sys.stdout, "encoding", None) or "ascii").lower().replace("-", "") in ("utf8", "utf16", "cp65001")
