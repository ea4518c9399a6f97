-- Run once, by an administrator, before the first start: the query service's database and roles.
-- The passwords here are for the local run; in production set others and name them in the environment.
create role gt_intake login password 'gt_intake';
create role gt_pages login password 'gt_pages';
create database projections owner gt_intake;
create role gt_audit_owner login password 'gt_audit_owner';
create role gt_audit login password 'gt_audit';
create database audit owner gt_audit_owner;
create role gt_desk login password 'gt_desk';
create database desk owner gt_desk;
