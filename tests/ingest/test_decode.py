"""Text is the input code point for code point."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tacitus.ingest.decode import decode, looks_binary

ENGLISH = "The minister of Fooland met the envoy of Barland. "


@given(st.text().filter(lambda text: not text.startswith("\ufeff")))
def test_utf8_comes_through_unchanged_but_for_nul(text: str) -> None:
    assert decode(b"x" + text.encode("utf-8")).text == "x" + text.replace("\0", "\ufffd")


@given(st.text(alphabet=st.characters(codec="utf-16", exclude_characters="\0")), st.sampled_from(["utf-16-le", "utf-16-be", "utf-8"]))
def test_a_byte_order_mark_decides_and_is_all_that_is_dropped(text: str, encoding: str) -> None:
    assert decode(("\ufeff" + text).encode(encoding)).text == text


@given(st.text(alphabet=st.characters(categories=["Lu", "Ll", "Zs", "Po"], max_codepoint=0x24F), min_size=1), st.integers(0, 2))
def test_a_surrogate_written_as_utf8_becomes_one_replacement(text: str, count: int) -> None:
    lone = "\ud800" * count
    assert decode(("é" + text + lone + text).encode("utf-8", "surrogatepass")).text == "é" + text + "\ufffd" * count + text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_mark_is_told_by_its_nuls(encoding: str) -> None:
    decoded = decode(ENGLISH.encode(encoding))
    assert (decoded.text, decoded.encoding) == (ENGLISH, encoding)


@pytest.mark.parametrize("bad", [b"\xff", b"\x80", b"\xc3", b"\xed\xa0", b"\xf8\x88", b"\xfe\xfe\xfe"])
def test_undecodable_bytes_become_replacements_one_for_one(bad: bytes) -> None:
    decoded = decode("Él said ".encode() + bad + b" twice")
    assert decoded.text == "Él said " + "\ufffd" * len(bad) + " twice"
    assert decoded.replaced == len(bad)


def test_western_prose_in_windows_1252_is_read_as_such() -> None:
    text = "“José Núñez” – the café’s owner – said no."
    decoded = decode(text.encode("cp1252"))
    assert (decoded.text, decoded.encoding) == (text, "cp1252")


def test_nuls_in_prose_are_replaced_and_counted() -> None:
    decoded = decode(b"The \0minister\0 said.")
    assert (decoded.text, decoded.replaced) == ("The \ufffdminister\ufffd said.", 2)


def test_control_and_combining_characters_are_kept() -> None:
    text = "a\x01b\x1b[31m\u202e\u0301\u0301 c\r\nd\u2028e"
    assert decode(text.encode()).text == text


def test_random_bytes_are_no_prose() -> None:
    assert looks_binary(decode(bytes(range(256)) * 20).text)
    assert not looks_binary(ENGLISH)
