-- What people thought of answers.
create table feedback (
    job text not null,
    platform text not null,
    workspace text not null,
    author text not null,
    helpful integer not null,
    note text not null,
    at bigint not null,
    primary key (job, platform, workspace, author)
);
create index feedback_author on feedback (platform, workspace, author);
create index feedback_at on feedback (at);

-- How answers are worded in a channel, and who may change that.
alter table channel_policy add column tone text not null default 'PLAIN';
alter table channel_policy add column administrators text not null default '{}';
