-- Run after every migrate; may run twice. Each trigger is named in room.py.
--
-- The web role may only add to these tables (grant_web_role). The sums move in a function that runs
-- as the owner of the tables; everybody else, the owner included, meets pots_account_sums.
create or replace function pots_refuse() returns trigger language plpgsql as $$
begin
    raise exception 'this row stays as it is (%)', tg_table_name using errcode = 'check_violation';
end $$
-- next
create or replace function pots_transfer_new() returns trigger language plpgsql
security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    d pots_account;
    c pots_account;
    old_one pots_transfer;
begin
    -- Both accounts, in id order, before anything is read: two transfers never wait for each other.
    perform 1 from pots_account where id in (new.debit_id, new.credit_id) order by id for update;
    select * into d from pots_account where id = new.debit_id;
    select * into c from pots_account where id = new.credit_id;
    if new.code <> 'undo' and not coalesce(case new.code
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
    end, false) then
        raise exception 'money does not flow this way' using errcode = 'check_violation';
    end if;
    if new.code = 'undo' then
        select * into old_one from pots_transfer where id = new.reverses_id;
        if old_one.id is null or old_one.reverses_id is not null or old_one.debit_id <> new.credit_id
            or old_one.credit_id <> new.debit_id or old_one.cents <> new.cents
            or old_one.code not in ('pledge', 'order', 'repay', 'back')
            or new."by" is null or new."by" is not distinct from old_one."by" then
            raise exception 'an undo mirrors its transfer and takes another person'
                using errcode = 'check_violation';
        end if;
    end if;
    if new.code = 'repay' and exists (
        select 1 from pots_transfer was where was.code = 'repay' and was.note = new.note
            and not exists (select 1 from pots_transfer undone where undone.reverses_id = was.id)
    ) then
        raise exception 'this bank reference stands already' using errcode = 'check_violation';
    end if;
    return new;
end $$
-- next
create or replace function pots_transfer_moves() returns trigger language plpgsql
security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    if exists (select 1 from pots_transfer where id > new.id) then
        raise exception 'transfers are added at the end' using errcode = 'check_violation';
    end if;
    update pots_account set
        debits = debits + case when id = new.debit_id then new.cents else 0 end,
        credits = credits + case when id = new.credit_id then new.cents else 0 end
    where id in (new.debit_id, new.credit_id);
    return null;
end $$
-- next
create or replace function pots_account_new() returns trigger language plpgsql as $$
begin
    if new.debits <> 0 or new.credits <> 0 then
        raise exception 'an account begins empty' using errcode = 'check_violation';
    end if;
    if new.aside_id is not null
        and new.pot_id is distinct from (select pot_id from pots_setaside where id = new.aside_id) then
        raise exception 'what is set aside stays with its pot' using errcode = 'check_violation';
    end if;
    return new;
end $$
-- next
-- An update is right only when it leaves exactly what the transfers add up to, and nothing else changed.
create or replace function pots_account_sums() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
    if (new.id, new.kind, new.may_go_negative) is distinct from (old.id, old.kind, old.may_go_negative)
        or (new.pot_id, new.funder_id, new.grant_id, new.aside_id)
        is distinct from (old.pot_id, old.funder_id, old.grant_id, old.aside_id) then
        raise exception 'an account keeps its place' using errcode = 'check_violation';
    end if;
    if new.debits <> (select coalesce(sum(cents), 0) from pots_transfer where debit_id = old.id)
        or new.credits <> (select coalesce(sum(cents), 0) from pots_transfer where credit_id = old.id) then
        raise exception 'only transfers move money' using errcode = 'check_violation';
    end if;
    return new;
end $$
-- next
create or replace function pots_grant_fixed() returns trigger language plpgsql as $$
begin
    if (new.id, new.public_id, new.pot_id, new.initiative_id, new.amount, new.key, new.granted_at,
        new.report_weeks, new.receipts_from) is distinct from (old.id, old.public_id, old.pot_id,
        old.initiative_id, old.amount, old.key, old.granted_at, old.report_weeks, old.receipts_from)
        or (old.declined_at is not null and (new.declined_at, new.declined_by_id)
            is distinct from (old.declined_at, old.declined_by_id)) then
        raise exception 'what was granted stays' using errcode = 'check_violation';
    end if;
    return new;
