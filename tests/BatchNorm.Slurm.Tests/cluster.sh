#!/bin/bash
# A Slurm of its own for tests: several nodes on this computer, on 127.0.0.1 alone, with no systemd, no accounting and no cgroups. As root; Debian's
# packages slurmctld, slurmd, slurm-client and munge, none of which needs to run as a service.
#   cluster.sh start PID          munged, slurmctld and the nodes, on free ports; waits until every node is idle. Stops when the process PID ends.
#   cluster.sh kill-node N        ends nodeN's slurmd with SIGKILL; what it runs lives on
#   cluster.sh start-node N       brings it back
#   cluster.sh kill-controller    ends slurmctld with SIGKILL
#   cluster.sh start-controller   brings it back, from its saved state
#   cluster.sh stop               cancels all jobs and ends every process that was started
# Every wait has an end: none of these takes more than half a minute.
set -eu
root=${SLURM_TEST_ROOT:?the folder of the cluster, the same at every call}
nodes=${SLURM_TEST_NODES:-4}
export SLURM_CONF=$root/slurm.conf

# The first of as many ports as are needed, below those that the system hands out; another program may have some of them.
free_ports() {
    local first port
    for _ in $(seq 50); do
        first=$((20000 + RANDOM % 10000))
        for port in $(seq "$first" $((first + nodes))); do
            (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && continue 2
        done
        echo "$first"
        return
    done
    echo 'No free ports were found.' >&2
    return 1
}

configure() {
    mkdir -p "$root"/{state,spool,log,munge}
    chmod 711 "$root" "$root/munge"
    (umask 077; head -c 128 /dev/urandom > "$root/munge/key")
    local port host
    port=$(free_ports)
    host=$(hostname -s)
    # cred_expire is how long a requeued job waits, 2 minutes by default.
    cat > "$root/slurm.conf" <<CONF
ClusterName=batchnorm
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$port
AuthType=auth/munge
AuthInfo=socket=$root/munge/socket,cred_expire=5
SlurmUser=root
SlurmdUser=root
StateSaveLocation=$root/state
SlurmdSpoolDir=$root/spool/%n
SlurmctldPidFile=$root/slurmctld.pid
SlurmdPidFile=$root/slurmd-%n.pid
SlurmctldLogFile=$root/log/slurmctld.log
SlurmdLogFile=$root/log/slurmd-%n.log
SlurmctldDebug=verbose
SlurmdDebug=verbose
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerType=sched/backfill
SchedulerParameters=sched_interval=2,batch_sched_delay=0,bf_interval=2
ReturnToService=2
SlurmdTimeout=10
SlurmctldTimeout=10
InactiveLimit=0
KillWait=5
MinJobAge=300
BatchStartTimeout=10
MessageTimeout=10
JobRequeue=1
MaxArraySize=1001
PropagateResourceLimits=NONE
NodeName=node[1-$nodes] NodeHostname=$host NodeAddr=127.0.0.1 Port=[$((port + 1))-$((port + nodes))] CPUs=1 RealMemory=2000 State=UNKNOWN
PartitionName=test Nodes=ALL Default=YES MaxTime=INFINITE State=UP OverSubscribe=NO GraceTime=5
CONF
}

# Daemons must not hold on to the streams of who starts them: whoever reads those would wait for ever.
daemon() { "$@" </dev/null >>"$root/log/daemons.log" 2>&1; }

start_node() { daemon slurmd -N "node$1" -f "$SLURM_CONF"; }
start_controller() { daemon slurmctld -f "$SLURM_CONF" "$@"; }

start() {
    configure
    # Tests that are killed stop nothing themselves.
    setsid "$0" guard "$1" </dev/null >/dev/null 2>&1 &
    daemon munged --force --key-file="$root/munge/key" --socket="$root/munge/socket" --pid-file="$root/munge/pid" \
        --log-file="$root/munge/log" --seed-file="$root/munge/seed"
    start_controller -c
    local n idle=0
    for n in $(seq "$nodes"); do start_node "$n"; done
    for _ in $(seq 100); do
        idle=$(timeout 5 sinfo -h -N -t idle -o %N 2>/dev/null | wc -l)
        [ "$idle" -eq "$nodes" ] && return
        sleep 0.2
    done
    echo "Only $idle of $nodes nodes are idle. The logs end with:" >&2
    for n in "$root"/log/*.log; do tail -n 10 "$n" >&2; done
    return 1
}

guard() {
    while kill -0 "$1" 2>/dev/null && [ -e "$root/slurm.conf" ]; do sleep 1; done
    [ -e "$root/slurm.conf" ] || return 0
    "$0" stop
    rm -rf "$root"
}

# The processes of the cluster: its daemons, by their own files; jobs and the steps that hold them, which outlive a node that was killed.
processes() {
    local file process
    for file in "$root"/slurmd-*.pid "$root/slurmctld.pid" "$root/munge/pid"; do
        [ ! -s "$file" ] || cat "$file"
    done
    for process in /proc/[0-9]*; do
        case $({ tr '\0' ' ' < "$process/cmdline"; } 2>/dev/null) in
            *"$root/spool/"*) echo "${process#/proc/}" ;;
            slurmstepd:*) ! ls -l "$process/fd" 2>/dev/null | grep -qF "$root/" || echo "${process#/proc/}" ;;
            *) ! { tr '\0' '\n' < "$process/environ"; } 2>/dev/null | grep -qxF "SLURM_CONF=$root/slurm.conf" \
                || ! { tr '\0' '\n' < "$process/environ"; } 2>/dev/null | grep -q '^SLURM_JOB_ID=' || echo "${process#/proc/}" ;;
        esac
    done
}

alive() { local pid; for pid in "$@"; do ! kill -0 "$pid" 2>/dev/null || return 0; done; return 1; }

stop() {
    timeout 5 scancel --user="$(id -un)" 2>/dev/null || true
    for _ in $(seq 8); do [ -z "$(timeout 2 squeue -h 2>/dev/null)" ] && break; sleep 0.4; done
    local pids
    mapfile -t pids < <(processes)
    [ ${#pids[@]} -gt 0 ] || return 0
    kill "${pids[@]}" 2>/dev/null || true
    for _ in $(seq 100); do alive "${pids[@]}" || break; sleep 0.1; done
    kill -KILL "${pids[@]}" 2>/dev/null || true
    rm -f "$root"/slurmd-*.pid "$root/slurmctld.pid" "$root/munge/pid"
}

case ${1:-} in
    start) start "${2:?the process that the cluster is for}" ;;
    guard) guard "$2" ;;
    kill-node) kill -KILL "$(cat "$root/slurmd-node$2.pid")" ;;
    start-node) start_node "$2" ;;
    kill-controller) kill -KILL "$(cat "$root/slurmctld.pid")" ;;
    start-controller) start_controller ;;
    stop) stop ;;
    *) sed -n '2,11p' "$0"; exit 2 ;;
esac
