"""The documents' code runs, and what they name is there."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
_BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)#\s]*)(?:#([^)\s]+))?\)")
_COMMAND = re.compile(r"tacitus (code|show|events|quotes|failures|report|export|verify|backup|doctor|draw|eval)\b([^`\n|]*)")


@pytest.fixture(scope="module")
def desk(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with some of the example articles, and a record of them."""
    from tacitus.workspace.coding import CodeOptions, code_into

    folder = tmp_path_factory.mktemp("desk")
    (folder / "articles").mkdir()
    for name in ("raid_agency.txt", "raid_herald.txt", "sanctions.jsonl"):
        shutil.copy(root / "examples" / "articles" / name, folder / "articles" / name)
    code_into(folder / "news.db", [str(folder / "articles")], CodeOptions(workers=0))
    return folder


def _pages_with_python() -> list[Path]:
    return [page for page in PAGES if _BLOCK.search(page.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("page", _pages_with_python(), ids=lambda page: page.name)
def test_the_code_of_a_page_runs(page: Path, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(desk)
    names: dict[str, object] = {"__name__": "__main__"}
    for block in _BLOCK.finditer(page.read_text(encoding="utf-8")):
        line = page.read_text(encoding="utf-8")[: block.start()].count("\n") + 1
        exec(compile("\n" * line + block[1], str(page), "exec"), names)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for match in _LINK.finditer(page.read_text(encoding="utf-8")):
        if match[1].startswith(("http:", "https:")):
            continue
        target = (page.parent / match[1]).resolve() if match[1] else page
        assert target.exists(), f"{page.name}: {match[1]}"
        if match[2]:
            assert match[2] in _anchors(target), f"{page.name}: {match[0]}"


def _anchors(page: Path) -> set[str]:
    """The anchors that headings get: small letters, no punctuation, hyphens for spaces."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_options_of_commands_are_there(page: Path) -> None:
    from typer.main import get_command

    from tacitus.cli.main import app

    commands = get_command(app).commands  # type: ignore[attr-defined]
    for match in _COMMAND.finditer(page.read_text(encoding="utf-8")):
        known = {option for parameter in commands[match[1]].params for option in (*parameter.opts, *parameter.secondary_opts)}
        for option in re.findall(r"(?<!\S)(--?[a-z][a-z-]*)", match[2]):
            assert option in known | {"--help", "--debug"}, f"{page.name}: tacitus {match[1]} has no {option}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_options_named_anywhere_are_some_commands(page: Path) -> None:
    from typer.main import get_command

    from tacitus.cli.main import app

    known = {"--help", "--debug", "--version", "--show"}
    for command in get_command(app).commands.values():  # type: ignore[attr-defined]
        for parameter in command.params:
            known |= {*parameter.opts, *parameter.secondary_opts}
    for option in re.findall(r"`(--[a-z][a-z-]*)", page.read_text(encoding="utf-8")):
        assert option in known, f"{page.name}: no command has {option}"
