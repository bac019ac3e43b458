"""The stage: mentions and the parties they name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from tacitus.model.ids import annotation_id
from tacitus.model.records import Annotation, Document, Entity, Mention, Sentence
from tacitus.model.stage import Given, StageSpec
from tacitus.resources.loader import Resource, load_folder, load_user_file
from tacitus.stages.entities.bystanders import read_bystanders
from tacitus.stages.entities.coreference import Resolver
from tacitus.stages.entities.forces import settle_forces
from tacitus.stages.entities.governments import settle_governments
from tacitus.stages.entities.inference import settle_countries
from tacitus.stages.entities.lexicon import Lexicon
from tacitus.stages.entities.localnames import LocalNames
from tacitus.stages.entities.names import NameReader
from tacitus.stages.entities.nouns import NounReader
from tacitus.stages.entities.phrases import NounTables
from tacitus.stages.entities.play import settle_senses
from tacitus.stages.entities.roles import RoleReader
from tacitus.stages.entities.working import Chain, Draft, Work, work_of


class Entities:
    """Finds who is named: names of the lexicon, names it lacks, roles, bodies, unnamed parties and words that take them up."""

    spec = StageSpec("entities", 5, (Sentence,), (Mention, Entity))

    def __init__(self, lexicon: Lexicon, tables: NounTables) -> None:
        self._lexicon = lexicon
        self._names = NameReader(lexicon, tables)
        self._local = LocalNames(tables)
        self._nouns = NounReader(tables, lexicon)
        self._roles = RoleReader(self._nouns, self._local)
        self._resolver = Resolver(lexicon, tables)

    @classmethod
    def from_resources(cls, user_files: Sequence[Path] = ()) -> Entities:
        """With the lexicon that travels with tacitus, and files of the user's own (``--lexicon``), which win."""
        shipped = [resource for folder in ("countries", "organisations", "persons") for resource in load_folder(f"lexicon/{folder}")]
        return cls.of(shipped, load_folder("lexicon/nouns"), [load_user_file(path) for path in user_files])

    @classmethod
    def of(cls, names: Sequence[Resource], nouns: Sequence[Resource], user: Sequence[Resource] = ()) -> Entities:
        """From loaded resources; a user's file may hold entries and noun tables alike."""
        one_sided = [
            (str(row["label"]), str(row["entity"]))
            for resource in nouns
            for row in resource.data.get("one_sided") or ()
            if row.get("entity")
        ]
        return cls(Lexicon(names, user, one_sided), NounTables([*nouns, *user]))

    def annotate(self, document: Document, given: Given) -> Iterable[Annotation]:
        work = work_of(document, given)
        if not work.tokens:
            return
        self._names.read(work)
        work.settle_countries()
        self._nouns.bodies(work)
        self._local.read(work)
        self._local.speakers(work)
        self._roles.before_names(work)
        self._nouns.read_all(work)
        self._roles.after_names(work)
        self._roles.members(work)
        settle_forces(work)
        settle_senses(work)
        self._adjectives(work)
        read_bystanders(work)
        self._resolver.resolve(work)
        settle_governments(work, self._lexicon)
        settle_countries(work)
        yield from self._records(work)

    @staticmethod
    def _adjectives(work: Work) -> None:
        """A nationality before a word that is no party stands for the government ("the Foolander raid")."""
        for i, entry in work.nationality.items():
            following = i + 1
            if i in work.used or i in work.drafts or work.nationality.get(following) is entry:
                continue
            work.add(Draft(i, i, i, "adjective", chain=work.chain_of(entry)))

    def _records(self, work: Work) -> Iterable[Annotation]:
        ids: dict[int, str] = {}
        first: dict[int, tuple[Chain, Draft]] = {}
        drafts = self._kept(work)
        for draft in drafts:
            own = draft.chain.final() if draft.chain is not None else None
            for chain in (own, draft.member_of, own.member_of if own is not None else None):
                if chain is not None:
                    first.setdefault(id(chain.final()), (chain.final(), draft))
        ordinals: Counter[tuple[int, int]] = Counter()
        for key, (chain, draft) in first.items():
            if chain.entry is not None:
                ids[key] = chain.entry.id
                continue
            span = (work.tokens[draft.first].start, work.tokens[draft.last].end)
            ids[key] = annotation_id("entity", work.document.id, [span], ordinals[span])
            ordinals[span] += 1
        for draft in drafts:
            yield self._mention(work, draft, ids)
        for key, (chain, _) in first.items():
            yield Entity(
                id=ids[key], produced_by=self.spec.provenance, name=chain.name, category=chain.category, country=chain.country,
                sectors=chain.sectors, local=chain.entry is None, private=chain.private,
            )  # fmt: skip

    @staticmethod
    def _kept(work: Work) -> list[Draft]:
        """All drafts in text order, without the bystanders whom nothing takes up."""
        drafts = sorted([*work.drafts.values(), *work.joined.values()], key=lambda draft: (draft.head, draft.first, draft.form == "joined"))
        told = Counter(id(draft.chain.final()) for draft in drafts if draft.chain is not None)
        return [draft for draft in drafts if not draft.bystander or (draft.chain is not None and told[id(draft.chain.final())] > 1)]

    def _mention(self, work: Work, draft: Draft, ids: dict[int, str]) -> Mention:
        start, end = work.tokens[draft.first].start, work.tokens[draft.last].end
        chain = draft.chain.final() if draft.chain is not None else None
        member = draft.member_of or (chain.member_of if chain is not None else None)
        certainty = draft.certainty if draft.certainty != "stated" or chain is None else chain.certainty
        return Mention(
            id=annotation_id("mention", work.document.id, [(start, end)], draft.head),
            produced_by=self.spec.provenance,
            start=start,
            end=end,
            text=work.document.text[start:end],
            head=draft.head,
            entity=ids[id(chain)] if chain is not None else None,
            reason=draft.reason if chain is None else None,
            form="bystander" if draft.bystander else draft.form,
            name=draft.name if chain is None else chain.name,
            country=draft.country or (chain.country if chain is not None else None),
            sectors=draft.sectors or (chain.sectors if chain is not None else ()),
            role=draft.role or (chain.role if chain is not None and draft.form != "pronoun" else None),
            member_of=ids.get(id(member.final())) if member is not None and member.final() is not chain else None,
            number=draft.number if draft.number is not None else (1 if chain is not None and chain.person else None),
            civilian=draft.civilian,
            certainty=certainty,
        )  # fmt: skip
