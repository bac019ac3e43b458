"""Which clauses are conditions: "if" and "unless", and those that put the auxiliary first ("had X attacked", "were X to attack")."""

from __future__ import annotations

from tacitus.syntax.tree import Tree

CONDITIONAL = frozenset({"if", "unless"})
INVERTING = frozenset({"had", "were", "should"})


def is_condition(tree: Tree, clause: int) -> bool:
    """Whether a clause says upon what something depends."""
    if any(tree.tokens[c].text.lower() in CONDITIONAL for c in tree.with_dep(clause, "mark", "advmod")):
        return True
    return is_inverted(tree, clause)


def is_inverted(tree: Tree, clause: int) -> bool:
    """ "had Bazland not intervened", "were Fooland to attack": no mark, and the auxiliary before the subject."""
    token = tree.tokens[clause]
    if token.dep not in ("advcl", "ccomp") or tree.child(clause, "mark") is not None:
        return False
    subject = tree.child(clause, "nsubj", "nsubjpass")
    if subject is None:
        return False
    first = next((c for c in tree.with_dep(clause, "aux", "auxpass")), clause)
    return first < subject and tree.tokens[first].text.lower() in INVERTING
