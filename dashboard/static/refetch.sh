#!/bin/sh
# Fetches plotly's map bundle anew from npm: sh dashboard/static/refetch.sh [VERSION]. With a new version, change the
# one below and run the browser tests: the view redraws paths through plotly's own subplot while the map moves.
set -eu
VERSION="${1:-4.1.1}"
HERE="$(cd "$(dirname "$0")" && pwd)"
WORK="$(mktemp -d)"
trap 'rm -rf "$WORK"' EXIT
cd "$WORK"
# npm checks the archive against the registry's hash.
npm pack --silent "plotly.js-geo-dist-min@$VERSION" >/dev/null
tar -xzf plotly.js-geo-dist-min-*.tgz
cp package/plotly-geo.min.js "$HERE/plotly-geo.min.js"
cp package/LICENSE "$HERE/plotly-geo.LICENSE"
echo "plotly-geo.min.js is at $VERSION"
