"""Ids: a prefix that tells the kind, the same for the same thing, different for different things."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from tacitus.model import ids

part = st.one_of(st.none(), st.text(max_size=8), st.integers())


def test_prefixes_are_all_different() -> None:
    assert len(set(ids.PREFIXES.values())) == len(ids.PREFIXES)


@given(st.sampled_from(sorted(ids.PREFIXES)), st.lists(part, max_size=4))
def test_an_id_is_its_prefix_and_hex_digits_and_stays(kind: str, parts: list[object]) -> None:
    made = ids.make_id(kind, *parts)
    assert re.fullmatch(rf"{ids.PREFIXES[kind]}-[0-9a-f]{{{ids.HEX_DIGITS}}}", made)
    assert made == ids.make_id(kind, *parts)


@given(st.lists(st.text(max_size=6), min_size=1, max_size=4), st.lists(st.text(max_size=6), min_size=1, max_size=4))
def test_other_parts_give_other_digests(mine: list[str], theirs: list[str]) -> None:
    assert (ids.digest(*mine) == ids.digest(*theirs)) == (mine == theirs)


def test_parts_do_not_run_into_each_other() -> None:
    assert ids.digest("ab", "c") != ids.digest("a", "bc")
    assert ids.digest(None) != ids.digest("") != ids.digest("", "")


def test_one_wire_text_in_two_outlets_is_two_documents() -> None:
    assert ids.document_id("1", None, "Herald", "x") != ids.document_id("1", None, "Dawn", "x")


def test_an_event_keeps_its_id_whatever_its_parties_are() -> None:
    assert ids.event_id("doc-1", "ASSAULT", 3, 9) == ids.event_id("doc-1", "ASSAULT", 3, 9, 0)
    assert ids.event_id("doc-1", "ASSAULT", 3, 9) != ids.event_id("doc-1", "ASSAULT", 3, 9, 1)
    assert ids.event_id("doc-1", "ASSAULT", 3, 9) != ids.event_id("doc-2", "ASSAULT", 3, 9)


def test_digests_never_change_between_versions() -> None:
    assert ids.digest("tacitus", None, 1) == ids.digest("tacitus", None, "1") == "c4ebd2d1d0ee3f6bf61d"
