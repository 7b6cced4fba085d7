-- Up Migration

-- What holds in a cycle now stands in its row, so that whoever works on it reads it under the lock that he takes anyway. The facts (amendment,
-- reorganisation, pause) say so; nobody else may.
alter table cycle add column amended_pack text references pack; -- by the last amendment that was approved
alter table cycle add column paused_by bigint references pause; -- the pause that it is in
alter table cycle add column reorganisations int not null default 0; -- how many of its units changed

update cycle c set
  amended_pack = (select a.to_pack from amendment a join amendment_decision d using (cycle, ordinal)
    where a.cycle = c.id and d.outcome = 'approve' order by a.ordinal desc limit 1),
  paused_by = (select p.id from pause p where p.cycle = c.id and not exists (select from resumption r where r.pause = p.id)),
  reorganisations = (select count(*) from reorganisation r where r.cycle = c.id);

create function amendment_holds() returns trigger language plpgsql security definer set search_path = public as $$
begin
  update cycle set amended_pack = a.to_pack from amendment a
    where id = new.cycle and a.cycle = new.cycle and a.ordinal = new.ordinal and new.outcome = 'approve';
  return null;
end $$;
create trigger holds after insert on amendment_decision for each row execute function amendment_holds();

create function reorganisation_holds() returns trigger language plpgsql security definer set search_path = public as $$
begin
  update cycle set reorganisations = reorganisations + 1 where id = new.cycle;
  return null;
end $$;
create trigger holds after insert on reorganisation for each row execute function reorganisation_holds();

create function pause_holds() returns trigger language plpgsql security definer set search_path = public as $$
begin
  update cycle set paused_by = new.id where id = new.cycle;
  return null;
end $$;
create trigger holds after insert on pause for each row execute function pause_holds();

create function resumption_holds() returns trigger language plpgsql security definer set search_path = public as $$
begin
  update cycle set paused_by = null where id = new.cycle and paused_by = new.pause;
  return null;
end $$;
create trigger holds after insert on resumption for each row execute function resumption_holds();

-- A message with a step is carried only once the step has no open task left: whoever finishes one of the last tasks need not wait for the others.
alter table outbox add column cycle text;
alter table outbox add column step text;
alter table outbox add constraint both_or_none check ((cycle is null) = (step is null));

-- Whether all open tasks of a step may be in the hands of those who are in a transaction at this moment. First they are counted, then the tasks: so whoever of
-- several began last sees all the others in both counts, and is never told no. Runs as the owner, as only he sees what other connections do.
create function may_be_last(of_cycle text, of_step text) returns boolean language plpgsql security definer set search_path = public as $$
declare
  others int;
begin
  select count(*) into others from pg_stat_activity a
    where a.datname = current_database() and a.pid <> pg_backend_pid() and a.backend_type = 'client backend' and a.state is distinct from 'idle';
  return others >= (select count(*) from (
    select from task t where t.cycle = of_cycle and t.step = of_step and t.state = 'open' limit others + 1) t);
end $$;

-- Down Migration
