"""Times: absolute and relative time expressions with earliest, latest and precision."""

from tacitus.stages.times.stage import Times

__all__ = ["Times"]
