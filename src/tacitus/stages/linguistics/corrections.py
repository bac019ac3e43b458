"""Constructions that the parser gets wrong whenever a name is unknown to it, put right by what the words admit of.

Which reading the parser takes depends on the names in the sentence; the same sentence with other names must not read otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from tacitus.model.records import Token

# Verbs that say what somebody did or is by "of", and those that give somebody a name.
CHARGING = frozenset({"accuse", "suspect", "convict", "acquit", "absolve", "exonerate"})
NAMING = frozenset({"call", "label", "brand", "dub", "deem", "declare", "term", "consider", "pronounce"})
MOVING = frozenset(
    {"deploy", "redeploy", "mass", "amass", "station", "send", "dispatch", "move", "position", "concentrate", "assemble", "gather"}
)
WHITHER = frozenset({"near", "along", "around", "outside", "across", "into", "toward", "towards"})
PROMISING = frozenset({"promise", "pledge", "vow"})  # who promises is to do it, whoever it is promised to
SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj"})
PEOPLE = frozenset(
    {"forces", "fighters", "militants", "rebels", "troops", "guards", "soldiers", "officers", "units", "agents", "officials", "aides"}
)
AMONG_THEM = frozenset({"them", "whom"})
INSIDE = ("compound", "amod", "nmod", "nummod")
# What may stand between a verb and a bare number, and verbs whose object is people.
AMOUNTS = frozenset(
    "at least most more fewer less than over up to as many about around nearly almost some roughly approximately only another".split()
)
COUNTED = frozenset(
    """kill wound injure hurt maim arrest detain displace kidnap abduct capture jail execute hospitalise hospitalize free release rescue
    evacuate behead massacre slay imprison deport expel""".split()
)
FINITE = frozenset({"VBD", "VBZ"})


@dataclass
class Words:
    """One sentence; heads are indices in the document, ``first`` is that of its first token."""

    tokens: list[Token]
    first: int

    def at(self, i: int) -> Token:
        return self.tokens[i - self.first]

    def children(self, i: int, *deps: str) -> list[Token]:
        return [token for token in self.tokens if token.head == i and token.i != i and (not deps or token.dep in deps)]

    def child(self, i: int, *deps: str) -> Token | None:
        return next(iter(self.children(i, *deps)), None)

    def put(self, i: int, **changes: Any) -> None:
        self.tokens[i - self.first] = msgspec.structs.replace(self.at(i), **changes)

    def hang(self, i: int, head: int, dep: str) -> None:
        self.tokens[i - self.first] = msgspec.structs.replace(self.at(i), head=head, dep=dep)


def corrected(tokens: list[Token]) -> list[Token]:
    """The tokens of one sentence, wrong attachments mended; the very list where nothing was wrong."""
    words = Words(tokens, tokens[0].i)
    for token in tokens:
        for mend in MENDS.get(token.dep, ()):
            mend(words, words.at(token.i))
    return words.tokens


def _reduced_relative(words: Words, by: Token) -> None:
    """ "Rockets fired by soldiers hit a clinic": the second verb is the sentence's, the participle before it tells of its subject."""
    participle = words.at(by.head)
    if participle.tag not in ("VBN", "VBD") or words.child(participle.i, "aux", "auxpass", "cc", "dobj") is not None:
        return
    subject = words.child(participle.i, "nsubj", "nsubjpass")
    main = words.child(participle.i, "conj", "ccomp", "dep", "advcl")
    if subject is None or main is None or main.tag not in ("VBD", "VBZ", "VBP") or main.i < by.i or subject.i != participle.i - 1:
        return
    if any(token.text in (",", ";") for token in words.tokens[by.i - words.first : main.i - words.first]):
        return
    if words.child(main.i, *SUBJECT, "mark") is not None:
        return
    top = participle.head if participle.head != participle.i else main.i
    words.hang(main.i, top, participle.dep)
    for token in words.children(participle.i):
        if token.i > main.i or token.dep == "punct":
            words.hang(token.i, main.i, token.dep)
    words.hang(subject.i, main.i, "nsubj")
    words.hang(participle.i, subject.i, "acl")


