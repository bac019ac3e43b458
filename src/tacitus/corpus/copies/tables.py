"""The thresholds and word lists of `resources/corpus/copies.yaml`, compiled once."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import msgspec

from tacitus.model.ids import digest
from tacitus.resources.loader import load


class Limits(msgspec.Struct, frozen=True, kw_only=True, rename=lambda name: name.replace("_", " ")):
    shingle: int
    fewest: int
    window: int
    short: int
    medium: int
    standing_words: int


class Copying(msgspec.Struct, frozen=True, kw_only=True, rename=lambda name: name.replace("_", " ")):
    sentence_shared: float
    shingles_shared: int
    whole: float
    part: float
    cut: float
    built: float
    figures_share_of_words: float
    figures_fewest: int
    figures_shared: float


class Originating(msgspec.Struct, frozen=True, kw_only=True, rename=lambda name: name.replace("_", " ")):
    passage: float
    passage_of_copies: float
    passage_shingles: int
    agency_days: int


class Mass(msgspec.Struct, frozen=True, kw_only=True):
    outlets: int
    documents: int
    share: float


class Credits(msgspec.Struct, frozen=True, kw_only=True):
    """``names``: spelling → agency; ``signed``: lines by which a text is the agency's, ``thanked``: by which it rests on it in part."""

    names: dict[str, str]
    signed: re.Pattern[str]
    thanked: re.Pattern[str]


class Tables(msgspec.Struct, frozen=True, kw_only=True):
    limits: Limits
    copies: Copying
    origins: Originating
    mass: Mass
    several_voices: frozenset[str]
    boilerplate_words: frozenset[str]  # a line without any of them is no boilerplate: asked first, for speed
    boilerplate: re.Pattern[str]
    credits: Credits
    basis: str  # hash of all of it: what was read with other tables is read anew


@lru_cache(maxsize=1)
def tables() -> Tables:
    """The tables that travel with tacitus."""
    resource = load("corpus/copies.yaml")
    data: dict[str, Any] = resource.data
    return Tables(
        limits=msgspec.convert(data["limits"], Limits), copies=msgspec.convert(data["copies"], Copying),
        origins=msgspec.convert(data["origins"], Originating), mass=msgspec.convert(data["mass copying"], Mass),
        several_voices=frozenset(data["several voices"]),
        boilerplate_words=frozenset(data["boilerplate words"]),
        boilerplate=re.compile("|".join(f"(?:{one})" for one in data["boilerplate"]), re.IGNORECASE),
        credits=_credits(data["agencies"]), basis=digest(resource.info.sha256),
    )  # fmt: skip


def _credits(agencies: dict[str, list[str]]) -> Credits:
    names = {spelling: agency for agency, spellings in agencies.items() for spelling in spellings}
    ordered = sorted(names, key=lambda name: (-len(name), name))
    # Short names are words in small letters ("ap", "pap"): they count in capitals, "dpa" and "ap" also before a stroke.
    shown = "|".join(_spelled(name) for name in ordered)
    gives = r"material|reporting|reports|inputs?|information|contributions?"
    signed = "|".join((
        rf"^[^\n.!?()]{{0,60}}\((?P<a>{shown})\)(?: ?[-–—:]| |$)",  # LAGOS, Nov 3 (Reuters) -
        rf"^[^\n.!?()]{{0,60}}[-–—/] ?\(?(?P<b>{shown})\)? ?[-–—/] ",  # LAGOS - AP -
        rf"\((?P<c>{shown})\)\W*$",  # ends "(Reuters)"
        rf"^\W*(?i:by |source: ?|credit: ?|via |from )?(?i:the )?(?P<d>{shown})\W*$",  # a line of its own
        rf"(?:^|[\s(])(?P<e>{shown})/(?:[a-z]{{2,4}}\b|$)",  # dpa/ab
        rf"^\W*(?i:by) [^\n.,]{{3,50}}[,|–—-] ?(?P<f>{shown})\W*$",  # By Ann Smith, Reuters
    ))  # fmt: skip
    unnamed = r"with (?:additional )?(?:agency|agencies|wires?)\b[^\n]{0,40}|agencies|(?:with )?additional reporting by agencies"
    thanked = "|".join((
        rf"\b(?i:with (?:additional |some |further )?(?:agency |agencies'? )?(?:{gives}))\b[^\n.]{{0,30}}\b(?:from|by|of) [^\n.]{{0,30}}?"
        rf"\b(?P<a>{shown})\b",
        rf"\b(?P<b>{shown})\b[^\n.]{{0,40}} contributed (?:to|reporting)\b",
        rf"^\W*\(?(?P<c>(?i:{unnamed}))\W*$",
    ))  # fmt: skip
    return Credits(names=names, signed=re.compile(signed, re.MULTILINE), thanked=re.compile(thanked, re.MULTILINE))


def _spelled(name: str) -> str:
    """In capitals, with capital initials; as it is ("dpa") where that is no English word."""
    shown = {name.upper(), name.title(), " ".join(word if word in ("of", "the") else word.title() for word in name.split())}
    if name in ("dpa", "efe", "belga", "ansa"):
        shown.add(name)
    return "|".join(re.escape(one) for one in sorted(shown, key=lambda one: (-len(one), one)))