end $$
-- next
create or replace function pots_payment_new() returns trigger language plpgsql as $$
begin
    if new.state <> 'ordered' then
        raise exception 'a payment begins as an order' using errcode = 'check_violation';
    end if;
    return new;
end $$
-- next
-- Nobody changes the amount or the account number between the order and the bank.
create or replace function pots_payment_fixed() returns trigger language plpgsql as $$
begin
    if (new.id, new.public_id, new.grant_id, new.pot_id, new.funder_id, new.amount, new.payee, new.iban,
        new.key, new.ordered_by_id, new.ordered_at) is distinct from (old.id, old.public_id, old.grant_id,
        old.pot_id, old.funder_id, old.amount, old.payee, old.iban, old.key, old.ordered_by_id,
        old.ordered_at) then
        raise exception 'what was ordered stays' using errcode = 'check_violation';
    end if;
    if not (
        (new.state = old.state and new.decided_by_id is not distinct from old.decided_by_id
            and new.bank_reference is not distinct from old.bank_reference and new.refusal = old.refusal)
        or (old.state = 'ordered' and new.state in ('approved', 'refused'))
        or (old.state = 'approved' and new.state = 'refused')
        or (old.state = 'approved' and new.state = 'paid' and new.decided_by_id = old.decided_by_id)
    ) then
        raise exception 'a payment does not go back' using errcode = 'check_violation';
    end if;
    return new;
end $$
-- next
revoke all on function pots_transfer_new(), pots_transfer_moves() from public
-- next
create or replace trigger pots_transfer_new before insert on pots_transfer
for each row execute function pots_transfer_new()
-- next
create or replace trigger pots_transfer_moves after insert on pots_transfer
for each row execute function pots_transfer_moves()
-- next
create or replace trigger pots_transfer_no_update before update on pots_transfer
for each row execute function pots_refuse()
-- next
create or replace trigger pots_transfer_no_delete before delete on pots_transfer
for each row execute function pots_refuse()
-- next
create or replace trigger pots_transfer_no_truncate before truncate on pots_transfer
for each statement execute function pots_refuse()
-- next
create or replace trigger pots_account_new before insert on pots_account
for each row execute function pots_account_new()
-- next
create or replace trigger pots_account_sums before update on pots_account
for each row execute function pots_account_sums()
-- next
create or replace trigger pots_account_no_delete before delete on pots_account
for each row execute function pots_refuse()
-- next
create or replace trigger pots_account_no_truncate before truncate on pots_account
for each statement execute function pots_refuse()
-- next
create or replace trigger pots_grant_fixed before update on pots_grant
for each row execute function pots_grant_fixed()
-- next
create or replace trigger pots_grant_no_delete before delete on pots_grant
for each row execute function pots_refuse()
-- next
create or replace trigger pots_grant_no_truncate before truncate on pots_grant
for each statement execute function pots_refuse()
-- next
create or replace trigger pots_payment_new before insert on pots_payment
for each row execute function pots_payment_new()
-- next
create or replace trigger pots_payment_fixed before update on pots_payment
for each row execute function pots_payment_fixed()
-- next
create or replace trigger pots_payment_no_delete before delete on pots_payment
for each row execute function pots_refuse()
-- next
create or replace trigger pots_payment_no_truncate before truncate on pots_payment
for each statement execute function pots_refuse()
-- next
create or replace trigger pots_audit_no_update before update on pots_audit
for each row execute function pots_refuse()
-- next
create or replace trigger pots_audit_no_delete before delete on pots_audit
for each row execute function pots_refuse()
-- next
create or replace trigger pots_audit_no_truncate before truncate on pots_audit
for each statement execute function pots_refuse()
-- next
create or replace trigger pots_setaside_no_update before update on pots_setaside
for each row execute function pots_refuse()
-- next
create or replace trigger pots_setaside_no_delete before delete on pots_setaside
for each row execute function pots_refuse()
-- next
create or replace trigger pots_setaside_no_truncate before truncate on pots_setaside
for each statement execute function pots_refuse()
