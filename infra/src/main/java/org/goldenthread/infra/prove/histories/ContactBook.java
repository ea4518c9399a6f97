package org.goldenthread.infra.prove.histories;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Contacts, children, staff and access of one ledger as their stored events tell them, and what must hold of each (domain 3a, 0.9). */
final class ContactBook {

    private final RuleBook book;
    private final Map<String, One> contacts = new HashMap<>();

    /** By child: the contacts it was matched in, and when each was received. */
    private final Map<String, Map<String, Long>> matched = new HashMap<>();
    private final Set<String> held = new HashSet<>();

    private static final class One {

        final long receivedAt;
        final List<String> children = new ArrayList<>();
        final Set<Integer> matched = new HashSet<>();
        final Set<Integer> decided = new HashSet<>();
        boolean anonymous;

        One(long receivedAt, boolean anonymous) {
            this.receivedAt = receivedAt;
            this.anonymous = anonymous;
        }
    }

    ContactBook(RuleBook book) {
        this.book = book;
    }

    void forget() {
        contacts.clear();
        matched.clear();
        held.clear();
    }

    boolean isKnown(String child) {
        return matched.containsKey(child);
    }

    void read(LedgerLine e) {
        switch (e.streamType()) {
            case "contact" -> contact(e);
            case "access" -> access(e);
            case "staff" -> begin(e, "role-granted", "a role is held once, and ended where it is held", e.text("userId") + e.text("role") + e.text("agencyId"));
            case "replay" -> book.holds("a replay goes up to the moment it was opened at most, and is its auditor's own", e,
                    e.moment("asOf") <= e.recordedAt() && e.sequence() == 0);
            default -> { }
        }
    }

    private void contact(LedgerLine e) {
        if (e.name().equals("contact-received")) {
            var contact = new One(e.moment("receivedAt"), e.flag("anonymous"));
            e.nodes("children").forEach(child -> contact.children.add(child.get("childId").asString()));
            book.holds("a contact names a child and was not received in the future", e, !contact.children.isEmpty() && contact.receivedAt <= e.recordedAt());
            contacts.put(e.stream(), contact);
            return;
        }
        var contact = contacts.get(e.stream());
        if (contact == null) {
            book.holds("a contact begins with what was received", e, false);
            return;
        }
        switch (e.name()) {
            case "child-matched" -> match(e, contact);
            case "threshold-decision-made" -> decide(e, contact);
            case "contact-acknowledged" -> told(e, contact, e.moment("at"));
            case "referrer-feedback-given" -> told(e, contact, e.moment("givenAt"));
            case "contact-details-completed" -> contact.anonymous &= !e.has("referrer");
            default -> { }
        }
    }

    private void told(LedgerLine e, One contact, long at) {
        book.holds("who is told of a contact is not anonymous, after it was received and not in the future", e,
                !contact.anonymous && at >= contact.receivedAt && at <= e.recordedAt());
    }

    private void match(LedgerLine e, One contact) {
        int ref = e.number("ref");
        var child = e.text("childId");
        boolean named = ref >= 1 && ref <= contact.children.size();
        book.holds("a child named in a contact is matched once", e, named && contact.matched.add(ref));
        book.holds("a child is matched as new or to a record known before", e, named && (child.equals(contact.children.get(ref - 1))
                ? e.text("matchBasis").equals("NEW_CHILD") : isKnown(child)));
        if (named) {
            contact.children.set(ref - 1, child);
        }
        matched.computeIfAbsent(child, id -> new HashMap<>()).put(e.stream(), contact.receivedAt);
    }

    private void decide(LedgerLine e, One contact) {
        int ref = e.number("ref");
        var child = e.text("childId");
        book.holds("a child named in a contact is decided for once", e, contact.decided.add(ref) && contact.children.get(ref - 1).equals(child));
        book.holds("a decision is taken after the contact was received and not in the future", e,
                e.moment("decidedAt") >= contact.receivedAt && e.moment("decidedAt") <= e.recordedAt() && e.moment("decidedAt") == e.occurredAt());
        boolean mayDecide = e.role().equals("FD_MANAGER") || e.role().equals("EDT");
        book.holds("no decision before a match, nor by another role than the area named, unless set aside", e,
                e.setAside().contains("E-STATE-03") != contact.matched.contains(ref) && e.setAside().contains("E-ROLE-01") != mayDecide);
        long since = Instant.ofEpochMilli(contact.receivedAt).atZone(ZoneId.of("Europe/London")).minusMonths(12).toInstant().toEpochMilli();
        long others = matched.getOrDefault(child, Map.of()).entrySet().stream().filter(one -> !one.getKey().equals(e.stream()) && one.getValue() >= since).count();
        book.holds("contacts of twelve months are counted right", e, e.number("contacts12m") == 1 + others);
    }

    private void access(LedgerLine e) {
        switch (e.name()) {
            case "access-restricted", "restriction-lifted" -> begin(e, "access-restricted", "a record is restricted once, and lifted where it is", e.text("childId"));
            case "person-excluded", "exclusion-ended" -> begin(e, "person-excluded", "a person is excluded once, and let in again where they were",
                    "x" + e.text("childId") + e.text("userId"));
            case "restriction-reviewed" -> book.holds("only a restriction is reviewed", e, held.contains(e.text("childId")));
            case "involvement-begun" -> book.holds("who is excluded is not involved", e, !held.contains("x" + e.text("childId") + e.text("userId")));
            case "break-glass-access-used" -> held.add(e.text("useId") + e.text("userId"));
            case "break-glass-reviewed" -> book.holds("an opening in need is reviewed once, by somebody else", e,
                    !held.contains(e.text("useId") + e.user()) && held.add("reviewed" + e.text("useId")));
            default -> { }
        }
    }

    private void begin(LedgerLine e, String first, String rule, String what) {
        book.holds(rule, e, e.name().equals(first) ? held.add(what) : held.remove(what));
    }
}
