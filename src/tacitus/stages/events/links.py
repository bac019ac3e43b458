"""Links between happenings that the wording tells: answers, denials, parts of one act."""

from __future__ import annotations

from collections.abc import Sequence

from tacitus.stages.events.arguments import Arguments
from tacitus.stages.events.candidates import Candidate
from tacitus.stages.events.happenings import Happening, Merger
from tacitus.stages.events.sameness import overlap
from tacitus.stages.events.voice import speaks_for

# "in response to the raid", "as revenge for", "in protest at": the noun between two prepositions.
ANSWERS = frozenset(
    {"response", "retaliation", "reprisal", "revenge", "answer", "reaction", "protest", "retribution", "vengeance", "solidarity"}
)
ANSWERING_VERBS = frozenset({"retaliate", "respond", "react", "avenge", "reciprocate", "answer"})
MOVED = frozenset({"PROTEST", "SANCTION", "COERCE", "REJECT", "ASSAULT", "MOBILIZE"})  # acts that "over" gives a motive to
VIOLENT = frozenset({"ASSAULT", "COERCE"})


def link_answers(candidates: Sequence[Candidate], arguments: Arguments) -> None:
    """Adds ``response-to`` from the act whose motive is told to the act that moved it, and ``part-of`` between coordinated acts."""
    at = {token: c for c in candidates if c.drop is None for token in ([c.head] if c.match.light is None else [c.match.light, c.head])}
    for candidate in at.values():
        answer = _answering(candidate, arguments, at)
        if answer is not None and answer is not candidate and ("response-to", candidate.index) not in answer.links:
            answer.links.append(("response-to", candidate.index))
        whole = _whole(candidate, arguments, at)
        if whole is not None and ("part-of", whole.index) not in candidate.links:
            candidate.links.append(("part-of", whole.index))


def _answering(candidate: Candidate, arguments: Arguments, at: dict[int, Candidate]) -> Candidate | None:
    """The act that answers this one: above "in response to", above a protest's "against" or "over"."""
    tokens, tree = arguments.tokens, arguments.tree
    if tokens[candidate.head].dep != "pobj":
        return None
    preposition = tokens[tokens[candidate.head].head]
    governor = tokens[preposition.head]
    if governor.lemma.lower() in ANSWERS and governor.dep == "pobj":
        above = tokens[tokens[governor.head].head]
        return next((at[i] for i in [above.i, *tree.ancestors(above.i)][:3] if i in at), None)
    word = preposition.text.lower()
    if word == "over":
        act = _nearest_act(governor.i, arguments, at)
        if act is not None and act.type in MOVED:
            return act
    if governor.i in at and at[governor.i].type == "PROTEST" and word in ("against", "at", "after"):
        return at[governor.i]
    if governor.lemma in ANSWERING_VERBS:
        return at.get(governor.i) or _means(governor.i, arguments, at)
    return None


def _nearest_act(i: int, arguments: Arguments, at: dict[int, Candidate]) -> Candidate | None:
    """The act told at a word or above it, in its own clause."""
    for above in (i, *arguments.tree.ancestors(i)):
        if above in at:
            return at[above]
        if arguments.tokens[above].pos in ("VERB", "AUX"):
            return None
    return None


def _means(verb: int, arguments: Arguments, at: dict[int, Candidate]) -> Candidate | None:
    """ "retaliated by bombing", "responded with sanctions": the act that the verb of answering only names."""
    for p in arguments.tree.with_dep(verb, "prep"):
        if arguments.tokens[p].text.lower() in ("by", "with"):
            return next((at[c] for c in arguments.tree.with_dep(p, "pcomp", "pobj") if c in at), None)
    return None


def _whole(candidate: Candidate, arguments: Arguments, at: dict[int, Candidate]) -> Candidate | None:
    """ "stormed the compound and attacked worshippers": the second act is part of the first."""
    token = arguments.tokens[candidate.head]
    first = at.get(token.head) if token.dep == "conj" and token.pos == "VERB" else None
    if first is None or first is candidate or first.type == candidate.type or not {first.type, candidate.type} <= VIOLENT:
        return None
    same_subject = arguments.tree.child(candidate.head, "nsubj", "nsubjpass") is None
    return first if same_subject and first.status == candidate.status else None


def link_denials(happenings: Sequence[Happening], merger: Merger) -> None:
    """A denied deed ``contradicts`` the row that affirms it."""
    for denial in happenings:
        if denial.principal.status != "negated" or denial.principal.voice != "quoted":
            continue
        for other in happenings:
            same_type = other.principal.type == denial.principal.type and other.principal.status == "actual"
            if same_type and (denial.actors or denial.recipients) and _tells_of(other, denial, merger):
                denial.principal.links.append(("contradicts", other.principal.index))
                break


def _tells_of(affirmed: Happening, denial: Happening, merger: Merger) -> bool:
    """The same parties; or a government that denies for its army, of the same victim."""
    if merger.parties_agree(affirmed, denial.principal):
        return True
    spoken_for = any(speaks_for(mine, theirs) for mine in denial.actors for theirs in affirmed.actors)
    return spoken_for and overlap(denial.recipients, affirmed.recipients)


def drop_demands_of_protests(candidates: Sequence[Candidate], arguments: Arguments) -> None:
    """A protest's topic or demand is no event of its own (codebook, section 1)."""
    protests = {c.head for c in candidates if c.type == "PROTEST" and c.drop is None}
    protests |= {c.match.light for c in candidates if c.type == "PROTEST" and c.match.light is not None}
    dropped: set[int] = set()
    for candidate in candidates:
        if candidate.type not in ("REQUEST", "ACCUSE"):
            continue
        token = arguments.tokens[candidate.match.light if candidate.match.light is not None else candidate.head]
        hangs = token.dep in ("advcl", "xcomp", "acl") and token.tag in ("VB", "VBG") and token.head in protests
        noun = (
            token.dep == "dobj" and arguments.tokens[token.head].head in protests and arguments.tokens[token.head].dep in ("advcl", "xcomp")
        )
        if hangs or noun:
            candidate.drop = "a protest's demand"
            dropped.add(candidate.index)
    for candidate in candidates:
        if candidate.carrier in dropped:
            candidate.drop = "a protest's demand"
