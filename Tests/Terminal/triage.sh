#!/usr/bin/env bash
# Twenty mixed invented cases as a reviewer meets them in a real terminal: the first screen at two sizes, in color and without,
# each row, filters, search, a name and spam. TriageTests makes the organization: triage.sh FOLDER.
# FIRSTHAND_WRITE_SCREENS=1 writes the screens anew; read them before you keep them.
set -euo pipefail

organization=$(realpath "$1")
# shellcheck source=desk.sh
. "$(dirname "${BASH_SOURCE[0]}")/desk.sh"
cd "$PLACE"
sit_in "$organization" "$repository/Policies" ben

open_at() { open_queue "$organization" ben "$@"; }
no_ids() { if screen | grep -qE '[0-9a-f]{4}-[0-9a-f]{4}'; then fail "a number stands for a case on the screen"; fi; }

open_at 80 24
no_ids
[ "$(mouse)" = 0,0 ] || fail "the desk takes the mouse, and no policy says yes"
[[ "$(screen | sed -n 2p)" == 'WORRIED ABOUT THEM (2)' ]] || fail "who may be in danger does not stand first"
compare 40-triage
# Said once, to whoever sits here for the first time; the tour opens nothing and keeps nothing but that.
before=$(cd ben/state && ls)
press h; wait_for 'an invented story'; press Enter Enter; wait_for 'It shows the keys'; compare 47-tour
press Escape; wait_for 'WORRIED ABOUT THEM'
[ "$(cd ben/state && ls)" = "$before" ] && [ -e ben/state/tour-offered ] || fail "the tour keeps something: $(ls ben/state)"
colors | grep -q $'\e\[[0-9;]*31m' || fail "no red on the screen"
colors | grep -q $'\e\[[0-9;]*35m' || fail "no magenta on the screen"
press f; wait_for 'Show only'; compare 41-triage-filter
press l; wait_for 'only: a letter came'; compare 42-triage-letter
press Escape; wait_gone 'only:'
press /; type_in 'seventeen'; press Enter; wait_for 'No line says that'
press /; type_in 'violence'; press Enter m; press /; type_in 'bus'; press Enter m; press a x; wait_for 'would be declined'
compare 43-triage-spam
press Escape; wait_for 'f show only'
press /; type_in 'quilt'; press Enter t; wait_for 'A name for the team'; press C-u; type_in 'red barn'; press Enter
wait_for '“red barn”'
press q; wait_for 'desk>'

open_at 120 40; no_ids
[[ "$(screen)" != *'New here'* ]] || fail "the tour is offered twice"
compare 44-triage-wide; press q; wait_for 'desk>'

open_at 80 24 NO_COLOR=1
colors | grep -qE $'\e\[[0-9;]*3[0-7]m' && fail "a color, though NO_COLOR is set"
compare 45-triage-plain
# The first case is one key away, and what is read first is what may be in danger.
press Enter; wait_for 'We are worried about them'; compare 46-triage-open
press q; wait_for 'desk>'
[[ "$(all_of_it)" != *'red barn'* ]] || fail "a name stayed on the terminal"
# The shell writes its history when it ends: the folder is removed after that.
type_line exit
for _ in {1..300}; do tmux_ has-session 2>/dev/null || break; sleep 0.1; done
