#!/usr/bin/env bash
# Starts an intake and looks at its pages in a browser. The screenshots go into .build/pages.
set -euo pipefail

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
PROGRAMS=$repository/.build/debug
POLICIES=$repository/Policies
scratch=$(mktemp -d)
PLACE=$scratch/organization
export PATH="$PROGRAMS:$PATH"
# shellcheck source=../Demo/organization.sh
. "$repository/Tests/Demo/organization.sh"
trap 'stop_intake; rm -r "$scratch"' EXIT

make_place
ceremony >ceremony/output 2>&1 || fail "$(cat ceremony/output)"
hand_out
port=$(free_port)
configure_intake "$port"
start_intake
mkdir -p "$repository/.build/pages"
"$repository/.venv/bin/python" "$repository/Tests/Browser/pages.py" "http://127.0.0.1:$port" "$repository/.build/pages"
