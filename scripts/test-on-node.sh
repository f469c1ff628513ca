#!/usr/bin/env bash
# Runs the tests of whatever leans on Node itself (network, files, processes, cryptography, serialising), and two whole desks on one
# database, under another version of Node (npm's package `node` brings it). Matching, deciding and the knowledge are plain JavaScript:
# `scripts/test-on-node.sh 24 test/unit` runs them too.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ "${1:-}" = --help ] || [ $# -eq 0 ]; then
  echo "usage: scripts/test-on-node.sh VERSION [test paths…]   for example: scripts/test-on-node.sh 24"
  exit $(($# == 0))
fi
version=$1
shift
[ $# -gt 0 ] || set -- test/unit/channels-web test/unit/channels-bot-adapter test/unit/channels-voice/speech-recogniser \
  test/unit/channels-voice/speech-open.test test/unit/http test/unit/storage test/unit/transcript test/end-to-end/two-nodes

[ -f dist/src/main.js ] || npm run -s build
npx -y -p "node@$version" node -e 'console.log("Node", process.version)'
npx -y -p "node@$version" node node_modules/jest/bin/jest.js "$@"