def _means(words: Words, by: Token) -> None:
    """ "spoke by telephone with": a bare noun after an active verb is a means, nobody's deed."""
    noun = words.child(by.i, "pobj")
    if noun is None or noun.i != by.i + 1 or noun.tag != "NN" or words.children(noun.i):
        return
    if words.child(by.head, "nsubj") is not None and words.child(by.head, "auxpass") is None:
        words.hang(by.i, by.head, "prep")


def _charge(words: Words, of: Token) -> None:
    """ "accused the movement of breaking the truce": what somebody is accused of hangs on the verb."""
    if of.text != "of":
        return
    noun = words.at(of.head)
    verb = words.at(noun.head)
    if noun.dep in ("dobj", "nsubjpass") and verb.lemma in CHARGING and words.child(of.i, "pcomp") is not None:
        words.hang(of.i, verb.i, "prep")


def _whither(words: Words, preposition: Token) -> None:
    """ "deployed troops near the town": where forces are moved to hangs on the verb, not on the forces."""
    noun = words.at(preposition.head)
    if preposition.text in WHITHER and noun.dep == "dobj" and words.at(noun.head).lemma in MOVING:
        words.hang(preposition.i, noun.head, "prep")


def _verb_in_a_name(words: Words, verb: Token) -> None:
    """ "Aliyev put Azerbaijani troops on alert": a verb that the parser strung into the name of what follows it."""
    noun = verb
    while noun.dep in INSIDE and noun.head > noun.i:
        noun = words.at(noun.head)
    before = words.at(verb.i - 1) if verb.i > words.first else verb
    if verb.tag not in FINITE or noun.pos not in ("NOUN", "PROPN") or noun.i <= verb.i or before.pos not in ("NOUN", "PROPN"):
        return
    if not (before.head == verb.i and before.dep in SUBJECT) and not (before.dep in INSIDE and before.head in (verb.i, noun.i)):
        return
    words.put(verb.i, head=noun.head if noun.head != noun.i else verb.i, dep=noun.dep, pos="VERB")
    words.put(noun.i, head=verb.i, dep="dobj")
    words.put(before.i, head=verb.i, dep="nsubj")
    for token in words.tokens:
        if token.head == noun.i and token.i > noun.i:
            words.hang(token.i, verb.i, token.dep)
        elif token.head in (noun.i, verb.i) and token.i < before.i and token.dep in (*INSIDE, "det"):
            words.hang(token.i, before.i, token.dep)


def _plural_as_verb(words: Words, plural: Token) -> None:
    """ "the killing of villagers by Hamas fighters": what follows a preposition and a name is a plural, and no verb."""
    if plural.tag not in ("VBZ", "NNS") or words.child(plural.i, *SUBJECT, "aux") is not None:
        return
    name = words.at(plural.i - 1) if plural.i > words.first else plural
    if (
        plural.tag == "VBZ" and name.dep == "pobj" and name.pos == "PROPN" and plural.text in PEOPLE
    ):  # the name alone was read as the preposition's noun
        by = name.head
        words.hang(name.i, plural.i, "compound")
        for token in words.children(name.i, *INSIDE):
            words.hang(token.i, plural.i, token.dep)
        words.hang(plural.i, plural.head, "dep")
        _take_as_noun(words, words.at(plural.i), by)
        return
    first = plural.i
    while first > words.first and words.at(first - 1).head == plural.i and words.at(first - 1).dep in INSIDE:
        first -= 1
    preposition = words.at(first - 1) if first > words.first else plural
    if first == plural.i or preposition.tag != "IN" or preposition.dep not in ("prep", "agent") or words.children(preposition.i):
        return
    _take_as_noun(words, plural, preposition.i)


def _take_as_noun(words: Words, plural: Token, preposition: int) -> None:
    """What the would-be verb had for its object goes to the verb above."""
    verb = plural.head
    lemma = plural.text.lower().removesuffix("s") if plural.tag == "VBZ" else plural.lemma
    words.put(plural.i, head=preposition, dep="pobj", pos="NOUN", tag="NNS", lemma=lemma)
    for token in words.children(plural.i):
        if token.i > plural.i:
            words.hang(token.i, verb, "oprd" if token.dep == "dobj" and words.at(verb).lemma in NAMING else token.dep)


