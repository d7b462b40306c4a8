#!/usr/bin/env bash
# Redacts an invented story of 2,000 words with 60 identifiers of 25 people, places and numbers, in a real terminal, and counts
# the presses of keys from the queue to the signed proposal. Then two approve, it is exported, and none of them may be in it.
set -euo pipefail

# shellcheck source=desk.sh
. "$(dirname "${BASH_SOURCE[0]}")/desk.sh"

make_organization
take_stories
send_story "$repository/Tests/Terminal/long-story.txt" "use-website=yes&show-first=no"

sit_down ana 100 30
open_desk ana
wait_for 'read it'
presses=0
press Enter; wait_for '1 Consent'
press Enter; wait_for 'things found'
press 4; wait_for ' open'
# One decision after the other, as policy offers; what has a form is settled kind by kind.
kinds='address|date|age|email|phone|url|handle|id-number|case-number|us-ssn|credit-card|iban-code|ip-address|money|quantity|time'
until screen | grep -qE ' 0 open *$'; do
    before=$(screen)
    # A title that stands alone and a word that is no name name nobody: they stay, with a reason for the second reviewer.
    if screen | grep -qE '› +[0-9]+ (Uncle|Judge|Ms|Mrs|Officer|bird|cross|bed) '; then
        press i
        wait_for 'The second reviewer sees this'
        type_in 'it names nobody'
        press Enter
        wait_gone 'The second reviewer sees this'
    elif screen | grep -qE "│ ($kinds)(,| |$).* open"; then press Y; else press y; fi
    for try in {1..50}; do
        [ "$(screen)" = "$before" ] || break
        sleep 0.05
    done
    [ "$presses" -lt 400 ] || fail "more than 400 presses"
done
settled=$presses
wait_for 'A title that names nobody'; type_in 'Ask first'; press Enter; wait_for 'Read it to its end, then P.'
for try in {1..30}; do
    [[ "$(screen)" != *'read to its end'* ]] || break
    press Space
    sleep 0.1
done
press P; sleep 0.5
if [[ "$(screen)" != *'Enter signs it'* ]]; then screen >&2; fail "it cannot be proposed"; fi
press Enter; wait_for 'Proposed.'
counted=$presses
press q; wait_for 'desk>'
end_terminals

id=$( (. ana/desk && firsthand-review inbox $places --json --passphrase-fd 3 3<ana/passphrase) | sed -n 's/.*"id" *: *"\([^"]*\)".*/\1/p' | head -n 1)
for name in ana ben; do
    (
        . "$name/desk"
        manuscript=$(firsthand-review inbox $places --json --passphrase-fd 3 3<"$name/passphrase" | sed -n 's/.*"manuscript" *: *"\([^"]*\)".*/\1/p')
        firsthand-review approve "$id" --confirm "$manuscript" $places --passphrase-fd 3 3<"$name/passphrase" 2>/dev/null
    )
done
(. press/desk && firsthand-publish export --use website --to website $places --passphrase-fd 3 3<press/passphrase >/dev/null 2>&1)
left=""
IFS=' '
for words in Whitcombe Darnell Pinewood Marlow Tamsin Fitz Harker Denby Trask 2217 Brackett CF-2016-0331 88-41207 14B Rosalind \
    Achebe Lucinda Farrow Hollenbeck 555-0142 4,500 4482 d.whitcombe Aldric Okonkwo 'March 4' 'June 19'; do
    if grep -rqiF -- "$words" website; then left="$left $words;"; fi
done
[ -z "$left" ] || fail "still in the published text:$left"
printf '   %s words: %s presses to settle what was found, %s from the queue to the signed proposal (%s letters of the title among them)\n' \
    "$(wc -w <"$repository/Tests/Terminal/long-story.txt")" "$settled" "$counted" 9
