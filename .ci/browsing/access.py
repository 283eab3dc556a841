"""Every kind of page under axe, light and dark; and nothing scrolls sideways on a narrow screen."""

import json
import os
import sys
from pathlib import Path

from kinds import KINDS
from playwright.sync_api import sync_playwright

home = sys.argv[1]
axe = Path(os.environ["AXE"]).read_text(encoding="utf-8")
found, narrow = [], 320
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
with sync_playwright() as playwright:
    browser = playwright.chromium.launch(
        executable_path=os.environ["CHROMIUM"], args=["--no-sandbox"]
    )
    for scheme in ("light", "dark"):
        for width in (1280, 360):
            context = browser.new_context(
                color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True
            )
            page = context.new_page()
            for kind, path in KINDS.items():
                page.goto(home + path)
                page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
                page.evaluate(axe)
                result = page.evaluate(f"axe.run({{runOnly: {RULES}}})")
                for one in result["violations"]:
                    nodes = [node["html"][:160] for node in one["nodes"][:3]]
                    found.append(f"{kind}, {scheme}, {width}: {one['id']}: {json.dumps(nodes)}")
            context.close()
    page = browser.new_page(viewport={"width": narrow, "height": 800})
    for kind, path in KINDS.items():
        page.goto(home + path)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > narrow:
            found.append(f"{kind} scrolls sideways at {narrow} px: it is {wide} px wide")
    # What finds nothing anywhere may be looking at nothing.
    page.set_content("<p style='color:#aaa;background:#fff'>faint</p><img src=x>")
    page.evaluate(axe)
    assert page.evaluate("axe.run()")["violations"], "axe finds nothing wrong with a broken page"
    browser.close()
print(
    "\n".join(found) or f"axe: {len(KINDS)} kinds of page, light and dark, wide and narrow: nothing"
)
sys.exit(bool(found))
