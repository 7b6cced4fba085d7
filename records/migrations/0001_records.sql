-- Up Migration

-- ---------------------------------------------------------------- the rules and the year
create table pack (
  hash text primary key,
  key text not null,
  version text not null,
  content text not null, -- canonical JSON, its SHA-256 is `hash`
  stored_at timestamptz not null default clock_timestamp()
);

create table cycle (
  id text primary key check (id ~ '^[^\s/]{1,80}$'),
  kind text not null check (kind in ('live', 'rehearsal')),
  pack text not null references pack,
  engine text not null,
  calendar text not null,
  seed text not null,
  state text not null default 'open' check (state in ('open', 'published', 'closed')),
  opened_at timestamptz not null,
  -- A rehearsal's clock stands where the conductor put it; a live cycle's clock is the wall clock.
  clock_at timestamptz,
  check ((kind = 'rehearsal') = (clock_at is not null))
);

create table unit (
  cycle text not null references cycle,
  key text not null,
  name text not null,
  class text not null,
  made_up boolean not null,
  ord int not null,
  primary key (cycle, key)
);

create table body (
  cycle text not null references cycle,
  key text not null,
  name text not null,
  role text not null,
  unit text, -- the assessed unit that this body is, if it is one
  primary key (cycle, key)
);

create table post (
  cycle text not null references cycle,
  key text not null,
  name text not null,
  unit text,
  body text,
  mail text,
  primary key (cycle, key),
  check ((unit is null) <> (body is null)),
  foreign key (cycle, unit) references unit (cycle, key),
  foreign key (cycle, body) references body (cycle, key)
);

create index post_unit on post (cycle, unit);
create index post_body on post (cycle, body);

-- ---------------------------------------------------------------- steps and tasks: the arbiters of "in time"
create table step (
  cycle text not null references cycle,
  key text not null,
  ord int not null,
  kind text not null,
  -- tasks: done when all are · window: takes things in until it is due · automatic: nobody acts
  mode text not null check (mode in ('tasks', 'window', 'automatic')),
  name text not null,
  spec jsonb not null,
  state text not null default 'planned' check (state in ('planned', 'scheduled', 'open', 'settled')),
  opens_at timestamptz,
  due_at timestamptz,
  opened_at timestamptz,
  settled_at timestamptz,
  trouble text, -- why it cannot go on by itself, in words; null when nothing is wrong
  primary key (cycle, key),
  check (state = 'planned' or (opens_at is not null and due_at is not null))
);

create table task (
  id bigint generated always as identity primary key,
  cycle text not null,
  step text not null,
  key text not null,
  verb text not null check (verb in ('submit', 'decide', 'acknowledge', 'resolve', 'publish')),
  unit text,             -- whom it is about
  assignee_unit text,    -- who has to act: a unit …
  assignee_body text,    -- … or a body …
  assignee_post text,    -- … or one person
  about bigint,          -- the submission that is to be decided on
  title text not null,
  state text not null default 'open' check (state in ('open', 'done', 'lapsed', 'cancelled')),
  was_late boolean not null default false,
  opened_at timestamptz not null,
  due_at timestamptz not null,
  done_at timestamptz,
  unique (cycle, step, key),
  foreign key (cycle, step) references step (cycle, key),
  check (num_nonnulls(assignee_unit, assignee_body, assignee_post) = 1)
);
create index task_open on task (cycle, step, due_at) where state = 'open';
create index task_unit on task (cycle, unit);

create table extension (
  id bigint generated always as identity primary key,
  cycle text not null references cycle,
  task bigint not null references task,
  document text not null,
  reason text not null,
  was timestamptz not null,
  becomes timestamptz not null,
  by_post text not null,
  at timestamptz not null
);

-- ---------------------------------------------------------------- facts: inserted once, never changed
create table submission (
  id bigint generated always as identity primary key,
  cycle text not null references cycle,
  step text not null,
  task bigint references task,
  unit text,
  content jsonb not null,
  by_post text not null,
  at timestamptz not null
);
create index submission_step on submission (cycle, step, unit);

