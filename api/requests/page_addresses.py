"""Addresses of pages, and what others hang on them when they pass them on."""

# Whatever is below these is for programs, or for editors.
NO_PAGES = ("/api/", "/admin/", "/static/")
# What newsletters, networks and advertisers add to a link to see who follows it.
TRACKING_PREFIXES = ("utm_", "mc_", "hsa_", "pk_", "mtm_", "oly_", "vero_", "_hs", "_ga", "_gl")
TRACKING = (
    *("fbclid", "gclid", "dclid", "gbraid", "wbraid", "gclsrc", "msclkid", "twclid", "ttclid"),
    *("yclid", "igshid", "igsh", "li_fat_id", "mkt_tok", "s_cid", "cmpid", "ref_src", "ref_url"),
)


def is_page(path):
    """Return whether a page for people may stand at the path."""
    return not path.startswith(NO_PAGES)


def has_forms(path):
    """Return whether a form of a page may lead to the path: those of files are programs' own."""
    return is_page(path) and "." not in path.rpartition("/")[2]


def is_tracking(name):
    """Return whether a parameter only tells where a reader came from."""
    return name in TRACKING or name.startswith(TRACKING_PREFIXES)
