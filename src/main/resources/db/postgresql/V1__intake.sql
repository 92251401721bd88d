-- What was asked, by whom it is asked about only in opaque ids, and what became of it.
create table job (
    number bigint generated always as identity primary key,
    id text not null unique,
    key text not null,
    platform text not null,
    workspace text not null,
    channel text not null,
    message text not null,
    conversation text not null,
    conversation_kind text not null,
    author text not null,
    text text not null,
    scope text not null,
    notes text not null,
    addressed integer not null,
    objection text,
    knowledge_only integer not null,
    received_at bigint not null,
    due_at bigint not null,
    state text not null,
    attempts integer not null,
    revision integer not null,
    edited text,
    decision text not null,
    reason text not null,
    record text not null,
    journey text not null
);
-- Small, whatever was asked before: every question that is kept and every step of a worker looks at what is open.
create index job_open on job (conversation, state, number) where state in ('WAITING', 'ANSWERED');
create index job_open_author on job (platform, workspace, state, author) where state in ('WAITING', 'ANSWERED');
create index job_conversation on job (conversation, number);
create index job_author on job (platform, workspace, author, received_at);
create index job_workspace on job (platform, workspace, received_at);
create index job_received on job (received_at);

-- The messages of answers.
create table part (
    key text primary key,
    job text not null references job (id) on delete cascade,
    ordinal integer not null,
    payload text not null,
    replaces text,
    state text not null,
    attempts integer not null,
    receipt text,
    reason text not null
);
create index part_job on part (job, ordinal);

-- Which messages were kept before: outlives the job, so that forgetting somebody makes no duplicate new.
create table claim (
    job text primary key,
    at bigint not null
);
create index claim_at on claim (at);

-- Which messages were not handled, and why.
create table ignored (
    job text primary key,
    key text not null,
    platform text not null,
    workspace text not null,
    reason text not null,
    at bigint not null
);
create index ignored_at on ignored (at);

-- When people last wrote in a conversation.
create table presence (
    conversation text primary key,
    platform text not null,
    workspace text not null,
    at bigint not null
);

create table opted_out (
    platform text not null,
    workspace text not null,
    author text not null,
    at bigint not null,
    primary key (platform, workspace, author)
);

create table channel_policy (
    platform text not null,
    workspace text not null,
    channel text not null,
    mode text not null,
    patience_seconds bigint not null,
    scope text not null,
    primary key (platform, workspace, channel)
);

-- What the language model was given and wrote, by day in UTC.
create table spending (
    day text primary key,
    tokens bigint not null
);

create table mark (
    name text primary key,
    at bigint not null
);

-- db-scheduler's own.
create table scheduled_tasks (
    task_name text not null,
    task_instance text not null,
    task_data bytea,
    execution_time timestamp with time zone not null,
    picked boolean not null,
    picked_by text,
    last_success timestamp with time zone,
    last_failure timestamp with time zone,
    consecutive_failures integer,
    last_heartbeat timestamp with time zone,
    version bigint not null,
    priority smallint,
    primary key (task_name, task_instance)
);
create index scheduled_tasks_due on scheduled_tasks (priority desc, execution_time);
create index scheduled_tasks_heartbeat on scheduled_tasks (last_heartbeat);
