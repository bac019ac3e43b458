"""Formats that others read: pure functions over codings. No access to a record."""
