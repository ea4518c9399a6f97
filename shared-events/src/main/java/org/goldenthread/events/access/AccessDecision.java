package org.goldenthread.events.access;

import static org.goldenthread.events.Role.AGENCY_LEAD;
import static org.goldenthread.events.Role.AUDITOR;
import static org.goldenthread.events.Role.CHAIR_SD;
import static org.goldenthread.events.Role.EDT;
import static org.goldenthread.events.Role.EH_PRACTITIONER;
import static org.goldenthread.events.Role.FD_MANAGER;
import static org.goldenthread.events.Role.FD_PARTNER;
import static org.goldenthread.events.Role.FD_SCREENER;
import static org.goldenthread.events.Role.FD_SOCIAL_WORKER;
import static org.goldenthread.events.Role.INFO_GOVERNANCE;
import static org.goldenthread.events.Role.INSPECTOR;
import static org.goldenthread.events.Role.MINUTE_TAKER;
import static org.goldenthread.events.Role.REFERRER_PRO;
import static org.goldenthread.events.Role.SOCIAL_WORKER;
import static org.goldenthread.events.Role.TEAM_MANAGER;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.goldenthread.events.Role;
import org.jspecify.annotations.Nullable;

/**
 * The one access decision (domain 2.2 rule 1): role and relation, within the record's lock; exclusion beats everything. Used by
 * commands, pages, reads, lists, counts, search and live signals alike.
 */
public final class AccessDecision {

    /** How long after a contact the front door may read the history of the children it named. */
    public static final Duration FRONT_DOOR_WINDOW = Duration.ofDays(90);

    /** How long a record stays open that was opened in need. */
    public static final Duration BREAK_GLASS = Duration.ofHours(4);

    /** The roles of those who work cases; only they may open a record in need. */
    public static final Set<Role> CASE_WORKERS = Set.copyOf(EnumSet.of(FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER));

    private static final Set<Role> FRONT_DOOR_READERS = EnumSet.of(FD_SOCIAL_WORKER, FD_MANAGER, EDT);
    private static final Set<Relation> WORKING = EnumSet.of(Relation.ALLOCATED, Relation.SUPERVISOR);

    private static final List<Line> NAMED_INVOLVEMENT = List.of(
            new Line(CASE_WORKERS, WORKING, Lock.RESTRICTED),
            new Line(CASE_WORKERS, EnumSet.of(Relation.BREAK_GLASS), Lock.RESTRICTED),
            new Line(CASE_WORKERS, EnumSet.of(Relation.OWNER), Lock.SEALED),
            new Line(EnumSet.of(INFO_GOVERNANCE), EnumSet.of(Relation.ALLOCATED), Lock.RESTRICTED),
            new Line(EnumSet.of(AUDITOR, INSPECTOR), EnumSet.of(Relation.AUDIT_SAMPLE), Lock.OPEN));
    private static final List<Line> EARLY_HELP = List.of(new Line(EnumSet.of(EH_PRACTITIONER), WORKING, Lock.RESTRICTED));
    private static final List<Line> FRONT_DOOR = List.of(new Line(FRONT_DOOR_READERS, EnumSet.of(Relation.FRONT_DOOR), Lock.OPEN));
    private static final List<Line> SCREENING = List.of(new Line(EnumSet.of(FD_SCREENER), EnumSet.of(Relation.FRONT_DOOR), Lock.OPEN));
    private static final List<Line> MEETING_KEEPERS = List.of(new Line(EnumSet.of(CHAIR_SD, MINUTE_TAKER), EnumSet.of(Relation.KEEPER), Lock.RESTRICTED),
            new Line(CASE_WORKERS, EnumSet.of(Relation.KEEPER), Lock.RESTRICTED));

