#!/usr/bin/env bash
# Makes a vault of many cases (CASES, else 10,000; real keys, real seals) and prints how fast the desk opens and moves.
set -euo pipefail
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
folder=$(mktemp -d "${TMPDIR:-/tmp}/firsthand-many.XXXXXX")
trap 'rm -rf "$folder"' EXIT
cd "$repository"
make release-programs
FIRSTHAND_CASES=${CASES:-10000} FIRSTHAND_CASES_FOLDER=$folder/cases nice swift test --disable-xctest --filter ManyCases >/dev/null
python3 Tests/Terminal/many.py .build-release/release/firsthand-review "$folder/cases"
