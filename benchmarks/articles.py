"""The benchmark's articles: our own examples, varied so that no text stands twice and nothing can be cached by text."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORDS = 450  # of an article, about

_NAMES = (
    """Abara Belkin Corvo Dastan Eskil Farouq Gantz Halloran Ishida Jovanov Kalonji Lindgren Mbeki Novak Okafor Petrov
    Quiroga Rahimi Santoro Tran Ustinov Valdez Wanjiku Xiang Yilmaz Zoric Adebayo Bertrand Castellanos Dragan Engström
    Fofana Grigoryan Haddad Ilves Jansen Kowalski Lopes Mwangi Nazari Oyelaran Pashayev"""
).split()
_TOWNS = (
    """Arvada Belmira Corsana Dunmore Elvira Fardin Galtana Harsova Imbari Jalwan Kestrel Lomana Mirova Nandar Oristan
    Pelagia Qarsin Rovena Sandar Torvik Umbala Varosh Wendali Yaskin Zemlin"""
).split()
_NUMBER = re.compile(r"\b(?:[2-9]|[1-9]\d)\b")
_CAPITALISED = re.compile(r"(?<=[a-z,] )([A-Z][a-z]{4,}(?:-[A-Z][a-z]+)?)\b")


def _bodies() -> list[str]:
    """Paragraphs of the example articles that are plain text."""
    paragraphs: list[str] = []
    for path in sorted((ROOT / "examples" / "articles").glob("*.txt")):
        paragraphs.extend(part.strip() for part in path.read_text(encoding="utf-8").split("\n\n") if len(part.split()) > 25)
    return paragraphs


def _varied(paragraph: str, chance: random.Random) -> str:
    """The paragraph with other numbers and, here and there, other names and towns."""
    text = _NUMBER.sub(lambda match: str(chance.randint(2, 96)), paragraph)
    return _CAPITALISED.sub(lambda match: chance.choice(_NAMES + _TOWNS) if chance.random() < 0.2 else match.group(), text)


def articles(count: int, seed: int = 7) -> Iterator[dict[str, str]]:
    """``count`` articles of about ``WORDS`` words as JSONL records, the same for the same seed."""
    chance = random.Random(seed)
    bodies = _bodies()
    for n in range(count):
        words, parts = 0, [f"Report {n} from {chance.choice(_TOWNS)}"]
        while words < WORDS:
            part = _varied(chance.choice(bodies), chance)
            parts.append(part)
            words += len(part.split())
        day = 1 + n % 28
        yield {
            "id": f"bench-{n}",
            "text": "\n\n".join(parts),
            "published_at": f"2024-{1 + n // 28 % 12:02d}-{day:02d}",
            "outlet": f"Outlet {n % 40}",
        }


def write(path: Path, count: int, seed: int = 7) -> int:
    """Writes the articles as JSONL; returns the number of words."""
    words = 0
    with path.open("w", encoding="utf-8") as out:
        for article in articles(count, seed):
            words += len(article["text"].split())
            out.write(json.dumps(article, ensure_ascii=False) + "\n")
    return words
