"""One happening, many tellings: candidates that tell the same act of the same parties become one event."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from tacitus.model.records import Count, Party
from tacitus.stages.events.candidates import Candidate
from tacitus.stages.events.onedeed import is_only_one, is_personal
from tacitus.stages.events.retelling import Retellings
from tacitus.stages.events.retold import is_named_later
from tacitus.stages.events.sameness import compatible, is_named, overlap
from tacitus.stages.events.tellings import SCENIC, Happening
from tacitus.stages.events.voice import key

__all__ = ["Happening", "Merger"]

MAX_TELLINGS = 60  # of one happening; a further one begins another
LOOK_BACK = 200  # tellings before a candidate among which it looks for its happening
MANY, LOOK_BACK_OF_MANY = 2_000, 20  # where a text has more candidates than a book of prose
FIGURES = {"killed": "ASSAULT", "injured": "ASSAULT", "detained": "COERCE", "participants": "PROTEST"}  # whose outcome a figure is
FIGURE_REACH, TOLL_REACH = 2, 4  # sentences after the deed


class Merger(Retellings):
    """Decides which candidates of one document tell the same happening."""

    def merge(self, candidates: Sequence[Candidate]) -> list[Happening]:
        """Happenings in the order of their first telling; each candidate joins the nearest earlier happening it fits."""
        self._deeds = frozenset(candidate.head for candidate in candidates if candidate.rule.pos == "noun")
        happenings: list[Happening] = []
        look_back = LOOK_BACK if len(candidates) <= MANY else LOOK_BACK_OF_MANY
        for candidate in candidates:
            home = self._home(_recent(happenings, look_back), candidate)
            if home is None:
                happenings.append(self._new(candidate))
            else:
                self._join(home, candidate)
                self._draw_in_harm(happenings, home, candidate)
        self._unite_headline(happenings)
        for happening in happenings:
            happening.tellings.sort(key=self._rank)
        self._complete(happenings)
        self._adopt_figures(happenings)
        return happenings

    def _draw_in_harm(self, happenings: list[Happening], home: Happening, candidate: Candidate) -> None:
        """ "three people were killed in the attack": where the attack was told before, its victims belong to it too."""
        for n in range(len(happenings) - 1, max(-1, len(happenings) - 4), -1):
            other = happenings[n]
            if other is not home and len(other.tellings) == 1 and self._happened_in(other, candidate):
                self._join(home, other.tellings[0])
                del happenings[n]
                return

    def _unite_headline(self, happenings: list[Happening]) -> None:
        """A headline's happening takes in the first one of the text of which any telling repeats its word or kind."""
        for title in [h for h in happenings if h.tellings[0].type in SCENIC and all(self._in_title(t) for t in h.tellings)]:
            for n, other in enumerate(happenings):
                again = any(self._may_be(title, telling) and self._told_in_title(title, telling) for telling in other.tellings)
                if other is not title and again:
                    for telling in other.tellings:
                        self._join(title, telling)
                    del happenings[n]
                    break

    def _adopt_figures(self, happenings: Sequence[Happening]) -> None:
        """ "The death toll rose to 34", "organisers spoke of 60,000": figures without a deed of their own belong to the one just told."""
        taken = {count.id for happening in happenings for count in happening.counts}
        told = sorted(
            (self.tree.sentence(telling.head).index, telling.head, n)
            for n, happening in enumerate(happenings)
            if happening.principal.status == "actual" and happening.principal.type in SCENIC
            for telling in happening.tellings
        )
        for count in self.circumstances.figures:
            token = self.tree.at(count.start)
            if token is None or count.id in taken or count.what not in FIGURES:
                continue
            here = self.tree.sentence(token)
            toll = "toll" in here.text.lower()
            first = bisect_left(told, (here.index - (TOLL_REACH if toll else FIGURE_REACH),))
            near = [happenings[n] for _, _, n in told[first : bisect_left(told, (here.index + 1,))]]
            fit = [happening for happening in near if self._takes_figure(happening, count, here.paragraph, toll)]
            home = next((h for h in reversed(fit) if any(count.what == other.what for other in h.counts)), fit[-1] if fit else None)
            known = {(c.what, c.best, c.low, c.high) for c in home.counts} if home is not None else set()
            if home is not None and (count.what, count.best, count.low, count.high) not in known:
                home.counts.append(count)

    def _takes_figure(self, happening: Happening, count: Count, paragraph: int, toll: bool) -> bool:
        """An outcome of this kind, told in the same paragraph; a death toll may stand further below."""
        if happening.principal.type != FIGURES[count.what] or self._is_series(happening.principal):
            return False
        told = (self.tree.sentence(telling.head).paragraph for telling in happening.tellings)
        return toll or any(self.tree.told_together(one, paragraph, FIGURE_REACH) for one in told)

    def _complete(self, happenings: Sequence[Happening]) -> None:
        """Who did what is condemned receives the condemnation; a scene's time and place hold for the acts told right after."""
        home = {telling.index: happening for happening in happenings for telling in happening.tellings}
        for happening in happenings:
            if not happening.recipients and happening.principal.type in ("ACCUSE", "SUPPORT"):
                own = {key(party) for party in happening.actors}
                deeds = [home[index] for telling in happening.tellings for index in telling.about if index in home]
                happening.recipients.extend(party for deed in deeds[:1] for party in deed.actors if key(party) not in own)
        scene: Happening | None = None
        for happening in sorted(happenings, key=lambda h: min(telling.head for telling in h.tellings)):
            if happening.principal.type in SCENIC and happening.principal.status == "actual" and happening.principal.voice != "authorial":
                if scene is not None:
                    self._continue(scene, happening)
                scene = happening

    def _continue(self, scene: Happening, happening: Happening) -> None:
        """Takes time and place from the act told just before, in the same paragraph, among the same parties."""
        here, before = self.tree.sentence(happening.principal.head), self.tree.sentence(scene.principal.head)
        if (
            not self.tree.told_together(here.paragraph, before.paragraph)
            or not 0 <= here.index - before.index <= 1
            or self._conflict_in_time(scene, happening.principal)
        ):
            return
        parties = {key(p) for p in (*scene.actors, *scene.recipients)} & {key(p) for p in (*happening.actors, *happening.recipients)}
        if not parties - {""}:
            return
        if happening.time is None and scene.time is not None:
            happening.time = scene.time
            happening.principal.notes.append("time from the act told before")
        if not happening.places and scene.places and here.index - before.index <= 1:
            happening.places.extend(place for place in scene.places if place.role == "at")
            if happening.places:
                happening.principal.notes.append("place from the act told before")

    def _home(self, recent: Sequence[Happening], candidate: Candidate) -> Happening | None:
        """The nearest earlier happening that the candidate tells again; "the raid" looks for a raid before it takes any attack."""
        if self._is_anaphoric(candidate) and not (candidate.actors and candidate.recipients):
            possible = [h for h in recent if self._may_be(h, candidate) and self._as_many(h, candidate)]
            for takes_up in (self._same_stem, self._same_kind, self._takes_up_any):
                if taken := [happening for happening in possible if takes_up(happening, candidate)]:
                    return _latest(taken)
        found = next((happening for happening in recent if self._same(happening, candidate)), None)
        if found is None and len(candidate.recipients) == 1:
            found = next((happening for happening in recent if self._is_once_more(happening, candidate)), None)
            found = found if found is not None and is_only_one(recent, candidate, self._lemmas) else None
        return found

    def _new(self, candidate: Candidate) -> Happening:
        if candidate.status == "actual" and self.circumstances.is_ahead(candidate):
            candidate.status = "future"
            candidate.why.append("status.future.date")
        return Happening(
            tellings=[candidate],
            actors=list(candidate.actors),
            recipients=list(candidate.recipients),
            targets=list(candidate.targets),
            time=self.circumstances.time(candidate),
            places=self.circumstances.places(candidate),
            counts=self.circumstances.counts(candidate),
        )

    def _join(self, happening: Happening, candidate: Candidate) -> None:
        first, here = self.tree.sentence(happening.tellings[0].head).index, self.tree.sentence(candidate.head).index
        if is_named_later(happening, candidate, first, here):
            happening.recipients.clear()  # "a trader" is told again by name
        again, doer_again = self._is_once_more(happening, candidate), self._is_doer_again(happening, candidate)
        if again and is_personal(candidate.recipients[0]):
            happening.recipients.clear()
        self._note_differences(happening, candidate)
        happening.tellings.append(candidate)
        for mine, theirs in (
            (happening.actors, candidate.actors),
            (happening.recipients, candidate.recipients),
            (happening.targets, candidate.targets),
        ):
            known = {key(party) for party in mine}
            others = {key(party) for party in (*happening.actors, *happening.recipients)}
            mine.extend(
                party
                for party in theirs
                if key(party) not in known
                and not self._is_again(party, mine)
                and (not mine or key(party) not in others)
                and not self._vaguer(party, mine)
                and not (again and mine and mine is happening.recipients)  # "Ama Kusi … the boy"
                and not (doer_again and mine and mine is happening.actors)  # "a gunman … the suspect"
            )
            mine[:] = [party for party in mine if not any(_fuller(other, party) for other in mine)]
        happening.time = happening.time or self.circumstances.time(candidate)
        spans = {(place.start, place.end) for place in happening.places} | {(place.geonames_id, 0) for place in happening.places}
        happening.places.extend(
            place
            for place in self.circumstances.places(candidate)
            if (place.start, place.end) not in spans and (place.geonames_id, 0) not in spans
        )
        counted = {(count.what, count.best, count.low, count.high) for count in happening.counts}
        happening.counts.extend(c for c in self.circumstances.counts(candidate) if (c.what, c.best, c.low, c.high) not in counted)

    def _is_again(self, party: Party, known: Sequence[Party]) -> bool:
        """ "a woman … a woman": a nameless party told in the same words is no second one."""
        local = (party.entity or "ent-").startswith("ent-")
        return local and any((p.name or p.text) == (party.name or party.text) and p.number == party.number for p in known)

    def _note_differences(self, happening: Happening, candidate: Candidate) -> None:
        """A telling that names another doer or another town says so; its figures are compared when the event is made."""
        mine, theirs = happening.actors, candidate.actors
        if mine and theirs and not overlap(mine, theirs) and not compatible(mine, theirs):
            candidate.notes.append(f"actor told differently: {mine[0].name or mine[0].text}, {theirs[0].name or theirs[0].text}")
        if self._conflict_in_place(happening, candidate):
            names = [happening.places[0], self.circumstances.places(candidate)[0]]
            candidate.notes.append("place told differently: " + ", ".join(place.name or place.text for place in names))

    def _vaguer(self, party: Party, known: Sequence[Party]) -> bool:
        """A pronoun or bare noun without entity adds nobody to parties that are known already; nor do "23 people" to "19 people"."""
        if (
            party.number is not None
            and not is_named(party)
            and any(other.number is not None and other.name == party.name for other in known)
        ):
            return True
        return bool(known) and party.entity is None

    def _rank(self, candidate: Candidate) -> tuple[int, int, int, int, int]:
        """The outlet's own fullest telling stands first: report before quoted, actual before the rest, more parties, then text order."""
        voice = {"report": 0, "authorial": 1, "quoted": 2}[candidate.voice]
        fullness = len(candidate.actors) + len(candidate.recipients) + (candidate.rule.pos == "verb")
        title = self._in_title(candidate)
        return (
            voice,
            int(title and len(candidate.actors) + len(candidate.recipients) < 2),
            int(not candidate.actors),
            -fullness,
            candidate.index,
        )


def _recent(happenings: Sequence[Happening], look_back: int) -> list[Happening]:
    """The nearest earlier happenings that take further tellings, the nearest first."""
    found: list[Happening] = []
    told = 0
    for happening in reversed(happenings):
        told += len(happening.tellings)
        if len(happening.tellings) < MAX_TELLINGS:
            found.append(happening)
        if told >= look_back:
            break
    return found


def _fuller(party: Party, other: Party) -> bool:
    """ "14 Foolandic officials" after "Foolandic officials" in the headline: the same people, told with their number."""
    if party is other or other.number is not None or is_named(other) or not party.text or not other.text:
        return False
    return party.text.lower().endswith(f" {other.text.lower()}") and party.country == other.country


def _latest(happenings: Sequence[Happening]) -> Happening:
    """The first of them, the nearest; but "nobody has claimed the shooting" means the one reported, not an earlier one told in between."""
    first = happenings[0]
    for other in happenings[1:]:
        if first.time is not None and other.time is not None and (first.time.latest or "9") < (other.time.earliest or ""):
            return other
    return first
