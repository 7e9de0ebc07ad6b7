#!/bin/sh
# Maintainers only: compile the stylesheet and copy the vendored scripts. Their output is committed,
# so running, testing and installing Fanlight needs neither node nor a network.
set -eu
cd "$(dirname "$0")"
static=../src/fanlight/web/design/static/design
vendor=../tests/web/vendor

npm ci --ignore-scripts --no-audit --no-fund
npx sass --quiet-deps --no-source-map --style=compressed --load-path=node_modules fanlight.scss "$static/fanlight.css"
if grep -Eqi 'crest|crown|transport|url\(' "$static/fanlight.css"; then
    echo "The stylesheet refers to GOV.UK branding or to a file: remove it." >&2
    exit 1
fi
# Its end names a source map that is not shipped.
sed 's|//# sourceMappingURL=.*||' node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js >"$static/govuk-frontend.min.js"
mkdir -p "$vendor"
cp node_modules/axe-core/axe.min.js "$vendor/axe.min.js"
cp node_modules/axe-core/LICENSE "$vendor/axe.LICENSE"
