"""Private persons are masked everywhere, the same one alike, and nothing else changes."""

from __future__ import annotations

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from tacitus.exports.names import name_of
from tacitus.exports.privacy import mask
from tacitus.exports.pseudonyms import keyed, new_secret, numbered
from tacitus.model.records import Coding, to_json
from tacitus.record.verify import coding_breaches
from tests.exports.makers import at, coding, document, event, mention, party, person, place, quote

TEXT = (
    'Police in Barville beat Elna Varro on Monday. Varro\'s brother said: "Elna did nothing." VARRO was later freed.\n\n'
    "Minister Tomas Varro denied it. Elna, a teacher, spoke near Varro Bridge."
)
SECRET = keyed("00" * 16)


def example() -> Coding:
    private, minister = person("Elna Varro"), person("Tomas Varro", private=False)
    struck = event(TEXT, "beat", recipients=(party(TEXT, "Elna Varro", private),), notes=("Varro named twice",))
    return coding(
        document(
            TEXT, title="Elna Varro beaten", author="Jona Ketter", url="https://news.example/2024/elna-varro-beaten.html",
            source_id="elna_varro.txt", input="in/elna_varro.txt",
        ),
        entities=[private, minister],
        mentions=[mention(TEXT, "Elna Varro", private), mention(TEXT, "Minister Tomas Varro", minister)],
        events=[struck],
        quotes=[quote(TEXT, "Elna did nothing.", party(TEXT, "Varro's brother"))],
        places=[place(TEXT, "Varro Bridge")],
    )  # fmt: skip


def breaches(one: Coding) -> list[str]:
    return list(coding_breaches(msgspec.json.decode(to_json(one))))


def test_every_form_of_a_private_name_is_masked_in_the_text() -> None:
    masked = mask(example(), SECRET)
    name = SECRET("elna varro")
    assert masked.document.text == (
        f'Police in Barville beat {name} on Monday. {name}\'s brother said: "{name} did nothing." {name} was later freed.\n\n'
        f"Minister Tomas Varro denied it. {name}, a teacher, spoke near Varro Bridge."
    )


def test_spans_reproduce_the_masked_text() -> None:
    masked = mask(example(), SECRET)
    assert breaches(masked) == []
    assert masked.events[0].trigger.text == "beat"
    assert masked.events[0].recipients[0].text == SECRET("elna varro")
    assert masked.quotes[0].content[0].text == f"{SECRET('elna varro')} did nothing."


def test_no_private_name_is_left_anywhere_in_the_json() -> None:
    said = to_json(mask(example(), SECRET)).decode().lower()
    assert "elna" not in said
    assert "ketter" not in said
    # The minister (text, evidence, entity, mention), the bridge (text, evidence, span, name), and a note that may mean either.
    assert said.count("varro") == 9


def test_ids_of_annotations_stay_so_that_rows_can_be_found_again() -> None:
    plain, masked = example(), mask(example(), SECRET)
    assert [one.id for one in masked.events] == [one.id for one in plain.events]
    assert masked.document.id == plain.document.id
    assert masked.produced_by["pseudonyms"] is True


def test_a_lexicon_id_that_spells_the_name_is_masked_where_it_is_referred_to() -> None:
    text = "Elna Varro was arrested."
    private = msgspec.structs.replace(person("Elna Varro", identity="user:elna-varro"), local=False)
    one = coding(
        document(text), entities=[private], mentions=[mention(text, "Elna Varro", private)],
        events=[event(text, "arrested", "COERCE", recipients=(party(text, "Elna Varro", private),))],
    )  # fmt: skip
    masked = mask(one, SECRET)
    assert b"varro" not in to_json(masked).lower()
    assert masked.events[0].recipients[0].entity == masked.entities[0].id == masked.mentions[0].entity


def test_the_same_person_has_one_pseudonym_across_documents() -> None:
    texts = ["Elna Varro spoke.", "They met ELNA  VARRO again, and Varro left."]
    found = set()
    for text, words in zip(texts, ["Elna Varro", "ELNA  VARRO"], strict=True):
        private = person(words)
        masked = mask(coding(document(text), entities=[private], mentions=[mention(text, words, private)]), SECRET)
        found.add(masked.entities[0].name)
        assert "arro" not in masked.document.text.lower()
    assert len(found) == 1


