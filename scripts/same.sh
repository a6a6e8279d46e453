#!/bin/sh
# The records of examples/ and corpus/ by each Python that is installed, in another order and another number of
# processes each time. Fails where one byte differs. PYTHONS names other interpreters than python3.11 python3.12 python3.13.
set -eu
cd "$(dirname "$0")/.."
seed=0 tried=0
mkdir -p .same
for python in ${PYTHONS:-python3.11 python3.12 python3.13}; do
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || { echo "no $python here"; continue; }
    home=.same/$version
    if [ "$(cat "$home/installed" 2>/dev/null)" != "$(cksum <requirements.lock)" ]; then
        echo "installing for Python $version (some minutes the first time)"
        "$python" -m venv --clear "$home"
        "$home/bin/python" -m pip install --disable-pip-version-check --quiet --require-hashes --only-binary :all: -r requirements.lock
        cksum <requirements.lock >"$home/installed"
    fi
    for jobs in 1 2; do
        seed=$((seed + 1))
        PYTHONHASHSEED=$seed PYTHONPATH=src "$home/bin/python" scripts/same.py --order $seed --jobs $jobs >.same/now
        [ -f .same/first ] && [ $tried -gt 0 ] || cp .same/now .same/first
        tried=$((tried + 1))
        cmp -s .same/first .same/now || { echo "Python $version, $jobs processes: other records"; diff .same/first .same/now; exit 1; }
    done
done
echo "the same records $tried times:"
cat .same/first
