#!/usr/bin/env bash
# Takes the pictures of README.md: the form on a phone, a story at the desk, and the site of an export. Every story is invented.
# They go into Documentation/Pictures, or into the folder that is named. Look at them before you keep them.
set -euo pipefail

# shellcheck source=../Terminal/desk.sh
. "$(dirname "${BASH_SOURCE[0]}")/../Terminal/desk.sh"
here=$repository/Tests/Pictures
pictures=$(realpath "${1:-$repository/Documentation/Pictures}")
export PYTHONDONTWRITEBYTECODE=1
take() { "$repository/.venv/bin/python" "$here/pictures.py" "$@"; }

# A command at somebody's desk, with their key: NAME WORDS.
at() {
    local name=$1
    shift
    (. "$name/desk" && "$@" $places --passphrase-fd 3 3<"$name/passphrase")
}
# What the inbox says of the one case at this stage: STAGE FIELD.
says() { at ana firsthand-review inbox --json | take field "$@"; }

# A story from the form to its second approval: FILE FIELDS TITLE.
agree() {
    local id text
    send_story "$1" "use-website=yes&show-first=no$2"
    id=$(says new id)
    printf 'title\t%s\n' "$3" >edits
    at ana firsthand-review redact "$id" --edits-fd 4 4<edits
    text=$(says proposed manuscript)
    for name in ana ben; do at "$name" firsthand-review approve "$id" --confirm "$text"; done
}

make_organization
take_stories
take form "$address/write" "$repository/Tests/Demo/story.txt" "$pictures/form.png"

agree "$here/shelf.txt" "&note-prison=yes" 'The shelf'
agree "$here/parada.txt" "" 'Cuatro calles'
agree "$here/pen.txt" "&note-prison=yes" 'Forty sheets'
at press firsthand-publish export --use website --to website --format site --title 'Heron Street stories'
take site "$PLACE/website/site/index.html" "$pictures/site.png"

send_story "$repository/Tests/Demo/story.txt" "use-website=yes&use-print=yes&show-first=yes&note-violence=yes"
sit_down ana 104 30
open_desk ana
wait_for 'NEEDS YOU'
press Enter; wait_for '1 Consent'
press 3; wait_for 'violence'; press Enter; wait_for 'things found'
press 4; wait_for 'open'; press y y y
wait_for '6 open'
tmux_ capture-pane -e -p >desk.txt
take desk desk.txt "$pictures/desk.png"
press q; wait_for 'desk>'
