-- The keys that personal text is sealed under. A key whose wraps are gone is destroyed; its row stays, so that it can
-- never be made again under the same id.
create schema keys;

create table keys.key (
    id         uuid primary key,
    made_at    timestamptz not null default now()
);

-- One wrapping of a key: by the master key where wrapped_by is the key itself, else by another key.
create table keys.wrap (
    key        uuid  not null references keys.key,
    wrapped_by uuid  not null references keys.key,
    wrapped    bytea not null,
    primary key (key, wrapped_by)
);
create index wrap_by on keys.wrap (wrapped_by);

grant usage on schema keys to gt_keys, gt_keys_read;
grant select, insert on keys.key to gt_keys;
grant select, insert, delete on keys.wrap to gt_keys;
grant select on keys.key, keys.wrap to gt_keys_read;
