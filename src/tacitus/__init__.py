"""tacitus turns news articles into an evidence-linked record of political events and quotations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tacitus.version import __version__

if TYPE_CHECKING:
    from tacitus.workspace.api import Coder, open

__all__ = ["Coder", "__version__", "open"]


def __getattr__(name: str) -> Any:
    """``Coder`` and ``open`` are loaded when first asked for, so that ``tacitus --help`` stays quick."""
    if name in ("Coder", "open"):
        from tacitus.workspace import api

        return getattr(api, name)
    raise AttributeError(f"module 'tacitus' has no attribute {name!r}")
