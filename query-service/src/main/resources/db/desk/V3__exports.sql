-- Files somebody asked for: made in the background, sealed, theirs alone, for a day.
create table desk.export (
    id         uuid        primary key,
    ledger     integer     not null,
    user_id    uuid        not null,
    ask        text        not null,
    state      text        not null,
    sealed     bytea,
    asked_at   timestamptz not null,
    claimed_at timestamptz,
    made_at    timestamptz
);
create index export_of_person on desk.export (user_id, asked_at);
create index export_waiting on desk.export (asked_at) where state = 'WAITING';
