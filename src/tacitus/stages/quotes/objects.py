"""Contents that are objects: "announced sanctions", "accused Roe of lying", "called Roe a liar"."""

from __future__ import annotations

from tacitus.stages.quotes.lexicon import Cue
from tacitus.stages.quotes.runs import Content, cue_last, has_to, is_finite, is_mark, runs_of
from tacitus.syntax.tree import Tree

FINDINGS = frozenset(
    {"poll", "survey", "study", "report", "figure", "datum", "data", "record", "statistic", "analysis", "result", "document", "research"}
    | {"census", "filing", "tally", "email", "memo", "letter", "review", "audit", "inquiry", "estimate", "map", "image", "footage", "video"}
)
_OF_SAYING = frozenset({"during", "after", "before", "by", "through", "via"})  # what they open tells when and by what means it was said
COURTS = frozenset({"charge", "indict"})  # "was charged with theft": an act of a court, in nobody's words
_PLANS = frozenset({"plan", "proposal", "decision", "intention", "deal", "agreement", "effort", "move", "measure", "step", "bid", "scheme"})
SAME = frozenset({"much", "same", "thing", "otherwise", "opposite"})  # "said as much", "argued the same thing"
IDLE = frozenset(
    {"responsibility", "life", "credit", "attention", "seat", "office", "power", "victim", "entry", "bail", "access", "status", "visa"}
)  # "sought attention", "denied entry" give no content


def object_frame(tree: Tree, i: int, cue: Cue) -> Content | None:
    """ "announced sanctions", "accused Roe of lying", "called Roe a liar", "described Roe as a liar"."""
    last = cue_last(tree, i, set())
    passive = tree.child(i, "auxpass") is not None
    held = tree.child(i, "nsubjpass") if passive else tree.child(i, "dobj", "dative")
    if "obj-pred" in cue.frames and (predicate := _predicate(tree, i)) is not None:
        members = _with_adjuncts(tree, i, set(tree.subtree(predicate)))
        if held is not None:
            members.update(_of_held(tree, i, held))
        return Content(runs_of(tree, sorted(members)), last)
    if "obj-same" in cue.frames and not passive and (same := _same(tree, i, held)):
        return Content(runs_of(tree, same), last)
    if held is None:
        return _outer_object(tree, i, cue)
    if tree.tokens[held].entity_type in ("DATE", "TIME") and tree.child(i, "prep") is not None and cue.after:
        return None  # "called Friday for a vote"
    if tree.tokens[held].lemma in IDLE or (passive and tree.tokens[i].lemma in COURTS and tree.child(i, "agent") is None):
        return None
    tail = {
        n for child in tree.with_dep(i, "prep") if child > held and tree.tokens[child].lemma in cue.with_object for n in tree.subtree(child)
    }
    below = any(tree.tokens[child].lemma in cue.with_object for child in tree.with_dep(held, "prep"))
    judged = "for" in cue.with_object and (not passive or tree.child(i, "agent") is not None)
    if tail or below or "obj" in cue.frames or judged or ("obj-found" in cue.frames and _is_finding(tree, i)):
        members = {*_of_held(tree, i, held), *tail}
        return Content(runs_of(tree, sorted(members if passive else _with_adjuncts(tree, i, members))), last)
    return None


def _same(tree: Tree, i: int, held: int | None) -> list[int]:
    """ "Said as much", "argued the same thing": what was said before, told by its likeness."""
    if held is not None:
        return tree.subtree(held) if tree.tokens[held].lemma in SAME else []
    much = next((c for c in tree.with_dep(i, "advmod") if tree.tokens[c].lemma == "much" and tree.tokens[c - 1].lemma == "as"), None)
    return [much - 1, much] if much is not None and much > i else []


def _is_finding(tree: Tree, i: int) -> bool:
    """ "Polls show a close race": what shows it is a text or a count."""
    subject = tree.child(i, "nsubj")
    return subject is not None and tree.tokens[subject].lemma in FINDINGS


def _of_held(tree: Tree, i: int, held: int) -> set[int]:
    """The object's words; "a blast that Doe called an attack": the relative pronoun and what it stands for."""
    members = set(tree.subtree(held))
    token = tree.tokens[i]
    if tree.tokens[held].tag in ("WDT", "WP") and token.dep == "relcl" and tree.tokens[held].lemma != "what":
        members.update(tree.subtree(token.head, frozenset({"relcl", "acl", "punct", "appos", "conj", "cc", "prep"})))
    return members


def _with_adjuncts(tree: Tree, i: int, members: set[int]) -> set[int]:
    """ "proposed talks in exchange for aid", "defended Roe as honest": what follows the object at once belongs to it, its date does not."""
    whole = set(members)
    for child in tree.with_dep(i, "xcomp", "advcl"):  # "announced plans this week to widen the road"
        if child > max(whole) and has_to(tree, child) and tree.tokens[max(members)].lemma in _PLANS:
            whole.update(tree.subtree(child))
            return whole
    for child in tree.with_dep(i, "prep", "advcl", "xcomp", "oprd"):
        below = tree.subtree(child)
        dated = any(tree.tokens[n].entity_type in ("DATE", "TIME") for n in below)
        near = all(is_mark(t.text) for t in tree.tokens[max(whole) + 1 : below[0]])
        if below[0] > max(whole) and near and tree.tokens[child].lemma not in _OF_SAYING and not dated:
            whole.update(below)
    return whole


def _outer_object(tree: Tree, i: int, cue: Cue) -> Content | None:
    """ "a bill opposed by Doe", "a deal (that) Doe supported": what the clause modifies is the content."""
    token = tree.tokens[i]
    if "obj" not in cue.frames or token.head == i or tree.child(i, "ccomp", "xcomp", "prep") is not None:
        return None
    reduced = token.dep == "acl" and token.tag == "VBN" and tree.child(i, "agent") is not None
    relative = (
        token.dep == "relcl" and tree.child(i, "nsubj") is not None and tree.tokens[tree.child(i, "nsubj") or 0].tag not in ("WP", "WDT")
    )
    if not reduced and not relative:
        return None
    members = [n for n in tree.subtree(token.head, frozenset({"relcl", "acl", "punct", "appos", "conj", "cc"})) if n < i]
    return Content(runs_of(tree, members), i)


def _predicate(tree: Tree, i: int) -> int | None:
    """ "called Roe a liar": the parser gives oprd, a second object, or a small clause."""
    found = tree.child(i, "oprd")
    if found is not None:
        return found
    objects = [c for c in tree.with_dep(i, "dobj", "dative") if c > i]
    if len(objects) == 2:
        return objects[1]
    for child in tree.with_dep(i, "ccomp"):
        if tree.tokens[child].pos in ("NOUN", "ADJ", "PROPN") and tree.child(child, "nsubj") is not None and not is_finite(tree, child):
            return child
    return None
