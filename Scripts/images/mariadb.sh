#!/bin/bash
# Starts as the official mariadb image does, and by the other names of its variables as the mysql image does.
set -e
data=/var/lib/mysql
value() { local own=MARIADB_$1 other=MYSQL_$1; printf '%s' "${!own:-${!other}}"; }
# A text between quotes of SQL.
quoted() { local text=${1//\\/\\\\}; printf "'%s'" "${text//\'/\'\'}"; }

first_start() {
  local root name user password server
  root=$(value ROOT_PASSWORD) name=$(value DATABASE) user=$(value USER) password=$(value PASSWORD)
  if [ -z "$root" ]; then
    echo 'error: Database is uninitialized and password option is not specified' >&2
    exit 1
  fi
  mariadb-install-db --datadir=$data --auth-root-authentication-method=normal --skip-test-db --skip-name-resolve >/dev/null
  mariadbd --skip-networking --datadir=$data &
  server=$!
  until mariadb-admin ping >/dev/null 2>&1; do kill -0 $server; sleep 0.1; done
  {
    [ -z "$name" ] || echo "CREATE DATABASE IF NOT EXISTS \`$name\`;"
    if [ -n "$user" ]; then
      echo "CREATE USER '$user'@'%' IDENTIFIED BY $(quoted "$password");"
      [ -z "$name" ] || echo "GRANT ALL ON \`$name\`.* TO '$user'@'%';"
    fi
    echo "CREATE USER 'root'@'%' IDENTIFIED BY $(quoted "$root"); GRANT ALL ON *.* TO 'root'@'%' WITH GRANT OPTION;"
    echo "ALTER USER 'root'@'localhost' IDENTIFIED BY $(quoted "$root");"
  } | mariadb -uroot mysql
  MYSQL_PWD=$root mariadb-admin -uroot shutdown
  wait $server
  echo 'MariaDB init process done. Ready for start up.'
}

case $1 in -*) set -- mariadbd "$@" ;; mysqld) shift; set -- mariadbd "$@" ;; esac
if [ "$1" = mariadbd ] && [ "$(id -u)" = 0 ]; then
  mkdir -p $data /run/mysqld
  chown -R mysql:mysql $data /run/mysqld
  exec setpriv --reuid=mysql --regid=mysql --clear-groups "$0" "$@"
fi
if [ "$1" = mariadbd ]; then
  [ -d $data/mysql ] || first_start
  set -- "$@" --datadir=$data --bind-address=0.0.0.0 --skip-name-resolve
fi
exec "$@"
