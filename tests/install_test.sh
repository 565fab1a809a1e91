#!/usr/bin/env bash
# install_test.sh SOURCE_DIR BUILD_DIR CXX_COMPILER GENERATOR: installs what was built to a place of its own, and uses it from
# there as somebody would who has nothing but the installed files: the program, the completion, the library.
set -euo pipefail
source_dir=$1 build_dir=$2 compiler=$3 generator=$4

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
prefix=$work/prefix

fail() {
  printf 'install_test: %s\n' "$*" >&2
  exit 1
}
# has TEXT PART: fails where PART is not in TEXT.
has() { [[ $1 == *"$2"* ]] || fail "expected '$2' in: $1"; }

cmake --install "$build_dir" --prefix "$prefix" >/dev/null
program=$prefix/bin/detente
cases=$prefix/share/detente/cases
cd "$work"

version=$(sed -n 's/^project(detente VERSION \([0-9.]*\).*/\1/p' "$source_dir/CMakeLists.txt")
[[ -n $version ]] || fail "no version in CMakeLists.txt"
has "$("$program" --version)" "$version"
has "$("$program" --help)" "analyze"
has "$("$program" analyze "$cases/elmira-1991/elmira-1991.case.yaml")" "Elmira"
"$program" schema | cmp - "$prefix/share/detente/case.schema.json" || fail "the installed schema is another one"

completion=$prefix/share/bash-completion/completions/detente
bash -n "$completion"
# Completes `detente ana` and `detente check --js`.
complete_with() (
  # shellcheck disable=SC1090
  source "$completion"
  COMP_WORDS=("$@")
  COMP_CWORD=$(($# - 1))
  _detente
  printf '%s\n' "${COMPREPLY[@]}"
)
has "$(complete_with detente ana)" "analyze"
has "$(complete_with detente check --js)" "--json"

if grep -rlF "$source_dir" "$prefix/lib" "$prefix/include" "$prefix/share" --include='*.cmake' --include='*.hpp'; then
  fail "these files name the source directory"
fi

# The numbers are published: cases/elmira-1991/published.json.
cmake -G "$generator" -S "$source_dir/tests/consumer" -B consumer -DCMAKE_CXX_COMPILER="$compiler" -DCMAKE_PREFIX_PATH="$prefix" \
  -DCMAKE_BUILD_TYPE=Debug >log 2>&1 || { cat log; fail "the consumer does not configure"; }
cmake --build consumer >log 2>&1 || { cat log; fail "the consumer does not build"; }
output=$(consumer/consumer "$cases/elmira-1991/elmira-1991.case.yaml")
expected='nash 3
gmr 5
smr 5
seq 3
sseq 3'
[[ $output == "$expected" ]] || fail "the consumer printed: $output"
echo "the installed program, completion and library work"
