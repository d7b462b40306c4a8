#!/usr/bin/env bash
# A server over three versions, as its steward takes it there: installed packages in a clean root of this Debian release, and the
# commands of OPERATIONS.md and of the page of a dead server. Up, back, up again, with stories that come, are opened at a desk and
# are taken back in between. versions.sh makes the packages of the version before and of one to come.
set -euo pipefail

field=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repository=$(cd "$field/../.." && pwd)
manner=clean
PROGRAMS=""
PACKAGES=${PACKAGES:-$repository/.build/deb}
[ "$(id -u)" = 0 ] || exec sudo -E PACKAGES="$PACKAGES" "$0" "$@"

# shellcheck source=people.sh
. "$field/people.sh"
# shellcheck source=network.sh
. "$field/network.sh"
# shellcheck source=roots.sh
. "$field/roots.sh"

if [ -z "${FIELD_PLACE:-}" ]; then
    begin
    server_packages=(tor sudo)
    desk_packages=(sudo)
    INTAKE_PACKAGES=$repository/.build/field/before make_clean_roots
    apart "$0" "$@"
    exit
fi

ip link set lo up
make_roots
umask 022
vault=$place/server/var/lib/firsthand/vault.sqlite
form=(--unix-socket "$place/server/run/firsthand/form.sock")
for name in before this next; do mkdir "$place/server/root/$name"; done
cp "$repository"/.build/field/before/*.deb "$place/server/root/before/"
cp "$PACKAGES"/firsthand-intake_*.deb "$place/server/root/this/"
cp "$repository"/.build/field/next/*.deb "$place/server/root/next/"

# The installed program is that of the package.
runs() {
    local number
    number=$(dpkg-deb --field "$place/server/root/$1"/*.deb Version)
    [ "$(on server firsthand-intake --version)" = "${number%-*}" ] || fail "this is not $number: $(on server firsthand-intake --version)"
}
start() {
    on server systemctl start firsthand-intake
    within 120 curl -sf --max-time 5 --unix-socket "$place/server/run/firsthand/health.sock" -o /dev/null http://intake/health ||
        fail "the intake does not start: $(tail -n 5 "$place/server/var/log/firsthand-intake.journal")"
}
stop() { on server systemctl stop firsthand-intake; }
# systemd stops the service before the files are replaced, and starts it afterwards.
#   install_version NAME COMMANDS
install_version() {
    stop
    as_steward "cd $1; $2" <<<n
    edits_stand
}
# dpkg asked nothing that the steward did not refuse.
edits_stand() {
    grep -q '^letters-days: 9$' "$place/server/etc/firsthand/policies/retention.yaml" || fail "dpkg took a policy that the steward changed"
    grep -q '^# Called on Monday$' "$place/server/etc/firsthand/policies/help.yaml" || fail "dpkg took a policy that the steward changed"
}
# All that is in the vault: in a copy, since whoever opens it may move its log into the file.
content() {
    rm -rf "$place/looked"
    mkdir "$place/looked"
    cp "$vault"* "$place/looked/"
    sqlite3 "$place/looked/vault.sqlite" .dump | sha256sum
}
# The installed program names what a newer one wrote, with its documented exit code, and leaves it alone.
refuses() {
    local status sum
    sum=$(content)
    for command in serve status "vault rewrite"; do
        status=0
        # shellcheck disable=SC2086
        served timeout 100 firsthand-intake $command >"$place/said" 2>&1 || status=$?
        [ "$status" = 74 ] && grep -q 'a newer Firsthand wrote this vault; update this program' "$place/said" ||
            fail "$command on a newer vault: $status: $(cat "$place/said")"
    done
    [ "$sum" = "$(content)" ] || fail "an older program wrote into a newer vault"
}

declare -A code
tell() {
    submit "$1" "$story" http://intake "${form[@]}"
    code[$1]=$receipt
}
# What the writer of a story is shown, into $place/page.
asks() { curl -sf --max-time 60 --cookie v=1 "${form[@]}" "http://intake/$1" -o "$place/page" "${@:2}" || fail "no answer from $1"; }
returns() { asks return --data-urlencode "code=${code[$1]}"; }
is_there() {
    for name in "$@"; do
        returns "$name"
        [ -n "$(field_of visit "$place/page")" ] && ! grep -q 'Your story is gone' "$place/page" || fail "the $name story is not there"
    done
}
is_gone() {
    for name in "$@"; do
        returns "$name"
        grep -q 'Your story is gone' "$place/page" || fail "the $name story is not gone"
    done
}
# As a code that was never given out.
is_unknown() {
    local status
    status=$(curl -s --max-time 60 --cookie v=1 "${form[@]}" http://intake/return -o "$place/page" -w '%{http_code}' \
        --data-urlencode "code=${code[$1]}")
    [[ $status = 4* ]] && [ -z "$(field_of visit "$place/page")" ] || fail "the $1 story is there, against what the page says: $status"
}
take_back() {
    is_there "$1"
    asks withdraw --data-urlencode "visit=$(field_of visit "$place/page")" --data act=now
    is_gone "$1"
}
is_whole() { served firsthand-intake vault check >"$place/said" 2>&1 || fail "the vault is not whole: $(cat "$place/said")"; }

# A round of bundles by stick; the first one begins on the server.
exchange() {
    value[ana]=$1
    local first=${2:-}
    [ -n "$first" ] || at_desk "$1" "$(commands 'By stick' 1)"
    carry desk server
    as_steward "$(commands 'By stick' 2 | sed "${first:+/from-.*--with\\|install.*from-/d}")"
    carry server desk
    at_desk "$1" "$(commands 'By stick' 3)"
}
# Every story that Ana has opens: she proposes a text of each. There are so many.
opens() {
    local ids id
    ids=$(as ana "firsthand-review inbox --json" | python3 -c '
import json, sys
print(*(case["id"] for case in json.load(sys.stdin) if case["stage"] != "withdrawn"))')
    [ "$(wc -w <<<"$ids")" = "$1" ] || fail "Ana has not $1 stories: $ids"
    for id in $ids; do at_desk ana "firsthand-review redact $id --edits-fd 4 4<edits.txt"; done
}

# The commands of the page of a dead server: a step's block of this number, as it is headed there.
page() {
    awk -v step="$1" -v heading="\`\`\`$2" -v block="${3:-1}" '
        /^\*\*[0-9]\./ { here = substr($0, 3, 1) == step }
        here && /^```/ { inside = $0 == heading && ++count == block; next }
        here && inside' "$repository/Documentation/BadDays/server-dead.md" | sed "s/ana/${4:-ana}/g" | grep .
}

ceremony
on desk bash -euc '
    useradd -m safe
    head -c 18 /dev/urandom | base64 >/home/safe/passphrase
    firsthand-review keys new safe --backup --to /home/safe/.config/firsthand --passphrase-fd 3 3</home/safe/passphrase
    firsthand-review steward add /home/safe/.config/firsthand/safe.pub --folder /root/ceremony --new-person --passphrase-fd 3 3</root/steward
    chown -R safe: /home/safe' >"$place/said" 2>&1 || fail "the backup key: $(cat "$place/said")"
mkdir "$place"/{server,desk}/media/stick "$place/server/mnt/backups"
chmod 777 "$place/desk/media/stick"
cp -R "$place/desk/root/ceremony/keys" "$place/server/media/stick/"
answer_setup --backups none --onion
on server firsthand-intake setup "${answers[@]}" >"$place/said" 2>&1 || fail "setup: $(cat "$place/said")"
rm -r "$place/server/media/stick/keys"
as_steward "$(commands '5. The exchange with the desks' 1 DEPLOYMENT)"
carry server desk
on desk bash -euc '
    for name in ana ben safe; do
        cp -R /media/stick/organization/* "/home/$name/.config/firsthand/"
        chown -R "$name:" "/home/$name/.config"
    done
    rm -r /media/stick/organization'
install -m 644 "$repository/Tests/Demo/edits.txt" "$place/desk/home/ana/edits.txt"
# One policy that both packages have alike, and one that they do not.
echo '# Called on Monday' >>"$place/server/etc/firsthand/policies/help.yaml"
sed -i 's/^letters-days: .*/letters-days: 9/' "$place/server/etc/firsthand/policies/retention.yaml"
runs before
start
for name in first second third; do tell "$name"; done
take_back second
exchange ana first
opens 2
step "The version before took stories in, one was taken back, and two were opened at a desk."

