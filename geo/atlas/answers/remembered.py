"""Answers worth keeping for a moment: the map's figures are asked several times over for one picture."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar

Answer = TypeVar("Answer")


class Remembered:
    """The last answers of one edition, by what was asked. Many threads may ask; an answer must not be changed."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._held: OrderedDict[Hashable, object] = OrderedDict()
        self._lock = Lock()

    def __call__(self, asked: Hashable, find: Callable[[], Answer]) -> Answer:
        """The answer to `asked`: the one of last time, or what `find` comes to."""
        with self._lock:
            if asked in self._held:
                self._held.move_to_end(asked)
                return self._held[asked]  # type: ignore[return-value]
        answer = find()
        with self._lock:
            self._held[asked] = answer
            while len(self._held) > self.most:
                self._held.popitem(last=False)
        return answer
