# The servers that speak TLS in front, with the files of Deployment/ that setup wrote. To be sourced by field.sh.

mkdir -p "$place/server/etc/letsencrypt/live/$domain"
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=$domain" -addext "subjectAltName=DNS:$domain" \
    -keyout "$place/server/etc/letsencrypt/live/$domain/privkey.pem" -out "$place/server/etc/letsencrypt/live/$domain/fullchain.pem" 2>/dev/null
over_tls=(--interface "$survivor" --resolve "$domain:443:127.0.0.1" --resolve "$domain:80:127.0.0.1"
    --cacert "$place/server/etc/letsencrypt/live/$domain/fullchain.pem")

# The longest story that is taken, 100,000 letters of three bytes, which travel as 900,000; and one that is too long.
{ printf 'Canary of the long road. ' && head -c 299925 /dev/zero | sed 's/\x0\x0\x0/\xe2\x98\x80/g'; } >"$place/long"
{ cat "$place/long" && head -c 300000 "$place/long"; } >"$place/too-long"

front_nginx() {
    rm -f "$place/server/etc/nginx/sites-enabled/default"
    on server ln -s /etc/firsthand-front/nginx.conf /etc/nginx/sites-enabled/firsthand
    # A certificate of the test's own; and the machine has no IPv6 in this namespace.
    sed -i '/listen \[::\]/d' "$place/server/etc/firsthand-front/nginx.conf"
    on server nginx -t 2>"$place/nginx.log" || fail "nginx: $(cat "$place/nginx.log")"
    on server nginx -g 'daemon off;' >>"$place/nginx.log" 2>&1 &
    try_front nginx
    typed steward 3
}

front_caddy() {
    local own=$place/server/etc/firsthand-front/Caddyfile
    # Caddy gets its certificate from an authority that is not here.
    sed -i "s,^$domain {,&\n\ttls /etc/firsthand-front/cert.pem /etc/firsthand-front/key.pem," "$own"
    install -m 644 "$place/server/etc/letsencrypt/live/$domain/fullchain.pem" "$place/server/etc/firsthand-front/cert.pem"
    install -m 644 "$place/server/etc/letsencrypt/live/$domain/privkey.pem" "$place/server/etc/firsthand-front/key.pem"
    echo 'import /etc/firsthand-front/Caddyfile' >"$place/server/etc/caddy/Caddyfile"
    # The unit's command, as the unit's user.
    on server install -d -o caddy -g caddy /var/lib/caddy
    on server setpriv --reuid caddy --regid caddy --init-groups --ambient-caps=+net_bind_service --inh-caps=+net_bind_service \
        env HOME=/var/lib/caddy caddy run --environ --config /etc/caddy/Caddyfile >"$place/server/var/log/caddy.journal" 2>&1 &
    try_front caddy
    typed steward 2
}

# What a front must do and must not do, whatever it is.
try_front() {
    local name=$1 processes status
    # It serves once it has its certificate; and nothing of what fails is written anywhere, as the search at the end sees.
    within 120 curl -sf --max-time 5 -A "$agent" "${over_tls[@]}" -o /dev/null "https://$domain/" || fail "$name does not serve: $(cat "$place"/nginx.log "$place"/server/var/log/caddy.journal)"
    mv "$place/server/run/firsthand/form.sock" "$place/server/run/aside.sock"
    status=$(curl -s --max-time 10 -A "$agent" "${over_tls[@]}" -o /dev/null -w '%{http_code}' "https://$domain/canary-of-the-path")
    [ "$status" = 502 ] || fail "$name answers $status without an intake"
    mv "$place/server/run/aside.sock" "$place/server/run/firsthand/form.sock"
    curl -s --max-time 10 -A "$agent" --interface "$survivor" -o /dev/null http://127.0.0.1:443/canary-of-the-path || true
    curl -s --max-time 10 -A "$agent" --interface "$survivor" -k -o /dev/null https://127.0.0.1/canary-of-the-path || true

    status=$(curl -s --max-time 10 -A "$agent" "${over_tls[@]}" -o /dev/null -w '%{http_code} %{redirect_url}' "http://$domain/write")
    [[ "$status" = 30[18]\ "https://$domain/write" ]] || fail "$name answers $status over plain HTTP"
    same_headers "$name"

    # While the longest story passes, no process of the front opens a file to write.
    # shellcheck disable=SC2046
    processes=$(for each in /proc/[0-9]*; do if [ "$(cat "$each/comm" 2>/dev/null)" = "$name" ]; then echo "-p ${each#/proc/}"; fi; done)
    # shellcheck disable=SC2086
    strace -f -qq -e trace=open,openat,creat,mkdir,mkdirat,rename,memfd_create -o "$place/$name.strace" $processes &
    tracer=$!
    within 60 grep -q 'TracerPid:\s*[1-9]' "/proc/$(awk '{print $2; exit}' <<<"$processes")/status"
    submit "$name" "$place/long" "https://$domain" "${over_tls[@]}"
    # A story that is too long gets the intake's own page.
    status=$(curl -s --max-time 60 -A "$agent" --cookie v=1 "${over_tls[@]}" -o "$place/answer" -w '%{http_code}' "https://$domain/send" --data-urlencode "story@$place/too-long")
    { [ "$status" = 413 ] && grep -q 'id=' "$place/answer"; } || fail "$name answers $status to a story that is too long"
    kill "$tracer"
    wait "$tracer" || true
    if grep -E 'O_WRONLY|O_RDWR|creat|mkdir|rename|memfd' "$place/$name.strace"; then fail "$name wrote a file while a story passed"; fi

    for each in $processes; do [ "$each" = -p ] || kill "$each" 2>/dev/null || true; done
    within 120 sh -c "! curl -s --max-time 2 -o /dev/null http://127.0.0.1/" || fail "$name does not stop"
    step "$name serves over TLS, and keeps nothing."
}

# The intake's own headers, and beside them only what belongs to TLS.
same_headers() {
    local method path expected
    for path in / /write /nowhere; do
        expected=$(plain --unix-socket "$place/server/run/intake.sock" "http://intake$path" | sed 's/^\(set-cookie: .*\)/\1; secure/')
        expected+=$'\nstrict-transport-security: max-age=63072000; includesubdomains'
        if [ "$path" != /nowhere ] || [ "$1" = caddy ]; then expected+=$'\n'"onion-location: http://$onion$path"; fi
        diff <(sort <<<"$expected") <(plain "${over_tls[@]}" "https://$domain$path") >&2 || fail "$1 changes the headers of $path"
    done
    # An answer to what was sent offers no other address: Tor Browser may go there at once, and leave the words behind.
    if plain "${over_tls[@]}" -X POST -d look=1 "https://$domain/write" | grep onion-location; then fail "$1 offers the onion service after a form"; fi
}
# Headers in one form, without those that only say how the answer travels.
plain() {
    curl -s --max-time 10 -A "$agent" --cookie v=1 -o /dev/null -D - "$@" | tr -d '\r' | tr '[:upper:]' '[:lower:]' | sed 's/; samesite/; samesite/' |
        grep -vE '^(http/|date:|server: nginx$|connection:|transfer-encoding:|content-length:|$)' | sort
}
