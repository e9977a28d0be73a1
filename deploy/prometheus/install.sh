#!/bin/sh
# Puts prometheus and promtool of the distribution's own package (Debian, Ubuntu) into DIRECTORY, for the tests that need
# them. Nothing is installed and nobody's rights are needed: the package is fetched, checked by apt, and unpacked. Takes a
# minute at most, also without a network, and may run several times at once. Where it cannot, it says why, and ends with 1.
#
#   deploy/prometheus/install.sh DIRECTORY
set -u

die() {
  printf 'install.sh: %s\n' "$1" >&2
  exit 1
}

[ $# = 1 ] || die 'write install.sh DIRECTORY'
case $1 in
  /*) directory=$1 ;;
  *) directory=$PWD/$1 ;;
esac
[ ! -x "$directory/prometheus" ] || exit 0
for program in apt-get dpkg-deb timeout; do
  command -v $program >/dev/null || die "there is no $program here; install prometheus and promtool yourself"
done

mkdir -p "$(dirname "$directory")" || exit 1
work=$(mktemp -d "$directory.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/bin"
cd "$work" || exit 1

# apt SECONDS WORD...: what has not answered by then does not answer.
apt() {
  seconds=$1
  shift
  timeout -k 2 "$seconds" apt-get -qq -o Acquire::Retries=0 -o Acquire::http::Timeout=5 -o Acquire::https::Timeout=5 \
    -o APT::Sandbox::User=root -o Dir::Cache="$work/cache" "$@" </dev/null >"$work/log" 2>&1
}

# With the lists that the system has, and where it has none or old ones, with new ones of our own.
apt 20 download prometheus \
  || { apt 24 -o Dir::State::Lists="$work/lists" update && apt 10 -o Dir::State::Lists="$work/lists" download prometheus; } \
  || die "apt-get has no prometheus, or no network: $(tail -n 1 "$work/log")"

{ dpkg-deb -x prometheus_*.deb x && mv x/usr/bin/prometheus x/usr/bin/promtool bin/; } \
  || die 'the package has other contents than expected'
bin/promtool --version >/dev/null 2>&1 || die 'the promtool of the package does not run here'
# All or nothing; whoever was quicker has put the same there.
mv -T bin "$directory" 2>/dev/null || [ -x "$directory/prometheus" ] || die "cannot write $directory"
