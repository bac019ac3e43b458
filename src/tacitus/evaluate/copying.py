"""Disguised copies with known truth, made from texts of our own. Nothing here knows how copies are found.

A world is a set of documents: some originals, and copies of them made by one or two disguises each; beside them hard cases that are no
copies: pieces that share a quotation, and a serial bulletin whose frame is always the same and whose matter is not. The truth is the
original that a document goes back to; of two stories merged it is the one that most of the words are from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import yaml

from tacitus.evaluate.gold import Gold, Half, document_for, half_of

SEED = 20261122
ORIGINALS = 7  # of one world
LEAST_WORDS = 60  # of a text that copies are made of
COPIES = (0, 0, 0, 1, 1, 2, 3, 5, 9)  # how many an original may have: few have many
BULLETINS, QUOTING = 3, 4  # of one world

_WORDS: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("copying.yaml").read_text(encoding="utf-8"))
_SENTENCE = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"0-9])")
_DATE = re.compile(
    r"\b(\d{1,2}) (January|February|March|April|May|June|July|August|September|October|November|December)\b"
    r"|\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
)
_DAYS = ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun")
_NUMBER = re.compile(r"(?<![\d.,])\d{1,5}(?![\d.,]*\d)")


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A text with its head, as an outlet prints it."""

    text: str
    title: str
    outlet: str
    published_at: str


Disguise = Callable[[Piece, Random], Piece]


