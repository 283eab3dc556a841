"""Questions to the API about herons, right ones and wrong ones, one a line."""

from urllib.parse import quote

ANY = object()  # whatever word is nearest, if one is


def digits(text):
    """Return a test row: this is no number."""
    return ("observations", f"value__gte={quote(text)}", "value__gte")


# (noun, query, the parameter that is wrong, the word that is nearest to it)
UNKNOWN_WORDS = [
    # a parameter
    ("observations", "mesure=nests-counted", "mesure", "measure"),
    ("observations", "MEASURE=nests-counted", "MEASURE", ANY),
    ("observations", "measure[]=nests-counted", "measure[]", "measure"),
    ("observations", "page=2", "page", ANY),
    ("observations", "offset=50", "offset", ANY),
    ("observations", "limt=5", "limt", "limit"),
    ("observations", "relase=1", "relase", "release"),
    ("observations", "constructor=1", "constructor", ANY),
    ("observations", "value=41&mesure=x", "mesure", "measure"),
    ("observations", " measure=nests-counted", " measure", "measure"),
    ("sources", "knid=media", "knid", "kind"),
    ("sources", "measure=nests-counted", "measure", ANY),
    ("measures", "topik=breeding", "topik", "topic"),
    ("caveats", "directon=unknown", "directon", "direction"),
    ("datasets", "titel=herons", "titel", ANY),
    # an operator
    ("observations", "value__gtee=5", "value__gtee", "value__gte"),
    ("observations", "value_gte=5", "value_gte", "value__gte"),
    ("observations", "value__ne=5", "value__ne", ANY),
    ("observations", "value__isnull=true", "value__isnull", ANY),
    ("observations", "value__=5", "value__", ANY),
    ("observations", "measure__gte=nests-counted", "measure__gte", ANY),
    ("observations", "measure__icontains=nests", "measure__icontains", ANY),
    ("observations", "period__in=2022,2023", "period__in", ANY),
    ("observations", "period_end__in=2023-01-01", "period_end__in", ANY),
    ("observations", "lower_bound__not=41", "lower_bound__not", ANY),
    ("sources", "kind__nott=media", "kind__nott", "kind__not"),
    # a slug
    ("observations", "measure=nest-counted", "measure", "nests-counted"),
    ("observations", "measure=nests-counted%20", "measure", "nests-counted"),
    ("observations", "measure__in=nests-counted,pairs-breading", "measure__in", "pairs-breeding"),
    ("observations", "measure__in=nests-counted,", "measure__in", None),
    ("observations", "measure__in=,", "measure__in", ANY),
    ("observations", "measure__not=nest-counted", "measure__not", "nests-counted"),
    ("observations", "measure__in=nests-counted,nests-counted", "measure__in", None),
    ("observations", "population=gray-herons", "population", "grey-herons"),
    ("observations", "area=mill-lak", "area", "mill-lake"),
    ("observations", "unit=nest", "unit", "nests"),
    ("observations", "origin=birdclub", "origin", "bird-club"),
    ("observations", "documents=gazette-juni", "documents", "gazette-june"),
    ("observations", "caveats=hiden-nests", "caveats", "hidden-nests"),
    ("observations", "topic=breading", "topic", "breeding"),
    ("observations", "dataset=heron", "dataset", "herons"),
    ("documents", "source=gazete", "source", "gazette"),
    ("measures", "unit=nest", "unit", "nests"),
    # a term
    ("observations", "bias=understate", "bias", "understated"),
    ("observations", "bias=none", "bias", ANY),
    ("observations", "comparator=approx", "comparator", ANY),
    ("observations", "quantity=levels", "quantity", "level"),
    ("observations", "caveat_kinds=covrage", "caveat_kinds", "coverage"),
    ("observations", "verification=cited", "verification", "cited_only"),
    ("sources", "kind=medai", "kind", "media"),
    ("sources", "reliability=G", "reliability", ANY),
    ("documents", "seen=exerpt", "seen", "excerpt"),
    ("caveats", "affects=acuracy", "affects", "accuracy"),
    # an order
    ("observations", "sort=vlaue", "sort", "value"),
    ("observations", "sort=measure", "sort", ANY),
    ("observations", "sort=--value", "sort", "-value"),
    ("observations", "sort=%2Bvalue", "sort", "value"),
    ("observations", "sort=value,id", "sort", "value"),
    ("sources", "sort=label", "sort", ANY),
    # a format
    ("observations", "format=jsn", "format", ANY),
    ("observations", "format=xml", "format", ANY),
    ("observations", "format=JSON", "format", ANY),
]

