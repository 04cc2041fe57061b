#!/bin/bash
# Measures the promised numbers with the release build, each beside its baseline in the same run.
#   Benchmarks/bench.sh [idle] [deploy] [projects] [log] [start] [backup] [jobs] [watchers] [services] [agent]    all of them by default
. "$(dirname "$0")/../Scripts/environment.sh"
cd "$ROOT"
Scripts/install.sh test
step "assets" make -s assets
step "Docker Engine and Swarm" Scripts/engine.sh up bench
trap 'Scripts/engine.sh down bench' EXIT
step "base images" Scripts/images.sh
say "  building slipway (a first release build takes several minutes)"
swift_build -c release --product slipway
"$VENV/bin/python" Benchmarks/bench.py "$@"
