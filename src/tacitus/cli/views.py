"""What ``show`` prints: Rich texts of a document, an event, a quotation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rich.text import Text

from tacitus.cli.tables import COLOURS, MARKS, names, says, when, who
from tacitus.cli.terminal import safe
from tacitus.exports.layers import LAYER_NAMES, layers_of
from tacitus.model.records import Attribution, Coding, Count, Event, Party, Quote, Telling

_STYLES = {
    "event": "bold underline",
    "actor": "cyan",
    "quote": "italic",
    "time": "magenta",
    "place": "green",
    "frame": "yellow",
}
_LABEL = 12


def labelled(label: str, value: str, style: str = "") -> Text:
    """A line of a view: its label, then the value."""
    return Text.assemble((f"{label:<{_LABEL}}", "dim"), (safe(value), style))


def _quoted(text: str) -> str:
    return f"“{safe(text)}”"


def marked(text: str, spans: Sequence[tuple[int, int, str]]) -> Text:
    """The text with spans (start, end, style) drawn in; control characters stand as escapes."""
    positions, pieces = [0], []
    for char in text:
        piece = char if char == "\n" else safe(char)
        pieces.append(piece)
        positions.append(positions[-1] + len(piece))
    drawn = Text("".join(pieces))
    for start, end, style in spans:
        drawn.stylize(style, positions[start], positions[end])
    return drawn


def document_view(coding: Coding) -> Iterator[Any]:
    """Head, text with its spans, events with their reasons, quotations, failures."""
    document = coding.document
    yield Text(safe(document.title or document.source_id), style="bold")
    facts = [document.outlet, document.author, document.published_at, document.url, document.input, document.id]
    yield Text(safe(" · ".join(fact for fact in facts if fact)), style="dim")
    yield Text.assemble(*[piece for name, style in _STYLES.items() for piece in ((LAYER_NAMES[name], style), "  ")])
    yield Text()
    spans = [(mark.start, mark.end, _STYLES[mark.layer]) for mark in layers_of(coding) if mark.layer in _STYLES]
    yield marked(document.text, spans)
    yield Text()
    yield Text(f"{len(coding.events)} events", style="bold")
    for event in coding.events:
        yield from _event_lines(event)
    yield Text()
    yield Text(f"{len(coding.quotes)} quotations", style="bold")
    for quote in coding.quotes:
        yield _quote_line(quote)
    for failure in coding.failures:
        yield labelled(failure.stage, failure.reason, "red")


def _event_lines(event: Event) -> Iterator[Text]:
    kind = event.type + (f" ({', '.join(event.modes)})" if event.modes else "")
    yield Text.assemble(
        (f"{event.id[:12]}  ", "dim"),
        (kind, f"bold {COLOURS[event.quad]}"),
        f"  {MARKS[event.status]} {event.status}, ",
        safe(says(event)),
        f"  {safe(who(event))}",
        f"  {when(event)}",
        f"  {_quoted(event.trigger.text)}",
        (f"  {safe(', '.join(event.why))}", "dim"),
    )


def _quote_line(quote: Quote) -> Text:
    said = " … ".join(span.text for span in quote.content)
    return Text.assemble(
        (f"{quote.id[:12]}  ", "dim"),
        f"{quote.form:<8}  ",
        (safe(names([quote.speaker]) if quote.speaker else "?"), "cyan"),
        f": {_quoted(said)}",
    )


def event_view(coding: Coding, identity: str) -> Iterator[Any]:
    """Every cell of an event with the words it rests on."""
    event = next(one for one in coding.events if one.id == identity)
    document = coding.document
    yield Text(f"{event.type}{' (' + ', '.join(event.modes) + ')' if event.modes else ''}", style=f"bold {COLOURS[event.quad]}")
    yield labelled("id", event.id)
    yield labelled(
        "document", " · ".join(fact for fact in (document.title, document.outlet, document.published_at, document.source_id) if fact)
    )
    yield labelled("class", f"{event.quad}, CAMEO {event.cameo}, score {event.score:g}, confidence {event.confidence:g}")
    yield labelled("status", f"{MARKS[event.status]} {event.status}" + (f", {event.outcome}" if event.outcome else ""))
    yield labelled("voice", event.voice)
    yield from _attribution_lines(event.attribution)
    for role, parties in (("actor", event.actors), ("recipient", event.recipients), ("target", event.targets)):
        for party in parties:
            yield labelled(role, _party(party))
        if not parties and role == "actor":
            yield labelled(role, "not stated")
    yield from _circumstances(event)
    yield from _tellings(event)
    for evidence in event.evidence:
        inside = [
            (max(0, t.trigger.start - evidence.start), t.trigger.end - evidence.start, "bold underline")
            for t in event.tellings
            if evidence.start <= t.trigger.start and t.trigger.end <= evidence.end
        ]
        head = Text.assemble(
            (f"{'evidence':<{_LABEL}}", "dim"), (f"{evidence.start}-{evidence.end} for {', '.join(evidence.for_)}: ", "dim")
        )
        yield head.append_text(marked(evidence.text, inside))
    yield labelled("why", ", ".join(event.why))
    yield from (labelled("note", note) for note in event.notes)
    yield from _links(coding, event)


def _party(party: Party) -> str:
    codes = " ".join(filter(None, [party.country, *party.sectors]))
    words = f" “{party.text}” {party.start}-{party.end}" if party.text else " (no words of its own)"
    extra = ", ".join(
        filter(
            None,
            [party.role, f"{party.number} persons" if party.number else None, party.certainty if party.certainty != "stated" else None],
        )
    )
    return f"{party.name or party.text or '?'} [{codes or 'codes unknown'}]{words}{'; ' + extra if extra else ''}"


def _attribution_lines(attribution: Attribution | None) -> Iterator[Text]:
    if attribution is None:
        return
    speaker = _party(attribution.speaker) if attribution.speaker else "unnamed"
    cue = f", “{attribution.cue.text}” {attribution.cue.start}-{attribution.cue.end}" if attribution.cue else ""
    quote = f", {attribution.quote}" if attribution.quote else ""
    yield labelled("says so", f"{speaker}{cue} (its part in the event: {attribution.relation}){quote}")


def _circumstances(event: Event) -> Iterator[Text]:
    if event.time is not None:
        time = event.time
        given = f"{when(event)} ({time.precision})" if time.earliest else f"unresolved: {time.reason or 'no reason given'}"
        yield labelled("when", f"{given} “{time.text}” {time.start}-{time.end}")
    elif event.not_after:
        yield labelled("when", f"not in the text; not after {event.not_after}")
    for place in event.places:
        codes = ", ".join(filter(None, [place.admin1, place.country, place.precision]))
        where = f" {place.latitude:.3f}, {place.longitude:.3f}" if place.latitude is not None and place.longitude is not None else ""
        yield labelled("where", f"{place.name or '?'} ({codes}){where}, {place.role or 'at'}, “{place.text}” {place.start}-{place.end}")
    yield from (labelled("count", _count(count)) for count in event.counts)
    for label, span in (("condition", event.condition), ("content", event.content), ("hedge", event.hedge)):
        if span is not None:
            yield labelled(label, f"“{span.text}” {span.start}-{span.end}")
    yield from (labelled("weapon", f"“{span.text}” {span.start}-{span.end}") for span in event.weapons)
    for context in event.contexts:
        yield labelled("context", f"{context.name} “{context.text}” {context.start}-{context.end}")
    flags = [name for name in ("ongoing", "background", "reciprocal") if getattr(event, name)]
    if event.extent != "single":
        flags.append(event.extent)
    if flags:
        yield labelled("also", ", ".join(flags))


def _count(count: Count) -> str:
    figures = ", ".join(f"{name} {value}" for name in ("low", "best", "high") if (value := getattr(count, name)) is not None)
    return f"{count.what}: {figures} “{count.text}” {count.start}-{count.end} ({count.voice})"


def _tellings(event: Event) -> Iterator[Text]:
    for telling in event.tellings:
        yield labelled("told", _telling(telling))


def _telling(telling: Telling) -> str:
    speaker = telling.attribution.speaker if telling.attribution else None
    by = f" by {speaker.name or speaker.text}" if speaker else ""
    notes = f"; {', '.join(telling.notes)}" if telling.notes else ""
    trigger = telling.trigger
    where = f"paragraph {telling.paragraph + 1}: “{trigger.text}” {trigger.start}-{trigger.end}"
    return f"{where}, {telling.status}, {telling.voice}{by}{notes}"


def _links(coding: Coding, event: Event) -> Iterator[Text]:
    known = {one.id: one for one in coding.events}
    for link in event.links:
        other = known.get(link.event)
        yield labelled("link", f"{link.relation} {link.event[:12]}" + (f" {other.type} “{other.trigger.text}”" if other else ""))
    for other in coding.events:
        for link in other.links:
            if link.event == event.id:
                yield labelled("linked", f"{other.id[:12]} {other.type} “{other.trigger.text}” is {link.relation} this")


def quote_view(coding: Coding, identity: str) -> Iterator[Any]:
    """A quotation, its speaker, cue and the paragraphs it stands in."""
    quote = next(one for one in coding.quotes if one.id == identity)
    document = coding.document
    yield Text(f"{quote.form} quotation", style="bold")
    yield labelled("id", quote.id)
    yield labelled(
        "document", " · ".join(fact for fact in (document.title, document.outlet, document.published_at, document.source_id) if fact)
    )
    yield labelled("speaker", _party(quote.speaker) if quote.speaker else "not plain from the text")
    for label, span in (("cue", quote.cue), ("hedge", quote.hedge)):
        if span is not None:
            yield labelled(label, f"“{span.text}” {span.start}-{span.end}")
    for span in quote.content:
        yield labelled("content", f"“{span.text}” {span.start}-{span.end}")
    if quote.parent:
        yield labelled("within", quote.parent)
    said = [
        event for event in coding.events if any(telling.attribution and telling.attribution.quote == quote.id for telling in event.tellings)
    ]
    for event in said:
        yield labelled("tells", f"{event.id[:12]} {event.type}, {event.status}: “{event.trigger.text}”")
    text = document.text
    start = text.rfind("\n", 0, quote.content[0].start) + 1
    end = text.find("\n", quote.content[-1].end)
    end = len(text) if end < 0 else end
    spans = [(span.start - start, span.end - start, "bold") for span in quote.content]
    yield Text()
    yield marked(text[start:end], spans)
