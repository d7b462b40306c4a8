#!/usr/bin/env bash
# Takes the exports into a WordPress of its own, by its importer's calls and over its REST API: a database on a socket, a server on
# loopback, gone afterwards.
#
# Usage: wordpress.sh EXPORTS SCRATCH PYTHON
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
exports=$1 scratch=$2 python=$3
user=$(id -un)
mkdir -p "$scratch/database"
mariadb-install-db --no-defaults --datadir="$scratch/database" --user="$user" --auth-root-authentication-method=normal >"$scratch/install.log" 2>&1
mariadbd --no-defaults --datadir="$scratch/database" --user="$user" --skip-networking --socket="$scratch/socket" \
    --pid-file="$scratch/pid" >"$scratch/database.log" 2>&1 &
database=$!
server=''
trap 'kill $server "$database" 2>/dev/null || true; wait $server "$database" 2>/dev/null || true' EXIT
for _ in {1..150}; do
    if mariadb --no-defaults --socket="$scratch/socket" -u root -e 'SELECT 1' >/dev/null 2>&1; then break; fi
    sleep 0.2
done
# Debian's own configuration is a link to a file that only the web server may read; ours takes its place.
cp -rL /usr/share/wordpress "$scratch/wordpress" 2>/dev/null || true
rm -f "$scratch/wordpress/wp-config.php"

configure() {
    mariadb --no-defaults --socket="$scratch/socket" -u root -e "CREATE DATABASE $1 CHARACTER SET utf8mb4"
    cat >"$scratch/wordpress/wp-config.php" <<PHP
<?php
define('DB_NAME', '$1');
define('DB_USER', 'root');
define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:$scratch/socket');
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('DISABLE_WP_CRON', true);
define('WP_ENVIRONMENT_TYPE', 'local');
\$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
PHP
}

for export in calm hostile; do
    configure $export
    php -d error_reporting=0 "$here/wordpress.php" "$scratch/wordpress" "$exports/$export/wordpress.xml" >"$scratch/$export.json"
    "$python" "$here/wordpress.py" "$exports/$export.expected.json" "$scratch/$export.json"
done

port=$("$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
(cd "$scratch/wordpress" && exec php -d error_reporting=0 -d opcache.enable=0 -S "127.0.0.1:$port" >"$scratch/server.log" 2>&1) &
server=$!
for export in calm hostile; do
    configure pushed_$export
    php -d error_reporting=0 "$here/wordpress-posts.php" "$scratch/wordpress" install "127.0.0.1:$port" >"$scratch/password"
    mkdir -p "$scratch/push"
    "$python" "$here/push.py" "$here/../../Deployment/firsthand-wordpress" "$exports/$export" "$exports/$export.expected.json" \
        "$scratch/wordpress" "http://127.0.0.1:$port" "$scratch/password" "$scratch/push"
done
