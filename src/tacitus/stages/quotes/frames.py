"""What a cue gives to its speaker: the parts of the sentence that fill the cue's frames."""

from __future__ import annotations

from tacitus.stages.quotes.bounds import mend_end
from tacitus.stages.quotes.lexicon import Cue
from tacitus.stages.quotes.objects import object_frame
from tacitus.stages.quotes.runs import Content, cue_last, has_to, is_finite, is_mark, runs_of
from tacitus.syntax.tree import Tree


def fill(tree: Tree, i: int, cue: Cue) -> Content | None:
    """Content of the verb cue at token ``i``; None where no frame of the cue is filled."""
    for kind in (
        _made_clear,
        _quoted_as,
        _raised,
        _clause,
        _infinitive,
        object_frame,
        _after_preposition,
        _inserted,
        _question,
        _around,
        _that_to_end,
        _lost_that,
    ):
        content = kind(tree, i, cue)
        if content is not None and not content.runs and kind is _quoted_as:
            return None  # the words stand elsewhere; "as saying" is no view of anybody
        if content is not None and content.runs:
            content.runs = _before_further_clause(tree, i, content.runs)
            content.frame = content.frame or kind.__name__.strip("_").removesuffix("_frame")
            if content.runs:
                mend_end(tree, i, content)
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


def _made_clear(tree: Tree, i: int, cue: Cue) -> Content | None:
    """ "made (it) clear (that) …": the clause after the adjective, wherever the parser hung it."""
    if cue.particle != "clear":
        return None
    clear = next((n for n in range(i + 1, min(i + 4, len(tree.tokens))) if tree.tokens[n].lemma == "clear"), None)
    if clear is None:
        return None
    clauses = [c for above in (clear, i) for c in tree.with_dep(above, "ccomp", "advcl") if c > clear and is_finite(tree, c)]
    members = {n for c in clauses[:1] for n in tree.subtree(c) if n > clear}
    return Content(runs_of(tree, sorted(members)), clear)


def _clause(tree: Tree, i: int, cue: Cue) -> Content | None:
    """ "said (that) …", "wondered whether …", and the clause before an inserted cue."""
    if "that" not in cue.frames and "direct" not in cue.frames:
        return None
    members: set[int] = set()
    for child in tree.with_dep(i, "ccomp"):
        if "that" not in cue.frames and not is_finite(tree, child):
            continue
        if child < i and tree.child(i, "auxpass") is not None and "direct" not in cue.frames:
            continue  # "The ministry said, if Roe wins, it will be decided": no clause of the second verb
        if has_to(tree, child) and tree.child(child, "nsubj") is not None and "obj-inf" not in cue.frames and "raise" not in cue.frames:
            continue
        left_out = _coordinated_cues(tree, i, child)
        members.update(n for n in tree.subtree(child) if n not in left_out)
    if not members:
        return None
    members.discard(i)
    members.difference_update(_time_of_saying(tree, i, members))
    runs = _near_runs(tree, i, runs_of(tree, sorted(members)))
    return Content(_prolonged(tree, i, runs), cue_last(tree, i, members))


def _time_of_saying(tree: Tree, i: int, members: set[int]) -> set[int]:
    """ "Said on Monday he was ill", "warned after the raid that …": what stands between the cue and its clause tells of the saying."""
    tokens = tree.tokens
    first = min((n for n in members if n > i), default=i + 1)
    if first != i + 1 and tokens[first].entity_type not in ("DATE", "TIME"):
        return set()
    dated_word = tokens[first].pos == "DET" and tokens[first].entity_type in ("DATE", "TIME")
    if first not in members or not (dated_word or tokens[first].pos in ("ADP", "PROPN", "NOUN")) or tokens[first].lemma == "that":
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
        "assert",
        "argue",
        "claim",
        "note",
        "stress",
        "ask",
        "announce",
        "pledge",
        "acknowledge",
        "conclude",
        "reply",
        "explain",
        "blame",
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
    # "As he spoke to the guard, a man fired": who only speaks or talks meanwhile says nothing of it.
    with_as = token.dep == "advcl" and "that" in cue.frames and as_mark is not None and tree.tokens[as_mark].lemma == "as" and as_mark < i
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
    if addressee is not None and addressee > i and "to-inf" not in cue.frames:
        return None  # "continue the policies that …": a relative clause
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
    if "that" not in cue.frames:
        return None
    asking = tree.tokens[i].lemma in ASKING
    for child in tree.with_dep(i, "advcl"):
        mark = tree.child(child, "mark", "advmod")
        if child <= i or mark is None or tree.tokens[mark].lemma not in ("if", "whether", "how", "why", "when", "where"):
            continue
        at_once = mark == i + 1 and tree.tokens[mark].lemma != "if" and tree.child(child, "nsubj", "nsubjpass") is not None
        if asking or (at_once and tree.child(i, "neg") is not None):  # "has not said when it will open"
            return Content(runs_of(tree, tree.subtree(child)), i)
    return None


