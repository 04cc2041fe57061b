#!/bin/bash
# A Redis server of a test's own: nothing in it needs to survive.
#   redis.sh up FOLDER PORT [PASSWORD] [tls]   on 127.0.0.1; tls makes FOLDER/ca.pem, which its certificate is signed by
#   redis.sh kill FOLDER                       as if the machine had failed: the next start finds nothing
#   redis.sh down FOLDER
. "$(dirname "$0")/environment.sh"
folder=${2:?a folder}

certificate() {
  [ -s "$folder/server.pem" ] && return
  openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=Slipway test" -addext "subjectAltName=DNS:localhost,IP:127.0.0.1" \
    -keyout "$folder/server.key" -out "$folder/server.pem" 2>/dev/null
  cp "$folder/server.pem" "$folder/ca.pem"
}

up() {
  local port=$1 password=${2:-} tls=${3:-} places=() ask=()
  running "$folder/redis.pid" && return
  mkdir -p "$folder"
  places=(--port "$port")
  if [ -n "$tls" ]; then
    certificate
    places=(--port 0 --tls-port "$port" --tls-cert-file "$folder/server.pem" --tls-key-file "$folder/server.key"
      --tls-ca-cert-file "$folder/ca.pem" --tls-auth-clients no)
    ask=(--tls --cacert "$folder/ca.pem" -h localhost)
  fi
  # A test's password may be seen in the list of processes.
  [ -z "$password" ] || places+=(--requirepass "$password")
  background redis "$folder" redis-server "${places[@]}" --bind 127.0.0.1 --dir "$folder" --save "" --appendonly no --daemonize no
  answers() { redis-cli "${ask[@]}" -p "$port" ${password:+-a "$password" --no-auth-warning} ping | grep -q PONG; }
  wait_for 30 answers || { tail -n 20 "$folder/redis.log"; fail "Redis does not start"; }
}

crash() {
  kill -9 "$1"
  gone() { ! running "$folder/redis.pid"; }
  wait_for 10 gone
}

case ${1:-} in
up) up "${@:3}" ;;
kill) crash "$(cat "$folder/redis.pid")" ;;
down) stop "$folder/redis.pid" ;;
*) fail "usage: $0 up|kill|down FOLDER [PORT [PASSWORD [tls]]]" ;;
esac
