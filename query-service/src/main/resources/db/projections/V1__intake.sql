-- How far each projection has read each ledger, with the hash it stood at; and what could not be read.
create schema intake;

create table intake.position (
    projection text    not null,
    ledger     integer not null,
    position   bigint  not null,
    hash       bytea   not null,
    primary key (projection, ledger)
) with (fillfactor = 20);

-- Events whose handler failed, and those that wait behind them because they share a stream or a child.
create table intake.parked (
    projection text    not null,
    ledger     integer not null,
    position   bigint  not null,
    keys       uuid[]  not null,
    name       text    not null,
    cause      text    not null,
    parked_at  timestamptz not null default now(),
    primary key (projection, ledger, position)
);

grant usage on schema intake to gt_pages;
grant select on all tables in schema intake to gt_pages;