def _around(tree: Tree, i: int, cue: Cue) -> Content | None:
    """ "The guards, Doe explained in court, were paid": taken for one sentence of "explained" with two subjects."""
    if not {"that", "direct"} <= cue.frames or tree.child(i, "ccomp", "dobj") is not None:
        return None
    subjects = tree.with_dep(i, "nsubj")
    if len(subjects) != 2 or subjects[1] > i:
        return None
    whole = tree.subtree(subjects[0])
    verb = next((c for c in tree.with_dep(i, "conj") if c > i and is_finite(tree, c)), None)
    if verb is None or tree.tokens[whole[-1] + 1].text != "," or tree.child(verb, "nsubj", "nsubjpass") is not None:
        return None
    below = tree.subtree(verb)
    if tree.tokens[below[0] - 1].text != ",":
        return None
    return Content(runs_of(tree, whole) + runs_of(tree, below), i)


def _lost_that(tree: Tree, i: int, cue: Cue) -> Content | None:
    """ "Tweeted in the small hours that Doe was ill": taken for a relative clause that has two subjects."""
    if "that" not in cue.frames or tree.child(i, "dobj", "ccomp") is not None:
        return None
    for prep in tree.with_dep(i, "prep"):
        for noun in tree.with_dep(prep, "pobj"):
            for clause in tree.with_dep(noun, "relcl", "acl"):
                below = next((c for c in tree.with_dep(clause, "ccomp") if tree.tokens[clause].tag == "VBN" and _is_that(tree, c)), None)
                if prep > i and below is not None:  # "argued in papers filed Monday that the sale was void"
                    return Content(runs_of(tree, tree.subtree(below)), i)
                subjects = tree.with_dep(clause, "nsubj", "nsubjpass", "mark")
                if prep > i and len(subjects) == 2 and tree.tokens[subjects[0]].lemma == "that":
                    return Content(runs_of(tree, tree.subtree(clause)), i)
    return None


def _is_that(tree: Tree, i: int) -> bool:
    mark = tree.child(i, "mark")
    return mark is not None and tree.tokens[mark].lemma == "that"


def _near_runs(tree: Tree, i: int, runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where the content follows the cue, a piece before it belongs to the content only if the cue is put in between commas."""
    if len(runs) < 2 or runs[-1][0] < i:
        return runs
    follows = next(first for first, _ in runs if first > i)
    inserted = any(t.text in (",", "—", "–") or is_mark(t.text) for t in tree.tokens[i + 1 : follows])
    if inserted and tree.tokens[follows].dep != "mark":
        return runs
    return [
        run for run in runs if run[0] > i or (run[0] == run[1] and tree.tokens[run[0]].tag in ("WP", "WDT"))
    ]  # "which Doe said was lost"


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
                return Content(runs_of(tree, tree.subtree(child)), cue_last(tree, i, set()))
            continue
        addressed = tree.child(i, "dobj")
        inner = tree.child(child, "nsubj")
        if inner is not None:
            if {"obj-inf", "to-inf"} & cue.frames:
                members = tree.subtree(child)
                if "obj-inf" not in cue.frames:
                    members = sorted(set(members) - set(tree.subtree(inner)))
                return Content(runs_of(tree, members), cue_last(tree, i, set(members)))
            continue
        if addressed is not None and addressed < child:
            if "obj-inf" in cue.frames:
                return Content(runs_of(tree, sorted({*tree.subtree(addressed), *tree.subtree(child)})), cue_last(tree, i, set()))
            if "to-inf" in cue.frames:
                return Content(runs_of(tree, tree.subtree(child)), cue_last(tree, i, set()))
            continue
        if {"inf", "obj-inf", "to-inf"} & cue.frames:
            return Content(runs_of(tree, tree.subtree(child)), cue_last(tree, i, set()))
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


def _after_preposition(tree: Tree, i: int, cue: Cue) -> Content | None:
    """ "warned of a famine", "called on Roe to stay"."""
    after = cue.after
    for child in tree.with_dep(i, "prep", "agent", "prt"):
        token = tree.tokens[child]
        if child < i:
            continue
        if token.lemma in after and (below := tree.child(child, "pobj", "pcomp")) is not None:
            return Content(runs_of(tree, tree.subtree(below)), child if child == cue_last(tree, i, set()) + 1 else i)
        if token.lemma == "on" and "+on-inf" in cue.frames and (below := tree.child(child, "pobj")) is not None:
            members = set(tree.subtree(below))
            infinitive = next((c for c in tree.with_dep(i, "xcomp", "advcl") if has_to(tree, c) and c > child), None)
            infinitive = infinitive or next((c for c in tree.with_dep(below, "acl", "relcl") if has_to(tree, c)), None)
            if infinitive is None:
                return None
            members.update(tree.subtree(infinitive))
            return Content(runs_of(tree, sorted(members)), child)
    return None
