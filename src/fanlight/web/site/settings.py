"""Django settings. One set for every use; what differs comes from the environment.

`FANLIGHT_HOME` (data and keys), `FANLIGHT_DATABASE_URL` (PostgreSQL), `FANLIGHT_HOSTS` (names the
server answers to), `FANLIGHT_HTTPS=1` (behind TLS: secure cookies, redirects), `FANLIGHT_DEBUG=1`.
"""

from __future__ import annotations

import os

from fanlight.web.site.databases import database
from fanlight.web.site.home import home, key

HOME = home()
HOME.mkdir(parents=True, exist_ok=True, mode=0o700)

SECRET_KEY = key("session")


def AUDIT_KEY() -> str:  # noqa: N802 - a setting; a function, so that no page prints it
    return key("audit")


def SECOND_STEP_KEY() -> str:  # noqa: N802 - as above
    return key("second-step")


# After so many days nobody is known any longer as the author of a near miss; promised when it is handed in.
NEAR_MISS_DAYS = min(60, max(1, int(os.environ.get("FANLIGHT_NEAR_MISS_DAYS", "14"))))


def SECOND_LOOK_KEY() -> str:  # noqa: N802 - as above
    return key("second-look")


DEBUG = os.environ.get("FANLIGHT_DEBUG") == "1"
HTTPS = os.environ.get("FANLIGHT_HTTPS") == "1"
ALLOWED_HOSTS = os.environ.get("FANLIGHT_HOSTS", "127.0.0.1,localhost,[::1]").split(",")

INSTALLED_APPS = [
    "fanlight.web.design",
    "fanlight.web.accounts",
    "fanlight.web.audit",
    "fanlight.web.staff",
    "fanlight.web.casework",
    "fanlight.web.exchange",
    "fanlight.web.frontdoor",
    "fanlight.web.evidence",
    "fanlight.web.practice",
    "fanlight.web.site",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "fanlight.web.site.security.ContentSecurityPolicy",  # first: its headers are on every answer
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "fanlight.web.accounts.access.DenyByDefault",
    "fanlight.web.accounts.second_step.RequireSecondStep",
]

ROOT_URLCONF = "fanlight.web.site.urls"
WSGI_APPLICATION = "fanlight.web.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "fanlight.web.site.context.every_page",
            ],
        },
    }
]
FORM_RENDERER = "fanlight.web.design.forms.DesignRenderer"

DATABASES = {"default": database(HOME)}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "site_cache"}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
ACCOUNT_ADAPTER = "fanlight.web.accounts.sign_in.ClosedAdapter"
ACCOUNT_FORMS = {
    "login": "fanlight.web.accounts.forms.SignInForm",
    "change_password": "fanlight.web.accounts.forms.ChangePasswordForm",
    "reauthenticate": "fanlight.web.accounts.forms.ConfirmPasswordForm",
}
# Five failures in five minutes close one user name, from wherever they come. The limits by address are wide:
# behind a council's proxy hundreds of workers share one, and sign in within the same quarter of an hour.
ACCOUNT_RATE_LIMITS = {"login_failed": "60/m/ip,5/5m/key", "login": "300/m/ip"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
SECOND_STEP_REQUIRED = os.environ.get("FANLIGHT_SECOND_STEP") == "required"
MFA_ADAPTER = "fanlight.web.accounts.sign_in.SecondStepAdapter"
MFA_FORMS = {
    "authenticate": "fanlight.web.accounts.forms.SecondStepForm",
    "reauthenticate": "fanlight.web.accounts.forms.ConfirmCodeForm",
    "activate_totp": "fanlight.web.accounts.forms.ActivateAppForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Fanlight"
MFA_TOTP_TOLERANCE = 1  # a code of 30 seconds ago too: RFC 6238, section 5.2
CSRF_FAILURE_VIEW = "fanlight.web.accounts.access.send_again"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"

SESSION_COOKIE_AGE = 12 * 3600  # one long duty shift
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-fanlight" if HTTPS else "fanlight"
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = HTTPS
# The proxy that speaks TLS sets these two headers itself; docs/how-to/install-on-a-server.md says how.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if HTTPS else 0
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = "en-gb"
USE_I18N = False
USE_TZ = True
TIME_ZONE = "Europe/London"

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_TEMP_DIR = None

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
