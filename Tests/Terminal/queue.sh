#!/usr/bin/env bash
# Makes a vault of many unread cases (CASES, else 31,000; real keys, real seals) and prints what reading all of them costs the
# desk and the publisher, the first time and later. BASE is a folder of other release programs, to compare with.
set -euo pipefail
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
folder=$(mktemp -d "${TMPDIR:-/tmp}/firsthand-queue.XXXXXX")
trap 'rm -rf "$folder"' EXIT
cd "$repository"
make release-programs
FIRSTHAND_CASES=${CASES:-31000} FIRSTHAND_CASES_UNREAD=1 FIRSTHAND_CASES_FOLDER=$folder/cases \
    nice swift test --disable-xctest --filter ManyCases >/dev/null
python3 Tests/Terminal/queue.py "$folder/cases" .build-release/release ${BASE:+"$BASE"}
