"""What version 3 of the record adds: judgements and samples. Plain SQL of its time, which never changes again."""

from __future__ import annotations

STATEMENTS: tuple[str, ...] = (
    "DROP TABLE judgements",
    "CREATE TABLE judgements ( seq INTEGER NOT NULL, id TEXT NOT NULL, document TEXT, target TEXT NOT NULL, act TEXT NOT NULL, "
    "field TEXT, author TEXT NOT NULL, made_at TEXT NOT NULL, sample TEXT, batch TEXT, undoes TEXT, json TEXT NOT NULL, "
    "PRIMARY KEY (seq), UNIQUE (id) )",
    "CREATE INDEX ix_judgements_batch ON judgements (batch)",
    "CREATE INDEX ix_judgements_document ON judgements (document)",
    "CREATE INDEX ix_judgements_target ON judgements (target)",
    "CREATE TRIGGER judgements_unchanged BEFORE UPDATE ON judgements BEGIN SELECT RAISE(ABORT, 'judgements are kept as they were made'); "
    "END",
    "CREATE TRIGGER judgements_kept BEFORE DELETE ON judgements BEGIN SELECT RAISE(ABORT, 'judgements are kept as they were made'); END",
    "CREATE TABLE review_samples ( name TEXT NOT NULL, kind TEXT NOT NULL, made_at TEXT NOT NULL, drawn_from INTEGER NOT NULL, "
    "filters TEXT NOT NULL, targets TEXT NOT NULL, PRIMARY KEY (name) ) WITHOUT ROWID",
)
