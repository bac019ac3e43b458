"""Figures: how many killed, injured, detained, taking part; the words that give them, and the range they allow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tacitus.model.ids import annotation_id
from tacitus.model.ontology import CountScope
from tacitus.model.records import Count, Provenance, Token
from tacitus.stages.events.voice import Voices
from tacitus.syntax.parties import PartyReader
from tacitus.syntax.tree import Tree

_DIGITS = re.compile(r"\d{1,3}(?:[,\s]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_RANGE = re.compile(r"(\d[\d,]*)\s?[-–]\s?(\d[\d,]*)$")
HARM = frozenset({"killed", "injured", "missing", "abducted", "detained", "released", "displaced"})
Range = tuple[float | None, float | None, float | None]  # low, best, high


class CountTables:
    """Compiled once from ``counts.yaml``."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self.vague: Mapping[str, int] = tables["vague"]
        self.words: Mapping[str, int] = tables["words"]
        self.scales: Mapping[str, int] = tables["scales"]
        self.bounds = sorted(
            ((phrase, kind) for kind in ("at_least", "at_most", "about") for phrase in tables[kind]), key=lambda item: -len(item[0])
        )
        self.by_object: dict[str, str] = {lemma: what for what, slots in tables["verbs"].items() for lemma in slots["object"]}
        self.by_person: dict[str, str] = dict(tables["persons_of"])
        self.by_subject: dict[str, str] = {lemma: what for what, slots in tables["verbs"].items() for lemma in slots["subject"]}
        self.by_noun: dict[str, str] = {lemma: what for what, words in tables["nouns"].items() for lemma in words}
        self.by_adjective: dict[str, str] = {lemma: what for what, words in tables["adjectives"].items() for lemma in words}
        self.envoys = frozenset(tables["envoys"])
        self.counting = frozenset(tables["counting"])
        self.crowds = frozenset(tables["crowds"])
        self.persons = frozenset(tables["persons"])
        self.currencies = frozenset(tables["currencies"])
        self.tolls: dict[str, str] = {word: what for what, words in tables["tolls"].items() for word in words}
        self.rising = frozenset(tables["rising"])
        self.cumulative = re.compile(r"\b(?:" + "|".join(re.escape(phrase) for phrase in tables["cumulative"]) + r")\b", re.IGNORECASE)


