"""Files under the paths given: lazily, in byte-wise order of their names, never waiting for a pipe, never round in a circle."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator

import msgspec

from tacitus.ingest.reading import unreadable
from tacitus.ingest.sniff import passed_over
from tacitus.ingest.units import Refusal, printable

_SPECIAL = {
    stat.S_IFIFO: "a named pipe; write its content to a file, or give JSONL on standard input with “-”",
    stat.S_IFSOCK: "a socket; give a file",
    stat.S_IFCHR: "a device; give a file",
    stat.S_IFBLK: "a device; give a file",
}


class Found(msgspec.Struct, frozen=True):
    """A regular file. ``path`` opens it; ``shown`` and ``source_id`` are printable."""

    path: str
    shown: str
    source_id: str


def walk(path: str, every_kind: bool = False) -> Iterator[Found | Refusal]:
    """The files of one PATH argument; ``every_kind`` gives those as well that by their suffix hold no articles."""
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116 — bytes that are no UTF-8 pass through os, and nothing is resolved
    except (OSError, ValueError) as error:
        yield Refusal(input=printable(path), reason=_gone(path, error))
        return
    if stat.S_ISDIR(mode):
        yield from _Folder(path, every_kind).files()
    elif stat.S_ISREG(mode):
        yield Found(path, printable(path), printable(_base(path)))
    else:
        yield Refusal(input=printable(path), reason=_SPECIAL.get(stat.S_IFMT(mode), "not a regular file; give a file"))


def _base(path: str) -> str:
    return os.path.basename(path.rstrip("/" + os.sep)) or path  # noqa: PTH119


def _gone(path: str, error: OSError | ValueError) -> str:
    if isinstance(error, ValueError):
        return "no such file (the name holds a NUL)"
    if os.path.islink(path):  # noqa: PTH114
        return "a link that leads nowhere, or in a circle; mend or remove it"
    return unreadable(error)


class _Folder:
    """One walk from a root. Links to folders inside the root are left: what they lead to is read in its own place."""

    def __init__(self, root: str, every_kind: bool) -> None:
        self._every_kind = every_kind
        self._root = root
        self._real_root = os.path.realpath(root)
        self._seen: set[tuple[int, int]] = set()  # folders outside the root that a link led to

    def files(self) -> Iterator[Found | Refusal]:
        waiting = [iter(self._entries(self._root))]
        while waiting:
            entry = next(waiting[-1], None)
            if entry is None:
                waiting.pop()
                continue
            if isinstance(entry, Refusal):
                yield entry
                continue
            found = self._look(entry)
            if isinstance(found, str):
                waiting.append(iter(self._entries(found)))
            elif found is not None:
                yield found

    def _entries(self, folder: str) -> list[str | Refusal]:
        """Paths of a folder's entries without hidden ones, in byte-wise order of their names."""
        try:
            names = [name for name in os.listdir(folder) if not name.startswith(".")]  # noqa: PTH208
        except OSError as error:
            return [Refusal(input=printable(folder), reason=unreadable(error).replace("read it", "read the folder"))]
        return [os.path.join(folder, name) for name in sorted(names, key=os.fsencode)]  # noqa: PTH118

    def _look(self, path: str) -> Found | Refusal | str | None:
        """A file, a refusal, a folder to go into (as text), or nothing."""
        try:
            linked = stat.S_ISLNK(os.lstat(path).st_mode)
            status = os.stat(path)  # noqa: PTH116
        except OSError as error:
            return Refusal(input=printable(path), reason=_gone(path, error))
        if stat.S_ISDIR(status.st_mode):
            return self._enter(path, status) if linked else path
        if not stat.S_ISREG(status.st_mode):
            return Refusal(input=printable(path), reason=_SPECIAL.get(stat.S_IFMT(status.st_mode), "not a regular file; give a file"))
        if passed_over(path) and not self._every_kind:
            reason = "a kind of file that holds no articles; passed over (name the file itself to have it read)"
            return Refusal(input=printable(path), reason=reason, level="note")
        return Found(path, printable(path), printable(os.path.relpath(path, self._root).replace(os.sep, "/")))

    def _enter(self, path: str, status: os.stat_result) -> Refusal | str:
        real = os.path.realpath(path)
        inside = real == self._real_root or real.startswith(self._real_root.rstrip(os.sep) + os.sep)
        key = (status.st_dev, status.st_ino)
        if inside or key in self._seen or self._real_root.startswith(real.rstrip(os.sep) + os.sep):
            reason = "a link to a folder that is read already, or to one it lies in; not followed"
            return Refusal(input=printable(path), reason=reason, level="note")
        self._seen.add(key)
        return path
