"""Numbers as people print them: every script, scale and convention, and nothing guessed."""

import contextlib
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from datasets.analysis.citation_chain import altered
from datasets.arithmetic.bounds import kind_of, of_figure, precision_of
from datasets.arithmetic.digits import digits
from datasets.arithmetic.printed import read, vocabulary
from datasets.arithmetic.printed.matching import denies, match
from datasets.imports.cells import NotBelieved
from datasets.imports.number import number_of
from datasets.models import Unit
from datasets.store import pasted_text, search

from .test_provenance import Chain

TONNES, CASES = Unit(slug="tonnes"), Unit(slug="cases", countable=True)


def numbers(text, language=""):
    """Return what each number of a text may be, as lists of digits; fractions as they are."""
    return [[str(one.number) for one in found.readings] for found in read(text, language).numbers]


def first(text, language=""):
    """Return (number, place) of the first number as its words say first."""
    reading = read(text, language).numbers[0].readings[0]
    return str(reading.number), str(reading.place)


@pytest.mark.parametrize(
    ("text", "number", "place"),
    [
        # digits in groups, of every convention
        ("2,076", "2076", "1"),
        ("1,199,345", "1199345", "1"),
        ("1,00,000", "100000", "1"),
        ("12,34,567", "1234567", "1"),
        ("1,23,45,678", "12345678", "1"),
        ("12 345,6", "61728/5", "1/10"),
        ("12\u202f345,6", "61728/5", "1/10"),
        ("1'234'567", "1234567", "1"),
        ("1’234’567", "1234567", "1"),
        ("1.234.567,89", "123456789/100", "1/100"),
        ("1,234,567.89", "123456789/100", "1/100"),
        ("0,5", "1/2", "1/10"),
        ("0.234", "117/500", "1/1000"),
        (".5", "1/2", "1/10"),
        ("about .5 percent", "1/2", "1/10"),
        ("club.5", "5", "1"),
        ("1.2×10^6", "1200000", "100000"),
        ("1,2 × 10⁶", "1200000", "100000"),
        ("3e5", "300000", "100000"),
        # digits of other scripts
        ("٢٬٠٧٦", "2076", "1"),
        ("٢٠٧٦", "2076", "1"),
        ("٢٫٥", "5/2", "1/10"),
        ("२०७६", "2076", "1"),
        ("২০৭৬", "2076", "1"),
        ("１２３", "123", "1"),
        ("๑๒๓", "123", "1"),
        # words and letters that multiply
        ("1.3 million t", "1300000", "100000"),
        ("1943 million", "1943000000", "1000000"),
        ("1,500 thousand", "1500000", "1000"),
        ("£1.2bn", "1200000000", "100000000"),
        ("1.2m", "1200000", "100000"),
        ("100k", "100000", "1000"),
        ("5.5K", "5500", "100"),
        ("0.1 million", "100000", "50000"),
        ("2,5 млн", "2500000", "100000"),
        ("3 тыс.", "3000", "1000"),
        ("1,5 млрд", "1500000000", "100000000"),
        ("50 тисяч", "50000", "1000"),
        ("3 Mio.", "3000000", "1000000"),
        ("2,5 Mrd. Euro", "2500000000", "100000000"),
        ("3 mil millones", "3000000000", "1000000000"),
        ("100 mil", "100000", "1000"),
        ("50 tūkstoši", "50000", "1000"),
        ("5 tys.", "5000", "1000"),
        ("55 tuhatta", "55000", "1000"),
        ("50 ezer", "50000", "1000"),
        ("2.5 milyon", "2500000", "100000"),
        ("5 bin", "5000", "1000"),
        ("5 lakh", "500000", "100000"),
        ("12 lakh crore", "12000000000000", "1000000000000"),
        ("५ लाख", "500000", "100000"),
        ("৫ লাখ", "500000", "100000"),
        ("3.5万", "35000", "1000"),
        ("1億2千万", "120000000", "10000000"),
        ("500多亿", "50000000000", "100000000"),
        ("5천 명", "5000", "1000"),
        ("1만 2천", "12000", "1000"),
        ("10 triệu", "10000000", "1000000"),
        ("Rp3.325,1 triliun", "3325100000000000", "100000000000"),
        ("٢٠٠ ألف", "200000", "1000"),
        ("10,4 εκατ.", "10400000", "100000"),
        ("5 tis.", "5000", "1000"),
        ("1,2 Mds", "1200000000", "100000000"),
        ("2,3 mkr", "2300000", "100000"),
        # what is left behind a scale
        ("12 mil 500", "12500", "1"),
        ("mil 250", "1250", "1"),
        ("2 тыс. 350", "2350", "1"),
        ("۳۴ هزار و ۵۰۰", "34500", "1"),
        ("85 milyon 372 bin 377", "85372377", "1"),
        ("2万5000人", "25000", "1"),
        ("1億2345万6789", "123456789", "1"),
        ("3만 2,540명", "32540", "1"),
        ("тысяча двести", "1200", "1"),
        # three tenths
        ("三成", "30", "10"),
        ("3割", "30", "10"),
        # 12·5 as British journals print it
        ("12·5%", "25/2", "1/10"),
        # number words
        ("nine", "9", "1"),
        ("twenty-one thousand three hundred", "21300", "1"),
        ("two hundred and fifty thousand", "250000", "1000"),
        ("две тысячи триста", "2300", "1"),
        ("двух тысяч", "2000", "1000"),
        ("сто двадцать тысяч", "120000", "1000"),
        ("三万五千", "35000", "1000"),
        ("十二", "12", "1"),
        ("ثلاثة آلاف", "3000", "1000"),
        # words that stand for a number near by: half of it is their place
        ("a million", "1000000", "500000"),
        ("1 million", "1000000", "500000"),
        ("a dozen", "12", "6"),
        ("two dozen", "24", "12"),
        ("дюжина", "12", "6"),
        ("a quarter", "1/4", "1/8"),
        ("a fifth", "1/5", "1/10"),
        ("two-thirds", "2/3", "1/6"),
        ("three quarters", "3/4", "1/8"),
        ("половина", "1/2", "1/4"),
        ("un quart", "1/4", "1/8"),
        ("三分之一", "1/3", "1/6"),
        ("ثلث", "1/3", "1/6"),
        ("½", "1/2", "1/4"),
        ("3/4", "3/4", "1/8"),
        ("one in five", "1/5", "1/10"),
        ("2½", "5/2", "1/4"),
        ("half a million", "500000", "250000"),
        ("two and a half million", "2500000", "250000"),
        ("полтора миллиона", "1500000", "250000"),
        ("deux millions et demi", "2500000", "250000"),
        ("ربع مليون", "250000", "125000"),
        ("साढ़े तीन करोड़", "35000000", "2500000"),
        ("पौने दो करोड़", "17500000", "1250000"),
        ("ढाई लाख", "250000", "25000"),
        ("ڈیڑھ لاکھ", "150000", "25000"),
        ("два с половиной миллиона", "2500000", "250000"),
        ("three-and-a-half million", "3500000", "250000"),
        ("un demi-million", "500000", "250000"),
        ("zweieinhalb Millionen", "2500000", "250000"),
        ("مليوني", "2000000", "1000000"),
        ("مئتي ألف", "200000", "100000"),
        # multiples
        ("twice", "2", "1"),
        ("doubled", "2", "1"),
        ("five-fold", "5", "1"),
        ("1.5 times", "3/2", "1/10"),
        ("в два раза", "2", "1"),
        ("трехкратным", "3", "1"),
        ("iki katı", "2", "1"),
        ("2倍", "2", "1"),
    ],
)
def test_a_printed_number_has_a_place_of_its_own(text, number, place):
    assert first(text) == (number, place)


