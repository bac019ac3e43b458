"""Finds triggers: every token whose lemma the rule book knows is tested against its rules, the most specific first."""

from __future__ import annotations

from dataclasses import dataclass, field

from tacitus.model.records import Token
from tacitus.stages.events.arguments import Arguments, Slots
from tacitus.stages.events.lexis import Lexis
from tacitus.stages.events.rules import Rule, RuleBook

PHRASE_DEPS = frozenset(
    """dobj prt prep pobj advmod attr acomp xcomp npadvmod oprd agent aux compound amod nmod nsubjpass pcomp dative poss case nsubj det neg
    advcl acl ccomp conj nummod dep punct""".split()
)
CLAUSE_DEPS = frozenset({"xcomp", "ccomp", "advcl", "acl", "pcomp", "relcl"})
DEED_ROLES = frozenset({"content", "about"})  # a deed may stand inside the trigger: "demanded the release"
MAX_TRIGGER_GAP = 6  # tokens between a light verb and its noun, beyond which the trigger is the noun alone
STATE_SECTORS = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY", "ELI"})
ARMED_SECTORS = frozenset({"MIL", "REB", "UAF", "COP", "PRM", "SPY"})


@dataclass
class Match:
    """One trigger with its rule and the tokens of its roles, before anything is judged about it."""

    rule: Rule
    head: int
    words: list[int]  # the tokens of the trigger
    slots: Slots
    light: int | None = None  # the light verb that carries a noun
    roles: dict[str, list[int]] = field(default_factory=dict)


class Matcher:
    """Matches of one document."""

    def __init__(self, book: RuleBook, lexis: Lexis, arguments: Arguments) -> None:
        self.book = book
        self.lexis = lexis
        self.arguments = arguments
        self.tree = arguments.tree
        self.tokens = arguments.tokens
        self.reader = arguments.reader

    def matches(self) -> list[Match]:
        """At most one match a token, in text order; words inside a longer trigger trigger nothing of their own type."""
        found = [match for token in self.tokens if (match := self._match(token)) is not None]
        return [match for match in found if not self._inside_another(match, found)]

    def _match(self, token: Token) -> Match | None:
        pos = {"VERB": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective", "AUX": "verb"}.get(token.pos)
        if pos is None:
            return None
        lemma = token.lemma if pos != "noun" else token.lemma.lower()
        rules = self.book.of(pos, lemma)
        if not rules and pos == "adjective" and token.tag in ("VBN", "VBG"):
            pos, rules = "verb", self.book.of("verb", lemma)
        if not rules or (pos == "noun" and self.reader.is_party(token.i) and token.pos == "PROPN"):
            return None
        slots = self.arguments.noun(token.i) if pos == "noun" else self.arguments.verb(token.i)
        for rule in rules:
            words = self._words(rule, token.i)
            if words is not None and self._holds(rule, token.i, slots):
                return self._made(rule, token.i, words, slots)
        return None

    def _made(self, rule: Rule, i: int, words: list[int], slots: Slots) -> Match:
        match = Match(rule=rule, head=i, words=words, slots=slots)
        if rule.pos == "noun":
            match.light = self.arguments.light_verb(i)
            if match.light is not None and 0 < i - match.light <= MAX_TRIGGER_GAP:
                match.words = [match.light, *words]
        for slot, role in rule.slots.items():
            for n in slots.get(slot, slots.get("~" + slot, [])):
                if (n in words and role not in DEED_ROLES and not self.reader.is_party(n)) or self.tokens[n].entity_type in (
                    "DATE",
                    "TIME",
                ):
                    continue
                if n not in match.roles.setdefault(role, []):
                    match.roles[role].append(n)
        return match

    # --- words and conditions ----------------------------------------------------------------------------------------

    def _words(self, rule: Rule, i: int) -> list[int] | None:
        """The tokens of the rule's phrase: every further word hangs on one found before; None where one is missing."""
        found = [i]
        for choice in rule.phrase.others:
            c = self._hanging(found, choice)
            if c is None:
                return None
            found.append(c)
        if rule.pos == "verb" and any(self.tokens[c].dep == "prt" and c not in found for c in self.tree.children[i]):
            return None  # "called off" is no "called"
        return sorted(found)

    def _hanging(self, found: list[int], choice: frozenset[str]) -> int | None:
        for n in reversed(found):
            for c in self.tree.children[n]:
                token = self.tokens[c]
                if c in found or token.dep not in PHRASE_DEPS:
                    continue
                # A verb in a clause of its own is meant only where the phrase says so ("vow to:avenge").
                prefix = "to:" if token.pos == "VERB" and token.dep in CLAUSE_DEPS else ""
                if prefix + token.text.lower() in choice or prefix + token.lemma.lower() in choice:
                    return c
        return None

    def _holds(self, rule: Rule, i: int, slots: Slots) -> bool:
        return all(self._fits(i, slots, slot, allowed) for slot, allowed in rule.conditions) and not any(
            self._fits(i, slots, slot, allowed) for slot, allowed in rule.exceptions
        )

    def _fits(self, i: int, slots: Slots, slot: str, allowed: frozenset[str]) -> bool:
        """Whether a slot holds one of the allowed lemmas or classes; ``text`` means the whole sentence, ``governor`` the token's head."""
        if slot == "text":
            return any(token.lemma.lower() in allowed for token in self.tree.sentence(i).tokens)
        if slot == "modifiers":
            return any(
                self.tokens[c].lemma.lower() in allowed
                for c in self.tree.with_dep(i, "amod", "compound", "nmod", "poss", "advmod", "nummod")
            )
        if slot == "governor":
            head = self.tree.head_of(i)
            return head is not None and self.tokens[head].lemma.lower() in allowed
        tokens = slots.get(slot, [])
        if not tokens:
            return "<none>" in allowed
        return "<any>" in allowed or any(self._is(n, allowed) for n in tokens)

    def _is(self, n: int, allowed: frozenset[str]) -> bool:
        token = self.tokens[n]
        if token.lemma.lower() in allowed:
            return True
        if any(self.tokens[c].lemma.lower() in allowed for c in self.tree.with_dep(n, "compound")):
            return True
        if "<event>" in allowed and self.lexis.is_event_noun(token):
            return True
        if "<place>" in allowed and token.entity_type in ("GPE", "LOC", "FAC"):
            return True
        if not self.reader.is_party(n):
            return False
        sectors = set(self.reader.party(n).sectors)
        return bool(
            "<party>" in allowed
            or ("<person>" in allowed and token.entity_type == "PERSON")
            or ("<state>" in allowed and sectors & STATE_SECTORS)
            or ("<armed>" in allowed and sectors & ARMED_SECTORS)
            or ("<civilian>" in allowed and not sectors & (STATE_SECTORS | ARMED_SECTORS))
        )

    def _inside_another(self, match: Match, found: list[Match]) -> bool:
        """ "issued a warning" leaves nothing for "issue"; the deed inside "demanded the release" stays, being of another type."""
        return any(
            other is not match and match.head in other.words and len(other.words) > len(match.words) and match.head != other.head
            for other in found
        )
