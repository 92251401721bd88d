-- Where the Slack app is installed: in a workspace, or in a whole organisation of several.
create table slack_installation (
    home text primary key,
    team text not null,
    enterprise text not null,
    bot_user text not null,
    sealed text not null,
    expires_at bigint,
    scopes text not null,
    installer text not null,
    installed_at bigint not null
);

-- Which organisation a workspace belongs to, whose installation is its own then.
create table slack_workspace (
    team text primary key,
    enterprise text not null
);
create index slack_workspace_enterprise on slack_workspace (enterprise);

-- Installations that somebody began, by what they come back with.
create table slack_state (
    state text primary key,
    until bigint not null
);
