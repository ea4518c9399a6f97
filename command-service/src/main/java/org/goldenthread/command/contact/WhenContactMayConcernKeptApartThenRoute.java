package org.goldenthread.command.contact;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.goldenthread.command.contact.ContactCommand.RouteToOwner;
import org.goldenthread.command.ledger.Commands;
import org.goldenthread.command.ledger.Commands.Outcome;
import org.goldenthread.command.ledger.Facts;
import org.goldenthread.command.ledger.LedgerSql;
import org.goldenthread.command.reactions.Reactor;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.child.ChildEvent;
import org.goldenthread.events.child.ChildEvent.ChildDetailsCorrected;
import org.goldenthread.events.child.ChildEvent.ChildRegistered;
import org.goldenthread.events.contact.ContactEvent.ChildMatched;
import org.goldenthread.events.contact.ContactEvent.ContactDetailsCompleted;
import org.goldenthread.events.contact.ContactEvent.ContactReceived;
import org.goldenthread.events.contact.ContactEvent.ContactRoutedToOwner;
import org.goldenthread.events.contact.ContactEvent.MatchBasis;
import org.goldenthread.events.contact.ContactEvent.NamedChild;
import org.goldenthread.events.personal.BlindTokens;
import org.goldenthread.events.personal.BlindTokens.Kind;
import org.goldenthread.events.personal.BlindTokens.Token;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.personal.Seal;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.ContactId;
import org.goldenthread.events.values.LedgerId;
import org.jspecify.annotations.Nullable;

/**
 * A contact that may be about a child whose record is restricted, sealed or kept from somebody goes at once to that record's
 * owner (ruling 7). Names are compared here, in memory; nothing of the comparison is kept.
 */
public final class WhenContactMayConcernKeptApartThenRoute implements Reactor {

    /** A whole name of two words is 60; with the date of birth it is more than enough. */
    static final int ALIKE = 57;

    private final LedgerSql ledger;
    private final Commands commands;
    private final Facts facts;
    private final Seal seal;
    private final BlindTokens tokens;
    private final Map<ChildId, List<Token>> known = new ConcurrentHashMap<>();

    public WhenContactMayConcernKeptApartThenRoute(LedgerSql ledger, Commands commands, Facts facts, Seal seal, BlindTokens tokens) {
        this.ledger = ledger;
        this.commands = commands;
        this.facts = facts;
        this.seal = seal;
        this.tokens = tokens;
    }

    @Override
    public String name() {
        return "when-contact-may-concern-kept-apart-then-route";
    }

    @Override
    public void on(Recorded<?> recorded) {
        switch (recorded.event()) {
            case ChildEvent e -> known.remove(e.childId());
            case ContactReceived e -> look(recorded, e.contactId());
            case ContactDetailsCompleted e -> look(recorded, e.contactId());
            case ChildMatched e when e.matchBasis() == MatchBasis.NEW_CHILD -> look(recorded, e.contactId());
            default -> { }
        }
    }

    private void look(Recorded<?> recorded, ContactId contact) {
        var id = recorded.envelope().ledger();
        var apart = facts.keptApart(id);
        if (apart.isEmpty()) {
            return;
        }
        Map<Integer, NamedChild> named = new HashMap<>();
        Set<Object> settled = new HashSet<>();
        for (var stored : ledger.readStream(id, contact.value(), 0)) {
            switch (stored.open().orElseThrow().event()) {
                case ContactReceived e -> e.children().forEach(child -> named.put(child.ref(), child));
                case ContactDetailsCompleted e -> e.children().forEach(child -> named.merge(child.ref(), child, NamedChild::completedBy));
                case ChildMatched e when e.matchBasis() != MatchBasis.NEW_CHILD -> settled.add(e.ref());
                case ContactRoutedToOwner e -> settled.add(new Pair(e.ref(), e.childId()));
                default -> { }
            }
        }
        named.values().stream().filter(child -> !settled.contains(child.ref())).forEach(child -> apart.forEach((record, owner) -> {
            if (!settled.contains(new Pair(child.ref(), record)) && !record.equals(child.childId()) && isAlike(id, child, record)) {
                route(recorded, new RouteToOwner(contact, child.ref(), record, owner.orElse(null)));
            }
        }));
    }

    private record Pair(int ref, ChildId child) {}

    private boolean isAlike(LedgerId id, NamedChild child, ChildId record) {
        var one = tokens.of(id, open(child.name()), open(child.dob()), null, null);
        var other = known.computeIfAbsent(record, key -> tokensOf(id, key));
        int likeness = BlindTokens.likeness(one, other);
        boolean sameDay = one.stream().anyMatch(token -> token.kind() == Kind.DATE_OF_BIRTH
                && BlindTokens.likeness(List.of(token), other) > 0);
        boolean bothDays = hasDay(one) && hasDay(other);
        return likeness >= ALIKE && (sameDay || !bothDays);
    }

    private static boolean hasDay(List<Token> tokens) {
        return tokens.stream().anyMatch(token -> token.kind() == Kind.DATE_OF_BIRTH);
    }

    private List<Token> tokensOf(LedgerId id, ChildId child) {
        var all = new ArrayList<Token>();
        for (var stored : ledger.readStream(id, child.value(), 0)) {
            switch (stored.open().orElseThrow().event()) {
                case ChildRegistered e -> all.addAll(tokens.of(id, open(e.name()), open(e.dob()), null, null));
                case ChildDetailsCorrected e -> all.addAll(tokens.of(id, open(e.name()), open(e.dob()), null, null));
                default -> { }
            }
        }
        return List.copyOf(all);
    }

    private @Nullable String open(@Nullable PersonalText text) {
        return text == null ? null : seal.open(text).orElse(null);
    }

    private void route(Recorded<?> recorded, RouteToOwner command) {
        var outcome = commands.send(command, recorded.envelope().ledger(), sender(recorded, "/" + command.ref() + "/" + command.childId()));
        if (!(outcome instanceof Outcome.Done || outcome instanceof Outcome.Refused)) {
            throw new IllegalStateException("routing was not accepted: " + outcome.getClass().getSimpleName());
        }
    }
}
