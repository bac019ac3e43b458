"""What a cue gives to its speaker: the parts of the sentence that fill the cue's frames."""

from __future__ import annotations

from dataclasses import dataclass

from tacitus.stages.quotes.lexicon import Cue
from tacitus.syntax.tree import Tree


@dataclass(slots=True)
class Content:
    """Token runs (first, last; both inclusive) of a cue's content, and the last token that belongs to the cue itself."""

    runs: list[tuple[int, int]]
    cue_last: int
    raised: bool = False
    frame: str = ""


def has_to(tree: Tree, i: int) -> bool:
    """Whether the verb is a to-infinitive."""
    return any(tree.tokens[c].tag == "TO" for c in tree.children[i])


def runs_of(tree: Tree, members: list[int]) -> list[tuple[int, int]]:
    """Sorted token indices to runs; punctuation alone does not break a run, and edges without words are cut off."""
    runs: list[list[int]] = []
    for i in members:
        if runs and (i == runs[-1][1] + 1 or all(t.pos == "PUNCT" for t in tree.tokens[runs[-1][1] + 1 : i])):
            runs[-1][1] = i
        else:
            runs.append([i, i])
    cut = [_without_edges(tree, first, last) for first, last in runs]
    return [run for run in cut if run is not None]


def _without_edges(tree: Tree, first: int, last: int) -> tuple[int, int] | None:
    tokens = tree.tokens
    while first <= last and (tokens[first].dep == "punct" or tokens[first].pos == "PUNCT") and not is_mark(tokens[first].text):
        first += 1
    while last >= first and (tokens[last].pos in ("PUNCT", "CCONJ") or tokens[last].dep == "punct") and not is_mark(tokens[last].text):
        last -= 1
    return (first, last) if first <= last else None


def is_mark(text: str) -> bool:
    """Whether a token is a quotation mark or a bracket that closes words inside the content."""
    return text[0] in "\"“”„«»「」『』‘'`%)($€£" or text == "’"


def fill(tree: Tree, i: int, cue: Cue) -> Content | None:
    """Content of the verb cue at token ``i``; None where no frame of the cue is filled."""
    for kind in (_quoted_as, _raised, _clause, _infinitive, _object, _after_preposition, _inserted, _question, _that_to_end):
        content = kind(tree, i, cue)
        if content is not None and not content.runs and kind is _quoted_as:
            return None  # the words stand elsewhere; "as saying" is no view of anybody
        if content is not None and content.runs:
            content.runs = _before_further_clause(tree, i, content.runs)
            content.frame = content.frame or kind.__name__.strip("_")
            return content
    return None


