#!/bin/bash
# All tests, from nothing: installs, builds once, starts a Docker Engine when none answers. Arguments go to `swift test`.
. "$(dirname "$0")/environment.sh"
cd "$ROOT"
"$ROOT/Scripts/install.sh" test
step "assets" make -s assets
step "Docker Engine and Swarm" "$ROOT/Scripts/engine.sh" up test
trap '"$ROOT/Scripts/engine.sh" down test; "$ROOT/Scripts/postgres.sh" down' EXIT
step "PostgreSQL" "$ROOT/Scripts/postgres.sh" up
step "base images" "$ROOT/Scripts/images.sh"
# Beside the build; a test that needs it earlier waits for it.
"$ROOT/Scripts/debian.sh" >/dev/null 2>&1 &
"$ROOT/Scripts/languages.sh" >/dev/null 2>&1 &
say "  building (a first build takes about ten minutes)"
swift_build --build-tests
# tests HOW-MANY-AT-ONCE ARGUMENTS...: left alone, Swift Testing would begin all tests at once, and those that watch a clock
# would wait behind those that render pages.
tests() {
  swift test --skip-build --experimental-maximum-parallelization-width "$1" "${@:2}" 2>&1 | sed -u '/^◇ /d; /^↳ /d'
}
if [ $# -gt 0 ]; then
  tests 2 "$@"
else
  # The end-to-end tests come after the others, two installations at a time (E2E_WIDTH says
  # another number): they mostly wait for Swarm, but need the processor.
  tests 6 --skip EndToEndTests
  # The same store and procedures once more, with the rows on a PostgreSQL server,
  # without what knows its database.
  TEST_STORE=postgres tests 4 --filter 'SlipwayStoreTests|SlipwayProceduresTests' \
    --skip 'SQLiteDatabaseTests|WriteGroupTests|PostgresDatabaseTests|PostgresEventBusTests|SQLTests|RowTests'
  tests "${E2E_WIDTH:-2}" --filter EndToEndTests
fi
