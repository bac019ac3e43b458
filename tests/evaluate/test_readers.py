"""Each format of gold gives the layers that it annotates, at spans that hold their words; what is wrong is told with its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tacitus.evaluate.gold import Gold, GoldError
from tacitus.evaluate.readers import READERS, read_gold, recognised
from tacitus.evaluate.readers.marked import unmarked
from tacitus.evaluate.readers.timex import days_of
from tacitus.evaluate.readers.words import Words
from tacitus.model.errors import UsageError
from tacitus.model.records import Coding, to_json
from tests.evaluate import texts
from tests.evaluate.makers import document, event


def put(folder: Path, name: str, content: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def golds(path: Path) -> list[Gold]:
    found = list(read_gold(path))
    assert not [one for one in found if isinstance(one, GoldError)], found
    return [one for one in found if isinstance(one, Gold)]


def errors(path: Path) -> list[str]:
    return [str(one) for one in read_gold(path) if isinstance(one, GoldError)]


def words(gold: Gold, span: tuple[int, int]) -> str:
    return gold.document.text[slice(*span)]


def test_brat_gives_attributions(tmp_path: Path) -> None:
    put(tmp_path, "a_2024-05-03.txt", texts.BRAT_TEXT)
    (gold,) = golds(put(tmp_path, "a_2024-05-03.ann", texts.BRAT))
    first, second = gold.quotes or ()
    assert [words(gold, span) for span in (*first.source, *first.cue, *first.content)] == [
        "The mayor of Vell",
        "said",
        "that the bridge is closed",
    ]
    assert second.source == () and [words(gold, span) for span in second.cue] == ["said"]
    assert gold.document.published_at == "2024-05-03"
    assert gold.key == "a_2024-05-03.txt"


def test_brat_finds_the_text_in_the_folder_beside_and_takes_one_annotator(tmp_path: Path) -> None:
    put(tmp_path, "text/a.txt", texts.BRAT_TEXT)
    put(tmp_path, "attributions/a_1b2c.ann", texts.BRAT)
    put(tmp_path, "attributions/a_9z9z.ann", "")
    (gold,) = golds(tmp_path)
    assert len(gold.quotes or ()) == 2


def test_cat_gives_statuses_times_and_chains_of_the_annotated_part(tmp_path: Path) -> None:
    (gold,) = golds(put(tmp_path, "small.xml", texts.CAT))
    assert gold.document.text.startswith("Ferry talks\n\nMay 3\n\nNorland didn't attack; it left Monday\n")
    assert {words(gold, one.span): one.status for one in gold.statuses or ()} == {"attack": "negated", "left": "actual", "talks": "future"}
    assert {words(gold, one.span): one.days for one in gold.times or ()} == {
        "May 3": ("2024-05-03", "2024-05-03"),
        "Monday": ("2024-04-29", "2024-04-29"),
    }
    kinds = {chain.kind: [(words(gold, one.span), one.form) for one in chain.mentions] for chain in gold.chains or ()}
    assert kinds == {"party": [("Norland", "name"), ("it", "pronoun")], "event": [("attack", "nominal")]}
    assert gold.within is not None and words(gold, gold.within).endswith("Monday")
    assert gold.document.published_at == "2024-05-03"


def test_ecb_gives_chains_and_markables_that_stand_alone(tmp_path: Path) -> None:
    (gold,) = golds(put(tmp_path, "1_1ecb.xml", texts.ECB))
    chains = sorted((chain.kind, [words(gold, one.span) for one in chain.mentions]) for chain in gold.chains or ())
    assert chains == [("event", ["denied"]), ("event", ["raided", "raid"]), ("party", ["Rebels", "They"])]


def test_discourse_trees_give_attributions(tmp_path: Path) -> None:
    (gold,) = golds(put(tmp_path, "GUM_news_vell.rs4", texts.GUM_RST))
    assert gold.quotes is not None and gold.key == "GUM_news_vell.xml"
    said = [([gold.document.text[slice(*s)] for s in q.content], [gold.document.text[slice(*s)] for s in q.source]) for q in gold.quotes]
    assert said == [(["that the bridge, built last year, is closed."], ["Ana Ruiz of Vell said"])]


def test_conll_gives_chains_of_persons(tmp_path: Path) -> None:
    (gold,) = golds(put(tmp_path, "GUM_news_vell.conll", texts.GUM_CONLL))
    assert gold.chains is not None
    chains = [[(gold.document.text[slice(*mention.span)], mention.form) for mention in chain.mentions] for chain in gold.chains]
    assert chains == [[("Ana Ruiz", "name"), ("she", "pronoun")]]


def test_conllu_gives_its_text(tmp_path: Path) -> None:
    (gold,) = golds(put(tmp_path, "GUM_news_vell.conllu", texts.GUM_DEP))
    assert (gold.document.text, gold.quotes, gold.chains, gold.times) == ("she's left.", None, None, None)


def test_layouts_take_the_text_of_the_xml_beside_them(tmp_path: Path) -> None:
    for folder in ("xml", "conll"):
        (tmp_path / folder).mkdir()
    put(tmp_path / "xml", "GUM_news_vell.xml", '<text id="v"><head>\nAna\nRuiz\n</head><p>\nsaid\nshe\nleft\nthe\ntown\n</p></text>')
    (gold,) = golds(put(tmp_path / "conll", "GUM_news_vell.conll", texts.GUM_CONLL))
    assert gold.document.text.startswith("Ana Ruiz\n\nsaid")


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("a.conll", texts.GUM_CONLL.replace("(1\n", "_\n"), "the chain 1 closes and was not opened"),
        ("a.conll", texts.GUM_CONLL.replace("left\t_", "left"), "expected three columns"),
        ("a.conllu", texts.GUM_DEP.replace("nsubj\t_\t_", "nsubj"), "expected 10 columns of CoNLL-U, found 8"),
        ("a.rs4", "<rst><body></body></rst>", "no segment with text"),
    ],
)
def test_layouts_that_are_broken_say_where(tmp_path: Path, name: str, content: str, complaint: str) -> None:
    assert complaint in errors(put(tmp_path, name, content))[0]


def test_naf_gives_times_attributions_and_chains(tmp_path: Path) -> None:
    (gold,) = golds(put(tmp_path, "small.naf", texts.NAF))
    assert [(words(gold, one.span), one.days) for one in gold.times or ()] == [("Monday", ("2024-04-29", "2024-04-29"))]
    (quote,) = gold.quotes or ()
    assert [words(gold, span) for span in (*quote.source, *quote.content)] == ["Lena", "Brandt", "she", "would", "resign"]
    (chain,) = gold.chains or ()
    assert [words(gold, one.span) for one in chain.mentions] == ["Lena Brandt", "she"]
    assert gold.document.published_at == "2024-05-03"


def test_gum_gives_times_and_the_chains_of_its_tsv(tmp_path: Path) -> None:
    put(tmp_path, "tsv/GUM_news_ferry.tsv", texts.GUM_TSV)
    (gold,) = golds(put(tmp_path, "xml/GUM_news_ferry.xml", texts.GUM_XML))
    assert gold.document.text == "Ferry strike\n\nThe union met on May 1, it said from 2019.\n\n"
    assert [(words(gold, one.span), one.days) for one in gold.times or ()] == [
        ("May 1", ("2024-05-01", "2024-05-01")),
        ("from 2019", ("2019-01-01", "2021-12-31")),
    ]
    (chain,) = gold.chains or ()
    assert [(words(gold, one.span), one.form) for one in chain.mentions] == [("The union", "nominal"), ("it", "pronoun")]


def test_gum_without_its_tsv_has_no_chains(tmp_path: Path) -> None:
    (gold,) = golds(put(tmp_path, "xml/GUM_news_ferry.xml", texts.GUM_XML))
    assert gold.chains is None


def test_geo_finds_a_phrase_near_its_offset_and_goes_on_after_a_bad_article(tmp_path: Path) -> None:
    found = list(read_gold(put(tmp_path, "geo.xml", texts.TOPONYMS)))
    gold, error = found
    assert isinstance(gold, Gold) and isinstance(error, GoldError)
    assert [(words(gold, one.span), one.geonames_id) for one in gold.toponyms or ()] == [("Nairobi", 184745), ("Kenyan", None)]
    assert "geo.xml, line 7" in str(error) and "<text>" in str(error)


def test_geo_counts_locations_from_one(tmp_path: Path) -> None:
    (gold,) = golds(put(tmp_path, "geo.xml", texts.LOCATIONS))
    assert [(words(gold, one.span), one.latitude) for one in gold.toponyms or ()] == [("Nairobi", -1.28)]
    assert gold.key == "http://example.org/flu"


def test_marked_gives_pairs_and_folds_yield(tmp_path: Path) -> None:
    first, second = golds(put(tmp_path, "pairs.tsv", texts.MARKED))
    assert [(words(first, pair.actor) if pair.actor else None, pair.label) for pair in first.pairs or ()] == [
        ("Norland", "ACCUSE"),
        (None, "ACCUSE"),
    ]
    (pair,) = second.pairs or ()
    assert pair.types == ("CONCEDE", "RETREAT") and second.folds == {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
    assert first.key == "Norland accused Sutland."


def test_labelled_gives_pairs_and_sentences_without_events(tmp_path: Path) -> None:
    two, none = golds(put(tmp_path, "mine.csv", texts.LABELLED))
    assert [(pair.label, pair.status) for pair in two.pairs or ()] == [("ACCUSE", "actual"), ("ASSAULT", None)]
    assert two.document.published_at == "2024-05-03"
    assert none.pairs == ()


def test_labelled_refuses_the_whole_sentence_of_a_bad_row(tmp_path: Path) -> None:
    path = put(tmp_path, "mine.csv", texts.LABELLED.replace("assault", "BOMBING").replace("Bread is dear.,,", "Bread is dear.,Sutland,"))
    assert errors(path) == [f"{path}, line 3: 'BOMBING' is no event type; there are " + errors(path)[0].split("there are ")[1]]
    assert [gold.document.text for gold in read_gold(path) if isinstance(gold, Gold)] == ["Bread is dear."]


def test_labelled_names_words_that_do_not_stand_in_the_sentence(tmp_path: Path) -> None:
    path = put(tmp_path, "mine.csv", "sentence,actor,recipient,type\nNorland left.,Sutland,,RETREAT\n")
    assert errors(path) == [f"{path}, line 2: the actor 'Sutland' does not stand in the sentence; give its words as they stand there."]


def test_factuality_gives_classes_by_score(tmp_path: Path) -> None:
    found = golds(put(tmp_path, "dev.jsonl", texts.FACTUALITY))
    assert [(gold.document.text, words(gold, one.span), one.status) for gold in found for one in gold.statuses or ()] == [
        ("They didn't attack.", "attack", "negated"),
        ("She left.", "left", "actual"),
        ("He may leave.", "leave", "other"),
    ]


@pytest.mark.parametrize(("content", "verdicts"), [(texts.BIASED, [True, False]), (texts.SUBJECTIVE, [True, False])])
def test_judged_leaves_out_what_the_judges_did_not_agree_on(tmp_path: Path, content: str, verdicts: list[bool]) -> None:
    assert [gold.framed for gold in golds(put(tmp_path, "judged.csv", content))] == verdicts


def test_contract_gives_the_coding(tmp_path: Path) -> None:
    text = "Norland accused Sutland."
    coding = Coding(document=document(text), produced_by={}, events=(event(text, "ACCUSE", "accused"),))
    path = put(tmp_path, "mine.jsonl", to_json(coding).decode() + "\n\nnot json\n")
    gold, error = list(read_gold(path))
    assert isinstance(gold, Gold) and gold.coding == coding and gold.times is None
    assert str(error).startswith(f"{path}, line 3: not a coding")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.xml", texts.CAT.replace('<token_anchor t_id="8"/>', '<token_anchor t_id="88"/>'), "<EVENT_MENTION> stands on token '88'"),
        ("a.xml", texts.CAT.replace("</Markables>", ""), "not well-formed XML"),
        ("a.xml", texts.LOCATIONS.replace("<start>13", "<start>130"), "line 2: the location lies outside the text"),
        ("a.xml", texts.LOCATIONS.replace("<start>13", "<start>x"), "start 'x' of <location> is no whole number"),
        ("a.ann", texts.BRAT.replace("T1\tSource 0 17", "T1\tSource 0 1700"), "line 1: the span lies outside"),
        ("a.ann", texts.BRAT.replace("T1\tSource 0 17", "T1\tSource"), "line 1: expected 'T1"),
        ("a.ann", texts.BRAT.replace("Source:T1", "Source:T9"), "line 6: 'Source:T9' names no span"),
        ("a.jsonl", texts.FACTUALITY.replace("[3, 4]", "[30, 40]"), "line 1: the target (30, 40) lies outside"),
        ("a.naf", texts.NAF.replace('<target id="w4"/>', '<target id="w40"/>'), "'w40' is neither token nor term"),
        ("a.tsv", texts.MARKED.replace("YIELD", "GIVE"), "line 3: 'GIVE' is no event type"),
        ("a.tsv", texts.MARKED.replace("2\tThe rebels", "2\tSome rebels"), "line 3: the sentence is not the marked sentence"),
        ("a.csv", texts.BIASED.replace("Non-biased", "Maybe"), "line 3: 'maybe' is no verdict"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_file_and_line(tmp_path: Path, name: str, content: str, told: str) -> None:
    put(tmp_path, "a.txt", texts.BRAT_TEXT)
    path = put(tmp_path, name, content)
    (error,) = errors(path)
    assert error.startswith(str(path)) and told in error


def test_one_bad_file_does_not_stop_the_rest(tmp_path: Path) -> None:
    put(tmp_path, "a.ann", texts.BRAT)  # its text is not there
    put(tmp_path, "b.csv", texts.LABELLED)
    put(tmp_path, "notes.md", "nothing to read here")
    assert len(errors(tmp_path)) == 1 and "there is no a.txt" in errors(tmp_path)[0]
    assert sum(isinstance(one, Gold) for one in read_gold(tmp_path)) == 2


def test_a_file_that_no_reader_knows_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no reader recognises it"):
        list(read_gold(put(tmp_path, "a.md", "words")))
    with pytest.raises(UsageError, match="no file in it is recognised"):
        list(read_gold(tmp_path))
    with pytest.raises(UsageError, match="no such file"):
        list(read_gold(tmp_path / "nowhere"))
    with pytest.raises(UsageError, match="no gold format is called 'xml'"):
        list(read_gold(tmp_path, "xml"))


def test_entities_from_outside_are_not_read(tmp_path: Path) -> None:
    secret = put(tmp_path, "secret.txt", "Vell")
    attack = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]>' + texts.LOCATIONS.replace("Flu reached", "Flu &x; reached")
    found = list(read_gold(put(tmp_path, "geo.xml", attack)))
    assert not [one for one in found if isinstance(one, Gold) and "Vell" in one.document.text]


def test_every_reader_has_a_name_of_its_own() -> None:
    assert len({reader.NAME for reader in READERS}) == len(READERS)
    assert all(reader.DESCRIPTION for reader in READERS)


@pytest.mark.parametrize(
    ("name", "content", "format"),
    [
        ("1_1ecb.xml", texts.ECB, "ecb"), ("x.xml", texts.CAT, "cat"), ("x.naf", texts.NAF, "naf"), ("x.xml", texts.TOPONYMS, "geo"),
        ("x.xml", texts.GUM_XML, "gum"), ("x.tsv", texts.MARKED, "marked"), ("x.csv", texts.LABELLED, "labelled"),
        ("x.csv", texts.BIASED, "judged"),
        ("x.rs4", texts.GUM_RST, "gum-rst"), ("x.conll", texts.GUM_CONLL, "gum-conll"), ("x.conllu", texts.GUM_DEP, "gum-dep"),
        ("x.jsonl", texts.FACTUALITY, "factuality"), ("x.ann", texts.BRAT, "brat"),
    ],
)  # fmt: skip
def test_formats_are_recognised(tmp_path: Path, name: str, content: str, format: str) -> None:
    reader = recognised(put(tmp_path, name, content))
    assert reader is not None
    assert format == reader.NAME


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("2024-05-03", ("2024-05-03", "2024-05-03")), ("2024-05-03T19:00", ("2024-05-03", "2024-05-03")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2024-Q4", ("2024-10-01", "2024-12-31")), ("2024-H1", ("2024-01-01", "2024-06-30")), ("2024-W18", ("2024-04-29", "2024-05-05")),
        ("2024-W18-WE", ("2024-05-04", "2024-05-05")), ("2024", ("2024-01-01", "2024-12-31")), ("199", ("1990-01-01", "1999-12-31")),
        ("18", ("1800-01-01", "1899-12-31")), ("PRESENT_REF", None), ("XXXX-05", None), ("2024-13", None), ("2024-02-30", None), ("", None),
    ],
)  # fmt: skip
def test_values_of_times_become_days(value: str, days: tuple[str, str] | None) -> None:
    assert days_of(value) == days


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=("Z", "C")), min_size=1), max_size=30))
def test_every_token_stands_at_its_span(tokens: list[str]) -> None:
    made = Words()
    for token in tokens:
        made.add(token)
    plain = {"``": '"', "''": '"', "`": "'", "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}"}
    assert [made.text[start:end] for start, end in made.spans] == [plain.get(token, token) for token in tokens]


@given(st.text("ab <>/st", max_size=20), st.text("ab ", min_size=1, max_size=8), st.text("ab ", max_size=8))
def test_marks_are_taken_out_and_spans_hold_what_they_marked(before: str, actor: str, after: str) -> None:
    before = before.replace("<", "").replace(">", "")
    text, spans = unmarked(f"{before}<s>{actor}</s>{after}<t>Sutland</t>")
    assert text == f"{before}{actor}{after}Sutland"
    assert (text[slice(*spans["s"])], text[slice(*spans["t"])]) == (actor, "Sutland")
