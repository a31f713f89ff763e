#!/usr/bin/env bash
# What this machine lacks for Yipiao and how to get it. Needs nothing but bash, so that it can name whatever is missing.
#
# doctor.sh ROOT [JAVA_HOME]
#
# ROOT is the clone; JAVA_HOME a JDK 25, empty when none was found. One line for each thing: "ok", "MISSING" or "note".
# Exit status: 0 nothing is missing, 1 something is.
set -uo pipefail

root=$1 java_home=${2:-}
memory_needed_gib=6 disk_needed_gib=5
missing=0

ok() { printf 'ok       %s: %s\n' "$1" "$2"; }
note() { printf 'note     %s\n' "$1"; }
missing() { # what, found, remedy
  printf 'MISSING  %s: %s; %s\n' "$1" "$2" "$3"
  missing=1
}
has() { command -v "$1" >/dev/null 2>&1; }

# Whether the first number.number in a text is at least major.minor.
at_least() { # text, major, minor
  [[ $1 =~ ([0-9]+)\.([0-9]+) ]] || return 1
  ((BASH_REMATCH[1] > $2 || (BASH_REMATCH[1] == $2 && BASH_REMATCH[2] >= $3)))
}

first_line() {
  local line="" colour=$'\e''\[[0-9;]*m'
  IFS= read -r line < <("$@" 2>&1)
  while [[ $line =~ $colour ]]; do line=${line//"${BASH_REMATCH[0]}"/}; done
  printf '%s' "$line"
}

check_java() {
  if [ -n "$java_home" ]; then
    ok "JDK 25" "$java_home"
  else
    missing "JDK 25" "not found" "install Temurin 25 (https://adoptium.net) beside any other and set JAVA_HOME or JAVA25_HOME"
  fi
}

check_versioned() { # name, program, major, minor, remedy
  local version
  if ! has "$2"; then
    missing "$1 $3.$4" "no $2 on the PATH" "$5"
    return
  fi
  version=$(first_line "$2" --version)
  if at_least "$version" "$3" "$4"; then ok "$1 $3.$4" "$version"; else missing "$1 $3.$4" "${version:-no answer}" "$5"; fi
}

check_programs() { # package, programs...
  local package=$1 program absent=()
  shift
  for program in "$@"; do has "$program" || absent+=("$program"); done
  if ((${#absent[@]})); then
    missing "$package" "no ${absent[*]} on the PATH" "apt-get install $package"
  else
    ok "$package" "$*"
  fi
}

# What infra/cli/token.sh and its test alone need: never an error.
check_for_tokens() { # name, major, minor, package, program and what it is asked with
  local name="$1 $2.$3" major=$2 minor=$3 own=$1 package=$4 version=""
  shift 4
  if has "$1"; then version=$(first_line "$@"); fi
  if [[ $version == "$own "* ]] && at_least "$version" "$major" "$minor"; then
    ok "$name" "${version%% (*}"
  else
    note "$name: ${version:-no $1 on the PATH}; infra/cli/token.sh needs it: apt-get install $package"
  fi
}

check_system() {
  local machine glibc
  machine=$(uname -s -m 2>/dev/null)
  if [ "$machine" = "Linux x86_64" ]; then
    ok "Linux on x86-64" "$machine"
  else
    missing "Linux on x86-64" "${machine:-unknown}" "the embedded servers are built for it alone; name servers of yours with YIPIAO_MYSQL_URL, YIPIAO_REDIS_URL and YIPIAO_KAFKA_BOOTSTRAP"
  fi
  glibc=$(getconf GNU_LIBC_VERSION 2>/dev/null)
  if at_least "$glibc" 2 28; then ok "glibc 2.28" "$glibc"; else missing "glibc 2.28" "${glibc:-not found}" "use a distribution of 2019 or later"; fi
  if [ -r /proc/self/stat ]; then ok "/proc" "readable"; else missing "/proc" "not readable" "mount it: processes are watched through it"; fi
  # Counts one character only where the locale is really there.
  if [ "$(LC_ALL=C.UTF-8 bash -c 'word=医; echo ${#word}' 2>/dev/null)" = 1 ]; then
    ok "locale C.UTF-8" "works"
  else
    missing "locale C.UTF-8" "not there" "apt-get install libc-bin (or locales): Java cannot open paths with other characters without it"
  fi
}

# MariaDB and Redis are programs for this system that use its libraries.
check_library() { # file, package, for whom
  local folder
  for folder in /lib/x86_64-linux-gnu /usr/lib/x86_64-linux-gnu /lib64 /usr/lib64 /usr/lib /lib; do
    if [ -e "$folder/$1" ]; then
      ok "$1 for $3" "$folder/$1"
      return
    fi
  done
  missing "$1 for $3" "not found" "apt-get install $2"
}

check_libraries() {
  local program absent
  check_library libstdc++.so.6 libstdc++6 "MariaDB and RocksDB"
  check_library libgcc_s.so.1 libgcc-s1 "MariaDB"
  check_library libcrypt.so.1 libcrypt1 "MariaDB"
  check_library libsystemd.so.0 libsystemd0 "MariaDB"
  check_library libssl.so.3 libssl3 "Redis"
  check_library libcrypto.so.3 libssl3 "Redis"
  has ldd || return
  for program in "$root"/.yipiao/servers/*/bin/mariadbd "$root"/.yipiao/servers/*/redis-server; do
    [ -x "$program" ] || continue
    absent=$(ldd "$program" 2>/dev/null | grep 'not found')
    [ -z "$absent" ] || missing "libraries of ${program##*/}" "${absent//$'\n'/,}" "install the packages that hold them"
  done
}

check_memory() {
  local key value _ available=0
  while read -r key value _; do
    [ "$key" != MemAvailable: ] || available=$((value / 1024))
  done </proc/meminfo
  if ((available >= memory_needed_gib * 1024)); then
    ok "$memory_needed_gib GiB of free memory" "$available MiB"
  else
    missing "$memory_needed_gib GiB of free memory" "$available MiB" "end other programs or add memory"
  fi
}

check_disk() {
  local line free=""
  while read -r _ _ _ line _; do free=$line; done < <(df -Pk "$root" 2>/dev/null)
  if [[ $free =~ ^[0-9]+$ ]] && ((free >= disk_needed_gib * 1024 * 1024)); then
    ok "$disk_needed_gib GiB of free disk" "$((free / 1024)) MiB at $root"
  else
    missing "$disk_needed_gib GiB of free disk" "${free:-unknown} KiB at $root" "make room"
  fi
  if [ -w "$root" ]; then ok "write access" "$root"; else missing "write access" "$root" "give your user write access to the clone"; fi
}

# Says who listens on the usual ports; that is never an error, the next free ones are used.
check_ports() {
  local source=$root/infra/quickstart/src/main/java/org/yipiao/quickstart/ports/PlatformPort.java
  local -A listening=()
  local _ address state inode name port table owner count=0
  for table in /proc/net/tcp /proc/net/tcp6; do
    [ -r "$table" ] || continue
    while read -r _ address _ state _ _ _ _ _ inode _; do
      [ "$state" != 0A ] || listening[$((16#${address##*:}))]=$inode
    done < <(tail -n +2 "$table")
  done
  while IFS= read -r name; do
    [[ $name =~ ^\ \ ([A-Z0-9_]+)\(([0-9]+)\)[,\;] ]] || continue
    name=${BASH_REMATCH[1]} port=${BASH_REMATCH[2]}
    count=$((count + 1))
    [ -n "${listening[$port]:-}" ] || continue
    owner=$(find /proc/[0-9]*/fd -lname "socket:\[${listening[$port]}\]" 2>/dev/null | head -n 1)
    owner=${owner#/proc/}
    owner=${owner:+pid ${owner%%/*}}
    name=${name,,}
    note "port $port for ${name//_/-} is taken by ${owner:-a process of another user}; the next free one will be used"
  done <"$source"
  ok "usual ports" "$count looked at"
}

check_java
check_versioned Maven mvn 3 8 "apt-get install maven"
check_versioned Node node 20 0 "for the web pages: apt-get install nodejs npm"
check_programs util-linux setsid flock
check_programs coreutils cat cp cut date df head ls mkdir mv readlink rm sleep sort tail touch tr
check_programs findutils find
check_programs sed sed
check_programs grep grep
check_programs libc-bin ldd getconf
check_for_tokens OpenSSL 3 0 openssl openssl version
check_for_tokens curl 7 76 curl curl --version
check_system
check_libraries
check_memory
check_disk
check_ports
exit "$missing"