@pytest.mark.parametrize(
    ("text", "language", "number"),
    [
        ("mil quinientos", "es", "1500"),
        ("dos mil quinientos", "es", "2500"),
        ("zweitausendfünfhundert", "de", "2500"),
        ("vierundzwanzig", "de", "24"),
        ("zweihundertundfünf", "de", "205"),
        ("eine halbe Million", "de", "500000"),
        ("duemilacinquecento", "it", "2500"),
        ("duemila", "it", "2000"),
        ("quatre-vingt-dix mille", "fr", "90000"),
        ("trois cent mille", "fr", "300000"),
        ("tweehonderdvijftigduizend", "nl", "250000"),
        ("üç bin beş yüz", "tr", "3500"),
        ("dwadzieścia pięć tysięcy", "pl", "25000"),
        ("पाँच लाख", "hi", "500000"),
        ("seratus dua puluh", "id", "120"),
        ("hai nghìn năm trăm", "vi", "2500"),
        ("ألفان و خمسمائة", "ar", "2500"),
        ("mille cent", "fr", "1100"),
        ("dva milióny stoštyridsaťdvatisíc", "sk", "2142000"),
        ("dvestotri", "sk", "203"),
        ("quatre-vingt mille", "fr", "80000"),
        ("un million cent mille", "fr", "1100000"),
        ("mil ciento veinte", "es", "1120"),
        ("dos millones cien mil", "es", "2100000"),
        ("un millón mil", "es", "1001000"),
        ("zweitausend einhundert", "de", "2100"),
        ("kaksimiljoonaa satatuhatta", "fi", "2100000"),
        ("sto tri", "sr", "103"),
        ("20 de mii", "ro", "20000"),
        ("seribu dua ratus", "id", "1200"),
        ("háromezer-egy", "hu", "3001"),
        ("milion sto tysięcy", "pl", "1100000"),
        ("מאה ותשע עשרה", "he", "119"),
        ("một trăm lẻ một", "vi", "101"),
        # a language of which no number words are known has digits all the same
        ("2 500", "xx", "2500"),
    ],
)
def test_number_words_are_read_in_the_language_of_the_document(text, language, number):
    assert numbers(text, language) == [[number]]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("1 千 百", "zh"),
        ("数 千百万", "zh"),
        ("two thousand hundred", "en"),
        ("zweitausendhundert", "de"),
        ("zweitausend hundert", "de"),
        # the words before it, or behind it, are in no table
        ("ettusinde og syvhundredetal", "da"),
        ("kétezer-kilencszázas", "hu"),
        ("tre milioni e trecentottantaquattromila", "it"),
        ("dwa miliony stoczterdzieścidwatysiące", "pl"),
    ],
)
def test_of_a_number_in_words_no_part_is_read_for_the_whole(text, language):
    assert numbers(text, language) == []


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("three millionaires", "en", [["3"]]),
        ("cost millions and two lives", "en", [["2"]]),
        ("seven and hundreds more", "en", [["7"]]),
        ("drei Millionäre", "de", [["3"]]),
        ("két-három", "hu", [["2"], ["3"]]),
        ("háromezer-ötezer", "hu", [["3000"], ["5000"]]),
        # ranges
        ("between forty and fifty nests", "en", [["40"], ["50"]]),
        ("between two hundred and three hundred", "en", [["200"], ["300"]]),
        ("zwischen zweitausend und dreitausend", "de", [["2000"], ["3000"]]),
        ("between one million and two million", "en", [["1000000"], ["2000000"]]),
        ("entre dos mil y tres mil", "es", [["2000"], ["3000"]]),
        ("entre cuarenta y cincuenta", "es", [["40"], ["50"]]),
        ("между сорока и пятидесяти", "ru", [["40"], ["50"]]),
        # ordinary words
        ("das macht drei Tote", "de", [["3"]]),
        ("des Vereins zwei", "de", [["2"]]),
        ("sotto due milioni", "it", [["2000000"]]),
        ("tra due e settembre", "it", [["2"]]),
        ("weight two tonnes", "en", [["2"]]),
        ("la famille deux enfants", "fr", [["2"]]),
        ("récent deux", "fr", [["2"]]),
        ("опять два", "ru", [["2"]]),
    ],
)
def test_words_that_only_begin_or_end_as_numbers_belong_to_none(text, language, found):
    assert numbers(text, language) == found


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("1.234", ["1234", "617/500"]),
        ("1,234", ["1234", "617/500"]),
        ("0,234", ["117/500"]),
        ("०.२३४", ["117/500"]),
        ("12 billion", ["12000000000", "12000000000000"]),
        ("5 m", ["5000000", "5"]),
        ("three times more", ["3", "4"]),
        ("1.2 mil", ["1200", "1200000"]),
    ],
)
def test_where_two_readings_are_possible_both_are_given(text, readings):
    assert numbers(text) == [readings]


