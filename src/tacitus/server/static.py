"""The built app's files. What may be asked for is what lies in its folder when it is listed: no path of the client's is ever opened."""

from __future__ import annotations

import mimetypes
from pathlib import Path

from tacitus.server.asgi import SAFE_METHODS, Receive, Scope, Send, answer
from tacitus.server.problems import RefusedError, body_of

BUILT = Path(__file__).parent / "app"
_HASHED = "/assets/"  # names that hold a hash of what is in them
_FOREVER = b"public, max-age=31536000, immutable"
_EACH_TIME = b"no-cache"
_KINDS = {".js": "text/javascript", ".mjs": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
START_PAGE = b"""<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>tacitus</title></head>
<body>
<main>
<h1>tacitus serves, but the web app is not built</h1>
<p>In a clone, run <code>make serve</code> (or <code>make web</code>): it builds the app, with Node from a pinned package where this machine
has none, and this page becomes the app. Installed from a wheel, the app is there already.</p>
<p>The API answers meanwhile; its document is at <a href="/schema/openapi.json">/schema/openapi.json</a>.</p>
</main>
</body>
</html>
"""


class App:
    """Answers every address outside the API: a file of the built app, else the app's one page, which reads the address itself."""

    def __init__(self, folder: Path = BUILT) -> None:
        self._folder = folder
        self._listed: tuple[int, dict[str, Path]] = (-1, {})

    async def __call__(self, scope: Scope, _: Receive, send: Send) -> None:
        if scope["method"] not in SAFE_METHODS:
            problem = RefusedError(405, "only GET is answered here").problem
            await answer(send, 405, body_of(problem), headers=[(b"allow", b"GET, HEAD")])
            return
        status, body, kind, cache = self.page(scope["path"])
        await answer(send, status, body if scope["method"] == "GET" else b"", kind, [(b"cache-control", cache)])

    def page(self, path: str) -> tuple[int, bytes, str, bytes]:
        """Status, body, kind and how long it may be kept."""
        files = self._files()
        if "/index.html" not in files:
            return 200, START_PAGE, "text/html; charset=utf-8", _EACH_TIME
        if path in files and path != "/index.html":
            return 200, files[path].read_bytes(), _kind(path), _FOREVER if path.startswith(_HASHED) else _EACH_TIME
        if path.startswith(_HASHED):
            return 404, body_of(RefusedError(404, "no such file").problem), "application/json", _EACH_TIME
        return 200, files["/index.html"].read_bytes(), "text/html; charset=utf-8", _EACH_TIME

    def _files(self) -> dict[str, Path]:
        """By address; listed anew when the app was built anew."""
        index = self._folder / "index.html"
        made = index.stat().st_mtime_ns if index.is_file() else 0
        if self._listed[0] != made:
            files = [path for path in self._folder.rglob("*") if path.is_file() and not path.is_symlink()] if made else []
            self._listed = (made, {"/" + path.relative_to(self._folder).as_posix(): path for path in sorted(files)})
        return self._listed[1]


def _kind(path: str) -> str:
    suffix = Path(path).suffix.lower()
    kind = _KINDS.get(suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") or kind.endswith("json") else kind
