"""Frozen records, offsets, ids and the ontology. Imports nothing of ours, no NLP library, does no I/O."""
