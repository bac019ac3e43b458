"""Who acts, under one key throughout the record: a lexicon's id, else ``name:…`` of name and country. Private persons have none."""

from __future__ import annotations

import ahocorasick
import msgspec
import numpy as np

from tacitus.workspace.browsing.columns import Codes, Columns, Ints, Who

NAME = "name:"


def folded(text: str) -> str:
    return " ".join(text.casefold().split())


def key_of(who: Who) -> str | None:
    """``gov-rus``, ``name:example trade union|FRA``; None for nobody."""
    entity, name, country, _ = who
    if entity is not None:
        return entity
    return f"{NAME}{folded(name)}{'|' + country if country else ''}" if name and name.strip() else None


class Actor(msgspec.Struct, frozen=True):
    """One key: its name, its country, and the number of a row of ``parties`` that has it."""

    key: str
    name: str
    country: str | None
    party: int


class Actors:
    """``key[w]``: number of the actor of party kind ``w``; -1: nobody, or a person who is masked."""

    def __init__(self, columns: Columns, *, masked: bool) -> None:
        whos = columns.persons()
        self.key: Ints = np.full(len(whos), -1, np.int32)
        self._private = PrivateNames([who[1] for who in whos if who[3] and who[1]] if masked else [])
        numbers: Codes[str] = Codes()
        self.all: list[Actor] = []
        self._spellings: list[dict[str, None]] = []
        for n, who in enumerate(whos):
            name = key_of(who)
            if name is None or (masked and (who[3] or (who[0] is None and self._private.stand_in(who[1] or "")))):
                continue
            number = self.key[n] = numbers[name]
            if number == len(self.all):
                self.all.append(Actor(name, who[1] or who[0] or name, who[2], columns.first_party[n]))
                self._spellings.append({})
            if who[1]:
                self._spellings[number][folded(who[1])] = None
        self.numbers: dict[str, int] = dict(numbers)

    def __len__(self) -> int:
        return len(self.all)

    def private_in(self, text: str) -> bool:
        """Whether a private person's name stands in it (as far as parties tell)."""
        return self._private.stand_in(text)

    def named(self, value: str) -> list[int]:
        """Numbers of the actors that a filter's value means: the one with this key, else all whose name holds its words."""
        number = self.numbers.get(value)
        if number is not None:
            return [number]
        words = folded(value).split()
        return [n for n, spellings in enumerate(self._spellings) if any(all(word in spelling for word in words) for spelling in spellings)]


class PrivateNames:
    """Names of private persons; a full one also counts within other words."""

    def __init__(self, names: list[str]) -> None:
        self._names = frozenset(folded(name) for name in names)
        self._automaton = ahocorasick.Automaton()
        for name in sorted(self._names):
            if " " in name:
                self._automaton.add_word(f" {name} ", name)
        self._any = len(self._automaton) > 0
        if self._any:
            self._automaton.make_automaton()

    def stand_in(self, text: str) -> bool:
        said = folded(text)
        if said in self._names:
            return True
        return self._any and any(True for _ in self._automaton.iter(f" {said} "))
