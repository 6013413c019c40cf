#!/bin/bash
# An sshd of its own for tests, on 127.0.0.1 alone, which serves PowerShell sessions to a key of its own. Any user can run it who is root or allowed to
# open a port; Debian's packages openssh-server and openssh-client.
#   host.sh start PID PWSH    writes the port; PWSH is the PowerShell that it serves. Stops when the process PID ends.
#   host.sh stop              ends it and its connections
set -eu
root=${SSH_TEST_ROOT:?the folder of the host, the same at every call}
sshd=$(PATH=$PATH:/usr/sbin command -v sshd)

free_port() {
    local port
    for _ in $(seq 50); do
        port=$((20000 + RANDOM % 10000))
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
    done
    echo 'No free port was found.' >&2
    return 1
}

start() {
    mkdir -p "$root" /run/sshd
    chmod 700 "$root"
    local port
    port=$(free_port)
    ssh-keygen -q -t ed25519 -N '' -f "$root/client"
    ssh-keygen -q -t ed25519 -N '' -f "$root/host"
    cp "$root/client.pub" "$root/authorized_keys"
    echo "[127.0.0.1]:$port $(cut -d' ' -f1,2 "$root/host.pub")" > "$root/known_hosts"
    cat > "$root/sshd_config" <<CONF
ListenAddress 127.0.0.1
Port $port
HostKey $root/host
PidFile $root/sshd.pid
AuthorizedKeysFile $root/authorized_keys
StrictModes no
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM no
PermitRootLogin prohibit-password
MaxStartups 100
Subsystem powershell $2 -sshs -NoLogo -NoProfile
CONF
    setsid "$0" guard "$1" </dev/null >/dev/null 2>&1 &
    "$sshd" -f "$root/sshd_config" -E "$root/sshd.log" </dev/null >/dev/null 2>&1
    for _ in $(seq 100); do
        [ ! -s "$root/sshd.pid" ] || { echo "$port"; return; }
        sleep 0.1
    done
    echo 'sshd has not come up. Its log ends with:' >&2
    tail -n 20 "$root/sshd.log" >&2
    return 1
}

guard() {
    while kill -0 "$1" 2>/dev/null && [ -e "$root/sshd_config" ]; do sleep 1; done
    [ -e "$root/sshd_config" ] || return 0
    "$0" stop
    rm -rf "$root"
}

# Connections have processes of their own, which are below the daemon's.
stop() {
    [ -s "$root/sshd.pid" ] || return 0
    local daemon pids
    daemon=$(cat "$root/sshd.pid")
    mapfile -t pids < <(echo "$daemon"; cat "/proc/$daemon/task/$daemon/children" 2>/dev/null | tr ' ' '\n' | grep .)
    kill "${pids[@]}" 2>/dev/null || true
    for _ in $(seq 50); do kill -0 "$daemon" 2>/dev/null || return 0; sleep 0.1; done
    kill -KILL "$daemon" 2>/dev/null || true
}

case ${1:-} in
    start) start "${2:?the process that the host is for}" "${3:?the PowerShell that it serves}" ;;
    guard) guard "$2" ;;
    stop) stop ;;
    *) sed -n '2,5p' "$0"; exit 2 ;;
esac
