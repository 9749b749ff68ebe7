"""Money: pots, what was granted from them, and the ledger in which every cent stands."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from smederij.base.fields import MoneyField
from smederij.base.ids import public_id
from smederij.initiatives.models import Initiative
from smederij.people.models import Actor
from smederij.places.models import Area


class Pot(models.Model):
    """Money with a purpose, one or more funders, and an area that decides over it."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="pots")
    slug = models.SlugField(max_length=60)
    name = models.CharField(max_length=80)
    purpose = models.CharField(max_length=300)
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ["-opened_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["area", "slug"], name="pot_slug_in_area")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('pot', args=[self.area.slug])}#{self.slug}"


class AccountKind(models.TextChoices):
    FUNDER = "funder"
    POT = "pot"
    RESERVED = "reserved"
    PAYABLE = "payable"
    PAID = "paid"
    SURPLUS = "surplus"
    ASIDE = "aside"
    LEAVING = "leaving"


class SetAside(models.Model):
    """Part of a pot that waits for a later purpose; no round divides it. What stands on it is in the ledger.

    Who decided stands with every amount that goes in or out, in the note of its transfer.
    """

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    pot = models.ForeignKey(Pot, on_delete=models.PROTECT, related_name="asides")
    name = models.CharField(max_length=80)
    purpose = models.CharField(max_length=300)
    opened_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ["opened_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["pot", "name"], name="set_aside_once_by_this_name"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(purpose=""), name="set_aside_for_something"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("set_aside", args=[self.public_id])


class Account(models.Model):
    """One side of a transfer; its sums move only by trigger. Table by sql/tables.*.sql."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=10, choices=AccountKind)
    pot = models.ForeignKey(Pot, on_delete=models.DO_NOTHING, related_name="accounts", null=True)
    funder = models.ForeignKey(Actor, on_delete=models.DO_NOTHING, related_name="+", null=True)
    grant = models.ForeignKey("Grant", on_delete=models.DO_NOTHING, related_name="accounts", null=True)
    aside = models.ForeignKey(SetAside, on_delete=models.DO_NOTHING, related_name="accounts", null=True)
    may_go_negative = models.BooleanField()
    debits = models.BigIntegerField()
    credits = models.BigIntegerField()

    class Meta:
        managed = False
        db_table = "pots_account"

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Code(models.TextChoices):
    """Why money moved; guards.*.sql says between which accounts each may run."""

    PLEDGE = "pledge"
    AWARD = "award"
    ORDER = "order"
    PAID = "paid"
    REST = "rest"
    CARRY = "carry"
    ASIDE = "aside"
    LIFT = "lift"
    REPAY = "repay"
    BACK = "back"
    HOME = "home"
    UNDO = "undo"


class Transfer(models.Model):
    """An amount from one account to another: balanced by construction, never changed.

    Corrected by one mirror transfer (`reverses`). `key` is the maker's own id, so that a second
    try is the same transfer. `chain` is the SHA-256 over this row and the previous one's.
    """

    id = models.BigAutoField(primary_key=True)
    key = models.CharField(max_length=64, unique=True)
    debit = models.ForeignKey(Account, on_delete=models.DO_NOTHING, related_name="debited")
    credit = models.ForeignKey(Account, on_delete=models.DO_NOTHING, related_name="credited")
    cents = models.BigIntegerField()
    code = models.CharField(max_length=20, choices=Code)
    reverses = models.OneToOneField(
        "self", on_delete=models.DO_NOTHING, null=True, related_name="reversed_by"
    )
    note = models.CharField(max_length=200)
    by = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    chain = models.CharField(max_length=64)

    class Meta:
        managed = False
        db_table = "pots_transfer"

    def __str__(self) -> str:
        return f"{self.code} {self.cents}"


class Grant(models.Model):
    """What an initiative was given from a pot. What was paid of it is read from the ledger.

    `report_weeks` (how long after the first payment people tell how it went) and `receipts_from` (from
    which amount receipts are asked) are the rules as they were then. Declined: “no, thank you”.
    """

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    pot = models.ForeignKey(Pot, on_delete=models.PROTECT, related_name="grants")
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="grants")
    amount = MoneyField()
    key = models.CharField(max_length=64, unique=True)
    granted_at = models.DateTimeField()
    report_weeks = models.PositiveSmallIntegerField(null=True)
    receipts_from = MoneyField(null=True)
    held_reason = models.CharField(max_length=300, blank=True)
    held_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    declined_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    declined_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-granted_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="grant_is_something"),
            models.CheckConstraint(
                condition=Q(declined_by=None, declined_at=None)
                | Q(declined_by__isnull=False, declined_at__isnull=False, held_reason=""),
                name="declined_by_someone_and_waits_for_nothing",
            ),
            models.CheckConstraint(
                condition=Q(held_reason="", held_by=None) | (~Q(held_reason="") & Q(held_by__isnull=False)),
                name="held_by_someone_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.initiative}"

    def get_absolute_url(self) -> str:
        return reverse("grant", args=[self.public_id])


class Receipt(models.Model):
    """A photo of a receipt in the vault, or who got it on paper. Never an amount, never lines."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="receipts")
    file = models.CharField(max_length=40, blank=True)
    given_to = models.CharField(max_length=80, blank=True)
    handed_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    handed_at = models.DateTimeField()
    key = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["handed_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(file="") & ~Q(given_to="")) | (~Q(file="") & Q(given_to="")),
                name="receipt_on_a_photo_or_on_paper",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id


class PaymentState(models.TextChoices):
    ORDERED = "ordered"
    REFUSED = "refused"
    APPROVED = "approved"
    PAID = "paid"


class Payment(models.Model):
    """Money out: the keeper of the pot orders it, someone else of finance approves it.

    Either (part of) a grant, or what is left of a funder's own euros in a pot, back to that funder.
    """

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, null=True, related_name="payments")
    pot = models.ForeignKey(Pot, on_delete=models.PROTECT, null=True, related_name="payments_back")
    funder = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    amount = MoneyField()
    payee = models.CharField(max_length=70)
    iban = models.CharField(max_length=34)
    key = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=10, choices=PaymentState, default=PaymentState.ORDERED)
    ordered_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    ordered_at = models.DateTimeField()
    decided_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    refusal = models.CharField(max_length=300, blank=True)
    bank_reference = models.CharField(max_length=35, unique=True, null=True)  # noqa: DJ001 -- unique when there
    paid_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-ordered_at"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_is_something"),
            models.CheckConstraint(
                condition=Q(grant__isnull=False, pot=None, funder=None)
                | Q(grant=None, pot__isnull=False, funder__isnull=False),
                name="payment_of_a_grant_or_back_to_a_funder",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("ordered_by")), name="payment_takes_two_people"
            ),
            models.CheckConstraint(
                condition=Q(state="ordered", decided_by=None)
                | (~Q(state="ordered") & Q(decided_by__isnull=False)),
                name="payment_decided_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(state="paid", bank_reference__isnull=False, paid_at__isnull=False)
                | (~Q(state="paid") & Q(bank_reference=None, paid_at=None)),
                name="paid_has_a_reference",
            ),
            models.CheckConstraint(
                condition=(Q(state="refused") & ~Q(refusal="")) | (~Q(state="refused") & Q(refusal="")),
                name="refused_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.payee}"

    def get_absolute_url(self) -> str:
        return reverse("payment", args=[self.public_id])

    @property
    def source(self) -> Pot:
        """The pot that it comes from."""
        source = self.grant.pot if self.grant else self.pot
        assert source is not None
        return source

    @property
    def held_reason(self) -> str:
        """Why the grant waits; what goes back to a funder waits for nobody."""
        return self.grant.held_reason if self.grant else ""


class Audit(models.Model):
    """One replay of the whole ledger: how far it came, the chain's head there, and what was wrong.

    Once one found something nobody can pay, until one that found nothing was `lifted_by` somebody with a
    name. Rows are only ever added.
    """

    at = models.DateTimeField()
    transfers = models.PositiveBigIntegerField()
    head = models.CharField(max_length=64, blank=True)
    problems = models.JSONField(default=list)
    lifted_by = models.CharField(max_length=80, blank=True)

    def __str__(self) -> str:
        return f"{self.transfers} {self.head[:12]}"
