"""My notebook: what I learned and what I wonder in one place. Seen by its owner alone."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from fanlight.web.accounts.access import allow, signed_in
from fanlight.web.practice import actions
from fanlight.web.practice.forms import NoteForm, QuestionForm
from fanlight.web.practice.models import Lesson, Question
from fanlight.web.practice.queries.notebook import KINDS
from fanlight.web.practice.queries.notebook import notebook as notebook_of

A_PAGE = 20
FORMS = {"note": NoteForm, "question": QuestionForm}
REMOVABLE = {"lesson": Lesson, "question": Question}


@require_http_methods(["GET", "POST"])
@allow(signed_in)
def notebook(request: HttpRequest) -> HttpResponse:
    """Everything I wrote down, searchable; a new note or question."""
    sent = request.POST.get("what") if request.method == "POST" else None
    forms = {name: make(request.POST if name == sent else None) for name, make in FORMS.items()}
    if sent in forms and forms[sent].is_valid():
        _keep(request, sent, forms[sent].cleaned_data)
        return redirect("practice:notebook")
    search, kind = request.GET.get("q", "").strip(), request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    found = notebook_of(request.user, search, kind)
    context = {
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        "search": search,
        "kind": kind,
        "kinds": KINDS,
        "count": len(found),
        "note_form": forms["note"],
        "question_form": forms["question"],
        "form": forms.get(sent or ""),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "practice/notebook.html", context, status=status)


def _keep(request: HttpRequest, what: str, data: dict[str, object]) -> None:
    if what == "note":
        actions.note_lesson(worker=request.user, decision=None, words=str(data["lesson"]))
        messages.success(request, "Kept, for you alone.")
    else:
        actions.ask_question(worker=request.user, **data)
        shared = "shared with everyone" if data["shared"] else "for you alone"
        messages.success(request, f"Your question is kept, {shared}.")


@require_POST
@allow(signed_in)
def remove(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Remove a note of mine for good."""
    if kind not in REMOVABLE:
        raise Http404
    mine = get_object_or_404(REMOVABLE[kind], pk=pk, worker=request.user)
    actions.forget_note(note=mine, worker=request.user)
    messages.success(request, "Removed. Backups hold it until they are overwritten.")
    return redirect("practice:notebook")
