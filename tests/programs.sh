#!/bin/sh
# Other people's programs that the tests try the service with: on Debian, as root, those that are missing are installed. Without one of
# them the tests that need it say so and are left out; Chromium alone has to be there (chromium.sh).
[ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || exit 0
missing=""
for pair in initdb:postgresql nginx:nginx-light caddy:caddy age:age gpg:gpg redis-server:redis-server; do
  program=${pair%%:*}
  command -v "$program" >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/"$program" /usr/sbin/"$program" >/dev/null 2>&1 || missing="$missing ${pair##*:}"
done
[ -n "$missing" ] || exit 0
echo "Installing for the tests:$missing ..."
log=$(mktemp)
{ apt-get update -q && DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -q --no-install-recommends $missing; } >"$log" 2>&1 ||
  { echo "Not installed; the tests that need them are left out:"; tail -3 "$log"; }
exit 0
