"""Steps over many documents: copies, incidents, claims. Every result is a function of the set of codings, not of their order."""
