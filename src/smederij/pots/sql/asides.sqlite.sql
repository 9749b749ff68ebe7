-- Accounts for what is set aside and for what goes back to a funder. SQLite changes a check only by making
-- the table anew; the triggers are away meanwhile (base.sql.lift_guards) and foreign keys are not looked at.
create table pots_account_new (
    id integer primary key autoincrement,
    kind text not null check (kind in ('funder', 'pot', 'reserved', 'payable', 'paid', 'surplus', 'aside', 'leaving')),
    pot_id integer references pots_pot (id),
    funder_id integer references people_actor (id),
    grant_id integer references pots_grant (id),
    aside_id integer references pots_setaside (id),
    may_go_negative integer not null,
    debits integer not null check (debits >= 0),
    credits integer not null check (credits >= 0),
    constraint account_belongs_somewhere check (
        (kind = 'funder' and funder_id is not null and pot_id is null and grant_id is null and aside_id is null)
        or (kind in ('pot', 'surplus') and pot_id is not null and funder_id is null and grant_id is null
            and aside_id is null)
        or (kind = 'leaving' and pot_id is not null and funder_id is not null and grant_id is null
            and aside_id is null)
        or (kind = 'aside' and pot_id is not null and aside_id is not null and funder_id is null
            and grant_id is null)
        or (kind in ('reserved', 'payable', 'paid') and grant_id is not null and pot_id is null
            and funder_id is null and aside_id is null)
    ),
    constraint only_funders_go_negative check (may_go_negative = (kind = 'funder')),
    constraint account_has_enough check (may_go_negative = 1 or credits - debits >= 0)
) strict
-- next
insert into pots_account_new select id, kind, pot_id, funder_id, grant_id, null, may_go_negative, debits, credits
from pots_account order by id
-- next
drop table pots_account
-- next
alter table pots_account_new rename to pots_account
-- next
create table pots_transfer_new (
    id integer primary key autoincrement,
    key text not null unique check (length(key) between 1 and 64),
    debit_id integer not null references pots_account (id),
    credit_id integer not null references pots_account (id),
    cents integer not null check (cents between 1 and 100000000000),
    code text not null check (code in ('pledge', 'award', 'order', 'paid', 'rest', 'carry', 'aside', 'lift', 'repay', 'back', 'home', 'undo')),
    reverses_id integer unique references pots_transfer_new (id),
    note text not null check (length(note) <= 200),
    "by" integer,
    at text not null,
    chain text not null unique check (length(chain) = 64),
    constraint two_accounts check (debit_id <> credit_id),
    constraint undo_names_what check ((code = 'undo') = (reverses_id is not null))
) strict
-- next
insert into pots_transfer_new select id, key, debit_id, credit_id, cents, code, reverses_id, note, "by", at, chain
from pots_transfer order by id
-- next
drop table pots_transfer
-- next
alter table pots_transfer_new rename to pots_transfer
-- next
create index transfer_debits on pots_transfer (debit_id, cents)
-- next
create index transfer_credits on pots_transfer (credit_id, cents)
-- next
create unique index one_account_per_funder on pots_account (funder_id) where kind = 'funder'
-- next
create unique index one_account_per_grant on pots_account (grant_id, kind) where grant_id is not null
-- next
create unique index one_account_per_pot on pots_account (pot_id, kind) where kind in ('pot', 'surplus')
-- next
create unique index one_account_per_aside on pots_account (aside_id) where aside_id is not null
-- next
create unique index one_account_per_leaving on pots_account (pot_id, funder_id) where kind = 'leaving'
