#!/bin/bash
# Starts as the official postgres image does: the same variables, users and rights at the first start.
set -e
data=${PGDATA:=/var/lib/postgresql/data}
[ "${1:0:1}" = - ] && set -- postgres "$@"
if [ "$1" = postgres ] && [ "$(id -u)" = 0 ]; then
  mkdir -p "$data" /var/run/postgresql
  chown -R postgres:postgres "$data" /var/run/postgresql
  chmod 700 "$data"
  exec setpriv --reuid=postgres --regid=postgres --clear-groups "$0" "$@"
fi
if [ "$1" = postgres ] && [ ! -s "$data/PG_VERSION" ]; then
  if [ -z "$POSTGRES_PASSWORD" ]; then
    echo 'Error: Database is uninitialized and superuser password is not specified.' >&2
    exit 1
  fi
  user=${POSTGRES_USER:-postgres}
  name=${POSTGRES_DB:-$user}
  # Without a password on the socket and the loopback, with one everywhere else.
  initdb -D "$data" -U "$user" --pwfile=<(printf '%s\n' "$POSTGRES_PASSWORD") -E UTF8 --no-sync
  echo 'host all all all scram-sha-256' >>"$data/pg_hba.conf"
  pg_ctl -D "$data" -o "-c listen_addresses=''" -w start
  [ "$name" = postgres ] || createdb -U "$user" "$name"
  pg_ctl -D "$data" -m fast -w stop
  echo 'PostgreSQL init process complete; ready for start up.'
fi
[ "$1" = postgres ] && set -- "$@" -D "$data" -c listen_addresses='*'
exec "$@"
