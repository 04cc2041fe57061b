"""A Slipway of the release build for measuring: its own data folder, instance name, ports; all of it goes at the end."""
import json
import os
import pathlib
import random
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
BINARY = os.environ.get("BINARY", str(ROOT / ".build/release/slipway"))


def run(*words, **more):
    return subprocess.run(words, check=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **more).stdout


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Installation:
    def __init__(self):
        self.instance = "bench" + "".join(random.choices("abcdefghijklmnopqrstuvwxyz", k=6))
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="slipway-bench-"))
        self.data = self.folder / "data"
        self.panel, self.http, self.https, self.git = free_port(), free_port(), free_port(), free_port()
        self.process, self.names = None, []
        environment = {k: v for k, v in os.environ.items() if not k.startswith("SLIPWAY_")}
        self.environment = {
            **environment, "SLIPWAY_DATA_DIR": str(self.data), "SLIPWAY_LISTEN": f"127.0.0.1:{self.panel}",
            "SLIPWAY_HTTP_PORT": str(self.http), "SLIPWAY_HTTPS_PORT": str(self.https),
            "SLIPWAY_INSTANCE": self.instance, "SLIPWAY_LOCAL_GIT": "allow",
            "SLIPWAY_LOCAL_DESTINATIONS": "allow", "SLIPWAY_LOCAL_REGISTRIES": "allow",
        }
        owner = subprocess.run(
            [BINARY, "owner", "create", "--email", "bench@slipway.test", "--password-stdin", "--json"], check=True,
            input="correct horse battery staple", stdout=subprocess.PIPE, text=True, env=self.environment).stdout
        self.key = json.loads(owner)["apiKey"]

    def start(self):
        """Starts the server; returns the seconds until its first answer."""
        log = open(self.folder / "serve.log", "ab")
        began = time.perf_counter()
        self.process = subprocess.Popen([BINARY, "serve"], env=self.environment, stdout=log, stderr=log)
        while True:
            try:
                with socket.create_connection(("127.0.0.1", self.panel), timeout=1) as s:
                    s.sendall(b"GET /api/settings.health HTTP/1.1\r\nHost: x\r\nConnection: close\r\nx-api-key: "
                              + self.key.encode() + b"\r\n\r\n")
                    if b" 200 " in s.recv(100):
                        return time.perf_counter() - began
            except OSError:
                pass
            if self.process.poll() is not None:
                raise SystemExit(f"slipway serve ended: {(self.folder / 'serve.log').read_text()[-3000:]}")
            if time.perf_counter() - began > 60:
                raise SystemExit("slipway serve does not answer")
            time.sleep(0.002)

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(30)

    def call(self, name, body=None):
        """A mutation with a body, else a query."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.panel}/api/{name}", data=data,
            headers={"x-api-key": self.key, "content-type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                text = answer.read()
        except urllib.error.HTTPError as error:
            raise SystemExit(f"{name} answered {error.code}: {error.read().decode()}")
        return json.loads(text) if text else None

    def project(self, name):
        return self.call("project.create", {"name": name})["environment"]["environmentId"]

    def application(self, name, environment):
        row = self.call("application.create", {"name": name, "environmentId": environment})
        self.names.append(row["appName"])
        return row["applicationId"]

    def finish(self, deployment, limit=180):
        """Waits for the end of a deployment; `done` or nothing."""
        end = time.time() + limit
        while time.time() < end:
            row = self.call(f"deployment.one?deploymentId={deployment}")
            if row["status"] == "done":
                return row
            if row["status"] != "running":
                raise SystemExit(f"the deployment ended so: {json.dumps(row, indent=1)}")
            time.sleep(0.02)
        raise SystemExit("the deployment does not end")

    def repository(self, name, files):
        scripts, git = ROOT / "Scripts/git-server.sh", str(self.folder / "git")
        run(str(scripts), "up", git, str(self.git), "dev", "s3cret")
        run(str(scripts), "repository", git, name)
        work = self.folder / name
        work.mkdir()
        for path, text in files.items():
            (work / path).write_text(text)
        url = f"http://dev:s3cret@127.0.0.1:{self.git}/git/{name}.git"
        run("git", "init", "-q", "-b", "main", cwd=work)
        run("git", "add", "-A", cwd=work)
        run("git", "-c", "user.name=b", "-c", "user.email=b@slipway.test", "commit", "-qm", "First", cwd=work)
        run("git", "push", "-q", url, "main", cwd=work)
        return url, work

    def remove(self):
        self.stop()
        subprocess.run([str(ROOT / "Scripts/git-server.sh"), "down", str(self.folder / "git")], check=False)
        mine = f"label=slipway.instance={self.instance}"
        services = run("docker", "service", "ls", "-q", "--filter", mine).split()
        if services:
            run("docker", "service", "rm", *services)
        end = time.time() + 60
        while (left := run("docker", "ps", "-aq", "--filter", mine).split()) and time.time() < end:
            subprocess.run(["docker", "rm", "-f", *left], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(0.2)
        # Swarm lets go of a network a moment after the last task; the engine's filter does not find what only Swarm knows.
        while (left := [name for name in run("docker", "network", "ls", "--format", "{{.Name}}").split()
                        if name.startswith(self.instance + "-")]) and time.time() < end:
            subprocess.run(["docker", "network", "rm", *left], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(0.2)
        for name in self.names:
            images = run("docker", "image", "ls", "--format", "{{.Repository}}:{{.Tag}}", f"slipway/{name}").split()
            if images:
                subprocess.run(["docker", "image", "rm", "-f", *images], stdout=subprocess.DEVNULL)
        shutil.rmtree(self.folder, ignore_errors=True)
