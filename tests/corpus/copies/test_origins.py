"""How many independent origins the reports of one incident have."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

from tacitus.corpus import origins
from tacitus.corpus.copies import CopyInfo
from tacitus.corpus.reports import Report, Source
from tacitus.model.ids import event_id
from tacitus.model.ontology import Voice
from tacitus.model.records import Attribution, Event, Party, Provenance, Telling
from tacitus.model.spans import Span
from tests.corpus.copies import texts
from tests.corpus.copies.conftest import Papers

MINISTRY = Party(entity="barland.defence", name="Defence Ministry of Barland")


def report(number: int, text: str, trigger: str, day: str | None = "2031-03-04", speaker: Party | None = None, **more: Any) -> Report:
    """An event told where the trigger stands."""
    start = text.index(trigger)
    span = Span(start=start, end=start + len(trigger), text=trigger)
    voice: Voice = "quoted" if speaker is not None else "report"
    event = Event(
        id=event_id(f"doc-{number:05}", "ASSAULT", start, span.end), produced_by=Provenance(stage="events", version=1), type="ASSAULT",
        quad="material conflict", cameo="", score=-9.0, trigger=span, status="actual", voice=voice,
        attribution=Attribution(speaker=speaker) if speaker is not None else None,
        tellings=(Telling(trigger=span, sentence=0, paragraph=0, status="actual", voice=voice),), evidence=(), confidence=1.0, why=(),
    )  # fmt: skip
    return Report(
        event=event,
        source=Source(
            seq=number, id=f"doc-{number:05}", outlet=more.get("outlet", f"Paper {number}"), published_at=day, title=None, url=None
        ),
    )


def counted(papers: Papers, printed: dict[int, str], reports: Sequence[Report]) -> tuple[int, dict[int, CopyInfo]]:
    papers.take(printed)
    info = papers.info(printed)
    found = origins.of(reports, info)
    shuffled = list(reports)
    random.Random(7).shuffle(shuffled)
    assert origins.of(shuffled, info) == found
    return len(set(found.values())), info


def test_copies_are_one_origin_and_another_reporter_is_a_second(papers: Papers) -> None:
    printed = {number: texts.disguised(texts.WIRE, number) for number in range(1, 9)} | {9: texts.INDEPENDENT}
    reports = [report(number, text, "over the Quell" if number == 9 else "river Quell") for number, text in printed.items()]
    assert counted(papers, printed, reports)[0] == 2


def test_own_paragraphs_beside_the_wires_are_an_origin_of_their_own(papers: Papers) -> None:
    printed = {1: texts.WIRE, 2: texts.WIRE + "\n\n" + texts.OWN}
    own = report(2, printed[2], "shuttered")
    reports = [report(1, printed[1], "river Quell"), report(2, printed[2], "river Quell"), own]
    assert counted(papers, printed, reports)[0] == 2


def test_a_paragraph_taken_into_another_text_keeps_its_origin(papers: Papers) -> None:
    paragraph = texts.WIRE.split("\n\n")[1]
    printed = {1: texts.WIRE, 2: "\n\n".join([*texts.OTHER_WIRE.split("\n\n"), paragraph])}
    reports = [
        report(1, printed[1], "gunfire"),
        report(2, printed[2], "gunfire"),
        report(2, printed[2], "strip"),
    ]
    assert counted(papers, printed, reports)[0] == 2


def test_ten_outlets_that_quote_one_statement_are_one_origin(papers: Papers) -> None:
    printed = {number: f"In town {number} it rained all day long. The ministry said troops fired on the quay." for number in range(1, 11)}
    assert counted(papers, printed, [report(number, text, "fired", speaker=MINISTRY) for number, text in printed.items()])[0] == 1


def test_unnamed_speakers_of_the_same_description_are_one_and_witnesses_are_not(papers: Papers) -> None:
    printed = {1: "The garrison said men fired. He left.", 2: "A garrison said men fired. She came back."}
    for words, number in (("the garrison", 1), ("witnesses", 2)):
        reports = [report(one, text, "fired", speaker=Party(text=words)) for one, text in printed.items()]
        assert len(set(origins.of(reports, {}).values())) == number


def test_a_documents_local_speaker_is_known_by_name(papers: Papers) -> None:
    parties = [Party(entity="ent-1", name="Odo Brand"), Party(entity="ent-2", name="Odo Brand"), Party(entity="ent-2", name="Ann Poe")]
    reports = [report(number, "Men fired.", "fired", speaker=party) for number, party in enumerate(parties)]
    assert len(set(origins.of(reports, {}).values())) == 2


def test_what_an_outlet_saw_and_what_it_was_told_are_two(papers: Papers) -> None:
    text = "Men fired on the quay. The ministry said that they were shelled."
    reports = [report(1, text, "fired"), report(1, text, "shelled", speaker=MINISTRY)]
    assert len(set(origins.of(reports, {}).values())) == 2


def test_two_stories_signed_by_one_agency_are_one_origin(papers: Papers) -> None:
    printed = {1: "QUXTON (Reuters) - Men fired on the quay at night.", 2: "Gunmen fired at boats, it was learnt.\n\n(Reuters)"}
    reports = [report(number, text, "fired", day="2031-03-04") for number, text in printed.items()]
    assert counted(papers, printed, reports)[0] == 1
    later = [reports[0], report(2, printed[2], "fired", day="2031-03-14")]
    assert len(set(origins.of(later, papers.info(printed)).values())) == 2


def test_a_credit_for_a_part_makes_no_common_origin(papers: Papers) -> None:
    printed = {1: "Men fired on the quay.\n\nWith material from Reuters", 2: "Gunmen fired at boats.\n\nWith material from Reuters"}
    assert counted(papers, printed, [report(number, text, "fired") for number, text in printed.items()])[0] == 2


def test_the_same_standard_sentence_makes_no_common_origin(papers: Papers) -> None:
    sentence = "Police fired tear gas to disperse the crowd."
    printed = {1: f"{texts.OWN}\n\n{sentence}", 2: f"{texts.OTHER_WIRE}\n\n{sentence}"}
    assert counted(papers, printed, [report(number, text, "fired") for number, text in printed.items()])[0] == 2


def test_the_origin_is_called_by_its_first_report(papers: Papers) -> None:
    printed = {1: texts.WIRE, 2: texts.WIRE}
    papers.take(printed)
    late, early = report(1, texts.WIRE, "river", day="2031-03-09"), report(2, texts.WIRE, "river", day="2031-03-05")
    both = origins.of([late, early], papers.info(printed))
    assert set(both.values()) == set(origins.of([early], papers.info(printed)).values())
    assert all(one.startswith("org-") for one in both.values())


def test_many_printings_are_mass_copying_and_few_are_not(papers: Papers) -> None:
    printed = {number: texts.disguised(texts.WIRE, number) for number in range(1, 61)}
    reports = [report(number, text, "river Quell", outlet=f"Paper {number % 30}") for number, text in printed.items()]
    number, info = counted(papers, printed, reports)
    assert number == 1
    assert origins.mass_copying(reports, info)
    assert not origins.mass_copying(reports[:10], info)
    others = [report(number, "Men fired.", "fired") for number in range(100, 200)]
    assert not origins.mass_copying([*reports, *others], info)


def test_thousands_of_reports_of_one_text_are_soon_told(papers: Papers) -> None:
    papers.take({1: texts.WIRE})
    info = papers.info([1])[1]
    copies = {number: CopyInfo(document=number, group="a", whole="a", sentences=info.sentences) for number in range(1, 3001)}
    assert len(set(origins.of([report(number, texts.WIRE, "river") for number in copies], copies).values())) == 1
