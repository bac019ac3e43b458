"""Paragraphs, sentences, tokens and dependencies (the only package that imports the parser)."""

from tacitus.stages.linguistics.stage import Linguistics

__all__ = ["Linguistics"]
