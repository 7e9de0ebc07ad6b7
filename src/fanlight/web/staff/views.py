"""People and teams: a list that everybody sees, changed by an administrator."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import INTERNAL_RESET_SESSION_TOKEN, PasswordResetConfirmView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_GET, require_http_methods

from fanlight.web.accounts.access import allow, public, signed_in
from fanlight.web.accounts.models import Team, User
from fanlight.web.design.forms import Form
from fanlight.web.staff import actions
from fanlight.web.staff.forms import ChoosePasswordForm, CloseForm, NewWorkerForm, TeamForm, WorkerForm
from fanlight.web.staff.links import address_of
from fanlight.web.staff.permissions import may_change_accounts, may_read_accounts
from fanlight.web.staff.queries import people_by_team


@require_GET
@allow(signed_in)
def people(request: HttpRequest) -> HttpResponse:
    """Who works here with which role: whoever may open a contact is known to everybody."""
    may_read = may_read_accounts(request.user)
    context = {
        "teams": people_by_team(with_closed=may_read),
        "may_read": may_read,
        "may_change": may_change_accounts(request.user),
    }
    return render(request, "staff/people.html", context)


@require_http_methods(["GET", "POST"])
@allow(may_change_accounts)
def add(request: HttpRequest) -> HttpResponse:
    """Somebody is new."""
    form = NewWorkerForm(request.POST or None)
    if worker := _done(form, actions.add_worker, by=request.user):
        messages.success(request, f"{worker.name} is added. They cannot sign in until they have a link.")
        return redirect("staff:worker", pk=worker.pk)
    return render(request, "staff/add.html", {"form": form}, status=422 if form.is_bound else 200)


@require_GET
@allow(may_read_accounts)
def worker(request: HttpRequest, pk: int) -> HttpResponse:
    """One account, and what was changed on it."""
    found = get_object_or_404(User.objects.select_related("team"), pk=pk)
    context = {
        "worker": found,
        "rows": _rows(found),
        "changes": found.account_changes.select_related("by", "worker"),
        "may_change": may_change_accounts(request.user) and found != request.user,
        "is_own": found == request.user,
    }
    return render(request, "staff/worker.html", context)


@require_http_methods(["GET", "POST"])
@allow(may_change_accounts)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name, role or team."""
    found = get_object_or_404(User, pk=pk)
    now = {"name": found.name, "role": found.role, "team": found.team}
    form = WorkerForm(request.POST or None, initial=now)
    if _done(form, actions.change_worker, by=request.user, worker=found):
        messages.success(request, "Changed from now on. What they recorded before stays as it was.")
        return redirect("staff:worker", pk=pk)
    status = 422 if form.is_bound else 200
    return render(request, "staff/change.html", {"form": form, "worker": found}, status=status)


@require_http_methods(["GET", "POST"])
@allow(may_change_accounts)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody has left."""
    found = get_object_or_404(User, pk=pk)
    form = CloseForm(request.POST or None)
    if _done(form, actions.close_account, by=request.user, worker=found):
        messages.success(request, f"{found.name}’s account is closed.")
        return redirect("staff:worker", pk=pk)
    status = 422 if form.is_bound else 200
    return render(request, "staff/close.html", {"form": form, "worker": found}, status=status)


@require_http_methods(["GET", "POST"])
@allow(may_change_accounts)
def link(request: HttpRequest, pk: int) -> HttpResponse:
    """A link by which the person chooses a password: asked for, then shown this once."""
    found = get_object_or_404(User, pk=pk)
    told: dict[str, Any] = {"worker": found}
    if request.method == "POST":
        try:
            ready = actions.give_link(by=request.user, worker=found)
        except actions.Refused as refused:
            messages.error(request, str(refused))
            return redirect("staff:worker", pk=pk)
        told["address"] = request.build_absolute_uri(address_of(ready))
    return render(request, "staff/link.html", told)


@require_http_methods(["GET", "POST"])
@allow(may_change_accounts)
def team_add(request: HttpRequest) -> HttpResponse:
    """A team is new."""
    return _set_team(request, None)


@require_http_methods(["GET", "POST"])
@allow(may_change_accounts)
def team(request: HttpRequest, pk: int) -> HttpResponse:
    """A team gets another name, kind or place."""
    return _set_team(request, get_object_or_404(Team, pk=pk))


def _set_team(request: HttpRequest, team: Team | None) -> HttpResponse:
    now = team and {
        "name": team.name,
        "front_door": team.is_front_door,
        "out_of_hours": team.is_out_of_hours,
        "parent": team.parent,
    }
    form = TeamForm(request.POST or None, team=team, initial=now)
    if saved := _done(form, actions.set_team, by=request.user, team=team):
        messages.success(request, f"The team {saved.name} is saved.")
        return redirect("staff:people")
    status = 422 if form.is_bound else 200
    return render(request, "staff/team.html", {"form": form, "team": team}, status=status)


@require_GET
@allow(signed_in)
def changes_of_mine(request: HttpRequest) -> HttpResponse:
    """What was changed on one's own account, by whom."""
    changes = request.user.account_changes.select_related("by", "worker")
    return render(request, "staff/changes_of_mine.html", {"changes": changes})


class ChoosePassword(PasswordResetConfirmView):
    """Whoever has the link chooses a password, then signs in with it."""

    template_name = "staff/choose_password.html"
    form_class = ChoosePasswordForm
    success_url = reverse_lazy("account_login")

    def form_valid(self, form: ChoosePasswordForm) -> HttpResponse:
        """Through our action instead of the form's own `save`: the log and the person are told."""
        try:
            actions.choose_password(worker=self.user, password=form.cleaned_data["new_password1"])
        except actions.Refused as refused:
            form.add_error(None, str(refused))
            return self.form_invalid(form)
        del self.request.session[INTERNAL_RESET_SESSION_TOKEN]
        messages.success(self.request, f"Your password is set. Sign in as {self.user.username}.")
        return redirect(self.success_url)


choose_password = public(ChoosePassword.as_view())


def _done(form: Form, action: Callable[..., Any], **what: Any) -> Any:
    """What the action returns, done with what the form says; None where form or action refuses it."""
    if not form.is_valid():
        return None
    try:
        return action(**what, **form.cleaned_data)
    except actions.Refused as refused:
        form.add_error(None, str(refused))
        return None


def _rows(worker: User) -> list[tuple[Any, ...]]:
    if not worker.is_active:
        state = "Closed"
    elif worker.has_usable_password():
        state = "Open"
    else:
        state = "Waits for the person to choose a password by a link"
    return [
        ("User name", worker.username),
        ("Role", worker.get_role_display()),
        ("Team", worker.team or "None"),
        ("Account", state),
    ]
