#!/bin/sh
# An environment beside .venv. Usage: scripts/extra.sh FOLDER REQUIREMENTS [PACKAGE...]
set -eu
cd "$(dirname "$0")/.."
home=$1 locked=$2
shift 2
sum=$(cat "$locked" scripts/extra.sh | cksum; echo "$*")
[ "$(cat "$home/installed" 2>/dev/null)" = "$sum" ] && exit 0
for python in ${PYTHON:-python3.12 python3.11 python3.13 python3}; do
    "$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && break
done
"$python" -m venv "$home"
"$home/bin/python" -m pip install --disable-pip-version-check --quiet --only-binary :all: -r "$locked"
# PySpark comes as a source that needs no compiler.
[ $# -eq 0 ] || "$home/bin/python" -m pip install --disable-pip-version-check --quiet "$@"
printf '%s' "$sum" >"$home/installed"
