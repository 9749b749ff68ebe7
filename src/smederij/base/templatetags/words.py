"""Amounts, dates and lists as people say them."""

from datetime import date, datetime, timedelta
from typing import Any

from django import template
from django.http import HttpRequest
from django.template import Context
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from smederij.base import pictures, rooms, scenes
from smederij.base.models import Picture
from smederij.base.money import Money
from smederij.base.templatetags import look

register = template.Library()

HOURS = ["twaalf", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf"]


@register.filter
def money(amount: Money | int | None) -> str:
    """€ 1.500; cents when given as an int. Nothing for nothing."""
    if amount is None:
        return ""
    return str(amount if isinstance(amount, Money) else Money(amount)).replace(" ", "\u00a0")


@register.filter
def day(moment: datetime | date) -> str:
    """donderdag 12 maart; with the year when it is another than this one."""
    local = timezone.localtime(moment).date() if isinstance(moment, datetime) else moment
    this_year = local.year == timezone.localdate().year
    return date_format(local, "l j F" if this_year else "l j F Y")


@register.filter
def last_day(until: datetime) -> str:
    """The last day that still counts of something that ends at a moment: donderdag 31 december."""
    return day(until - timedelta(microseconds=1))


@register.filter
def clock(moment: datetime) -> str:
    """half acht, kwart over negen, acht uur 's ochtends; digits in other languages."""
    local = timezone.localtime(moment)
    if get_language() != "nl":
        return date_format(local, "H:i")
    return _dutch_clock(local)


def _dutch_clock(local: datetime) -> str:
    here, coming = HOURS[local.hour % 12], HOURS[(local.hour + 1) % 12]
    if local.hour == 0 and local.minute == 0:
        return "middernacht"
    spoken = {0: f"{here} uur", 15: f"kwart over {here}", 30: f"half {coming}", 45: f"kwart voor {coming}"}
    words = spoken.get(local.minute)
    if words is None:
        return f"{local:%H.%M} uur"
    if local.hour < 12:
        return f"{words} 's nachts" if local.hour < 6 else f"{words} 's ochtends"
    # Evenings begin at half past; a whole hour is often a deadline, and that must leave no doubt.
    return f"{words} 's avonds" if local.hour >= 18 and local.minute == 0 else words


@register.filter
def moment(value: datetime) -> str:
    """donderdag 12 maart, half acht."""
    return f"{day(value)}, {clock(value)}"


@register.filter
def and_list(items: list[Any]) -> str:
    """Amina, Bram en Chen."""
    words = [str(item) for item in items]
    if len(words) < 2:
        return "".join(words)
    return gettext("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


@register.simple_tag(takes_context=True)
def slot(context: Context, name: str, **extra: Any) -> SafeString:
    """What the rooms have to show here; see smederij.base.rooms."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return mark_safe("")
    values: dict[str, Any] = {str(name): value for name, value in context.flatten().items()}
    values.update(extra)
    return mark_safe("\n".join(rooms.fill(name, request, values)))  # noqa: S308 -- rooms give safe HTML


@register.simple_tag
def image(thing: Any, sizes: str = "(min-width: 760px) 33vw, 100vw", told: bool = False) -> SafeString:
    """The photo of anything with `picture` and `scene`; while there is none, its drawn scene.

    On a card a drawing is decoration; with told=True, where it is the one picture of a page, it has words.
    """
    photo: Picture | None = thing.picture
    if photo is None:
        return look.scene(thing.scene, alt=scenes.told(thing.scene) if told else "")
    urls = [(reverse("picture", args=[photo.name, width]), width) for width in pictures.WIDTHS]
    return format_html(
        '<img class="pic" src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" loading="lazy">',
        urls[1][0],
        ", ".join(f"{url} {width}w" for url, width in urls),
        sizes,
        photo.width,
        photo.height,
        photo.alt,
    )
