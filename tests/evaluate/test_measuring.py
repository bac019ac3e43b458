"""``make eval`` on sets of our own making: what is absent is told, the halves are kept apart, the misses are those of one half alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tacitus.evaluate.accuracy.measuring import Run, Wanted, measure_sets
from tacitus.evaluate.accuracy.sets import SETS
from tacitus.evaluate.gold import half_of

SENTENCES = [
    f"<s>{one}</s> accused <t>{other}</t> of spying." for one in ("Kenya", "France", "Brazil") for other in ("Chad", "Norway", "Peru")
]


@pytest.fixture(scope="module")
def told() -> list[str]:
    return []


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory, told: list[str]) -> Run:
    """Nine accusations that the gold takes for aid, and a bad row; every other set is absent."""
    data = tmp_path_factory.mktemp("data")
    (data / "plover").mkdir()
    rows = "".join(f"{sentence}\tAID\n" for sentence in SENTENCES)
    (data / "plover" / "relations_dev.tsv").write_text(f"marked_sentence\tevent_type\n{rows}no marks\tAID\n", encoding="utf-8")
    sets = [one for one in SETS if one.name in ("relations", "geo")]
    return measure_sets(Wanted(repository=data, data=data, sets=sets, misses=True), 0, told.append)


def plain(sentence: str) -> str:
    return sentence.replace("<s>", "").replace("</s>", "").replace("<t>", "").replace("</t>", "")


def test_halves_are_measured_apart(run: Run) -> None:
    result = run.result("relations")
    assert result is not None
    expected = {half: sum(half_of(plain(one)) == half for one in SENTENCES) for half in ("check", "develop")}
    assert result.documents == expected and all(expected.values())
    for half, number in expected.items():
        measured = result.measured(half, "pair")
        figure = measured.figure("pair") if measured else None
        assert figure is not None and (figure.value, figure.n) == (1, number)


def test_misses_are_of_the_half_to_develop_by_alone(run: Run) -> None:
    assert run.misses and {half_of(miss.sentence) for miss in run.misses} == {"develop"}
    result = run.result("relations")
    assert result is not None and not [one for half in result.halves.values() for one in half if one.misses or one.worst]


def test_what_is_absent_or_unreadable_is_told(run: Run, told: list[str]) -> None:
    assert run.absent == ("geo",) and "geo: absent" in " ".join(told)
    assert len(run.unreadable) == 1 and "line 11" in run.unreadable[0]


def test_the_same_data_give_the_same_run(run: Run, tmp_path: Path) -> None:
    (tmp_path / "plover").mkdir()
    rows = "".join(f"{sentence}\tAID\n" for sentence in SENTENCES)
    (tmp_path / "plover" / "relations_dev.tsv").write_text(f"marked_sentence\tevent_type\n{rows}no marks\tAID\n", encoding="utf-8")
    again = measure_sets(Wanted(repository=tmp_path, data=tmp_path, sets=SETS[:1]), 0, lambda _: None)
    assert again.result("relations") == run.result("relations")
