-- Who saw what, when, why and from where: written before the answer goes out, never changed, chained per ledger.
create schema audit;

create table audit.head (
    ledger integer primary key,
    number bigint  not null,
    hash   bytea   not null
) with (fillfactor = 20);

-- One answer with case content. ids are those of the records it showed; no name, no text.
create table audit.reading (
    ledger  integer not null,
    number  bigint  not null,
    id      uuid    not null,
    at      bigint  not null,
    user_id uuid    not null,
    role    text    not null,
    agency  uuid    not null,
    why     text    not null,
    what    text    not null,
    origin  text    not null,
    ids     uuid[]  not null,
    hash    bytea   not null,
    constraint reading_number primary key (ledger, number),
    constraint reading_once unique (id)
);
create index reading_of_record on audit.reading using gin (ids);
create index reading_by_person on audit.reading (ledger, user_id, at);
create index reading_by_agency on audit.reading (ledger, agency, at);

create function audit.open(p_ledger integer) returns void language sql security definer as $$
    insert into audit.head values (p_ledger, 0, decode(repeat('00', 32), 'hex')) on conflict do nothing;
$$;

-- The one way in. A reading that is there already, because an earlier try was cut short, stays as it is. Answers its number.
create function audit.append(p_ledger integer, p_id uuid, p_at bigint, p_user uuid, p_role text, p_agency uuid,
    p_why text, p_what text, p_origin text, p_ids uuid[]) returns bigint language plpgsql security definer as $$
declare
    v_number bigint;
    v_hash bytea;
begin
    update audit.head h
       set number = h.number + 1,
           hash = sha256(h.hash || convert_to(concat_ws(E'\x1f', p_ledger, h.number + 1, p_id, p_at, p_user, p_role, p_agency, p_why, p_what,
                                                        p_origin, array_to_string(p_ids, ',')), 'UTF8'))
     where h.ledger = p_ledger
       and not exists (select from audit.reading r where r.id = p_id)
    returning h.number, h.hash into v_number, v_hash;
    if not found then
        select r.number into v_number from audit.reading r where r.id = p_id;
        if not found then
            raise exception 'the audit has no ledger %', p_ledger;
        end if;
        return v_number;
    end if;
    insert into audit.reading values (p_ledger, v_number, p_id, p_at, p_user, p_role, p_agency, p_why, p_what, p_origin, p_ids, v_hash);
    return v_number;
end
$$;

-- By privilege: whoever reads for the pages may append and look. Nobody but the owner could change or remove a reading.
revoke all on all functions in schema audit from public;
grant usage on schema audit to gt_audit;
grant execute on function audit.append, audit.open to gt_audit;
grant select on audit.head, audit.reading to gt_audit;
