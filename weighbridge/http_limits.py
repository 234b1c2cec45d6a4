"""How patient and how greedy fetching is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """How patient and how greedy a fetcher is. Times in seconds, sizes in decoded bytes."""

    connect: float = 10.0
    read: float = 30.0  # longest silence between two bytes
    deadline: float = 180.0  # one document: transfers, redirects and back-off; not the waiting for one's turn
    max_bytes: int = 64 * 2**20
    attempts: int = 4  # of one address, the first included
    backoff: float = 1.0  # before the second attempt; doubled each time
    retry_after: float = 120.0  # a server that asks for a longer rest is left alone until then
    pause: float = 0.5  # between two requests to one host
    crawl_delay: float = 30.0  # most that a robots.txt may ask for
    redirects: int = 5
    robots_bytes: int = 512_000  # of a robots.txt that are heeded (RFC 9309 asks for 500 KiB at least)
    run: float = 3600.0  # the fetcher's whole life: what is asked for later is refused at once
    keep: float = 7 * 86400.0  # so old an answer is not confirmed but fetched anew: some servers confirm anything
    memo_bytes: int = 256 * 2**20  # documents kept for a second reader within the run
