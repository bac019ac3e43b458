"""Prints the OpenAPI document of the web app's API; the app's types are made from it. Nothing is served and no record is needed."""

from __future__ import annotations

import sys

from tacitus.server.app import make_api
from tacitus.server.document import document_bytes

if __name__ == "__main__":
    sys.stdout.write(document_bytes(make_api(None)).decode() + "\n")
