#!/usr/bin/env bash
# From an empty server to a verified export, as a steward, two reviewers and a publisher go there: over a Tor network of its
# own and through nginx and Caddy, with Documentation/EXCHANGE.md's commands. Then a seized server is searched.
#
#   field.sh near    in two copies of this machine's root that forget everything, with the programs of PROGRAMS (.build/debug)
#   field.sh clean   in two clean roots of this Debian release, with the packages of PACKAGES (.build/deb) and nothing of Swift
#
# Both are in a network namespace with loopback only, and a process namespace that ends with it. Only `clean` reaches the
# network, before that, through apt.
set -euo pipefail

field=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repository=$(cd "$field/../.." && pwd)
manner=${1:?near or clean}
PROGRAMS=${PROGRAMS:-$repository/.build/debug}
PACKAGES=${PACKAGES:-$repository/.build/deb}
[ "$(id -u)" = 0 ] || exec sudo -E PROGRAMS="$PROGRAMS" PACKAGES="$PACKAGES" "$0" "$@"

step() { printf '%3d s  %s\n' "$(($(date +%s) - FIELD_BEGAN))" "$1"; }
fail() {
    echo "field: $*" >&2
    exit 1
}

# shellcheck source=network.sh
. "$field/network.sh"
# shellcheck source=roots.sh
. "$field/roots.sh"

if [ -z "${FIELD_PLACE:-}" ]; then
    FIELD_PLACE=$(mktemp -d)
    FIELD_BEGAN=$(date +%s)
    export FIELD_PLACE FIELD_BEGAN PROGRAMS PACKAGES
    leave() {
        if [ -n "${FIELD_KEEP:-}" ]; then echo "kept: $FIELD_PLACE"; else rm -rf --one-file-system "$FIELD_PLACE"; fi
    }
    trap leave EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    [ "$manner" = near ] || make_clean_roots
    unshare --net --mount --pid --fork --kill-child --mount-proc "$0" "$@"
    exit
fi

place=$FIELD_PLACE
domain=stories.example.org
# Addresses and a browser's name that must be found nowhere afterwards.
survivor=192.0.2.77
agent="Canary-Agent/7.7"
story=$repository/Tests/Demo/story.txt

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

ip link set lo up
ip address add "$survivor/32" dev lo
make_roots
umask 022
step "Two roots are there, a server's and a desk's."
start_network "$place/network" &
network=$!

step "The steward and the team: keys, one signed list, a folder for each."
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
typed steward 6
minisign -V -q -p "$place/desk/root/ceremony/steward.pub" -m "$place/desk/root/ceremony/keys/keyring.txt"

step "The steward sets the server up."
mkdir "$place"/{server,desk}/media/stick
chmod 777 "$place/desk/media/stick"
cp -R "$place/desk/root/ceremony/keys" "$place/server/media/stick/"
"$field/seized.py" before "$(disk server)" "$place/before.json"
answers=(--languages en,es --lawyer-asked 2026-11-02 --backups none --onion --domain "$domain" --keys /media/stick/keys
    --pin "$(sed -n 2p "$place/desk/root/ceremony/steward.pub")")
for language in en es; do
    answers+=(--name "$language=Heron Circle" --about "$language=An invented group." --contact "$language=P.O. Box 100"
        --reporting "$language=Nobody has to.")
done
on server firsthand-intake setup "${answers[@]}" --front nginx >"$place/setup.log" 2>&1 || fail "setup: $(cat "$place/setup.log")"
# The command, and an answer for each flag and language.
typed steward $((1 + 7 + 8))
rm -r "$place/server/media/stick/keys"
as_steward "$(commands '5. The exchange with the desks' 1 DEPLOYMENT)"
carry server desk
on desk bash -euc '
    for name in ana ben press; do
        cp -R /media/stick/organization/* "/home/$name/.config/firsthand/"
        chown -R "$name:" "/home/$name/.config"
    done
    rm -r /media/stick/organization'
typed reviewers 2
typed publisher

start_intake
wait "$network" || fail "the Tor network did not start: $(tail -n 3 "$place"/network/*/log)"
for root in server desk; do
    cp "$place/network/network.torrc" "$place/$root/etc/tor/network.torrc"
    # Tor's journal as a file, so that the search for traces reaches it.
    printf '%%include /etc/tor/network.torrc\nLog notice file /var/log/tor/notices.log\n' >>"$place/$root/etc/tor/torrc"
    on "$root" systemctl restart tor
done
typed steward
within 180 grep -q 'Bootstrapped 100%' "$place/server/var/log/tor/notices.log" || fail "the server's Tor finds no network"
# The survivor's Tor.
mkdir -m 700 "$place/survivor"
printf '%%include %s\nDataDirectory %s\nSocksPort 127.0.0.1:9051\n' "$place/network/network.torrc" "$place/survivor" >"$place/survivor.torrc"
tor --quiet -f "$place/survivor.torrc" &
step "The Tor network, the intake and Tor on both sides run."

onion=$(cat "$place/server/var/lib/tor/firsthand/hostname")
# Where systemd runs, the first time waits for the address. Here setup is run again once Tor made it, and changes nothing else.
on server firsthand-intake setup --front nginx >>"$place/setup.log" 2>&1 || fail "setup again: $(cat "$place/setup.log")"
on server firsthand-intake setup --front caddy >>"$place/setup.log" 2>&1 || fail "setup for Caddy: $(cat "$place/setup.log")"
typed steward 2

# shellcheck source=fronts.sh
. "$field/fronts.sh"
front_nginx
front_caddy

within 180 curl -sf --max-time 10 --socks5-hostname 127.0.0.1:9051 -o /dev/null "http://$onion/" || fail "the form is not reached over Tor"
use=website submit onion "$story" "http://$onion" --socks5-hostname 127.0.0.1:9051
if grep -qiE '^(strict-transport-security|onion-location|date|server):|secure' "$place/onion.heads"; then fail "the onion service sends what is for TLS alone"; fi
step "A story came over Tor."

# shellcheck source=exchange.sh
. "$field/exchange.sh"
exported=$(date +%s)

# The daily check finds nothing missing or exposed, but that nobody called the help lines, and the swap of this machine.
status=0
on server sudo -u firsthand firsthand-intake check --json >"$place/check" 2>/dev/null || status=$?
[ "$status" = 69 ] && python3 - "$place/check" <<'END' || fail "the daily check: $status: $(cat "$place/check")"
import json, sys
found = [each["what"] for each in json.load(open(sys.argv[1])) if each["kind"] != "soon"]
sys.exit(any("swap" not in what and "help lines" not in what for what in found))
END

awk -v RS= -v asks="(X-Forwarded|X-Real|Forwarded|Referer): ?.|$survivor|$agent" "/Host: $domain/ && \$0 ~ asks { print; found = 1 } END { exit found }" \
    "$place/heads" || fail "a front tells the intake who asks"
# The last story comes right before the plug is pulled, so that it lies in the vault's log.
submit last "$story" "http://$onion" --socks5-hostname 127.0.0.1:9051
pull_the_plug
[ -z "${FIELD_KEEP:-}" ] || cp -a "$(disk server)" "$place/seized"
python3 "$field/seized.py" search "$(disk server)" "$place" "$repository/SECURITY.md" "$survivor" "$agent" "$story"

seconds=$((exported - FIELD_BEGAN))
printf 'From nothing to a verified export in %d min %d s. Typed: %d by the steward, %d by the reviewers, %d by the publisher.\n' \
    $((seconds / 60)) $((seconds % 60)) "${presses[steward]}" "${presses[reviewers]}" "${presses[publisher]}"
