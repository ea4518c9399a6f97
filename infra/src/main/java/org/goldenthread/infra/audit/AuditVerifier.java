package org.goldenthread.infra.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;

/** Checks the read audit's chain by code of its own: numbers without a hole, every hash made of the one before and the row. */
public final class AuditVerifier {

    private AuditVerifier() {}

    /** How many readings were checked, and how many did not fit. */
    public record Result(long readings, long wrong) {}

    /** @param audit a connection to the audit database that may read it */
    public static Result verify(Connection audit) throws SQLException {
        long readings = 0;
        long wrong = 0;
        try (var query = audit.createStatement(); var row = query.executeQuery("""
                select ledger, number, id, at, user_id, role, agency, why, what, origin, ids, hash from audit.reading order by ledger, number
                """)) {
            int ledger = 0;
            long number = 0;
            byte[] hash = new byte[32];
            while (row.next()) {
                if (row.getInt(1) != ledger) {
                    ledger = row.getInt(1);
                    number = 0;
                    hash = new byte[32];
                }
                number++;
                hash = next(hash, row);
                readings++;
                wrong += row.getLong(2) == number && MessageDigest.isEqual(hash, row.getBytes(12)) ? 0 : 1;
            }
        }
        return new Result(readings, wrong);
    }

    private static byte[] next(byte[] before, ResultSet row) throws SQLException {
        var ids = Arrays.stream((UUID[]) row.getArray(11).getArray()).map(UUID::toString).collect(Collectors.joining(","));
        var text = String.join("\u001f", row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5), row.getString(6),
                row.getString(7), row.getString(8), row.getString(9), row.getString(10), ids);
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(before);
            return digest.digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