    /** Those who act for the agency that owns an action; where it sat at the meeting that agreed it, who speaks for it. */
    private static final List<Line> ACTION_OWNERS = List.of(
            new Line(EnumSet.of(REFERRER_PRO, FD_PARTNER, AGENCY_LEAD, Role.RECIPIENT, EH_PRACTITIONER), EnumSet.of(Relation.ACTION_OWNER), Lock.RESTRICTED),
            new Line(EnumSet.of(FD_PARTNER, AGENCY_LEAD), EnumSet.of(Relation.AT_TABLE), Lock.RESTRICTED));
    /** Those who act for an agency that was sent a document, by its copy. */
    private static final List<Line> RECEIVERS = List.of(new Line(EnumSet.of(FD_PARTNER, AGENCY_LEAD, Role.RECIPIENT), EnumSet.of(Relation.RECEIVER), Lock.RESTRICTED));
    private static final List<Line> STEWARDSHIP = List.of(
            new Line(CASE_WORKERS, WORKING, Lock.RESTRICTED),
            new Line(CASE_WORKERS, EnumSet.of(Relation.OWNER), Lock.SEALED),
            new Line(EnumSet.of(FD_MANAGER, EDT, TEAM_MANAGER), EnumSet.of(Relation.BREAK_GLASS), Lock.RESTRICTED),
            new Line(EnumSet.of(FD_MANAGER, EDT), EnumSet.of(Relation.FRONT_DOOR), Lock.OPEN));

    private AccessDecision() {}

    /** Which part of a record is asked for. */
    public enum Fields {
        /** Name, date of birth, address: what a child is told apart by in a list. */
        IDENTITY,
        /** A contact with all its text. */
        CONTACT,
        /** What happened, over time. */
        HISTORY,
        /** What is marked SENSITIVE in a contact or a history (domain 0.9): not for screening, nor for early help. */
        SENSITIVE,
        /** The record of a meeting about a child, with what every agency told there. */
        MEETING,
        /** An action agreed for a child: its own text, and nothing of the case. */
        ACTION,
        /** A document of a meeting, such as its decision notice: what was sent of it, to whom, and what each has of it. */
        DOCUMENT,
        /** That a document went to an agency that it was not for, and what came of that; nothing of what it says. */
        BREACH,
        /** Who may see the record, why it is restricted, who looked. */
        ACCESS
    }

    /** What is to be done with it. */
    public enum Action { READ, WORK }

    /** How far a record is locked. */
    public enum Lock { OPEN, RESTRICTED, SEALED }

    /**
     * How a person stands to a record; each relation has a begin and an end. Four are to a single meeting, action or document: who chairs
     * it or takes its minutes, whose agency owns the action, whose agency sat at the meeting that agreed it, whose agency has a copy.
     */
    public enum Relation { ALLOCATED, SUPERVISOR, INVITED, RECIPIENT, FRONT_DOOR, OWNER, AUDIT_SAMPLE, BREAK_GLASS, KEEPER, ACTION_OWNER, AT_TABLE, RECEIVER }

    /** What comes of it: shown, hidden as if it were not there, or a marker that says whom to ask. */
    public enum Answer { SHOWN, MARKED, HIDDEN }

    /** A person before a record at one moment. */
    public record Standing(Set<Role> roles, Set<Relation> relations, Lock lock, boolean excluded) {

        public Standing {
            roles = Set.copyOf(roles);
            relations = Set.copyOf(relations);
        }
    }

    /** The answer, and by which role and relation; a relation is missing where the role alone is enough. */
    public record Ruling(Answer answer, @Nullable Role role, @Nullable Relation by) {

        private static final Ruling HIDDEN = new Ruling(Answer.HIDDEN, null, null);

        public boolean isShown() {
            return answer == Answer.SHOWN;
        }
    }

    private record Line(Set<Role> roles, Set<Relation> relations, Lock upTo) {

        Optional<Ruling> of(Standing who) {
            return who.lock().compareTo(upTo) > 0 ? Optional.empty() : first(roles, who.roles())
                    .flatMap(role -> first(relations, who.relations()).map(relation -> new Ruling(Answer.SHOWN, role, relation)));
        }
    }

