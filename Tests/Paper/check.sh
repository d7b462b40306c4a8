#!/usr/bin/env bash
# Prints a sheet of the form for people inside in each language, for an invented organization, and measures it; then the
# letter and the text to look at that go back to somebody who wrote on one.
# All of it goes into .build/paper; look at it too. The codes belong to nobody: do not hand them out.
set -euo pipefail

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
PROGRAMS=$repository/.build/debug
scratch=$(mktemp -d)
POLICIES=$scratch/policies
PLACE=$scratch/organization
export PATH="$PROGRAMS:$PATH" PYTHONDONTWRITEBYTECODE=1
# shellcheck source=../Demo/organization.sh
. "$repository/Tests/Demo/organization.sh"
# shellcheck source=letters.sh
. "$repository/Tests/Paper/letters.sh"
trap 'stop_intake; rm -rf "$scratch"' EXIT

# The policies that ship, with invented addresses that are as long as policy lets them be.
answer_policies "$POLICIES"
form=$POLICIES/form.yaml
mv "$form" "$form.answered"
languages=$(sed -n 's/^languages: *\[\(.*\)\].*/\1/p' "$form.answered" | tr ',' ' ')
{
    # As long as policy lets what a lawyer said be.
    sed 's/^    en: No reader of this.*/    en: Some of our readers work with children, and the law of the place where we work makes them report harm to a child that somebody tells them of. All others need not report anything that you write to us./
        s/^    es: En este grupo inventado.*/    es: Algunas personas del equipo trabajan con niñas y niños, y la ley del lugar donde trabajamos las obliga a informar de un daño que alguien les cuente. Las demás no informan de nada que usted escriba./' "$form.answered"
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
ceremony 2>said || fail "$(cat said)"
hand_out
configure_intake 0
# It makes the vault.
start_intake
stop_intake
sheets=$repository/.build/paper
mkdir -p "$sheets"
# What WeasyPrint warns of would be missing on the paper.
typeset() {
    "$repository/.venv/bin/weasyprint" --quiet "$1.html" "$1.pdf" 2>said || fail "$(cat said)"
    [ ! -s said ] || fail "$(cat said)"
}

for language in $languages; do
    rm -f "$sheets/$language".{html,pdf}
    firsthand-intake paper --config intake/intake.yaml --language "$language" --count 1 --to "$sheets/$language.html" 2>said ||
        fail "$(cat said)"
    typeset "$sheets/$language"
    "$repository/.venv/bin/python" "$repository/Tests/Paper/measure.py" "$sheets/$language"
    letters_of "$language" "$sheets/$language.html" "$sheets"
    for kind in letter proof; do
        typeset "$sheets/$kind-$language"
        "$repository/.venv/bin/python" "$repository/Tests/Paper/measure_post.py" "$sheets/$kind-$language"
    done
done
