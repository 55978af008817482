#!/usr/bin/env bash
# Makes sure that the tools the tests use are there: a Chromium browser,
# LibreOffice, a Japanese font for them to print with, and Node.js with the
# packages of tests/web. Installs them from Debian's packages
# where it may; elsewhere it says what to install. It never fails: a test
# whose tool is missing fails by itself, with the same words.
set -euo pipefail

find_browser() {
  local name
  for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
    if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1; then return 0; fi
  done
  return 1
}

find_office() {
  local name
  for name in "${SOFFICE:-}" soffice libreoffice; do
    if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1; then return 0; fi
  done
  return 1
}

find_font() {
  command -v fc-list >/dev/null 2>&1 && [ -n "$(fc-list :lang=ja)" ]
}

# A font that the program can embed; others, as bitmap fonts, it does not know.
find_embedded() {
  command -v fc-list >/dev/null 2>&1 && [ -n "$(fc-list | grep -E 'ipaexm\.ttf|NotoSerifCJK-Regular\.ttc')" ]
}

# Node 20 or newer, and npm.
find_node() {
  command -v npm >/dev/null 2>&1 && command -v node >/dev/null 2>&1 &&
    [ "$(node -p 'Number(process.versions.node.split(".")[0]) >= 20')" = true ]
}

# What tests/web.rs walks the local page with, in the versions of the lock file.
packages_of_node() {
  local folder
  folder=$(cd "$(dirname "$0")/web" && pwd)
  cmp -s "$folder/package-lock.json" "$folder/node_modules/.installed" && return 0
  (cd "$folder" && npm ci --no-audit --no-fund >/dev/null 2>&1) || return 1
  cp "$folder/package-lock.json" "$folder/node_modules/.installed"
}

packages=()
find_browser || packages+=(chromium)
find_office || packages+=(libreoffice-writer libreoffice-calc)
{ find_font && find_embedded; } || packages+=(fontconfig fonts-ipaexfont)
find_node || packages+=(nodejs npm)

as_root=()
if [ "$(id -u)" -ne 0 ]; then as_root=(sudo -n); fi
if [ ${#packages[@]} -gt 0 ] && command -v apt-get >/dev/null 2>&1 && "${as_root[@]}" true 2>/dev/null; then
  echo "tests/tools.sh: installing ${packages[*]}"
  log=$(mktemp)
  trap 'rm -f "$log"' EXIT
  export DEBIAN_FRONTEND=noninteractive
  if ! { "${as_root[@]}" apt-get update && "${as_root[@]}" apt-get install -y --no-install-recommends "${packages[@]}"; } >"$log" 2>&1; then
    tail -n 20 "$log" >&2
  fi
fi

find_browser || echo "tests/tools.sh: no Chromium; install the package 'chromium' (or Google Chrome), or name the program in the variable CHROMIUM. tests/browser.rs fails without it." >&2
find_office || echo "tests/tools.sh: no LibreOffice; install the package 'libreoffice-writer' (or LibreOffice), or name the program in the variable SOFFICE. tests/docx.rs and tests/office.rs fail without it." >&2
find_font || echo "tests/tools.sh: no Japanese font; install the packages 'fontconfig' and 'fonts-ipaexfont'. tests/browser.rs fails without one." >&2
find_embedded || echo "tests/tools.sh: no Japanese font that a PDF can be printed with; install the package 'fonts-ipaexfont'. tests/pdf_out.rs fails without one." >&2
if find_node; then
  packages_of_node || echo "tests/tools.sh: the packages of tests/web could not be installed; run 'npm ci' there. tests/web.rs fails without them." >&2
else
  echo "tests/tools.sh: no Node.js 20 or newer with npm; install the packages 'nodejs' and 'npm'. tests/web.rs fails without them." >&2
fi
