"""Nobody but the browser that was given the token reads or writes: every route, every way in."""

from __future__ import annotations

import socket
import time
from contextlib import suppress
from types import SimpleNamespace
from typing import Any

import pytest

from tacitus.server.guarding import hosts_of, nested_deeper
from tests.server.conftest import Client, routes

JSON = {"Content-Type": "application/json"}
WRITING = ("POST", "PUT", "PATCH", "DELETE")


def _body(method: str) -> bytes | None:
    return b"{}" if method in WRITING else None


def test_every_route_lies_under_api_and_there_are_some(described: dict[str, Any]) -> None:
    assert len(described["paths"]) > 25
    assert all(path.startswith("/api/") for path in described["paths"])


def test_no_route_answers_without_the_cookie(client: Client, described: dict[str, Any]) -> None:
    for method, path in routes(described):
        for cookie in (None, "tacitus=1", f"tacitus_{client.port}=", f"tacitus_{client.port}={client.token}", "=;;=,\x01"):
            answer = client.ask(method, path, _body(method), JSON, cookie=cookie)
            assert answer.status == 401, (method, path, cookie)
            assert answer.json["status"] == 401
            assert answer.headers["content-type"] == "application/json"


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_no_method_gets_past_the_cookie(client: Client, described: dict[str, Any], method: str) -> None:
    for _, path in routes(described):
        assert client.ask(method, path, cookie=None).status == 401, path


FOREIGN_HOSTS = [
    "evil.example",
    "127.0.0.1",
    "127.0.0.1:1",
    "localhost.evil.example:{port}",
    "127.0.0.1:{port}.evil.example",
    "",
    "0.0.0.0:{port}",
]


@pytest.mark.parametrize("host", FOREIGN_HOSTS)
def test_a_foreign_name_for_this_machine_is_refused_everywhere(client: Client, described: dict[str, Any], host: str) -> None:
    """DNS rebinding: a page of another site whose name leads here is told apart by the name it asks for."""
    given = host.format(port=client.port)
    others = [
        ("GET", "/"),
        ("GET", "/incidents/x"),
        ("GET", "/assets/x.js"),
        ("GET", "/schema/openapi.json"),
        ("GET", f"/?token={client.token}"),
    ]
    for method, path in (*routes(described), *others):
        answer = client.ask(method, path, _body(method), {**JSON, "Host": given})
        assert answer.status in (400, 403), (method, path)
        assert "set-cookie" not in answer.headers


FOREIGN_ORIGINS = [
    "https://evil.example",
    "null",
    "http://localhost",
    "http://127.0.0.1:1",
    "http://127.0.0.1.evil.example",
    "https://127.0.0.1:{port}",
    "file://",
]


@pytest.mark.parametrize("origin", FOREIGN_ORIGINS)
def test_a_page_of_another_site_is_refused_everywhere(client: Client, described: dict[str, Any], origin: str) -> None:
    headers = {**JSON, "Origin": origin.format(port=client.port)}
    for method, path in (*routes(described), ("GET", "/"), ("GET", "/schema/openapi.json")):
        assert client.ask(method, path, _body(method), headers).status == 403, (method, path)


