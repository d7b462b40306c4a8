#!/usr/bin/env bash
# A reviewer's evening in a real terminal: take a story, redact, propose; a second reviewer compares and approves; a third act
# is refused. Every screen must be as a person last read it (Tests/Terminal/Screens). Then every way to leave.
# FIRSTHAND_WRITE_SCREENS=1 writes the screens anew; read them before you keep them.
set -euo pipefail

# shellcheck source=desk.sh
. "$(dirname "${BASH_SOURCE[0]}")/desk.sh"
say() { printf '   %s\n' "$1"; }

make_organization
# In this organization whoever proposes a text does not approve it, and people are numbered: names are drawn by lot, and no two
# screens would be the same.
for name in ana ben; do
    sed -i 's/^author-may-approve: yes/author-may-approve: no/' "$name/config/firsthand/policies/review.yaml"
    sed -i 's/^  person: pseudonym/  person: number/' "$name/config/firsthand/policies/redaction.yaml"
    sed -i 's/^# mouse: yes/mouse: yes/' "$name/config/firsthand/policies/review.yaml"
done
take_stories
send_story "$repository/Tests/Demo/story.txt" "use-website=yes&use-print=yes&show-first=no&note-violence=yes&edits=shorten"
printf 'An invented story. I was held in Larkspur County Jail, and my case is open.' >second.txt
send_story second.txt "use-social=yes&show-first=yes&open-case=yes"
id=$(case_with ana 'website, print')
words='Pellworth|Hallam|Renata|Okafor|Dorsey|CR-2019-00482'

echo "An evening at the desk, 80 by 24:"
sit_down ana 80 24
open_desk ana
wait_for 'NEEDS YOU'
compare 01-queue
press '?'; compare 02-help; press Escape
press /; type_in "$id"; press Enter Enter
wait_for '1 Consent'; compare 03-consent
press C; wait_for 'Take this case'; compare 04-claim
press Enter; wait_for 'Yours for'
press 3; compare 05-content-notes
press Enter; wait_for 'things found'; compare 06-story
press /; type_in 'bakery'; press Enter; wait_for '1 of 1'; compare 07-search
press H; type_in 'their lawyer asked'; compare 16-question; press Escape; wait_gone 'their lawyer asked'
# A click on the name of a pane, and on a line of the list; the wheel goes back.
tmux_ send-keys -l $'\e[<0;58;2M'; wait_for 'y ok'
tmux_ send-keys -l $'\e[<0;40;5M'; wait_for '›  7 Okafor'
tmux_ send-keys -l $'\e[<64;40;5M'; tmux_ send-keys -l $'\e[<64;40;5M'; compare 08-found
press l; wait_for 'In which language'; compare 15-language; press Escape
press y y y y y y y y
press i; type_in 'half the county is called so'; press Enter; wait_for 'All decided'; compare 09-decided
press Escape; wait_for 'y ok'; press u; wait_for 'Taken back'; press y; wait_for 'All decided'
press Escape; wait_for 'y ok'; press P; wait_for 'no title'
press t; type_in 'Ask something else first'; press Enter
press P; wait_for 'Read it to its end'; compare 10-preview
press Space Space P; wait_for 'Enter signs it'; compare 11-summary-propose
press Enter; wait_for 'Proposed.'
press A; wait_for 'Policy asks'; compare 12-refused
press 2; compare 13-history
press a; compare 14-acts; press Escape
press q; wait_for 'desk>'
[[ "$(all_of_it)" != *Pellworth* ]] || fail "words of the story stayed on the terminal"

echo "A second reviewer, 110 by 30:"
sit_down ben 110 30
printf 'Exhibit 3, page 2, invented. She said: I could not find one whole sentence.' >opinion.txt
open_desk ben 'desk --compare opinion.txt'
wait_for 'NEEDS YOU'
press /; type_in "$id"; press Enter Enter; wait_for 'Text by'; compare 20-consent
press 3 Enter; wait_for 'This is the work of ana'
press 5; compare 21-side-by-side
press A; wait_for 'to its end first'
press Space Space Space A; wait_for 'A warning about this text'; compare 22-warning
press Escape; wait_for 'Nothing was signed'
press A; wait_for 'A warning'; type_in 'the record is sealed, says her lawyer'; press Enter
wait_for 'To sign, type'; compare 22-summary-approve
digits=$(screen | sed -n 's/.*To sign, type \([0-9a-f]\{8\}\).*/\1/p')
type_in '00000000'; press Enter; wait_for 'Esc leaves it.'
press C-u; type_in "$digits"; wait_for 'Approved: 1 of 2'
press 2; wait_for 'says her lawyer'; compare 27-history
press A; wait_for 'You approved it'; compare 23-refused
press L; wait_for 'Which letter'; compare 24-letters
press l; wait_for 'in Spanish'; press 1; wait_for 'Gracias'; compare 28-letter-es; press Escape; type_in 'yes'; press Enter
press L; wait_for 'Which letter'
press 1; wait_for 'Thank you for trusting'; compare 25-letter
press C-s; wait_for 'Write to them'; compare 26-summary-letter
press Enter; wait_for 'Sealed'
press q; wait_for 'desk>'

