"""What: ideas, which become initiatives when people start doing them."""

from smederij.initiatives.models.carriers import Carrier, CarrierInvite, CarrierOffer
from smederij.initiatives.models.ideas import Initiative, Initiatives
from smederij.initiatives.models.life import Remark, Support, Update
from smederij.initiatives.models.lineage import Origin
from smederij.initiatives.models.needs import Need, NeedKind
from smederij.initiatives.models.obstacles import Obstacle
from smederij.initiatives.models.offers import Offer, OfferState

__all__ = [
    "Carrier",
    "CarrierInvite",
    "CarrierOffer",
    "Initiative",
    "Initiatives",
    "Need",
    "NeedKind",
    "Obstacle",
    "Offer",
    "OfferState",
    "Origin",
    "Remark",
    "Support",
    "Update",
]
