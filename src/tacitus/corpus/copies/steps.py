"""Keeps the tables of copies true when documents come, change or go. Doing a step twice changes nothing.

What stands in the tables is a function of the documents taken in, whatever their order: texts that share a key are compared where they are
neighbours in the order of their hashes, so that a common phrase costs no more than a rare one and thousands of copies are compared with a
few each; a likeness counts only while the two are neighbours somewhere.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b

import msgspec
from sqlalchemy import Connection

from tacitus.corpus.copies.comparing import Likeness, Print, Text, keys_of, likeness, print_of
from tacitus.corpus.copies.grouping import Edge, memberships
from tacitus.corpus.copies.reading import Reading, Sentence, read
from tacitus.corpus.copies.tables import Tables, tables
from tacitus.record import copies as table

_encoder, _decoder = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(Print)


class CopyInfo(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a document as a printing. ``group`` and ``whole`` are None where there is no copy of it.

    ``group``: texts of one lineage; ``whole``: those among them that are one text from end to end.
    ``sentences``: the article's own words, offsets and shingles, for telling which passages two documents have in common.
    """

    document: int
    group: str | None = None
    whole: str | None = None
    agency: str | None = None
    signed: bool = False
    sentences: tuple[Sentence, ...] = ()


def update(connection: Connection, documents: Sequence[int]) -> set[int]:
    """Takes in new and changed documents and takes back those that are gone; numbers of all documents whose group is another now.

    For a few documents. Many are taken in part by part with `take`, and then grouped with `group`: once for each group that they touch.
    """
    moved = take(connection, documents)
    return moved | group(connection, waiting(connection))


def take(connection: Connection, documents: Sequence[int]) -> set[int]:
    """Finds what the documents are like; the texts that they touch wait to be grouped. Those that have another text now are told."""
    return _Step(connection, tables()).take(sorted(set(documents)))


def waiting(connection: Connection) -> list[int]:
    """Numbers of the texts that are to be grouped."""
    return table.waiting(connection)


def group(connection: Connection, texts: Sequence[int]) -> set[int]:
    """Groups what hangs together with these texts, as far as they wait; numbers of the documents whose group is another now."""
    return _Step(connection, tables()).group(texts)


def groups(connection: Connection, documents: Iterable[int]) -> dict[int, str]:
    """Group of each document that has copies; two documents are of one lineage where it is the same."""
    printings = table.printings(connection, documents)
    standing = table.standing(connection, {one.text for one in printings.values()})
    found = {}
    for number, printing in printings.items():
        lineage = standing[printing.text][1]
        if lineage is not None:
            found[number] = _label(lineage)
    return found


def info(connection: Connection, documents: Iterable[int]) -> dict[int, CopyInfo]:
    """For the documents that are in the record."""
    heads = table.heads(connection, documents)
    printings = table.printings(connection, heads)
    standing = table.standing(connection, {one.text for one in printings.values()})
    found = {}
    for number, head in sorted(heads.items(), key=lambda item: item[1].text):  # a text is read once, however many print it
        reading = _read(head.text)
        printing = printings.get(number)
        _, lineage, whole = standing[printing.text] if printing else ("", None, None)
        found[number] = CopyInfo(
            document=number, group=None if lineage is None else _label(lineage), whole=None if whole is None else _label(whole),
            agency=reading.agency, signed=reading.signed, sentences=reading.sentences,
        )  # fmt: skip
    return found


def _label(number: int) -> str:
    return f"{number:016x}"


def _read(text: str) -> Reading:
    return _readings.of(text)


