#!/bin/bash
# Formatting and house rules. Warnings are errors by the package's own settings.
. "$(dirname "$0")/environment.sh"
cd "$ROOT"
step "formatting" swift format lint -s -r -p Package.swift Sources Tests
python3 Scripts/house_rules.py
