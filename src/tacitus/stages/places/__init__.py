"""Places: toponyms with ids, coordinates, countries and uses, from a compact index that is built once."""

from tacitus.stages.places.cache import build_index, index_status
from tacitus.stages.places.stage import Places

__all__ = ["Places", "build_index", "index_status"]
