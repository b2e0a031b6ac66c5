#!/bin/sh
# Everything `make check` runs, in the order that fails fastest. One argument: the folder of the environment's programs.
set -eu
bin=$1
step() { printf '\n== %s\n' "$1"; }
step "format";  "$bin/ruff" format --check src tests bench scripts
step "lint";    "$bin/ruff" check src tests bench scripts
step "types";   "$bin/mypy"
step "imports"; "$bin/lint-imports" --no-cache
step "packs";   "$bin/nizam" packs lint
step "tests";   "$bin/pytest" -rs
