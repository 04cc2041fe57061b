#!/bin/bash
# Real git over HTTP on loopback: nginx, fcgiwrap and git's own http-backend.
#   git-server.sh up FOLDER PORT USER PASSWORD   http://USER:PASSWORD@127.0.0.1:PORT/git/NAME.git, readable by all at /pub/NAME.git
#                                                /moved/NAME.git leads to /pub/, and /hidden/NAME.git who has the password to /git/
#   git-server.sh repository FOLDER NAME         an empty bare repository, branch main
#   git-server.sh down FOLDER
. "$(dirname "$0")/environment.sh"
folder=${2:-}
[ -n "$folder" ] || fail "usage: $0 up|repository|down FOLDER ..."

configuration() {
  cat <<X
daemon off; master_process off; user root; pid $folder/nginx-master.pid; error_log $folder/error.log;
events {}
http {
  access_log off; client_max_body_size 0;
  client_body_temp_path $folder/tmp/body; fastcgi_temp_path $folder/tmp/fastcgi; proxy_temp_path $folder/tmp/proxy;
  uwsgi_temp_path $folder/tmp/uwsgi; scgi_temp_path $folder/tmp/scgi;
  server {
    listen 127.0.0.1:$1;
    location /moved/ { rewrite ^/moved/(.*)$ /pub/\$1 permanent; }
    location /hidden/ {
      auth_basic git; auth_basic_user_file $folder/passwords;
      try_files /nothing @hidden;
    }
    location @hidden { rewrite ^/hidden/(.*)$ /git/\$1 permanent; }
    location ~ ^/(?<scope>git|pub)(?<path>/.*) {
      set \$realm git;
      if (\$scope = pub) { set \$realm off; }
      auth_basic \$realm;
      auth_basic_user_file $folder/passwords;
      fastcgi_pass unix:$folder/fastcgi.sock;
      include /etc/nginx/fastcgi_params;
      fastcgi_param SCRIPT_FILENAME $(git --exec-path)/git-http-backend;
      fastcgi_param GIT_PROJECT_ROOT $folder/repositories;
      fastcgi_param GIT_HTTP_EXPORT_ALL 1;
      fastcgi_param GIT_PROTOCOL \$http_git_protocol;
      fastcgi_param PATH_INFO \$path;
      fastcgi_param REMOTE_USER \$remote_user;
    }
  }
}
X
}

up() {
  mkdir -p "$folder"/{repositories,tmp}
  printf '%s:%s\n' "$3" "$(openssl passwd -apr1 "$4")" >"$folder/passwords"
  configuration "$2" >"$folder/nginx.conf"
  running "$folder/fcgiwrap.pid" || rm -f "$folder/fastcgi.sock"
  background fcgiwrap "$folder" fcgiwrap -c 4 -s "unix:$folder/fastcgi.sock"
  background nginx "$folder" nginx -c "$folder/nginx.conf" -e "$folder/error.log"
  wait_for 10 curl -s -o /dev/null "http://127.0.0.1:$2/" || fail "the git server does not start: $(cat "$folder/nginx.log")"
}

case $1 in
up) shift; up "$@" ;;
repository)
  git init -q --bare -b main "$folder/repositories/$3.git"
  git -C "$folder/repositories/$3.git" config uploadpack.allowAnySHA1InWant true ;;
down) stop "$folder/nginx.pid"; stop "$folder/fcgiwrap.pid" ;;
*) fail "usage: $0 up|repository|down FOLDER ..." ;;
esac
