"""What the database holds after the writers: requests, their audit rows, the chain.

python -m torture.writing_held
"""

# ruff: noqa: T201 - it is asked by another process
import json

import django

if __name__ == "__main__":
    django.setup()
    from fanlight.web.audit.chain import verify
    from fanlight.web.audit.models import AuditEvent
    from fanlight.web.frontdoor.models import InformationRequest
    from torture.ledger import damage

    told = {
        "requests": InformationRequest.objects.exclude(submission=None).count(),
        "audit rows": AuditEvent.objects.filter(action="ask for information").count(),
        "chain": verify().sentence(),
        "whole": verify().broken_at is None,
        "damage": damage(),
    }
    print(json.dumps(told))
