# One door to what the documents' commands do: `make` lists it. Nothing is done here that those commands do not do.
#
# Needs GNU make, and what each target says it needs. Variables: IT (which integration test), ARGS (more words for ./carteiro),
# MVN_ARGS (more words for Maven, for example -o).

SHELL = /bin/sh
MAKEFLAGS += --no-builtin-rules
.DEFAULT_GOAL := help

MVN = mvn -B $(MVN_ARGS)
VERSION = $(shell sed -n 's|^  <version>\(.*\)</version>$$|\1|p' pom.xml)
IMAGE = carteiro:$(VERSION)

# $(call need,PROGRAM,WHAT TO DO)
need = @command -v $(1) >/dev/null 2>&1 || { echo "make $@: there is no $(1) on the PATH: $(2)" >&2; exit 1; }
need_maven = $(call need,mvn,install Maven 3.8.1 or newer)

.PHONY: help
help: ## lists these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

.PHONY: build
build: ## builds what is missing or older than its sources, and says the version
	@./carteiro --version

.PHONY: test
test: ## runs everything: format check, static analysis, unit and integration tests
	$(need_maven)
	$(MVN) verify

.PHONY: test-unit
test-unit: ## runs the unit tests alone
	$(need_maven)
	$(MVN) test

.PHONY: it
it: ## runs one integration test: make it IT=LauncherIT, or IT=LauncherIT#method
	$(need_maven)
	@[ -n "$(IT)" ] || { echo "make it: name the test, for example: make it IT=LauncherIT" >&2; exit 1; }
	$(MVN) verify -Dtest=NoUnitTest -Dsurefire.failIfNoSpecifiedTests=false '-Dit.test=$(IT)' -Dfailsafe.failIfNoSpecifiedTests=false

.PHONY: alerts
alerts: ## runs the tests of the Prometheus rules and of the dashboards
	@$(MAKE) --no-print-directory it IT='AlertsIT,DashboardsIT'

.PHONY: up
up: ## starts Carteiro on this machine: make up ARGS=--local
	@./carteiro up $(ARGS)

.PHONY: demo
demo: ## shows everything at work; ends by itself with ARGS=--once
	@./carteiro demo $(ARGS)

.PHONY: bench
bench: ## measures: make bench ARGS=--quick
	@./carteiro bench $(ARGS)

.PHONY: check
check: ## runs under faults for ten minutes and judges the result: make check ARGS='--minutes 1'
	@./carteiro check $(or $(ARGS),--minutes 10)

.PHONY: format
format: ## formats the sources
	$(need_maven)
	$(MVN) spotless:apply

.PHONY: image
image: ## builds the container image, tagged with the version
	$(call need,docker,install Docker or a command that is compatible with it)
	docker build -f deploy/Dockerfile -t $(IMAGE) .

.PHONY: sbom
sbom: ## writes the SBOM to cli/target/carteiro-VERSION.cdx.json
	$(need_maven)
	$(MVN) -q -Psbom -pl cli -am package -Dmaven.test.skip=true
	@ls cli/target/carteiro-$(VERSION).cdx.json

.PHONY: release
release: ## makes the archive, the SBOM and checksums in target/release
	@deploy/release.sh

.PHONY: release-twice
release-twice: ## makes them twice in different places, and compares the bytes
	@deploy/release.sh --twice

.PHONY: clean
clean: ## removes what was built; data in .carteiro/ stays
	$(need_maven)
	$(MVN) -q clean -Pbench
