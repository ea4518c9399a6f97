package org.goldenthread.query.desk;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.goldenthread.events.Role;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.events.values.UserId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who the people are that hold roles. A person who never signed in and is not in the directory file has no name here. */
public final class Colleagues {

    private final JdbcClient desk;
    private final JdbcClient pages;
    private final LoadingCache<UserId, Optional<String>> names;

    public Colleagues(JdbcClient desk, JdbcClient pages) {
        this.desk = desk;
        this.pages = pages;
        this.names = Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(Duration.ofMinutes(1)).build(user -> desk
                .sql("select name from desk.colleague where user_id = :user").param("user", user.value()).query(String.class).optional());
    }

    /** Somebody with a role in an authority. */
    public record Colleague(UserId id, String name, List<Role> roles, AgencyId agency) {}

    /** Takes the names of a file: {@code user,name}, one line a person, under a header. */
    public Colleagues read(Path file) {
        try (var rows = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get().parse(Files.newBufferedReader(file))) {
            rows.forEach(row -> keep(UserId.of(row.get("user")), row.get("name")));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("the staff directory cannot be read: " + file, e);
        }
    }

    /** Keeps the name that somebody signed in with. */
    public void keep(UserId user, String name) {
        if (!name.isBlank()) {
            desk.sql("""
                    insert into desk.colleague values (:user, :name, now())
                    on conflict (user_id) do update set name = excluded.name, seen_at = excluded.seen_at
                    """).param("user", user.value()).param("name", name).update();
            names.invalidate(user);
        }
    }

    /** A person's name; the last characters of their number where nobody told us. */
    public String name(UserId user) {
        return Objects.requireNonNull(names.get(user)).orElseGet(() -> "Colleague " + user.toString().substring(30));
    }

    /** Everybody who holds a role in an authority, by name. */
    public List<Colleague> of(LedgerId ledger) {
        var held = pages.sql("select user_id, role, agency from staff.role where ledger = :ledger and held order by role").param("ledger", ledger.value())
                .query((row, n) -> new Colleague(new UserId(row.getObject(1, UUID.class)), "", List.of(Role.valueOf(row.getString(2))),
                        new AgencyId(row.getObject(3, UUID.class)))).list();
        Map<UserId, List<Colleague>> byPerson = held.stream().collect(Collectors.groupingBy(Colleague::id));
        var all = new ArrayList<Colleague>();
        byPerson.forEach((user, roles) -> all.add(new Colleague(user, name(user), roles.stream().flatMap(one -> one.roles().stream()).distinct().toList(),
                roles.getFirst().agency())));
        all.sort(Comparator.comparing(Colleague::name));
        return all;
    }
}
