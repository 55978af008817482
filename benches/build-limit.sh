#!/usr/bin/env bash
# Builds `limit` for CI and prints where it is. The dependencies are those of
# the tests (dev profile, optimised); this package alone is built anew, with the
# settings of a release. That costs a minute or two instead of a whole release
# build. Times are taken with `cargo bench` instead.
set -euo pipefail
cd "$(dirname "$0")/.."

own='profile.dev.package.shinkyu'
cargo build --bench limit --message-format=json-render-diagnostics \
    --config "$own.opt-level=3" --config "$own.codegen-units=1" \
    --config "$own.debug-assertions=false" --config "$own.overflow-checks=false" |
    sed -n 's/.*"name":"limit".*"executable":"\([^"]*\)".*/\1/p' | tail -1
