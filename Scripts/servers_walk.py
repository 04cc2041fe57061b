#!/usr/bin/env python3
"""Brings services to two servers through the dashboard in Chromium, and pulls the cable of one in the middle of a deployment.
   servers_walk.py PANEL_URL EMAIL PASSWORD HTTP_PORT CONFIG SCREENSHOTS
   CONFIG is JSON: a list of {name, address, folder, repository, checkout, push}: folder as Scripts/server.sh has it, push
   the address that the checkout is pushed to.
   Ends with 0 and a line of JSON with what it saw, or says at which step it failed."""
import json
import pathlib
import re
import subprocess
import sys
import time
import urllib.request

from selenium import webdriver
from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

panel, email, password, port, config, folder = sys.argv[1:7]
servers = json.loads(config)
folder = pathlib.Path(folder)
folder.mkdir(parents=True, exist_ok=True)
script = str(pathlib.Path(__file__).with_name("server.sh"))
seen = {"pages": [], "terminals": 0, "logs": 0, "charts": 0, "seconds": {}}

options = webdriver.ChromeOptions()
options.binary_location = "/usr/bin/chromium"
for flag in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-first-run",
             "--disable-background-networking", "--disable-component-update", "--window-size=1440,1000"):
    options.add_argument(flag)
options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
d = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))


def until(condition, what, seconds=30):
    # The page replaces parts of itself while it is read.
    return WebDriverWait(d, seconds, 0.2, [NoSuchElementException, StaleElementReferenceException]).until(
        condition, f"{what} on {d.current_url}")


def one(selector, seconds=15):
    return until(lambda _: next((e for e in d.find_elements(By.CSS_SELECTOR, selector) if e.is_displayed()), None),
                 f"nothing to see at {selector}", seconds)


def press(selector, seconds=15):
    def pressed(_):
        one(selector, seconds).click()
        return True
    until(pressed, f"{selector} cannot be pressed", seconds)


def fill(selector, text):
    field = one(selector)
    field.clear()
    field.send_keys(text)


def text(selector="main"):
    return d.find_element(By.CSS_SELECTOR, selector).text


def machine(server, *words, data=None):
    return subprocess.run([script, words[0], server["folder"], *words[1:]], input=data, text=True, check=True,
                          capture_output=True, timeout=60).stdout


def shot(name):
    d.save_screenshot(str(folder / f"{name}.png"))


def sign_in():
    d.get(panel + "/sign-in")
    fill("form[action='/sign-in'] [name=email]", email)
    fill("form[action='/sign-in'] [name=password]", password)
    press("form[action='/sign-in'] button[type=submit]")
    until(lambda _: "/sign-in" not in d.current_url, "sign-in was refused")


def add_servers():
    """Each is let in by its line, its host key compared with its own console, and set up; both at once."""
    for server in servers:
        d.get(panel + "/servers")
        press("a[data-target=server-new]")
        fill("#server-new [name=name]", server["name"])
        fill("#server-new [name=ipAddress]", server["address"])
        press("#server-new button.primary")
        until(lambda _: "/servers/" in d.current_url, "no page of the server after adding it")
        server["page"] = d.current_url.split("?")[0].split("#")[0]
        server["id"] = server["page"].rsplit("/", 1)[1]
        line = until(lambda _: re.search(r"ssh-ed25519 \S+( \S+)?", d.page_source), "its public key is not shown")[0]
        machine(server, "inside", "tee", "-a", "/root/.ssh/authorized_keys", data=line.split("<")[0] + "\n")
        print_there = machine(server, "inside", "ssh-keygen", "-lf", "/etc/ssh/slipway_test_key").split()[1]
        until(lambda _: print_there in text(), "it does not show the fingerprint that its console shows", 30)
        press("form[action='/do/server.confirmHostKey'] button")
        press("form[action='/do/server.setup'] button", 30)
        until(lambda _: "Step" in d.page_source or "Set-up" in text(), "the set-up is not shown")
    for server in servers:
        d.get(server["page"])
        until(lambda _: "Ready" in text("#server-head"), "it does not become ready", 120)
        shot(f"servers-{server['name']}-ready")


def create(dialog, server, values):
    d.get(environment)
    press(f"[data-target={dialog}]")
    form = f"#{dialog}"
    for name, value in values.items():
        if name == "engine":
            d.find_element(By.CSS_SELECTOR, f"{form} [name=engine][value={value}]").find_element(By.XPATH, "..").click()
        else:
            fill(f"{form} [name='{name}']", value)
    Select(one(f"{form} [name=serverId]")).select_by_value(server["id"])
    shot(f"servers-{server['name']}-{dialog}")
    # Wherever it lies in the dialog.
    d.execute_script("arguments[0].click()", one(f"{form} button[value=deploy]"))
    until(lambda _: d.current_url.split("?")[0] != environment, f"nothing comes of {dialog}")
    return d.current_url


def deployed(address, seconds=120):
    """Of a deployment's page, or of what was created and deployed at once: then its only deployment is meant."""
    address = address.split("?")[0].split("#")[0]
    place = "#deployment-head" if "/deployments/" in address else "main"
    d.get(address if place != "main" else address + "/deployments")
    until(lambda _: re.search(r"\b(Done|Failed)\b", text(place)), "the deployment does not end", seconds)
    if "Done" not in text(place):
        raise RuntimeError(text()[:2000])


