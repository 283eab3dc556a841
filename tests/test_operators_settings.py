"""What an operator sets by the environment, asked of the commands and the server themselves."""

import os
import socket
import subprocess
import sys

import pytest
from django.conf import settings

KEY = "k0" + "-long-enough" * 4


def asked(*command, **environment):
    """Run a Python program in the project with these variables, and return what came of it."""
    inherited = {name: value for name, value in os.environ.items() if name != "SECRET_KEY"}
    return subprocess.run(
        [sys.executable, *command],
        cwd=settings.BASE_DIR,
        env=inherited | environment,
        capture_output=True,
        text=True,
        timeout=60,
        umask=0o022,
    )


# attacks 20


def test_with_https_djangos_own_list_for_deployment_finds_nothing():
    list_of_django = ("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    found = asked(*list_of_django, SECRET_KEY=KEY, HTTPS="1", PROXY="1")
    assert found.returncode == 0, found.stderr
    assert asked(*list_of_django, SECRET_KEY=KEY).returncode == 1


SHOWN = (
    "from django.conf import settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, "
    "s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, "
    "s.SECURE_HSTS_SECONDS, s.SECURE_PROXY_SSL_HEADER, s.ADMIN_CODE, sep='|')"
)


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "sessionid|csrftoken|False|False|False|0|None|False"),
        (
            {"HTTPS": "1"},
            "__Host-sessionid|__Host-csrftoken|True|True|True|31536000|None|True",
        ),
        (
            {"HTTPS": "1", "PROXY": "1"},
            "__Host-sessionid|__Host-csrftoken|True|True|True|31536000|"
            "('HTTP_X_FORWARDED_PROTO', 'https')|True",
        ),
        (
            {"HTTPS": "1", "ADMIN_CODE": "0"},
            "__Host-sessionid|__Host-csrftoken|True|True|True|31536000|None|False",
        ),
    ],
)
def test_https_makes_cookies_strict_and_only_a_proxy_is_believed(environment, expected):
    shown = asked("manage.py", "shell", "-v0", "-c", SHOWN, SECRET_KEY=KEY, **environment)
    assert shown.stdout.strip() == expected, shown.stderr


PATHS = ("/livez", "/readyz", "/metrics", "/", "/api/v1/units", "/livez/more", "/docs/livez")
PLAINLY = f"""
from django.test import Client
print([Client(SERVER_NAME="localhost").get(path).status_code for path in {PATHS}], end="")
"""


def test_what_watches_the_service_asks_its_own_port_and_all_else_is_led_to_tls(tmp_path):
    """attacks 32: a probe that is led away would call a service well that is not ready"""
    watched = {"SECRET_KEY": KEY, "HTTPS": "1", "DATABASE_URL": f"sqlite:///{tmp_path / 'empty'}"}
    told = asked("manage.py", "shell", "-v0", "-c", PLAINLY, **watched)
    # It lives, has no tables, and nobody collects its counters.
    assert told.stdout == str([200, 503, 404, *[301] * 4]), told.stderr


OPTIONS = "from django.conf import settings as s; print(s.DATABASES['default']['OPTIONS'])"


@pytest.mark.parametrize(
    ("address", "said", "ours"),
    [
        (
            "postgresql://caveat@db.example/caveat?sslmode=require&connect_timeout=7",
            {"sslmode": "'require'", "connect_timeout": "7"},
            {"isolation_level", "pool"},
        ),
        ("sqlite:///:memory:?cached_statements=7", {"cached_statements": "7"}, {"init_command"}),
    ],
    ids=["postgresql", "sqlite"],
)
def test_what_the_address_of_the_database_says_besides_stands_beside_our_own(address, said, ours):
    """A `sslmode=require` that is lost is a password in the clear"""
    shown = asked(
        "manage.py", "shell", "-v0", "-c", OPTIONS, SECRET_KEY=KEY, DATABASE_URL=address
    ).stdout
    assert all(f"'{name}': {value}" in shown for name, value in said.items()), shown
    assert all(f"'{name}': " in shown for name in ours), shown


def test_the_host_of_the_admin_is_one_of_the_service():
    show = "from django.conf import settings as s; print(s.ADMIN, s.ALLOWED_HOSTS)"
    desk = {"SECRET_KEY": KEY, "ADMIN_HOST": "Desk.Example.org"}
    shown = asked("manage.py", "shell", "-v0", "-c", show, **desk)
    assert shown.stdout.strip() == "True ['127.0.0.1', 'localhost', 'desk.example.org']"


HOSTS_ALONE = "expected names of hosts alone, such as example.org: no scheme, port or path"
DATABASES = "DATABASE_URL is no address of a database: expected sqlite:///FILE or "
DATABASES += "postgresql://USER@HOST/NAME"


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        (
            {"ADMIN": "off", "ADMIN_HOST": "desk.example.org"},
            "ADMIN is off and ADMIN_HOST is desk.example.org: delete one of the two",
        ),
        *(
            ({name: host}, f"{name} has “{host}”: {HOSTS_ALONE}")
            for name, host in (
                ("ALLOWED_HOSTS", "https://example.org"),
                ("ALLOWED_HOSTS", "example.org:8000"),
                ("ALLOWED_HOSTS", "example.org/data"),
                ("ALLOWED_HOSTS", "*.example.org"),
                ("ADMIN_HOST", "https://desk.example.org"),
            )
        ),
        *(
            ({"ADMIN_HOST": host}, f"ADMIN_HOST has “{host}”: expected one host")
            for host in ("*", ".example.org")
        ),
        ({"ADMIN_HOST": "a.example,b.example"}, "ADMIN_HOST has 2 hosts: expected one"),
        *(
            ({"DATABASE_URL": address}, DATABASES)
            for address in (
                *("postgrsql:", "", "caveat.sqlite3", "sqlite:caveat.sqlite3"),
                *("sqlite://caveat.sqlite3", "mysql://me:secret@db.example/caveat"),
            )
        ),
    ],
    ids=lambda one: "=".join([*one.items()][-1]) if isinstance(one, dict) else "",
)
def test_a_setting_that_cannot_be_meant_is_told_in_a_line_with_what_was_expected(environment, told):
    """attacks 19, 37: none of them is passed over in silence"""
    refused = asked("manage.py", "check", SECRET_KEY=KEY, **environment)
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1), refused.stderr
    assert refused.stderr.startswith(told)


