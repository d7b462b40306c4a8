#!/usr/bin/env bash
# Starts an intake for an organization of its own, and lets people come to it in real browsers.
# Each check is a program beside this one; name some to run only those ("states_check en look" in quotes for a part). The pictures go into .build/pages; look at them too.
set -euo pipefail

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
PROGRAMS=${PROGRAMS:-$repository/.build/debug}
scratch=$(mktemp -d)
PLACE=$scratch/organization
POLICIES=$PLACE/policies
export PATH="$PROGRAMS:$PATH" PYTHONDONTWRITEBYTECODE=1
# shellcheck source=../Demo/organization.sh
. "$repository/Tests/Demo/organization.sh"
trap 'stop_intake; rm -rf "$scratch"' EXIT

make_place
ceremony >"$scratch/ceremony.txt" 2>&1
hand_out
port=$(free_port)
configure_intake "$port"
start_intake
[ $# -gt 0 ] || set -- journeys words visit full traces keyboard guessing states_check
failed=0
for check in "$@"; do
    read -r -a words <<<"$check"
    "$repository/.venv/bin/python" -u "$repository/Tests/Browser/${words[0]}.py" "$port" "$PLACE" "$repository/.build/pages" \
        "${words[@]:1}" || failed=1
done
exit "$failed"
