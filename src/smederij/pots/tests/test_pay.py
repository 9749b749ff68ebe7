"""Money out: ordered by the keeper, looked at by finance, paid by the bank."""

import pytest

from smederij.base.models import Event
from smederij.base.money import ZERO, Money, euros
from smederij.base.refusals import Refusal
from smederij.people.models import Hat, HatKind
from smederij.pots import actions, desk, queries
from smederij.pots.models import Payment, PaymentState
from smederij.pots.testing import IBAN, Till


def _where(till: Till) -> tuple[Money, Money, Money]:
    (line,) = queries.grants_of(till.bench)
    return line.reserved, line.ordered, line.paid


def test_the_whole_way(till: Till) -> None:
    payment = till.order(euros(900))
    assert _where(till) == (ZERO, euros(900), ZERO)
    payment = actions.approve(payment, by=till.cast.finn, now=till.now)
    assert payment.state == PaymentState.APPROVED
    payment = actions.record_paid(payment, bank_reference=" NL-2025-1 ", by=till.gita, now=till.now)
    assert (payment.state, payment.bank_reference) == (PaymentState.PAID, "NL-2025-1")
    assert _where(till) == (ZERO, ZERO, euros(900))
    kinds = Event.objects.filter(kind__startswith="payment.").values_list("kind", flat=True)
    assert list(kinds) == ["payment.ordered", "payment.approved", "payment.paid"]


def test_in_parts_but_never_more_than_reserved(till: Till) -> None:
    till.order(euros(500), key="part-one")
    with pytest.raises(Refusal, match="400"):
        till.order(Money(40_001), key="part-two")
    till.order(euros(400), key="part-two")
    with pytest.raises(Refusal):
        till.order(Money(1), key="part-three")
    assert _where(till) == (ZERO, euros(900), ZERO)


def test_sent_twice_is_ordered_once(till: Till) -> None:
    assert till.order(euros(500)) == till.order(euros(500))
    with pytest.raises(Refusal):
        till.order(euros(400))
    assert Payment.objects.count() == 1


@pytest.mark.parametrize("iban", ["", "NL91ABNA0417164301", "0417164300", "NL91 ABNA", "x" * 40])
def test_a_wrong_account_number_is_refused(till: Till, iban: str) -> None:
    with pytest.raises(Refusal):
        actions.order_payment(
            till.grant,
            amount=euros(1),
            payee="X",
            iban=iban,
            by=till.cast.chen,
            now=till.now,
            key="order-key",
        )


def test_an_account_number_is_kept_without_spaces(till: Till) -> None:
    payment = actions.order_payment(
        till.grant,
        amount=euros(1),
        payee=" X ",
        iban="nl91 abna 0417 1643 00",
        by=till.cast.chen,
        now=till.now,
        key="order-key",
    )
    assert (payment.iban, payment.payee) == (IBAN, "X")


def test_who_ordered_never_approves(till: Till) -> None:
    Hat.objects.create(actor=till.cast.chen, area=till.cast.root, kind=HatKind.FINANCE, since=till.now)
    payment = till.order()
    for decide in (actions.approve, lambda one, **who: actions.refuse_payment(one, reason="Nee", **who)):
        with pytest.raises(Refusal) as refused:
            decide(payment, by=till.cast.chen, now=till.now)
        assert refused.value.status == 403


def test_nor_under_another_name(till: Till) -> None:
    """One login may act for several; that is still one person."""
    till.cast.finn.logins.set([till.cast.chen.logins.get()])
    payment = till.order()
    with pytest.raises(Refusal):
        actions.approve(payment, by=till.cast.finn, now=till.now)
    assert actions.approve(payment, by=till.gita, now=till.now).state == PaymentState.APPROVED


def test_approving_twice_is_harmless_and_a_second_person_hears_who_did(till: Till) -> None:
    payment = till.approved()
    assert actions.approve(payment, by=till.cast.finn, now=till.now) == payment
    with pytest.raises(Refusal, match="Finn"):
        actions.approve(payment, by=till.gita, now=till.now)


def test_refused_money_is_reserved_again(till: Till) -> None:
    payment = till.order(euros(900))
    with pytest.raises(Refusal):
        actions.refuse_payment(payment, reason="  ", by=till.cast.finn, now=till.now)
    for _ in range(2):
        payment = actions.refuse_payment(payment, reason="Verkeerde naam", by=till.cast.finn, now=till.now)
    assert (payment.state, payment.refusal) == (PaymentState.REFUSED, "Verkeerde naam")
    assert _where(till) == (euros(900), ZERO, ZERO)
    assert till.order(euros(900), key="second-try").state == PaymentState.ORDERED
    for action in (actions.approve, lambda one, **who: actions.record_paid(one, bank_reference="X", **who)):
        with pytest.raises(Refusal):
            action(payment, by=till.cast.finn, now=till.now)


