package org.goldenthread.command.access;

import static org.goldenthread.command.ledger.Decided.accepted;
import static org.goldenthread.command.ledger.Decided.refused;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.goldenthread.command.access.AccessCommand.BeginInvolvement;
import org.goldenthread.command.access.AccessCommand.EndExclusion;
import org.goldenthread.command.access.AccessCommand.EndInvolvement;
import org.goldenthread.command.access.AccessCommand.ExcludePerson;
import org.goldenthread.command.access.AccessCommand.LiftRestriction;
import org.goldenthread.command.access.AccessCommand.RestrictAccess;
import org.goldenthread.command.access.AccessCommand.ReviewBreakGlass;
import org.goldenthread.command.access.AccessCommand.ReviewRestriction;
import org.goldenthread.command.access.AccessCommand.UseBreakGlass;
import org.goldenthread.command.ledger.Decided;
import org.goldenthread.command.ledger.Known;
import org.goldenthread.events.access.AccessDecision;
import org.goldenthread.events.access.AccessEvent;
import org.goldenthread.events.access.AccessEvent.AccessRestricted;
import org.goldenthread.events.access.AccessEvent.BreakGlassAccessUsed;
import org.goldenthread.events.access.AccessEvent.BreakGlassReviewed;
import org.goldenthread.events.access.AccessEvent.ExclusionEnded;
import org.goldenthread.events.access.AccessEvent.Involvement;
import org.goldenthread.events.access.AccessEvent.InvolvementBegun;
import org.goldenthread.events.access.AccessEvent.InvolvementEnded;
import org.goldenthread.events.access.AccessEvent.Level;
import org.goldenthread.events.access.AccessEvent.PersonExcluded;
import org.goldenthread.events.access.AccessEvent.RestrictionLifted;
import org.goldenthread.events.access.AccessEvent.RestrictionReviewed;
import org.goldenthread.events.access.Sharing.Basis;
import org.goldenthread.events.values.UserId;
import org.jspecify.annotations.Nullable;

/** The rules of the right to see one child's record. */
record Access(@Nullable Lock lock, List<UserId> excluded, List<Involved> involved, List<Use> unreviewed) {

    static final Access NONE = new Access(null, List.of(), List.of(), List.of());

    /** How far the record is restricted, and who may be asked about it. */
    record Lock(Level level, UserId owner) {}

    /** One way in which a person works on the case. */
    record Involved(UserId user, Involvement kind, @Nullable Instant until) {

        boolean isAt(Instant now) {
            return until == null || until.isAfter(now);
        }
    }

    /** One opening in need that nobody has reviewed. */
    record Use(UUID id, UserId user) {}

    Decided decide(AccessCommand command, Known known, Instant now) {
        return switch (command) {
            case RestrictAccess c -> restrict(c, known, now);
            case ReviewRestriction c -> review(c, known, now);
            case LiftRestriction c -> lock == null ? refused(AccessRule.NOT_RESTRICTED)
                    : accepted(new RestrictionLifted(c.accessId(), c.childId(), lock.level(), lock.owner(), c.reason()));
            case ExcludePerson c -> exclude(c);
            case EndExclusion c -> excluded.contains(c.userId()) ? accepted(new ExclusionEnded(c.accessId(), c.childId(), c.userId(), c.reason()))
                    : refused(AccessRule.NOT_EXCLUDED);
            case BeginInvolvement c -> begin(c, known, now);
            case EndInvolvement c -> find(c.userId(), c.kind()) == null ? refused(AccessRule.NOT_INVOLVED)
                    : accepted(new InvolvementEnded(c.accessId(), c.childId(), c.userId(), c.kind(), now));
            case UseBreakGlass c -> accepted(new BreakGlassAccessUsed(c.accessId(), c.childId(), c.useId(), known.actor().userId(), c.reasonCode(),
                    c.reason(), now, now.plus(AccessDecision.BREAK_GLASS), known.settings().start("TS-GLASS", now)));
            case ReviewBreakGlass c -> reviewUse(c, known);
        };
    }

    private Decided restrict(RestrictAccess c, Known known, Instant now) {
        if (lock != null) {
            return refused(AccessRule.RESTRICTED_ALREADY);
        }
        return mayOwn(c.ownerId(), known) instanceof Decided.Refused no ? no : accepted(new AccessRestricted(c.accessId(), c.childId(), c.level(),
                c.ground(), c.reason(), c.ownerId(), c.ownerAgencyId(), known.settings().start("TS-REST", now)));
    }

    private Decided review(ReviewRestriction c, Known known, Instant now) {
        if (lock == null) {
            return refused(AccessRule.NOT_RESTRICTED);
        }
        return mayOwn(c.ownerId(), known) instanceof Decided.Refused no ? no : accepted(new RestrictionReviewed(c.accessId(), c.childId(), lock.level(), c.reason(),
                lock.owner(), c.ownerId(), c.ownerAgencyId(), known.settings().start("TS-REST", now)));
    }

