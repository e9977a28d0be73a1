#!/bin/sh
# Installs prometheus and promtool from the distribution's own package, for the tests that need them. Does nothing where
# they are there; where there is no apt, or no right to use it, it says so: those tests are skipped then.
set -u

if command -v prometheus >/dev/null && command -v promtool >/dev/null; then
  exit 0
fi
if ! command -v apt-get >/dev/null || [ "$(id -u)" != 0 ]; then
  printf 'install.sh: needs apt-get and root; install prometheus and promtool yourself, or go without their tests\n' >&2
  exit 1
fi
# RUNLEVEL=1 keeps the package's own service from starting: it would take port 9090.
apt-get update -qq && RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive \
  apt-get install -qq -y --no-install-recommends prometheus
