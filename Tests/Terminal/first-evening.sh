#!/usr/bin/env bash
# A reviewer who sits at the desk for the first time: from the first screen of twenty mixed invented cases to a signed proposal
# of the story of about 300 words that stands first, and a second reviewer from their first screen to their signature. It counts
# the presses of keys, letters of a title and of a reason among them, and fails when there are more than were needed before.
# TriageTests makes the organization: first-evening.sh FOLDER. FIRSTHAND_WRITE_SCREENS=1 writes the screens anew.
set -euo pipefail

organization=$(realpath "$1")
# shellcheck source=desk.sh
. "$(dirname "${BASH_SOURCE[0]}")/desk.sh"
cd "$PLACE"
# People are numbered here: names are drawn by lot, and no two screens would be the same.
cp -R "$repository/Policies" policies
sed -i 's/^  person: pseudonym/  person: number/' policies/redaction.yaml
sit_in "$organization" "$PLACE/policies" ben ana

# Presses a key until a text is on the screen; a page that was read counts.
read_on() { # KEY TEXT
    local last
    for _ in {1..10}; do
        if [[ "$(screen)" == *"$2"* ]]; then return; fi
        last=$(screen)
        press "$1"
        for _ in {1..50}; do [ "$(screen)" = "$last" ] || break; sleep 0.05; done
    done
    screen >&2
    fail "$1 never came to: $2"
}
at_most() { # WHO MOST
    printf '   %s: %s keys\n' "$1" "$presses"
    [ "$presses" -le "$2" ] || fail "$1: more keys than were needed before ($2)"
}

# In color, 80 by 24.
open_queue "$organization" ben 80 24
presses=0
press Enter; wait_for 'We are worried about them'; compare 50-first-consent
has_color 31 || fail "the worry is not red"
has_color 35 || fail "what the words speak of is not magenta"
press Enter; wait_for 'I was twenty-six'; compare 51-first-story
read_on Space 'Enter goes on'
press Enter; wait_for ' open'; compare 52-first-found
has_color 36 || fail "what is open is not cyan"
until [[ "$(screen)" == *'A title that names nobody'* ]]; do
    before=$(screen)
    if [[ "$before" =~ ›\ +[0-9]+\ six\ of\ them ]]; then
        press i; wait_for 'can “six of them” stay'; type_in 'phone calls'; press Enter; wait_gone 'can “six of them” stay'
        compare 53-first-stays
    else
        press y
        for _ in {1..100}; do [ "$(screen)" = "$before" ] || break; sleep 0.05; done
    fi
    [ "$presses" -lt 60 ] || fail "the marks have no end"
done
compare 54-first-title
type_in 'Ask first'; press Enter; wait_for 'Read it to its end, then P.'; compare 55-first-text
has_color 32 || fail "what was put in is not green"
read_on Space 'P propose it'
press P; wait_for 'Enter signs it'; compare 56-first-summary
press Enter; wait_for 'Proposed.'
at_most 'who makes the text, 80 by 24' 40
press q; wait_for 'desk>'

# Without color, 120 by 40.
open_queue "$organization" ana 120 40 NO_COLOR=1
presses=0
press Enter; wait_for 'Text by'; compare 57-first-second
press Enter; wait_for 'Put forward by ben'; compare 58-first-compare
read_on Space 'A approve it'
press A; wait_for 'To sign, type'
stable_digits=$(screen | sed -n 's/.*To sign, type \([0-9a-f]\{8\}\).*/\1/p')
compare 59-first-approve
has_color '3[0-7]' && fail "a color, though NO_COLOR is set"
type_in "$stable_digits"; wait_for 'Approved: 1 of 2'
at_most 'the second reviewer, 120 by 40' 12
press q; wait_for 'desk>'
[[ "$(all_of_it)" != *Pellworth* ]] || fail "words of the story stayed on the terminal"
# The shell writes its history when it ends: the folder is removed after that.
type_line exit
for _ in {1..300}; do tmux_ has-session 2>/dev/null || break; sleep 0.1; done
