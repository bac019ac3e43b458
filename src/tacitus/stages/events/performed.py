"""Acts that are done by saying so: announcing a meeting, threatening harm, telling somebody what to do.

The deed has its own row; the words that promise, threaten or demand it are a second one (codebook, "promise and deed are two rows").
"""

from __future__ import annotations

from collections.abc import Sequence

from tacitus.model.ontology import CAMEO_ROOT, EventType, Status
from tacitus.model.records import Attribution, Party
from tacitus.stages.events.arguments import Arguments
from tacitus.stages.events.candidates import CONFLICT, CONTENT_MODES, Candidate
from tacitus.stages.events.matching import Match
from tacitus.stages.events.rules import Phrase, Rule
from tacitus.stages.events.voice import FIRST_PERSON, Voices, key, speaks_for

PLANNED = frozenset({"CONSULT", "AID", "COOPERATE"})  # whose announcement is a promise
PROMISING = frozenset({"will", "would", "shall", "'ll", "plan", "intend", "decide", "be", "go", "announce"})
HARM = frozenset({"ASSAULT", "COERCE", "SANCTION"})  # whose announcement against somebody, or on a condition, is a threat
YIELDING = frozenset({"CONSULT", "AID", "COOPERATE", "RETREAT", "CONCEDE"})  # which to announce that one will not do is a refusal
OBLIGING = frozenset({"must", "should"})
PRONOUNS = frozenset({"it", "they", "he", "she"})
ASKING = frozenset({"ask", "wonder", "know", "inquire", "enquire", "question", "see", "learn", "doubt"})
FEELINGS = frozenset({"ashamed", "proud", "sorry", "grateful", "thankful", "worried", "afraid", "embarrassed", "glad", "happy"})
SECRET = frozenset({"plot", "conspire", "scheme"})  # a plan that is admitted is no threat


