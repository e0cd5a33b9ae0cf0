"""Ways to read a shard that end badly, in workers that import them."""

import os
import signal
from pathlib import Path

from geo.atlas.shard import read_shard


def dying(shard):
    """Die of every article that says POISON."""
    if any("POISON" in task.article.text for task in shard):
        os.kill(os.getpid(), signal.SIGKILL)
    return read_shard(shard)


def dying_once(shard):
    """Die of the article that names a file, unless the file shows that somebody has."""
    for task in shard:
        path = Path(task.article.url.removeprefix("file://"))
        if task.article.url and not path.exists():
            path.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    return read_shard(shard)


def failing(shard):
    """Fail, without dying, at every article that says POISON."""
    if any("POISON" in task.article.text for task in shard):
        raise MemoryError("all is full")
    return read_shard(shard)


def stillborn(shard):
    """Die before anything is read."""
    os._exit(3)
