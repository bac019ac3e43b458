"""Other languages are told; doubt counts as English."""

from __future__ import annotations

import pytest

from tacitus.ingest.language import detect, normalised

ENGLISH = "The minister said on Tuesday that the talks would go on until the dispute about the border is settled by both sides. "
OTHERS = {
    "fr": "Le ministre a déclaré mardi que les pourparlers continueraient jusqu'à ce que le différend sur la frontière soit réglé. ",
    "es": "El ministro dijo el martes que las conversaciones seguirían hasta que se resuelva la disputa sobre la frontera común. ",
    "de": "Der Minister sagte am Dienstag, dass die Gespräche weitergehen, bis der Streit um die Grenze beigelegt ist. ",
    "ru": "Министр заявил во вторник, что переговоры продолжатся, пока спор о границе не будет решён обеими сторонами. ",
    "ar": "قال الوزير يوم الثلاثاء إن المحادثات ستستمر حتى تتم تسوية النزاع الحدودي بين الجانبين. ",
    "tr": "Bakan salı günü yaptığı açıklamada, sınır anlaşmazlığı çözülene kadar görüşmelerin süreceğini söyledi. ",
}


@pytest.mark.parametrize("language", OTHERS)
def test_another_language_is_told(language: str) -> None:
    assert detect(OTHERS[language] * 4) == language


def test_english_is_told_even_with_foreign_names() -> None:
    assert detect(ENGLISH * 4 + "Le Monde, Die Zeit, El País. ") == "en"


@pytest.mark.parametrize("text", ["Le ministre a dit non.", "x" * 100, "", "12 345", "Foo met Bar in Barville."])
def test_short_texts_count_as_english(text: str) -> None:
    assert detect(text) == "en"


def test_another_script_is_told_from_one_sentence() -> None:
    assert detect(OTHERS["ru"]) == "ru"


@pytest.mark.parametrize(("said", "code"), [("en-GB", "en"), ("EN_us", "en"), ("English", "en"), ("fra", "fr"), (" ", None), ("xx", "xx")])
def test_codes_are_made_alike(said: str, code: str | None) -> None:
    assert normalised(said) == code
