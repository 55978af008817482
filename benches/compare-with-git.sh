#!/usr/bin/env bash
# Times `shinkyu compare` against `git diff --no-index --word-diff-regex=.` on
# generated pairs of 1 MB texts with edits in 5 % of the sections: once with one
# paragraph on each line on both sides, which is the easiest task for git, and
# once as documents come, wrapped and set differently on the two sides.
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

# Wall-clock milliseconds of one command.
milliseconds() {
    local TIMEFORMAT='%R'
    local seconds
    seconds=$({ time "$1" 2>/dev/null; } 2>&1)
    awk -v s="$seconds" 'BEGIN { printf "%d", s * 1000 + 0.5 }'
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
        function median(values, n,    i, j, keep) {
            for (i = 2; i <= n; i++)
                for (j = i; j > 1 && values[j - 1] > values[j]; j--) {
                    keep = values[j]; values[j] = values[j - 1]; values[j - 1] = keep
                }
            return n % 2 ? values[(n + 1) / 2] : (values[n / 2] + values[n / 2 + 1]) / 2
        }
        { ours[NR] = $1; theirs[NR] = $2; ratio[NR] = $2 / ($1 > 0 ? $1 : 1) }
        END {
            o = median(ours, NR); t = median(theirs, NR); m = median(ratio, NR)
            printf "| | median | min | max |\n|---|---|---|---|\n"
            printf "| shinkyu compare, ms | %d | %d | %d |\n", o, ours[1], ours[NR]
            printf "| git diff --word-diff-regex=., ms | %d | %d | %d |\n", t, theirs[1], theirs[NR]
            printf "| git / shinkyu, round by round | %.2f | %.2f | %.2f |\n", m, ratio[1], ratio[NR]
            printf "\nRatio of medians (git / shinkyu): %.2f\n", t / o
        }' "$pair/times"
    echo
}

report() {
    echo "# shinkyu and git on the same pairs"
    echo
    echo "Edits in 5 % of the sections, seed $seed; $rounds rounds, both in turn; $(git --version); $(rustc --version)."
    echo
    measure five-percent
    measure five-percent-rewrapped
}

text=$(report)
echo "$text"
if [ $# -ge 1 ]; then
    mkdir -p benches/runs
    echo "$text" >"benches/runs/$(date +%F)-$1.md"
fi
