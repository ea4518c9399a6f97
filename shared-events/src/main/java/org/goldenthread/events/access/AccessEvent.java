package org.goldenthread.events.access;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.goldenthread.events.EventName;
import org.goldenthread.events.LedgerEvent;
import org.goldenthread.events.calendar.Clock;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.UserId;
import org.jspecify.annotations.Nullable;

/** Everything that can happen to the right to see one child's record (domain 0.9, 2.2). */
public sealed interface AccessEvent extends LedgerEvent {

    /** The stream: the access book of one child in one ledger. */
    UUID accessId();

    ChildId childId();

    @Override
    default UUID streamId() {
        return accessId();
    }

    @Override
    default List<ChildId> about() {
        return List.of(childId());
    }

    /** The whole record is kept from all but a few. {@code review} runs by TS-REST; {@code ownerId} is who may be asked about it. */
    @EventName("access-restricted")
    record AccessRestricted(UUID accessId, ChildId childId, Level level, Ground ground, PersonalText reason, UserId ownerId,
            AgencyId ownerAgencyId, Clock review) implements AccessEvent {}

    /** The restriction was looked at again and stays; the owner may have changed. */
    @EventName("restriction-reviewed")
    record RestrictionReviewed(UUID accessId, ChildId childId, Level level, PersonalText reason, UserId previousOwnerId, UserId ownerId,
            AgencyId ownerAgencyId, Clock review) implements AccessEvent {}

    /** The restriction has ended. */
    @EventName("restriction-lifted")
    record RestrictionLifted(UUID accessId, ChildId childId, Level level, UserId ownerId, PersonalText reason) implements AccessEvent {}

    /** One named person may not know of this record, whatever else gives them a right to it. */
    @EventName("person-excluded")
    record PersonExcluded(UUID accessId, ChildId childId, UserId userId, PersonalText reason) implements AccessEvent {}

    /** The person is no longer kept from this record. That alone gives them no right to it. */
    @EventName("exclusion-ended")
    record ExclusionEnded(UUID accessId, ChildId childId, UserId userId, PersonalText reason) implements AccessEvent {}

    /**
     * A person works on the case in some way, until it is ended or {@code until} has come. Where that opened the record to
     * another agency, {@code sharing} says on what basis.
     */
    @EventName("involvement-begun")
    record InvolvementBegun(UUID accessId, ChildId childId, UserId userId, AgencyId agencyId, Involvement kind, Instant from,
            @Nullable Instant until, @Nullable Sharing sharing) implements AccessEvent {}

    /** The person no longer works on the case in this way. */
    @EventName("involvement-ended")
    record InvolvementEnded(UUID accessId, ChildId childId, UserId userId, Involvement kind, Instant at) implements AccessEvent {}

    /** Somebody without involvement opened the record in need, for four hours. {@code review} runs by TS-GLASS. */
    @EventName("break-glass-access-used")
    record BreakGlassAccessUsed(UUID accessId, ChildId childId, UUID useId, UserId userId, GlassReason reasonCode,
            PersonalText reason, Instant from, Instant until, Clock review) implements AccessEvent {}

    /** Somebody else looked at whether the record had to be opened. */
    @EventName("break-glass-reviewed")
    record BreakGlassReviewed(UUID accessId, ChildId childId, UUID useId, boolean justified, PersonalText note)
            implements AccessEvent {}

    /** How far a restriction goes: {@link #SEALED} gives no search hit and no link, not even a marker (domain 0.9). */
    enum Level { RESTRICTED, SEALED }

    /** Why a record is restricted. */
    enum Ground { HIGH_PROFILE, STAFF_CONFLICT, ADOPTION, HIGH_RISK }

    /** In which way a person works on a case. */
    enum Involvement { ALLOCATED, SUPERVISOR, INVITED, RECIPIENT }

    /** Why a record had to be opened at once. */
    enum GlassReason { CHILD_AT_RISK_NOW, ASKED_BY_POLICE_OR_COURT, WORKER_AWAY, OTHER }
}
