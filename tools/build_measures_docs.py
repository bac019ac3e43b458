"""Writes docs/measures.md: the definition of every figure, and the formats of gold. A test checks that it is current."""

from __future__ import annotations

import sys
from pathlib import Path

from tacitus.evaluate.measures import ALL
from tacitus.evaluate.readers import READERS

PAGE = Path(__file__).parent.parent / "docs" / "measures.md"
INTRODUCTION = """\
# What is measured, and how

`tacitus eval --gold PATH` compares codings with gold and prints the figures below, each with a 95% interval, confusion tables, and the
documents with most misses. [measuring.md](measuring.md) shows it on a sample of your own, [accuracy.md](accuracy.md) holds the
project's own figures. This page is written by `python tools/build_measures_docs.py` from the measures and readers themselves.

- A measure is taken only of what the gold annotates: of a set of toponyms, toponyms alone.
- F1 is the harmonic mean of precision (right of ours) and recall (right of the gold's). Macro-F1 is the mean of the F1 of the classes
  that the gold holds, each counting alike. A figure that ends in `.CLASS` is the F1 of that class.
- Intervals: whole documents are drawn with replacement, as many as there are, a thousand times, with a fixed seed; 95% of the figures
  so got lie between the bounds. A set of sentences has as many documents as sentences.
- `--errors FILE` writes each miss: measure, what is wrong, file, document, where, the sentence, gold, ours, and the rules that made us
  say it.
- `--half develop` and `--half check` divide any set in two by document: sha256 of the file's name (of sets with many documents in one
  file, of the record's own text or id), the first hex digit 0–7 or 8–f. Steer by one, report the other.
- `copies`, `incidents` and `articles` ask what documents have in common. All documents of a topic (of ECB+: a folder; of a report set: a
  file) lie in one half: by the same hash of the topic's name, or as a `split.yaml` beside the sets says. All documents of the half are put
  into one record of their own and clustered there; each topic is counted for itself, and the intervals draw topics. A `--sample` of
  documents leaves these measures out.
"""
ADDING = """\
## Adding a format

A reader is one module in `src/tacitus/evaluate/readers/`:

- `NAME` (what `--format` takes) and `DESCRIPTION`, one line each;
- `recognises(path, head)`: whether it can read the file, by its suffix and its first characters;
- `read(path)`: gives a `Gold` for each document, with the layers that the format annotates (`pairs`, `quotes`, `statuses`, `times`,
  `toponyms`, `chains`, `framed`, `coding`) and None for the others, which are then not measured. Spans are half-open, in code points of
  the document's text. `key` is what the halves go by. For a row that cannot be used it gives a `GoldError` that names file and line,
  and goes on.

Then a line in the table of `readers/__init__.py`, and a test with a small text of your own in `tests/evaluate/test_readers.py`.
Tokenised formats make their text with `readers/words.py`, XML is opened with `readers/xml.py`, tables with `readers/rows.py`.

## Adding a measure

A measure is one module in `src/tacitus/evaluate/measures/` with `NAME`, `TITLE`, `FIGURES` (the definition of each figure, which makes
this page), `TABLES` (its confusion tables), `applies(gold)`, `count(gold, ours, tally)`, which adds up counts of one document and tells
the misses, and `figures(counts)`, which makes the figures of the sums. Then a line in the table of `measures/__init__.py`.

A measure over several documents stands in `SET_MEASURES`, and its `count(topic, partition, tally)` gets all documents of a topic with what
our record says of their incidents and copies. A reader gives the topic as `topic`, what a document is about as `occurrence`, the text that
it goes back to as `copy_of`, and chains that go across documents with their `instance`.
"""


def page() -> str:
    parts = [INTRODUCTION]
    for measure in ALL:
        parts.append(f"## {measure.TITLE}\n\n`--measure {measure.NAME}`\n")
        parts.append("\n".join(f"- **`{name}`**: {definition}" for name, definition in measure.FIGURES.items()) + "\n")
    formats = "\n".join(f"| `{reader.NAME}` | {reader.DESCRIPTION.replace('|', chr(92) + '|')} |" for reader in READERS)
    parts.append(f"## Formats of gold\n\n| `--format` | what |\n| --- | --- |\n{formats}\n")
    parts.append(ADDING)
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    print(f"{PAGE} written", file=sys.stderr)
