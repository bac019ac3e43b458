"""``verify``, ``backup``, ``doctor``: looking after a record and the installation."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tacitus.cli import options


def verify(record: options.Record, json: options.JsonPlain = False) -> None:
    """Recompute hashes, ids, offsets and references, and say what does not hold.

    Ends with 1 where something does not hold.

    Example: tacitus verify news.db
    """
    import msgspec

    from tacitus.cli.terminal import safe, say, write_line, write_text
    from tacitus.record import verify as breaches_of

    number = 0
    for breach in breaches_of(record):
        number += 1
        if json:
            write_line(msgspec.json.encode(breach))
        else:
            write_text(f"{safe(breach.where)}: {safe(breach.what)}")
    if number:
        say(f"{record}: {number:,} breaches. A backup, or coding the same articles into a new record, gives a whole one.")
        raise typer.Exit(1)
    say(f"{record}: everything holds.")


def backup(
    record: options.Record,
    target: Annotated[Path, typer.Argument(metavar="FILE", help="Where the copy goes.", show_default=False)],
    force: options.Force = False,
) -> None:
    """Copy a record, also while it is being written to.

    Example: tacitus backup news.db news-2024-05-03.db
    """
    from tacitus.cli.terminal import say
    from tacitus.record import backup as copy

    size = copy(record, target, force=force)
    say(f"{target}: {size:,} bytes, a whole record as it stood at one moment.")


def doctor(
    record: Annotated[Path | None, typer.Argument(metavar="[RECORD]", help="Look at this record too.", show_default=False)] = None,
) -> None:
    """Check the installation: versions, model, lexicons, index of places, disk; and what to do where something is missing.

    Ends with 1 where something is missing.

    Example: tacitus doctor
    """
    from tacitus.cli.checkup import checks
    from tacitus.cli.terminal import safe, say, write_text

    wrong = 0
    for check in checks(record):
        wrong += check.remedy is not None
        write_text(f"{'ok  ' if check.remedy is None else 'FAIL'} {check.name:<10} {safe(check.found)}")
        if check.remedy is not None:
            write_text(f"     {'':<10} → {check.remedy}")
    if wrong:
        say(f"{wrong} of the checks failed.")
        raise typer.Exit(1)
