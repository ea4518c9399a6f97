-- The one way into the ledger: one round trip, one transaction. Takes the head's lock, chains, inserts, moves the head.
-- GT001: the stream is not where the caller thinks it is. GT002: no such ledger. GT003: what the caller counted across
-- streams (p_counted: kind, subject, code, count of the facts) is no longer so. 23505 on event_stream: as GT001;
-- on accepted_once: this command was accepted before. Answers the position of the last event.
drop function if exists ledger.append;
create function ledger.append(
    p_ledger integer, p_now bigint, p_scope uuid, p_body bytea, p_warnings text[], p_facts jsonb, p_counted jsonb,
    p_stream_type text, p_stream uuid, p_sequence integer, p_occurred bigint,
    p_event uuid, p_name text, p_version integer, p_context bytea, p_payload bytea,
    p_events uuid[], p_names text[], p_versions integer[], p_contexts bytea[], p_payloads bytea[])
returns bigint language plpgsql security definer as $$
declare
    v_position bigint;
    v_recorded bigint;
    v_hash bytea;
    v_type bytea := convert_to(p_stream_type, 'UTF8');
    v_name bytea := convert_to(p_name, 'UTF8');
    v_rest bytea := uuid_send(p_stream) || int4send(p_sequence) || uuid_send(p_event) || int8send(p_occurred)
        || int4send(p_version) || int4send(octet_length(v_type)) || int4send(octet_length(v_name))
        || int4send(octet_length(p_context)) || int4send(octet_length(p_payload)) || '\x47543031'::bytea
        || v_type || v_name || p_context || p_payload;
begin
    if p_sequence > 0 then
        perform 1 from ledger.event e where e.stream = p_stream and e.sequence = p_sequence - 1 and e.ledger = p_ledger;
        if not found then
            raise exception 'stream % has no event %', p_stream, p_sequence - 1 using errcode = 'GT001';
        end if;
    end if;

    update ledger.head h
       set position = h.position + 1,
           recorded_at = greatest(h.recorded_at, p_now),
           hash = sha256(h.hash || int4send(p_ledger) || int8send(h.position + 1)
                         || int8send(greatest(h.recorded_at, p_now)) || v_rest)
     where h.ledger = p_ledger
    returning h.position, h.recorded_at, h.hash into v_position, v_recorded, v_hash;
    if not found then
        raise exception 'there is no ledger %', p_ledger using errcode = 'GT002';
    end if;
    if p_counted is not null then
        perform 1 from jsonb_to_recordset(p_counted) as c(kind text, subject uuid, code text, count integer)
          where c.count <> (select count(*) from ledger.fact f
                             where f.ledger = p_ledger and f.kind = c.kind and f.subject = c.subject and f.code = c.code);
        if found then
            raise exception 'the facts moved in ledger %', p_ledger using errcode = 'GT003';
        end if;
    end if;
    insert into ledger.event values (p_ledger, v_position, v_recorded, p_stream_type, p_stream, p_sequence, p_event,
        p_occurred, p_name, p_version, p_context, p_payload, v_hash);

    if p_events is not null then
        for i in 1 .. array_length(p_events, 1) loop
            v_position := v_position + 1;
            v_name := convert_to(p_names[i], 'UTF8');
            v_hash := sha256(v_hash || int4send(p_ledger) || int8send(v_position) || int8send(v_recorded)
                || uuid_send(p_stream) || int4send(p_sequence + i) || uuid_send(p_events[i]) || int8send(p_occurred)
                || int4send(p_versions[i]) || int4send(octet_length(v_type)) || int4send(octet_length(v_name))
                || int4send(octet_length(p_contexts[i])) || int4send(octet_length(p_payloads[i])) || '\x47543031'::bytea
                || v_type || v_name || p_contexts[i] || p_payloads[i]);
            insert into ledger.event values (p_ledger, v_position, v_recorded, p_stream_type, p_stream, p_sequence + i,
                p_events[i], p_occurred, p_names[i], p_versions[i], p_contexts[i], p_payloads[i], v_hash);
        end loop;
        update ledger.head h set position = v_position, hash = v_hash where h.ledger = p_ledger;
    end if;

    insert into ledger.accepted values (p_ledger, p_scope, p_body, p_stream,
        p_sequence + coalesce(array_length(p_events, 1), 0), v_position, v_recorded, p_warnings);

    if p_facts is not null then
        insert into ledger.fact
        select p_ledger, f.kind, f.subject, f.ref, f.code, f.at, f.ended, v_position - coalesce(array_length(p_events, 1), 0) + f.position
          from jsonb_to_recordset(p_facts) as f(kind text, subject uuid, ref uuid, code text, at bigint, ended boolean, position bigint)
        on conflict on constraint fact_once
        do update set at = excluded.at, ended = excluded.ended, position = excluded.position;
    end if;
    return v_position;
end
$$;

-- Facts made anew from the events, all at once, under the head's lock: -1 where the ledger has moved past p_position.
-- Answers how many rows were missing, wrong or too many.
create or replace function ledger.replace_facts(p_ledger integer, p_position bigint, p_facts jsonb)
returns integer language plpgsql security definer as $$
declare
    v_differed integer;
begin
    perform 1 from ledger.head h where h.ledger = p_ledger and h.position = p_position for update;
    if not found then
        return -1;
    end if;
    create temporary table fresh on commit drop as
        select p_ledger as ledger, f.kind, f.subject, f.ref, f.code, f.at, f.ended, f.position
          from jsonb_to_recordset(p_facts) as f(kind text, subject uuid, ref uuid, code text, at bigint, ended boolean, position bigint);
    select count(*) into v_differed
      from (select kind, subject, ref, code, at, ended, position from ledger.fact where ledger = p_ledger) old
      full join pg_temp.fresh new using (kind, subject, ref, code)
     where (old.at, old.ended, old.position) is distinct from (new.at, new.ended, new.position);
    delete from ledger.fact where ledger = p_ledger;
    insert into ledger.fact (ledger, kind, subject, ref, code, at, ended, position)
    select ledger, kind, subject, ref, code, at, ended, position from pg_temp.fresh;
    return v_differed;
end
$$;

-- By privilege: whoever appends may run the function and read. Nobody but the owner could change or remove an event.
revoke all on all functions in schema ledger from public;
grant usage on schema ledger to gt_append, gt_relay, gt_ledger_read;
grant execute on function ledger.append, ledger.open, ledger.replace_facts to gt_append;
grant select on ledger.event, ledger.head, ledger.accepted, ledger.fact, ledger.relay_cursor to gt_append;
grant select, insert, update on ledger.reaction_cursor to gt_append;
grant select on ledger.event, ledger.head to gt_relay, gt_ledger_read;
grant select, insert, update on ledger.relay_cursor to gt_relay;

-- Accepted commands are remembered for 90 days.
create or replace function ledger.forget_accepted(p_before bigint) returns bigint language sql security definer as $$
    with gone as (delete from ledger.accepted where accepted_at < p_before returning 1) select count(*) from gone;
$$;
revoke all on function ledger.forget_accepted from public;
grant execute on function ledger.forget_accepted to gt_append;
