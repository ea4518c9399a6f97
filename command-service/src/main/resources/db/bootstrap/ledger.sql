-- Run once, by an administrator, before the first start: the roles of the command service and its two databases.
-- The passwords here are for the local run; in production set others and name them in the environment.
create role gt_migrate login password 'gt_migrate';
create role gt_append login password 'gt_append';
create role gt_relay login password 'gt_relay';
create role gt_ledger_read login password 'gt_ledger_read';
create role gt_keys login password 'gt_keys';
create role gt_keys_read login password 'gt_keys_read';
create database ledger owner gt_migrate;
create database keys owner gt_migrate;
