"""A plain queue, until workspace/judgements stands. Goes away with it."""

from __future__ import annotations

from tacitus.model import answers as a
from tacitus.model.records import Event, Quote
from tacitus.server.context import Context
from tacitus.server.views import newest_of


def item(context: Context, row: a.EventRow | a.QuoteRow) -> a.ReviewItem:
    text = context.coding(newest_of(context, row.document.id)).document.text
    one: Event | Quote = row.event if isinstance(row, a.EventRow) else row.quote
    span = one.trigger if isinstance(one, Event) else one.content[0]
    start = max(text.rfind("\n", 0, span.start) + 1, text.rfind(". ", 0, span.start) + 2 if ". " in text[: span.start] else 0)
    stops = [stop for stop in (text.find(". ", span.end), text.find("\n", span.end)) if stop >= 0]
    end = min(stops) + 1 if stops else len(text)
    return a.ReviewItem(
        kind="event" if isinstance(one, Event) else "quote", target=one.id, document=row.document,
        before=text[max(0, start - 300) : start], sentence=text[start:end], after=text[end : end + 300], offset=start,
        event=one if isinstance(one, Event) else None, quote=one if isinstance(one, Quote) else None,
        verdict=a.Verdict(target=one.id, state="unreviewed"), why_here="in document order, until the queue stands",
    )  # fmt: skip
