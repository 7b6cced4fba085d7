-- Up Migration
-- A pack that is to take the place of the one in force, on the authority of a document. `effects` is what the proposer was shown.
create table amendment (
  cycle text not null references cycle,
  ordinal int not null,
  from_pack text not null references pack,
  to_pack text not null references pack,
  document text not null,
  reason text not null,
  effects jsonb not null,
  by_post text not null,
  at timestamptz not null,
  primary key (cycle, ordinal)
);

-- What was decided on it, by somebody else. `moved` says what became of the steps when it took effect.
create table amendment_decision (
  cycle text not null,
  ordinal int not null,
  outcome text not null check (outcome in ('approve', 'refuse')),
  reason text,
  document text,
  moved jsonb not null,
  by_post text not null,
  at timestamptz not null,
  primary key (cycle, ordinal),
  foreign key (cycle, ordinal) references amendment (cycle, ordinal)
);

-- With which pack a computation was made. What is there already was made with the pack of its cycle.
alter table computation add column pack text references pack;
alter table computation disable trigger facts_stay;
update computation set pack = cycle.pack from cycle where cycle.id = computation.cycle;
alter table computation enable trigger facts_stay;
alter table computation alter column pack set not null;

-- A step that had not opened when an amendment took it out of the plan: which one.
alter table step add column cancelled_by int;
alter table step add foreign key (cycle, cancelled_by) references amendment (cycle, ordinal);
alter table step add constraint cancelled_is_over check (cancelled_by is null or state = 'settled');

-- What an older year hands on to the next one, with the row that it comes from. `became` is the row of this year that it made.
create table carried (
  id bigint generated always as identity primary key,
  cycle text not null references cycle,
  from_cycle text not null references cycle,
  from_row text not null,
  kind text not null check (kind in ('grade', 'award', 'rectification', 'post', 'absent')),
  unit text not null,
  content jsonb not null,
  became text,
  by_post text not null,
  at timestamptz not null,
  unique (cycle, from_cycle, from_row, kind)
);
create index carried_unit on carried (cycle, unit);

do $$
declare t text;
begin
  foreach t in array array['amendment', 'amendment_decision', 'carried'] loop
    execute format('grant select, insert on %I to niankao_app', t);
  end loop;
end $$;
create trigger facts_stay before update or delete on amendment for each row execute function refuse_change();
create trigger facts_stay before update or delete on amendment_decision for each row execute function refuse_change();
create trigger facts_stay before update or delete on carried for each row execute function refuse_change();
create trigger facts_stay_all before truncate on amendment for each statement execute function refuse_change();
create trigger facts_stay_all before truncate on amendment_decision for each statement execute function refuse_change();
create trigger facts_stay_all before truncate on carried for each statement execute function refuse_change();
-- an amendment changes what has not opened yet
grant update (ord, kind, mode, name, spec, cancelled_by) on step to niankao_app;

-- Down Migration
