"""The tables of a record. Codes are text, dates ISO text, whole JSON objects stand beside the columns that are searched.

``seq`` counts in the order in which things were written, which is the input order; it holds no clock, so that a killed run that is started
again ends in the same rows. The clock stands in ``runs`` alone.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Connection, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text, UniqueConstraint

VERSION = 3  # of the schema; migrations.py leads from each version to the next
APPLICATION_ID = 0x54414349  # "TACI" in the file's header: this SQLite file is a record of tacitus

metadata = MetaData()

documents = Table(
    "documents",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("source_id", Text, nullable=False, index=True),
    Column("input", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("title", Text),
    Column("url", Text, index=True),
    Column("outlet", Text, index=True),
    Column("author", Text),
    Column("published_at", Text, index=True),
    Column("published_from", Text),
    Column("dateline_place", Text),
    Column("retrieved_at", Text),
    Column("language", Text),
    Column("extent", Text, nullable=False),
    Column("raw_sha256", Text),
    Column("text_sha256", Text, nullable=False),
    Column("extractor", Text, nullable=False),
)

fingerprints = Table(
    "fingerprints",
    metadata,
    Column("id", Text, primary_key=True),
    Column("basis", Text, nullable=False),  # JSON: versions of tacitus and stages, hashes of resources, lexicons and model, options
)

codings = Table(
    "codings",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),  # of document, fingerprint and head
    Column("document", Integer, ForeignKey("documents.seq", ondelete="CASCADE"), nullable=False, index=True),
    Column("fingerprint", Text, ForeignKey("fingerprints.id"), nullable=False),
    Column("head", Text, nullable=False),  # hash of what is known about the document beside its text: a new date means a new coding
    Column("newest", Boolean, nullable=False),  # the coding asked for last, one a document; lists show it
    Column("failed", Boolean, nullable=False),
    Column("json", LargeBinary, nullable=False),  # the whole coding, zlib
)
Index("codings_newest", codings.c.document, unique=True, sqlite_where=codings.c.newest, postgresql_where=codings.c.newest)

events = Table(
    "events",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("coding", Integer, ForeignKey("codings.seq", ondelete="CASCADE"), nullable=False),
    Column("ordinal", Integer, nullable=False),  # in text order, from 0
    Column("id", Text, nullable=False, index=True),
    Column("type", Text, nullable=False),
    Column("modes", Text, nullable=False),  # JSON list
    Column("contexts", Text, nullable=False),  # JSON list of names
    Column("quad", Text, nullable=False),
    Column("cameo", Text, nullable=False),
    Column("score", Float, nullable=False),
    Column("status", Text, nullable=False),
    Column("voice", Text, nullable=False),
    Column("relation", Text),  # the speaker's, of the principal telling
    Column("hedge", Text),
    Column("start", Integer, nullable=False),  # of the principal trigger
    Column("end", Integer, nullable=False),
    Column("trigger", Text, nullable=False),
    Column("sentence", Text, nullable=False),  # the evidence, its spans joined
    Column("earliest", Text),
    Column("latest", Text),
    Column("precision", Text),
    Column("not_after", Text),
    Column("outcome", Text),
    Column("extent", Text, nullable=False),
    Column("background", Boolean, nullable=False),
    Column("ongoing", Boolean, nullable=False),
    Column("reciprocal", Boolean, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("json", Text, nullable=False),  # the event as the contract has it
    UniqueConstraint("coding", "ordinal"),
)

quotes = Table(
    "quotes",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("coding", Integer, ForeignKey("codings.seq", ondelete="CASCADE"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("id", Text, nullable=False, index=True),
    Column("form", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("content", Text, nullable=False),  # its spans joined
    Column("cue", Text),
    Column("hedge", Text),
    Column("parent", Text),
    Column("json", Text, nullable=False),
    UniqueConstraint("coding", "ordinal"),
)

parties = Table(
    "parties",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("event", Integer, ForeignKey("events.seq", ondelete="CASCADE"), index=True),  # one of event and quote is there
    Column("quote", Integer, ForeignKey("quotes.seq", ondelete="CASCADE"), index=True),
    Column("part", Text, nullable=False),  # actor, recipient, target, speaker
    Column("ordinal", Integer, nullable=False),
    Column("entity", Text, index=True),
    Column("name", Text),
    Column("text", Text),
    Column("country", Text),
    Column("sectors", Text, nullable=False),  # JSON list
    Column("role", Text),
    Column("private", Boolean, nullable=False),
    Column("folded", Text, nullable=False),  # name, text, entity and role in folded case, for searching
)

event_places = Table(
    "event_places",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("event", Integer, ForeignKey("events.seq", ondelete="CASCADE"), nullable=False, index=True),
    Column("ordinal", Integer, nullable=False),
    Column("role", Text),
    Column("geonames_id", Integer),
    Column("name", Text),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("country", Text),
    Column("admin1", Text),
)

failures = Table(
    "failures",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("position", Integer, nullable=False),  # seq of the document it belongs to, or before which it stood in the input
    Column("level", Text, nullable=False),  # failure, note
    Column("input", Text, nullable=False),
    Column("coding", Integer, ForeignKey("codings.seq", ondelete="CASCADE"), index=True),  # null: of an input, not of a coding
    Column("stage", Text),
    Column("version", Integer),
    Column("reason", Text, nullable=False),
    UniqueConstraint("coding", "input", "stage", "reason"),
)

runs = Table(
    "runs",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("started", Text, nullable=False),
    Column("finished", Text),
    Column("state", Text, nullable=False),  # running, done, interrupted, failed
    Column("version", Text, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("options", Text, nullable=False),
    Column("counts", Text),
)

settings = Table("settings", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))

# What people say is appended and never overwrites what the machine said. Documents are named by their ids and are no foreign keys:
# judgements outlive a document that was taken out of the record.
judgements = Table(
    "judgements",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("document", Text, index=True),  # id; null: of an incident
    Column("target", Text, nullable=False, index=True),  # id of the event, quotation or incident
    Column("act", Text, nullable=False),
    Column("field", Text),
    Column("author", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("sample", Text),
    Column("batch", Text, index=True),
    Column("undoes", Text),
    Column("json", Text, nullable=False),  # the Judgement
)

# What was drawn by chance to be judged: only judgements on these measure.
review_samples = Table(
    "review_samples",
    metadata,
    Column("name", Text, primary_key=True),
    Column("kind", Text, nullable=False),  # event, quote
    Column("made_at", Text, nullable=False),
    Column("drawn_from", Integer, nullable=False),  # how many there were
    Column("filters", Text, nullable=False),  # JSON: which of the record's rows these were
    Column("targets", Text, nullable=False),  # JSON list of ids, in the order in which they are to be judged
    sqlite_with_rowid=False,
)

# Which documents had a person redacted: `verify` expects their hashes to differ.
redactions = Table(
    "redactions",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("document", Integer, ForeignKey("documents.seq", ondelete="CASCADE"), nullable=False, index=True),
    Column("made_at", Text, nullable=False),
    Column("text_sha256", Text, nullable=False),  # of the text as it stands now
    Column("reason", Text),
)

# What follows is derived from the newest codings by `corpus` and can be made anew from them at any time, but for the constraints, which
# people made, and the redirects and the log, which keep old ids alive.

# Which coding of a document the incidents take in; a document whose newest coding is another one waits to be taken in.
corpus_state = Table(
    "corpus_state",
    metadata,
    Column("document", Integer, ForeignKey("documents.seq", ondelete="CASCADE"), primary_key=True),
    Column("coding", Integer, nullable=False),
)

incidents = Table(
    "incidents",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("status", Text, nullable=False, index=True),
    Column("types", Text, nullable=False),  # JSON list
    Column("quad", Text, nullable=False),
    Column("earliest", Text, index=True),
    Column("latest", Text),
    Column("reports", Integer, nullable=False),
    Column("outlets", Integer, nullable=False),
    Column("origins", Integer, nullable=False),
    Column("first_published", Text),
    Column("title", Text, nullable=False),
    Column("json", Text, nullable=False),  # the Incident
)

# One row for each event of a newest coding that was taken in.
incident_events = Table(
    "incident_events",
    metadata,
    Column("event", Text, primary_key=True),  # its id
    Column("document", Integer, ForeignKey("documents.seq", ondelete="CASCADE"), nullable=False, index=True),
    Column("incident", Text, nullable=False, index=True),
    Column("origin", Text, nullable=False),
    sqlite_with_rowid=False,
)

incident_redirects = Table(
    "incident_redirects",
    metadata,
    Column("old", Text, primary_key=True),
    Column("new", Text, nullable=False, index=True),
    sqlite_with_rowid=False,
)

incident_log = Table(
    "incident_log",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("act", Text, nullable=False),  # merged, split, ended
    Column("incident", Text, nullable=False, index=True),
    Column("others", Text, nullable=False),  # JSON list of ids
    Column("author", Text),  # null: the machine
    Column("reason", Text),
)

# What people said about which events are one occurrence; obeyed by every later clustering. Appended, never overwritten.
incident_constraints = Table(
    "incident_constraints",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("act", Text, nullable=False),  # same, different
    Column("events", Text, nullable=False),  # JSON list of event ids: one occurrence, or the one side of a split
    Column("others", Text, nullable=False),  # JSON list: the other side of a split
    Column("author", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("reason", Text),
    Column("undone_at", Text),
)

# Where an incident began, by which its id lives on, and what its JSON was made from.
incident_births = Table(
    "incident_births",
    metadata,
    Column("incident", Text, primary_key=True),
    Column("event", Text, nullable=False),  # the oldest at birth
    Column("published_at", Text),
    Column("document", Text, nullable=False),  # id
    Column("basis", Text),  # hash of the events, copies and denials that its JSON rests on; null: to be made anew
    sqlite_with_rowid=False,
)

# Negated events that deny an actual incident; they are reports of incidents of their own.
incident_denials = Table(
    "incident_denials",
    metadata,
    Column("incident", Text, primary_key=True),
    Column("event", Text, primary_key=True),
    sqlite_with_rowid=False,
)

# The blocks and links from which incidents are made. A node is one report, or several that printings of one text have in common; documents
# are no foreign keys here, so that what a removed document leaves behind can be found and taken back.
incident_documents = Table(
    "incident_documents",
    metadata,
    Column("document", Integer, primary_key=True),
    Column("id", Text, nullable=False),
)

incident_nodes = Table(
    "incident_nodes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("features", Text, nullable=False),  # of its first event, JSON
    Column("region", Integer, index=True),  # nodes clustered together; null: not yet
    Column("because", Text),  # JSON: what its events share, the node most like it in its incident, the parts of their score
)

incident_node_events = Table(
    "incident_node_events",
    metadata,
    Column("event", Text, primary_key=True),
    Column("document", Integer, nullable=False, index=True),
    Column("node", Integer, nullable=False, index=True),
    sqlite_with_rowid=False,
)

incident_keys = Table(
    "incident_keys",
    metadata,
    Column("key", Integer, primary_key=True),  # 63 bits of a hash: a block
    Column("sort", Text, primary_key=True),  # day, place and words: neighbours in a block are compared
    Column("node", Integer, primary_key=True),
    sqlite_with_rowid=False,
)

incident_pairs = Table(
    "incident_pairs",
    metadata,
    Column("a", Integer, primary_key=True),  # the smaller number
    Column("b", Integer, primary_key=True, index=True),
    Column("score", Float, nullable=False),
    Column("key", Integer, nullable=False),  # a block in which they are neighbours
    Column("denial", Boolean, nullable=False),  # one of them is negated, the other actual
    sqlite_with_rowid=False,
)

# What is still to be done: documents whose copies changed; nodes to compare ("new", or "near" where a neighbour went away), to cluster;
# incidents to look at again.
incident_waiting = Table(
    "incident_waiting",
    metadata,
    Column("step", Text, primary_key=True),  # document, new, near, cluster, incident
    Column("item", Text, primary_key=True),  # number of the document or node, id of the incident
    sqlite_with_rowid=False,
)

# Which documents print one text. Documents are no foreign keys here either; a text's number is 63 bits of the hash of its words.
copy_documents = Table(
    "copy_documents",
    metadata,
    Column("document", Integer, primary_key=True),
    Column("text", Integer, nullable=False),
    Column("first", Text, nullable=False),  # puts printings in order: publication date or "~", document id
    Column("basis", Text, nullable=False),  # hash of the tables with which it was read
    Column("agency", Text),
    Column("signed", Boolean, nullable=False),  # whether the text is the agency's, or rests on it in part
)
Index("copy_documents_text", copy_documents.c.text, copy_documents.c.first)

copy_texts = Table(
    "copy_texts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("print", LargeBinary, nullable=False),  # hashes of its words in rows, sentence by sentence
    Column("first", Text, nullable=False),  # of its printings
    Column("lineage", Integer, index=True),  # the smallest number of its lineage; null: printed once, and like no other
    Column("whole", Integer),  # the smallest number of the texts that are one with it from end to end
)

copy_keys = Table(
    "copy_keys",
    metadata,
    Column("key", Integer, primary_key=True),  # some of the hashes
    Column("text", Integer, primary_key=True),
    sqlite_with_rowid=False,
)

# Texts that are like each other and neighbours in a block of copy_keys.
copy_edges = Table(
    "copy_edges",
    metadata,
    Column("a", Integer, primary_key=True),  # the smaller number
    Column("b", Integer, primary_key=True, index=True),
    Column("a_in_b", Float, nullable=False),  # share of a that lies in b
    Column("b_in_a", Float, nullable=False),
    sqlite_with_rowid=False,
)

# Texts whose likenesses changed, to be grouped.
copy_waiting = Table("copy_waiting", metadata, Column("text", Integer, primary_key=True))

claims = Table(
    "claims",
    metadata,
    Column("incident", Text, primary_key=True),
    Column("ordinal", Integer, primary_key=True),  # in the ledger
    Column("id", Text, nullable=False, unique=True),
    Column("field", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("first_seen", Text),
    Column("json", Text, nullable=False),  # the Claim
)

# Full-text search: the index, its table and its columns. The index holds no text of its own; triggers keep it true.
SEARCH: dict[str, tuple[str, tuple[str, ...]]] = {
    "documents_search": ("documents", ("title", "text")),
    "events_search": ("events", ("sentence",)),
    "quotes_search": ("quotes", ("content",)),
}


# What people said is never changed or removed, by whatever program; taking a person out will lift this for a moment, and say so.
KEPT = tuple(
    f"CREATE TRIGGER judgements_{name} BEFORE {act} ON judgements BEGIN SELECT RAISE(ABORT, 'judgements are kept as they were made'); END"
    for name, act in (("unchanged", "UPDATE"), ("kept", "DELETE"))
)


def create(connection: Connection) -> None:
    """All tables of the newest version, in an empty file."""
    metadata.create_all(connection, checkfirst=False)
    for statement in KEPT:
        connection.exec_driver_sql(statement)
    for index, (table, columns) in SEARCH.items():
        for statement in search_statements(index, table, columns):
            connection.exec_driver_sql(statement)


def search_statements(index: str, table: str, columns: tuple[str, ...]) -> list[str]:
    """The statements that make a full-text index over a table and the triggers that keep it."""
    names = ", ".join(columns)
    old, new = (", ".join(f"{row}.{column}" for column in columns) for row in ("old", "new"))
    delete = f"INSERT INTO {index}({index}, rowid, {names}) VALUES ('delete', old.seq, {old});"  # noqa: S608 - names of our own
    insert = f"INSERT INTO {index}(rowid, {names}) VALUES (new.seq, {new});"  # noqa: S608 - names of our own
    return [
        f"CREATE VIRTUAL TABLE {index} USING fts5({names}, content='{table}', content_rowid='seq', "
        "tokenize='unicode61 remove_diacritics 2')",
        f"CREATE TRIGGER {index}_insert AFTER INSERT ON {table} BEGIN {insert} END",
        f"CREATE TRIGGER {index}_delete AFTER DELETE ON {table} BEGIN {delete} END",
        f"CREATE TRIGGER {index}_update AFTER UPDATE OF {names} ON {table} BEGIN {delete} {insert} END",
    ]
