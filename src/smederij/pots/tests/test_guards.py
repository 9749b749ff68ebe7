"""What the database refuses by itself, whoever asks."""

from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from tests.support.databases import FreshDatabase
from tests.support.stores import OWNER

from smederij.base import sql
from smederij.base.money import euros
from smederij.pots import actions, audit, ledger
from smederij.pots.models import Account, AccountKind, Transfer
from smederij.pots.testing import Till

HOSTILE = [
    "update pots_transfer set cents = 1",
    "update pots_transfer set note = 'x' where code = 'award'",
    "delete from pots_transfer",
    "delete from pots_transfer where code = 'pledge'",
    "update pots_account set credits = credits + 100 where kind = 'paid'",
    "update pots_account set debits = debits + 100, credits = credits + 100",
    "update pots_account set may_go_negative = not may_go_negative",
    "update pots_account set kind = 'funder' where kind = 'pot'",
    "update pots_account set grant_id = null",
    "update pots_account set id = 99 where kind = 'pot'",
    "delete from pots_account",
    "delete from pots_account where kind = 'pot'",
    "insert into pots_account (kind, pot_id, may_go_negative, debits, credits)"
    " select kind, pot_id, may_go_negative, 0, 0 from pots_account where kind = 'pot'",
    "update pots_grant set amount = amount + 1",
    "update pots_grant set pot_id = pot_id + 1",
    "update pots_grant set receipts_from = 1",
    "update pots_grant set report_weeks = 104",
    "delete from pots_grant",
    "update pots_payment set iban = 'NL20INGB0001234567'",
    "update pots_payment set amount = 1",
    "update pots_payment set ordered_by_id = decided_by_id",
    "update pots_payment set decided_by_id = ordered_by_id",
    "update pots_payment set state = 'paid', bank_reference = 'x' where state = 'ordered'",
    "update pots_payment set state = 'ordered', decided_by_id = null where state = 'approved'",
    "delete from pots_payment",
    "update pots_payment set grant_id = null, pot_id = 1, funder_id = 1",
    "update pots_setaside set name = 'x'",
    "delete from pots_setaside",
    "update pots_account set aside_id = null, pot_id = null where kind = 'aside'",
    "delete from pots_audit",
    "update pots_audit set problems = '[]'",
]
ROW = """insert into pots_transfer (key, debit_id, credit_id, cents, code, reverses_id, note, "by", at, chain)
         values (%s, %s, %s, %s, %s, %s, '', %s, '2025-03-13 12:00:00+00', %s)"""
POSTGRES_ONLY = [
    f"truncate {table} cascade"
    for table in (
        "pots_account",
        "pots_transfer",
        "pots_grant",
        "pots_payment",
        "pots_setaside",
        "pots_audit",
    )
]


def _refused(statement: str, values: list[Any] | None = None) -> bool:
    """Whether the database said no; the transaction goes on as it was."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            return False
    except DatabaseError:
        return True


def _account(kind: AccountKind) -> int:
    return Account.objects.get(kind=kind).pk


@pytest.fixture
def busy(till: Till) -> Till:
    """One payment ordered, one approved, one paid, one audit."""
    till.order(euros(100), key="ordered-1")
    till.approved(euros(200), key="approved-1")
    till.paid(euros(300), key="paid-one-1")
    actions.set_aside(
        till.pot,
        purpose=actions.Purpose("Buurthuis", "Later"),
        amount=euros(5),
        decided="Dorpsgesprek",
        by=till.cast.chen,
        now=till.now,
        key="first-aside",
    )
    audit.run(now=till.now)
    return till


@pytest.mark.parametrize("statement", HOSTILE)
def test_a_hostile_statement_is_refused_and_changes_nothing(busy: Till, statement: str) -> None:
    before = list(Transfer.objects.values_list()), list(Account.objects.values_list())
    assert _refused(statement)
    assert (list(Transfer.objects.values_list()), list(Account.objects.values_list())) == before


def test_not_even_the_owner_of_the_tables_may(fresh_db: FreshDatabase, busy: Till) -> None:
    """The web role has no rights; here the triggers themselves say no."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no roles")
    before = list(Transfer.objects.values_list()), list(Account.objects.values_list())
    taken = []
    with psycopg.connect(
        host=settings.DATABASES["default"]["HOST"], user=OWNER, dbname=fresh_db.name, autocommit=True
    ) as owner:
        for statement in HOSTILE + POSTGRES_ONLY:
            try:
                owner.execute(statement.encode())
                taken.append(statement)
            except psycopg.errors.IntegrityError:
                continue
    assert taken == []
    assert (list(Transfer.objects.values_list()), list(Account.objects.values_list())) == before


@pytest.mark.parametrize("statement", POSTGRES_ONLY)
def test_nothing_can_be_truncated(busy: Till, statement: str) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no truncate")
    assert _refused(statement)