@pytest.mark.parametrize(
    "text",
    [
        *("tens of thousands", "hundreds", "dozens of", "数百人規模", "many", "on a daily basis"),
        *("2023-09-15", "12.09.2023", "9/11/2023", "at 12:30", "the 20th", "F16", "B-52", "1990s"),
        *("to", "once", "a", "the third of them", "..."),
    ],
)
def test_what_is_no_number_is_none(text):
    assert numbers(text) == []


@pytest.mark.parametrize(
    ("text", "comparator", "rest"),
    [
        ("2,076 cases", "", "cases"),
        *((f"{word} 2,700", "about", "") for word in ("about", "some", "~", "≈", "circa", "c.")),
        *((f"{word} 2700", "about", "") for word in ("около", "примерно", "etwa", "unos", "約")),
        *((f"{word} 2700", "lt_approx", "") for word in ("almost", "nearly", "почти", "fast")),
        *((f"{word} 2700", "gt", "") for word in ("more than", "over", "свыше", "над", "üle", ">")),
        *((f"{word} 2700", "gte", "") for word in ("at least", "no fewer than", "не менее", "≥")),
        *((f"{word} 2700", "lt", "") for word in ("fewer than", "under", "менее", "<")),
        *((f"{word} 2700", "lte", "") for word in ("up to", "no more than", "до", "jusqu'à")),
        ("just over 2,700", "gt_approx", ""),
        ("more than $2 million", "gt", ""),
        ("18,000+", "gte", ""),
        ("5 deaths or more", "gte", ""),
        ("100人以上", "gte", ""),
        ("500 से अधिक", "gt", ""),
        ("500 kişiden fazla", "gt", ""),
        ("500多人", "gt", "人"),
        ("人数超过1万2千人", "gt", "人数 人"),
        ("أكثر من ٢٠٠ ألف", "gt", ""),
        ("meer dan 90 procent", "gt", ""),
        ("over a third", "gt", ""),
        ("almost nine-fold", "lt_approx", ""),
        # words that are only part of another
        ("moreover 2,700", "", "moreover"),
        ("2,700 moreish", "", "moreish"),
        ("2,700 or moreover", "", "or moreover"),
    ],
)
def test_the_words_beside_a_number_say_how_it_is_put(text, comparator, rest):
    found = read(text)
    assert [one.comparator for one in found.numbers] == [comparator]
    assert found.rest == rest


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("between 5 and 6 thousand", [["5000", "5"], ["6000"]]),
        ("5600–6000", [["5600"], ["6000"]]),
        ("10-20 million", [["10000000", "10"], ["20000000"]]),
        ("от 5 до 6 тыс.", [["5000", "5"], ["6000"]]),
        ("из 5 إلى 10 آلاف", [["5000", "5"], ["10000"]]),
        ("30-40%", [["30"], ["40"]]),
        ("$1.2m to $1.4m", [["1200000", "6/5"], ["1400000", "7/5"]]),
    ],
)
def test_a_range_shares_its_scale_and_its_unit(text, ends):
    assert numbers(text) == ends
    found = read(text).numbers
    assert {one.comparator for one in found} == {"range"}
    assert len({one.unit for one in found}) == 1


