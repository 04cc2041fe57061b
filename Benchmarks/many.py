"""The promised numbers of large installations: jobs a second, many watchers, many services."""
import asyncio
import http.client
import json
import pathlib
import shutil
import sqlite3
import statistics
import subprocess
import tempfile
import time
import urllib.parse

from installation import BINARY, Installation, ROOT, run

JOBS = 20_000
ROW = "'undo', NULL, 'upkeep', '{{\"deployment\":\"nobody\"}}', 'queued', 0, {now}, {now}"
COLUMNS = "id, position, kind, lane, pool, arguments, state, attempts, available_at, created_at"


def until_done(count, limit=300):
    """Jobs a second, from the first that has ended to the last."""
    began, before, end = None, 0, time.time() + limit
    while time.time() < end:
        left = count()
        if began is None and left < JOBS:
            began, before = time.perf_counter(), left
        if left == 0:
            return before / (time.perf_counter() - began)
        time.sleep(0.02)
    raise SystemExit(f"{count()} jobs are left")


def jobs_sqlite(report):
    """Jobs that find nothing to do: one look at a row each, and what claiming and ending takes."""
    s = Installation()
    try:
        s.start()
        s.stop()
        store = sqlite3.connect(s.data / "slipway.sqlite", timeout=30, isolation_level=None)
        bare = bare_sqlite(s)
        store.execute("BEGIN")
        row = ROW.format(now=int(time.time() * 1000))
        for number in range(JOBS):
            store.execute(f"INSERT INTO job ({COLUMNS}) VALUES ('bench-{number}', {number + 1}, {row})")
        store.execute("COMMIT")
        s.start()
        rate = until_done(lambda: store.execute(
            "SELECT COUNT(*) FROM job WHERE state IN ('queued', 'running') AND id LIKE 'bench-%'").fetchone()[0])
        store.close()
    finally:
        s.remove()
    report("empty jobs a second, SQLite", f"{rate:,.0f}", f"bare transactions {bare:,.0f}", "≥ 1,000", rate >= 1000)


def bare_sqlite(s, rounds=2000):
    """The two transactions that a job needs at least, by Python's sqlite3: rounds of them a second."""
    path = s.folder / "bare.sqlite"
    store = sqlite3.connect(path, isolation_level=None)
    store.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE job (id TEXT PRIMARY KEY, state TEXT);")
    store.executemany("INSERT INTO job VALUES (?, 'queued')", [(str(n),) for n in range(rounds)])
    began = time.perf_counter()
    for number in range(rounds):
        for state in ("running", "finished"):
            store.execute("BEGIN IMMEDIATE")
            store.execute("UPDATE job SET state = ? WHERE id = ?", (state, str(number)))
            store.execute("COMMIT")
    return rounds / (time.perf_counter() - began)


class Worker:
    """A worker on a database; its data folder and name are those of one installation."""

    def __init__(self, s, url):
        log = open(s.folder / "worker.log", "ab")
        environment = {**s.environment, "SLIPWAY_DATABASE": url}
        self.process = subprocess.Popen([BINARY, "worker"], env=environment, stdout=log, stderr=log)

    def stop(self):
        self.process.terminate()
        self.process.wait(30)


