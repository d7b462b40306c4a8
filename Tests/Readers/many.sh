#!/usr/bin/env bash
# Exports many stories to every format with the release program, and says how long it took and how much memory at most.
# FIRSTHAND_MANY is how many (10,000); the stories are made first, which takes longer than the export.
set -euo pipefail

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$repository"
count=${FIRSTHAND_MANY:-10000}
place=$repository/.build/many
rm -rf "$place"
echo "Making $count stories."
FIRSTHAND_MANY=$count FIRSTHAND_MANY_FOLDER=$place swift test --disable-xctest --filter ManyStories >"$place.log" 2>&1 ||
    { cat "$place.log" >&2; exit 1; }
make release-programs
program=$PWD/.build-release/release/firsthand-publish
echo "correct horse battery staple" >"$place/passphrase"
python3 - "$program" "$place" "$repository/Policies" <<'PYTHON'
import os, resource, subprocess, sys, time

program, place, policies = sys.argv[1:]
begin = time.monotonic()
with open(f"{place}/passphrase") as passphrase:
    subprocess.run(
        [program, "export", "--use", "website", "--to", f"{place}/export", "--vault", f"{place}/vault.sqlite", "--keys",
         f"{place}/keys", "--steward", f"{place}/steward.pub", "--state", f"{place}/state", "--policies", policies, "--key",
         f"{place}/secret/press.secret", "--passphrase-fd", "0"], stdin=passphrase, check=True)
seconds = time.monotonic() - begin
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
size = sum(os.path.getsize(os.path.join(f, n)) for f, _, names in os.walk(f"{place}/export") for n in names) >> 20
print(f"time {seconds:.1f} s, peak memory {peak} MiB, export {size} MiB, vault {os.path.getsize(f'{place}/vault.sqlite') >> 20} MiB")
PYTHON
