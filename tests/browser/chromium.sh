#!/bin/sh
# The browser tests drive Debian's Chromium; install it where that can be done, say how where it cannot.
if command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1; then exit 0; fi
SUDO=""
if [ "$(id -u)" -ne 0 ]; then
  if sudo -n true 2>/dev/null; then SUDO="sudo -n"; else
    echo "The browser tests need Chromium: run 'sudo apt-get install chromium', then 'make test' again." >&2
    exit 1
  fi
fi
$SUDO apt-get update -qq && $SUDO env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium
