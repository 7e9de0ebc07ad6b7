"""Components as template tags: ``{% load design %}``. Anything not marked safe is escaped."""

from __future__ import annotations

from typing import Any

from django import template
from django.core.paginator import Page, Paginator
from django.forms import BaseForm
from django.forms.forms import NON_FIELD_ERRORS
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# GOV.UK's tag colours that keep 4.5:1; the word in the tag carries the meaning.
TAG_COLOURS = {"", "grey", "green", "turquoise", "blue", "purple", "pink", "red", "orange", "yellow"}


@register.simple_tag
def tag(text: str, colour: str = "") -> SafeString:
    """A state in a word or two: ``{% tag "Unread" "blue" %}``."""
    if colour not in TAG_COLOURS:
        raise template.TemplateSyntaxError(f"no tag colour {colour!r}: {', '.join(sorted(TAG_COLOURS))}")
    extra = f" govuk-tag--{colour}" if colour else ""
    return format_html('<strong class="govuk-tag{}">{}</strong>', extra, text)


@register.simple_tag
def warning(text: str) -> SafeString:
    """A sentence that must not be missed."""
    return format_html(
        '<div class="govuk-warning-text"><span class="govuk-warning-text__icon" aria-hidden="true">!</span>'
        '<strong class="govuk-warning-text__text"><span class="govuk-visually-hidden">Warning</span> {}'
        "</strong></div>",
        text,
    )


@register.simple_tag
def key_hint(key: str) -> SafeString:
    """The key of a shortcut, shown where scripts run; the element itself carries ``data-key``."""
    return format_html('<kbd class="fl-key" aria-hidden="true">{}</kbd>', key)


def _shortcut(key: str, text: str) -> tuple[str, str]:
    """The attributes that declare a key, and the hint that shows it."""
    if not key:
        return "", ""
    return format_html(' data-key="{}" data-key-says="{}"', key, text), key_hint(key)


@register.simple_tag
def button(
    text: str,
    *,
    key: str = "",
    kind: str = "",
    href: str = "",
    name: str = "",
    value: str = "",
    primary: bool = False,
) -> SafeString:
    """A submit button, or with `href` a link that looks like one. `kind`: ``secondary`` or ``warning``.

    `primary` marks the one that Ctrl and Enter presses, where a form has several.
    """
    classes = "govuk-button" + (f" govuk-button--{kind}" if kind else "")
    shortcut, hint = _shortcut(key, text)
    if href:
        return format_html(
            '<a class="{}" href="{}" draggable="false"{}>{}{}</a>',
            classes,
            href,
            shortcut,
            text,
            hint,
        )
    named = format_html(' name="{}" value="{}"', name, value) if name else ""
    first = mark_safe(" data-primary") if primary else ""
    return format_html(
        '<button type="submit" class="{}"{}{}{}>{}{}</button>', classes, named, first, shortcut, text, hint
    )


@register.simple_tag
def copy_button(target: str, text: str = "Copy as plain text", *, key: str = "") -> SafeString:
    """Copies the text of the element ``#target``. Without a script there is no button: the text is there."""
    shortcut, hint = _shortcut(key, text)
    return format_html(
        '<button type="button" class="govuk-button govuk-button--secondary fl-needs-script" '
        'data-copy-target="#{}"{}>{}{}</button>',
        target,
        shortcut,
        text,
        hint,
    )


@register.simple_tag
def repeat_button(
    from_prefix: str, to_prefix: str, text: str = "Same as the child above", *, key: str = ""
) -> SafeString:
    """Copies the answers of the form with `from_prefix` into the form with `to_prefix`."""
    shortcut, hint = _shortcut(key, text)
    return format_html(
        '<button type="button" class="govuk-button govuk-button--secondary fl-needs-script" '
        'data-repeat-from="{}" data-repeat-to="{}"{}>{}{}</button>',
        from_prefix,
        to_prefix,
        shortcut,
        text,
        hint,
    )


@register.simple_block_tag
def details(content: str, summary: str, *, is_open: bool = False) -> SafeString:
    """``{% details "Why folded?" %}…{% enddetails %}``: one click away, printed open."""
    return format_html(
        '<details class="govuk-details"{}><summary class="govuk-details__summary">'
        '<span class="govuk-details__summary-text">{}</span></summary>'
        '<div class="govuk-details__text">{}</div></details>',
        mark_safe(" open") if is_open else "",
        summary,
        content,
    )


@register.simple_block_tag
def inset(content: str) -> SafeString:
    """A passage set apart from the text around it."""
    return format_html('<div class="govuk-inset-text">{}</div>', content)


@register.simple_block_tag
def panel(content: str, title: str, *, kind: str = "", level: int = 2, id: str = "") -> SafeString:
    """A box with a heading. `kind`: ``urgent`` or ``private``; `id` makes its heading a target."""
    return format_html(
        '<section class="fl-panel{}"><h{} class="fl-panel__title"{}>{}</h{}>{}</section>',
        f" fl-panel--{kind}" if kind else "",
        level,
        format_html(' id="{}"', id) if id else "",
        title,
        level,
        content,
    )


@register.simple_block_tag
def button_group(content: str) -> SafeString:
    """Buttons and links in one row."""
    return format_html('<div class="govuk-button-group">{}</div>', content)


