#!/bin/bash
# A machine for tests that need a second one: namespaces of its own, this machine's programs on a disk of its own, sshd, and a Docker
# Engine. Its address is 10.97.NUMBER.2, this machine's is 10.97.NUMBER.1.
#   server.sh up FOLDER NUMBER [no-docker]   FOLDER/key.pub is let in as root; what was killed boots again with its disk
#   server.sh up FOLDER NUMBER bare          a bare Debian with systemd and no Docker instead of this machine's programs
#   server.sh rekey FOLDER                   from now on it proves itself by another host key
#   server.sh cut|heal FOLDER                pulls or plugs its network cable
#   server.sh cable FOLDER OTHER             joins two machines by a cable of their own: 10.98.NUMBER.1 is the first, .2 the other
#   server.sh image FOLDER IMAGE             hands one of this engine's images over
#   server.sh inside FOLDER COMMAND...       runs a command there
#   server.sh kill FOLDER                    a power cut
#   server.sh down FOLDER                    with everything that it had
. "$(dirname "$0")/environment.sh"
verb=${1:-} folder=${2:-}
[ -n "$folder" ] || fail "usage: $0 up|rekey|cut|heal|cable|image|inside|kill|down FOLDER ..."
shift 2
name() { cat "$folder/name"; }
socket() { echo "unix:///proc/$(cat "$folder/init.pid")/root/run/docker.sock"; }
inside() { nsenter -t "$(cat "$folder/init.pid")" -m -u -i -n -p -r -w -- "$@"; }

# A cable with an end in a network namespace.
plug() {
  local name=$1 net=10.97.$2
  ip netns list | grep -qw "$name" && return
  ip netns add "$name"
  ip link add "$name" type veth peer name eth0 netns "$name"
  ip addr add "$net.1/30" dev "$name"
  ip link set "$name" up
  ip -n "$name" addr add "$net.2/30" dev eth0
  ip -n "$name" link set eth0 up
  ip -n "$name" link set lo up
  ip -n "$name" route add default via "$net.1"
}

