#!/bin/sh
# Keep one tracking issue: ops/tracking-issue.sh LABEL TITLE FILE, with gh signed in.
# A FILE with text opens the issue or brings it up to date; an empty one closes it.
set -eu
label=$1 title=$2 file=$3
number=$(gh issue list --state open --label "$label" --limit 1 --json number --jq '.[].number')
if [ -s "$file" ]; then
    if [ -n "$number" ]; then
        gh issue edit "$number" --body-file "$file"
    else
        gh label create "$label" --force --description "Kept by the scheduled rebuild"
        gh issue create --label "$label" --title "$title" --body-file "$file"
    fi
elif [ -n "$number" ]; then
    gh issue close "$number" --comment "All is well again."
fi