@pytest.mark.parametrize("text", ["5 and 6", "2011–05", "6 to 5", "5 people, 6 dogs"])
def test_two_numbers_are_no_range_by_standing_beside_each_other(text):
    assert "range" not in {one.comparator for one in read(text).numbers}


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        *((f"6{sign}", "percent") for sign in ("%", " %", " per cent", " процентов", "٪")),
        *((f"{word} 6", "percent") for word in ("yüzde", "百分之")),
        ("six percentage points", "points"),
        *((f"6 {points}", "points") for points in ("п.п.", "п. п.", "pp", "퍼센트포인트")),
        ("2%포인트", "points"),
        ("5,25 proc.", "percent"),
        *((tenths, "percent") for tenths in ("三成", "3割", "3할")),
        ("6-fold", "times"),
        ("a sixth", "fraction"),
    ],
)
def test_the_unit_of_a_number_is_told_apart(text, unit):
    assert read(text).numbers[0].unit == unit


def test_a_month_and_its_year_are_no_fraction():
    assert numbers("5/2023") == [["5"], ["2023"]]


def test_a_fall_keeps_its_sign_and_a_dash_between_numbers_is_none():
    assert numbers("−12 %") == [["-12"]]
    assert numbers("-$5") == [["-5"]]
    assert numbers("5-6") == [["5"], ["6"]]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("2076", "2,076 cases"),
        ("1.234", "1,234"),
        ("1234", "1,234"),
        ("25", "a quarter"),
        ("0.25", "a quarter"),
        ("33", "over a third"),
        ("33.33", "a third"),
        ("66.7", "two-thirds"),
        ("-12", "fell by 12 percent"),
        ("-12", "−12 %"),
        ("100", "doubled"),
        ("200", "twice as many"),
        ("50000", "vairāk nekā 50 tūkstoši"),
        ("2", "double that of 2022"),
    ],
)
def test_a_value_is_found_among_the_printed_numbers(value, text):
    assert match(value, text, "en") is not None


