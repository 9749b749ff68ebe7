-- Run after every migrate; may run twice. Each trigger is named in room.py.
--
-- What these do not stop: whoever holds the file may drop a trigger. The chain in pots_transfer and
-- the command audit_ledger are what shows that afterwards.
drop trigger if exists pots_transfer_new
-- next
-- What may not be true of a new row. "Exists already" stops INSERT OR REPLACE, whatever recursive_triggers says.
create trigger pots_transfer_new before insert on pots_transfer
begin
    select raise(abort, 'transfer exists already') where exists (
        select 1 from pots_transfer as was
        where was.id = new.id or was.key = new.key or was.reverses_id = new.reverses_id or was.chain = new.chain
    );
    select raise(abort, 'money does not flow this way') where new.code <> 'undo' and not exists (
        select 1 from pots_account as d, pots_account as c
        where d.id = new.debit_id and c.id = new.credit_id and case new.code
            when 'pledge' then d.kind = 'funder' and c.kind = 'pot'
            when 'award' then (d.kind = 'pot' or d.kind = 'aside' and new.note <> '') and c.kind = 'reserved'
                and d.pot_id = (select pot_id from pots_grant where id = c.grant_id)
            when 'order' then d.kind = 'reserved' and c.kind = 'payable' and d.grant_id = c.grant_id
            when 'paid' then d.kind = 'payable' and c.kind = 'paid' and d.grant_id = c.grant_id
            when 'rest' then d.kind = 'reserved' and c.kind = 'surplus'
                and c.pot_id = (select pot_id from pots_grant where id = d.grant_id)
            when 'carry' then d.kind = 'surplus' and c.kind = 'pot' and d.pot_id = c.pot_id
            when 'aside' then d.kind = 'pot' and c.kind = 'aside' and d.pot_id = c.pot_id and new.note <> ''
            when 'lift' then d.kind = 'aside' and c.kind = 'pot' and d.pot_id = c.pot_id and new.note <> ''
            when 'repay' then d.kind = 'paid' and c.kind = 'surplus' and new.note <> ''
                and c.pot_id = (select pot_id from pots_grant where id = d.grant_id)
            when 'back' then d.kind = 'pot' and c.kind = 'leaving' and d.pot_id = c.pot_id
            when 'home' then d.kind = 'leaving' and c.kind = 'funder' and d.funder_id = c.funder_id
        end
    );
    select raise(abort, 'an undo mirrors its transfer and takes another person') where new.code = 'undo' and not exists (
        select 1 from pots_transfer as was
        where was.id = new.reverses_id and was.reverses_id is null and was.debit_id = new.credit_id
            and was.credit_id = new.debit_id and was.cents = new.cents
            and was.code in ('pledge', 'order', 'repay', 'back')
            and new."by" is not null and new."by" is not was."by"
    );
    select raise(abort, 'this bank reference stands already') where new.code = 'repay' and exists (
        select 1 from pots_transfer as was where was.code = 'repay' and was.note = new.note
            and not exists (select 1 from pots_transfer as undone where undone.reverses_id = was.id)
    );
end
-- next
drop trigger if exists pots_transfer_moves
-- next
create trigger pots_transfer_moves after insert on pots_transfer
begin
    select raise(abort, 'transfers are added at the end') where exists (
        select 1 from pots_transfer where id > new.id
    );
    update pots_account set
        debits = debits + iif(id = new.debit_id, new.cents, 0),
        credits = credits + iif(id = new.credit_id, new.cents, 0)
    where id in (new.debit_id, new.credit_id);
end
-- next
drop trigger if exists pots_transfer_no_update
-- next
create trigger pots_transfer_no_update before update on pots_transfer
begin
    select raise(abort, 'a transfer never changes');
end
-- next
drop trigger if exists pots_transfer_no_delete
-- next
create trigger pots_transfer_no_delete before delete on pots_transfer
begin
    select raise(abort, 'a transfer never goes away');
end
-- next
drop trigger if exists pots_account_new
-- next
create trigger pots_account_new before insert on pots_account
begin
    select raise(abort, 'an account begins empty') where new.debits <> 0 or new.credits <> 0;
    select raise(abort, 'account exists already') where exists (
        select 1 from pots_account as was
        where was.id = new.id or (was.kind = new.kind and was.pot_id is new.pot_id
            and was.funder_id is new.funder_id and was.grant_id is new.grant_id
            and was.aside_id is new.aside_id)
    );
    select raise(abort, 'what is set aside stays with its pot') where new.aside_id is not null
        and new.pot_id is not (select pot_id from pots_setaside where id = new.aside_id);
