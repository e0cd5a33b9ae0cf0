"""How the sources of a build are read: what the user chose, handed to every format as one thing."""

from dataclasses import dataclass, field

from geo.articles.columns import Columns
from geo.articles.dates import Order
from geo.articles.limits import Limits


@dataclass(frozen=True, slots=True)
class Reading:
    """The user's choices.

    `order` settles dates like 03/04/2021. `any_language` takes in what is not English too, to be misread at the user's
    own risk. `format` (a suffix: ".csv") is how to read what has no telling name: standard input, a bare address.
    """

    columns: Columns = field(default_factory=Columns)
    order: Order = ""
    limits: Limits = field(default_factory=Limits)
    any_language: bool = False
    format: str = ""