# The value and its print that loaded before, though the one cannot be the other.
@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("557", "577"),
        ("557", "577 requests"),
        ("557", "~577"),
        ("98", "89 %"),
        ("12000000", "1.2m"),
        ("10000", "1,00,000"),
        ("2706", "٢٬٠٧٦"),
        ("123456", "12 345,6"),
        ("25000000", "2,5 млн"),
        ("14", "he and 13 other soldiers"),
        ("37700", "almost 40,000"),
    ],
)
def test_a_print_of_other_numbers_denies_a_value(value, text):
    assert denies([value], text, "en")
    assert not denies([value], "many of them", "en")


# What follows: bounds


def bounds(value, printed, comparator="eq", quantity="level", unit=TONNES, place="", language="en"):
    """Return the interval of a figure that is printed so."""
    precision = precision_of(value, place, printed, language)
    interval, _ = of_figure(comparator, value, precision=precision, **kind_of(quantity, unit))
    return str(interval)


def test_a_number_vouches_for_half_of_its_last_printed_place():
    assert bounds("1300000", "1.3 million t") == "[1250000, 1350000)"
    assert bounds("1300000", "1,300,000 t") == "[1299999.5, 1300000.5)"
    assert bounds("1300000", "1.3 million people", unit=CASES) == "[1250000, 1350000)"
    assert bounds("1300000", "1,300,000 people", unit=CASES) == "[1300000, 1300000]"
    assert bounds("2500000", "2,5 млн", language="ru") == "[2450000, 2550000)"


def test_the_curator_has_the_last_word_on_the_place():
    assert bounds("1300000", "1.3 million t", place="1000") == "[1299500, 1300500)"
    assert bounds("2700", "about 2,700", "about", unit=CASES, place="10") == "[2695, 2705)"
    assert bounds("2700", "2,700", unit=CASES, place="100") == "[2650, 2750)"


