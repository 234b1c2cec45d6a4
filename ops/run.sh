#!/bin/sh
# One scheduled run: ops/run.sh REPORT OUT [OPTION OF refresh]...
# Reads the sources, checks, builds into OUT, and leaves in REPORT what a commit, a log, an issue and a release need.
# A held or unreachable source does not end the run; damaged data or a failed build does, with the old site in place.
set -eu
report=$1 out=$2
shift 2
PATH="$(cd "$(dirname "$0")/.." && pwd)/.venv/bin:$PATH"
data=${WEIGHBRIDGE_DATA:-data}
mkdir -p "$report"

weighbridge refresh --json --data "$data" "$@" > "$report/run.json"
weighbridge report-refresh "$report/run.json" --summary | tee -a "${GITHUB_STEP_SUMMARY:-/dev/null}"
weighbridge report-refresh "$report/run.json" --message > "$report/message.txt"
weighbridge report-trouble --data "$data" --days 3 > "$report/trouble.md"
weighbridge check --data "$data"
weighbridge history --new --data "$data"
weighbridge build --data "$data" --out "$out" ${BASE_URL:+--base-url "$BASE_URL"}

# What the site was made from: the manifest (every file with its hash), and a statement over it.
cp "$out/api/v1/manifest.json" "$report/manifest.json"
"$(dirname "$0")/provenance.py" "$out" > "$report/provenance.json"

# What the machine wrote, for the job that may push; what people edit (the registry) stays out.
rm -rf "$report/data"
mkdir "$report/data"
for part in results claims prices review standing status.jsonl; do
    if [ -e "$data/$part" ]; then cp -R "$data/$part" "$report/data/$part"; fi
done
