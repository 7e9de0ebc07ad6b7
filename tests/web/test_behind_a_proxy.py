"""Behind a proxy that speaks TLS: no endless redirect, secure cookies, forms by HTTPS accepted."""

import os
import subprocess
import sys

ASK = """
import django; django.setup()
from django.conf import settings
from django.test import Client
client = Client(headers={"host": "localhost", "x-forwarded-proto": "https"})
answer = client.get("/health/")
assert answer.status_code == 200, answer.status_code
assert Client(headers={"host": "localhost"}).get("/health/")["Location"] == "https://localhost/health/"
assert "max-age" in answer["Strict-Transport-Security"]
assert settings.SESSION_COOKIE_SECURE and settings.SESSION_COOKIE_NAME.startswith("__Host-")
"""


def test_a_page_asked_through_the_proxy_is_answered_not_redirected(tmp_path):
    environment = {**os.environ, "FANLIGHT_HTTPS": "1", "FANLIGHT_HOME": str(tmp_path)}
    environment |= {"DJANGO_SETTINGS_MODULE": "fanlight.web.site.settings"}
    environment.pop("FANLIGHT_DATABASE_URL", None)
    ran = subprocess.run(
        [sys.executable, "-c", ASK], env=environment, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
