#!/bin/sh
# Registers this process and becomes the command: launch.sh REGISTRATION COMMAND ARGUMENT...
# The pid and the birth written are those the command will have.
registration=$1
shift
IFS= read -r line <"/proc/$$/stat"
line=${line##*) }
birth=$(set -- $line; echo "${20}")
echo "$$ $birth" >"$registration.new" && mv "$registration.new" "$registration" || exit 126
exec "$@"
