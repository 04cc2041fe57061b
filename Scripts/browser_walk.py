#!/usr/bin/env python3
"""Walks the dashboard in Chromium as a new user does, from signing in to the served page, and keeps screenshots.
   browser_walk.py PANEL_URL EMAIL PASSWORD REPOSITORY_URL HOST HTTP_PORT SCREENSHOTS
   Ends with 0 and a line of JSON with what it saw, or says at which step it failed."""
import importlib.util
import json
import pathlib
import re
import sys
import time

from selenium import webdriver
from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

panel, email, password, repository, host, port, folder = sys.argv[1:8]
folder = pathlib.Path(folder)
folder.mkdir(parents=True, exist_ok=True)
axe = pathlib.Path(importlib.util.find_spec("axe_playwright_python").submodule_search_locations[0], "axe.min.js").read_text()
seen = {"screenshots": [], "accessibility": [], "no_focus": []}


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


def accessible(name):
    """What axe finds serious or critical on the page as it stands."""
    if not d.execute_script("return Boolean(window.axe)"):
        d.execute_script(axe)
    found = d.execute_async_script("""
        const done = arguments[0]
        // What fades in has no contrast yet.
        const fading = document.getAnimations().filter((a) => Number.isFinite(a.effect?.getComputedTiming().endTime))
        Promise.allSettled(fading.map((a) => a.finished))
          .then(() => axe.run(document, {resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}))
          .then((result) => done(result.violations.map((v) => [v.impact, v.id, v.nodes.map((n) => n.target.join(" ")).slice(0, 3)])),
                (error) => done([["critical", String(error), []]]))""")
    for impact, rule, places in found:
        if impact in ("serious", "critical"):
            seen["accessibility"].append(f"{name}: {rule} at {'; '.join(places)}")


def everywhere(name):
    """Wide and narrow, light and dark; nothing may scroll sideways, and axe finds nothing serious."""
    for width, height in ((1440, 900), (390, 844)):
        size(width, height)
        for colours in ("light", "dark"):
            scheme(colours)
            time.sleep(0.15)
            shot(f"{name}-{width}-{colours}")
            # Each width and each set of colours once: axe takes longer than the page.
            if (width == 1440) == (colours == "light"):
                accessible(f"{name} at {width}, {colours}")
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
    for number, page in enumerate(("", "/deployments", "/logs", "/metrics", "/terminal", "/environment", "/source", "/storage", "/advanced")):
        d.get(f"{panel}/applications/{application}{page}")
        one("main")
        time.sleep(0.3)
        everywhere(f"a{number}-application{page.replace('/', '-')}")
    environment = d.find_element(By.CSS_SELECTOR, ".breadcrumb li:nth-last-child(2) a").get_attribute("href")
    others = [environment, environment + "/variables", environment + "/settings"]
    others += [panel + path for path in ("/projects", "/activity", "/settings/profile", "/settings/ssh-keys", "/settings/slipway", "/docker", "/docker/images", "/docker/volumes", "/docker/networks", "/docker/disk", "/docker/terminal", "/applications/nothing")]
    for number, address in enumerate(others):
        d.get(address)
        one("main")
        everywhere(f"b{number}-" + "-".join(address.split("/")[3:5]))


def find_in_logs(application):
    """Finds a line of the service by its words, and sees the same one come live on the page of all services."""
    d.get(f"{panel}/applications/{application}/logs")
    fill(".log-find [name=q]", "hello from the page")
    press(".log-find button")
    until(lambda _: d.find_elements(By.CSS_SELECTOR, "#found-lines .log-text mark"), "the line is not found", 30)
    everywhere("l1-log-search")
    d.get(f"{panel}/logs")
    until(lambda _: any(l == "hello from the page" for l in lines()), "the line does not come live, or not as it was written", 30)
    everywhere("l2-logs-live")
    seen["log_search"] = True


