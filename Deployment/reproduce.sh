#!/usr/bin/env bash
# Builds the Debian packages of this commit once more, in another folder, and compares them byte by byte with those that
# `make deb` made here. Takes as long as a first release build. With the same compiler and the same Debian packages, any
# machine should get these bytes; firsthand-*.cdx.json in a package says which were used.
set -euo pipefail
cd "$(dirname "$0")/.."

[ -z "$(git status --porcelain)" ] || { echo "Commit first: what is compared must be one commit." >&2; exit 64; }
make deb
# Elsewhere, and under a longer name.
other=$(mktemp -d "${TMPDIR:-/tmp}/firsthand-built-once-more.XXXXXX")
trap 'rm -rf "$other"' EXIT
git clone --quiet . "$other/repository"
# The versions of the Swift packages are chosen once.
cp Package.resolved "$other/repository/"
make -C "$other/repository" deb

different=0
for package in .build/deb/*.deb; do
    again=$other/repository/$package
    if cmp --silent "$package" "$again"; then
        echo "same: $(sha256sum "$package")"
        continue
    fi
    different=1
    echo "different: $package" >&2
    for place in here there; do mkdir -p "$other/$place/${package##*/}"; done
    dpkg-deb -R "$package" "$other/here/${package##*/}"
    dpkg-deb -R "$again" "$other/there/${package##*/}"
    diff -rq "$other/here/${package##*/}" "$other/there/${package##*/}" >&2 || true
done
exit $different
