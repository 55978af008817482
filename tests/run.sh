#!/usr/bin/env bash
# Runs all tests; arguments go to `cargo test`. The tools that the tests use
# are installed first where that is possible.
set -euo pipefail
cd "$(dirname "$0")/.."
bash tests/tools.sh
exec cargo test "$@"
