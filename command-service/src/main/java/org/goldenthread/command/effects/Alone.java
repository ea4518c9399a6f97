package org.goldenthread.command.effects;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Lets one instance at a time do something, by a lock of the database. */
record Alone(DataSource database, long lock) {

    /** What is done while the lock is held. */
    @FunctionalInterface
    interface Work {

        void run(Held held) throws SQLException, InterruptedException;
    }

    /** Whether the lock is still held: without it another instance may do the same. */
    @FunctionalInterface
    interface Held {

        boolean still() throws SQLException;
    }

    /** Does it, unless another instance is at it. The lock ends with the work, not with the connection: that one goes back to the pool. */
    boolean tryDo(Work work) throws SQLException, InterruptedException {
        try (var connection = database.getConnection()) {
            if (!asks(connection, "select pg_try_advisory_lock(" + lock + ")")) {
                return false;
            }
            try {
                work.run(() -> asks(connection, "select true"));
            } finally {
                try (var unlock = connection.createStatement()) {
                    unlock.execute("select pg_advisory_unlock_all()");
                }
            }
            return true;
        }
    }

    private static boolean asks(Connection connection, String what) throws SQLException {
        try (var statement = connection.createStatement(); var row = statement.executeQuery(what)) {
            return row.next() && row.getBoolean(1);
        }
    }
}
