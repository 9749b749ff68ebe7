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
-- next
drop trigger if exists rounds_round_fixed
-- next
create trigger rounds_round_fixed before update on rounds_round
when old.phase in ('vote', 'count', 'result', 'do') and (
    case new.phase when 'vote' then 1 when 'count' then 2 when 'result' then 3 when 'do' then 4 else 0 end
        < case old.phase when 'vote' then 1 when 'count' then 2 when 'result' then 3 when 'do' then 4 else 0 end
    or new.budget is not old.budget
    or new.closes_at is not old.closes_at
    or new.vote_at is not old.vote_at
    or new.threshold is not old.threshold
    or new.cap is not old.cap
    or new.ballot_type is not old.ballot_type
    or new.most_choices is not old.most_choices
    or new.most_per_idea is not old.most_per_idea
    or new.skip_misfit is not old.skip_misfit
    or new.partial_last is not old.partial_last
    or new.seed is not old.seed
    or new.pot_id is not old.pot_id
    or new.origin is not old.origin
    or (old.pepper_sha256 <> '' and new.pepper_sha256 is not old.pepper_sha256)
)
begin
    select raise(abort, 'what people vote on stands fixed');
end
-- next
drop trigger if exists rounds_round_delete
-- next
create trigger rounds_round_delete before delete on rounds_round
when old.phase in ('vote', 'count', 'result', 'do')
begin
    select raise(abort, 'a round that people voted in is never taken away');
end
-- next
drop trigger if exists rounds_entry_fixed
-- next
create trigger rounds_entry_fixed before update on rounds_entry
when exists (select 1 from rounds_round where id in (old.round_id, new.round_id) and phase in ('vote', 'count', 'result', 'do')) and (
    new.asked is not old.asked
    or new.title is not old.title
    or new.text is not old.text
    or new.number is not old.number
    or new.round_id is not old.round_id
    or new.project_id is not old.project_id
    or new.published_score is not old.published_score
)
begin
    select raise(abort, 'what stands on a ballot is never changed');
end
-- next
drop trigger if exists rounds_entry_delete
-- next
create trigger rounds_entry_delete before delete on rounds_entry
when exists (select 1 from rounds_round where id = old.round_id and phase in ('vote', 'count', 'result', 'do'))
begin
    select raise(abort, 'what stands on a ballot is never taken away');
end
-- next
drop trigger if exists rounds_result_insert
-- next
create trigger rounds_result_insert before insert on rounds_result
when not exists (
    select 1 from rounds_round as r
    where r.id = new.round_id and r.phase in ('vote', 'count')
        and (r.origin <> 'own' or r.closes_at <= new.counted_at)
)
begin
    select raise(abort, 'voting is not over');
end
-- next
drop trigger if exists rounds_ruling_update
-- next
create trigger rounds_ruling_update before update on rounds_ruling
begin
    select raise(abort, 'what was decided in the open is never changed');
end
-- next
drop trigger if exists rounds_ruling_delete
-- next
create trigger rounds_ruling_delete before delete on rounds_ruling
begin
    select raise(abort, 'what was decided in the open is never taken away');
end
-- next
drop trigger if exists rounds_steppingback_insert
-- next
create trigger rounds_steppingback_insert before insert on rounds_steppingback
when exists (
    select 1 from rounds_round as r join rounds_entry as e on e.round_id = r.id
    where e.id = new.entry_id and (r.phase in ('vote', 'count', 'result', 'do') or r.settling_at is not null)
)
begin
    select raise(abort, 'stepping back is done before the vote');
end
-- next
drop trigger if exists rounds_steppingback_update
-- next
create trigger rounds_steppingback_update before update on rounds_steppingback
begin
    select raise(abort, 'who stepped back is never changed');
end
-- next
drop trigger if exists rounds_steppingback_delete
-- next
create trigger rounds_steppingback_delete before delete on rounds_steppingback
begin
    select raise(abort, 'who stepped back is never taken away');
end
-- next
drop trigger if exists rounds_entry_settling
-- next
create trigger rounds_entry_settling before update on rounds_entry
when exists (select 1 from rounds_round where id in (old.round_id, new.round_id) and settling_at is not null) and (
    new.asked is not old.asked
    or new.title is not old.title
    or new.text is not old.text
    or new.round_id is not old.round_id
)
begin
    select raise(abort, 'what people sign for is never changed');
end
-- next
drop trigger if exists rounds_round_settling
-- next
create trigger rounds_round_settling before update on rounds_round
when old.settling_at is not null and new.settling_at is not null and (
    new.budget is not old.budget
    or new.cap is not old.cap
    or new.pot_id is not old.pot_id
    or new.closes_at is not old.closes_at
    or new.seed is not old.seed
    or new.phase = 'vote'
)
begin
    select raise(abort, 'what people sign for stands fixed');
end
-- next
drop trigger if exists rounds_result_settled
-- next
create trigger rounds_result_settled before insert on rounds_result
when exists (select 1 from rounds_round where id = new.round_id and settling_at is not null) and (
    new.ballots is not null
    or not exists (
        select 1 from rounds_settling
        where round_id = new.round_id and second_by_id is not null and until <= new.counted_at
    )
    or exists (
        select 1 from rounds_objection as o join rounds_entry as e on o.entry_id = e.id
        where e.round_id = new.round_id and e.nominated_at is not null and o.stands
    )
)
begin
    select raise(abort, 'this is not settled yet');
end
-- next
drop trigger if exists rounds_handout_update
-- next
create trigger rounds_handout_update before update on rounds_handout
begin
    select raise(abort, 'that a paper was given out is never changed');
end
-- next
drop trigger if exists rounds_handout_delete
-- next
create trigger rounds_handout_delete before delete on rounds_handout
begin
    select raise(abort, 'that a paper was given out is never taken away');
end
-- next
drop trigger if exists rounds_paperback_update
-- next
create trigger rounds_paperback_update before update on rounds_paperback
begin
    select raise(abort, 'that a paper came back is never changed');
end
-- next
drop trigger if exists rounds_paperback_delete
-- next
create trigger rounds_paperback_delete before delete on rounds_paperback
begin
    select raise(abort, 'that a paper came back is never taken away');
end
-- next
drop trigger if exists rounds_papersin_update
-- next
create trigger rounds_papersin_update before update on rounds_papersin
begin
    select raise(abort, 'what went into the urn is never changed');
end
-- next
drop trigger if exists rounds_papersin_delete
-- next
create trigger rounds_papersin_delete before delete on rounds_papersin
begin
    select raise(abort, 'what went into the urn is never taken away');
end
-- next
drop trigger if exists rounds_result_closed
-- next
create trigger rounds_result_closed before insert on rounds_result
when exists (
    select 1 from rounds_table where round_id = new.round_id and second_by_id is not null
) and not exists (
    select 1 from rounds_closing where round_id = new.round_id and second_by_id is not null
)
begin
    select raise(abort, 'two people close a round with a table in the hall');
end
-- next
drop trigger if exists rounds_head_update
-- next
create trigger rounds_head_update before update on rounds_head
begin
    select raise(abort, 'a seal over the urn is never changed');
end
-- next
drop trigger if exists rounds_head_delete
-- next
create trigger rounds_head_delete before delete on rounds_head
begin
    select raise(abort, 'a seal over the urn is never taken away');
end
