#!/usr/bin/env python3
"""The promised numbers, each beside its baseline in the same run: bench.py [idle] [deploy] [projects] [log] [start] [backup]
[jobs] [ssh] [watchers] [services] [agent]"""
import asyncio
import json
import os
import socket
import sqlite3
import statistics
import subprocess
import sys
import threading
import time

import agent as agents
import backup as backups
import many
import ssh as connections
from installation import Installation, ROOT, free_port, run

PAGE = {
    "Dockerfile": 'FROM busybox:latest\nCOPY . /site\nEXPOSE 8080\nCMD ["sh", "/site/start"]\n',
    "start": "httpd -f -p 8080 -h /site & child=$!\ntrap 'kill $child' TERM\nwait\n", "index.html": "bench\n",
}
rows = []


def report(what, ours, baseline, promise, holds):
    rows.append((what, ours, baseline, promise, "yes" if holds else "NO"))
    print(f"  {what}: {ours}; baseline {baseline}; promised {promise}: {'holds' if holds else 'DOES NOT HOLD'}", flush=True)


def resident(pid):
    for line in open(f"/proc/{pid}/status"):
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024


def cpu(pid):
    fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def idle(s):
    """Twenty deployed applications, nothing to do for a minute; beside it the proxy, which has as little to do."""
    environment = s.project("Idle")
    for number in range(20):
        id = s.application(f"Idle {number}", environment)
        s.call("application.saveDockerProvider", {
            "applicationId": id, "dockerImage": "nginx:alpine", "username": None, "password": None, "registryUrl": None})
        s.call("application.update", {"applicationId": id, "updateConfigSwarm": {
            "Parallelism": 1, "Order": "start-first", "Monitor": 200_000_000}})
        s.call("domain.create", {"applicationId": id, "host": f"idle{number}.slipway.test", "port": 80})
        s.finish(s.call("application.deploy", {"applicationId": id})["deploymentId"])
    s.stop()
    s.start()
    time.sleep(15)
    container = run("docker", "ps", "-q", "--filter", f"label=com.docker.swarm.service.name={s.instance}-traefik").split()[0]
    proxy = int(run("docker", "inspect", "-f", "{{.State.Pid}}", container))
    before, proxy_before, began = cpu(s.process.pid), cpu(proxy), time.time()
    time.sleep(60)
    spent = time.time() - began
    ours, theirs = (cpu(s.process.pid) - before) / spent * 100, (cpu(proxy) - proxy_before) / spent * 100
    memory = resident(s.process.pid)
    report("resident memory, idle, 20 applications", f"{memory:.1f} MB", f"Traefik {resident(proxy):.1f} MB", "< 64 MB", memory < 64)
    report("CPU, idle for 60 s", f"{ours:.2f} %", f"Traefik {theirs:.2f} %", "< 0.5 % of a core", ours < 0.5)


def deploy(s, rounds=5):
    """A cached build until done, beside the same steps by hand."""
    url, work = s.repository("deploy", PAGE)
    id = s.application("Deploy", s.project("Deploy"))
    s.call("application.saveGitProvider", {
        "applicationId": id, "customGitUrl": url, "customGitBranch": "main", "customGitBuildPath": "/", "watchPaths": []})
    s.call("application.saveBuildType", {
        "applicationId": id, "buildType": "dockerfile", "dockerfile": "Dockerfile", "dockerContextPath": "",
        "dockerBuildStage": "", "herokuVersion": None, "railpackVersion": None})
    s.call("domain.create", {"applicationId": id, "host": "deploy.slipway.test", "port": 8080})
    s.finish(s.call("application.deploy", {"applicationId": id})["deploymentId"])
    name, image = f"{s.instance}-by-hand", f"slipway-bench/{s.instance}"
    docker = "/usr/bin/docker" if os.path.exists("/usr/bin/docker") else "docker"
    environment = {**os.environ, "DOCKER_BUILDKIT": "1"}
    run(docker, "build", "-q", "-t", image, str(work), env=environment)
    run(docker, "service", "create", "-q", "--name", name, "--label", f"slipway.instance={s.instance}-by-hand", "--network",
        f"{s.instance}-network", "--endpoint-mode", "dnsrr", "--update-order", "start-first", "--no-resolve-image", image)
    hand, ours, steps = [], [], []
    try:
        for _ in range(rounds):
            began = time.perf_counter()
            run(docker, "build", "-q", "-t", image, str(work), env=environment)
            run(docker, "service", "update", "-q", "--force", "--no-resolve-image", "--image", image, name)
            hand.append(time.perf_counter() - began)
            time.sleep(5)
            began = time.perf_counter()
            row = s.finish(s.call("application.deploy", {"applicationId": id})["deploymentId"])
            ours.append(time.perf_counter() - began)
            steps.append(row["steps"])
            time.sleep(8)
    finally:
        run(docker, "service", "rm", name)
        subprocess.run([docker, "image", "rm", "-f", image], stdout=subprocess.DEVNULL)
    beyond = statistics.median(ours) - statistics.median(hand)
    print("  steps of the last:", json.dumps(steps[-1]))
    report("deploy of a cached build to done, median", f"{statistics.median(ours):.2f} s",
           f"by hand {statistics.median(hand):.2f} s", "< 0.5 s beyond", beyond < 0.5)


