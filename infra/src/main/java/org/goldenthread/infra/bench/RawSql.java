package org.goldenthread.infra.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.goldenthread.command.LedgerConfiguration;
import org.goldenthread.infra.launcher.LocalPostgres;

/** The floor: plain JDBC, autocommit; a table with the ledger's columns and indexes, the same bytes a row. */
final class RawSql {

    private final DataSource database;
    private final List<UUID> streams;
    private final byte[][] bytes;
    private final AtomicLong position = new AtomicLong();

    RawSql(LocalPostgres postgres, List<UUID> streams, byte[][] bytes) throws SQLException {
        try (var connection = postgres.connect("ledger"); var statement = connection.createStatement()) {
            statement.execute("create table ledger.raw (like ledger.event including indexes including storage)");
            statement.execute("grant select, insert on ledger.raw to gt_append");
        }
        this.database = LedgerConfiguration.pool("raw", postgres.url("ledger"), "gt_append", "gt_append", 12);
        this.streams = streams;
        this.bytes = bytes;
        try (var connection = database.getConnection()) {
            for (int i = 0; i < streams.size(); i++) {
                for (int n = 0; n < 10; n++) {
                    insert(connection, streams.get(i), n);
                }
            }
        }
    }

    void readTenWriteOne(Random random, boolean read) throws SQLException {
        var stream = streams.get(random.nextInt(streams.size()));
        try (var connection = database.getConnection()) {
            if (read) {
                try (var query = connection.prepareStatement("select * from ledger.raw where stream = ? and sequence < 10 order by sequence")) {
                    query.setObject(1, stream);
                    try (var rows = query.executeQuery()) {
                        while (rows.next()) {
                            rows.getBytes(12);
                        }
                    }
                }
            }
            insert(connection, stream, (int) (10 + position.get()));
        }
    }

    private void insert(Connection connection, UUID stream, int sequence) throws SQLException {
        try (var insert = connection.prepareStatement("insert into ledger.raw values (?,?,?,?,?,?,?,?,?,?,?,?,?)")) {
            long at = position.incrementAndGet();
            insert.setInt(1, (int) (at % 150));
            insert.setLong(2, at);
            insert.setLong(3, System.currentTimeMillis());
            insert.setString(4, "contact");
            insert.setObject(5, stream);
            insert.setInt(6, sequence < 10 ? sequence : (int) (10 + at));
            insert.setObject(7, new UUID(at << 20, at));
            insert.setLong(8, System.currentTimeMillis());
            insert.setString(9, "contact-details-completed");
            insert.setInt(10, 1);
            insert.setBytes(11, bytes[0]);
            insert.setBytes(12, bytes[1]);
            insert.setBytes(13, new byte[32]);
            insert.executeUpdate();
        }
    }
}
