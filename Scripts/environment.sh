# Settings and small functions that every script here uses; source it, don't run it.
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/slipway      # the Python environment, kept between runs
VENV=$CACHE/python
ENGINE=/run/slipway-engine                       # pid file and log of a dockerd that we started ourselves
export DEBIAN_FRONTEND=noninteractive PIP_DISABLE_PIP_VERSION_CHECK=1 SWIFT_BACKTRACE=enable=no
mkdir -p "$CACHE"

say() { printf '%s\n' "$*" >&2; }
fail() { say "error: $*"; exit 1; }

# step TITLE COMMAND...: one line before and after; the output is shown only when the command fails.
step() {
  local title=$1 log status started=$SECONDS
  shift
  log=$(mktemp)
  printf '  %-58s ' "$title" >&2
  set +e
  ( set -e; "$@" ) >"$log" 2>&1
  status=$?
  set -e
  if [ $status = 0 ]; then printf 'ok %4ss\n' $((SECONDS - started)) >&2
  else printf 'FAILED\n' >&2; tail -n 60 "$log" >&2; rm -f "$log"; exit $status; fi
  rm -f "$log"
}

# wait_for SECONDS COMMAND...: polls until the command succeeds.
wait_for() {
  local end=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do [ $SECONDS -lt $end ] || return 1; sleep 0.1; done
}

# running PIDFILE: the process of a pid file is alive (a zombie is not).
running() {
  local pid
  pid=$(cat "$1" 2>/dev/null) && [ -n "$pid" ] && [ -r "/proc/$pid/stat" ] && ! grep -q ') Z ' "/proc/$pid/stat"
}

# background NAME FOLDER COMMAND...: a session of its own, FOLDER/NAME.pid and FOLDER/NAME.log.
background() {
  local name=$1 folder=$2
  shift 2
  running "$folder/$name.pid" && return 0
  mkdir -p "$folder"
  # Whoever started this script may wait until everybody has closed what it handed down: a daemon keeps none of it.
  (
    for descriptor in /proc/self/fd/*; do
      descriptor=${descriptor##*/}
      [ "$descriptor" -le 2 ] || eval "exec $descriptor>&-"
    done
    exec setsid "$@"
  ) >"$folder/$name.log" 2>&1 </dev/null &
  echo $! >"$folder/$name.pid"
}

# stop PIDFILE: ends that process and its group, after 10 s by force.
stop() {
  local pid
  if running "$1"; then
    pid=$(cat "$1")
    kill -- "-$pid" 2>/dev/null || kill "$pid" 2>/dev/null || true
    for _ in $(seq 100); do running "$1" || break; sleep 0.1; done
    if running "$1"; then kill -9 -- "-$pid" 2>/dev/null || true; fi
  fi
  rm -f "$1"
}

# free_port FIRST...: the first of the given ports that nobody listens on, else any free one.
free_port() {
  python3 - "$@" <<'P'
import socket, sys
for port in [int(x) for x in sys.argv[1:]] + [0]:
    try:
        with socket.socket() as s:
            s.bind(("0.0.0.0", port))
            print(s.getsockname()[1])
            break
    except OSError:
        pass
P
}

# swift_build ARGUMENTS...: SwiftPM's own counter every ten seconds, and everything that is no counter at the end if it fails.
# A target imports only what the manifest says that it depends on.
swift_build() {
  local log status line last=$SECONDS
  log=$(mktemp)
  set +e
  swift build --explicit-target-dependency-import-check error "$@" 2>&1 | while IFS= read -r line; do
    case $line in
    "["*/*"]"*) if [ $((SECONDS - last)) -ge 10 ]; then last=$SECONDS; say "    ${line%%]*}]"; fi ;;
    *"Build complete"* | *"Compiling"*"complete"*) say "    $line" ;;
    *) printf '%s\n' "$line" >>"$log" ;;
    esac
  done
  status=${PIPESTATUS[0]}
  set -e
  [ "$status" = 0 ] || tail -n 100 "$log" >&2
  rm -f "$log"
  return "$status"
}

# release_build ARGUMENTS...: Swift's own libraries are in the binary, without what nothing in it calls.
release_build() { swift_build -c release --static-swift-stdlib "$@"; }