class Client(threading.Thread):
    """Sends its share of the requests at their appointed times on one connection; keeps the latencies."""

    def __init__(self, port, request, times):
        super().__init__()
        self.port, self.request, self.times, self.taken, self.size = port, request, times, [], 0

    def run(self):
        s = socket.create_connection(("127.0.0.1", self.port))
        s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for at in self.times:
            time.sleep(max(0, at - time.perf_counter()))
            began = time.perf_counter()
            s.sendall(self.request)
            head = b""
            while b"\r\n\r\n" not in head:
                head += s.recv(1 << 20)
            head, body = head.split(b"\r\n\r\n", 1)
            if b" 200 " not in head[:20]:
                raise SystemExit(head.decode())
            lengths = [l for l in head.lower().split(b"\r\n") if l.startswith(b"content-length:")]
            size, got = int(lengths[0].split(b":")[1]), len(body)
            while got < size:
                got += len(s.recv(1 << 20))
            self.taken.append(time.perf_counter() - began)
            self.size = size


def latencies(port, path, key, rate=50, seconds=20, clients=10):
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nx-api-key: {key}\r\n\r\n".encode()
    began = time.perf_counter() + 0.3
    threads = [Client(port, request, [began + (i * clients + c) / rate for i in range(rate * seconds // clients)]) for c in range(clients)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    taken = sorted(x * 1000 for t in threads for x in t.taken)
    return taken[len(taken) // 2], taken[int(len(taken) * 0.95)], threads[0].size


def fill(s):
    """A hundred projects of twenty services, once a run."""
    if getattr(s, "filled", False):
        return
    for number in range(100):
        environment = s.project(f"Project {number}")
        for service in range(20):
            s.call("application.create", {"name": f"Service {service}", "environmentId": environment})
    s.filled = True


def bare_handler(s, body):
    """nginx, which returns the same bytes."""
    port, folder = free_port(), s.folder / "bare"
    folder.mkdir()
    (folder / "all.json").write_bytes(body)
    paths = "".join(f"{kind}_temp_path {folder}/{kind}; " for kind in ("client_body", "fastcgi", "proxy", "uwsgi", "scgi"))
    (folder / "nginx.conf").write_text(
        f"daemon off; master_process off; user root; pid {folder}/pid; error_log {folder}/error.log; events {{}} "
        f"http {{ access_log off; {paths} server {{ listen 127.0.0.1:{port}; root {folder}; }} }}")
    process = subprocess.Popen(["/usr/sbin/nginx", "-c", f"{folder}/nginx.conf", "-e", f"{folder}/error.log"])
    time.sleep(0.5)
    return process, port


def projects(s):
    fill(s)
    body = json.dumps(s.call("project.all"), separators=(",", ":")).encode()
    process, port = bare_handler(s, body)
    try:
        latencies(s.panel, "/api/project.all", s.key, seconds=5)
        middle, worst, size = latencies(s.panel, "/api/project.all", s.key)
        bare_middle, bare_worst, _ = latencies(port, "/all.json", s.key)
    finally:
        process.terminate()
        process.wait()
    report(f"project.all, 100 × 20 services, {size // 1024} KB, 50/s: p50, p95", f"{middle:.1f}, {worst:.1f} ms",
           f"nginx {bare_middle:.1f}, {bare_worst:.1f} ms", "p95 < 10 ms", worst < 10)


LINES = 100_000


def line(number):
    return f"#12 {number / 1000:.3f} step {number} of a build that has very much to say about what it does"


async def watch(s, deployment):
    import websockets
    url = f"ws://127.0.0.1:{s.panel}/listen-deployment?logPath={deployment}"
    began, seen = time.perf_counter(), 0
    async with websockets.connect(url, additional_headers={"x-api-key": s.key}, max_size=None) as socket:
        async for message in socket:
            seen += message.count(b"\n" if isinstance(message, bytes) else "\n")
            if seen >= LINES:
                return time.perf_counter() - began, seen
    return time.perf_counter() - began, seen


def log(s):
    """A log of 100,000 lines to one watcher, beside the same lines by `docker logs | cat`."""
    id = s.application("Log", s.project("Log"))
    s.call("application.saveDockerProvider", {
        "applicationId": id, "dockerImage": "nginx:alpine", "username": None, "password": None, "registryUrl": None})
    deployment = s.call("application.deploy", {"applicationId": id})["deploymentId"]
    s.finish(deployment)
    s.stop()
    seed_log(s, deployment)
    s.start()
    ours = []
    for _ in range(3):
        taken, seen = asyncio.run(watch(s, deployment))
        if seen < LINES:
            raise SystemExit(f"only {seen} lines came")
        ours.append(LINES / taken)
    (s.folder / "lines").write_text("".join(line(n) + "\n" for n in range(LINES)))
    container = run("docker", "run", "-d", "-v", f"{s.folder}/lines:/lines:ro", "busybox:latest", "cat", "/lines").strip()
    run("docker", "wait", container)
    theirs = []
    for _ in range(3):
        began = time.perf_counter()
        subprocess.run(f"docker logs {container} | cat >/dev/null", shell=True, check=True)
        theirs.append(LINES / (time.perf_counter() - began))
    run("docker", "rm", "-f", container)
    rate, baseline = statistics.median(ours), statistics.median(theirs)
    report("a log of 100,000 lines to a WebSocket", f"{rate:,.0f} lines/s", f"docker logs | cat {baseline:,.0f} lines/s",
           "at least half", rate >= baseline / 2)


def seed_log(s, deployment):
    """Appends the lines as the server would: in chunks of about 16 KB."""
    store = sqlite3.connect(s.data / "slipway.sqlite")
    columns = [c[1] for c in store.execute("PRAGMA table_info(deployment_log)")]
    last = store.execute("SELECT * FROM deployment_log WHERE deployment_id = ? ORDER BY sequence DESC LIMIT 1", (deployment,)).fetchone()
    row = dict(zip(columns, last))
    next_line = row["first_line"] + row["lines"]
    for start in range(0, LINES, 200):
        text = "".join(line(n) + "\n" for n in range(start, start + 200))
        row.update(sequence=row["sequence"] + 1, first_line=next_line, lines=200, bytes=len(text), text=text)
        next_line += 200
        store.execute(f"INSERT INTO deployment_log ({','.join(columns)}) VALUES ({','.join('?' * len(columns))})",
                      [row[c] for c in columns])
    store.commit()
    store.close()


def start(s):
    """From nothing to the first answer, beside the same binary with an empty store."""
    fill(s)
    empty = Installation()
    try:
        full_times, empty_times = [], []
        for _ in range(5):
            s.stop()
            full_times.append(s.start() * 1000)
            empty_times.append(empty.start() * 1000)
            empty.stop()
    finally:
        empty.remove()
    ours, bare = statistics.median(full_times), statistics.median(empty_times)
    report("start to first answer, 2,000 services", f"{ours:.0f} ms", f"empty store {bare:.0f} ms", "< 300 ms", ours < 300)


def backup(s):
    backups.backup(s, report)


def jobs(s):
    many.jobs(report)


def ssh(s):
    connections.ssh(report)


def watchers(s):
    many.watchers(s, report)


def services(s):
    """In an installation of its own: the others measure with a hundred projects."""
    large = Installation()
    try:
        large.start()
        many.services(large, report)
    finally:
        large.remove()


def agent(s):
    """A process of its own, as on another machine; the installation rests meanwhile."""
    s.stop()
    agents.agent(report)
    s.start()


def main():
    wanted = sys.argv[1:] or ["idle", "deploy", "log", "projects", "start", "backup", "jobs", "ssh", "watchers", "services", "agent"]
    s = Installation()
    try:
        s.start()
        for name in wanted:
            print(f"{name} ...", flush=True)
            globals()[name](s)
    finally:
        s.remove()
    heads = ("what", "ours", "baseline", "promised", "holds")
    widths = [max(len(str(r[i])) for r in [heads, *rows]) for i in range(5)]
    print()
    for r in [heads, *rows]:
        print("| " + " | ".join(str(r[i]).ljust(widths[i]) for i in range(5)) + " |")
        if r is heads:
            print("|" + "|".join("-" * (w + 2) for w in widths) + "|")
    print(f"\n{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    return 0 if all(r[4] == "yes" for r in rows) else 1


sys.exit(main())
