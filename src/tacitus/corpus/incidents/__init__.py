"""Which reports tell one occurrence: features, blocks, scores, clusters, ids."""
