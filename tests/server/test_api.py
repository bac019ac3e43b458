"""schemathesis asks every route of the OpenAPI document for what it says and what it does not: no answer is a failure of the server."""

from __future__ import annotations

import sys
from pathlib import Path
from subprocess import run
from typing import Any

import msgspec
import schemathesis
from hypothesis import HealthCheck, Phase, settings

from tacitus.server.app import make_api
from tacitus.server.document import document_of
from tests.server.conftest import Client

ROOT = Path(__file__).parents[2]
EXAMPLES = 5  # of one route, beside what the document itself calls for: bounds, kinds, what is missing
schema: Any = schemathesis.openapi.from_dict(document_of(make_api(None)))


@schema.parametrize()
@settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
def test_no_request_makes_the_server_fail(client: Client, case: Any) -> None:
    response = case.call(base_url=f"http://127.0.0.1:{client.port}", headers={"Cookie": client.cookie}, timeout=30)
    assert response.status_code < 500, (case.method, case.formatted_path, case.query, case.body, response.text[:300])
    if response.status_code >= 400 and response.status_code not in (400,):
        assert b"Traceback" not in response.content


def test_the_tool_prints_the_document_that_is_served(client: Client) -> None:
    served = client.ask("GET", "/schema/openapi.json", cookie=None)
    assert served.status == 200
    printed = run([sys.executable, str(ROOT / "tools" / "openapi.py")], capture_output=True, check=True).stdout
    assert msgspec.json.decode(printed) == msgspec.json.decode(served.body)


def test_every_answer_says_what_it_is(described: dict[str, Any]) -> None:
    """Each route names the record that it answers, and each part of an answer is there; so types can be made from the document."""
    schemas = described["components"]["schemas"]
    for path, item in described["paths"].items():
        for method, operation in item.items():
            said = operation["responses"]["200"]["content"]
            assert "application/json" in said or path.startswith("/api/download/"), path
            assert operation["description"], path
            assert operation["operationId"]
            assert operation["responses"]["default"]["content"]["application/json"]["schema"]["$ref"].endswith("/Problem"), method
    assert set(schemas["Session"]["required"]) == set(schemas["Session"]["properties"])
    assert schemas["NewJudgement"]["required"] == ["act", "target"]
    assert schemas["Event"]["properties"]["kind"]["const"] == "event"


def test_operations_have_names_of_their_own(described: dict[str, Any]) -> None:
    names = [operation["operationId"] for item in described["paths"].values() for operation in item.values()]
    assert len(names) == len(set(names))
