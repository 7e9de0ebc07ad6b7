"""Every address of the site. A view that is not opened to somebody answers 403 to all."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.urls import include, path
from django.views.generic import RedirectView

from fanlight.web.accounts.access import allow, public, signed_in
from fanlight.web.site import views

handler400 = "fanlight.web.site.views.unreadable"

mine = allow(signed_in)
account_urls = [
    path("", views.account, name="account"),
    path("sign-in/", public(account.login), name="account_login"),
    # Public, so that one may turn back at the second step; without a session it does nothing.
    path("sign-out/", public(account.logout), name="account_logout"),
    path("password/", mine(account.password_change), name="account_change_password"),
    path("confirm/", mine(account.reauthenticate), name="account_reauthenticate"),
    path("second-factor/", mine(mfa.index), name="mfa_index"),
    path("second-factor/check/", public(mfa.authenticate), name="mfa_authenticate"),
    path("second-factor/confirm/", mine(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("second-factor/app/", mine(totp.activate_totp), name="mfa_activate_totp"),
    path("second-factor/app/off/", mine(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("second-factor/codes/", mine(recovery_codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "second-factor/codes/new/",
        mine(recovery_codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "second-factor/codes/download/",
        mine(recovery_codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
]

urlpatterns = [
    path("", views.start, name="start"),
    path("health/", views.health, name="health"),
    path("favicon.ico", public(RedirectView.as_view(url="/static/design/favicon.ico")), name="favicon"),
    path("draft/", views.draft, name="draft"),
    path("account/", include(account_urls)),
    path("", include("fanlight.web.frontdoor.urls")),
    path("", include("fanlight.web.practice.urls")),
    path("", include("fanlight.web.evidence.urls")),
    path("", include("fanlight.web.exchange.urls")),
    path("", include("fanlight.web.audit.urls")),
    path("", include("fanlight.web.staff.urls")),
]
