-- What somebody typed into a form and has not sent: sealed, their own alone, for 14 days.
create table desk.draft (
    user_id  uuid        not null,
    place    text        not null,
    sealed   bytea       not null,
    saved_at timestamptz not null,
    primary key (user_id, place)
);
create index draft_age on desk.draft (saved_at);
