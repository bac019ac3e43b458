"""Each measure on cases counted by hand."""

from __future__ import annotations

from collections import Counter
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tacitus.evaluate.chains import Chains, alike
from tacitus.evaluate.codings import FIELDS, measure
from tacitus.evaluate.gold import Gold, GoldChain, GoldMention, GoldPair, GoldQuote, GoldStatus, GoldTime, GoldToponym
from tacitus.evaluate.measures import (
    ALL,
    calibration,
    coding_counts,
    coding_parties,
    coding_types,
    coding_voice,
    coreference,
    events,
    framing,
    pairs,
    quotations,
    sameness,
    status,
    times,
    toponyms,
)
from tacitus.evaluate.nationalities import is_nationality
from tacitus.evaluate.quotemarks import quoted_mask
from tacitus.evaluate.tallies import NOTHING, Measure, Miss, SetMeasure, Tally, Value, around, by_class, macro_f1
from tacitus.model.records import Coding, Count, Frame, Link, Party
from tests.evaluate.makers import BY, coding, event, gold, mention, party, place, quote, span, time


def measured(measure: Measure, *cases: tuple[Gold, Coding]) -> tuple[dict[str, float | None], list[Miss]]:
    """The figures of a measure over the cases, and its misses."""
    sums: Counter[tuple[str, ...]] = Counter()
    misses = []
    for theirs, ours in cases:
        assert measure.applies(theirs)
        tally = Tally(measure.NAME, theirs)
        measure.count(theirs, ours, tally)
        sums.update(tally.counts)
        misses += tally.misses
    return {name: figure.value for name, figure in measure.figures(sums).items()}, misses


def at(text: str, words: str) -> tuple[int, int]:
    found = span(text, words)
    return found.start, found.end


def pair(text: str, actor: str | None, recipient: str | None, kind: Any, **fields: Any) -> GoldPair:
    return GoldPair(
        actor=at(text, actor) if actor else None, recipient=at(text, recipient) if recipient else None, label=kind, types=(kind,), **fields
    )


TEXT = "Norland accused Sutland of lies, and its army bombed Vell."


def test_a_pair_is_found_where_one_event_has_both_parties() -> None:
    ours = coding(
        TEXT,
        events=(event(TEXT, "ACCUSE", "accused", ("Norland",), ("Sutland",)), event(TEXT, "ASSAULT", "bombed", ("its army",), ("Vell",))),
    )
    figures, misses = measured(pairs, (gold(TEXT, pairs=(pair(TEXT, "Norland", "Sutland", "ACCUSE"),)), ours))
    assert (figures["pair"], figures["type_found"], figures["type_given"], misses) == (1, 1, 1, [])


def test_a_pair_whose_recipient_we_lack_is_not_found_but_given() -> None:
    ours = coding(TEXT, events=(event(TEXT, "ACCUSE", "accused", ("Norland",)), event(TEXT, "ASSAULT", "bombed", ("its army",), ("Vell",))))
    figures, (miss,) = measured(pairs, (gold(TEXT, pairs=(pair(TEXT, "Norland", "Sutland", "ACCUSE"),)), ours))
    assert (figures["pair"], figures["actor"], figures["recipient"]) == (0, 1, 0)
    assert (figures["type_found"], figures["type_given"]) == (0, 1)
    assert (miss.what, miss.why) == ("pair not found", ("rule",))


def test_an_act_marked_as_recipient_is_held_by_the_event_that_is_about_it() -> None:
    text = "Norland condemned the bombing of Vell."
    deed = event(text, "ASSAULT", "bombing", (), ("Vell",), id="deed")
    said = event(text, "ACCUSE", "condemned", ("Norland",), links=(Link(relation="about", event="deed"),))
    figures, _ = measured(pairs, (gold(text, pairs=(pair(text, "Norland", "the bombing", "ACCUSE"),)), coding(text, events=(deed, said))))
    assert (figures["pair"], figures["pair_held"]) == (0, 1)


def test_without_parties_the_event_nearest_to_the_pair_is_taken() -> None:
    ours = coding(TEXT, events=(event(TEXT, "ASSAULT", "bombed"), event(TEXT, "ACCUSE", "accused")))
    figures, _ = measured(pairs, (gold(TEXT, pairs=(pair(TEXT, "Norland", "Sutland", "ACCUSE"),)), ours))
    assert figures["type_given"] == 1


