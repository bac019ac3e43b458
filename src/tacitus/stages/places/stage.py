"""The places stage: toponyms with their GeoNames ids, coordinates, countries and uses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from tacitus.model.ids import annotation_id
from tacitus.model.ontology import PlacePrecision
from tacitus.model.records import Annotation, Document, Entity, Mention, Place, Sentence
from tacitus.model.stage import Given, StageSpec
from tacitus.resources.loader import load
from tacitus.stages.places.cache import load_index
from tacitus.stages.places.candidates import STRONG, Candidate, Finder
from tacitus.stages.places.choose import Asked, Chooser
from tacitus.stages.places.context import Countries
from tacitus.stages.places.index import Entry, Hit, PlaceIndex
from tacitus.stages.places.names import normal
from tacitus.stages.places.use import UseReader
from tacitus.syntax.tree import Tree, tree_of

PRECISIONS: dict[str, PlacePrecision] = {
    "city": "city",
    "country": "country",
    "admin1": "admin1",
    "region": "region",
    "point": "point",
    "shifting": "region",
}
ROUNDS = 2  # choosing again once the article's other places are known
NOT_LISTED = "the gazetteer has no place of this name"
UNDECIDED = "only small or far places bear this name and nothing in the text decides"
_JOINT = re.compile(r"\s*,\s*|\s*\(\s*|\s+in\s+(?:the\s+)?|\s+in\s+\w+\s+", re.IGNORECASE)


class Places:
    """Finds and resolves toponyms. Built once, used for any number of documents."""

    spec = StageSpec("places", 2, requires=(Sentence, Mention, Entity), provides=(Place,))

    def __init__(self, index: PlaceIndex, words: dict[str, Any]) -> None:
        self._index = index
        self._finder = Finder(index, words)
        self._uses = UseReader(words)

    @classmethod
    def from_resources(cls, user_lexicons: Iterable[Any] = ()) -> Places:
        """With the compact index, which is built at the first use, and the tables that travel with tacitus."""
        words = dict(load("places/words.yaml").data)
        words["shifting"] = _shifting_phrases()
        return cls(load_index(), words)

    def annotate(self, document: Document, given: Given) -> Iterable[Annotation]:
        """One Place for each toponym, in text order."""
        tree = tree_of(given)
        candidates, nationalities = self._finder.find(document.text, given, tree)
        if not candidates:
            return
        countries = self._countries(document, given, candidates, nationalities)
        asked = [self._asked(n, candidates, document.text) for n in range(len(candidates))]
        chosen = _choose(asked, candidates, Chooser(countries))
        for candidate, entry in zip(candidates, chosen, strict=True):
            if entry is None and candidate.hits and candidate.locative < STRONG and not candidate.unit_said:
                continue  # the parser took a person or a thing for a place that only hamlets are named after
            yield self._place(document, candidate, entry, tree)

    def _countries(self, document: Document, given: Given, candidates: list[Candidate], nationalities: list[str]) -> Countries:
        """What the article speaks of before any name is decided."""
        countries = Countries()
        countries.add_mentions(given.of(Mention), given.of(Entity))
        for country in nationalities:
            countries.add(country, 0.7)
        for candidate in candidates:
            nations = {hit.entry.country for hit in candidate.hits if hit.entry.kind == "country"}
            if len(nations) == 1:
                countries.add(next(iter(nations)))
        for hit in self._index.find(document.dateline_place or "")[:1]:
            countries.add(hit.entry.country, 2.0)
        return countries

    def _asked(self, n: int, candidates: list[Candidate], text: str) -> Asked:
        """The question a name puts, with the name that contains it where one follows."""
        one = candidates[n]
        container: tuple[Hit, ...] = ()
        if n + 1 < len(candidates) and _JOINT.fullmatch(text, one.end, candidates[n + 1].start) and not _is_list(candidates, n, text):
            container = tuple(
                hit for hit in candidates[n + 1].hits if hit.entry.kind in ("country", "admin1", "region") or hit.entry.prior > 500_000
            )
        return Asked(hits=one.hits, container=container, unit_said=one.unit_said, town_said=one.town_said)

    def _place(self, document: Document, candidate: Candidate, entry: Entry | None, tree: Tree) -> Place:
        reason = None
        if entry is None:
            reason = UNDECIDED if candidate.hits else NOT_LISTED
        elif entry.kind == "shifting":
            reason = str(entry.more["reason"])
        known = entry if entry is not None and entry.kind != "shifting" else None
        claimed = known.more.get("claimed_by") if known else None
        return Place(
            id=annotation_id("place", document.id, [(candidate.start, candidate.end)]),
            produced_by=self.spec.provenance,
            start=candidate.start,
            end=candidate.end,
            text=candidate.text,
            use=self._uses.use(candidate, known, tree),
            geonames_id=known.geonames_id if known else None,
            name=known.name if known else None,
            latitude=known.latitude if known else None,
            longitude=known.longitude if known else None,
            country=known.country if known else None,
            admin1=known.admin1 if known else None,
            precision=(known.more.get("precision") or PRECISIONS[known.kind]) if known else None,
            claimed_by=tuple(claimed) if claimed else None,
            reason=reason,
        )


def _is_list(candidates: list[Candidate], n: int, text: str) -> bool:
    """Whether the names are peers in a list ("Arizona, Georgia, Illinois and Ohio"), not a place and what contains it."""
    one, other = candidates[n], candidates[n + 1]
    kinds, other_kinds = _main_kinds(one), _main_kinds(other)
    if "country" in kinds or ("admin1" in kinds and "country" not in other_kinds):
        return True
    before = n > 0 and text[candidates[n - 1].end : one.start].strip() == "," and bool(_main_kinds(candidates[n - 1]) & other_kinds)
    return before and not other_kinds & {"country", "admin1"}


def _main_kinds(candidate: Candidate) -> set[str]:
    """The grand kinds that a name may be of."""
    return {hit.entry.kind for hit in candidate.hits if hit.entry.kind in ("country", "admin1")} if candidate.hits else set()


def _choose(asked: list[Asked], candidates: list[Candidate], chooser: Chooser) -> list[Entry | None]:
    """Entries for all names; the same name means the same place unless its own words say otherwise."""
    chosen: list[Entry | None] = []
    names = [normal(candidate.text) for candidate in candidates]
    for _ in range(ROUNDS):
        answers: dict[tuple[object, ...], Entry | None] = {}
        chosen = [_answer(question, name, chooser, answers) for question, name in zip(asked, names, strict=True)]
        decided: dict[str, Entry | None] = {}
        for question, name, entry in zip(asked, names, chosen, strict=True):
            if question.container and entry is not None and entry.kind in ("city", "point"):
                decided.setdefault(name, entry)  # "London, Ontario" says which London the article is about
        for n, (question, name) in enumerate(zip(asked, names, strict=True)):
            if not (question.container or question.unit_said or question.town_said):
                chosen[n] = decided.setdefault(name, chosen[n])
            else:
                decided.setdefault(name, chosen[n])
        chooser.settle([entry for entry in chosen if entry is not None])
    return chosen


def _answer(question: Asked, name: str, chooser: Chooser, answers: dict[tuple[object, ...], Entry | None]) -> Entry | None:
    """The entry for a question; a question put before is not weighed again."""
    key = (name, question.unit_said, question.town_said, tuple(hit.entry.row for hit in question.container), len(question.hits))
    if key not in answers:
        answers[key] = chooser.choose(question)[0]
    return answers[key]


def _shifting_phrases() -> list[str]:
    """Phrases that carry a claim; plain ones ("the border", "the south") are no toponyms."""
    return [phrase for entry in load("places/shifting.yaml").data["entries"] if entry["one_sided"] for phrase in entry["phrases"]]
