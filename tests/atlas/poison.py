"""Ways to read a shard that end badly, in workers that import them."""

import os
import signal
import sys
import threading
import time
from pathlib import Path

from geo.atlas import build
from geo.atlas.reading.shard import Done, read_shard


def dying(shard, **how):
    """Die of every article that says POISON."""
    if any("POISON" in task.article.text for task in shard):
        os.kill(os.getpid(), signal.SIGKILL)
    return read_shard(shard, **how)


def dying_once(shard, **how):
    """Die of the article that names a file, unless the file shows that somebody has."""
    for task in shard:
        path = Path(task.article.url.removeprefix("file://"))
        if task.article.url and not path.exists():
            path.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    return read_shard(shard, **how)


def failing(shard, **how):
    """Fail, without dying, at every article that says POISON."""
    if any("POISON" in task.article.text for task in shard):
        raise MemoryError("all is full")
    return read_shard(shard, **how)


def stillborn(shard, **how):
    """Die before anything is read."""
    os._exit(3)


def hanging(shard, **how):
    """Hang at every article that says POISON."""
    if any("POISON" in task.article.text for task in shard):
        threading.Event().wait()
    return read_shard(shard, **how)


def dozing(shard):
    """Find nothing, and take a third of a second for it where there is a text."""
    text = sum(len(task.article.text) for task in shard)
    time.sleep(0.3 if text else 0.02)
    return Done(articles=len(shard), text=text)


def felling(shard, **how):
    """Die of every article that says POISON, and take the process along that waits for it."""
    if any("POISON" in task.article.text for task in shard):
        os.kill(os.getppid(), signal.SIGKILL)
        threading.Event().wait()
    return read_shard(shard, **how)


if __name__ == "__main__":
    build.read_shard = dying
    build.Build(Path(sys.argv[1])).run([sys.argv[2]])
