#!/bin/sh
# Check an article on a running desk and fail where something must be fixed:  DESK=http://127.0.0.1:8765 sh check.sh artikel.txt
set -eu
desk=${DESK:-http://127.0.0.1:8765}
auth="Authorization: Bearer ${VERIFIER_TOKEN:-}"
answer=$(curl --silent --show-error --fail-with-body -H "$auth" -F "file=@$1" "$desk/api/v1/checks")
check=$(printf '%s' "$answer" | sed 's/.*"url": "\([^"]*\)".*/\1/')
curl --silent --no-buffer -H "$auth" "$desk$check/events" >&2  # ends with the check
curl --silent -H "$auth" "$desk$check?format=concise"
curl --silent -H "$auth" "$desk$check" | grep -q '"verdict": "fail"' && exit 1 || exit 0
