"""Who gets into the admin, and how often one may try: by real requests."""

import io
import re
import resource
from base64 import b32decode
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from project.admin import tries

LOG_IN = "/admin/login/"
RIGHT = "zugzwang-at-mill-lake"


@pytest.fixture(autouse=True)
def counted(settings, tmp_path):
    """Count the log-ins of each test for itself."""
    settings.RUN_DIR = str(tmp_path / "run")


@pytest.fixture
def warden(db):
    """Return an editor who may do everything."""
    return User.objects.create_superuser("warden", password=RIGHT)


@pytest.fixture
def hashed(monkeypatch):
    """Return the passwords that were compared with a hash, in order."""
    seen = []
    original = User.check_password
    monkeypatch.setattr(
        User, "check_password", lambda user, raw: seen.append(raw) or original(user, raw)
    )
    return seen


def try_to_log_in(user="warden", password="wrong", address="192.0.2.1", **more):
    """Send the form as a new browser, and return its answer."""
    form = {"username": user, "password": password, **more}
    return Client(REMOTE_ADDR=address).post(LOG_IN, form)


def said(answer):
    """Return what a page says, but for its token, which differs each time."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())


# attacks 18


def test_of_a_hundred_guesses_five_are_looked_at(warden, hashed):
    for guess in range(100):
        assert try_to_log_in(password=f"guess {guess}").status_code == 200
    assert hashed == [f"guess {guess}" for guess in range(5)]


def test_whoever_is_locked_out_is_told_the_same_with_the_right_password(warden, hashed):
    wrong = [said(try_to_log_in()) for _ in range(6)]
    assert said(try_to_log_in(password=RIGHT)) == wrong[0] == wrong[-1]
    assert said(try_to_log_in(user="nobody")).replace("nobody", "warden") == wrong[0]
    assert RIGHT not in hashed


def test_what_is_tried_at_the_same_moment_is_counted_once_each():
    with ThreadPoolExecutor(16) as many:
        allowed = list(many.map(lambda _: tries.begin("warden", "192.0.2.1"), range(64)))
    assert sum(allowed) == 5


def test_one_password_is_checked_at_a_time_and_few_wait_for_it():
    with ExitStack() as held:
        assert held.enter_context(tries.turn())
        with ThreadPoolExecutor(8) as many:
            waiting = [many.submit(_turn) for _ in range(8)]
            done, undone = wait(waiting, timeout=1)
            assert (len(done), len(undone)) == (8 - 3, 3)
            assert not any(one.result() for one in done)
            held.close()
    assert all(one.result() for one in undone)


def _turn():
    with tries.turn() as mine:
        return mine


def test_the_same_editor_gets_in_from_another_address(warden):
    for _ in range(5):
        try_to_log_in()
    assert try_to_log_in(password=RIGHT, address="192.0.2.2").status_code == 302


def test_after_a_quarter_of_an_hour_one_may_try_again(warden, time_machine):
    time_machine.move_to("2024-01-15 12:00", tick=False)
    for _ in range(5):
        try_to_log_in()
    time_machine.move_to("2024-01-15 12:14:59", tick=False)
    assert try_to_log_in(password=RIGHT).status_code == 200
    time_machine.move_to("2024-01-15 12:15:01", tick=False)
    assert try_to_log_in(password=RIGHT).status_code == 302


def test_the_right_password_forgives_the_failures_before_it(warden):
    for _ in range(3):
        for _ in range(4):
            try_to_log_in()
        assert try_to_log_in(password=RIGHT).status_code == 302


def test_another_name_each_time_does_not_have_more_passwords_hashed(warden, hashed):
    for guess in range(40):
        try_to_log_in(user=f"nobody-{guess}")
    assert try_to_log_in(password=RIGHT).status_code == 200
    assert hashed.count(RIGHT) == 0


def test_one_network_of_ipv6_is_one_address(warden, hashed):
    for host in range(8):
        try_to_log_in(address=f"2001:db8::{host}")
    assert len(hashed) == 5


def test_the_address_is_the_one_that_the_proxy_saw(warden, hashed, settings):
    settings.PROXY = True
    for guess in range(8):
        client = Client(headers={"X-Forwarded-For": f"198.51.100.{guess}, 192.0.2.9"})
        client.post(LOG_IN, {"username": "warden", "password": "wrong"})
    assert len(hashed) == 5


def test_without_a_proxy_nobody_chooses_their_address(warden, hashed):
    for guess in range(8):
        client = Client(headers={"X-Forwarded-For": f"198.51.100.{guess}"})
        client.post(LOG_IN, {"username": "warden", "password": "wrong"})
    assert len(hashed) == 5


def test_the_counts_say_nothing_of_anybody_and_are_private(warden, settings, tmp_path):
    try_to_log_in()
    folder = tmp_path / "run"
    assert folder.stat().st_mode & 0o777 == 0o700
    for file in folder.iterdir():
        assert file.stat().st_mode & 0o777 == 0o600, file
        assert "warden" not in file.read_text()
        assert "192.0.2" not in file.read_text()


@contextmanager
def no_room():
    """Let this process write nothing into files, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_on_a_full_disk_no_failure_is_forgotten():
    for _ in range(5):
        assert tries.begin("warden", "192.0.2.1")
    with no_room(), pytest.raises(OSError, match="large"):
        tries.begin("warden", "192.0.2.2")
    with no_room(), pytest.raises(OSError, match="large"):
        tries.forgive("warden", "192.0.2.1")
    assert not tries.begin("warden", "192.0.2.1")
    assert tries.begin("warden", "192.0.2.2")


