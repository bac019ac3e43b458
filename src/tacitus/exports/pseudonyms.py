"""Names that stand for private persons: one person, one pseudonym, and no way back from it."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable

Pseudonyms = Callable[[str], str]
"""From a person's folded name to what stands for it."""

_LETTERS = "BCDFGHJKLMNPQRSTVWXZ23456789"  # no vowels and nothing that reads like another: no word comes of it
_LENGTH = 6  # 28**6, about 480 million: among 2,000 persons two share one once in 240 records
SECRET_BYTES = 16


def new_secret() -> str:
    """A secret for one record, in hex. Without it nobody can try names against the pseudonyms of an export."""
    return secrets.token_hex(SECRET_BYTES)


def keyed(secret: str) -> Pseudonyms:
    """The same person has the same pseudonym wherever the same secret is used, in whatever order documents are read."""
    key = bytes.fromhex(secret)

    def pseudonym(name: str) -> str:
        number = int.from_bytes(hashlib.blake2b(name.encode("utf-8", "surrogatepass"), key=key, digest_size=8).digest())
        letters = ""
        for _ in range(_LENGTH):
            number, rest = divmod(number, len(_LETTERS))
            letters += _LETTERS[rest]
        return f"Person {letters}"

    return pseudonym


def numbered() -> Pseudonyms:
    """Person 1, Person 2 … in the order in which they are met: for a stream of codings without a record."""
    numbers: dict[str, int] = {}

    def pseudonym(name: str) -> str:
        return f"Person {numbers.setdefault(name, len(numbers) + 1)}"

    return pseudonym
