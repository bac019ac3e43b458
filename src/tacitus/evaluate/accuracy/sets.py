"""The tuning sets and the figures asked of them. They stand outside the repository, and nothing of them goes into it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import yaml

from tacitus.evaluate.copying import worlds
from tacitus.evaluate.gold import Gold, GoldError, document_for
from tacitus.evaluate.readers import read_gold
from tacitus.evaluate.readers.contract import NAME as CONTRACT
from tacitus.evaluate.readers.reports import NAME as REPORTS
from tacitus.model.records import Coding

_TOPICS = Path(__file__).with_name("ecbplus_topics.yaml")
PARTED = "\n====\n"  # between two quiet pieces of a file


class TuningSet(msgspec.Struct, frozen=True, kw_only=True):
    """A set that is measured. ``path``: below the data folder, or (``own``) below the repository."""

    name: str
    path: str
    holds: str
    measures: tuple[str, ...]
    own: bool = False
    tenth: bool = True  # whether `make test` measures a tenth of it
    coded: bool = True  # whether its measures ask for codings


SETS: tuple[TuningSet, ...] = (
    TuningSet(name="relations", path="plover/relations_dev.tsv", holds="sentences with a marked pair and its type",
              measures=("types", "calibration")),
    TuningSet(name="polnear", path="polnear/dev", holds="articles of US political news with attributions", measures=("quotations",)),
    TuningSet(name="meantime", path="meantime/intra-doc_annotation", holds="Wikinews articles, annotated through their sixth sentence",
              measures=("times", "status", "coreference", "sameness")),
    TuningSet(name="gum", path="gum/xml", holds="news, interviews, speeches, biographies, travel", measures=("times", "coreference")),
    TuningSet(name="gum, attribution", path="gum/rst", holds="the same, what is attributed to whom by their discourse trees, loosely",
              measures=("quotations",), tenth=False),
    TuningSet(name="geo", path="geo", holds="articles with toponyms", measures=("toponyms",)),
    TuningSet(name="factuality", path="factuality", holds="sentences of web text with scored event words", measures=("status",)),
    TuningSet(name="framing", path="framing", holds="sentences judged biased or subjective", measures=("framing",)),
    TuningSet(name="ecbplus", path="ecbplus", holds="articles about pairs of similar incidents",
              measures=("coreference", "sameness", "incidents", "articles")),
    TuningSet(name="report sets", path="examples/incidents", holds="invented incidents and their look-alikes, each told by many voices",
              own=True, tenth=False, measures=("incidents",)),
    TuningSet(name="copies", path="examples", holds="our own texts, copied and disguised by a generator, and hard cases that are no copies",
              own=True, tenth=False, coded=False, measures=("copies",)),
    TuningSet(name="own", path="examples/gold", holds="articles of our own with gold codings", own=True, tenth=False,
              measures=("events", "coding_types", "coding_parties", "coding_voice", "coding_counts", "calibration")),
    TuningSet(name="quiet", path="tests/quiet", holds="fictional pieces on sport, markets, culture and daily life", own=True, tenth=False,
              measures=("events",)),
)  # fmt: skip
# Sets that are one figure together.
POOLS: dict[str, tuple[str, ...]] = {
    "meantime, gum": ("meantime", "gum"),
    "factuality, meantime": ("factuality", "meantime"),
    "gum, meantime, ecbplus": ("gum", "meantime", "ecbplus"),
}
POOLED: dict[str, tuple[str, ...]] = {
    "meantime, gum": ("times",), "factuality, meantime": ("status",), "gum, meantime, ecbplus": ("coreference",),
}  # fmt: skip


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """A figure that is to be reached on the half kept for checking. ``below``: it is to be no larger than ``reach``."""

    what: str
    set: str
    figure: str
    reach: float | None = None
    comparison: str = ""
    below: bool = False


TARGETS: tuple[Target, ...] = (
    Target(what="event type, pair found and typed by ourselves, macro-F1", set="relations", figure="type_found", reach=0.65,
           comparison=".743 by a 355M-parameter zero-shot model that is given the pair"),
    Target(what="the same, with the pair given", set="relations", figure="type_given", reach=0.75,
           comparison="the same; a dictionary coder of the field finds and types the pair at .37–.40"),
    Target(what="actor–recipient pair right", set="relations", figure="pair", reach=0.85),
    Target(what="quotation content F1", set="polnear", figure="content", reach=0.68,
           comparison="people agree at about .75; a public extractor .39"),
    Target(what="quotation content F1, quoted only", set="polnear", figure="quoted", reach=0.88, comparison="a public extractor .47"),
    Target(what="quotation joint with source", set="polnear", figure="joint", reach=0.58, comparison="a public extractor .35"),
    Target(what="the same, half of the gold source’s own words asked for", set="polnear", figure="joint_strict"),
    Target(what="time expressions, strict F1", set="meantime, gum", figure="strict", reach=0.82,
           comparison=".81 by the best rule systems on their own home set"),
    Target(what="time expressions, value F1", set="meantime, gum", figure="value", reach=0.80,
           comparison=".78 by the best rule systems on their own home set"),
    Target(what="toponym F1", set="geo", figure="found", reach=0.78, comparison=".75 for a common tagger"),
    Target(what="within 161 km, given the toponym", set="geo", figure="resolved", reach=0.88, comparison=".873"),
    Target(what="within 161 km, end to end", set="geo", figure="end_to_end", reach=0.68),
    Target(what="status, macro-F1 over actual, negated, other", set="factuality, meantime", figure="status_future_other", reach=0.62),
    Target(what="the same, future counted as actual", set="factuality, meantime", figure="status_future_actual"),
    Target(what="the same, future counted as negated", set="factuality, meantime", figure="status_future_negated"),
    Target(what="actual against not actual, macro-F1", set="factuality, meantime", figure="status_actual"),
    Target(what="loaded or opinion sentence, macro-F1", set="framing", figure="framed", reach=0.68, comparison=".80 by large models"),
    Target(what="pronouns and “the group” resolved, share right", set="gum, meantime, ecbplus", figure="mentions_resolved", reach=0.75),
    Target(what="copies of one text, adjusted Rand index", set="copies", figure="copies_rand", reach=0.90,
           comparison=".737 by MinHash on a noisy set of newspaper scans"),
    Target(what="articles by occurrence, B³ F1, topics that the codebook codes", set="ecbplus", figure="articles", reach=0.80),
    Target(what="one incident out of many reports, pairwise F1", set="report sets", figure="pairwise", reach=0.85),
    Target(what="the same on covered mentions, CoNLL F1", set="ecbplus", figure="conll", reach=0.65,
           comparison="about .765 by matching lemmas, .857 by the best trained systems, both on given mentions"),
    Target(what="calibration error, pair found and type right", set="relations", figure="ece", reach=0.08, below=True),
    Target(what="calibration error, all fields right", set="own", figure="ece", reach=0.08, below=True),
    Target(what="calibration error, type and parties right", set="own", figure="ece_parties", below=True),
    Target(what="events a document from sport, markets, culture", set="quiet", figure="per_document", reach=0.05, below=True),
)  # fmt: skip


def set_named(name: str) -> TuningSet | None:
    return next((one for one in SETS if one.name == name), None)


def place_of(one: TuningSet, repository: Path, data: Path) -> Path:
    return (repository if one.own else data) / one.path


def golds_of(one: TuningSet, repository: Path, data: Path) -> Iterator[Gold | GoldError]:
    """The documents of a set. Our own examples have their halves in a file; the quiet pieces are all for checking."""
    place = place_of(one, repository, data)
    if one.name == "quiet":
        yield from quiet_pieces(place)
    elif one.name == "copies":
        yield from copies_of_our_own(repository)
    elif one.name == "report sets":
        yield from read_gold(place, REPORTS)
    elif one.name == "ecbplus":
        coded = yaml.safe_load(_TOPICS.read_text(encoding="utf-8"))
        for gold in read_gold(place):
            if isinstance(gold, Gold) and gold.topic not in coded:
                gold = msgspec.structs.replace(gold, occurrence=None)
            yield gold
    elif one.own:
        halves: Mapping[str, Sequence[str]] = yaml.safe_load((repository / "examples" / "split.yaml").read_text(encoding="utf-8"))
        sides: dict[str, Any] = {name: half for half, names in halves.items() for name in names}
        for gold in read_gold(place, CONTRACT):
            yield gold if isinstance(gold, GoldError) else msgspec.structs.replace(gold, side=sides[Path(gold.file).stem])
    else:
        yield from read_gold(place)


def copies_of_our_own(repository: Path) -> Iterator[Gold]:
    """Disguised copies of the examples, the quiet pieces and the report sets."""
    golds = [*read_gold(repository / "examples" / "gold", CONTRACT), *quiet_pieces(repository / "tests" / "quiet")]
    golds += read_gold(repository / "examples" / "incidents", REPORTS)
    yield from worlds([(gold.document.source_id, gold.document.text) for gold in golds if isinstance(gold, Gold)])


def quiet_pieces(folder: Path) -> Iterator[Gold]:
    """Pieces that hold no event, parted by lines of equals signs; the first line of a file says what it holds."""
    for path in sorted(folder.glob("*.txt")):
        for number, text in enumerate(path.read_text(encoding="utf-8").split("\n", 1)[1].split(PARTED), start=1):
            document = document_for(f"{path.name}#{number}", text, published_at="2024-05-03")
            yield Gold(
                document=document, file=str(path), key=document.source_id, side="check", coding=Coding(document=document, produced_by={})
            )


def hash_of(place: Path) -> str:
    """sha256 over names and bytes of the files of a set, sorted."""
    files = sorted(one for one in place.rglob("*") if one.is_file() and not one.name.startswith(".")) if place.is_dir() else [place]
    hasher = hashlib.sha256()
    for file in files:
        name = file.relative_to(place).as_posix() if place.is_dir() else file.name
        hasher.update(f"{name}\0{hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return hasher.hexdigest()
