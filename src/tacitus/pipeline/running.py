"""Runs the stages over a document. A stage that fails never loses the document, and never gives a default value."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from tacitus.model.errors import ResourceError
from tacitus.model.ids import annotation_id
from tacitus.model.records import LAYERS, Annotation, Coding, Document, Entity, Event, Mention, Provenance, Quote, StageFailure
from tacitus.model.stage import Given, Stage
from tacitus.pipeline import composing, table
from tacitus.pipeline.fingerprint import Basis, basis_of
from tacitus.resources.loader import Resource

log = logging.getLogger("tacitus")

# Names that stand as ``stage`` in failures which are no stage's own.
LANGUAGE, BLANK, LENGTH, PIPELINE = "language", "text", "length", "pipeline"
FAILURE_VERSION = 1
CODED_LANGUAGES = ("en",)
# The longest text coded as one document: five times a long magazine piece. It keeps every document well within the default limits of time
# and memory, which depend on the machine, so that these bounds, which do not, decide what is coded.
MAX_CHARACTERS = 400_000
MAX_WORDS = 80_000
_WORD = re.compile(r"\w+|[^\w\s]")
_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]+\b")
_LONGEST_REASON = 400


class Pipeline:
    """Codes one document after the other; holds no state of them."""

    def __init__(self, stages: Sequence[Stage], basis: Basis | None = None) -> None:
        composing.check(stages)
        self.stages = tuple(stages)
        self.basis = basis or basis_of([stage.spec for stage in stages])
        self._produced_by = self.basis.produced_by()

    def code(self, document: Document, after_stage: Callable[[str], None] | None = None) -> Coding:
        """The coding of the document; ``after_stage`` is told the name of each stage that ran (for measuring)."""
        reason = not_coded(document)
        if reason is not None:
            return failed_coding(document, *reason, self._produced_by)
        return assemble(document, self.annotate(document, after_stage), self._produced_by)

    def annotate(self, document: Document, after_stage: Callable[[str], None] | None = None) -> Given:
        """All annotations, sentences included, and a StageFailure for each stage that failed or was skipped."""
        given = Given()
        failed: dict[type[Annotation], str] = {}  # what is missing, and the stage that should have given it
        for stage in self.stages:
            spec = stage.spec
            lacking = next((failed[record] for record in spec.requires if record in failed), None)
            if lacking is not None:
                given.add([_failure(document, stage, f"skipped, because it needs what the stage {lacking!r} gives, and that failed.")])
            else:
                lacking = self._run(stage, document, given)
            if lacking is not None:
                failed.update(dict.fromkeys(spec.provides, lacking))
            if after_stage is not None:
                after_stage(spec.name)
        return given

    def _run(self, stage: Stage, document: Document, given: Given) -> str | None:
        """Adds the stage's annotations, or a failure alone; then the name of the stage is returned."""
        try:
            found = list(stage.annotate(document, given))
        except Exception as error:  # one stage's fault on one document must not stop a batch
            log.debug("the stage %s failed on %s", stage.spec.name, document.input, exc_info=True)
            given.add([_failure(document, stage, reason_of(error))])
            return stage.spec.name
        given.add(found)
        return None


def build(names: Sequence[str] | None = None, lexicons: Sequence[Resource] = (), options: dict[str, Any] | None = None) -> Pipeline:
    """The pipeline of the table's stages, all or those named, with the user's lexicons."""
    stages = []
    for entry in table.entries(names):
        try:
            stages.append(entry.build(lexicons))
        except (ImportError, OSError) as error:
            raise ResourceError(
                f"the stage {entry.name!r} cannot be made ready: {error}. `tacitus doctor` says what is missing."
            ) from error
    return Pipeline(stages, basis_of([stage.spec for stage in stages], lexicons, options))


def basis(names: Sequence[str] | None = None, lexicons: Sequence[Resource] = (), options: dict[str, Any] | None = None) -> Basis:
    """The basis that ``build`` with the same arguments would have, without building anything."""
    return basis_of([entry.spec for entry in table.entries(names)], lexicons, options)


def not_coded(document: Document) -> tuple[str, str] | None:
    """Stage and reason where a document is stored and not coded: it is blank, or in a language that is not coded."""
    if not any(char.isalnum() for char in document.text):
        return BLANK, "the text is blank: it holds neither a letter nor a digit."
    language = (document.language or "en").replace("_", "-").split("-")[0].lower()
    if language not in CODED_LANGUAGES:
        return LANGUAGE, f"the text is in the language {document.language!r}; English alone is coded. --language en codes it all the same."
    return _too_long(document.text)


def _too_long(text: str) -> tuple[str, str] | None:
    if len(text) > MAX_CHARACTERS:
        return LENGTH, f"the text has {len(text):,} characters; at most {MAX_CHARACTERS:,} are coded as one document. Cut it into articles."
    words = len(_WORD.findall(text)) if len(text) > MAX_WORDS else 0  # no more words than characters
    if words > MAX_WORDS:
        return LENGTH, f"the text has {words:,} words and marks; at most {MAX_WORDS:,} are coded as one document. Cut it into articles."
    return None


def failed_coding(document: Document, stage: str, reason: str, produced_by: dict[str, Any]) -> Coding:
    """A coding that holds nothing but the reason why."""
    failure = StageFailure(
        id=annotation_id("failure", document.id, [], 0, stage),
        produced_by=Provenance(stage=stage, version=FAILURE_VERSION),
        stage=stage,
        version=FAILURE_VERSION,
        reason=reason,
    )
    return Coding(document=document, produced_by=produced_by, failures=(failure,))


def reason_of(error: BaseException) -> str:
    """What an exception says in one line, the same in each run (no addresses)."""
    text = " ".join(_ADDRESS.sub("0x…", str(error)).split())
    if isinstance(error, RecursionError):
        text = "the text is nested too deeply"
    reason = f"{type(error).__name__}: {text}" if text else type(error).__name__
    return reason if len(reason) <= _LONGEST_REASON else reason[: _LONGEST_REASON - 1] + "…"


def _failure(document: Document, stage: Stage, reason: str) -> StageFailure:
    spec = stage.spec
    identity = annotation_id("failure", document.id, [], 0, spec.name)
    return StageFailure(id=identity, produced_by=spec.provenance, stage=spec.name, version=spec.version, reason=reason)


def assemble(document: Document, given: Given, produced_by: dict[str, Any]) -> Coding:
    """The coding with each layer in text order; entities in the order of their first mention."""
    layers: dict[str, tuple[Annotation, ...]] = {}
    for record, layer in LAYERS.items():
        found: Iterable[Annotation] = given.of(record)
        if record is Entity:
            found = _by_first_mention(given)
        elif record is not StageFailure:
            found = sorted(found, key=_position)
        layers[layer] = tuple(found)
    return Coding(document=document, produced_by=produced_by, **layers)  # type: ignore[arg-type]


def _position(annotation: Any) -> tuple[int, int]:
    """Where in the text an annotation stands: an event at its trigger, a quotation at its first content."""
    span = annotation
    if isinstance(annotation, Event):
        span = annotation.trigger
    elif isinstance(annotation, Quote):
        span = annotation.content[0]
    return span.start, span.end


def _by_first_mention(given: Given) -> list[Entity]:
    first: dict[str, tuple[int, int]] = {}
    for mention in sorted(given.of(Mention), key=_position):
        if mention.entity is not None:
            first.setdefault(mention.entity, (mention.start, mention.end))
    last = (2**62, 2**62)  # never mentioned by itself: after the others, in the order of the stage
    return sorted(given.of(Entity), key=lambda entity: first.get(entity.id, last))
