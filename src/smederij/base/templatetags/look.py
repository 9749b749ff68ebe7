"""The drawing tags of every page: pot, steps, scenes, faces, people, fields. See templates/README.md."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from django import forms, template
from django.conf import settings
from django.core.paginator import Page
from django.forms import BoundField
from django.forms.boundfield import BoundWidget
from django.template import Context
from django.urls import translate_url
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info, gettext, pgettext

from smederij.base.faces import face_svg
from smederij.base.fields import MoneyInput
from smederij.base.look import SCENE_FOLDER, SCENES, STEPS, NavLink, Part, pick, scene_for
from smederij.base.money import Money
from smederij.base.weave import COATS, threads

register = template.Library()
PARTIALS = "base/partials/"
WIDTH = 1000


def _parts(parts: Iterable[Part | tuple[str, int | Money]]) -> list[Part]:
    return [part if isinstance(part, Part) else Part(*part) for part in parts]


def _cents(amount: Money | int | None) -> int:
    return amount.cents if isinstance(amount, Money) else amount or 0


def _blocks(amounts: Sequence[int], *, whole: int) -> list[dict[str, Any]]:
    """Where each block starts and how wide it is, out of WIDTH; edges are rounded from the running sum."""
    blocks: list[dict[str, Any]] = []
    so_far = 0
    for coat, cents in enumerate(amounts):
        start, so_far = so_far, so_far + max(cents, 0)
        x, end = (round(edge * WIDTH / whole) for edge in (start, so_far))
        woven = threads(coat, box=(x, 0, end - x, 26))
        blocks.append({"x": x, "width": end - x, "end": end, "coat": coat_class(coat), "threads": woven})
    return blocks


@register.filter
def coat_class(coat: int) -> str:
    """The class that gives a part of a drawing its colour; `threads` gives the same part its weave."""
    return f"coat-{coat % COATS}"


@register.filter
def decimals(number: float) -> str:
    """A measure in a drawing: a point whatever the language."""
    return f"{number:.1f}"


@register.simple_tag
def swatch(coat: int) -> SafeString:
    """A small square of a coat, before the words that it stands for; decoration."""
    return format_html(
        '<svg class="swatch {}" viewBox="0 0 26 26" width="18" height="18" aria-hidden="true">'
        '<rect class="block" width="26" height="26" rx="5"/><path class="threads" d="{}"/></svg>',
        coat_class(coat),
        threads(coat, box=(0, 0, 26, 26)),
    )


@register.inclusion_tag(PARTIALS + "pot_bar.html")
def pot_bar(
    parts: Iterable[Part | tuple[str, int | Money]],
    total: Money | int,
    filled: Money | int | None = None,
    words: bool = True,
) -> dict[str, Any]:
    """The pot: blocks up to total (cents or Money), who gave it in words underneath, each in its own coat.

    filled draws one block of that much instead of the parts. More than total shows as over.
    """
    listed = _parts(parts)
    amounts = [part.cents for part in listed] if filled is None else [_cents(filled)]
    used, whole = sum(amounts), max(_cents(total), 0)
    return {
        "blocks": _blocks(amounts, whole=max(used, whole, 1)),
        "over": used > whole,
        "parts": [(part.label, Money(part.cents), coat) for coat, part in enumerate(listed)],
        "coats": words and len(listed) > 1 and used <= whole and filled is None,
        "used": Money(used),
        "total": Money(whole),
        "words": words,
        "empty": used == 0,
    }


def _step_names(*, signing: bool) -> list[str]:
    return [
        pgettext("step", "Ideas"),
        pgettext("step", "Seeing if it can"),
        pgettext("step", "Telling"),
        pgettext("step", "Signing") if signing else pgettext("step", "Voting"),
        pgettext("step", "Doing"),
    ]


def _step_index(current: str | int) -> int:
    """0-4, or 5 when all is done; anything unknown is a mistake in the template."""
    if current == "done":
        return len(STEPS)
    return current - 1 if isinstance(current, int) else STEPS.index(current)


@register.inclusion_tag(PARTIALS + "steps.html")
def steps(current: str | int) -> dict[str, Any]:
    """The round's five steps with the current one lit: ideas, check, tell, vote, do, or done.

    Where people sign and do not vote: sign, or signed once it is being done.
    """
    signing = {"sign": "vote", "signed": "do"}
    here = _step_index(signing.get(str(current), current))
    states = ["done" if i < here else "on" if i == here else "" for i in range(len(STEPS))]
    names = _step_names(signing=current in signing)
    return {
        "steps": list(zip(names, states, strict=True)),
        "number": min(here + 1, len(STEPS)),
        "name": names[here] if here < len(names) else "",
        "next": names[here + 1] if here + 1 < len(names) else "",
    }


@cache
def _scene_markup(name: str) -> str:
    return (SCENE_FOLDER / f"{name}.svg").read_text()


@register.simple_tag
def scene(name: object, alt: str = "") -> SafeString:
    """A drawn scene, 16:9; an unknown name gets one that is always the same for it. No alt: decoration."""
    told = format_html('role="img" aria-label="{}"', alt) if alt else mark_safe('aria-hidden="true"')
    drawn = mark_safe(_scene_markup(scene_for(name)))  # noqa: S308 -- our own files
    return format_html(
        '<svg class="scene" viewBox="0 0 320 180" preserveAspectRatio="xMidYMid slice"'
        ' stroke-linecap="round" stroke-linejoin="round" {}>{}</svg>',
        told,
        drawn,
    )


@register.simple_tag
def scene_names() -> tuple[str, ...]:
    """The names of all scenes."""
    return SCENES


@register.simple_tag
def face(seed: object, size: int = 64) -> SafeString:
    """A drawn face, the same for the same seed; decoration only."""
    return mark_safe(face_svg(seed, size=int(size)))  # noqa: S308 -- numbers and our own colours only


@register.inclusion_tag(PARTIALS + "person.html")
def person(name: str, role: str = "", phone: str = "", where: str = "", face: object = "") -> dict[str, Any]:
    """Someone with a face, a first name and a number to tap."""
    return {"name": name, "role": role, "phone": phone, "where": where, "seed": face or name}


@register.filter
def tel(phone: str) -> str:
    """What goes after tel: only digits, and a plus in front when there was one."""
    digits = "".join(sign for sign in str(phone) if sign in "0123456789")
    return f"+{digits}" if str(phone).strip().startswith("+") else digits


@register.filter
def spoken_phone(phone: str) -> str:
    """A mobile number in pairs, as people read it aloud: 06 12 34 56 78. Others as they were written."""
    digits = str(phone)
    if len(digits) == 10 and digits.isdecimal() and digits.startswith("06"):
        return " ".join(digits[i : i + 2] for i in range(0, 10, 2))
    return digits


def _shape(widget: forms.Widget) -> str:
    if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return "options"
    return "tick" if isinstance(widget, forms.CheckboxInput) else "line"


def _class(widget: forms.Widget) -> str:
    own = str(widget.attrs.get("class", ""))
    if isinstance(widget, forms.Textarea):
        return f"utrecht-textarea {own}".strip()
    if isinstance(widget, forms.Select):
        return f"utrecht-select {own}".strip()
    if isinstance(widget, (forms.CheckboxInput, forms.FileInput)):
        return own
    return f"utrecht-textbox {own}".strip()


def _attrs(bound: BoundField, given: dict[str, Any]) -> dict[str, Any]:
    """Ties description and error to the widget, and adds the classes of its kind."""
    ids = [f"{bound.auto_id}_help"] if bound.help_text else []
    ids += [f"{bound.auto_id}_error"] if bound.errors else []
    attrs: dict[str, Any] = {key.replace("_", "-"): value for key, value in given.items()}
    attrs["class"] = _class(bound.field.widget)
    attrs["aria-describedby"] = " ".join(ids) or None
    attrs["aria-invalid"] = "true" if bound.errors else None
    return {key: value for key, value in attrs.items() if value not in {None, ""}}


@register.inclusion_tag(PARTIALS + "field.html")
def field(bound: BoundField, money: bool = False, optional: bool = True, **attrs: Any) -> dict[str, Any]:
    """One field: label, description, error, widget. Amounts get a euro sign in front.

    optional=False leaves out "(may stay empty)", where the words around the field say so already.
    """
    shape = _shape(bound.field.widget)
    return {
        "field": bound,
        "shape": shape,
        "money": money or isinstance(bound.field.widget, MoneyInput),
        "widget": _options(bound) if shape == "options" else bound.as_widget(attrs=_attrs(bound, attrs)),
        "described": _attrs(bound, {}).get("aria-describedby", ""),
        "invalid": bool(bound.errors),
        "optional": optional and not bound.field.required and shape != "tick",
    }


def _options(bound: BoundField) -> list[BoundWidget]:
    return list(bound.subwidgets)


@register.inclusion_tag(PARTIALS + "errors.html")
def errors(form: forms.BaseForm) -> dict[str, Any]:
    """What to mend, above the form, with a link to each field; nothing when all is well."""
    fields = [(bound, bound.errors[0]) for bound in form if bound.errors]
    return {"fields": fields, "general": form.non_field_errors()}


@register.filter
def first_id(bound: BoundField) -> str:
    """The id a link to this field should point at: the first choice of a group."""
    return f"{bound.auto_id}_0" if _shape(bound.field.widget) == "options" else str(bound.auto_id)


@register.inclusion_tag(PARTIALS + "notice.html")
def notice(kind: str, text: str, title: str = "") -> dict[str, Any]:
    """A box with an icon: info, done or attention."""
    return {"kind": kind, "text": text, "title": title}


@register.inclusion_tag(PARTIALS + "icon.html")
def icon(kind: str) -> dict[str, str]:
    """The drawn sign of a notice: info, done or attention."""
    return {"kind": kind}


@register.filter
def notice_kind(level_tag: str) -> str:
    """Which notice a Django message becomes."""
    return {"success": "done", "warning": "attention", "error": "attention"}.get(level_tag, "info")


@register.simple_tag
def big_number(number: object, words: str) -> SafeString:
    """A figure with its words."""
    return format_html('<p class="big-number"><strong>{}</strong> {}</p>', number, words)


@register.inclusion_tag(PARTIALS + "empty.html", name="empty")
@register.inclusion_tag(PARTIALS + "empty.html")
def nothing_yet(
    title: str, text: str = "", url: str = "", label: str = "", scene: str = ""
) -> dict[str, str]:
    """Nothing here yet: says so, and invites. In a for-loop only by this name: {% empty %} ends the loop."""
    return {"title": title, "text": text, "url": url, "label": label, "scene": scene or "bench"}


@register.inclusion_tag(PARTIALS + "crumbs.html")
def crumbs(links: Iterable[NavLink]) -> dict[str, Any]:
    """The way back."""
    return {"links": list(links)}


@register.inclusion_tag(PARTIALS + "pages.html")
def pages(page: "Page[Any]", name: str = "pagina") -> dict[str, Any]:
    """Earlier and later pages of a list; name is the query key."""
    return {"page": page, "name": name}


@register.simple_tag
def logo(size: int = 34) -> SafeString:
    """The anvil with its spark; decoration, the name stands beside it."""
    return format_html(
        '<svg class="logo" width="{0}" height="{0}" viewBox="0 0 40 40" aria-hidden="true">'
        '<path class="body" d="M3 14h24c0 5 4 8 10 8-1 5-7 6-11 6v4h4v5H10v-5h4v-4C8 28 4 22 3 14z"'
        ' fill="#241f1a"/>'
        '<path class="spark" d="M28 3l2 5 5 1-4 3 1 5-4-3-4 3 1-5-4-3 5-1z" fill="#b93c0b"/></svg>',
        size,
    )


@register.inclusion_tag(PARTIALS + "languages.html", takes_context=True)
def language_links(context: Context) -> dict[str, Any]:
    """The same page in the other languages."""
    request = context.get("request")
    if request is None:
        return {"languages": []}
    path = request.get_full_path()
    return {"languages": [_language(code, path=path) for code, _name in settings.LANGUAGES]}


def _language(code: str, *, path: str) -> dict[str, Any]:
    return {
        "code": code,
        "name": get_language_info(code)["name_local"].capitalize(),
        "url": translate_url(path, code),
        "current": code == get_language(),
    }


SIDES = {
    "community": '<circle cx="8" cy="8" r="7"/>',
    "market": '<rect x="1.5" y="1.5" width="13" height="13"/>',
    "government": '<path d="M8 1l7.5 14H.5z"/>',
}


@register.simple_tag
def mark(side: str) -> SafeString:
    """Community circle, market square, government triangle, with its word for screen readers."""
    names = {
        "community": gettext("community"),
        "market": gettext("market"),
        "government": gettext("government"),
    }
    return format_html(
        '<svg class="mark {0}" viewBox="0 0 16 16" fill="currentColor" role="img" aria-label="{1}">{2}</svg>',
        conditional_escape(side),
        names[side],
        mark_safe(SIDES[side]),  # noqa: S308 -- our own shapes
    )


@register.simple_tag
def one_of(seed: object, *choices: str) -> str:
    """One of the choices, always the same for the same seed."""
    return choices[pick(seed, len(choices))]
