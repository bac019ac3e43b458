"""Reading articles in: text, HTML, JSONL, CSV, RSS and Atom, WARC → Document. ``find_units`` in the parent, ``read_unit`` in a worker."""

from tacitus.ingest.finding import find_units
from tacitus.ingest.options import Options
from tacitus.ingest.reading import read_unit
from tacitus.ingest.units import Refusal, Unit

__all__ = ["Options", "Refusal", "Unit", "find_units", "read_unit"]
