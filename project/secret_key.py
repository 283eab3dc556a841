"""The key that signs sessions and cursors."""

from environs import EnvError

SHORTEST = 50
EXPECTED = (
    f"expected {SHORTEST} random characters or more, in the environment or in .env "
    "(where there is no .env, make run writes one with a new key)"
)


def secret_key(env):
    """Return SECRET_KEY; whoever could guess a short one could log in as anybody."""
    key = env.str("SECRET_KEY", "")
    if len(key) < SHORTEST:
        found = f"has {len(key)} characters" if key else "is not set"
        raise EnvError(f"SECRET_KEY {found}: {EXPECTED}")
    return key