create table evidence (
  cycle text not null references cycle,
  sha256 text not null,
  name text not null,
  media_type text not null,
  bytes bytea not null,
  by_post text not null,
  at timestamptz not null,
  primary key (cycle, sha256)
);

create table submission_evidence (
  submission bigint not null references submission,
  cycle text not null,
  sha256 text not null,
  primary key (submission, sha256),
  foreign key (cycle, sha256) references evidence (cycle, sha256)
);

create table indicator (
  id bigint generated always as identity primary key,
  cycle text not null references cycle,
  unit text not null,
  key text not null,
  version int not null,
  name text not null,
  full_points numeric not null check (full_points > 0),
  kind text not null,
  body text,
  checkpoints jsonb not null default '[]',
  standard text,
  generated boolean not null default false,
  withdrawn boolean not null default false,
  authority text not null, -- the step or document that put it in force
  at timestamptz not null,
  unique (cycle, unit, key, version)
);

create table score (
  id bigint generated always as identity primary key,
  cycle text not null references cycle,
  unit text not null,
  input text not null,
  item text not null default '',
  value numeric not null,
  ground text,
  doubtful boolean not null default false,
  silent boolean not null default false,
  submission bigint references submission,
  supersedes bigint unique references score,
  by_post text not null,
  at timestamptz not null
);
create index score_unit on score (cycle, unit, input, item);

create table addition (
  id bigint generated always as identity primary key,
  cycle text not null references cycle,
  unit text not null,
  input text not null,
  indicator text,
  falsified boolean not null default false,
  points numeric not null check (points >= 0),
  ground text not null,
  document text,
  submission bigint not null references submission,
  supersedes bigint unique references addition,
  void boolean not null default false, -- a superseding row that takes the old one out
  by_post text not null,
  at timestamptz not null
);
create index addition_unit on addition (cycle, unit);

create table decision (
  id bigint generated always as identity primary key,
  cycle text not null references cycle,
  step text not null,
  task bigint not null unique references task,
  outcome text not null,
  reason text,
  document text,
  by_post text not null,
  at timestamptz not null
);

create table result (
  cycle text not null references cycle,
  version int not null,
  unit text not null,
  class text not null,
  total numeric,
  published numeric,
  rank int,
  outcome json not null, -- the whole result of the unit as the scoring core gave it
  trace json not null, -- json, not jsonb: a trace is kept byte for byte
  primary key (cycle, version, unit)
);

create table computation (
  cycle text not null references cycle,
  version int not null,
  step text not null,
  result_hash text not null,
  difference jsonb not null,
  grade_trace json not null,
  at timestamptz not null,
  primary key (cycle, version),
  unique (cycle, step)
);

create table feedback_form (
  cycle text not null references cycle,
  unit text not null,
  version int not null,
  content jsonb not null,
  issued_at timestamptz not null,
  primary key (cycle, unit, version)
);

create table receipt (
  cycle text not null references cycle,
  unit text not null,
  version int not null,
  how text not null check (how in ('acknowledged', 'served')),
  proof text,
  by_post text not null,
  at timestamptz not null,
  primary key (cycle, unit, version),
  foreign key (cycle, unit, version) references feedback_form (cycle, unit, version)
);

-- The course of one unit's appeal; its content is in submission and decision.
create table appeal (
  cycle text not null references cycle,
  unit text not null,
  step text not null,
  state text not null default 'window' check (state in ('window', 'filed', 'waived', 'granted', 'refused')),
  received_at timestamptz not null,
  due_at timestamptz not null,
  why text not null,
  submission bigint references submission,
  closed_at timestamptz,
  primary key (cycle, unit)
);

create table publication (
  cycle text primary key references cycle,
  version int not null,
  document text,
  log_head text,
  by_post text not null,
  at timestamptz not null
);

