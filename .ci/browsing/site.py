"""The whole site: no dead link, valid HTML, and a Dataset that readers of JSON-LD find."""

import html
import os
import random
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import extruct
import httpx
from kinds import KINDS

home, folder = sys.argv[1], Path(sys.argv[2])
folder.mkdir(exist_ok=True)
LINK = re.compile(r'(?:href|src|action)="([^"]*)"')
# Of what is no page it is enough that it is there.
BODIES = ("text/html",)
MOST_FILES = 300
PICTURES = (".png", ".svg")
client = httpx.Client(headers={"Accept": "text/html,*/*;q=0.8"}, timeout=60, follow_redirects=True)


def read(address):
    """Return (status, HTML or nothing) of an address."""
    with client.stream("GET", address) as response:
        kind = response.headers.get("content-type", "").partition(";")[0]
        text = response.read().decode() if kind in BODIES else ""
        return response.status_code, text


seen, dead, files, fragments = {}, [], set(), []
waiting = [urljoin(home, path) for kind, path in KINDS.items() if not kind.isdigit()]
sitemap = client.get(urljoin(home, "/sitemap.xml")).text
waiting += re.findall(r"<loc>(.*?)</loc>", sitemap)
while waiting:
    address, _ = urldefrag(waiting.pop())
    if address in seen:
        continue
    status, body = read(address)
    seen[address] = body
    if status != 200:
        dead.append(f"{status} {address}")
    for link in map(html.unescape, LINK.findall(body)):
        target = urljoin(address, link)
        # The admin asks for a password.
        if not target.startswith(f"{home}/") or "/admin" in target:
            continue
        # The tests run what the documentation shows: some of it is refused, as it says.
        if "/docs/" in address and "/api/" in target:
            continue
        fragments.append((address, target))
        # What is chosen from lists leads to ever more lists: some of it is asked for below.
        if "?" in target or "/api/" in target or "/static/" in target or target.endswith(PICTURES):
            files.add(urldefrag(target)[0])
        else:
            waiting.append(target)
some = random.Random(12).sample(sorted(files), min(MOST_FILES, len(files)))
dead += [f"{status} {address}" for address in some if (status := read(address)[0]) != 200]
for source, target in fragments:
    page, fragment = urldefrag(target)
    if fragment and seen.get(page) and f'id="{fragment}"' not in seen[page]:
        dead.append(f"{source} leads to a missing #{fragment}")
print("\n".join(dead[:20]))
print(f"links: {len(seen)} pages, {len(some)} of {len(files)} files and lists: {len(dead)} dead")

pages = [address for address, body in seen.items() if body and "/docs" not in address]
for number, address in enumerate(pages):
    (folder / f"{number}.html").write_text(seen[address], encoding="utf-8")
broken = folder / "broken.htm"
broken.write_text("<!doctype html><title>x</title><p><div></p>", encoding="utf-8")
vnu = ["java", "-jar", os.environ["VNU"], "--errors-only", "--stdout"]
checked = subprocess.run([*vnu, "--skip-non-html", str(folder)], capture_output=True, text=True)
faults = [line for line in checked.stdout.splitlines() if "broken.htm" not in line]
assert "broken.htm" in checked.stdout, "the validator finds nothing wrong with a broken page"
for line in faults[:20]:
    number = int(re.search(r"/(\d+)\.html", line)[1])
    print(pages[number], line.partition(": ")[2][:300])
print(f"HTML: {len(pages)} pages, {len(faults)} faults")

dataset = seen[urljoin(home, KINDS["dataset"])]
(found,) = extruct.extract(dataset, syntaxes=["json-ld"])["json-ld"]
assert found["@type"] == "Dataset", found
for member in ("name", "maintainer", "datePublished", "license", "distribution"):
    assert found[member], member
assert all(urlsplit(one["contentUrl"]).scheme for one in found["distribution"])
print(f"JSON-LD: {found['name']}, {len(found['distribution'])} files")
sys.exit(bool(dead or faults))
