"""Finds the words that may name a place, and what stands beside them."""

from __future__ import annotations

from typing import Any

import msgspec

from tacitus.model.records import Entity, Mention, Token
from tacitus.model.stage import Given
from tacitus.stages.places.index import Hit, PlaceIndex
from tacitus.syntax.tree import Tree

LONGEST = 6  # tokens of a name
PLACE_LABELS = frozenset({"GPE", "LOC"})
NAME_LABELS = frozenset({"ORG", "PERSON", "FAC", "WORK_OF_ART", "EVENT", "LAW", "PRODUCT", "NORP", "LANGUAGE"})
COUNTY = frozenset({"county", "parish"})  # the index has none of those; a town of the name is another place
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
    locative: bool = False


class Finder:
    """Candidates of a document. ``words`` is the table of words beside place names (resources/places/words.yaml)."""

    def __init__(self, index: PlaceIndex, words: dict[str, Any]) -> None:
        self._index = index
        self._locative = frozenset(words["locative"])
        self._units = frozenset(words["units"])
        self._towns = frozenset(words["towns"])
        self._directions = frozenset(words["directions"])
        self._never = frozenset(str(word) for word in words["never"])
        self._strong = frozenset(words["strong_locative"])
        self._titles = frozenset(words["titles"])
        self._large = int(words["large_town"])
        self._shifting = _by_first_word(words["shifting"])

    def find(self, text: str, given: Given, tree: Tree) -> tuple[list[Candidate], list[str]]:
        """Candidates in text order, and the countries of the nationalities that the text names."""
        view = _View(text, tree, given)
        found: list[Candidate] = []
        nationalities: list[str] = []
        i = 0
        while i < len(view.tokens):
            token = view.tokens[i]
            candidate = None
            if token.text[0].isupper() or token.text.lower() in ("al", "the") or not token.text.isascii():
                candidate = self._at(i, view, nationalities)
            if candidate is None and token.text.lower() in self._shifting:
                candidate = self._shifting_at(i, view)
            if candidate is None:
                i += 1
            else:
                if candidate.end > candidate.start:
                    found.append(candidate)
                i = max(candidate.last, i) + 1
        return found, nationalities

    def _at(self, i: int, view: _View, nationalities: list[str]) -> Candidate | None:
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

    def _unknown(self, i: int, view: _View) -> Candidate | None:
        """A name that the parser takes for a place and the index lacks."""
        token = view.tokens[i]
        if token.entity_type not in PLACE_LABELS or not token.entity_start or token.pos != "PROPN":
            return None
        if i == 0 or view.tokens[i - 1].text.lower() not in self._strong | self._directions or any(c.isdigit() for c in token.text):
            return None
        last = view.entity_end(i)
        while last > i and view.tokens[last].pos in ("PART", "PUNCT", "ADP"):
            last -= 1
        if any(view.tokens[n].text[0].isupper() and self._index.has(view.tokens[n].text) for n in range(i + 1, last + 1)) or view.in_name(
            i, last
        ):
            return None
        return self._candidate(i, last, (), view) if len(view.words(i, last)) > 2 else None

    def _stands(self, i: int, last: int, hits: tuple[Hit, ...], view: _View) -> bool:
        """Whether these words name a place here and are no part of another name."""
        tokens = view.tokens
        label, whole = view.label(i, last)
        words = view.words(i, last)
        locative = self._is_locative(i, view)
        if (
            view.in_name(i, last)
            or words.lower() in self._never
            or (i == last and words in view.persons and not locative and label != "GPE")
        ):
            return False
        if words in hits[0].entry.more.get("short", ()):
            return (i > 0 and tokens[i - 1].text == ",") or (label in PLACE_LABELS and whole and len(words) > 2)
        kinds = {hit.entry.kind for hit in hits if words not in hit.entry.more.get("doubtful", ())}
        grand = not kinds.isdisjoint(GRAND)
        doubtful = not kinds
        large = any(hit.entry.kind == "city" and hit.entry.prior >= self._large and not hit.alternate for hit in hits)
        if words.isupper() and len(words) < 6 and not grand and not self._is_dateline(i, last, view):
            return False
        if self._is_dateline(i, last, view):
            return True
        if label in PLACE_LABELS:
            return (whole and (not doubtful or locative)) or (not whole and self._rest_is_plain(i, last, view, grand))
        if label in NAME_LABELS:
            if not whole:
                return label in ("ORG", "FAC", "EVENT") and last < view.entity_end(i) and self._rest_is_plain(i, last, view, grand)
            if label == "PERSON":
                return locative and (grand or large or hits[0].entry.prior > 5000) and not self._is_titled(i, view)
            return grand or (locative and not doubtful) or (large and label != "ORG")
        if tokens[last].pos not in ("PROPN", "NOUN", "ADJ", "X") or (tokens[i].pos not in ("PROPN", "DET") and not locative):
            return False
        if self._beside_name(i, last, view) or (doubtful and not locative):
            return False
        return grand or large or (locative and not all(hit.alternate for hit in hits))

    def _is_dateline(self, i: int, last: int, view: _View) -> bool:
        """ "BANTAM — …", "GLASGOW, Ky. (WBKO) --": capitals at the beginning of a paragraph, before a sign."""
        words = view.words(i, last)
        if not words.isupper() or len(words) < 4 or last + 1 >= len(view.tokens):
            return False
        start = view.tokens[i].start
        line_start = start == 0 or "\n" in view.text[max(0, start - 3) : start]
        return line_start and view.tokens[last + 1].text in (",", "(", "-", "–", "—", "--", "/")

    def _is_locative(self, i: int, view: _View) -> bool:
        j = i - 1
        while j >= 0 and (
            view.tokens[j].text.lower() in self._directions
            or view.tokens[j].pos in ("DET", "ADJ")
            or view.tokens[j].text.lower() in self._units | self._towns
        ):
            j -= 1
            if i - j > 4:
                return False
        return j >= 0 and view.tokens[j].text.lower() in self._locative

    def _is_titled(self, i: int, view: _View) -> bool:
        return i > 0 and view.tokens[i - 1].text.rstrip(".").lower() in self._titles

    def _rest_is_plain(self, i: int, last: int, view: _View, grand: bool) -> bool:
        """Whether the rest of the parser's entity is only unit words, directions and small words ("northern Aleppo province")."""
        first, end = view.entity_start(i), view.entity_end(last)
        plain = self._units | self._directions | self._towns | {"the", "'s", "’s", ",", "of", "city", "and", "in", "-"}
        rest = [*range(first, i), *range(last + 1, end + 1)]
        if any(view.tokens[n].text == "," for n in rest):
            return True
        if not grand and any(view.tokens[n].text[0].isupper() and view.tokens[n].text.lower() in self._directions for n in rest):
            return False  # "Central Plateau" is a name of its own
        return all(view.tokens[n].text.lower() in plain for n in rest)

    def _beside_name(self, i: int, last: int, view: _View) -> bool:
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

    def _candidate(self, i: int, last: int, hits: tuple[Hit, ...], view: _View) -> Candidate:
        tokens = view.tokens
        after = tokens[last + 1].text.lower() if last + 1 < len(tokens) else ""
        county = after in COUNTY
        unit = after in self._units
        if (
            unit
            and tokens[last + 1].text[0].isupper()
            and not (after == "state" and last + 2 < len(tokens) and tokens[last + 2].pos == "PROPN")
        ):
            last += 1  # "Nyanza Province" is the name; in "Aleppo province" it is not
        if county:
            hits = tuple(hit for hit in hits if hit.entry.kind == "admin1")
        before = " ".join(tokens[n].text.lower() for n in range(max(0, i - 2), i))
        return Candidate(
            first=i,
            last=last,
            start=tokens[i].start,
            end=tokens[last].end,
            text=view.text[tokens[i].start : tokens[last].end],
            hits=hits,
            unit_said=unit or any(before == f"{unit} of" for unit in self._units),
            town_said=after == "city" or any(before == f"{town} of" for town in self._towns),
            locative=self._is_locative(i, view),
        )

    def _shifting_at(self, i: int, view: _View) -> Candidate | None:
        for words in self._shifting[view.tokens[i].text.lower()]:
            last = i + len(words) - 1
            if last < len(view.tokens) and all(view.tokens[i + n].text.lower() == word for n, word in enumerate(words)):
                return self._candidate(i, last, tuple(self._index.find(" ".join(words))), view)
        return None