def test_no_event_at_all_is_no_answer() -> None:
    figures, (miss,) = measured(pairs, (gold(TEXT, pairs=(pair(TEXT, "Norland", "Sutland", "ACCUSE"),)), coding(TEXT)))
    assert (figures["type_given"], miss.what, miss.ours) == (0, "missed", None)


def test_a_further_actor_is_a_recipient_but_the_actor_itself_is_not() -> None:
    text = "Norland and Sutland met."
    ours = coding(text, events=(event(text, "CONSULT", "met", ("Norland", "Sutland")),))
    figures, _ = measured(pairs, (gold(text, pairs=(pair(text, "Norland", "Sutland", "CONSULT"),)), ours))
    assert figures["pair"] == 1
    alone = coding(text, events=(event(text, "CONSULT", "met", ("Norland and Sutland",)),))
    figures, _ = measured(pairs, (gold(text, pairs=(pair(text, "Norland", "Sutland", "CONSULT"),)), alone))
    assert figures["pair"] == 0


def test_another_mention_of_the_same_entity_is_the_party() -> None:
    text = "Norland was angry. It accused Sutland."
    it = text.index("It")
    actor = Party(start=it, end=it + 2, text="It", entity="e1")
    ours = coding(
        text,
        events=(event(text, "ACCUSE", "accused", recipients=("Sutland",), actors=()),),
        mentions=(mention(text, 0, "Norland", "e1"), mention(text, it, "It", "e1", "pronoun")),
    )
    assert Chains(ours).meets(actor, (0, 7))
    assert not Chains(ours).meets(actor, at(text, "Sutland"))


def test_types_that_a_set_throws_together_are_one_class() -> None:
    text = "The rebels freed Ana Ruiz."
    yields = GoldPair(actor=at(text, "The rebels"), recipient=at(text, "Ana Ruiz"), label="YIELD", types=("CONCEDE", "RETREAT"))
    theirs = gold(text, pairs=(yields,), folds={"CONCEDE": "YIELD", "RETREAT": "YIELD"})
    figures, _ = measured(pairs, (theirs, coding(text, events=(event(text, "RETREAT", "freed", ("The rebels",), ("Ana Ruiz",)),))))
    assert (figures["type_found"], figures["quad_found"]) == (1, 1)


def test_macro_f1_is_the_mean_over_gold_types() -> None:
    other = "Vell thanked Norland."
    right = coding(TEXT, events=(event(TEXT, "ACCUSE", "accused", ("Norland",), ("Sutland",)),))
    wrong = coding(other, events=(event(other, "ACCUSE", "thanked", ("Vell",), ("Norland",)),))
    figures, _ = measured(
        pairs,
        (gold(TEXT, pairs=(pair(TEXT, "Norland", "Sutland", "ACCUSE"),)), right),
        (gold(other, pairs=(pair(other, "Vell", "Norland", "SUPPORT"),)), wrong),
    )
    assert figures["type_found"] == pytest.approx((2 / 3 + 0) / 2)  # ACCUSE: one right of two of ours and one of the gold; SUPPORT: none
    assert figures["type_found_share"] == 0.5


def test_a_sentence_without_event_counts_where_we_coded_none() -> None:
    quiet, noisy = gold(TEXT, pairs=()), coding(TEXT, events=(event(TEXT, "ASSAULT", "bombed"),))
    figures, (miss,) = measured(pairs, (quiet, coding(TEXT)), (quiet, noisy))
    assert (figures["no_event"], miss.what) == (0.5, "extra")


def test_a_status_that_differs_is_a_miss_of_its_own() -> None:
    ours = coding(TEXT, events=(event(TEXT, "ACCUSE", "accused", ("Norland",), ("Sutland",), status="future"),))
    figures, (miss,) = measured(pairs, (gold(TEXT, pairs=(pair(TEXT, "Norland", "Sutland", "ACCUSE", status="actual"),)), ours))
    assert (figures["status_found"], miss.what) == (0, "status")


SAID = "The mayor of the old town of Vell, Ana Ruiz, said that the bridge is closed for repairs today."


