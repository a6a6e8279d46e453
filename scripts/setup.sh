#!/bin/sh
# Makes .venv from the lock files. Usage: scripts/setup.sh demo|test
#
# Every file that is installed must have a hash in requirements.lock (for "test" also requirements-dev.lock).
# .venv/installed-* holds the checksum of what was installed, so that a second run has nothing to do.
set -eu
cd "$(dirname "$0")/.."
what=${1:-demo}
venv=.venv

say() { printf 'dateline: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

# Prints the first Python 3.11 to 3.13 found that can make a virtual environment.
find_python() {
    halves=""
    for python in ${PYTHON:-python3.12 python3.13 python3.11 python3 python}; do
        # Asking it is the only sure way: a version manager's stand-in is on the path without a Python behind it.
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
        case $version in 3.11 | 3.12 | 3.13) ;; *) seen="${seen:-}${seen:+, }$python is $version"; continue ;; esac
        if "$python" -c 'import ensurepip, venv' 2>/dev/null; then
            printf '%s\n' "$python"
            return 0
        fi
        halves="$halves $version"
    done
    if [ -n "$halves" ]; then
        set -- $halves
        say "Python $1 is here, but without the module that makes virtual environments."
        fail "On Debian or Ubuntu: apt install python$1-venv. Then run this again."
    fi
    if [ -n "${PYTHON:-}" ]; then
        fail "PYTHON=$PYTHON cannot be used${seen:+ ($seen)}: Python 3.11, 3.12 or 3.13 is needed."
    fi
    say "no Python 3.11, 3.12 or 3.13 was found${seen:+ ($seen)}."
    fail "Install one (python.org, apt, dnf, brew, pyenv), or name one: make PYTHON=/path/to/python3.12 demo"
}

# install LOCK...: pip with a line or two of progress in place of its own hundreds; its last words on failure.
install() {
    log="$venv/install.log"
    say "installing $(grep -h "^[a-z0-9].*==" "$@" | sort -u | wc -l | tr -d " ") packages from the package registry (some minutes the first time)"
    set -- $(printf -- '-r %s ' "$@")
    { "$venv/bin/python" -m pip install --disable-pip-version-check --no-input --require-hashes --only-binary :all: \
        --progress-bar off "$@" 2>&1 && echo "__done__"; } | tee "$log" | progress
    grep -q '^__done__$' "$log" || { tail -n 15 "$log" >&2; fail "could not install; all of it stands in $log"; }
}

# On a terminal one line that counts; elsewhere a line for every twentieth package.
progress() {
    n=0
    while read -r word name _; do
        case $word in
        Collecting | Processing) n=$((n + 1)) ;;
        Installing) name="unpacking" ;;
        *) continue ;;
        esac
        if [ -t 2 ]; then
            printf '\r\033[K  %d  %s' "$n" "${name##*/}" >&2
        elif [ $((n % 20)) -eq 0 ] || [ "$name" = unpacking ]; then
            printf '  %d  %s\n' "$n" "${name##*/}" >&2
        fi
    done
    [ ! -t 2 ] || printf '\r\033[K' >&2
}

# A virtual environment knows its own place by heart: after the folder has moved it is made anew.
if [ "$(cat "$venv/made-in" 2>/dev/null)" != "$PWD" ] ||
    ! "$venv/bin/python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
    python=$(find_python)
    say "making $venv with $("$python" --version)"
    rm -rf "$venv"
    "$python" -m venv "$venv" || fail "python -m venv failed; see the lines above"
    printf '%s' "$PWD" >"$venv/made-in"
fi

locks=requirements.lock
[ "$what" = test ] && locks="requirements.lock requirements-dev.lock"
sum_of() { cat "$@" pyproject.toml | cksum; }
stamp="$venv/installed-$what"
[ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(sum_of $locks)" ] && exit 0

# shellcheck disable=SC2086
install $locks
# The package itself, from this folder: nothing to download, the tool that builds it came with the lock file.
"$venv/bin/python" -m pip install --disable-pip-version-check --no-input --quiet --no-index --no-deps --no-build-isolation --editable . ||
    fail "could not install the package itself; see the lines above"
sum_of $locks >"$stamp"
sum_of requirements.lock >"$venv/installed-demo"  # what the tests need is that and more
say "ready"
