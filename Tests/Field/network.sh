# A Tor network of its own, for the tests. To be sourced in a network namespace that has nothing but loopback, so that
# nothing leaves the machine, and in a process namespace that ends its processes with it: see alone.sh.

# Starts five relays, each of which is an authority too, so that all of them stand in the first consensus. What every
# other tor must know to belong to this network stands in FOLDER/network.torrc then.
#   start_network FOLDER
start_network() {
    local folder=$1 number identity
    mkdir -m 755 "$folder"
    cat >"$folder/network.torrc" <<END
TestingTorNetwork 1
AssumeReachable 1
AddressDisableIPv6 1
LearnCircuitBuildTimeout 0
CircuitBuildTimeout 5
END
    for number in {1..5}; do
        mkdir -p -m 700 "$folder/$number/keys"
        authority "$number" >"$folder/$number/torrc"
        (cd "$folder/$number/keys" && tor-gencert --create-identity-key -m 12 -a "127.0.0.1:700$number" --passphrase-fd 0 <<<unguarded 2>/dev/null) &
    done
    wait
    for number in {1..5}; do
        identity=$(sed -n 's/^fingerprint //p' "$folder/$number/keys/authority_certificate")
        # Tor tells an authority's fingerprint only once it knows of some authority.
        echo "DirAuthority authority$number orport=500$number no-v2 v3ident=$identity 127.0.0.1:700$number" \
            "$(tor --list-fingerprint --quiet -f "$folder/$number/torrc" --DirAuthority "none v3ident=$identity 127.0.0.1:1 $identity" | sed 's/^[^ ]* //; s/ //g')"
    done >"$folder/authorities"
    cat "$folder/authorities" >>"$folder/network.torrc"
    for number in {1..5}; do tor --quiet -f "$folder/$number/torrc" & done
    # A tor that finds no consensus waits longer each time before it asks again: so nobody asks before there is a whole one.
    within 240 all_agree
}
all_agree() { [ "$(curl -sf --max-time 2 http://127.0.0.1:7001/tor/status-vote/current/consensus-microdesc | grep -c '^r ')" = 5 ]; }

authority() {
    cat <<END
%include $folder/network.torrc
DataDirectory $folder/$1
Log notice file $folder/$1/log
Nickname authority$1
Address 127.0.0.1
ContactInfo none
SocksPort 0
ORPort 127.0.0.1:500$1
DirPort 127.0.0.1:700$1
AuthoritativeDirectory 1
V3AuthoritativeDirectory 1
TestingV3AuthInitialVotingInterval 10
TestingV3AuthInitialVoteDelay 2
TestingV3AuthInitialDistDelay 2
V3AuthVotingInterval 20
V3AuthVoteDelay 2
V3AuthDistDelay 2
TestingDirAuthVoteExit *
TestingDirAuthVoteGuard *
TestingDirAuthVoteHSDir *
MinUptimeHidServDirectoryV2 0
END
}

# Waits until a command succeeds, at most for so many seconds.
#   within SECONDS COMMAND...
within() {
    local end=$((SECONDS + $1))
    shift
    until "$@"; do
        [ "$SECONDS" -lt "$end" ] || return 1
        sleep 0.3
    done
}
