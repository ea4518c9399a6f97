package org.goldenthread.infra.prove.histories;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One event as the ledger's row holds it, read as plain JSON: nothing of the product's own classes. Moments are UTC milliseconds. */
record LedgerLine(int ledger, long position, long recordedAt, String streamType, String stream, int sequence, String eventId, long occurredAt, String name,
        int version, String contextMd5, String payloadMd5, JsonNode context, JsonNode payload) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    /** A ledger's events in order. */
    static List<LedgerLine> of(Connection connection, int ledger) throws SQLException {
        var lines = new ArrayList<LedgerLine>();
        try (var query = connection.prepareStatement("""
                select ledger, position, recorded_at, stream_type, stream::text, sequence, event_id::text, occurred_at, name, version, md5(context), md5(payload),
                       context,
                       payload
                  from ledger.event where ledger = ? order by position
                """)) {
            query.setInt(1, ledger);
            try (var row = query.executeQuery()) {
                while (row.next()) {
                    lines.add(new LedgerLine(row.getInt(1), row.getLong(2), row.getLong(3), row.getString(4), row.getString(5), row.getInt(6), row.getString(7),
                            row.getLong(8), row.getString(9), row.getInt(10), row.getString(11), row.getString(12), JSON.readTree(row.getBytes(13)),
                            JSON.readTree(row.getBytes(14))));
                }
            }
        }
        return lines;
    }

    /** The number of the history it belongs to, which its ids begin with; -1 where it belongs to none. */
    int history() {
        var of = switch (streamType) {
            case "meeting", "action", "contact", "child" -> stream; // a document's id is made of its meeting's
            default -> context.get("childIds").isEmpty() ? null : context.get("childIds").get(0).asString();
        };
        return of == null ? -1 : (int) (UUID.fromString(of).getMostSignificantBits() >>> 32);
    }

    boolean has(String field) {
        return payload.hasNonNull(field);
    }

    String text(String field) {
        return payload.get(field).asString();
    }

    boolean flag(String field) {
        return payload.get(field).asBoolean();
    }

    int number(String field) {
        return payload.get(field).asInt();
    }

    /** Strings of a list, in order; none where the field is not there. */
    List<String> texts(String field) {
        return texts(payload.path(field));
    }

    List<JsonNode> nodes(String field) {
        return StreamSupport.stream(payload.path(field).spliterator(), false).toList();
    }

    long moment(String field) {
        return moment(payload.get(field));
    }

    /** When a clock is due. */
    long due(String clock) {
        return moment(payload.get(clock).get("dueBy"));
    }

    LocalDate day(String field) {
        return LocalDate.parse(text(field));
    }

    String role() {
        return context.get("recordedBy").get("role").asString();
    }

    String agency() {
        return context.get("recordedBy").get("agencyId").asString();
    }

    String user() {
        return context.get("recordedBy").get("userId").asString();
    }

    boolean isSensitive() {
        return !context.get("sensitivity").asString().equals("STANDARD");
    }

    /** The rules that were set aside for it. */
    List<String> setAside() {
        return texts(context.path("override").path("rules"));
    }

    static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asString).toList();
    }

    static long moment(JsonNode moment) {
        return Instant.parse(moment.asString()).toEpochMilli();
    }

    static LocalDate dayOf(long moment) {
        return Instant.ofEpochMilli(moment).atZone(LONDON).toLocalDate();
    }

    static long endOf(LocalDate day) {
        return day.atTime(LocalTime.of(23, 59, 59)).atZone(LONDON).toInstant().toEpochMilli();
    }
}
