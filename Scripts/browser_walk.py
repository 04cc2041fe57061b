#!/usr/bin/env python3
"""Walks the dashboard in Chromium as a new user does, from signing in to the served page, and keeps screenshots.
   browser_walk.py PANEL_URL EMAIL PASSWORD REPOSITORY_URL HOST HTTP_PORT SCREENSHOTS
   Ends with 0 and a line of JSON with what it saw, or says at which step it failed."""
import json
import pathlib
import sys
import time

from selenium import webdriver
from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

panel, email, password, repository, host, port, folder = sys.argv[1:8]
folder = pathlib.Path(folder)
folder.mkdir(parents=True, exist_ok=True)
seen = {"screenshots": []}


def browser():
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for flag in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--hide-scrollbars",
                 "--no-first-run", "--disable-background-networking", "--disable-component-update", "--window-size=1440,900",
                 "--host-resolver-rules=MAP *.slipway.test 127.0.0.1"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))


d = browser()


def until(condition, what, seconds=30):
    # The page replaces parts of itself while it is read.
    return WebDriverWait(d, seconds, 0.1, [NoSuchElementException, StaleElementReferenceException]).until(condition, what)


def one(selector, seconds=10):
    return until(lambda _: next((e for e in d.find_elements(By.CSS_SELECTOR, selector) if e.is_displayed()), None),
                 f"nothing to see at {selector} on {d.current_url}", seconds)


def fill(selector, text):
    field = one(selector)
    field.clear()
    field.send_keys(text)


def press(selector):
    one(selector).click()


def shot(name):
    path = folder / f"{name}.png"
    d.save_screenshot(str(path))
    seen["screenshots"].append(path.name)


def size(width, height):
    d.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                      {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600})


def scheme(name):
    d.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": name}]})


def everywhere(name):
    """Wide and narrow, light and dark; nothing may scroll sideways."""
    for width, height in ((1440, 900), (390, 844)):
        size(width, height)
        for colours in ("light", "dark"):
            scheme(colours)
            time.sleep(0.15)
            shot(f"{name}-{width}-{colours}")
        beyond = d.execute_script("return document.documentElement.scrollWidth - window.innerWidth")
        if beyond > 1:
            seen.setdefault("scrolls_sideways", []).append(f"{name} at {width}: {beyond} px")
    d.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    scheme("light")


def sign_in():
    d.get(panel + "/")
    until(lambda _: "/sign-in" in d.current_url, "no way to sign in")
    everywhere("1-sign-in")
    fill("form[action='/sign-in'] [name=email]", email)
    fill("form[action='/sign-in'] [name=password]", password)
    press("form[action='/sign-in'] button[type=submit]")
    until(lambda _: "/sign-in" not in d.current_url, "sign-in was refused")
    everywhere("2-projects-empty")


def create_application():
    press("a[data-target=create-project]")
    fill("#create-project [name=name]", "Shop")
    shot("3-new-project")
    press("#create-project button.primary")
    until(lambda _: "/environments/" in d.current_url, "no environment page after creating a project")
    press("a[data-target=create-application]")
    form = "#create-application"
    fill(f"{form} [name=name]", "Web")
    fill(f"{form} [name=customGitUrl]", repository)
    shot("4-new-application")
    press(f"{form} button[value=settings]")
    until(lambda _: "/applications/" in d.current_url, "no application page after creating one")
    return d.current_url.split("/applications/")[1].split("/")[0].split("?")[0]


def add_domain(application):
    d.get(f"{panel}/applications/{application}/domains")
    press("a[data-target=domain-new]")
    form = "#domain-new"
    fill(f"{form} [name=host]", host)
    fill(f"{form} [name=port]", "8080")
    shot("5-new-domain")
    press(f"{form} button.primary")
    until(lambda _: host in d.find_element(By.TAG_NAME, "main").text, "the domain is not listed")
    everywhere("6-domains")


def lines():
    return d.execute_script("return [...document.querySelectorAll('[data-log-lines] .log-text')].map(e => e.textContent)")


def deploy(application):
    d.get(f"{panel}/applications/{application}")
    everywhere("7-application-before")
    press("form[action='/do/application.deploy'] button.primary")
    until(lambda _: "/deployments/" in d.current_url, "no deployment's page after deploying")
    until(lambda _: any("live line 2" in l for l in lines()), "the log does not come", 60)
    seen["live"] = not any("live line 8" in l for l in lines())
    shot("8-deployment-live")
    until(lambda _: any("live line 8" in l for l in lines()), "the log does not go on by itself", 60)
    until(lambda _: "Done" in d.find_element(By.ID, "deployment-head").text, "the page does not learn of the end", 90)
    everywhere("9-deployment-done")
    seen["log_lines"] = len(lines())


def pages(application):
    for number, page in enumerate(("", "/deployments", "/logs", "/environment", "/source", "/storage", "/advanced")):
        d.get(f"{panel}/applications/{application}{page}")
        one("main")
        time.sleep(0.3)
        everywhere(f"a{number}-application{page.replace('/', '-')}")
    d.get(panel + "/projects")
    everywhere("b-projects")


def served():
    d.get(f"http://{host}:{port}/")
    seen["page"] = d.find_element(By.TAG_NAME, "body").text
    shot("c-served-page")


step = "start"
try:
    for step, action in (("sign in", sign_in), ("create", create_application)):
        result = action()
    application = result
    for step, action in (("domain", add_domain), ("deploy", deploy), ("pages", pages)):
        action(application)
    step = "console"
    seen["console"] = [e["message"] for e in d.get_log("browser") if e["level"] == "SEVERE"]
    step = "served page"
    served()
    print(json.dumps(seen))
except Exception as error:
    shot("failed")
    print(f"failed at '{step}' on {d.current_url}: {type(error).__name__}: {str(error).splitlines()[0]}")
    print(d.find_element(By.TAG_NAME, "body").text[:3000])
    sys.exit(1)
finally:
    d.quit()