# (noun, query, the parameter that is wrong)
INEXACT = [
    # numbers
    *map(digits, ("abc", "NaN", "nan", "inf", "-Infinity", "1_000", "1,000", "１２", "٤١", "²")),
    *map(
        digits, (" 12 ", "12 ", "1e5", "1E5", "+5", "0x10", "1.", ".5", "-", "--5", "-.5", "1.2.3")
    ),
    *map(digits, ("007", "00", "5%", "½", "4 1", "true", "null", "[]", "41\u200b", "\ufeff41")),
    *map(digits, ("9" * 400, "0." + "1" * 400, "-" + "9" * 400, "9007199254740993", "0" * 400)),
    ("observations", "value=41,42", "value"),
    ("observations", "value__in=41,abc", "value__in"),
    ("observations", "value__in=41,,42", "value__in"),
    ("observations", "value__in=41,", "value__in"),
    ("observations", "value__in=41, 42", "value__in"),
    ("observations", "value__in=41,41", "value__in"),
    ("observations", "value__in=" + ",".join(map(str, range(1000))), "value__in"),
    # periods
    *(
        ("observations", f"period={quote(text)}", "period")
        for text in (
            *(
                "20X3",
                "000X",
                "201X~",
                "2023-13",
                "2019-21",
                "2023-S3",
                "2023-Q5",
                "2023-S0",
                "2023-02-30",
                "2023-00",
            ),
            *("0000", "2023/2022", "..", "../..", "/", "2023//2024", "2023-1", "23", "２０２３"),
            *(
                "2023~",
                "2023?",
                "2023~/..",
                "../2023%",
                "2023 ",
                "2023,2024",
                "last year",
            ),
        )
    ),
    *(
        ("observations", f"period_start__gte={quote(text)}", "period_start__gte")
        for text in ("2023", "2023-02-30", "20230101", "2023-W05-1", "2023-1-1", "unknown", "０")
    ),
    # the snapshot
    ("observations", "as_of=2999-01-01", "as_of"),
    ("observations", "as_of=yesterday", "as_of"),
    ("observations", "as_of=2024", "as_of"),
    ("observations", "as_of=20240115", "as_of"),
    ("observations", "as_of=2024-01-15T00:00:00Z", "as_of"),
    ("observations", "as_of=2024-02-30", "as_of"),
    ("observations", "dataset=herons&release=1&as_of=2024-01-15", "as_of"),
    ("observations", "release=1", "release"),
    ("observations", "dataset=herons&release=0", "release"),
    ("observations", "dataset=herons&release=99", "release"),
    ("observations", "dataset=herons&release=1.0", "release"),
    ("observations", "dataset=herons&release=01", "release"),
    ("observations", "dataset=herons&release=-1", "release"),
    ("observations", "dataset=herons&release=latest", "release"),
    ("observations", "dataset=herons&release=１", "release"),
    ("observations", f"dataset=herons&release={2**63}", "release"),
    ("sources", "release=1", "release"),
    ("sources", "dataset=herons&release=99", "release"),
    ("sources", "as_of=2999-01-01", "as_of"),
    # the byte order mark
    ("observations", "format=csv&bom=0", "bom"),
    ("observations", "format=csv&bom=true", "bom"),
]

# (raw query, the parameter as it is shown)
UNREADABLE = [
    (b"value=41&value=42", "value"),
    (b"period=2022&%70eriod=2023", "period"),
    (b"format=csv&format=csv", "format"),
    (b"limit=5&limit=5", "limit"),
    (b"measure=", "measure"),
    (b"measure", "measure"),
    (b"limit=", "limit"),
    (b"format=", "format"),
    (b"=nests-counted", ""),
    (b"=", ""),
    (b"&", ""),
    (b"value=41&", ""),
    (b"value=41&&measure=nests-counted", ""),
    (b"measure=nests%00counted", "measure"),
    (b"measure=\x00", "measure"),
    (b"mea%00sure=nests-counted", r"mea\x00sure"),
    (b"measure=nests-counted%0A", "measure"),
    (b"measure=a%0D%0ASet-Cookie:%20x=1", "measure"),
    (b"measure=%1B[31m", "measure"),
    (b"measure=%C2%85", "measure"),
    (b"measure=%7F", "measure"),
    (b"measure=%FF", "measure"),
    (b"measure=\xff\xfe", "measure"),
    (b"measure=caf\xe9", "measure"),
    (b"measure=%C3", "measure"),
    (b"measure=%C0%AE", "measure"),
    (b"measure=%F5%80%80%80", "measure"),
    (b"measure=%ED%A0%80", "measure"),
    (b"measure=\xed\xa0\x80", "measure"),
    (b"measure=%ED%A0%BD%ED%B8%80", "measure"),
    (b"%ED%A0%80=1", r"\xed\xa0\x80"),
    (b"measure=%", "measure"),
    (b"measure=%4", "measure"),
    (b"measure=%zz", "measure"),
    (b"measure=%u0041", "measure"),
    (b"measure=100%25%", "measure"),
    ("measure=nöstlinge".encode(), "measure"),
    (b"value=41;measure=nests-counted", "value"),
    (b"measure==nests-counted", "measure"),
    (b"measure=nests-counted=", "measure"),
    (b"measure=nests-counted#x", "measure"),
]


