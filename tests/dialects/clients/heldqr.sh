#!/bin/sh
# A small client of Heldqr, written from its document: heldqr.sh BASE TOKEN SHORTCODE.
# It prints one word for each thing that was as the document says.
set -eu
base=$1 HELDQR_TOKEN=$2 shortcode=$3
draft='{"target_url": "https://example.com/menu", "label": "Restaurant menu", "shortcode": "'"$shortcode"'"}'

call() {
    method=$1 path=$2
    shift 2
    curl -sS -i -X "$method" "$base/api/v1/codes$path" -H "Authorization: Bearer $HELDQR_TOKEN" "$@" | tr -d '\r'
}

create() {
    call POST "" -H "Content-Type: application/json" -H "Idempotency-Key: $1" -d "$2"
}

made=$(create "first-$shortcode" "$draft")
echo "$made" | grep -q '^HTTP/1.1 201'
echo "$made" | grep -qi '^X-RateLimit-Remaining: [0-9]'
echo created
create "first-$shortcode" "$draft" | grep -qi '^Idempotent-Replay: true' && echo replayed
create "first-$shortcode" '{"target_url": "https://example.com/other"}' | grep -q idempotency_key_conflict && echo refused
call GET "" | grep -q "\"shortcode\":\"$shortcode\"" && echo listed
call PATCH "/$shortcode" -H "Content-Type: application/json" -d '{"target_url": "https://example.com/menu-2026"}' |
    grep -q menu-2026 && echo changed
call GET "/$shortcode/scans" | grep -q '"total":' && echo counted
curl -sS -o /dev/null -w '%{redirect_url}\n' "$base/$shortcode"
