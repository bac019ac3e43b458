"""The unit of all steps here: one event of one document's newest coding, with the little of its document that they need."""

from __future__ import annotations

import msgspec

from tacitus.model.records import Event


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """The head of a document. ``day`` is the local day of publication, None where unknown."""

    seq: int  # the document's number in the record
    id: str
    outlet: str | None
    published_at: str | None
    title: str | None
    url: str | None

    @property
    def day(self) -> str | None:
        return self.published_at[:10] if self.published_at else None

    @property
    def order(self) -> tuple[bool, str, str]:
        """First and oldest: by publication date, those without one last, then by id."""
        return self.published_at is None, self.published_at or "", self.id


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """An event and its document's head."""

    event: Event
    source: Source

    @property
    def order(self) -> tuple[bool, str, str, int, str]:
        return *self.source.order, self.event.trigger.start, self.event.id
