"""``tacitus eval`` and ``tacitus draw``: from gold to figures, and errors for people; the page about it is followed to the letter."""

from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import ARTICLES, ROOT, Run

GOLD = ROOT / "examples" / "gold"
MEASURING = ROOT / "docs" / "measuring.md"


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", MEASURING.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The labelled sample that the page shows."""
    path = tmp_path_factory.mktemp("sample") / "sample.csv"
    path.write_text(blocks("csv")[0], encoding="utf-8")
    return path


def test_the_page_can_be_followed(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "articles").mkdir()
    shutil.copy(ARTICLES / "raid_agency.txt", tmp_path / "articles")
    (tmp_path / "my-incidents").mkdir()
    shutil.copy(min((ARTICLES.parent / "incidents").glob("[a-r]*.yaml")), tmp_path / "my-incidents")
    for line in "".join(blocks("sh")).splitlines():
        if "--gold sample.csv" in line:
            Path("sample.csv").write_text(blocks("csv")[0], encoding="utf-8")
        ran = run(*line.split()[1:], *(["--workers", "0"] if line.startswith("tacitus code") else []))
        assert ran.code == 0, (line, ran.err)
    assert Path("misses.jsonl").exists()


def test_the_pages_sample_gives_figures_with_intervals(run: Run, sample: Path) -> None:
    ran = run("eval", "--gold", sample)
    assert ran.code == 0
    assert re.search(r"^  pair +[.\d]+ \[[.\d]+, [.\d]+\] +n 5$", ran.out, re.MULTILINE)
    assert "most misses:" in ran.out or "type_found" in ran.out


def test_json_has_a_line_a_figure(run: Run, sample: Path) -> None:
    rows = [json.loads(line) for line in run("eval", "--gold", sample, "--json", "--measure", "types").out.splitlines()]
    pair = next(row for row in rows if row["name"] == "pair")
    assert (pair["measure"], pair["n"], pair["documents"]) == ("types", 5, 6)


def test_each_miss_has_its_sentence_gold_ours_and_why(run: Run, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("sentence,actor,recipient,type\nKenya condemned Tanzania on Monday.,Kenya,Tanzania,AID\n", encoding="utf-8")
    misses = tmp_path / "misses.jsonl"
    assert run("eval", "--gold", wrong, "--errors", misses).code == 0
    (miss,) = [json.loads(line) for line in misses.read_text(encoding="utf-8").splitlines()]
    assert miss["what"] == "wrong type" and miss["sentence"] == "Kenya condemned Tanzania on Monday."
    assert (miss["gold"]["type"], miss["ours"]["type"]) == ("AID", "ACCUSE") and miss["why"]


def test_a_record_measured_against_its_own_export_is_right(run: Run, coded: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.jsonl"
    assert run("export", coded, "-o", mine, "--what", "codings").code == 0
    rows = {row["name"]: row for row in map(json.loads, run("eval", coded, "--gold", mine, "--json").out.splitlines())}
    for name in ("event", "type", "whole", "coding_voice", "content", "strict", "value", "found", "count"):
        assert rows[name]["value"] == pytest.approx(1), name


def test_gold_that_the_record_lacks_is_told(run: Run, coded: Path, sample: Path) -> None:
    ran = run("eval", coded, "--gold", sample)
    assert ran.code == 1 and "6 gold documents are not in it" in ran.err and "line 2" in ran.err


def test_halves_are_disjoint_and_together_all(run: Run) -> None:
    documents = {}
    for half in ("develop", "check", "all"):
        rows = [json.loads(line) for line in run("eval", "--gold", GOLD, "--measure", "events", "--half", half, "--json").out.splitlines()]
        documents[half] = rows[0]["documents"]
    assert documents["develop"] + documents["check"] == documents["all"] == 20


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("--gold", "nowhere"), 2, "there is no such file"),
        (("--gold", MEASURING), 2, "no reader recognises it"),
        (("--gold", GOLD, "--half", "both"), 2, "choose develop, check, all"),
        (("--gold", GOLD, "--sample", "10"), 2, "not like 1/10"),
        (("--gold", GOLD, "--format", "word"), 2, "no gold format is called 'word'"),
        (("--gold", GOLD, "--measure", "taste"), 2, "no measure is called taste"),
        (("nowhere.db", "--gold", GOLD), 2, "no such record"),
        (("--gold", GOLD, "--measure", "toponyms"), 1, "nothing to measure"),
    ],
)
def test_errors_say_what_to_do(run: Run, arguments: tuple[object, ...], code: int, told: str) -> None:
    ran = run("eval", *arguments)
    assert (ran.code, ran.out) == (code, "") and told in ran.err


def test_a_bad_row_is_told_and_the_rest_is_measured(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("sentence,actor,recipient,type\nA goat ran.,,,\nB,,,GOAT\n", encoding="utf-8")
    ran = run("eval", "--gold", path)
    assert ran.code == 1 and "line 3: 'GOAT' is no event type" in ran.err and "no_event" in ran.out


def test_drawing_gives_the_same_sentences_to_the_same_seed(run: Run, coded: Path, tmp_path: Path) -> None:
    drawn = {}
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        assert run("draw", coded, "-o", tmp_path / f"{name}.csv", "--sentences", 20, "--seed", seed).code == 0
        with (tmp_path / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            drawn[name] = [row["sentence"] for row in csv.DictReader(file)]
    assert drawn["a"] == drawn["b"] != drawn["c"]
    assert len(set(drawn["a"])) == 20


def test_drawing_never_overwrites_labels(run: Run, coded: Path, tmp_path: Path) -> None:
    path = tmp_path / "sample.csv"
    path.write_text("labels", encoding="utf-8")
    ran = run("draw", coded, "-o", path)
    assert ran.code == 2 and "stands already" in ran.err and path.read_text(encoding="utf-8") == "labels"


def test_a_drawn_sample_is_read_as_gold(run: Run, coded: Path, tmp_path: Path) -> None:
    path = tmp_path / "sample.csv"
    run("draw", coded, "-o", path, "--sentences", 5)
    rows = [json.loads(line) for line in run("eval", "--gold", path, "--json").out.splitlines()]
    assert next(row for row in rows if row["name"] == "no_event")["n"] == 5
