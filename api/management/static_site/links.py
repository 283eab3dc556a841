"""The links of pages: finding them, and leading them to files or to a service."""

import html
import re
from urllib.parse import urldefrag, urljoin

TAG = re.compile(r"<(?:a|link|img|script|iframe|form|meta)\b[^>]*>")
ATTRIBUTE = re.compile(r' (href|src|action|content)="([^"]*)"')
FORM = re.compile(r"[ ]*<form\b.*?</form>\n?", re.DOTALL)
# What is said of the form above it, and leads to what it would answer.
TRIES = re.compile(r'[ ]*<p class="small soft tries">.*?</p>\n?', re.DOTALL)
DETAILS = re.compile(r"[ ]*<details>.*?</details>\n?", re.DOTALL)
# An address within text, up to what ends it there.
SHOWN = r"/(?:(?!&quot;|&#x27;|&#39;)[^\s\"'<>()])*"
# Tags, and what search engines read: it says what a thing is called, which stays.
NO_TEXT = r'<script type="application/ld\+json">.*?</script>|<[^>]*>'
MAIN = '<main id="content" class="page">\n'
IN_STYLES = re.compile(r"""url\(["']?([^"')]+)["']?\)""")


class Links:
    """Reads and changes the links of pages that stand below ``home``."""

    def __init__(self, home, service):
        self._home, self._service = home, service
        # As text of a page, where somebody is shown what to ask for.
        self._shown = re.compile(f"{re.escape(home)}({SHOWN})")
        self._text = re.compile(f"{NO_TEXT}|{re.escape(home)}({SHOWN})", re.DOTALL)

    def of_page(self, address, page):
        """Yield the addresses below ``home`` that a page leads to or loads, without fragments."""
        for tag in TAG.findall(page):
            for _, value in ATTRIBUTE.findall(tag):
                if inside := self.inside(address, html.unescape(value)):
                    yield urldefrag(inside)[0]

    def inside(self, address, link):
        """Return the path and query of a link of ours, None where it leads elsewhere."""
        if link.startswith("#") or not (link.startswith(("/", "?")) or self._is_home(link)):
            return None
        joined = urljoin(f"{self._home}{address}", link)
        return joined.removeprefix(self._home) if self._is_home(joined) else None

    def _is_home(self, link):
        return link.startswith(f"{self._home}/")

    def changed(self, address, page, find, notice):
        """Return a page whose links lead to files, or to the service; others lead nowhere.

        ``find`` returns the new address of one of ours, None where no file has it.
        """
        if not self._service:
            page = TRIES.sub("", FORM.sub("", page))
            page = DETAILS.sub(lambda part: self._kept(part[0], find), page)
        page = TAG.sub(lambda tag: self._changed_tag(address, tag[0], find), page)
        page = self._text.sub(lambda shown: self._changed_text(shown, find), page)
        return page.replace(MAIN, f"{MAIN}{notice}", 1)

    def _kept(self, part, find):
        """Return a part that opens, empty where it shows how to ask what nobody answers."""
        asked = [html.unescape(path) for path in self._shown.findall(part)]
        return part if all(find(path) for path in asked) else ""

    def _changed_tag(self, address, tag, find):
        for attribute, value in ATTRIBUTE.findall(tag):
            inside = self.inside(address, html.unescape(value))
            if inside is None:
                continue
            path, fragment = urldefrag(inside)
            found = find(path)
            if found is None and not self._service:
                # A link without an address is text; what only a head has would be in the way.
                return tag.replace(f' {attribute}="{value}"', "") if tag.startswith("<a") else ""
            whole = value.startswith(self._home)
            base = self._service if found is None else self._home if whole else ""
            target = html.escape(base + (found or path) + (f"#{fragment}" if fragment else ""))
            tag = tag.replace(f' {attribute}="{value}"', f' {attribute}="{target}"')
        return tag

    def _changed_text(self, shown, find):
        if shown[1] is None:
            return shown[0]
        path = html.unescape(shown[1])
        found = find(path)
        if found is None:
            return (self._service or self._home) + shown[1]
        return self._home + html.escape(found)