def test_what_the_bank_sends_back_is_reserved_again(till: Till) -> None:
    payment = actions.refuse_payment(till.approved(), reason="Rekening dicht", by=till.gita, now=till.now)
    assert payment.decided_by == till.gita
    assert _where(till) == (euros(900), ZERO, ZERO)


def test_paid_is_paid(till: Till) -> None:
    payment = till.paid()
    same = actions.record_paid(payment, bank_reference="REF-order-key", by=till.gita, now=till.now)
    assert same == payment
    with pytest.raises(Refusal):
        actions.record_paid(payment, bank_reference="Iets anders", by=till.gita, now=till.now)
    with pytest.raises(Refusal):
        actions.refuse_payment(payment, reason="Toch niet", by=till.gita, now=till.now)


def test_only_what_is_approved_is_paid(till: Till) -> None:
    with pytest.raises(Refusal):
        actions.record_paid(till.order(), bank_reference="REF-1", by=till.cast.finn, now=till.now)


def test_a_bank_reference_belongs_to_one_payment(till: Till) -> None:
    till.paid(euros(100), key="first-part")
    second = till.approved(euros(100), key="second-part")
    with pytest.raises(Refusal):
        actions.record_paid(second, bank_reference="REF-first-part", by=till.cast.finn, now=till.now)
    assert _where(till) == (euros(700), euros(100), euros(100))


def test_held_money_waits_and_what_left_already_is_still_written_down(till: Till) -> None:
    approved, ordered = till.approved(euros(100), key="first-part"), till.order(euros(100), key="second-part")
    actions.hold(till.grant, reason="Bezwaar", by=till.cast.finn, now=till.now)
    with pytest.raises(Refusal, match="Bezwaar"):
        till.order(euros(1), key="third-part")
    with pytest.raises(Refusal, match="Bezwaar"):
        actions.approve(ordered, by=till.cast.finn, now=till.now)
    paid = actions.record_paid(approved, bank_reference="REF-1", by=till.cast.finn, now=till.now)
    assert paid.state == PaymentState.PAID
    actions.release(till.grant, by=till.cast.finn, now=till.now)
    assert actions.approve(ordered, by=till.cast.finn, now=till.now).state == PaymentState.APPROVED


def test_holding_again_needs_the_same_reason(till: Till) -> None:
    for _ in range(2):
        held = actions.hold(till.grant, reason="Bezwaar", by=till.cast.finn, now=till.now)
    assert (held.held_reason, held.held_by) == ("Bezwaar", till.cast.finn)
    for reason in ("Iets anders", " "):
        with pytest.raises(Refusal):
            actions.hold(till.grant, reason=reason, by=till.cast.finn, now=till.now)
    for _ in range(2):
        assert actions.release(till.grant, by=till.cast.finn, now=till.now).held_reason == ""


def test_the_rest_goes_to_the_surplus_and_can_be_divided_again(till: Till) -> None:
    till.paid(euros(500))
    for expected in (euros(400), ZERO):
        assert actions.return_rest(till.grant, by=till.cast.chen, now=till.now) == expected
    statement = queries.statement(till.pot)
    assert (statement.surplus, statement.available, statement.paid) == (euros(400), euros(100), euros(500))
    for expected in (euros(400), ZERO):
        assert actions.carry_over(till.pot, by=till.cast.chen, now=till.now) == expected
    statement = queries.statement(till.pot)
    assert (statement.surplus, statement.available, statement.total) == (ZERO, euros(500), euros(1000))


def test_the_rest_waits_for_what_is_on_its_way(till: Till) -> None:
    payment = till.order(euros(100))
    with pytest.raises(Refusal):
        actions.return_rest(till.grant, by=till.cast.chen, now=till.now)
    actions.refuse_payment(payment, reason="Toch niet", by=till.cast.finn, now=till.now)
    assert actions.return_rest(till.grant, by=till.cast.chen, now=till.now) == euros(900)


def test_a_stale_payment_in_hand_decides_nothing(till: Till) -> None:
    """The row as it is now counts, not what somebody's page still says."""
    stale = till.order()
    actions.refuse_payment(stale, reason="Nee", by=till.cast.finn, now=till.now)
    assert stale.state == PaymentState.ORDERED
    with pytest.raises(Refusal):
        actions.approve(stale, by=till.gita, now=till.now)


def test_nothing_waits_for_the_keeper_once_all_is_paid(till: Till) -> None:
    """What was paid out is no money left to order."""
    chen = till.cast.chen.pk
    till.paid(euros(500), key="part-one")
    assert [line.reserved for line in desk.to_order(chen, now=till.now)] == [euros(400)]
    till.paid(euros(400), key="part-two")
    assert desk.to_order(chen, now=till.now) == []