def charts(application):
    """A chart moves by itself, one cursor goes over all of them, and what is dragged over is looked at closer."""
    size(1440, 900)
    d.get(f"{panel}/applications/{application}/metrics")

    def line():
        return d.execute_script("return document.querySelector('[data-usage-chart=memory] polyline')?.getAttribute('points') ?? ''")
    until(lambda _: line(), "no chart is drawn", 30)
    before = line()
    until(lambda _: line() not in ("", before), "the chart does not move", 30)
    until(lambda _: "Live" in one("[data-usage-state]").text, "the chart does not say that it is live")
    drawing = one("[data-usage-chart=cpu] svg")
    mouse = webdriver.ActionChains(d)
    mouse.move_to_element_with_offset(drawing, 40, 0).perform()
    until(lambda _: len(d.find_elements(By.CSS_SELECTOR, ".usage-chart line.cursor")) == 4, "the cursor is not on every chart")
    until(lambda _: d.find_elements(By.CSS_SELECTOR, ".usage-chart line.mark"), "the deployment is not on the time line")
    everywhere("m-charts")
    size(1440, 900)
    drawing = one("[data-usage-chart=cpu] svg")
    mouse.move_to_element_with_offset(drawing, -80, 0).click_and_hold().move_by_offset(120, 0).release().perform()
    until(lambda _: "from=" in d.current_url, "what is dragged over is not looked at closer")
    d.get(f"{panel}/monitoring")
    until(lambda _: d.execute_script("return document.querySelectorAll('.usage-chart polyline').length") >= 5, "the machine has no charts")
    everywhere("m-monitoring")
    for span in ("day", "month"):
        d.get(f"{panel}/monitoring?range={span}")
        until(lambda _: d.find_elements(By.CSS_SELECTOR, ".usage-chart polyline"), f"nothing is drawn of a {span}")
        shot(f"m-monitoring-{span}")
    d.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    seen["charts"] = True


def screen():
    return d.execute_script("return [...document.querySelectorAll('.xterm-rows > div')].map(e => e.textContent).join('\\n')")


def terminal(application):
    """Types into a shell in the container, makes the window narrower, and sees that the shell knows."""
    size(1440, 900)
    d.get(f"{panel}/applications/{application}/terminal")
    until(lambda _: d.find_elements(By.CSS_SELECTOR, ".terminal-view .log-state.live") and screen().strip(), "no terminal opens")
    keys("echo typed-$((40+2)); stty size", Keys.ENTER)
    until(lambda _: "typed-42" in screen(), "what is typed does not come out")
    wide = until(lambda _: re.search(r"^(\d+) (\d+)\s*$", screen(), re.M), "the shell does not say its size").groups()
    size(700, 700)
    keys("clear", Keys.ENTER)
    until(lambda _: "typed-42" not in screen(), "the screen is not cleared")

    def narrower(_):
        keys("stty size", Keys.ENTER)
        time.sleep(0.3)
        return any(int(m[1]) < int(wide[1]) for m in re.findall(r"^(\d+) (\d+)\s*$", screen(), re.M))
    until(narrower, "the shell does not learn of its window's size")
    d.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    everywhere("t-terminal-used")
    keys("exit", Keys.ENTER)
    until(lambda _: "ended" in d.find_element(By.CSS_SELECTOR, "[data-terminal-state]").text, "the end is not told")
    press("[data-terminal-again]")
    until(lambda _: d.find_elements(By.CSS_SELECTOR, ".terminal-view .log-state.live") and "$" in screen() or "#" in screen(), "no second terminal opens")
    seen["terminal"] = True


def keys(*pressed):
    for key in pressed:
        webdriver.ActionChains(d).send_keys(key).perform()