def test_the_hosts_that_requests_can_name_are_let_in():
    show = "from django.conf import settings as s; print(s.ALLOWED_HOSTS[:-2])"
    named = {"ALLOWED_HOSTS": "Example.org, .example.net,[::1],192.0.2.7,*"}
    shown = asked("manage.py", "shell", "-v0", "-c", show, SECRET_KEY=KEY, **named)
    expected = ["example.org", ".example.net", "[::1]", "192.0.2.7", "*"]
    assert shown.stdout.strip() == str(expected), shown.stderr


def test_a_server_does_not_start_with_a_setting_that_cannot_be_meant():
    server = ("-m", "gunicorn", "--workers", "1", "--bind", "127.0.0.1:0")
    refused = asked(*server, SECRET_KEY=KEY, ALLOWED_HOSTS="https://example.org")
    assert refused.returncode == 4
    assert f"ALLOWED_HOSTS has “https://example.org”: {HOSTS_ALONE}" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_word_that_is_neither_yes_nor_no_is_told_in_a_line():
    refused = asked("manage.py", "check", SECRET_KEY=KEY, HTTPS="maybe")
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert '"HTTPS" invalid' in refused.stderr


# attacks 21

EXPECTED = "expected 50 random characters or more"


@pytest.mark.skipif((settings.BASE_DIR / ".env").exists(), reason="the .env here has a key")
def test_without_a_key_every_command_says_so_in_a_line():
    refused = asked("manage.py", "migrate")
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert refused.stderr.startswith(f"SECRET_KEY is not set: {EXPECTED}")


def test_a_key_that_is_too_short_is_refused_by_every_command():
    refused = asked("manage.py", "migrate", SECRET_KEY="x" * 49)
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert refused.stderr.startswith(f"SECRET_KEY has 49 characters: {EXPECTED}")


def test_a_server_does_not_start_with_a_key_that_is_too_short():
    server = ("-m", "gunicorn", "--workers", "1", "--bind", "127.0.0.1:0")
    refused = asked(*server, SECRET_KEY="short")
    assert refused.returncode == 4
    assert f"SECRET_KEY has 5 characters: {EXPECTED}" in refused.stderr
    assert "Traceback" not in refused.stderr


# attacks 22


def test_what_the_service_keeps_is_nobody_elses_to_read(tmp_path):
    database, releases = tmp_path / "caveat.sqlite3", tmp_path / "releases"
    keep = f"""
import os, tempfile
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection
connection.cursor().execute("create table nests (counted int)")
storages["releases"].save("herons/1/observations.csv", ContentFile(b"41"))
made = tempfile.NamedTemporaryFile(dir={str(tmp_path)!r}), open({str(tmp_path / "made")!r}, "w")
tempfile.mkdtemp(dir={str(tmp_path)!r})
# Before SQLite puts its WAL away.
os._exit(0)
"""
    environment = {"DATABASE_URL": f"sqlite:///{database}", "RELEASES_DIR": str(releases)}
    made = asked("manage.py", "shell", "-v0", "-c", keep, SECRET_KEY=KEY, **environment)
    assert made.returncode == 0, made.stderr
    kept = {path: path.stat().st_mode & 0o777 for path in tmp_path.rglob("*")}
    assert {"caveat.sqlite3", "caveat.sqlite3-wal"} <= {path.name for path in kept}
    # What a release has published is everybody's, once its folder is opened to a web server.
    kept.pop(releases / "herons/1/observations.csv")
    wrong = [f"{path} {mode:o}" for path, mode in kept.items() if mode & 0o077]
    assert wrong == []


def test_make_run_begins_with_what_others_cannot_read():
    made = subprocess.run(
        ["make", "--dry-run", "--always-make", "run"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "chmod -f go= caveat.sqlite3*" in made
    assert "umask 077; exec .venv/bin/python -m gunicorn" in made


def test_a_taken_port_is_said_in_one_line_with_what_to_do():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        refused = asked("-m", "gunicorn", SECRET_KEY=KEY, PORT=port)
    assert refused.returncode != 0
    said = [line for line in refused.stderr.splitlines() if "Starting gunicorn" not in line]
    assert said == [f"port {port} is taken: PORT=9000 make run"]


def test_a_python_without_what_caveat_needs_names_the_one_that_has_it():
    refused = asked("-S", "manage.py", "check", SECRET_KEY=KEY)
    assert refused.returncode != 0
    (said,) = refused.stderr.splitlines()
    assert "has no django: say .venv/bin/python manage.py" in said


def test_the_datasets_may_stand_apart_from_the_program(tmp_path):
    (tmp_path / "seeds").mkdir()
    database = {"DATABASE_URL": f"sqlite:///{tmp_path / 'caveat.sqlite3'}"}
    apart = {"SECRET_KEY": KEY, "SEEDS_DIR": str(tmp_path / "seeds"), **database}
    assert asked("manage.py", "migrate", "--verbosity=0", **apart).returncode == 0
    refused = asked("manage.py", "load_seeds", "herons", **apart)
    assert f"there is no folder herons in {tmp_path / 'seeds'}" in refused.stderr
