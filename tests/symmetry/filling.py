"""Fills the templates with both sides of each pair, both ways round, and says where the two codings differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import yaml

from tacitus import Coder
from tacitus.model.records import Coding, Party

HERE = Path(__file__).parent
PUBLISHED = "2024-05-03"
SLOT = re.compile(r"\{([ab])\.(\w+)\}")


class Sentence(msgspec.Struct, frozen=True, kw_only=True):
    """One filled template: its text and where each side's words lie in it (character offsets)."""

    template: str
    pair: str
    text: str
    sides: Mapping[str, tuple[tuple[int, int], ...]]  # of "a" and "b", the roles in the template


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """What two fillings of one template, the sides changed about, have in common; ``named``: the event is there, per filling."""

    template: str
    pair: str
    text: str
    same_events: bool
    same_frames: bool
    swapped: bool
    named: tuple[bool, bool]
    found: tuple[str, str]

    @property
    def is_named(self) -> bool:
        """Whether both fillings have the event that the template names."""
        return all(self.named)


def summary(checks: Sequence[Check]) -> dict[str, float]:
    """Shares from 0 to 1: of pairs of sentences with the same events (types, modes, statuses, voices), with the same flags, with the
    parties swapped; and of single sentences in which the event that the template names is there."""
    n = len(checks)
    return {
        "same events": sum(check.same_events for check in checks) / n,
        "same flags": sum(check.same_frames for check in checks) / n,
        "parties swapped": sum(check.swapped for check in checks) / n,
        "event named": sum(sum(check.named) for check in checks) / (2 * n),
    }


def read(name: str, part: str | None = None) -> list[dict[str, Any]]:
    """The list in ``pairs.yaml`` or ``templates.yaml``; ``part``: "checked", what was written after the rules."""
    entries: list[dict[str, Any]] = yaml.safe_load((HERE / f"{name}.yaml").read_text("utf-8"))[part or name]
    return entries


def fill(template: Mapping[str, Any], pair: Mapping[str, Any], turned: bool) -> Sentence:
    """The template's sentence; ``turned``: the pair's second side stands where the template says a."""
    names = {"a": pair["b" if turned else "a"], "b": pair["a" if turned else "b"]}
    text, sides, last = "", {"a": [], "b": []}, 0  # type: tuple[str, dict[str, list[tuple[int, int]]], int]
    for slot in SLOT.finditer(template["text"]):
        text += template["text"][last : slot.start()]
        name = names[slot[1]][slot[2]]
        start = len(text)
        text += name[:1].upper() + name[1:] if not text or text == '"' else name
        sides[slot[1]].append((start, len(text)))
        last = slot.end()
    text += template["text"][last:]
    spans = {side: tuple(found) for side, found in sides.items()}
    return Sentence(template=template["id"], pair=pair["id"], text=text, sides=spans)


def check_all(coder: Coder, templates: Sequence[Mapping[str, Any]], pairs: Sequence[Mapping[str, Any]]) -> Iterator[Check]:
    """Every template with every pair, coded both ways round."""
    for template in templates:
        for pair in pairs:
            yield _check(coder, template, pair)


def _check(coder: Coder, template: Mapping[str, Any], pair: Mapping[str, Any]) -> Check:
    sentences = [fill(template, pair, turned) for turned in (False, True)]
    codings = [coder.code(sentence.text, published_at=PUBLISHED) for sentence in sentences]
    told = [_told(coding, sentence) for coding, sentence in zip(codings, sentences, strict=True)]
    return Check(
        template=template["id"],
        pair=pair["id"],
        text=sentences[0].text,
        same_events=[row[:4] for row in told[0]] == [row[:4] for row in told[1]],
        swapped=[row[4:] for row in told[0]] == [row[4:] for row in told[1]],
        same_frames=_frames(codings[0], sentences[0]) == _frames(codings[1], sentences[1]),
        named=(_has(told[0], template["event"]), _has(told[1], template["event"])),
        found=(_line(told[0]), _line(told[1])),
    )


def _told(coding: Coding, sentence: Sentence) -> list[tuple[Any, ...]]:
    """Each event as type, modes, status, voice, then which sides stand as actors and as recipients; in text order."""
    named = {mention.start: _side_of(mention.entity, coding, sentence) for mention in coding.mentions if mention.form == "pronoun"}
    return [
        (
            event.type,
            event.modes,
            event.status,
            event.voice,
            _sides(event.actors, sentence, named),
            _sides((*event.recipients, *event.targets), sentence, named),
        )
        for event in sorted(coding.events, key=lambda event: (event.trigger.start, event.type))
    ]


def _side_of(entity: str | None, coding: Coding, sentence: Sentence) -> str | None:
    """The side whose own words name an entity; None where both or none do."""
    words = [mention for mention in coding.mentions if entity is not None and mention.entity == entity and mention.form != "pronoun"]
    found = {side for mention in words for side in _sides_at(mention.start, mention.end, sentence)}
    return found.pop() if len(found) == 1 else None


def _sides_at(start: int, end: int, sentence: Sentence) -> list[str]:
    return [side for side, spans in sentence.sides.items() if any(first < end and start < last for first, last in spans)]


def _sides(parties: Sequence[Party], sentence: Sentence, named: Mapping[int, str | None]) -> tuple[str, ...]:
    """The sides whose words a party's words overlap, or that a pronoun ("its") takes up (``named``: by its offset), sorted."""
    found = {
        side
        for party in parties
        if party.start is not None and party.end is not None
        for side in (*_sides_at(party.start, party.end, sentence), named.get(party.start))
        if side is not None
    }
    return tuple(sorted(found))


def _frames(coding: Coding, sentence: Sentence) -> list[tuple[str, str, str | None]]:
    """Flags by category and words, the sides' own names put out of them."""
    return sorted((frame.category, _without_names(frame.text, sentence), frame.by) for frame in coding.frames)


def _without_names(text: str, sentence: Sentence) -> str:
    for side, spans in sentence.sides.items():
        for start, end in spans:
            text = text.replace(sentence.text[start:end], side)
    return text


def _has(told: Sequence[tuple[Any, ...]], event: Mapping[str, Any]) -> bool:
    """Whether the event that the template names is there; a template that names no type asks nothing."""
    if event["type"] is None:
        return True
    return any(
        kind == event["type"]
        and (event["status"] in (None, status))
        and (event["voice"] in (None, voice))
        and (event.get("actor") is None or event["actor"] in actors)
        and (event.get("recipient") is None or event["recipient"] in recipients)
        and (event.get("party") is None or event["party"] in (*actors, *recipients))
        for kind, _, status, voice, actors, recipients in told
    )


def _line(told: Sequence[tuple[Any, ...]]) -> str:
    return "; ".join(
        f"{kind} {','.join(modes)} {status} {voice} {'+'.join(who)}>{'+'.join(whom)}" for kind, modes, status, voice, who, whom in told
    )
