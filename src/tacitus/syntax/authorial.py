"""Where the author speaks in their own voice: calls ("X must …", "it is time that …") and opinion sentences, outside quotations.

Pure rules over wording, read by events (what the author calls for is no event) and by framing (frames ``call`` and ``opinion``).
Names play no part: swap two actors in a text and every span stays.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from tacitus.model.records import Quote, Sentence, Token
from tacitus.model.stage import Given

AuthorialKind = Literal["call", "opinion"]
AuthorialSpan = tuple[int, int, AuthorialKind]

OPINION_POINTS = 2.0  # tuned on 2026-11-22 on the project's own examples and 300 labelled news sentences
CALL_POINTS = 3.0
WEAK_CALL = 2.0  # enough beside other sentences of that kind
FIRST_PERSON = frozenset({"we", "us", "our", "ours", "ourselves", "i", "my", "me"})
OBLIGING = frozenset({"must", "should", "ought"})
_LETTERS = {" ": r"\s+", "'": "['’]"}
_Branches = dict[str, "_Branches"]


@dataclass(frozen=True, slots=True)
class AuthorialWords:
    """The word lists of ``framing/authorial.yaml``, compiled once."""

    calls: re.Pattern[str]
    slogans: re.Pattern[str]
    opinions: re.Pattern[str]
    adverbs: re.Pattern[str]
    headings: re.Pattern[str]
    evaluative: frozenset[str]
    actors: frozenset[str]
    demanding: frozenset[str]
    procedural: frozenset[str]
    imperatives: frozenset[str]
    navigation: frozenset[str]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> AuthorialWords:
        """From the loaded YAML (a mapping of lists)."""
        return cls(
            calls=_any(data["call_phrases"]),
            slogans=re.compile(rf"\W*(?:{_joined(data['slogans'])})\b", re.IGNORECASE),
            opinions=_any(data["opinion_phrases"]),
            adverbs=re.compile(rf"(?:^\W*|, )(?:{_joined(data['sentence_adverbs'])}),", re.IGNORECASE),
            headings=re.compile(rf"\W*(?:{_joined(data['headings'])})\b\W", re.IGNORECASE),
            evaluative=frozenset(data["evaluative"]),
            actors=frozenset(data["actors"]),
            demanding=frozenset(data["demanding"]),
            procedural=frozenset(data["procedural"]),
            imperatives=frozenset(data["imperatives"]),
            navigation=frozenset(data["navigation"]),
        )


def _joined(phrases: Iterable[str]) -> str:
    ordered = sorted(map(str, phrases), key=lambda phrase: (-len(phrase), phrase))
    return "|".join(re.escape(phrase).replace("'", "['’]").replace(r"\ ", r"\s+") for phrase in ordered)


def _any(phrases: Iterable[str]) -> re.Pattern[str]:
    """A pattern that branches by letter, four times as quick as one that tries phrase after phrase."""
    branches: _Branches = {}
    for phrase in phrases:
        here = branches
        for letter in str(phrase).lower():
            here = here.setdefault(letter, {})
        here[""] = {}
    return re.compile(rf"(?<!\w)(?:{_branching(branches)})(?!\w)", re.IGNORECASE)


def _branching(branches: _Branches) -> str:
    """The pattern of a tree of letters; an empty letter marks a phrase's end."""
    tails = [_LETTERS.get(letter, re.escape(letter)) + _branching(after) for letter, after in sorted(branches.items()) if letter]
    if not tails:
        return ""
    together = tails[0] if len(tails) == 1 else f"(?:{'|'.join(tails)})"
    return f"(?:{together})?" if "" in branches else together


@dataclass(slots=True)
class _Marks:
    """What one sentence shows: points for opinion and for a call."""

    sentence: Sentence
    opinion: float = 0.0
    call: float = 0.0
    free: int = 0  # tokens outside quotations


def authorial_spans(document_text: str, given: Given, words: AuthorialWords) -> list[AuthorialSpan]:
    """Sentences (start, end, kind) in the author's own voice, in text order; a call outranks an opinion. Made once per document."""
    known = given.memory.get("authorial")
    if known is not None:
        return known  # type: ignore[no-any-return]
    quoted = Quoted(given.of(Quote))
    marks = [_read(sentence, quoted, words) for sentence in given.of(Sentence)]
    need = OPINION_POINTS - (1.0 if words.headings.match(document_text[:200].lstrip() + " ") else 0.0)
    kinds = _with_paragraphs(marks, [_kind(marks, n, need) for n in range(len(marks))])
    spans = [(mark.sentence.start, mark.sentence.end, kind) for mark, kind in zip(marks, kinds, strict=True) if kind is not None]
    given.memory["authorial"] = spans
    return spans


