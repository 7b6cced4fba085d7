-- Up Migration
-- Who holds a post. The post has the present holder; what was before, and by which document it changed, is in `holding`.
alter table post add column phone text;
alter table post add column vacant_since timestamptz;

create table holding (
  id bigint generated always as identity primary key,
  cycle text not null references cycle,
  post text not null,
  change text not null check (change in ('registered', 'vacated', 'filled')),
  name text not null, -- of the holder who is registered, leaves or comes
  mail text,
  phone text,
  document text,
  reason text,
  by_post text not null,
  at timestamptz not null,
  foreign key (cycle, post) references post (cycle, key)
);
create index holding_post on holding (cycle, post);

-- A post acts for another from an instant up to another one (exclusive), on tasks that were open then, that open later, or both.
create table delegation (
  id bigint generated always as identity primary key,
  cycle text not null references cycle,
  post text not null,
  to_post text not null,
  scope text not null check (scope in ('open', 'future', 'both')),
  from_at timestamptz not null,
  until_at timestamptz not null check (until_at > from_at),
  document text not null,
  reason text not null,
  by_post text not null,
  at timestamptz not null,
  foreign key (cycle, post) references post (cycle, key),
  foreign key (cycle, to_post) references post (cycle, key),
  check (post <> to_post)
);
create index delegation_post on delegation (cycle, post);
create table delegation_end (
  id bigint generated always as identity primary key,
  cycle text not null references cycle,
  delegation bigint not null unique references delegation,
  document text not null,
  reason text not null,
  by_post text not null,
  at timestamptz not null
);

-- Who acts on a task in place of its assignee; null while the assignee acts itself.
alter table task add column substitute_body text;
alter table task add column substitute_post text;
alter table task add constraint one_substitute check (num_nonnulls(substitute_body, substitute_post) <= 1);
alter table task drop constraint task_state_check;
alter table task add constraint task_state_check check (state in ('open', 'done', 'lapsed', 'cancelled', 'bypassed'));

create table reassignment (
  id bigint generated always as identity primary key,
  cycle text not null references cycle,
  task bigint not null references task,
  cause text not null check (cause in ('vacant', 'recused', 'filled', 'ordered')),
  was text not null,     -- who was to act: a body, a unit or a post
  becomes text not null, -- who is to act
  rule text,             -- the article or assumption that names the substitute
  document text,
  reason text,
  by_post text not null,
  at timestamptz not null
);
create index reassignment_task on reassignment (task);

-- Tasks on which nobody can act, in words, until somebody can.
create table incident (
  id bigint generated always as identity primary key,
  cycle text not null references cycle,
  kind text not null check (kind in ('vacant', 'recused', 'silent')),
  subject text not null, -- the body, unit or post that cannot act
  since timestamptz not null,
  sentence text not null,
  at timestamptz not null,
  closed_at timestamptz
);
create index incident_open on incident (cycle) where closed_at is null;
create table incident_task (
  incident bigint not null references incident,
  task bigint not null references task,
  primary key (incident, task)
);
create index incident_task_task on incident_task (task);

-- A repair that touches a score or a decision is prepared by one post and confirmed by another.
create table repair (
  id bigint generated always as identity primary key,
  cycle text not null references cycle,
  task bigint not null references task,
  kind text not null check (kind in ('bypass', 'substituteScore')),
  content jsonb not null,
  document text not null,
  reason text not null,
  by_post text not null,
  at timestamptz not null
);
create index repair_task on repair (task);
create table repair_confirmation (
  repair bigint primary key references repair,
  cycle text not null references cycle,
  by_post text not null,
  at timestamptz not null
);

-- On whose behalf `by_post` acted, where that was another's task by delegation.
alter table submission add column for_post text;
alter table decision add column for_post text;
alter table score add column for_post text;
alter table addition add column for_post text;
alter table parameter add column for_post text;
alter table receipt add column for_post text;
alter table publication add column for_post text;
-- A score by default: which declared policy gave it, and the article, assumption or document that the policy rests on.
alter table score add column policy text;
alter table score add column authority text;
alter table score add constraint score_default_is_founded check ((policy is null) = (authority is null));

create trigger facts_stay before update or delete on holding for each row execute function refuse_change();
create trigger facts_stay before update or delete on delegation for each row execute function refuse_change();
create trigger facts_stay before update or delete on delegation_end for each row execute function refuse_change();
create trigger facts_stay before update or delete on reassignment for each row execute function refuse_change();
create trigger facts_stay before update or delete on incident_task for each row execute function refuse_change();
create trigger facts_stay before update or delete on repair for each row execute function refuse_change();
create trigger facts_stay before update or delete on repair_confirmation for each row execute function refuse_change();
create trigger facts_stay_all before truncate on holding for each statement execute function refuse_change();
create trigger facts_stay_all before truncate on delegation for each statement execute function refuse_change();
create trigger facts_stay_all before truncate on delegation_end for each statement execute function refuse_change();
create trigger facts_stay_all before truncate on reassignment for each statement execute function refuse_change();
create trigger facts_stay_all before truncate on incident_task for each statement execute function refuse_change();
create trigger facts_stay_all before truncate on repair for each statement execute function refuse_change();
create trigger facts_stay_all before truncate on repair_confirmation for each statement execute function refuse_change();
grant select, insert on holding, delegation, delegation_end, reassignment, incident, incident_task, repair, repair_confirmation to niankao_app;
grant update (phone, vacant_since) on post to niankao_app;
grant update (substitute_body, substitute_post) on task to niankao_app;
grant update (closed_at) on incident to niankao_app;

-- Down Migration
