"""The status of a deed at its trigger: negation, modality, governors and conditions, climbed word by word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tacitus.model.ontology import Outcome, Status
from tacitus.stages.events.arguments import Arguments
from tacitus.syntax.tree import Tree

# The further left, the stronger. Inside a threat `threatened` outranks future and hypothetical (codebook, section 4).
PRECEDENCE: tuple[Status, ...] = ("threatened", "demanded", "hypothetical", "future")
NOUN_LINKS = frozenset({"dobj", "pobj", "nsubj", "nsubjpass", "attr", "appos", "compound", "poss", "nmod", "oprd"})
MAX_STEPS = 10
SPEECH_STOPS = frozenset(
    {
        "say",
        "tell",
        "report",
        "state",
        "add",
        "claim",
        "allege",
        "note",
        "write",
        "argue",
        "warn",
        "announce",
        "confirm",
        "reveal",
        "admit",
        "explain",
    }
)


@dataclass
class Judgement:
    """What was found on the way up from a trigger."""

    effects: set[Status] = field(default_factory=set)
    negations: int = 0
    outcome: Outcome | None = None
    hedge: list[int] = field(default_factory=list)
    hearsay: bool = False
    future_marker: int | None = None  # the token that puts the deed into the future
    condition: int | None = None  # head token of the if-clause
    why: list[str] = field(default_factory=list)

    @property
    def status(self) -> Status:
        for status in PRECEDENCE[:2]:
            if status in self.effects:
                return status
        if self.negations % 2:
            return "negated"
        for status in PRECEDENCE[2:]:
            if status in self.effects:
                return status
        return "actual"

    def add(self, effect: str, reason: str, marker: int | None = None) -> None:
        """Negation is counted, since two of them cancel out; anything else is noted once."""
        if effect == "future" and self.future_marker is None:
            self.future_marker = marker
        if effect == "negated":
            self.negations += 1
        else:
            self.effects.add(effect)  # type: ignore[arg-type]
        self.why.append(f"status.{effect}.{reason}")


class StatusJudge:
    """Compiled once from ``status.yaml``."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self._governors: dict[tuple[str, str], str] = {}
        for status, kinds in tables["governors"].items():
            for kind, words in kinds.items():
                for word in words:
                    # demanded and threatened stand before hypothetical in force: a later, stronger table overwrites
                    self._governors[kind, word] = status
        self._failed = {kind: frozenset(words) for kind, words in tables["failed"].items()}
        self._claims = frozenset(tables["claims"])
        self._refuting = frozenset(tables["refuting"])
        self._intercepted = frozenset(tables["intercepted"])
        self._modals = {word: status for status, words in tables["modals"].items() for word in words}
        self._marks = frozenset(tables["conditional_marks"])
        self._no = frozenset(tables["negative_determiners"])
        self._without = frozenset(tables["negative_prepositions"])
        self._never = frozenset(tables["negative_adverbs"])
        self._ahead = frozenset(tables["future_prepositions"])
        hedges = tables["hedges"]
        self._hedge_adverbs = frozenset(hedges["adverbs"])
        self._hearsay = frozenset(hedges["hearsay"])
        self._hedge_modifiers = frozenset(hedges["modifiers"])
        self._hedge_passives = frozenset(hedges["passives"])

    def judge(self, head: int, light: int | None, arguments: Arguments) -> Judgement:
        """The judgement at a trigger headed by token ``head``, carried by the light verb ``light`` where there is one."""
        walk = _Walk(self, arguments)
        tokens = arguments.tokens
        if tokens[head].pos in ("NOUN", "PROPN"):
            walk.noun(head)
            if light is not None:
                walk.light(light)
                walk.verb(light)
                walk.climb(light)
            else:
                walk.climb(head)
        else:
            walk.verb(head)
            above = arguments.tree.head_of(head)
            if tokens[head].pos == "ADJ" and tokens[head].dep == "acomp" and above is not None:
                walk.verb(above, inherited=True)  # "is not ready": what stands at the copula
            walk.climb(head)
        return walk.found

    def is_condition(self, tree: Tree, clause: int) -> bool:
        """Whether a clause begins with "if" or "unless"."""
        return any(tree.tokens[m].text.lower() in ("if", "unless") for m in tree.with_dep(clause, "mark", "advmod"))

    def governor(self, kind: str, *words: str) -> str | None:
        """The status that one of these words gives to what hangs on it; the longer phrase first."""
        return next((self._governors[kind, word] for word in words if (kind, word) in self._governors), None)


