create or replace function rounds_ballot_insert() returns trigger language plpgsql as $$
begin
    if not exists (
            select 1 from rounds_round as r
            where r.id = new.round_id
                and (r.phase = 'vote' or r.origin = 'import')
                and not exists (select 1 from rounds_result where round_id = r.id)
        )
        and not exists (select 1 from rounds_gate where round_id = new.round_id)
    then
        raise exception 'the urn is closed' using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end $$
-- next
create or replace trigger rounds_ballot_insert before insert on rounds_ballot
    for each row execute function rounds_ballot_insert()
-- next
create or replace function rounds_ballot_delete() returns trigger language plpgsql as $$
begin
    if not exists (select 1 from rounds_gate where round_id = old.round_id) then
        raise exception 'a ballot is never taken out' using errcode = 'integrity_constraint_violation';
    end if;
    return old;
end $$
-- next
create or replace trigger rounds_ballot_delete before delete on rounds_ballot
    for each row execute function rounds_ballot_delete()
-- next
create or replace function rounds_never() returns trigger language plpgsql as $$
begin
    raise exception 'this is never changed: %', tg_table_name using errcode = 'integrity_constraint_violation';
end $$
-- next
create or replace trigger rounds_ballot_update before update on rounds_ballot
    for each statement execute function rounds_never()
-- next
create or replace trigger rounds_ballot_truncate before truncate on rounds_ballot
    for each statement execute function rounds_never()
-- next
create or replace trigger rounds_credential_update before update on rounds_credential
    for each statement execute function rounds_never()
-- next
create or replace trigger rounds_credential_truncate before truncate on rounds_credential
    for each statement execute function rounds_never()
-- next
create or replace trigger rounds_result_update before update on rounds_result
    for each statement execute function rounds_never()
-- next
create or replace trigger rounds_result_delete before delete on rounds_result
    for each statement execute function rounds_never()
-- next
create or replace trigger rounds_result_truncate before truncate on rounds_result
    for each statement execute function rounds_never()
-- next
create or replace trigger rounds_issue_update before update on rounds_issue
    for each statement execute function rounds_never()
-- next
create or replace trigger rounds_issue_delete before delete on rounds_issue
    for each statement execute function rounds_never()
-- next
create or replace trigger rounds_issue_truncate before truncate on rounds_issue
    for each statement execute function rounds_never()
-- next
create or replace trigger rounds_revocation_update before update on rounds_revocation
    for each statement execute function rounds_never()
-- next
create or replace trigger rounds_revocation_delete before delete on rounds_revocation
    for each statement execute function rounds_never()
-- next
create or replace trigger rounds_revocation_truncate before truncate on rounds_revocation
    for each statement execute function rounds_never()
