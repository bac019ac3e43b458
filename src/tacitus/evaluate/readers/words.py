"""A readable text from the tokens of a corpus, with the span of each token in it."""

from __future__ import annotations

from tacitus.evaluate.gold import Span

_NO_SPACE_BEFORE = frozenset(". , ; : ! ? ) ] } % ” ’ ’s 's ’S 'S n't n’t 're 've 'll 'd 'm ’re ’ve ’ll ’d ’m '' -RRB- -RSB-".split()) | {
    "..."
}
_NO_SPACE_AFTER = frozenset("( [ { $ £ € “ ‘ `` ` # -LRB- -LSB-".split())
# The marks of the Penn treebank, and what they stand for.
_PENN = {"``": '"', "''": '"', "`": "'", "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}"}


class Words:
    """Takes tokens one by one; ``text`` and ``spans`` (one a token, in order) are the result."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._before = ""
        self._open = False  # whether a straight double quotation mark stands open
        self.spans: list[Span] = []

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def add(self, word: str) -> Span:
        """The word, after a space where prose has one; its span."""
        closes = word == '"' and self._open
        if self._before and not (closes or word in _NO_SPACE_BEFORE or self._before in _NO_SPACE_AFTER):
            self._write(" ")
        if word == '"':
            self._open = not self._open
        self._before = "(" if word == '"' and self._open else word  # no space after an opening mark
        start = self._length
        self._write(_PENN.get(word, word))
        self.spans.append((start, self._length))
        return self.spans[-1]

    def end_line(self, ends: str = "\n") -> None:
        """A sentence or (two newlines) a paragraph ends here."""
        if self._before:
            self._write(ends)
        self._before, self._open = "", False

    def between(self, first: int, last: int) -> Span:
        """From the first token to the last, by their numbers."""
        return self.spans[first][0], self.spans[last][1]

    def _write(self, piece: str) -> None:
        self._parts.append(piece)
        self._length += len(piece)
