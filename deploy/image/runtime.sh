#!/bin/sh
# Makes the image's Java runtime and what else the program needs beside its jars. Run while the image is built.
# runtime.sh APP_DIRECTORY MODULES OUTPUT: the jars under the first, the second's modules, to OUTPUT/java, OUTPUT/native
set -eu
app=$1 modules=$2 out=$3
work=$(mktemp -d)

# --- the runtime: exactly the modules that are listed, and none too few -----------------------------------------------

jlink --add-modules "$(grep -E '^[a-z]' "$modules" | paste -sd,)" --strip-java-debug-attributes --no-header-files \
  --no-man-pages --compress zip-6 --output "$out/java"

# jdeps resolves whole modules where it is given jars, and half of what we use are none: so it is given classes.
mkdir "$work/classes"
cd "$work/classes"
for jar in "$app"/*.jar "$app"/lib/*.jar; do
  jar --extract --file "$jar"
done
find . -name module-info.class -delete
rm -rf META-INF
missing=$(jdeps --ignore-missing-deps --print-module-deps "$work/classes" | tr , '\n' | while read -r module; do
  "$out/java/bin/java" --describe-module "$module" >/dev/null 2>&1 || echo "$module"
done)
if [ -n "$missing" ]; then
  echo "modules that the program needs and $modules does not name: $missing" >&2
  exit 1
fi

# --- native libraries of this platform --------------------------------------------------------------------------------

case $(uname -m) in
  x86_64) zstd=linux/amd64 snappy=x86_64 ;;
  aarch64) zstd=linux/aarch64 snappy=aarch64 ;;
  *) echo "no native libraries are known for $(uname -m)" >&2; exit 1 ;;
esac
mkdir "$out/native"
cp "$work/classes/$zstd"/libzstd-jni-*.so "$out/native/libzstd-jni.so"
cp "$work/classes/org/xerial/snappy/native/Linux/$snappy/libsnappyjava.so" "$out/native/"
cp "$work/classes/net/jpountz/util/$zstd/liblz4-java.so" "$out/native/"

# RocksDB's are for state stores that the router does not have: 70 MB of machine code for eleven platforms.
rocksdb=$(echo "$app"/lib/rocksdbjni-*.jar)
mkdir "$work/rocksdb"
cd "$work/rocksdb"
jar --extract --file "$rocksdb"
rm -f ./*.so ./*.jnilib ./*.dll
jar --create --date 2026-01-01T00:00:00Z --file "$rocksdb" --manifest META-INF/MANIFEST.MF .
rm -rf "$work"
