#!/usr/bin/env bash
# Times `shinkyu compare` against `git diff --no-index --word-diff-regex=.` on
# generated pairs of 1 MB texts:
#   five-percent            edits in 5 % of the sections, one paragraph on each
#                           line on both sides, which is the easiest task for git
#   five-percent-spread     the same with edits in two sections of five, which
#                           change about 5 % of the characters
#   five-percent-rewrapped  edits in 5 % of the sections, wrapped and set
#                           differently on the two sides, as documents come
#
#   benches/compare-with-git.sh            prints the figures
#   benches/compare-with-git.sh MACHINE    also writes benches/runs/DATE-MACHINE.md
#
# ROUNDS (default 9), CHARACTERS (default 345000, about 1 MB) and SEED
# (default 1) can be set in the environment. Works with bash 3.2 and newer.
set -euo pipefail
cd "$(dirname "$0")/.."

rounds=${ROUNDS:-9}
characters=${CHARACTERS:-345000}
seed=${SEED:-1}
# In a locale without UTF-8 git would compare bytes, three for each character.
export LC_ALL=${UTF8_LOCALE:-C.UTF-8}

cargo build --quiet --release
pair=$(mktemp -d)
trap 'rm -rf "$pair"' EXIT
shinkyu=${CARGO_TARGET_DIR:-target}/release/shinkyu

compare_shinkyu() {
    "$shinkyu" compare --quiet --format json "$pair/old.txt" "$pair/new.txt" >"$pair/report.json"
}
compare_git() {
    # git ends with 1 when the files differ.
    git --no-pager diff --no-index --word-diff-regex=. \
        "$pair/old.txt" "$pair/new.txt" >"$pair/words.txt" || [ $? -eq 1 ]
}

# Wall-clock and processor milliseconds of one command. On a machine that does
# other things at the same time only the second means something.
milliseconds() {
    local TIMEFORMAT='%R %U %S'
    { time "$1" 2>/dev/null; } 2>&1 | awk '{ printf "%d %d\n", $1 * 1000, ($2 + $3) * 1000 }'
}

# Times both on the pair of one preset and prints a table.
measure() {
    cargo bench --quiet --bench make_pair -- "$pair" "$characters" "$seed" "$1"
    echo "## $1: $(wc -c <"$pair/old.txt" | tr -d ' ') and $(wc -c <"$pair/new.txt" | tr -d ' ') bytes"
    echo
    compare_shinkyu
    compare_git
    local round ours theirs
    for ((round = 0; round < rounds; round++)); do
        ours=$(milliseconds compare_shinkyu)
        theirs=$(milliseconds compare_git)
        echo "$ours $theirs"
    done >"$pair/times"
    awk '
        function sort(values, n,    i, j, keep) {
            for (i = 2; i <= n; i++)
                for (j = i; j > 1 && values[j - 1] > values[j]; j--) {
                    keep = values[j]; values[j] = values[j - 1]; values[j - 1] = keep
                }
        }
        function median(values, n) {
            return n % 2 ? values[(n + 1) / 2] : (values[n / 2] + values[n / 2 + 1]) / 2
        }
        function row(name, format, values) {
            sort(values, NR)
            printf "| %s | " format " | " format " | " format " |\n", name, median(values, NR), values[1], values[NR]
        }
        { ours[NR] = $1; our_cpu[NR] = $2; theirs[NR] = $3; their_cpu[NR] = $4 }
        { ratio[NR] = $3 / ($1 > 0 ? $1 : 1); cpu_ratio[NR] = $4 / ($2 > 0 ? $2 : 1) }
        END {
            printf "| | median | min | max |\n|---|---|---|---|\n"
            row("shinkyu compare, ms", "%d", ours)
            row("git diff --word-diff-regex=., ms", "%d", theirs)
            row("git / shinkyu, round by round", "%.2f", ratio)
            row("shinkyu compare, ms of processor time", "%d", our_cpu)
            row("git diff --word-diff-regex=., ms of processor time", "%d", their_cpu)
            row("git / shinkyu, processor time", "%.2f", cpu_ratio)
            printf "\nRatio of medians (git / shinkyu): %.2f\n", median(theirs, NR) / median(ours, NR)
        }' "$pair/times"
    echo
}

report() {
    echo "# shinkyu and git on the same pairs"
    echo
    echo "Seed $seed; $rounds rounds, both in turn; $(git --version); $(rustc --version)."
    echo
    measure five-percent
    measure five-percent-spread
    measure five-percent-rewrapped
}

text=$(report)
echo "$text"
if [ $# -ge 1 ]; then
    mkdir -p benches/runs
    echo "$text" >"benches/runs/$(date +%F)-$1.md"
fi
