"""Whether the words around a time expression look forward or back."""

from __future__ import annotations

from typing import Any

from tacitus.model.records import Token
from tacitus.syntax.tree import Tree

MAX_CLIMB = 6
MAX_CHILDREN = 40  # a verb of a sane sentence has fewer; a text of one word repeated must not cost its square
MODIFIERS = frozenset({"poss", "compound", "nmod", "amod", "nummod"})
AHEAD = frozenset({"before", "ahead", "for", "until", "till"})
UNTIL = frozenset({"until", "till"})


def _preposition(tree: Tree, token: Token) -> str:
    """The preposition, "ahead" for "ahead of"."""
    word = token.text.lower()
    return tree.tokens[token.head].text.lower() if word == "of" else word


class TenseReader:
    """Reads tense from the dependency tree; the words that look forward stand in vocabulary.yaml."""

    def __init__(self, vocabulary: dict[str, Any]) -> None:
        self._words = frozenset(vocabulary["forward_words"])
        self._verbs = frozenset(vocabulary["forward_verbs"])
        self._present = frozenset(vocabulary["forward_present"])
        self._until = frozenset(vocabulary["forward_until"])
        self._modals = frozenset(vocabulary["forward_modals"])

    def looks_forward(self, tree: Tree, start: int, end: int, title_end: int) -> bool:
        """Whether the expression between two code points tells of what is still to come."""
        i = tree.at(start)
        if i is None:
            return False
        token = tree.tokens[i]
        if token.dep in MODIFIERS and tree.tokens[token.head].start >= end and tree.tokens[token.head].pos in ("NOUN", "PROPN"):
            noun = tree.tokens[token.head]
            while noun.dep == "compound" and noun.head > noun.i:
                noun = tree.tokens[noun.head]
            return self._of_noun(tree, noun, end, start < title_end)
        before: Token | None = None
        for _ in range(MAX_CLIMB):
            if before is not None and self._is_set_for(tree, token, before):
                return True
            before = token
            if token.pos in ("VERB", "AUX"):
                found = self._of_verb(tree, token, start < title_end, 0)
                if found is not None:
                    return found
            elif self._announced(tree, token, end):
                return True
            if token.head == token.i:
                break
            token = tree.tokens[token.head]
        return False

    def _is_set_for(self, tree: Tree, verb: Token, modifier: Token) -> bool:
        """ "The final is on Sunday": said of a day in the present tense, with nothing else said of the subject."""
        if verb.lemma != "be" or verb.tag not in ("VBZ", "VBP") or modifier.text.lower() != "on" or modifier.dep != "prep":
            return False
        return not any(
            tree.tokens[c].dep in ("acomp", "attr", "expl", "prep") and c != modifier.i for c in tree.children[verb.i][:MAX_CHILDREN]
        )

    def _of_noun(self, tree: Tree, noun: Token, end: int, title: bool) -> bool:
        """ "Monday's vote": past, unless the vote is announced, is still ahead, or will itself do something."""
        governor = tree.tokens[noun.head]
        if self._announced(tree, noun, end) or (governor.pos in ("ADP", "SCONJ") and _preposition(tree, governor) in AHEAD):
            return True
        if noun.dep in ("nsubj", "nsubjpass") and governor.pos in ("VERB", "AUX"):
            return bool(self._of_verb(tree, governor, title, 0))
        return False

    def _announced(self, tree: Tree, token: Token, end: int) -> bool:
        """ "For Friday", "the scheduled vote on Friday", "ahead of Monday's talks"; "next" in "the next year" announces nothing."""
        inside = token.start < end <= token.end
        word = token.text.lower()
        if word in UNTIL:
            head = tree.tokens[token.head]
            return head.tag != "VBD" or head.lemma in self._verbs or head.lemma in self._until
        if word == "to" and token.dep == "prep":
            return tree.tokens[token.head].lemma in self._until  # "adjourned to 11 January"
        if word == "for" and token.dep == "prep":
            return tree.tokens[token.head].lemma in self._verbs | self._words | self._until
        if token.pos in ("NOUN", "PROPN", "ADJ"):
            return any(
                tree.tokens[c].text.lower() in self._words
                for c in tree.children[token.i][:MAX_CHILDREN]
                if tree.tokens[c].dep in ("amod", "advmod", "acl") and not inside
            ) or (token.pos == "ADJ" and token.lemma in self._words)
        return False

    def _of_verb(self, tree: Tree, verb: Token, title: bool, depth: int) -> bool | None:
        """True, False, or None where the verb's form says nothing and its governor must."""
        helpers = [tree.tokens[c] for c in tree.children[verb.i][:MAX_CHILDREN] if tree.tokens[c].dep in ("aux", "auxpass")]
        modal = next((one.text.lower() for one in helpers if one.tag == "MD"), None)
        if modal is not None:
            return modal in self._modals and not any(one.lemma == "have" for one in helpers)
        if verb.tag == "MD":
            return verb.text.lower() in self._modals
        finite = next((one for one in helpers if one.tag in ("VBD", "VBZ", "VBP")), None)
        to_infinitive = (verb.tag == "VB" and any(one.tag == "TO" for one in helpers)) or any(one.tag == "TO" for one in helpers)
        if to_infinitive and finite is None:
            return self._of_governor(tree, verb, title, depth)
        if verb.tag == "VBD" or (finite is not None and finite.tag == "VBD"):
            return False
        if verb.tag == "VBG" and verb.dep == "pcomp" and tree.tokens[verb.head].text.lower() in ("after", "since"):
            return False  # "meet France after beating Spain on Sunday"
        if verb.tag == "VBG":
            if finite is not None:
                return finite.lemma == "be" and not any(one.tag == "VBN" for one in helpers)
            return None
        if verb.tag == "VBN":
            if finite is None:
                return (verb.lemma in self._verbs and verb.dep in ("acl", "ROOT")) or False
            return finite.lemma == "be" and verb.lemma in self._verbs
        if verb.tag in ("VBZ", "VBP"):
            is_due = verb.lemma == "be" and any(
                tree.tokens[c].dep == "acomp" and tree.tokens[c].lemma in self._words for c in tree.children[verb.i][:MAX_CHILDREN]
            )
            return is_due or (not title and verb.lemma in self._present)
        return None

    def _of_governor(self, tree: Tree, verb: Token, title: bool, depth: int) -> bool | None:
        """ "Is expected to sign on Friday": the verb above decides."""
        if verb.head == verb.i or depth > MAX_CLIMB:
            return True  # headlines: "Leaders to meet Friday"
        head = tree.tokens[verb.head]
        if head.lemma in self._verbs or head.text.lower() in self._words:
            return True
        if head.pos in ("VERB", "AUX"):
            if head.lemma == "be" and verb.dep == "xcomp":
                return head.tag in ("VBZ", "VBP")  # "was to arrive on Monday" is told after Monday
            return self._of_verb(tree, head, title, depth + 1)
        return True if title else None
