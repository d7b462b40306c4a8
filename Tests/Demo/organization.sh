# Makes an organization in a folder and runs an intake for it. To be sourced; stops what it started when the shell ends.
#
#   PROGRAMS   the folder of the built programs
#   POLICIES   the folder of the policies; made by make_place if it is not there
#   PLACE      the organization's own folder, which must not exist yet

# Run a command, to its end or in the background. demo.sh has others, which show it first.
run() { eval "$1"; }
launch() { eval "$1 &"; }

fail() {
    echo "$*" >&2
    exit 1
}

intake_pid=""
stop_intake() {
    [ -n "$intake_pid" ] || return 0
    kill "$intake_pid" 2>/dev/null || true
    wait "$intake_pid" 2>/dev/null || true
    intake_pid=""
}
trap stop_intake EXIT

# A copy of the policies that ship, with the answers and the mark of an invented organization.
answer_policies() {
    local shipped=$repository/Policies
    cp -R "$shipped" "$1"
    { sed '/^organization:/,$d' "$shipped/form.yaml" && cat "$repository/Tests/Demo/answers.yaml"; } >"$1/form.yaml"
    cp "$repository/Tests/Demo/emblem.svg" "$1/"
}

# The folder, and a random passphrase for each person.
make_place() {
    local name
    (umask 077 && mkdir -p "$PLACE/ceremony" "$PLACE/intake") && cd "$PLACE"
    [ -e "$POLICIES" ] || answer_policies "$POLICIES"
    for name in steward ana ben press; do
        (umask 077 && mkdir -p "$name" && head -c 18 /dev/urandom | base64 >"$name/passphrase")
    done
    # One line for each key made, and the steward's again to sign the list.
    (umask 077 && cat {steward,ana,ben,press,steward}/passphrase >ceremony/passphrases)
}

ceremony() {
    run "firsthand-review steward init --folder ceremony --reviewers ana,ben --publisher press --passphrase-fd 3 3< ceremony/passphrases"
}

# Gives each person and the intake their files, as Keys/README.md says.
hand_out() {
    local name role
    for name in ana ben press; do
        role=reviewer
        [ "$name" != press ] || role=publisher
        mkdir -p -m 700 "$name/config/firsthand" "$name/state/firsthand"
        cp -R ceremony/keys ceremony/steward.pub "$name/config/firsthand/"
        cp -R "$POLICIES" "$name/config/firsthand/policies"
        mv "ceremony/secret/$name.secret" "$name/config/firsthand/$role.secret"
        cat >"$name/desk" <<END
# Source this to sit at ${name}'s desk: the programs look for their files where it says.
export PATH="$PROGRAMS:\$PATH"
export XDG_CONFIG_HOME="$PLACE/$name/config" XDG_STATE_HOME="$PLACE/$name/state"
END
    done
    mv ceremony/secret/steward.secret steward/
    cp -R ceremony/keys ceremony/steward.pub intake/
}

configure_intake() {
    cat >intake/intake.yaml <<END
listen: "127.0.0.1:$1"
health: health.sock
vault: vault.sqlite
keys: keys
steward: steward.pub
state: state
form-key: form.key
policies: $POLICIES
allow-root: yes
allow-swap: yes
END
}

# A loopback port on which nobody listens.
free_port() {
    local port
    for port in {8080..8179}; do
        if ! (exec 9<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
            echo "$port"
            return
        fi
    done
    fail "every port from 8080 to 8179 is taken on this machine"
}

start_intake() {
    launch "firsthand-intake serve --config intake/intake.yaml > intake/output 2>&1"
    intake_pid=$!
    local try
    for try in {1..200}; do
        if curl -sf --max-time 2 --unix-socket intake/health.sock http://intake/health >/dev/null; then return; fi
        kill -0 "$intake_pid" 2>/dev/null || fail "the intake stopped: $(cat intake/output)"
        sleep 0.1
    done
    fail "the intake did not get ready: $(cat intake/output)"
}
