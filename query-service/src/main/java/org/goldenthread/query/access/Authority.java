package org.goldenthread.query.access;

import io.micrometer.core.instrument.Timer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.query.rows.Schemas;
import org.postgresql.PGConnection;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * The second wall between authorities: every connection of the pages is bound to the one authority its reader reads for, and
 * the database shows it no row of another. Without a reader it shows none.
 */
public final class Authority {

    private static final ThreadLocal<String> CURRENT = ThreadLocal.withInitial(() -> "");

    private Authority() {}

    /** From now on this thread reads for an authority. */
    static void enter(LedgerId ledger) {
        CURRENT.set(ledger.toString());
    }

    /** This thread reads for nobody any more. */
    static void leave() {
        CURRENT.remove();
    }

    /** Reads something for an authority outside a request. */
    public static <T> T in(LedgerId ledger, Supplier<T> reading) {
        var before = CURRENT.get();
        CURRENT.set(ledger.toString());
        try {
            return reading.get();
        } finally {
            CURRENT.set(before);
        }
    }

    /**
     * The same database, each connection bound to the thread's authority. A connection that is bound so already is left alone: the
     * pages read without transactions, so no roll-back can undo the binding. {@code binding} takes the time of it.
     */
    public static DataSource bound(DataSource pages, Timer binding) {
        Map<Connection, String> boundTo = Collections.synchronizedMap(new WeakHashMap<>());
        return new DelegatingDataSource(pages) {
            @Override
            public Connection getConnection() throws SQLException {
                var connection = super.getConnection();
                try {
                    var itself = connection.unwrap(PGConnection.class) instanceof Connection physical ? physical : connection;
                    var wanted = CURRENT.get();
                    if (!wanted.equals(boundTo.get(itself))) {
                        boundTo.remove(itself);
                        bind(connection, wanted);
                        boundTo.put(itself, wanted);
                    }
                    return connection;
                } catch (SQLException e) {
                    connection.close();
                    throw e;
                }
            }

            private void bind(Connection connection, String wanted) throws SQLException {
                long start = System.nanoTime();
                try (var bind = connection.prepareStatement("select set_config('" + Schemas.AUTHORITY + "', ?, false)")) {
                    bind.setString(1, wanted);
                    bind.executeQuery().close();
                }
                binding.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            }
        };
    }
}
