#!/bin/sh
# Makes sure that there is a Chromium for the browser tests: installs Debian's when that is possible, says what to do otherwise.
for name in chromium chromium-browser google-chrome google-chrome-stable; do
  if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing Chromium for the browser tests ..."
  log=$(mktemp)
  if { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends chromium; } >"$log" 2>&1; then exit 0; fi
  tail -5 "$log"
fi
echo "The browser tests need Chromium. On Debian: sudo apt install chromium. Elsewhere install Chromium or Google Chrome, so that it is on the PATH." >&2
exit 1
