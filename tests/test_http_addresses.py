"""Where the fetcher lets itself be led: redirects, private addresses, malformed addresses."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.httpd import Server, answering, serving
from weighbridge import http_transport
from weighbridge.http import Fetcher, Limits
from weighbridge.http_transport import Watch, is_public
from weighbridge.source import Document, FetchError, NotFoundError

LIMITS = Limits(connect=2.0, read=2.0, deadline=100.0, pause=0.0, max_bytes=2**20)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def forgetful(seconds: float) -> None:
    """Sleeps not at all."""


def fetch(url: str, limits: Limits = LIMITS) -> Document:
    with Fetcher(allow_private=True, sleep=forgetful, limits=limits) as fetcher:
        return fetcher.get(url)


def refuse(url: str, why: str, limits: Limits = LIMITS) -> None:
    """The address fails for that reason, in one sentence without the innards of a library."""
    with pytest.raises(FetchError, match=why) as failure:
        fetch(url, limits)
    message = str(failure.value)
    assert message.startswith(f"{url}")
    assert "\n" not in message
    assert "object at 0x" not in message
    assert not isinstance(failure.value, NotFoundError)


# Redirects


def test_a_few_redirects_are_followed(server: Server) -> None:
    for n in range(5):
        server.script(f"/{n}", answering((301, 302, 303, 307, 308)[n], Location=f"{n + 1}"))
    server.page("/5", b"end")
    document = fetch(server.url("/0"))
    assert (document.url, document.body) == (server.url("/0"), b"end")
    server.script("/start", answering(302, Location="/0"))
    refuse(server.url("/start"), "more than 5 redirects$")


def test_a_redirect_loop_ends(server: Server) -> None:
    refuse(server.script("/loop", answering(302, Location="/loop")), "more than 5 redirects")
    assert len(server.asked("/loop")) == 6


@pytest.mark.parametrize(
    ("location", "why"),
    [
        ("http://10.0.0.1/", "leads to 10.0.0.1, which is not a public address"),
        ("http://169.254.169.254/latest/meta-data/", "not a public address"),
        ("http://[fd00::1]/", "not a public address"),
        ("http://[64:ff9b::a00:1]/", "not a public address"),
        ("http://[::ffff:192.168.0.1]/", "not a public address"),
        ("http://0x0a000001/", "not a public address"),
        ("file:///etc/passwd", "only http and https"),
        ("ftp://example.org/", "only http and https"),
        ("data:text/plain,x", "only http and https"),
        ("//user:pass@example.org/", "with a user name"),
        ("http://[::1", "invalid address"),
        ("/%2e%2e/x", r"'\.' or '\.\.' step"),
    ],
)
def test_redirects_that_lead_astray_are_refused(server: Server, location: str, why: str) -> None:
    refuse(server.script("/x", answering(302, Location=location)), why)


def test_a_redirect_to_nowhere_is_refused(server: Server) -> None:
    refuse(server.script("/x", answering(302)), "the server answers 302$")


# Private addresses

SPELLINGS = ["127.0.0.1", "localhost", "0", "2130706433", "127.1", "0x7f.1", "[::ffff:127.0.0.1]", "0.0.0.0"]


@pytest.mark.parametrize("dialled", [False, True])
@pytest.mark.parametrize("host", SPELLINGS)
def test_private_hosts_are_refused_however_spelt(
    server: Server, host: str, dialled: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if dialled:  # as if the name had turned private between look-up and connection
        monkeypatch.setattr(http_transport._Guard, "_addresses", lambda self, watch: [self._dns_host])
    with (
        Fetcher(sleep=forgetful, limits=LIMITS) as fetcher,
        pytest.raises(FetchError, match=r"it leads to .*, which is not a public address"),
    ):
        fetcher.get(f"http://{host}:{server.server_port}/x")
    assert server.seen == []


def test_the_switch_for_tests_opens_loopback_only() -> None:
    watch = Watch(1, allow_loopback=True)
    assert watch.admits("127.0.0.1")
    assert watch.admits("::1")
    assert not watch.admits("10.0.0.1")
    assert not watch.admits("169.254.169.254")


NOT_PUBLIC = [
    *("0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.16.0.1", "192.0.2.1"),
    *("192.168.1.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "::127.0.0.1"),
    *("::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::808:808", "2002:7f00:1::", "2001:db8::1", "fc00::1"),
    *("fe80::1", "fe80::1%lo", "fec0::1", "ff02::1"),
]
PUBLIC = [
    *("1.1.1.1", "140.82.121.4", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101", "2002:101:101::"),
]


def test_which_addresses_are_public() -> None:
    assert [a for a in NOT_PUBLIC if is_public(a)] == []
    assert [a for a in PUBLIC if not is_public(a)] == []


@given(st.ip_addresses(v=4))
def test_wrapping_an_address_in_ipv6_does_not_change_its_standing(ip: ipaddress.IPv4Address) -> None:
    wrapped = [f"::ffff:{ip}", str(ipaddress.IPv6Address((0x64_FF9B << 96) | int(ip)))]
    assert {is_public(address) for address in wrapped} == {is_public(str(ip))}


@pytest.mark.parametrize(
    "url",
    [
        *("", "x", "file:///etc/passwd", "http://", "http:///x", "https://a b/", "http://a:99999/"),
        *("http://a\n.b/", "http://user@example.org/", f"http://{'a' * 300}.example/", "http://[1.2.3.4]/"),
        "http://\ud800/",
    ],
)
def test_what_is_no_address_is_refused_without_a_request(url: str) -> None:
    with Fetcher(sleep=forgetful) as fetcher, pytest.raises(FetchError):
        fetcher.get(url)