def test_a_print_of_another_number_says_nothing_of_the_place():
    assert bounds("1199345", "1.2m") == "[1199344.5, 1199345.5)"


def test_fractions_are_equally_soft():
    share = {"comparator": "about", "quantity": "share"}
    assert bounds("25", "a quarter", **share) == "[18.75, 31.25)"
    assert bounds("20", "a fifth", **share) == "[15, 25)"
    assert bounds("50", "half", "gt", "share") == "(50, 100]"
    # What is more than a third is more than 33.3333…, and not than 33.
    assert bounds("33", "over a third", "gt", "share") == "(33.3333, 100]"


def test_a_round_number_is_as_soft_as_its_neighbours():
    def about(value):
        return bounds(value, f"about {value}", "about", unit=CASES)

    assert about("1000") == "[900, 1100)"
    assert about("2500") == "[2250, 2750)"
    assert about("2700") == "[2650, 2750)"
    assert about("900") == "[850, 950)"
    assert about("12000") == "[11500, 12500)"
    assert about("100000") == "[90000, 110000)"
    assert bounds("12", "about a dozen", "about", unit=CASES) == "[9, 15)"


# And what is honest


HONEST = [
    ({"value": "1199345"}, "1,199,345", "1200000", "1.2m", ""),
    ({"quantity": "share", "value": "24.1"}, "24.1 %", "25", "about a quarter", "about"),
    ({"quantity": "share", "value": "24.1"}, "24.1 %", "25", "a quarter", ""),
    ({"value": "13"}, "13", "12", "about a dozen", "about"),
    ({"value": "2543210"}, "2,543,210", "2500000", "2,5 млн", ""),
    ({"value": "1199345"}, "1,199,345", "1200000", "12 lakh", ""),
]


@pytest.mark.parametrize(("figure", "before", "value", "printed", "comparator"), HONEST)
def test_rounding_in_words_alters_nothing_but_the_exactness(
    figure, before, value, printed, comparator
):
    chain = Chain(before, **figure).hop("club-report", None, as_printed=before)
    chain.hop(as_printed=printed, reported_value=value, reported_comparator=comparator)
    assert chain.altered == ["rounded"]


def test_the_same_number_in_other_words_is_the_same():
    chain = Chain("1.3 million", value="1300000").hop("club-report", None, as_printed="1.3 million")
    chain.hop(as_printed="1,300,000").hop(as_printed="1,3 млн", via=2)
    assert chain.altered == []
    # and so vouches for no more than its origin did
    chain.hop(reported_value="1310000", as_printed="1.31 million", via=3)
    assert chain.altered == ["sharpened"]


def test_the_printed_words_of_a_hop_are_read():
    chain = Chain("about 37,700", value="37700", comparator="about")
    chain.hop("club-report", None, as_printed="about 37,700")
    chain.hop(as_printed="more than 37,700")
    told = [(one.alteration, one.before, one.after) for one in chain.hops[1].alterations]
    assert told == [("sharpened", "about 37,700", "more than 37,700")]
    # What the few printed words leave out may stand around them.
    chain.hop(as_printed="37,700", via=1)
    assert chain.hops[2].alterations == []
    assert altered(chain.hops, chain.citations) == ["sharpened"]


# Any number, printed in any way


def _grouped(number, separator):
    return f"{number:,}".replace(",", separator)


def _in_script(text, zero):
    return "".join(chr(ord(zero) + int(one)) if one.isdecimal() else one for one in text)


SCALES = [
    (10**3, "k", "."), (10**3, " тыс.", ","), (10**3, " mil", ","), (10**3, " bin", ","),
    (10**6, " million", "."), (10**6, " Mio.", ","), (10**6, " млн", ","), (10**6, " juta", ","),
    (10**5, " lakh", "."), (10**7, " crore", "."), (10**4, "万", "."), (10**8, "億", "."),
    (10**9, "bn", "."), (10**9, " млрд", ","), (10**9, " milliards", ","), (10**3, " ألف", "٫"),
]  # fmt: skip
ZEROS = "0٠०০๐０"


