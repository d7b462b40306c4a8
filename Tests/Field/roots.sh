# The roots of a server and of a desk, made in the two manners of field.sh, and what runs in the server's. INTAKE_PACKAGES is where
# the server's package is, if not with the others.

# What the two need of Debian beside our packages; the server's part is what a steward installs.
server_packages=(tor nginx-light caddy openssh-server sudo)
desk_packages=(tor torsocks openssh-client openssl sudo curl minisign)

# Needs the network: debootstrap once for each Debian release, kept; then apt in each root.
make_clean_roots() {
    local kept=$repository/.build/field release mirror package root
    release=$(. /etc/os-release && echo "$VERSION_CODENAME")
    mirror=$(apt-get indextargets --format '$(SITE)' "Codename: $release" | sort -u | grep -m 1 '/debian/*$')
    mkdir -p "$kept"
    for package in intake review publish; do
        [ -n "$(compgen -G "$PACKAGES/firsthand-${package}_*.deb")" ] || fail "no package of firsthand-$package in $PACKAGES: make deb"
    done
    if [ ! -e "$kept/$release.tar" ]; then
        debootstrap --variant=minbase "$release" "$FIELD_PLACE/base" "$mirror" >"$FIELD_PLACE/debootstrap.log" || fail "debootstrap: $(tail -n 3 "$FIELD_PLACE/debootstrap.log")"
        tar -C "$FIELD_PLACE/base" --one-file-system -cf "$kept/$release.tar.new" .
        mv "$kept/$release.tar.new" "$kept/$release.tar"
        rm -r "$FIELD_PLACE/base"
    fi
    for root in server desk; do
        mkdir "$FIELD_PLACE/$root"
        tar -C "$FIELD_PLACE/$root" -xf "$kept/$release.tar"
        # Nothing starts by itself when it is installed.
        printf '#!/bin/sh\nexit 101\n' >"$FIELD_PLACE/$root/usr/sbin/policy-rc.d"
        chmod +x "$FIELD_PLACE/$root/usr/sbin/policy-rc.d"
        cp /etc/apt/sources.list.d/debian.sources "$FIELD_PLACE/$root/etc/apt/sources.list.d/" 2>/dev/null && : >"$FIELD_PLACE/$root/etc/apt/sources.list"
        cp /etc/resolv.conf /etc/hosts "$FIELD_PLACE/$root/etc/"
    done
    PACKAGES=${INTAKE_PACKAGES:-$PACKAGES} install_in server firsthand-intake "${server_packages[@]}"
    install_in desk "firsthand-review firsthand-publish" "${desk_packages[@]}"
    for root in server desk; do
        if on_clean "$root" sh -c 'command -v swift || ls -d /opt/swift' 2>/dev/null; then fail "Swift is in the clean root"; fi
    done
}
on_clean() {
    local root=$FIELD_PLACE/$1
    shift
    chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 "$@"
}
#   install_in ROOT "OUR PACKAGES" DEBIAN'S PACKAGES...
install_in() {
    local root=$1 package
    mkdir "$FIELD_PLACE/$root/media/packages"
    for package in $2; do cp "$PACKAGES/${package}"_*.deb "$FIELD_PLACE/$root/media/packages/"; done
    shift 2
    on_clean "$root" sh -c 'apt-get update -qq && apt-get install -y -qq --no-install-recommends /media/packages/*.deb "$@" && apt-get clean' sh "$@" \
        >"$FIELD_PLACE/$root.apt.log" 2>&1 || fail "apt in the $root's root: $(tail -n 5 "$FIELD_PLACE/$root.apt.log")"
    rm -r "$FIELD_PLACE/$root/media/packages"
}

