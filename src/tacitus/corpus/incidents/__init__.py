"""Which reports tell one occurrence: features, blocks, scores, clusters, ids; and what people said about it (merge, split, undo)."""

from tacitus.corpus.incidents.constraints import merge, split, undo

__all__ = ["merge", "split", "undo"]
