"""Times that come back: opening hours, timetables, seasons of travel, yearly feasts. No single date is meant."""

from __future__ import annotations

import re

from tacitus.stages.times.meanings import Between, ClockAt, Edge, FeastOn, Meaning, MonthDay, Months, Season, Weekday
from tacitus.stages.times.scanner import Found
from tacitus.syntax.tree import Tree

COMES_BACK = "it comes back every day or year, so no one date is meant"
_YEARLY = re.compile(
    r"\b(?:(?:every|each|most) (?:year|summer|winter|spring|autumn|fall)|annual(?:ly)?|yearly|usually|generally|typically"
    r"|normally|seldom|rarely|always"
    r"|year-round|all year|best (?:time|month|months|season|from|in|between|visited)|(?:the best|a good|ideal) (?:time|months?|season)"
    r"|temperatures?|rainfall|monsoons?|climate|humid(?:ity)?|(?:rainy|dry|wet|high|low|peak|tourist|growing|breeding|hurricane) season"
    r"|summers|winters|feast day|should (?:go|visit|come)|open (?:daily|all|from|year|between)|closed (?:from|during|in|between)"
    r"|(?:it|can|could|gets?) (?:be |get )?(?:very |quite |extremely |rather )?(?:hot|cold|warm|crowded|wet|rainy|busy) in)\b",
    re.IGNORECASE,
)
_DAILY = re.compile(
    r"\b(?:daily|(?:every|each|per|a) (?:day|week|weekday|weekend|night|morning|afternoon|evening|hour)|every \d+ minutes"
    r"|weekdays|weekends|weekly"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days|(?:Mon?|Tue?s?|Wed?|Thu?r?s?|Fri?|Sat?|Sun?)\s?[-–]\s?(?:Mon?|Tue?s?|Wed?|Thu?r?s?|Fri?|Sat?|Sun?)|24/7"
    r"|public holidays|opening hours|hours of operation)\b|\b[Oo]pens? (?:at|from|until|till|\d)|\b(?:Open|Hours|Closed)\b",
)
_WEEKLY = re.compile(r"\b(?:per|a|each) week\b|\bweekly\b", re.IGNORECASE)
_PAST = frozenset({"VBD"})


def comes_back(found: Found, tree: Tree) -> bool:
    """Whether the sentence tells of what is done each day or year, and says neither a year nor a past deed."""
    pattern = _YEARLY if _is_yearly(found.meaning) else _DAILY if _is_clock(found.meaning) else None
    return pattern is not None and _says(pattern, found, tree)


def is_any_season(found: Found, tree: Tree) -> bool:
    """ "In summer the town fills", "plant them in early spring": of every year, unless the words tell of a past or what will be."""
    named, i = _innermost(found.meaning), tree.at(found.start)
    if i is None or not isinstance(named, Season) or (named.year, named.near, named.told) != (None, None, None):
        return False
    return not any(token.tag in ("VBD", "MD") or (token.lemma == "have" and token.dep == "aux") for token in tree.sentence(i).tokens)


def is_frequency(found: Found, tree: Tree) -> bool:
    """ "Two flights a week, on Monday and Friday": how often, not when."""
    return isinstance(_innermost(found.meaning), Weekday) and _says(_WEEKLY, found, tree)


def _says(pattern: re.Pattern[str], found: Found, tree: Tree) -> bool:
    i = tree.at(found.start)
    if i is None:
        return False
    sentence = tree.sentence(i)
    return pattern.search(sentence.text) is not None and not any(token.tag in _PAST or token.text == "will" for token in sentence.tokens)


def _innermost(meaning: Meaning) -> Meaning:
    """The named time within "early", "from … to" or a clock."""
    if isinstance(meaning, Edge):
        return _innermost(meaning.of)
    if isinstance(meaning, Between):
        return _innermost(meaning.left)
    return _innermost(meaning.on) if isinstance(meaning, ClockAt) and meaning.on is not None else meaning


def _is_yearly(meaning: Meaning) -> bool:
    named = _innermost(meaning)
    if isinstance(named, Months | Season):
        return named.year is None and named.near is None and named.told is None
    if isinstance(named, FeastOn):
        return named.year is None and named.near is None
    return isinstance(named, MonthDay) and named.year is None


def _is_clock(meaning: Meaning) -> bool:
    return isinstance(meaning, ClockAt) and isinstance(_innermost(meaning), ClockAt | Weekday)
