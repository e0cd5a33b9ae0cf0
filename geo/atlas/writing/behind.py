"""One thing at a time, done behind the back of whoever goes on meanwhile."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor


class Behind:
    """A thread that does what it is given. One thing may be under way; a further one waits for it."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="behind")
        self._under_way: Future[object] | None = None

    def do(self, what: Callable[[], object]) -> None:
        """Have it done, once what is under way is over. Raises what that has raised, and then does nothing."""
        self.finish()
        self._under_way = self._thread.submit(what)

    def finish(self) -> None:
        """Wait until nothing is under way. Raises what the last thing has raised."""
        under_way, self._under_way = self._under_way, None
        if under_way:
            under_way.result()

    def close(self) -> None:
        """Wait until nothing is under way, whatever came of it."""
        self._thread.shutdown()
