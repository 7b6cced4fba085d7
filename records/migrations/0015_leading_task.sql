-- Up Migration
-- In a task that stands for another a leading body decides what the other's assignee did not score. It was told by its key until now.
alter table task add column stands_for bigint references task;
update task l set stands_for = s.id from task s
  where s.cycle = l.cycle and s.step = l.step and l.key = s.key || '/领导组' and l.substitute_body is not null;

-- Down Migration