def deployments():
    """A git application, a database and a compose stack on each; all of them at work at once."""
    global environment
    d.get(panel + "/projects")
    press("[data-target=create-project]")
    fill("#create-project [name=name]", "Away")
    press("#create-project button.primary")
    until(lambda _: "/environments/" in d.current_url, "no environment page after creating a project")
    environment = d.current_url.split("?")[0].split("#")[0]
    compose = "services:\n  web:\n    image: busybox:latest\n    command: [sleep, '100000']\n    stop_grace_period: 1s\n"
    for server in servers:
        name = server["name"]
        server["begun"] = [
            create("create-application", server, {"name": f"app-{name}", "customGitUrl": server["repository"]}),
            create("create-database", server, {"engine": "redis", "name": f"db-{name}", "dockerImage-redis": "redis:7"}),
            create("create-compose", server, {"name": f"stack-{name}", "composeFile": compose}),
        ]
    for server in servers:
        for address in server["begun"]:
            deployed(address)
        d.get(environment)
        server["application"] = until(lambda _: next(
            (e.get_attribute("href") for e in d.find_elements(By.CSS_SELECTOR, "main a[href*='/applications/']")
             if f"app-{server['name']}" in e.text), None), "its application is not listed").split("?")[0]


def domains():
    for server in servers:
        d.get(server["application"] + "/domains")
        press("[data-target=domain-new]")
        server["host"] = f"{server['name']}.slipway.test"
        fill("#domain-new [name=host]", server["host"])
        fill("#domain-new [name=port]", "8080")
        press("#domain-new button.primary")
        until(lambda _: server["host"] in text(), "the domain is not listed")
        until(lambda _: served(server), f"{server['host']} is not served by {server['name']}")
        seen["pages"].append(served(server))


def served(server):
    request = urllib.request.Request(f"http://{server['address']}:{port}/", headers={"Host": server["host"]})
    try:
        return urllib.request.urlopen(request, timeout=5).read().decode().strip()
    except OSError:
        return ""


def screen():
    return d.execute_script("return [...document.querySelectorAll('.xterm-rows > div')].map(e => e.textContent).join('\\n')")


def looking():
    """A terminal on each server, what its application wrote, and what that uses."""
    for server in servers:
        d.get(server["page"] + "/terminal")
        until(lambda _: d.find_elements(By.CSS_SELECTOR, ".terminal-view .log-state.live") and screen().strip(), "no terminal opens")
        webdriver.ActionChains(d).send_keys("echo typed-$((40+2)); hostname", Keys.ENTER).perform()
        name = machine(server, "inside", "hostname").strip()
        until(lambda _: "typed-42" in screen() and name in screen(), "what is typed does not come out")
        seen["terminals"] += 1
        d.get(server["application"] + "/logs")
        until(lambda _: "hello from" in d.page_source, "its log does not come", 30)
        seen["logs"] += 1
        d.get(server["application"] + "/metrics")
        until(lambda _: d.execute_script("return document.querySelectorAll('.usage-chart polyline').length"), "no chart is drawn", 30)
        shot(f"servers-{server['name']}-metrics")
        seen["charts"] += 1


def cable():
    """The first is lost in the middle of a build; the second deploys meanwhile, and the first serves again afterwards."""
    first, second = servers
    pathlib.Path(first["checkout"], "Dockerfile").write_text(
        "FROM busybox:latest\nRUN sleep 60\nCOPY . /site\nCMD [\"sh\", \"/site/start\"]\n")
    subprocess.run(["git", "-C", first["checkout"], "-c", "user.name=T", "-c", "user.email=t@slipway.test", "commit", "-qam", "Slow"], check=True)
    subprocess.run(["git", "-C", first["checkout"], "push", "-q", first["push"], "HEAD:refs/heads/main"], check=True)
    addresses = []
    for server in servers:
        d.get(server["application"])
        press("form[action='/do/application.deploy'] button.primary")
        until(lambda _: "/deployments/" in d.current_url, "no deployment's page after deploying")
        addresses.append(d.current_url)
        if server is first:
            until(lambda _: "RUN sleep 60" in d.page_source, "the build does not begin", 60)
            machine(first, "cut")
    deployed(addresses[1])
    d.get(addresses[0])
    until(lambda _: "Failed" in text("#deployment-head"), "the deployment does not end", 60)
    seen["lost"] = first["name"] in text()
    shot("servers-lost")
    d.get(first["page"])
    until(lambda _: "out of reach" in text().lower(), "its page does not say that it is away", 60)
    machine(first, "heal")
    until(lambda _: "Ready" in text("#server-head"), "it is not found again", 60)
    seen["again"] = served(first)


step = "start"
try:
    for step, action in (("sign in", sign_in), ("servers", add_servers), ("deployments", deployments), ("domains", domains),
                         ("terminal, logs, charts", looking), ("cable", cable)):
        began = time.monotonic()
        action()
        seen["seconds"][step] = round(time.monotonic() - began)
    seen["console"] = [e["message"] for e in d.get_log("browser") if e["level"] == "SEVERE"]
    print(json.dumps(seen))
except Exception as error:
    shot("servers-failed")
    print(f"failed at '{step}' on {d.current_url}: {type(error).__name__}: {str(error).splitlines()[0]}")
    print(text("body")[:3000])
    sys.exit(1)
finally:
    d.quit()