@pytest.mark.parametrize("site", ["cross-site", "same-site", "nonsense"])
def test_what_a_browser_sends_for_another_site_is_refused(client: Client, described: dict[str, Any], site: str) -> None:
    for method, path in (*routes(described), ("GET", "/"), ("GET", "/assets/x.js")):
        assert client.ask(method, path, _body(method), {**JSON, "Sec-Fetch-Site": site}).status == 403, (method, path)
        navigated = {**JSON, "Sec-Fetch-Site": site, "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
        expected = 403 if path.startswith("/api/") else (200, 404)
        status = client.ask(method, path, _body(method), navigated).status
        assert status == expected or (isinstance(expected, tuple) and status in expected), (method, path, status)


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", "text/json", ""])
def test_what_a_form_can_send_is_refused(client: Client, described: dict[str, Any], kind: str) -> None:
    """The kinds of content that a page of another site may send without asking first."""
    for method, path in routes(described):
        if method != "POST":
            continue
        headers = {"Content-Type": kind} if kind else {}
        assert client.ask(method, path, b'{"author": "x"}', headers).status == 415, path


def test_names_of_this_machine_itself_are_let_in(client: Client) -> None:
    for host in ("127.0.0.1", "localhost", "LOCALHOST", "[::1]"):
        headers = {"Host": f"{host}:{client.port}", "Origin": f"http://{host}:{client.port}", "Sec-Fetch-Site": "same-origin"}
        assert client.ask("GET", "/api/session", headers=headers).status == 200, host


def test_all_addresses_are_those_of_the_network_cards(monkeypatch: pytest.MonkeyPatch) -> None:
    card = [SimpleNamespace(family=socket.AF_INET, address="10.0.0.5"), SimpleNamespace(family=socket.AF_INET6, address="FE80::2%eth0"),
            SimpleNamespace(family=-1, address="aa:bb:cc:dd:ee:ff")]  # fmt: skip
    monkeypatch.setattr("psutil.net_if_addrs", lambda: {"eth0": card})
    assert hosts_of("0.0.0.0", 8700) == {f"{one}:8700" for one in ("localhost", "127.0.0.1", "[::1]", "10.0.0.5", "[fe80::2]")}


def test_another_address_is_let_in_under_its_own_name_alone() -> None:
    assert "192.168.1.7:80" in hosts_of("192.168.1.7", 80)
    assert "192.168.1.7" in hosts_of("192.168.1.7", 80)
    assert "0.0.0.0:8700" not in hosts_of("0.0.0.0", 8700)
    assert "news.example:8700" not in hosts_of("0.0.0.0", 8700)
    assert "[fe80::1]:8700" in hosts_of("FE80::1", 8700)


@pytest.mark.parametrize("token", ["", "x", "\u00e9", "%00", "%F0%9F%8C%8D", "A" * 43])
def test_a_wrong_token_opens_nothing(client: Client, token: str) -> None:
    answer = client.ask("GET", f"/?token={token.encode('utf-8').decode('latin-1') if token.isascii() else '%C3%A9'}", cookie=None)
    assert answer.status == 403
    assert "set-cookie" not in answer.headers


def test_the_token_becomes_a_cookie_and_leaves_the_address(client: Client) -> None:
    answer = client.ask("GET", f"/incidents/inc-1?type=ASSAULT&token={client.token}&type=AID", cookie=None)
    assert answer.status == 303
    assert answer.headers["location"] == "/incidents/inc-1?type=ASSAULT&type=AID"
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie and "Path=/" in cookie
    assert client.token not in cookie


@pytest.mark.parametrize("path", ["//evil.example/", "/\\evil.example/", "///evil.example", "/%0d%0aX: y"])
def test_the_start_leads_nowhere_else(client: Client, path: str) -> None:
    answer = client.ask("GET", f"{path}?token={client.token}".replace(" ", "%20"), cookie=None)
    location = answer.headers.get("location", "/")
    assert location.startswith("/") and location[1:2] not in ("/", "\\")
    assert "x" not in answer.headers


def test_every_answer_has_the_headers_that_keep_a_page_in(client: Client, described: dict[str, Any]) -> None:
    for method, path in (
        *routes(described),
        ("GET", "/"),
        ("GET", "/schema/openapi.json"),
        ("GET", "/api/none"),
        ("GET", "/assets/none.js"),
    ):
        answer = client.ask(method, path, _body(method), JSON)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cross-origin-resource-policy"] == answer.headers["cross-origin-opener-policy"] == "same-origin"
        assert not any(name.startswith("access-control") for name in answer.headers)
        assert "server" not in answer.headers
        if path.startswith("/api/"):
            assert answer.headers["cache-control"] == "no-store", path


@pytest.mark.parametrize("deep", [b"[" * 50_000, b'{"a":' * 50_000, b"[" * 50_000 + b"]" * 50_000, b'{"judgements":' + b"[" * 50_000])
def test_what_is_nested_deep_is_refused(client: Client, described: dict[str, Any], deep: bytes) -> None:
    for method, path in routes(described):
        if method == "POST":
            answer = client.ask(method, path, deep, JSON)
            assert answer.status == 400, path
            assert "nested" in answer.json["what"]


def test_brackets_within_strings_are_not_nesting() -> None:
    assert not nested_deeper(b'{"a": "' + b"[" * 1000 + b'\\"[[[[' + b'"}', 2)
    assert nested_deeper(b'{"a": "\\\\"' + b"," + b"[" * 10, 5)
    assert not nested_deeper(b"[]" * 1000, 1)
    assert not nested_deeper(b'"' + b'\\"' * 500_000, 1)


def test_a_large_body_is_refused_whether_its_length_is_told_or_not(client: Client) -> None:
    large = b'{"author": "' + b"x" * (3 << 20) + b'"}'
    assert client.ask("POST", "/api/session", b"{}", {**JSON, "Content-Length": str(1 << 40)}).status == 413
    assert client.ask("POST", "/api/session", b"", {**JSON, "Content-Length": "9" * 30}).status in (400, 413)
    chunked = b"%x\r\n%b\r\n0\r\n\r\n" % (len(large), large)
    with suppress(ConnectionError):  # refused while it was still being sent
        assert client.ask("POST", "/api/session", chunked, {**JSON, "Transfer-Encoding": "chunked"}).status == 413


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"\xff\xfe", b"null", b"[]", b'{"author": 1}', b'{"author": "\\ud800"}', b'{"author": "x", "more": 1}', b'{"author": ""}'],
)
def test_what_cannot_be_read_is_a_problem_in_words(client: Client, body: bytes) -> None:
    answer = client.ask("POST", "/api/session", body, JSON)
    assert answer.status == 400
    assert set(answer.json) == {"status", "what", "do"}
    assert "Traceback" not in answer.json["what"]


