#!/usr/bin/env bash
# Runs a command with Open MPI as on two hosts, one rank on each: two network namespaces of this machine, joined by a pair of virtual
# Ethernet devices, between which there is TCP and nothing else. Whatever becomes of the command, they are removed.
#
#   bash test/distribute/two-hosts.sh node dist/cli/main.js run letters/
#
# Needs root, iproute2 and openmpi-bin. Options of mpirun can be given in MPIRUN_OPTIONS. Exits with 77 where namespaces are not allowed.
set -euo pipefail
if [ $# = 0 ]; then
  echo "usage: $0 command [argument..]" >&2
  exit 2
fi

hosts=("topikl-$$-a" "topikl-$$-b")
addresses=(10.77.0.1 10.77.0.2)
# stands for ssh
agent=$(mktemp)

remove() {
  for host in "${hosts[@]}"; do
    ip netns pids "$host" 2>/dev/null | xargs -r kill -KILL 2>/dev/null || true
    ip netns delete "$host" 2>/dev/null || true
  done
  rm -f "$agent"
}
trap remove EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

for host in "${hosts[@]}"; do
  if ! ip netns add "$host"; then
    echo 'two-hosts: network namespaces are not allowed here' >&2
    exit 77
  fi
  ip -n "$host" link set lo up
done
ip link add eth0 netns "${hosts[0]}" type veth peer name eth0 netns "${hosts[1]}"
for h in 0 1; do
  ip -n "${hosts[h]}" address add "${addresses[h]}/24" dev eth0
  ip -n "${hosts[h]}" link set eth0 up
done

# with a name of its own each, or Open MPI takes them for one host
cat > "$agent" <<AGENT
#!/usr/bin/env bash
case \$1 in
  ${addresses[0]}) host=${hosts[0]} ;;
  ${addresses[1]}) host=${hosts[1]} ;;
  *) echo "two-hosts: no host \$1" >&2; exit 2 ;;
esac
shift
exec ip netns exec "\$host" unshare --uts bash -c 'hostname "\$0"; eval "\$@"' "\$host" "\$@"
AGENT
chmod +x "$agent"

export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
# in the background, so that a signal is heard at once
# shellcheck disable=SC2086
"$agent" "${addresses[0]}" "$(printf '%q ' mpirun.openmpi -n 2 --map-by node --host "${addresses[0]}:1,${addresses[1]}:1" --bind-to none \
  --mca plm_rsh_agent "$agent" --mca plm rsh --mca pml ob1 --mca btl self,tcp --mca btl_tcp_if_include eth0 --mca oob_tcp_if_include eth0 \
  --mca mpi_yield_when_idle 1 ${MPIRUN_OPTIONS:-} "$@")" &
wait $!
