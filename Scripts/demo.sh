#!/bin/bash
# A Slipway on this machine with one application, from nothing; everything it keeps is in .demo.
#   demo.sh up | down
. "$(dirname "$0")/environment.sh"
cd "$ROOT"
demo=$ROOT/.demo
binary=$ROOT/.build/release/slipway
host=hello.localhost

# Ports are chosen once; a taken one is said, not fought over.
choose_ports() {
  [ -s "$demo/ports" ] && return
  local panel http https git
  panel=$(free_port 3000 3100); http=$(free_port 80 8080); https=$(free_port 443 8443); git=$(free_port 3080)
  [ "$panel" = 3000 ] || say "  port 3000 is taken: the dashboard listens on $panel"
  [ "$http" = 80 ] || say "  port 80 is taken: applications answer on $http"
  [ "$https" = 443 ] || say "  port 443 is taken: https is on $https"
  printf 'panel=%s http=%s https=%s git=%s\n' "$panel" "$http" "$https" "$git" >"$demo/ports"
}

create_owner() {
  [ -s "$demo/owner.json" ] && return
  umask 077
  openssl rand -base64 18 | tr -d '\n' >"$demo/password"
  "$binary" owner create --data-dir "$demo/data" --email demo@slipway.localhost --password-stdin \
    --organization Demo --json <"$demo/password" >"$demo/owner.new"
  mv "$demo/owner.new" "$demo/owner.json"
}

healthy() { curl -sf -m 2 -o /dev/null "http://127.0.0.1:$panel/api/health"; }

# An older binary than the one just built is replaced; releases keep running meanwhile.
serve() {
  if running "$demo/serve.pid" && [ "$binary" -nt "$demo/serve.pid" ]; then stop "$demo/serve.pid"; fi
  background serve "$demo" "$binary" serve --data-dir "$demo/data" --instance slipway-demo --local-git allow \
    --listen "127.0.0.1:$panel" --http-port "$http" --https-port "$https"
  wait_for 60 healthy || { tail -n 20 "$demo/serve.log" >&2; fail "slipway serve does not answer"; }
}

# api NAME [BODY]: a mutation with a body, else a query.
api() {
  local url="http://127.0.0.1:$panel/api/$1"
  local arguments=(-sS --fail-with-body -H "x-api-key: $(jq -r .apiKey "$demo/owner.json")")
  [ $# -lt 2 ] || arguments+=(-H "content-type: application/json" -d "$2")
  curl "${arguments[@]}" "$url" || { say; fail "the call $1 was refused"; }
}

publish_example() {
  Scripts/git-server.sh up "$demo/git" "$git" demo demo
  local url=http://demo:demo@127.0.0.1:$git/git/hello.git work=$demo/hello
  [ -d "$demo/git/repositories/hello.git" ] || Scripts/git-server.sh repository "$demo/git" hello
  [ -d "$work/.git" ] || git clone -q "$url" "$work"
  cp -a Examples/hello/. "$work/"
  git -C "$work" add -A
  git -C "$work" diff --cached --quiet ||
    git -C "$work" -c user.name=Demo -c user.email=demo@slipway.localhost commit -q -m "Say hello"
  git -C "$work" push -q origin HEAD:main
}

create_application() {
  [ -s "$demo/application" ] && return
  local environment id
  environment=$(api project.create '{"name":"Demo","description":"What `make demo` made"}' | jq -r .environment.environmentId)
  id=$(api application.create "$(jq -n --arg e "$environment" '{name: "Hello", environmentId: $e}')" | jq -r .applicationId)
  api application.saveGitProvider "$(jq -n --arg id "$id" --arg url "http://demo:demo@127.0.0.1:$git/git/hello.git" \
    '{applicationId: $id, customGitUrl: $url, customGitBranch: "main", customGitBuildPath: "/", watchPaths: []}')" >/dev/null
  api application.saveBuildType "$(jq -n --arg id "$id" '{applicationId: $id, buildType: "dockerfile",
    dockerfile: "Dockerfile", dockerContextPath: "", dockerBuildStage: "", herokuVersion: null, railpackVersion: null}')" >/dev/null
  api domain.create "$(jq -n --arg id "$id" --arg host $host '{applicationId: $id, host: $host, port: 3000}')" >/dev/null
  api "application.one?applicationId=$id" | jq -r .appName >"$demo/app-name"
  echo "$id" >"$demo/application"
}

