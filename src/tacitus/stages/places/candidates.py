"""Finds the words that may name a place, and what stands beside them."""

from __future__ import annotations

from typing import Any

import msgspec

from tacitus.model.stage import Given
from tacitus.stages.places.index import Hit, PlaceIndex
from tacitus.stages.places.names import normal
from tacitus.stages.places.view import LONGEST, PLACE_LABELS, View
from tacitus.syntax.tree import Tree

NAME_LABELS = frozenset({"ORG", "PERSON", "FAC", "WORK_OF_ART", "EVENT", "LAW", "PRODUCT", "NORP", "LANGUAGE"})
COUNTY = frozenset({"county", "parish"})  # the index has none of those; a town of the name is another place
WEAK, STRONG = 1, 2
# Only after these is a name that the index lacks taken for a place: the parser often takes persons and products for one.
UNKNOWN_AFTER = frozenset(
    {
        "in",
        "near",
        "at",
        "outside",
        "around",
        "throughout",
        "across",
        "inside",
        "northern",
        "southern",
        "eastern",
        "western",
        "central",
        "nearby",
    }
)
GRAND = frozenset({"country", "admin1", "region", "point"})


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """Tokens ``first`` to ``last`` (both inside) that name a place; ``hits`` is empty where the index has none of that name."""

    first: int
    last: int
    start: int
    end: int
    text: str
    hits: tuple[Hit, ...]
    unit_said: bool = False
    town_said: bool = False
    locative: int = 0


