"""Copies: which documents print one text, in whole or in part, by the texts alone."""

from __future__ import annotations

from tacitus.corpus.copies.steps import CopyInfo, groups, info, update

__all__ = ["CopyInfo", "groups", "info", "update"]