def jobs_postgres(report):
    """The same on a PostgreSQL server with two workers."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="slipway-bench-postgres-"))
    folder.chmod(0o755)
    run(str(ROOT / "Scripts/postgres.sh"), "up", str(folder))
    url = f"postgresql://postgres@/postgres?host={folder}"
    s, workers = Installation(), []

    def ask(statement):
        return run("psql", "-qtAX", "-c", statement, url).strip()
    try:
        run(BINARY, "migrate", "--from", f"sqlite:{s.data}/slipway.sqlite", "--to", url, env=s.environment)
        row = ROW.format(now=int(time.time() * 1000))
        ask(f"INSERT INTO job ({COLUMNS}) SELECT 'bench-' || n, n, {row} FROM generate_series(1, {JOBS}) n")
        ask("ANALYZE job")
        workers = [Worker(s, url), Worker(s, url)]
        rate = until_done(lambda: int(ask("SELECT COUNT(*) FROM job WHERE state IN ('queued', 'running') AND id LIKE 'bench-%'")))
        shares = ask("SELECT COUNT(*) FROM job WHERE state = 'finished'")
        bare = bare_postgres(folder)
    finally:
        for worker in workers:
            worker.stop()
        s.remove()
        run(str(ROOT / "Scripts/postgres.sh"), "down", str(folder))
        shutil.rmtree(folder, ignore_errors=True)
    if shares != str(JOBS):
        raise SystemExit(f"only {shares} jobs finished")
    report("empty jobs a second, PostgreSQL, two workers", f"{rate:,.0f}", f"pgbench, bare transactions {bare:,.0f}",
           "≥ 500", rate >= 500)


def bare_postgres(folder):
    """pgbench with the two transactions that a job needs at least, each with the one writers' lock."""
    url = f"postgresql://postgres@/postgres?host={folder}"
    run("psql", "-qX", "-c", "CREATE TABLE bare (id BIGINT PRIMARY KEY, state TEXT); "
        "INSERT INTO bare SELECT n, 'queued' FROM generate_series(1, 10000) n", url)
    script = folder / "bare.sql"
    script.write_text("\\set id random(1, 10000)\n" + "".join(
        f"BEGIN;\nSELECT pg_advisory_xact_lock(42);\nUPDATE bare SET state = '{state}' WHERE id = :id;\nCOMMIT;\n"
        for state in ("running", "finished")))
    script.chmod(0o644)
    pgbench = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/pgbench"))[-1]
    text = run(str(pgbench), "-n", "-M", "prepared", "-c", "2", "-T", "5", "-f", str(script), "-h", str(folder), "-U", "postgres", "postgres")
    return float(next(line.split("=")[1].split()[0] for line in text.splitlines() if line.startswith("tps")))


def jobs(report):
    jobs_sqlite(report)
    jobs_postgres(report)


WATCHERS, LINES, SERVICE_LINES = 500, 1500, 300


def users(s, count):
    """More people of the organisation, for one may have sixty-four watchers: their keys."""
    keys = [s.key]
    store = sqlite3.connect(s.data / "slipway.sqlite", timeout=30)
    organization = store.execute("SELECT organization_id FROM member").fetchone()[0]
    for number in range(1, count):
        made = json.loads(subprocess.run(
            [BINARY, "owner", "create", "--email", f"bench{number}@slipway.test", "--password-stdin", "--json"], check=True,
            input="correct horse battery staple", stdout=subprocess.PIPE, text=True, env=s.environment).stdout)
        for table in ("member", "api_key"):
            store.execute(f"UPDATE {table} SET organization_id = ? WHERE user_id = ?", (organization, made["userId"]))
        store.commit()
        keys.append(made["apiKey"])
    store.close()
    return keys


async def watch_all(s, keys, path, begin, ends):
    """All watchers at once. `begin` is called when all are there; each watches until `ends` says so of its text."""
    import websockets
    seen, ready = [""] * WATCHERS, asyncio.Semaphore(0)

    async def one(number):
        async with websockets.connect(f"ws://127.0.0.1:{s.panel}{path}", open_timeout=60, max_size=None, ping_interval=None,
                                      compression=None, additional_headers={"x-api-key": keys[number % len(keys)]}) as socket:
            ready.release()
            async for message in socket:
                seen[number] += message if isinstance(message, str) else message.decode()
                if ends(seen[number]):
                    return
    async def all_there():
        for _ in range(WATCHERS):
            await ready.acquire()
    most, done = 0, asyncio.gather(*[one(number) for number in range(WATCHERS)])
    there = asyncio.ensure_future(all_there())
    await asyncio.wait({there, done}, return_when=asyncio.FIRST_COMPLETED, timeout=120)
    if not there.done():
        raise SystemExit(f"not all watchers could connect: {done.exception() if done.done() else 'nobody answers'}")
    await asyncio.to_thread(begin)
    while not done.done():
        most = max(most, resident(s.process.pid))
        await asyncio.sleep(0.1)
    await done
    return seen, most


def resident(pid):
    for line in open(f"/proc/{pid}/status"):
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024


