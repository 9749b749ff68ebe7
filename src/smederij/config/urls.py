"""Every address: each room brings its own; English lives under /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.urls.converters import IntConverter

from smederij.base import errors

IntConverter.regex = "[0-9]{1,18}"  # what no database can keep is the number of nothing

rooms_with_pages = [
    "front",
    "stories",
    "rounds",
    "pots",
    "gatherings",
    "agreements",
    "initiatives",
    "people",
    "places",
    "base",
]

urlpatterns = i18n_patterns(
    *(path("", include(f"smederij.{room}.urls")) for room in rooms_with_pages),
    path("inloggen/", include("smederij.people.login_urls")),
    path("demo/", include("smederij.people.demo_urls")),
    prefix_default_language=False,
)
handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
