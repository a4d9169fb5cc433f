#!/bin/sh
# A small client of H0p, written from its documents: h0p.sh BASE KEY SLUG.
# h0p.sh verify SECRET SIGNATURE: checks a webhook that comes on standard input.
set -eu

if [ "$1" = verify ]; then
    expected=$(openssl dgst -sha256 -hmac "$2" | sed 's/.* //')
    [ "$expected" = "$3" ] && echo verified
    exit
fi
base=$1 key=$2 slug=$3

call() {
    method=$1 path=$2
    shift 2
    curl -sS -X "$method" "$base$path" -H "x-api-key: $key" -H "Content-Type: application/json" "$@"
}

draft='{
  "slug": "'"$slug"'",
  "destination": {"type": "link", "value": "https://example.com/products/summer-sale", "threatTypes": null},
  "tags": ["marketing", "sale"],
  "maxClicks": 1000
}'
link=$(call POST /short-link -d "$draft")
id=$(printf %s "$link" | sed 's/.*"tags":\[[^]]*\],"id":"\([^"]*\)".*/\1/')
call GET "/short-link/list?page=0&limit=50" | grep -q "\"$id\"" && echo listed
call POST /short-link -d "$draft" | grep -q '"code":"ALREADY_EXIST"\|"code": "ALREADY_EXIST"' && echo refused
call PATCH "/short-link/$id" -d '{"maxClicks": null}' | grep -q '"maxClicks":null' && echo changed
curl -sS -o /dev/null -w '%{redirect_url}\n' "$base/$slug"
call DELETE "/short-link/$id"
echo