def watchers(s, report):
    """Five hundred who watch one deployment while it writes, and five hundred who watch one service."""
    keys = users(s, 8)
    # Named by the run: a step that is cached says nothing.
    page = {"Dockerfile": f"FROM busybox:latest\nCOPY start /\nRUN echo {s.instance}\n"
            f"RUN for i in $(seq {LINES}); do echo \"line $i of a build\"; usleep 4000; done\nCMD [\"sh\", \"/start\"]\n",
            "start": f"trap 'exit 0' TERM\nsleep 25 & wait\ni=0\nwhile [ $i -lt {SERVICE_LINES} ]; do i=$((i+1)); "
            "echo \"line $i of a service\"; usleep 30000; done\nsleep 100000 & wait\n"}
    url, _ = s.repository("watchers", page)
    id = s.application("Watchers", s.project("Watchers"))
    s.call("application.saveGitProvider", {
        "applicationId": id, "customGitUrl": url, "customGitBranch": "main", "customGitBuildPath": "/", "watchPaths": []})
    s.call("application.saveBuildType", {
        "applicationId": id, "buildType": "dockerfile", "dockerfile": "Dockerfile", "dockerContextPath": "",
        "dockerBuildStage": "", "herokuVersion": None, "railpackVersion": None})
    s.call("application.update", {"applicationId": id, "updateConfigSwarm": {
        "Parallelism": 1, "Order": "start-first", "Monitor": 200_000_000}})
    before = resident(s.process.pid)
    deployment = s.call("application.deploy", {"applicationId": id})["deploymentId"]
    seen, most = asyncio.run(watch_all(s, keys, f"/listen-deployment?deploymentId={deployment}", lambda: None, lambda text: False))
    lines = max(sum(f"line {n} of a build" in text for n in (1, LINES // 2, LINES)) for text in seen)
    same = len(set(seen)) == 1 and lines == 3
    report(f"{WATCHERS} who watch one deployment, most resident memory",
           f"{most:.0f} MB, all the same {len(seen[0].splitlines())} lines: {same}",
           f"before {before:.0f} MB", "< 150 MB", same and most < 150)
    s.finish(deployment)
    service = run("docker", "service", "ls", "--format", "{{.Name}}", "--filter", f"label=slipway.deployable={id}").split()[0]
    last = f"line {SERVICE_LINES} of a service"
    seen, most = asyncio.run(watch_all(
        s, keys, f"/docker-container-logs?containerId={service}&runType=swarm&tail=10000", lambda: None, lambda text: last in text))
    same = all(text.count(" of a service") == SERVICE_LINES and last in text for text in seen)
    report(f"{WATCHERS} who watch one service, most resident memory", f"{most:.0f} MB, all lines: {same}", f"before {before:.0f} MB",
           "< 150 MB", same and most < 150)


def first_byte(port, path, cookie, rounds=15):
    times = []
    for _ in range(rounds):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.connect()
        began = time.perf_counter()
        connection.request("GET", path, headers={"cookie": cookie, "accept": "text/html"})
        answer = connection.getresponse()
        answer.read(1)
        times.append((time.perf_counter() - began) * 1000)
        if answer.status != 200:
            raise SystemExit(f"{path} answered {answer.status}")
        answer.read()
        connection.close()
    return statistics.median(times)


def services(s, report, count=10_000):
    """Each page that lists, with ten thousand services in the store."""
    environments = [s.project(f"Large {number}") for number in range(100)]
    for number in range(count):
        s.call("application.create", {"name": f"Service {number}", "environmentId": environments[number % 100]})
    body = urllib.parse.urlencode({"email": "bench@slipway.test", "password": "correct horse battery staple"})
    connection = http.client.HTTPConnection("127.0.0.1", s.panel)
    connection.request("POST", "/sign-in", body, {
        "content-type": "application/x-www-form-urlencoded", "origin": f"http://127.0.0.1:{s.panel}"})
    cookie = connection.getresponse().getheader("set-cookie").split(";")[0]
    pages = ["/projects", f"/environments/{environments[7]}", "/activity", "/palette", "/settings/volumes",
             "/settings/registries", "/settings/certificates", "/settings/tags", "/api/application.search?limit=50"]
    times = {page: first_byte(s.panel, page, cookie) for page in pages}
    store = sqlite3.connect(s.data / "slipway.sqlite", timeout=30)
    began = time.perf_counter()
    store.execute("SELECT id, name, app_name, environment_id FROM deployable").fetchall()
    bare = (time.perf_counter() - began) * 1000
    print("  first bytes:", json.dumps({page: round(time, 1) for page, time in times.items()}))
    worst = max(times, key=times.get)
    report("first byte of the slowest list page, 10,000 services", f"{times[worst]:.0f} ms ({worst})",
           f"bare query of all {bare:.0f} ms", "< 100 ms", times[worst] < 100)
