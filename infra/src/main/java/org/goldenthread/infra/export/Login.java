package org.goldenthread.infra.export;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A database and who to be there. */
record Login(String what, String url, String user, String password) {

    Connection connect() {
        try {
            return DriverManager.getConnection(url, user, password);
        } catch (SQLException e) {
            throw new NotExported(what + " can't be reached at " + address() + " as " + user + " (" + e.getSQLState() + "). Is it running? infra/run starts it; "
                    + "another --data, --port or address can be given: infra/export --help.", e);
        }
    }

    /** Without what follows the database's name, which may be a password. */
    private String address() {
        return url.replaceAll("\\?.*", "");
    }

    @Override
    public String toString() {
        return "Login[" + what + "]";
    }
}
