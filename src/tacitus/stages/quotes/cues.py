"""Cues in the text and what each gives: verbs, nouns, "according to", hearsay adverbs. One pass over the tokens, indexed by lemma."""

from __future__ import annotations

from dataclasses import dataclass, field

from tacitus.stages.quotes.frames import fill
from tacitus.stages.quotes.lexicon import Cue, CueLexicon
from tacitus.stages.quotes.runs import has_to, runs_of
from tacitus.stages.quotes.speakers import agent_of, own_subject, speaker_of
from tacitus.syntax.tree import Tree

CLAUSAL = frozenset({"ROOT", "ccomp", "advcl", "relcl", "parataxis", "acl", "pcomp", "csubj"})
_NAMED = frozenset({"NORP", "GPE", "ORG", "PERSON"})
_ABOUT = frozenset({"about", "over", "with", "at", "for", "in", "to", "on"})
_FEARED = frozenset({"fear", "concern", "worry", "hope", "rumour", "rumor", "speculation", "suspicion", "belief"})
_BEFORE_ORDER = frozenset({"do", "n't", "n’t", "not", "please", "never", "just", "so", "and", "but", "now", "then"})
BEFORE_VERB = frozenset({"aux", "auxpass", "neg", "advmod"})


@dataclass(slots=True)
class Found:
    """A cue with its content, before it becomes a Quote. Spans are code points; ``anchor`` is the cue's head token."""

    anchor: int
    cue: tuple[int, int] | None
    spans: list[tuple[int, int]]
    speaker: int | None = None
    hedge: tuple[int, int] | None = None
    kind: str = "verb"
    frame: str = ""
    hedged: bool = False
    named: tuple[int, int] | None = None  # the speaker's words where no token heads them (a label)
    regions: list[int] = field(default_factory=list)  # start offsets of the quoted regions it took up


