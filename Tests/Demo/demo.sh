#!/usr/bin/env bash
# A guided tour: an invented story travels from a web form to a signed export, through the real programs.
# DEMO_ONCE=1 ends it there; otherwise the intake stays up until Ctrl-C. DEMO_PLACE is another folder than demo/.
set -euo pipefail

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
samples=$repository/Tests/Demo
PROGRAMS=$repository/.build/debug
PLACE=${DEMO_PLACE:-$repository/demo}
# The path of a unix socket has at most 107 bytes.
[ ${#PLACE} -le 80 ] || PLACE=$(mktemp -d)/demo
POLICIES=$PLACE/policies
export PATH="$PROGRAMS:$PATH"
# shellcheck source=organization.sh
. "$samples/organization.sh"

bold="" dim="" plain=""
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ] && [ "${TERM:-dumb}" != dumb ]; then
    bold=$'\e[1m' dim=$'\e[2m' plain=$'\e[0m'
fi

count=0
step() {
    count=$((count + 1))
    printf '\n%s%d. %s%s\n' "$bold" "$count" "$1" "$plain"
}
say() { printf '   %s\n' "$1"; }
indent() { sed 's/^/   | /'; }
show() { printf '   %s$ %s%s\n' "$dim" "$1" "$plain"; }
run() {
    show "$1"
    eval "$1" 2>&1 | indent || fail "   that did not work: the tour stops here"
}
launch() {
    show "$1 &"
    eval "$1 &"
}

tmux_server="firsthand-demo-$$"
leave() {
    tmux -L "$tmux_server" kill-server 2>/dev/null || true
    stop_intake
}
trap leave EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# The folder of an earlier tour, and nothing else, makes room for this one.
if [ -e "$PLACE" ]; then
    [ -e "$PLACE/of-the-demonstration" ] || fail "$PLACE was not made by a demonstration; move it away first"
    rm -r "$PLACE"
fi

# Changes to a person's desk.
sit_at() {
    show ". $1/desk"
    # shellcheck disable=SC1090
    . "$1/desk"
}

# Takes the value of a field out of a line of JSON or a form's hidden field.
json_field() { sed -n "s/.*\"$1\" *: *\"\([^\"]*\)\".*/\1/p" | head -n 1; }
hidden_field() { tr '<' '\n' <intake-form.html | sed -n "s/.*name=\"$1\".*value=\"\([^\"]*\)\".*/\1/p" | head -n 1; }

# Types into a terminal of its own and waits until its screen shows, or no longer shows, a text.
screen() { tmux -L "$tmux_server" capture-pane -p "$@"; }
wait_for_screen() {
    local try
    for try in {1..300}; do
        if [[ "$(screen)" == *"$1"* ]]; then return; fi
        sleep 0.1
    done
    screen | indent >&2
    fail "the terminal never showed: $1"
}
read_in_terminal() {
    local left command="firsthand-review read $1 --vault intake/vault.sqlite --passphrase-fd 3 3< ana/passphrase"
    show "$command"
    LC_ALL=C.UTF-8 tmux -L "$tmux_server" -u -f /dev/null new-session -d -x 100 -y 24 "env PS1='desk> ' bash --norc --noprofile"
    wait_for_screen 'desk>'
    tmux -L "$tmux_server" send-keys -l "clear; $command"
    tmux -L "$tmux_server" send-keys Enter
    wait_for_screen 'Pellworth'
    screen | sed '/^ *$/d' | indent
    tmux -L "$tmux_server" send-keys q
    wait_for_screen 'desk>'
    left=$(screen -S -)
    if grep -qE 'Pellworth|Hallam|booked' <<<"$left"; then fail "   words of the story stayed on the terminal"; fi
    tmux -L "$tmux_server" kill-server
}

printf '%sFirsthand: the path of a story%s\n' "$bold" "$plain"
say "The story is invented. Everything that is made here goes into $PLACE."
mkdir -p -m 700 "$PLACE"
touch "$PLACE/of-the-demonstration"
make_place
say "Each line with a \$ is run as it stands, in that folder."

step "The steward leads the keys ceremony: two reviewers, one publisher, one signed list of them."
ceremony
hand_out
say "Each secret key went to its owner's folder; the public list went to everyone. minisign is not our program:"
run "minisign -V -p ceremony/steward.pub -m ceremony/keys/keyring.txt"

step "The intake starts. It has the reviewers' public keys, and no key that opens a story."
port=$(free_port)
address="http://127.0.0.1:$port"
configure_intake "$port"
start_intake
say "It is ready, says its health socket. The form is at $address/"
say "It would not have started on the policies as they ship: somebody has to answer for the pages. Here an invented group does, at the end of policies/form.yaml."

step "Someone writes, and asks to see the text first. The form has no script; curl stands in for a browser, with the cookie that is the same for all."
run "curl -sf $address/write -o intake-form.html"
nonce=$(hidden_field nonce)
token=$(hidden_field token)
[ -n "$nonce" ] && [ -n "$token" ] || fail "   the form has no hidden fields"
run "curl -sf --cookie v=1 $address/send -o receipt.html --data-urlencode 'story@$samples/story.txt' --data 'use-website=yes&show-first=yes&nonce=$nonce&token=$token'"
receipt=$(tr '\n' ' ' <receipt.html | sed -n 's/.*id="receipt"[^>]*>\([^<]*\)<.*/\1/p' | tr -s ' ' | sed 's/^ //; s/ $//')
[ "$(wc -w <<<"$receipt")" = 10 ] || fail "   the answer has no receipt code"
say "The story is sealed and on the disk; only now is there a receipt code, which the writer keeps:"
say "    $bold$receipt$plain"

step "What lies in the vault is sealed. None of these words is in its files:"
run "! grep -aciE 'Pellworth|Hallam|Renata|CR-2019-00482' intake/vault.sqlite*"

step "Ana, a reviewer, looks into the inbox."
sit_at ana
run "firsthand-review inbox --vault intake/vault.sqlite --passphrase-fd 3 3< ana/passphrase"
# The same as data; it never holds a word of a story.
inbox() { firsthand-review inbox --json --vault intake/vault.sqlite --passphrase-fd 3 3<"$1/passphrase"; }
story=$(inbox ana | json_field id)
[ -n "$story" ] || fail "   the inbox is empty"

step "She reads it, in a terminal whose screen is gone when she leaves. What she sees:"
read_in_terminal "$story"
say "She pressed q. Nothing of the story is left on the screen or in the scrollback."

step "She takes out what could tell who is meant, and proposes the rest. (By hand: the same without --edits-fd.)"
cp "$samples/edits.txt" ana/edits.txt
run "firsthand-review redact $story --vault intake/vault.sqlite --passphrase-fd 3 3< ana/passphrase --edits-fd 4 4< ana/edits.txt"
manuscript=$(inbox ana | json_field manuscript)

step "The writer comes back with the code, sees the text as it would be published, and says yes to it."
say "No account and no session: the page carries what the next one needs, for an hour."
printf '%s' "$receipt" >code
# A field of a page that the writer got.
page_field() { tr '<' '\n' <"$1" | sed -n "s/.*name=\"$2\" value=\"\([^\"]*\)\".*/\1/p" | head -n 1; }
run "curl -sf --cookie v=1 $address/return -o return.html --data-urlencode code@code"
lead() { sed -n 's/.*class="lead">\([^<]*\)<.*/\1/p' "$1" | indent; }
lead return.html
visit=$(page_field return.html visit)
[ -n "$visit" ] || fail "   the code does not open the page"
run "curl -sf --cookie v=1 $address/text -o text.html --data visit=$visit"
sed -n '/class="said"/,/<\/div>/p' text.html | sed 's/<[^>]*>//g' | fold -s -w 84 | head -n 5 | indent
agreed=$(page_field text.html agreed)
run "curl -sf --cookie v=1 $address/text -o answered.html --data 'visit=$visit&agreed=$agreed'"
lead answered.html

step "Two different reviewers approve that text, byte for byte. On a terminal each reads it to its end first."
for name in ana ben; do
    sit_at "$name"
    run "firsthand-review approve $story --confirm $manuscript --vault intake/vault.sqlite --passphrase-fd 3 3< $name/passphrase"
done

step "Every act is signed by the person who did it, and all of it is checked again."
run "firsthand-review log $story --vault intake/vault.sqlite --passphrase-fd 3 3< ben/passphrase"

step "The publisher exports what was agreed to for the website, and cannot open anything else."
sit_at press
run "firsthand-publish export --use website --to website --vault intake/vault.sqlite --passphrase-fd 3 3< press/passphrase"

step "Anyone can check the export: with our program, and with two that are not ours."
run "firsthand-publish verify website"
run "minisign -V -p ceremony/keys/press.minisign.pub -m website/SHA256SUMS"
run "(cd website && sha256sum -c SHA256SUMS)"
say "And nothing that was taken out is in it:"
run "! grep -rlE 'Pellworth|Hallam|Curtis|Renata|Okafor|Alder Falls|Dorsey|CR-2019-00482' website"
say "What the public reads:"
page=$(find website -name '*.md' | sort | head -n 1)
[ -n "$page" ] || fail "   the export has no story"
run "head -n 24 $page | fold -s -w 96"

printf '\n%sThe tour in short%s\n' "$bold" "$plain"
printf '   %-11s%s\n' \
    "the form" "$address" \
    "Ana's desk" "cd $PLACE && . ana/desk && firsthand-review inbox --vault intake/vault.sqlite --passphrase-fd 3 3< ana/passphrase" \
    "Ben's desk" "cd $PLACE && . ben/desk && firsthand-review inbox --vault intake/vault.sqlite --passphrase-fd 3 3< ben/passphrase" \
    "the export" "$PLACE/website" \
    "verify it" "cd $PLACE && . press/desk && firsthand-publish verify website"

if [ -n "${DEMO_ONCE:-}" ]; then exit 0; fi
printf '\nThe form stays open until you press Ctrl-C. Write something invented, and find it with the commands above.\n'
trap 'echo; exit 0' INT
wait "$intake_pid"
fail "the intake stopped: $(cat intake/output)"
