-- Why an answer was not helpful, as chosen from a list.
alter table feedback add column reason text not null default '';

-- Questions that mentors look after; each has the id of the job that it came from.
create table hand_over (
    id text primary key,
    platform text not null,
    workspace text not null,
    learner text not null,
    anonymous integer not null,
    shared integer not null,
    conversation text not null,
    conversation_kind text not null,
    message text not null,
    question text not null,
    tried text not null,
    earlier text not null,
    said text not null,
    decision text not null,
    sources text not null,
    asked_at bigint not null,
    state text not null,
    mentor text not null,
    since_at bigint not null,
    raised_at bigint,
    answer text not null,
    answered_by text not null,
    answered_at bigint,
    delivery text not null,
    reason text not null,
    version integer not null
);
create index hand_over_board on hand_over (platform, workspace, asked_at);
create index hand_over_waiting on hand_over (since_at) where state in ('OPEN', 'CLAIMED');
create index hand_over_learner on hand_over (platform, workspace, learner, asked_at);

-- Texts that somebody would have become knowledge.
create table contribution (
    id text primary key,
    platform text not null,
    workspace text not null,
    state text not null,
    origin text not null,
    article text not null,
    title text not null,
    markdown text not null,
    base text not null,
    question text not null,
    job text not null,
    hand_over text not null,
    author text not null,
    credit text not null,
    editor text not null,
    decided_by text not null,
    reason text not null,
    at bigint not null,
    decided_at bigint,
    version integer not null
);
create index contribution_board on contribution (platform, workspace, state, at);

-- Approved articles, as every instance serves them.
create table published (
    origin text primary key,
    markdown text not null,
    known text not null,
    at bigint not null,
    revision integer not null
);

-- Questions that must be answered from an article from now on.
create table knowledge_check (
    question text not null,
    article text not null,
    at bigint not null,
    passed_at bigint,
    primary key (question, article)
);

-- What is shown of all this on the platforms.
create table dispatch (
    key text primary key,
    platform text not null,
    workspace text not null,
    kind text not null,
    subject text not null,
    text text not null,
    wanted integer not null,
    shown integer not null,
    receipt text not null,
    attempts integer not null,
    reason text not null,
    at bigint not null
);
create index dispatch_receipt on dispatch (platform, workspace, receipt);
create index dispatch_subject on dispatch (subject);

-- What happens at most once, by name.
create table once (
    name text primary key,
    at bigint not null
);

-- Who changed what.
create table audit (
    number bigint generated always as identity primary key,
    at bigint not null,
    platform text not null,
    workspace text not null,
    actor text not null,
    act text not null,
    subject text not null
);
create index audit_board on audit (platform, workspace, number);

-- Questions that were not answered well, grouped by what they mean.
create table gap (
    id text primary key,
    platform text not null,
    workspace text not null,
    place text not null,
    began_at bigint not null,
    contribution text not null,
    solved_at bigint
);
create index gap_board on gap (platform, workspace);
create table gap_question (
    job text primary key references job (id) on delete cascade,
    gap text not null references gap (id) on delete cascade,
    at bigint not null
);
create index gap_question_gap on gap_question (gap);
