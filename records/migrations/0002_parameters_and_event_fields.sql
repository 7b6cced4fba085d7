-- Up Migration
-- What later documents set of the parameters that a regulation leaves open.
create table parameter (
  id bigint generated always as identity primary key,
  cycle text not null references cycle,
  name text not null,
  value text not null, -- a decimal or a date, as the pack declares
  document text not null,
  submission bigint not null references submission,
  supersedes bigint unique references parameter,
  by_post text not null,
  at timestamptz not null
);
create index parameter_name on parameter (cycle, name);

-- Fields of an event beyond points, ground, document and indicator, by the names that the pack declares.
alter table addition add column fields jsonb not null default '{}';

create trigger facts_stay before update or delete on parameter for each row execute function refuse_change();
create trigger facts_stay_all before truncate on parameter for each statement execute function refuse_change();
grant select, insert on parameter to niankao_app;

-- Down Migration
