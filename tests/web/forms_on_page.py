"""The forms of a page as a browser without JavaScript sees and sends them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

from django.http import HttpResponse
from django.test import Client


@dataclass
class PageForm:
    """One form: what it would send untouched, and what stands chosen in it."""

    action: str
    method: str
    sends: dict[str, list[str]] = field(default_factory=dict)
    typed: set[str] = field(default_factory=set)
    choices: dict[str, list[str]] = field(default_factory=dict)
    chosen: dict[str, list[str]] = field(default_factory=dict)
    lists: dict[str, list[tuple[str, bool]]] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)


class _Forms(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address, self.found, self.form, self.list_name, self.text = address, [], None, "", ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        attrs = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.form = PageForm(
                urljoin(self.address, attrs.get("action") or self.address), attrs.get("method", "get").lower()
            )
            self.found.append(self.form)
        elif self.form is None or "name" not in attrs:
            if self.form is not None and tag == "option" and self.list_name:
                self.form.lists[self.list_name].append((attrs.get("value", ""), "selected" in attrs))
        elif tag == "input":
            self._input(attrs)
        elif tag == "textarea":
            self.form.typed.add(attrs["name"])
            self.list_name, self.text = "", attrs["name"]
            self.form.sends[attrs["name"]] = [""]
        elif tag == "select":
            self.list_name = attrs["name"]
            self.form.lists[attrs["name"]] = []

    def _input(self, attrs: dict[str, str]) -> None:
        kind, name, value = attrs.get("type", "text"), attrs["name"], attrs.get("value", "")
        if kind in {"radio", "checkbox"}:
            self.form.choices.setdefault(name, []).append(value)
            if "checked" in attrs:
                self.form.chosen.setdefault(name, []).append(value)
                self.form.sends.setdefault(name, []).append(value)
        elif kind == "file":
            self.form.files.add(name)
        elif kind not in {"submit", "button"}:
            self.form.sends[name] = [value]
            if kind != "hidden":
                self.form.typed.add(name)

    def handle_data(self, data: str) -> None:
        if self.text:
            self.form.sends[self.text][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif tag == "textarea" and self.text:
            self.form.sends[self.text][0] = self.form.sends[self.text][0].removeprefix("\n")
            self.text = ""
        elif tag == "select" and self.list_name and self.form is not None:
            options = self.form.lists[self.list_name]
            self.form.sends[self.list_name] = [value for value, chosen in options if chosen] or [
                value for value, _ in options[:1]
            ]
            self.list_name = ""


def forms_on(page: HttpResponse | str, address: str) -> list[PageForm]:
    """Every form of a page, in order."""
    parser = _Forms(address)
    parser.feed(page if isinstance(page, str) else page.content.decode())
    return parser.found


def form_with(client: Client, address: str, name: str) -> PageForm:
    """The form of a page that has a control of this name."""
    forms = forms_on(client.get(address), address)
    return next(one for one in forms if name in one.sends or name in one.choices or name in one.lists)
