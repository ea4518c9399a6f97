package org.goldenthread.infra.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.goldenthread.events.Role;
import org.goldenthread.infra.launcher.Person;
import org.goldenthread.infra.launcher.Product;
import org.goldenthread.infra.signin.DemoPeople;

/**
 * How long the pages about who has what take with a million receipts stored: 62,500 meetings, a notice and minutes each, eight agencies
 * each, beside the story. Measured from outside over HTTP, so the network of one machine and the browser's side of it are in the figure.
 */
final class Receipts {

    private static final int PORT = 19_790;
    private static final int MEETINGS = 62_500;
    private static final int KEPT = 400;
    private static final int ASKED = 200;
    private static final double MOST_MS = 100;

    List<Row> run(Path project) throws Exception {
        try (var product = Product.start(project, PORT)) {
            fill(product);
            var taker = person(product, Role.MINUTE_TAKER);
            var police = person(product, Role.FD_PARTNER);
            var manager = person(product, Role.FD_MANAGER);
            var chair = person(product, Role.CHAIR_SD);
            var board = person(product, Role.PARTNERSHIP_MANAGER);
            var story = story(product);
            var rows = new ArrayList<Row>();
            rows.add(Row.reference("receipts stored", (double) count(product), "rows"));
            rows.add(page("grid of a meeting's notice", taker, "/documents/" + story));
            rows.add(page("what one agency has", taker, "/documents/" + story + "/agencies/" + DemoPeople.POLICE));
            rows.add(page("not received (400 meetings kept)", taker, "/outstanding"));
            rows.add(page("minutes to write and send", taker, "/minutes?show=NOT_ACKNOWLEDGED"));
            rows.add(page("inbox of the police", police, "/inbox"));
            rows.add(page("inbox of the police, all", police, "/inbox?show=ALL"));
            rows.add(page("who knew what of a child", manager, knowledge(product, manager)));
            rows.add(page("figures of three months", chair, "/timeliness"));
            rows.add(page("partnership of twelve months", board, "/partnership"));
            rows.add(page("partnership of twelve months, what was never received", board, "/partnership/list?figure=NEVER_RECEIVED&only=true"));
            return rows;
        }
    }

    private static Person person(Product product, Role role) throws InterruptedException {
        return new Person(product, DemoPeople.with(role)).of(1).signIn();
    }

    private static Row page(String name, Person reader, String path) throws InterruptedException {
        long[] nanos = new long[ASKED];
        for (int i = -30; i < ASKED; i++) {
            long start = System.nanoTime();
            var answer = reader.page(path);
            if (answer.status() != 200) {
                throw new IllegalStateException(path + " answers " + answer.status());
            }
            if (i >= 0) {
                nanos[i] = System.nanoTime() - start;
            }
        }
        Arrays.sort(nanos);
        System.out.printf(Locale.ROOT, "  %s: p50 %.1f ms%n", name, nanos[ASKED / 2] / 1e6);
        return Row.atMost(name + ", p95", nanos[ASKED * 95 / 100] / 1e6, "ms", MOST_MS);
    }

    /** A notice of the story that the minute taker may see. */
    private static UUID story(Product product) throws SQLException {
        try (var database = product.machine().postgres().connect("projections"); var query = database.prepareStatement("""
                select d.document from document.document d
                  join access.keeper k on k.ledger = d.ledger and k.meeting = d.meeting
                 where d.ledger = 1 and d.kind = 'DECISION_NOTICE' and d.issued_at is not null and k.user_id = ? and d.document not in (select md5('d' || g)::uuid from generate_series(1, ?) g)
                 order by d.issued_at limit 1
                """)) {
            query.setObject(1, DemoPeople.with(Role.MINUTE_TAKER).id().value());
            query.setInt(2, KEPT);
            try (var row = query.executeQuery()) {
                row.next();
                return row.getObject(1, UUID.class);
            }
        }
    }