# In the namespace: the roots, ready to run programs in.
make_roots() {
    local root
    if [ "$manner" = near ]; then
        # What is written into a copy lies in memory, and ends with the namespace. The machine's own root stays as it is.
        mkdir "$place/written"
        mount -t tmpfs -o mode=755 none "$place/written"
        for root in server desk; do
            mkdir -p "$place/$root" "$place/written/$root"/{root,home,media,run,tmp,var/tmp} "$place/written/$root.work"
            chmod 1777 "$place/written/$root"/{tmp,var/tmp}
            # These are empty at first, whatever goes on in the machine's own meanwhile.
            python3 -c 'import os, sys; [os.setxattr(f"{sys.argv[1]}/{name}", "trusted.overlay.opaque", b"y") for name in sys.argv[2:]]' \
                "$place/written/$root" root home media run tmp var/tmp
            mount -t overlay overlay -o "lowerdir=/,upperdir=$place/written/$root,workdir=$place/written/$root.work" "$place/$root"
        done
    fi
    for root in server desk; do
        mount -t proc proc "$place/$root/proc"
        mount --rbind /dev "$place/$root/dev"
        install -D -m 755 "$field/systemctl" "$place/$root/usr/local/sbin/systemctl"
    done
    [ "$manner" != near ] || place_near
}
# The folder that holds what is on the disk of a root: all of it, or what was written into the copy.
disk() { if [ "$manner" = near ]; then echo "$place/written/$1"; else echo "$place/$1"; fi; }

# What the packages would put there.
place_near() {
    local example
    # The copy's folders of state are empty, whatever this machine has in them.
    for root in server desk; do
        rm -rf "$place/$root"/etc/firsthand "$place/$root"/var/lib/{firsthand,tor,caddy,nginx}/* "$place/$root"/var/log/{tor,nginx,caddy}/*
        printf '' >"$place/$root/etc/tor/torrc"
    done
    install -m 755 "$PROGRAMS/firsthand-intake" "$place/server/usr/bin/"
    install -m 755 "$PROGRAMS/firsthand-review" "$PROGRAMS/firsthand-publish" "$place/desk/usr/bin/"
    install -d "$place/server/etc/firsthand" "$place/server/usr/share/firsthand/policies"
    cp -R "$repository/Policies" "$place/server/etc/firsthand/policies"
    mv "$place/server/etc/firsthand/policies/form.yaml" "$place/server/usr/share/firsthand/policies/"
    for example in firsthand.torrc Caddyfile nginx.conf; do cp "$repository/Deployment/$example" "$place/server/usr/share/firsthand/"; done
    rm -f "$place"/server/etc/ssh/ssh_host_*
    on server ssh-keygen -A >/dev/null 2>&1
    on server useradd --system --no-create-home --home-dir / --shell /usr/sbin/nologin firsthand
    chgrp -R "$(on server id -g firsthand)" "$place/server/etc/firsthand"
    chmod -R u=rwX,g=rX,o= "$place/server/etc/firsthand"
}

# The intake as its unit starts it, with a relay before it that writes down what it is told about visitors.
start_intake() {
    local ready=$place/server/run/firsthand unit=$place/server/lib/systemd/system/firsthand-intake.service command=/usr/bin/firsthand-intake\ serve
    [ ! -e "$unit" ] || command=$(sed -n 's/^ExecStart=//p' "$unit")
    on server install -d -m 711 -o firsthand -g firsthand /run/firsthand
    # Its journal as a file, so that the search for traces reaches it.
    (umask 077 && served $command >"$place/server/var/log/firsthand-intake.journal" 2>&1) &
    within 180 test -S "$ready/form.sock" || fail "the intake did not start: $(cat "$place/server/var/log/firsthand-intake.journal")"
    within 120 curl -sf --max-time 5 --unix-socket "$ready/health.sock" -o /dev/null http://intake/health || fail "the intake is not well"
    mv "$ready/form.sock" "$place/server/run/intake.sock"
    python3 "$field/relay.py" "$ready/form.sock" "$place/server/run/intake.sock" "$place/heads" &
    within 60 test -S "$ready/form.sock"
}

# Ends all at once, as when the plug is pulled: nothing is put in order first.
pull_the_plug() {
    local process
    # Of this process namespace, so all of it was started here; but not its init, which is this script's parent.
    for process in /proc/[0-9]*; do
        process=${process#/proc/}
        [ "$process" = 1 ] || [ "$process" = $$ ] || kill -KILL "$process" 2>/dev/null || true
    done
    wait 2>/dev/null || true
    # Apt's own index of what Debian offers: large, and made anew at will.
    rm -f "$place"/server/var/cache/apt/*.bin
    umount "$place"/{server,desk}/proc
    umount -l "$place"/{server,desk}/dev
}