-- ---------------------------------------------------------------- notices
create table digest (
  id text primary key, -- cycle/post/day
  cycle text not null references cycle,
  post text not null,
  day date not null,
  state text not null default 'kept' check (state in ('kept', 'waiting', 'sending', 'sent', 'unknown', 'failed')),
  attempts int not null default 0,
  message text,
  sent_at timestamptz,
  unique (cycle, post, day)
);

create table notice (
  id bigint generated always as identity primary key,
  cycle text not null references cycle,
  key text not null, -- one for each fact and receiver
  post text not null,
  kind text not null,
  task bigint references task,
  title text not null,
  detail text,
  due_at timestamptz,
  was timestamptz,
  at timestamptz not null,
  digest text references digest,
  unique (cycle, key)
);
create index notice_waiting on notice (cycle, at) where digest is null;

-- The daily round was held on this day.
create table round (
  cycle text not null references cycle,
  day date not null,
  at timestamptz not null,
  primary key (cycle, day)
);

-- Requests that came with a key, and the answer that was given: asked again they are not done twice.
create table request (
  cycle text not null references cycle,
  key text not null,
  post text not null,
  answer jsonb not null,
  at timestamptz not null,
  primary key (cycle, key)
);

-- ---------------------------------------------------------------- log and outbox
create table entry (
  id bigint generated always as identity primary key,
  cycle text not null references cycle,
  verb text not null,
  subject text not null,
  content text not null, -- canonical JSON
  by_post text not null,
  at timestamptz not null
);

create table chain (
  cycle text not null references cycle,
  seq int not null,
  entry bigint not null unique references entry,
  previous text not null,
  hash text not null,
  primary key (cycle, seq)
);

create table outbox (
  id bigint generated always as identity primary key,
  action text not null check (action in ('start', 'changed')),
  workflow text not null, -- annualCycle | step | appeal | rounds
  workflow_id text not null,
  argument jsonb,
  at timestamptz not null default clock_timestamp()
);

create function announce() returns trigger language plpgsql as $$
begin
  perform pg_notify('niankao_outbox', '');
  return null;
end $$;
create trigger outbox_announce after insert on outbox for each statement execute function announce();

-- ---------------------------------------------------------------- nothing is overwritten
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'facts in % are never changed or deleted: insert a row that supersedes the old one', tg_table_name using errcode = 'NK001';
end $$;

do $$
declare t text;
begin
  foreach t in array array['pack', 'unit', 'body', 'extension', 'submission', 'evidence', 'submission_evidence', 'indicator', 'score',
    'addition', 'decision', 'result', 'computation', 'feedback_form', 'receipt', 'publication', 'round', 'request', 'entry', 'chain'] loop
    execute format('create trigger facts_stay before update or delete on %I for each row execute function refuse_change()', t);
    execute format('create trigger facts_stay_all before truncate on %I for each statement execute function refuse_change()', t);
  end loop;
end $$;

do $$
begin
  if not exists (select from pg_roles where rolname = 'niankao_app') then
    create role niankao_app nologin;
  end if;
  execute format('grant niankao_app to %I', current_user);
end $$;
grant usage on schema public to niankao_app;
grant select, insert on all tables in schema public to niankao_app;
grant update (state, clock_at) on cycle to niankao_app;
grant update (name, mail) on post to niankao_app;
grant update (state, opens_at, due_at, opened_at, settled_at, trouble) on step to niankao_app;
grant update (state, was_late, due_at, done_at) on task to niankao_app;
grant update (state, submission, closed_at, due_at) on appeal to niankao_app;
grant update (state, attempts, message, sent_at) on digest to niankao_app;
grant update (digest) on notice to niankao_app;
grant delete on outbox to niankao_app;
grant update (at) on outbox to niankao_app; -- a lock needs the right to update some column

-- Down Migration
