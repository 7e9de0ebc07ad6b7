#!/bin/sh
# The tests on each Python from 3.12 found here (the lock brings Django 6 there), each in an environment
# of its own under .venv/matrix. SQLite, without browser and wheel: those depend on the machine, not on Python.
set -eu
cd "$(dirname "$0")/.."

usable() { "$1" -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 12))' 2>/dev/null; }
candidates="python3.12 python3.13 python3.14"
for version in "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.1[2-9].*/bin/python3; do
    candidates="$candidates $version"
done

ran=0
failed=
tried=" "
for python in $candidates; do
    usable "$python" || continue
    name=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    case $tried in *" $name "*) continue ;; esac
    tried="$tried$name "
    echo "Python $name"
    venv=.venv/matrix/$name
    [ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
    "$venv/bin/uv" pip install --quiet --python "$venv/bin/python" --require-hashes \
        -r requirements/dev.txt -r requirements/build.txt
    "$venv/bin/uv" pip install --quiet --python "$venv/bin/python" --no-deps --no-build-isolation -e .
    "$venv/bin/python" tools/run_tests.py sqlite -m "not browser and not wheel" || failed="$failed $name"
    ran=$((ran + 1))
done
[ "$ran" -gt 0 ] || { echo "No Python from 3.12 found here: nothing was run." >&2; exit 1; }
[ -z "$failed" ] || { echo "Failed on Python:$failed" >&2; exit 1; }
