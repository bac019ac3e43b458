"""Quoted regions and the cues that govern them: before, within, after, inverted, in the sentence before, or continued."""

from __future__ import annotations

import re
from bisect import bisect_left

from tacitus.model.records import Token
from tacitus.stages.quotes.cues import CueFinder, Found, cue_first
from tacitus.stages.quotes.runs import united
from tacitus.stages.quotes.speakers import speaker_of
from tacitus.syntax.marks import Region
from tacitus.syntax.tree import Tree

_BETWEEN = re.compile(r"\s*,?\s*(?:and|or|as well as)?\s*(?:an?|the|of|to)?\s*", re.IGNORECASE)
_SMALL = frozenset({"of", "the", "and", "in", "on", "to", "a", "an", "for", "with"})
_BY = re.compile(r"\s?,? by (?:the )?[A-Z]")  # “A headline” by Jane Doe
_TITLED = frozenset({"entitle", "title", "headline", "caption", "dub"})
_SIGNED = re.compile(r"\s{0,3}[—–―-]{1,2}\s?(?P<name>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,4})(?=,|\s*\n|\s*$)")
_STOPS = (":", " -", "—", " –")
REACH = 14  # tokens between a quotation and its cue: beyond that the cue is another statement's
SCARE_WORDS = 2  # quoted words that count as a title or scare quotes where no cue governs them
FRAGMENT_WORDS = 5
LABEL_TOKENS = 5  # tokens of a name before a colon
MAX_PARTS = 40  # pieces of one quotation
PULLED = 40  # code points of a repeated passage that make it a pull quote
MAX_OPENING = 2  # tokens of a sentence before a quotation that goes on in it
PROLONGED = 80  # code points between a content and a fragment that goes on with it


