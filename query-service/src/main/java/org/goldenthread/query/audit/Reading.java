package org.goldenthread.query.audit;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.goldenthread.events.Role;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.events.values.UserId;

/**
 * One answer with case content: who saw it, in which role and for which agency; {@code why} is the relation that gave the right,
 * {@code what} the page or endpoint, {@code origin} the network address, {@code ids} the records shown. Holds no personal text.
 */
public record Reading(UUID id, LedgerId ledger, Instant at, UserId user, Role role, AgencyId agency, String why, String what, String origin,
        List<UUID> ids) {}