@given(
    st.integers(1, 10**12),
    st.sampled_from([",", ".", " ", "\u202f", "'", "’"]),
    st.sampled_from(ZEROS),
)
def test_whole_numbers_are_read_in_every_script_and_grouping(number, separator, zero):
    text = _in_script(_grouped(number, separator), zero)
    assert str(number) in numbers(text)[0]


@given(st.integers(1, 10**9), st.integers(0, 2), st.sampled_from(SCALES), st.sampled_from(ZEROS))
def test_what_is_rounded_in_a_scale_holds_the_true_number(true, decimals, scale, zero):
    factor, word, mark = scale
    place = Fraction(factor, 10**decimals)
    rounded = round(true / place) * place
    # Nobody rounds 1,400 to a thousand: that is another number.
    if abs(rounded - true) > Fraction(true, 5) or rounded == 0:
        return
    printed = f"{float(rounded / factor):.{decimals}f}".replace(".", mark)
    value = digits(rounded)
    precision = precision_of(value, "", _in_script(printed, zero) + word, "")
    interval, _ = of_figure("eq", value, precision=precision, **kind_of("level", TONNES))
    assert interval.closure.lower <= true <= interval.closure.upper


@given(
    st.integers(10, 10**9),
    st.lists(st.tuples(st.integers(0, 2), st.sampled_from(SCALES)), min_size=1, max_size=4),
    st.sampled_from(["", "about "]),
)
def test_a_chain_of_honest_roundings_alters_nothing_but_the_exactness(true, steps, said):
    chain = Chain(f"{true:,}", value=str(true)).hop("club-report", None, as_printed=f"{true:,}")
    number = Fraction(true)
    for decimals, (factor, word, mark) in sorted(steps, key=lambda one: one[1][0] / 10 ** one[0]):
        place = Fraction(factor, 10**decimals)
        rounded = round(number / place) * place
        if abs(rounded - true) > Fraction(true, 5) or rounded == 0:
            continue
        if not said and abs(rounded - number) * 10 > rounded:
            continue
        number = rounded
        printed = said + f"{float(number / factor):.{decimals}f}".replace(".", mark) + word
        comparator = "about" if said else "eq"
        chain.hop(
            as_printed=printed,
            reported_value=digits(number),
            reported_comparator=comparator,
            via=len(chain.citations),
        )
    assert {*chain.altered} <= {"rounded"}


@pytest.mark.parametrize(
    ("text", "language", "comparator"),
    [
        ("не менше ніж 500", "uk", "gte"),
        ("nicht weniger als 500", "de", "gte"),
        ("tidak kurang dari 500", "id", "gte"),
        ("not exceeding 500", "", "lte"),
        ("не свыше 500", "ru", "lte"),
        ("not about 500", "", ""),
    ],
)
def test_what_is_not_less_is_at_least(text, language, comparator):
    assert read(text, language).numbers[0].comparator == comparator


@pytest.mark.parametrize(
    ("text", "language", "comparator"),
    [
        ("до 700", "ru", "lte"),
        ("(до 700)", "ru", "lte"),
        ("выросло до 45 тыс.", "ru", ""),
        ("gestegen tot 500", "nl", ""),
        ("alle 500", "fi", "lt"),
        ("alle 500 Mitarbeiter", "de", ""),
        ("alle 500", "", ""),
    ],
)
def test_a_word_that_may_be_no_comparator_is_not_guessed(text, language, comparator):
    assert read(text, language).numbers[0].comparator == comparator


