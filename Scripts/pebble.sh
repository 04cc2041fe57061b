#!/bin/bash
# A real ACME server (pebble) with a resolver that answers every name with 127.0.0.1.
#   pebble.sh up FOLDER ADDRESS HTTP_PORT HTTPS_PORT [SECONDS]   ADDRESS: where containers reach this machine; validates at
#     those ports; SECONDS: how long its certificates last
#     writes FOLDER/directory (the ACME directory's URL), FOLDER/ca.pem (signs pebble's own certificate) and
#     FOLDER/root.pem (signs the certificates that it issues)
#   pebble.sh down FOLDER
. "$(dirname "$0")/environment.sh"
folder=${2:-}
[ -n "$folder" ] || fail "usage: $0 up|down FOLDER ..."

certificate() {
  cd "$folder"
  openssl ecparam -name prime256v1 -genkey -noout -out ca.key
  openssl req -x509 -new -key ca.key -days 365 -subj '/CN=Test ACME server' -out ca.pem
  openssl ecparam -name prime256v1 -genkey -noout -out server.key
  openssl req -new -key server.key -subj '/CN=localhost' -out server.csr
  openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 365 -out server.pem \
    -extfile <(echo "subjectAltName=DNS:localhost,IP:127.0.0.1,IP:$1") 2>/dev/null
}

up() {
  local address=$2 acme management dns control
  mkdir -p "$folder"
  acme=$(free_port); management=$(free_port); dns=$(free_port); control=$(free_port)
  certificate "$address"
  jq -n --arg a "0.0.0.0:$acme" --arg m "127.0.0.1:$management" --arg f "$folder" --argjson h "$3" --argjson s "$4" --argjson v "${5:-7776000}" '{pebble: {
    listenAddress: $a, managementListenAddress: $m, certificate: ($f + "/server.pem"), privateKey: ($f + "/server.key"),
    httpPort: $h, tlsPort: $s, certificateValidityPeriod: $v, ocspResponderURL: "", externalAccountBindingRequired: false}}' >"$folder/pebble.json"
  background resolver "$folder" pebble-challtestsrv -http01 "" -https01 "" -tlsalpn01 "" \
    -dns01 "127.0.0.1:$dns" -management "127.0.0.1:$control" -defaultIPv4 127.0.0.1 -defaultIPv6 ""
  background pebble "$folder" env PEBBLE_VA_NOSLEEP=1 PEBBLE_WFE_NONCEREJECT=0 PEBBLE_AUTHZREUSE=100 \
    pebble -config "$folder/pebble.json" -dnsserver "127.0.0.1:$dns"
  wait_for 10 curl -sf --cacert "$folder/ca.pem" "https://127.0.0.1:$acme/dir" || fail "pebble does not start: $(tail -n 5 "$folder/pebble.log")"
  curl -sf --cacert "$folder/ca.pem" "https://127.0.0.1:$management/roots/0" >"$folder/root.pem"
  echo "https://$address:$acme/dir" >"$folder/directory"
}

case $1 in
up) shift; up "$@" ;;
down) stop "$folder/pebble.pid"; stop "$folder/resolver.pid" ;;
*) fail "usage: $0 up|down FOLDER ..." ;;
esac