stop
cp -a "$vault"* "$place/"
install_version this "$(commands 'A new version' 1 OPERATIONS | grep -v backup)"
runs this
# What each change of the tables made: without these, a vault is as it was before them.
made=([6]="reports" [5]="passes" [4]="awaited" [3]="drafts" [2]="deadlines kept_codes")
mkdir "$place/held"
mv "$vault"* "$place/held/"
for change in 6 5 4 3 2; do
    for table in ${made[$change]}; do echo "DROP TABLE $table;"; done | sqlite3 "$place/vault.sqlite"
    sqlite3 "$place/vault.sqlite" "DELETE FROM grdb_migrations WHERE identifier = '$change'; PRAGMA wal_checkpoint(TRUNCATE);" >"$place/said"
    on server install -m 600 -o firsthand -g firsthand /dev/stdin /var/lib/firsthand/vault.sqlite <"$place/vault.sqlite"
    start
    is_there first third
    is_gone second
    tell "of $change"
    stop
    is_whole
    [ "$(sqlite3 "$vault" 'SELECT max(identifier) FROM grdb_migrations')" = 7 ] || fail "the vault of change $((change - 1)) was not brought up"
    rm "$vault"*
done
mv "$place"/held/* "$(dirname "$vault")/"
step "This version brought a vault of each change before up, and every story in it was there."

start
is_there first third
is_gone second
take_back third
tell fourth
exchange ana
opens 2
stop
is_whole
step "After the upgrade: a story taken back, a new one, and both that are left open at the desk."

install_version before "$(commands 'A new version' 2 OPERATIONS)"
runs before
refuses
install_version this "$(commands 'A new version' 1 OPERATIONS | grep -v backup)"
start
is_there first fourth
is_gone second third
step "The version before named the newer vault and stopped; with this one everything was there again."

stop
as_steward "$(commands Backups 1 OPERATIONS)"
start
exchange ben first
install_version next "$(commands 'A new version' 1 OPERATIONS)"
runs next
backup=$(find "$place/server/mnt/backups" -name '*.backup' -printf '%T@ %p\n' | sort -n | sed -n '$s/.* //p')
start
is_there first fourth
tell fifth
take_back fourth
for name in ana ben; do exchange "$name"; done
opens 2
# This one reaches no desk.
tell sixth
# A backup of the newer version is there too.
on server systemctl start firsthand-intake-backup >"$place/said" 2>&1 || fail "a backup by the newer version: $(cat "$place/said")"
step "With a backup before it, a newer version took over: a story came, one was taken back, one reached no desk."

install_version this "$(commands 'A new version' 2 OPERATIONS)"
runs this
refuses
newer=$(find "$place/server/mnt/backups" -name '*.backup' -newer "$backup" -print -quit)
install -m 644 "$newer" "$place/desk/media/stick/newest.backup"
if as safe "$(page 3 safe)" >"$place/said" 2>&1; then fail "the older program opened a backup of the newer one"; fi
grep -q 'a newer Firsthand wrote' "$place/said" || fail "the older program on a newer backup: $(cat "$place/said")"
rm -f "$place"/desk/media/stick/*

as_steward "$(page 2 server | tail -n +2)"
install -m 644 "$backup" "$place/desk/media/stick/newest.backup"
at_desk safe "$(page 3 safe)"
rm "$place/desk/media/stick/newest.backup"
carry desk server
as_steward "$(page 4 server | tail -n +2)"
for name in ana ben; do
    as_steward "$(page 5 server 1 "$name")"
    carry server desk
    at_desk "$name" "$(page 5 ana 1 "$name")"
    carry desk server
    as_steward "$(page 5 server 2 "$name" | grep -v 'systemctl start')"
    rm "$place"/server/media/stick/*
done
start
is_there first fifth
is_gone second third fourth
is_unknown sixth
tell seventh
stop
is_whole
step "Back by the backup: what the desks had came from them, what was taken back stayed gone, what no desk had is lost."

start
install_version next "$(commands 'A new version' 1 OPERATIONS)"
runs next
start
is_there first fifth seventh
is_gone second third fourth
tell eighth
for name in ana ben; do exchange "$name"; done
opens 4
take_back eighth
stop
is_whole
step "Up again: every story that was left opens at the desk, and one was taken back."