class Counter:
    """The figures of one document."""

    def __init__(self, text: str, tree: Tree, reader: PartyReader, voices: Voices, tables: CountTables) -> None:
        self.text = text
        self.tree = tree
        self.tokens = tree.tokens
        self.reader = reader
        self.voices = voices
        self.tables = tables

    def counts(self, document_id: str, provenance: Provenance) -> Iterator[Count]:
        """Every figure whose meaning the text tells, in text order."""
        taken: set[int] = set()
        for token in self.tokens:
            if token.i in taken or not self._is_number(token):
                continue
            head, words = self._phrase(token)
            taken.update(words)
            what = self._what(head, words)
            value = self._range(words)
            if what is None or value is None:
                continue
            low, best, high = value
            start, end = self.tree.extent(words)
            voice, attribution = self.voices.judge(token.start)
            yield Count(
                id=annotation_id("count", document_id, [(start, end)]),
                produced_by=provenance,
                start=start,
                end=end,
                text=self.text[start:end],
                what=what,
                of=self._of(head) if what in HARM else None,
                scope=self._scope(token),
                low=_whole(low),
                best=_whole(best),
                high=_whole(high),
                voice=voice,
                attribution=attribution,
            )

    # --- the words ---------------------------------------------------------------------------------------------------

    def _is_number(self, token: Token) -> bool:
        lemma = token.text.lower()
        if token.entity_type in ("DATE", "TIME", "PERCENT", "ORDINAL"):
            return False
        if token.pos == "NUM":
            return token.dep != "appos" and (token.text[0].isdigit() or lemma in self.tables.words or lemma in self.tables.scales)
        return lemma in ("dozens", "scores", "hundreds", "thousands", "tens", "millions", "several", "few", "dozen", "couple", "handful")

    def _phrase(self, token: Token) -> tuple[int, list[int]]:
        """The head of what is counted, and the tokens from the first word of the number to that head."""
        number = token.i
        while (
            self.tokens[number].dep in ("compound", "nummod", "quantmod", "advmod", "nmod")
            and self.tokens[self.tokens[number].head].pos == "NUM"
        ):
            number = self.tokens[number].head
        head = self._counted(number)
        inside = [i for i in self.tree.subtree(number) if i <= number or self.tokens[i].pos == "NUM"]
        first = min([token.i, *inside])
        first = self._bound_start(first)
        last = max(head, number, token.i)
        if last - first > 12:
            last = max(number, token.i)
        return head, list(range(first, last + 1))

    def _counted(self, number: int) -> int:
        """The noun a number modifies or takes with "of"; the number itself where it stands alone."""
        token = self.tokens[number]
        if token.dep in ("nummod", "amod", "det", "quantmod", "compound", "nmod") and self.tokens[token.head].pos in (
            "NOUN",
            "PROPN",
            "ADJ",
        ):
            return token.head
        for p in self.tree.with_dep(number, "prep"):
            inner = self.tree.child(p, "pobj")
            if self.tokens[p].text.lower() == "of" and inner is not None:
                return self._counted_below(inner)
        return number

    def _counted_below(self, noun: int) -> int:
        """ "hundreds of thousands of people": the last noun."""
        if self.tokens[noun].text.lower() in self.tables.vague:
            return self._counted(noun)
        return noun

    def _bound_start(self, first: int) -> int:
        """Takes in "at least", "more than", "up to" and a currency sign before the number."""
        start = first
        sentence = self.tree.sentence(first).tokens[0].i
        for phrase, _ in self.tables.bounds:
            words = phrase.split()
            begin = first - len(words)
            if begin >= sentence and [self.tokens[i].text.lower() for i in range(begin, first)] == words:
                return begin
        if start > sentence and self.tokens[start - 1].text.lower() in (*self.tables.currencies, "a", "an"):
            start -= 1
        return start

    # --- the figure --------------------------------------------------------------------------------------------------

    def _range(self, words: list[int]) -> Range | None:
        start, end = self.tree.extent(words)
        text = self.text[start:end].lower()
        vague = next(
            (self.tokens[i].text.lower() for i in words if self.tokens[i].text.lower() in self.tables.vague and self._is_vague(i)), None
        )
        kind = next((kind for phrase, kind in self.tables.bounds if text.startswith(phrase + " ")), None)
        values = self._values(words)
        if vague is not None and not values:
            figure = 1.0
            for i in words:  # "hundreds of thousands" multiplies
                figure *= self.tables.vague.get(self.tokens[i].text.lower(), 1)
            return figure, figure, None
        if not values:
            return None
        if len(values) > 1:
            return values[0], None, values[-1]
        return _bounded(values[0], kind)

    def _is_vague(self, i: int) -> bool:
        """ "dozens", "several" say no number; "two dozen", "three hundred" do."""
        before = self.tokens[i - 1] if i else None
        if (
            before is not None
            and (before.text[0].isdigit() or before.text.lower() in self.tables.words)
            and self.tokens[i].text.lower() in self.tables.scales
        ):
            return False
        return self.tokens[i].text.lower() not in self.tables.words

    def _values(self, words: list[int]) -> list[float]:
        """The numbers of a phrase with their scales: one, or the two ends of a range."""
        values: list[float] = []
        for i in words:
            word = self.tokens[i].text.lower()
            if values and word in self.tables.words and self._follows_hyphen(i, words):
                values[-1] += self.tables.words[word]  # "twenty-nine"
                continue
            if match := _RANGE.match(word):
                values.extend(float(part.replace(",", "")) for part in match.groups())
            elif match := _DIGITS.fullmatch(word.strip("$£€¥+~")):
                values.append(float(match.group().replace(",", "").replace(" ", "")))
            elif word in self.tables.scales and values:
                values[-1] *= self.tables.scales[word]
            elif all(part in self.tables.words for part in word.split("-")):
                values.append(float(sum(self.tables.words[part] for part in word.split("-"))))
        return sorted(values) if len(values) <= 2 else values[:1]

    def _follows_hyphen(self, i: int, words: list[int]) -> bool:
        return i - 2 in words and self.tokens[i - 1].text in ("-", "–") and self.tables.words.get(self.tokens[i - 2].text.lower(), 0) >= 20

    # --- the meaning -------------------------------------------------------------------------------------------------

    def _what(self, head: int, words: list[int]) -> str | None:
        token = self.tokens[head]
        lemma = token.lemma.lower()
        if any(
            self.tokens[i].text.lower() in self.tables.currencies or self.tokens[i].lemma.lower() in self.tables.currencies for i in words
        ):
            return "money"
        number = self._number_above(head)
        by_verb = self._by_toll(head) or self._by_verb(head) or (self._by_verb(number) if number is not None else None)
        by_verb = by_verb or self._by_crowd(head)
        if by_verb == "displaced" and lemma in self.tables.envoys:
            return None  # "expelled two diplomats"
        if by_verb in HARM and not self._is_person(head) and (number is None or not self._is_person(number)):
            by_verb = None
        if by_verb is not None:
            return by_verb
        for c in self.tree.with_dep(head, "amod", "acl", "acomp"):
            if what := self.tables.by_adjective.get(self.tokens[c].lemma.lower()) or self.tables.by_adjective.get(
                self.tokens[c].text.lower()
            ):
                return what
            if self.tokens[c].dep == "acl" and (what := self.tables.by_object.get(self.tokens[c].lemma)):
                return what
        return self.tables.by_noun.get(lemma)

    def _by_toll(self, head: int) -> str | None:
        """ "the death toll rose to 34", "the number of wounded reached 60": the subject tells what is counted."""
        token = self.tokens[head]
        verb = self.tokens[token.head]
        if token.dep == "pobj" and verb.text.lower() in ("to", "at"):
            verb = self.tokens[verb.head]
        elif token.dep not in ("dobj", "attr"):
            return None
        if verb.lemma not in self.tables.rising:
            return None
        for subject in self.tree.with_dep(verb.i, "nsubj", "nsubjpass", "dobj"):
            if subject != head:
                for i in [subject, *self.tree.subtree(subject)]:
                    if what := self.tables.tolls.get(self.tokens[i].lemma.lower()) or self.tables.tolls.get(self.tokens[i].text.lower()):
                        return what
        return None

    def _number_above(self, head: int) -> int | None:
        """ "two of its soldiers": the number that the verb governs."""
        token = self.tokens[head]
        preposition = self.tokens[token.head]
        if token.dep != "pobj" or preposition.text.lower() != "of":
            return None
        number = self.tokens[preposition.head]
        return number.i if number.pos == "NUM" or number.text.lower() in self.tables.vague else None

    def _by_crowd(self, head: int) -> str | None:
        """ "police counted 7,000", "organisers spoke of 60,000", "put the crowd at 500": a bare number where a crowd is told."""
        token = self.tokens[head]
        if token.pos != "NUM" and token.lemma.lower() not in self.tables.persons:
            return None
        verb = self.tokens[token.head]
        if token.dep in ("pobj", "quantmod") and verb.pos == "ADP":
            verb = self.tokens[verb.head] if verb.text.lower() in ("of", "at", "between") else verb
            verb = self.tokens[self.tokens[verb.i].head] if verb.pos == "ADP" else verb
        if verb.lemma not in self.tables.counting:
            return None
        index = self.tree.sentence(head).index
        near = [t.lemma.lower() for n in range(max(0, index - 2), index + 1) for t in self.tree.sentences[n].tokens]
        return "participants" if any(lemma in self.tables.crowds for lemma in near) else None

    def _is_deadly(self, verb: int) -> bool:
        """ "shot dead", "shot and killed", "stabbed to death"."""
        words = {
            self.tokens[i].lemma.lower()
            for i in self.tree.subtree(verb, frozenset({"advcl", "ccomp", "relcl", "nsubj", "nsubjpass", "dobj"}))
        }
        return bool(words & {"dead", "kill", "death", "fatally"})

    def _by_verb(self, head: int) -> str | None:
        first = self.tree.first_conjunct(head)
        token = self.tokens[first]
        verb = self.tokens[token.head]
        hit = token.dep in ("dobj", "nsubjpass") or (token.dep == "nsubj" and verb.tag == "VBN")
        if hit and verb.lemma in self.tables.by_person and self._is_person(head):
            return "killed" if self._is_deadly(verb.i) else self.tables.by_person[verb.lemma]
        if token.dep == "attr" or (token.dep in ("dobj", "nsubj") and verb.lemma == "leave"):
            for c in self.tree.with_dep(verb.i, "acomp", "oprd"):
                if what := self.tables.by_adjective.get(self.tokens[c].lemma.lower()):
                    return what
        if token.dep == "pobj" and verb.text.lower() == "between":  # "detained between 20 and 30 activists"
            return self.tables.by_object.get(self.tokens[verb.head].lemma)
        if verb.pos not in ("VERB", "AUX"):
            return None
        if token.dep in ("dobj", "nsubjpass"):
            return self.tables.by_object.get(verb.lemma)
        if token.dep == "nsubj":
            if self.tokens[verb.i].tag == "VBN" and self.tree.child(verb.i, "aux") is None:
                return self.tables.by_object.get(verb.lemma)
            complement = next(
                (self.tables.by_adjective.get(self.tokens[c].lemma.lower()) for c in self.tree.with_dep(verb.i, "acomp")), None
            )
            return complement or self.tables.by_subject.get(verb.lemma)
        return None

    def _is_person(self, head: int) -> bool:
        token = self.tokens[head]
        return (
            token.pos == "NUM"
            or token.lemma.lower() in self.tables.persons
            or token.text.lower() in self.tables.vague
            or self.reader.is_party(head)
        )

    def _of(self, head: int) -> str | None:
        if not self.reader.is_party(head):
            return "civilians" if self.tokens[head].lemma.lower() == "civilian" else None
        civilian = self.reader.party(head).civilian
        return None if civilian is None else "civilians" if civilian else "combatants"

    def _scope(self, token: Token) -> CountScope:
        """Over a time, not of one act: "since October" in the figure's own clause; "the deadliest attack since" says nothing of it."""
        sentence = self.tree.sentence(token.i)
        begin = max(sentence.start, token.start - 90)
        for match in self.tables.cumulative.finditer(self.text, begin, min(sentence.end, token.start + 90)):
            above = {token.i, *self.tree.ancestors(token.i)}
            at = self.tree.at(match.start())
            governor = self.tokens[at].head if at is not None else token.i
            if match.group().lower() != "since" or governor in above or (self.tokens[governor].head in above and self._is_verb(governor)):
                return "cumulative"
        return "event"

    def _is_verb(self, i: int) -> bool:
        return self.tokens[i].pos in ("VERB", "AUX")


def _bounded(value: float, kind: str | None) -> Range:
    """low, best, high by the word before the number."""
    if kind == "at_least":
        return value, value, None
    if kind == "at_most":
        return None, None, value
    if kind == "about":
        return None, value, None
    return value, value, value


def _whole(value: float | None) -> float | int | None:
    return int(value) if value is not None and value == int(value) else value
