#!/usr/bin/env bash
# Runs the storage, transcript, queue (the model-based ones too) and two-node tests against Debian's PostgreSQL instead of the private one.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ "${1:-}" = --help ]; then
  echo "usage: scripts/test-on-postgres.sh [test paths…]   the tests of the database against an installed PostgreSQL"
  exit 0
fi

[ -f dist/src/main.js ] || npm run -s build
[ $# -gt 0 ] || set -- test/unit/storage/db test/unit/storage/migrate test/unit/transcript test/unit/handoff test/property \
  test/unit/console/event-reader test/unit/cli/queue test/unit/knowledge/release-store test/end-to-end/two-nodes
# shellcheck disable=SC2016 -- the variable is the inner shell's
scripts/with-postgres.sh bash -c 'TEST_DATABASE_URL=$DATABASE_URL; export TEST_DATABASE_URL; unset DATABASE_URL; exec node node_modules/jest/bin/jest.js "$@"' jest "$@"
