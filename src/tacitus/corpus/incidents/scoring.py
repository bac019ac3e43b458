"""The score of two reports: a sum of named parts, each with its weight in the table. A pure function of the two sides, and symmetric.

Most pairs that are looked at are no pair: what cannot reach the threshold any more is given up on the way.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import asin, cos, inf, radians, sin, sqrt
from typing import Any

from tacitus.corpus.incidents.features import Features, PartyKey, PlaceKey
from tacitus.corpus.incidents.tables import Tables

Part = tuple[str, float]
EARTH_KILOMETRES = 6371.0
NEVER = -99.0  # of types that never tell one occurrence
STATE = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY"})
SPEECH = frozenset({"ACCUSE", "REJECT", "REQUEST", "SUPPORT", "THREATEN", "AGREE", "CONCEDE"})  # which speech it was, its matter tells
FEW_WORDS, FEW_MATTER, FEW_NAMES = 5, 20, 4
WEEK, RETOLD = 7, 9  # days
FEW_BESIDE = 3  # days or towns of an article
COMMON_MATTER = 0.15  # share of content words that articles on different matters have in common
COPIED = 0.7  # share of words in common that printings of one sentence have, if some were exchanged
COUNT_NEAR, COUNT_OTHER = 1.5, 3.0  # times the smaller figure
MARGIN, ROUNDED = 1e-3, 0.02  # parts are rounded; sums are of floats


class Side:
    """A report with what is taken from its features for every score: the days and towns it is told of, its first town."""

    __slots__ = ("days", "features", "town", "towns")

    def __init__(self, features: Features) -> None:
        self.features = features
        self.days: frozenset[Any] = frozenset({features.earliest}) if features.exact else features.days
        own = frozenset(str(place.id or place.name) for place in features.places if place.town)
        self.towns: frozenset[Any] = own or features.towns
        self.town = next((place for place in features.places if place.town), None)


class Scorer:
    """Scores pairs; keeps the weights at hand."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._weights = tables.weights
        self._same_type = tables.same_type
        self._most_names = tables.thresholds.names
        self._most = _Most(tables.weights, tables.thresholds.names)

    def score(self, a: Side, b: Side) -> float:
        parts = self.parts(a, b)
        assert parts is not None
        return _total_of(parts)

    def reaches(self, a: Side, b: Side, least: float) -> float | None:
        """The score if it is at least that, else None."""
        parts = self.parts(a, b, least)
        if parts is None:
            return None
        score = _total_of(parts)
        return score if score >= least else None

    def explained(self, one: Side, two: Side) -> list[Part]:
        """The parts with what they rest on, in words for a reader; those without weight left out."""
        a, b = one.features, two.features
        rests_on = {
            "same word": a.stem,
            "same place": " or ".join(sorted({place.name or "" for place in a.places} & {place.name or "" for place in b.places})),
            "names shared": ", ".join(sorted((a.names & b.names) - (a.own & b.own))),
            "words shared": ", ".join(sorted(a.words & b.words)),
            "articles on the same names": ", ".join(sorted(a.article & b.article)),
        }
        return [
            (f"{said}: {rests_on[said]}" if rests_on.get(said) else said, round(weight, 2))
            for said, weight in self.parts(one, two) or ()
            if weight
        ]

    def parts(self, one: Side, two: Side, least: float = -inf) -> list[Part] | None:
        """The parts that have a weight here, in the order of the table; None where they cannot reach ``least``."""
        a, b, w, most = one.features, two.features, self._weights, self._most
        if a.type == b.type:
            found: list[Part] = [("same type", self._same_type)]
        elif (weight := self._tables.types((a.type, a.modes), (b.type, b.modes))) is not None:
            found = [("compatible types", weight)]
        else:
            return [("types of different occurrences", NEVER)] if least <= NEVER else None
        grounds = self._grounds(a, b)
        self._deed(one, two, found)
        before = len(found)
        self._time(one, two, found)
        if len(found) == before:
            found.append(("nothing known of the day", w["day unknown"]))
        total = _sum(grounds) + _sum(found) + MARGIN
        if total + most.after_time < least:
            return None
        where: list[Part] = []
        if a.places and b.places:
            self._place(one, two, where)
        else:
            self._told_beside(one.towns, two.towns, "place", where)
        if not where:
            where.append(("nothing known of the place", w["place unknown"]))
        total += _sum(where)
        if total + most.after_place < least:
            return None
        wording = self._wording(a, b)
        total += _sum(wording)
        if total + most.after_wording < least:
            return None
        articles = self._articles(one, two) if a.document != b.document else []
        if total + _sum(articles) + most.after_articles < least:
            return None
        self._who(a, b, where)
        if a.counts and b.counts:
            self._how_many(a, b, where)
        speech = [("other matter of speech", w["other matter"])] if a.type in SPEECH and b.type in SPEECH and not _same_matter(a, b) else []
        return found + where + wording + articles + speech + grounds

    def _grounds(self, a: Features, b: Features) -> list[Part]:
        """The last parts of the table: where the two stand and what they are."""
        w, found = self._weights, []
        if a.document == b.document:
            found.append(("same article", w["same article"]))
        elif a.group == b.group and _words_shared(a, b) >= COPIED:
            found.append(("printings of one text", w["copies"]))
        if (a.loose or b.loose) and not _dated_alike(a, b):
            found.append(("not one occurrence", w["not one occurrence"]))
        if b.event in a.contradicts or a.event in b.contradicts:
            found.append(("denied in the same article", w["denied here"]))
        return found

    def _deed(self, one: Side, two: Side, found: list[Part]) -> None:
        a, b, w = one.features, two.features, self._weights
        if a.rule and a.rule == b.rule:
            found.append(("same meaning", w["same rule"]))
        if a.stem and a.stem == b.stem:
            found.append(("same word", w["same word"]))
        elif a.type == b.type and a.rule != b.rule and one.days.isdisjoint(two.days):  # what is told of one day is told in many words
            found.append(("other deed words", w["other words"]))
        if a.modes and b.modes and a.type == b.type:
            shared = not a.modes.isdisjoint(b.modes)
            found.append(("same mode", w["mode shared"]) if shared else ("different modes", w["mode different"]))

    # When

    def _time(self, this: Side, that: Side, found: list[Part]) -> None:
        a, b, w = this.features, that.features, self._weights
        if a.earliest is not None and b.earliest is not None and a.latest is not None and b.latest is not None:
            gap = max(a.earliest, b.earliest) - min(a.latest, b.latest)
            both = a.exact and b.exact
            if gap <= 0:
                found.append(("same day", w["day same"]) if both else ("overlapping dates", w["period shared"]))
            elif not both and gap <= WEEK:  # "last week" may be meant either way
                found.append(("dates near each other", w["period near"]))
            elif gap == 1:
                found.append(("consecutive days", w["day next"]))
            else:
                found.append(("other days", w["day other"]))
            return
        self._publication(this, that, found)
        self._told_beside(this.days, that.days, "day", found)

    def _publication(self, this: Side, that: Side, found: list[Part]) -> None:
        """At least one has no date of its own. Actual events stand before their reports; others are dated by them alone."""
        a, b, w = this.features, that.features, self._weights
        one = a.earliest if a.earliest is not None else a.published
        two = b.earliest if b.earliest is not None else b.published
        if one is None or two is None:
            return
        apart = abs(one - two) - self._tables.limits.published_near_days
        actual = a.status == b.status == "actual"
        if actual and (
            (a.earliest is not None and b.published is not None and a.earliest > b.published)
            or (b.earliest is not None and a.published is not None and b.earliest > a.published)
        ):
            found.append(("published before that day", w["published before"]))
        elif apart <= 0 or not this.days.isdisjoint(that.days):  # a review of the week tells of that day as well
            found.append(("published about then", w["published near"]))
        elif (a.earliest is None) != (b.earliest is None) and apart <= RETOLD:  # later articles tell again what happened on a known day
            found.append(("published days after that day", apart * w["told again later"]))
        else:
            found.append(("published days apart", max(apart * w["published later"], w["published far"])))

    def _told_beside(self, a: frozenset[Any], b: frozenset[Any], what: str, found: list[Part]) -> None:
        """At least one event has no day (place) of its own: those of its article are weak evidence, where they are few."""
        if a and b and max(len(a), len(b)) <= FEW_BESIDE:
            if a.isdisjoint(b):
                found.append((f"{what} of the article other", self._weights[f"article {what} other"]))
            else:
                found.append((f"{what} of the article shared", self._weights[f"article {what}"] / max(len(a), len(b))))

    # Where

    def _place(self, this: Side, that: Side, found: list[Part]) -> None:
        """The best that any two of their places give; but where the first towns are others, half of that counts ("in X, near Y")."""
        best: Part | None = None
        for one in this.features.places:
            for two in that.features.places:
                part = self._two_places(one, two)
                if part is not None and (best is None or part[1] > best[1]):
                    best = part
        first, second = this.town, that.town
        if first is not None and second is not None:
            part = self._two_places(first, second)
            if part is not None and part[1] < 0:
                best = part if best is None or best[1] <= part[1] else (part[0], part[1] / 2)
        if best is not None:
            found.append(best)

    def _two_places(self, a: PlaceKey, b: PlaceKey) -> Part | None:
        w = self._weights
        if a.town and b.town:
            if (a.id is not None and a.id == b.id) or (a.name == b.name and (a.id is None or b.id is None)):
                return "same place", w["place same"]
            if a.name == b.name:
                return "place of the same name", w["place near"]
            distance = kilometres(a, b)
            if distance is None:
                return None
            if distance <= self._tables.limits.near_kilometres:
                return "near by", w["place near"]
            return ("neighbouring towns", w["place neighbouring"]) if distance < 100 else ("other towns", w["place other"])
        if a.country and b.country and a.country != b.country:
            return "other countries", w["place other"]
        if a.admin1 and b.admin1 and a.admin1 != b.admin1:
            return "other provinces", w["place province"]
        if a.country is None or b.country is None:
            return ("same place", w["place within"]) if a.id is not None and a.id == b.id else None
        if a.admin1 and b.admin1:
            return "one place within the other", w["place within"]
        return "same country", w["place country"]

    # Who

    def _who(self, a: Features, b: Features, found: list[Part]) -> None:
        straight = self._sides(a.actors, b.actors, "actor"), self._sides(a.recipients, b.recipients, "recipient")
        total = _total(straight)
        if total < self._weights["party same"]:
            swapped = self._sides(a.actors, b.recipients, "party"), self._sides(a.recipients, b.actors, "party")
            if _total(swapped) + self._weights["roles swapped"] > total and any(part and part[1] > 0 for part in swapped):
                found.extend(part for part in swapped if part is not None)
                if a.type in SPEECH and b.type in SPEECH:
                    found.append(("an answer", self._weights["answer"]))  # A on B and B on A are two speeches
                elif not (a.reciprocal or b.reciprocal):
                    found.append(("roles swapped", self._weights["roles swapped"]))
                return
        found.extend(part for part in straight if part is not None)

    def _sides(self, a: tuple[PartyKey, ...], b: tuple[PartyKey, ...], role: str) -> Part | None:
        """The best match of any two parties of the sides; None where a side has none."""
        best: Part | None = None
        for one in a:
            for two in b:
                weight, said = self._two_parties(one, two)
                if best is None or weight > best[1]:
                    best = f"{said} {role}", weight
        return best

    def _two_parties(self, a: PartyKey, b: PartyKey) -> tuple[float, str]:
        w = self._weights
        if a.entity and b.entity:
            if a.entity == b.entity:
                return w["person same" if a.entity.startswith("per-") else "party same"], "same"
            return (w["party alike"], "like") if _alike(a, b) else (w["party other"], "other")
        if a.names and b.names:
            if not a.names.isdisjoint(b.names):
                return w["person same"], "same"
            return w["person other" if a.number == b.number == 1 else "party other"], "other"
        if a.country and b.country and a.country != b.country:
            return w["party other"], "other"
        if _alike(a, b) or (a.head is not None and a.head == b.head):
            return w["party alike"], "like"
        if a.sectors and b.sectors and a.sectors.isdisjoint(b.sectors):
            return w["party of other kind"], "unlike"
        return 0.0, "unknown"

    # How many, and in which words

    def _how_many(self, a: Features, b: Features, found: list[Part]) -> None:
        best: Part | None = None
        for one in a.counts:
            for two in b.counts:
                if one.what != two.what:
                    continue
                low, high = sorted((max(one.low, 1.0), max(two.low, 1.0)))
                if one.low <= two.high and two.low <= one.high:
                    part = f"same number {one.what}", self._weights["count same"]
                elif high <= COUNT_NEAR * low:
                    part = f"like number {one.what}", self._weights["count near"]
                elif high > COUNT_OTHER * low:
                    part = f"other number {one.what}", self._weights["count other"]
                else:
                    continue
                if best is None or part[1] > best[1]:
                    best = part
        if best is not None:
            found.append(best)

    def _wording(self, a: Features, b: Features) -> list[Part]:
        w, found = self._weights, []
        names = _names_beside(a, b)
        if names:
            found.append(("names shared", min(len(names), self._most_names) * w["name shared"]))
        if a.words and b.words:
            shared = _words_shared(a, b)
            if shared > 0:
                found.append(("words shared", round(shared * w["words shared"], 2)))
        return found

    def _articles(self, one: Side, two: Side) -> list[Part]:
        """Whether the articles are on one matter. Those that tell of one day may well name nobody in common."""
        a, b, w, found = one.features, two.features, self._weights, []
        if a.matter and b.matter:
            common = len(a.matter & b.matter) / max(FEW_MATTER, min(len(a.matter), len(b.matter))) - COMMON_MATTER
            found.append(("articles in like words" if common > 0 else "articles in other words", round(common * w["article words"], 2)))
        if not a.article or not b.article:
            return found
        shared = len(a.article & b.article) / max(FEW_NAMES, min(len(a.article), len(b.article)))
        if shared:
            found.append(("articles on the same names", round(shared * w["article names"], 2)))
        elif one.days.isdisjoint(two.days):
            found.append(("articles without a common name", w["article other"]))
        return found


