#!/bin/bash
# Provides the base images: pulled where a registry answers, else put together from what this machine has installed.
#   images.sh [busybox:latest] [traefik:v3.7] [nginx:alpine] [postgres:15] [mariadb:10.11] [mysql:8] [redis:7]
#                                                               all of them by default
. "$(dirname "$0")/environment.sh"

DATABASES=slipway-test/databases:1

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

# One root of Debian's packages for all database servers, unpacked and not installed, because that is quicker.
# The servers' users have the numbers that they have in the official images.
database_root() {
  local root=$1/root
  docker image inspect "$DATABASES" >/dev/null 2>&1 && return
  mmdebstrap --quiet --variant=extract --components=main --format=directory \
    --include=bash,coreutils,findutils,grep,sed,util-linux,libc-bin,hostname,postgresql-15,mariadb-server-core,mariadb-client,redis-server \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' --dpkgopt='path-exclude=*/libLLVM*' \
    --dpkgopt='path-exclude=*/llvmjit*' --dpkgopt='path-exclude=*/libz3*' --dpkgopt='path-exclude=*/bitcode/*' \
    bookworm "$root"
  ln -sf bash "$root/bin/sh"
  printf '%s\n' 'root:x:0:0:root:/root:/bin/bash' 'redis:x:999:999::/data:/bin/false' \
    'mysql:x:998:998::/var/lib/mysql:/bin/false' 'postgres:x:997:997::/var/lib/postgresql:/bin/bash' >"$root/etc/passwd"
  printf '%s\n' root:x:0: redis:x:999: mysql:x:998: postgres:x:997: >"$root/etc/group"
  rm -rf "$root"/var/lib/{mysql,postgresql,redis}
  mkdir -p "$root"/{data,tmp,run,var/lib/mysql,var/lib/postgresql,usr/local/bin} "$root"/etc/mysql/conf.d
  chmod 1777 "$root/tmp"
  cp "$ROOT"/Scripts/images/*.sh "$root/usr/local/bin/"
  import_root "$DATABASES" "$root" 'ENV PATH=/usr/local/bin:/usr/lib/postgresql/15/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8'
}

# database_image TAG INSTRUCTION...: a tag of the root above.
database_image() {
  local tag=$1
  shift
  printf '%s\n' "FROM $DATABASES" "$@" | docker build -q -t "$tag" - >/dev/null
}

make_postgres() {
  database_root "$1"
  database_image postgres:15 'ENV PGDATA=/var/lib/postgresql/data' 'VOLUME /var/lib/postgresql/data' 'EXPOSE 5432' \
    'STOPSIGNAL SIGINT' 'ENTRYPOINT ["postgres.sh"]' 'CMD ["postgres"]'
}

make_mariadb() {
  database_root "$1"
  database_image mariadb:10.11 'VOLUME /var/lib/mysql' 'EXPOSE 3306' 'ENTRYPOINT ["mariadb.sh"]' 'CMD ["mariadbd"]'
}

# MySQL itself is in no Debian package: MariaDB by MySQL's variables and commands stands in.
make_mysql() {
  database_root "$1"
  database_image mysql:8 'VOLUME /var/lib/mysql' 'EXPOSE 3306' 'ENTRYPOINT ["mariadb.sh"]' 'CMD ["mysqld"]'
}

make_redis() {
  database_root "$1"
  database_image redis:7 'VOLUME /data' 'WORKDIR /data' 'EXPOSE 6379' 'ENTRYPOINT ["redis.sh"]' 'CMD ["redis-server"]'
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

for tag in "${@:-busybox:latest traefik:v3.7 nginx:alpine postgres:15 mariadb:10.11 mysql:8 redis:7}"; do
  for one in $tag; do provide "$one"; done
done
