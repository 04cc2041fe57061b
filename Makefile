# What one can do here; `make help` lists it.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help build assets check test bench demo demo-down fmt

help: ## This list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 18

build: ## The release binary, .build/release/slipway
	@Scripts/build.sh

assets: ## Fonts, icons and other files of the dashboard that are not in the repository
	@if [ -x Scripts/assets.sh ]; then Scripts/assets.sh; fi

check: ## Formatting and house rules
	@Scripts/check.sh

test: ## Everything: unit, contract and end-to-end tests with a real Docker Engine
	@Scripts/test.sh

bench: ## The promised numbers, each beside its baseline
	@Benchmarks/bench.sh

demo: ## A running Slipway with one deployed application, on this machine
	@Scripts/demo.sh up

demo-down: ## Takes down what the demo started
	@Scripts/demo.sh down

fmt: ## Formats all Swift files in place
	@swift format -i -r -p Package.swift Sources Tests
