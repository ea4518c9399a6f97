package org.goldenthread.events;

import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.UserId;

/** Who recorded an event, in which role and for which agency. Software acts as {@link Role#SYSTEM}. */
public record Actor(UserId userId, Role role, AgencyId agencyId) {}
