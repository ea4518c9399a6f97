package org.goldenthread.command.edge;

import org.goldenthread.events.Actor;
import org.goldenthread.events.values.LedgerId;

/** Who is calling: from the token, in a role from the ledger, for one authority. */
public record Caller(Actor actor, LedgerId ledger, String areaCode) {}
