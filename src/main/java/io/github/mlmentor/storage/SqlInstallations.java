package io.github.mlmentor.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.mlmentor.slack.Installation;
import io.github.mlmentor.slack.Installations;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the Slack app is installed, in SQL; tokens are sealed. One for each process. Thread-safe. */
public final class SqlInstallations implements Installations {
    private static final Logger LOG = LoggerFactory.getLogger(SqlInstallations.class);
    /** So that waiting for Slack never takes the connections that questions are stored with. */
    private static final int ALONE_AT_ONCE = 2;

    private final Database database;
    private final Seal seal;
    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();
    private final Semaphore connections = new Semaphore(ALONE_AT_ONCE);

    /** A row as it is. */
    private record Row(
            String home,
            String team,
            String enterprise,
            String botUser,
            String sealed,
            @Nullable Instant expiresAt,
            String scopes,
            String installer,
            Instant installedAt) {
        static Row of(ResultSet row) throws SQLException {
            long expiry = row.getLong("expires_at");
            Instant expiresAt = row.wasNull() ? null : Instant.ofEpochMilli(expiry);
            return new Row(
                    row.getString("home"),
                    row.getString("team"),
                    row.getString("enterprise"),
                    row.getString("bot_user"),
                    row.getString("sealed"),
                    expiresAt,
                    row.getString("scopes"),
                    row.getString("installer"),
                    Instant.ofEpochMilli(row.getLong("installed_at")));
        }
    }

    /** Keeps installations. */
    public SqlInstallations(Database database, Seal seal) {
        this.database = database;
        this.seal = seal;
    }

    /**
     * Seals everything with the first key that another one sealed, so that the other can go, and says in the log what cannot be
     * opened.
     *
     * @return how many installations there are
     */
    public int reseal() {
        List<Row> rows = database.read(handle -> handle.createQuery("select * from slack_installation order by home")
                .map((row, context) -> Row.of(row))
                .list());
        for (Row row : rows) {
            try {
                Installation installation = opened(row);
                if (seal.isOld(row.sealed())) {
                    database.durably(handle -> handle.createUpdate(
                                    "update slack_installation set sealed = :new where home = :home"
                                            + " and sealed = :old")
                            .bind("home", row.home())
                            .bind("old", row.sealed())
                            .bind("new", sealed(installation))
                            .execute());
                }
            } catch (Unreadable e) {
                LOG.error("{}", e.getMessage());
            }
        }
        return rows.size();
    }

    @Override
    public Optional<Installation> find(String team) {
        return database.read(handle -> handle.createQuery("select * from slack_installation where home = :team"
                                + " or home = (select enterprise from slack_workspace where team = :team)"
                                + " order by case when home = :team then 0 else 1 end limit 1")
                        .bind("team", team)
                        .map((row, context) -> Row.of(row))
                        .findOne())
                .map(this::opened);
    }

    @Override
    public List<String> all() {
        return database.read(handle -> handle.createQuery("select home from slack_installation order by home")
                .mapTo(String.class)
                .list());
    }

    @Override
    public void save(Installation installation) {
        database.durably(handle -> bound(
                handle,
                installation,
                "insert into slack_installation (home, team, enterprise, bot_user, sealed, expires_at, scopes, installer,"
                        + " installed_at) values (:home, :team, :enterprise, :botUser, :sealed, :expiresAt, :scopes,"
                        + " :installer, :installedAt) on conflict (home) do update set team = excluded.team,"
                        + " enterprise = excluded.enterprise, bot_user = excluded.bot_user, sealed = excluded.sealed,"
                        + " expires_at = excluded.expires_at, scopes = excluded.scopes, installer = excluded.installer,"
                        + " installed_at = excluded.installed_at"));
    }

    @Override
    public boolean renew(Installation installation) {
        return database.durably(handle -> bound(
                        handle,
                        installation,
                        "update slack_installation set sealed = :sealed, expires_at = :expiresAt"
                                + " where home = :home and installed_at = :installedAt"))
                == 1;
    }

    private int bound(Handle handle, Installation installation, String sql) {
        Instant expiry = installation.expiresAt();
        return handle.createUpdate(sql)
                .bind("home", installation.home())
                .bind("team", installation.team())
                .bind("enterprise", installation.enterprise())
                .bind("botUser", installation.botUser())
                .bind("sealed", sealed(installation))
                .bind("expiresAt", expiry == null ? null : (Long) expiry.toEpochMilli())
                .bind("scopes", installation.scopes())
                .bind("installer", installation.installer())
                .bind("installedAt", installation.installedAt().toEpochMilli())
                .execute();
    }

