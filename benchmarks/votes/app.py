"""The application as `smederij serve` runs it, with one page more (pages.py)."""

from django.conf import settings

from smederij.config.wsgi import application

__all__ = ["application"]
settings.ROOT_URLCONF = "benchmarks.votes.pages"
