"""The forms for an agreement, one for each kind of rule."""

from smederij.agreements.forms.after import (
    DisputeForm,
    LeftoversForm,
    ObjectionForm,
    ReportForm,
    SettleForm,
    TieForm,
    VotesForm,
)
from smederij.agreements.forms.base import AgreementForm
from smederij.agreements.forms.entering import AgeForm, IdeasForm, NominationForm, SitOutForm
from smederij.agreements.forms.voting import BallotForm, CapForm, PartialForm, SilenceForm

__all__ = ["FORMS", "AgreementForm"]

FORMS: dict[str, type[AgreementForm]] = {
    form.KIND: form
    for form in (
        AgreementForm,
        SitOutForm,
        IdeasForm,
        CapForm,
        SilenceForm,
        NominationForm,
        AgeForm,
        SettleForm,
        BallotForm,
        PartialForm,
        VotesForm,
        TieForm,
        LeftoversForm,
        ObjectionForm,
        DisputeForm,
        ReportForm,
    )
}