class DirectReader:
    """Attaches each quoted region to a cue already found, to a new one, or to the quotation before it."""

    def __init__(self, tree: Tree, text: str, finder: CueFinder, found: list[Found], regions: list[Region]) -> None:
        self.tree = tree
        self.text = text
        self.finder = finder
        self.found = found
        self.regions = [region for region in regions if region.depth == 0]
        self._starts = [token.start for token in tree.tokens]
        self._region_spans = sorted(span for region in self.regions for span in region.spans())
        self._region_starts = [start for start, _ in self._region_spans]

    def quoted(self, offset: int) -> bool:
        """Whether a code point lies in quotation marks."""
        return self.region_at(offset) is not None

    def region_at(self, offset: int) -> tuple[int, int] | None:
        n = bisect_left(self._region_starts, offset + 1) - 1
        if n >= 0 and self._region_spans[n][0] <= offset < self._region_spans[n][1]:
            return self._region_spans[n]
        return None

    def read(self) -> None:
        """Takes up every outer region; ``found`` grows, and its contents become whole regions."""
        self._clip()
        previous: Found | None = None
        last_region: Region | None = None
        for region in self.regions:
            if self._is_nickname(region):
                continue
            taken = self._take(region)
            if taken is None and previous is not None and last_region is not None and self._listed(region, last_region):
                previous.spans = united(previous.spans, [(last_region.start, region.last.end), *region.spans()])
                taken = previous
            if taken is None:
                taken = self._governed(region)
            if taken is None and previous is not None and last_region is not None:
                if self._continues(region, last_region, previous):
                    previous.spans.extend(region.spans())
                    taken = previous
                elif self._ends_sentence(region, last_region):
                    previous.spans = united(previous.spans, [(last_region.start, region.last.end)])
                    taken = previous
            if taken is None:
                taken = self._prolongs(region) or self._bare(region)
            if taken is not None:
                taken.regions.append(region.start)
                previous, last_region = taken, region
        for found in self.found:
            if found.regions:
                found.spans = [span for span in map(self._after_colon, found.spans) if not self._of_writer(found, span)]

    def _after_colon(self, span: tuple[int, int]) -> tuple[int, int]:
        """ "Roe scolded him: “…”" before a cue of its own: the words before the colon or dash are the writer's."""
        start, end = span
        n = bisect_left(self._region_starts, start)
        if n == len(self._region_starts) or self.quoted(start):
            return span
        opening = self._region_starts[n]
        return (opening, end) if opening < end and self.text[start:opening].rstrip().endswith(_STOPS) else span

    def _of_writer(self, found: Found, span: tuple[int, int]) -> bool:
        """ "“We won,” Doe told Roe after he had left": bare words after the cue of a whole direct quotation."""
        anchor = self.tree.tokens[found.anchor]
        if found.kind != "verb" or span[0] < anchor.start or self.quoted(span[0]) or not self.quoted(found.spans[0][0]):
            return False
        bare = bisect_left(self._region_starts, span[0]) == bisect_left(self._region_starts, span[1])
        before = found.spans[0][1]
        return bare and before <= anchor.start and self.text[before - 2 : before - 1] in (",", ".", "!", "?")

    def _is_nickname(self, region: Region) -> bool:
        """ "Jane “Jay” Doe"."""
        before, after = self.text[max(0, region.start - 20) : region.start], self.text[region.end : region.end + 3]
        word = self.text[region.inner_start : region.inner_end]
        name = before[-1:] == " " and before.split()[-1:] != [] and before.split()[-1][:1].isupper() and before.rstrip()[-1:].isalpha()
        return not region.parts and word.isalpha() and word[:1].isupper() and name and after[:1] == " " and after[1:2].isupper()

    def _clip(self) -> None:
        """Content of a cue inside quotation marks ends with them."""
        kept = []
        for found in self.found:
            box = self.region_at(self.tree.tokens[found.anchor].start)
            if box is not None:
                found.spans = [(max(a, box[0]), min(b, box[1])) for a, b in found.spans if min(b, box[1]) > max(a, box[0])]
                found.spans = [self._inside_marks(a, b, box) for a, b in found.spans]
                found.spans = [(a, b) for a, b in found.spans if a < b]
            if found.spans:
                kept.append(found)
        self.found[:] = kept
        self._by_start = sorted(((a, b, n) for n, found in enumerate(self.found) for a, b in found.spans))

    def _inside_marks(self, a: int, b: int, box: tuple[int, int]) -> tuple[int, int]:
        a = a + 1 if a == box[0] else a
        b = b - 1 if b == box[1] else b
        while b > a and self.text[b - 1] in ",.;: ":
            b -= 1
        return a, b

    def _take(self, region: Region) -> Found | None:
        """The region is in a content already found, or overlaps one, which it then extends."""
        spans = region.spans()
        end = spans[-1][1]
        best: Found | None = None
        low = bisect_left(self._by_start, (region.start - 4000,))
        for a, b, n in self._by_start[low:]:
            if a >= end:
                break
            if b <= region.start:
                continue
            found = self.found[n]
            anchor = self.tree.tokens[found.anchor].start
            if any(s <= anchor < e for s, e in spans):
                continue
            if not (a <= region.start and region.end <= b):
                if found.kind in ("hearsay", "noun") and region.start < a:
                    continue
                found.spans = united(found.spans, spans)
            elif region.parts:
                found.spans = united(found.spans, spans)
            if best is None or abs(anchor - region.start) < abs(self.tree.tokens[best.anchor].start - region.start):
                best = found
        return best

    def _words(self, region: Region) -> int:
        return sum(1 for word in self.text[region.inner_start : region.inner_end][:200].split() if any(c.isalnum() for c in word))

    def _first_token(self, offset: int) -> int:
        return bisect_left(self._starts, offset)

    def _governed(self, region: Region) -> Found | None:
        """A cue next to the region that no frame filled: before it, after it, or in the sentence before."""
        first = self._first_token(region.start)
        after = self._first_token(region.last.end)
        if first >= len(self.tree.tokens):
            return None
        if self._names_a_work(first, region):
            return None
        cue = self._cue_before(first, region) or self._cue_after(after, region)
        if cue is not None:
            return self._attach(cue, region)
        return self._colon(first, region) or self._mistaken(after, region)

    def _names_a_work(self, first: int, region: Region) -> bool:
        """ "A story headlined “…”", "“…” by Jane Doe", "on Foo TV's “Today at Noon,” Doe said"."""
        before = self.tree.tokens[max(0, first - 1)]
        placed = before.tag in ("POS", "IN") and self._is_title(region)
        return before.lemma in _TITLED or placed or _BY.match(self.text, region.last.end) is not None

    def _mistaken(self, after: int, region: Region) -> Found | None:
        """ "“…,” Doe answers.": the last word of the sentence, a cue that the tagger took for a noun."""
        tokens = self.tree.tokens
        if after >= len(tokens) or self.text[region.last.inner_end - 1 : region.last.inner_end] not in (",", "?", "!"):
            return None
        cue = next((i for i in range(after + 1, min(after + LABEL_TOKENS, len(tokens) - 1)) if tokens[i + 1].text == "."), None)
        if cue is None or tokens[cue].pos != "NOUN" or not self.finder.is_direct(self.tree, cue) or tokens[cue - 1].pos in ("ADP", "DET"):
            return None
        made = Found(cue, (tokens[cue].start, tokens[cue].end), region.spans(), cue - 1)
        self.found.append(made)
        return made

    def _attach(self, cue: int, region: Region) -> Found:
        for found in self.found:
            if found.anchor == cue and found.kind == "verb":
                found.spans = united(found.spans, region.spans())
                return found
        token = self.tree.tokens[cue]
        first = cue_first(self.tree, cue)
        spans = region.spans()
        if (start := self._words_before(cue, region)) is not None:
            spans[0] = (start, spans[0][1])
        made = Found(cue, (self.tree.tokens[first].start, token.end), spans, speaker_of(self.tree, cue))
        self.found.append(made)
        return made

    def _words_before(self, cue: int, region: Region) -> int | None:
        """ "said for the young the matter “was clear”": what stands between the cue and a fragment is part of what was said."""
        first = self._first_token(region.start)
        between = list(self.tree.tokens[cue + 1 : first])
        if (
            not between
            or first <= cue
            or between[-1].text in (",", ":")
            or not self.text[region.inner_start : region.inner_start + 1].islower()
        ):
            return None
        addressee = self.tree.child(cue, "dobj", "dative")
        if addressee is not None and addressee < first:
            last = max(n for n in self.tree.subtree(addressee) if n < first)
            between = [t for t in between if t.i > last]
        return between[0].start if len(between) > 1 else None

    def _is_direct_cue(self, i: int) -> bool:
        token = self.tree.tokens[i]
        if token.pos not in ("VERB", "AUX", "PROPN") or token.dep == "amod" or self.quoted(token.start):
            return False
        return self.finder.is_direct(self.tree, i)

    def _cue_before(self, first: int, region: Region) -> int | None:
        """The last cue before the region in its sentence, with nothing but its own words between."""
        tokens = self.tree.tokens
        sentence = self.tree.sentence(first).tokens[0].i
        for i in range(first - 1, max(sentence, first - REACH) - 1, -1):
            if self.quoted(tokens[i].start):
                return None
            if self._is_direct_cue(i):
                between = tokens[i + 1 : first]
                if any(t.pos == "VERB" and t.dep not in ("amod", "acl", "xcomp", "pcomp") for t in between) and (
                    not between or between[-1].text not in (",", ":")
                ):
                    return None
                return i if self._adjacent(i, first, region) else None
            if tokens[i].text in (";", "—"):
                return None
        return None

    def _is_title(self, region: Region) -> bool:
        """A few capitalised words without a full stop at their end ("read “Days of the Foo” in the park")."""
        words = self.text[region.inner_start : region.inner_end].split()
        capital = sum(word[0].isupper() for word in words)
        bound = all(word[0].isupper() or word in _SMALL for word in words) and capital >= 2
        return bound and len(words) <= FRAGMENT_WORDS and words[-1][-1] not in ".!?"

    def _adjacent(self, cue: int, first: int, region: Region) -> bool:
        """A few quoted words may be a title: they need their cue, a comma, a colon or "that" right before them."""
        before = self.tree.tokens[first - 1]
        if self._is_title(region):
            return before.text == ":"
        if self._words(region) >= FRAGMENT_WORDS or first == cue + 1:
            return True
        return before.text in (",", ":") or before.lemma in ("that", "as")

    def _cue_after(self, after: int, region: Region) -> int | None:
        """The first cue after the region in its sentence, whose clause begins right there."""
        tokens = self.tree.tokens
        if after >= len(tokens) or after == 0:
            return None
        if self.tree.sentence(after).index != self.tree.sentence(after - 1).index and not tokens[after].text.islower():
            return None
        if tokens[after].dep == "cc" or tokens[after].text in ("and", "but", "or"):
            return None
        if self._is_title(region) and tokens[after].pos in ("SCONJ", "ADP"):
            return None  # on “Foo Today,” while speaking of the raid
        last = self.tree.sentence(after).tokens[-1].i
        for i in range(after, min(last, after + REACH) + 1):
            if self.quoted(tokens[i].start):
                return None
            if self._is_direct_cue(i):
                # "Used the words “cold iron” at length, and scolded Roe": the second verb gives no words of the first
                joined = any(t.pos == "CCONJ" for t in tokens[after:i]) and self.text[region.inner_end - 1] not in ".,!?…—"
                return None if joined else i
            if tokens[i].pos == "VERB" and tokens[i].dep not in ("acl", "relcl", "amod", "compound"):
                return None
        return None

    def _colon(self, first: int, region: Region) -> Found | None:
        """ "Doe was blunt: “…”" and "Doe: “…”", in the same sentence or at the end of the one before."""
        tokens = self.tree.tokens
        if first == 0 or tokens[first - 1].text not in (":", ",") or (tokens[first - 1].text == "," and tokens[first].dep == "punct"):
            return None
        if tokens[first - 1].text != ":":
            return None
        colon = first - 1
        start = self.tree.sentence(colon).tokens[0].i
        root = next((i for i in range(start, colon) if tokens[i].dep == "ROOT"), start)
        cue = next((i for i in range(colon - 1, max(start, root) - 1, -1) if self._is_direct_cue(i)), None)
        if cue is not None:
            return self._attach(cue, region)
        subject = self.tree.child(root, "nsubj", "nsubjpass") if tokens[root].pos in ("VERB", "AUX") else root
        if subject is None or self.quoted(tokens[subject].start) or not any(c.isalpha() for c in tokens[subject].text):
            subject = None
        spans = region.spans()
        if not region.parts and colon - start <= LABEL_TOKENS:
            # "Doe: ‘Of course’ we stay": the rest of the line is Doe's
            spans[-1] = (spans[-1][0], max(spans[-1][1], self.tree.sentence(colon).end))
        made = Found(colon, (tokens[colon].start, tokens[colon].end), spans, subject, kind="colon")
        self.found.append(made)
        return made

    def _listed(self, region: Region, last: Region) -> bool:
        """“A,” “B” and “C”: one content, where nothing but a conjunction and an article stand between."""
        if region.parts or last.parts or region.paragraph != last.paragraph:
            return False
        return _BETWEEN.fullmatch(self.text, last.end, region.start) is not None

    def _continues(self, region: Region, last: Region, previous: Found) -> bool:
        """Whether the region goes on with the quotation before it: only that one's cue stands between, and it opens a sentence."""
        between = self.text[last.last.end : region.start]
        if region.paragraph - last.last.paragraph > 1 or len(between) > 400 or len(previous.spans) >= MAX_PARTS or self._repeats(region):
            return False
        first = self._first_token(region.start)
        opens = first >= len(self.tree.tokens) or self._opens(first) or not between.strip()
        if region.paragraph != last.last.paragraph:
            return opens and self._alone(region)
        if not opens:
            return False
        a, b = self._first_token(last.last.end), first
        words = self.tree.tokens[a:b]
        if previous.kind == "bare":
            return not words
        sentences = {self.tree.sentence(t.i).index for t in words if t.i < self.tree.sentence(first).tokens[0].i}
        anchor = self.tree.tokens[previous.anchor].i
        return not words or (len(sentences) <= 1 and a <= anchor < b)

    def _opens(self, first: int) -> bool:
        """Whether the region opens its sentence, but for "But" or "Now," before it."""
        before = self.tree.tokens[self.tree.sentence(first).tokens[0].i : first]
        return all(t.pos in ("CCONJ", "ADV", "PUNCT") for t in before) and len(before) <= MAX_OPENING

    def _ends_sentence(self, region: Region, last: Region) -> bool:
        """“We saw the raid of Roe” and her men “in the night”: a sentence that opened in marks goes on in others, no cue between."""
        first, opening = self._first_token(region.start), self._first_token(last.start)
        if region.paragraph != last.paragraph or first >= len(self.tree.tokens):
            return False
        sentence = self.tree.sentence(first)
        if sentence.index != self.tree.sentence(opening).index or opening != sentence.tokens[0].i:
            return False
        return not any(self._is_direct_cue(i) or self.tree.tokens[i].text in (";", ":") for i in range(self._first_token(last.end), first))

    def _repeats(self, region: Region) -> bool:
        """A pull quote: the same words stand in the text before."""
        said = self.text[region.inner_start : region.inner_end].rstrip(".,!?… ")
        return len(said) > PULLED and self.text.find(said, 0, region.start) >= 0

    def _alone(self, region: Region) -> bool:
        """Whether its paragraph holds nothing else."""
        end = region.last.end
        line_end = next((n for n in range(end, min(len(self.text), end + 3)) if self.text[n] == "\n"), None)
        return line_end is not None or end >= len(self.text) - 2

    def _prolongs(self, region: Region) -> Found | None:
        """A fragment that goes on with the content of a cue in its own sentence."""
        first = self._first_token(region.start)
        if first >= len(self.tree.tokens) or first == 0:
            return None
        sentence = self.tree.sentence(first)
        best: Found | None = None
        for found in self.found:
            anchor = self.tree.tokens[found.anchor].start
            if found.kind != "verb" or not sentence.start <= anchor < region.start or self.quoted(anchor):
                continue
            if anchor < found.spans[-1][1] <= region.start <= found.spans[-1][1] + PROLONGED:
                a, b = self._first_token(found.spans[-1][1]), first
                if not any(self._begins_anew(t) for t in self.tree.tokens[a:b]):
                    best = found
        if best is not None:
            best.spans = united(best.spans, [(best.spans[-1][0], region.end), *region.spans()])
        return best

    def _begins_anew(self, token: Token) -> bool:
        """A subject, or a further finite verb: what follows is no part of the content before."""
        if token.dep in ("nsubj", "nsubjpass"):
            return token.tag not in ("WP", "WDT")
        return token.dep == "conj" and token.tag in ("VBD", "VBZ") and self.tree.tokens[token.head].tag == token.tag

    def _bare(self, region: Region) -> Found | None:
        """No cue governs it: a whole sentence by whoever acts in the one before, a long fragment by nobody known; else scare quotes."""
        words = self._words(region)
        first = self._first_token(region.start)
        if words <= SCARE_WORDS or first >= len(self.tree.tokens) or self._is_title(region) or _BY.match(self.text, region.last.end):
            return None
        sentence = self.tree.sentence(first)
        opens = first == sentence.tokens[0].i
        ends = self.text[region.last.inner_end - 1 : region.last.inner_end] in (".", "!", "?", ",", "…")
        if not opens and not (words >= 2 * FRAGMENT_WORDS and ends):
            return None
        speaker = self._signed(region)
        if speaker is None and opens and sentence.index > 0:
            before = self.tree.sentences[sentence.index - 1]
            if before.paragraph == sentence.paragraph and not self.quoted(before.start):
                speaker = self._subject_of(before.tokens[0].i, before.tokens[-1].i)
        made = Found(first, None, region.spans(), speaker, kind="bare")
        self.found.append(made)
        return made

    def _signed(self, region: Region) -> int | None:
        """ "“…” — Jane Doe, teacher": the name after a dash at the end of the line, or on the next one."""
        match = _SIGNED.match(self.text, region.last.end)
        if match is None:
            return None
        inside = self.tree.within(match.start("name"), match.end("name"))
        return inside[-1] if inside else None

    def _subject_of(self, first: int, last: int) -> int | None:
        tokens = self.tree.tokens
        for i in range(first, last + 1):
            if tokens[i].dep in ("nsubj", "nsubjpass") and tokens[tokens[i].head].dep == "ROOT":
                person = tokens[i].entity_type == "PERSON" or tokens[i].lemma in ("he", "she")
                return i if person else None
        return None
