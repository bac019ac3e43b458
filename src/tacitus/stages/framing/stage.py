"""The stage: labels, loaded words, judging reporting verbs, deleted agents, opinion and calls, each as evidence on its own words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from tacitus.model.ids import annotation_id
from tacitus.model.ontology import FrameBy, FrameCategory
from tacitus.model.records import Document, Entity, Frame, Mention, Quote, Sentence, Token
from tacitus.model.stage import Given, StageSpec
from tacitus.resources.loader import load
from tacitus.stages.framing.lexicon import Entry, FramingLexicon
from tacitus.stages.framing.opinion import Flagged, OpinionScore
from tacitus.syntax.authorial import AuthorialWords, Quoted, authorial_spans
from tacitus.syntax.marks import regions
from tacitus.syntax.tree import Tree, tree_of

# start, end, category, counterpart, head token of the target
_Hit = tuple[int, int, FrameCategory, str | None, int | None]


class Framing:
    """Rules look at words and syntax alone: swap two actors' names in a sentence and every flag stays."""

    spec = StageSpec("framing", 4, (Sentence, Mention, Entity, Quote), (Frame,))

    def __init__(self, lexicon: FramingLexicon, authorial: AuthorialWords, score: OpinionScore) -> None:
        self._lexicon = lexicon
        self._authorial = authorial
        self._score = score

    @classmethod
    def from_resources(cls, user_lexicons: tuple[object, ...] = ()) -> Framing:
        return cls(FramingLexicon.from_resources(), AuthorialWords.of(load("framing/authorial.yaml").data), OpinionScore.from_resources())

    def annotate(self, document: Document, given: Given) -> Iterable[Frame]:
        tree = tree_of(given)
        reader = _Reader(document, given, tree, self._lexicon)
        hits = sorted(reader.hits(), key=lambda hit: (hit[0], hit[1], hit[2]))
        seen: set[tuple[int, int, str]] = set()
        for start, end, category, counterpart, head in hits:
            if (start, end, category) not in seen:
                seen.add((start, end, category))
                yield self._frame(document, (start, end), category, reader.by(start), counterpart, reader.entity_of(head))
        for start, end, kind, why in self._own_voice(document, given, hits):
            yield self._frame(document, (start, end), kind, "outlet", why=why)

    def _frame(
        self,
        document: Document,
        span: tuple[int, int],
        category: FrameCategory,
        by: FrameBy,
        counterpart: str | None = None,
        target: str | None = None,
        why: tuple[str, ...] = (),
    ) -> Frame:
        return Frame(
            id=annotation_id("frame", document.id, [span], 0, category),
            produced_by=self.spec.provenance,
            start=span[0],
            end=span[1],
            text=document.text[slice(*span)],
            category=category,
            by=by,
            counterpart=counterpart,
            target=target,
            why=why,
        )

    def _own_voice(
        self, document: Document, given: Given, hits: Iterable[_Hit]
    ) -> Iterator[tuple[int, int, Literal["opinion", "call"], tuple[str, ...]]]:
        """Sentences that are opinion or call by a rule, then those that are opinion by the sum of their words."""
        ruled: set[int] = set()
        for start, end, kind in authorial_spans(document.text, given, self._authorial):
            ruled.add(start)
            yield start, end, kind, ()
        quoted = Quoted(given.of(Quote))
        sentences = given.of(Sentence)
        loaded = _by_sentence(document.text, sentences, [hit for hit in hits if not quoted.holds(hit[0])])
        for sentence, why in self._score.opinions(sentences, quoted.free, loaded):
            if sentence.start not in ruled:
                yield sentence.start, sentence.end, "opinion", why


