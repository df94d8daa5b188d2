"""Shares independent jobs among processes of this machine or the workers of a Dask cluster; results come in order.

Nothing is decided here but who works: a job carries all it needs, its seed with it, so that the results are the same
bytes whoever works them out. A worker that dies is replaced, and what it had is worked out again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Sequence
from contextlib import ExitStack
from importlib import import_module
from numbers import Integral
from typing import Any, TypeVar

from tradeoff.errors import TradeoffError, shown
from tradeoff.words.spoken import say

Workers = int | str
"""How many processes of this machine; or `dask://HOST:PORT`, the scheduler of a Dask cluster."""
_DASK = re.compile(r"dask://(?P<host>\[[^\]]+\]|[^:/\s]+):(?P<port>\d{1,5})/?")
_TRIES = 3
"""How often jobs are begun anew where a process dies; a job that kills its process would go on for ever."""
_ANSWERS_WITHIN = "10s"
"""How long a scheduler may take to answer."""
_Job = TypeVar("_Job")
_Result = TypeVar("_Result")


def require_workers(given: object) -> None:
    """Raise ValueError for what is neither a number of processes nor the address of a Dask scheduler.

    Args:
        given: What was given.
    """
    if isinstance(given, str) and _DASK.fullmatch(given):
        return
    if isinstance(given, bool) or not isinstance(given, Integral) or given < 1:
        raise ValueError(
            say(
                "workers is {given}; give a whole number from 1, or the scheduler of a Dask cluster as dask://HOST:PORT",
                given=shown(given),
            )
        )


def require_answer(workers: Workers) -> None:
    """Raise as `shared` does where no cluster answers, before what comes first is worked out in vain.

    Args:
        workers: Processes, or a Dask cluster.
    """
    if isinstance(workers, str):
        with ExitStack() as stack:
            _connect(stack, workers)


def shared(work: Callable[[_Job], _Result], jobs: Sequence[_Job], workers: Workers = 1) -> Generator[_Result]:
    """What each job gives, in their order, as soon as all before it are done.

    Within `joblib.parallel_config(backend="dask")` the workers of that cluster do it, whatever `workers` says but more.

    Args:
        work: A function of a module, so that other processes find it.
        jobs: What to work out.
        workers: Processes, or a Dask cluster.

    Raises:
        TradeoffError: Processes died again and again, or no cluster answers.
        ValueError: `workers` is neither.
    """
    require_workers(workers)
    if isinstance(workers, int) and (len(jobs) <= 1 or (workers == 1 and not _is_configured())):
        yield from map(work, jobs)
        return
    from joblib.externals.loky.process_executor import BrokenProcessPool

    done = 0
    with ExitStack() as stack:
        if isinstance(workers, str):
            _connect(stack, workers)
        for _ in range(_TRIES):
            try:
                for result in _each(work, jobs[done:], workers):
                    yield result
                    done += 1
                return
            except BrokenProcessPool:
                continue
    raise TradeoffError(
        say(
            "worker processes ended {tries} times before they were done; ask for fewer workers, "
            "or look whether the machine has the memory for them",
            tries=_TRIES,
        )
    )


def _is_configured() -> bool:
    """Whether somebody set another backend of joblib around the call."""
    from joblib.parallel import get_active_backend

    return "dask" in type(get_active_backend()[0]).__name__.lower()


def _each(work: Callable[[_Job], _Result], jobs: Sequence[_Job], workers: Workers) -> Generator[_Result]:
    from joblib import Parallel, delayed
    from joblib.externals.loky import get_reusable_executor

    is_here = isinstance(workers, int) and not _is_configured()
    parallel = Parallel(n_jobs=min(int(workers), len(jobs)) if is_here else -1, return_as="generator")
    is_done = False
    try:
        yield from parallel(delayed(work)(job) for job in jobs)
        is_done = True
    finally:
        if not is_done and is_here:
            # Workers that are left would hold up the end of the process, and warn of what they had.
            get_reusable_executor().shutdown(wait=True, kill_workers=True)


def _connect(stack: ExitStack, address: str) -> None:
    """Let joblib work on a Dask cluster until the stack is closed."""
    try:
        # Not everybody has it, and it tells no types.
        connect: Callable[..., Any] = import_module("distributed").Client
    except ImportError:
        raise ValueError(
            say("{address} asks for a Dask cluster; install it with: pip install tradeoff[dask]", address=address)
        ) from None
    from joblib import parallel_config

    found = _DASK.fullmatch(address)
    assert found is not None
    try:
        client = connect(f"tcp://{found['host']}:{found['port']}", timeout=_ANSWERS_WITHIN, set_as_default=False)
    except (OSError, ValueError) as error:
        raise TradeoffError(
            say(
                "no Dask scheduler answers at {address}; start one, or write --workers 1 ({error})",
                address=address,
                error=" ".join(str(error).split()),
            )
        ) from None
    stack.callback(client.close)
    stack.enter_context(parallel_config(backend="dask", client=client))
