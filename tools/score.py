"""Prints the measures of the example articles against their gold, per field and half."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import msgspec
import yaml

from tacitus import Coder
from tacitus.evaluate.codings import measure
from tacitus.model.records import Coding

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"


def main() -> int:
    argparse.ArgumentParser(description=__doc__).parse_args()
    halves = yaml.safe_load((EXAMPLES / "split.yaml").read_text(encoding="utf-8"))
    coder = Coder()
    for half, names in halves.items():
        lines = [line for name in names for line in (EXAMPLES / "gold" / f"{name}.jsonl").read_bytes().splitlines()]
        gold = [msgspec.json.decode(line, type=Coding) for line in lines]
        found = measure(zip(coder.code_many([coding.document for coding in gold]), gold, strict=True))
        print(f"{half}: {len(gold)} documents")
        for field, figure in found.items():
            print(
                f"  {field:11s} precision {figure.precision:.3f}  recall {figure.recall:.3f}  F1 {figure.f1:.3f}"
                f"  ({figure.right:g} right of ours {figure.ours:g}, gold {figure.gold:g})"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