class _View:
    """The tokens, entity spans and names of a document."""

    def __init__(self, text: str, tree: Tree, given: Given) -> None:
        self.text = text
        self.tree = tree
        self.tokens: list[Token] = tree.tokens
        self._breaks = frozenset(sentence.start for sentence in tree.sentences)
        self.persons = _person_words(tree.tokens)
        self._names = _organisation_names(given.of(Mention), given.of(Entity), tree)

    def words(self, first: int, last: int) -> str:
        return self.text[self.tokens[first].start : self.tokens[last].end]

    def name_end(self, i: int) -> int:
        """The last token that a name beginning at ``i`` may reach: capitals, joined by hyphens, apostrophes and small words."""
        tokens, last, n = self.tokens, i, i + 1
        while n < len(tokens) and n - i < LONGEST:
            word = tokens[n].text
            if word[0].isupper() and tokens[n].start not in self._breaks:
                last = n
            elif (
                tokens[n].start in self._breaks
                or not (word in ("-", "–", "'", "’", "al", "el", "&") or word.lower() in SMALL)
                or "\n" in self.text[tokens[n - 1].end : tokens[n].start]
            ):
                break
            n += 1
        return last

    def entity_start(self, i: int) -> int:
        while (
            i > 0
            and not self.tokens[i].entity_start
            and self.tokens[i].entity_type is not None
            and self.tokens[i - 1].entity_type == self.tokens[i].entity_type
        ):
            i -= 1
        return i

    def entity_end(self, i: int) -> int:
        label = self.tokens[i].entity_type
        while label and i + 1 < len(self.tokens) and self.tokens[i + 1].entity_type == label and not self.tokens[i + 1].entity_start:
            i += 1
        return i

    def label(self, i: int, last: int) -> tuple[str | None, bool]:
        """The parser's label of these tokens, and whether they are the whole of its entity (but for "the" and "'s")."""
        label = self.tokens[last].entity_type
        if label is None:
            label = self.tokens[i].entity_type
            if label is None:
                return None, False
        first, end = (
            self.entity_start(i) if self.tokens[i].entity_type else i,
            self.entity_end(last) if self.tokens[last].entity_type else last,
        )
        while first < i and self.tokens[first].text.lower() == "the":
            first += 1
        while end > last and self.tokens[end].pos in ("PART", "PUNCT"):
            end -= 1
        return label, first >= i and end <= last

    def in_name(self, i: int, last: int) -> bool:
        """Whether the words lie inside the longer name of an organisation or a person."""
        start, end = self.tokens[i].start, self.tokens[last].end
        return any(first <= start and end <= stop and (first, stop) != (start, end) for first, stop in self._names.get(i, ()))


