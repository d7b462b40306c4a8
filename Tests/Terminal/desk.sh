# Makes an organization in a folder of its own, and drives the real desk in a real terminal. To be sourced; stops what it
# started, and removes the folder, when the shell ends. Every story is invented.

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
PROGRAMS=${FIRSTHAND_PROGRAMS:-$repository/.build/debug}
# The screens as a person last read them.
SCREENS=$repository/Tests/Terminal/Screens
PLACE=$(mktemp -d "${TMPDIR:-/tmp}/firsthand-desk.XXXXXX")
POLICIES=$PLACE/policies
export PATH="$PROGRAMS:$PATH"
# shellcheck source=../Demo/organization.sh
. "$repository/Tests/Demo/organization.sh"
trap 'end_terminals; stop_intake; rm -rf "$PLACE"' EXIT

make_organization() {
    make_place
    ceremony >/dev/null 2>&1
    hand_out
}
# Starts the intake; its address is then in $address.
take_stories() {
    local port
    port=$(free_port)
    address="http://127.0.0.1:$port"
    configure_intake "$port"
    start_intake
}

export LC_ALL=C.UTF-8
tmux_server="fh-test-$$-0"
tmux_() { tmux -L "$tmux_server" -u -f /dev/null "$@"; }
end_terminals() { tmux -L "$tmux_server" kill-server 2>/dev/null || true; }

# Opens a terminal with a shell at a person's desk: NAME COLUMNS ROWS.
sit_down() {
    end_terminals
    # A server of its own: the one before may still be on its way out.
    tmux_server="${tmux_server%-*}-$((${tmux_server##*-} + 1))"
    tmux_ new-session -d -x "$2" -y "$3" -s desk "env -u NO_COLOR PS1='desk> ' HISTFILE=$PLACE/$1/history bash --norc --noprofile"
    wait_for 'desk>'
    type_line "set -o history; . $1/desk; clear"
    wait_for 'desk>'
}
type_line() { tmux_ send-keys -l "$1" && tmux_ send-keys Enter; }
press() { local key; for key in "$@"; do tmux_ send-keys "$key"; presses=$((presses + 1)); done; }
type_in() { tmux_ send-keys -l "$1"; presses=$((presses + ${#1})); }
presses=0

screen() { tmux_ capture-pane -p; }
# Everything that the terminal still has, scrollback too.
all_of_it() { tmux_ capture-pane -p -S -; }

# Waits, at most 30 seconds, until a text is on the screen.
wait_for() {
    local try
    for try in {1..750}; do
        if [[ "$(screen)" == *"$1"* ]]; then return; fi
        sleep 0.04
    done
    screen >&2
    fail "the terminal never showed: $1"
}
# The same until it is not there any more.
wait_gone() {
    local try
    for try in {1..750}; do
        if [[ "$(screen)" != *"$1"* ]]; then return; fi
        sleep 0.04
    done
    screen >&2
    fail "the terminal still shows: $1"
}

places="--vault intake/vault.sqlite"
open_desk() { # NAME [more words]
    type_line "firsthand-review ${2:-} $places --passphrase-fd 3 3< $1/passphrase"
}

# Lets reviewers of an organization that a test made sit down: its FOLDER, the POLICIES, each NAME.
sit_in() {
    local name
    places="--vault $1/vault.sqlite --keys $1/keys --steward $1/steward.pub --policies $2"
    for name in "${@:3}"; do
        (umask 077 && mkdir -p "$name" && echo 'correct horse battery staple' >"$name/passphrase" && : >"$name/desk")
    done
}
# Opens the queue of such an organization: its FOLDER, a NAME, COLUMNS, ROWS and what stands before the command.
open_queue() {
    sit_down "$2" "$3" "$4"
    type_line "${5:-} firsthand-review $places --state $PLACE/$2/state --key $1/secret/$2.secret --passphrase-fd 3 3< $2/passphrase; clear"
    wait_for 'READ WITH CARE'
    wait_gone 'reading'
}
# The escape sequences of the screen: what color each word has. has_color 31: whether anything on it is red.
colors() { tmux_ capture-pane -e -p; }
# Whether the terminal tells of clicks, and in which form: 1,1 or 0,0.
mouse() { tmux_ display-message -p '#{mouse_standard_flag},#{mouse_sgr_flag}'; }
has_color() { colors | grep -qE $'\e\\[([0-9]+;)*'"$1"'(;[0-9]+)*m'; }

# Sends a story over the form: FILE FIELDS.
send_story() {
    local page nonce token
    page=$(curl -sf "$address/write")
    nonce=$(tr '<' '\n' <<<"$page" | sed -n 's/.*name="nonce".*value="\([^"]*\)".*/\1/p' | head -n 1)
    token=$(tr '<' '\n' <<<"$page" | sed -n 's/.*name="token".*value="\([^"]*\)".*/\1/p' | head -n 1)
    curl -sf --cookie v=1 "$address/send" -o /dev/null --data-urlencode "story@$1" --data "$2&told=yes&nonce=$nonce&token=$token" ||
        fail "the intake did not take the story"
}
# The case that a reviewer finds with this use: NAME USE.
case_with() {
    (. "$1/desk" && firsthand-review inbox $places --passphrase-fd 3 3<"$1/passphrase" 2>/dev/null) |
        grep -m 1 -- " $2 *[a-z]" | cut -c1-9
}

# What is different each time: ids, digests, days. Each becomes a name of the same length.
stable() {
    sed -E -e 's/\b[0-9a-f]{4}-[0-9a-f]{4}\b/CASE-CASE/g' -e 's/\b[0-9a-f]{8}\b/DIGESTS8/g' \
        -e 's/[0-9]{4}-[0-9]{2}-[0-9]{2}/YEAR-MM-DD/g' -e 's/ +$//'
}
# Compares the screen with how it was last read: NAME. FIRSTHAND_WRITE_SCREENS=1 writes it anew.
compare() {
    local try
    if [ -n "${FIRSTHAND_WRITE_SCREENS:-}" ]; then
        sleep 0.3
        screen | stable >"$SCREENS/$1.txt"
        return
    fi
    # It may still be drawn.
    for try in {1..250}; do
        if screen | stable | cmp -s "$SCREENS/$1.txt" -; then return; fi
        sleep 0.04
    done
    diff -u "$SCREENS/$1.txt" <(screen | stable) || fail "the screen \"$1\" is another one than a person last read"
}
