-- Accounts for what is set aside and for what goes back to a funder.
alter table pots_account add column aside_id bigint references pots_setaside (id)
-- next
alter table pots_account drop constraint pots_account_kind_check
-- next
alter table pots_account add constraint pots_account_kind_check check (kind in ('funder', 'pot', 'reserved', 'payable', 'paid', 'surplus', 'aside', 'leaving'))
-- next
alter table pots_account drop constraint account_belongs_somewhere
-- next
alter table pots_account add
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
    )
-- next
alter table pots_transfer drop constraint pots_transfer_code_check
-- next
alter table pots_transfer add constraint pots_transfer_code_check check (code in ('pledge', 'award', 'order', 'paid', 'rest', 'carry', 'aside', 'lift', 'repay', 'back', 'home', 'undo'))
-- next
drop index one_account_per_pot
-- next
create unique index one_account_per_pot on pots_account (pot_id, kind) where kind in ('pot', 'surplus')
-- next
create unique index one_account_per_aside on pots_account (aside_id) where aside_id is not null
-- next
create unique index one_account_per_leaving on pots_account (pot_id, funder_id) where kind = 'leaving'
