"""Two things that make a large build quick: a second process beside the first, and no search for cycles of garbage."""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any, TypeVar

T = TypeVar("T")

_PR_SET_PDEATHSIG = 1


class BesideError(RuntimeError):
    """The process beside ended without a word. The message says how."""


@contextmanager
def without_collection() -> Iterator[None]:
    """Pause the collector of reference cycles.

    None are made where this is used, and with every hundred thousand new rows it would walk the whole data state
    again: a third of the time.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@contextmanager
def beside(work: Callable[[], T]) -> Iterator[Callable[[], T]]:
    """Run ``work`` in a forked process while the body runs; the value waits for its end and has what it returned.

    The process sees everything as it is now and shares its memory; what it returns is pickled. Where a process cannot
    fork safely (anywhere but Linux), ``work`` runs first and the body then. It ends with this process, however that
    ends, and is ended if the body fails.

    Raises:
        BesideError: the process was killed.
        Exception: whatever ``work`` raised, at the wait.
    """
    if sys.platform != "linux":
        done = work()
        yield lambda: done
        return
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_report, args=(work, sender, os.getpid()))
    process.start()
    sender.close()
    ended: list[T] = []

    def wait() -> T:
        if not ended:
            answer = _answer(receiver)
            process.join()
            if isinstance(answer, Exception):
                raise answer
            if answer is None or process.exitcode:
                raise BesideError(
                    f"a process of this run was ended from outside (exit code {process.exitcode}); run it again"
                )
            ended.extend(answer)
        return ended[0]

    try:
        yield wait
        wait()
    finally:
        process.kill()
        process.join()
        receiver.close()


def _report(work: Callable[[], T], sender: Connection, parent: int) -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it went before the line above
        return
    try:
        sender.send((work(),))
    except Exception as error:
        sender.send(error)


def _answer(receiver: Connection) -> tuple[Any] | Exception | None:
    """What the process returned, alone in a tuple, or raised; None where it ended without a word."""
    try:
        answer: tuple[Any] | Exception = receiver.recv()
    except EOFError:
        return None
    return answer
