"""Mentions and whom they name: lexicon names, roles, bodies, unnamed parties and coreference inside one article."""

from tacitus.stages.entities.stage import Entities

__all__ = ["Entities"]
