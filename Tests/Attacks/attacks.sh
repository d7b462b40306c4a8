#!/usr/bin/env bash
# Attacks intakes of an organization of its own: what stays in memory, what many and slow ones do to the others, what odd requests get, and what an answer tells about a code.
# Each check is a program beside this one; name some to run only those. ATTACKS=short runs a bounded form of each.
# One of them reads the memory of the intake, which only root may.
set -euo pipefail

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
PROGRAMS=${PROGRAMS:-${FIRSTHAND_PROGRAMS:-$repository/.build/debug}}
scratch=$(mktemp -d)
PLACE=$scratch/organization
POLICIES=$PLACE/policies
export PATH="$PROGRAMS:$PATH" PYTHONDONTWRITEBYTECODE=1
# shellcheck source=../Demo/organization.sh
. "$repository/Tests/Demo/organization.sh"
trap 'rm -rf "$scratch"' EXIT

make_place
ceremony >"$scratch/ceremony.txt" 2>&1
hand_out
configure_intake 0
[ $# -gt 0 ] || set -- wire residue codes load
failed=0
for check in "$@"; do
    read -r -a words <<<"$check"
    if [ "${words[0]}" = residue ] && [ "$(id -u)" != 0 ]; then
        echo "residue: not looked for, since only root may read another program's memory"
        [ "${ATTACKS:-long}" = short ] || failed=1
        continue
    fi
    "$repository/.venv/bin/python" -u "$repository/Tests/Attacks/${words[0]}.py" "$PLACE/intake" "${ATTACKS:-long}" "${words[@]:1}" || failed=1
done
exit "$failed"
