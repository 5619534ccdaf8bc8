#!/bin/sh
# Makes a PostgreSQL in a folder and starts it, then outlives the tests just long enough to end it and to remove the folder:
# it reads a pipe whose other end only their JVM holds. PostgreSQL refuses to run as root; for root it runs as nobody.
#   postgres-keeper.sh FOLDER PORT
folder=$1
port=$2
trap '' HUP INT TERM

as() {
    if [ "$(id -u)" = 0 ]; then
        setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
    else
        "$@"
    fi
}

end() {
    cd /
    [ -f "$folder/data/postmaster.pid" ] && as "$folder/bin/pg_ctl" stop -D "$folder/data" -m immediate -s
    rm -rf "$folder"
    exit "$1"
}

cd "$folder" || exit 1
tar -xf - -C "$folder" < "$folder/postgres.tar" || end 1
rm "$folder/postgres.tar"
chmod 755 "$folder"
mkdir "$folder/data" "$folder/home"
chmod 700 "$folder/data" "$folder/home"
[ "$(id -u)" = 0 ] && chown 65534:65534 "$folder/data" "$folder/home" "$folder/password"
as "$folder/bin/initdb" -D "$folder/data" -U undertone -A scram-sha-256 --pwfile="$folder/password" -E UTF8 --no-locale \
    --no-sync >> "$folder/home.log" 2>&1 || { cat "$folder/home.log"; end 1; }
cat >> "$folder/data/postgresql.conf" <<END
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = ''
fsync = off
max_connections = 60
shared_buffers = 32MB
END
as "$folder/bin/pg_ctl" start -D "$folder/data" -w -t 120 -s -l "$folder/home/postgres.log" < /dev/null \
    || { cat "$folder/home/postgres.log"; end 1; }
echo ready
while read -r what; do
    as "$folder/bin/pg_ctl" $what -D "$folder/data" -m immediate -w -t 120 -s -l "$folder/home/postgres.log" < /dev/null > /dev/null 2>&1
    echo "done $?"
done
end 0
