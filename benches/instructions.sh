#!/usr/bin/env bash
# Counts the instructions of one comparison against those of the limit kernel
# on the same pair of 1 MB texts, and fails above a ceiling. Counts are the same
# on an idle and on a busy machine, unlike times. Needs valgrind.
#
#   benches/instructions.sh           builds the bench as CI does and runs it
#   benches/instructions.sh PROGRAM   takes a bench that is built
set -euo pipefail
cd "$(dirname "$0")/.."

# Preset, and how many times the instructions of the limit are allowed.
ceilings='
rewrap 2.5
typical 4.2
heavy 7.7
'

command -v valgrind >/dev/null || { echo "valgrind is missing: apt-get install valgrind" >&2; exit 2; }
bench=${1:-$(benches/build-limit.sh)}
pair=$(mktemp -d)
trap 'rm -rf "$pair"' EXIT

count() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$bench" --once "$1" "$pair" 2>&1 |
        sed -n 's/.*Collected *: *//p'
}

failed=0
while read -r preset ceiling; do
    [ -n "$preset" ] || continue
    "$bench" --write "$pair" --presets "$preset" --sizes 1M
    for what in load limit ours; do count "$what" >"$pair/$what" & done
    wait
    n_bytes=$(cat "$pair"/*.txt | wc -c)
    awk -v preset="$preset" -v ceiling="$ceiling" -v bytes="$n_bytes" \
        -v load="$(cat "$pair/load")" -v limit="$(cat "$pair/limit")" -v ours="$(cat "$pair/ours")" '
        BEGIN {
            ratio = (ours - load) / (limit - load)
            held = ratio <= ceiling
            printf "%-5s %-8s %6.2f × limit (at most %s); limit %.1f, ours %.1f instructions per byte\n",
                held ? "ok" : "FAILS", preset, ratio, ceiling, (limit - load) / bytes, (ours - load) / bytes
            exit !held
        }' || failed=1
done <<<"$ceilings"
exit "$failed"