def _kind(marks: Sequence[_Marks], n: int, need: float) -> AuthorialKind | None:
    """Of one sentence; a weak call or a weak opinion counts beside sentences in the author's voice."""
    mark = marks[n]
    if mark.free == 0:
        return None
    near = [other for other in marks[max(0, n - 2) : n + 3] if abs(other.sentence.paragraph - mark.sentence.paragraph) <= 1]
    voiced = any(
        other.opinion >= need
        or other.call >= CALL_POINTS
        or (other.call >= WEAK_CALL and other.sentence.paragraph == mark.sentence.paragraph)
        for other in near
        if other is not mark
    )
    if mark.call >= CALL_POINTS or (mark.call >= WEAK_CALL and (voiced or mark.opinion >= 1)):
        return "call"
    if mark.opinion >= need or (mark.opinion >= need - 1 and mark.opinion > 0 and voiced):
        return "opinion"
    return None


def _with_paragraphs(marks: Sequence[_Marks], kinds: list[AuthorialKind | None]) -> list[AuthorialKind | None]:
    """Where half of a paragraph's sentences are the author's own voice, its other sentences are told within it."""
    members: dict[int, list[int]] = {}
    for n, mark in enumerate(marks):
        if mark.free:
            members.setdefault(mark.sentence.paragraph, []).append(n)
    for paragraph in members.values():
        voiced = sum(1 for n in paragraph if kinds[n] is not None)
        if voiced >= 2 and 2 * voiced >= len(paragraph):
            for n in paragraph:
                kinds[n] = kinds[n] or "opinion"
    return kinds


class Quoted:
    """Which code points stand in words or views given to somebody other than the author."""

    def __init__(self, quotes: Iterable[Quote]) -> None:
        spans = sorted((span.start, span.end) for quote in quotes if not _is_own(quote) for span in quote.content)
        self._spans: list[tuple[int, int]] = []
        for start, end in spans:
            if self._spans and start <= self._spans[-1][1]:
                self._spans[-1] = (self._spans[-1][0], max(end, self._spans[-1][1]))
            else:
                self._spans.append((start, end))
        self._starts = [start for start, _ in self._spans]

    def holds(self, offset: int) -> bool:
        n = bisect_right(self._starts, offset) - 1
        return n >= 0 and offset < self._spans[n][1]

    def free(self, sentence: Sentence) -> list[Token]:
        """The tokens of the sentence outside quotations."""
        return [token for token in sentence.tokens if not self.holds(token.start)]


def _is_own(quote: Quote) -> bool:
    """ "I believe that …" outside quotation marks is the author's own."""
    speaker = quote.speaker
    return quote.form == "indirect" and (
        (speaker is not None and speaker.text is not None and speaker.text.lower() in ("i", "we", "me", "us"))
        or (speaker is None and quote.hedge is None and not _is_passive(quote))
    )


def _is_passive(quote: Quote) -> bool:
    """ "Is expected to" gives the words to somebody, though nobody is named; "there is no doubt that" does not."""
    return quote.cue is not None and quote.cue.text.lower().startswith(
        ("is ", "are ", "was ", "were ", "been ", "being ", "be ", "has ", "have ", "had ")
    )


def _read(sentence: Sentence, quoted: Quoted, words: AuthorialWords) -> _Marks:
    mark = _Marks(sentence)
    free = quoted.free(sentence)
    mark.free = sum(1 for token in free if token.pos != "PUNCT")
    if mark.free == 0:
        return mark
    _phrases(mark, quoted, words)
    _evaluations(mark, free, words)
    _question(mark, free, words)
    for token in free:
        if token.tag == "MD" and token.lemma in OBLIGING:
            mark.call = max(mark.call, _obligation(sentence, token, words))
            mark.opinion += 0.5
        elif token.lemma in ("have", "need") and token.tag in ("VBP", "VBZ"):
            mark.call = max(mark.call, _necessity(sentence, token, words))
    _imperative(mark, free, words)
    return mark


def _phrases(mark: _Marks, quoted: Quoted, words: AuthorialWords) -> None:
    text, offset = mark.sentence.text, mark.sentence.start
    if any(not quoted.holds(offset + match.start()) for match in words.calls.finditer(text)):
        mark.call = CALL_POINTS
    if (slogan := words.slogans.match(text)) is not None and not quoted.holds(offset + slogan.end() - 1):
        mark.call = CALL_POINTS
    if any(not quoted.holds(offset + match.start()) for match in words.opinions.finditer(text)):
        mark.opinion += 2
    if any(not quoted.holds(offset + match.end() - 2) for match in words.adverbs.finditer(text)):
        mark.opinion += 1