def _promise(words: Words, clause: Token) -> None:
    """ "promised the envoy to reopen the crossing": the envoy is told, and who promises is to do it."""
    verb = words.at(clause.head)
    person, infinitive = words.child(clause.i, "nsubj"), words.child(clause.i, "aux")
    if verb.lemma not in PROMISING or person is None or infinitive is None or infinitive.text != "to":
        return
    if verb.i < person.i < infinitive.i and words.child(clause.i, "mark") is None and words.child(verb.i, "dobj", "dative") is None:
        words.hang(person.i, verb.i, "dative")
        words.hang(clause.i, verb.i, "xcomp")


def _named(words: Words, name: Token) -> None:
    """ "called the killing of villagers a massacre": the name that a thing is given is the verb's, no apposition."""
    noun = words.at(name.head)
    verb = words.at(noun.head)
    article = words.child(name.i, "det")
    if noun.dep not in ("dobj", "nsubjpass") or verb.lemma not in NAMING or article is None or article.text not in ("a", "an"):
        return
    if words.at(max(article.i - 1, words.first)).text != ",":
        words.hang(name.i, verb.i, "oprd")


def _among_them(words: Words, named: Token) -> None:
    """ "beat worshippers, among them women, and smashed windows": who is named among others does not do what stands behind."""
    i = named.i - 1
    while i > words.first and words.at(i).text.lower() not in AMONG_THEM:
        if words.at(i).dep not in (*INSIDE, "det", "advmod", "quantmod"):
            return
        i -= 1
    if i - 2 < words.first or words.at(i - 1).text.lower() not in ("among", "including") or words.at(i - 2).text != ",":
        return
    others = next((words.at(j) for j in range(i - 3, words.first - 1, -1) if words.at(j).pos in ("NOUN", "PROPN", "PRON")), None)
    if others is not None and others.dep not in INSIDE:
        words.hang(named.i, others.i, "appos")


def _comma_for_and(words: Words, first: Token) -> None:
    """ "Army captures hill, kills 14 rebels": in a headline a comma stands for "and", and both are the sentence's verbs."""
    second = words.at(first.head)
    if first.tag not in FINITE or second.tag not in FINITE or second.i < first.i or second.head != second.i:
        return
    if words.child(second.i, *SUBJECT, "aux", "mark") is not None or words.child(first.i, *SUBJECT) is None or words.child(first.i, "mark"):
        return
    if words.at(second.i - 1).text != "," or not all(
        token.i > second.i or token.text == "," for token in words.children(second.i) if token != first
    ):
        return
    words.hang(first.i, first.i, "ROOT")
    words.hang(second.i, first.i, "conj")
    words.hang(second.i - 1, first.i, "punct")


def _participle_as_subject(words: Words, participle: Token) -> None:
    """ "The navy patrolling the strait foiled an attack": the navy foiled it; the participle tells of the navy."""
    verb = words.at(participle.head)
    noun = words.child(participle.i, "nsubj")
    if participle.tag != "VBG" or noun is None or noun.i > participle.i or noun.pos not in ("NOUN", "PROPN") or verb.i < participle.i:
        return
    if words.child(verb.i, "nsubj", "nsubjpass") is not None or words.child(participle.i, "aux", "mark") is not None:
        return
    words.hang(noun.i, verb.i, "nsubjpass" if words.child(verb.i, "auxpass") is not None else "nsubj")
    words.hang(participle.i, noun.i, "acl")


def _parallel_infinitive(words: Words, verb: Token) -> None:
    """ "plotted to execute a clerk and then attack a station": a bare infinitive is joined to one, not to the past above it."""
    above = words.at(verb.head)
    if verb.tag not in ("VB", "VBP") or verb.pos != "VERB" or above.tag not in ("VBN", "VBD", "VBZ", "VBG") or above.i > verb.i:
        return
    if words.child(verb.i, *SUBJECT, "aux", "mark", "expl") is not None:
        return
    fit = _infinitive_before(words, above.i, verb.i)
    while fit is None and above.head != above.i and above.dep not in ("acl", "relcl"):
        above = words.at(above.head)
        fit = above if _is_infinitive(words, above) and above.i < verb.i else None
    if fit is not None:
        words.put(verb.i, head=fit.i, dep="conj", tag="VB")