class _Reader:
    """Finds the frames of one document, but for the author's own voice."""

    def __init__(self, document: Document, given: Given, tree: Tree, lexicon: FramingLexicon) -> None:
        self._tree = tree
        self._lexicon = lexicon
        self._by_head = {mention.head: mention for mention in reversed(given.of(Mention)) if mention.form not in ("bystander", "joined")}
        self._names = _covered(tree, given.of(Mention))
        self._marked = sorted(span for region in regions(document.text, _paragraphs(tree)) if region.depth == 0 for span in region.spans())
        self._marked_starts = [start for start, _ in self._marked]
        self._said = _said(given.of(Quote))
        self._said_starts = [start for start, _ in self._said]
        self._cues = {quote.cue.end: quote for quote in given.of(Quote) if quote.cue is not None}

    def by(self, offset: int) -> FrameBy:
        """Words in quotation marks of a quotation are the speaker's; the wording of indirect speech is the outlet's."""
        return (
            "speaker" if _holds(self._marked, self._marked_starts, offset) and _holds(self._said, self._said_starts, offset) else "outlet"
        )

    def entity_of(self, i: int | None) -> str | None:
        mention = self._by_head.get(i) if i is not None else None
        return mention.entity if mention is not None else None

    def hits(self) -> Iterator[_Hit]:
        taken = -1
        for token in self._tree.tokens:
            if token.i > taken:
                hit, last = self._expression(token)
                if hit is not None:
                    taken = last
                    yield hit
            if token.pos == "VERB":
                yield from self._verb(token)

    def _expression(self, token: Token) -> tuple[_Hit | None, int]:
        """The longest listed expression that begins at the token, and its last token."""
        lexicon, tokens = self._lexicon, self._tree.tokens
        lower = token.text.lower()
        candidates = lexicon.entries.get(token.lemma.lower(), ()) if token.lemma.lower() != lower else ()
        for entry in (*lexicon.entries.get(lower, ()), *candidates):
            last = token.i + len(entry.words) - 1
            if last >= len(tokens) or not all(
                word in (tokens[token.i + n].text.lower(), tokens[token.i + n].lemma.lower()) for n, word in enumerate(entry.words)
            ):
                continue
            if self._counts(entry, token.i, last):
                category: FrameCategory = "label" if entry.kind in ("label", "distance") else "loaded"
                return (token.start, tokens[last].end, category, entry.counterpart, self._target(entry, token.i, last)), last
        return None, -1

    def _counts(self, entry: Entry, first: int, last: int) -> bool:
        tokens = self._tree.tokens
        head = tokens[last]
        if len(entry.words) == 1 and head.pos not in entry.pos:
            return False
        if all(tokens[i].pos == "PROPN" and i in self._names for i in range(first, last + 1)):
            return False  # a body's own official name
        if entry.section == "adjectives" and head.pos != "ADJ" and head.dep != "amod":
            return False
        if entry.kind == "distance":
            return head.dep in ("amod", "compound", "advmod") and (head.head in self._by_head or tokens[head.head].pos == "PROPN")
        if entry.section == "verbs" and entry.counterpart == "criticise":
            return self._criticises(first)
        if not entry.starred:
            return True
        if entry.kind == "label":
            # a tariff regime is no government: a common noun before the word says of what it is one
            of_what = any(tokens[c].pos == "NOUN" for c in self._tree.with_dep(last, "compound"))
            return not of_what and (last in self._by_head or (head.dep == "compound" and head.head in self._by_head))
        words = {entry.words[0], head.lemma}
        return any(t.lemma in self._lexicon.force and t.lemma not in words for t in self._tree.sentence(first).tokens)

    def _criticises(self, verb: int) -> bool:
        """Who is slammed, or who slams a thing: a blast ripping through a wall criticises nobody, and soldiers blast walls."""
        what, who = self._tree.child(verb, "dobj", "nsubjpass"), self._tree.child(verb, "nsubj")
        if what is None or what in self._by_head:
            return what is not None
        return who in self._by_head and not any(t.lemma in self._lexicon.force for t in self._tree.sentence(verb).tokens if t.i != verb)

    def _target(self, entry: Entry, first: int, last: int) -> int | None:
        """Whom the word frames: itself where it is a label, what it modifies, its object, or the owner of the deed."""
        tree = self._tree
        token = tree.tokens[last]
        if entry.kind == "label":
            if last in self._by_head and self.entity_of(last):
                return last
            holder = token.head if token.dep in ("compound", "amod", "appos", "attr", "nmod") else last
            if token.dep == "attr":
                holder = tree.child(token.head, "nsubj") or holder
            return holder
        if entry.section == "adjectives" or entry.kind == "distance":
            if token.dep == "acomp":
                return tree.child(token.head, "nsubj")
            return token.head if token.dep in ("amod", "compound") else None
        if entry.section == "verbs":
            return tree.child(first, "dobj", "nsubjpass")
        if entry.section == "nouns":
            return _of_whom(tree, last)
        return None

    def _verb(self, token: Token) -> Iterator[_Hit]:
        tree, lexicon = self._tree, self._lexicon
        quote = self._cues.get(token.end)
        if quote is not None and token.lemma in lexicon.reporting:
            speaker = tree.child(token.i, "nsubj")
            yield token.start, token.end, "reporting-verb", lexicon.reporting[token.lemma], speaker
        if token.lemma in lexicon.passive and (hit := _agentless(tree, token)) is not None:
            yield hit
        elif token.lemma in lexicon.intransitive and tree.child(token.i, "dobj") is None:
            victim = tree.child(token.i, "nsubj")
            if victim is not None and not self._natural(token) and self._violent(token):
                yield token.start, token.end, "deleted-agent", None, victim
        elif token.lemma in lexicon.happen:
            subject = tree.child(token.i, "nsubj")
            if subject is not None and tree.tokens[subject].lemma in lexicon.happenings and tree.child(token.i, "dobj", "agent") is None:
                first = subject if 0 <= token.i - subject <= 3 else token.i
                yield tree.tokens[first].start, _verb_end(tree, token), "deleted-agent", None, None

    def _natural(self, token: Token) -> bool:
        return any(t.lemma.lower() in self._lexicon.natural for t in self._tree.sentence(token.i).tokens)

    def _violent(self, token: Token) -> bool:
        """ "died" hides somebody only where the sentence tells of force ("died in the shelling")."""
        if token.lemma == "fall":
            return False
        return any(
            t.lemma in self._lexicon.happenings
            or t.lemma in ("rocket", "missile", "mortar", "bomb", "shell", "gun", "bullet", "drone", "assault", "stampede")
            for t in self._tree.sentence(token.i).tokens
        )


