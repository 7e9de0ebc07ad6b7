#!/bin/sh
# A real browser and a real database server for the tests: from the system's packages where we may install them.
# Never fails: tests that then lack one are reported as not run, by name.
set -u

have_browser() { [ -x "${FANLIGHT_CHROMIUM:-/usr/bin/chromium-headless-shell}" ]; }
have_slow_browser() { [ -z "${FANLIGHT_CHROMIUM:-}" ] && [ -x /usr/bin/chromium ]; } # the same with its windows
have_postgres() {
    for initdb in "${FANLIGHT_TEST_PG:-/nowhere}/initdb" /usr/lib/postgresql/*/bin/initdb; do
        [ -x "$initdb" ] && return 0
    done
    return 1
}

wanted=
have_browser || wanted="$wanted chromium-headless-shell"
have_postgres || wanted="$wanted postgresql"
[ -n "$wanted" ] || exit 0

if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    [ "$wanted" = " chromium-headless-shell" ] && have_slow_browser && exit 0
    echo "Not here:$wanted. Tests that need it will be reported as not run."
    echo "On Debian:  sudo apt-get install$wanted   (elsewhere set FANLIGHT_CHROMIUM, FANLIGHT_TEST_PG)"
    exit 0
fi
echo "Installing$wanted for the tests, from Debian's packages (about 400 MB, once)."
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
# shellcheck disable=SC2086  # a list of words
{ apt-get update -q && apt-get install -q -y --no-install-recommends $wanted; } >"$log" 2>&1 || {
    tail -5 "$log"
    echo "apt-get could not install$wanted: tests that need it and find nothing like it are reported as not run."
}
rm -f "$log"
