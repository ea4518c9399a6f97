package org.goldenthread.command.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.goldenthread.command.Given;
import org.goldenthread.command.Shows;
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
import org.goldenthread.events.Actor;
import org.goldenthread.events.Role;
import org.goldenthread.events.access.AccessEvent;
import org.goldenthread.events.access.AccessEvent.AccessRestricted;
import org.goldenthread.events.access.AccessEvent.BreakGlassAccessUsed;
import org.goldenthread.events.access.AccessEvent.GlassReason;
import org.goldenthread.events.access.AccessEvent.Ground;
import org.goldenthread.events.access.AccessEvent.Involvement;
import org.goldenthread.events.access.AccessEvent.InvolvementBegun;
import org.goldenthread.events.access.AccessEvent.Level;
import org.goldenthread.events.access.Sharing;
import org.goldenthread.events.access.Sharing.Basis;
import org.goldenthread.events.access.Sharing.FamilyInformed;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.UserId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AccessTest {

    private static final Instant NOW = Instant.parse("2026-03-10T10:00:00Z");
    private static final UUID STREAM = UUID.randomUUID();
    private static final ChildId CHILD = new ChildId(UUID.randomUUID());
    private static final AgencyId AGENCY = new AgencyId(UUID.randomUUID());
    private static final AgencyId ELSEWHERE = new AgencyId(UUID.randomUUID());
    private static final UserId WORKER = new UserId(UUID.randomUUID());
    private static final UserId OWNER = new UserId(UUID.randomUUID());
    private static final UserId STRANGER = new UserId(UUID.randomUUID());
    private static final PersonalText WHY = PersonalText.of(CHILD.value(), "why");

    private static final Access RESTRICTED = after(Access.NONE, new RestrictAccess(STREAM, CHILD, Level.RESTRICTED, Ground.HIGH_RISK, WHY, OWNER, AGENCY));
    private static final Access EXCLUDING = after(Access.NONE, new ExcludePerson(STREAM, CHILD, WORKER, WHY));

    @Test
    @Shows("E-ACC-01")
    void a_restriction_is_reviewed_after_ninety_days_and_is_not_made_twice() {
        var event = (AccessRestricted) only(Access.NONE.decide(new RestrictAccess(STREAM, CHILD, Level.SEALED, Ground.ADOPTION, WHY, OWNER, AGENCY), known(OWNER), NOW));
        assertThat(event.review().timescale()).isEqualTo("TS-REST");
        assertThat(event.review().dueBy()).isEqualTo(Instant.parse("2026-06-08T22:59:59Z"));
        assertThat(refused(RESTRICTED, new RestrictAccess(STREAM, CHILD, Level.SEALED, Ground.ADOPTION, WHY, OWNER, AGENCY))).isEqualTo(AccessRule.RESTRICTED_ALREADY);
    }

    @Test
    @Shows("E-ACC-02")
    void only_a_restriction_is_reviewed_or_lifted() {
        assertThat(refused(Access.NONE, new LiftRestriction(STREAM, CHILD, WHY))).isEqualTo(AccessRule.NOT_RESTRICTED);
        assertThat(refused(Access.NONE, new ReviewRestriction(STREAM, CHILD, WHY, OWNER, AGENCY))).isEqualTo(AccessRule.NOT_RESTRICTED);
        var lifted = after(RESTRICTED, new LiftRestriction(STREAM, CHILD, WHY));
        assertThat(refused(lifted, new LiftRestriction(STREAM, CHILD, WHY))).isEqualTo(AccessRule.NOT_RESTRICTED);
    }

    @Test
    @Shows({"E-ACC-03", "E-ACC-04"})
    void a_person_is_excluded_once_and_let_in_again_once() {
        assertThat(refused(EXCLUDING, new ExcludePerson(STREAM, CHILD, WORKER, WHY))).isEqualTo(AccessRule.EXCLUDED_ALREADY);
        var ended = after(EXCLUDING, new EndExclusion(STREAM, CHILD, WORKER, WHY));
        assertThat(refused(ended, new EndExclusion(STREAM, CHILD, WORKER, WHY))).isEqualTo(AccessRule.NOT_EXCLUDED);
    }

    @Test
    @Shows("E-ACC-05")
    void an_excluded_person_can_neither_work_on_the_case_nor_own_its_restriction() {
        assertThat(refused(EXCLUDING, begin(WORKER, null))).isEqualTo(AccessRule.INVOLVED_AND_EXCLUDED);
        assertThat(refused(EXCLUDING, new RestrictAccess(STREAM, CHILD, Level.RESTRICTED, Ground.HIGH_RISK, WHY, WORKER, AGENCY)))
                .isEqualTo(AccessRule.INVOLVED_AND_EXCLUDED);
    }

    @Test
    @Shows("E-ACC-06")
    void who_holds_no_role_is_neither_involved_nor_owner() {
        assertThat(refused(Access.NONE, begin(STRANGER, null))).isEqualTo(AccessRule.HOLDS_NO_ROLE);
        assertThat(refused(Access.NONE, new RestrictAccess(STREAM, CHILD, Level.RESTRICTED, Ground.HIGH_RISK, WHY, STRANGER, AGENCY)))
                .isEqualTo(AccessRule.HOLDS_NO_ROLE);
    }

    @Test
    @Shows({"E-ACC-07", "E-ACC-08"})
    void an_involvement_begins_once_and_ends_once() {
        var begun = after(Access.NONE, begin(WORKER, null));
        assertThat(refused(begun, begin(WORKER, null))).isEqualTo(AccessRule.INVOLVED_ALREADY);
        var ended = after(begun, new EndInvolvement(STREAM, CHILD, WORKER, Involvement.ALLOCATED));
        assertThat(refused(ended, new EndInvolvement(STREAM, CHILD, WORKER, Involvement.ALLOCATED))).isEqualTo(AccessRule.NOT_INVOLVED);
    }

    @Test
    void an_involvement_that_ran_out_can_begin_again() {
        var begun = after(Access.NONE, begin(WORKER, NOW.plusSeconds(60)));
        assertThat(begun.decide(begin(WORKER, null), known(OWNER), NOW.plusSeconds(120))).isInstanceOf(Decided.Accepted.class);
    }

    @Test
    void a_record_opened_in_need_stays_open_for_four_hours_and_is_reviewed_in_two_working_days() {
        var event = (BreakGlassAccessUsed) only(Access.NONE.decide(glass(), known(WORKER), NOW));
        assertThat(Duration.between(event.from(), event.until())).isEqualTo(Duration.ofHours(4));
        assertThat(event.review().dueBy()).isEqualTo(Instant.parse("2026-03-12T23:59:59Z"));
        assertThat(event.userId()).isEqualTo(WORKER);
    }

    @Test
    @Shows({"E-ACC-09", "E-ACC-10"})
    void somebody_else_reviews_an_opening_once() {
        var use = (BreakGlassAccessUsed) only(Access.NONE.decide(glass(), known(WORKER), NOW));
        var opened = Access.NONE.evolve(use);
        var review = new ReviewBreakGlass(STREAM, CHILD, use.useId(), true, WHY);
        assertThat(((Decided.Refused) opened.decide(review, known(WORKER), NOW)).refusal().rule()).isEqualTo(AccessRule.OWN_USE);
        assertThat(refused(after(opened, review), review)).isEqualTo(AccessRule.NO_SUCH_USE);
    }

    @Test
    @Shows("E-ACC-11")
    void the_owner_of_a_restriction_cannot_be_excluded() {
        assertThat(refused(RESTRICTED, new ExcludePerson(STREAM, CHILD, OWNER, WHY))).isEqualTo(AccessRule.OWNER);
        var handedOver = after(RESTRICTED, new ReviewRestriction(STREAM, CHILD, WHY, WORKER, AGENCY));
        assertThat(handedOver.decide(new ExcludePerson(STREAM, CHILD, OWNER, WHY), known(WORKER), NOW)).isInstanceOf(Decided.Accepted.class);
    }

    @Test
    @Shows("E-ACC-12")
    void an_involvement_does_not_end_before_it_begins() {
        assertThat(refused(Access.NONE, begin(WORKER, NOW.minusSeconds(1)))).isEqualTo(AccessRule.ENDS_IN_THE_PAST);
    }

    @Test
    @Shows({"E-ACC-13", "E-ACC-14", "E-ACC-15"})
    void a_record_opens_to_another_agency_on_a_basis_that_is_said_at_that_moment() {
        assertThat(refused(Access.NONE, share(null))).isEqualTo(AccessRule.NO_BASIS);
        assertThat(refused(Access.NONE, share(new Sharing(Basis.PUBLIC_TASK, FamilyInformed.NO_WOULD_INCREASE_RISK, null)))).isEqualTo(AccessRule.FAMILY_NOT_TOLD);
        assertThat(refused(Access.NONE, share(new Sharing(Basis.CONSENT, FamilyInformed.NO_WOULD_INCREASE_RISK, WHY)))).isEqualTo(AccessRule.CONSENT_OF_THE_UNTOLD);
        for (var sharing : List.of(new Sharing(Basis.CONSENT, FamilyInformed.YES, null), new Sharing(Basis.PUBLIC_TASK, FamilyInformed.NOT_YET, null),
                new Sharing(Basis.LAW_ENFORCEMENT, FamilyInformed.NO_WOULD_PREJUDICE_INVESTIGATION, WHY))) {
            assertThat(((InvolvementBegun) only(Access.NONE.decide(share(sharing), known(OWNER), NOW))).sharing()).isEqualTo(sharing);
        }
    }

    private static BeginInvolvement begin(UserId user, @Nullable Instant until) {
        return new BeginInvolvement(STREAM, CHILD, user, AGENCY, Involvement.ALLOCATED, until, null);
    }

    private static BeginInvolvement share(@Nullable Sharing sharing) {
        return new BeginInvolvement(STREAM, CHILD, WORKER, ELSEWHERE, Involvement.INVITED, null, sharing);
    }

    private static UseBreakGlass glass() {
        return new UseBreakGlass(STREAM, CHILD, UUID.randomUUID(), GlassReason.CHILD_AT_RISK_NOW, WHY);
    }

    private static Known known(UserId user) {
        return new Given(new Actor(user, Role.FD_MANAGER, AGENCY), NOW, null, 0, List.of(CHILD),
                Map.of(WORKER, Set.of(Role.SOCIAL_WORKER), OWNER, Set.of(Role.TEAM_MANAGER)), Map.of());
    }

    private static Access after(Access access, AccessCommand command) {
        return access.evolve(only(access.decide(command, known(OWNER), NOW)));
    }

    private static AccessEvent only(Decided decided) {
        return (AccessEvent) ((Decided.Accepted) decided).events().getFirst();
    }

    private static Object refused(Access access, AccessCommand command) {
        return ((Decided.Refused) access.decide(command, known(OWNER), NOW)).refusal().rule();
    }
}
