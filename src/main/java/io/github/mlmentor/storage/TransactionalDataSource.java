package io.github.mlmentor.storage;

import com.zaxxer.hikari.HikariDataSource;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Set;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Hands out the connection of the transaction that this thread is in, so that a row and the job that works on it are written
 * together or not at all, although two libraries write them. Outside of a transaction it hands out the ordinary pool's. Thread-safe.
 */
final class TransactionalDataSource implements DataSource {
    /** What a library must not do to a connection that is not its own. */
    private static final Set<String> NOT_YOURS = Set.of("close", "commit", "rollback", "setAutoCommit");

    private final HikariDataSource ordinary;
    private final HikariDataSource durable;
    /** Of this source alone, so that a thread may be in transactions of two databases. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable Connection> current = new ThreadLocal<>();

    TransactionalDataSource(HikariDataSource ordinary, HikariDataSource durable) {
        this.ordinary = ordinary;
        this.durable = durable;
    }

    /** Something done in a transaction. */
    interface Work<T> {
        T run() throws SQLException;
    }

    /** Whether this thread is in a transaction. */
    boolean isInTransaction() {
        return current.get() != null;
    }

    /** Runs in a transaction of this thread; joins the one that is open. */
    <T> T inTransaction(boolean lasting, Work<T> work) throws SQLException {
        if (current.get() != null) {
            return work.run();
        }
        HikariDataSource pool = lasting ? durable : ordinary;
        try (Connection connection = pool.getConnection()) {
            begin(pool, connection);
            current.set(connection);
            try {
                T result = work.run();
                // Commits; a plain commit() would take SQLite's write lock once more.
                connection.setAutoCommit(true);
                return result;
            } catch (SQLException | RuntimeException | Error e) {
                undo(pool, connection, e);
                throw e;
            } finally {
                current.remove();
            }
        }
    }

    /**
     * SQLite's driver notes that a transaction has begun, or ended, before it asks the database. When the database says no, the
     * driver is wrong from then on: later transactions would be none, or the lock would never be given back. Such a connection is
     * not used again.
     */
    private static void begin(HikariDataSource pool, Connection connection) throws SQLException {
        try {
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            pool.evictConnection(connection);
            throw e;
        }
    }

    private static void undo(HikariDataSource pool, Connection connection, Throwable cause) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            cause.addSuppressed(e);
            pool.evictConnection(connection);
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection mine = current.get();
        if (mine == null) {
            return ordinary.getConnection();
        }
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (NOT_YOURS.contains(method.getName())) {
                        return null;
                    }
                    try {
                        return method.invoke(mine, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                });
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("the pool has one user");
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return ordinary.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        ordinary.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        ordinary.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return ordinary.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return ordinary.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return ordinary.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return ordinary.isWrapperFor(type);
    }
}
