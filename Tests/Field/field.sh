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

# shellcheck source=people.sh
. "$field/people.sh"
# shellcheck source=network.sh
. "$field/network.sh"
# shellcheck source=roots.sh
. "$field/roots.sh"

if [ -z "${FIELD_PLACE:-}" ]; then
    begin
    [ "$manner" = near ] || make_clean_roots
    apart "$0" "$@"
    exit
fi

domain=stories.example.org
# An address that must be found nowhere afterwards, as $agent.
survivor=192.0.2.77

ip link set lo up
ip address add "$survivor/32" dev lo
make_roots
umask 022
step "Two roots are there, a server's and a desk's."
start_network "$place/network" &
network=$!

step "The steward and the team: keys, one signed list, a folder for each."
ceremony
typed steward 6
minisign -V -q -p "$place/desk/root/ceremony/steward.pub" -m "$place/desk/root/ceremony/keys/keyring.txt"

step "The steward sets the server up."
mkdir "$place"/{server,desk}/media/stick
chmod 777 "$place/desk/media/stick"
cp -R "$place/desk/root/ceremony/keys" "$place/server/media/stick/"
"$field/seized.py" before "$(disk server)" "$place/before.json"
answer_setup --backups none --onion --domain "$domain"
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
python3 "$field/seized.py" search "$(disk server)" "$place" "$repository/Documentation/LOSSES.md" "$survivor" "$agent" "$story"

seconds=$((exported - FIELD_BEGAN))
printf 'From nothing to a verified export in %d min %d s. Typed: %d by the steward, %d by the reviewers, %d by the publisher.\n' \
    $((seconds / 60)) $((seconds % 60)) "${presses[steward]}" "${presses[reviewers]}" "${presses[publisher]}"
