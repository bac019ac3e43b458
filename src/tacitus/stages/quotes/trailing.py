"""Attribution after the words it covers: "Gunmen killed nine, residents said on Monday", whatever the parser made of the speaker."""

from __future__ import annotations

from tacitus.stages.quotes.cues import Found, cue_first
from tacitus.stages.quotes.lexicon import CueLexicon
from tacitus.stages.quotes.runs import is_mark
from tacitus.syntax.parties import PartyReader
from tacitus.syntax.tree import Tree

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
MIN_WORDS = 3  # of a clause before its attribution
_DASHES = frozenset({"—", "–", "--"})
_AFTER = frozenset({"prep", "npadvmod", "advmod", "punct", "dobj", "dative", "tmod", "cc", "conj", "advcl", "pcomp", "pobj"})


class Trailing:
    """Finds speakers right before a cue, and the clause before them."""

    def __init__(self, tree: Tree, parties: PartyReader, lexicon: CueLexicon) -> None:
        self._tree = tree
        self._parties = parties
        self._verbs = lexicon.telling
        self._ending = {
            index[-1]: mention.head
            for mention in parties.by_head.values()
            if mention.form != "adjective" and (index := tree.within(mention.start, mention.end))
        }

    def mend(self, found: list[Found]) -> None:
        """Gives speakers to cues that the parser left without, and contents to those left without any."""
        known = {one.anchor: one for one in found if one.kind == "verb"}
        for token in self._tree.tokens:
            if token.pos in ("VERB", "AUX") and token.lemma in self._verbs and token.tag in ("VBD", "VBZ", "VBP"):
                one = known.get(token.i)
                if one is None or one.speaker is None:
                    self._attribute(found, one, token.i)
        found.sort(key=lambda other: other.anchor)

    def _attribute(self, found: list[Found], one: Found | None, cue: int) -> None:
        tokens = self._tree.tokens
        first = cue_first(self._tree, cue)
        told = self._speaker_before(first)
        if told is None or self._goes_on(cue):
            return
        start, speaker = told
        opening = self._tree.sentence(cue).tokens[0].i
        if not self._is_clause(opening, start - 1):
            return
        if one is not None and one.spans[-1][0] < tokens[start].start:
            one.speaker = speaker
            one.spans = [(a, min(b, tokens[start - 1].start)) for a, b in one.spans if a < tokens[start - 1].start]
        elif one is None:
            span = (tokens[opening].start, tokens[start - 1].start)
            found.append(Found(cue, (tokens[first].start, tokens[cue].end), [span], speaker, frame="clause"))
        else:
            return
        self._end_before(found, cue, start - 1)

    def _end_before(self, found: list[Found], cue: int, comma: int) -> None:
        """ "Roe said the dam would break, a witness recalled": what Roe said ends at the comma."""
        opening = self._tree.sentence(cue).tokens[0].i
        end, low, high = self._tree.tokens[comma].start, self._tree.tokens[opening].start, self._tree.tokens[cue].start
        for other in reversed(found):
            if opening <= other.anchor < comma and other.spans[-1][0] < end and other.spans[-1][1] > high and other.spans[0][0] >= low:
                other.spans = [(a, min(b, end)) for a, b in other.spans if a < end]

    def _speaker_before(self, first: int) -> tuple[int, int] | None:
        """First token and head of the parties that end right before a token, with their appositions; a comma or a mark must precede."""
        tokens, tree = self._tree.tokens, self._tree
        opening = tree.sentence(first).tokens[0].i
        last = first - 2 if first > opening + 1 and tokens[first - 1].text == "," else first - 1
        head = self._ending.get(last)
        if head is None or last <= opening:
            return None
        head = self._outermost(head, opening)
        start = self._first_of(head)
        while start - 2 > opening:
            before = self._ending.get(start - 2)
            apposed = before is not None and tokens[start - 1].text == "," and self._same(before, head)
            joined = before is not None and tokens[start - 1].pos == "CCONJ"
            if before is None or not (apposed or joined):
                break
            head, start = before, self._first_of(before)
        bounded = start > opening and (
            tokens[start - 1].text == "," or tokens[start - 1].text in _DASHES or is_mark(tokens[start - 1].text)
        )
        return (start, head) if bounded else None

    def _outermost(self, head: int, opening: int) -> int:
        """ "A spokesman for the army": the spokesman."""
        tokens = self._tree.tokens
        while tokens[head].dep == "pobj":
            above = tokens[tokens[head].head].head
            if not opening <= above < head or not self._parties.is_party(above):
                break
            head = above
        return head

    def _first_of(self, head: int) -> int:
        mention = self._parties.by_head[head]
        inside = self._tree.within(mention.start, mention.end)
        return inside[0]

    def _same(self, one: int, other: int) -> bool:
        a, b = self._parties.by_head[one], self._parties.by_head[other]
        return a.entity is not None and a.entity == b.entity

    def _goes_on(self, cue: int) -> bool:
        """Whether what is said may follow the cue."""
        tokens = self._tree.tokens
        following = tokens[cue + 1] if cue + 1 < len(tokens) else None
        if following is not None and (following.lemma == "that" or following.text == ":" or is_mark(following.text)):
            return True
        return any(c > cue and tokens[c].dep not in _AFTER for c in self._tree.children[cue])

    def _is_clause(self, first: int, last: int) -> bool:
        """Whether the words before the speaker are a sentence of their own, not one in quotation marks."""
        tokens = self._tree.tokens
        if is_mark(tokens[first].text) and is_mark(tokens[last - 1].text):
            return False
        words = [token for token in tokens[first:last] if token.pos != "PUNCT"]
        return len(words) >= MIN_WORDS and any(token.tag in FINITE for token in words) and words[0].pos not in ("SCONJ", "ADP")
