-- The ledger: what happened, in which order, and the proof that nobody changed it since.
create schema ledger;

-- Where each ledger stands. The row's lock is what makes positions gapless; few rows a page, so that updates stay in it.
create table ledger.head (
    ledger      integer primary key,
    position    bigint  not null,
    recorded_at bigint  not null,
    hash        bytea   not null
) with (fillfactor = 20);

create table ledger.event (
    ledger      integer not null,
    position    bigint  not null,
    recorded_at bigint  not null,
    stream_type text    not null,
    stream      uuid    not null,
    sequence    integer not null,
    event_id    uuid    not null,
    occurred_at bigint  not null,
    name        text    not null,
    version     integer not null,
    context     bytea   not null,
    payload     bytea   not null,
    hash        bytea   not null,
    constraint event_position primary key (ledger, position),
    constraint event_stream unique (stream, sequence)
);
-- Payloads are ciphertext and already small: compressing them costs time and gains nothing.
alter table ledger.event alter column payload set storage external, alter column context set storage external;

-- Which commands were accepted, so that a repeated one gets the same answer. No text; kept 90 days.
create table ledger.accepted (
    ledger      integer not null,
    scope       uuid    not null,
    body        bytea   not null,
    stream      uuid    not null,
    sequence    integer not null,
    position    bigint  not null,
    accepted_at bigint  not null,
    warnings    text[],
    constraint accepted_once primary key (ledger, scope)
);

-- What a rule must know across streams: ids, times and codes only. Written with the events, rebuildable from them.
create table ledger.fact (
    ledger   integer not null,
    kind     text    not null,
    subject  uuid    not null,
    ref      uuid    not null,
    code     text    not null,
    at       bigint  not null,
    ended    boolean not null,
    position bigint  not null,
    constraint fact_once primary key (ledger, kind, subject, ref, code)
);

-- How far the relay has sent each ledger to Kafka.
create table ledger.relay_cursor (
    ledger   integer primary key,
    position bigint not null
) with (fillfactor = 20);

-- How far each reactor has followed each ledger.
create table ledger.reaction_cursor (
    reactor  text    not null,
    ledger   integer not null,
    position bigint  not null,
    primary key (reactor, ledger)
) with (fillfactor = 20);

create function ledger.open(p_ledger integer) returns void language sql security definer as $$
    insert into ledger.head values (p_ledger, 0, 0, decode(repeat('00', 32), 'hex')) on conflict do nothing;
$$;
