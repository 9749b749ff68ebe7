"""Mail while no mail server is set."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class NoServer(BaseEmailBackend):
    """Fails, so that a page can say whom to call; a code to come in with must never end up in a log."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        raise OSError("No mail server is set (SMEDERIJ_MAIL_HOST).")