    @Override
    public boolean remove(String home, Instant until) {
        return database.durably(handle -> {
            handle.createUpdate("delete from slack_installation where home = :home and installed_at <= :until")
                    .bind("home", home)
                    .bind("until", until.toEpochMilli())
                    .execute();
            return handle.createQuery("select count(*) from slack_installation where home = :home")
                            .bind("home", home)
                            .mapTo(int.class)
                            .one()
                    == 0;
        });
    }

    /** {@inheritDoc} One process serves from SQLite, so there a lock of its own is enough, and no writer waits for Slack. */
    @Override
    public <T> T alone(String home, Function<Optional<Installation>, T> work) {
        ReentrantLock lock = locks.computeIfAbsent(home, key -> new ReentrantLock());
        lock.lock();
        try {
            if (database.dialect() == Dialect.SQLITE) {
                return work.apply(own(home));
            }
            connections.acquireUninterruptibly();
            try {
                return database.durably(handle -> {
                    database.lockConversation(handle, "slack_installation/" + home);
                    return work.apply(own(home));
                });
            } finally {
                connections.release();
            }
        } finally {
            lock.unlock();
        }
    }

    private Optional<Installation> own(String home) {
        return database.read(handle -> handle.createQuery("select * from slack_installation where home = :home")
                        .bind("home", home)
                        .map((row, context) -> Row.of(row))
                        .findOne())
                .map(this::opened);
    }

    @Override
    public void belongs(String team, String enterprise) {
        database.inTransaction(
                handle -> handle.createUpdate("insert into slack_workspace (team, enterprise) values (:team,"
                                + " :enterprise) on conflict (team) do update set enterprise = excluded.enterprise")
                        .bind("team", team)
                        .bind("enterprise", enterprise)
                        .execute());
    }

    @Override
    public List<String> teams(String enterprise) {
        return database.read(handle -> handle.createQuery(
                        "select team from slack_workspace where enterprise = :enterprise order by team")
                .bind("enterprise", enterprise)
                .mapTo(String.class)
                .list());
    }

    @Override
    public void leaves(String team) {
        database.inTransaction(handle -> handle.createUpdate("delete from slack_workspace where team = :team")
                .bind("team", team)
                .execute());
    }

    @Override
    public void expect(String state, Instant until) {
        database.inTransaction(handle -> {
            // What nobody came back for goes when the next one begins.
            handle.createUpdate("delete from slack_state where until < :old")
                    .bind("old", until.minusSeconds(3_600).toEpochMilli())
                    .execute();
            return handle.createUpdate("insert into slack_state (state, until) values (:state, :until)")
                    .bind("state", hash(state))
                    .bind("until", until.toEpochMilli())
                    .execute();
        });
    }

    @Override
    public boolean arrived(String state, Instant now) {
        return database.inTransaction(
                        handle -> handle.createUpdate("delete from slack_state where state = :state and until > :now")
                                .bind("state", hash(state))
                                .bind("now", now.toEpochMilli())
                                .execute())
                == 1;
    }

    /** Whoever reads the database cannot come back in somebody's place. */
    private static String hash(String state) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(state.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Both tokens together, so that neither can be put in the other's place. */
    private String sealed(Installation installation) {
        return seal.close(
                owner(installation.home()),
                Json.MAPPER
                        .createArrayNode()
                        .add(installation.botToken())
                        .add(installation.refreshToken())
                        .toString());
    }

    private Installation opened(Row row) {
        try {
            var tokens = Json.MAPPER.readTree(seal.open(owner(row.home()), row.sealed()));
            return new Installation(
                    row.team(),
                    row.enterprise(),
                    row.botUser(),
                    tokens.path(0).asText(),
                    tokens.path(1).asText(),
                    row.expiresAt(),
                    row.scopes(),
                    row.installer(),
                    row.installedAt());
        } catch (Seal.Broken | com.fasterxml.jackson.core.JsonProcessingException e) {
            String why = e instanceof Seal.Broken broken ? String.valueOf(broken.getMessage()) : "they are no tokens";
            throw new Unreadable("The tokens of Slack workspace " + row.home() + " cannot be read: " + why
                    + ", or install the app there anew");
        }
    }

    private static String owner(String home) {
        return "slack_installation/" + home;
    }
}
