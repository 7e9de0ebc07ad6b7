"""The pulse: answer it once, read what earlier ones told."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from fanlight.practice.pulse import SOURCE
from fanlight.web.accounts.access import allow, signed_in
from fanlight.web.practice.actions.near_misses import NotTaken
from fanlight.web.practice.actions.pulse import answer_pulse, open_pulse
from fanlight.web.practice.forms.near_misses import PulseForm
from fanlight.web.practice.permissions import may_facilitate
from fanlight.web.practice.queries import near_misses as queries
from fanlight.web.practice.views.near_misses import at_the_box


@require_http_methods(["GET", "POST"])
@allow(signed_in)
@at_the_box
def pulse(request: HttpRequest) -> HttpResponse:
    """Four sentences while a round is open, and the figures of those that are over."""
    today = timezone.localdate()
    asked = queries.open_round(today)
    form = PulseForm(request.POST or None)
    if request.method == "POST" and asked is not None and form.is_valid():
        try:
            answer_pulse(worker=request.user, asked=asked, answers=form.cleaned_data, today=today)
            messages.success(request, "Thank you. Nobody can tell which answers are yours.")
            return redirect("practice:pulse")
        except NotTaken as not_taken:
            form.add_error(None, str(not_taken))
    context = {
        "asked": asked,
        "answered": queries.has_answered(request.user, asked),
        "form": form,
        "pulses": queries.pulses(),
        "source": SOURCE,
        "columns": ("Sentence", "Safe for, of 10", "What fits as well"),
        "may_facilitate": may_facilitate(request.user),
    }
    return render(request, "practice/pulse.html", context, status=422 if form.is_bound else 200)


@require_POST
@allow(may_facilitate)
@at_the_box
def pulse_open(request: HttpRequest) -> HttpResponse:
    """Open a round."""
    try:
        open_pulse(by=request.user, today=timezone.localdate())
        messages.success(request, "Open for a fortnight. Tell your teams.")
    except NotTaken as not_taken:
        messages.warning(request, str(not_taken))
    return redirect("practice:pulse")
