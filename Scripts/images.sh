#!/bin/bash
# Provides the base images: pulled where a registry answers, else put together from what this machine has installed.
#   images.sh [busybox:latest] [traefik:v3.7] [nginx:alpine]    all of them by default
. "$(dirname "$0")/environment.sh"

# import_root TAG FOLDER INSTRUCTION...: makes an image of a folder and Dockerfile instructions.
import_root() {
  local tag=$1 root=$2 instruction changes=()
  shift 2
  for instruction in "$@"; do changes+=(-c "$instruction"); done
  tar -C "$root" --owner=0 --group=0 --numeric-owner -c . | docker import "${changes[@]}" - "$tag"
}

busybox_root() {
  local applet
  mkdir -p "$1"/{bin,tmp,etc,root,usr/bin,var/run}
  chmod 1777 "$1/tmp"
  cp /bin/busybox "$1/bin/busybox"
  for applet in $(/bin/busybox --list); do [ "$applet" = busybox ] || ln -sf busybox "$1/bin/$applet"; done
  printf 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n' >"$1/etc/passwd"
  printf 'root:x:0:\nnogroup:x:65534:\n' >"$1/etc/group"
}

make_busybox() {
  busybox_root "$1"
  import_root busybox:latest "$1" 'ENV PATH=/bin:/usr/bin' 'CMD ["sh"]'
}

make_traefik() {
  mkdir -p "$1"/{etc/ssl/certs,tmp}
  chmod 1777 "$1/tmp"
  cp /etc/ssl/certs/ca-certificates.crt "$1/etc/ssl/certs/"
  cp "$VENV/bin/traefik" "$1/traefik"
  import_root traefik:v3.7 "$1" 'ENTRYPOINT ["/traefik"]' 'EXPOSE 80' 'EXPOSE 443'
}

# Debian's nginx with its libraries beside a busybox, laid out as the official image is.
make_nginx() {
  local root=$1 library
  busybox_root "$root"
  mkdir -p "$root"/{run,var/lock,usr/sbin,usr/share/nginx/html,etc/nginx/conf.d,var/log/nginx,var/lib/nginx,var/cache/nginx}
  cp /usr/sbin/nginx "$root/usr/sbin/nginx"
  for library in $(ldd /usr/sbin/nginx | grep -o '/[^ ]*'); do
    mkdir -p "$root$(dirname "$library")"
    cp -L "$library" "$root$library"
  done
  cp /etc/nginx/mime.types "$root/etc/nginx/"
  ln -s /dev/stdout "$root/var/log/nginx/access.log"
  ln -s /dev/stderr "$root/var/log/nginx/error.log"
  echo '<h1>Welcome to nginx!</h1>' >"$root/usr/share/nginx/html/index.html"
  cat >"$root/etc/nginx/nginx.conf" <<'N'
user root;
worker_processes 1;
events { worker_connections 1024; }
http {
  include mime.types;
  default_type application/octet-stream;
  sendfile on;
  include conf.d/*.conf;
}
N
  cat >"$root/etc/nginx/conf.d/default.conf" <<'N'
server {
  listen 80;
  location / { root /usr/share/nginx/html; index index.html index.htm; }
}
N
  import_root nginx:alpine "$root" 'ENV PATH=/bin:/usr/bin:/usr/sbin' 'EXPOSE 80' \
    'CMD ["nginx","-g","daemon off;"]'
}

# One short probe decides for all: without a way to a registry a pull fails at once or hangs.
reachable=
probe() {
  [ -n "$reachable" ] || { timeout 20 docker pull -q busybox:latest >/dev/null 2>&1 && reachable=yes || reachable=no; }
  [ $reachable = yes ]
}

provide() {
  local tag=$1 folder
  docker image inspect "$tag" >/dev/null 2>&1 && return
  if probe && timeout 600 docker pull -q "$tag"; then return; fi
  folder=$(mktemp -d)
  "make_${tag%%:*}" "$folder"
  rm -rf "$folder"
}

for tag in "${@:-busybox:latest traefik:v3.7 nginx:alpine}"; do
  for one in $tag; do provide "$one"; done
done
