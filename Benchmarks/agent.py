"""The promised numbers of the agent: fifty containers at a sample a second, beside a streaming `docker stats` on the same
containers with the engine's share, and beside Debian's node exporter and netdata for memory."""
import json
import os
import pathlib
import shutil
import signal
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


def exporter():
    """Debian's node exporter; `None` where it is not installed."""
    program = shutil.which("prometheus-node-exporter")
    return program and subprocess.Popen([program, f"--web.listen-address=127.0.0.1:{free_port()}"], stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)


def netdata(folder):
    """Debian's netdata, with what it measures by itself and its plugins; `None` where it is not installed."""
    program = shutil.which("netdata", path=os.environ.get("PATH", "") + ":/usr/sbin")
    if not program:
        return None
    place = pathlib.Path(folder) / "netdata"
    for name in ("cache", "lib", "log", "etc"):
        (place / name).mkdir(parents=True)
    settings = place / "netdata.conf"
    settings.write_text(f"""[global]
    run as user = root
[directories]
    cache = {place}/cache
    lib = {place}/lib
    log = {place}/log
[web]
    bind to = 127.0.0.1:{free_port()}
[cloud]
    enabled = no
""")
    return subprocess.Popen([program, "-D", "-c", str(settings), "-P", f"{place}/pid"], stdout=subprocess.DEVNULL,
                            stderr=subprocess.DEVNULL, start_new_session=True)


def together(process):
    """Megabytes of a process and of those that it started, which share a session with it."""
    session, total = os.getsid(process.pid), 0
    for folder in pathlib.Path("/proc").iterdir():
        try:
            if folder.name.isdigit() and os.getsid(int(folder.name)) == session:
                total += resident(folder.name)
        except OSError:
            pass
    return total


def beside(folder):
    """What others take in memory for measuring the same machine, in a sentence."""
    found, others = [], {"node exporter": exporter(), "netdata": netdata(folder)}
    time.sleep(15)
    for name, process in others.items():
        if process is None or process.poll() is not None:
            found.append(f"{name} cannot be had")
            continue
        found.append(f"{name} {together(process) if name == 'netdata' else resident(process.pid):.1f} MB")
        if name == "netdata":
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.wait(30)
    return ", ".join(found)


def series(port):
    request = urllib.request.Request(f"http://127.0.0.1:{port}/series", headers={"Authorization": f"Bearer {TOKEN}"})
    return json.load(urllib.request.urlopen(request, timeout=10))


def agent(report):
    folder = tempfile.mkdtemp(prefix="slipway-bench-agent-")
    mark = f"slipway-bench-{os.getpid()}"
    names = [f"{mark}-{number}" for number in range(CONTAINERS)]
    process, port = None, free_port()
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
        report(f"agent, {CONTAINERS} containers, resident memory", f"{memory:.1f} MB", beside(folder), "< 25 MB", memory < 25)
        report(f"agent, {CONTAINERS} containers, CPU", f"{ours:.2f} %", f"docker stats and its engine {theirs:.1f} %",
               "< 1 % of a core", ours < 1)
        report("agent beside docker stats", f"{ours / max(theirs, 0.01) * 100:.1f} %", "100 %", "≤ 10 %", ours <= theirs / 10)
    finally:
        if process and process.poll() is None:
            process.kill()
        found = run("docker", "ps", "-aq", "--filter", f"label=slipway-bench={mark}").split()
        if found:
            run("docker", "rm", "-f", *found)
        shutil.rmtree(folder, ignore_errors=True)
