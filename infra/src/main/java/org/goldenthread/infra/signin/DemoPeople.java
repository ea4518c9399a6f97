package org.goldenthread.infra.signin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.goldenthread.events.Role;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.UserId;

/** The demo's people, one for each role used. All invented; everyone's password is {@value #PASSWORD}. */
public final class DemoPeople {

    /** Fit for a demo on one machine and for nothing else. */
    public static final String PASSWORD = "golden thread";

    public static final AgencyId SOCIAL_CARE = agency(1);
    public static final AgencyId POLICE = agency(2);
    public static final AgencyId HOSPITAL = agency(3);
    public static final AgencyId COMMUNITY_HEALTH = agency(4);
    public static final AgencyId PRIMARY_SCHOOL = agency(6);
    public static final AgencyId ACADEMY = agency(7);

    public static final List<Person> ALL = List.of(
            new Person("screener", "Priya Nair", Role.FD_SCREENER, SOCIAL_CARE, 1),
            new Person("socialworker", "Tom Ashby", Role.FD_SOCIAL_WORKER, SOCIAL_CARE, 2),
            new Person("manager", "Helen Marsh", Role.FD_MANAGER, SOCIAL_CARE, 3),
            new Person("outofhours", "Idris Cole", Role.EDT, SOCIAL_CARE, 4),
            new Person("administrator", "Ada Quill", Role.SYS_ADMIN, SOCIAL_CARE, 5),
            new Person("teacher", "Ned Fairweather", Role.REFERRER_PRO, PRIMARY_SCHOOL, 6),
            new Person("caseworker", "Ruth Penhale", Role.SOCIAL_WORKER, SOCIAL_CARE, 7),
            new Person("teammanager", "Sol Adeyemi", Role.TEAM_MANAGER, SOCIAL_CARE, 8),
            new Person("auditor", "Greta Lindqvist", Role.AUDITOR, COMMUNITY_HEALTH, 9),
            new Person("partnership", "Owen Tregarth", Role.PARTNERSHIP_MANAGER, SOCIAL_CARE, 10),
            new Person("governance", "Mina Castellan", Role.INFO_GOVERNANCE, SOCIAL_CARE, 11),
            new Person("safeguardinglead", "Paul Osei-Grant", Role.AGENCY_LEAD, HOSPITAL, 12),
            new Person("familyworker", "Joss Merriweather", Role.EH_PRACTITIONER, PRIMARY_SCHOOL, 13),
            new Person("chair", "Farah Lindgren", Role.CHAIR_SD, SOCIAL_CARE, 14),
            new Person("minutetaker", "Bo Ellery", Role.MINUTE_TAKER, SOCIAL_CARE, 15),
            new Person("police", "Dev Marchbanks", Role.FD_PARTNER, POLICE, 16),
            new Person("nurse", "Imani Ashworth", Role.RECIPIENT, COMMUNITY_HEALTH, 17),
            new Person("dashboard", "The partnership’s dashboard", Role.DASHBOARD_CLIENT, SOCIAL_CARE, 18));

    private DemoPeople() {}

    /** Someone to sign in as. */
    public record Person(String username, String fullName, Role role, AgencyId agency, int number) {

        public UserId id() {
            return new UserId(UUID.fromString("50000000-0000-4000-8000-%012d".formatted(number)));
        }

        String line() {
            return String.join(",", username, fullName, role.name(), agency.toString(), Integer.toString(number));
        }
    }

    /** Writes people to a file, for {@link #in}. */
    public static void write(Path file, List<Person> people) {
        try {
            Files.writeString(file, people.stream().map(Person::line).collect(Collectors.joining("\n")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Person> in(Path file) {
        try {
            return Files.readAllLines(file).stream().map(line -> line.split(",", -1))
                    .map(part -> new Person(part[0], part[1], Role.valueOf(part[2]), AgencyId.of(part[3]), Integer.parseInt(part[4]))).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one with a role. */
    public static Person with(Role role) {
        return ALL.stream().filter(person -> person.role() == role).findFirst().orElseThrow();
    }

    private static AgencyId agency(int number) {
        return new AgencyId(UUID.fromString("a0000000-0000-4000-8000-%012x".formatted(number)));
    }
}
