-- A wrap is written in the statement that makes its key, or by way of two keys that were just opened: to look both up again for
-- every key, and to lock their rows, cost more than the key itself.
alter table keys.wrap drop constraint wrap_key_fkey, drop constraint wrap_wrapped_by_fkey;
