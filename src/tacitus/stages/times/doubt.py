"""Words that look like a time and may be none: numbers like years, names like months, clocks that are scores."""

from __future__ import annotations

import re
from typing import Any

from tacitus.model.records import Token
from tacitus.stages.times.meanings import ClockAt, MonthDay, Months, Period, Season, ShortDecade, Weekday, Years
from tacitus.stages.times.scanner import Found, tells_early
from tacitus.stages.times.tense import MODIFIERS
from tacitus.syntax.tree import Tree

_WORD_BEFORE = re.compile(r"(\S+)\s*$")
_WORD_AFTER = re.compile(r"[ \t]+[\"“‘]?([^\W\d_]+)")
# The years of a life or an office in brackets: (1812–1870)
_LIFE_BEFORE = re.compile(r"\(\d{3,4}\s?[-–—]\s?$")
_LIFE_AFTER = re.compile(r"(?<=\(\d{4})\s?[-–—]\s?(?:\d{4})?\s?\)")
_YEARS_BEFORE = re.compile(r"(?<![\d.,$€£])1[0-9]\d\d\s?[-–—]\s?$")
_YEARS_AFTER = re.compile(r"\s?[-–—]\s?(?:1\d\d\d|20[0-6]\d)(?![\d%]|[.,]\d)")
_DETERMINERS = frozenset(["the", "this", "these", "those", "his", "her", "its", "their", "our", "my"])
_IS_A_YEAR = frozenset(["it", "year", "date", "this", "that", "time", "there", "deadline", "birth", "death"])
_MONTH_DEPS = frozenset(["compound", "nmod", "attr", "nsubj", "conj", "pobj", "npadvmod", "appos", "dobj", "ROOT"])
_BESIDE_MONTH = re.compile(
    r"(?:,| and| or| to|[ ]?[-–]|,? and|,? or) ?(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_FIGURE_AFTER = re.compile(
    r"\s?\+|\s+[Ii]ndex\b|\s+(?:more|fewer|each|apiece|a (?:day|week|month|year|head|night|piece))(?=[.,;)])"
    r"|\s+per (?:cent|day|week|month|year|hour|minute|person|head|capita|annum|square)\b|\s+of (?:them|those|whom|which)\b"
)
_FIGURE_BEFORE = re.compile(
    r"(?:=|\bof which|\bof whom|\b(?:more|fewer|less) than|\bat (?:least|most)|\bup to|\bas many as|\d:)\s$", re.IGNORECASE
)
_COUNTED_AFTER = re.compile(r"\s?[%°$€£+]|[ -][a-z]+s\b|[ -](?:km|m|ft|kg|feet|people|men|women|metres?|meters?)\b")
# What is counted or numbered by a figure behind it, and no year: "Route 1918", "Resolution 1973".
_NUMBERED_BEFORE = re.compile(
    r"\b(?:resolution|route|flight|room|article|page|pages|pp?\.|section|highway|road|interstate|table|figure|fig\.|equation|exhibit|item|model|series|type|number|no\.|nr\.|chapter"
    r"|verse|lot|gate|platform|line|bus|train|channel|form|paragraph|note|psalm|opus|asteroid|iso|version|build|windows|office|unit|squadron|area|zone|sector|plot|track|clause|rule|decree|bill|grid|block|ward|cell|exit|frequency|boeing|airbus|porsche|peugeot"
    r"|battalion|regiment|brigade|extension|ext\.|postcode|zip|telephone|phone|tel\.|pin|code|box|case|patent|serial|radio|fm|am)\s$",
    re.IGNORECASE,
)
_WARMTH = re.compile(r"\b(?:temperatures?|degrees|thermometers?|mercury|highs|lows|warm|hot|heat|cold|humid)\b|°", re.IGNORECASE)
_FROM_TO = re.compile(r"\d?\d:\d\d ?[-–—] ?\d?\d:\d\d")
_EVERY = re.compile(r"\b(?:every|each)\s+(?:other\s+|second\s+)?(?:\w+day\s*(?:,|/|&|and|or|,\s*and)\s*)*$", re.IGNORECASE)
_ANY_DAY = re.compile(r"\b(?:an?|one|any|some|per)\s$", re.IGNORECASE)
FIRST_FULL = 1000
_FIRST_MODERN, _LAST_MODERN = 1800, 2060
_FIRST_NAMED = 1900


