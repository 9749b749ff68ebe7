"""Signing in by a code, in the mail or in a text message: what allauth asks of us."""

import logging
from smtplib import SMTPException
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.account.views import ConfirmLoginCodeView, RequestLoginCodeView
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from smederij.base import clock, mail, phones, rooms, sms
from smederij.base.refusals import refuse
from smederij.people import actions, queries
from smederij.people.forms import WAIT
from smederij.people.models import Login
from smederij.people.sessions import note_coming_in

TYPED = "typed"  # the number or address of this visitor, for the page /demo/
log = logging.getLogger(__name__)


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Ties a login to the people it may act for, and lets allauth speak in our voice."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": gettext_lazy(
            "This is not the code we sent. Look at the message again: capitals don't matter."
        ),
        "too_many_login_attempts": WAIT,
        "rate_limited": WAIT,
    }

    def get_login_stages(self) -> list[str]:
        """The code is all: whoever types it has shown that the address or the number is theirs."""
        return ["allauth.account.stages.LoginByCodeStage"]

    def login(self, request: HttpRequest, user: Login) -> None:
        """Only called when the address or number has been shown to be theirs."""
        super().login(request, user)
        actions.recognise(user, now=clock.now())
        note_coming_in(request, now=clock.now())

    def post_login(self, request: HttpRequest, user: Login, **kwargs: Any) -> HttpResponse:
        """Where they wanted to go; before that, who is new or shares a number says who they are."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        people = len(queries.people_of(user))
        if people == 1 or (not people and any(actor.name for actor in queries.actors_of(user))):
            return response
        first, query = ("who_am_i" if people else "welcome"), urlencode({"next": response["Location"]})
        return HttpResponseRedirect(f"{reverse(first)}?{query}")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail that can't be sent is said, not hidden: somebody would wait for it."""
        whom = {"help_name": settings.HELP_NAME, "help_phone": settings.HELP_PHONE}
        try:
            super().send_mail(template_prefix, email, {**context, **whom})
        except (OSError, SMTPException):
            log.exception("a sign-in code could not be mailed")
            refuse(_("We could not send the mail just now. Try again in a while, or call us."))

    def send_verification_code_sms(self, user: Login, phone: str, code: str, **kwargs: Any) -> None:
        """One that can't be sent is said, as with mail."""
        text = _("%(code)s is your code to come in. It works for a quarter of an hour.")
        try:
            sms.send(phone, text % {"code": code})
        except OSError:
            log.exception("a sign-in code could not be sent by text message")
            refuse(_("We could not send a text message just now. Use your e-mail address, or call us."))

    def set_phone_verified(self, user: Login, phone: str) -> None:
        """Nothing to write down: a login has a number only for codes to go to."""

    def respond_user_inactive(self, request: HttpRequest, user: Login) -> HttpResponse:
        refuse(_("With this you can't sign in at the moment. Call us, and we will look at it together."))


class WayInView(RequestLoginCodeView):  # type: ignore[misc]
    """One question for everybody: who is known here and who is new get the same page and the same mail.

    A code that is on its way can be waited for; with `?opnieuw` another address can be given.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "opnieuw" in request.GET:
            clear_login(request)
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        values: dict[str, Any] = super().get_context_data(**kwargs)
        return {**values, "errand": rooms.errand(values.get("redirect_field_value") or "")}

    def form_valid(self, form: Any) -> HttpResponse:
        reach = form.cleaned_data["reach"]
        self.request.session[TYPED] = reach
        form._user = actions.expect_login(reach, now=clock.now())
        by_mail = "@" in reach
        form.cleaned_data = {"email": reach if by_mail else None, "phone": None if by_mail else reach}
        response: HttpResponse = super().form_valid(form)
        return response


def in_example(reach: str) -> list[str]:
    """What was sent to a number or address in the example municipality, where nothing really goes out."""
    return [*sms.shown_to(reach), *mail.shown_to(reach)] if settings.DEMO else []


class CodeView(ConfirmLoginCodeView):  # type: ignore[misc]
    """Where the code is typed; in the example municipality the text message can be read there."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        values: dict[str, Any] = super().get_context_data(**kwargs)
        number = values["phone"] or ""
        return {
            **values,
            "reach": phones.spoken(number) or values["email"],
            "texts": in_example(number or values["email"] or "")[:1],
        }
