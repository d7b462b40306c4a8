#!/usr/bin/env bash
# Builds the Debian packages of this commit once more, in another folder, and compares them byte by byte with those that
# `make deb` made here. Takes as long as a first release build. With the same compiler and the same Debian packages, any
# machine should get these bytes; firsthand-*.cdx.json in a package says which were used.
#
# The other folder's name is as long as this one's: Swift 6.3 writes the length of a source file's path, though not the
# path, into the four places of GRDB and Hummingbird where a closure must not escape.
set -euo pipefail
cd "$(dirname "$0")/.."

[ -z "$(git status --porcelain)" ] || { echo "Commit first: what is compared must be one commit." >&2; exit 64; }
make deb
other=/tmp/
while [ ${#other} -lt ${#PWD} ]; do other+=$((RANDOM % 10)); done
[ ${#other} = ${#PWD} ] && [ ! -e "$other" ] || { echo "There is no place for another folder at $other." >&2; exit 73; }
scratch=$(mktemp -d)
trap 'rm -rf "$other" "$scratch"' EXIT
git clone --quiet . "$other"
# The versions of the Swift packages are chosen once.
cp Package.resolved "$other/"
make -C "$other" deb

different=0
for package in .build/deb/*.deb; do
    again=$other/$package
    if cmp --silent "$package" "$again"; then
        echo "same: $(sha256sum "$package")"
        continue
    fi
    different=1
    echo "different: $package" >&2
    dpkg-deb -R "$package" "$scratch/here-${package##*/}"
    dpkg-deb -R "$again" "$scratch/there-${package##*/}"
    diff -rq "$scratch/here-${package##*/}" "$scratch/there-${package##*/}" >&2 || true
done
exit $different