class _Readings:
    """Many documents have the same text, and each is read again when its incidents are told: the last ``most`` are kept, by hash."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[bytes, Reading] = OrderedDict()

    def of(self, text: str) -> Reading:
        key = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        found = self._kept.pop(key, None) or read(text, tables())
        self._kept[key] = found
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return found


_readings = _Readings(60_000)  # some 3 kB each


@lru_cache(maxsize=6000)  # some 150 MB
def _unpacked(data: bytes) -> Text:
    return Text(_decoder.decode(data))


@lru_cache(maxsize=60_000)  # some 180 MB
def _keys_of(data: bytes) -> tuple[int, ...]:
    return tuple(keys_of(_unpacked(data), tables().limits))


class _Step:
    def __init__(self, connection: Connection, tables: Tables) -> None:
        self._connection = connection
        self._tables = tables
        self._prints: dict[int, bytes] = {}

    def take(self, documents: Sequence[int]) -> set[int]:
        moved, texts = self._printings(documents)
        if texts:
            table.wait(self._connection, self._texts(texts))
        return moved

    def group(self, texts: Sequence[int]) -> set[int]:
        texts = table.waiting(self._connection, texts)
        return self._regroup(set(texts)) if texts else set()

    def _printings(self, documents: Sequence[int]) -> tuple[set[int], set[int]]:
        """Documents that have another text now, and the texts that gained or lost a printing."""
        heads, before = table.heads(self._connection, documents), table.printings(self._connection, documents)
        fresh = []
        for number, head in sorted(heads.items(), key=lambda item: item[1].text):
            one = self._printing(head, before.get(number))
            if one != before.get(number):
                fresh.append(one)
        gone = [number for number in before if number not in heads]
        table.drop_printings(self._connection, gone)
        table.put_printings(self._connection, fresh)
        texts = {one.text for one in fresh} | {
            before[number].text for number in [*gone, *(one.document for one in fresh)] if number in before
        }
        moved = {one.document for one in fresh if one.document in before and before[one.document].text != one.text}
        return moved, texts

    def _printing(self, head: table.Head, before: table.Printing | None) -> table.Printing:
        reading = _read(head.text)
        number = int(reading.body, 16) >> 1
        self._prints[number] = _encoder.encode(print_of(reading))
        return table.Printing(
            document=head.seq, text=number, first=f"{head.published_at or '~'}|{head.id}", basis=self._tables.basis,
            agency=reading.agency, signed=reading.signed,
        )  # fmt: skip

    def _texts(self, numbers: set[int]) -> set[int]:
        """Brings texts, keys and edges up to date; the texts whose place in a lineage may be another now."""
        printed, known = table.printed(self._connection, numbers), table.texts(self._connection, numbers)
        gone, new = sorted(known.keys() - printed.keys()), sorted(printed.keys() - known.keys())
        firsts = {number: printed[number][0] for number in known.keys() & printed.keys() if printed[number][0] != known[number].first}
        table.put_firsts(self._connection, firsts)
        region = set(new) | set(firsts)
        # One printing more makes a lone text one with copies; one less may leave it alone.
        region |= {number for number in known.keys() & printed.keys() if printed[number][1] != (known[number].lineage is not None)}
        region |= self._leave([known[number] for number in gone])
        region |= self._enter(new, {number: printed[number][0] for number in new})
        return region - set(gone)

    def _keys(self, number: int, data: bytes) -> list[tuple[int, int]]:
        return [(key, number) for key in _keys_of(data)]

    def _leave(self, gone: Sequence[table.Kept]) -> set[int]:
        """Texts that are printed no more: those that become neighbours by it are compared."""
        if not gone:
            return set()
        places = [place for text in gone for place in self._keys(text.id, text.print)]
        linked = {end for edge in table.edges_of(self._connection, [text.id for text in gone]) for end in edge[:2]}
        table.drop_texts(self._connection, [text.id for text in gone], places)
        table.done(self._connection, [text.id for text in gone])
        pairs = set()
        for _, before, after in table.neighbours(self._connection, places, self._tables.limits.window):
            pairs |= {(a, b) for i, a in enumerate(before) for j, b in enumerate(after) if i + j < self._tables.limits.window}
        return linked | self._compare(pairs)

    def _enter(self, new: Sequence[int], firsts: dict[int, str]) -> set[int]:
        """New texts are compared with their neighbours; who is a neighbour no more by it is linked no more."""
        rows = [table.Kept(id=one, print=self._prints[one], first=firsts[one], lineage=None, whole=None) for one in new]
        places = [place for row in rows for place in self._keys(row.id, row.print)]
        table.put_texts(self._connection, rows, places)
        pairs: set[tuple[int, int]] = set()
        near: set[int] = set()
        for number, before, after in table.neighbours(self._connection, places, self._tables.limits.window):
            pairs |= {(one, number) for one in before} | {(number, one) for one in after}
            near.update(before, after)
        return self._part(near - set(new)) | self._compare(pairs)

    def _part(self, near: set[int]) -> set[int]:
        """Drops the edges between texts that newcomers stand between in every block."""
        if not near:
            return set()
        edges = [edge for edge in sorted(table.edges_of(self._connection, near)) if edge[0] in near and edge[1] in near]
        near_still = self._neighbours({(edge[0], edge[1]) for edge in edges})
        lost = [edge for edge in edges if (edge[0], edge[1]) not in near_still]
        table.drop_edges(self._connection, lost)
        return {end for edge in lost for end in edge[:2]}

    def _neighbours(self, pairs: set[tuple[int, int]]) -> set[tuple[int, int]]:
        """Those of the pairs that are neighbours in a block: most are so in the first one that they share."""
        numbers = {one for pair in pairs for one in pair}
        self._load(numbers)
        keys = {number: frozenset(_keys_of(self._prints[number])) for number in numbers}
        blocks = {(a, b): sorted(keys[a] & keys[b]) for a, b in pairs}
        found: set[tuple[int, int]] = set()
        while blocks := {pair: left for pair, left in blocks.items() if left and pair not in found}:
            places: dict[tuple[int, int], set[int]] = {}
            for (a, b), left in blocks.items():
                places.setdefault((left.pop(), a), set()).add(b)
            near = table.neighbours(self._connection, list(places), self._tables.limits.window)
            for others, (a, _, after) in zip(places.values(), near, strict=True):
                found |= {(a, b) for b in after if b in others}
        return found

    def _compare(self, pairs: set[tuple[int, int]]) -> set[int]:
        """Pairs, the smaller number first; the texts that were found like."""
        self._load({one for pair in pairs for one in pair})
        rows = []
        for a, b in sorted(pairs):
            found = likeness(_unpacked(self._prints[a]), _unpacked(self._prints[b]), self._tables)
            if found is not None:
                rows.append({"a": a, "b": b, "a_in_b": found.first, "b_in_a": found.second})
        table.put_edges(self._connection, rows)
        return {row[end] for row in rows for end in ("a", "b")}  # type: ignore[misc]

    def _load(self, numbers: Iterable[int]) -> None:
        missing = [number for number in numbers if number not in self._prints]
        self._prints.update((number, kept.print) for number, kept in table.texts(self._connection, missing).items())

    def _regroup(self, region: set[int]) -> set[int]:
        """Lineages of all texts that hang together with these; the documents whose group is another now."""
        texts, edges = self._reached(region)
        standing, printed = table.standing(self._connection, texts), table.printed(self._connection, texts)
        found = memberships(
            {number: one[0] for number, one in standing.items()},
            [Edge(a, b, Likeness(first, second)) for a, b, first, second in sorted(edges)], self._tables.copies,
        )  # fmt: skip
        sizes: dict[int, int] = {}
        for number in standing:
            sizes[found[number].lineage] = sizes.get(found[number].lineage, 0) + 1 + printed[number][1]
        now: dict[int, tuple[int | None, int | None]] = {
            number: (found[number].lineage, found[number].whole) if sizes[found[number].lineage] > 1 else (None, None)
            for number in standing
        }
        table.done(self._connection, standing)
        changed = {number: one for number, one in now.items() if one != standing[number][1:]}
        table.put_memberships(self._connection, changed)
        return table.documents_of(self._connection, changed)

    def _reached(self, region: set[int]) -> tuple[set[int], set[tuple[int, int, float, float]]]:
        texts, edges, fresh = set(region), set(), set(region)
        while fresh:
            found = table.edges_of(self._connection, fresh)
            edges |= found
            fresh = {end for edge in found for end in edge[:2]} - texts
            texts |= fresh
        return texts, edges
