#!/usr/bin/env bash
# Restores what the lock files name, builds once, checks the format, runs the tests, and ends with what failed and one line of counts.
#   bash tests/run.sh          every test but the category Slow
#   bash tests/run.sh Slow     the category Slow only
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
exec < /dev/null
# DOTNET_TieredPGO=0: hundreds of processes live for seconds; what measuring their own code would earn later, they never come to.
export CI=true DOTNET_TieredPGO=0 DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 MSBUILDTERMINALLOGGER=off NO_COLOR=1

if ! command -v dotnet > /dev/null; then
  echo "The .NET 10 SDK is needed: https://dotnet.microsoft.com/download/dotnet/10.0" >&2
  exit 1
fi

filter="TestCategory!=Slow"
hang=10m
if [ "${1:-}" = Slow ]; then
  filter="TestCategory=Slow"
  hang=90m
fi
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

step() { echo; echo "== $*"; }

# The Excel reports are opened by LibreOffice, the portal's pages by Chromium; files are taken from OpenSSH's server. They are installed where that may be done, while the projects build; without them those tests say that they are skipped.
wanted=""
command -v soffice > /dev/null || wanted="libreoffice-calc fonts-crosextra-carlito"
command -v chromium > /dev/null || wanted="$wanted chromium"
command -v sshd > /dev/null || wanted="$wanted openssh-server"
if [ -n "$wanted" ] && command -v apt-get > /dev/null; then
  root=$([ "$(id -u)" -eq 0 ] || echo "sudo -n")
  # shellcheck disable=SC2086
  (timeout 240 $root apt-get update -qq && DEBIAN_FRONTEND=noninteractive timeout 240 $root apt-get install -y -qq --no-install-recommends $wanted) > "$results/apt.log" 2>&1 &
fi

# The format is checked while the projects build, which do not keep both cores busy to the end.
(dotnet format whitespace . --folder --verify-no-changes --exclude '**/obj/' > "$results/format.log" 2>&1; echo $? > "$results/format.code") &

step "restore and build"
dotnet restore QdC.Analytics.sln --locked-mode --verbosity quiet || exit 1
dotnet build QdC.Analytics.sln --no-restore --configuration Release --verbosity quiet || exit 1

step "format"
wait
format=$(cat "$results/format.code")
if [ "$format" -eq 0 ]; then
  echo "as .editorconfig says"
else
  cat "$results/format.log"
  echo "Put it right with: dotnet format whitespace --folder ." >&2
fi

step "tests ($filter)"
for program in soffice chromium sshd; do
  command -v $program > /dev/null || echo "$program is not here and could not be installed: $(tail -n 1 "$results/apt.log" 2> /dev/null)"
done
# Three projects at a time: some of what they do is waiting.
dotnet test QdC.Analytics.sln --no-build --configuration Release -m:3 --filter "$filter" \
  --logger "console;verbosity=normal" --logger trx --results-directory "$results" \
  --blame-hang-timeout "$hang" --blame-hang-dump-type none
code=$?

# Each project leaves one TRX file with its counters.
count() { find "$results" -name '*.trx' -exec grep -ho "<Counters [^>]*" {} + | grep -o " $1=\"[0-9]*\"" | tr -dc '0-9\n' | awk '{ n += $1 } END { print n + 0 }'; }
total=$(count total) passed=$(count passed)
failed=$(( $(count failed) + $(count error) + $(count timeout) + $(count aborted) ))
skipped=$(( total - passed - failed ))

if [ "$code" -ne 0 ] && [ "$failed" -eq 0 ]; then
  echo "A test process ended without saying why (exit code $code)." >&2
fi
# Which tests failed, and how, stands at the end: a log that is cut off in the middle still tells it. What depends on a failed test was not run.
find "$results" -name '*.trx' -exec awk -f tests/failed.awk {} {} \; > "$results/failed.txt"
if [ -s "$results/failed.txt" ]; then
  step "failed"
  cat "$results/failed.txt"
fi
if [ "$total" -eq 0 ]; then
  echo "No test ran." >&2
  code=1
fi
if [ "$format" -ne 0 ]; then
  echo "The form of some files is wrong: see above." >&2
fi
echo
echo "$passed passed, $failed failed, $skipped skipped"
[ "$code" -eq 0 ] && [ "$failed" -eq 0 ] && [ "$format" -eq 0 ]
