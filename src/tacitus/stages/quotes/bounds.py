"""Where a content ends, mended where the parser hung its last part elsewhere or a remark of the writer's follows."""

from __future__ import annotations

from tacitus.stages.quotes.runs import Content, is_mark
from tacitus.syntax.tree import Tree

_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN", "VBG"})
_TOLD_WITH = frozenset({"after", "before", "even", "while"})  # clauses that tell when it was said
_RELATIVE = frozenset({"who", "which", "whose", "whom"})
_DASHES = frozenset({"—", "–", "--", "―", "-"})
REMARKED = frozenset({"object", "infinitive", "after_preposition", "raised"})  # frames after which ", who …" is the writer's own
MAX_DATED = 6  # words from a day to the end
MIN_CLAUSE = 3  # words of a clause before what is added to it
_ARTICLES = frozenset({"a", "an"})
_ADDED = frozenset({"appos", "npadvmod", "dobj", "attr", "dep", "conj"})
MAX_ABOVE = 2  # steps above the cue where the rest of a list may hang


def mend_end(tree: Tree, i: int, content: Content) -> None:
    """Takes in the rest of a list and leaves out a remark on the last word of the content of the cue at token ``i``."""
    first, last = content.runs[-1]
    if first <= i:
        return
    end = _end_of_list(tree, i, content, first, last)
    if end == last and content.frame in REMARKED:
        end = _end_without_remark(tree, first, last)
        end = _end_without_date(tree, first, end) if content.frame == "object" else end
    elif end == last and content.frame == "clause":
        end = _end_without_addition(tree, first, last)
    content.runs = [*content.runs[:-1], (first, end)]


def _end_of_list(tree: Tree, i: int, content: Content, first: int, last: int) -> int:
    """ "Wants to widen the road, build a dock and …", "says it would cut pay, but would later …": hung on the cue."""
    tokens, above = tree.tokens, i
    for _ in range(MAX_ABOVE + 1):
        for child in tree.with_dep(above, "conj"):
            if child > last and _goes_on(tree, i, child, content, first, last):
                below = tree.subtree(child)
                if all(t.pos in ("PUNCT", "CCONJ") and not is_mark(t.text) for t in tokens[last + 1 : below[0]]):
                    end = below[-1]
                    return end - 1 if tokens[end].pos == "PUNCT" and not is_mark(tokens[end].text) else end
        if tokens[above].head == above or tokens[above].dep in ("ccomp", "relcl", "advcl"):
            break
        above = tokens[above].head
    return last


def _goes_on(tree: Tree, i: int, child: int, content: Content, first: int, last: int) -> bool:
    tokens = tree.tokens
    token = tokens[child]
    subject = tree.child(child, "nsubj", "nsubjpass", "expl")
    if subject is not None and (tokens[subject].tag != "PRP" or content.frame != "clause"):
        return False
    if content.frame == "object":
        return token.pos in ("NOUN", "PROPN") and tokens[token.head].pos in ("VERB", "AUX") and tree.child(child, "cop", "aux") is None
    modal = any(tokens[c].tag == "MD" for c in tree.with_dep(child, "aux"))
    if modal:
        own = any(tokens[c].tag == "MD" for c in tree.with_dep(i, "aux"))
        return not own and content.frame == "clause" and tokens[i].tag != "VB" and any(t.tag == "MD" for t in tokens[first : last + 1])
    if subject is not None:
        return False
    return token.tag == "VB" and tokens[i].tag in _FINITE and content.frame == "infinitive" and token.head == i


def _end_without_remark(tree: Tree, first: int, last: int) -> int:
    """ "Praised the plan, which includes a road": what is told of the plan after the comma is the writer's own."""
    for n in range(first + 1, last + 1):
        if _opens_remark(tree, n, first, last):
            end = n - 1
            return end - 1 if tree.tokens[end].text == "," and end > first else end
    return last


def _end_without_addition(tree: Tree, first: int, last: int) -> int:
    """ "Said the dam would hold, a claim that …", "…, calling it safe", "…, which …": what is added to the clause is the writer's own."""
    for n in range(first + MIN_CLAUSE, last + 1):
        if _opens_addition(tree, n, last):
            return n - 1 if is_mark(tree.tokens[n - 1].text) else n - 2
    return last


def _opens_addition(tree: Tree, n: int, last: int) -> bool:
    """Whether a participle, an apposition with "a" or "an", "which" or "while" opens at the token and runs to the end."""
    tokens = tree.tokens
    token, before = tokens[n], tokens[n - 1]
    if before.text in _DASHES and before.pos == "PUNCT":
        return token.text in _ARTICLES and all(t.text != before.text for t in tokens[n : last + 1])
    if before.text != "," and not (is_mark(before.text) and tokens[n - 2].text == ","):
        return False
    head = tokens[token.head]
    if token.dep == "advmod" and head.tag == "VBG":
        token = head
    if token.tag == "VBG" and token.dep == "advcl":
        return tree.child(token.i, "nsubj") is None and tree.subtree(token.i)[-1] >= last
    if token.text in _ARTICLES:
        below = tree.subtree(head.i)
        return head.dep in _ADDED and below[0] == n and below[-1] >= last
    if token.lemma == "which":
        clause = next((m for m in tree.ancestors(n) if tokens[m].dep == "relcl"), n)
        return tree.subtree(clause)[-1] >= last
    return token.lemma == "while" and tree.subtree(token.head)[-1] >= last


def _end_without_date(tree: Tree, first: int, last: int) -> int:
    """ "Called Doe a thief Wednesday on the evening show": the day, and what follows it, are of the saying."""
    for n in range(max(first + 1, last - MAX_DATED), last + 1):
        token = tree.tokens[n]
        if token.dep == "npadvmod" and token.entity_type in ("DATE", "TIME"):
            return max(first, tree.subtree(n)[0] - 1)
    return last


def _opens_remark(tree: Tree, n: int, first: int, last: int) -> bool:
    tokens = tree.tokens
    token = tokens[n]
    head = tokens[token.head]
    if tokens[n - 1].text == "," and (token.lemma in _RELATIVE or (token.tag == "VBN" and token.dep == "acl")):
        clause = token if token.dep == "acl" else next((tokens[m] for m in tree.ancestors(n) if tokens[m].dep == "relcl"), None)
        return clause is not None and first <= clause.head < n and tree.subtree(clause.i)[-1] >= last
    if token.dep in ("mark", "advmod") and token.lemma in _TOLD_WITH and head.dep == "advcl" and head.i > n:
        return tree.subtree(head.i)[-1] >= last and tree.child(head.i, "nsubj", "nsubjpass") is not None
    return False
