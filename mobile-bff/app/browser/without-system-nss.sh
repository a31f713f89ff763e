#!/bin/sh
# Starts $BROWSER where each library of $HIDDEN (paths, a colon between them) is an empty file. Nobody else's files change: it
# is so in a mount namespace of its own, for which a user of no rights needs no other's. With $BUNDLED it finds its own libraries;
# what prepares the place must not.
exec unshare --user --map-root-user --mount -- sh -c '
  IFS=:
  set -f
  for library in $HIDDEN; do
    mount --bind /dev/null "$library" || exit 70
  done
  unset IFS
  LD_LIBRARY_PATH=$BUNDLED
  export LD_LIBRARY_PATH
  exec "$BROWSER" "$@"
' sh "$@"
