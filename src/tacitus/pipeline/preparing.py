"""What is made once before workers start, since each of them would make it for itself."""

from __future__ import annotations

import multiprocessing

from tacitus.stages.places import build_index, index_status


def prepare_index() -> None:
    """Builds the gazetteer's index where it is missing, in a process of its own: its 400 MB go back before the coding begins.

    Where that process fails, each worker tries for itself and says what is wrong.
    """
    if index_status()["present"]:
        return
    builder = multiprocessing.get_context("spawn").Process(target=build_index, name="tacitus-index")
    builder.start()
    builder.join()
