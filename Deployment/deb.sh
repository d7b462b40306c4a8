#!/usr/bin/env bash
# Makes the three Debian packages out of the release programs, and lets lintian look for mistakes: .build/deb/*.deb.
# Needs no network. `make deb` builds the programs first.
set -euo pipefail
cd "$(dirname "$0")/.."

export FIRSTHAND_SOURCE=$PWD LC_ALL=C TZ=UTC
# Every date in a package is that of the commit, so that one commit makes the same bytes everywhere.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
export SOURCE_DATE_EPOCH
version=$(sed -n 's/.*number = "\(.*\)"/\1/p' Sources/Console/Version.swift)
place=.build/deb
source=$place/firsthand-$version

rm -rf "$place"
mkdir -p "$source"
cp -R Deployment/debian "$source/debian"
maintainer=$(sed -n 's/^Maintainer: //p' Deployment/debian/control)
cat >"$source/debian/changelog" <<END
firsthand ($version-1) unstable; urgency=medium

  * What is new stands in changelog.gz.

 -- $maintainer  $(date -u -R -d "@$SOURCE_DATE_EPOCH")
END
# In a copyright file each line of a license begins with a blank, and an empty one is a dot.
sed -e 's/^$/./' -e 's/^/ /' LICENSE >"$place/license"
sed -i -e "/@AGPL@/{r $place/license" -e 'd}' "$source/debian/copyright"

(cd "$source" && dpkg-buildpackage --build=binary --no-sign --no-pre-clean) >"$place/build.log" 2>&1 ||
    { cat "$place/build.log" >&2 && exit 1; }
rm -rf "$source" "$place/license"
# The project has no mail address yet, and its packages are not Debian's.
lintian --fail-on error,warning --allow-root --suppress-tags \
    bogus-mail-host,bogus-mail-host-in-debian-changelog,initial-upload-closes-no-bugs "$place"/*.changes
ls -l "$place"/*.deb