class CueFinder:
    """Finds the cues of a document and fills their frames."""

    def __init__(self, lexicon: CueLexicon) -> None:
        self._lexicon = lexicon

    def find(self, tree: Tree) -> list[Found]:
        """Cues with content, in text order of their anchors."""
        found: list[Found] = []
        verbs, nouns, adjectives = self._lexicon.verbs, self._lexicon.nouns, self._lexicon.adjectives
        for token in tree.tokens:
            lemma = token.lemma
            hit: Found | None = None
            if token.pos in ("VERB", "AUX") and lemma in verbs:
                hit = self.verb(tree, token.i)
            elif token.pos in ("NOUN", "PROPN") and lemma in nouns:
                hit = self._noun(tree, token.i)
            elif token.pos == "ADV" and lemma in self._lexicon.hearsay:
                hit = _hearsay(tree, token.i)
            elif lemma in ("accord", "according") and token.dep in ("prep", "advcl", "ROOT"):
                hit = _according(tree, token.i)
            if (
                hit is None
                and token.pos in ("ADJ", "VERB")
                and token.dep in ("acomp", "ROOT", "conj", "ccomp")
                and token.text in adjectives
            ):
                hit = self._adjective(tree, token.i)
            if hit is None and token.pos == "NOUN" and lemma in self._lexicon.owned:
                hit = _owned(tree, token.i)
            if hit is not None and hit.spans:
                found.append(hit)
        return found

    def is_direct(self, tree: Tree, i: int) -> bool:
        """Whether the word at token ``i`` may govern words in quotation marks, its particle given."""
        cues = self._lexicon.verbs.get(tree.tokens[i].lemma, ())
        return any("direct" in cue.frames and (cue.particle is None or _has_particle(tree, i, cue.particle)) for cue in cues)

    def verb(self, tree: Tree, i: int) -> Found | None:
        """A verb cue with its content."""
        token = tree.tokens[i]
        if token.tag == "VB" and _is_order(tree, i):
            return None
        if (expressed := self._expression(tree, i)) is not None:
            return expressed
        for cue in self._lexicon.verbs[token.lemma]:
            if cue.particle is not None and not _has_particle(tree, i, cue.particle):
                continue
            content = fill(tree, i, cue)
            if content is None:
                continue
            if token.tag == "VBG" and _is_quoted_as(tree, i):
                return None
            speaker = (
                None
                if content.raised
                else own_subject(tree, i)
                if "quoted-as" in cue.frames and content.cue_last > i
                else speaker_of(tree, i)
            )
            hedged = content.raised or (speaker is None and _is_impersonal(tree, i))
            hedged = hedged and token.lemma in self._lexicon.hedging
            first = cue_first(tree, i)
            last = max(content.cue_last, i)
            return Found(
                anchor=i,
                cue=(tree.tokens[first].start, tree.tokens[last].end),
                spans=_spans(tree, content.runs),
                speaker=speaker if speaker != i else None,
                hedge=(tree.tokens[first].start, tree.tokens[last].end) if hedged else None,
                hedged=hedged,
                frame=content.frame,
            )
        return None

    def _adjective(self, tree: Tree, i: int) -> Found | None:
        """ "is confident that …", "was critical of …": the subject's view; an impersonal "it is clear" is nobody's."""
        token = tree.tokens[i]
        head = token.head if token.dep == "acomp" else i
        subject = own_subject(tree, head)
        if (
            subject is None
            or tree.tokens[subject].lemma in ("it", "there", "this", "that", "what")
            or tree.tokens[head].pos not in ("AUX", "VERB")
        ):
            return None
        for cue in self._lexicon.adjectives[token.text]:
            content = fill(tree, i, cue)
            if content is None:
                continue
            first = cue_first(tree, head)
            last = max(i, content.cue_last)
            return Found(i, (tree.tokens[first].start, tree.tokens[last].end), _spans(tree, content.runs), subject, kind="adjective")
        return None

    def _expression(self, tree: Tree, i: int) -> Found | None:
        """ "expressed concern about …": the object is the content."""
        if tree.tokens[i].lemma not in self._lexicon.expressing:
            return None
        held = tree.child(i, "dobj")
        if held is None or tree.tokens[held].lemma not in self._lexicon.expressed:
            return None
        first, last, content = cue_first(tree, i), i, held
        for prep in tree.with_dep(held, "prep"):  # "expressed concern about the dam": the dam is what is spoken of
            below = tree.child(prep, "pobj", "pcomp")
            if prep > held > i and tree.tokens[prep].lemma in _ABOUT and below is not None:
                last, content = prep, below
                break
        spans = _spans(tree, runs_of(tree, tree.subtree(content)))
        return Found(i, (tree.tokens[first].start, tree.tokens[last].end), spans, speaker_of(tree, i))

    def _noun(self, tree: Tree, i: int) -> Found | None:
        """ "the claim that …", "his warning of …", "a report by X that …"."""
        for cue in self._lexicon.nouns[tree.tokens[i].lemma]:
            frame, members = self._noun_content(tree, i, cue)
            if not members:
                continue
            first = last = i
            speaker = self._owner(tree, i)
            if (verb := self._light_verb(tree, i)) is not None:
                speaker = speaker_of(tree, verb) if speaker is None else speaker
                first = cue_first(tree, verb) if verb < i else i
            return Found(
                i,
                (tree.tokens[first].start, tree.tokens[last].end),
                _spans(tree, runs_of(tree, members)),
                speaker,
                kind="noun",
                frame=frame,
            )
        return None

    def _noun_content(self, tree: Tree, i: int, cue: Cue) -> tuple[str, list[int]]:
        """The frame that is filled and its tokens."""
        for child in tree.children[i]:
            token = tree.tokens[child]
            if child < i:
                continue
            if (
                token.dep in ("acl", "ccomp", "relcl")
                and "that" in cue.frames
                and (_is_that_clause(tree, child) or self._is_lost_clause(tree, child) or _is_bare_clause(tree, i, child))
            ):
                return "that", tree.subtree(child)
            if token.dep in ("acl", "relcl") and "inf" in cue.frames and has_to(tree, child) and own_subject(tree, child) is None:
                return "inf", tree.subtree(child)
            if token.dep == "prep" and token.lemma in cue.frames and (below := tree.child(child, "pobj", "pcomp")) is not None:
                return token.lemma, tree.subtree(below)
        head = tree.tokens[tree.tokens[i].head]
        if "that" in cue.frames and head.lemma == "be" and tree.tokens[i].dep == "nsubj":
            for child in tree.with_dep(head.i, "ccomp"):
                if child > i:
                    return "that", tree.subtree(child)
        return "", []

    def _is_lost_clause(self, tree: Tree, i: int) -> bool:
        """ "a warning that the dam could break", taken for a relative clause; "the warning that Doe issued" is one."""
        that = tree.child(i, "dobj")
        subject = tree.child(i, "nsubj")
        if that is None or tree.tokens[that].lemma != "that" or subject is None or subject < that:
            return False
        return tree.tokens[i].lemma not in self._lexicon.light and tree.tokens[i].lemma not in self._lexicon.verbs

    def _light_verb(self, tree: Tree, i: int) -> int | None:
        token = tree.tokens[i]
        if token.dep == "dobj" and tree.tokens[token.head].lemma in self._lexicon.light:
            return token.head
        return None

    def _owner(self, tree: Tree, i: int) -> int | None:
        owner = tree.child(i, "poss")
        if owner is not None:
            return owner
        owner = agent_of(tree, i)
        if owner is not None:
            return owner
        for child in tree.with_dep(i, "prep"):
            if tree.tokens[child].lemma in ("from", "among"):
                return tree.child(child, "pobj")
        named = [c for c in tree.with_dep(i, "amod", "compound", "nmod") if tree.tokens[c].entity_type in _NAMED]
        return named[-1] if named else None  # "Foolander claims that …"


