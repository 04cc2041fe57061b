#!/bin/bash
# A real sshd on loopback that lets one key in, as root. Called again it answers with another host key.
#   ssh-server.sh up FOLDER PORT   FOLDER/key and FOLDER/key.pub let in
#   ssh-server.sh down FOLDER
. "$(dirname "$0")/environment.sh"
folder=${2:-}
[ -n "$folder" ] || fail "usage: $0 up|down FOLDER ..."

up() {
  mkdir -p "$folder" /run/sshd
  stop "$folder/sshd.pid"
  [ -s "$folder/key" ] || ssh-keygen -q -t ed25519 -N '' -C test -f "$folder/key"
  rm -f "$folder/host" "$folder/host.pub"
  ssh-keygen -q -t ed25519 -N '' -f "$folder/host"
  cat >"$folder/sshd_config" <<X
Port $2
ListenAddress 127.0.0.1
HostKey $folder/host
PidFile none
AuthorizedKeysFile $folder/key.pub
PasswordAuthentication no
UsePAM no
StrictModes no
PermitRootLogin prohibit-password
# A shell that believes to be within another one reads no ~/.bashrc, whatever that says and does.
SetEnv SHLVL=2
X
  background sshd "$folder" /usr/sbin/sshd -D -e -f "$folder/sshd_config"
  answers() { ssh-keyscan -p "$1" 127.0.0.1 2>/dev/null | grep -q ed25519; }
  wait_for 10 answers "$2" || fail "sshd does not start: $(cat "$folder/sshd.log")"
}

case $1 in
up) shift; up "$@" ;;
down) stop "$folder/sshd.pid" ;;
*) fail "usage: $0 up|down FOLDER ..." ;;
esac
