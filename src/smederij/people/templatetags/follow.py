"""The button to follow what a page is about: {% load follow %} … {% follow page.idea %}."""

from typing import Any

from django import template
from django.db.models import Model
from django.template import Context

from smederij.people import following, queries

register = template.Library()


@register.inclusion_tag("people/parts/follow.html", takes_context=True)
def follow(context: Context, subject: Model) -> dict[str, Any]:
    """A form that follows, or stops. Who is not signed in signs in first, and then follows."""
    request = context["request"]
    return {
        "csrf_token": context.get("csrf_token"),
        "name": str(subject),
        "token": following.sign(subject),
        "follows": queries.follows(getattr(request, "actor", None), subject),
        "next": request.get_full_path(),
    }
