"""The promised numbers of the agent: fifty containers at a sample a second, beside a streaming `docker stats` on the same
containers with the engine's share, and beside Debian's node exporter for memory."""
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import time
import urllib.request

from installation import BINARY, free_port, run

CONTAINERS = 50
SECONDS = 60
TOKEN = "a-token-of-the-benchmark"


def resident(pid):
    for line in open(f"/proc/{pid}/status"):
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0


def cpu(pid):
    fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def engine():
    """The processes of the Docker Engine that answer for what is measured."""
    found = []
    for folder in pathlib.Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                if (folder / "comm").read_text().strip() in ("dockerd", "containerd"):
                    found.append(int(folder.name))
            except OSError:
                pass
    return found


def spent(pids, seconds=SECONDS):
    """Percent of a core that processes take together in a span."""
    before, began = sum(cpu(pid) for pid in pids), time.time()
    time.sleep(seconds)
    return (sum(cpu(pid) for pid in pids) - before) / (time.time() - began) * 100


def exporter(folder):
    """Debian's node exporter, unpacked and not installed; `None` where it cannot be had."""
    program = shutil.which("prometheus-node-exporter")
    if not program:
        got = subprocess.run(["apt-get", "download", "-qq", "prometheus-node-exporter"], cwd=folder, stdout=subprocess.DEVNULL,
                             stderr=subprocess.DEVNULL)
        packages = list(pathlib.Path(folder).glob("*.deb"))
        if got.returncode or not packages:
            return None
        subprocess.run(["dpkg", "-x", str(packages[0]), folder], check=True)
        program = f"{folder}/usr/bin/prometheus-node-exporter"
    return subprocess.Popen([program, f"--web.listen-address=127.0.0.1:{free_port()}"], stdout=subprocess.DEVNULL,
                            stderr=subprocess.DEVNULL)


def series(port):
    request = urllib.request.Request(f"http://127.0.0.1:{port}/series", headers={"Authorization": f"Bearer {TOKEN}"})
    return json.load(urllib.request.urlopen(request, timeout=10))


def agent(report):
    folder = tempfile.mkdtemp(prefix="slipway-bench-agent-")
    mark = f"slipway-bench-{os.getpid()}"
    names = [f"{mark}-{number}" for number in range(CONTAINERS)]
    process, other, port = None, None, free_port()
    try:
        for name in names:
            run("docker", "run", "-d", "--label", f"slipway-bench={mark}", "--name", name, "busybox:latest", "sleep", "99999")
        environment = {**os.environ, "SLIPWAY_DATA_DIR": folder + "/data", "SLIPWAY_LISTEN": f"127.0.0.1:{port}",
                       "SLIPWAY_METRICS_TOKEN": TOKEN}
        process = subprocess.Popen([BINARY, "agent"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.time() + 60
        while time.time() < end:
            try:
                if sum(mark in name for name in series(port)) == CONTAINERS:
                    break
            except OSError:
                pass
            time.sleep(0.5)
        else:
            raise SystemExit("the agent does not measure the containers")
        time.sleep(5)
        ours = spent([process.pid])
        memory = resident(process.pid)
        process.terminate()
        process.wait(30)
        idle = spent(engine(), 20)
        stats = subprocess.Popen(["docker", "stats", *names], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(5)
        theirs = spent([stats.pid, *engine()]) - idle
        stats.kill()
        stats.wait()
        other = exporter(folder)
        time.sleep(3)
        beside = f"node exporter {resident(other.pid):.1f} MB" if other else "node exporter cannot be had"
        report(f"agent, {CONTAINERS} containers, resident memory", f"{memory:.1f} MB", beside, "< 25 MB", memory < 25)
        report(f"agent, {CONTAINERS} containers, CPU", f"{ours:.2f} %", f"docker stats and its engine {theirs:.1f} %",
               "< 1 % of a core", ours < 1)
        report("agent beside docker stats", f"{ours / max(theirs, 0.01) * 100:.1f} %", "100 %", "≤ 10 %", ours <= theirs / 10)
    finally:
        for running in (process, other):
            if running and running.poll() is None:
                running.kill()
        found = run("docker", "ps", "-aq", "--filter", f"label=slipway-bench={mark}").split()
        if found:
            run("docker", "rm", "-f", *found)
        shutil.rmtree(folder, ignore_errors=True)
