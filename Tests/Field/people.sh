# What the people of an organization do, for the ways from a server's setup on: the steward, the reviewers, the publisher, and who
# writes. To be sourced; roots.sh makes the machines that they do it on.

step() { printf '%3d s  %s\n' "$(($(date +%s) - FIELD_BEGAN))" "$1"; }
fail() {
    echo "field: $*" >&2
    exit 1
}

# Where all of it lies; removed at the end.
begin() {
    FIELD_PLACE=$(mktemp -d)
    FIELD_BEGAN=$(date +%s)
    export FIELD_PLACE FIELD_BEGAN PROGRAMS PACKAGES
    leave() {
        if [ -n "${FIELD_KEEP:-}" ]; then echo "kept: $FIELD_PLACE"; else rm -rf --one-file-system "$FIELD_PLACE"; fi
    }
    trap leave EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
}
# Runs a command in a network namespace with loopback only, and a process namespace that ends with it.
apart() { unshare --net --mount --pid --fork --kill-child --mount-proc "$@"; }

place=${FIELD_PLACE:-}
story=$repository/Tests/Demo/story.txt
# A browser's name that must be found nowhere afterwards.
agent="Canary-Agent/7.7"

# What each person types: a command, or an answer to a question. Typed by hand it would be as much.
declare -A presses=([steward]=0 [reviewers]=0 [publisher]=0)
typed() { presses[$1]=$((presses[$1] + ${2:-1})); }

# Runs a command in a root, as root or as one of the people who have an account there.
on() {
    local root=$place/$1
    shift
    chroot "$root" /usr/bin/env -i PATH=/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 "$@"
}
# A person types the passphrases at a prompt: those of Firsthand come by descriptor here, that of ssh from a program.
prompts='export SSH_ASKPASS=/usr/local/bin/answer SSH_ASKPASS_REQUIRE=force
firsthand-review() { command firsthand-review "$@" --passphrase-fd 3 3<passphrase; }
firsthand-publish() { command firsthand-publish "$@" --passphrase-fd 3 3<passphrase; }'
as() { on desk setpriv --reuid "$1" --regid "$1" --init-groups env HOME="/home/$1" bash -euc "cd; $prompts; $2"; }
# The server's commands run as its own account, as the unit and `sudo -u firsthand` do it.
served() { on server setpriv --reuid firsthand --regid firsthand --init-groups --no-new-privs --bounding-set=-all --inh-caps=-all "$@"; }

# Runs commands as whoever types them there, and counts them.
as_steward() {
    typed steward "$(count "$1")"
    on server bash -euc "cd /root; $1" >"$place/said" 2>&1 || fail "on the server: $1: $(tail -n 5 "$place/said")"
}
at_desk() {
    typed "$(if [ "$1" = press ]; then echo publisher; else echo reviewers; fi)" "$(count "$2")"
    as "$1" "$2" >"$place/said" 2>&1 || fail "at $1's desk: $2: $(tail -n 5 "$place/said")"
}
# One for each command; a text between two END is one with its command.
count() { sed '/<<END/,/^END/{/<<END/!d}' <<<"$1" | grep -c .; }

# What lies on the stick goes from one root to the other.
carry() { find "$place/$1/media/stick" -mindepth 1 -maxdepth 1 -exec mv -t "$place/$2/media/stick" {} +; }

# The commands of EXCHANGE.md, or of another document, below a heading: the block of this number, with the values filled in.
declare -A value
commands() {
    local text name
    text=$(awk -v heading="$1" -v block="${2:-1}" '
        /^##/ { here = ($0 ~ "^###* " heading "$") }
        here && /^```/ { inside = !inside; if (inside) count++; next }
        here && inside && count == block' "$repository/Documentation/${3:-EXCHANGE}.md")
    [ -n "$text" ] || fail "${3:-EXCHANGE}.md has no commands under: $1"
    for name in "${!value[@]}"; do text=${text//$name/${value[$name]}}; done
    printf '%s\n' "$text"
}

field_of() { tr '<' '\n' <"$2" | sed -n "s/.*name=\"$1\".*value=\"\([^\"]*\)\".*/\1/p" | head -n 1; }
# Sends the words of a file as a survivor does, and writes down when; the receipt code is left in $receipt.
#   submit NAME FILE ADDRESS-OF-THE-FORM CURL'S-OPTIONS...
submit() {
    local name=$1 words=$2 address=$3
    shift 3
    curl -sf --max-time 60 -A "$agent" "$@" "$address/write" -o "$place/$name.form" || fail "$name: no form"
    echo "$(date +%s.%N) $name" >>"$place/moments"
    curl -sf --max-time 120 -A "$agent" --cookie v=1 "$@" "$address/send" -o "$place/$name.receipt" -D "$place/$name.heads" \
        --data-urlencode "story@$words" \
        --data "use-${use:-print}=yes&show-first=no&nonce=$(field_of nonce "$place/$name.form")&token=$(field_of token "$place/$name.form")" ||
        fail "$name: the story was not taken"
    echo "$(date +%s.%N) $name" >>"$place/moments"
    receipt=$(tr '\n' ' ' <"$place/$name.receipt" | sed -n 's/.*id="receipt"[^>]*>\([^<]*\)<.*/\1/p' | tr -s ' ' | sed 's/^ //; s/ $//')
    [ "$(wc -w <<<"$receipt")" = 10 ] || fail "$name: no receipt code"
    echo "$receipt" >>"$place/receipts"
}

# The keys, the signed list of them, and a desk for each person.
ceremony() {
    on desk bash -euc '
        for name in ana ben press; do useradd -m "$name"; done
        umask 077
        mkdir /root/ceremony
        for name in steward ana ben press; do head -c 18 /dev/urandom | base64 >"/root/$name"; done
        cat /root/{steward,ana,ben,press,steward} >/root/passphrases
        cd /root
        firsthand-review steward init --folder ceremony --reviewers ana,ben --publisher press --passphrase-fd 3 3<passphrases
        for name in ana ben press; do
            role=reviewer; [ "$name" != press ] || role=publisher
            home=/home/$name/.config/firsthand
            mkdir -p "$home"
            mv "ceremony/secret/$name.secret" "$home/$role.secret"
            mv "/root/$name" "/home/$name/passphrase"
            chown -R "$name:" "/home/$name"
        done' >"$place/ceremony.log" 2>&1 || fail "the ceremony: $(cat "$place/ceremony.log")"
}
# What the steward answers to setup, beside what is given here.
answer_setup() {
    local language
    answers=(--languages en,es --lawyer-asked 2026-11-02 --keys /media/stick/keys
        --pin "$(sed -n 2p "$place/desk/root/ceremony/steward.pub")" "$@")
    for language in en es; do
        answers+=(--name "$language=Heron Circle" --about "$language=An invented group." --contact "$language=P.O. Box 100"
            --reporting "$language=Nobody has to.")
    done
}
