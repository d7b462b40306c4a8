#!/usr/bin/env bash
# Makes the pages of the rooms that others use, from the comments of their public declarations, into .build/docs. Anything that DocC
# warns of ends it. The programs have to be built; no package but the toolchain is needed.
set -euo pipefail
cd "$(dirname "$0")/.."
out=.build/docs
rm -rf "$out" && mkdir -p "$out"
maps=()
for map in "$PWD"/.build/debug/*.build/module.modulemap "$PWD"/.build/checkouts/*/Sources/*/{include/,}module.modulemap; do
    [ ! -f "$map" ] || maps+=(-Xcc "-fmodule-map-file=$map")
done
found=0
for room in Sources/*/; do
    room=$(basename "$room")
    # Shims are C, and a program has nothing that others could use.
    case $room in Shims | Intake | Review | Publish) continue ;; esac
    mkdir "$out/$room"
    swift-symbolgraph-extract -module-name "$room" -I .build/debug/Modules -target "$(uname -m)-unknown-linux-gnu" \
        -output-dir "$out/$room" -minimum-access-level public -skip-synthesized-members "${maps[@]}"
    docc convert --fallback-display-name "$room" --fallback-bundle-identifier "org.firsthand.$room" \
        --additional-symbol-graph-dir "$out/$room" --output-path "$out/$room.doccarchive" >"$out/$room.log" 2>&1 ||
        { cat "$out/$room.log"; exit 1; }
    if grep -qE '^(warning|error)' "$out/$room.log"; then
        grep -A1 -E '^(warning|error)' "$out/$room.log"
        found=1
    fi
done
[ "$found" = 0 ] || { echo "Mend these comments: what is public says what each parameter is." >&2; exit 1; }
echo "The pages of the rooms: $out"
