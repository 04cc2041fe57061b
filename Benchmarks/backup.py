"""A large volume to an S3 server and back by Slipway, beside the same by hand: `docker run … tar | rclone rcat`."""
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import threading
import time

from installation import free_port, run

SIZE = int(os.environ.get("BENCH_VOLUME_MB", "2048"))
KEYS = ("AKIABENCH", "bench-secret")


class S3:
    """rclone as an S3 server, with one bucket; its objects are files of a folder."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="slipway-bench-s3-"))
        (self.folder / "bench").mkdir()
        # Not the loopback: a destination is nowhere that only this machine reaches.
        address = run("hostname", "-I").split()[0]
        self.port = free_port()
        self.endpoint = f"http://{address}:{self.port}"
        program = pathlib.Path(sys.executable).parent / "rclone"
        self.process = subprocess.Popen(
            [program, "serve", "s3", "--config", "/dev/null", "--auth-key", ",".join(KEYS), "--addr", f"0.0.0.0:{self.port}",
             "--vfs-cache-mode", "off", self.folder], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.wait()
        self.config = self.folder / "by-hand.conf"
        self.config.write_text(
            f"[hand]\ntype = s3\nprovider = Other\naccess_key_id = {KEYS[0]}\nsecret_access_key = {KEYS[1]}\n"
            f"endpoint = {self.endpoint}\nregion = us-east-1\nno_check_bucket = true\n")

    def wait(self):
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise SystemExit("rclone's S3 server does not answer")

    def close(self):
        self.process.terminate()
        self.process.wait(10)
        run("rm", "-rf", str(self.folder))


class Highest:
    """The most resident memory of a process while it is watched, in MB."""

    def __init__(self, pid):
        self.megabytes, self.pid, self.isOver = 0.0, pid, False
        self.thread = threading.Thread(target=self.watch)
        self.thread.start()

    def watch(self):
        while not self.isOver:
            try:
                lines = open(f"/proc/{self.pid}/status").readlines()
            except FileNotFoundError:
                return
            for line in lines:
                if line.startswith("VmRSS"):
                    self.megabytes = max(self.megabytes, int(line.split()[1]) / 1024)
            time.sleep(0.1)

    def end(self):
        self.isOver = True
        self.thread.join()
        return self.megabytes


def timed(body):
    began = time.time()
    body()
    return time.time() - began


def end_of(s, run_id):
    while True:
        row = s.call(f"backup.run?runId={run_id}")
        if row["status"] == "done":
            return row
        if row["status"] != "running":
            raise SystemExit(f"the run ended so: {row}\n{s.call(f'backup.readLogs?runId={run_id}')}")
        time.sleep(0.05)


def prepare(s, s3):
    """A stopped application whose volume holds what does not compress."""
    volume = f"{s.instance}-large"
    id = s.application("Large", s.project("Large"))
    s.call("mounts.create", {"type": "volume", "volumeName": volume, "mountPath": "/data", "serviceType": "application",
                             "serviceId": id})
    run("docker", "run", "--rm", "-v", f"{volume}:/data", "busybox:latest", "dd", "if=/dev/urandom", "of=/data/large",
        "bs=1M", f"count={SIZE}")
    destination = s.call("destination.create", {
        "name": "S3", "provider": "Other", "accessKey": KEYS[0], "secretAccessKey": KEYS[1], "bucket": "bench",
        "region": "us-east-1", "endpoint": s3.endpoint, "additionalFlags": []})["destinationId"]
    plan = s.call("volumeBackups.create", {
        "name": "Large", "volumeName": volume, "prefix": "", "cronExpression": "0 3 * * *", "destinationId": destination,
        "applicationId": id})["volumeBackupId"]
    return volume, id, destination, plan


def rounds(by_hand, ours, count=2):
    """Both in turns, so that what else the machine does meets both; the best of each, in seconds."""
    best = [float("inf"), float("inf")]
    for _ in range(count):
        for side, body in enumerate((by_hand, ours)):
            best[side] = min(best[side], timed(body))
    return best


def backup(s, report):
    s3 = S3()
    volume, id, destination, plan = prepare(s, s3)
    rclone = pathlib.Path(sys.executable).parent / "rclone"
    hand = f"docker run --rm -v {volume}:/data busybox:latest tar -C /data -c . | {rclone} --config {s3.config} rcat hand:bench/hand.tar"
    hand_back = f"{rclone} --config {s3.config} cat hand:bench/hand.tar | docker run --rm -i -v {volume}:/data busybox:latest tar -C /data -x"
    row = {}

    def by_hand(command):
        subprocess.run(["bash", "-o", "pipefail", "-c", command], check=True)

    def ours():
        row.update(end_of(s, s.call("volumeBackups.runManually", {"volumeBackupId": plan})["deploymentId"]))

    def ours_back():
        end_of(s, s.call("volumeBackups.restore", {
            "serviceId": id, "volumeName": volume, "backupFileName": row["objectKey"], "destinationId": destination,
        })["deploymentId"])

    memory = Highest(s.process.pid)
    try:
        sent = rounds(lambda: by_hand(hand), ours)
        fetched = rounds(lambda: by_hand(hand_back), ours_back)
        highest = memory.end()
    finally:
        memory.isOver = True
        s3.close()
        subprocess.run(["docker", "volume", "rm", "-f", volume], stdout=subprocess.DEVNULL)
    size = f"{SIZE / 1024:.1f} GiB"
    report(f"a volume of {size} to S3", f"{SIZE / sent[1]:.0f} MB/s", f"tar | rclone rcat {SIZE / sent[0]:.0f} MB/s",
           "at least 0.8", sent[1] <= sent[0] / 0.8)
    # Every byte is checked before the volume is touched, and comes by way of a second volume: twice the work by hand.
    report(f"a volume of {size} from S3, verified, by way of a second", f"{SIZE / fetched[1]:.0f} MB/s",
           f"rclone cat | tar {SIZE / fetched[0]:.0f} MB/s", "none", True)
    report("the server's memory meanwhile", f"{highest:.0f} MB", "–", "< 150 MB", highest < 150)
