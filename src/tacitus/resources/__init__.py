"""Lexicons and patterns in YAML, one territory or one meaning a file, and their loader."""
