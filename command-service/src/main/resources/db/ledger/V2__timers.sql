-- What the system looks at again, and when. The columns are db-scheduler's; names hold ids, codes and milliseconds only.
create table ledger.timer (
    task_name            text                     not null,
    task_instance        text                     not null,
    task_data            bytea,
    execution_time       timestamp with time zone not null,
    picked               boolean                  not null,
    picked_by            text,
    last_success         timestamp with time zone,
    last_failure         timestamp with time zone,
    consecutive_failures integer,
    last_heartbeat       timestamp with time zone,
    version              bigint                   not null,
    priority             smallint,
    primary key (task_name, task_instance)
);
create index timer_due on ledger.timer (execution_time);
create index timer_heartbeat on ledger.timer (last_heartbeat);
grant select, insert, update, delete on ledger.timer to gt_append;
