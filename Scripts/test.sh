#!/bin/bash
# All tests, from nothing: installs, builds once, starts a Docker Engine when none answers. Arguments go to `swift test`.
. "$(dirname "$0")/environment.sh"
cd "$ROOT"
"$ROOT/Scripts/install.sh" test
step "assets" make -s assets
step "Docker Engine and Swarm" "$ROOT/Scripts/engine.sh" up test
trap '"$ROOT/Scripts/engine.sh" down test' EXIT
step "base images" "$ROOT/Scripts/images.sh"
say "  building (a first build takes about ten minutes)"
swift_build --build-tests
# Swift Testing would begin all tests at once; those that watch a clock would then wait behind those that render pages.
tests() { swift test --skip-build --experimental-maximum-parallelization-width 6 "$@" 2>&1 | sed -u '/^◇ /d; /^↳ /d'; }
if [ $# -gt 0 ]; then
  tests "$@"
else
  # The end-to-end tests come after the others: they watch the clock of a browser and of a Swarm.
  tests --skip EndToEndTests
  tests --filter EndToEndTests
fi