def _before_further_clause(tree: Tree, i: int, runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """ "They left, Doe said, and took the horses": what follows an inserted cue with "and" is the writer's own again."""
    if len(runs) < 2 or runs[0][0] > i:
        return runs
    return [run for run in runs if run[0] < i or not _is_further(tree, i, run[0])]


def _is_further(tree: Tree, i: int, first: int) -> bool:
    """Whether words after the cue begin with ", and" (which may stand before them), outside quotation marks."""
    tokens = tree.tokens
    joint = first if tokens[first].pos == "CCONJ" else first - 1
    if tokens[joint].pos != "CCONJ" or tokens[joint - 1].text != ",":
        return False
    return not any(is_mark(token.text) for token in tokens[i + 1 : first + 2])


def _clause(tree: Tree, i: int, cue: Cue) -> Content | None:
    """ "said (that) …", "wondered whether …", and the clause before an inserted cue."""
    if "that" not in cue.frames and "direct" not in cue.frames:
        return None
    members: set[int] = set()
    for child in tree.with_dep(i, "ccomp"):
        if "that" not in cue.frames and not _is_finite(tree, child):
            continue
        if has_to(tree, child) and tree.child(child, "nsubj") is not None and "obj-inf" not in cue.frames and "raise" not in cue.frames:
            continue
        left_out = _coordinated_cues(tree, i, child)
        members.update(n for n in tree.subtree(child) if n not in left_out)
    if not members:
        return None
    members.discard(i)
    members.difference_update(_time_of_saying(tree, i, members))
    runs = _near_runs(tree, i, runs_of(tree, sorted(members)))
    return Content(_prolonged(tree, i, runs), _cue_last(tree, i, members))


def _time_of_saying(tree: Tree, i: int, members: set[int]) -> set[int]:
    """ "Said on Monday he was ill", "warned after the raid that …": what stands between the cue and its clause tells of the saying."""
    tokens = tree.tokens
    first = i + 1
    if first not in members or tokens[first].pos not in ("ADP", "PROPN", "NOUN") or tokens[first].lemma == "that":
        return set()
    sentence = tree.sentence(i).tokens
    that = next((t.i for t in sentence if t.i > first and t.lemma == "that" and t.dep == "mark" and t.i in members), None)
    if that is not None and that - i < 12 and not any(t.dep in ("nsubj", "nsubjpass") for t in tokens[first:that]):
        return set(range(first, that))
    last = first
    while last < sentence[-1].i and (
        tokens[last].entity_type in ("DATE", "TIME") or (last == first and tokens[last].text.lower() in ("on", "in"))
    ):
        last += 1
    dated = any(t.entity_type in ("DATE", "TIME") for t in tokens[first:last])
    return set(range(first, last)) if dated and tokens[last].text != "," else set()


SAID_TOO = frozenset(
    {
        "say",
        "predict",
        "call",
        "describe",
        "add",
        "accuse",
        "warn",
        "urge",
        "vow",
        "promise",
        "tell",
        "suggest",
        "declare",
        "write",
        "insist",
        "deny",
        "criticise",
        "criticize",
        "denounce",
    }
)


def _coordinated_cues(tree: Tree, i: int, clause: int) -> set[int]:
    """ "said that he was ill and predicted …": the second cue was coordinated with the first, whatever the parser made of it."""
    out: set[int] = set()
    for child in tree.with_dep(clause, "conj"):
        token = tree.tokens[child]
        own = tree.child(child, "nsubj", "nsubjpass")
        after_mark = child > 1 and tree.tokens[child - 1].dep == "cc" and is_mark(tree.tokens[child - 2].text)
        if (
            (token.lemma in SAID_TOO or after_mark)
            and (token.tag == tree.tokens[i].tag or (after_mark and token.tag == "VBN"))
            and own is None
            and child > i
            and tree.child(child, "aux") is None
        ):
            out.update(tree.subtree(child))
            out.update(c for c in tree.with_dep(clause, "cc") if c < child)
    for child in tree.with_dep(clause, "advcl"):
        token = tree.tokens[child]
        if token.tag == "VBG" and token.lemma in SAID_TOO and child > clause > i and tree.tokens[child - 1].text in (",", "—", "–"):
            out.update(tree.subtree(child))
    return out


def _inserted(tree: Tree, i: int, cue: Cue) -> Content | None:
    """ "Roe, says Doe, is ill" and "as Doe reported, Roe is ill": the clause that the cue hangs on."""
    token = tree.tokens[i]
    if not {"that", "direct"} & cue.frames or tree.child(i, "ccomp", "dobj", "xcomp") is not None or tree.child(i, "nsubj") is None:
        return None
    as_mark = tree.child(i, "mark", "advmod", "prep")
    with_as = token.dep == "advcl" and as_mark is not None and tree.tokens[as_mark].lemma == "as" and as_mark < i
    if token.dep != "parataxis" and not with_as:
        return None
    left_out = set(tree.subtree(i))
    return Content(runs_of(tree, [n for n in tree.subtree(token.head) if n not in left_out]), i)


def _that_to_end(tree: Tree, i: int, cue: Cue) -> Content | None:
    """ "told the paper that …" where the parser lost the clause: from "that" to the end of the sentence."""
    if "that" not in cue.frames:
        return None
    sentence = tree.sentence(i).tokens
    addressee = tree.child(i, "dobj", "dative")
    after = (
        i
        if addressee is None or addressee < i
        else next((n - 1 for n in range(addressee, sentence[-1].i) if tree.tokens[n].lemma == "that"), i)
    )
    opening = after + 1
    if opening > sentence[-1].i - 2 or tree.tokens[opening].lemma != "that" or tree.tokens[opening].tag not in ("IN", "DT", "WDT"):
        return None
    if not any(t.tag in ("VBD", "VBZ", "VBP", "MD") for t in tree.tokens[opening + 2 : sentence[-1].i + 1]) or after - i > 8:
        return None
    return Content(runs_of(tree, list(range(opening, sentence[-1].i + 1))), i)


ASKING = frozenset({"ask", "wonder", "inquire", "enquire", "question", "know", "see", "doubt", "debate"})


def _question(tree: Tree, i: int, cue: Cue) -> Content | None:
    """ "asked whether …", where the parser made an adverbial clause of the question."""
    if "that" not in cue.frames or tree.tokens[i].lemma not in ASKING:
        return None
    for child in tree.with_dep(i, "advcl"):
        mark = tree.child(child, "mark", "advmod")
        if child > i and mark is not None and tree.tokens[mark].lemma in ("if", "whether", "how", "why", "when", "where"):
            return Content(runs_of(tree, tree.subtree(child)), i)
    return None


def _near_runs(tree: Tree, i: int, runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where the content follows the cue, a piece before it belongs to the content only if the cue is put in between commas."""
    if len(runs) < 2 or runs[-1][0] < i:
        return runs
    follows = next(first for first, _ in runs if first > i)
    inserted = any(t.text in (",", "—", "–") or is_mark(t.text) for t in tree.tokens[i + 1 : follows])
    return runs if inserted and tree.tokens[follows].dep != "mark" else [run for run in runs if run[0] > i]


def _prolonged(tree: Tree, i: int, runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """What follows the content without a comma belongs to it, though the parser hung it on the cue."""
    if not runs or runs[-1][0] < i:
        return runs
    first, last = runs[-1]
    below = {n for child in tree.with_dep(i, "prep", "advcl", "npadvmod", "advmod") if child > last for n in tree.subtree(child)}
    end = last
    while (
        end + 1 < len(tree.tokens) and end + 1 in below and tree.tokens[end + 1].pos != "PUNCT" and tree.tokens[end + 1].lemma != "accord"
    ):
        end += 1
    return [*runs[:-1], (first, end)]


def _is_finite(tree: Tree, i: int) -> bool:
    return tree.tokens[i].tag in ("VBD", "VBZ", "VBP", "MD") or any(
        tree.tokens[c].tag in ("VBD", "VBZ", "VBP", "MD") for c in tree.with_dep(i, "aux", "auxpass")
    )


def _cue_last(tree: Tree, i: int, members: set[int]) -> int:
    """The cue's particle belongs to it where it stands right after the verb."""
    last = i
    while (
        last + 1 < len(tree.tokens)
        and tree.tokens[last + 1].head == i
        and tree.tokens[last + 1].dep in ("prt", "acomp")
        and last + 1 not in members
    ):
        last += 1
    return last


def _infinitive(tree: Tree, i: int, cue: Cue) -> Content | None:
    """ "vowed to stay", "urged Roe to stay", "denied staying", "told Roe to stay"."""
    for child in tree.with_dep(i, "xcomp", "ccomp", "advcl"):
        token = tree.tokens[child]
        infinitive = has_to(tree, child)
        if (
            infinitive
            and child > i
            and "for" in cue.after
            and (mark := tree.child(child, "mark")) is not None
            and tree.tokens[mark].lemma == "for"
        ):
            return Content(runs_of(tree, [n for n in tree.subtree(child) if n != mark]), mark)
        if token.dep == "advcl" and not (
            infinitive and ({"obj-inf", "to-inf"} & cue.frames) and tree.child(i, "dobj") is not None and child > i
        ):
            continue
        if not infinitive:
            if "gerund" in cue.frames and token.tag == "VBG" and child > i and token.dep != "advcl":
                return Content(runs_of(tree, tree.subtree(child)), _cue_last(tree, i, set()))
            continue
        addressed = tree.child(i, "dobj")
        inner = tree.child(child, "nsubj")
        if inner is not None:
            if {"obj-inf", "to-inf"} & cue.frames:
                members = tree.subtree(child)
                if "obj-inf" not in cue.frames:
                    members = sorted(set(members) - set(tree.subtree(inner)))
                return Content(runs_of(tree, members), _cue_last(tree, i, set(members)))
            continue
        if addressed is not None and addressed < child:
            if "obj-inf" in cue.frames:
                return Content(runs_of(tree, sorted({*tree.subtree(addressed), *tree.subtree(child)})), _cue_last(tree, i, set()))
            if "to-inf" in cue.frames:
                return Content(runs_of(tree, tree.subtree(child)), _cue_last(tree, i, set()))
            continue
        if {"inf", "obj-inf", "to-inf"} & cue.frames:
            return Content(runs_of(tree, tree.subtree(child)), _cue_last(tree, i, set()))
    return None


def _raised(tree: Tree, i: int, cue: Cue) -> Content | None:
    """ "Roe is expected to stay": the subject and the infinitive; "it is believed that …" is a clause like any other."""
    if "raise" not in cue.frames or tree.child(i, "auxpass") is None:
        return None
    subject = tree.child(i, "nsubjpass", "nsubj")
    for child in tree.with_dep(i, "xcomp"):
        if has_to(tree, child) and subject is not None:
            below = set(tree.subtree(child))
            runs = runs_of(tree, tree.subtree(subject)) + runs_of(tree, sorted(below))
            return Content(runs, i, raised=True)
    return None


def _quoted_as(tree: Tree, i: int, cue: Cue) -> Content | None:
    """ "was quoted as saying …"."""
    if "quoted-as" not in cue.frames:
        return None
    for child in tree.with_dep(i, "prep"):
        if tree.tokens[child].lemma == "as" and (saying := tree.child(child, "pcomp")) is not None:
            members = set(tree.subtree(saying)) - {saying}
            before = tree.child(i, "ccomp", "advcl")
            if not runs_of(tree, sorted(members)) and before is not None and before < i:  # "“…”, Doe is quoted as saying"
                members = set(tree.subtree(before))
            return Content(runs_of(tree, sorted(members)), saying)
    return None


def _object(tree: Tree, i: int, cue: Cue) -> Content | None:
    """ "announced sanctions", "accused Roe of lying", "called Roe a liar", "described Roe as a liar"."""
    cue_last = _cue_last(tree, i, set())
    passive = tree.child(i, "auxpass") is not None
    held = tree.child(i, "nsubjpass") if passive else tree.child(i, "dobj", "dative")
    if "obj-pred" in cue.frames and (predicate := _predicate(tree, i)) is not None:
        members = set(tree.subtree(predicate))
        if held is not None:
            members.update(tree.subtree(held))
        return Content(runs_of(tree, sorted(members)), cue_last)
    if held is None:
        return _outer_object(tree, i, cue)
    if tree.tokens[held].lemma in IDLE:
        return None
    tail = {
        n for child in tree.with_dep(i, "prep") if child > held and tree.tokens[child].lemma in cue.with_object for n in tree.subtree(child)
    }
    below = any(tree.tokens[child].lemma in cue.with_object for child in tree.with_dep(held, "prep"))
    judged = "for" in cue.with_object and (not passive or tree.child(i, "agent") is not None)
    if tail or below or "obj" in cue.frames or judged:
        members = {*tree.subtree(held), *tail}
        return Content(runs_of(tree, sorted(members if passive else _with_adjuncts(tree, i, members))), cue_last)
    return None


_OF_SAYING = frozenset({"during", "after", "before", "by", "through", "via"})  # what they open tells when and by what means it was said


def _with_adjuncts(tree: Tree, i: int, members: set[int]) -> set[int]:
    """ "proposed talks in exchange for aid", "defended Roe as honest": what follows the object at once belongs to it, its date does not."""
    whole = set(members)
    for child in tree.with_dep(i, "prep", "advcl", "xcomp", "oprd"):
        below = tree.subtree(child)
        dated = any(tree.tokens[n].entity_type in ("DATE", "TIME") for n in below)
        if below[0] == max(whole) + 1 and tree.tokens[child].lemma not in _OF_SAYING and not dated:
            whole.update(below)
    return whole


IDLE = frozenset(
    {"responsibility", "life", "credit", "attention", "seat", "office", "power", "victim"}
)  # "claimed responsibility" gives no content


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
    members = tree.subtree(token.head, frozenset({"relcl", "acl", "punct", "appos", "conj", "cc"}))
    return Content(runs_of(tree, members), i)


def _predicate(tree: Tree, i: int) -> int | None:
    """ "called Roe a liar": the parser gives oprd, or a small clause."""
    found = tree.child(i, "oprd")
    if found is not None:
        return found
    for child in tree.with_dep(i, "ccomp"):
        if tree.tokens[child].pos in ("NOUN", "ADJ", "PROPN") and tree.child(child, "nsubj") is not None and not _is_finite(tree, child):
            return child
    return None


def _after_preposition(tree: Tree, i: int, cue: Cue) -> Content | None:
    """ "warned of a famine", "called on Roe to stay"."""
    after = cue.after
    for child in tree.with_dep(i, "prep", "agent", "prt"):
        token = tree.tokens[child]
        if child < i:
            continue
        if token.lemma in after and (below := tree.child(child, "pobj", "pcomp")) is not None:
            return Content(runs_of(tree, tree.subtree(below)), child if child == _cue_last(tree, i, set()) + 1 else i)
        if token.lemma == "on" and "+on-inf" in cue.frames and (below := tree.child(child, "pobj")) is not None:
            members = set(tree.subtree(below))
            infinitive = next((c for c in tree.with_dep(i, "xcomp", "advcl") if has_to(tree, c) and c > child), None)
            infinitive = infinitive or next((c for c in tree.with_dep(below, "acl", "relcl") if has_to(tree, c)), None)
            if infinitive is None:
                return None
            members.update(tree.subtree(infinitive))
            return Content(runs_of(tree, sorted(members)), child)
    return None