    private @Nullable Decided mayOwn(UserId user, Known known) {
        if (excluded.contains(user)) {
            return refused(AccessRule.INVOLVED_AND_EXCLUDED);
        }
        return known.holdsOneOf(user, AccessDecision.CASE_WORKERS) ? null : refused(AccessRule.HOLDS_NO_ROLE);
    }

    private Decided exclude(ExcludePerson c) {
        if (excluded.contains(c.userId())) {
            return refused(AccessRule.EXCLUDED_ALREADY);
        }
        return lock != null && lock.owner().equals(c.userId()) ? refused(AccessRule.OWNER)
                : accepted(new PersonExcluded(c.accessId(), c.childId(), c.userId(), c.reason()));
    }

    private Decided begin(BeginInvolvement c, Known known, Instant now) {
        if (excluded.contains(c.userId())) {
            return refused(AccessRule.INVOLVED_AND_EXCLUDED);
        }
        if (!known.holdsAny(c.userId())) {
            return refused(AccessRule.HOLDS_NO_ROLE);
        }
        var held = find(c.userId(), c.kind());
        if (held != null && held.isAt(now)) {
            return refused(AccessRule.INVOLVED_ALREADY);
        }
        if (c.until() != null && !c.until().isAfter(now)) {
            return refused(AccessRule.ENDS_IN_THE_PAST);
        }
        return share(c, known) instanceof Decided.Refused no ? no
                : accepted(new InvolvementBegun(c.accessId(), c.childId(), c.userId(), c.agencyId(), c.kind(), now, c.until(), c.sharing()));
    }

    /** Whoever is of another agency than the giver gets something of this one (FD7). */
    private static @Nullable Decided share(BeginInvolvement c, Known known) {
        var sharing = c.sharing();
        if (sharing == null) {
            return c.agencyId().equals(known.actor().agencyId()) ? null : refused(AccessRule.NO_BASIS);
        }
        if (!sharing.familyInformed().isKeptFrom()) {
            return null;
        }
        if (sharing.basis() == Basis.CONSENT) {
            return refused(AccessRule.CONSENT_OF_THE_UNTOLD);
        }
        return sharing.reason() == null ? refused(AccessRule.FAMILY_NOT_TOLD) : null;
    }

    private Decided reviewUse(ReviewBreakGlass c, Known known) {
        var use = unreviewed.stream().filter(one -> one.id().equals(c.useId())).findFirst().orElse(null);
        if (use == null) {
            return refused(AccessRule.NO_SUCH_USE);
        }
        return use.user().equals(known.actor().userId()) ? refused(AccessRule.OWN_USE)
                : accepted(new BreakGlassReviewed(c.accessId(), c.childId(), c.useId(), c.justified(), c.note()));
    }

    private @Nullable Involved find(UserId user, Involvement kind) {
        return involved.stream().filter(one -> one.user().equals(user) && one.kind() == kind).findFirst().orElse(null);
    }

    Access evolve(AccessEvent event) {
        return switch (event) {
            case AccessRestricted e -> new Access(new Lock(e.level(), e.ownerId()), excluded, involved, unreviewed);
            case RestrictionReviewed e -> new Access(new Lock(e.level(), e.ownerId()), excluded, involved, unreviewed);
            case RestrictionLifted e -> new Access(null, excluded, involved, unreviewed);
            case PersonExcluded e -> new Access(lock, with(excluded, e.userId()), involved, unreviewed);
            case ExclusionEnded e -> new Access(lock, without(excluded, e.userId()::equals), involved, unreviewed);
            case InvolvementBegun e -> new Access(lock, excluded, with(others(e.userId(), e.kind()), new Involved(e.userId(), e.kind(), e.until())), unreviewed);
            case InvolvementEnded e -> new Access(lock, excluded, others(e.userId(), e.kind()), unreviewed);
            case BreakGlassAccessUsed e -> new Access(lock, excluded, involved, with(unreviewed, new Use(e.useId(), e.userId())));
            case BreakGlassReviewed e -> new Access(lock, excluded, involved, without(unreviewed, use -> use.id().equals(e.useId())));
        };
    }

    private List<Involved> others(UserId user, Involvement kind) {
        return without(involved, one -> one.user().equals(user) && one.kind() == kind);
    }

    private static <T> List<T> with(List<T> list, T more) {
        var all = new ArrayList<>(list);
        all.add(more);
        return List.copyOf(all);
    }

    private static <T> List<T> without(List<T> list, Predicate<T> gone) {
        return list.stream().filter(gone.negate()).toList();
    }
}
