"""How names are compared: pieces of words, the same for an alias in a lexicon and for the tokens of an article.

Accents, curly apostrophes, full stops inside abbreviations and hyphens make no difference; case does.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

POSSESSIVE = "'s"
_LETTERS = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ı": "i", "đ": "d", "Đ": "D", "æ": "ae", "Æ": "Ae", "ß": "ss", "œ": "oe"})
_MARKS = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "ʻ": "'", "`": "'", "‐": "-", "‑": "-", "–": "-"})
_PIECE = re.compile(r"[^\W_]+(?:['.&][^\W_]+)*\.?|[^\s\w-]")
_ARTICLES = {"Al": "al", "El": "el"}  # the Arabic article begins a sentence with a capital


def fold(word: str) -> str:
    """Without accents and with plain apostrophes and hyphens; the case stays."""
    if word.isascii():
        return word.replace("`", "'") if "`" in word else word
    word = word.translate(_MARKS)
    if word.isascii():
        return word
    plain = "".join(c for c in unicodedata.normalize("NFKD", word.translate(_LETTERS)) if not unicodedata.combining(c))
    return plain.translate(_MARKS)


@lru_cache(maxsize=50_000)
def pieces(word: str) -> tuple[str, ...]:
    """The pieces of one token or of a whole alias: ``al-Shabaab`` → al, Shabaab; ``U.S.-led`` → US, led; ``Workers'`` → Workers, 's."""
    folded = fold(word)
    if folded in (POSSESSIVE, "'"):
        return (POSSESSIVE,)
    found: list[str] = []
    for match in _PIECE.finditer(folded):
        piece = match.group()
        if piece == "'":
            found.append(POSSESSIVE)
            continue
        owner = piece.endswith(POSSESSIVE) and len(piece) > 2
        if owner:
            piece = piece[:-2]
        if len(piece) > 1:
            piece = piece.replace(".", "").replace("'", "") or piece
        found.append(_ARTICLES.get(piece, piece))
        if owner:
            found.append(POSSESSIVE)
    return tuple(found)


def alias_pieces(alias: str) -> tuple[str, ...]:
    """The pieces of a name as a lexicon writes it, without a leading article."""
    found = pieces(alias)
    return found[1:] if len(found) > 1 and found[0] in ("The", "the") else found


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name as blanks divide them, each in pieces: a double-barrelled surname stays one word."""
    return tuple(joined for word in name.split() if (joined := " ".join(p for p in pieces(word) if p != POSSESSIVE or word == POSSESSIVE)))


def is_capitalised(word: str) -> bool:
    """Whether a word begins with a capital letter, "al-Shabaab" and "d'Ivoire" included."""
    return word[:1].isupper() or (len(word) > 3 and word[:3].lower() in ("al-", "el-") and word[3:4].isupper())