def _agentless(tree: Tree, token: Token) -> _Hit | None:
    """ "was killed" without "by": the agent is left out; the victim is the target."""
    if token.tag != "VBN":
        return None
    children = tree.children[token.i]
    if any(tree.tokens[c].dep == "agent" or (tree.tokens[c].dep == "prep" and tree.tokens[c].lemma == "by") for c in children):
        return None
    passive = tree.child(token.i, "auxpass")
    if passive is not None:
        victim = tree.child(token.i, "nsubjpass") or _shared_subject(tree, token)
        first, last = sorted((passive, token.i))  # the parser may hang a later word on the verb
        return tree.tokens[first].start, tree.tokens[last].end, "deleted-agent", None, victim
    if token.dep == "conj" and tree.tokens[token.head].tag == "VBN" and tree.child(token.head, "auxpass") is not None:
        return token.start, token.end, "deleted-agent", None, _shared_subject(tree, token)
    if token.dep == "acl" and tree.tokens[token.head].pos in ("NOUN", "PROPN", "NUM"):
        return token.start, token.end, "deleted-agent", None, token.head
    return None


def _shared_subject(tree: Tree, token: Token) -> int | None:
    node = token
    for _ in range(4):
        if node.dep != "conj":
            return None
        node = tree.tokens[node.head]
        subject = tree.child(node.i, "nsubjpass", "nsubj")
        if subject is not None:
            return subject
    return None


def _of_whom(tree: Tree, i: int) -> int | None:
    """The party of a loaded noun: "the massacre of X", "aggression against X", else "X's massacre"."""
    for child in tree.with_dep(i, "prep"):
        if tree.tokens[child].lemma in ("of", "against", "on"):
            return tree.child(child, "pobj")
    return tree.child(i, "poss")


def _verb_end(tree: Tree, token: Token) -> int:
    particle = tree.child(token.i, "prt")
    return tree.tokens[particle].end if particle is not None and particle == token.i + 1 else token.end


def _covered(tree: Tree, mentions: Iterable[Mention]) -> frozenset[int]:
    """Tokens inside names that the entities stage knows: an official name is never a label."""
    inside: set[int] = set()
    for mention in mentions:
        if mention.form == "name" and mention.entity is not None:
            i = mention.head
            while i >= 0 and tree.tokens[i].start >= mention.start:
                inside.add(i)
                i -= 1
            i = mention.head + 1
            while i < len(tree.tokens) and tree.tokens[i].end <= mention.end:
                inside.add(i)
                i += 1
    return frozenset(inside)


def _paragraphs(tree: Tree) -> list[tuple[int, int]]:
    spans: dict[int, tuple[int, int]] = {}
    for sentence in tree.sentences:
        start, _ = spans.get(sentence.paragraph, (sentence.start, sentence.end))
        spans[sentence.paragraph] = (start, sentence.end)
    return list(spans.values())


def _said(quotes: Iterable[Quote]) -> list[tuple[int, int]]:
    """Contents of direct and mixed quotations, overlapping ones joined."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted((span.start, span.end) for quote in quotes if quote.form != "indirect" for span in quote.content):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _by_sentence(text: str, sentences: Sequence[Sentence], hits: Iterable[_Hit]) -> dict[int, list[Flagged]]:
    """The words flagged as loaded or as labels, by the index of their sentence."""
    starts = [sentence.start for sentence in sentences]
    found: dict[int, list[Flagged]] = {}
    for start, end, category, _, _ in hits:
        if category in ("loaded", "label"):
            found.setdefault(sentences[bisect_right(starts, start) - 1].index, []).append((start, end, text[start:end]))
    return found


def _holds(spans: list[tuple[int, int]], starts: list[int], offset: int) -> bool:
    n = bisect_right(starts, offset) - 1
    return n >= 0 and offset < spans[n][1]
