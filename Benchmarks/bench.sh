#!/bin/bash
# Measures the promised numbers with the release build, each beside its baseline in the same run.
#   Benchmarks/bench.sh [idle] [deploy] [projects] [log] [start] [backup] [jobs] [ssh] [watchers] [services] [agent]    all of them by default
. "$(dirname "$0")/../Scripts/environment.sh"
cd "$ROOT"
Scripts/install.sh bench
step "assets" make -s assets
step "Docker Engine and Swarm" Scripts/engine.sh up bench
trap 'Scripts/engine.sh down bench' EXIT
step "base images" Scripts/images.sh
say "  building slipway (a first release build takes several minutes)"
# The same for both, so that nothing is built twice.
export SLIPWAY_BENCHMARKS=1
release_build --product slipway
release_build --product measure
"$VENV/bin/python" Benchmarks/bench.py "$@"