@register.simple_tag
def fold(text: str, reason: str) -> SafeString:
    """A passage folded in place, inside ``<div class="fl-words">``, with its length and the reason."""
    count = len(text.split())
    return format_html(
        '<details class="fl-fold"><summary>{} word{} folded: {}</summary>'
        '<div class="fl-fold__text">{}</div></details>',
        count,
        "" if count == 1 else "s",
        reason,
        text,
    )


@register.inclusion_tag("design/summary_list.html")
def summary_list(rows: Any) -> dict[str, Any]:
    """`rows`: pairs ``(key, value)``, or triples with a link ``{"url", "text"}`` at the end."""
    return {"rows": [(*row, None)[:3] for row in rows]}


@register.inclusion_tag("design/breadcrumbs.html")
def breadcrumbs(*items: Any) -> dict[str, Any]:
    """``{% breadcrumbs "Today" "/today/" "Contact 7" %}``: label and address in turn, none for the last."""
    pairs = list(zip(items[::2], items[1::2], strict=False))
    if len(items) % 2:
        pairs.append((items[-1], ""))
    return {"items": pairs}


@register.inclusion_tag("design/progress.html")
def progress(done: int, total: int, label: str, unit: str = "rows") -> dict[str, Any]:
    """How far a long job is, in words and as a bar; `total` 0 means that it is not yet known.

    Before anything is done nothing is counted: "0 rows" would say that there are none.
    """
    words = f"{done:,} of {total:,} {unit}" if total else f"{done:,} {unit}" if done else ""
    return {"done": done, "total": total, "label": label, "words": words}


@register.inclusion_tag("design/pagination.html", takes_context=True)
def pagination(context: Any, page: Page, parameter: str = "page") -> dict[str, Any]:
    """Previous, numbers, next; the filters of the address are kept."""
    ellipsis = Paginator.ELLIPSIS
    pages = [
        {"number": number, "url": _address(context, **{parameter: number})}
        if number != ellipsis
        else {"gap": True}
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    previous = _address(context, **{parameter: page.number - 1}) if page.has_previous() else ""
    following = _address(context, **{parameter: page.number + 1}) if page.has_next() else ""
    return {"page": page, "pages": pages, "previous": previous, "following": following}


@register.inclusion_tag("design/sort_header.html", takes_context=True)
def sort_header(
    context: Any, label: str, field: str, *, default: str = "", numeric: bool = False
) -> dict[str, Any]:
    """A heading that sorts by ``?sort=field``, once more ``?sort=-field``; `default`: the list's own sort."""
    now = context["request"].GET.get("sort") or default
    state = {field: "ascending", f"-{field}": "descending"}.get(now, "none")
    wanted = f"-{field}" if state == "ascending" else field
    return {
        "label": label,
        "state": state,
        "numeric": numeric,
        "url": _address(context, sort=wanted, page=None),
    }


@register.inclusion_tag("design/table.html")
def table(
    columns: Any, rows: Any, caption: str = "", *, dense: bool = False, numeric: str = ""
) -> dict[str, Any]:
    """Columns and rows; the first cell of a row is its heading. `numeric`: columns to align right, "1,2"."""
    right = {int(part) for part in numeric.split(",") if part.strip()}
    heads = [(head, place in right) for place, head in enumerate(columns)]
    body = [[(cell, place in right, columns[place]) for place, cell in enumerate(row)] for row in rows]
    return {"heads": heads, "body": body, "caption": caption, "dense": dense}


@register.inclusion_tag("design/figure.html")
def figure(figure: Any, csv_url: str = "") -> dict[str, Any]:
    """A `fanlight.figures.Figure`: its sentence, the picture, the table one click away, the CSV."""
    columns, rows = figure.table
    right = [n for n in range(1, len(columns)) if all(isinstance(row[n], int | float) for row in rows)]
    return {
        "figure": figure,
        "svg": mark_safe(figure.svg),  # noqa: S308 - written and escaped by fanlight.figures
        "wide": "fl-figure__svg--narrow" not in figure.svg,
        "columns": columns,
        "rows": rows,
        "numeric": ",".join(map(str, right)),
        "csv_url": csv_url,
    }


@register.inclusion_tag("design/big_numbers.html")
def big_numbers(*items: str) -> dict[str, Any]:
    """``{% big_numbers "7 of 40" "came again" %}``: number and label in turn."""
    return {"items": list(zip(items[::2], items[1::2], strict=True))}


@register.simple_tag
def error_list(form: Any = None, forms: Any = None) -> list[dict[str, str]]:
    """The errors of a form, or of several, in page order, each with the id of its control.

    A form may have ``error_prefix`` ("Child 2: "), so that two lines of one page can be told apart.
    """
    problems = []
    for one in [form] if form else (forms or []):
        prefix = getattr(one, "error_prefix", "")
        if isinstance(one, BaseForm):
            problems += [{"id": "", "text": prefix + text} for text in one.errors.get(NON_FIELD_ERRORS, [])]
            for bound in one:
                id_ = "" if bound.is_hidden else getattr(bound, "first_id", bound.id_for_label)
                problems += [{"id": id_, "text": prefix + text} for text in bound.errors]
    return problems


def _address(context: Any, **changes: Any) -> str:
    """This page's query string with some parameters changed; ``None`` leaves one out."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = value
    return f"?{query.urlencode()}"
