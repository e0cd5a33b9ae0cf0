"""What is done about a shard that its reader was lost over: it is read again, by halves, until one article is found."""

from dataclasses import dataclass

from geo.atlas.reading.shard import Done, Shard, set_aside

# Articles take a thousandth of a second each, so that a few of them need no more than this, on whatever machine.
_LEAST = 30.0


@dataclass(frozen=True, slots=True)
class Job:
    """A shard, the seconds it may take, and whether a reader has been lost over it.

    A job that is `lost` is a suspect and has to be read alone, or what ends its reader is laid at another's door.
    """

    shard: Shard
    limit: float
    lost: bool = False

    def ended(self, cause: str) -> "Done | list[Job]":
        """What follows when it ended its reader: the whole once more, then each half; a single one is refused."""
        if not self.lost:  # readers are also lost without an article's doing
            return [Job(self.shard, self.limit, lost=True)]
        if len(self.shard) == 1:
            return set_aside(self.shard, f"reading it ends the process that reads it ({cause})")
        return self._halves(self.limit)

    def overran(self) -> "Done | list[Job]":
        """What follows when it took too long: each half, in half the time; a single one is refused."""
        if len(self.shard) == 1:
            return set_aside(
                self.shard, f"reading it took longer than {self.limit:.0f} seconds; --time-limit allows more"
            )
        return self._halves(max(self.limit / 2, min(self.limit, _LEAST)))

    def _halves(self, limit: float) -> "list[Job]":
        middle = len(self.shard) // 2
        return [Job(half, limit, lost=True) for half in (self.shard[:middle], self.shard[middle:])]
