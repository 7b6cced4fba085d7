-- Up Migration
-- Slips for what is late (督办单): one for each matter and rung of the ladder, numbered within the cycle. The matter is the late task itself.
create table slip (
  id bigint generated always as identity primary key,
  cycle text not null references cycle,
  number int not null,
  label text not null, -- 督办〔2013〕3号
  matter bigint not null references task,
  rung int not null check (rung > 0),
  name text not null, -- 提醒单, 督办单 …
  late_since timestamptz not null, -- the due instant that was missed
  due_at timestamptz not null, -- until when it is to be answered
  leader text, -- the body that hears of it too
  by_post text not null,
  at timestamptz not null,
  unique (cycle, number),
  unique (cycle, matter, rung)
);
create index slip_matter on slip (matter);

-- What the receiver answers: the measures it takes, and the day by which the matter will be done.
create table slip_answer (
  slip bigint primary key references slip,
  cycle text not null references cycle,
  measures text not null,
  done_by timestamptz not null,
  by_post text not null,
  at timestamptz not null
);

-- What a body wants from units outside the plan, by which document; nothing reaches a unit before it is approved.
create table collection (
  id bigint generated always as identity primary key,
  cycle text not null references cycle,
  number int not null,
  body text not null,
  units jsonb not null,
  what text not null,
  document text not null,
  due_on date not null,
  by_post text not null,
  at timestamptz not null,
  unique (cycle, number),
  foreign key (cycle, body) references body (cycle, key)
);

create table collection_ruling (
  collection bigint primary key references collection,
  cycle text not null references cycle,
  outcome text not null check (outcome in ('approve', 'refuse')),
  reason text,
  document text,
  by_post text not null,
  at timestamptz not null
);

-- Which indicators a file proves, and whether it was cited instead of handed in once more.
create table evidence_use (
  submission bigint not null references submission,
  cycle text not null,
  sha256 text not null,
  indicator text not null default '', -- '' where it is bound to none
  cited boolean not null default false,
  primary key (submission, sha256, indicator),
  foreign key (cycle, sha256) references evidence (cycle, sha256)
);
create index evidence_use_file on evidence_use (cycle, sha256);

create trigger facts_stay before update or delete on slip for each row execute function refuse_change();
create trigger facts_stay_all before truncate on slip for each statement execute function refuse_change();
create trigger facts_stay before update or delete on slip_answer for each row execute function refuse_change();
create trigger facts_stay_all before truncate on slip_answer for each statement execute function refuse_change();
create trigger facts_stay before update or delete on collection for each row execute function refuse_change();
create trigger facts_stay_all before truncate on collection for each statement execute function refuse_change();
create trigger facts_stay before update or delete on collection_ruling for each row execute function refuse_change();
create trigger facts_stay_all before truncate on collection_ruling for each statement execute function refuse_change();
create trigger facts_stay before update or delete on evidence_use for each row execute function refuse_change();
create trigger facts_stay_all before truncate on evidence_use for each statement execute function refuse_change();
grant select, insert on slip, slip_answer, collection, collection_ruling, evidence_use to niankao_app;

-- Down Migration
