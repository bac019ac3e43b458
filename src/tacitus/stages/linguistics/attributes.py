"""The parser's table of attributes (tag and word give part of speech, morphology, lemma), read by key instead of pattern by pattern.

Its matcher tries all patterns at every token and takes a twentieth of the parser's time. What a pattern of one token says depends on the
token's tag, dependency and word alone, so it is asked once for each of these. The few other patterns are matched as before.
"""

from __future__ import annotations

from typing import Any

KEPT = 50_000  # keys
_TOLD = frozenset({"TAG", "DEP", "LOWER", "IS_SPACE"})
Attributes = dict[int, Any]


class Table:
    """Stands in for the matching of spaCy's AttributeRuler ``ruler``; the same attributes for every token."""

    def __init__(self, ruler: Any) -> None:
        from spacy.attrs import DEP, IS_SPACE, LOWER, TAG  # type: ignore[import-not-found]
        from spacy.matcher import Matcher
        from spacy.tokens import Doc, Span
        from spacy.tokens._retokenize import set_token_attrs

        self._ruler, self._vocab = ruler, ruler.vocab
        self._doc, self._span, self._set = Doc, Span, set_token_attrs
        self._columns = [TAG, DEP, LOWER, IS_SPACE]
        self._single, self._others = Matcher(ruler.vocab), Matcher(ruler.vocab)
        self._words: set[int] = set()  # that some pattern names
        self._known: dict[tuple[int, int, int, int], tuple[tuple[int, ...], Attributes]] = {}
        for number, entry in enumerate(ruler.patterns):
            patterns = entry["patterns"]
            single = all(len(pattern) == 1 and _is_plain(pattern[0]) for pattern in patterns)
            (self._single if single else self._others).add(str(number), patterns)
            if single:
                self._words |= {ruler.vocab.strings.add(word) for pattern in patterns for word in _listed(pattern[0].get("LOWER"))}

    def apply(self, spacy_doc: Any) -> list[Any]:
        """Sets the attributes; no match is left to be applied."""
        others = self._matched_others(spacy_doc)
        known, words, put = self._known, self._words, self._set
        for i, (tag, dep, lower, space) in enumerate(spacy_doc.to_array(self._columns).tolist()):
            key = (tag, dep, lower if lower in words else 0, space)
            found = known.get(key) or self._found(key, spacy_doc[i])
            if i in others:
                for number in sorted((*found[0], *others[i])):
                    put(spacy_doc[i], self._ruler.attrs[number])
            elif found[1]:
                put(spacy_doc[i], found[1])
        return []

    def _matched_others(self, spacy_doc: Any) -> dict[int, list[int]]:
        """Token → numbers of the patterns of several tokens that say something of it."""
        found: dict[int, list[int]] = {}
        for match, start, end in self._others(spacy_doc, allow_missing=True, as_spans=False):
            number = int(self._vocab.strings[match])
            found.setdefault(self._span(spacy_doc, start, end)[self._ruler.indices[number]].i, []).append(number)
        return found

    def _found(self, key: tuple[int, int, int, int], token: Any) -> tuple[tuple[int, ...], Attributes]:
        """Numbers of the patterns that match the token by itself, and what they say together: the later ones have precedence."""
        alone = self._doc(self._vocab, words=[token.text], tags=[token.tag_], deps=[token.dep_])
        matches = self._single(alone, allow_missing=True, as_spans=False)
        numbers = tuple(sorted({int(self._vocab.strings[match]) for match, _, _ in matches}))
        together: Attributes = {}
        for number in numbers:
            together |= self._ruler.attrs[number]
        if len(self._known) >= KEPT:
            self._known.clear()
        self._known[key] = numbers, together
        return numbers, together


def read_by_key(nlp: Any) -> None:
    """The pipeline's table of attributes is read by key from now on."""
    if "attribute_ruler" in nlp.pipe_names:
        ruler = nlp.get_pipe("attribute_ruler")
        ruler.match = Table(ruler).apply


def _is_plain(pattern: dict[str, Any]) -> bool:
    """Of one token, without a quantifier, by values that are listed."""
    return set(pattern) <= _TOLD and all(not isinstance(value, dict) or set(value) <= {"IN", "NOT_IN"} for value in pattern.values())


def _listed(value: Any) -> list[str]:
    if value is None:
        return []
    return [value] if isinstance(value, str) else [word for words in value.values() for word in words]
