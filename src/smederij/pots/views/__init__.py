"""The pages of this room: the pot for everybody, grants for the keeper, payments for finance."""