class _Walk:
    """One climb from a trigger to its root."""

    def __init__(self, judge: StatusJudge, arguments: Arguments) -> None:
        self.judge = judge
        self.arguments = arguments
        self.tree: Tree = arguments.tree
        self.tokens = arguments.tokens
        self.found = Judgement()

    # --- what stands at a word itself --------------------------------------------------------------------------------

    def verb(self, v: int, inherited: bool = False) -> None:
        """Negation, modals, hedging adverbs and conditions that hang on a verb."""
        judge, tokens = self.judge, self.tokens
        for c in self.tree.children[v]:
            token = tokens[c]
            word = token.text.lower()
            if token.dep == "neg" or (token.dep in ("advmod", "preconj") and word in judge._never):
                self.found.add("negated", token.lemma.lower())
            elif token.dep == "advmod" and word == "longer" and self.tree.is_negated(c):
                self.found.add("negated", "no-longer")
            elif token.dep == "aux":
                self._modal(v, word, c)
            elif token.dep == "advmod" and word in judge._hedge_adverbs:
                self._hedge([c], word)
            elif token.dep == "mark" and word in judge._marks and not inherited:
                self.found.add("hypothetical", word)
            elif token.dep in ("nsubj", "dobj", "nsubjpass") and self._is_empty(c):
                self.found.add("negated", tokens[c].text.lower())
            elif token.dep == "advcl" and self._is_condition(c):
                self._condition(v, c)
        self._own_coordination(v)

    def _own_coordination(self, v: int) -> None:
        """ "did not attack or kill": what stands at the first of coordinated verbs without own auxiliaries holds for the rest."""
        token = self.tokens[v]
        if token.dep != "conj" or token.head == v or self.tree.child(v, "nsubj", "nsubjpass", "aux", "auxpass") is not None:
            return
        first = self.tokens[token.head]
        if first.pos not in ("VERB", "AUX"):
            return
        if first.tag == token.tag or token.tag in ("VB", "VBN", "VBG"):
            negations = self.found.negations
            self.verb(first.i, inherited=True)
            alternatives = {self.tokens[c].text.lower() for c in self.tree.with_dep(first.i, "cc")}
            if self.found.negations > negations and not alternatives & {"or", "nor"}:
                self.found.negations = negations  # "did not attack but withdrew"

    def _modal(self, v: int, word: str, aux: int) -> None:
        status = self.judge._modals.get(word)
        if status is None:
            return
        if status == "hypothetical" and word in ("would", "'d", "’d") and self._reported(v):
            status = "future"  # "said it would withdraw": future in the past
        if status == "demanded":
            status = "hypothetical"
        if word in ("could", "can", "ca") and status == "hypothetical" and self.tree.child(v, "neg") is not None:
            return  # "could not reach" did not happen: the negation alone speaks
        self.found.add(status, word, aux)

    def _reported(self, v: int) -> bool:
        """Whether a clause hangs on a verb of saying or deciding, without a condition."""
        if any(self._is_condition(c) for c in self.tree.with_dep(v, "advcl")):
            return False
        step = v
        for _ in range(MAX_STEPS):
            token = self.tokens[step]
            if token.dep in ("ccomp", "relcl", "acl"):
                return True
            if token.dep not in ("conj", "xcomp") or token.head == step:
                return any(self.tokens[c].dep in ("ccomp", "parataxis") for c in self.tree.children[step])
            step = token.head
        return False

    def _is_empty(self, c: int) -> bool:
        token = self.tokens[c]
        if token.lemma.lower() in ("none", "nobody", "nothing") or (token.lemma.lower() in self.judge._no and token.pos in ("PRON", "DET")):
            return True
        return any(self.tokens[d].text.lower() in self.judge._no for d in self.tree.with_dep(c, "det", "amod")) and token.dep != "dobj"

    def _is_condition(self, clause: int) -> bool:
        return self.judge.is_condition(self.tree, clause)

    def _condition(self, v: int, clause: int) -> None:
        if self.found.condition is None:
            self.found.condition = clause
        if any(self.tokens[c].text.lower() in ("would", "could", "might", "may") for c in self.tree.with_dep(v, "aux")):
            self.found.add("hypothetical", "if")

    def _hedge(self, words: list[int], reason: str) -> None:
        self.found.hedge = self.found.hedge or words
        self.found.hearsay = self.found.hearsay or reason in self.judge._hearsay
        self.found.why.append(f"hedge.{reason}")

    def noun(self, n: int) -> None:
        """Determiners and adjectives of an event noun."""
        for c in self.tree.children[n]:
            token = self.tokens[c]
            word = token.text.lower()
            if token.dep in ("det", "neg") and word in self.judge._no:
                self.found.add("negated", word)
            elif token.dep in ("amod", "compound", "nmod"):
                if word in self.judge._failed["modifier"]:
                    self._failed(word)
                elif effect := self.judge.governor("modifier", word):
                    self.found.add(effect, word)
                if word in self.judge._hedge_modifiers:
                    self._hedge([c], word)

    def light(self, v: int) -> None:
        """What the light verb itself says of the deed: "plans an attack", "authorised a raid"."""
        if effect := self.judge.governor("object", *self._phrases(v)):
            self.found.add(effect, self.tokens[v].lemma, v)

    def _failed(self, word: str) -> None:
        self.found.outcome = "intercepted" if word in self.judge._intercepted else self.found.outcome or "failed"
        self.found.why.append(f"outcome.{word}")

    # --- the way up --------------------------------------------------------------------------------------------------

    def climb(self, i: int) -> None:
        """From governor to governor while what stands there still bears on the trigger."""
        step = i
        for _ in range(MAX_STEPS):
            token = self.tokens[step]
            if token.head == step:
                self._question(step)
                return
            above = self._up(step)
            if above is None:
                return
            step = above

    def _up(self, i: int) -> int | None:
        token = self.tokens[i]
        governor = self.tokens[token.head]
        if token.dep in NOUN_LINKS and token.pos in ("NOUN", "PROPN"):
            return self._noun_up(i)
        if token.dep == "prep" or token.dep == "agent":
            return self._preposition_up(i)
        if token.dep in ("xcomp", "ccomp", "pcomp", "csubj", "csubjpass"):
            return self._clause_up(i)
        if token.dep == "acl" and (token.tag == "VB" or self.tree.child(i, "mark") is not None):
            return self._on_noun(governor.i)
        if token.dep == "advcl":
            return self._adverbial_up(i)
        if token.dep == "conj":
            return self._conjunct_up(i)
        return None  # relative clauses and participles after nouns tell what holds, whatever the clause above says

    def _adverbial_up(self, i: int) -> int | None:
        token, governor = self.tokens[i], self.tokens[self.tokens[i].head]
        if self._is_condition(i):
            self.found.add("hypothetical", "if")
            return None
        if governor.pos == "ADJ" and token.tag == "VB":
            return self._apply("adjective", governor.i)
        if token.tag == "VB" and self.tree.child(i, "aux") is not None and not self.tree.child(i, "mark"):
            self.found.add("hypothetical", "purpose")  # "to protect civilians": an aim
            return None
        if token.tag == "VBG" and self.tree.child(i, "nsubj", "mark", "aux") is None and governor.pos in ("VERB", "AUX"):
            self.verb(governor.i, inherited=True)
            return governor.i
        return None

    def _conjunct_up(self, i: int) -> int | None:
        token, first = self.tokens[i], self.tokens[self.tokens[i].head]
        if token.pos in ("NOUN", "PROPN") and first.pos in ("NOUN", "PROPN"):
            return self._noun_up(self.tree.first_conjunct(i))
        own = self.tree.child(i, "nsubj", "nsubjpass") is not None
        return None if own and self.tokens[i].tag in ("VBD", "VBZ", "VBP") and first.dep == "ROOT" else first.i

    def _clause_up(self, i: int) -> int | None:
        token, governor = self.tokens[i], self.tokens[self.tokens[i].head]
        if token.dep == "pcomp":
            return self._preposition_up(governor.i, clause=True)
        if governor.pos == "ADJ":
            return self._apply("adjective", governor.i)
        if governor.pos in ("NOUN", "PROPN"):
            return self._on_noun(governor.i)
        if governor.pos not in ("VERB", "AUX"):
            return None
        return self._on_verb(i, governor.i)

    def _on_verb(self, i: int, v: int) -> int | None:
        """A clause under a verb: the verb's own meaning, its negation where it is no verb of saying, and hearsay passives."""
        token, lemma = self.tokens[i], self.tokens[v].lemma
        if lemma == "be" and token.dep == "xcomp" and token.tag == "VB" and not self._is_outstanding(v, i):
            self.found.add("future", "be-to", v)
            return None
        if lemma in ("have", "be") and token.tag == "VB" and self._is_outstanding(v, i):
            self.found.add("negated", "yet-to", v)
            return None
        if lemma == "go" and self.tokens[v].tag == "VBG" and token.dep == "xcomp":
            self.found.add("future", "going-to", v)
        if self._is_hearsay_passive(v):
            self._hedge([*list(self.tree.with_dep(v, "auxpass")), v], lemma)
            self.found.hearsay = True
            return None
        if lemma in self.judge._failed["clause"] and self.tokens[v].tag in ("VBD", "VBN"):
            self._failed(lemma)
            return v
        effect = self.judge.governor("clause", *self._phrases(v))
        if effect == "demanded" and lemma == "ask" and self.arguments.is_question(i):
            return None  # "asked why the army had fired": presupposed
        if effect is not None and not (effect == "future" and self._is_told_as_past(i)):
            self.found.add(effect, lemma, v)
        if lemma in SPEECH_STOPS or token.dep == "ccomp":
            if lemma in ("believe", "think", "expect") and self.tree.is_negated(v):
                self.found.add("negated", lemma)
            return None
        self.verb(v, inherited=True)
        return v

    def _is_told_as_past(self, i: int) -> bool:
        """ "announced that charges were filed": a finite clause in the past is no plan, whatever verb stands above."""
        if self.tokens[i].dep != "ccomp":
            return False
        auxiliaries = [self.tokens[a] for a in self.tree.with_dep(i, "aux", "auxpass")]
        if any(a.tag == "MD" or a.text.lower() == "to" for a in auxiliaries):
            return False
        return self.tokens[i].tag == "VBD" or any(a.tag == "VBD" for a in auxiliaries)

    def _is_outstanding(self, v: int, i: int) -> bool:
        """ "has yet to recognise": not done so far."""
        return any(self.tokens[c].text.lower() == "yet" and v < c < i for p in (v, i) for c in self.tree.with_dep(p, "advmod"))

    def _is_hearsay_passive(self, v: int) -> bool:
        return (
            self.tokens[v].lemma in self.judge._hedge_passives
            and self.tree.child(v, "auxpass") is not None
            and self.tree.child(v, "agent") is None
        )

    def _phrases(self, v: int) -> list[str]:
        """The verb's lemma, alone and with its particle or preposition: "call off", "call for"."""
        lemma = self.tokens[v].lemma
        return [f"{lemma} {self.tokens[c].text.lower()}" for c in self.tree.with_dep(v, "prt", "prep", "advmod")] + [lemma]

    def _noun_up(self, n: int) -> int | None:
        """An event noun as subject or object: "cancelled the raid", "fears an attack", "a raid could follow"."""
        token, governor = self.tokens[n], self.tokens[self.tokens[n].head]
        if token.dep == "pobj":
            return self._preposition_up(governor.i)
        if governor.pos in ("NOUN", "PROPN"):
            return None
        deep_object = token.dep in ("dobj", "nsubjpass", "attr")
        if deep_object:
            lemma_phrases = self._phrases(governor.i)
            if any(phrase in self.judge._failed["object"] for phrase in lemma_phrases):
                self._failed(next(p for p in lemma_phrases if p in self.judge._failed["object"]))
            elif effect := self.judge.governor("object", *lemma_phrases):
                self.found.add(effect, governor.lemma, governor.i)
        elif token.dep == "nsubj":
            for c in self.tree.with_dep(governor.i, "acomp"):  # "talks are due to begin", "an attack is likely"
                self._apply("adjective", c)
                return None
        if self._is_definite(n) and not deep_object:
            return None
        if governor.pos in ("VERB", "AUX") and not self._is_definite(n):
            self.verb(governor.i, inherited=True)
            return governor.i
        return None

    def _is_definite(self, n: int) -> bool:
        return any(
            self.tokens[c].dep == "poss"
            or (self.tokens[c].dep == "det" and self.tokens[c].text.lower() in ("the", "this", "that", "these", "those"))
            for c in self.tree.children[n]
        )

    def _preposition_up(self, p: int, clause: bool = False) -> int | None:
        """Through a preposition to the noun, verb or adjective that it hangs on."""
        token, governor = self.tokens[p], self.tokens[self.tokens[p].head]
        word = token.text.lower()
        phrases = {word, f"{governor.text.lower()} {word}", f"{self.tokens[p - 1].text.lower()} {word}" if p else word}
        if phrases & self.judge._without:
            self.found.add("negated", word)
            return None
        if word in self.judge._ahead and not clause and word != "before":
            return None
        if governor.pos in ("NOUN", "PROPN"):
            return self._on_noun(governor.i) if word in ("of", "for", "to", "on", "about", "against", "at", "from") else None
        if governor.pos == "ADJ":
            return self._apply("adjective", governor.i)
        if governor.pos == "VERB":
            lemma = f"{governor.lemma} {word}"
            if effect := self.judge.governor("object", lemma) or self.judge.governor("clause", lemma):
                self.found.add(effect, lemma)
            elif word == "from" and (effect := self.judge.governor("object", governor.lemma)) == "negated":
                self.found.add(effect, governor.lemma)
            elif word in ("of", "for") and clause and governor.lemma in ("think", "dream"):
                self.found.add("hypothetical", governor.lemma)
            return governor.i if clause and word in ("by", "from", "on", "in") and effect else None
        return None

    def _on_noun(self, n: int) -> int | None:
        """What hangs on a noun: "plans to attack", "threat of strikes", "fears that"."""
        lemma = self.tokens[n].lemma.lower()
        above = self.tokens[self.tokens[n].head]
        if lemma in self.judge._claims and above.lemma in self.judge._refuting and self.tokens[n].dep in ("dobj", "nsubjpass"):
            self.found.add("negated", above.lemma, above.i)  # "dismissed claims that it had attacked"
            return None
        if lemma in self.judge._failed["noun"]:
            self._failed(lemma)
        elif effect := self.judge.governor("noun", lemma):
            self.found.add(effect, lemma, n)
        else:
            return None
        return n if self.tokens[n].dep in NOUN_LINKS else None

    def _apply(self, kind: str, i: int) -> int | None:
        if effect := self.judge.governor(kind, self.tokens[i].lemma.lower()):
            self.found.add(effect, self.tokens[i].lemma.lower(), i)
        if self.tree.is_negated(i):
            self.found.add("negated", "not")
        head = self.tree.head_of(i)
        if head is not None and self.tokens[i].dep in ("acomp", "oprd") and self.tokens[head].pos in ("AUX", "VERB"):
            self.verb(head, inherited=True)
            return head
        return None

    def _question(self, root: int) -> None:
        sentence = self.tree.sentence(root)
        if sentence.text.rstrip("\"'”’»)").endswith("?"):
            self.found.add("hypothetical", "question")
