"""The one settings file. It reads the environment and nothing else; see `docs/manual`.

`TUTELA_PROCESS` says which process this is, and so which urls, cookies, session table
and database role it has. No process is given the database URL or the keys of another.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from tutela.config.databases import database_from
from tutela.config.mail import mailers_from
from tutela.installation.home import data_folder

PACKAGE = Path(__file__).resolve().parent.parent


def _required(name: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(f"The environment variable {name} is missing.")
    return value


def _is_on(name: str) -> bool:
    return os.environ.get(name, "") == "1"


def _origin(address: str) -> list[str]:
    parts = urlsplit(address)
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []


PROCESS = _required("TUTELA_PROCESS")
if PROCESS not in {"casework", "public", "worker", "owner"}:
    raise ImproperlyConfigured("TUTELA_PROCESS is casework, public, worker or owner.")
IS_PUBLIC_SITE = PROCESS == "public"
IS_DEMONSTRATION = _is_on("TUTELA_DEMONSTRATION")
HOME = data_folder()

DEBUG = False
SECRET_KEY = _required("TUTELA_SECRET_KEY")
SECRET_KEY_FALLBACKS = [
    key for key in os.environ.get("TUTELA_FORMER_SECRET_KEYS", "").split(",") if key
]
ALLOWED_HOSTS = [host for host in os.environ.get("TUTELA_HOSTS", "").split(",") if host]
# where the two sites are, as their readers write it; used in e-mails and to link one to the other
CASEWORK_ADDRESS = os.environ.get("TUTELA_CASEWORK_ADDRESS", "http://casework.localhost:8000/")
PUBLIC_ADDRESS = os.environ.get("TUTELA_PUBLIC_ADDRESS", "http://public.localhost:8001/")

# Keys that only some processes hold: with the first a process proves to PostgreSQL who acts,
# with the second the worker signs the heads of the sealed audit log.
ACTOR_KEY = bytes.fromhex(os.environ.get("TUTELA_ACTOR_KEY", ""))
SIGNING_KEY = bytes.fromhex(os.environ.get("TUTELA_SIGNING_KEY", ""))
# With these bank and card details and unfinished visits are locked: the first locks, all open.
FINANCIAL_KEYS = [
    key
    for name in ("TUTELA_FINANCIAL_KEY", "TUTELA_FORMER_FINANCIAL_KEYS")
    for key in os.environ.get(name, "").split(",")
    if key
]

# Rooms ---------------------------------------------------------------------------------------

ROOMS = [
    "tutela.demonstration",
    "tutela.installation",
    "tutela.ui",
    "tutela.audit",
    "tutela.access",
    "tutela.agencies",
    "tutela.people",
    "tutela.worklist",
    "tutela.contact_log",
    "tutela.disclosure",
    "tutela.matching",
    "tutela.meetings",
    "tutela.notification_requirements",
    "tutela.court_orders",
    "tutela.risk",
    "tutela.levels",
    "tutela.exchange",
    "tutela.statistics",
    "tutela.documents",
    "tutela.case_file",
    "tutela.oversight",
]
# What every change entails beyond itself is worked out by these, in its own transaction.
CLOSING = (
    []
    if IS_PUBLIC_SITE
    else [
        "tutela.notification_requirements.operations.closing.close",
        "tutela.levels.operations.keeping.close",  # rests on what the first works out
    ]
)
# What rooms above `people` add to the list of people.
LIST_COLUMNS = (
    []
    if IS_PUBLIC_SITE
    else [
        "tutela.notification_requirements.queries.listing.NextDue",
        "tutela.levels.queries.listing.CategoryAndLevel",
    ]
)
SIGN_IN_APPS = [
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
INSTALLED_APPS = [
    *ROOMS,  # first, so that their templates stand before those of the libraries
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",  # its templates, which the form renderer falls back on
    "procrastinate.contrib.django",
    *([] if IS_PUBLIC_SITE else SIGN_IN_APPS),
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "agencies.User"

# Pages ---------------------------------------------------------------------------------------

ROOT_URLCONF = f"tutela.config.{'public' if IS_PUBLIC_SITE else 'casework'}_urls"
WSGI_APPLICATION = "tutela.config.wsgi.application"
_BOTH_SITES = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tutela.ui.language.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]
_LAST = [
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
_CASEWORK_SITE = [
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    *_LAST,
    "allauth.account.middleware.AccountMiddleware",
    "tutela.agencies.session.SignedInMiddleware",
    "tutela.agencies.middleware.ActorMiddleware",  # the last: it serves the view itself
]
MIDDLEWARE = [*_BOTH_SITES, *(_LAST if IS_PUBLIC_SITE else _CASEWORK_SITE)]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "tutela.ui.templatetags.tutela_ui",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                *([] if IS_PUBLIC_SITE else ["django.contrib.auth.context_processors.auth"]),
            ],
        },
    }
]
FORM_RENDERER = "tutela.ui.renderer.GovukRenderer"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Database ------------------------------------------------------------------------------------

DATABASES = {
    "default": database_from(
        os.environ.get("TUTELA_DATABASE_URL", ""),
        process=PROCESS,
        pool=int(os.environ.get("TUTELA_POOL", "0")),
    )
}

# Sign-in -------------------------------------------------------------------------------------

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # nobody signs up; without it no password is asked
ACCOUNT_ADAPTER = "tutela.agencies.adapters.AccountAdapter"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_FORMS = {
    "login": "tutela.agencies.account_forms.SignInForm",
    "reauthenticate": "tutela.agencies.account_forms.ConfirmPasswordForm",
    "reset_password": "tutela.agencies.account_forms.ForgottenPasswordForm",
    "reset_password_from_key": "tutela.agencies.account_forms.NewPasswordForm",
    "change_password": "tutela.agencies.account_forms.ChangePasswordForm",
}
# the library's own writes addresses into a table of its own
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105 - the name of a class
PASSWORD_RESET_TIMEOUT = 60 * 60
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an administrator enters the address of an appointment
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
MFA_ADAPTER = "tutela.agencies.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "tutela.agencies.account_forms.CodeForm",
    "reauthenticate": "tutela.agencies.account_forms.ConfirmCodeForm",
    "activate_totp": "tutela.agencies.account_forms.AddAppForm",
    "add_webauthn": "tutela.agencies.account_forms.AddPasskeyForm",
    "edit_webauthn": "tutela.agencies.account_forms.RenamePasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Tutela"
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute out
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = IS_DEMONSTRATION
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_ADAPTER = "tutela.agencies.adapters.AgencySignInAdapter"
SOCIALACCOUNT_PROVIDERS = {}
if os.environ.get("TUTELA_OIDC_SERVER_URL"):
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "APPS": [
            {
                "provider_id": "agency",
                "name": os.environ.get("TUTELA_OIDC_NAME", "your agency's sign-in"),
                "client_id": _required("TUTELA_OIDC_CLIENT_ID"),
                "secret": _required("TUTELA_OIDC_SECRET"),
                "settings": {"server_url": os.environ["TUTELA_OIDC_SERVER_URL"]},
            }
        ]
    }

# Whose try it is, the proxy says that stands before the site (TUTELA_PROXIES: how many do). Taken
# for the proxy's own, ten wrong tries by anybody would close the door to everybody for a minute.
ALLAUTH_TRUSTED_PROXY_COUNT = int(
    os.environ.get("TUTELA_PROXIES", "0" if IS_DEMONSTRATION else "1")
)
# Tries are counted where every process of the site sees them.
CACHES = {
    "default": {
        "BACKEND": "tutela.agencies.tries.SignInCache",
        "LOCATION": "sign_in_cache",
    }
    if PROCESS == "casework"
    else {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
}

# Cookies: two sites, two names, two tables of sessions, two keys ------------------------------

_PREFIX = "" if IS_DEMONSTRATION else "__Host-"
SESSION_ENGINE = f"tutela.installation.{'public' if IS_PUBLIC_SITE else 'casework'}_sessions"
SESSION_COOKIE_NAME = f"{_PREFIX}tutela-{PROCESS}-session"
SESSION_COOKIE_SECURE = not IS_DEMONSTRATION
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = f"{_PREFIX}tutela-{PROCESS}-csrf"
CSRF_COOKIE_SECURE = not IS_DEMONSTRATION
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_AGE = None  # the public page says that its cookies end with the browser

# What a browser may do with our pages ----------------------------------------------------------

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.NONE],
    # a press on "sign in with your agency" leads on to that address
    "form-action": [CSP.SELF, *_origin(os.environ.get("TUTELA_OIDC_SERVER_URL", ""))],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 0 if IS_DEMONSTRATION else 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not IS_DEMONSTRATION
# The proxy that holds the certificate turns http into https before a request comes here.
SILENCED_SYSTEM_CHECKS = ["security.W008"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
# where clamd listens, if not at a usual place; a scanner that is named here must answer
CLAMD_SOCKET = os.environ.get("TUTELA_CLAMD_SOCKET", "")

# Static files ----------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = os.environ.get("TUTELA_STATIC") or None  # a served site has them collected and hashed
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = STATIC_ROOT is None
STORAGES = {
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if STATIC_ROOT
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
}

# Words and days ----------------------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en", _("English")), ("cy", _("Welsh"))]
LOCALE_PATHS = [PACKAGE / "config" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/London"

# Messages ----------------------------------------------------------------------------------------

MAILERS = mailers_from(os.environ.get("TUTELA_EMAIL_URL", ""))
DEFAULT_FROM_EMAIL = os.environ.get("TUTELA_EMAIL_FROM", "tutela@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
ADMINS: list[str] = []  # an error report by e-mail would carry what was typed

# Logs: where and what kind, never what was said about whom ----------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"discreet": {"()": "tutela.config.logs.DiscreetFormatter", "process": PROCESS}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "discreet"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        # replaces Django's own, which writes to the console once more and e-mails reports
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
        "fido2": {"level": "WARNING"},  # it writes which passkey was used
        "procrastinate": {"level": "INFO" if PROCESS == "worker" else "WARNING"},
    },
}
