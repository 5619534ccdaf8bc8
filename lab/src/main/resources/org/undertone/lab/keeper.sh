#!/bin/sh
# Keeps one program: keeper.sh FOLDER COMMAND...
# A line "start" on standard input starts COMMAND; FOLDER/pid and FOLDER/exited tell of it. At the end of the input,
# which comes even when the lab's JVM was killed, COMMAND is ended and FOLDER removed.
folder=$1
shift
cd / || exit 1

finish() {
    trap '' HUP INT TERM
    if [ -s "$folder/pid" ] && [ ! -e "$folder/exited" ]; then
        pid=$(cat "$folder/pid")
        kill -TERM "$pid"
        # A frozen one cannot end before it is thawed.
        kill -CONT "$pid"
        tries=0
        until [ -e "$folder/exited" ] || [ "$tries" -ge 20 ]; do
            sleep 0.1
            tries=$((tries + 1))
        done
        [ -e "$folder/exited" ] || kill -KILL "$pid"
        until [ -e "$folder/exited" ] || [ "$tries" -ge 60 ]; do
            sleep 0.1
            tries=$((tries + 1))
        done
    fi
    rm -rf -- "$folder"
}
trap finish EXIT
trap 'exit 1' HUP INT TERM

while read -r word; do
    if [ "$word" = start ]; then
        rm -f "$folder/pid" "$folder/exited"
        (
            "$@" </dev/null >"$folder/out" 2>&1 &
            echo "$!" >"$folder/pid.new"
            mv "$folder/pid.new" "$folder/pid"
            wait "$!"
            echo "$?" >"$folder/exited.new"
            mv "$folder/exited.new" "$folder/exited"
        ) </dev/null &
        until [ -s "$folder/pid" ]; do
            sleep 0.02
        done
    fi
done
