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
-- next
create or replace function rounds_round_fixed() returns trigger language plpgsql as $$
begin
    if old.phase in ('vote', 'count', 'result', 'do') then
        if tg_op = 'DELETE'
            or (case new.phase when 'vote' then 1 when 'count' then 2 when 'result' then 3 when 'do' then 4 else 0 end)
                < (case old.phase when 'vote' then 1 when 'count' then 2 when 'result' then 3 when 'do' then 4 else 0 end)
            or new.budget is distinct from old.budget
            or new.closes_at is distinct from old.closes_at
            or new.vote_at is distinct from old.vote_at
            or new.threshold is distinct from old.threshold
            or new.cap is distinct from old.cap
            or new.ballot_type is distinct from old.ballot_type
            or new.most_choices is distinct from old.most_choices
            or new.most_per_idea is distinct from old.most_per_idea
            or new.skip_misfit is distinct from old.skip_misfit
            or new.partial_last is distinct from old.partial_last
            or new.seed is distinct from old.seed
            or new.pot_id is distinct from old.pot_id
            or new.origin is distinct from old.origin
            or (old.pepper_sha256 <> '' and new.pepper_sha256 is distinct from old.pepper_sha256)
        then
            raise exception 'what people vote on stands fixed' using errcode = 'integrity_constraint_violation';
        end if;
    end if;
    if tg_op = 'DELETE' then
        return old;
    end if;
    return new;
end $$
-- next
create or replace trigger rounds_round_fixed before update on rounds_round
    for each row execute function rounds_round_fixed()
-- next
create or replace trigger rounds_round_delete before delete on rounds_round
    for each row execute function rounds_round_fixed()
-- next
create or replace function rounds_entry_fixed() returns trigger language plpgsql as $$
begin
    if exists (
            select 1 from rounds_round
            where (id = old.round_id or (tg_op = 'UPDATE' and id = new.round_id)) and phase in ('vote', 'count', 'result', 'do')
        )
        and (
            tg_op = 'DELETE'
            or new.asked is distinct from old.asked
            or new.title is distinct from old.title
            or new.text is distinct from old.text
            or new.number is distinct from old.number
            or new.round_id is distinct from old.round_id
            or new.project_id is distinct from old.project_id
            or new.published_score is distinct from old.published_score
        )
    then
        raise exception 'what stands on a ballot is never changed'
            using errcode = 'integrity_constraint_violation';
    end if;
    if tg_op = 'DELETE' then
        return old;
    end if;
    return new;
end $$
-- next
create or replace trigger rounds_entry_fixed before update on rounds_entry
    for each row execute function rounds_entry_fixed()
-- next
create or replace trigger rounds_entry_delete before delete on rounds_entry
    for each row execute function rounds_entry_fixed()
-- next
create or replace function rounds_result_insert() returns trigger language plpgsql as $$
begin
    if not exists (
        select 1 from rounds_round as r
        where r.id = new.round_id and r.phase in ('vote', 'count')
            and (r.origin <> 'own' or r.closes_at <= new.counted_at)
    ) then
        raise exception 'voting is not over' using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end $$
-- next
create or replace trigger rounds_result_insert before insert on rounds_result
    for each row execute function rounds_result_insert()
-- next
create or replace trigger rounds_round_truncate before truncate on rounds_round
    for each statement execute function rounds_never()
-- next
create or replace trigger rounds_entry_truncate before truncate on rounds_entry
    for each statement execute function rounds_never()
-- next
create or replace trigger rounds_ruling_update before update on rounds_ruling
    for each statement execute function rounds_never()
-- next
create or replace trigger rounds_ruling_delete before delete on rounds_ruling
    for each statement execute function rounds_never()
-- next
create or replace trigger rounds_ruling_truncate before truncate on rounds_ruling
    for each statement execute function rounds_never()
-- next
create or replace function rounds_steppingback_insert() returns trigger language plpgsql as $$
begin
    if exists (
        select 1 from rounds_round as r join rounds_entry as e on e.round_id = r.id
        where e.id = new.entry_id and (r.phase in ('vote', 'count', 'result', 'do') or r.settling_at is not null)
    ) then
        raise exception 'stepping back is done before the vote' using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end $$
