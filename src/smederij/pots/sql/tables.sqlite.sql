-- One side of a transfer. The two sums move only by trigger; see guards.sqlite.sql.
create table pots_account (
    id integer primary key autoincrement,
    kind text not null check (kind in ('funder', 'pot', 'reserved', 'payable', 'paid', 'surplus')),
    pot_id integer references pots_pot (id),
    funder_id integer references people_actor (id),
    grant_id integer references pots_grant (id),
    may_go_negative integer not null,
    debits integer not null check (debits >= 0),
    credits integer not null check (credits >= 0),
    constraint account_belongs_somewhere check (
        (kind = 'funder' and funder_id is not null and pot_id is null and grant_id is null)
        or (kind in ('pot', 'surplus') and pot_id is not null and funder_id is null and grant_id is null)
        or (kind in ('reserved', 'payable', 'paid') and grant_id is not null and pot_id is null and funder_id is null)
    ),
    constraint only_funders_go_negative check (may_go_negative = (kind = 'funder')),
    constraint account_has_enough check (may_go_negative = 1 or credits - debits >= 0)
) strict
-- next
create unique index one_account_per_funder on pots_account (funder_id) where kind = 'funder'
-- next
create unique index one_account_per_pot on pots_account (pot_id, kind) where pot_id is not null
-- next
create unique index one_account_per_grant on pots_account (grant_id, kind) where grant_id is not null
-- next
-- One row: one debit, one credit, never changed. A wrong one is put right by one mirror row.
create table pots_transfer (
    id integer primary key autoincrement,
    key text not null unique check (length(key) between 1 and 64),
    debit_id integer not null references pots_account (id),
    credit_id integer not null references pots_account (id),
    cents integer not null check (cents between 1 and 100000000000),
    code text not null check (code in ('pledge', 'award', 'order', 'paid', 'rest', 'carry', 'undo')),
    reverses_id integer unique references pots_transfer (id),
    note text not null check (length(note) <= 200),
    "by" integer,
    at text not null,
    chain text not null unique check (length(chain) = 64),
    constraint two_accounts check (debit_id <> credit_id),
    constraint undo_names_what check ((code = 'undo') = (reverses_id is not null))
) strict
-- next
create index transfer_debits on pots_transfer (debit_id, cents)
-- next
create index transfer_credits on pots_transfer (credit_id, cents)
