#!/usr/bin/env bash
# token.sh CLIENT [SCOPE...]: prints an access token of a development client.
set -euo pipefail
clients=${CLIENTS:-.yipiao/up/clients} issuer=${ISSUER:-http://127.0.0.1:8080} client=${1:-}
give_up() {
  echo "token.sh: $1" >&2
  exit 2
}
[ -n "$client" ] || give_up "usage: token.sh CLIENT [SCOPE...]"
[ -f "$clients/$client.p12" ] || give_up "no such client: $client in $clients"
base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }
scope=()
[ $# -lt 2 ] || scope=(--data-urlencode "scope=${*:2}")
now=$(date +%s)
claims='{"iss":"%s","sub":"%s","aud":"%s/oauth2/token","jti":"%s","iat":%d,"exp":%d}'
head=$(printf '{"alg":"ES256"}' | base64url)
body=$(printf "$claims" "$client" "$client" "$issuer" "$(openssl rand -hex 16)" "$now" $((now + 60)) | base64url)
# OpenSSL signs in DER; a JWT wants r and s, 32 bytes each.
signature=$(printf '%s' "$head.$body" |
  openssl dgst -sha256 -sign "$clients/$client.p12" -passin "file:$clients/$client.password" |
  openssl asn1parse -inform DER | awk -F: '/INTEGER/ { printf "%64s", $NF }' | tr ' ' 0 | sed 's/../\\x&/g')
answer=$(curl -sS --fail-with-body "$issuer/oauth2/token" "${scope[@]}" \
  --data-urlencode grant_type=client_credentials --data-urlencode "client_id=$client" \
  --data-urlencode client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer \
  --data-urlencode "client_assertion=$head.$body.$(printf "$signature" | base64url)") || {
  echo "$answer" >&2
  exit 1
}
sed -E 's/.*"access_token" *: *"([^"]+)".*/\1/' <<<"$answer"
