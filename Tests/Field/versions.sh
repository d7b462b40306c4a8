#!/usr/bin/env bash
# Makes the intake's package of the version before this one and of one to come, into .build/field/before and .build/field/next, where
# they stay until the sources of one change.
#
#   before   the last commit with a change of the vault's tables less, as 0.8.0. That is the sixth of them; it has no backup yet.
#   next     this commit as 99.0.0, with a change of the tables more. It stands for every version that is yet to come, since a way
#            back needs two versions that both know of backups.
#
# What is in a package and where it goes is each commit's own; how it is compiled is this Makefile's. `make deb` comes first: its
# build folder is copied, and the tree is mounted where this repository is, so that libraries of others need not be built again.
set -euo pipefail

field=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repository=$(cd "$field/../.." && pwd)
kept=$repository/.build/field
tree=$kept/tree
before=ad7035590323
[ "$(id -u)" = 0 ] || exec sudo -E env PATH="$PATH" "$0" "$@"
cd "$repository"

#   make_package NAME COMMIT VERSION CHANGE
make_package() {
    local name=$1 commit=$2 number=$3 change=$4 made
    made=$(git rev-parse "$commit":{Sources,Policies,Deployment,Documentation} && git hash-object Makefile Tests/Field/versions.sh)
    [ "$(cat "$kept/$name/made" 2>/dev/null)" != "$made" ] || return 0
    echo "Building firsthand-intake $number."
    mkdir -p "$tree"
    [ -e "$tree/.build-release" ] || cp -a --reflink=auto .build-release "$tree/"
    find "$tree" -mindepth 1 -maxdepth 1 ! -name .build-release -exec rm -rf {} +
    git archive "$commit" | tar -x -C "$tree"
    cp Makefile Package.resolved "$tree/"
    (
        cd "$tree"
        sed -i "s/number = \".*\"/number = \"$number\"/" Sources/Console/Version.swift
        # The intake alone: the desks' programs are another matter.
        sed -i 's/in intake review publish/in intake/' Deployment/debian/rules
        sed -i '/^Package: firsthand-review/,$d' Deployment/debian/control
        rm Deployment/debian/firsthand-{review,publish}.*
        $change
    )
    SOURCE_DATE_EPOCH=$(git log -1 --format=%ct "$commit") unshare --mount sh -euc '
        mount --bind "$1" "$2"
        cd "$2"
        make --no-print-directory release-programs RELEASE_PROGRAMS=intake
        Deployment/deb.sh' sh "$tree" "$repository" >"$kept/$name.log" 2>&1 || { tail -n 20 "$kept/$name.log" >&2 && exit 1; }
    rm -rf "${kept:?}/$name"
    mkdir "$kept/$name"
    mv "$tree"/.build/deb/firsthand-intake_*.deb "$kept/$name/"
    echo "$made" >"$kept/$name/made"
}

one_table_more() {
    sed -i 's/^        return migrator$/        migrator.registerMigration("8") {\n            try $0.execute(sql: "CREATE TABLE to_come (number INTEGER PRIMARY KEY NOT NULL) STRICT, WITHOUT ROWID")\n        }\n&/' \
        Sources/Vault/Schema.swift
    grep -q to_come Sources/Vault/Schema.swift
}

git cat-file -e "$before^{commit}" 2>/dev/null || { echo "This repository has no commit $before: fetch its whole history." >&2; exit 69; }
mkdir -p "$kept"
make_package before "$before" 0.8.0 :
make_package next HEAD 99.0.0 one_table_more
