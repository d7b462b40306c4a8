#!/usr/bin/env bash
# Starts an intake for an organization of its own, and looks at every page of it in Chromium.
# The pictures go into .build/pages; look at them too. Name parts ("journeys leaving") to run only those.
set -euo pipefail

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
PROGRAMS=${PROGRAMS:-$repository/.build/debug}
scratch=$(mktemp -d)
POLICIES=$scratch/policies
PLACE=$scratch/organization
export PATH="$PROGRAMS:$PATH" PYTHONDONTWRITEBYTECODE=1
# shellcheck source=../Demo/organization.sh
. "$repository/Tests/Demo/organization.sh"
trap 'stop_intake; rm -rf "$scratch"' EXIT

python=$repository/.venv/bin/python
answer_policies "$scratch/answered"
# With one more language: right to left, and 40 % longer.
"$python" "$repository/Tests/Languages/pseudo.py" "$scratch/answered" "$POLICIES"

make_place
ceremony >"$scratch/ceremony.txt" 2>&1
hand_out
port=$(free_port)
configure_intake "$port"
start_intake
leave_to=$(sed -n 's/^leave-to: *//p' "$POLICIES/form.yaml")
"$python" -u "$repository/Tests/Browser/pages.py" "http://127.0.0.1:$port" "$repository/.build/pages" "$leave_to" "$@"
