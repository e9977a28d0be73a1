#!/bin/sh
# Makes a release out of this source tree: the archive that runs without Maven and without sources, its SBOM (CycloneDX), and
# SHA-256 checksums of both. The same sources and JDK give the same bytes, wherever and whenever it runs.
#
#   deploy/release.sh [DIRECTORY]           builds everything anew, and writes to DIRECTORY (target/release)
#   deploy/release.sh --twice [DIRECTORY]   the same, then once more from a copy of the tracked files elsewhere, with
#                                           another umask and time zone, and compares
#   deploy/release.sh --pack [DIRECTORY]    only packs what is built already, without an SBOM
#
# The version is the one in pom.xml. Needs what the build needs, and GNU tar.
set -eu
LC_ALL=C
export LC_ALL
# Jars have the permissions of what is packed.
umask 022

fail() {
  printf 'release.sh: %s\n' "$1" >&2
  exit 1
}

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
mode=
case ${1:-} in
  --twice | --pack) mode=$1; shift ;;
  -*) fail "unknown option $1: use --twice, --pack or none" ;;
esac
[ $# -le 1 ] || fail "too many arguments: name one directory"
out=${1:-$root/target/release}
case $out in
  /*) ;;
  *) out=$PWD/$out ;;
esac

# --- what it needs ----------------------------------------------------------------------------------------------------

need() {
  command -v "$1" >/dev/null 2>&1 || fail "there is no $1 on the PATH: $2"
}

need gzip "install it"
tar=tar
! command -v gtar >/dev/null 2>&1 || tar=gtar
"$tar" --version 2>/dev/null | grep -q 'GNU tar' || fail "GNU tar is needed to write an archive with sorted names and fixed times: install it (gtar on macOS)"
if command -v sha256sum >/dev/null 2>&1; then
  checksum=sha256sum
else
  need shasum "install it, or sha256sum"
  checksum="shasum -a 256"
fi

version=$(sed -n 's|^  <version>\(.*\)</version>$|\1|p' "$root/pom.xml")
case $version in
  '' | *SNAPSHOT) fail "pom.xml has the version \"$version\": a release needs one without SNAPSHOT" ;;
esac
# The time of everything in the archive; in jars Maven sets it by itself.
time=$(sed -n 's|^ *<project.build.outputTimestamp>\(.*\)</project.build.outputTimestamp>$|\1|p' "$root/pom.xml")
[ -n "$time" ] || fail "pom.xml has no project.build.outputTimestamp"
name=carteiro-$version

# --- build, pack ------------------------------------------------------------------------------------------------------

# build TREE: the command line with its libraries, and the SBOM of exactly these.
build() {
  need mvn "install Maven 3.8.1 or newer"
  (cd "$1" && mvn -B -ntp -q -Dstyle.color=never -Psbom -pl cli -am clean package -Dmaven.test.skip=true)
}

# pack TREE DIRECTORY
pack() {
  built=$1/cli/target
  [ -f "$built/carteiro.jar" ] && [ -d "$built/lib" ] || fail "cli/target/carteiro.jar is not built: run without --pack"
  java=$("$1/carteiro" --print-java-home)/bin/java
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  trap 'exit 1' HUP INT TERM
  home=$work/$name
  mkdir -p "$home/deploy/prometheus" "$2"
  cp "$1/carteiro" "$1/LICENSE" "$1"/*.md "$built/carteiro.jar" "$home/"
  cp -R "$built/lib" "$home/lib"
  cp -R "$1/docs" "$home/docs"
  cp -R "$1/deploy/kubernetes" "$1/deploy/grafana" "$home/deploy/"
  cp -R "$1/deploy/prometheus/prometheus.yml" "$1/deploy/prometheus/rules" "$home/deploy/prometheus/"
  # Now, since who runs a release may not be able to write there. ZIP has local times.
  TZ=UTC "$java" -cp "$home/carteiro.jar" dev.carteiro.cli.start.ClassUpgrade "$home"/lib/picocli-*.jar
  build_id=$(cd "$home" && $checksum carteiro.jar lib/*.jar | $checksum | cut -c 1-12)
  printf '%s %s\n' "$version" "$build_id" >"$home/BUILD"

  # The jars are compressed already: more than -1 takes its time and gains nothing.
  "$tar" --create --directory "$work" --format=ustar --sort=name --mtime="$time" --owner=0 --group=0 --numeric-owner \
    --mode='u+rw,go+r,go-w,a+X' "$name" | gzip -n -1 >"$2/$name.tar.gz.new"
  mv "$2/$name.tar.gz.new" "$2/$name.tar.gz"
  set -- "$2" "$name.tar.gz"
  if [ "$mode" != --pack ]; then
    [ -f "$built/$name.cdx.json" ] || fail "the build has left no SBOM at cli/target/$name.cdx.json"
    # name-version of each component that is a jar of Maven's, against the libraries that are there.
    sed -n 's|.*"purl" *: *"pkg:maven/[^/]*/\([^@]*\)@\([^?"]*\)?type=jar".*|\1-\2.jar|p' "$built/$name.cdx.json" \
      | grep -v "^carteiro-cli-$version.jar$" | sort -u >"$work/listed"
    ls "$home/lib" | sort >"$work/shipped"
    diff "$work/listed" "$work/shipped" >&2 || fail "the SBOM (<) lists other libraries than the archive has (>)"
    cp "$built/$name.cdx.json" "$1/"
    set -- "$@" "$name.cdx.json"
  fi
  directory=$1
  shift
  (cd "$directory" && $checksum "$@" >SHA256SUMS)
  rm -rf "$work"
  trap - EXIT
}

[ "$mode" = --pack ] || build "$root"
pack "$root" "$out"

if [ "$mode" = --twice ]; then
  need git "it says which files belong to the sources"
  again=$(mktemp -d)
  (cd "$root" && git ls-files -z | "$tar" --create --null --files-from=- --file=-) | (mkdir "$again/another place" && cd "$again/another place" && "$tar" -xf -)
  (umask 077 && TZ=Asia/Kathmandu && export TZ && "$again/another place/deploy/release.sh" "$again/out" >/dev/null)
  cmp "$out/SHA256SUMS" "$again/out/SHA256SUMS" \
    || fail "two builds differ: compare $out with $again/out, and the jars in cli/target with those in $again/another place"
  rm -rf "$again"
  printf 'two builds gave the same bytes\n' >&2
fi
cat "$out/SHA256SUMS"
