"""Where all that curators wrote is read from right to left, each number of ours is shown as it is.

``turned.py PYTHON FOLDER`` publishes such a world in an empty folder, serves it, and looks at where
the characters of each number stand on its pages; pictures of them stay in the folder.
"""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

python, folder = sys.argv[1], Path(sys.argv[2]).resolve()
PAGES = (
    *("/", "/observations/nests-2023", "/observations/few", "/observations/nests-twice"),
    *("/observations/rival-count", "/datasets/herons", "/datasets/herons?origin=bird-club"),
    *("/measures/nests-counted", "/documents/gazette-june", "/sources/bird-club", "/releases"),
    *("/datasets/herons/releases/2", "/observations/old-count", "/checks", "/search?q=41+nests"),
    "/search?q=%E2%80%AE9,999",
)
# What a curator wrote is read in its own order; of all else, each number and each range of two: the
# characters that do not stand to the right of the one before, in the same line.
TURNED = """curators => {
  const found = [], seen = [], number = /[0-9]+(?:[,.–-][0-9]+)*/g
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    const text = texts.currentNode
    if (curators.includes(text.data.trim())) continue
    for (const {0: digits, index} of text.data.matchAll(number)) {
      const boxes = [...digits].map((_, place) => {
        const range = document.createRange()
        range.setStart(text, index + place)
        range.setEnd(text, index + place + 1)
        return range.getBoundingClientRect()
      })
      if (!boxes[0].width) continue
      seen.push(digits)
      const turned = boxes.some((box, place) =>
        place && box.left < boxes[place - 1].left && box.top < boxes[place - 1].bottom - 2)
      if (turned) found.push(text.data.trim().slice(0, 80))
    }
  }
  return {found, seen}
}"""
WORLD = """
from tests import right_to_left
right_to_left.of_right_to_left()
print(right_to_left.HEBREW, right_to_left.PHRASE, sep="|", end="")
"""


@contextmanager
def served():
    """Serve such a world; yield its address and what curators wrote in it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    places = {"RELEASES_DIR": str(folder / "releases"), "RUN_DIR": str(folder / "run")}
    database = f"sqlite:///{folder / 'caveat.sqlite3'}"
    environment = os.environ | places | {"DATABASE_URL": database, "PORT": port}
    run = {"env": environment, "check": True, "capture_output": True, "text": True}
    subprocess.run([python, "manage.py", "migrate", "-v0"], **run)
    written = subprocess.run([python, "manage.py", "shell", "-v0", "-c", WORLD], **run).stdout
    home = f"http://127.0.0.1:{port}"
    server = subprocess.Popen([python, "-m", "gunicorn", "--log-level", "error"], env=environment)
    try:
        while not answers(home):
            assert server.poll() is None, "the server ended"
            time.sleep(0.2)
        yield home, written.split("|")
    finally:
        server.terminate()
        server.wait()


def answers(home):
    """Return whether the service answers yet."""
    try:
        return urlopen(f"{home}/livez").status == 200
    except URLError:
        return False


def look(page, path, curators):
    """Return the numbers of a page, and the texts in which one is turned round."""
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    page.screenshot(path=folder / f"{page.viewport_size['width']}{path.replace('/', '-')}.png")
    return page.evaluate(TURNED, curators)


with served() as (home, curators), sync_playwright() as playwright:
    chromium = playwright.chromium.launch(
        executable_path=os.environ["CHROMIUM"], args=["--no-sandbox"]
    )
    wrong, seen = [], []
    for width in (1280, 360):
        page = chromium.new_page(viewport={"width": width, "height": 740})
        for path in PAGES:
            page.goto(home + path)
            looked = look(page, path, curators)
            seen += looked["seen"]
            wrong += [f"{path} at {width}: {one}" for one in looked["found"]]
    # What finds nothing anywhere may be looking at nothing.
    page.set_content(f"<p dir=auto>of {curators[0].split()[0]} 41–50</p>")
    assert page.evaluate(TURNED, curators)["found"], "a range that is turned round is not seen"
    chromium.close()
wrong = list(dict.fromkeys(wrong))
print(
    "\n".join(wrong[:20])
    or f"{len(seen)} numbers beside names from right to left: none turned round"
)
assert "41–50" in seen, "no range stood beside such a name"
sys.exit(bool(wrong))
