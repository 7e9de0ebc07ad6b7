#!/bin/sh
# tools/setup.sh web|dev: makes .venv with what the lock names, and puts this checkout in it.
# A stamp file says that it is done, so that make need not ask again.
set -eu
cd "$(dirname "$0")/.."
what=${1:-web}

find_python() {
    for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    echo "Fanlight needs Python 3.11 or newer; here python3 is: $(python3 --version 2>&1 || echo 'not found')." >&2
    echo "On Debian 12, Ubuntu 24.04 or newer:  sudo apt-get install python3 python3-venv" >&2
    echo "Elsewhere: https://www.python.org/downloads/  (or name one: make setup PYTHON=/path/to/python3)" >&2
    exit 1
}

make_venv() {
    python=$(find_python)
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        echo "This Python ($python) cannot make a virtual environment: its venv module is missing." >&2
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        echo "On Debian or Ubuntu:  sudo apt-get install python$version-venv" >&2
        exit 1
    fi
    echo "[1/3] A virtual environment in .venv with $("$python" --version)"
    "$python" -m venv --clear .venv
}

# The same lock with uv (quick) or, where uv cannot reach the registry but pip can (a mirror), with pip.
install() {
    .venv/bin/uv pip install --python .venv/bin/python --require-hashes "$@" && return
    echo "uv could not; trying pip, which is slower."
    .venv/bin/python -m pip install --disable-pip-version-check --require-hashes "$@"
}

echo "Setting up Fanlight ($what). About a minute on a usual line, once; later starts skip this."
if .venv/bin/python -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "[1/3] The virtual environment in .venv is there"
else
    make_venv
fi

echo "[2/3] Packages, each checked against its hash in requirements/$what.txt"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
install -r "requirements/$what.txt" -r requirements/build.txt

echo "[3/3] Fanlight itself, from this folder"
.venv/bin/uv pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation -e .

# What serves development serves the web too.
touch .venv/.ready-web
[ "$what" = web ] || touch ".venv/.ready-$what"