def test_a_surname_alone_is_the_person_who_bears_it_in_the_document() -> None:
    text = "Elna Varro spoke. Later Varro left."
    whole, alone = person("Elna Varro"), person("Varro", identity="ent-alone")
    mentions = [mention(text, "Elna Varro", whole), mention(text, "Varro", alone, 1)]
    masked = mask(coding(document(text), entities=[whole, alone], mentions=mentions), SECRET)
    assert masked.document.text == f"{SECRET('elna varro')} spoke. Later {SECRET('elna varro')} left."


def test_another_secret_gives_other_pseudonyms() -> None:
    assert keyed(new_secret())("elna varro") != keyed(new_secret())("elna varro")


def test_a_stream_numbers_persons_as_they_come() -> None:
    pseudonyms = numbered()
    assert [pseudonyms("b"), pseudonyms("a"), pseudonyms("b")] == ["Person 1", "Person 2", "Person 1"]


def test_unnamed_people_and_public_figures_stay() -> None:
    text = "A teacher met President Karo."
    teacher = msgspec.structs.replace(person("teacher"), category="unnamed")
    president = person("Karo", private=False)
    mentions = [mention(text, "A teacher", teacher, form="nominal"), mention(text, "President Karo", president)]
    one = coding(document(text), entities=[teacher, president], mentions=mentions)
    assert mask(one, SECRET).document.text == text


def test_a_place_taken_for_a_person_and_the_outlet_are_not_masked() -> None:
    text = "BARVILLE (Foo Press) - Fighting went on near Barville."
    town, press = person("Barville"), person("Foo Press", identity="ent-press")
    one = coding(
        document(text, outlet="Foo Press"), entities=[town, press],
        mentions=[mention(text, "Barville", town), mention(text, "Foo Press", press)], places=[place(text, "Barville")],
    )  # fmt: skip
    assert mask(one, SECRET).document.text == text


def test_a_span_that_begins_or_ends_within_a_name_takes_the_whole_pseudonym() -> None:
    text = "They saw Elna Varro fall."
    private = person("Elna Varro")
    halves = [at(text, "saw Elna"), at(text, "Varro fall")]
    one = coding(
        document(text), entities=[private], mentions=[mention(text, "Elna Varro", private)],
        quotes=[msgspec.structs.replace(quote(text, "saw"), content=tuple(halves))],
    )  # fmt: skip
    masked = mask(one, SECRET)
    name = SECRET("elna varro")
    assert [span.text for span in masked.quotes[0].content] == [f"saw {name}", f"{name} fall"]


def test_titles_and_words_before_a_name_are_no_part_of_it() -> None:
    name = name_of("Dr Amal al-Karim Seddo-Blan")
    assert name is not None
    assert name.key == "amal al-karim seddo-blan"
    assert "Seddo" in name.single
    assert name_of("the teacher") is None


NAMES = st.sampled_from(["Elna Varro", "Juri Tamm", "Óda Brännholt", "Abu Sarim", "Nils O’Dara", "Ann-Mari Kell"])
WORDS = st.lists(st.one_of(st.sampled_from(["said", "the", "\n\n", "“quoted”", "🙂", "(", "today."]), NAMES), min_size=1, max_size=25)


@settings(max_examples=60, deadline=None)
@given(WORDS, NAMES)
def test_wherever_a_name_stands_spans_hold_and_the_name_is_gone(words: list[str], name: str) -> None:
    text = " ".join([*words, name, "fell"])
    private = person(name)
    spans = [at(text, word) for word in [*words, name] if word.strip()]
    quotes = [msgspec.structs.replace(quote(text, span.text), id=f"quo-{n}", content=(span,)) for n, span in enumerate(spans)]
    masked = mask(coding(document(text), entities=[private], mentions=[mention(text, name, private)], quotes=quotes), SECRET)
    assert breaches(masked) == []
    assert name not in masked.document.text
    assert len(masked.quotes) == len(spans)
