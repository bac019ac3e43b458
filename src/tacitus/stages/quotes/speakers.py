"""Whose words a cue gives: the subject of the cue, found through passives, relative clauses, participles, control and inversion."""

from __future__ import annotations

from tacitus.model.records import Token
from tacitus.syntax.tree import Tree

RELATIVE = frozenset({"who", "which", "that", "whom"})
MAX_STEPS = 8  # governors climbed in search of a subject


def agent_of(tree: Tree, i: int) -> int | None:
    """The noun after "by" below a passive or a noun."""
    for child in tree.children[i]:
        token = tree.tokens[child]
        if token.dep == "agent" or (token.dep == "prep" and token.lemma == "by"):
            return tree.child(child, "pobj")
    return None


def is_passive(tree: Tree, i: int) -> bool:
    """Whether the verb stands in the passive."""
    return any(tree.tokens[c].dep in ("auxpass", "nsubjpass") for c in tree.children[i]) or (
        tree.tokens[i].tag == "VBN" and tree.tokens[i].dep in ("acl", "advcl") and tree.child(i, "aux") is None
    )


def own_subject(tree: Tree, i: int) -> int | None:
    """The verb's own subject, a relative pronoun replaced by what it stands for; "it" without reference is nobody."""
    subjects = tree.with_dep(i, "nsubj", "nsubjpass", "csubj")
    if not subjects:
        return None
    subject = min(subjects, key=lambda n: (abs(n - i), n))  # a time or a heading may pose as a further subject
    return antecedent(tree, subject, i)


def antecedent(tree: Tree, subject: int, verb: int) -> int:
    """What "who" or "which" stands for, else the token itself."""
    token = tree.tokens[subject]
    if token.tag in ("WP", "WDT") and token.text.lower() in RELATIVE:
        for clause in (verb, *tree.ancestors(verb)):
            if tree.tokens[clause].dep == "relcl":
                return tree.tokens[clause].head
            if tree.tokens[clause].dep not in ("conj", "xcomp", "ccomp", "advcl"):
                break
    return subject


def speaker_of(tree: Tree, verb: int) -> int | None:
    """Head token of the speaker of a verb cue; None where the words name nobody."""
    tokens = tree.tokens
    i = _coordinated_cue(tree, verb)
    for _ in range(MAX_STEPS):
        token = tokens[i]
        if i == verb and _is_lost_active(tree, i):
            return token.head
        if is_passive(tree, i):
            by = agent_of(tree, i)
            if by is not None or i == verb:
                return by
            return own_subject(tree, i)
        subject = own_subject(tree, i)
        if subject is not None:
            return None if tokens[subject].pos == "VERB" else subject
        if i == verb and (inverted := _inverted(tree, i)) is not None:
            return inverted
        if token.dep in ("acl", "relcl") and token.head != i:
            return _of_modified(tree, i)
        if (
            token.dep in ("conj", "xcomp", "advcl", "ccomp", "aux", "prep", "pcomp", "parataxis", "dep", "acomp", "attr")
            and token.head != i
        ):
            controller = _object_controller(tree, i) if token.dep == "xcomp" else None
            if controller is not None:
                return controller
            i = token.head
            if tokens[i].pos in ("NOUN", "PROPN") and token.dep in ("conj", "dep"):
                return None
            continue
        return None
    return None


def _is_lost_active(tree: Tree, i: int) -> bool:
    """ "Three divers, Doe, Poe and Roe, found that …", taken for "divers found …": a passive of these verbs has no clause of its own."""
    token = tree.tokens[i]
    if token.dep != "acl" or token.tag != "VBN" or token.lemma in _ADDRESSING or agent_of(tree, i) is not None:
        return False
    return any(c > i and tree.child(c, "nsubj", "nsubjpass", "expl") is not None for c in tree.with_dep(i, "ccomp"))


def _coordinated_cue(tree: Tree, verb: int) -> int:
    """ "denied that they had left and accused Roe": the second cue goes with the first, not with the clause between them."""
    token = tree.tokens[verb]
    if token.dep != "conj" or token.head == verb or tree.child(verb, "nsubj", "nsubjpass", "aux") is not None:
        return verb
    clause = tree.tokens[token.head]
    cue = tree.tokens[clause.head]
    if (
        clause.dep == "ccomp"
        and cue.tag == token.tag
        and cue.i < clause.i < verb
        and tree.child(clause.i, "nsubj") is not None
        and clause.tag != token.tag
    ):
        return cue.i
    return verb


def _of_modified(tree: Tree, i: int) -> int | None:
    """ "A report saying": the report speaks; "issued a statement saying", "used the speech to say": whoever issued or used it."""
    noun = tree.tokens[i].head
    head = tree.tokens[noun]
    infinitive = any(tree.tokens[c].tag == "TO" for c in tree.with_dep(i, "aux"))
    used = infinitive and head.entity_type not in _ACTING and head.pos == "NOUN"
    if head.dep == "dobj" and (head.lemma in _MESSAGES or used):
        subject = speaker_of(tree, head.head)
        if subject is not None:
            return subject
    return noun


_ACTING = frozenset({"PERSON", "ORG", "NORP", "GPE"})
_MESSAGES = frozenset(
    {"statement", "report", "tweet", "letter", "message", "post", "email", "memo", "release", "note", "speech", "video", "article"}
    | {"advertisement", "ad", "advert", "editorial", "column", "brief", "petition", "resolution", "song", "book", "piece", "website"}
    | {"response", "reply", "cover", "communique", "address", "op", "ed", "op-ed", "commercial", "spot", "sermon", "lawsuit", "complaint"}
)
_ADDRESSING = frozenset({"tell", "inform", "ask", "remind", "warn", "assure", "advise", "notify", "convince", "persuade", "teach", "show"})
_COMPELLING = frozenset(
    {"get", "let", "make", "force", "allow", "lead", "cause", "prompt", "help", "push", "want", "need", "drive", "enable", "invite", "ask"}
    | {"urge", "tell", "order", "beg", "press", "pressure", "persuade", "convince", "advise", "encourage", "expect", "permit", "require"}
    | {
        "instruct",
        "command",
        "compel",
        "direct",
        "dare",
        "challenge",
        "inspire",
        "lobby",
        "forbid",
        "teach",
        "remind",
        "see",
        "hear",
        "have",
    }
    | {"provoke", "embolden", "oblige", "leave", "keep", "bring", "implore", "request", "warn", "trust", "believe", "show", "find", "catch"}
)


def _object_controller(tree: Tree, i: int) -> int | None:
    """ "Doe got Roe to say": Roe; of "Doe called Roe to say" Doe."""
    head = tree.tokens[i].head
    return tree.child(head, "dobj") if tree.tokens[head].lemma in _COMPELLING else None


def _inverted(tree: Tree, i: int) -> int | None:
    """ "… said Doe": the parser may take the speaker for the object."""
    if tree.tokens[i].lemma not in ("say", "add", "ask", "write", "explain", "note", "continue", "reply", "argue", "recall"):
        return None
    found = tree.child(i, "dobj")
    if found is None:
        return None
    token: Token = tree.tokens[found]
    between = [t for t in tree.tokens[i + 1 : found] if t.pos == "VERB"]
    if found > i and not between and (token.pos == "PROPN" or token.entity_type in ("PERSON", "ORG")):
        return found
    return None
