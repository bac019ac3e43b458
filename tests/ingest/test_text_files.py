"""Plain text files become documents whole."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tacitus.ingest import Options, read_unit
from tacitus.ingest.units import Unit
from tacitus.model.ids import document_id
from tacitus.model.records import Document
from tests.ingest.conftest import Reader

ARTICLE = "Fooland rejects offer\nDate: 2023-04-07\n\nFOOTON, April 6 (FNA) — Fooland said no to Barland.\r\n\r\nIt  gave\tno reason. \n"


def test_the_text_is_kept_whole_and_its_opening_read(read: Reader) -> None:
    document = read("a.txt", ARTICLE).document
    assert document.text == ARTICLE
    assert (document.title, document.published_at, document.published_from) == ("Fooland rejects offer", "2023-04-07", "header")
    assert (document.dateline_place, document.language, document.extent) == ("FOOTON", "en", "full")


def test_ids_and_hashes_follow_from_the_bytes(read: Reader, tmp_path: Path) -> None:
    document = read("a.txt", b"\xef\xbb\xbf" + ARTICLE.encode(), outlet="Foo Times").document
    assert document.raw_sha256 == hashlib.sha256(b"\xef\xbb\xbf" + ARTICLE.encode()).hexdigest()
    assert document.text_sha256 == hashlib.sha256(ARTICLE.encode()).hexdigest()
    assert document.id == document_id("a.txt", None, "Foo Times", ARTICLE)
    assert (document.input, document.source_id) == (str(tmp_path / "a.txt"), "a.txt")


def test_options_fill_what_the_file_leaves_unsaid(read: Reader) -> None:
    given_date = read("a.txt", "Foo met Bar.", published_at="2024-01-02", outlet="Foo Times", language="fr").document
    assert (given_date.published_at, given_date.published_from) == ("2024-01-02", "given")
    assert (given_date.outlet, given_date.language) == ("Foo Times", "fr")
    assert read("a.txt", ARTICLE, published_at="2024-01-02").document.published_at == "2023-04-07"


def test_without_a_date_there_is_none(read: Reader) -> None:
    document = read("a.txt", "FOOTON, April 7 (FNA) — Foo met Bar.").document
    assert (document.published_at, document.published_from) == (None, None)


def test_a_dateline_with_its_year_dates_the_article(read: Reader) -> None:
    document = read("a.txt", "FOOTON, April 7, 2023 (FNA) — Foo met Bar.").document
    assert (document.published_at, document.published_from) == ("2023-04-07", "dateline")


def test_an_impossible_date_is_noted_and_the_article_still_read(read: Reader) -> None:
    result = read("a.txt", "Title\nDate: 2023-02-31\n\nFoo met Bar.")
    assert result.document.published_at is None
    assert "2023-02-31" in result.notes[0].reason


def test_a_single_sentence_is_a_document(read: Reader) -> None:
    assert read("a.txt", "Foo met Bar.").document.title is None


def test_gzip_text_is_expanded(read: Reader) -> None:
    assert read("a.txt.gz", gzip.compress(ARTICLE.encode())).document.text == ARTICLE


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.text(min_size=1))
def test_any_text_comes_through_code_point_for_code_point(text: str) -> None:
    whole = "Foo met Bar. " + text
    unit = Unit(input="a", source_id="a", kind="text", data=whole.encode("utf-8", "surrogatepass"))
    documents = [item for item in read_unit(unit, Options(language="en")) if isinstance(item, Document)]
    if documents:  # a text of nothing but control characters counts as binary
        assert documents[0].text == whole.replace("\0", "\ufffd")
        assert documents[0].text.encode("utf-8")
