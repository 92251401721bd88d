-- Who is signed in to the mentors' console, by the hash of what the browser holds.
create table console_session (
    id text primary key,
    operator integer not null,
    begun_at bigint not null,
    seen_at bigint not null
);

-- As whom, in each workspace.
create table console_person (
    session text not null references console_session (id) on delete cascade,
    platform text not null,
    workspace text not null,
    author text not null,
    primary key (session, platform, workspace, author)
);
create index console_person_author on console_person (platform, workspace, author);

-- What lets somebody in once: a sign-in that was begun, a link for whoever runs this. By hash too.
create table console_ticket (
    ticket text primary key,
    until bigint not null
);

-- What was deleted goes on counting: how many, in the week that begins on that Monday, in numbers alone.
create table figure (
    platform text not null,
    workspace text not null,
    week bigint not null,
    name text not null,
    bucket integer not null,
    n bigint not null,
    primary key (platform, workspace, week, name, bucket)
);
