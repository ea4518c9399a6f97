package org.goldenthread.command;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.goldenthread.command.ledger.Known;
import org.goldenthread.command.ledger.KnownMeetings;
import org.goldenthread.command.settings.Settings;
import org.goldenthread.command.settings.SettingsFile;
import org.goldenthread.events.Actor;
import org.goldenthread.events.Role;
import org.goldenthread.events.RuleOverride;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.ContactId;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.events.values.UserId;
import org.jspecify.annotations.Nullable;

/** What rules are told in a test: who asks and when, which children are known, who holds which role, who worked on which case. */
public record Given(Actor actor, Instant occurredAt, @Nullable RuleOverride override, int contacts, List<ChildId> children,
        Map<UserId, Set<Role>> roles, Map<UserId, ChildId> worked, KnownMeetings meetings) implements Known {

    private static final Settings SETTINGS = SettingsFile.shipped().inForce().of(new LedgerId(1), Instant.parse("2026-03-10T10:00:00Z"));

    public Given(Actor actor, Instant occurredAt, @Nullable RuleOverride override, int contacts, List<ChildId> children, Map<UserId, Set<Role>> roles,
            Map<UserId, ChildId> worked) {
        this(actor, occurredAt, override, contacts, children, roles, worked, GivenMeetings.NONE);
    }

    /** Somebody in a role at a moment, and nothing else known. */
    public static Given somebody(Role role, AgencyId agency, Instant at) {
        return new Given(new Actor(new UserId(UUID.randomUUID()), role, agency), at, null, 0, List.of(), Map.of(), Map.of());
    }

    @Override
    public Settings settings() {
        return SETTINGS;
    }

    @Override
    public Settings settingsAt(Instant moment) {
        return SETTINGS;
    }

    @Override
    public boolean isChild(ChildId child) {
        return children.contains(child);
    }

    @Override
    public boolean holdsAny(UserId user) {
        return roles.containsKey(user);
    }

    @Override
    public boolean holdsOneOf(UserId user, Set<Role> wanted) {
        return roles.getOrDefault(user, Set.of()).stream().anyMatch(wanted::contains);
    }

    @Override
    public boolean hasWorkedOn(UserId user, ChildId child) {
        return child.equals(worked.get(user));
    }

    @Override
    public int otherContacts(ChildId child, ContactId thisOne, Instant since) {
        return contacts;
    }
}