@pytest.mark.parametrize(
    ("content", "speaker", "expected"),
    [
        ("that the bridge is closed for repairs today", "The mayor of the old town of Vell",
         {"content": 1, "joint": 1, "joint_strict": 1, "quote_speaker": 1}),
        ("the bridge is closed for repairs today", "Ana Ruiz", {"content": 1, "joint": 1, "joint_strict": 0, "quote_speaker": 1}),
        ("bridge is closed for repairs", None, {"content": 0, "joint": 0}),
        ("that the bridge is closed for repairs today", None, {"content": 1, "joint": 0, "quote_speaker": 0}),
    ],
)  # fmt: skip
def test_quotations_by_jaccard_and_source(content: str, speaker: str | None, expected: dict[str, float]) -> None:
    source = at(SAID, "The mayor of the old town of Vell, Ana Ruiz")
    theirs = gold(SAID, quotes=(GoldQuote(content=(at(SAID, "that the bridge is closed for repairs today"),), source=(source,)),))
    figures, _ = measured(quotations, (theirs, coding(SAID, quotes=(quote(SAID, content, speaker),))))
    assert {name: figures[name] for name in expected} == expected


def test_a_gold_quotation_without_source_wants_none() -> None:
    theirs = gold(SAID, quotes=(GoldQuote(content=(at(SAID, "the bridge is closed"),)),))
    figures, _ = measured(quotations, (theirs, coding(SAID, quotes=(quote(SAID, "the bridge is closed"),))))
    assert (figures["joint"], figures["quote_speaker"]) == (1, None)


def test_a_source_that_is_a_pronoun_is_met_by_the_speakers_chain() -> None:
    text = "Ana Ruiz left. She said the bridge is closed."
    theirs = gold(text, quotes=(GoldQuote(content=(at(text, "the bridge is closed"),), source=(at(text, "She"),)),))
    chain = tuple(mention(text, text.index(words), words, "ent-ana") for words in ("Ana Ruiz", "She"))
    said = quote(text, "the bridge is closed", "Ana Ruiz", entity="ent-ana")
    for mentions, right in ((chain, 1), (chain[:1], 0)):
        figures, _ = measured(quotations, (theirs, coding(text, quotes=(said,), mentions=mentions)))
        assert (figures["joint"], figures["joint_strict"]) == (right, right)


def test_quoted_and_unquoted_are_told_apart_by_the_marks() -> None:
    text = 'He said "we waited long". She said they had left.'
    theirs = gold(text, quotes=(GoldQuote(content=(at(text, "we waited long"),)), GoldQuote(content=(at(text, "they had left"),))))
    ours = coding(text, quotes=(quote(text, '"we waited long"'), quote(text, "She said")))
    figures, misses = measured(quotations, (theirs, ours))
    assert (figures["quoted"], figures["unquoted"], figures["content"]) == (1, 0, 0.5)
    assert sorted(miss.what for miss in misses) == ["extra", "missed"]


def test_an_open_quotation_mark_holds_to_the_end_of_its_paragraph() -> None:
    text = "“One\ntwo”"
    assert "".join("x" if inside else "." for inside in quoted_mask(text)) == ".xxx....."


def test_status_counts_covered_words_and_future_both_ways() -> None:
    text = "They left, did not attack, and will meet; some say they may vote."
    words = (("left", "actual"), ("attack", "negated"), ("meet", "future"), ("vote", "other"))
    theirs = gold(text, statuses=tuple(GoldStatus(span=at(text, word), status=kind) for word, kind in words))  # type: ignore[arg-type]
    ours = coding(text, events=(
        event(text, "RETREAT", "left"), event(text, "ASSAULT", "did not attack", status="negated"),
        event(text, "CONSULT", "meet", status="actual"),
    ))  # fmt: skip
    figures, (miss,) = measured(status, (theirs, ours))
    assert figures["coverage"] == 0.75
    assert figures["status_future_other"] == pytest.approx((2 / 3 + 1 + 0) / 3)
    assert figures["status_future_actual"] == 1
    assert figures["status_future_negated"] == pytest.approx(2 / 3)
    assert figures["status_actual"] == pytest.approx(2 / 3)
    assert (miss.what, miss.sentence) == ("other as actual", text)