def kilometres(a: PlaceKey, b: PlaceKey) -> float | None:
    """Great-circle distance; None where a side has no coordinates."""
    if a.latitude is None or b.latitude is None or a.longitude is None or b.longitude is None:
        return None
    one, two = radians(a.latitude), radians(b.latitude)
    inner = sin((two - one) / 2) ** 2 + cos(one) * cos(two) * sin(radians(b.longitude - a.longitude) / 2) ** 2
    return 2 * EARTH_KILOMETRES * asin(sqrt(min(1.0, inner)))


def _alike(a: PartyKey, b: PartyKey) -> bool:
    """Of one country, and of one sector or both the state's."""
    return a.country is not None and a.country == b.country and bool(a.sectors & b.sectors or (a.sectors & STATE and b.sectors & STATE))


def _same_matter(a: Features, b: Features) -> bool:
    """Names beside the parties' own, or content words, that both evidence sentences have."""
    return bool(_names_beside(a, b)) or len(a.words & b.words) > 1


def _names_beside(a: Features, b: Features) -> frozenset[str]:
    """Names that both have in their sentences; those of parties and places count by themselves."""
    shared = a.names & b.names
    return shared - (a.own & b.own) if shared else shared


def _words_shared(a: Features, b: Features) -> float:
    """Share of the content words of the shorter evidence; short ones count as if they had a few more."""
    return len(a.words & b.words) / max(FEW_WORDS, min(len(a.words), len(b.words)))


