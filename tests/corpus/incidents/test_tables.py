"""Which types may tell one occurrence."""

from __future__ import annotations

from tacitus.corpus.incidents.tables import tables

NO_MODE = frozenset[str]()


def test_an_abduction_may_be_told_as_an_arrest_and_a_curfew_is_no_assault() -> None:
    abduct, arrest, curfew = ("ASSAULT", frozenset({"abduct"})), ("COERCE", frozenset({"arrest"})), ("COERCE", frozenset({"curfew"}))
    weight = tables().types(abduct, arrest)
    assert weight is not None and weight > 0
    assert tables().types(abduct, curfew) is None


def test_the_order_of_types_does_not_matter() -> None:
    one, two = ("ASSAULT", NO_MODE), ("COERCE", frozenset({"cyber", "seize"}))
    assert tables().types(one, two) == tables().types(two, one)


def test_a_pair_that_names_modes_goes_before_its_types() -> None:
    convict, arrest = ("SANCTION", frozenset({"convict"})), ("COERCE", frozenset({"arrest"}))
    plain = tables().types(("SANCTION", NO_MODE), ("COERCE", NO_MODE))
    found = tables().types(convict, arrest)
    assert plain is not None and found is not None
    assert found > plain


def test_protest_and_assault_are_two() -> None:
    assert tables().types(("PROTEST", frozenset({"demo"})), ("ASSAULT", frozenset({"crowd-control"}))) is None
