"""A reader's files being read by a process of its own: started, watched, stopped."""

import contextlib
import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from threading import BoundedSemaphore, Thread
from time import monotonic
from typing import Any

# Others wait for their turn: two cores read for two, and the pages need theirs.
_AT_ONCE = BoundedSemaphore(2)
_LOST = "Reading ended before it was done: the files may need more memory than they are given. Drop fewer at once."


@dataclass(frozen=True)
class Request:
    """Which files, named from `folder`, go into which atlas, and how they are read.

    `organisations`: a CSV of further organisations, for an atlas that has none of its own yet.
    """

    folder: Path
    sources: tuple[str, ...]
    atlas: Path
    order: str = ""
    text: str = ""
    organisations: Path | None = None

    def written(self) -> str:
        """The line that the process is asked with."""
        told = {"atlas": str(self.atlas), "sources": self.sources, "order": self.order, "text": self.text}
        extra = str(self.organisations.resolve()) if self.organisations else None
        return json.dumps({**told, "organisations": extra}) + "\n"


@dataclass
class Progress:
    """How far it is. `expected`: articles and bytes of text to come, 0 where nobody knows."""

    articles: int = 0
    bytes: int = 0
    expected: dict[str, int] = field(default_factory=dict)
    begun: float = 0.0

    @property
    def seconds(self) -> float:
        """Since it began; never nought."""
        return max(monotonic() - self.begun, 0.1) if self.begun else 0.1

    @property
    def part(self) -> float | None:
        """How much of it is done, 0 to 1, None where nobody knows."""
        for told, done in (("articles", self.articles), ("bytes", self.bytes)):
            if whole := self.expected.get(told, 0):
                return min(done / whole, 1.0)
        return None


class OwnBuild:
    """One run of a build. `counts` or `error` is there once `done` is; a stopped one has neither."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.progress = Progress()
        self.counts: dict[str, Any] | None = None
        self.error: str | None = None
        self.stopped = False
        self._process: subprocess.Popen[str] | None = None
        self._thread = Thread(target=self._run, name="own build", daemon=True)
        self._thread.start()

    @property
    def waiting(self) -> bool:
        """Whether it waits for other readers' files to be read."""
        return self._process is None and not self.done

    @property
    def done(self) -> bool:
        """Whether nothing more will come of it."""
        return not self._thread.is_alive()

    def stop(self) -> None:
        """End it at once; what an atlas had before stays readable."""
        self.stopped = True
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()

    def wait(self, seconds: float) -> bool:
        """Wait for its end, at most so long; whether it has come."""
        self._thread.join(seconds)
        return self.done

    def _run(self) -> None:
        with _AT_ONCE:
            if self.stopped:
                return
            self.progress.begun = monotonic()
            with subprocess.Popen(
                [sys.executable, "-m", "dashboard.own_child"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # what went wrong with a text might repeat it
                cwd=self.request.folder,
                text=True,
            ) as self._process:
                if self.stopped:
                    self._process.kill()
                self._listen(self._process)
            if not (self.stopped or self.counts or self.error):
                self.error = _LOST

    def _listen(self, process: subprocess.Popen[str]) -> None:
        assert process.stdin and process.stdout
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(self.request.written())
            process.stdin.flush()
        for line in process.stdout:
            with contextlib.suppress(json.JSONDecodeError):
                self._take(json.loads(line))

    def _take(self, told: dict[str, Any]) -> None:
        self.progress.expected = told.get("expected", self.progress.expected)
        self.progress.articles = told.get("articles", self.progress.articles)
        self.progress.bytes = told.get("bytes", self.progress.bytes)
        self.counts = told.get("counts", self.counts)
        self.error = told.get("error", self.error)
