# The reviewers' service, rounds of bundles, the review and the export. To be sourced by field.sh.

printf '#!/bin/sh\necho a long passphrase\n' | on desk install -m 755 /dev/stdin /usr/local/bin/answer
# A desk is a person's own machine.
for name in ana ben press; do echo "$name ALL=(ALL) NOPASSWD: ALL"; done >"$place/desk/etc/sudoers.d/people"
chmod 440 "$place/desk/etc/sudoers.d/people"

as_steward "$(commands 'On the server, once')"
at_desk ana "$(commands 'On each desk, once')"
mv "$place/desk/home/ana/ana.ssh" "$place/server/root/"
value[PUBLIC]=$(cat "$place/desk/home/ana/ana.onion")
as_steward "$(commands 'On the server, for each desk')"
value[SERVERKEY]=$(tail -n 1 "$place/said")
address=$(cat "$place/server/var/lib/tor/firsthand-ssh/hostname")
value[ADDRESS]=${address%.onion}

# With the key of her desk Ana gets there, to carry files and for nothing else. The survivor's Tor has no such key: the form
# answers it, and this service does not.
at_desk ana "$(commands 'On each desk, when the address is there')"
within 180 as ana "echo ls in | torsocks sftp -q -o BatchMode=no -b - team@$address" >/dev/null 2>"$place/said" ||
    fail "with its key Ana's desk does not reach the service: $(cat "$place/said")"
if as ana "torsocks ssh team@$address true" >/dev/null 2>&1; then fail "team runs a command"; fi
answer=0
curl -s --max-time 30 --socks5-hostname 127.0.0.1:9051 -o /dev/null "http://$address:22/" || answer=$?
# 97 is curl's word for: the proxy finds no way there. Any other says that something answered.
[ "$answer" = 97 ] || fail "the reviewers' service answers without a key: $answer"
curl -sf --max-time 20 --socks5-hostname 127.0.0.1:9051 -o /dev/null "http://$onion/" || fail "the form does not answer whom the reviewers' service refused"
step "Only Ana's desk reaches the reviewers' service."

# The first round: her desk has nothing, so it begins on the server.
as_steward "$(commands 'Each time' 2 | grep -v 'bundle in')"
at_desk ana "$(commands 'Each time' 3)"

cp "$repository/Tests/Demo/edits.txt" "$place/desk/home/ana/edits.txt"
chmod 644 "$place/desk/home/ana/edits.txt"
# What the inbox says of the story that may go on the website.
of_story() {
    as "$1" "firsthand-review inbox --json" | python3 -c '
import json, sys
cases = json.load(sys.stdin)
print(next(case for case in cases if "website" in json.dumps(case))[sys.argv[1]])' "$2"
}
id=$(of_story ana id)
at_desk ana "firsthand-review redact $id --edits-fd 4 4<edits.txt"
at_desk ana "firsthand-review approve $id --confirm $(of_story ana manuscript)
firsthand-review letter $id --text-fd 4 4<<<'Canary of the letter: thank you for writing.'"
step "Ana took out what could tell who is meant, approved, and left a letter."

at_desk ana "$(commands 'Each time' 1)"
as_steward "$(commands 'Each time' 2)"
at_desk ana "$(commands 'Each time' 3)"

# The writer comes back with the code and reads the letter.
again() { curl -sf --max-time 60 -A "$agent" --cookie v=1 --socks5-hostname 127.0.0.1:9051 -o "$place/page" "http://$onion/$@" || fail "the writer does not get to $1"; }
again return --data-urlencode "code=$receipt"
again letters --data-urlencode "visit=$(field_of visit "$place/page")"
grep -q 'Canary of the letter' "$place/page" || again letters --data-urlencode "visit=$(field_of visit "$place/page")" --data-urlencode "read=$(field_of read "$place/page")"
grep -q 'Canary of the letter' "$place/page" || fail "the letter is not there"
step "The writer read the letter."

# Ben and the publisher come with a stick.
value[ana]=ben
as_steward "$(commands 'By stick' 2 | sed '/from-.*--with\|install.*from-/d')"
carry server desk
at_desk ben "$(commands 'By stick' 3)"
at_desk ben "firsthand-review approve $id --confirm $(of_story ben manuscript)
$(commands 'By stick' 1)"
carry desk server
as_steward "$(commands 'By stick' 2)"
rm "$place"/server/media/stick/*
step "Ben agreed to the same text."

value[ana]=press
as_steward "$(commands 'By stick' 2 | sed '/from-.*--with\|install.*from-/d' | sed 's/ --to/ --without-stories&/')"
carry server desk
at_desk press "firsthand-publish courier in /media/stick/for-press.bundle
firsthand-publish export --use website --to website
firsthand-publish courier out --to /media/stick/from-press.bundle"
carry desk server
as_steward "$(commands 'By stick' 2)"
rm "$place"/server/media/stick/*
export=$place/desk/home/press/website
on desk firsthand-publish verify /home/press/website --keys /home/press/.config/firsthand/keys --steward /home/press/.config/firsthand/steward.pub >/dev/null || fail "the export does not verify"
minisign -V -q -p "$place/desk/root/ceremony/keys/press.minisign.pub" -m "$export/SHA256SUMS"
(cd "$export" && sha256sum --quiet -c SHA256SUMS)
[ -n "$(find "$export" -name '*.md' -size +0)" ] || fail "the export has no story"
if grep -rlE 'Pellworth|Hallam|Curtis|Renata|Okafor|Alder Falls|Dorsey|CR-2019-00482' "$export"; then fail "the export names what was taken out"; fi
step "The export is there, and verified with three programs."
