"""The hosts of the service and the address of its database, refused where they cannot be meant."""

import re

from environs import EnvError

HOST = re.compile(r"\*|\.?[\w-]+(\.[\w-]+)*|\[[0-9a-f:.]+\]", re.ASCII | re.IGNORECASE)
HOSTS_EXPECTED = "expected names of hosts alone, such as example.org: no scheme, port or path"
# What else begins with sqlite: or postgresql: is read, and as another database than was meant.
DATABASE = re.compile(r"sqlite://(/.|:memory:$)|(postgresql|postgres|pgsql)://")
DATABASE_EXPECTED = "expected sqlite:///FILE or postgresql://USER@HOST/NAME"

# Whoever asks for them is on this machine: they are let in, and nobody else is led to them.
THIS_MACHINE = ("127.0.0.1", "localhost")


def hosts(env, name):
    """Return the hosts of a variable; one that no request can name would never be let in.

    In lower case, as the hosts of requests are compared.
    """
    several = [one.strip().lower() for one in env.list(name, []) if one.strip()]
    for one in several:
        if not HOST.fullmatch(one):
            raise EnvError(f"{name} has “{one}”: {HOSTS_EXPECTED}")
    return several


def admin_host(env, admin):
    """Return the only host of the admin, empty where it has none of its own."""
    several = hosts(env, "ADMIN_HOST")
    if len(several) > 1:
        raise EnvError(f"ADMIN_HOST has {len(several)} hosts: expected one")
    if several and not _is_one(several[0]):
        raise EnvError(
            f"ADMIN_HOST has “{several[0]}”: expected one host, such as desk.example.org"
        )
    if several and not admin:
        raise EnvError(
            f"ADMIN is off and ADMIN_HOST is {several[0]}: delete one of the two, "
            "ADMIN to have the admin on that host, ADMIN_HOST to have none"
        )
    return "".join(several)


def readers_host(allowed, admins):
    """Return the first host that readers can be led to, None where only patterns are allowed."""
    elsewhere = (one for one in allowed if one not in (*THIS_MACHINE, admins))
    return next(filter(_is_one, elsewhere), None)


def _is_one(host):
    """Return whether it is one host and no pattern of several."""
    return host != "*" and not host.startswith(".")


def database(env, default):
    """Return what Django is told of the database; its address may have a password: never say it."""
    if not DATABASE.match(env.str("DATABASE_URL", default)):
        raise EnvError(f"DATABASE_URL is no address of a database: {DATABASE_EXPECTED}")
    return env.dj_db_url("DATABASE_URL", default)