class Doubt:
    """Decides whether a found expression stands."""

    def __init__(self, vocabulary: dict[str, Any]) -> None:
        self._entities = frozenset(vocabulary["not_in_entities"])
        self._months = frozenset(vocabulary["doubtful_months"])
        self._weekdays = frozenset(vocabulary["doubtful_weekdays"])
        self._standing = frozenset(vocabulary["standing_verbs"])
        self._happenings, self._amounts, self._reaching, self._landmarks, self._changing = (
            frozenset(vocabulary[name]) for name in ("happenings", "amounts", "reaching", "landmarks", "changing")
        )
        self._leads = frozenset(str(word) for word in vocabulary["leads"])

    def stands(self, found: Found, text: str, tree: Tree) -> bool:
        i = tree.at(found.start)
        token = tree.tokens[i] if i is not None else None
        words = text[found.start : found.end]
        meaning = found.meaning
        if _every(text, found.start) or (
            found.kind == "told_piece" and words.lower().endswith(("before", "after")) and _goes_on(text, found.end)
        ):
            return False
        if words.lower() == "today" and i is not None and self._is_standing(tree, i):
            return False
        if words.lower() in ("this fall", "this day") and text.startswith(" in ", found.end):
            return False
        if isinstance(meaning, Season) and words.lower() == "the fall" and text.startswith(" of ", found.end):
            return False  # "the fall of the wall"
        if isinstance(meaning, Season) and not self._season(found, words, tree):
            return False
        if isinstance(meaning, ShortDecade) and i is not None and _WARMTH.search(tree.sentence(i).text):
            return False  # "highs in the eighties"
        if (
            isinstance(meaning, Period)
            and words[:1].isupper()
            and words.isalpha()
            and token is not None
            and token.entity_type in self._entities
        ):
            return False  # a newspaper's name
        if isinstance(meaning, Years) and words.isdigit() and int(words) == meaning.year:
            return self._year(words, text, found, token, tree)
        if isinstance(meaning, Months) and words.rstrip(".").isalpha() and meaning.near is None:
            return self._name(words, self._months, text, found, token) and not self._in_place_name(token, tree)
        if isinstance(meaning, Weekday) and words.rstrip(".").isalpha():
            return self._name(words, self._weekdays, text, found, token) and not self._in_place_name(token, tree)
        if isinstance(meaning, ClockAt) and meaning.on is None:
            return _clock(words, text, found)
        return not (isinstance(meaning, MonthDay) and token is not None and token.entity_type == "PERSON")

    def _is_standing(self, tree: Tree, i: int) -> bool:
        """ "Still used today": a state of the present, not something that happened on the day of writing."""
        verb = next((tree.tokens[n] for n in tree.ancestors(i) if tree.tokens[n].pos in ("VERB", "AUX")), None)
        if verb is None or verb.lemma not in self._standing or verb.tag == "VBG":
            return False
        helpers = [tree.tokens[c] for c in tree.children[verb.i][:20] if tree.tokens[c].dep in ("aux", "auxpass")]
        if verb.tag in ("VBZ", "VBP"):
            return not helpers
        return verb.tag == "VBN" and (not helpers or all(one.tag in ("VBZ", "VBP") and one.lemma == "be" for one in helpers))

    def _name(self, words: str, doubtful: frozenset[str], text: str, found: Found, token: Token | None) -> bool:
        if token is not None and (token.entity_type in self._entities or token.pos in ("VERB", "AUX")):
            return False
        if (
            text[found.end : found.end + 1] in ("-", "’", "'")
            and text[found.end + 1 : found.end + 2].isalpha()
            and not text.startswith(("'s", "’s"), found.end)
        ):
            return False
        if words.rstrip(".").lower() not in doubtful or self._lead(text, found.start) in self._leads:
            return True
        if words.lower() in self._months and words[:1].isupper() and _BESIDE_MONTH.match(text, found.end):
            return True
        # "the May vote", "the best months are May and September"
        return token is not None and token.entity_type == "DATE" and token.pos == "PROPN" and token.dep in _MONTH_DEPS

    def _season(self, found: Found, words: str, tree: Tree) -> bool:
        """Whether a season without year or "last" beside it is a time: no "winter coat", no name."""
        meaning, i = found.meaning, tree.at(found.end - 1)
        if i is None or not isinstance(meaning, Season) or (meaning.year, meaning.near, meaning.told) != (None, None, None):
            return True
        token = tree.tokens[i]
        if token.pos not in ("NOUN", "PROPN") or token.entity_type in self._entities:
            return False
        if token.text[:1].isupper() and i > 0 and tree.tokens[i - 1].tag == "NNP":
            return False
        return token.dep not in MODIFIERS or token.head <= i or token.tag.endswith("S")

    def _lead(self, text: str, start: int) -> str:
        match = _WORD_BEFORE.search(text, max(0, start - 24), start)
        return match.group(1).lower().lstrip("(“\"'") or "(" if match else ""

    def _year(self, words: str, text: str, found: Found, token: Token | None, tree: Tree) -> bool:
        year = int(words)
        if year < FIRST_FULL:
            return token is not None and (token.entity_type == "DATE" or (tells_early(text) and _is_no_count(token, text, found, tree)))
        if _LIFE_BEFORE.search(text, max(0, found.start - 8), found.start) or _LIFE_AFTER.match(text, found.end):
            return True
        if _FIGURE_BEFORE.search(text, max(0, found.start - 14), found.start):
            return False
        if _FIGURE_AFTER.match(text, found.end) or _NUMBERED_BEFORE.search(text, max(0, found.start - 14), found.start):
            return False
        if token is not None and self._is_counted(token, tree):
            return False
        if _YEARS_BEFORE.search(text, max(0, found.start - 8), found.start) or _YEARS_AFTER.match(text, found.end):
            return True  # "1312–1340": two years of one stretch
        led = self._lead(text, found.start) in self._leads
        if led and token is not None and token.dep in ("nummod", "compound") and token.head > token.i:
            head = tree.tokens[token.head]
            if head.tag == "NNS" and head.i == token.i + 1 and self._lead(text, found.start) not in ("the", "this"):
                return _FIRST_MODERN <= year <= _LAST_MODERN and year % 100 != 0 and token.entity_type == "DATE"
        if token is not None and (token.entity_type in ("DATE", "EVENT") or _in_name(token, tree)):
            return True
        if token is not None and token.entity_type in ("CARDINAL", "QUANTITY", "MONEY", "PERCENT", "ORDINAL"):
            return led and _FIRST_MODERN <= year <= _LAST_MODERN and token.dep == "pobj"
        if token is not None and token.entity_type in ("ORG", "PRODUCT", "PERSON", "NORP"):
            return False
        return _FIRST_MODERN <= year <= _LAST_MODERN and (
            led or token is None or token.pos != "NUM" or token.dep not in ("nummod", "appos", "attr", "dobj")
        )

    def _is_counted(self, token: Token, tree: Tree) -> bool:
        """Whether a figure counts what follows ("2015 letters") or is how many something was ("the population was 1987")."""
        head = tree.tokens[token.head]
        if token.dep in ("nummod", "compound", "amod") and head.i == token.i + 1 and head.tag == "NNS":
            before = tree.tokens[token.i - 1].text.lower() if token.i else ""
            return not (before in _DETERMINERS or before.endswith(("'s", "’s")) or head.lemma in self._happenings)
        if token.dep == "attr" and head.lemma == "be":
            subject = next((tree.tokens[c] for c in tree.children[head.i][:20] if tree.tokens[c].dep in ("nsubj", "expl")), None)
            return subject is not None and (
                subject.lemma.lower() in self._amounts if token.entity_type == "DATE" else subject.lemma.lower() not in _IS_A_YEAR
            )
        if token.dep == "pobj" and head.text.lower() in (
            "to",
            "at",
        ):  # "rose to 1990", but not "grew from 1980 to 1990", "closed at 1990 levels"
            since = any(tree.tokens[c].text.lower() in ("from", "since") for c in tree.children[head.head][:20])
            return tree.tokens[head.head].lemma in self._changing and not since
        return token.dep == "dobj" and head.lemma in self._reaching

    def _in_place_name(self, token: Token | None, tree: Tree) -> bool:
        """ "June Lake", "March Street", "Friday Harbour"."""
        if token is None or token.i + 1 >= len(tree.tokens):
            return False
        after = tree.tokens[token.i + 1]
        return after.text[:1].isupper() and after.text.lower() in self._landmarks