def worlds(texts: Sequence[tuple[str, str]], seed: int = SEED) -> Iterator[Gold]:
    """The documents of every world, those of one world together; ``texts``: name and text of the originals, none of them used twice."""
    halves: tuple[Half, ...] = ("develop", "check")
    for half in halves:
        own = sorted(
            ((name, text) for name, text in texts if half_of(name) == half and len(text.split()) >= LEAST_WORDS),
            key=lambda one: sha256(one[0].encode()).hexdigest(),
        )
        for number in range(len(own) // ORIGINALS):
            yield from _world(own[number * ORIGINALS : (number + 1) * ORIGINALS], f"copies-{half}-{number + 1}", half, seed)


def _world(originals: Sequence[tuple[str, str]], name: str, half: Half, seed: int) -> Iterator[Gold]:
    chance = Random(f"{seed} {name}")  # noqa: S311 - the same world for the same seed
    made = [(one, _original(text, chance)) for one, text in originals]
    pieces = list(made)
    for one, piece in made:
        for _ in range(chance.choice(COPIES)):
            pieces.append((one, _disguised(piece, chance)))
    (longer, first), (_, second) = chance.sample(made, 2)
    pieces.append((longer, _merged(first, second, chance)))
    quotation = chance.choice(_WORDS["quotations"])
    for number in chance.sample(range(len(originals)), QUOTING):
        pieces[number] = (pieces[number][0], _quoting(pieces[number][1], quotation))
    matters = chance.sample(_WORDS["matters"], 3 * BULLETINS)  # no two bulletins have one in common, else they were partial copies
    for number in range(BULLETINS):
        pieces.append((f"bulletin {number + 1}", _bulletin(number + 1, matters[3 * number : 3 * number + 3])))
    chance.shuffle(pieces)
    for number, (origin, piece) in enumerate(pieces, start=1):
        yield _gold(piece, f"{name}-{number}", name, origin, half)


def _gold(piece: Piece, identity: str, world: str, origin: str, half: Half) -> Gold:
    document = document_for(identity, piece.text, title=piece.title, published_at=piece.published_at)
    return Gold(
        document=msgspec.structs.replace(document, outlet=piece.outlet, published_from="given"),
        file=world, key=identity, side=half, topic=world, topic_side=half, copy_of=origin,
    )  # fmt: skip


def _original(text: str, chance: Random) -> Piece:
    paragraphs = _paragraphs(text)
    day = date(2025, 1, 1) + timedelta(days=chance.randrange(300))
    title = " ".join(paragraphs[0].split()[:9])
    return Piece(text="\n\n".join(paragraphs), title=title, outlet=chance.choice(_WORDS["outlets"]), published_at=day.isoformat())


def _paragraphs(text: str) -> list[str]:
    """Its own paragraphs, or pairs of sentences where it has but one."""
    own = [" ".join(one.split()) for one in re.split(r"\n\s*\n", text) if one.strip()]
    if len(own) > 2:
        return own
    sentences = _SENTENCE.split(" ".join(own))
    return [" ".join(sentences[at : at + 2]) for at in range(0, len(sentences), 2)]


# Disguises


def exact(piece: Piece, chance: Random) -> Piece:
    return piece


def renamed(piece: Piece, chance: Random) -> Piece:
    """Another outlet, another author."""
    return _with(piece, f"By {chance.choice(_WORDS['names'])}\n\n{piece.text}", outlet=chance.choice(_WORDS["outlets"]))


def retitled(piece: Piece, chance: Random) -> Piece:
    words = piece.title.split()
    chance.shuffle(words)
    return msgspec.structs.replace(piece, title=" ".join(words).capitalize(), outlet=chance.choice(_WORDS["outlets"]))


def reordered(piece: Piece, chance: Random) -> Piece:
    """A sentence stands elsewhere."""
    sentences = _sentences(piece)
    moved = sentences.pop(chance.randrange(len(sentences)))
    sentences.insert(chance.randrange(len(sentences) + 1), moved)
    return _with(piece, _joined(sentences))


def cut(piece: Piece, chance: Random) -> Piece:
    """The end is missing, at most two fifths."""
    sentences = _sentences(piece)
    return _with(piece, _joined(sentences[: max(2, len(sentences) - chance.randint(1, max(1, len(sentences) * 2 // 5)))]))


def lengthened(piece: Piece, chance: Random) -> Piece:
    """Paragraphs of the outlet's own behind it, and maybe before."""
    own = chance.sample(_WORDS["own_words"], 2)
    before = [own.pop()] if chance.random() < 0.4 else []
    return _with(piece, "\n\n".join([*before, piece.text, *own]), outlet=chance.choice(_WORDS["outlets"]))


def reworded(piece: Piece, chance: Random) -> Piece:
    """Words of the table swapped, four of five where they stand."""

    def swap(match: re.Match[str]) -> str:
        other = _WORDS["synonyms"][match[0].lower()] if chance.random() < 0.8 else match[0]
        return other.capitalize() if match[0][0].isupper() else other

    return _with(piece, _SWAPPED.sub(swap, piece.text), outlet=chance.choice(_WORDS["outlets"]))


def redated(piece: Piece, chance: Random) -> Piece:
    """Every day in the text some days later, and so the publication."""
    by = chance.randint(1, 6)

    def later(match: re.Match[str]) -> str:
        if match[1]:
            return f"{min(28, int(match[1]) + by)} {match[2]}"
        return _DAYS[(_DAYS.index(match[3]) + by) % 7] + "day"

    published = (date.fromisoformat(piece.published_at) + timedelta(days=by)).isoformat()
    return msgspec.structs.replace(piece, text=_DATE.sub(later, piece.text), published_at=published)


def recounted(piece: Piece, chance: Random) -> Piece:
    """Numbers are others."""
    return _with(piece, _NUMBER.sub(lambda match: str(int(match[0]) + chance.randint(1, 9)), piece.text))


def framed(piece: Piece, chance: Random) -> Piece:
    """What a site puts around every text."""
    header, footer = chance.choice(_WORDS["headers"]), chance.choice(_WORDS["footers"])
    return _with(piece, f"{header}\n\n{piece.text}\n\n{footer}", outlet=chance.choice(_WORDS["outlets"]))


def credited(piece: Piece, chance: Random) -> Piece:
    agency = chance.choice(_WORDS["agencies"])
    text = f"({agency}) — {piece.text}" if chance.random() < 0.5 else f"{piece.text}\n\nWith material from {agency}."
    return _with(piece, text, outlet=chance.choice(_WORDS["outlets"]))


DISGUISES: tuple[Disguise, ...] = (
    exact, renamed, retitled, reordered, cut, lengthened, reworded, redated, recounted, framed, credited,
)  # fmt: skip
_SWAPPED = re.compile(rf"\b(?:{'|'.join(sorted(_WORDS['synonyms'], key=len, reverse=True))})\b", re.IGNORECASE)


def _disguised(piece: Piece, chance: Random) -> Piece:
    for disguise in chance.sample(DISGUISES, chance.choice((1, 1, 2, 3))):
        piece = disguise(piece, chance)
    return piece


def _merged(first: Piece, second: Piece, chance: Random) -> Piece:
    """The whole of one story and the head of another: less of it than of the first."""
    words = len(first.text.split()) * 2 // 5
    head: list[str] = []
    for sentence in _sentences(second):
        if sum(len(one.split()) for one in head) + len(sentence.split()) > words:
            break
        head.append(sentence)
    return _with(first, "\n\n".join([first.text, *head]), outlet=chance.choice(_WORDS["outlets"]))


def _quoting(piece: Piece, quotation: str) -> Piece:
    """The same words of the same speaker in it: no copy for that."""
    return _with(piece, f"{piece.text}\n\n{quotation}")


def _bulletin(number: int, matters: Sequence[str]) -> Piece:
    day = date(2025, 3, 3) + timedelta(days=7 * number)
    text = _WORDS["bulletin"].format(number=number, day=day.isoformat(), matters="\n\n".join(matters))
    return Piece(text=text, title=f"Harbour bulletin no. {number}", outlet="Harbour Office", published_at=day.isoformat())


def _sentences(piece: Piece) -> list[str]:
    """Its sentences, the last one of each paragraph with its break."""
    found = []
    for paragraph in piece.text.split("\n\n"):
        *others, last = _SENTENCE.split(paragraph)
        found += [*others, last + "\n\n"]
    return found


def _joined(sentences: Sequence[str]) -> str:
    return "".join(one if one.endswith("\n\n") else one + " " for one in sentences).strip()


def _with(piece: Piece, text: str, outlet: str | None = None) -> Piece:
    return msgspec.structs.replace(piece, text=text, outlet=outlet or piece.outlet)
