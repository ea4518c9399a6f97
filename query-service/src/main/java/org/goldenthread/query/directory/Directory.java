package org.goldenthread.query.directory;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.goldenthread.events.personal.BlindTokens.Kind;
import org.goldenthread.events.personal.BlindTokens;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.LedgerId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds children. */
public final class Directory {

    /** Below this, likeness is chance. */
    private static final int LEAST = 35;

    private final JdbcClient sql;
    private final BlindTokens tokens;

    public Directory(JdbcClient sql, BlindTokens tokens) {
        this.sql = sql;
        this.tokens = tokens;
    }

    /** A child as the directory holds them: sealed. */
    public record Known(ChildId child, SealedToken name, String dobStatus, SealedToken dob, SealedToken address) {}

    /** A child who may be the one; {@code confidence} 0-100. */
    public record Match(Known known, int confidence) {}

    /** What a child is looked for by; what is not known is absent. */
    public record Wanted(@Nullable String name, @Nullable String dob, @Nullable String nhsNumber, @Nullable String upn) {

        static final Wanted NOTHING = new Wanted(null, null, null, null);

        boolean isEmpty() {
            return equals(NOTHING);
        }
    }

    /**
     * Everybody like the one wanted, likeliest first, hidden or not: the caller shows each only as the reader may see them. Alike
     * is who has two fifths of what can be had of the words given: one of two names, the same sound, a day, a number.
     * Confidence is the share of what was given.
     */
    public List<Match> find(LedgerId ledger, Wanted wanted, int most) {
        var tokens = this.tokens.of(ledger, wanted.name(), wanted.dob(), wanted.nhsNumber(), wanted.upn());
        int whole = tokens.stream().filter(token -> token.kind() != Kind.WHOLE_NAME).mapToInt(token -> token.kind().weight()).sum();
        int all = tokens.stream().mapToInt(token -> token.kind().weight()).sum();
        return find(tokens, ledger, Set.of(), Math.max(8, Math.min(whole * 2 / 5, LEAST)), most).stream()
                .map(match -> new Match(match.known(), Math.min(99, match.confidence() * 100 / Math.max(all, match.confidence())))).toList();
    }

    /** Several children at once; one whom the directory does not hold is not in the answer. */
    public Map<ChildId, Known> find(LedgerId ledger, Collection<ChildId> children) {
        return sql.sql("select child, name, dob_status, dob, address from directory.child where ledger = :ledger and child = any(:children::uuid[])")
                .param("ledger", ledger.value()).param("children", children.stream().map(ChildId::value).toArray(UUID[]::new)).query((row, n) -> known(row)).list().stream()
                .collect(Collectors.toUnmodifiableMap(Known::child, known -> known));
    }

    public Optional<Known> find(LedgerId ledger, ChildId child) {
        return sql.sql("select child, name, dob_status, dob, address from directory.child where ledger = :ledger and child = :child")
                .param("ledger", ledger.value()).param("child", child.value()).query((row, n) -> known(row)).optional();
    }

    /** Children like the one described and not kept from the reader, likeliest first, at most ten. */
    public List<Match> like(LedgerId ledger, Set<UUID> kept, @Nullable String name, @Nullable String dob) {
        return find(tokens.of(ledger, name, dob, null, null), ledger, kept, LEAST, 10);
    }

    private List<Match> find(List<BlindTokens.Token> wanted, LedgerId ledger, Set<UUID> kept, int least, int most) {
        if (wanted.isEmpty()) {
            return List.of();
        }
        return sql.sql("""
                select c.child, c.name, c.dob_status, c.dob, c.address, least(sum(w.weight), 99) as confidence
                  from unnest(:kinds::text[], :weights::int[]) as w(kind, weight)
                  join directory.token t on t.kind = w.kind and t.ledger = :ledger and t.token = any(:tokens)
                  join directory.child c on c.ledger = t.ledger and c.child = t.child
                 where not c.child = any(:kept::uuid[])
                 group by c.ledger, c.child, c.name, c.dob_status, c.dob, c.address
                having sum(w.weight) >= :least
                 order by confidence desc, c.child limit :most
                """).param("kinds", Arrays.stream(Kind.values()).map(Kind::name).toArray(String[]::new))
                .param("weights", Arrays.stream(Kind.values()).map(Kind::weight).toArray(Integer[]::new))
                .param("ledger", ledger.value()).param("tokens", wanted.stream().map(BlindTokens.Token::hash).toArray(byte[][]::new))
                .param("least", least).param("most", most).param("kept", kept.toArray(UUID[]::new)).query((row, n) -> new Match(known(row), row.getInt(6))).list();
    }

    private static Known known(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Known(new ChildId(row.getObject(1, UUID.class)), token(row.getString(2)), row.getString(3), token(row.getString(4)),
                token(row.getString(5)));
    }

    private static SealedToken token(@Nullable String word) {
        return new SealedToken(word == null ? "" : word);
    }
}