HOSTILE = [
    "/api/events?type=%00",
    "/api/events?type=ASS%ED%A0%80",
    "/api/events?offset=-1",
    "/api/events?offset=1e400",
    "/api/events?limit=99999999999999999999",
    "/api/events?words=%22",
    "/api/events?words=AND+OR+NOT+NEAR(",
    "/api/events?words=*",
    "/api/events?since=2024-13-99",
    "/api/events?since=0000-00-00",
    "/api/events?box=1,2",
    "/api/events?box=nan,nan,nan,nan",
    "/api/events?box=inf,0,0,0",
    "/api/events?place=%F0%9F%92%A9",
    "/api/events?sort=;drop",
    "/api/events?type=",
    "/api/events?%FF=%FF",
    "/api/documents/..%2F..%2Fetc%2Fpasswd",
    "/api/documents/%2e%2e",
    "/api/incidents/inc-%F0%9F%92%A9",
    "/api/download/..%2Fx.csv",
    "/api/events?" + "type=ASSAULT&" * 3000,
    "/api/events/" + "x" * 5000,
    "/api/events?words=" + "a+" * 5000,
    "/api/events?words=" + "%22a%22" * 2000,
    "/api/events?words=" + "x" * 30_000,
    "/api/events?words=a%22%27%3B--%5C",
    "/api/events?actor=" + "%25" * 3000,
    "/api/places?words=" + "x" * 500,
    "/api/entities?words=%2A%28%5B",
    "/api/framing?actor=x&actor=y",
    "/api/framing?incident=inc-0",
    "/api/framing/sentences?words=x&category=y",
    "/api/framing/sentences?words=x&category=y&actor=gov-ken&incident=inc-1",
    "/api/actors?sort=--name",
    "/api/review/queue?sample=" + "x" * 200 + "&order=random",
    "/api/review/queue?kind=merge&size=1",
    "/api//events",
    "/api/",
    "/api",
    "/api/events/evt-%00",
]


@pytest.mark.parametrize("path", HOSTILE, ids=[str(n) for n in range(len(HOSTILE))])
def test_nothing_in_an_address_breaks_the_server(client: Client, path: str) -> None:
    answer = client.ask("GET", path)
    assert answer.status < 500
    assert answer.json is not None
    assert b"Traceback" not in answer.body and str(client.context and client.context.path.parent).encode() not in answer.body


def test_an_answer_that_takes_too_long_is_given_up_in_words(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from tacitus.server import guarding

    assert client.context is not None
    monkeypatch.setattr(guarding, "ANSWER_SECONDS", 0.2)
    monkeypatch.setattr(client.context.browser, "vocabulary", lambda: time.sleep(1.5))
    answer = client.ask("GET", "/api/vocabulary")
    assert answer.status == 503
    assert "too long" in answer.json["what"]