class Performed:
    """The speech acts of one document that no trigger word of their own tells."""

    def __init__(self, arguments: Arguments, voices: Voices) -> None:
        self.arguments = arguments
        self.tree = arguments.tree
        self.tokens = arguments.tokens
        self.reader = arguments.reader
        self.voices = voices

    def candidates(self, deeds: Sequence[Candidate]) -> list[Candidate]:
        """New candidates, numbered on from the given ones, whose ``carrier`` is set to them where they carry a deed."""
        found: list[Candidate] = []
        for deed in deeds:
            if deed.drop or deed.carrier is not None:
                continue
            performed = self._announced(deed) or self._refused(deed) or self._threatened(deed) or self._told(deed)
            if performed is not None:
                performed.index = len(deeds) + len(found)
                deed.carrier = performed.index
                found.append(performed)
        return found + self._obligations(deeds, len(deeds) + len(found))

    # --- by deeds ----------------------------------------------------------------------------------------------------

    def _announced(self, deed: Candidate) -> Candidate | None:
        """ "Leaders will meet on Monday": AGREE, announced by somebody or not."""
        marker = deed.judgement.future_marker
        if deed.status != "future" or marker is None or not deed.actors or self.tokens[marker].pos == "NOUN":
            return None
        if deed.type in PLANNED:
            return self._made("AGREE", "agree.announced", marker, self._performers(deed), deed.recipients, deed)
        if deed.type == "RETREAT" and deed.rule.pos == "verb" and self.tokens[marker].lemma in PROMISING:
            return self._made("CONCEDE", "concede.announced", marker, self._performers(deed), deed.recipients, deed)
        return None

    def _refused(self, deed: Candidate) -> Candidate | None:
        """ "The union said it would not end the strike": REJECT, by who says of themselves that they will not yield or help."""
        marker = deed.judgement.future_marker
        speaker = deed.attribution.speaker if deed.attribution else None
        if deed.status != "negated" or deed.type not in YIELDING or marker is None or speaker is None or not deed.actors:
            return None
        if self._performers(deed)[0] is not speaker and key(deed.actors[0]) != key(speaker) and not speaks_for(speaker, deed.actors[0]):
            return None
        return self._made("REJECT", "reject.announced", marker, self._performers(deed), deed.recipients, deed)

    @staticmethod
    def _performers(deed: Candidate) -> Sequence[Party]:
        """ "The union said it will …": who says so of themselves, in the words that name them."""
        speaker = deed.attribution.speaker if deed.attribution else None
        if speaker is None or len(deed.actors) != 1 or (speaker.text or "").lower() in PRONOUNS:
            return deed.actors
        actor = deed.actors[0]
        same = key(actor) == key(speaker) or actor.entity is None
        return [speaker] if same and (actor.text or "").lower() in PRONOUNS else deed.actors

    def _threatened(self, deed: Candidate) -> Candidate | None:
        """ "If they do not leave, we will take the town": harm announced by those who would do it."""
        marker = deed.judgement.future_marker
        speaker = deed.attribution.speaker if deed.attribution else None
        if deed.type not in HARM or marker is None or speaker is None or deed.status not in ("future", "hypothetical"):
            return None
        if self.tokens[marker].lemma in SECRET or self._is_asked(deed.head):
            return None
        own = any(key(actor) == key(speaker) or speaks_for(speaker, actor) for actor in deed.actors) or not deed.actors
        if not own or deed.judgement.negations % 2 or not (deed.recipients or deed.judgement.condition is not None):
            return None
        made = self._made("THREATEN", "threaten.announced", marker, [speaker], deed.recipients or self._addressed(deed, speaker), deed)
        made.judgement.condition = deed.judgement.condition
        deed.status = "threatened"
        return made

    def _is_asked(self, head: int) -> bool:
        """ "asked him if he would expel them", "Will you strike back?": a question threatens nobody and asks nobody to do the deed."""
        for low in (head, *self.tree.ancestors(head)):
            marks = [self.tokens[c].text.lower() for c in self.tree.with_dep(low, "mark")]
            if ("if" in marks or "whether" in marks) and self.tokens[self.tokens[low].head].lemma in ASKING:
                return True
        ends = (token.text for token in self.tree.sentence(head).tokens if token.i > head and token.text in ("?", ".", "!"))
        return next(ends, ".") == "?"

    def _addressed(self, deed: Candidate, speaker: Party) -> list[Party]:
        """Who would have to act to avert it: the subject of the condition."""
        clause = deed.judgement.condition
        if clause is None:
            return []
        subjects = [self.reader.party(n) for n in self.arguments.subject(clause) if self.reader.is_party(n)]
        return [party for party in subjects if key(party) != key(speaker)]

    def _told(self, deed: Candidate) -> Candidate | None:
        """ "Lay down your arms": an imperative in a quotation."""
        token = self.tokens[deed.head]
        if (
            deed.voice != "quoted"
            or deed.rule.pos != "verb"
            or token.tag != "VB"
            or deed.attribution is None
            or deed.attribution.speaker is None
        ):
            return None
        if (
            not self._is_bare(deed.head)
            or token.dep not in ("ROOT", "ccomp", "conj", "parataxis")
            or not all(self._is_bare(head) for head in self._joined_to(deed.head))
        ):
            return None
        return self._demanded(deed, deed.head, deed.attribution.speaker, [])

    def _joined_to(self, v: int) -> list[int]:
        """The verbs that a chain of "and" hangs ``v`` on."""
        found = []
        while self.tokens[v].dep == "conj" and self.tokens[v].head != v:
            v = self.tokens[v].head
            found.append(v)
        return found

    def _is_bare(self, v: int) -> bool:
        """ "release": no subject and no auxiliary; "could release" is none."""
        return self.tokens[v].tag == "VB" and self.tree.child(v, "nsubj", "nsubjpass", "aux", "auxpass", "mark") is None

    def _demanded(self, deed: Candidate, trigger: int, speaker: Party, addressees: list[Party]) -> Candidate:
        made = self._made("REQUEST", "request.told", trigger, [speaker], addressees, deed)
        made.targets = [p for p in deed.recipients if deed.type in CONFLICT]
        deed.status = "demanded"
        if not deed.actors:
            deed.actors = list(addressees)
        return made

    # --- by obligation -----------------------------------------------------------------------------------------------

    def _obligations(self, deeds: Sequence[Candidate], index: int) -> list[Candidate]:
        """ "X said that the army must withdraw": a REQUEST of the speaker, wherever a party is told what it must do."""
        at = {deed.head: deed for deed in deeds if deed.drop is None}
        carried = {deed.match.light for deed in deeds if deed.match.light is not None}
        found: list[Candidate] = []
        for token in self.tokens:
            if token.tag != "MD" or token.text.lower() not in OBLIGING or token.dep != "aux" or token.head in carried:
                continue
            made = self._obligation(token.i, token.head, at.get(token.head))
            if made is not None:
                made.index = index + len(found)
                if token.head in at and at[token.head].carrier is None:
                    at[token.head].carrier = made.index
                found.append(made)
        return found

    def _obligation(self, modal: int, verb: int, deed: Candidate | None) -> Candidate | None:
        quote = self.voices.quote_at(self.tokens[modal].start)
        speaker = quote.speaker if quote else None
        if self._is_asked(verb) or self._is_no_deed(verb):
            return None
        if quote is None or speaker is None or (deed is not None and deed.carrier is not None):
            return None
        subjects = [n for n in self.arguments.subject(verb) if self.reader.is_party(n)]
        addressees = [self.reader.party(n) for n in subjects]
        addressees = [p for p in addressees if key(p) != key(speaker) and (p.text or "").lower() not in FIRST_PERSON]
        if not addressees or (self.arguments.is_passive(verb) and deed is None) or not _is_public(speaker):
            return None
        if deed is not None:
            befallen = {key(party) for party in deed.recipients}  # "the prisoners must be freed" asks nothing of the prisoners
            addressees = [party for party in addressees if key(party) not in befallen]
            return self._demanded(deed, modal, speaker, addressees)
        attribution = Attribution(speaker=speaker, cue=quote.cue, quote=quote.id)
        made = Candidate(
            index=0,
            match=self._match("REQUEST", "request.obliged", modal, ("change",)),
            rule=self._rule("REQUEST", "request.obliged", ("change",)),
        )
        made.actors, made.recipients, made.voice, made.attribution = [speaker], addressees, "quoted", attribution
        made.why, made.content = ["request.obliged"], [verb]
        return made

    def _is_no_deed(self, verb: int) -> bool:
        """ "should be ashamed", "should have left": blame, not a call for a deed."""
        past = any(self.tokens[c].lemma == "have" and self.tokens[c].dep == "aux" for c in self.tree.children[verb])
        return past or any(self.tokens[c].lemma in FEELINGS for c in self.tree.with_dep(verb, "acomp"))

    # --- rows --------------------------------------------------------------------------------------------------------

    def _made(
        self, event_type: EventType, name: str, trigger: int, actors: Sequence[Party], recipients: Sequence[Party], deed: Candidate
    ) -> Candidate:
        mode = CONTENT_MODES.get((event_type, deed.type))
        rule = self._rule(event_type, name, (mode,) if mode else ())
        status: Status = "actual"
        return Candidate(
            index=0,
            match=self._match(event_type, name, trigger, rule.modes),
            rule=rule,
            actors=list(actors),
            recipients=[party for party in recipients if key(party) not in {key(actor) for actor in actors}],
            status=status,
            voice=deed.voice,
            attribution=deed.attribution,
            why=[name, *deed.why],
        )

    def _match(self, event_type: EventType, name: str, trigger: int, modes: tuple[str, ...]) -> Match:
        return Match(rule=self._rule(event_type, name, modes), head=trigger, words=[trigger], slots={})

    def _rule(self, event_type: EventType, name: str, modes: tuple[str, ...]) -> Rule:
        cameo = "02" if event_type == "REQUEST" else CAMEO_ROOT[event_type]
        return Rule(
            id=name, type=event_type, pos="verb", phrase=Phrase("", (), ""), slots={}, conditions=(), exceptions=(), modes=modes,
            cameo=cameo, contexts=(), outcome=None, status=None, also=(), reciprocal=False, speaker=None, extent=None, order=0,
        )  # fmt: skip


def _is_public(party: Party) -> bool:
    return bool(set(party.sectors) - {"CVL", "BUS", "MED", "EDU", "JRN", "AGR"}) or (party.entity or "").startswith(
        ("gov-", "org-", "per-", "user:")
    )
