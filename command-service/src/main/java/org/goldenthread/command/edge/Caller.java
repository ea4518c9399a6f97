package org.goldenthread.command.edge;

import java.util.Set;
import org.goldenthread.events.Actor;
import org.goldenthread.events.Role;
import org.goldenthread.events.values.LedgerId;

/** Who is calling: from the token, in a role from the ledger, for one authority; {@code roles} are all they hold there. */
public record Caller(Actor actor, LedgerId ledger, String areaCode, Set<Role> roles) {}
