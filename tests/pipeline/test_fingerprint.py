"""The fingerprint changes with what changes a coding, and with nothing else."""

from __future__ import annotations

import subprocess
import sys

from tacitus.model.stage import StageSpec
from tacitus.pipeline.fingerprint import basis_of
from tacitus.resources.loader import parse
from tests.pipeline.fakes import fake_stages

SPECS = [stage.spec for stage in fake_stages()]


def test_the_same_basis_has_the_same_fingerprint():
    assert basis_of(SPECS).fingerprint == basis_of(SPECS).fingerprint


def test_a_higher_stage_version_changes_it():
    newer = [*SPECS[:-1], StageSpec("events", 99, SPECS[-1].requires, SPECS[-1].provides)]
    assert basis_of(newer).fingerprint != basis_of(SPECS).fingerprint


def test_options_and_lexicons_change_it():
    lexicon = parse(b"name: mine\nversion: 1\nlicence: CC0\nentries: []\n", "mine.yaml")
    prints = {basis_of(SPECS).fingerprint, basis_of(SPECS, [lexicon]).fingerprint, basis_of(SPECS, options={"a": 1}).fingerprint}
    assert len(prints) == 3


def test_it_is_known_without_loading_the_parser():
    program = (
        "import sys; from tests.pipeline.fakes import fake_stages; from tacitus.pipeline.fingerprint import basis_of;"
        "basis = basis_of([stage.spec for stage in fake_stages()]); assert basis.model['version']; assert 'spacy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
