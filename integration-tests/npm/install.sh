#!/bin/sh
# Installs what the scripts beside it need from the npm registry, with copies of them in the directory that is named. Does nothing
# where it is there; where there is no npm, or no registry, it says so: the test that needs it is skipped then.
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
  printf 'install.sh: the npm registry does not give what package-lock.json names\n' >&2
  exit 1
fi
# Last, because this may be ended at any moment.
cp "$here/package-lock.json" installed
