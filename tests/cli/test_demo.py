"""make demo, end to end."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.demo import main


@pytest.mark.slow
def test_the_demo_leaves_a_record_and_a_page_and_does_nothing_anew_when_run_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(tmp_path / "demo") == 0
    first = capsys.readouterr()
    assert "evt-" in first.out
    assert "Try next" in first.err
    page = (tmp_path / "demo" / "report.html").read_bytes()
    assert main(tmp_path / "demo") == 0
    second = capsys.readouterr()
    assert "20 of them known already" in second.err
    assert second.out == first.out
    assert (tmp_path / "demo" / "report.html").read_bytes() == page
    assert sorted(path.name for path in (tmp_path / "demo").iterdir()) == ["record.db", "report.html"]
