"""Signing in by a code in the mail: what allauth asks of us."""

import logging
from smtplib import SMTPException
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.account.views import RequestLoginCodeView
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from smederij.base import clock
from smederij.base.refusals import refuse
from smederij.people import actions, queries
from smederij.people.models import Login

log = logging.getLogger(__name__)
WAIT = gettext_lazy("That was a bit often. Wait a few minutes and try again, or call us.")


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Ties a login to the people it may act for, and lets allauth speak in our voice."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": gettext_lazy(
            "This is not the code we sent. Look at the mail again: capitals don't matter."
        ),
        "too_many_login_attempts": WAIT,
        "rate_limited": WAIT,
    }

    def login(self, request: HttpRequest, user: Login) -> None:
        """Only called when the address has been shown to be theirs."""
        super().login(request, user)
        actions.recognise(user, now=clock.now())

    def post_login(self, request: HttpRequest, user: Login, **kwargs: Any) -> HttpResponse:
        """Where they wanted to go; somebody new first says how to call them."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        if any(actor.name for actor in queries.actors_of(user)):
            return response
        query = urlencode({"next": response["Location"]})
        return HttpResponseRedirect(f"{reverse('welcome')}?{query}")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail that can't be sent is said, not hidden: somebody would wait for it."""
        whom = {"help_name": settings.HELP_NAME, "help_phone": settings.HELP_PHONE}
        try:
            super().send_mail(template_prefix, email, {**context, **whom})
        except (OSError, SMTPException):
            log.exception("a sign-in code could not be mailed")
            refuse(_("We could not send the mail just now. Try again in a while, or call us."))

    def respond_user_inactive(self, request: HttpRequest, user: Login) -> HttpResponse:
        refuse(
            _("With this address you can't sign in at the moment. Call us, and we will look at it together.")
        )


class WayInView(RequestLoginCodeView):  # type: ignore[misc]
    """One question for everybody: who is known here and who is new get the same page and the same mail.

    A code that is on its way can be waited for; with `?opnieuw` another address can be given.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "opnieuw" in request.GET:
            clear_login(request)
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def form_valid(self, form: Any) -> HttpResponse:
        email = form.cleaned_data["email"]
        form._user = form._user or actions.expect_login(email, now=clock.now())
        response: HttpResponse = super().form_valid(form)
        return response