SMALL = frozenset(
    {
        "of",
        "the",
        "de",
        "del",
        "la",
        "le",
        "les",
        "du",
        "da",
        "do",
        "dos",
        "das",
        "and",
        "al",
        "el",
        "ez",
        "ash",
        "az",
        "upon",
        "sur",
        "am",
        "an",
        "der",
        "den",
        "di",
    }
)


def _organisation_names(mentions: list[Mention], entities: list[Entity], tree: Tree) -> dict[int, list[tuple[int, int]]]:
    """Spans of names of organisations by token: the run of capitalised words that ends at the mention's head."""
    categories = {entity.id: entity.category for entity in entities}
    found: dict[int, list[tuple[int, int]]] = {}
    for mention in mentions:
        if mention.form != "name" or categories.get(mention.entity or "") not in ("organisation", "group"):
            continue
        inside = tree.within(mention.start, mention.end)
        if len(inside) < 2 or not all(
            tree.tokens[n].text[0].isupper() or tree.tokens[n].text.lower() in SMALL or not tree.tokens[n].text[0].isalpha() for n in inside
        ):
            continue
        for n in inside:
            found.setdefault(n, []).append((mention.start, mention.end))
    return found


def _person_words(tokens: list[Token]) -> frozenset[str]:
    """First and last words of the names of several words that the parser takes for persons."""
    found: set[str] = set()
    for n, token in enumerate(tokens):
        if (
            token.entity_type == "PERSON"
            and token.entity_start
            and n + 1 < len(tokens)
            and tokens[n + 1].entity_type == "PERSON"
            and not tokens[n + 1].entity_start
        ):
            last = n + 1
            while last + 1 < len(tokens) and tokens[last + 1].entity_type == "PERSON" and not tokens[last + 1].entity_start:
                last += 1
            found.update((token.text, tokens[last].text) if tokens[last].pos == "PROPN" else (token.text,))
    return frozenset(found)


def _nationality(hits: tuple[Hit, ...], view: _View, i: int, last: int) -> str | None:
    """The country of a nationality word; None where the words name a place here."""
    nation = next((hit.entry.country for hit in hits if hit.entry.kind == "nationality"), None)
    if nation is None:
        return None
    other = any(hit.entry.kind in ("country", "admin1") for hit in hits)
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
