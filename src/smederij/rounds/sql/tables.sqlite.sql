create table rounds_credential (
    mac blob not null primary key check (length(mac) = 32),
    round_id integer not null references rounds_round (id),
    roll_id integer not null unique references rounds_rollentry (id)
) strict, without rowid
-- next
create index rounds_credential_round on rounds_credential (round_id)
-- next
create table rounds_ballot (
    id blob not null primary key check (length(id) = 16),
    round_id integer not null,
    body text not null check (length(body) between 2 and 20000),
    salt blob not null check (length(salt) = 16)
) strict, without rowid
-- next
create index rounds_ballot_round on rounds_ballot (round_id)
-- next
create table rounds_gate (
    id integer not null primary key check (id = 1),
    round_id integer not null,
    shut integer not null default 2 check (shut = 2) references rounds_gate (id) deferrable initially deferred
) strict
