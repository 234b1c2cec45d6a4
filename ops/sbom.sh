#!/bin/sh
# The bill of materials of the runtime, as CycloneDX JSON: ops/sbom.sh FILE, after make .venv/runtime. Needs pipx.
set -eu
cd "$(dirname "$0")/.."
pipx run --spec cyclonedx-bom==7.5.0 cyclonedx-py environment .venv --pyproject pyproject.toml --mc-type application \
    --spec-version 1.6 --output-format JSON --output-reproducible --validate --output-file "$1"
