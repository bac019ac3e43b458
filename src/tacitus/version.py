"""The version of tacitus; stages and resources have versions of their own."""

__version__ = "0.1.0"
