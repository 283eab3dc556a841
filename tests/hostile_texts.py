"""Texts and addresses that no door lets in, and texts of many scripts that every door does."""

# Attacks 24: what stands in a text, and how it is called where it is refused.
PAYLOADS = {
    "Herons\u202e9999": "RIGHT-TO-LEFT OVERRIDE (U+202E)",
    "Herons\u202d12\u202c": "LEFT-TO-RIGHT OVERRIDE (U+202D)",
    "Herons\u202a12": "LEFT-TO-RIGHT EMBEDDING (U+202A)",
    "Herons\u202b12": "RIGHT-TO-LEFT EMBEDDING (U+202B)",
    "Herons\u202c": "POP DIRECTIONAL FORMATTING (U+202C)",
    "Herons\u206612\u2069": "LEFT-TO-RIGHT ISOLATE (U+2066)",
    "Herons\u206712": "RIGHT-TO-LEFT ISOLATE (U+2067)",
    "Herons\u206812": "FIRST STRONG ISOLATE (U+2068)",
    "Herons\u206912": "POP DIRECTIONAL ISOLATE (U+2069)",
    "Herons\u200e12": "LEFT-TO-RIGHT MARK (U+200E)",
    "Herons\u200f12": "RIGHT-TO-LEFT MARK (U+200F)",
    "Herons\u061c12": "ARABIC LETTER MARK (U+061C)",
    "Her\u200bons": "ZERO WIDTH SPACE (U+200B)",
    "Her\u200cons": "ZERO WIDTH NON-JOINER (U+200C)",
    "Her\u200dons": "ZERO WIDTH JOINER (U+200D)",
    "Her\ufeffons": "ZERO WIDTH NO-BREAK SPACE (U+FEFF)",
    "Herons\U000e0041": "TAG LATIN CAPITAL LETTER A (U+E0041)",
    "Her\uffffons": "U+FFFF is no character at all",
    "Her\ufdd0ons": "U+FDD0 is no character at all",
    "Her\x1b[31mons": "ESCAPE (U+001B)",
    "Her\x07ons": "U+0007 is a control character",
    "Her\x7fons": "DELETE (U+007F)",
    "Her\x9bons": "U+009B is a control character",
    "He\u0301rons": "COMBINING ACUTE ACCENT (U+0301) is not the normal form NFC",
}
# What people write, and what looks suspicious in it.
OF_MANY_SCRIPTS = {
    "أنفات رمادية عددها ٤١": "Arabic",
    "ربيع ١٤٤٥ ه\u200d": "Arabic, an abbreviation that a joiner keeps open",
    "אנפות אפורות": "Hebrew",
    "שָׁלוֹם": "Hebrew with points",
    "حواصیل‌های خاکستری می‌مانند": "Persian with its non-joiners",
    "बगुले क्‍ष": "Devanagari with a joiner behind its virama",
    "র‍্যাব": "Bengali with a joiner before its virama",
    "ශ්‍රී ලංකා": "Sinhala with a joiner behind its virama",
    "Цапли — «сорок одна»": "Russian",
    "Diệc xám ở hồ": "Vietnamese in NFC",
    "x̄ = 41 q̇": "letters with marks that have no form in one",
    "アオサギ　４１羽": "Japanese, full-width",
    "👩‍🔬 counted 41 👩🏽‍🔬": "signs that joiners make of several",
    "41–50\u00a0nests\u202fof herons": "blanks that do not break",
}
# Attacks 27: what no document has for an address.
OTHER_SCHEMES = (
    *("javascript:alert(1)", "JavaScript:alert(1)", "javascript://news.example/%0aalert(1)"),
    *("data:text/html,<b>x</b>", "data:,x", "file:///etc/passwd", "ftp://news.example/herons"),
    *("vbscript:x", "blob:https://news.example/1", "about:blank", "mailto:a@news.example"),
    *("//evil.example/herons", "/herons", "news.example/herons", "www.news.example"),
    *("view-source:https://news.example", "ws://news.example/", "x"),
)
ADDRESSES = (
    *OTHER_SCHEMES,
    # of another machine to everybody
    *("http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://0x7f000001/"),
    *("http://0x7f.0.0.1/", "http://0177.0.0.1/", "http://0/", "https://10.0.0.1:8443/admin/"),
    *("http://169.254.169.254/latest/meta-data/", "http://192.168.0.1", "http://8.8.8.8/"),
    *("http://[::1]/", "http://[::ffff:127.0.0.1]:8000/", "http://[fe80::1%25eth0]/"),
    *(
        "http://1.2.3.4.5/",
        "http://example.0x7f/",
        "http://１２７.０.０.１/",
        "http://127。0。0。1/",
    ),
    *(
        "http://localhost/",
        "http://localhost:8000/admin/",
        "http://LOCALHOST",
        "http://localhost./",
    ),
    *("http://a.localhost/", "http://printer.local/", "http://metadata.google.internal/"),
    *("http://intranet/", "https://ｌｏｃａｌｈｏｓｔ/", "http://nas.lan/"),
    # read as another host than the one that is seen, or with a password
    *("https://user@news.example/", "https://user:pw@news.example/", "https://news.example@evil/"),
    *("https://news.example\\@evil.example/", "https://news.example:pw@evil.example:80/"),
    *("https://%6e%65ws.example/", "https://news.example:0/", "https://news.example:99999/"),
    *("https:///herons", "https://-news.example/", "https://news..example/", "https://?herons"),
    # ends the attribute or the text that it stands in
    *('https://news.example/"><script>alert(1)</script>', "https://news.example/'onclick='x"),
    *("https://news.example/<b>", "https://news.example/a b", "https://news.example/`x`"),
    *("https://news.example/a\nb", "https://news.example/{x}", "https://news.example/a\\b"),
    *("https://news.example/\u202etxt.exe", "https://news.example/\u2066x\u2069"),
    *("https://news\u200b.example/", "https://news.example/cafe\u0301"),
)
OF_MANY_HOSTS = (
    *("https://news.example/herons", "http://news.example:8080/herons?year=2023&q=%22a%22#top"),
    *(
        "https://web.archive.org/web/2023/https://news.example/@herons",
        "https://президент.рф/цапли",
    ),
    *(
        "https://xn--d1abbgf6aiiy.xn--p1ai/",
        "https://例え.テスト/アオサギ",
        "https://paral·lel.example/",
    ),
    *("https://نامه‌ای.example/", "https://उदाहरण.example/बगुले", "https://1.news.example/2023.4"),
    *("https://my_birds.example/", "https://דוגמה.example/אנפות"),
)