@pytest.mark.parametrize("pragma", ["on", "off"])
def test_replace_is_refused_whatever_the_pragma(fresh_db: object, busy: Till, pragma: str) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("REPLACE is SQLite's")
    with connection.cursor() as cursor:
        cursor.execute(f"pragma recursive_triggers={pragma}")
    columns = 'id, key, debit_id, credit_id, cents, code, reverses_id, note, "by", at, chain'
    for wrong in ("id, key || 'x'", "id + 1000, key"):
        values = (
            f"{wrong}, debit_id, credit_id, 1, code, reverses_id, note, \"by\", at, 'c' || substr(chain, 2)"
        )
        assert _refused(
            f"insert or replace into pots_transfer ({columns}) select {values} from pots_transfer"
            " where code = 'pledge'"
        )
    assert _refused(
        "insert or replace into pots_account (id, kind, pot_id, may_go_negative, debits, credits)"
        " select id, kind, pot_id, 0, 0, 0 from pots_account where kind = 'pot'"
    )
    assert Transfer.objects.get(code="pledge").cents == 100_000


@pytest.mark.parametrize(
    ("debit", "credit", "cents", "code"),
    [
        (AccountKind.FUNDER, AccountKind.POT, 0, "pledge"),
        (AccountKind.FUNDER, AccountKind.POT, -5, "pledge"),
        (AccountKind.FUNDER, AccountKind.POT, 10**11 + 1, "pledge"),
        (AccountKind.FUNDER, AccountKind.POT, 5, "gift"),
        (AccountKind.FUNDER, AccountKind.PAID, 5, "paid"),
        (AccountKind.POT, AccountKind.PAID, 5, "paid"),
        (AccountKind.POT, AccountKind.FUNDER, 5, "pledge"),
        (AccountKind.POT, AccountKind.POT, 5, "pledge"),
        (AccountKind.POT, AccountKind.RESERVED, 9_501, "award"),
        (AccountKind.RESERVED, AccountKind.PAYABLE, 30_001, "order"),
        (AccountKind.PAYABLE, AccountKind.PAID, 30_001, "paid"),
        (AccountKind.POT, AccountKind.FUNDER, 5, "undo"),
        (AccountKind.POT, AccountKind.ASIDE, 5, "aside"),  # nobody decided
        (AccountKind.ASIDE, AccountKind.POT, 5, "lift"),
        (AccountKind.ASIDE, AccountKind.RESERVED, 5, "award"),
        (AccountKind.ASIDE, AccountKind.PAID, 5, "paid"),
        (AccountKind.PAID, AccountKind.POT, 5, "repay"),
        (AccountKind.POT, AccountKind.FUNDER, 5, "home"),
    ],
)
def test_money_flows_only_where_it_may_and_only_what_is_there(
    busy: Till, debit: AccountKind, credit: AccountKind, cents: int, code: str
) -> None:
    row = ["raw-key", _account(debit), _account(credit), cents, code, None, busy.gita.pk, "f" * 64]
    assert _refused(ROW, row)


def test_the_same_row_with_enough_money_is_taken(busy: Till) -> None:
    """So the refusals above are about the money, not about the way of asking."""
    row = ["raw-key", _account(AccountKind.FUNDER), _account(AccountKind.POT), 5, "pledge", None, 1, "f" * 64]
    assert not _refused(ROW, row)
    assert Account.objects.get(kind=AccountKind.POT).credits == 100_005


@pytest.mark.parametrize("change", ["none", "cents", "swapped", "same_person", "nobody"])
def test_an_undo_mirrors_exactly_once_and_takes_another(busy: Till, change: str) -> None:
    was = Transfer.objects.filter(code="order").earliest("pk")
    row = ["undo-key", was.credit_id, was.debit_id, was.cents, "undo", was.pk, busy.cast.finn.pk, "f" * 64]
    wrong: dict[str, dict[int, object]] = {
        "none": {},
        "cents": {3: was.cents - 1},
        "swapped": {1: was.debit_id, 2: was.credit_id},
        "same_person": {6: was.by},
        "nobody": {6: None},
    }
    for place, value in wrong[change].items():
        row[place] = value
    assert _refused(ROW, row) is (change != "none")
    if change == "none":
        assert _refused(ROW, ["again-key", *row[1:7], "e" * 64])


def test_a_bank_reference_comes_in_once(busy: Till) -> None:
    actions.repay(
        busy.grant, amount=euros(1), bank_reference="IN-1", by=busy.gita, now=busy.now, key="first-repay"
    )
    row = [
        "raw-key",
        _account(AccountKind.PAID),
        _account(AccountKind.SURPLUS),
        5,
        "repay",
        None,
        1,
        "f" * 64,
    ]
    for note, refused in (("", True), ("IN-1", True), ("IN-2", False)):
        assert _refused(ROW.replace("''", f"'{note}'"), row) is refused, note


def test_payments_take_two_people_in_the_table_itself(till: Till) -> None:
    payment = till.order()
    chen = till.cast.chen.pk
    assert _refused(
        f"update pots_payment set state = 'approved', decided_by_id = {chen} where id = {payment.pk}"
    )
    finn = till.cast.finn.pk
    assert not _refused(
        f"update pots_payment set state = 'approved', decided_by_id = {finn} where id = {payment.pk}"
    )


def test_every_guard_is_there(till: Till) -> None:
    assert set(ledger.TRIGGERS) <= sql.present_triggers()
