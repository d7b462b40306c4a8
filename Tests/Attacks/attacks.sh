#!/usr/bin/env bash
# Attacks intakes of an organization of its own: what stays in memory, what many and slow ones do to the others, what odd requests get.
# Each check is a program beside this one; name some to run only those. ATTACKS=short runs a bounded form of each.
# It reads the memory of the intake, which only root may.
set -euo pipefail

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
PROGRAMS=${PROGRAMS:-$repository/.build/debug}
scratch=$(mktemp -d)
PLACE=$scratch/organization
POLICIES=$PLACE/policies
export PATH="$PROGRAMS:$PATH" PYTHONDONTWRITEBYTECODE=1
# shellcheck source=../Demo/organization.sh
. "$repository/Tests/Demo/organization.sh"
trap 'rm -rf "$scratch"' EXIT

[ "$(id -u)" = 0 ] || fail "the attacks read the memory of the intake: run them as root"
make_place
ceremony >"$scratch/ceremony.txt" 2>&1
hand_out
configure_intake 0
[ $# -gt 0 ] || set -- wire residue load
failed=0
for check in "$@"; do
    python3 -u "$repository/Tests/Attacks/$check.py" "$PLACE/intake" "${ATTACKS:-long}" || failed=1
done
exit "$failed"
