package org.goldenthread.query.exports;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.goldenthread.events.Role;
import org.goldenthread.query.access.Reader;
import org.jspecify.annotations.Nullable;

/** Something that can be asked for as a file. Whether somebody may have it is asked three times: at the asking, the making and the taking. */
public interface ExportKind {

    /** Which kind it is, in what is asked. */
    Name name();

    /** The roles that may ask for it. */
    Set<Role> roles();

    /** Whether this reader may have it now. */
    boolean isOpenTo(Reader reader, Ask ask);

    /** The file, as CSV in UTF-8. Called on behalf of a reader to whom it is open. */
    byte[] make(Reader reader, Ask ask);

    /** The records that the file is about, for the read audit. */
    List<UUID> records(Ask ask);

    /** The kinds there are. */
    enum Name { READINGS_OF_AGENCY, READINGS_OF_CHILD }

    /** What somebody asks for; days are in London, the last one included. Which of them a kind needs, it says itself. */
    record Ask(Name kind, @Nullable UUID child, @Nullable UUID agency, @Nullable LocalDate from, @Nullable LocalDate until) {

        /** What the file is called. */
        String fileName() {
            var days = from == null ? "" : "-" + from + "-" + until;
            return kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-') + days + ".csv";
        }
    }
}
