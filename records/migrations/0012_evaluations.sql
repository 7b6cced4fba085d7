-- Up Migration
-- The rules of an anonymous evaluation as they were when it opened: nothing that is decided later changes how it is counted.
create table ballot_box (
  cycle text not null,
  step text not null,
  floor int not null check (floor >= 2), -- fewer ratings than this are never published by themselves
  below text not null check (below in ('notAssessed', 'pooled')),
  places int not null,
  groups jsonb not null, -- key, name, codes, input of each
  at timestamptz not null,
  primary key (cycle, step),
  foreign key (cycle, step) references step (cycle, key)
);

-- One-time codes, by their SHA-256. Nobody is named, and using one leaves no time.
create table ballot_code (
  cycle text not null,
  step text not null,
  grp text not null,
  hash text not null,
  used boolean not null default false,
  primary key (cycle, step, hash),
  foreign key (cycle, step) references ballot_box (cycle, step)
);
create index ballot_code_hash on ballot_code (hash);

-- What somebody rated: no post, no code, no time; `id` is random, so that it tells no order.
create table ballot (
  id text primary key,
  cycle text not null,
  step text not null,
  grp text not null,
  ratings jsonb not null,
  foreign key (cycle, step) references ballot_box (cycle, step)
);
create index ballot_step on ballot (cycle, step);

-- What raters were shown before they rated: the results of earlier steps, as they were when the step opened.
create table briefing (
  cycle text not null,
  step text not null,
  content json not null, -- kept byte for byte: its SHA-256 is `hash`
  hash text not null,
  at timestamptz not null,
  primary key (cycle, step),
  foreign key (cycle, step) references step (cycle, key)
);

-- Which briefing lay before whoever made a submission.
create table briefed (
  submission bigint primary key references submission,
  cycle text not null,
  step text not null,
  hash text not null,
  foreign key (cycle, step) references briefing (cycle, step)
);

-- Daily data (台帐): what a data body recorded of an indicator for a month, and on which document; a correction supersedes.
create table ledger_entry (
  id bigint generated always as identity primary key,
  cycle text not null references cycle,
  step text not null,
  unit text not null,
  indicator text not null,
  month text not null check (month ~ '^\d{4}-\d{2}$'),
  value text not null,
  document text not null,
  reason text, -- why an earlier entry is corrected
  submission bigint not null references submission,
  supersedes bigint unique references ledger_entry,
  by_post text not null,
  at timestamptz not null
);
create index ledger_entry_indicator on ledger_entry (cycle, unit, indicator, month);

do $$
declare t text;
begin
  foreach t in array array['ballot_box', 'ballot', 'briefing', 'briefed', 'ledger_entry'] loop
    execute format('grant select, insert on %I to niankao_app', t);
  end loop;
end $$;
create trigger facts_stay before update or delete on ballot_box for each row execute function refuse_change();
create trigger facts_stay_all before truncate on ballot_box for each statement execute function refuse_change();
create trigger facts_stay before update or delete on ballot for each row execute function refuse_change();
create trigger facts_stay_all before truncate on ballot for each statement execute function refuse_change();
create trigger facts_stay before update or delete on briefing for each row execute function refuse_change();
create trigger facts_stay_all before truncate on briefing for each statement execute function refuse_change();
create trigger facts_stay before update or delete on briefed for each row execute function refuse_change();
create trigger facts_stay_all before truncate on briefed for each statement execute function refuse_change();
create trigger facts_stay before update or delete on ledger_entry for each row execute function refuse_change();
create trigger facts_stay_all before truncate on ledger_entry for each statement execute function refuse_change();
grant select, insert on ballot_code to niankao_app;
grant update (used) on ballot_code to niankao_app;

-- Down Migration
