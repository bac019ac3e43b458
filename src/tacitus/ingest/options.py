"""What the user says about the inputs, and the bounds within which they are read."""

from __future__ import annotations

import msgspec

from tacitus.ingest.published import iso_date
from tacitus.model.errors import UsageError

MIB = 1024 * 1024
COLUMNS: tuple[str, ...] = ("text", "id", "title", "url", "outlet", "author", "published_at", "language")
FORMATS: tuple[str, ...] = ("text", "html", "json", "jsonl", "csv", "feed", "warc")


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """``published_at``, ``outlet`` and ``language`` fill what the files leave unsaid. Sizes are bytes."""

    published_at: str | None = None
    outlet: str | None = None
    language: str | None = None
    format: str | None = None  # one of FORMATS: reads every file as that, whatever its name and content
    columns: dict[str, str] = {}  # our name (one of COLUMNS) → the name in the user's JSONL or CSV
    max_file_bytes: int = 32 * MIB  # a file that is one document, or is read whole (HTML, text, JSON, a feed)
    max_record_bytes: int = 16 * MIB  # one line of JSONL, one row of CSV, one response of a WARC
    max_archive_bytes: int = 64 * 1024 * MIB  # all that one compressed file may expand to
    # A compressed file may expand to EXPANSION_ALLOWED bytes freely; beyond, to this many times what was read of it.
    # Pages in WARC.gz expand about 4 to 20 times, runs of one byte about 1,000 times.
    max_expansion: int = 100
    expansion_allowed: int = 64 * MIB
    max_language_letters: int = 6000  # letters looked at to tell the language

    def check(self) -> None:
        """UsageError where the user's own words cannot be meant: an unknown format or column, a date that is none."""
        if self.format is not None and self.format not in FORMATS:
            raise UsageError(f"no format “{self.format}”; expected one of {', '.join(FORMATS)}")
        unknown = sorted(set(self.columns) - set(COLUMNS))
        if unknown:
            raise UsageError(f"no column “{unknown[0]}”; expected one of {', '.join(COLUMNS)}")
        if self.published_at is not None and iso_date(self.published_at) is None:
            raise UsageError(f"“{self.published_at}” is no publication date; expected one like 2023-04-07")

    def column(self, name: str) -> str:
        """The user's name of one of our columns."""
        return self.columns.get(name, name)
