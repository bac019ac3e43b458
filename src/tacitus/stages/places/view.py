"""The tokens of a document as the search for places reads them: entity spans, names of persons and organisations."""

from __future__ import annotations

from tacitus.model.records import Entity, Mention, Token
from tacitus.model.stage import Given
from tacitus.syntax.tree import Tree

LONGEST = 6  # tokens of a name
PLACE_LABELS = frozenset({"GPE", "LOC"})


class View:
    """The tokens, entity spans and names of a document."""

    def __init__(self, text: str, tree: Tree, given: Given, titles: frozenset[str]) -> None:
        self.text = text
        self.tree = tree
        self.tokens: list[Token] = tree.tokens
        self._breaks = frozenset(sentence.start for sentence in tree.sentences)
        self.persons = _person_words(tree.tokens, titles)
        self._names = _organisation_names(given.of(Mention), given.of(Entity), tree)

    def may_begin(self, i: int) -> bool:
        """Whether a name may begin here: a capital, a letter of another script, or "al" and "the" before one."""
        word = self.tokens[i].text
        return word[0].isupper() or word.lower() in ("al", "the") or (not word.isascii() and word[0].isalpha())

    def has_direction(self, i: int) -> bool:
        """Whether the word before is written with a capital and belongs to the same entity of the parser's."""
        if i == 0 or not self.tokens[i - 1].text[0].isupper():
            return False
        return (
            self.tokens[i].entity_type is not None
            and self.tokens[i - 1].entity_type == self.tokens[i].entity_type
            and not self.tokens[i].entity_start
        )

    def next_word(self, last: int) -> str:
        return self.tokens[last + 1].text.lower() if last + 1 < len(self.tokens) else ""

    def is_alone(self, i: int, last: int) -> bool:
        """Whether no longer entity of the parser's goes on beyond the words."""
        label = self.tokens[i].entity_type
        return label is None or label in PLACE_LABELS or (self.entity_start(i) == i and self.entity_end(last) == last)

    def words(self, first: int, last: int) -> str:
        return self.text[self.tokens[first].start : self.tokens[last].end]

    def name_end(self, i: int) -> int:
        """The last token that a name beginning at ``i`` may reach: capitals, joined by hyphens, apostrophes and small words."""
        tokens, last, n = self.tokens, i, i + 1
        while n < len(tokens) and n - i < LONGEST:
            word = tokens[n].text
            if word[0].isupper() and tokens[n].start not in self._breaks:
                last = n
            elif (
                tokens[n].start in self._breaks
                or not (word in ("-", "–", "'", "’", "al", "el", "&") or word.lower() in SMALL)
                or "\n" in self.text[tokens[n - 1].end : tokens[n].start]
            ):
                break
            n += 1
        return last

    def entity_start(self, i: int) -> int:
        while (
            i > 0
            and not self.tokens[i].entity_start
            and self.tokens[i].entity_type is not None
            and self.tokens[i - 1].entity_type == self.tokens[i].entity_type
        ):
            i -= 1
        return i

    def entity_end(self, i: int) -> int:
        label = self.tokens[i].entity_type
        while label and i + 1 < len(self.tokens) and self.tokens[i + 1].entity_type == label and not self.tokens[i + 1].entity_start:
            i += 1
        return i

    def label(self, i: int, last: int) -> tuple[str | None, bool]:
        """The parser's label of these tokens, and whether they are the whole of its entity (but for "the" and "'s")."""
        label = self.tokens[last].entity_type
        if label is None:
            label = self.tokens[i].entity_type
            if label is None:
                return None, False
        first, end = (
            self.entity_start(i) if self.tokens[i].entity_type else i,
            self.entity_end(last) if self.tokens[last].entity_type else last,
        )
        while first < i and self.tokens[first].text.lower() == "the":
            first += 1
        while end > last and self.tokens[end].pos in ("PART", "PUNCT"):
            end -= 1
        return label, first >= i and end <= last

    def in_name(self, i: int, last: int) -> bool:
        """Whether the words lie inside the longer name of an organisation or a person."""
        start, end = self.tokens[i].start, self.tokens[last].end
        return any(first <= start and end <= stop for first, stop in self._names.get(i, ()))


# Small words inside the names of places: "Dar es Salaam", "Rio de Janeiro", "Stoke-on-Trent".
SMALL = frozenset(
    """of the de d' d’ del la le les du da do dos das e el al es en et y los las aux au sous di della delle degli dei and ez ash az upon on
    sur am an der den im bei aan nad pod si wa a""".split()
)


def _organisation_names(mentions: list[Mention], entities: list[Entity], tree: Tree) -> dict[int, list[tuple[int, int]]]:
    """Spans of names of organisations by token: the run of capitalised words that ends at the mention's head."""
    categories = {entity.id: entity.category for entity in entities}
    local = {entity.id for entity in entities if entity.local}
    found: dict[int, list[tuple[int, int]]] = {}
    for mention in mentions:
        category = categories.get(mention.entity or "")
        if mention.form != "name" or not (category in ("organisation", "group") or (category == "person" and mention.entity not in local)):
            continue
        inside = tree.within(mention.start, mention.end)
        if not inside or not all(
            tree.tokens[n].text[0].isupper() or tree.tokens[n].text.lower() in SMALL or not tree.tokens[n].text[0].isalpha() for n in inside
        ):
            continue
        if len(inside) == 1 and mention.entity in local:
            continue
        for n in inside:
            found.setdefault(n, []).append((mention.start, mention.end))
    return found


def _person_words(tokens: list[Token], titles: frozenset[str]) -> frozenset[str]:
    """First and last words of the names of several words that the parser takes for persons, and names after a title (Mr Doe)."""
    found: set[str] = set()
    for n, token in enumerate(tokens):
        if token.pos == "PROPN" and n and tokens[n - 1].text[0].isupper() and tokens[n - 1].text.rstrip(".").lower() in titles:
            found.add(token.text)
        if (
            token.entity_type == "PERSON"
            and token.entity_start
            and n + 1 < len(tokens)
            and tokens[n + 1].entity_type == "PERSON"
            and not tokens[n + 1].entity_start
        ):
            last = n + 1
            while last + 1 < len(tokens) and tokens[last + 1].entity_type == "PERSON" and not tokens[last + 1].entity_start:
                last += 1
            found.update((token.text, tokens[last].text) if tokens[last].pos == "PROPN" else (token.text,))
    return frozenset(found)