def palette(words):
    """Control and K, some words, Enter: the first thing that has them."""
    webdriver.ActionChains(d).key_down(Keys.CONTROL).send_keys("k").key_up(Keys.CONTROL).perform()
    until(lambda _: d.find_elements(By.CSS_SELECTOR, "#palette[open] .palette-item"), "the palette does not open")
    keys(words)
    until(lambda _: words.lower() in d.find_element(By.CSS_SELECTOR, "#palette [aria-selected=true]").text.lower(),
          f"the palette does not find {words}")
    keys(Keys.ENTER)


def focused():
    """What has the focus, and whether one can see it: on itself, or on what it stands in for."""
    return d.execute_script("""
        const e = document.activeElement
        const shows = (n) => n && (getComputedStyle(n).outlineStyle !== "none" || getComputedStyle(n).boxShadow !== "none")
        const near = [e, e.parentElement, e.nextElementSibling, e.closest(".tile-card, .history-item, .tile, .palette-input")]
        return [e.outerHTML.slice(0, 160), e === document.body || near.some(shows), e.matches(arguments[0])]""", focused.wanted)


def tab_to(selector, most=60):
    focused.wanted = selector
    for _ in range(most):
        keys(Keys.TAB)
        markup, is_visible, is_it = focused()
        if not is_visible:
            seen["no_focus"].append(markup)
        if is_it:
            return
    raise AssertionError(f"the Tab key does not lead to {selector}")


def by_keyboard(application):
    """The main job again, without a mouse: a project, an application, its deployment, every tab."""
    d.get(panel + "/projects")
    one(".scripted main")
    keys("?")
    one("#shortcuts[open]")
    accessible("the list of keys")
    keys(Keys.ESCAPE)
    tab_to("a[data-target=create-project]")
    keys(Keys.ENTER)
    one("#create-project[open]")
    accessible("the dialog of a new project")
    keys("Keyboard", Keys.ENTER)
    until(lambda _: "/environments/" in d.current_url, "Enter does not create a project")
    one(".scripted main")
    palette("New service")
    one("#create-application[open]")
    accessible("the dialog of a new service")
    keys("typed")
    tab_to("[name=customGitUrl]")
    keys(repository, Keys.ENTER)
    until(lambda _: "/applications/" in d.current_url, "Enter does not create an application")
    one(".scripted main")
    service = d.current_url.split("?")[0]
    for letter, page in (("e", "/environment"), ("d", "/deployments"), ("v", "/advanced"), ("o", "")):
        keys("g", letter)
        until(lambda _: d.current_url.split("?")[0] == service + page, f"g {letter} does not lead to {page}")
        one(".scripted main .tabs")
    tab_to(".page-head .menu summary")
    keys(Keys.ENTER)
    one(".page-head .menu[open]")
    keys(Keys.ESCAPE)
    palette("Deploy")
    until(lambda _: "/deployments/" in d.current_url, "the palette does not deploy")
    until(lambda _: "Done" in d.find_element(By.ID, "deployment-head").text, "the deployment does not end", 90)
    keys("/")
    until(lambda _: d.switch_to.active_element.get_attribute("data-log-search") is not None, "/ does not search the log")
    keys("busybox")
    until(lambda _: "found" in d.find_element(By.CSS_SELECTOR, "[data-log-count]").text, "the log is not searched")
    palette("Web")
    until(lambda _: application in d.current_url, "the palette does not lead to a service")


def served():
    d.get(f"http://{host}:{port}/")
    seen["page"] = d.find_element(By.TAG_NAME, "body").text
    shot("c-served-page")


step = "start"
try:
    for step, action in (("sign in", sign_in), ("create", create_application)):
        result = action()
    application = result
    for step, action in (("domain", add_domain), ("deploy", deploy), ("pages", pages), ("charts", charts), ("logs", find_in_logs), ("terminal", terminal), ("keyboard", by_keyboard)):
        action(application)
    step = "console"
    # The page of an address of nobody's was asked for on purpose.
    seen["console"] = [e["message"] for e in d.get_log("browser")
                       if e["level"] == "SEVERE" and "/applications/nothing" not in e["message"]]
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
