# Becomes the command, and leaves a watcher that ends it when standard input closes.
# Standard input is a pipe whose other end only the owner holds: the kernel closes it when the owner dies, however it dies.
exec 3<&0 </dev/null
command_pid=$$
(
  trap '' TERM INT HUP
  watcher_pid=$BASHPID
  read -r _ <&3
  # The command's number may belong to a stranger by now, unless the command is still this watcher's parent.
  ours() { [ "$(ps -o ppid= -p "$watcher_pid" | tr -d ' ')" = "$command_pid" ]; }
  ours && kill -s "$LEASH_SIGNAL" "$command_pid" 2>/dev/null
  waited=0
  while [ "$waited" -lt 100 ] && ours; do sleep 0.1; waited=$((waited + 1)); done
  ours && kill -s KILL "$command_pid" 2>/dev/null
) >/dev/null 2>&1 &
exec 3<&-
exec "$@"
