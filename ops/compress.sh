#!/bin/sh
# Put a .gz beside every text file of a built site, for a server that sends it as it is: ops/compress.sh PUBLIC.
set -eu
find "$1" -type f -size +1k \( -name '*.html' -o -name '*.css' -o -name '*.js' -o -name '*.json' -o -name '*.csv' \
    -o -name '*.svg' -o -name '*.xml' -o -name '*.jsonl' \) -exec gzip --keep --force --no-name {} +
