"""Settings, in one file; the environment beats ``.env``."""

import os
from pathlib import Path

from environs import Env, validate
from psycopg import IsolationLevel

from project import addresses
from project.secret_key import secret_key

BASE_DIR = Path(__file__).resolve().parent.parent

env = Env()
env.read_env(str(BASE_DIR / ".env"), recurse=False)

VERSION = "0.1.0.dev0"

SECRET_KEY = secret_key(env)
DEBUG = env.bool("DEBUG", False)
# Where readers reach whoever runs this installation; empty: no page promises an answer.
CONTACT = env.str("CONTACT", "")
# After how many days they delete logs, for the page on privacy; 0: the page says that nobody said.
LOG_DAYS = env.int("LOG_DAYS", 0, validate=validate.Range(min=0))
# Who may read the database's file and what is unpacked beside it: nobody else on this machine.
os.umask(0o077)

# Whether readers come by TLS.
HTTPS = env.bool("HTTPS", False)
# Whether all requests come through a proxy, which says whose they are and whether they came by TLS:
# gunicorn.conf.py reads the same. Without one these headers are anybody's, and mean nothing.
PROXY = env.bool("PROXY", False)
# Whether there is an admin; its only host, where it has one; whether it asks for a second factor.
ADMIN = env.bool("ADMIN", True)
ADMIN_HOST = addresses.admin_host(env, ADMIN)
ADMIN_CODE = env.bool("ADMIN_CODE", HTTPS)
ALLOWED_HOSTS = [*addresses.hosts(env, "ALLOWED_HOSTS"), *addresses.THIS_MACHINE]
ALLOWED_HOSTS += [ADMIN_HOST] if ADMIN_HOST else []

# Locks and counts that the workers of this service share: on this machine, and nobody else's.
RUN_DIR = env.str("RUN_DIR", str(BASE_DIR / "run"))

PROXY_ADDRESSES = env.list("FORWARDED_ALLOW_IPS", ["127.0.0.1", "::1"])

INSTALLED_APPS = [
    # First, because their commands and templates beat those of the others.
    "datasets",
    "api",
    "project.admin.apps.GuardedAdmin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "rest_framework",
    "django_filters",
    "drf_spectacular_sidecar",
    "django_otp",
    "project.admin.apps.SecondFactor",
]

MIDDLEWARE = [
    "api.requests.request_id.RequestIdMiddleware",
    "api.requests.host.HostMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "api.requests.cross_origin.CrossOriginMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "api.pages.problem_page.ProblemPageMiddleware",
    "project.admin.gate.AdminGateMiddleware",
    "api.requests.admin_only.AdminSession",
    "django.middleware.common.CommonMiddleware",
    "api.requests.query.StrictQueryMiddleware",
    "api.limits.query_time.QueryTimeMiddleware",
    "api.requests.admin_only.AdminForms",
    "api.requests.admin_only.AdminUser",
    "api.requests.admin_only.AdminCode",
    "api.requests.admin_only.AdminMessages",
]

# Pages are kept in the memory of each worker: the same address of the same releases is the same.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 300},
    },
}

ROOT_URLCONF = "project.urls"
WSGI_APPLICATION = "project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "datasets/admin/templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["api.pages.isolation"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# As many as a worker has threads (gunicorn.conf.py): an export holds its own until it ends.
CONNECTIONS_A_WORKER = 32
DATABASES = {
    "default": addresses.database(env, f"sqlite:///{BASE_DIR / 'caveat.sqlite3'}"),
}
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# What the address says (sslmode, a socket's folder) stays.
OPTIONS = DATABASES["default"].setdefault("OPTIONS", {})
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    OPTIONS |= {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # The page size counts only before the first table is made.
        "init_command": (
            "PRAGMA page_size=16384; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
        ),
    }
    DATABASES["default"]["CONN_MAX_AGE"] = 600
else:
    # A publication reads the curated rows in many queries, and must see one state of them.
    OPTIONS |= {
        "isolation_level": IsolationLevel.REPEATABLE_READ,
        # Where the server is away, readers are told so in seconds; once it is back, the next of
        # them is answered: a pool that goes on trying by itself tries ever more rarely.
        "pool": {
            "min_size": 1,
            "max_size": CONNECTIONS_A_WORKER,
            "timeout": 3,
            "reconnect_timeout": 0.5,
        },
    }
# How long a query of a public answer may take; commands and the admin take as long as they need.
QUERY_SECONDS = 5
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
# The admin shows nobody the keys of authenticators.
OTP_ADMIN_HIDE_SENSITIVE_DATA = True
OTP_TOTP_ISSUER = "Caveat"

CSRF_FAILURE_VIEW = "api.requests.problems.forbidden"
# Where a log-in leads whose next= is of elsewhere, or not there.
LOGIN_REDIRECT_URL = "admin:index"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_HTTPONLY = True
if HTTPS:
    # The prefix forbids other hosts of the domain to set them.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    # Whatever watches the service asks its own port.
    SECURE_REDIRECT_EXEMPT = ["^livez$", "^readyz$", "^metrics$"]
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    # Whether other hosts below this one speak TLS as well is not ours to promise.
    # Forms of the admin are guarded by AdminForms, which the check does not know.
    SILENCED_SYSTEM_CHECKS = ["security.W003", "security.W005", "security.W021"]
if PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_I18N = False
USE_TZ = True
APPEND_SLASH = False

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "datasets/admin/static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # The files of releases: written once, read for ever.
    "releases": {
        "BACKEND": "datasets.store.durable_storage.DurableStorage",
        "OPTIONS": {"location": env.str("RELEASES_DIR", str(BASE_DIR / "releases"))},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}

# A fault of our own is told to whoever runs the service, and to nobody else. As JSON, a line about
# each request is told too.
LOG = env.str("LOG", "plain", validate=validate.OneOf(["plain", "json"]))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {}, "json": {"()": "project.log_lines.JsonLines"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "caveat": {"level": "INFO" if LOG == "json" else "WARNING"},
        # What was refused has its line then, and needs no second one.
        "django.request": {"level": "ERROR" if LOG == "json" else "WARNING"},
    },
}

SEEDS_DIR = Path(env.str("SEEDS_DIR", str(BASE_DIR / "seeds")))
DOCS_DIR = BASE_DIR / "docs"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_THROTTLE_CLASSES": ["api.limits.throttles.Throttle"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "api.requests.negotiation.StrictNegotiation",
    "EXCEPTION_HANDLER": "api.requests.problems.handle",
    "FORMAT_SUFFIX_KWARG": "suffix",
    "UNAUTHENTICATED_USER": None,
}
