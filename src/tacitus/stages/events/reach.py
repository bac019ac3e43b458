"""Words and prepositions by which the stage concludes whom an act affects: see ``affected.py``."""

from __future__ import annotations

from collections.abc import Mapping

from tacitus.model.ontology import EventType

# Whose a thing is that somebody refuses, criticises or backs; "by" first, since "the policy of X on Y" has one author.
AUTHOR = ("by", "possessive", "agent", "from", "modifier", "of")
AUTHORED: Mapping[EventType, tuple[str, ...]] = {"REJECT": (*AUTHOR, "for"), "ACCUSE": AUTHOR, "SUPPORT": AUTHOR}
# Nouns whose "of" names the author although they are made of verbs: "the decision of the court", but "the removal of the judge".
OF_AUTHOR = frozenset(
    """decision position action inaction reaction declaration intention ambition resolution legislation statement administration move
    policy plan proposal call request demand offer suggestion idea result report verdict ruling law bill claim stance view methodology
    remark comment record role conduct behaviour behavior failure refusal attitude approach effort strategy programme program appeal
    dealing handling practice pledge promise bid application leadership rule finding""".split()
)
AUTHORING = frozenset(
    """lodge lay put make submit propose draft table issue pass sign file present announce impose adopt write sponsor prepare bring send
    publish take offer set call launch introduce order approve voice express release broker draw""".split()
)
ABSTRACT = ("tion", "sion", "ment", "ance", "ence", "ing", "ure", "al", "ity", "ness", "ship", "age")
# Prepositions by which an act of the type reaches somebody, or somebody's country or town; verbs and their objects alike.
REACH: Mapping[EventType, tuple[str, ...]] = {
    "MOBILIZE": ("against", "toward", "towards", "to", "into", "in", "on", "along", "across", "at", "near", "around", "outside"),
    "RETREAT": ("indirect", "on", "against", "to", "with", "from", "in", "into", "across", "around"),
    "CONCEDE": ("indirect", "on", "against", "to", "with", "from", "of", "in", "into", "for", "across"),
    "COERCE": ("against", "on", "over", "of", "in", "at", "across", "around"),
    "SANCTION": ("against", "on", "with", "from", "of", "in", "to"),
    "AID": ("indirect", "to", "for", "into", "in", "across", "from", "of", "at"),
    "AGREE": ("indirect", "with", "to", "for", "in", "into", "at"),
    "THREATEN": ("against", "on", "with", "in", "from", "of"),
}  # fmt: skip
CLAUSE_SLOTS = ("object", "to", "on", "against", "with")
CONFINING = frozenset({"curfew", "martial-law", "restrict", "censor"})  # modes of COERCE that weigh on a whole country
# Verbs of a promise whose object is who is promised it: "agreed to allow the envoy to land", not "agreed to set up a force".
GRANTING = frozenset(
    """allow let permit enable help assist support supply provide arm train protect host receive meet free compensate equip fund finance
    accept admit take back pay join consult inform recognise recognize admit treat evacuate visit see spare give grant""".split()
)
GIVING_BACK = frozenset({"release", "return", "free", "restore", "let", "set", "hand"})
HELP = frozenset({"assistance", "help", "aid", "relief", "support", "funding"})  # nouns inside a grant: "for assistance in X"
COMPOSED = frozenset({"comprise", "compose", "consist", "make", "draw", "include"})
ANSWERED = frozenset({"REQUEST", "PROTEST", "THREATEN", "ACCUSE", "CONCEDE", "AGREE"})
SETTLING = frozenset({"AGREE", "CONCEDE", "RETREAT", "CONSULT", "COOPERATE"})  # what sides do whom somebody brings together
LOCATIVE = frozenset({"in", "into", "at", "near", "around", "across", "along", "outside"})
INSIDE = ("of", "in", "to", "for", "on", "with", "against", "from", "at", "near", "between")  # inside a phrase that an act reaches
CONDITIONS = frozenset({"until", "unless", "till"})  # "if" sets terms for a promise and says nothing of its addressee
WAITING = frozenset({"REJECT", "THREATEN", "PROTEST", "RETREAT"})
PREMISES = ("outside", "at", "near", "before")  # "outside the Turkish embassy"
FALLING = frozenset({"COERCE", "SANCTION", "AID"})  # which fall on somebody though nobody is said to act
LAW = frozenset({"arrest", "deport", "convict", "expel"})  # modes of what only those do who rule the country
MAX_CHAIN = 3  # phrases from the act's own noun to the party: beyond, the link is the parser's guess
# Named places where nobody lives: an act there is aimed at nobody of the place.
UNPEOPLED = frozenset({"gulf", "sea", "ocean", "strait", "straits", "river", "lake", "bay", "channel", "mountain", "mountains", "desert"})
