"""Words of nationality, by which no set is measured: "Kenyan", "the Kenyans"."""

from __future__ import annotations

from functools import lru_cache

from tacitus.resources.loader import load_folder


@lru_cache(maxsize=1)
def nationalities() -> frozenset[str]:
    """Adjectives and demonyms of all countries in small letters, those left out that are also the country's name or a capital."""
    people: set[str] = set()
    names: set[str] = set()
    for resource in load_folder("lexicon/countries"):
        for entry in resource.data["entries"]:
            people.update(word.lower() for key in ("adjectives", "demonyms") for word in entry.get(key) or ())
            names.update(word.lower() for word in (entry["name"], *(entry.get("names") or ()), *(entry.get("capitals") or ())))
    return frozenset(people - names)


def is_nationality(words: str) -> bool:
    """Whether the words are a nationality's adjective or demonym, in whatever case, with or without a possessive."""
    return words.lower().removesuffix("'s").removesuffix("’s").removeprefix("the ") in nationalities()
