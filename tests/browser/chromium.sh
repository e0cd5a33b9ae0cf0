#!/bin/sh
# The browser tests drive Debian's Chromium; install it where that can be done, say how where it cannot.
for found in chromium-headless-shell chromium chromium-browser google-chrome; do
  if command -v "$found" >/dev/null 2>&1; then exit 0; fi
done
SUDO=""
if [ "$(id -u)" -ne 0 ]; then
  if sudo -n true 2>/dev/null; then SUDO="sudo -n"; else
    echo "The browser tests need Chromium: run 'sudo apt-get install chromium-headless-shell', then 'make test' again." >&2
    exit 1
  fi
fi
install() { $SUDO env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$1"; }
$SUDO apt-get update -qq && { install chromium-headless-shell || install chromium; }
