"""What a worker of a cluster is asked to do: read one shard, in a process beside it.

Beside it, because then an article that ends or hangs its reader is found there and costs the cluster no worker; and
because each thread of a worker has such a process, so that a worker with four threads reads on four cores.
"""

import pickle
from threading import local

from geo.atlas.kept.tables import SCHEMA
from geo.atlas.reading.geocoder import geocoder
from geo.atlas.reading.packing import unpack
from geo.atlas.reading.shard import Done
from geo.atlas.reading.workers import Workers

_here = local()


def edition_of_code() -> str:
    """What must be the same on every machine for their rows to go into one atlas."""
    return f"{geocoder()}, schema {SCHEMA}"


def read_remotely(unit: bytes, shard: bytes, wanted: str, limit: float) -> list[Done] | str:
    """What a pickled unit makes of a packed shard; the edition of the code here where another one is wanted.

    Packed, so that what another edition of the code cannot unpack is not unpacked before the two are compared.
    """
    if (ours := edition_of_code()) != wanted:
        return ours
    kept = getattr(_here, "reader", None)
    if kept is None or kept[0] != (unit, limit):
        if kept is not None:
            kept[1].close()
        kept = _here.reader = (unit, limit), Workers(1, pickle.loads(unit), limit)
    try:
        return list(kept[1].work([unpack(shard)]))
    except BaseException:
        kept[1].close()
        del _here.reader
        raise
