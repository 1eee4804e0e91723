#!/bin/sh
# Run every second or so on each database machine, by a systemd timer or in a loop. Patroni does not see a full disk: the primary refuses every
# write and stays the primary. Where less than a tenth is free, this hands over to the machine that has all that was acknowledged: once an hour at
# most, for where all disks fill alike a hand-over helps nobody.
#   disk-guard.sh http://10.0.0.11:8008 /var/lib/postgresql/15/safespaces
set -eu
api=$1 data=$2
used=$(df --output=pcent "$data" | tail -n 1 | tr -dc 0-9)
[ "$used" -ge 90 ] || exit 0
curl --silent --fail --max-time 2 --output /dev/null "$api/primary" || exit 0
cluster=$(curl --silent --fail --max-time 2 "$api/cluster")
member() { printf %s "$cluster" | tr '{' '\n' | grep "\"role\": \"$1\"" | grep -o '"name": "[^"]*"' | cut -d'"' -f4; }
leader=$(member leader) standby=$(member sync_standby)
[ -n "$leader" ] && [ -n "$standby" ] || exit 0
ran=${RUNTIME_DIRECTORY:-/run}/disk-guard-handed-over
[ -z "$(find "$ran" -mmin -60 2>/dev/null)" ] || exit 0
touch "$ran"
echo "$data is $used % full: handing over from $leader to $standby"
curl --silent --fail --max-time 10 -H 'Content-Type: application/json' -d "{\"leader\": \"$leader\", \"candidate\": \"$standby\"}" "$api/switchover"
