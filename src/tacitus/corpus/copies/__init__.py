"""Copies: which documents print one text, in whole or in part, by the texts alone."""

from __future__ import annotations

from tacitus.corpus.copies.steps import CopyInfo, group, groups, info, take, update, waiting

__all__ = ["CopyInfo", "group", "groups", "info", "take", "update", "waiting"]
