#!/usr/bin/env bash
# Puts one program with all that belongs to it in its places: install.sh intake|review|publish.
# `make install` and the Debian packages both call it, so that each file is listed once, here.
#
# DESTDIR is put before every place; PREFIX is /usr/local if not given. The rest follows from PREFIX, but for the
# policies: the program looks for them under /etc. As root, without DESTDIR, the policies go to the group of the account
# that serves them, which `systemd-sysusers` makes.
set -euo pipefail
cd "$(dirname "$0")/.."
umask 022

program=$1
name=firsthand-$program
built=${FIRSTHAND_PROGRAMS:-.build-release/release}
root=${DESTDIR:-}
prefix=${PREFIX:-/usr/local}
share=$root$prefix/share
units=$root${UNITS:-$prefix/lib/systemd/system}
zsh=$root${ZSH:-$prefix/share/zsh/site-functions}
configuration=$root/etc/firsthand

put() { install -D -m "$1" "$2" "$3"; }

# Without the names of its functions.
put 0755 "$built/$name" "$root$prefix/bin/$name"
strip --strip-all --remove-section=.comment "$root$prefix/bin/$name"
# A sum over what was compiled, with the name of the folder where it was. Only the next build would read it, and it would be
# all that tells two builds apart. It is overwritten and not removed: without it, strip would lose GNU_RELRO.
readelf --section-headers --wide "$root$prefix/bin/$name" | sed -n 's/.* \.swift_modhash *PROGBITS *[0-9a-f]* \([0-9a-f]*\) \([0-9a-f]*\) .*/\1 \2/p' |
    while read -r offset size; do
        head -c $((16#$size)) /dev/zero |
            dd of="$root$prefix/bin/$name" bs=64K oflag=seek_bytes seek=$((16#$offset)) conv=notrunc status=none
    done

for page in Documentation/man/man1/"$name".1 Documentation/man/man1/"$name"-*.1; do
    put 0644 "$page" "$share/man/man1/${page##*/}"
done

# A shell reads them and does not run them: they need no line that names one.
completion() { "$built/$name" --generate-completion-script "$1" | sed '1{/^#!/d}' | put 0644 /dev/stdin "$2"; }
completion bash "$share/bash-completion/completions/$name"
completion zsh "$zsh/_$name"
completion fish "$share/fish/vendor_completions.d/$name.fish"

documents=(README.md SECURITY.md CHANGELOG.md Documentation/{PROMISES,LOSSES,MEASURED,FORMAT,EXCHANGE}.md)
case $program in
intake) documents+=(Documentation/DEPLOYMENT.md Policies/README.md) ;;
review) documents+=(Documentation/DESK.md Documentation/REDACTION.md Keys/README.md) ;;
esac
for document in "${documents[@]}"; do
    [ -e "$document" ] || continue
    # Keys/README.md and Policies/README.md are named for what they are about.
    case $document in
    */README.md) put 0644 "$document" "$share/doc/$name/$(dirname "$document" | tr '[:lower:]' '[:upper:]').md" ;;
    *) put 0644 "$document" "$share/doc/$name/${document##*/}" ;;
    esac
done
for list in cdx.json licenses; do put 0644 "${built%/*}/materials/$name.$list" "$share/doc/$name/$name.$list"; done

# To be copied and changed: what pushes drafts to a WordPress, a look of one's own, and stories that belong together.
if [ "$program" = publish ]; then
    examples=$share/doc/$name/examples
    put 0755 Deployment/firsthand-wordpress "$examples/firsthand-wordpress"
    for file in Documentation/Theme/*.* Documentation/Theme/pages/*; do
        put 0644 "$file" "$examples/theme/${file#Documentation/Theme/}"
    done
    for file in Documentation/Campaigns/*; do put 0644 "$file" "$examples/campaigns/${file##*/}"; done
fi

[ "$program" = intake ] || exit 0

for unit in Deployment/systemd/*.service Deployment/systemd/*.timer; do
    put 0644 "$unit" "$units/${unit##*/}"
    sed -i "s,@bindir@,$prefix/bin," "$units/${unit##*/}"
done
put 0644 Deployment/systemd/firsthand.sysusers "$root$prefix/lib/sysusers.d/firsthand.conf"
# `firsthand-intake setup` puts these in their places, with the organization's own address.
for front in firsthand.torrc Caddyfile nginx.conf; do put 0644 "Deployment/$front" "$share/firsthand/$front"; done

# form.yaml is not for use as it is: `firsthand-intake setup` writes the one that counts, from this one and the answers.
put 0644 Policies/form.yaml "$share/firsthand/policies/form.yaml"
for policy in Policies/*.yaml Policies/Languages/*/*.{yaml,txt}; do
    [ "$policy" = Policies/form.yaml ] || [ -e "$configuration/policies/${policy#Policies/}" ] ||
        put 0640 "$policy" "$configuration/policies/${policy#Policies/}"
done
find "$configuration" -type d -exec chmod 0750 {} +
if [ -z "$root" ] && [ "$(id -u)" = 0 ]; then
    systemd-sysusers "$prefix/lib/sysusers.d/firsthand.conf"
    chgrp -R firsthand /etc/firsthand
fi
