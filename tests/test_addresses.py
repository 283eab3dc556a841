"""Attacks 27: seventy hostile addresses are refused at each door, those of public pages at none."""

import csv
import gzip
import io
from pathlib import Path

import orjson
import pytest
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from datasets.models import Dataset, Document, Release
from datasets.models.addresses import address_fault

from .hostile_texts import ADDRESSES, OF_MANY_HOSTS, OTHER_SCHEMES
from .seed_folder import DOCUMENTS, Seeds
from .test_admin import Curator
from .test_import_observations import MAP, Lake
from .test_restore import empty, refused, rewritten
from .world import World

FIELDS = ("url", "seen_at", "archived_url")
ITS_OWN = "https://news.example/herons"


@pytest.fixture
def curator(admin_client):
    """Return a curator who has signed in."""
    return Curator(admin_client)


@pytest.fixture
def files(db, tmp_path):
    """Return the herons' seed folder."""
    return Seeds(tmp_path / "files")


@pytest.fixture
def lake(db, tmp_path, settings):
    """Return the herons' seed folder with a file that names the page of each row."""
    settings.SEEDS_DIR = tmp_path / "seeds"
    given = Lake(tmp_path / "seeds")
    given.map(MAP, 'no_address = "It came by post."', 'url = "{page}"')
    return given


def in_toml(text):
    """Return a text as TOML holds any."""
    return '"' + "".join(f"\\U{ord(one):08X}" for one in text) + '"'


def with_page(address):
    """Return the file, in which a page stands beside each number."""
    file = io.StringIO()
    csv.writer(file).writerows([["year", "lake", "nests", "page"], ["2022", "Mill", "41", address]])
    return file.getvalue()


# What is refused


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("javascript:alert(1)", "expected one that begins with https:// or http://"),
        ("https://user:pw@news.example/", "it names a user before its host: leave out what stands"),
        ("http://2130706433/", "its host is a number: expected a name such as example.org"),
        ("http://printer.local/", "“printer.local” is another machine to each reader"),
        ("https://%6e%65ws.example/", "“%6e%65ws.example” is no name of a host"),
        ('https://news.example/"a', 'write %22 in the place of “"”'),
        ("https://news.example/a b", "write %20 in the place of “ ”"),
    ],
)
def test_what_is_wrong_with_it_is_told_with_what_to_do(address, told):
    assert address_fault(address).startswith(f"“{address}” is no address: {told}")


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_form_of_a_document_refuses_it(world, curator, address):
    told = curator.edit("document", "gazette-june", url=address, no_address="")
    assert told == {"url": address_fault(address)}


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_form_of_a_dataset_refuses_it_as_its_home(world, curator, address):
    assert curator.edit("dataset", "herons", home=address) == {"home": address_fault(address)}


@pytest.mark.parametrize("address", ADDRESSES)
def test_seed_files_with_it_are_refused(files, address):
    own = 'seen = "excerpt"'
    files.edit(DOCUMENTS, own, f"{own}\narchived_url = {in_toml(address)}")
    files.refused("herons/documents.toml", "archived_url", address_fault(address))


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_file_with_it_is_not_imported(lake, address):
    lake.given(with_page(address))
    assert "page: 1 cell: " in lake.refused(address_fault(address).partition(";")[0])


def _with_a_page():
    world = World()
    world.document(
        "herons-page", source_id="gazette", url=ITS_OWN, published="2023-07-01", seen="read"
    )
    world.cite("nests-2023", 3, "herons-page", via=1, relation="quotes")
    world.publish()


@pytest.fixture
def package(remembering, tmp_path, settings):
    """Return a package with the address of a page, in a Caveat that has nothing."""
    remembering(_with_a_page)
    kept = Path(storages["releases"].location) / "herons/1/herons-release-1.zip"
    file = tmp_path / "package.zip"
    file.write_bytes(kept.read_bytes())
    empty(tmp_path / "elsewhere", settings)
    return file


def saying(name, old, new):
    """Return the change that has the records of a file say something else."""

    def change(files):
        lines = gzip.decompress(files[name])
        assert lines.count(old) > 0
        files[name] = gzip.compress(lines.replace(old, new))

    return change


@pytest.mark.release_files
@pytest.mark.slow(reason="unpacks and packs a release for each address")
@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    ("file", "place"),
    [
        ("records.ndjson.gz", "document herons-page: url"),
        ("observations.ndjson.gz", "observation nests-2023: "),
    ],
)
def test_a_package_whose_records_hold_it_is_not_restored(package, file, place, address):
    change = saying(file, ITS_OWN.encode(), orjson.dumps(address)[1:-1])
    told = refused(rewritten(package, change))
    assert place in told
    assert address_fault(address) in told


@pytest.mark.release_files
@pytest.mark.parametrize("member", ["self", "page"])
def test_a_package_whose_links_run_code_is_not_restored(package, member):
    """F4: such a link once stood on the front page."""
    where = {"self": "/api/v1/datasets/herons", "page": "/datasets/herons"}[member]
    link = f'"{member}":"%s"'
    told = refused(
        rewritten(
            package,
            saying(
                "records.ndjson.gz",
                (link % where).encode(),
                (link % "javascript:alert(document.domain)//herons").encode(),
            ),
        )
    )
    assert f"dataset herons: links.{member}: “javascript:" in told


@pytest.mark.parametrize("address", OTHER_SCHEMES)
@pytest.mark.parametrize("field", FIELDS)
def test_the_database_itself_refuses_another_scheme(world, field, address):
    document = Document.objects.filter(pk="gazette-june")
    with pytest.raises(IntegrityError, match=f"document_{field}_has_scheme"), transaction.atomic():
        document.update(**{field: address}, seen="copy", no_address="" if field == "url" else "x")


@pytest.mark.parametrize("address", OTHER_SCHEMES)
def test_the_database_itself_refuses_another_scheme_of_a_home(world, address):
    with pytest.raises(IntegrityError, match="dataset_home_has_scheme"), transaction.atomic():
        Dataset.objects.update(home=address)


@pytest.mark.parametrize("address", ["http://[::1]/", "https://news.example/\u202egpj"])
def test_what_was_written_past_every_form_is_not_published(world, address):
    Document.objects.filter(pk="gazette-june").update(url=address, no_address="")
    with pytest.raises(CommandError, match=r"observation nests-2023: citations.*url: "):
        call_command("publish", "herons")
    assert not Release.objects.exists()


# What is not


@pytest.mark.parametrize("address", OF_MANY_HOSTS)
def test_the_address_of_a_public_page_is_taken_and_led_to(world, curator, api, address):
    assert curator.edit("document", "gazette-june", url=address, no_address="") == {}
    world.publish()
    assert api.json("documents/gazette-june")["url"] == address
    shown = api.get("/documents/gazette-june", accept="text/html").body.decode()
    assert f'href="{address.replace("&", "&amp;")}" rel="external"' in shown


@pytest.mark.parametrize("address", OF_MANY_HOSTS)
def test_seed_files_and_imports_take_it_too(files, lake, capsys, address):
    own = 'seen = "excerpt"'
    files.edit(DOCUMENTS, own, f"{own}\narchived_url = {in_toml(address)}")
    files.load()
    assert Document.objects.get(pk="gazette-june").archived_url == address
    lake.given(with_page(address))
    assert "1 new" in lake.run(capsys)
