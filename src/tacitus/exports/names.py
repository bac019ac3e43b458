"""The forms in which a person's name stands in a text: whole, surname alone, given name alone, within an address of the web."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

import msgspec

_TITLES = frozenset(
    "mr mrs ms miss mx dr prof professor sir dame lord lady madame monsieur herr frau señor señora don doña sheikh sheik imam rabbi father"
    " sister brother reverend rev saint st haji hajji captain capt colonel col general gen major maj sergeant sgt lieutenant lt corporal"
    " private officer judge justice attorney lawyer nurse teacher journalist reporter photographer activist the a an".split()
)
# Parts of names that are no name when they stand alone.
_PARTICLES = frozenset(
    "abu abd abdul al el ibn bin bint umm um ben van von der den de da do dos das del della di du la le las los san santa st mac mc ter"
    " ten ould wa u jr sr ii iii iv".split()
)
# Given names that are words as well: alone, at the beginning of a sentence, they are more often the word.
_WORDS = frozenset(
    "may will april june august march mark grant grace hope faith joy rose summer art bill jack frank rich guy drew chase pat ray sunny"
    " summer autumn dawn eve christian van miles price west north south east new old king queen prince bishop pope".split()
)
_TOKEN = re.compile(r"[^\W\d_](?:[^\s,;:()\[\]\"“”«»]*[^\W_])?\.?", re.UNICODE)
_MOST_TOKENS = 8


class Name(msgspec.Struct, frozen=True):
    """A person's name in its forms. ``key`` is the same for the same name in any case and spacing."""

    key: str
    full: tuple[tuple[str, ...], ...]  # token by token: whole, and first and last alone
    single: tuple[str, ...]  # each names the person when it stands alone


def folded(text: str) -> str:
    """Case, compatibility forms and spacing taken away."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def tokens_of(name: str) -> list[str]:
    """The parts of a name from its first to its last capitalised one, without titles and words before it."""
    found = [token.removesuffix("'s").removesuffix("’s") for token in _TOKEN.findall(name.split("\n")[0])]
    while found and (found[0][0].islower() or found[0].rstrip(".").casefold() in _TITLES):
        found.pop(0)
    while found and found[-1][0].islower():
        found.pop()
    return found[:_MOST_TOKENS]


def name_of(text: str) -> Name | None:
    """The forms of a name; None where the text holds none (``the teacher``)."""
    tokens = tokens_of(text)
    if not tokens or (len(tokens) == 1 and len(tokens[0].rstrip(".")) < 2):
        return None
    full = [tuple(tokens)] if len(tokens) > 1 else []
    if len(tokens) > 2:
        full.append((tokens[0], tokens[-1]))
    return Name(folded(" ".join(tokens)), tuple(full), tuple(dict.fromkeys(_singles(tokens))))


def _singles(tokens: list[str]) -> Iterable[str]:
    for n, token in enumerate(tokens):
        bare = token.rstrip(".")
        last = n == len(tokens) - 1
        if len(bare) < 2 or bare[0].islower() or token.endswith(".") or (bare.casefold() in _PARTICLES and len(tokens) > 1):
            continue
        if not last and (bare.casefold() in _WORDS or len(bare) < 3):
            continue
        yield bare
        if last and "-" in bare:
            yield from (part for part in bare.split("-") if len(part) >= 4 and part[0].isupper() and part.casefold() not in _PARTICLES)


def full_pattern(name: Name) -> list[str]:
    """Regular expressions for the whole name in running text, in any case."""
    return [r"\s+".join(re.escape(token) for token in tokens) for tokens in name.full]


def address_pattern(name: Name) -> list[str]:
    """Regular expressions for the name in a URL, path or id: accents gone, any separator; long surnames also alone."""
    found = []
    for tokens in name.full:
        for parts in dict.fromkeys((tokens, tuple(_plain(token) for token in tokens))):
            found.append(r"(?:[\W_]|%20)*".join(re.escape(part) for token in parts for part in re.split(r"\W+", token) if part))
    for single in name.single if name.full else ():  # a lone word is too often a word
        for form in dict.fromkeys((single, _plain(single))):
            if len(form) >= 5:
                found.append(rf"(?<![^\W_]){re.escape(form)}(?![^\W_])")
    return [pattern for pattern in found if pattern]


def _plain(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