@pytest.mark.parametrize(
    ("text", "language", "number"),
    [
        ("۲/۵ میلیون", "fa", "2500000"),
        ("3'5 millones", "es", "3500000"),
        ("1'250'000", "es", "1250000"),
        ("около пятидесяти человек", "ru", "50"),
        ("bir buçuk milyon", "tr", "1500000"),
        ("3분의 1", "ko", "1/3"),
    ],
)
def test_what_only_one_language_prints_so_is_read_in_that_language(text, language, number):
    assert numbers(text, language)[0][0] == number


@pytest.mark.parametrize(
    "text",
    [
        "1 千 million",
        "1 million million",
        "half 2 thousand",
        "9" * 319 + " million million",
        "9" * 5_000,
        "1/" + "9" * 5_000,
        "零分之一",
        "-5 out of 0",
        "one billion " * 30,
        "one million " * 800,
    ],
)
def test_what_cannot_be_read_as_one_number_is_none(text):
    assert all(found.readings for found in read(text, "zh").numbers)
    assert not any(len(str(one)) > 100 for found in numbers(text) for one in found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1 million million", []),
        ("½ 2 k", [["1/2"], ["2000"]]),
        ("one and a half one", [["3/2"], ["1"]]),
        ("2 and a half 3 million", [["5/2"], ["3000000"]]),
        ("20 -3 thousand", [["20"], ["-3000"]]),
        ("2 million -3 thousand", [["2000000"], ["-3000"]]),
    ],
)
def test_what_does_not_go_on_with_a_number_is_one_of_its_own(text, found):
    assert numbers(text) == found


def test_a_word_of_ever_more_numbers_is_no_number():
    assert numbers("zweihundert" * 1_000, "de") == []


def _words(language):
    sections = ("multiples", "fractions", "added", "added_behind", "collectives", "before", "after")
    tables = [vocabulary.numbers(language), vocabulary.scales()]
    tables += map(vocabulary.by_phrase, sections)
    tables += [vocabulary.listed("range", key) for key in ("joined_by", "also_by", "opened_by")]
    tables += [vocabulary.listed("units", key) for key in ("percent_before", "tenths", "percent")]
    joined = ("and", "of", "with", "article", "bare")
    tables += [vocabulary.listed("numbers_joined", key) for key in joined]
    tables.append(vocabulary.listed("out_of", "words"))
    return st.one_of([st.sampled_from(sorted(table)) for table in tables])


@st.composite
def _mixtures(draw):
    """Draw (text, language): number words, digits, fractions and marks in any order."""
    language = draw(
        st.sampled_from(["", "en", "de", "fr", "es", "it", "ru", "ar", "zh", "ja", "ko"])
    )
    digits_ = st.integers(0, 10**7).map(str) | st.sampled_from(
        ["0", "1,000", "1.000", "2.5", "1e9"]
    )
    fractions = st.sampled_from(["½", "⅓", "3/4", "1/0", "0/1", "分", "之", "분", "의"])
    marks = st.sampled_from([*"-–+/%~.,:()x×^", "and", "1990s", "5th"])
    han = st.sampled_from([*vocabulary.HAN, *vocabulary.HAN_SCALES, *vocabulary.AND_MORE])
    piece = _words(language) | digits_ | fractions | marks | han
    parted = st.sampled_from([" ", " ", "", "-"])
    pieces = draw(st.lists(st.tuples(piece, parted), max_size=9))
    return "".join(one + space for one, space in pieces), language


@settings(deadline=None, max_examples=400)
@given(_mixtures())
def test_any_mixture_of_words_and_digits_is_read_without_a_fault(mixture):
    text, language = mixture
    printed = read(text, language)
    assert all(one.readings and one.start < one.end for one in printed.numbers)
    assert isinstance(denies(["5"], text, language), bool)
    pasted_text.read(text)
    search.parse_query(text)
    with contextlib.suppress(NotBelieved):
        number_of(text)


def test_100k_is_never_a_hundred():
    assert numbers("100k") == [["100000"]]
    assert numbers("5 m") == [["5000000", "5"]]


def test_a_form_of_fifty_is_no_five_and_ten():
    assert numbers("około pięćdziesięciu osób", "pl") == []
