#!/bin/sh
# A small client of Honopu, written from its document: honopu.sh BASE KEY CODE.
# honopu.sh verify SECRET SIGNATURE: checks a webhook that comes on standard input.
set -eu

if [ "$1" = verify ]; then
    expected=$(openssl dgst -sha256 -hmac "$2" | sed 's/.* //')
    [ "$expected" = "$3" ] && echo verified
    exit
fi
base=$1 key=$2 code=$3

call() {
    method=$1 path=$2
    shift 2
    curl -fsS -X "$method" "$base$path" \
        -H "Authorization: Bearer $key" \
        -H "Content-Type: application/json" "$@"
}

link=$(call POST /api/links -d '{
"destinationUrl": "https://example.com/fall-menu",
"title": "Fall Menu",
"shortCode": "'"$code"'"
}')
id=$(printf %s "$link" | sed 's/.*"id":"\([^"]*\)".*/\1/')
call GET /api/links | grep -q "\"id\":\"$id\""
call PATCH "/api/links/$id" -d '{"destinationUrl": "https://example.com/spring-menu"}' >/dev/null
call POST /api/qr-codes -d '{"linkId": "'"$id"'"}' | grep -q "/r/$code\""
curl -fsS -o /dev/null -w '%{redirect_url}\n' "$base/r/$code"
call GET /api/analytics/recent >/dev/null
call GET "/api/analytics/$id" | grep -q '"byDevice"'
call GET /api/links -D - -o /dev/null | tr -d '\r' | sed -n 's/^[Xx]-[Rr]ate[Ll]imit-[Ll]imit: //p'
echo "$id"
