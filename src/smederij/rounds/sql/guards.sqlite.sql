drop trigger if exists rounds_ballot_insert
-- next
create trigger rounds_ballot_insert before insert on rounds_ballot
when not exists (
        select 1 from rounds_round as r
        where r.id = new.round_id
            and (r.phase = 'vote' or r.origin = 'import')
            and not exists (select 1 from rounds_result where round_id = r.id)
    )
    and not exists (select 1 from rounds_gate where round_id = new.round_id)
begin
    select raise(abort, 'the urn is closed');
end
-- next
drop trigger if exists rounds_ballot_update
-- next
create trigger rounds_ballot_update before update on rounds_ballot
begin
    select raise(abort, 'a ballot is never changed');
end
-- next
drop trigger if exists rounds_ballot_delete
-- next
create trigger rounds_ballot_delete before delete on rounds_ballot
when not exists (select 1 from rounds_gate where round_id = old.round_id)
begin
    select raise(abort, 'a ballot is never taken out');
end
-- next
drop trigger if exists rounds_credential_update
-- next
create trigger rounds_credential_update before update on rounds_credential
begin
    select raise(abort, 'a credential is made or torn up, never changed');
end
-- next
drop trigger if exists rounds_result_update
-- next
create trigger rounds_result_update before update on rounds_result
begin
    select raise(abort, 'a result is never changed');
end
-- next
drop trigger if exists rounds_result_delete
-- next
create trigger rounds_result_delete before delete on rounds_result
begin
    select raise(abort, 'a result is never taken away');
end
-- next
drop trigger if exists rounds_issue_update
-- next
create trigger rounds_issue_update before update on rounds_issue
begin
    select raise(abort, 'that a letter was made is never changed');
end
-- next
drop trigger if exists rounds_issue_delete
-- next
create trigger rounds_issue_delete before delete on rounds_issue
begin
    select raise(abort, 'that a letter was made is never taken away');
end
-- next
drop trigger if exists rounds_revocation_update
-- next
create trigger rounds_revocation_update before update on rounds_revocation
begin
    select raise(abort, 'that a letter was taken back is never changed');
end
-- next
drop trigger if exists rounds_revocation_delete
-- next
create trigger rounds_revocation_delete before delete on rounds_revocation
begin
    select raise(abort, 'that a letter was taken back is never taken away');
end
