#!/bin/bash
# A real registry of images on loopback, which dockerd speaks to without TLS, that lets one user in.
#   registry.sh up FOLDER PORT USER PASSWORD
#   registry.sh down FOLDER
. "$(dirname "$0")/environment.sh"
folder=${2:-}
[ -n "$folder" ] || fail "usage: $0 up|down FOLDER ..."

up() {
  mkdir -p "$folder/data"
  printf '%s:%s\n' "$3" "$(PASSWORD=$4 python3 -W ignore -c \
    'import crypt, os; print(crypt.crypt(os.environ["PASSWORD"], crypt.mksalt(crypt.METHOD_BLOWFISH, rounds=16)))')" \
    >"$folder/passwords"
  cat >"$folder/registry.yml" <<X
version: 0.1
log: {level: warn}
storage: {filesystem: {rootdirectory: $folder/data}}
http: {addr: "127.0.0.1:$2"}
auth: {htpasswd: {realm: test, path: $folder/passwords}}
X
  background registry "$folder" docker-registry serve "$folder/registry.yml"
  wait_for 10 curl -s -o /dev/null "http://127.0.0.1:$2/v2/" || fail "the registry does not start: $(tail -n 5 "$folder/registry.log")"
}

case $1 in
up) shift; up "$@" ;;
down) stop "$folder/registry.pid" ;;
*) fail "usage: $0 up|down FOLDER ..." ;;
esac
