#!/bin/sh
# Ends every process registered in a directory once the process that answers for them is gone.
#
# guardian.sh WATCHED_PID WATCHED_BIRTH REGISTRY GRACE_SECONDS [SCRATCH_DIRECTORY]
#
# A registration is a file SS-name.pid holding "pid birth", SS being the stage: higher stages end
# first. "birth" is the start time in clock ticks, so that a pid given to another process meanwhile
# is left alone. The scratch directory, if named, is removed at the end.

watched=$1 watched_birth=$2 registry=$3 grace=$4 scratch=${5:-}

# Sets $birth for pid $1; fails when there is no such process or it is a zombie.
look_up() {
  { IFS= read -r line; } 2>/dev/null <"/proc/$1/stat" || return 1
  # shellcheck disable=SC2086
  set -- ${line##*) }
  birth=${20}
  [ "$1" != Z ]
}

lives() {
  look_up "$1" && [ "$birth" = "$2" ]
}

# Runs "$1 pid birth" for each registered process of stage $2.
each_of_stage() {
  for file in "$registry/$2"-*.pid; do
    [ -f "$file" ] || continue
    read -r pid pid_birth <"$file" || continue
    lives "$pid" "$pid_birth" && "$1" "$pid"
  done
}

ask_to_end() { kill -TERM "$1" 2>/dev/null; }
end_now() { kill -KILL "$1" 2>/dev/null; }
count() { living=$((living + 1)); }

end_stage() {
  each_of_stage ask_to_end "$1"
  ticks=$((grace * 5))
  while [ "$ticks" -gt 0 ]; do
    living=0
    each_of_stage count "$1"
    [ "$living" -gt 0 ] || return 0
    sleep 0.2
    ticks=$((ticks - 1))
  done
  each_of_stage end_now "$1"
}

while lives "$watched" "$watched_birth"; do
  sleep 0.5
done

# Twice: a process that was just being started may register after the first look.
for _ in 1 2; do
  for stage in $(ls "$registry" | sed -n 's/^\([0-9][0-9]\)-.*\.pid$/\1/p' | sort -ru); do
    end_stage "$stage"
  done
  sleep 0.3
done
rm -rf "$registry"
[ -z "$scratch" ] || rm -rf "$scratch"
