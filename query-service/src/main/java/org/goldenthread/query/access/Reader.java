package org.goldenthread.query.access;

import java.util.List;
import org.goldenthread.events.Actor;
import org.goldenthread.events.Role;
import org.goldenthread.events.values.LedgerId;

/** Who is reading: from the sign-in, in a role from the ledger, for one authority. */
public record Reader(Actor actor, LedgerId ledger, String name, List<Role> roles) {

    /** Whether they hold one of some roles. */
    public boolean isAnyOf(Role... wanted) {
        return java.util.Arrays.stream(wanted).anyMatch(roles::contains);
    }

    /** For templates: by the role's name. */
    public boolean is(String role) {
        return roles.contains(Role.valueOf(role));
    }
}
