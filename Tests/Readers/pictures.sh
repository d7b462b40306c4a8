#!/usr/bin/env bash
# Makes the pictures of Documentation/Pictures anew, of the invented stories that the readers' tests export.
set -euo pipefail

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export PYTHONDONTWRITEBYTECODE=1 PATH="$repository/.venv/bin:$PATH"

cd "$repository"
FIRSTHAND_READER_EXPORTS=$scratch swift test --disable-xctest --filter 'ReaderExports'
python "$repository/Tests/Readers/pictures.py" "$scratch" "$repository/Documentation/Pictures"
