"""The page that tries the API out: examples that work, parameters in groups, Execute in sight."""

import html
import re
import shutil
import subprocess

import pytest

from api.openapi.parameter_groups import GROUPS, MOST_ASKED, OTHERS

from .serving import thread

EXAMPLE = re.compile(r'<a href="([^"]*)" data-fills="([^"]*)">([^<]*)</a>')
CHROMIUM = shutil.which("chromium")


def examples(api):
    """Return (address, path in the description, what it asks) of each example."""
    return EXAMPLE.findall(html.unescape(api.get("docs").body.decode()))


@pytest.mark.usefixtures("deserters")
def test_there_are_six_examples_and_each_is_answered(api):
    ready = examples(api)
    assert [asks.split()[1].strip(":,") for *_, asks in ready] == [
        *("claim", "filter", "page", "total", "whole", "release")
    ]
    for address, *_ in ready:
        answer = api.get(address)
        assert answer.status_code == 200, address
        assert answer.body


@pytest.mark.usefixtures("published")
def test_what_an_example_fills_in_are_parameters_of_its_form(api):
    described = api.json("openapi.json")
    for address, path, _ in examples(api):
        names = {
            one.get("name") or one["$ref"].rpartition(".")[2]
            for one in described["paths"][path]["get"]["parameters"]
        }
        template = re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/.]+)", re.escape(path))
        asked, _, query = address.partition("?")
        filled = re.fullmatch(template, asked).groupdict().keys()
        assert filled | {pair.partition("=")[0] for pair in query.split("&")} <= names


def test_before_any_release_there_are_no_examples(api):
    assert examples(api) == []
    assert "Ready to send" not in api.get("docs").body.decode()


def described_parameters(api, path):
    """Return the parameters of an operation, references followed."""
    document = api.json("openapi.json")
    return [
        document["components"]["parameters"][one["$ref"].rpartition("/")[2]]
        if "$ref" in one
        else one
        for one in document["paths"][path]["get"]["parameters"]
    ]


@pytest.mark.usefixtures("published")
def test_parameters_stand_in_groups_and_what_most_ask_for_stands_first(api):
    asked = described_parameters(api, "/api/v1/observations")
    assert tuple(one["name"] for one in asked[:9]) == GROUPS[MOST_ASKED]
    groups = [one["x-group"] for one in asked]
    assert [*dict.fromkeys(groups)] == [group for group in GROUPS if group != OTHERS]
    assert groups == sorted(groups, key=[*GROUPS].index)
    names = [one["name"] for one in asked]
    assert names.index("value__gt") == names.index("value") + 1


@pytest.mark.usefixtures("published")
def test_the_name_in_an_address_stands_before_the_query_and_no_parameter_is_without_a_group(api):
    for path in api.json("openapi.json")["paths"]:
        asked = described_parameters(api, path)
        assert all(one["x-group"] in GROUPS for one in asked)
        places = [one["in"] for one in asked]
        assert places == sorted(places)


@pytest.mark.slow(reason="starts a browser")
@pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed")
@pytest.mark.usefixtures("published")
def test_a_browser_shows_the_groups_folded_and_the_form_ready(tmp_path):
    with thread() as address:
        page = f"{address}/api/v1/docs#/observations/list_observations"
        command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"]
        command += [f"--user-data-dir={tmp_path}", "--virtual-time-budget=30000", page]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    shown = done.stdout
    folded = re.findall(r"<details( open=\"\")?><summary>([^<]*) \(\d+\)</summary>", shown)
    assert [name for _, name in folded] == [group for group in GROUPS if group != OTHERS]
    assert [name for is_open, name in folded if is_open] == [MOST_ASKED]
    assert shown.count(">Execute</button>") == 1
