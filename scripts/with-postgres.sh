#!/usr/bin/env bash
# Runs a command with DATABASE_URL of an installed PostgreSQL (Debian's): a temporary cluster with a password, on a port of 127.0.0.1,
# with the settings of a fresh installation, removed afterwards. PG_BIN_DIR chooses other programs.
set -euo pipefail

if [ "${1:-}" = --help ] || [ $# -eq 0 ]; then
  echo "usage: scripts/with-postgres.sh COMMAND…   the command with the DATABASE_URL of a temporary PostgreSQL server"
  exit 0
fi

bin=${PG_BIN_DIR:-$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -1)}
if [ ! -x "$bin/initdb" ]; then
  echo "PostgreSQL's server is not installed: apt-get install postgresql, or set PG_BIN_DIR to the folder of initdb" >&2
  exit 1
fi

# PostgreSQL refuses to run as root.
as_server() { "$@"; }
owner=$(id -un)
if [ "$(id -u)" -eq 0 ]; then
  owner=$(id -un postgres 2>/dev/null || echo nobody)
  as_server() { setpriv --reuid="$owner" --regid="$(id -g "$owner")" --clear-groups "$@"; }
fi

home=$(mktemp -d)
stop() {
  (cd / && as_server "$bin/pg_ctl" -D "$home/data" -m immediate -w stop) >/dev/null 2>&1 || true
  rm -rf "$home"
}
trap stop EXIT
trap 'exit 130' INT TERM

port=$(node -e "const s=require('net').createServer().listen(0,'127.0.0.1',()=>{console.log(s.address().port);s.close()})")
password=$(node -e "console.log(require('crypto').randomBytes(12).toString('hex'))")
printf '%s\n' "$password" >"$home/password"
chown -R "$owner" "$home"
(
  cd "$home"
  as_server "$bin/initdb" -D "$home/data" -U desk --auth=scram-sha-256 --pwfile="$home/password" --encoding=UTF8 --locale=C >/dev/null
  as_server "$bin/pg_ctl" -D "$home/data" -l "$home/log" -w start \
    -o "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=$home -c max_connections=200" >/dev/null ||
    { cat "$home/log" >&2; exit 1; }
)
"$bin/postgres" --version >&2

DATABASE_URL="postgres://desk:$password@127.0.0.1:$port/postgres" "$@"
