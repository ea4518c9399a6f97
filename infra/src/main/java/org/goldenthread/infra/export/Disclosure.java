package org.goldenthread.infra.export;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.goldenthread.events.Role;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.UserId;

/** Writes the reading that every disclosure leaves, before anything is disclosed. */
final class Disclosure {

    private static final int MOST_SECONDS = 10;

    private Disclosure() {}

    /**
     * @param by the operator, by name or by the subject they sign in with
     * @throws NotExported where the read audit does not take it: then nothing may be exported
     */
    static void write(Login audit, Trail trail, String by, AgencyId agency, Instant at) {
        try (var connection = audit.connect()) {
            append(connection, trail, by, agency, at);
        } catch (SQLException e) {
            throw new NotExported("The read audit did not take the reading (" + e.getSQLState() + "), so nothing was exported: whoever takes a case out leaves a trace first.", e);
        }
    }

    private static void append(Connection connection, Trail trail, String by, AgencyId agency, Instant at) throws SQLException {
        try (var call = connection.prepareStatement("select audit.append(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            call.setQueryTimeout(MOST_SECONDS);
            call.setInt(1, trail.ledger().value());
            call.setObject(2, UUID.randomUUID());
            call.setLong(3, at.toEpochMilli());
            call.setObject(4, UserId.ofSubject(by).value());
            call.setString(5, Role.SYS_ADMIN.name());
            call.setObject(6, agency.value());
            call.setString(7, "EXPORT");
            call.setString(8, "infra/export");
            call.setString(9, by + ", as " + System.getProperty("user.name"));
            call.setArray(10, connection.createArrayOf("uuid", trail.records().toArray()));
            call.executeQuery().close();
        }
    }
}
