"""Who says so, where nobody has signed in: the user of this machine."""

import getpass


def this_user() -> str:
    """The user's name; empty where the machine has none for the user who runs this, as in many a container.

    Python below 3.13 raises KeyError for that, or ImportError where there is no table of users; later ones OSError.
    """
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