def _dated_alike(a: Features, b: Features) -> bool:
    """Both have dates of their own that overlap and span a month at most."""
    if a.earliest is None or b.earliest is None or a.latest is None or b.latest is None:
        return False
    return max(a.earliest, b.earliest) <= min(a.latest, b.latest) and max(a.latest - a.earliest, b.latest - b.earliest) <= 31


def _total(parts: tuple[Part | None, Part | None]) -> float:
    return sum(part[1] for part in parts if part is not None)


def _total_of(parts: list[Part]) -> float:
    """Rounded: the same whichever side comes first."""
    return round(_sum(parts), 6) + 0.0  # no minus zero


def _sum(parts: list[Part]) -> float:
    total = 0.0
    for _, weight in parts:
        total += weight
    return total


class _Most:
    """What the parts that are not looked at yet can add, at most."""

    def __init__(self, w: Mapping[str, float], names: int) -> None:
        def best(*parts: str) -> float:
            return max(0.0, *(w[part] for part in parts))

        party = best("party same", "person same", "party alike", "party of other kind", "party other", "person other")
        matter = max(w["article words"] * (1 - COMMON_MATTER), -w["article words"] * COMMON_MATTER)
        articles = matter + best("article names") + best("article other")
        wording = names * best("name shared") + best("words shared")
        counts = best("count same", "count near", "count other")
        place = best(*(part for part in w if part.startswith(("place", "article place"))))
        self.after_articles = 2 * party + best("roles swapped") + best("answer") + counts + best("other matter") + ROUNDED
        self.after_wording = self.after_articles + articles
        self.after_place = self.after_wording + wording
        self.after_time = self.after_place + place
