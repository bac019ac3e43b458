"""The one root of the errors that tacitus raises for its users."""

from __future__ import annotations


class TacitusError(Exception):
    """Something a user can mend: the message says what was wrong, where, what was expected and what to do."""


class UsageError(TacitusError):
    """The command or the call was given something it cannot work with (exit code 2)."""


class InputError(TacitusError):
    """One input could not be read; the rest of the batch goes on."""


class ResourceError(TacitusError):
    """A lexicon or pattern file is wrong; the message names the file and the entry."""


class RecordError(TacitusError):
    """The record (the SQLite file) cannot be opened, read or written."""
