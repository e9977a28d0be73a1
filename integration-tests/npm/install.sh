#!/bin/sh
# Installs the npm packages of the scripts beside it, and copies the scripts, into the given directory. Does nothing if they are
# already installed. Without npm or a registry it prints the reason and fails; the test is then skipped.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
target=$1

if ! command -v npm >/dev/null; then
  printf 'install.sh: npm is not installed\n' >&2
  exit 1
fi
mkdir -p "$target"
cp "$here/validate.js" "$here/inputs.mjs" "$target/"
if cmp -s "$here/package-lock.json" "$target/installed"; then
  exit 0
fi
rm -f "$target/installed"
cp "$here/package.json" "$here/package-lock.json" "$target/"
cd "$target"
if ! npm ci --ignore-scripts --no-audit --no-fund --prefer-offline --loglevel=error >&2; then
  printf 'install.sh: cannot install the packages of package-lock.json from the npm registry\n' >&2
  exit 1
fi
# Last, because the script may be killed at any moment.
cp "$here/package-lock.json" installed