class Finder:
    """Candidates of a document. ``words`` is the table of words beside place names (resources/places/words.yaml)."""

    def __init__(self, index: PlaceIndex, words: dict[str, Any]) -> None:
        self._index = index
        self._locative = frozenset(words["locative"])
        self._units = frozenset(words["units"])
        self._towns = frozenset(words["towns"])
        self._directions = frozenset(words["directions"])
        self._never = frozenset(str(word) for word in words["never"])
        self._not_before = frozenset(words["not_before"])
        self._strong = frozenset(words["strong_locative"])
        self._titles = frozenset(words["titles"])
        self._large = int(words["large_town"])
        self._shifting = _by_first_word(words["shifting"])

    def find(self, text: str, given: Given, tree: Tree) -> tuple[list[Candidate], list[str]]:
        """Candidates in text order, and the countries of the nationalities that the text names."""
        view = View(text, tree, given, self._titles)
        found: list[Candidate] = []
        nationalities: list[str] = []
        i = 0
        while i < len(view.tokens):
            token = view.tokens[i]
            candidate = self._joined_at(i, view) if "-" in token.text else None
            if candidate is None and view.may_begin(i):
                candidate = self._at(i, view, nationalities)
            if candidate is None and token.text.lower() in self._shifting:
                candidate = self._shifting_at(i, view)
            if candidate is None:
                i += 1
            else:
                if candidate.end > candidate.start:
                    found.append(candidate)
                i = max(candidate.last, i) + 1
        return self._again(found, view), nationalities

    def _again(self, found: list[Candidate], view: View) -> list[Candidate]:
        """Adds further mentions of names that stood as places elsewhere in the article."""
        by_first: dict[str, Candidate] = {}
        for one in found:
            if one.text[0].isupper() and any(hit.entry.kind in ("city", "point") for hit in one.hits):
                by_first.setdefault(view.tokens[one.first].text, one)
        taken = {n for one in found for n in range(one.first, one.last + 1)}
        for i, token in enumerate(view.tokens):
            known = by_first.get(token.text)
            if known is None or i in taken or token.pos != "PROPN":
                continue
            last = i + known.last - known.first
            if last >= len(view.tokens) or view.words(i, last) != known.text or not taken.isdisjoint(range(i, last + 1)):
                continue
            glued = view.in_name(i, last) or self._beside_name(i, last, view) or not view.is_alone(i, last)
            if not glued and known.text not in view.persons:
                found.append(self._candidate(i, last, known.hits, view))
        return sorted(found, key=lambda one: one.start)

    def _joined_at(self, i: int, view: View) -> Candidate | None:
        """ "U.S.-led", "London-based": the name before the hyphen."""
        token = view.tokens[i]
        name, _, rest = token.text.partition("-")
        if len(name) < 2 or not name[0].isupper() or not rest or not rest[0].islower():
            return None
        found = self._index.find(name)
        hits = tuple(hit for hit in found if hit.entry.kind == "country" or (hit.entry.prior >= self._large and not hit.alternate))
        if not hits or any(hit.entry.kind == "nationality" for hit in found):
            return None
        return Candidate(first=i, last=i, start=token.start, end=token.start + len(name), text=name, hits=hits)

    def _at(self, i: int, view: View, nationalities: list[str]) -> Candidate | None:
        token = view.tokens[i]
        if token.text[0].islower() and not (i + 1 < len(view.tokens) and view.tokens[i + 1].text[0].isupper()):
            return None
        for last in range(min(view.name_end(i), i + LONGEST - 1), i - 1, -1):
            words = view.words(i, last)
            hits = tuple(self._index.find(words)) if len(words) > 1 else ()
            if not hits:
                continue
            nation = _nationality(hits, view, i, last)
            if nation is not None:
                nationalities.append(nation)
                return _skipped(i, last)
            if token.text.lower() == "the" and last > i and self._index.has(view.words(i + 1, last)):
                return None
            if self._stands(i, last, hits, view):
                return self._candidate(i, last, hits, view)
        return self._unknown(i, view)

    def _unknown(self, i: int, view: View) -> Candidate | None:
        """A name that the parser takes for a place and the index lacks."""
        token = view.tokens[i]
        if token.entity_type not in PLACE_LABELS or not token.entity_start or token.pos != "PROPN":
            return None
        if i == 0 or view.tokens[i - 1].text.lower() not in UNKNOWN_AFTER or any(c.isdigit() for c in token.text):
            return None
        last = view.entity_end(i)
        while last > i and view.tokens[last].pos in ("PART", "PUNCT", "ADP"):
            last -= 1
        if any(view.tokens[n].text[0].isupper() and self._index.has(view.tokens[n].text) for n in range(i + 1, last + 1)) or view.in_name(
            i, last
        ):
            return None
        return self._candidate(i, last, (), view) if len(view.words(i, last)) > 2 else None

    def _stands(self, i: int, last: int, hits: tuple[Hit, ...], view: View) -> bool:
        """Whether these words name a place here and are no part of another name."""
        tokens = view.tokens
        label, whole = view.label(i, last)
        words = view.words(i, last)
        locative = self._is_locative(i, view)
        if (
            view.in_name(i, last)
            or words.rstrip(".").lower() in self._never
            or view.next_word(last) in self._not_before
            or (i == last and words in view.persons and not locative and label != "GPE")
        ):
            return False
        if _is_short(words, hits):
            return (i > 0 and tokens[i - 1].text == ",") or (label in ("ORG", *PLACE_LABELS) and whole and len(words) > 2)
        kinds = {hit.entry.kind for hit in hits if words not in hit.entry.more.get("doubtful", ())}
        grand = not kinds.isdisjoint(GRAND)
        doubtful = not kinds
        large = any(hit.entry.kind == "city" and hit.entry.prior >= self._large and not hit.alternate for hit in hits)
        if words.isupper() and len(words) < 6 and not grand and not self._is_dateline(i, last, view):
            return False
        if self._is_dateline(i, last, view):
            return True
        if hits[0].entry.more.get("seat"):
            return locative == STRONG  # elsewhere it stands for those who sit there
        if label in PLACE_LABELS:
            return (whole and (not doubtful or locative > 0)) or (not whole and self._rest_is_plain(i, last, view, grand))
        if label in NAME_LABELS:
            if not whole:
                return label in ("ORG", "FAC", "EVENT") and last < view.entity_end(i) and self._rest_is_plain(i, last, view, grand)
            if label == "PERSON":
                if self._is_titled(i, view) or words in view.persons:
                    return False
                seat = any(hit.entry.more.get("capital") or hit.entry.kind == "country" for hit in hits) and not doubtful
                named = grand and not doubtful and (i < last or locative > 0)
                return seat or named or (locative > 0 and large) or (locative == STRONG and hits[0].entry.prior > 5000)
            return grand or (locative == STRONG and not doubtful and label not in ("NORP", "LANGUAGE")) or (large and label != "ORG")
        if tokens[last].pos not in ("PROPN", "NOUN", "ADJ", "X") or (tokens[i].pos not in ("PROPN", "DET") and not locative):
            return False
        if self._beside_name(i, last, view) or (doubtful and not locative):
            return False
        return grand or large or (locative == STRONG and not all(hit.alternate for hit in hits))

    def _is_dateline(self, i: int, last: int, view: View) -> bool:
        """ "BANTAM — …", "GLASGOW, Ky. (WBKO) --": capitals at the beginning of a paragraph, before a sign."""
        words = view.words(i, last)
        if not words.isupper() or len(words) < 4 or last + 1 >= len(view.tokens):
            return False
        start = view.tokens[i].start
        line_start = start == 0 or "\n" in view.text[max(0, start - 3) : start]
        return line_start and view.tokens[last + 1].text in (",", "(", "-", "–", "—", "--", "/")

    def _is_locative(self, i: int, view: View) -> int:
        """How much the words before speak of a place: STRONG ("in"), WEAK ("of", "for"), or 0."""
        tokens, j = view.tokens, i - 1
        while j >= 0 and i - j <= 4:
            word = tokens[j].text.lower()
            if word in self._towns or (word in self._units and j + 1 < i):
                return STRONG
            if not (word in self._directions or tokens[j].pos in ("DET", "ADJ")):
                return STRONG if word in self._strong else WEAK if word in self._locative else 0
            j -= 1
        return 0

    def _is_titled(self, i: int, view: View) -> bool:
        return i > 0 and view.tokens[i - 1].text.rstrip(".").lower() in self._titles

    def _rest_is_plain(self, i: int, last: int, view: View, grand: bool) -> bool:
        """Whether the rest of the parser's entity is only unit words, directions and small words ("northern Aleppo province")."""
        first, end = view.entity_start(i), view.entity_end(last)
        plain = self._units | self._directions | self._towns | {"the", "'s", "’s", ",", "of", "city", "and", "in", "-"}
        rest = [*range(first, i), *range(last + 1, end + 1)]
        if any(view.tokens[n].text == "," for n in rest):
            return True
        if not grand and any(view.tokens[n].text[0].isupper() and view.tokens[n].text.lower() in self._directions for n in rest):
            return False  # "Central Plateau" is a name of its own
        return all(view.tokens[n].text.lower() in plain for n in rest)

    def _beside_name(self, i: int, last: int, view: View) -> bool:
        """Whether a further proper name is glued to it (Paris Hilton, Michael Jordan)."""
        tokens = view.tokens
        if last + 1 < len(tokens):
            after = tokens[last + 1]
            if (
                after.pos == "PROPN"
                and after.text.lower() not in self._units
                and tokens[last].head == after.i
                and after.entity_type not in ("PERSON", *PLACE_LABELS)
            ):
                return True
        if i > 0:
            before = tokens[i - 1]
            same = before.head in range(i, last + 1) or before.entity_type == tokens[i].entity_type == "PERSON"
            return (
                before.pos == "PROPN"
                and same
                and before.text.lower() not in self._directions | self._units
                and before.text[0].isupper()
                and before.text.lower() not in self._locative
            )
        return False

    def _candidate(self, i: int, last: int, hits: tuple[Hit, ...], view: View) -> Candidate:
        tokens = view.tokens
        after = tokens[last + 1].text.lower() if last + 1 < len(tokens) else ""
        county = after in COUNTY
        unit = after in self._units
        if (
            unit
            and not any(hit.entry.kind == "country" for hit in hits)
            and tokens[last + 1].text[0].isupper()
            and not (after == "state" and last + 2 < len(tokens) and tokens[last + 2].pos == "PROPN")
        ):
            last += 1  # "Nyanza Province" is the name; in "Aleppo province" it is not
        if county:
            hits = tuple(hit for hit in hits if hit.entry.kind == "admin1")
        before = " ".join(tokens[n].text.lower() for n in range(max(0, i - 2), i))
        if view.has_direction(i) and tokens[i - 1].text.lower() in self._directions:
            i -= 1  # "Southern California" is a name, "southern Lebanon" is not
        end = tokens[last].end
        while view.text[end - 1] in "'’-–" and end - 1 > tokens[i].start:
            end -= 1
        if view.text[end : end + 1] == "." and _is_short(view.text[tokens[i].start : end + 1], hits):
            end += 1
        return Candidate(
            first=i,
            last=last,
            start=tokens[i].start,
            end=end,
            text=view.text[tokens[i].start : end],
            hits=hits,
            unit_said=unit or any(before == f"{unit} of" for unit in self._units),
            town_said=after == "city" or any(before == f"{town} of" for town in self._towns),
            locative=self._is_locative(i, view),
        )

    def _shifting_at(self, i: int, view: View) -> Candidate | None:
        for words in self._shifting[view.tokens[i].text.lower()]:
            last = i + len(words) - 1
            if last < len(view.tokens) and all(view.tokens[i + n].text.lower() == word for n, word in enumerate(words)):
                return self._candidate(i, last, tuple(self._index.find(" ".join(words))), view)
        return None


def _is_short(words: str, hits: tuple[Hit, ...]) -> bool:
    """Whether the words are an agency's short form of a unit."""
    return any(normal(words) in {normal(short) for short in hit.entry.more.get("short", ())} for hit in hits[:3])


def _nationality(hits: tuple[Hit, ...], view: View, i: int, last: int) -> str | None:
    """The country of a nationality word; None where the words name a place here."""
    nation = next((hit.entry.country for hit in hits if hit.entry.kind == "nationality"), None)
    if nation is None:
        return None
    words = view.words(i, last)
    other = any(hit.entry.kind in ("country", "admin1") and normal(hit.entry.name) == normal(words) for hit in hits)
    if other and view.tokens[last].entity_type in PLACE_LABELS:
        return None
    return nation


def _skipped(i: int, last: int) -> Candidate:
    return Candidate(first=i, last=last, start=0, end=0, text="", hits=())


def _by_first_word(phrases: list[str]) -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = {}
    for phrase in sorted(phrases, key=lambda one: (-len(one.split()), one)):
        words = phrase.lower().split()
        found.setdefault(words[0], []).append(words)
    return found
