#!/usr/bin/env bash
# Takes docs/table.png anew: the table of the guideline sample as a browser
# shows it. Needs chromium and fonts-noto-cjk.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cargo run --quiet -- compare --quiet --lang ja \
  --title '「再使用品交換拠点の設置及び運営に関するガイドライン」新旧対照表' \
  samples/guideline/libreoffice/old.pdf samples/guideline/libreoffice/new.pdf -o "$work/table.html"
"${CHROMIUM:-chromium}" --headless --no-sandbox --disable-gpu --no-first-run --disable-sync \
  --disable-background-networking --disable-component-update --user-data-dir="$work/profile" \
  --hide-scrollbars --window-size=1260,842 --screenshot="$PWD/docs/table.png" \
  "file://$work/table.html" 2>/dev/null
printf 'docs/table.png: %s bytes\n' "$(wc -c <docs/table.png)"
