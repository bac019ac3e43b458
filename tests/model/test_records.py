"""Records: one JSON object a coding, back and forth, with the contract's names."""

from __future__ import annotations

import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tacitus.model.records import FORMAT, LAYERS, Coding, Document, Evidence, Mention, Party, Provenance, StageFailure, from_json, to_json
from tacitus.model.stage import Given
from tests.conftest import Code

MADE = Provenance(stage="test", version=1)


def document(text: str = "Fooland shelled Barville.") -> Document:
    return Document(id="doc-1", source_id="1", input="1.txt", text=text, text_sha256="", extractor="test")


texts = st.text(st.characters(codec="utf-8"), max_size=40)
parties = st.builds(
    Party,
    text=st.none() | texts,
    name=st.none() | texts,
    country=st.none() | st.sampled_from(["FOO", "IGO"]),
    sectors=st.lists(st.sampled_from(["GOV", "MIL"]), max_size=2).map(tuple),
    number=st.none() | st.integers(0, 10**6),
    certainty=st.sampled_from(["stated", "alleged", "inferred"]),
)


@given(parties)
def test_a_party_comes_back_from_json(party: Party) -> None:
    assert msgspec.json.decode(msgspec.json.encode(party), type=Party) == party


@given(texts, texts)
def test_a_coding_comes_back_from_json(text: str, reason: str) -> None:
    failure = StageFailure(id="fai-1", produced_by=MADE, stage="events", version=1, reason=reason)
    mention = Mention(id="men-1", produced_by=MADE, start=0, end=1, text=text, head=0, sectors=("GOV",))
    coding = Coding(document=document(text), produced_by={"tacitus": "0"}, mentions=(mention,), failures=(failure,))
    assert from_json(to_json(coding)) == coding


def test_a_whole_coding_comes_back_from_json(code: Code) -> None:
    coding = code(
        "Kenya condemned Ethiopia's attack on Moyale on Monday.\n\n“We want peace,” the minister said. Nine people were reportedly killed."
    )
    assert coding.events and coding.quotes and coding.times and coding.places
    assert from_json(to_json(coding)) == coding


def test_json_has_the_contracts_names() -> None:
    coding = json.loads(to_json(Coding(document=document(), produced_by={})))
    assert coding["format"] == FORMAT == "tacitus-coding/1"
    assert set(LAYERS.values()) <= set(coding)
    assert coding["document"]["kind"] == "document"
    evidence = json.loads(msgspec.json.encode(Evidence(start=0, end=1, text="F", for_=("type",))))
    assert evidence["for"] == ["type"]


def test_fields_added_later_are_ignored() -> None:
    coding = json.loads(to_json(Coding(document=document(), produced_by={})))
    coding["added"] = coding["document"]["added"] = 1
    assert from_json(json.dumps(coding)).document == document()


def test_records_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        document().text = "other"  # type: ignore[misc]


def test_annotations_are_given_by_exactly_their_type() -> None:
    failure = StageFailure(id="fai-1", produced_by=MADE, stage="events", version=1, reason="x")
    given_so_far = Given([failure])
    assert given_so_far.of(StageFailure) == [failure]
    assert given_so_far.of(Mention) == []
