-- Who holds which role is asked for every caller, whatever the ledger.
create index fact_role on ledger.fact (subject) where kind = 'ROLE';
