#!/bin/bash
# All tests, from nothing: installs, builds once, starts a Docker Engine when none answers. Arguments go to `swift test`.
. "$(dirname "$0")/environment.sh"
cd "$ROOT"
"$ROOT/Scripts/install.sh" test
step "assets" make -s assets
step "Docker Engine and Swarm" "$ROOT/Scripts/engine.sh" up test
trap '"$ROOT/Scripts/engine.sh" down test' EXIT
step "base images" "$ROOT/Scripts/images.sh"
# A build of many minutes shows how far it is: SwiftPM's own counter, one line every ten seconds.
say "  building (a first build takes about ten minutes)"
build() {
  swift build --build-tests "${SWIFT_FLAGS[@]}" 2>&1 | awk '
    /error:|warning:.*Sources|^Build complete/ { print; fflush(); next }
    match($0, /^\[[0-9]+\/[0-9]+\]/) { if (systime() - last >= 10) { print "  " $0; fflush(); last = systime() } next }
    /error|note:/ { print }'
}
build || { say "the build failed"; swift build --build-tests "${SWIFT_FLAGS[@]}" 2>&1 | tail -n 60; exit 1; }
swift test --skip-build "${SWIFT_FLAGS[@]}" "$@" 2>&1 | sed -u '/^◇ /d; /^↳ /d'
