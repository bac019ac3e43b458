"""Quotations: who is quoted, directly or not, with which words and which cue."""

from tacitus.stages.quotes.stage import Quotes

__all__ = ["Quotes"]
