"""make demo: codes the example articles into a record, prints events and incidents, opens the one that three opposed outlets tell, writes
the page. Twice gives the same, quickly."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tacitus import open as tacitus_open
from tacitus.cli.main import main as tacitus

ARTICLES = Path(__file__).parent.parent / "examples" / "articles"
NEXT = """
The record is {record}, the page to look at {page}.

Try next (with .venv/bin/tacitus, or after `. .venv/bin/activate`):
  tacitus show {record} raid_agency.txt
  tacitus incidents {record} --json
  tacitus events {record} --type ASSAULT --status actual --json
  tacitus quotes {record} --text ceasefire
  tacitus export {record} -o {folder}/events.csv --force
  tacitus code FOLDER-OF-YOUR-OWN --into news.db
Read, check and correct it in the browser:
  tacitus serve {record}
"""


def _raid(record: Path) -> str:
    """The incident of the raid that three opposed outlets tell, by the agency's sentence about the worshippers."""
    with tacitus_open(record) as opened:
        rows = opened.events(document="raid_agency.txt", type="ASSAULT", words="worshippers").to_pylist()
        told = {row["incident"]: opened.incident(row["incident"]).incident.reports for row in rows}
        return str(max(told, key=lambda incident: told[incident]))


def main(folder: Path) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    record, page = folder / "record.db", folder / "report.html"
    steps = (
        ["code", os.path.relpath(ARTICLES), "--into", str(record)],
        ["events", str(record)],
        ["incidents", str(record), "--document", "raid_agency.txt", "--type", "ASSAULT", "--type", "COERCE"],
        ["report", str(record), "-o", str(page), "--title", "Example articles"],
    )
    for step in steps:
        code = tacitus(step)
        if code:
            return code
        if step[0] == "incidents":
            tacitus(["show", str(record), _raid(record)])
    print(NEXT.format(record=record, page=page, folder=folder).rstrip(), file=sys.stderr)
    return 0


if __name__ == "__main__":  # workers are spawned, and import this file again
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "demo")))
