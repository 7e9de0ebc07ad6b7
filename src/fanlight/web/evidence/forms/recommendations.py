"""Forms of the recommendations check."""

from __future__ import annotations

from typing import Any

from django import forms

from fanlight.evidence.recommendations import PROMPTS
from fanlight.exchange.document_text import LARGEST_FILE, LONGEST_TEXT, read_document
from fanlight.exchange.reading import Unreadable
from fanlight.web.design.forms import Form

_LABELS = {
    "explanation": "What explains the problem",
    "options": "What else was weighed",
    "mechanism": "How it would work",
    "measure": "What is counted",
    "noticed": "Who would notice",
}


class PlanForm(Form):
    """A text, pasted or handed in."""

    mark_optional = True

    title = forms.CharField(label="What is it called?", max_length=200)
    source = forms.CharField(
        label="Whose is it, and of when",
        help_text="For example: Ofsted, inspection of May 2026",
        required=False,
        max_length=300,
    )
    text = forms.CharField(
        label="Paste the text", required=False, widget=forms.Textarea(attrs={"rows": 8}), strip=False
    )
    file = forms.FileField(
        label="Or choose a file",
        help_text=f"Word (.docx), PDF or plain text, up to {LARGEST_FILE // 1_000_000} MB",
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        text, file = given.get("text", ""), given.get("file")
        given["note"] = given["file_name"] = ""
        if text.strip() and file:
            self.add_error("file", "Paste the text or choose a file, not both")
        elif file:
            self._read(file, given)
        elif not text.strip():
            self.add_error("text", "Paste the text, or choose a file")
        elif len(text) > LONGEST_TEXT:
            self.add_error("text", f"The text is longer than {LONGEST_TEXT:,} characters")
        else:
            given["text"] = text.replace("\r\n", "\n")
        return given

    def _read(self, file: Any, given: dict[str, Any]) -> None:
        try:
            found = read_document(file, name=file.name)
        except Unreadable as error:
            self.add_error("file", str(error))
            return
        given["text"], given["file_name"] = found.text.replace("\0", ""), file.name
        if found.without_text:
            pages = ", ".join(map(str, found.without_text[:20]))
            given["note"] = f"No text on page {pages}: a picture, or empty. What stands there is not below."


class PromptsForm(Form):
    """What a recommendation leaves out."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, question in PROMPTS.items():
            self.fields[name] = forms.CharField(
                label=_LABELS[name],
                help_text=question,
                required=False,
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
