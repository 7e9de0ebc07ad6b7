"""Pages of the imports: hand in a file, watch it, read what was set aside."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fanlight.web.accounts.access import allow
from fanlight.web.design.tables import table_as_csv
from fanlight.web.exchange import actions, jobs
from fanlight.web.exchange.forms import ImportForm
from fanlight.web.exchange.models import ImportBatch
from fanlight.web.exchange.permissions import may_import


@require_http_methods(["GET", "POST"])
@allow(may_import)
def imports(request: HttpRequest) -> HttpResponse:
    """Hand in a file; the imports so far."""
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        batch = actions.hand_in(
            by=request.user,
            file=data["file"].file,
            name=data["file"].name,
            known_up_to=data["known_up_to"],
            open_from=data["open_from"],
        )
        jobs.start(batch)
        return redirect("exchange:batch", pk=batch.pk)
    page = Paginator(ImportBatch.objects.select_related("by", "source"), 25).get_page(request.GET.get("page"))
    status = 422 if form.is_bound else 200
    return render(request, "exchange/imports.html", {"form": form, "page": page}, status=status)


@require_GET
@allow(may_import)
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """How far an import is, what it brought, what it set aside and why."""
    found = get_object_or_404(ImportBatch.objects.select_related("by", "source"), pk=pk)
    if request.GET.get("export") == "csv":
        rows = found.set_aside.values_list("place", "reason", "value")
        return table_as_csv(f"set-aside-{found.pk}", ("Place", "Reason", "Value"), rows)
    page = Paginator(found.set_aside.all(), 50).get_page(request.GET.get("page"))
    part = "exchange/state.html" if request.htmx else "exchange/batch.html"
    return render(request, part, {"batch": found, "page": page})


@require_POST
@allow(may_import)
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop an import before it writes."""
    actions.ask_to_cancel(batch=get_object_or_404(ImportBatch, pk=pk), by=request.user)
    messages.success(request, "Asked to stop. Once it writes, it finishes within seconds.")
    return redirect("exchange:batch", pk=pk)
