#!/bin/bash
# A PostgreSQL server on a socket of its own, for tests: nothing in it needs to survive.
#   postgres.sh up [FOLDER]     FOLDER/.s.PGSQL.5432 lets everybody in; called again it starts the one that is there
#   postgres.sh kill FOLDER     as if the machine had failed; its data stays
#   postgres.sh freeze|thaw FOLDER   as if it did not answer; as if it did again
#   postgres.sh down [FOLDER]
. "$(dirname "$0")/environment.sh"
folder=${2:-/run/slipway-postgres}
programs=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)

up() {
  running "$folder/postgres.pid" && return
  mkdir -p "$folder"
  chown postgres "$folder"
  [ -s "$folder/data/PG_VERSION" ] || as_postgres "$programs/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 \
    --locale=C.UTF-8 --no-sync >/dev/null
  # What a killed one left names a process that may be another by now.
  rm -f "$folder/data/postmaster.pid" "$folder"/.s.PGSQL.5432*
  background postgres "$folder" setpriv --reuid=postgres --regid=postgres --clear-groups "$programs/postgres" \
    -D "$folder/data" -k "$folder" -c listen_addresses= -c fsync=off -c full_page_writes=off -c max_connections=400
  wait_for 30 "$programs/pg_isready" -q -h "$folder" || { tail -n 20 "$folder/postgres.log"; fail "PostgreSQL does not start"; }
}

# Its children are sessions of their own.
crash() {
  # shellcheck disable=SC2046
  kill -9 "$1" $(pgrep -P "$1")
  gone() { ! running "$folder/postgres.pid"; }
  wait_for 10 gone
}

# tell SIGNAL: the server and its sessions.
tell() {
  local pid
  pid=$(cat "$folder/postgres.pid")
  # shellcheck disable=SC2046
  kill "$1" "$pid" $(pgrep -P "$pid")
}

as_postgres() { setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; }

case ${1:-} in
up) up ;;
kill) crash "$(cat "$folder/postgres.pid")" ;;
freeze) tell -STOP ;;
thaw) tell -CONT ;;
down) stop "$folder/postgres.pid"; rm -rf "$folder/data" ;;
*) fail "usage: $0 up|kill|freeze|thaw|down [FOLDER]" ;;
esac