def _spans(tree: Tree, runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Code points of the runs; a bare "who" or "which" gives way to the rest, or to what it stands for."""
    bare = [run for run in runs if run[0] == run[1] and tree.tokens[run[0]].tag in ("WP", "WDT")]
    kept = [run for run in runs if run not in bare]
    if bare and not kept:
        i = bare[0][0]
        clause = next((n for n in tree.ancestors(i) if tree.tokens[n].dep == "relcl"), None)
        return [tree.noun_phrase(tree.tokens[clause].head)] if clause is not None else []
    return [(tree.tokens[first].start, tree.tokens[last].end) for first, last in runs]


def _has_particle(tree: Tree, i: int, particle: str) -> bool:
    """Whether a word below the verb (or two steps below it, "make it clear") is the particle."""
    near = tree.tokens[i + 1 : i + 4]
    return any(t.lemma == particle or t.text.lower() == particle for t in near if t.head == i or tree.tokens[t.head].head == i)


def cue_first(tree: Tree, i: int) -> int:
    """The first token of the verb group: auxiliaries, negation and adverbs right before the verb."""
    first = i
    while (
        first > 0 and tree.tokens[first - 1].head == i and tree.tokens[first - 1].dep in BEFORE_VERB and tree.tokens[first - 1].tag != "WRB"
    ):
        first -= 1
    return first


def _is_order(tree: Tree, i: int) -> bool:
    """ "Imagine the scene", "Don't blame Roe": the reader is spoken to, and nobody says or thinks anything."""
    if tree.child(i, "nsubj", "nsubjpass", "expl", "csubj") is not None:
        return False
    return all(t.pos == "PUNCT" or t.text.lower() in _BEFORE_ORDER for t in tree.tokens[tree.sentence(i).tokens[0].i : i])


def _is_impersonal(tree: Tree, i: int) -> bool:
    subject = tree.child(i, "nsubj", "nsubjpass", "expl")
    return subject is not None and tree.tokens[subject].lemma == "it" and tree.child(i, "auxpass") is not None


def _is_quoted_as(tree: Tree, i: int) -> bool:
    """The "saying" of "was quoted as saying" is part of the cue."""
    prep = tree.tokens[tree.tokens[i].head]
    return tree.tokens[i].dep == "pcomp" and prep.lemma == "as" and tree.tokens[prep.head].lemma in ("quote", "cite")


def _is_bare_clause(tree: Tree, i: int, clause: int) -> bool:
    """ "Fears the dam would break": a clause with its subject, a modal and no gap for the noun."""
    subject = tree.child(clause, "nsubj", "nsubjpass")
    if tree.tokens[i].lemma not in _FEARED or subject is None or subject < i or tree.tokens[subject].tag in ("WDT", "WP"):
        return False
    return any(tree.tokens[c].tag == "MD" for c in tree.with_dep(clause, "aux"))


def _is_that_clause(tree: Tree, i: int) -> bool:
    """A clause with "that" that is no relative clause: its "that" is a mark, not a subject or object."""
    for child in tree.children[i]:
        token = tree.tokens[child]
        if token.lemma == "that" and token.dep == "mark":
            return True
    return False


def _clause_of(tree: Tree, i: int) -> int:
    """The verb of the clause that an adverbial stands in; at a sentence's end or beginning the whole sentence's."""
    sentence = tree.sentence(i).tokens
    node = i
    edge = all(t.pos == "PUNCT" for t in sentence if t.i < i) or i > sentence[-1].i - 12
    for node in tree.ancestors(i):
        token = tree.tokens[node]
        if token.dep == "relcl" or (token.dep in CLAUSAL and token.pos in ("VERB", "AUX") and not edge):
            return node
    return node


def _rest_of_clause(tree: Tree, i: int, without: list[int]) -> list[tuple[int, int]]:
    """The clause without the phrase; a further clause that follows an inserted phrase is the writer's own again."""
    clause = _clause_of(tree, i)
    left_out = set(without)
    last = without[-1]
    for node in (clause, *tree.children[clause]):
        for child in tree.children[node]:
            token = tree.tokens[child]
            if without[0] > tree.sentence(i).tokens[0].i + 1 and child > last and token.dep in ("conj", "advcl") and child > i:
                left_out.update(tree.subtree(child))
                left_out.update(c for c in tree.with_dep(node, "cc") if last < c < child)
    return runs_of(tree, [n for n in tree.subtree(clause) if n not in left_out])


def _according(tree: Tree, i: int) -> Found | None:
    """ "according to X, …"."""
    to = tree.child(i, "prep", "aux", "prt")
    if to is None or tree.tokens[to].lemma != "to":
        if i + 1 < len(tree.tokens) and tree.tokens[i + 1].lemma == "to" and tree.tokens[i + 1].head in (i, tree.tokens[i].head):
            to = i + 1
        else:
            return None
    speaker = tree.child(to, "pobj") or tree.child(i, "pobj")
    if speaker is None:
        return None
    phrase = tree.subtree(i)
    runs = _after_opening(tree, to, phrase) or _rest_of_clause(tree, i, phrase)
    return Found(i, (tree.tokens[i].start, tree.tokens[to].end), _spans(tree, runs), speaker, kind="phrase")


def _after_opening(tree: Tree, to: int, phrase: list[int]) -> list[tuple[int, int]]:
    """The rest of the sentence, where the phrase opens it: the parser often takes the subject for another speaker."""
    sentence = tree.sentence(to).tokens
    if any(t.pos != "PUNCT" for t in sentence if t.i < phrase[0]):
        return []
    commas = [t.i for t in sentence if t.i > to + 1 and t.text == ","]
    comma = next((n for n in commas if n == phrase[-1] + 1), next((n for n in commas if _is_clause(tree, n, sentence[-1].i)), None))
    if comma is None or not _is_clause(tree, comma, sentence[-1].i):
        return []
    return runs_of(tree, list(range(comma + 1, sentence[-1].i + 1)))


def _is_clause(tree: Tree, first: int, last: int) -> bool:
    """Whether a finite verb stands after one token, up to another, and it is no relative clause."""
    inside = tree.tokens[first + 1 : last + 1]
    return inside[0].tag not in ("WDT", "WP", "WP$", "VBG", "VBN") and any(t.tag in ("VBD", "VBZ", "VBP", "MD") for t in inside)


def _owned(tree: Tree, i: int) -> Found | None:
    """ "in his view, …", "in the words of X, …"."""
    token = tree.tokens[i]
    if token.dep != "pobj" or tree.tokens[token.head].lemma not in ("in", "to") or tree.tokens[token.head].dep != "prep":
        return None
    speaker = tree.child(i, "poss")
    if speaker is None:
        of = next((c for c in tree.with_dep(i, "prep") if tree.tokens[c].lemma == "of"), None)
        speaker = tree.child(of, "pobj") if of is not None else None
    if speaker is None:
        return None
    phrase = tree.subtree(token.head)
    return Found(
        i, (tree.tokens[phrase[0]].start, token.end), _spans(tree, _rest_of_clause(tree, token.head, phrase)), speaker, kind="phrase"
    )


def _hearsay(tree: Tree, i: int) -> Found | None:
    """ "reportedly": its own clause, without a source."""
    token = tree.tokens[i]
    head = token.head
    if tree.tokens[head].pos in ("VERB", "AUX"):
        runs = runs_of(tree, [n for n in tree.subtree(head) if n != i and tree.tokens[n].dep != "mark"])
    else:
        runs = runs_of(tree, [n for n in tree.subtree(head) if n != i])
    return Found(i, (token.start, token.end), _spans(tree, runs), None, (token.start, token.end), kind="hearsay", hedged=True)
