#!/bin/bash
# The release binary, .build/release/slipway.
. "$(dirname "$0")/environment.sh"
cd "$ROOT"
Scripts/install.sh build
step "assets" make -s assets
say "  building slipway (a first release build takes several minutes)"
release_build --product slipway