def test_times_strict_value_and_unresolved() -> None:
    text = "On May 3 they met; early on Monday it was over; now all is quiet, since June."
    theirs = gold(text, within=(0, text.index(", since")), times=(
        GoldTime(span=at(text, "May 3"), days=("2024-05-03", "2024-05-03")),
        GoldTime(span=at(text, "early on Monday"), days=("2024-05-06", "2024-05-06")),
        GoldTime(span=at(text, "now")), GoldTime(span=at(text, "June"), days=("2024-06-01", "2024-06-30")),
    ))  # fmt: skip
    ours = coding(text, times=(
        time(text, "May 3", "2023-05-03", "2023-05-03"), time(text, "Monday", "2024-05-06", "2024-05-06"), time(text, "now", None, None),
        time(text, "June", None, None),
    ))  # fmt: skip
    figures, misses = measured(times, (theirs, ours))
    assert figures["strict"] == pytest.approx(2 / 3)  # May 3 and now; June lies outside what was annotated
    assert figures["value"] == pytest.approx(2 / 3)  # Monday and now
    assert figures["value_strict"] == pytest.approx(1 / 3)
    assert sorted(miss.what for miss in misses) == ["span", "value"]


def test_a_time_without_a_gold_value_is_not_asked_for_one() -> None:
    text = "On May 3 they met, and again soon after."
    theirs = gold(text, times=(
        GoldTime(span=at(text, "May 3"), days=("2024-05-03", "2024-05-03")), GoldTime(span=at(text, "soon after"), asked=False),
    ))  # fmt: skip
    ours = coding(text, times=(time(text, "May 3", "2024-05-03", "2024-05-03"), time(text, "soon after", "2024-05-04", "2024-05-04")))
    figures, misses = measured(times, (theirs, ours))
    assert (figures["strict"], figures["value"], figures["value_strict"], figures["value_share"], misses) == (1, 1, 1, 1, [])


def test_toponyms_without_nationalities_and_within_161_km() -> None:
    text = "From Nairobi to Thika, Kenyan trucks rolled, past Lodwar and Ruiru."
    theirs = gold(text, toponyms=(
        GoldToponym(span=at(text, "Nairobi"), latitude=-1.28, longitude=36.82), GoldToponym(span=at(text, "Thika"), geonames_id=5),
        GoldToponym(span=at(text, "Kenyan")), GoldToponym(span=at(text, "Lodwar"), latitude=3.1, longitude=35.6),
    ))  # fmt: skip
    ours = coding(text, places=(
        place(text, "Nairobi", -1.03, 37.07), place(text, "Thika", geonames_id=5), place(text, "Kenyan"), place(text, "Lodwar", 0.5, 35.3),
        place(text, "Ruiru", -1.1, 37.0),
    ))  # fmt: skip
    figures, misses = measured(toponyms, (theirs, ours))
    assert figures["found"] == pytest.approx(2 * 3 / 7)
    assert figures["resolved"] == pytest.approx(2 / 3)
    assert figures["end_to_end"] == pytest.approx(2 * 2 / 7)
    assert sorted(miss.what for miss in misses) == ["elsewhere", "extra"]


def test_a_degree_of_latitude_is_some_111_kilometres() -> None:
    assert toponyms.kilometres((0, 0), (1, 0)) == pytest.approx(111.2, abs=0.1)
    assert toponyms.kilometres((0, 179.5), (0, -179.5)) == pytest.approx(111.2, abs=0.1)


@pytest.mark.parametrize(
    ("words", "is_one"),
    [("Kenyan", True), ("the Kenyans", True), ("KENYAN", True), ("Kenya", False), ("Kenya's", False), ("French", True)],
)
def test_nationalities(words: str, is_one: bool) -> None:
    assert is_nationality(words) is is_one


CHAIN = "Ana Ruiz spoke. The mayor, who is ill, left. She waved. He did not."


def chained(*spans: tuple[str, str]) -> GoldChain:
    return GoldChain(kind="party", mentions=tuple(GoldMention(span=at(CHAIN, words), form=form) for words, form in spans))  # type: ignore[arg-type]


def test_a_pronoun_is_right_where_its_entity_holds_a_name_of_its_chain() -> None:
    theirs = gold(
        CHAIN, chains=(chained(("Ana Ruiz", "name"), ("The mayor, who is ill", "nominal"), ("She", "pronoun")), chained(("He", "pronoun")))
    )
    she, mayor = CHAIN.index("She"), CHAIN.index("The mayor")
    ours = coding(
        CHAIN,
        mentions=(
            mention(CHAIN, mayor, "The mayor", "e1", "nominal"),
            mention(CHAIN, she, "She", "e1", "pronoun"),
            mention(CHAIN, 0, "Ana Ruiz", "e2"),
        ),
    )
    figures, misses = measured(coreference, (theirs, ours))
    assert figures["pronouns"] == 1  # "He" has no name in its chain: the text does not decide
    assert figures["descriptions"] == 0  # our words are alike only up to the relative clause, and stand alone
    assert [miss.what for miss in misses] == ["descriptions: unresolved"]


