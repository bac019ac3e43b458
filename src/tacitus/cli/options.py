"""Arguments and options that several commands share, and what they mean."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from tacitus.record import Filters


def existing(record: Path) -> Path:
    if not record.is_file():
        from tacitus.model.errors import UsageError

        raise UsageError(f"{record}: no such record. `tacitus code PATH --into {record}` makes one.")
    return record


Record = Annotated[
    Path,
    typer.Argument(metavar="RECORD", callback=existing, help="The record: the file that `tacitus code --into` wrote.", show_default=False),
]
Type = Annotated[list[str] | None, typer.Option("--type", help="PLOVER event type, say ASSAULT. May be repeated.", show_default=False)]
Quad = Annotated[list[str] | None, typer.Option("--quad", help="Quad class: 'material conflict' and the like.", show_default=False)]
Status = Annotated[
    list[str] | None,
    typer.Option("--status", help="actual, future, threatened, demanded, hypothetical or negated.", show_default=False),
]
Voice = Annotated[list[str] | None, typer.Option("--voice", help="report, quoted or authorial.", show_default=False)]
TypeTold = Annotated[list[str] | None, typer.Option("--type", help="That tell an event of this PLOVER type.", show_default=False)]
QuadTold = Annotated[list[str] | None, typer.Option("--quad", help="That tell an event of this quad class.", show_default=False)]
StatusTold = Annotated[list[str] | None, typer.Option("--status", help="That tell an event of this status.", show_default=False)]
VoiceTold = Annotated[list[str] | None, typer.Option("--voice", help="That tell an event of this voice.", show_default=False)]
TypeIn = Annotated[list[str] | None, typer.Option("--type", help="With a report of this PLOVER type.", show_default=False)]
QuadIn = Annotated[list[str] | None, typer.Option("--quad", help="With a report of this quad class.", show_default=False)]
StatusIn = Annotated[list[str] | None, typer.Option("--status", help="With a report of this status.", show_default=False)]
VoiceIn = Annotated[list[str] | None, typer.Option("--voice", help="With a report in this voice.", show_default=False)]
Actor = Annotated[list[str] | None, typer.Option("--actor", help="Part of an actor's name or words, or an entity id.", show_default=False)]
SpeakerToo = Annotated[list[str] | None, typer.Option("--actor", help="The same as --speaker.", show_default=False)]
Country = Annotated[
    list[str] | None, typer.Option("--country", help="Alpha-3 code of a party or of the event's place, say KEN.", show_default=False)
]
Speaker = Annotated[list[str] | None, typer.Option("--speaker", help="Part of the name of who says so.", show_default=False)]
Outlet = Annotated[list[str] | None, typer.Option("--outlet", help="Part of the outlet's name.", show_default=False)]
Form = Annotated[list[str] | None, typer.Option("--form", help="direct, indirect or mixed.", show_default=False)]
InDocument = Annotated[
    list[str] | None, typer.Option("--document", help="A document: its id (or its beginning), source_id or input.", show_default=False)
]
Since = Annotated[
    str | None,
    typer.Option("--from", metavar="DATE", help="From this day on: the event's date, or the publication's where it has none.",
                 show_default=False),
]  # fmt: skip
Until = Annotated[str | None, typer.Option("--to", metavar="DATE", help="Up to this day.", show_default=False)]
Words = Annotated[
    str | None,
    typer.Option("--text", metavar="WORDS", help="Words that stand in the evidence; in double quotation marks, together.",
                 show_default=False),
]  # fmt: skip
Json = Annotated[bool, typer.Option("--json", help="Every row as one JSON object a line, in the contract's form, names unmasked.")]
JsonPlain = Annotated[bool, typer.Option("--json", help="Every row as one JSON object a line.")]
Pseudonyms = Annotated[bool, typer.Option("--pseudonyms", help="Mask private persons in JSON too. (Tables are masked in any case.)")]
Limit = Annotated[
    int | None, typer.Option("--limit", min=0, metavar="N", help="Rows of the table; 0 for all.  [default: 50 on a terminal, else all]",
                             show_default=False),
]  # fmt: skip
Force = Annotated[bool, typer.Option("--force", help="Replace the file if it stands already.")]

ON_TERMINAL = 50


def filters_of(
    *,
    type: list[str] | None = None,
    quad: list[str] | None = None,
    status: list[str] | None = None,
    voice: list[str] | None = None,
    actor: list[str] | None = None,
    country: list[str] | None = None,
    speaker: list[str] | None = None,
    outlet: list[str] | None = None,
    form: list[str] | None = None,
    document: list[str] | None = None,
    since: str | None = None,
    until: str | None = None,
    words: str | None = None,
) -> Filters:
    """The record's filters from what was typed."""
    from tacitus.model.errors import UsageError
    from tacitus.record import Filters

    for value in form or ():
        if value not in ("direct", "indirect", "mixed"):
            raise UsageError(f"no form is called {value!r}; there are direct, indirect, mixed.")
    return Filters(
        type=type or (), quad=quad or (), status=status or (), voice=voice or (), actor=actor or (), country=country or (),
        speaker=speaker or (), outlet=outlet or (), form=form or (), document=document or (), since=since, until=until, words=words,
    )  # fmt: skip
