"""What version 2 of the record adds: incidents, copies, claims. Plain SQL of its time, which never changes again."""

from __future__ import annotations

STATEMENTS: tuple[str, ...] = (
    "CREATE TABLE claims ( incident TEXT NOT NULL, ordinal INTEGER NOT NULL, id TEXT NOT NULL, field TEXT NOT NULL, origin "
    "TEXT NOT NULL, first_seen TEXT, json TEXT NOT NULL, PRIMARY KEY (incident, ordinal), UNIQUE (id) )",
    "CREATE TABLE copy_documents ( document INTEGER NOT NULL, text INTEGER NOT NULL, first TEXT NOT NULL, basis TEXT NOT "
    "NULL, agency TEXT, signed BOOLEAN NOT NULL, PRIMARY KEY (document) )",
    "CREATE INDEX copy_documents_text ON copy_documents (text, first)",
    "CREATE TABLE copy_edges ( a INTEGER NOT NULL, b INTEGER NOT NULL, a_in_b FLOAT NOT NULL, b_in_a FLOAT NOT NULL, "
    "PRIMARY KEY (a, b) ) WITHOUT ROWID",
    "CREATE INDEX ix_copy_edges_b ON copy_edges (b)",
    'CREATE TABLE copy_keys ( "key" INTEGER NOT NULL, text INTEGER NOT NULL, PRIMARY KEY ("key", text) ) WITHOUT ROWID',
    "CREATE TABLE copy_texts ( id INTEGER NOT NULL, print BLOB NOT NULL, first TEXT NOT NULL, lineage INTEGER, whole "
    "INTEGER, PRIMARY KEY (id) )",
    "CREATE INDEX ix_copy_texts_lineage ON copy_texts (lineage)",
    "CREATE TABLE copy_waiting ( text INTEGER NOT NULL, PRIMARY KEY (text) )",
    "CREATE TABLE incident_births ( incident TEXT NOT NULL, event TEXT NOT NULL, published_at TEXT, document TEXT NOT NULL, "
    "basis TEXT, PRIMARY KEY (incident) ) WITHOUT ROWID",
    "CREATE TABLE incident_constraints ( seq INTEGER NOT NULL, act TEXT NOT NULL, events TEXT NOT NULL, others TEXT NOT "
    "NULL, author TEXT NOT NULL, made_at TEXT NOT NULL, reason TEXT, undone_at TEXT, PRIMARY KEY (seq) )",
    "CREATE TABLE incident_denials ( incident TEXT NOT NULL, event TEXT NOT NULL, PRIMARY KEY (incident, event) ) WITHOUT "
    "ROWID",
    "CREATE TABLE incident_documents ( document INTEGER NOT NULL, id TEXT NOT NULL, PRIMARY KEY (document) )",
    'CREATE TABLE incident_keys ( "key" INTEGER NOT NULL, sort TEXT NOT NULL, node INTEGER NOT NULL, PRIMARY KEY ("key", '
    "sort, node) ) WITHOUT ROWID",
    "CREATE TABLE incident_log ( seq INTEGER NOT NULL, act TEXT NOT NULL, incident TEXT NOT NULL, others TEXT NOT NULL, "
    "author TEXT, reason TEXT, PRIMARY KEY (seq) )",
    "CREATE INDEX ix_incident_log_incident ON incident_log (incident)",
    "CREATE TABLE incident_node_events ( event TEXT NOT NULL, document INTEGER NOT NULL, node INTEGER NOT NULL, PRIMARY KEY "
    "(event) ) WITHOUT ROWID",
    "CREATE INDEX ix_incident_node_events_document ON incident_node_events (document)",
    "CREATE INDEX ix_incident_node_events_node ON incident_node_events (node)",
    'CREATE TABLE incident_nodes ( id INTEGER NOT NULL, "key" TEXT NOT NULL, features TEXT NOT NULL, region INTEGER, '
    'because TEXT, PRIMARY KEY (id), UNIQUE ("key") )',
    "CREATE INDEX ix_incident_nodes_region ON incident_nodes (region)",
    'CREATE TABLE incident_pairs ( a INTEGER NOT NULL, b INTEGER NOT NULL, score FLOAT NOT NULL, "key" INTEGER NOT NULL, '
    "denial BOOLEAN NOT NULL, PRIMARY KEY (a, b) ) WITHOUT ROWID",
    "CREATE INDEX ix_incident_pairs_b ON incident_pairs (b)",
    "CREATE TABLE incident_redirects ( old TEXT NOT NULL, new TEXT NOT NULL, PRIMARY KEY (old) ) WITHOUT ROWID",
    "CREATE INDEX ix_incident_redirects_new ON incident_redirects (new)",
    "CREATE TABLE incident_waiting ( step TEXT NOT NULL, item TEXT NOT NULL, PRIMARY KEY (step, item) ) WITHOUT ROWID",
    "CREATE TABLE incidents ( seq INTEGER NOT NULL, id TEXT NOT NULL, status TEXT NOT NULL, types TEXT NOT NULL, quad TEXT "
    "NOT NULL, earliest TEXT, latest TEXT, reports INTEGER NOT NULL, outlets INTEGER NOT NULL, origins INTEGER NOT NULL, "
    "first_published TEXT, title TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (seq), UNIQUE (id) )",
    "CREATE INDEX ix_incidents_earliest ON incidents (earliest)",
    "CREATE INDEX ix_incidents_status ON incidents (status)",
    "CREATE TABLE corpus_state ( document INTEGER NOT NULL, coding INTEGER NOT NULL, PRIMARY KEY (document), FOREIGN "
    "KEY(document) REFERENCES documents (seq) ON DELETE CASCADE )",
    "CREATE TABLE incident_events ( event TEXT NOT NULL, document INTEGER NOT NULL, incident TEXT NOT NULL, origin TEXT NOT "
    "NULL, PRIMARY KEY (event), FOREIGN KEY(document) REFERENCES documents (seq) ON DELETE CASCADE ) WITHOUT ROWID",
    "CREATE INDEX ix_incident_events_document ON incident_events (document)",
    "CREATE INDEX ix_incident_events_incident ON incident_events (incident)",
)  # fmt: skip
