"""To how many independent origins the reports of one incident go back.

Reports share an origin where they print one text (the event's own sentence lies in a passage that both have: a paper's own paragraph under
the wire's eight is its own report), where both are signed by one agency within a day, or where they have it from the same single source in
its own voice ("the ministry said"). All else is independent.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise

import msgspec

from tacitus.corpus.copies.comparing import shared
from tacitus.corpus.copies.reading import Sentence
from tacitus.corpus.copies.steps import CopyInfo
from tacitus.corpus.copies.tables import Tables, tables
from tacitus.corpus.reports import Report
from tacitus.model.ids import make_id
from tacitus.model.records import Party

MEMBERS = 6  # of a group of copied passages that a newcomer is compared with: the first ones
_SMALL_WORDS = frozenset("the a an its their his her our this that these those of".split())


def of(reports: Sequence[Report], copies: Mapping[int, CopyInfo], rules: Tables | None = None) -> dict[str, str]:
    """Origin of each event. ``reports``: of one incident, in any order; ``copies``: by number of document, those unknown left out."""
    rules = rules or tables()
    ordered = sorted(reports, key=lambda report: report.order)
    sources = [source_of(report, rules) for report in ordered]
    joined = _Joined(len(ordered))
    told = [place for place, source in enumerate(sources) if source is None]
    quoted = [place for place, source in enumerate(sources) if source is not None]
    _join_same(joined, ((sources[place], place) for place in quoted))
    for places in (quoted, told):
        _Passages(ordered, copies, rules, joined).join(places)
    _join_same(joined, ((ordered[place].source.id, place) for place in _own(told, ordered, joined)))
    _join_agencies(joined, told, ordered, copies, rules)
    return {report.event.id: make_id("origin", ordered[joined.find(place)].event.id) for place, report in enumerate(ordered)}


def mass_copying(reports: Sequence[Report], copies: Mapping[int, CopyInfo], rules: Tables | None = None) -> bool:
    """Whether one text, printed in many places, makes up most reports of the incident."""
    limits = (rules or tables()).mass
    outlets: dict[str, set[str | None]] = defaultdict(set)
    documents: dict[str, set[int]] = defaultdict(set)
    for report in reports:
        info = copies.get(report.source.seq)
        if info is not None and info.group is not None:
            outlets[info.group].add(report.source.outlet)
            documents[info.group].add(report.source.seq)
    every = len({report.source.seq for report in reports})
    return any(
        (len(outlets[group] - {None}) >= limits.outlets or len(mine) >= limits.documents) and len(mine) >= limits.share * every
        for group, mine in documents.items()
    )


def source_of(report: Report, rules: Tables) -> Hashable | None:
    """The single source in whose voice the event is told; None where the outlet tells it, or several speakers do."""
    event = report.event
    if event.voice != "quoted" or event.attribution is None or event.attribution.speaker is None:
        return None
    speaker: Party = event.attribution.speaker
    if speaker.entity is not None and not speaker.entity.startswith("ent-"):
        return "entity", speaker.entity
    words = [word for word in (speaker.name or speaker.text or "").casefold().split() if word not in _SMALL_WORDS]
    if not words or words[-1].strip(".,") in rules.several_voices or (speaker.number or 1) > 1:
        return None
    return "words", " ".join(words), speaker.country


class _Joined:
    """Disjoint sets of places; each is called by its first."""

    def __init__(self, count: int) -> None:
        self._parents = list(range(count))

    def find(self, one: int) -> int:
        while self._parents[one] != one:
            self._parents[one] = self._parents[self._parents[one]]
            one = self._parents[one]
        return one

    def join(self, a: int, b: int) -> None:
        a, b = self.find(a), self.find(b)
        self._parents[max(a, b)] = min(a, b)


def _join_same(joined: _Joined, items: Iterable[tuple[Hashable, int]]) -> None:
    firsts: dict[Hashable, int] = {}
    for key, place in items:
        joined.join(firsts.setdefault(key, place), place)


def _own(told: Sequence[int], reports: Sequence[Report], joined: _Joined) -> list[int]:
    """Events that no earlier document told: those of one document are one report."""
    return [place for place in told if reports[joined.find(place)].source.seq == reports[place].source.seq]


def _join_agencies(joined: _Joined, told: Sequence[int], reports: Sequence[Report], copies: Mapping[int, CopyInfo], rules: Tables) -> None:
    """Texts of one agency on one incident are one witness, though it wrote two of them."""
    signed: dict[str, list[tuple[date, int]]] = defaultdict(list)
    for place in told:
        info, day = copies.get(reports[place].source.seq), _day(reports[place].source.day)
        if info is not None and info.signed and info.agency is not None and day is not None:
            signed[info.agency].append((day, place))
    for printings in signed.values():
        for (earlier, a), (later, b) in pairwise(sorted(printings)):
            if (later - earlier).days <= rules.origins.agency_days:
                joined.join(a, b)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


class _Passage(msgspec.Struct, frozen=True):
    """The event's sentence, and with its neighbours."""

    own: Collection[int]
    around: frozenset[int]


class _Passages:
    """Joins events whose sentences are copies. In the canonical order each is compared with the first members of the groups before it."""

    def __init__(self, reports: Sequence[Report], copies: Mapping[int, CopyInfo], rules: Tables, joined: _Joined) -> None:
        self._reports = reports
        self._copies = copies
        self._rules = rules
        self._joined = joined
        self._members: dict[int, list[int]] = {}  # of each group, the first
        self._having: dict[int, list[int]] = defaultdict(list)  # shingle → groups
        self._passages: dict[int, _Passage] = {}

    def join(self, places: Iterable[int]) -> None:
        for place in places:
            info = self._copies.get(self._reports[place].source.seq)
            if info is None or not info.sentences:
                continue
            passage = self._passages[place] = _passage(info.sentences, self._reports[place].event.trigger.start)
            group = self._group_of(place, passage)
            if group is None:
                group = place
                self._members[group] = []
            else:
                self._joined.join(group, place)
            if len(self._members[group]) < MEMBERS:
                self._members[group].append(place)
                for one in passage.around:
                    if group not in self._having[one]:
                        self._having[one].append(group)

    def _group_of(self, place: int, passage: _Passage) -> int | None:
        found = Counter(group for one in passage.around for group in self._having.get(one, ()))
        for group, _ in sorted(found.items(), key=lambda item: (-item[1], item[0])):
            if any(self._copied(place, passage, member) for member in self._members[group]):
                return group
        return None

    def _copied(self, place: int, passage: _Passage, other: int) -> bool:
        rules, theirs = self._rules.origins, self._passages[other]
        mine, its = (self._copies[self._reports[one].source.seq] for one in (place, other))
        if mine.document == its.document:
            return False
        whole = mine.whole is not None and mine.whole == its.whole
        least = rules.passage_of_copies if whole else rules.passage
        common = max(
            shared(passage.own, theirs.around) / max(1, len(passage.own)), shared(theirs.own, passage.around) / max(1, len(theirs.own))
        )
        return common >= least and (whole or shared(passage.around, theirs.around) >= rules.passage_shingles)


def _passage(sentences: Sequence[Sentence], start: int) -> _Passage:
    """The sentence in which the offset lies, or the one that begins last before it."""
    place = max((i for i, one in enumerate(sentences) if one.start <= start), default=0)
    near = sentences[max(0, place - 1) : place + 2]
    return _Passage(sentences[place].shingles, frozenset(one for sentence in near for one in sentence.shingles))
