#!/bin/sh
# What `make test` checks, in the order in which it fails fastest. Stops at the first that fails.
set -eu
cd "$(dirname "$0")/.."
bin=.venv/bin

step() {
    printf '\n== %s\n' "$*"
    "$@"
}

step $bin/ruff check .
step $bin/ruff format --check .
step $bin/lint-imports
step $bin/mypy
step $bin/python -m pytest
