/** Files in an attempt's folder by which a supervisor and the sandbox find each other, also after a crash of the sandbox. */
export const SUPERVISOR_FILE = 'supervisor'
export const EXIT_FILE = 'exit'
export const LOG_FILE = 'log'

/** Exit status of a supervisor that found another one in the folder. */
export const ALREADY_SUPERVISED = 98

/**
 * The supervisor of one task process, for any POSIX shell: `sh -c SCRIPT name FOLDER LIMIT PROGRAM ARGUMENT…`.
 *
 * It outlives the sandbox. First it claims the folder by creating `supervisor` with its own identity (the line of /proc/PID/stat, which has the
 * pid and the start time; where there is no /proc, pid and start as `ps` tells them): a second one for the same attempt
 * steps back. Standard output and error of the task go to `log`, at most LIMIT bytes; the rest is read and dropped, so that a chatty task never blocks.
 * Where GNU's stdbuf is there, each line is in the log as soon as it is written: head alone keeps up to 4 KiB to itself.
 * The task's exit status goes to `exit`, and to descriptor 3 for a sandbox that still listens. A status over 128 is 128 + signal.
 *
 * A SIGTERM to the group reaches the task; the supervisor itself only takes note, so that it can still report how the task took it.
 */
export const SUPERVISOR = `
folder=$1 limit=$2
shift 2
if { read -r identity < /proc/$$/stat; } 2> /dev/null; then :; else identity="$$ (sh) $(ps -o lstart= -p $$)"; fi
set -C
{ printf '%s\\n' "$identity" > "$folder/${SUPERVISOR_FILE}"; } 2> /dev/null || exit ${ALREADY_SUPERVISED}
set +C
trap : TERM INT HUP
{
  trap : TERM INT HUP
  "$@" 2>&1 < /dev/null 3>&-
  status=$?
  { printf '%s\\n' "$status" > "$folder/${EXIT_FILE}"; } 2> /dev/null
  printf '%s\\n' "$status" 2> /dev/null >&3
} | {
  trap '' TERM INT HUP
  exec 3>&-
  if command -v stdbuf > /dev/null; then stdbuf -o0 head -c "$limit"; else head -c "$limit"; fi
  if [ "$(head -c 1 | wc -c)" -gt 0 ]; then
    printf '\\n[contrail] The log was cut here, after %s bytes. The rest of the output was not kept.\\n' "$limit"
    cat > /dev/null
  fi
} >> "$folder/${LOG_FILE}" 2> /dev/null
`