# What it is: (query, status).
TOO_LONG = {
    "3,000 parameters": ("&".join(f"p{n}={n}" for n in range(3000)), 414),
    "51 parameters": ("&".join(f"p{n}=1" for n in range(51)), 400),
    "3,000 times nothing": ("&" * 3000, 400),
    "a list of 10,000": ("measure__in=" + ",".join(f"m{n}" for n in range(10_000)), 414),
    "a list of 1,000": ("measure__in=" + ",".join(f"m{n}" for n in range(1_000)), 400),
    "a list of 3,900 numbers": ("value__in=" + ",".join(["4"] * 3_900), 400),
    "a list of 3,900 columns": ("fields=" + ",".join(["x"] * 3_900), 400),
    "a value of 24 kB": ("value=" + "1" * 24_000, 414),
    "a name of 24 kB": ("a" * 24_000, 414),
    "a name of 8,000 bytes": ("a" * 8_000, 400),
    "a byte too much": ("a" * 8_000 + "=", 414),
}


# (query, the figures that answer it)
ANSWERS = [
    ("value=41", ["nests-2023"]),
    ("value=41.0", ["nests-2023"]),
    ("value=6.5", ["nests-2021"]),
    ("value=-3", ["nests-fewer"]),
    ("value__in=41,42", ["nests-2022", "nests-2023"]),
    (
        "value__not=41,42",
        ["nests-2021", "nests-fewer", "nests-since", "nests-undated", "nests-until"],
    ),
    ("value__not=41&value__gte=41", ["nests-2022", "nests-since"]),
    ("value__lte=7", ["nests-2021", "nests-fewer", "nests-undated"]),
    ("value__lt=7", ["nests-2021", "nests-fewer"]),
    ("value__gt=42", ["nests-since"]),
    ("value__gte=42", ["nests-2022", "nests-since"]),
    ("value__gte=-999999999999999&comparator=vague", []),
    ("value=0", []),
    ("value__gte=7&value__lt=42", ["nests-2023", "nests-undated", "nests-until"]),
    ("measure=pairs-breeding", ["nests-2021"]),
    ("measure__not=nests-counted", ["nests-2021"]),
    ("measure__in=pairs-breeding,nests-counted&quantity=ratio", ["nests-2021"]),
    ("unit=times", ["nests-2021"]),
    ("unit=percent", []),
    ("comparator=vague", ["nests-some"]),
    ("comparator=range", []),
    ("bias=overstated", []),
    ("caveats=none_recorded", []),
    ("caveat_kinds__not=coverage", []),
    ("documents=gazette-june", ["nests-2023"]),
    ("period=unknown", ["nests-undated"]),
    ("period=2022", ["nests-2022"]),
    ("period=2023-S1", ["nests-2023"]),
    ("period=2023-Q3", ["nests-since"]),
    ("period=2023", ["nests-2023", "nests-since"]),
    ("period=2050", ["nests-since"]),
    ("period=1950-01-01", ["nests-until"]),
    ("period=2018-12/2019-01-01", ["nests-some", "nests-until"]),
    ("period=2023-03/..", ["nests-2023", "nests-since"]),
    ("period=../2019", ["nests-some", "nests-until"]),
    ("period=201X", ["nests-some", "nests-until"]),
    (
        "period=2019/202X",
        ["nests-2021", "nests-2022", "nests-2023", "nests-fewer", "nests-since", "nests-some"],
    ),
    ("period=18XX", ["nests-until"]),
    ("period_start=2022-01-01", ["nests-2022"]),
    ("period_start__gte=2022-01-01", ["nests-2022", "nests-2023", "nests-since"]),
    ("period_end__lt=2020-01-01", ["nests-some", "nests-until"]),
    ("%76alue=%34%31", ["nests-2023"]),
    ("period=2018-12%2F2019-01-01", ["nests-some", "nests-until"]),
    ("measure__in=pairs%2Dbreeding%2Cnests-counted&value=41", ["nests-2023"]),
    ("dataset=herons&release=1&value=41", ["nests-2023"]),
    ("as_of=2024-01-15&value=41", ["nests-2023"]),
    ("as_of=2024-01-14", []),
]
