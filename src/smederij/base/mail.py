"""Mail while no mail server is set."""

import logging
from collections.abc import Sequence

from django.core.cache import cache
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

log = logging.getLogger(__name__)
SHOWN, SHOWN_FOR, MOST_SHOWN = "mail-shown", 15 * 60, 100


class NoServer(BaseEmailBackend):
    """Fails, so that a page can say whom to call; a code to come in with must never end up in a log."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        raise OSError("No mail server is set (SMEDERIJ_MAIL_HOST).")


class Shown(BaseEmailBackend):
    """For the example municipality: nothing goes out; a page shows the subject to whoever asked for it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        new = [(to, str(message.subject)) for message in email_messages for to in message.to]
        cache.set(SHOWN, [*reversed(new), *cache.get(SHOWN, [])][:MOST_SHOWN], SHOWN_FOR)
        log.info("Mail was kept for the page /demo/; nothing was sent.")
        return len(email_messages)


def shown_to(address: str) -> list[str]:
    """The subjects of what was kept for one address, newest first."""
    return [subject for to, subject in cache.get(SHOWN, []) if address and to.lower() == address.lower()]
