"""The application that a WSGI server runs."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fanlight.web.site.settings")
application = get_wsgi_application()

from fanlight.web.exchange import jobs  # noqa: E402 - models are there only now

for batch in jobs.take_up():
    jobs.start(batch)
