"""One command over a warm connection to a server, beside ssh with ControlMaster by hand."""
import os
import pathlib
import shutil
import statistics
import subprocess
import tempfile
import time

from installation import ROOT, free_port, run

MEASURE = os.environ.get("MEASURE", str(ROOT / ".build/release/measure"))
COMMAND = ["cat", "/etc/hostname"]


def ssh(report, rounds=200):
    """In turns, so that both have the same machine."""
    folder, port = pathlib.Path(tempfile.mkdtemp(prefix="slipway-bench-ssh-")), free_port()
    control, master, ours_process = folder / "control", None, None
    run(str(ROOT / "Scripts/ssh-server.sh"), "up", str(folder), str(port))
    options = ["-F", "none", "-o", f"ControlPath={control}", "-o", f"UserKnownHostsFile={folder}/known",
               "-o", "StrictHostKeyChecking=accept-new", "-i", str(folder / "key"), "-p", str(port), "root@127.0.0.1"]
    try:
        master = subprocess.Popen(["ssh", "-M", "-N", *options], stderr=subprocess.DEVNULL)
        while not control.exists():
            time.sleep(0.05)
        ours_process = subprocess.Popen([MEASURE, str(folder), str(port)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        ours_process.stdout.readline()
        hand, ours = [], []
        for _ in range(rounds):
            began = time.perf_counter()
            subprocess.run(["ssh", *options, *COMMAND], check=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
            hand.append((time.perf_counter() - began) * 1000)
            ours_process.stdin.write("\n")
            ours_process.stdin.flush()
            ours.append(float(ours_process.stdout.readline()))
    finally:
        if ours_process:
            ours_process.stdin.close()
            ours_process.wait(20)
        if master:
            master.terminate()
            master.wait()
        run(str(ROOT / "Scripts/ssh-server.sh"), "down", str(folder))
        shutil.rmtree(folder, ignore_errors=True)
    mine, theirs = statistics.median(ours), statistics.median(hand)
    report("one command over a warm SSH connection, median", f"{mine:.1f} ms", f"ssh with ControlMaster {theirs:.1f} ms",
           "≤ 1.3 times", mine <= 1.3 * theirs)