end
-- next
drop trigger if exists pots_account_sums
-- next
-- An update is right only when it leaves exactly what the transfers add up to, and nothing else changed.
create trigger pots_account_sums before update on pots_account
begin
    select raise(abort, 'an account keeps its place') where new.id <> old.id or new.kind <> old.kind
        or new.pot_id is not old.pot_id or new.funder_id is not old.funder_id
        or new.grant_id is not old.grant_id or new.aside_id is not old.aside_id or new.may_go_negative <> old.may_go_negative;
    select raise(abort, 'only transfers move money')
        where new.debits <> (select coalesce(sum(cents), 0) from pots_transfer where debit_id = old.id)
        or new.credits <> (select coalesce(sum(cents), 0) from pots_transfer where credit_id = old.id);
end
-- next
drop trigger if exists pots_account_no_delete
-- next
create trigger pots_account_no_delete before delete on pots_account
begin
    select raise(abort, 'an account never goes away');
end
-- next
drop trigger if exists pots_grant_fixed
-- next
create trigger pots_grant_fixed before update on pots_grant
begin
    select raise(abort, 'what was granted stays') where new.id <> old.id or new.public_id <> old.public_id
        or new.pot_id <> old.pot_id or new.initiative_id <> old.initiative_id or new.amount <> old.amount
        or new.key <> old.key or new.granted_at <> old.granted_at or new.report_weeks is not old.report_weeks
        or new.receipts_from is not old.receipts_from
        or (old.declined_at is not null
            and (new.declined_at is not old.declined_at or new.declined_by_id is not old.declined_by_id));
end
-- next
drop trigger if exists pots_grant_no_delete
-- next
create trigger pots_grant_no_delete before delete on pots_grant
begin
    select raise(abort, 'what was granted stays');
end
-- next
drop trigger if exists pots_payment_new
-- next
create trigger pots_payment_new before insert on pots_payment
begin
    select raise(abort, 'a payment begins as an order') where new.state <> 'ordered';
end
-- next
drop trigger if exists pots_payment_fixed
-- next
-- Nobody changes the amount or the account number between the order and the bank.
create trigger pots_payment_fixed before update on pots_payment
begin
    select raise(abort, 'what was ordered stays') where new.id <> old.id or new.public_id <> old.public_id
        or new.grant_id is not old.grant_id or new.pot_id is not old.pot_id or new.funder_id is not old.funder_id
        or new.amount <> old.amount or new.payee <> old.payee
        or new.iban <> old.iban or new.key <> old.key or new.ordered_by_id <> old.ordered_by_id
        or new.ordered_at <> old.ordered_at;
    select raise(abort, 'a payment does not go back') where not (
        new.state = old.state and new.decided_by_id is old.decided_by_id
            and new.bank_reference is old.bank_reference and new.refusal is old.refusal
        or old.state = 'ordered' and new.state in ('approved', 'refused')
        or old.state = 'approved' and new.state = 'refused'
        or old.state = 'approved' and new.state = 'paid' and new.decided_by_id = old.decided_by_id
    );
end
-- next
drop trigger if exists pots_payment_no_delete
-- next
create trigger pots_payment_no_delete before delete on pots_payment
begin
    select raise(abort, 'a payment never goes away');
end
-- next
drop trigger if exists pots_audit_no_update
-- next
create trigger pots_audit_no_update before update on pots_audit
begin
    select raise(abort, 'an audit never changes');
end
-- next
drop trigger if exists pots_audit_no_delete
-- next
create trigger pots_audit_no_delete before delete on pots_audit
begin
    select raise(abort, 'an audit never goes away');
end
-- next
drop trigger if exists pots_setaside_no_update
-- next
create trigger pots_setaside_no_update before update on pots_setaside
begin
    select raise(abort, 'what it was set aside for stays');
end
-- next
drop trigger if exists pots_setaside_no_delete
-- next
create trigger pots_setaside_no_delete before delete on pots_setaside
begin
    select raise(abort, 'what it was set aside for stays');
end
