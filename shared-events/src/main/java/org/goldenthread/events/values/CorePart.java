package org.goldenthread.events.values;

import java.util.Optional;

/** The three that decide together about a child's safety (domain 2.1). CAMHS counts as health (ruling 17). */
public enum CorePart {
    SOCIAL_CARE, POLICE, HEALTH;

    /** The part that agencies of a type stand for; most stand for none. */
    public static Optional<CorePart> of(AgencyType type) {
        return Optional.ofNullable(switch (type) {
            case LOCAL_AUTHORITY -> SOCIAL_CARE;
            case POLICE -> POLICE;
            case ICB, HEALTH_PROVIDER, GP_PRACTICE, CAMHS -> HEALTH;
            default -> null;
        });
    }
}