# A cable between two machines alone, beside those that they have to this one.
cable() {
  local first second=$1 net
  first=$(name)
  second=$(cat "$second/name")
  net=10.98.${first#slw}
  ip link add cable netns "$first" type veth peer name cable netns "$second"
  ip -n "$first" addr add "$net.1/30" dev cable
  ip -n "$second" addr add "$net.2/30" dev cable
  ip -n "$first" link set cable up
  ip -n "$second" link set cable up
}

# What the machine does first, as its process 1. It looks after sshd and the engine as an init would.
write_init() {
  cat >"$folder/init" <<X2
#!/bin/bash
set -e
mount --make-rprivate /
mount -t overlay overlay -o lowerdir=/,upperdir=$folder/upper,workdir=$folder/work $folder/root
cd $folder/root
mount -t proc proc proc
mount -t sysfs sysfs sys
mount --rbind /sys/fs/cgroup sys/fs/cgroup
mount --rbind /dev dev
mount -t tmpfs -o mode=755 tmpfs run
mount -t tmpfs -o mode=1777 tmpfs tmp
mkdir -p run/sshd run/lock root/.ssh var/lib/docker old .$ROOT
# The checkout may be mounted from elsewhere.
mount --rbind $ROOT .$ROOT
mount --bind $folder/docker var/lib/docker
# The engine gets a name of its own.
rm -f etc/docker/daemon.json etc/docker/key.json
# Limits cannot be raised within namespaces.
sed -i "s/ulimit -[a-z] .*/:/" etc/init.d/docker
install -m 600 $folder/key.pub root/.ssh/authorized_keys
chmod 700 root/.ssh
install -m 600 $folder/host etc/ssh/slipway_test_key
hostname $(name)
printf '127.0.0.1 localhost $(name)\n' >etc/hosts
# Nobody answers for names: what asks is told so at once instead of waiting.
echo 'nameserver 127.0.0.1' >etc/resolv.conf
pivot_root . old
umount -l /old
rmdir /old
unset DOCKER_HOST TMPDIR
export HOME=/root
cd /
while :; do
  /usr/sbin/sshd -D -e -o HostKey=/etc/ssh/slipway_test_key -o UsePAM=no -o PermitRootLogin=yes -o PasswordAuthentication=no \
    -o MaxStartups=100 >>/var/log/sshd.log 2>&1
  sleep 0.1
done &
$1
trap 'exit 0' TERM
while :; do sleep 1 & wait \$! || true; done
X2
}

# Each hierarchy of control groups again, as a machine of its own sees them.
mount_groups() {
  local place options
  mount -t tmpfs -o mode=755 tmpfs sys/fs/cgroup
  while read -r _ place _ options _; do
    options=$(tr , '\n' <<<"$options" | grep -vE '^(rw|ro|nosuid|nodev|noexec|relatime)$' | paste -sd ,)
    mkdir -p ".$place"
    mount -t cgroup -o "${options/#name=/none,name=}" cgroup ".$place"
  done < <(grep -E '^[^ ]+ /sys/fs/cgroup/[^ ]+ cgroup ' /proc/mounts)
}

# Of a bare Debian, whose process 1 is systemd.
write_bare_init() {
  cat >"$folder/init" <<X
#!/bin/bash
set -e
$(declare -f mount_groups)
mount --make-rprivate /
mount -t overlay overlay -o lowerdir=$("$ROOT/Scripts/debian.sh"),upperdir=$folder/upper,workdir=$folder/work $folder/root
cd $folder/root
mount -t proc proc proc
mount -t sysfs sysfs sys
if [ -e /sys/fs/cgroup/cgroup.controllers ]; then mount -t cgroup2 cgroup2 sys/fs/cgroup; else mount_groups; fi
mount -t tmpfs -o mode=755 tmpfs dev
for device in null zero full random urandom tty; do touch dev/\$device; mount --bind /dev/\$device dev/\$device; done
mkdir dev/pts dev/shm
mount -t devpts -o newinstance,ptmxmode=0666 devpts dev/pts
mount -t tmpfs tmpfs dev/shm
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd
mount -t tmpfs -o mode=755 tmpfs run
mkdir -p run/lock root/.ssh home/ada/.ssh var/lib/docker old
mount --bind $folder/docker var/lib/docker
install -m 600 $folder/key.pub root/.ssh/authorized_keys
install -m 600 -o 1000 -g 1000 $folder/key.pub home/ada/.ssh/authorized_keys
chown 1000:1000 home/ada/.ssh
chmod 700 root/.ssh home/ada/.ssh
install -m 600 $folder/host etc/ssh/slipway_test_key
printf 'HostKey /etc/ssh/slipway_test_key\nMaxStartups 100\nUseDNS no\n' >etc/ssh/sshd_config.d/test.conf
rm -f usr/sbin/policy-rc.d
hostname $(name)
echo $(name) >etc/hostname
printf '127.0.0.1 localhost $(name)\n' >etc/hosts
echo 'nameserver 127.0.0.1' >etc/resolv.conf
pivot_root . old
umount -l /old
rmdir /old
exec env -i container=test PATH=/usr/sbin:/usr/bin:/sbin:/bin /lib/systemd/systemd --show-status=0
X
}

# It gets control groups of its own, whose root it then takes for the machine's.
enter_groups() {
  local group hierarchy
  for hierarchy in /sys/fs/cgroup $(grep -oE ' /sys/fs/cgroup/[^ ]+ cgroup ' /proc/mounts | cut -d ' ' -f 2); do
    [ -e "$hierarchy/cgroup.procs" ] || continue
    group=$hierarchy/$(basename "$folder")
    mkdir -p "$group"
    for file in cpuset.cpus cpuset.mems; do
      [ ! -s "$hierarchy/$file" ] || [ "$(cat "$hierarchy/$file")" = "" ] || cat "$hierarchy/$file" >"$group/$file"
    done
    echo $$ >"$group/cgroup.procs"
  done
}

up() {
  local number=$1 engine="dockerd --cgroup-parent /$(basename "$folder") >/var/log/dockerd.log 2>&1 &"
  [ -z "${2:-}" ] || engine=:
  mkdir -p "$folder"/{upper,work,root,docker}
  echo "slw$number" >"$folder/name"
  plug "$(name)" "$number"
  [ -s "$folder/key" ] || ssh-keygen -q -t ed25519 -N '' -C test -f "$folder/key"
  [ -s "$folder/host" ] || ssh-keygen -q -t ed25519 -N '' -f "$folder/host"
  if [ "${2:-}" = bare ]; then
    write_bare_init
    # Only the machine itself goes into its groups.
    background machine "$folder" bash -c "folder='$folder'; $(declare -f enter_groups); enter_groups; exec \"\$@\"" machine \
      nsenter --net="/run/netns/$(name)" unshare --mount --uts --ipc --pid --cgroup --fork --kill-child bash "$folder/init"
  else
    write_init "$engine"
    background machine "$folder" nsenter --net="/run/netns/$(name)" \
      unshare --mount --uts --ipc --pid --fork --kill-child bash "$folder/init"
  fi
  first() { pgrep -P "$(cat "$folder/machine.pid")" >"$folder/init.pid"; }
  wait_for 10 first || fail "the machine does not start: $(cat "$folder/machine.log")"
  knocks() { ssh-keyscan -T 1 "10.97.$1.2" 2>/dev/null | grep -q ed25519; }
  wait_for 20 knocks "$number" || fail "sshd does not answer: $(cat "$folder/machine.log")"
  [ "$engine" = : ] || wait_for 60 docker -H "$(socket)" version ||
    fail "no engine answers: $(inside tail -n 5 /var/log/dockerd.log)"
}

rekey() {
  rm -f "$folder/host" "$folder/host.pub"
  ssh-keygen -q -t ed25519 -N '' -f "$folder/host"
  inside install -m 600 /dev/stdin /etc/ssh/slipway_test_key <"$folder/host"
  # Its sessions stay; who comes anew meets another key.
  inside pkill -o -x sshd
}

# Everything in its PID namespace ends with its process 1.
kill_machine() {
  local pid
  pid=$(cat "$folder/init.pid" 2>/dev/null) || return 0
  kill -9 "$pid" 2>/dev/null || true
  for _ in $(seq 100); do running "$folder/init.pid" || break; sleep 0.05; done
  rm -f "$folder/init.pid" "$folder/machine.pid"
}

down() {
  local group
  kill_machine
  ip netns del "$(name)" 2>/dev/null || true
  ip link del "$(name)" 2>/dev/null || true
  for group in /sys/fs/cgroup/*/"$(basename "$folder")"; do
    [ ! -d "$group" ] || find "$group" -depth -type d -exec rmdir {} \; 2>/dev/null || true
  done
  rm -rf "$folder"
}

case $verb in
up) up "$@" ;;
rekey) rekey ;;
cut) ip link set "$(name)" down ;;
heal) ip link set "$(name)" up ;;
cable) cable "$@" ;;
image) docker save "$1" | docker -H "$(socket)" load ;;
# Whoever signals this script means the command.
inside) exec nsenter -t "$(cat "$folder/init.pid")" -m -u -i -n -p -r -w -- "$@" ;;
kill) kill_machine ;;
down) down ;;
*) fail "usage: $0 up|rekey|cut|heal|cable|image|inside|kill|down FOLDER ..." ;;
esac
