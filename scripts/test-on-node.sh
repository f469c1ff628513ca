#!/usr/bin/env bash
# Runs the unit tests, and two whole desks on one database, under another version of Node (npm's package `node` brings it).
set -euo pipefail
cd "$(dirname "$0")/.."

if [ "${1:-}" = --help ] || [ $# -eq 0 ]; then
  echo "usage: scripts/test-on-node.sh VERSION [test paths…]   for example: scripts/test-on-node.sh 24"
  exit $(($# == 0))
fi
version=$1
shift
[ $# -gt 0 ] || set -- test/unit test/end-to-end/two-nodes

[ -f dist/src/main.js ] || npm run -s build
npx -y -p "node@$version" node -e 'console.log("Node", process.version)'
npx -y -p "node@$version" node node_modules/jest/bin/jest.js "$@"
