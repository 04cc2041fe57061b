#!/bin/bash
# The root of a bare Debian for tests: systemd, sshd, sudo, and no Docker. What apt would install of Docker lies in the root as a
# repository of its own, so that a test needs no mirror. Made once and kept with the other downloads; prints its path.
. "$(dirname "$0")/environment.sh"
suite=bookworm
root=$CACHE/debian-$suite-1

# Describes the packages of a folder as a repository does.
describe() {
  local package
  for package in "$1"/*.deb; do
    dpkg-deb --field "$package"
    echo "Filename: ./$(basename "$package")"
    echo "Size: $(stat -c %s "$package")"
    echo "SHA256: $(sha256sum "$package" | cut -d ' ' -f 1)"
    echo
  done
}

make_root() {
  local new=$root.new fast=
  # Packages are unpacked one file at a time: memory is much faster.
  [ ! -w /dev/shm ] || fast=/dev/shm
  rm -rf "$new"
  TMPDIR=${fast:-/tmp} mmdebstrap --quiet --format=tar --variant=apt \
    --hook-dir=/usr/share/mmdebstrap/hooks/merged-usr \
    --include=usr-is-merged,systemd-sysv,dbus,openssh-server,sudo,iproute2,ca-certificates,procps \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' \
    --customize-hook='chroot "$1" apt-get -q -y --no-install-recommends --download-only install docker.io' \
    --customize-hook='mkdir -p "$1/srv/packages" && mv "$1"/var/cache/apt/archives/*.deb "$1/srv/packages/"' \
    --customize-hook='chroot "$1" useradd --create-home --shell /bin/bash ada' \
    "$suite" "$new.tar" >"$CACHE/debian.log" 2>&1 || { tail -n 20 "$CACHE/debian.log" >&2; fail "no bare Debian could be made"; }
  mkdir -p "$new"
  tar -xf "$new.tar" -C "$new" --exclude='./dev/*'
  rm -f "$new.tar" "$new"/etc/ssh/ssh_host_*
  describe "$new/srv/packages" >"$new/srv/packages/Packages"
  rm -f "$new"/etc/apt/sources.list.d/*
  echo 'deb [trusted=yes] file:/srv/packages ./' >"$new/etc/apt/sources.list"
  mv "$new" "$root"
}

exec 9>"$CACHE/debian.lock"
flock 9
[ -d "$root" ] || make_root
echo "$root"