def _is_infinitive(words: Words, token: Token) -> bool:
    if token.tag == "VB" and token.dep == "conj" and words.at(token.head).tag == "VB":
        token = words.at(token.head)
    return token.tag == "VB" and any(aux.tag == "TO" for aux in words.children(token.i, "aux"))


def _infinitive_before(words: Words, above: int, stop: int) -> Token | None:
    """The last infinitive with "to" in what hangs on ``above`` before ``stop``."""
    fit = None
    for token in words.children(above, "xcomp", "ccomp", "dobj", "prep", "pcomp", "conj"):
        if above < token.i < stop:
            fit = token if _is_infinitive(words, token) else _infinitive_before(words, token.i, stop) or fit
    return fit


def _infinitive_on_top(words: Words, told: Token) -> None:
    """ "He planned to murder the clerk, film the killing …": the second infinitive taken for the sentence's verb."""
    top = words.at(told.head)
    if top.tag != "VB" or top.head != top.i or told.i > top.i or words.child(top.i, *SUBJECT, "aux", "mark") is not None:
        return
    fit = _infinitive_before(words, told.i, top.i)
    if fit is None or words.at(top.i - 1).text not in (",", "and"):
        return
    words.hang(told.i, told.i, "ROOT")
    words.hang(top.i, fit.i, "conj")


def _bare_number(words: Words, number: Token) -> None:
    """ "A blast killed at least 25": people whom only their number names are the verb's object, and the verb is no participle."""
    after = words.tokens[number.i + 1 - words.first] if number.i + 1 - words.first < len(words.tokens) else None
    if number.tag != "CD" or (after is not None and (after.tag[:2] in ("NN", "CD", "JJ") or after.text in ("%", "-"))):
        return
    i = number.i - 1
    while i > words.first and words.at(i).text.lower() in AMOUNTS:
        i -= 1
    verb = words.at(i)
    if i == number.i - 1 or verb.lemma not in COUNTED or verb.pos != "VERB" or words.child(i, "auxpass", "agent") is not None:
        return
    if words.child(i, "dobj") not in (None, number):
        return
    for k in range(i + 1, number.i):
        words.hang(k, number.i, "advmod")
    words.hang(number.i, i, "dobj")
    _as_main_verb(words, words.at(i))


def _as_main_verb(words: Words, verb: Token) -> None:
    """A past with an object that was read as a participle, in a sentence without another verb: what it hangs on is its subject's phrase."""
    if verb.dep not in ("acl", "relcl") or verb.tag not in ("VBN", "VBD"):
        return
    root = next((token for token in words.tokens if token.head == token.i), verb)
    if root.pos not in ("NOUN", "PROPN") or root.i > verb.i or any(t.tag in FINITE and t.i != verb.i for t in words.tokens):
        return
    if any(token.text == "," for token in words.tokens[root.i - words.first : verb.i - words.first]):
        return
    words.put(verb.i, head=verb.i, dep="ROOT", tag="VBD")
    for token in words.children(root.i):
        if token.i > verb.i:
            words.hang(token.i, verb.i, "advcl" if token.dep == "acl" else token.dep)
    words.hang(root.i, verb.i, "nsubj")


MENDS: dict[str, Sequence[Callable[[Words, Token], None]]] = {
    "agent": (_reduced_relative, _means),
    "prep": (_charge, _whither),
    "ccomp": (_promise, _comma_for_and, _infinitive_on_top),
    "conj": (_parallel_infinitive,),
    "csubj": (_participle_as_subject,),
    "csubjpass": (_participle_as_subject,),
    "appos": (_named,),
    "nsubj": (_among_them,),
    "npadvmod": (_bare_number,),
    "dobj": (_bare_number,),
    "pobj": (_bare_number,),
    "nummod": (_bare_number,),
    "compound": (_verb_in_a_name,),
    "amod": (_verb_in_a_name,),
    "nmod": (_verb_in_a_name,),
    "dep": (_plural_as_verb,),
    "advcl": (_plural_as_verb,),
}
