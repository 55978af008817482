#!/bin/sh
# Rebuild every sample from samples/source/*.txt.
# On a fresh Debian 12 or later:
#   apt-get install -y fonts-ipaexfont fonts-noto-cjk libreoffice-writer libreoffice-calc chromium poppler-utils python3 python3-venv
# python-docx comes from PyPI into a private folder.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
PYTHON=${PYTHON:-}
if [ -z "$PYTHON" ]; then
  python3 -m venv "$work/venv"
  "$work/venv/bin/pip" -q install python-docx==1.1.2
  PYTHON=$work/venv/bin/python
fi
rm -rf build
"$PYTHON" make.py
for name in guideline assessment; do
  mkdir -p "$name/libreoffice" "$name/chromium" "$name/word"
  for side in old new; do
    mv "build/$name-$side.docx" "$name/word/$side.docx"
    soffice -env:UserInstallation="file://$work/lo" --headless --convert-to pdf --outdir "$work" "$name/word/$side.docx" >/dev/null 2>&1
    mv "$work/$side.pdf" "$name/libreoffice/$side.pdf"
    if [ "$name" = assessment ]; then
      soffice -env:UserInstallation="file://$work/lo" --headless --infilter="HTML (StarCalc)" --convert-to xlsx \
        --outdir "$work" "source/html/$name-$side.html" >/dev/null 2>&1
      mv "$work/$name-$side.xlsx" "$name/libreoffice/$side.xlsx"
    fi
    mkdir -p "$work/chromium-$name-$side"
    tags=
    if [ "$name" = guideline ]; then tags=--disable-pdf-tagging; fi   # one pair untagged, one tagged
    chromium --headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update \
      --disable-sync --no-first-run --user-data-dir="$work/chromium-$name-$side" --no-pdf-header-footer $tags \
      --print-to-pdf="$name/chromium/$side.pdf" "file://$PWD/source/html/$name-$side.html" >/dev/null 2>&1
    for producer in libreoffice chromium; do
      printf '%s/%s/%s.pdf %s pages, %s bytes\n' "$name" "$producer" "$side" \
        "$(pdfinfo "$name/$producer/$side.pdf" | sed -n 's/^Pages: *//p')" "$(wc -c <"$name/$producer/$side.pdf")"
    done
  done
done
rm -rf build