def test_a_pronoun_in_another_chain_is_wrong() -> None:
    theirs = gold(CHAIN, chains=(chained(("Ana Ruiz", "name"), ("He", "pronoun")),))
    he, mayor = CHAIN.index("He"), CHAIN.index("The mayor")
    ours = coding(CHAIN, mentions=(mention(CHAIN, mayor, "The mayor", "e1", "nominal"), mention(CHAIN, he, "He", "e1", "pronoun")))
    figures, (miss,) = measured(coreference, (theirs, ours))
    assert (figures["mentions_resolved"], figures["mentions_precision"], miss.what) == (0, 0, "pronouns: wrong")


@given(st.integers(0, 20), st.integers(1, 20), st.integers(0, 20), st.integers(1, 20))
def test_likeness_of_spans_is_symmetric_and_holds_of_itself(a: int, b: int, c: int, d: int) -> None:
    one, other = (a, a + b), (c, c + d)
    assert alike(one, one) and alike(one, other) == alike(other, one)


def test_sameness_counts_pairs_of_covered_words() -> None:
    text = "Rebels raided Vell. The raid began at dawn. Police arrested ten. The arrests were filmed."
    chains = [("raided", "raid "), ("arrested", "arrests")]
    theirs = gold(text, chains=tuple(
        GoldChain(kind="event", mentions=tuple(GoldMention(span=at(text, words), form="nominal") for words in chain)) for chain in chains
    ))  # fmt: skip
    raid = event(text, "ASSAULT", "raided")
    raid = msgspec.structs.replace(raid, tellings=(*raid.tellings, event(text, "ASSAULT", "raid ").tellings[0]))
    ours = coding(text, events=(raid, event(text, "COERCE", "arrested", id="a"), event(text, "COERCE", "arrests", id="b")))
    figures, (miss,) = measured(sameness, (theirs, ours))
    assert (figures["same_precision"], figures["same_recall"], figures["sameness_coverage"]) == (1, 0.5, 1)
    assert miss.what == "not thrown together"


def test_framing_counts_loaded_labels_opinions_and_calls() -> None:
    text = "The shameful plan."
    frames = [
        Frame(id="f", produced_by=BY, start=4, end=12, text="shameful", category=kind, by="outlet") for kind in ("loaded", "deleted-agent")
    ]
    figures, misses = measured(
        framing, *((gold(text, framed=framed), coding(text, frames=given)) for framed, given in
                   ((True, (frames[0],)), (True, (frames[1],)), (False, ()), (False, ()))),
    )  # fmt: skip
    assert figures["framed_share"] == 0.75
    assert (figures["loaded_precision"], figures["opinion_precision"]) == (1, None)
    assert figures["framed"] == pytest.approx((2 / 3 + 4 / 5) / 2)
    assert [miss.what for miss in misses] == ["framed as plain"]


def codings() -> tuple[Gold, Coding]:
    """Two gold events, of which we have one, and one too many."""
    theirs = coding(
        TEXT,
        events=(event(TEXT, "ACCUSE", "accused", ("Norland",), ("Sutland",)), event(TEXT, "ASSAULT", "bombed", ("its army",), ("Vell",))),
    )
    ours = coding(
        TEXT, events=(event(TEXT, "ACCUSE", "accused", ("Norland",), status="future"), event(TEXT, "CONSULT", "lies", confidence=0.35))
    )
    return gold(TEXT, coding=theirs), ours


def test_events_by_field_are_those_of_the_examples_measure() -> None:
    theirs, ours = codings()
    figures, misses = measured(events, (theirs, ours))
    assert theirs.coding is not None
    of_examples = measure([(ours, theirs.coding)])
    assert {name: figures[name] for name in ("event", "type", "actors", "status", "voice", "time")} == {
        name: of_examples[name].f1 for name in ("event", "type", "actors", "status", "voice", "time")
    }
    assert figures["whole"] == 0
    assert sorted(miss.what for miss in misses) == ["extra", "missed", "status, recipients"]
    assert set(FIELDS) <= set(figures)


def test_types_of_the_whole_count_what_is_missed_and_what_is_extra() -> None:
    figures, _ = measured(coding_types, codings())
    assert figures["coding_type_found"] == 1
    assert figures["coding_type_whole"] == 0.5  # ACCUSE 1, ASSAULT 0
    assert figures["coding_type_whole.ASSAULT"] == 0


