#!/bin/bash
# A Docker Engine with a Swarm: uses the one that answers, else starts one by hand.
#   engine.sh up USER      USER names who needs it (demo, test)
#   engine.sh down USER    ends what 'up' started as soon as nobody needs it any more; an engine that ran before stays
. "$(dirname "$0")/environment.sh"
user=${2:-hand}

answers() { docker version >/dev/null 2>&1; }

start_engine() {
  answers && return
  mkdir -p "$ENGINE"
  if [ -d /run/systemd/system ] && systemctl start docker; then touch "$ENGINE/by-systemd"
  else background dockerd "$ENGINE" env -u DOCKER_HOST dockerd --pidfile "$ENGINE/engine.pid"; fi
  wait_for 60 answers || { tail -n 20 "$ENGINE/dockerd.log" 2>/dev/null; fail "the Docker Engine does not start"; }
}

start_swarm() {
  [ "$(docker info --format '{{.Swarm.LocalNodeState}}')" = inactive ] || return 0
  docker swarm init --advertise-addr 127.0.0.1 >/dev/null
  touch "$ENGINE/our-swarm"
}

stop_engine() {
  rm -f "$ENGINE/users/$user"
  [ -z "$(ls "$ENGINE/users" 2>/dev/null)" ] || return 0
  if [ -e "$ENGINE/our-swarm" ] && answers; then docker swarm leave --force >/dev/null 2>&1 || true; fi
  rm -f "$ENGINE/our-swarm"
  [ ! -e "$ENGINE/by-systemd" ] || { systemctl stop docker.socket docker || true; rm -f "$ENGINE/by-systemd"; }
  stop "$ENGINE/dockerd.pid"
}

mkdir -p "$ENGINE/users"
case ${1:-} in
up) start_engine; start_swarm; touch "$ENGINE/users/$user" ;;
down) stop_engine ;;
*) fail "usage: $0 up|down USER" ;;
esac