echo "A small window, and one that changes:"
sit_down ana 39 9
open_desk ana
wait_for 'Firsthand needs 40'
tmux_ resize-window -x 60 -y 14
wait_for 'Firsthand ·'
press /; type_in "$id"; press Enter Enter 3 Enter; wait_for 'I was twenty-six'; compare 30-narrow
tmux_ resize-window -x 100 -y 40
wait_for 'WAITS FOR OTHERS'; compare 31-wide
press q; wait_for 'desk>'

echo "Every way to leave:"
# Opens the desk at the story's words, and ends it in one way. Nothing of it may be left anywhere.
leave_by() {
    local name=$1 left
    sit_down ana 80 24
    open_desk ana
    wait_for 'Firsthand ·'
    press /; type_in "$id"; press Enter Enter 3 Enter; wait_for 'Pellworth'
    [ "$(mouse)" = 1,1 ] || fail "$name: the desk has no mouse, though the policy says yes"
    shift
    "$@"
    wait_for 'desk>'
    [ "$(mouse)" = 0,0 ] || fail "$name: the terminal goes on sending what the mouse does"
    wait_gone Pellworth
    # Typed in two parts, so that only what it prints is waited for.
    type_line 'stty -a | grep -o " echo "; echo still-""here'
    wait_for still-here
    left=$(all_of_it)
    grep -qE "$words" <<<"$left" && fail "$name: words of the story are left in the scrollback"
    grep -qE '^ echo *$' <<<"$left" || fail "$name: the terminal does not show what is typed"
    type_line 'history -w'
    sleep 0.3
    say "$name: 0 lines left, the terminal is as before"
}
# The one child of the terminal's shell.
signal() {
    local shell
    shell=$(tmux_ display-message -p '#{pane_pid}')
    kill "-$1" "$(tr -d ' ' <"/proc/$shell/task/$shell/children")"
}
stop_and_kill() {
    press C-z
    wait_for Stopped
    type_line 'kill -KILL %1; wait'
}
# Each in a terminal of its own, some beside each other.
leaving=()
all_left() {
    local one
    for one in "${leaving[@]}"; do wait "$one" || fail "one way to leave is not as it should be"; done
    leaving=()
}
beside() {
    (
        trap end_terminals EXIT
        tmux_server="fh-test-$$-$BASHPID-0"
        leave_by "$@"
    ) &
    leaving+=($!)
    [ "${#leaving[@]}" -lt 3 ] || all_left
}
beside 'q' press q
beside 'Ctrl-C' press C-c
beside 'SIGTERM' signal TERM
beside 'SIGHUP' signal HUP
beside 'SIGQUIT' signal QUIT
beside 'a crash (SIGSEGV)' signal SEGV
beside 'a crash (SIGILL, as a failed check ends a program)' signal ILL
beside 'an abort (SIGABRT)' signal ABRT
beside 'Ctrl-Z, and killed while it is stopped' stop_and_kill
all_left

sit_down ben 80 24
open_desk ben
wait_for 'Firsthand ·'
press /; type_in "$id"; press Enter Enter; wait_for '1 Consent'
press L; wait_for 'Which letter'; press 0; wait_for 'they and reviewers read it'
type_in 'We read it all, and'; wait_for 'all, and'
signal HUP; wait_for 'desk>'
open_desk ben
wait_for 'Firsthand ·'
press /; type_in "$id"; press Enter Enter; wait_for '1 Consent'
press L; wait_for 'what you typed before'; wait_for 'We read it all, and'
press Escape; type_in yes; press Enter
press q; wait_for 'desk>'
say "a letter that was being typed when the connection ended: there again, to its last sign"

grep -raE "$words" --exclude=story.txt "$PLACE" -l | grep -v '^Binary' && fail "words of the story are on the disk"
say "0 files with a word of the story: no store, cache, history or temporary file"

if strace -f -e trace=none true 2>/dev/null; then
    sit_down ana 80 24
    type_line "strace -f -o strace.txt -e trace=open,openat,creat,rename,renameat,renameat2,memfd_create firsthand-review $places --passphrase-fd 3 3< ana/passphrase"
    wait_for 'Firsthand ·'
    press /; type_in "$id"; press Enter Enter 3 Enter; wait_for 'Pellworth'
    press 4 u y q; wait_for 'desk>'
    written=$(grep -E 'O_WRONLY|O_RDWR|O_CREAT|creat\(|memfd' strace.txt | grep -v ENOENT | grep -oE '"[^"]*"' | sort -u | tr -d '"')
    others=$(grep -vE "^(/dev/tty|/dev/null|.*/?intake/vault\.sqlite(-wal|-shm|-journal|\.lock|\.alone)?|$PLACE/ana/state/firsthand/.*)$" <<<"$written" || true)
    [ -z "$others" ] || fail "the desk opened these for writing: $others"
    say "written: the vault and the desk's own state folder, whose files are ciphertext and public lists"
else
    say "NOT CHECKED: this machine does not let strace trace; which files the desk opens for writing was not looked at"
fi
say "$(ls "$SCREENS" | wc -l) screens as a person last read them"
