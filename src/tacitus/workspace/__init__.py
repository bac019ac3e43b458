"""What a user's act does: code paths into a record, ``Coder``, ``open``."""
