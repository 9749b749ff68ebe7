"""Which ways of asking a page knows."""

from django.views.decorators.http import require_http_methods

read_or_send = require_http_methods(["GET", "HEAD", "POST"])