def _evaluations(mark: _Marks, free: Sequence[Token], words: AuthorialWords) -> None:
    evaluative = sum(1 for token in free if token.lemma.lower() in words.evaluative and token.pos in ("ADJ", "NOUN", "ADV", "VERB"))
    mark.opinion += min(evaluative, 2)
    if any(token.lemma.lower() in FIRST_PERSON and token.pos in ("PRON", "DET") for token in free):
        mark.opinion += 1
    if any(token.tag in ("JJS", "RBS") and token.text.lower() not in ("least", "latest") for token in free):
        mark.opinion += 0.5
    if mark.sentence.text.rstrip().endswith("!"):
        mark.opinion += 1


def _question(mark: _Marks, free: Sequence[Token], words: AuthorialWords) -> None:
    """A question outside quotations is the author's, unless it is a short title or an invitation to click."""
    last = free[-1] if free[-1].pos == "PUNCT" or len(free) < 2 else None
    if last is not None and last.text == "?" and mark.free >= 5 and free[0].text.lower() not in words.navigation:
        mark.opinion += 1.5


def _obligation(sentence: Sentence, modal: Token, words: AuthorialWords) -> float:
    """Points of "X must VERB" and "X should VERB" as a call of the author's; 0 where it is a guess, a condition or a rule."""
    first = sentence.tokens[0].i
    verb = sentence.tokens[modal.head - first] if first <= modal.head < first + len(sentence.tokens) else None
    if verb is None or verb.i == modal.i:
        return 0.0
    return _addressed(sentence, verb, modal, words) - (0.0 if modal.lemma == "must" else 0.5)


def _necessity(sentence: Sentence, need: Token, words: AuthorialWords) -> float:
    """Points of "X has to VERB" and "X needs to VERB"."""
    verb = next((t for t in sentence.tokens if t.head == need.i and t.dep == "xcomp" and t.tag == "VB" and t.i > need.i), None)
    if verb is None or not any(t.head == verb.i and t.tag == "TO" for t in sentence.tokens):
        return 0.0
    points = _addressed(sentence, need, need, words)
    return points - 0.5 + (1.0 if verb.lemma in words.demanding else -2.0 if verb.lemma in words.procedural else 0.0) if points else 0.0


def _addressed(sentence: Sentence, verb: Token, modal: Token, words: AuthorialWords) -> float:
    """Points for who is called on (an actor or a plural) and for what."""
    children = [token for token in sentence.tokens if token.head == verb.i and token.i != verb.i]
    subject = next((token for token in children if token.dep in ("nsubj", "nsubjpass", "expl")), None)
    if subject is None or subject.i > modal.i:
        subject = _inherited_subject(sentence, verb)
    if subject is None or subject.i > modal.i or verb.dep in ("relcl", "advcl", "acl", "csubj", "pcomp"):
        return 0.0
    if verb.tag == "VBN" and any(token.lemma == "have" and token.dep == "aux" for token in children):
        return 0.0  # "must have been": a guess
    points = 2.0 if _is_actor(subject, words) else 1.0
    if verb.lemma in words.demanding:
        points += 1
    if verb.lemma in words.procedural:
        points -= 2
    return points


def _inherited_subject(sentence: Sentence, verb: Token) -> Token | None:
    """The subject of the verb that this one is coordinated with."""
    first = sentence.tokens[0].i
    for _ in range(4):
        if verb.dep != "conj":
            return None
        verb = sentence.tokens[verb.head - first]
        for token in sentence.tokens:
            if token.head == verb.i and token.dep in ("nsubj", "nsubjpass"):
                return token
    return None


def _is_actor(token: Token, words: AuthorialWords) -> bool:
    return (
        token.pos == "PROPN"
        or token.lemma.lower() in words.actors
        or token.lemma.lower() in ("we", "they", "he", "she", "you", "this", "those")
    )


def _imperative(mark: _Marks, free: Sequence[Token], words: AuthorialWords) -> None:
    """A listed verb that opens the sentence without a subject: "Stand with …", "Do not forget …"."""
    opening = next((token for token in free if token.pos != "PUNCT"), None)
    if opening is None or opening.start > mark.sentence.start + 2:
        return
    tokens = mark.sentence.tokens
    first = tokens[0].i
    root = opening
    if opening.lemma in ("do", "let", "never") and first <= opening.head < first + len(tokens):
        root = tokens[opening.head - first] if opening.dep in ("aux", "neg", "advmod") else opening
    if root.tag != "VB" or root.dep != "ROOT" or any(t.head == root.i and t.dep in ("nsubj", "nsubjpass") for t in tokens):
        return
    if mark.sentence.text.rstrip().endswith("!") and opening.text.lower() not in words.navigation and mark.free >= 3:
        mark.call = max(mark.call, WEAK_CALL + 0.5)
    if root.lemma in words.imperatives and opening.text.lower() not in words.navigation:
        mark.call = max(mark.call, CALL_POINTS if mark.sentence.text.rstrip().endswith(("!", ".")) else 2.0)
