create table rounds_credential (
    mac bytea not null primary key check (octet_length(mac) = 32),
    round_id bigint not null references rounds_round (id),
    roll_id bigint not null unique references rounds_rollentry (id)
)
-- next
create index rounds_credential_round on rounds_credential (round_id)
-- next
create table rounds_ballot (
    id bytea not null primary key check (octet_length(id) = 16),
    round_id bigint not null,
    body text not null check (length(body) between 2 and 20000),
    salt bytea not null check (octet_length(salt) = 16)
)
-- next
create index rounds_ballot_round on rounds_ballot (round_id, id)
-- next
create table rounds_gate (
    id integer not null primary key check (id = 1),
    round_id bigint not null,
    shut integer not null default 2 check (shut = 2) references rounds_gate (id) deferrable initially deferred
)