def _in_name(token: Token, tree: Tree) -> bool:
    """Whether a year stands behind a name, or between two words of one: "Vision 2030", "the Barville 2012 Games"."""
    year = int(token.text) if token.text.isdigit() else 0
    if not _FIRST_NAMED <= year <= _LAST_MODERN or token.i == 0 or token.entity_type in ("PERSON", "MONEY", "QUANTITY", "PERCENT"):
        return False
    before = tree.tokens[token.i - 1]
    return before.tag == "NNP" and before.text[:1].isupper() and before.text[1:].islower() and before.end + 1 == token.start


def _is_no_count(token: Token, text: str, found: Found, tree: Tree) -> bool:
    """Whether nothing that follows is counted by the figure ("in 348 he died", not "in 348 villages")."""
    if token.dep in ("nummod", "compound", "amod") and token.head > token.i and tree.tokens[token.head].tag in ("NNS", "NN"):
        return False
    return _COUNTED_AFTER.match(text, found.end) is None


def _every(text: str, start: int) -> bool:
    """ "Every Monday" is a frequency."""
    return _EVERY.search(text, max(0, start - 60), start) is not None


def _goes_on(text: str, end: int) -> bool:
    """Whether a word follows without any sign between: "the day before the vote" counts from an event."""
    match = _WORD_AFTER.match(text, end)
    return match is not None and match.group(1).lower() not in ("and", "but", "or", "when", "that", "in", "at", "on")


def _clock(words: str, text: str, found: Found) -> bool:
    """A score (2:15) or a verse is no clock unless something says so: half of the day, a zone, "at" before it, a line's start."""
    if not words[:1].isdigit() or not words[-1:].isdigit() or _FROM_TO.fullmatch(words):
        return True
    before = text[max(0, found.start - 12) : found.start]
    line_start = not before.strip(" \t([•*–-") or ("\n" in before and not before.rpartition("\n")[2].strip(" \t([•*–-"))
    return (
        line_start
        or re.search(r"\b(at|from|until|by|around|about|before|after|since|between|and|to)\s*$", before, re.IGNORECASE) is not None
    )
