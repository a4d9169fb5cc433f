#!/bin/sh
# A small client of usnp.me, written from its document: usnp.sh BASE KEY WEBHOOK_URL. It visits the link it makes.
# usnp.sh verify SECRET SIGNATURE: checks a webhook that comes on standard input.
set -eu

if [ "$1" = verify ]; then
    expected=$(openssl dgst -sha256 -hmac "$2" | sed 's/.* //')
    [ "sha256=$expected" = "$3" ] && echo verified
    exit
fi
base=$1 key=$2 hook=$3

call() {
    method=$1 path=$2
    shift 2
    curl -fsS -X "$method" "$base$path" -H "X-API-Key: $key" "$@"
}

curl -fsS "$base/" | grep -q '"status"'
link=$(call POST /shorten -H "Content-Type: application/json" -d '{
  "redirect_url": "https://example.com/product",
  "data": {"sku": "WIDGET-42"},
  "webhooks": ["'"$hook"'"]
}')
short_id=$(printf %s "$link" | sed 's/.*"short_id":"\([^"]*\)".*/\1/')
curl -fsS -o /dev/null -w '%{redirect_url}\n' "$base/$short_id"
curl -fsS "$base/$short_id/qr?format=svg&dark=%23102030" | grep -q '<svg'
call GET "/links/$short_id/analytics" | grep -q '"daily"'
call GET "/links/$short_id/analytics/summary" | grep -q "\"short_id\":\"$short_id\""
call GET "/$short_id/webhooks/status" | grep -q '"webhooks"'
call GET /usage | grep -q '"links_created"'
id=$(call POST /api-keys | sed 's/.*"id":"\([^"]*\)".*/\1/')
call POST "/api-keys/$id/rotate" | grep -q '"key"'
call DELETE "/api-keys/$id" >/dev/null
curl -sS -o /dev/null -w '%{http_code}\n' "$base/usage"
echo "$short_id"
