"""The hand-made gold codings stand for the articles they were made for, in the contract's form."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from tacitus.model.records import Coding, from_json

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT / "examples" / "gold"
ARTICLES = ROOT / "examples" / "articles"
CONTRACT = ROOT.parent / "shared" / "checks" / "contract.py"


def load_builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_gold", ROOT / "tools" / "build_gold.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


build_gold = load_builder()


def gold_codings() -> list[Coding]:
    return [from_json(line) for path in sorted(GOLD.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]


def small_article(**gold: Any) -> Any:
    """The football report with the given gold: a text to try the notation on."""
    return build_gold.Article(
        "small.yaml", {"article": "trap_football.txt", "published_at": "2024-03-17", "published_from": "header", **gold}, {}
    )


def test_built_gold_is_current() -> None:
    stale = [target.name for target, content in build_gold.built() if target.read_text(encoding="utf-8") != content]
    assert stale == [], "run python tools/build_gold.py"


def test_every_span_reproduces_its_words() -> None:
    def spans(value: Any) -> list[dict[str, Any]]:
        if isinstance(value, list):
            return [found for item in value for found in spans(item)]
        if isinstance(value, dict):
            own = [value] if isinstance(value.get("start"), int) and "text" in value else []
            return own + [found for item in value.values() for found in spans(item)]
        return []

    for path in sorted(GOLD.glob("*.jsonl")):
        for coding in (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()):
            text = coding["document"]["text"]
            for span in spans(coding):
                assert text[span["start"] : span["end"]] == span["text"], (path.name, span)


def test_contract_finds_no_breach() -> None:
    if not CONTRACT.exists():
        pytest.skip("../shared/checks is absent: the contract's own script is not at hand")
    lines = "".join(path.read_text(encoding="utf-8") for path in sorted(GOLD.glob("*.jsonl")))
    done = subprocess.run([sys.executable, str(CONTRACT), "-"], input=lines, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_article_has_a_gold_coding_and_every_coding_an_article() -> None:
    coded = {coding.document.input.partition("#")[0] for coding in gold_codings()}
    assert coded == {path.name for path in ARTICLES.iterdir()}


def test_split_names_every_gold_file_once() -> None:
    split = yaml.safe_load((ROOT / "examples" / "split.yaml").read_text(encoding="utf-8"))
    named = split["develop"] + split["check"]
    assert sorted(named) == sorted(path.stem for path in GOLD.glob("*.jsonl"))


def test_articles_are_as_long_as_news() -> None:
    for coding in gold_codings():
        assert 250 <= len(coding.document.text.split()) <= 900, coding.document.input


def test_traps_hold_no_event() -> None:
    traps = [coding for coding in gold_codings() if coding.document.input.startswith("trap_")]
    assert len(traps) == 3
    assert all(not coding.events for coding in traps)


def test_no_request_has_the_authors_voice() -> None:
    assert not [event for coding in gold_codings() for event in coding.events if event.type == "REQUEST" and event.voice == "authorial"]


def test_every_status_and_voice_and_type_occurs_in_both_halves() -> None:
    split = yaml.safe_load((ROOT / "examples" / "split.yaml").read_text(encoding="utf-8"))
    for half in ("develop", "check"):
        codings = [from_json(line) for name in split[half] for line in (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
        events = [event for coding in codings for event in coding.events]
        assert {event.status for event in events} >= {"actual", "future", "threatened", "demanded", "hypothetical", "negated"}, half
        assert {event.voice for event in events} >= {"report", "quoted"}, half
        assert len({event.type for event in events}) == 16, half


def test_brackets_mark_the_span_within_a_fragment() -> None:
    span = small_article().fragment("Marlow [fired] United back")
    assert span["text"] == "fired"


def test_a_fragment_that_stands_twice_is_refused() -> None:
    with pytest.raises(build_gold.GoldError, match=r"stands \d+ times"):
        small_article().fragment("Marlow")


def test_a_fragment_that_is_not_there_is_named() -> None:
    with pytest.raises(build_gold.GoldError, match="not in the article: 'a penalty kick'"):
        small_article().fragment("a penalty kick")


def test_a_tilde_stretches_to_the_first_end_after_the_beginning() -> None:
    assert small_article().fragment("We have lost ~ retaliate")["text"].endswith("we will retaliate")


def test_a_trigger_inside_a_quotation_asks_for_its_speakers_relation() -> None:
    gold = {"parties": {"b": "B | | "}, "quotes": [{"k": "q", "form": "direct", "by": "b=he", "content": "We have lost a battle"}]}
    event = {"k": "x", "e": "RETREAT 08", "t": "have [lost] a battle"}
    with pytest.raises(build_gold.GoldError, match="lies in a quotation"):
        small_article(**gold, events=[event]).coding()


@pytest.mark.parametrize(
    ("value", "low", "best", "high"),
    [("14", 14, 14, 14), ("22+", 22, 22, None), ("-50", None, None, 50), ("~60", None, 60, None), ("15000-20000", 15000, None, 20000)],
)
def test_counts_have_the_bounds_of_the_codebook(value: str, low: int | None, best: int | None, high: int | None) -> None:
    assert build_gold.bounds(value) == {"low": low, "best": best, "high": high}


def test_gold_text_is_what_ingest_reads() -> None:
    ingest = pytest.importorskip("tacitus.ingest")
    units = ingest.find_units([str(ARTICLES)], ingest.Options())
    read = {document.source_id: document for unit in units for document in ingest.read_unit(unit, ingest.Options())}
    for coding in gold_codings():
        document = read[coding.document.source_id]
        assert document.text == coding.document.text, coding.document.input
        assert document.published_at == coding.document.published_at, coding.document.input
        assert document.id == coding.document.id, coding.document.input