@pytest.mark.parametrize(
    "left", [b"", b'[{"at": 170', b'{"at": 1}', b"\0\0", b'[{"address": "\xff']
)
def test_a_list_of_failures_that_is_cut_short_keeps_no_editor_out(warden, tmp_path, caplog, left):
    try_to_log_in()
    (tmp_path / "run" / "log-ins.json").write_bytes(left)
    assert try_to_log_in(password=RIGHT).status_code == 302
    assert "log-ins.json cannot be read, and is taken for empty" in caplog.text


@pytest.mark.parametrize("to", ["https://elsewhere.example/", "//elsewhere.example", ""])
def test_whoever_is_led_nowhere_else_comes_to_the_admin(warden, to):
    answer = try_to_log_in(password=RIGHT, next=to)
    assert (answer.status_code, answer["Location"]) == (302, "/admin/")


# attacks 19


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("a", "too short"),
        ("mill-warden", "too similar to the username"),
        ("password123", "too common"),
        ("4711471147", "entirely numeric"),
    ],
)
def test_an_editor_gets_no_password_that_is_easily_guessed(db, monkeypatch, password, told):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", password)
    with pytest.raises(CommandError, match=told):
        call_command("createsuperuser", username="mill-warden", email="", interactive=False)
    assert not User.objects.exists()


def test_there_is_no_admin_where_it_is_off(warden, client, settings):
    client.force_login(warden)
    settings.ADMIN = False
    for path in ("/admin", "/admin/", LOG_IN, "/admin/datasets/observation/"):
        answer = client.get(path)
        assert answer.status_code == 404, path
        assert "there is nothing at" in answer.json()["detail"]


def test_the_admin_stands_on_its_own_host_only(warden, client, settings):
    client.force_login(warden)
    settings.ADMIN_HOST = "desk.example.org"
    settings.ALLOWED_HOSTS = ["desk.example.org", "testserver"]
    assert client.get("/admin/").status_code == 404
    assert client.get("/admin/", headers={"host": "desk.example.org:8000"}).status_code == 200


def test_what_readers_see_stands_on_their_host_only(client, settings):
    settings.ADMIN_HOST = "desk.example.org"
    settings.ALLOWED_HOSTS = ["caveat.example.org", "desk.example.org"]
    for path in ("/", "/api/v1/units?limit=1", "/observations/nests-2023"):
        answer = client.get(path, headers={"host": "desk.example.org"})
        assert answer.status_code == 302, path
        assert answer["Location"] == f"http://caveat.example.org{path}"


@pytest.mark.parametrize(
    ("allowed", "leads_to"),
    [
        ([".example.org", "caveat.example.org"], "http://caveat.example.org/units"),
        (["*", "desk.example.org", "caveat.example.org"], "http://caveat.example.org/units"),
        ([".example.org"], None),
        (["*"], None),
    ],
)
def test_readers_are_led_to_a_host_that_is_one(client, settings, allowed, leads_to):
    settings.ADMIN_HOST = "desk.example.org"
    settings.ALLOWED_HOSTS = [*allowed, "127.0.0.1", "localhost", "desk.example.org"]
    answer = client.get("/units", headers={"host": "Desk.Example.org"})
    assert answer.status_code == (302 if leads_to else 404)
    assert answer.get("Location") == leads_to