# Deploys when the commit is not the one that was deployed last.
deploy() {
  local id commit deployment status
  id=$(cat "$demo/application"); commit=$(git -C "$demo/hello" rev-parse HEAD)
  if [ "$(cat "$demo/deployed" 2>/dev/null)" = "$commit" ] && answer >/dev/null 2>&1; then return; fi
  api application.deploy "$(jq -n --arg id "$id" '{applicationId: $id, title: "make demo"}')" >/dev/null
  deployment=$(api "deployment.all?applicationId=$id" | jq -r '.[0].deploymentId')
  for _ in $(seq 240); do
    status=$(api "deployment.all?applicationId=$id" | jq -r --arg d "$deployment" '.[] | select(.deploymentId == $d) | .status')
    [ "$status" = running ] || break
    sleep 0.5
  done
  [ "$status" = done ] || { api "deployment.readLogs?deploymentId=$deployment&tail=60" >&2; fail "the deployment ended in '$status'"; }
  echo "$commit" >"$demo/deployed"
}

answer() { curl -sSf -m 5 -H "Host: $host" "http://127.0.0.1:$http/"; }

colon() { [ "$1" = 80 ] || printf ':%s' "$1"; }

up() {
  mkdir -p "$demo"
  Scripts/install.sh demo
  step "assets" make -s assets
  step "Docker Engine and Swarm" Scripts/engine.sh up demo
  step "base images" Scripts/images.sh
  say "  building slipway (a first release build takes several minutes)"
  release_build --product slipway
  choose_ports
  # shellcheck disable=SC1091
  . "$demo/ports"
  step "owner" create_owner
  step "slipway serve" serve
  step "example repository" publish_example
  step "project, application and domain" create_application
  step "deployment" deploy
  say
  say "  Dashboard      http://localhost:$panel"
  say "  Sign in        $("$binary" owner sign-in-link --data-dir "$demo/data" --public-url "http://localhost:$panel")"
  say "  Example        http://$host$(colon "$http")"
  say "  It answers     $(answer | sed -n 's/.*<h1>\(.*\)<\/h1>.*/\1/p')"
  say "  Push to it     git clone http://demo:demo@127.0.0.1:$git/git/hello.git"
  say "  Take it down   make demo-down"
}

# Words that docker prints, each a word of the command that follows.
# shellcheck disable=SC2086
remove_services() {
  local ours=label=slipway.instance=slipway-demo services projects project containers
  services=$(docker service ls -q --filter $ours)
  projects=$(docker ps -a --filter $ours --format '{{.Label "com.docker.compose.project"}}' | sort -u)
  [ -z "$services" ] || docker service rm $services
  # What compose started stays until somebody takes it away; Swarm takes its own containers away by itself.
  for project in $projects; do
    docker rm -f $(docker ps -aq --filter label=com.docker.compose.project=$project)
  done
  no_containers() { [ -z "$(docker ps -aq --filter $ours)" ]; }
  if ! wait_for 60 no_containers; then
    containers=$(docker ps -aq --filter $ours)
    [ -z "$containers" ] || docker rm -f $containers
  fi
  for project in $projects; do
    for network in $(docker network ls -q --filter label=com.docker.compose.project=$project); do
      wait_for 20 docker network rm $network
    done
  done
  for network in $(docker network ls -q --filter name=slipway-demo-network); do wait_for 20 docker network rm "$network"; done
}

# Nobody can read them any more: their passwords go with the data folder.
remove_volumes() {
  local name
  for name in $(cat "$demo/volumes"); do docker volume rm -f "$name"; done
}

# The volumes that services of the demo mount, while they can be asked for.
list_volumes() {
  local ours=label=slipway.instance=slipway-demo
  {
    docker ps -aq --filter $ours | xargs -r docker inspect --format \
      '{{range .Mounts}}{{if eq .Type "volume"}}{{.Name}}{{"\n"}}{{end}}{{end}}'
    docker volume ls -q --filter $ours
  } | sort -u >"$demo/volumes"
}

remove_images() {
  local images
  images=$(docker image ls --format '{{.Repository}}:{{.Tag}}' "slipway/$(cat "$demo/app-name" 2>/dev/null || echo none)")
  # shellcheck disable=SC2086
  [ -z "$images" ] || docker image rm -f $images
}

down() {
  [ -d "$demo" ] || { say "no demo is running"; return; }
  step "slipway serve" stop "$demo/serve.pid"
  if docker version >/dev/null 2>&1; then
    step "what its services mount" list_volumes
    step "services, containers, networks" remove_services
    step "volumes" remove_volumes
    step "images of the example" remove_images
  fi
  [ ! -d "$demo/git" ] || step "git server" Scripts/git-server.sh down "$demo/git"
  step "Docker Engine, when nobody else needs it" Scripts/engine.sh down demo
  rm -rf "$demo"
}

case ${1:-} in
up) up ;;
down) down ;;
*) fail "usage: $0 up|down" ;;
esac
