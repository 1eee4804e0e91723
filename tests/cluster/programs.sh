#!/bin/sh
# What `make test-cluster` needs beside Python: on Debian, as root, it is installed; nothing is started by the packages.
[ "$(id -u)" = 0 ] || { echo "The cluster is tried in network namespaces, which needs root."; exit 1; }
missing=""
for pair in patroni:patroni etcd:etcd-server haproxy:haproxy redis-server:redis-server ip:iproute2 curl:curl nginx:nginx-light initdb:postgresql; do
  program=${pair%%:*}
  command -v "$program" >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/"$program" /usr/sbin/"$program" >/dev/null 2>&1 || missing="$missing ${pair##*:}"
done
/usr/bin/python3 -c "import etcd, psycopg2" 2>/dev/null || missing="$missing python3-etcd python3-psycopg2"
[ -n "$missing" ] || exit 0
echo "Installing for the cluster:$missing ..."
apt-get update -q >/dev/null && DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -q --no-install-recommends $missing >/dev/null
