"""Chromium at a given width, with or without JavaScript in pages, and what is measured in it."""

import base64

from selenium import webdriver
from selenium.common.exceptions import ElementClickInterceptedException, NoSuchElementException, WebDriverException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

HEIGHT = 900


class Browser:
    """One window. Pages never run scripts in it when `scripts` is false, as for most survivors in Tor Browser."""

    def __init__(self, width, scripts, dark=False, prefs=None, profile=None):
        self.driver = self._start(scripts, prefs or {}, profile)
        self.driver.set_page_load_timeout(30)
        self.width = width
        self._size(HEIGHT)
        if dark:
            self.theme("dark")

    def _start(self, scripts, prefs, profile):
        options = webdriver.ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"):
            options.add_argument(argument)
        if profile:
            options.add_argument(f"--user-data-dir={profile}")
        if not scripts:
            prefs = prefs | {"profile.managed_default_content_settings.javascript": 2}
        options.add_experimental_option("prefs", prefs)
        options.set_capability("goog:loggingPrefs", {"performance": "ALL"})
        return webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.driver.quit()

    def _size(self, height):
        metrics = {"width": self.width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    def resize(self):
        """Takes the width that was set."""
        self._size(HEIGHT)

    def zoom(self):
        """As much as is seen of a page in a window of 1280 by 900 at 400 %."""
        self.width = 320
        self._size(225)

    def theme(self, name, forced=False):
        """Light or dark, or colors of the person's own, as the person's system asks for it."""
        features = [
            {"name": "prefers-color-scheme", "value": name},
            {"name": "forced-colors", "value": "active" if forced else "none"}]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})

    def open(self, address):
        self.driver.get(address)

    def find(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def shown(self, selector):
        """The first that is seen: of the story's document one screen stands there, and the others are hidden."""
        found = self.all(selector)
        if not found:
            raise NoSuchElementException(f"nothing is {selector} on {self.driver.current_url}")
        return next((element for element in found if element.is_displayed()), found[0])

    def reach(self, selector, key):
        """Clicks; where the driver scrolled the place under the bar at the top, by its key instead."""
        found = self.shown(selector)
        try:
            found.click()
        except ElementClickInterceptedException:
            (self.find(f"[id='{found.get_attribute('for')}']") if found.tag_name == "label" else found).send_keys(key)

    def follow(self, selector):
        """Clicks on a link to another part of the page, and waits until it is the one that its fragment names."""
        fragment = self.shown(selector).get_attribute("href").partition("#")[2]
        self.reach(selector, Keys.ENTER)
        self.wait(lambda driver: driver.current_url.endswith("#" + fragment))

    def put(self, selector, words):
        """Types many words at once."""
        self.reach(selector, "")
        self.driver.execute_cdp_cmd("Input.insertText", {"text": words})

    def click(self, selector):
        """Clicks on what leads to another page, and waits for it."""
        page = self.find("html")
        self.reach(selector, Keys.ENTER)
        self.wait_for_another(page)

    def wait_for_another(self, page):
        """Waits for the page that takes the place of one, of which `page` is an element."""
        self.wait(lambda _: is_gone(page))
        self.wait(lambda driver: driver.find_elements(By.CSS_SELECTOR, "footer"))

    def wait(self, until):
        WebDriverWait(self.driver, 20, poll_frequency=0.05).until(until)

    def to_the_top(self):
        """So that the Tab key begins with the first stop, wherever a fragment or a field had the focus."""
        self.ask("""document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute("tabindex");
                    window.scrollTo(0, 0)""")

    def press_tab(self):
        """Moves the focus on and returns what has it."""
        self.driver.switch_to.active_element.send_keys(Keys.TAB)
        return self.driver.switch_to.active_element

    def ask(self, script):
        """The value of a script of the driver's own."""
        return self.driver.execute_script(script)

    def picture(self, path):
        """The whole page, top to bottom."""
        size = self.driver.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
        self._size(max(HEIGHT, int(size["height"]) + 1))
        self.driver.save_screenshot(path)
        self._size(HEIGHT)

    def paper(self, path):
        """The page as it comes out of a printer."""
        sheet = self.driver.execute_cdp_cmd("Page.printToPDF", {"paperWidth": 8.5, "paperHeight": 11})
        with open(path, "wb") as file:
            file.write(base64.b64decode(sheet["data"]))


def is_gone(element):
    """Whether another page took the place of the element's. The driver has more than one way to say so."""
    try:
        element.is_enabled()
    except WebDriverException:
        return True
    return False