    /** Decides. {@code markerFor} are the roles that this area lets know that a restricted record exists (never a sealed one). */
    public static Ruling decide(Standing who, Fields fields, Action action, Set<Role> markerFor) {
        if (who.excluded()) {
            return Ruling.HIDDEN;
        }
        return switch (fields) {
            case IDENTITY -> identity(who, action, markerFor);
            case CONTACT -> byLines(who, action, NAMED_INVOLVEMENT, EARLY_HELP, FRONT_DOOR, SCREENING);
            case HISTORY -> byLines(who, action, NAMED_INVOLVEMENT, EARLY_HELP, FRONT_DOOR);
            case SENSITIVE -> byLines(who, action, NAMED_INVOLVEMENT, FRONT_DOOR);
            case MEETING -> byLines(who, action, NAMED_INVOLVEMENT, FRONT_DOOR, MEETING_KEEPERS);
            case ACTION -> byLines(who, action, NAMED_INVOLVEMENT, EARLY_HELP, FRONT_DOOR, MEETING_KEEPERS, ACTION_OWNERS);
            case DOCUMENT -> byLines(who, action, NAMED_INVOLVEMENT, FRONT_DOOR, MEETING_KEEPERS, RECEIVERS);
            case BREACH -> who.roles().contains(INFO_GOVERNANCE) ? new Ruling(Answer.SHOWN, INFO_GOVERNANCE, null)
                    : byLines(who, action, NAMED_INVOLVEMENT, FRONT_DOOR, MEETING_KEEPERS);
            case ACCESS -> who.roles().contains(INFO_GOVERNANCE) ? new Ruling(Answer.SHOWN, INFO_GOVERNANCE, null)
                    : byLines(who, action, STEWARDSHIP);
        };
    }

    /**
     * Decides for a record about several children, such as a contact: hidden where any of them is kept from this person, shown
     * where it may be shown for one of them.
     */
    public static Ruling decide(Collection<Standing> all, Fields fields, Action action, Set<Role> markerFor) {
        var rulings = all.stream().map(who -> decide(who, fields, action, markerFor)).toList();
        return all.stream().anyMatch(who -> isKeptApart(who, fields, action, markerFor)) && rulings.size() > 1 ? Ruling.HIDDEN
                : rulings.stream().min(Comparator.comparing(Ruling::answer)).orElse(Ruling.HIDDEN);
    }

    /** Whether a lock or an exclusion, and not the mere want of a relation, keeps a record from a person. */
    public static boolean isKeptApart(Standing who, Fields fields, Action action, Set<Role> markerFor) {
        return who.excluded() || (who.lock() != Lock.OPEN && !decide(who, fields, action, markerFor).isShown());
    }

    /** Whether somebody may open a record in need: who works cases, where they may know that it exists. */
    public static boolean mayBreakGlass(Standing who, Set<Role> markerFor) {
        return first(CASE_WORKERS, who.roles()).isPresent() && identity(who, Action.READ, markerFor).answer() != Answer.HIDDEN && !who.excluded();
    }

    private static Ruling identity(Standing who, Action action, Set<Role> markerFor) {
        var involved = byLines(who, action, NAMED_INVOLVEMENT, EARLY_HELP);
        if (involved.isShown()) {
            return involved;
        }
        var role = first(CASE_WORKERS, who.roles()).or(() -> first(EnumSet.of(FD_SCREENER), who.roles()));
        if (who.lock() == Lock.OPEN) {
            return role.map(held -> new Ruling(Answer.SHOWN, held, null)).orElse(Ruling.HIDDEN);
        }
        return who.lock() == Lock.RESTRICTED ? role.flatMap(held -> first(markerFor, who.roles())).map(held -> new Ruling(Answer.MARKED, held, null))
                .orElse(Ruling.HIDDEN) : Ruling.HIDDEN;
    }

    @SafeVarargs
    private static Ruling byLines(Standing who, Action action, List<Line>... tables) {
        for (var table : tables) {
            for (var line : table) {
                var ruling = line.of(who);
                if (ruling.isPresent() && (action == Action.READ || mayWork(ruling.get()))) {
                    return ruling.get();
                }
            }
        }
        return Ruling.HIDDEN;
    }

    /** Auditors, inspectors and records managers read; they change no case. */
    private static boolean mayWork(Ruling ruling) {
        return ruling.role() != AUDITOR && ruling.role() != INSPECTOR && ruling.role() != INFO_GOVERNANCE;
    }

    private static <T extends Enum<T>> Optional<T> first(Set<T> allowed, Set<T> held) {
        return held.stream().filter(allowed::contains).min(Enum::compareTo);
    }
}
