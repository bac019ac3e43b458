"""tacitus from Python: ``Coder`` codes texts, ``open`` reads a record."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Literal

from tacitus.ingest import Options
from tacitus.ingest.decode import clean
from tacitus.ingest.documents import Source, document_of
from tacitus.ingest.published import iso_date
from tacitus.model.errors import TacitusError, UsageError
from tacitus.model.ids import document_id
from tacitus.model.records import Coding, Document
from tacitus.pipeline import running
from tacitus.pipeline.running import Pipeline
from tacitus.record import Filters, Reader
from tacitus.resources.loader import load_user_file
from tacitus.workspace.dossiers import Dossier, open_incident

As = Literal["arrow", "pandas", "polars"]
FIELDS = ("id", "title", "url", "outlet", "author", "published_at", "language")
_EXTRACTOR = "python/1"


def _highlighted(coding: Coding) -> str:
    """What a notebook shows of a coding."""
    from tacitus.exports.html import html_of

    return html_of(coding)


Coding._repr_html_ = _highlighted  # type: ignore[attr-defined]  # the record knows no HTML; whoever uses tacitus from Python does


class Coder:
    """Codes texts in this process. Making one loads the models (about two seconds); it may be used for any number of texts.

    ``lexicons``: paths of the user's own YAML files. ``stages``: names, to run some alone.
    """

    def __init__(self, lexicons: Sequence[str | os.PathLike[str]] = (), *, stages: Sequence[str] | None = None) -> None:
        resources = [load_user_file(Path(path)) for path in lexicons]
        self._pipeline: Pipeline = running.build(stages, resources)

    def code(
        self,
        text: str,
        *,
        published_at: str | None = None,
        outlet: str | None = None,
        title: str | None = None,
        url: str | None = None,
        language: str | None = None,
        author: str | None = None,
        id: str | None = None,
    ) -> Coding:
        """The coding of one text. ``published_at``: ISO date or date and time; without it relative dates stay unresolved."""
        given = {
            "title": title,
            "url": url,
            "outlet": outlet,
            "author": author,
            "published_at": published_at,
            "language": language,
            "id": id,
        }
        return self._pipeline.code(make_document(text, given))

    def code_many(self, articles: Iterable[str | Mapping[str, Any] | Document]) -> Iterator[Coding]:
        """Codings in the order of the articles, one at a time: texts, mappings with ``text`` and the fields of ``code``, or Documents."""
        for article in articles:
            if isinstance(article, Document):
                document = article
            elif isinstance(article, str):
                document = make_document(article, {})
            else:
                document = make_document(article.get("text"), article)
            yield self._pipeline.code(document)


def make_document(text: Any, given: Mapping[str, Any]) -> Document:
    """A Document of a text and what is known about it; a UsageError says what cannot be."""
    if not isinstance(text, str):
        raise UsageError(f"an article needs 'text', a str; got {type(text).__name__}.")
    fields = {name: None if given.get(name) is None else str(given[name]) for name in FIELDS}
    published = fields["published_at"]
    if published is not None and iso_date(published) is None:
        raise UsageError(f"published_at={published!r} is no date that can be read; write it as 2024-05-31.")
    text = clean(text)
    source_id = fields["id"] or fields["url"] or "text"
    source = Source(
        input=source_id,
        source_id=source_id,
        raw=text.encode(),
        extractor=_EXTRACTOR,
        title=fields["title"],
        url=fields["url"],
        outlet=fields["outlet"],
        author=fields["author"],
        published=published,
        language=fields["language"],
    )
    found = next((one for one in document_of(text, source, Options()) if isinstance(one, Document)), None)
    return found or _blank(text, source)


def _blank(text: str, source: Source) -> Document:
    """A text without words is a document too; its coding says that it is blank."""
    return Document(
        id=document_id(source.source_id, source.url, source.outlet, text),
        source_id=source.source_id,
        input=source.input,
        text=text,
        title=source.title,
        url=source.url,
        outlet=source.outlet,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        extractor=_EXTRACTOR,
    )


class Record:
    """A record open for reading, also while another process codes into it. Tables are pyarrow's unless ``as_`` says otherwise."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        self.reader = Reader(self.path)

    def __enter__(self) -> Record:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self.reader.close()

    def documents(self, as_: As = "arrow") -> Any:
        """One row a document, in input order."""
        from tacitus.workspace.tables import documents_table

        return _as(documents_table(self.reader.documents()), as_)

    def events(self, as_: As = "arrow", **filters: Any) -> Any:
        """One row an event, in document order, then text order; ``filters`` as in ``tacitus.record.Filters``, say ``type="ASSAULT"``."""
        from tacitus.workspace.tables import events_table

        return _as(events_table(self.reader.events(filters_of(filters))), as_)

    def quotes(self, as_: As = "arrow", **filters: Any) -> Any:
        """One row a quotation, in document order, then text order."""
        from tacitus.workspace.tables import quotes_table

        return _as(quotes_table(self.reader.quotes(filters_of(filters))), as_)

    def incidents(self, as_: As = "arrow", **filters: Any) -> Any:
        """One row an incident of which one report at least passes the filters, by first report."""
        from tacitus.workspace.tables import incidents_table

        return _as(incidents_table(self.reader.incidents(filters_of(filters))), as_)

    def claims(self, as_: As = "arrow", **filters: Any) -> Any:
        """One row a claim about those incidents, in the same order, then as the ledger has them."""
        from tacitus.workspace.tables import claims_table

        return _as(claims_table(self.reader.claims(filters_of(filters))), as_)

    def incident(self, id: str) -> Dossier:
        """One incident opened: its reports by origin, claims, denials, and why the reports were taken for one. Names are unmasked."""
        _, whole, _ = self.reader.find(id)
        return open_incident(self.reader, whole, self.reader.coding_at, masked=False)

    def failures(self, as_: As = "arrow") -> Any:
        """One row for each input that failed and each document that gave no event, in input order."""
        from tacitus.workspace.tables import failures_table

        return _as(failures_table(self.reader.failures()), as_)

    @property
    def pseudonyms(self) -> bool:
        """Whether lists and exports of this record mask private persons."""
        return self.reader.settings()["pseudonyms"] == "on"

    def coding(self, id: str) -> Coding:
        """The newest coding of the document with this id, or of that in which the event or quotation with this id stands."""
        return self.reader.coding(self.reader.find(id)[2])

    def codings(self) -> Iterator[Coding]:
        """The newest coding of every document, in input order, one at a time."""
        return self.reader.codings()


def open(path: str | os.PathLike[str]) -> Record:
    """Opens a record that `tacitus code` wrote."""
    return Record(path)


_ONE_VALUE = frozenset({"since", "until", "words", "background"})


def filters_of(given: Mapping[str, Any]) -> Filters:
    """Filters from keyword arguments; a single value stands for a list of one."""
    unknown = [name for name in given if name not in Filters.__struct_fields__]
    if unknown:
        raise UsageError(f"no filter is called {', '.join(unknown)}; there are {', '.join(Filters.__struct_fields__)}.")
    listed: dict[str, Any] = {
        name: [value] if isinstance(value, str) and name not in _ONE_VALUE else value for name, value in given.items() if value is not None
    }
    return Filters(**listed)


def _as(table: Any, as_: As) -> Any:
    """The table as pyarrow's, pandas' or polars'."""
    if as_ == "arrow":
        return table
    try:
        if as_ == "pandas":
            return table.to_pandas()
        if as_ == "polars":
            import polars as pl

            return pl.from_arrow(table)
    except ImportError as error:
        raise TacitusError(f"{as_} is not installed: pip install 'tacitus[{as_}]'.") from error
    raise UsageError(f"as_={as_!r}: choose arrow, pandas or polars.")
