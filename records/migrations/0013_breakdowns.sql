-- Up Migration
-- An activity of the workflows that fails instead of doing its part: how often, since when, and the error of the last attempt. It is tried again
-- by itself; `refused` is wrong data, which is not. `over_at`: it went well since. Times are the wall clock's, in a rehearsal too.
create table breakdown (
  cycle text not null references cycle,
  activity text not null,
  subject text not null, -- a step, a unit whose appeal it is, or '' for the year
  attempts int not null,
  refused boolean not null,
  message text not null,
  since timestamptz not null,
  last_at timestamptz not null,
  over_at timestamptz,
  primary key (cycle, activity, subject)
);
grant select, insert on breakdown to niankao_app;
grant update (attempts, refused, message, since, last_at, over_at) on breakdown to niankao_app;

-- Down Migration
