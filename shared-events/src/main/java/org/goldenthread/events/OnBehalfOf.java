package org.goldenthread.events;

import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.AgencyId;

/** The person for whom someone else recorded an event. */
public record OnBehalfOf(PersonalText name, AgencyId agencyId) {}
