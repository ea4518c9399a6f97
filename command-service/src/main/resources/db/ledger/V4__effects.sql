-- What goes out by mail or to an agency's system: once for each copy and attempt, and how far it is. Ids, codes and times only; no address, no text.
create table ledger.effect (
    ledger       integer not null,
    distribution uuid    not null,
    attempt      integer not null,
    document     uuid    not null,
    version      integer not null,
    agency       uuid    not null,
    channel      text    not null,
    position     bigint  not null,
    state        text    not null check (state in ('WAITING', 'CLAIMED', 'SENT', 'BOUNCED', 'FAILED', 'UNCERTAIN', 'CANCELLED')),
    reason       text,
    tries        integer not null default 0,
    next_at      bigint  not null,
    answered_at  bigint,
    told         boolean not null default false,
    cancelled    boolean not null default false,
    primary key (ledger, distribution, attempt)
);
create index effect_waiting on ledger.effect (next_at) where state = 'WAITING';
create index effect_untold on ledger.effect (answered_at) where not told and state in ('SENT', 'BOUNCED', 'FAILED', 'UNCERTAIN');
grant select, insert, update on ledger.effect to gt_append;
