"""XML as feeds and sitemaps are made of: elements, and the answer that holds them."""

import re
from xml.etree.ElementTree import SubElement, tostring

from rest_framework.response import Response

from datasets.wording.turning import straight

# Characters that no XML 1.0 document may hold, however they are written.
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def add(parent, name, text=None, **attributes):
    """Return a new element at the end of its parent."""
    child = SubElement(parent, name, attributes)
    if text is not None:
        child.text = NOT_XML.sub("\N{REPLACEMENT CHARACTER}", straight(text))
    return child


def response(root):
    return Response(tostring(root, encoding="utf-8", xml_declaration=True))