# attacks 19: a second factor


@pytest.fixture
def in_public(settings):
    """Have the admin ask for codes, as it does where readers come by TLS."""
    settings.ADMIN_CODE = True


def enrol(monkeypatch, code=None):
    """Run the command with an app that shows the right code, or that one; return its lines."""
    out = io.StringIO()

    def app(_):
        shown = out.getvalue().split("\n")[1].strip()
        return code or f"{totp(b32decode(shown)):06}"

    monkeypatch.setattr("builtins.input", app)
    call_command("second_factor", "warden", stdout=out)
    return out.getvalue().splitlines()


def test_without_a_terminal_to_type_the_code_at_nothing_is_changed(warden, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    with pytest.raises(CommandError, match=r"^nothing was changed: no code was typed$"):
        call_command("second_factor", "warden", stdout=io.StringIO())
    assert not TOTPDevice.objects.exists()


def test_in_public_an_editor_logs_in_with_a_code_besides(
    warden, in_public, monkeypatch, time_machine
):
    time_machine.move_to("2024-01-15 12:00", tick=False)
    told = enrol(monkeypatch)
    assert told[-1] == "warden logs in with its codes from now on"
    key = b32decode(told[1].strip())
    used = f"{totp(key):06}"
    assert 'name="code"' in Client().get(LOG_IN).content.decode()
    time_machine.move_to("2024-01-15 12:01", tick=False)
    refused = said(try_to_log_in(password=RIGHT))
    assert refused == said(try_to_log_in(password="wrong"))
    time_machine.move_to("2024-01-15 12:02", tick=False)
    assert try_to_log_in(password=RIGHT, code=used).status_code == 200
    time_machine.move_to("2024-01-15 12:03", tick=False)
    code = f"{totp(key):06}"
    browser = Client()
    sent = {"username": "warden", "password": RIGHT, "code": code}
    assert browser.post(LOG_IN, sent).status_code == 302
    assert browser.get("/admin/").status_code == 200
    assert try_to_log_in(password=RIGHT, code=code).status_code == 200


def test_the_code_that_proved_the_app_logs_in_too_and_only_once(
    warden, in_public, monkeypatch, time_machine
):
    """attacks 19"""
    time_machine.move_to("2024-01-15 12:00", tick=False)
    code = f"{totp(b32decode(enrol(monkeypatch)[1].strip())):06}"
    assert try_to_log_in(password=RIGHT, code=code).status_code == 302
    assert try_to_log_in(password=RIGHT, code=code).status_code == 200


def test_in_public_nobody_gets_in_without_an_authenticator(warden, in_public, client):
    assert try_to_log_in(password=RIGHT, code="000000").status_code == 200
    # A log-in of the time before codes were asked for opens nothing any more.
    client.force_login(warden)
    assert "/login/" in client.get("/admin/")["Location"]


def test_a_key_is_kept_only_when_the_app_has_it(warden, monkeypatch):
    with pytest.raises(CommandError, match="nothing was changed: “12” is not the code"):
        enrol(monkeypatch, code="12")
    assert not warden.totpdevice_set.exists()
    enrol(monkeypatch)
    first = warden.totpdevice_set.get()
    assert (
        enrol(monkeypatch)[-1]
        == "warden logs in with its codes instead of the old ones from now on"
    )
    assert warden.totpdevice_set.get().key != first.key


def test_whoever_is_nobody_is_given_no_key(warden):
    with pytest.raises(CommandError, match="there is no user wardne, only: warden"):
        call_command("second_factor", "wardne")


def test_an_editor_stays_logged_in_for_eight_hours(warden, settings):
    assert settings.SESSION_COOKIE_AGE == 8 * 60 * 60
    cookie = try_to_log_in(password=RIGHT).cookies["sessionid"]
    assert (cookie["max-age"], cookie["samesite"], cookie["httponly"]) == (28800, "Strict", True)


def test_a_form_without_a_password_is_told_so_and_counts_as_no_failure(warden):
    for _ in range(6):
        assert "This field is required." in said(try_to_log_in(password=""))
    assert try_to_log_in(password=RIGHT).status_code == 302
