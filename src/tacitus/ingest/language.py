"""Which language a text is in: cheap, offline and the same each time.

English is told by its commonest words, without any model. Only a text that has too few of them goes to py3langid (a model of 4.6 MB for
139 languages, BSD), which is loaded then. Doubt, and anything shorter than MIN_LETTERS, counts as English: a sentence is a document too.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

MIN_LETTERS = 200
MIN_LETTERS_OF_ANOTHER_SCRIPT = 20  # letters that are not Latin are no English, however few
LAST_LATIN = "\u024f"
# Share of words that are in COMMON: English news has .30 to .45, other languages of Latin script below .10 (chance likeness: "in", "was").
ENGLISH_SHARE = 0.22
MIN_CONFIDENCE = 0.9  # of py3langid's normalised scores; below it a text is taken as English
COMMON = frozenset(
    """
    the of and to in a that is was for on with as by at from it its has have had
    be been were are not but his her he she they their which who will would said this an or after
    before more than over out up about into when also no one all there we our you if so
    """.split()
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NAMES = {
    "english": "en", "eng": "en", "french": "fr", "fra": "fr", "fre": "fr", "german": "de", "deu": "de", "ger": "de", "spanish": "es",
    "spa": "es", "arabic": "ar", "ara": "ar", "russian": "ru", "rus": "ru", "ukrainian": "uk", "ukr": "uk", "turkish": "tr", "tur": "tr",
    "portuguese": "pt", "por": "pt", "italian": "it", "ita": "it", "chinese": "zh", "zho": "zh", "chi": "zh", "hebrew": "he",
    "heb": "he", "persian": "fa", "farsi": "fa", "fas": "fa", "per": "fa", "hindi": "hi", "hin": "hi", "urdu": "ur", "urd": "ur",
    "japanese": "ja", "jpn": "ja", "korean": "ko", "kor": "ko", "swahili": "sw", "swa": "sw", "dutch": "nl", "nld": "nl", "dut": "nl",
}  # fmt: skip


def normalised(language: str) -> str | None:
    """``en`` for "en-GB", "EN_us", "eng", "English"; None for blank."""
    wanted = language.strip().lower().replace("_", "-")
    if not wanted:
        return None
    primary = wanted.split("-")[0]
    return _NAMES.get(primary, primary)


def detect(text: str, max_letters: int = 6000) -> str:
    """ISO 639-1 code of the text's language; "en" where it is too short or unclear."""
    sample = _sample(text, max_letters)
    letters = [character for character in sample if character.isalpha()]
    if len(letters) >= MIN_LETTERS_OF_ANOTHER_SCRIPT and sum(character > LAST_LATIN for character in letters) > len(letters) / 2:
        return str(_identifier().classify(sample)[0])
    if len(letters) < MIN_LETTERS:
        return "en"
    words = _WORD.findall(sample.lower())
    if words and sum(word in COMMON for word in words) >= ENGLISH_SHARE * len(words):
        return "en"
    language, confidence = _identifier().classify(sample)
    return str(language) if confidence >= MIN_CONFIDENCE else "en"


def _sample(text: str, max_letters: int) -> str:
    """Beginning, middle and end, so that a foreign motto or an English headline does not decide."""
    if len(text) <= max_letters:
        return text
    third = max_letters // 3
    middle = len(text) // 2
    return "\n".join((text[:third], text[middle : middle + third], text[-third:]))


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # here: numpy and the model take a second that English texts need not pay

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