-- next
create or replace trigger rounds_steppingback_insert before insert on rounds_steppingback
    for each row execute function rounds_steppingback_insert()
-- next
create or replace trigger rounds_steppingback_update before update on rounds_steppingback
    for each statement execute function rounds_never()
-- next
create or replace trigger rounds_steppingback_delete before delete on rounds_steppingback
    for each statement execute function rounds_never()
-- next
create or replace trigger rounds_steppingback_truncate before truncate on rounds_steppingback
    for each statement execute function rounds_never()
-- next
create or replace function rounds_entry_settling() returns trigger language plpgsql as $$
begin
    if exists (
            select 1 from rounds_round
            where id in (old.round_id, new.round_id) and settling_at is not null
        )
        and (
            new.asked is distinct from old.asked
            or new.title is distinct from old.title
            or new.text is distinct from old.text
            or new.round_id is distinct from old.round_id
        )
    then
        raise exception 'what people sign for is never changed'
            using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end $$
-- next
create or replace trigger rounds_entry_settling before update on rounds_entry
    for each row execute function rounds_entry_settling()
-- next
create or replace function rounds_round_settling() returns trigger language plpgsql as $$
begin
    if old.settling_at is not null and new.settling_at is not null and (
        new.budget is distinct from old.budget
        or new.cap is distinct from old.cap
        or new.pot_id is distinct from old.pot_id
        or new.closes_at is distinct from old.closes_at
        or new.seed is distinct from old.seed
        or new.phase = 'vote'
    ) then
        raise exception 'what people sign for stands fixed' using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end $$
-- next
create or replace trigger rounds_round_settling before update on rounds_round
    for each row execute function rounds_round_settling()
-- next
create or replace function rounds_result_settled() returns trigger language plpgsql as $$
begin
    if exists (select 1 from rounds_round where id = new.round_id and settling_at is not null) and (
        new.ballots is not null
        or not exists (
            select 1 from rounds_settling
            where round_id = new.round_id and second_by_id is not null and until <= new.counted_at
        )
        or exists (
            select 1 from rounds_objection as o join rounds_entry as e on o.entry_id = e.id
            where e.round_id = new.round_id and e.nominated_at is not null and o.stands
        )
    ) then
        raise exception 'this is not settled yet' using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end $$
-- next
create or replace trigger rounds_result_settled before insert on rounds_result
    for each row execute function rounds_result_settled()
-- next
create or replace trigger rounds_handout_update before update on rounds_handout
    for each statement execute function rounds_never()
-- next
create or replace trigger rounds_handout_delete before delete on rounds_handout
    for each statement execute function rounds_never()
-- next
create or replace trigger rounds_handout_truncate before truncate on rounds_handout
    for each statement execute function rounds_never()
-- next
create or replace trigger rounds_paperback_update before update on rounds_paperback
    for each statement execute function rounds_never()
-- next
create or replace trigger rounds_paperback_delete before delete on rounds_paperback
    for each statement execute function rounds_never()
-- next
create or replace trigger rounds_paperback_truncate before truncate on rounds_paperback
    for each statement execute function rounds_never()
-- next
create or replace trigger rounds_papersin_update before update on rounds_papersin
    for each statement execute function rounds_never()
-- next
create or replace trigger rounds_papersin_delete before delete on rounds_papersin
    for each statement execute function rounds_never()
-- next
create or replace trigger rounds_papersin_truncate before truncate on rounds_papersin
    for each statement execute function rounds_never()
-- next
create or replace trigger rounds_head_update before update on rounds_head
    for each statement execute function rounds_never()
-- next
create or replace trigger rounds_head_delete before delete on rounds_head
    for each statement execute function rounds_never()
-- next
create or replace trigger rounds_head_truncate before truncate on rounds_head
    for each statement execute function rounds_never()
-- next
create or replace function rounds_result_closed() returns trigger language plpgsql as $$
begin
    if exists (
        select 1 from rounds_table where round_id = new.round_id and second_by_id is not null
    ) and not exists (
        select 1 from rounds_closing where round_id = new.round_id and second_by_id is not null
    ) then
        raise exception 'two people close a round with a table in the hall'
            using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end $$
-- next
create or replace trigger rounds_result_closed before insert on rounds_result
    for each row execute function rounds_result_closed()
