"""Grammar cases: sentences with the events they tell, written in YAML for readers who know no Python.

A file of ``grammar/`` is one construction: ``construction`` says which, ``cases`` lists the cases. A case:

    - text: Fooland's army shelled Barville on Monday.
      events:
        - {ASSAULT: shelled, mode: heavy-weapons, actors: [Fooland's army], recipients: [Barville]}

``events`` lists all that the text tells, none more: ``[]`` is a text that tells none. An event begins with its type and a word of its
trigger. Parties are given by their words in the text without "the", or by their neutral names. What is left out is held to these:
status actual, voice report, no actors, no recipients, no links. Only where given, these are compared as well: mode, targets, speaker,
relation, hedge, condition, outcome, extent, ongoing, background, reciprocal, time, places, counts, tellings, certainty (of the first
actor), content. A link names the other event by a word of its trigger: ``links: [content-of urged]``.
A file with ``mirror: true`` runs each case a second time with the two sides changed for each other: all else must stay as it is.
``xfail`` says why a case cannot pass yet; a case that passes all the same fails the test.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from tacitus.model.ontology import EVENT_TYPES
from tacitus.model.records import Coding, Count, Event, Party

FOLDER = Path(__file__).parent / "grammar"
KEYS = frozenset(
    """status voice mode actors recipients targets links speaker relation hedge condition outcome extent ongoing background
    reciprocal time places counts tellings certainty content""".split()
)
CASE_KEYS = frozenset({"text", "events", "xfail", "published", "outlet"})
PAIRS = (("Fooland", "Barland"), ("Fooville", "Barville"), ("Foo Front", "Bar Brigade"), ("Mara Quill", "Tomas Penn"))
_OTHER = {**dict(PAIRS), **{theirs: ours for ours, theirs in PAIRS}}
_SIDES = re.compile("|".join(map(re.escape, _OTHER)))
DEFAULTS: dict[str, Any] = {"status": "actual", "voice": "report", "actors": [], "recipients": [], "links": []}


def cases() -> Iterator[Any]:
    """Every case as a pytest parameter, named after its file and number."""
    for path in sorted(FOLDER.glob("*.yaml")):
        table = yaml.safe_load(path.read_text(encoding="utf-8"))
        for n, case in enumerate(table["cases"], 1):
            check(case, f"{path.name}, case {n}")
            marks = [pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else []
            yield pytest.param(case, id=f"{path.stem}-{n}", marks=marks)
            if table.get("mirror"):
                yield pytest.param(mirrored(case), id=f"{path.stem}-{n}-mirrored", marks=marks)


def mirrored(value: Any) -> Any:
    """The same with the two sides changed for each other."""
    if isinstance(value, str):
        return _SIDES.sub(lambda match: _OTHER[match[0]], value)
    if isinstance(value, dict):
        return {key: mirrored(item) for key, item in value.items()}
    return [mirrored(item) for item in value] if isinstance(value, list) else value


def check(case: dict[str, Any], where: str) -> None:
    """An error of writing in a case names the file."""
    assert set(case) <= CASE_KEYS, f"{where}: unknown keys {sorted(set(case) - CASE_KEYS)}"
    assert isinstance(case.get("text"), str), f"{where}: no text"
    assert isinstance(case.get("events"), list), f"{where}: no list of events"
    for event in case["events"]:
        types = [key for key in event if key in EVENT_TYPES]
        assert len(types) == 1, f"{where}: an event names one type, not {types}"
        assert set(event) - KEYS - set(types) == set(), f"{where}: unknown keys {sorted(set(event) - KEYS - set(types))}"
        assert str(event[types[0]]).split("#")[0] in case["text"], f"{where}: {event[types[0]]!r} does not stand in the text"


def differences(coding: Coding, expected: Sequence[dict[str, Any]]) -> list[str]:
    """What is missing, too much, or coded otherwise, a line each; empty where all is as expected."""
    found = list(coding.events)
    lines = [f"{failure.stage} failed: {failure.reason}" for failure in coding.failures]
    pairs: list[tuple[dict[str, Any], Event]] = []
    for wanted in expected:
        kind, word = head(wanted)
        event = next((e for e in found if e.type == kind and word in _words(e)), None)
        if event is None:
            lines.append(f"missing: {kind} at {word!r}")
        else:
            found.remove(event)
            pairs.append((wanted, event))
    lines += [f"too much: {shown(event, coding)}" for event in found]
    for wanted, event in pairs:
        lines += _compared(wanted, event, coding)
    return lines


def head(wanted: dict[str, Any]) -> tuple[str, str]:
    """Type and trigger word of an expected event."""
    return next((key, str(value)) for key, value in wanted.items() if key in EVENT_TYPES)


def _words(event: Event) -> str:
    return " ".join([event.trigger.text, *(telling.trigger.text for telling in event.tellings)])


def _compared(wanted: dict[str, Any], event: Event, coding: Coding) -> list[str]:
    kind, word = head(wanted)
    lines = []
    for key, value in {**DEFAULTS, **wanted}.items():
        if key == kind:
            continue
        got = _cell(key, event, coding)
        same = _same_parties(value, got) if key in ("actors", "recipients", "targets") else _same(key, value, got)
        if not same:
            lines.append(f"{kind} {word!r}: {key} is {_plain(got)}, expected {value}")
    return lines


def _cell(key: str, event: Event, coding: Coding) -> Any:
    attribution = event.attribution
    cells: dict[str, Any] = {
        "mode": event.modes[0] if event.modes else None,
        "speaker": attribution.speaker if attribution else None,
        "relation": attribution.relation if attribution else None,
        "hedge": event.hedge.text if event.hedge else None,
        "condition": event.condition.text if event.condition else None,
        "content": event.content.text if event.content else None,
        "time": f"{event.time.earliest}..{event.time.latest}" if event.time else None,
        "places": [place.text for place in event.places],
        "counts": [_count(count) for count in event.counts],
        "tellings": sorted(telling.trigger.text for telling in event.tellings),
        "certainty": event.actors[0].certainty if event.actors else None,
        "links": sorted(_links(event, coding)),
    }
    return cells[key] if key in cells else getattr(event, key)


def _links(event: Event, coding: Coding) -> Iterator[str]:
    by_id = {other.id: other for other in coding.events}
    for link in event.links:
        yield f"{link.relation} {_words(by_id[link.event])}"


def _count(count: Count) -> str:
    """ "killed 12", "killed 30+" (at least), "killed -50" (up to), "killed 15-20" (between), "killed ~60" (about)."""
    if count.low is None and count.high is None:
        return f"{count.what} ~{count.best}"
    if count.best is None and count.low is None:
        return f"{count.what} -{count.high}"
    if count.low is not None and count.high is not None and count.low != count.high:
        return f"{count.what} {count.low}-{count.high}"
    return f"{count.what} {count.best}{'+' if count.high is None else ''}"


def _same(key: str, wanted: Any, got: Any) -> bool:
    if key == "links":
        return len(wanted) == len(got) and all(
            any(link.split(" ", 1)[0] == there.split(" ", 1)[0] and link.split(" ", 1)[1] in there.split(" ", 1)[1] for there in got)
            for link in wanted
        )
    if key == "speaker":
        return got is None if wanted is None else got is not None and str(wanted).lower() in _names(got)
    if key == "time":
        return wanted is None if got is None else got in (wanted, f"{wanted}..{wanted}")
    if key in ("tellings", "counts", "places"):
        return sorted(map(str, wanted)) == sorted(got)
    if key in ("condition", "content", "hedge"):
        return got is None if wanted is None else got is not None and str(wanted) in got
    return bool(wanted == got)


def _same_parties(wanted: Sequence[str], got: Sequence[Party]) -> bool:
    return len(wanted) == len(got) and all(any(name.lower() in _names(party) for party in got) for name in wanted)


def _names(party: Party) -> set[str]:
    """The words of a party without a leading article, and its neutral name."""
    names = {(party.text or "").lower(), (party.name or "").lower()}
    return {name.removeprefix("the ").removeprefix("a ").removeprefix("an ") for name in names} - {""}


def _plain(value: Any) -> Any:
    if isinstance(value, Party):
        return value.text or value.name
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value


def shown(event: Event, coding: Coding) -> str:
    """An event in the notation of the cases."""
    parts = [f"{event.type}: {event.trigger.text}"]
    if event.modes:
        parts.append(f"mode: {event.modes[0]}")
    parts += [f"{key}: {_plain(_cell(key, event, coding))}" for key in ("actors", "recipients", "targets") if _cell(key, event, coding)]
    if event.status != "actual":
        parts.append(f"status: {event.status}")
    if event.voice != "report":
        parts.append(f"voice: {event.voice}, speaker: {_plain(_cell('speaker', event, coding))}")
    if event.links:
        parts.append(f"links: {_cell('links', event, coding)}")
    return "{" + ", ".join(parts) + "}  # " + " ".join(event.why)
