"""``serve``: the web app over a record, on the user's own machine."""

from __future__ import annotations

from typing import Annotated

import typer

from tacitus.cli import options


def serve(
    record: options.Record,
    port: Annotated[
        int | None,
        typer.Option(
            "--port", min=1, max=65535, metavar="N", help="Listen on this port.  [default: 8700, or a free one]", show_default=False
        ),
    ] = None,
    host: Annotated[
        str, typer.Option("--host", metavar="ADDRESS", help="Listen on this address. Another than the default lets other machines try.")
    ] = "127.0.0.1",
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Open no browser.")] = False,
    author: Annotated[
        str | None, typer.Option("--as", metavar="NAME", help="Who judges; else the app asks once.", show_default=False)
    ] = None,
    named: Annotated[bool, typer.Option("--named", help="Show private persons by name, not by pseudonym.")] = False,
) -> None:
    """Read, check and correct a record in the browser. Nothing leaves this machine.

    The first line on standard output is the start URL; the token in it is what lets a browser in. Ctrl-C stops.

    Example: tacitus serve news.db --as "A. Reader"
    """
    import sys

    from tacitus.cli.terminal import complain
    from tacitus.server.serving import ServeOptions, end
    from tacitus.server.serving import serve as run

    def announce(url: str) -> None:
        sys.stdout.write(url + "\n")
        sys.stdout.flush()

    chosen = ServeOptions(host=host, port=port, browser=not no_browser, author=author, named=named)
    run(record, chosen, announce=announce, say=complain)
    sys.stdout.flush()
    end()
