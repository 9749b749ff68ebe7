"""Several things at the same moment."""

from collections.abc import Callable, Sequence
from threading import Barrier, Thread
from typing import Any

from django.db import connections


def run_in_threads(jobs: Sequence[Callable[[], Any]], *, seconds: float = 30) -> list[Any]:
    """Run every job in a thread of its own, all starting together; give results in the order of the jobs.

    A job that raised gives its exception instead of a result. Use with `fresh_db`: a rolled-back test
    transaction cannot be seen by another thread. Raises TimeoutError when a job still runs after `seconds`.
    """
    results: list[Any] = [None] * len(jobs)
    gate = Barrier(len(jobs))

    def run(index: int) -> None:
        try:
            gate.wait(seconds)
            results[index] = jobs[index]()
        except Exception as error:
            results[index] = error
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(index,), daemon=True) for index in range(len(jobs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(seconds)
    if any(thread.is_alive() for thread in threads):
        raise TimeoutError(f"a job still runs after {seconds} seconds")
    return results
