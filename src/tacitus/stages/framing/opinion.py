"""Whether a sentence is the writer's opinion: a sum of named features, each with its weight in a table.

The features look at wording alone, at words outside quotations only; names are counted, never read. The weights stand in
``opinion_weights.yaml``, written by ``tools/train_opinion.py``.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tacitus.model.records import Sentence, Token
from tacitus.resources.loader import load
from tacitus.stages.framing.lexicon import words_of

FEATURES: dict[str, str] = {
    "loaded_words": "loaded words and labels",
    "moderate_adjectives": "adjectives that judge most of the time",
    "moderate_adverbs": "adverbs that judge most of the time",
    "moderate_nouns": "nouns that judge most of the time",
    "moderate_verbs": "verbs that judge most of the time",
    "mild_adjectives": "adjectives that colour",
    "intensifiers": "words of degree",
    "generalisers": "words for all, none and always",
    "turns": "turns of an argument",
    "comments": "the writer's word on what is told",
    "idioms": "pictures and set phrases",
    "colloquial": "words of talk",
    "doctrines": "camps and doctrines by name",
    "speech": "how somebody speaks",
    "isms": "other nouns in -ism",
    "we": "we, us, our",
    "i": "I, me, my",
    "you": "you, your",
    "must": "must, should, ought",
    "modal": "other modal verbs of will and ability",
    "superlatives": "superlatives",
    "questions": "questions",
    "exclamations": "exclamation marks",
    "contractions": "contractions",
    "stops": "colons, semicolons, dots",
    "states": "says what is, by a form of to be in the present",
    "no_verb": "no verb at its head",
    "length": "length (logarithm of its words outside quotations)",
    "tells_past": "tells in the past tense",
    "numbers": "figures",
    "reported": "marks of a report: who said it, when",
}
CAP = 3.0  # of one feature in one sentence; more of the same tells little more
_POS = {
    "adjectives": frozenset({"ADJ", "VERB"}),
    "adverbs": frozenset({"ADV"}),
    "nouns": frozenset({"NOUN"}),
    "verbs": frozenset({"VERB"}),
}
_STYLE = ("intensifiers", "generalisers", "turns", "comments", "idioms", "colloquial", "doctrines", "speech", "reported")
_IN_NAMES = frozenset({"doctrines", "reported"})  # days, months and camps are written like names; other words in a name are the name's
_PERSONS = {
    **dict.fromkeys(("i", "me", "my", "mine", "myself"), "i"),
    **dict.fromkeys(("we", "us", "our", "ours", "ourselves"), "we"),
    **dict.fromkeys(("you", "your", "yours", "yourself"), "you"),
}
_OBLIGING = frozenset({"must", "should", "ought"})
_GUESSING = frozenset({"may", "might", "could", "would"})
_TAGS = {"JJS": "superlatives", "RBS": "superlatives"}
_PARTS = {"NUM": "numbers"}
_MARKS = {"?": "questions", "!": "exclamations", ":": "stops", ";": "stops", "…": "stops", "...": "stops"}
_SHORTENED = frozenset(mark + end for mark in "'’" for end in ("re", "ve", "ll", "d")) | {"n't", "n’t"}
Flagged = tuple[int, int, str]  # start and end in the document, words
_NAMED_WORDS = 6  # of the words behind a score that its reasons name


@dataclass(frozen=True, slots=True)
class _Term:
    """An expression of the lists: the feature that it counts for and the parts of speech in which it does (None: any)."""

    words: tuple[str, ...]
    feature: str
    pos: frozenset[str] | None


@dataclass(slots=True)
class Reading:
    """What one sentence shows: the counts of its features, and the words behind them."""

    counts: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    words: list[tuple[str, str]] = field(default_factory=list)  # feature, words as written


class OpinionWords:
    """The lists of ``evaluative.yaml`` and ``opinion_words.yaml``, by their first word, phrases by their first two."""

    def __init__(self, evaluative: Mapping[str, Any], style: Mapping[str, Any]) -> None:
        terms: dict[_Term, None] = {}
        for strength in ("moderate", "mild"):
            for part, groups in evaluative[strength].items():
                for word in (word for group in groups for side in ("harsh", "kind") for word in group[side]):
                    terms[_Term(words_of(str(word)), f"{strength}_{part}", _POS[part])] = None
        for name in _STYLE:
            for word in style[name]:
                terms[_Term(words_of(str(word)), name, None)] = None
        self._single: dict[str, list[_Term]] = {}
        self._phrases: dict[str, dict[str, list[_Term]]] = {}
        for term in sorted(terms, key=lambda term: -len(term.words)):
            first, *rest = term.words
            index = self._phrases.setdefault(first, {}).setdefault(rest[0], []) if rest else self._single.setdefault(first, [])
            index.append(term)

    @classmethod
    def from_resources(cls) -> OpinionWords:
        return cls(load("framing/evaluative.yaml").data, load("framing/opinion_words.yaml").data)

    def read(self, free: Sequence[Token], loaded: Sequence[Flagged]) -> Reading:
        """The features of a sentence's words outside quotations (``free``), of which ``loaded`` are flagged as loaded or as labels.

        Flagged words count for nothing else.
        """
        reading = Reading()
        reading.counts["loaded_words"] = float(len(loaded))
        reading.words.extend(("loaded_words", text) for _, _, text in loaded)
        self._count_terms([token for token in free if not any(a <= token.start < b for a, b, _ in loaded)] if loaded else free, reading)
        for token in free:
            _count_token(token, reading.counts)
        reading.counts["length"] = math.log1p(sum(1 for token in free if token.pos != "PUNCT"))
        return reading

    def _count_terms(self, free: Sequence[Token], reading: Reading) -> None:
        forms = [(token.text.lower(), token.lemma.lower()) for token in free]
        taken = 0
        for n, (lower, lemma) in enumerate(forms):
            if n < taken:
                continue
            phrase = self._phrase_at(forms, n)
            if phrase is not None:
                taken = n + len(phrase.words)
                _count(phrase, free[n:taken], reading)
                continue
            for word in (lower,) if lemma == lower else (lower, lemma):
                for term in self._single.get(word, ()):
                    if _holds(term, free[n]):
                        _count(term, free[n : n + 1], reading)

    def _phrase_at(self, forms: Sequence[tuple[str, str]], n: int) -> _Term | None:
        """The longest listed phrase that begins at the token."""
        if n + 1 == len(forms):
            return None
        for first in dict.fromkeys(forms[n]):
            seconds = self._phrases.get(first)
            if seconds is None:
                continue
            for second in dict.fromkeys(forms[n + 1]):
                for term in seconds.get(second, ()):
                    rest = forms[n + 2 : n + len(term.words)]
                    if len(rest) == len(term.words) - 2 and all(word in pair for word, pair in zip(term.words[2:], rest, strict=True)):
                        return term
        return None


def _holds(term: _Term, token: Token) -> bool:
    if term.pos is None:
        return token.pos != "PROPN" or term.feature in _IN_NAMES
    return token.pos in term.pos


def _count(term: _Term, tokens: Sequence[Token], reading: Reading) -> None:
    reading.counts[term.feature] += 1
    reading.words.append((term.feature, " ".join(token.text for token in tokens)))


def _count_token(token: Token, counts: defaultdict[str, float]) -> None:
    lower, tag, pos = token.text.lower(), token.tag, token.pos
    if tag == "MD":
        if token.lemma not in _GUESSING:
            counts["must" if token.lemma in _OBLIGING else "modal"] += 1
    elif tag in _TAGS:
        counts[_TAGS[tag]] += 1
    elif pos in _PARTS:
        counts[_PARTS[pos]] += 1
    elif pos == "PUNCT":
        if lower in _MARKS:
            counts[_MARKS[lower]] += 1
    elif lower in _PERSONS:
        counts[_PERSONS[lower]] += 1
    elif pos == "NOUN" and lower.endswith(("ism", "isms")):
        counts["isms"] += 1
    if lower in _SHORTENED or (lower in ("'s", "’s") and tag != "POS"):
        counts["contractions"] += 1
    if token.dep == "ROOT":
        if token.lemma == "be" and tag in ("VBZ", "VBP"):
            counts["states"] += 1
        elif tag == "VBD":
            counts["tells_past"] += 1
        elif pos not in ("VERB", "AUX"):
            counts["no_verb"] += 1


class OpinionScore:
    """The sum of the features by their weights. A sentence is an opinion from the threshold on."""

    def __init__(self, words: OpinionWords, weights: Mapping[str, Any]) -> None:
        self._words = words
        self._weights: dict[str, float] = {str(name): float(weight) for name, weight in weights["weights"].items()}
        self._constant = float(weights["constant"])
        self._alone = float(weights["threshold"]["alone"])
        self._beside = float(weights["threshold"]["beside"])

    @classmethod
    def from_resources(cls) -> OpinionScore:
        return cls(OpinionWords.from_resources(), load("framing/opinion_weights.yaml").data)

    def opinions(
        self, sentences: Sequence[Sentence], free: Callable[[Sentence], Sequence[Token]], loaded: Mapping[int, Sequence[Flagged]]
    ) -> list[tuple[Sentence, tuple[str, ...]]]:
        """The opinion sentences with the reasons. ``loaded``: the flagged words of each sentence, by its index.

        In an article one weak sentence is as often a slip of the score: it counts beside another in the two sentences before or after.
        """
        readings = [
            self._words.read(tokens, loaded.get(sentence.index, ())) if (tokens := free(sentence)) else None for sentence in sentences
        ]
        sums = [self.sum_of(reading) if reading is not None else -math.inf for reading in readings]
        alone = self._alone if len(sentences) > 2 else self._beside
        found = []
        for n, (sentence, reading) in enumerate(zip(sentences, readings, strict=True)):
            near = any(other >= self._beside for k, other in enumerate(sums[max(0, n - 2) : n + 3], max(0, n - 2)) if k != n)
            if reading is not None and sums[n] >= (self._beside if near else alone):
                found.append((sentence, self._reasons(reading, sums[n])))
        return found

    def sum_of(self, reading: Reading) -> float:
        return self._constant + sum(
            min(reading.counts[name], CAP) * weight for name, weight in self._weights.items() if name in reading.counts
        )

    def _reasons(self, reading: Reading, total: float) -> tuple[str, ...]:
        """The sum, its parts from the heaviest down, and the words that weigh most."""
        parts = [(min(reading.counts[name], CAP) * weight, name) for name, weight in self._weights.items() if reading.counts.get(name)]
        parts.sort(key=lambda part: (-abs(part[0]), part[1]))
        weighed = [(self._weights.get(name, 0.0), text) for name, text in reading.words]
        words = list(dict.fromkeys(text for weight, text in sorted(weighed, key=lambda word: -word[0]) if weight > 0))[:_NAMED_WORDS]
        return (
            f"opinion score {total:+.1f}",
            *(f"{FEATURES[name]}: {points:+.1f}" for points, name in parts if abs(points) >= 0.1),
            *([f"words: {', '.join(words)}"] if words else []),
        )