    /** The page of what the police had of a child of the story, of the first whom its reader may see. */
    private static String knowledge(Product product, Person reader) throws SQLException, InterruptedException {
        try (var database = product.machine().postgres().connect("projections"); var query = database.prepareStatement("""
                select distinct a.child from meeting.about a join document.document d on d.ledger = a.ledger and d.meeting = a.meeting
                 where a.ledger = 1 and d.document not in (select md5('d' || g)::uuid from generate_series(1, ?) g union all select md5('n' || g)::uuid from generate_series(1, ?) g)
                """)) {
            query.setInt(1, MEETINGS);
            query.setInt(2, MEETINGS);
            try (var row = query.executeQuery()) {
                while (row.next()) {
                    var path = "/children/" + row.getObject(1, UUID.class) + "/knowledge?agency=" + DemoPeople.POLICE;
                    if (reader.page(path).status() == 200) {
                        return path;
                    }
                }
            }
        }
        throw new IllegalStateException(reader.who().username() + " may see nobody of the story");
    }

    private static long count(Product product) throws SQLException {
        try (var database = product.machine().postgres().connect("projections"); var query = database.createStatement();
                var row = query.executeQuery("select count(*) from document.distribution")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Rows like those of the story, by the hundred thousand: nine in ten acknowledged, one in fifty never there, over two years. */
    private static void fill(Product product) throws SQLException, InterruptedException {
        product.machine().awaitProjections(Duration.ofSeconds(60));
        try (var database = product.machine().postgres().connect("projections")) {
            execute(database, """
                    create temp table one as select g, md5('m' || g)::uuid as meeting, md5('c' || g)::uuid as child,
                           (extract(epoch from now()) * 1000)::bigint - (g::bigint * 730 * 86400000 / %1$d) as at from generate_series(1, %1$d) g
                    """.formatted(MEETINGS), """
                    create temp table paper as select g, meeting, child, at, 'DECISION_NOTICE' as kind, md5('d' || g)::uuid as document from one
                    union all select g, meeting, child, at, 'MINUTES', md5('n' || g)::uuid from one
                    """, """
                    create temp table agency as select row_number() over () as number, agency from
                      (select distinct agency from document.distribution union select gen_random_uuid() from generate_series(1, 8)) a limit 8
                    """, """
                    insert into meeting.meeting select (jsonb_populate_record(b, jsonb_build_object('meeting', o.meeting, 'starts_at', o.at, 'ended_at', o.at + 3600000))).*
                      from one o cross join (select m from meeting.meeting m where state = 'CLOSED' limit 1) x(b)
                    """, "insert into meeting.about select 1, child, meeting, 1 from one", """
                    insert into document.document select (jsonb_populate_record(b, jsonb_build_object('document', p.document, 'meeting', p.meeting, 'issued_at', p.at, 'version', 1))).*
                      from paper p join (select distinct on (kind) d from document.document d where version > 0 order by kind) x(b) on (b).kind = p.kind
                    """, """
                    insert into document.minutes select (jsonb_populate_record(b, jsonb_build_object('document', p.document, 'meeting', p.meeting, 'ended_at', p.at,
                           'due_by', p.at + 604800000, 'first_issued', p.at + 300000000, 'version', 1))).*
                      from paper p cross join (select m from document.minutes m where version > 0 limit 1) x(b) where p.kind = 'MINUTES'
                    """, """
                    insert into document.owed select 1, p.document, a.agency, p.meeting, 'ATTENDED', p.at, p.at + 604800000, null, null, false
                      from paper p cross join agency a where p.kind = 'MINUTES'
                    """, """
                    insert into document.distribution select (jsonb_populate_record(b, jsonb_build_object('distribution', md5('x' || p.document || a.number)::uuid, 'document', p.document,
                           'meeting', p.meeting, 'version', 1, 'agency', a.agency, 'due_by', p.at + 86400000, 'sent_at', p.at, 'overdue', false,
                           'delivered_at', case when (p.g + a.number) %% 50 = 0 then null else p.at end, 'acknowledge_by', case when (p.g + a.number) %% 50 = 0 then null else p.at + 172800000 end,
                           'opened_at', null, 'acknowledged_at', case when (p.g + a.number) %% 10 = 0 then null else p.at + 7200000 end, 'statement', case when (p.g + a.number) %% 10 = 0 then null else 'RECEIVED' end))).*
                      from paper p cross join agency a cross join (select d from document.distribution d where acknowledged_at is not null limit 1) x(b)
                    """.replace("%%", "%"), counted(),
                    "insert into access.of_meeting select 1, document, meeting from paper",
                    "insert into access.named select 1, document, child, 0, true from paper", "insert into access.named select 1, meeting, child, 0, true from one",
                    "insert into access.received select 1, p.document, a.agency, 1, true from paper p cross join agency a",
                    "insert into access.keeper select 1, meeting, '" + DemoPeople.with(Role.MINUTE_TAKER).id().value() + "' from one where g <= " + KEPT);
            for (var table : List.of("meeting.meeting", "meeting.about", "document.document", "document.minutes", "document.owed", "document.distribution", "access.of_meeting", "access.named",
                    "access.received", "access.keeper", "partnership.about", "partnership.owed", "partnership.shared", "partnership.decision", "partnership.tally")) {
                execute(database, "vacuum analyze " + table);
            }
        }
    }

    /** The same as the board's page counts it: due at the end of a day, one decision a meeting, one in thirty after it. */
    private static String counted() {
        return """
                insert into partnership.about select 1, child, meeting from one;
                insert into partnership.owed select o.ledger, o.document, o.agency, o.meeting, m.meeting_kind, DUE, x.delivered_at, false, false, false
                  from document.owed o join document.minutes m using (ledger, document) join one on one.meeting = o.meeting
                  join document.distribution x on x.ledger = o.ledger and x.document = o.document and x.agency = o.agency;
                insert into partnership.decision select 1, md5('y' || g)::uuid, meeting, 'STRATEGY', at, g % 30 = 0, g % 30, true, '{}' from one;
                insert into partnership.shared select 1, md5('y' || p.g)::uuid, x.agency, p.meeting, 'STRATEGY', DUE, x.delivered_at, true, false
                  from paper p join document.distribution x on x.ledger = 1 and x.document = p.document cross join lateral (select p.at + 86400000 as due_by) o where p.kind = 'DECISION_NOTICE';
                insert into partnership.tally
                select 1, figure, at, agency, kind, count(*), count(*) filter (where good), count(*) filter (where came), 0 from (
                    select 'MINUTES' as figure, o.due_by as at, o.agency, o.kind, coalesce(o.delivered_at <= o.due_by, false) as good, o.delivered_at is not null as came
                      from partnership.owed o join one using (meeting)
                    union all select 'NOTICE', s.due_by, s.agency, s.kind, coalesce(s.shared_at <= s.due_by, false), s.shared_at is not null from partnership.shared s join one using (meeting)
                    union all select 'DECISION', DUE, '00000000-0000-0000-0000-000000000000', d.kind, d.after, true
                      from partnership.decision d join one using (meeting) cross join lateral (select d.decided_at as due_by) o) counted
                 group by figure, at, agency, kind
                on conflict (ledger, figure, at, agency, kind) do update set counted = partnership.tally.counted + excluded.counted, good = partnership.tally.good + excluded.good,
                   came = partnership.tally.came + excluded.came
                """.replace("DUE", "(extract(epoch from (date_trunc('day', to_timestamp(o.due_by / 1000.0) at time zone 'Europe/London') + interval '86399 seconds') at time zone 'Europe/London') * 1000)::bigint");
    }

    private static void execute(Connection database, String... statements) throws SQLException {
        try (var statement = database.createStatement()) {
            for (var one : statements) {
                statement.execute(one);
            }
        }
    }
}
