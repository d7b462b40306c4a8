#!/usr/bin/env bash
# Prints a sheet of the form for people inside in each language, for an invented organization, and measures it.
# The sheets go into .build/paper; look at them too. Their codes belong to nobody: do not hand them out.
set -euo pipefail

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
PROGRAMS=$repository/.build/debug
scratch=$(mktemp -d)
POLICIES=$scratch/policies
PLACE=$scratch/organization
export PATH="$PROGRAMS:$PATH" PYTHONDONTWRITEBYTECODE=1
# shellcheck source=../Demo/organization.sh
. "$repository/Tests/Demo/organization.sh"
trap 'rm -rf "$scratch"' EXIT

# The policies that ship, with invented addresses that are as long as policy lets them be.
cp -R "$repository/Policies" "$POLICIES"
form=$POLICIES/form.yaml
languages=$(sed -n 's/^languages: *\[\(.*\)\].*/\1/p' "$form" | tr ',' ' ')
{
    awk '/^[^ #]/ { ours = /^(mail|web)-address:/ } !ours' "$repository/Policies/form.yaml"
    printf '\nmail-address:\n'
    for language in $languages; do
        cat <<END
  $language:
    - EXAMPLE STORIES DEFENSE NETWORKS
    - Care of our Mail Reading Friends
    - 1200 Somewhere Street Suite 1234
    - P.O. Box 100, Example Park North
    - EXAMPLES CITY EAST EX 00000-0000
END
    done
    echo "web-address: http://firsthandfirsthandfirsthandfirsthandfirsthandfirsthandab.onion"
} >"$form"

make_place
configure_intake 0
sheets=$repository/.build/paper
mkdir -p "$sheets"
for language in $languages; do
    rm -f "$sheets/$language".{html,pdf}
    firsthand-intake paper --config intake/intake.yaml --language "$language" --count 1 --to "$sheets/$language.html" 2>said ||
        fail "$(cat said)"
    # What it warns of would be missing on the sheet.
    "$repository/.venv/bin/weasyprint" --quiet "$sheets/$language.html" "$sheets/$language.pdf" 2>said || fail "$(cat said)"
    [ ! -s said ] || fail "$(cat said)"
    "$repository/.venv/bin/python" "$repository/Tests/Paper/measure.py" "$sheets/$language"
done
