#!/usr/bin/env bash
# run.sh PROGRAM SOURCE_DIR WORK_DIR: makes briefs and opens them in Debian's Chromium. What npm installs goes into
# WORK_DIR/browser, as package-lock.json says; anything that is missing is a failure.
set -euo pipefail
program=$1 source_dir=$2 work=$3/browser

fail() {
  printf 'tests/browser: %s\n' "$*" >&2
  exit 1
}
for tool in node npm; do
  command -v "$tool" >/dev/null || fail "there is no $tool; packages.txt says what is needed ([test])"
done
browser=${DETENTE_BROWSER:-$(command -v chromium || true)}
[[ -x $browser ]] || fail "there is no chromium; packages.txt says what is needed ([test])"

mkdir -p "$work"
# Installed anew only if the list has changed since.
if ! cmp -s "$source_dir/tests/browser/package-lock.json" "$work/installed-lock.json"; then
  cp "$source_dir"/tests/browser/{package.json,package-lock.json,.npmrc} "$work/"
  (cd "$work" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) || fail "npm ci failed"
  cp "$work/package-lock.json" "$work/installed-lock.json"
fi
# Modules are found beside the files that import them.
cp "$source_dir"/tests/browser/*.mjs "$work/"

brief() { "$program" report "$source_dir/$1" -o "$work/$2.html" --lang "${3:-en}" || fail "no brief of $1"; }
brief cases/elmira-1991/elmira-1991.case.yaml elmira
brief cases/nash-1950-barter/nash-1950-barter.case.yaml barter
brief cases/summit-2025/summit.case.yaml summit
brief cases/summit-2025/summit.case.yaml summit-de de
brief tests/browser/hostile.case.yaml hostile

cd "$work"
DETENTE_BROWSER=$browser node --test --test-reporter=spec brief_test.mjs
