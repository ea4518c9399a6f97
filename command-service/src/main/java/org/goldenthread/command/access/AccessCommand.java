package org.goldenthread.command.access;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.goldenthread.command.ledger.Ids;
import org.goldenthread.command.ledger.LedgerCommand;
import org.goldenthread.events.access.AccessDecision.Fields;
import org.goldenthread.events.access.AccessEvent.GlassReason;
import org.goldenthread.events.access.AccessEvent.Ground;
import org.goldenthread.events.access.AccessEvent.Involvement;
import org.goldenthread.events.access.AccessEvent.Level;
import org.goldenthread.events.access.Sharing;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.events.values.UserId;
import org.jspecify.annotations.Nullable;

/** What can be asked about the right to see a child's record. */
public sealed interface AccessCommand extends LedgerCommand {

    UUID accessId();

    ChildId childId();

    @Override
    default String streamType() {
        return "access";
    }

    @Override
    default UUID streamId() {
        return accessId();
    }

    @Override
    default UUID textKey() {
        return childId().value();
    }

    @Override
    default List<UUID> touches() {
        return List.of(childId().value());
    }

    @Override
    default Fields part() {
        return Fields.ACCESS;
    }

    /** The access book of one child in one ledger. */
    static UUID accessId(LedgerId ledger, ChildId child) {
        return Ids.named(child.value(), "access/" + ledger);
    }

    /** Keep the whole record from all but a few. */
    record RestrictAccess(UUID accessId, ChildId childId, Level level, Ground ground, PersonalText reason, UserId ownerId,
            AgencyId ownerAgencyId) implements AccessCommand {}

    /** The restriction stays, and for whom to ask about it. */
    record ReviewRestriction(UUID accessId, ChildId childId, PersonalText reason, UserId ownerId, AgencyId ownerAgencyId)
            implements AccessCommand {}

    /** End the restriction. */
    record LiftRestriction(UUID accessId, ChildId childId, PersonalText reason) implements AccessCommand {}

    /** Keep one named person from the record. */
    record ExcludePerson(UUID accessId, ChildId childId, UserId userId, PersonalText reason) implements AccessCommand {}

    /** The person need no longer be kept from it. */
    record EndExclusion(UUID accessId, ChildId childId, UserId userId, PersonalText reason) implements AccessCommand {}

    /** A person works on the case from now on; absent {@code until}, until it is ended. For a person of another agency, say the basis. */
    record BeginInvolvement(UUID accessId, ChildId childId, UserId userId, AgencyId agencyId, Involvement kind, @Nullable Instant until,
            @Nullable Sharing sharing) implements AccessCommand {}

    /** A person works on the case no longer. */
    record EndInvolvement(UUID accessId, ChildId childId, UserId userId, Involvement kind) implements AccessCommand {}

    /** Open the record in need; nobody has to agree first. */
    record UseBreakGlass(UUID accessId, ChildId childId, UUID useId, GlassReason reasonCode, PersonalText reason) implements AccessCommand {

        @Override
        public Fields part() {
            return Fields.IDENTITY;
        }
    }

    /** Say whether the record had to be opened. */
    record ReviewBreakGlass(UUID accessId, ChildId childId, UUID useId, boolean justified, PersonalText note) implements AccessCommand {}
}
