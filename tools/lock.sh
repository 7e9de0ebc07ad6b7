#!/bin/sh
# Writes requirements/*.txt from pyproject.toml: every version pinned, every file by its hash, for every platform.
# Pins that still fit are kept; `tools/lock.sh --upgrade` takes the newest.
set -eu
cd "$(dirname "$0")/.."
uv=${UV:-.venv/bin/uv}

compile() {
    "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
        --no-emit-find-links --custom-compile-command "make lock" "$@" >/dev/null
}

compile "$@" pyproject.toml --extra web --extra postgres --extra analysis --extra sql --group test -o requirements/dev.txt
compile pyproject.toml --extra web --constraint requirements/dev.txt -o requirements/web.txt
# What installs and builds: uv to fetch quickly, setuptools to put the checkout itself in place.
printf 'uv\n' | compile "$@" - -o requirements/uv.txt
printf 'setuptools>=80\n' | compile "$@" - -o requirements/build.txt
