"""Writes docs/symmetry.md: how alike two opposed sides are coded, measured over the templates and pairs in tests/symmetry."""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tacitus import Coder  # noqa: E402
from tests.symmetry.filling import Check, check_all, read, summary  # noqa: E402

ASKED = {"same events": 98, "same flags": 99, "parties swapped": 98, "event named": 95}
MEANING = {
    "same events": "both ways round the same types, modes, statuses and voices",
    "same flags": "both ways round the same framing flags on the same words",
    "parties swapped": "who acts and who is acted upon change about with the names",
    "event named": "the event that the template names is there, with its status, voice and sides",
}


def page(checks: list[Check]) -> str:
    shares = summary(checks)
    by_pair: dict[str, list[Check]] = defaultdict(list)
    for check in checks:
        by_pair[check.pair].append(check)
    templates = len({check.template for check in checks})
    lines = [
        "# Both sides alike",
        "",
        f"{templates} sentences with two sides, each filled with {len(by_pair)} pairs of opposed real actors, both ways round: "
        f"{2 * len(checks)} sentences",
        "(`tests/symmetry/`; the choice of pairs and their order mean nothing). `make test` checks the shares;",
        "`python tools/symmetry.py` writes this page.",
        "",
        "| measure | share | asked | what it says |",
        "| --- | --- | --- | --- |",
        *(f"| {name} | {100 * shares[name]:.1f}% | {ASKED[name]}% | {MEANING[name]} |" for name in ASKED),
        "",
        "Per pair, in the order of the file:",
        "",
        "| pair | " + " | ".join(ASKED) + " |",
        "| --- | " + " | ".join("---" for _ in ASKED) + " |",
        *(f"| {pair} | " + " | ".join(f"{100 * summary(rows)[name]:.1f}%" for name in ASKED) + " |" for pair, rows in by_pair.items()),
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    (ROOT / "docs" / "symmetry.md").write_text(page(list(check_all(Coder(), read("templates"), read("pairs")))), "utf-8")
