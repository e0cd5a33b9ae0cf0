"""The command as a user runs it: another process, its bytes in and out."""

import subprocess
import sys
from pathlib import Path

COMMAND = Path(sys.executable).with_name("dateline")


def dateline(*arguments, given=b"", check=0, **more):
    """Run `dateline`; `check` is the exit code that is expected (None: any)."""
    done = subprocess.run([COMMAND, *map(str, arguments)], input=given, capture_output=True, **more)
    if check is not None:
        assert done.returncode == check, done.stderr.decode()
    assert b"Traceback" not in done.stderr
    return done
