package org.goldenthread.infra.prove.histories;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** What final minutes would lack of a meeting's record, counted from the events alone: ages, attendance, owners and measures of actions. */
final class LackingBook {

    private final Set<String> aged = new HashSet<>();
    private final Map<String, Integer> seats = new HashMap<>();
    private final Map<String, Set<Integer>> marked = new HashMap<>();
    private final Map<String, String> meetingOf = new HashMap<>();
    private final Set<String> unnamed = new HashSet<>();
    private final Set<String> unmeasured = new HashSet<>();

    void read(LedgerLine e) {
        switch (e.name()) {
            case "child-registered" -> age(e);
            case "child-details-corrected" -> {
                if (e.has("dobStatus")) {
                    age(e);
                }
            }
            case "meeting-convened" -> seats.put(e.stream(), e.nodes("seats").size());
            case "seat-added" -> seats.merge(e.stream(), 1, Integer::sum);
            case "attendance-recorded" -> marked.computeIfAbsent(e.stream(), id -> new HashSet<>()).add(e.number("seat"));
            case "action-agreed" -> {
                meetingOf.put(e.stream(), e.text("meetingId"));
                owner(e);
                if (!e.has("measure")) {
                    unmeasured.add(e.stream());
                }
            }
            case "action-reassigned" -> owner(e);
            case "action-owner-named" -> unnamed.remove(e.stream());
            case "action-cancelled" -> {
                unnamed.remove(e.stream());
                unmeasured.remove(e.stream());
            }
            default -> { }
        }
    }

    private void age(LedgerLine e) {
        if (e.text("dobStatus").equals("UNKNOWN")) {
            aged.remove(e.stream());
        } else {
            aged.add(e.stream());
        }
    }

    private void owner(LedgerLine e) {
        if (e.payload().get("owner").hasNonNull("name")) {
            unnamed.remove(e.stream());
        } else {
            unnamed.add(e.stream());
        }
    }

    /** How many of each are missing; what is not is not in the answer. */
    Map<String, Integer> of(String meeting, List<String> children) {
        var lacks = new TreeMap<String, Integer>();
        put(lacks, "AGE", (int) children.stream().filter(child -> !aged.contains(child)).count());
        put(lacks, "ATTENDANCE", seats.getOrDefault(meeting, 0) - marked.getOrDefault(meeting, Set.of()).size());
        put(lacks, "ACTION_OWNER", of(meeting, unnamed));
        put(lacks, "ACTION_MEASURE", of(meeting, unmeasured));
        return lacks;
    }

    private int of(String meeting, Set<String> actions) {
        return (int) actions.stream().filter(action -> Objects.equals(meetingOf.get(action), meeting)).count();
    }

    private static void put(Map<String, Integer> lacks, String what, int count) {
        if (count > 0) {
            lacks.put(what, count);
        }
    }
}