def test_parties_by_country_and_sector() -> None:
    theirs, _ = codings()
    mine = event(TEXT, "ACCUSE", "accused")
    own = party(TEXT, "Norland", country="KEN", sectors=("GOV",), name="Kenya")
    mine = msgspec.structs.replace(mine, actors=(own,))
    figures, misses = measured(coding_parties, (theirs, coding(TEXT, events=(mine,))))
    assert (figures["actor_text"], figures["actor_entity"], figures["actor_country"], figures["actor_sector"]) == (1, 0, 0, 0)
    assert {miss.what for miss in misses} == {"actor's country", "actor's sectors"}


def test_voice_status_and_authorial_sentences() -> None:
    theirs, ours = codings()
    assert theirs.coding is not None
    opinion = Frame(id="f", produced_by=BY, start=0, end=7, text="Norland", category="opinion", by="outlet")
    with_frame = Gold(document=theirs.document, file="gold", key="k", coding=coding(TEXT, events=theirs.coding.events, frames=(opinion,)))
    figures, _ = measured(coding_voice, (with_frame, coding(TEXT, events=ours.events, frames=(opinion,))))
    assert (figures["coding_voice"], figures["coding_status"], figures["authorial"]) == (1, 0, 1)


def test_counts_want_the_thing_and_the_bounds() -> None:
    text = "Police arrested at least 30 on Monday."
    words = at(text, "at least 30")

    def arrest(best: int, high: int | None) -> Any:
        count = Count(
            id="c", produced_by=BY, start=words[0], end=words[1], text="at least 30", what="detained", low=30, best=best, high=high
        )
        return event(text, "COERCE", "arrested", counts=(count,), time=time(text, "on Monday", "2024-04-29", "2024-04-29"))

    theirs = gold(text, coding=coding(text, events=(arrest(30, None),)))
    figures, (miss,) = measured(
        coding_counts, (theirs, coding(text, events=(arrest(30, None),))), (theirs, coding(text, events=(arrest(30, 30),)))
    )
    assert (figures["count"], figures["count_words"], figures["event_time"], miss.what) == (0.5, 1, 1, "count")


def test_calibration_of_pairs_and_codings() -> None:
    theirs, ours = codings()
    figures, _ = measured(calibration, (theirs, ours))
    assert figures["right"] == 0
    assert figures["ece"] == pytest.approx((0.8 + 0.35) / 2)
    assert figures["right_parties"] in (0, 0.5)
    right = coding(TEXT, events=(event(TEXT, "ACCUSE", "accused", ("Norland",), ("Sutland",), confidence=1.0),))
    figures, _ = measured(calibration, (gold(TEXT, pairs=(pair(TEXT, "Norland", "Sutland", "ACCUSE"),)), right))
    assert (figures["right"], figures["ece"]) == (1, 0)


@pytest.mark.parametrize(("confidence", "bin"), [(0.0, 0), (0.1, 1), (0.3, 3), (0.7, 7), (0.799, 7), (0.8, 8), (1.0, 9)])
def test_a_confidence_on_an_edge_belongs_above(confidence: float, bin: int) -> None:
    assert calibration.bin_of(confidence) == bin


def test_extra_answers_count_against_precision_alone() -> None:
    counts = {("t", "A", "A"): 2.0, ("t", NOTHING, "A"): 2.0, ("t", "B", NOTHING): 1.0}
    assert by_class(counts, "t") == {"A": Value(value=2 / 3, n=2), "B": Value(value=0.0, n=1)}
    assert macro_f1(counts, "t") == Value(value=pytest.approx(1 / 3), n=3)  # type: ignore[arg-type]


def test_a_miss_shows_its_line_cut_to_size() -> None:
    text = "Before.\n" + "word " * 200 + "here " + "word " * 200 + "\nAfter."
    found = around(text, at(text, "here"))
    assert "here" in found and "Before" not in found and "After" not in found and len(found) <= 410


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.NAME)
def test_every_figure_is_defined_and_every_definition_is_a_figure(one: Measure | SetMeasure) -> None:
    assert {name.partition(".")[0] for name in one.figures({})} == set(one.FIGURES)


def test_figures_have_one_meaning() -> None:
    names = Counter(name for one in ALL for name in one.FIGURES)
    assert [name for name, times in names.items() if times > 1] == []
