"""Who says so: the voice of a telling, judged at its trigger."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

import msgspec

from tacitus.model.ontology import Relation, Voice
from tacitus.model.records import Attribution, Party, Quote
from tacitus.model.spans import Span

EXPRESSING = frozenset({"express", "expresses", "expressed", "expressing", "voice", "voices", "voiced", "voicing"})
REJECTING = frozenset(f"{verb}{ending}" for verb in ("reject", "rebuff", "spurn") for ending in ("", "s", "ed", "ing"))
HEARD = frozenset({"suspected", "supposed", "reported"})  # passives that name nobody
FIRST_PERSON = frozenset({"i", "we", "us", "me", "my", "our", "mine", "ours"})


class Voices:
    """The quotations and the author's own sentences of one document, looked up by offset."""

    def __init__(self, quotes: Sequence[Quote], authorial: Iterable[tuple[int, int, str]], views: frozenset[str]) -> None:
        spans = [
            (span.start, span.end, quote)
            for quote in quotes
            for span in quote.content
            if not self._is_view(quote, views) and not is_hearsay(quote)
        ]
        self._spans = sorted(spans, key=lambda item: (item[0], -item[1]))
        self._starts = [item[0] for item in self._spans]
        self._longest = max((end - start for start, end, _ in self._spans), default=0)
        self._authorial = sorted(authorial)

    @staticmethod
    def _is_view(quote: Quote, views: frozenset[str]) -> bool:
        """ "wants to leave", "plans to": an intention that the outlet reports in its own voice; the status tells it."""
        if quote.form != "indirect" or quote.cue is None:
            return False
        words = quote.cue.text.lower().split()
        word = words[-1]
        if EXPRESSING.intersection(words) or word in REJECTING:
            # "expressed concern over the raid", "rejected the demand for": presupposed; "expressed fears that" says something
            return not any(" that " in f" {span.text} " for span in quote.content)
        return word in views

    def quote_at(self, offset: int) -> Quote | None:
        """The innermost quotation whose content covers this code point."""
        best: tuple[int, Quote] | None = None
        n = bisect_right(self._starts, offset) - 1
        while n >= 0 and self._starts[n] > offset - self._longest - 1:
            start, end, quote = self._spans[n]
            if start <= offset < end and (best is None or end - start < best[0]):
                best = (end - start, quote)
            n -= 1
        return best[1] if best else None

    def authorial_at(self, offset: int) -> str | None:
        """``call`` or ``opinion`` where the outlet speaks for itself."""
        return next((category for start, end, category in self._authorial if start <= offset < end), None)

    def judge(self, offset: int) -> tuple[Voice, Attribution | None]:
        """Voice and attribution at a trigger; the attribution's relation is not known yet."""
        quote = self.quote_at(offset)
        if quote is not None:
            return "quoted", Attribution(speaker=quote.speaker, cue=quote.cue, quote=quote.id)
        return ("authorial" if self.authorial_at(offset) else "report"), None


def is_hearsay(quote: Quote) -> bool:
    """ "reportedly", "is said to": nobody's words; the outlet tells it, hedged (codebook, section 3)."""
    if quote.speaker is not None:
        return False
    return quote.hedge is not None or (
        quote.form == "indirect" and quote.cue is not None and quote.cue.text.lower().split(" ")[-1] in HEARD
    )


def key(party: Party) -> str:
    """What makes two parties of one article the same: the entity, else the name or words."""
    return party.entity or (party.name or party.text or "").lower()


def related(attribution: Attribution, actors: Sequence[Party], recipients: Sequence[Party]) -> Attribution:
    """The attribution with the relation of its speaker to the event's parties."""
    return msgspec.structs.replace(attribution, relation=_relation(attribution.speaker, actors, recipients))


def _relation(speaker: Party | None, actors: Sequence[Party], recipients: Sequence[Party]) -> Relation:
    if speaker is None or not key(speaker):
        return "unknown"
    for parties, relation in ((actors, "actor"), (recipients, "recipient")):
        if any(speaks_for(speaker, party) for party in parties):
            return relation  # type: ignore[return-value]
    return "other" if actors or recipients else "unknown"


def speaks_for(speaker: Party, party: Party) -> bool:
    """The party itself, a member of it, or a government's or army's own voice for its country."""
    if key(speaker) == key(party) or (speaker.member_of is not None and speaker.member_of == party.entity):
        return True
    state = {"GOV", "MIL", "COP", "SPY", "LEG"}
    return bool(speaker.country and speaker.country == party.country and state & set(speaker.sectors) and state & set(party.sectors))


def hearsay(text: str, start: int, end: int) -> Attribution:
    """ "reportedly": an attribution without a speaker, whose cue is the hedge."""
    return Attribution(cue=Span(start=start, end=end, text=text[start:end]), relation="unknown")
