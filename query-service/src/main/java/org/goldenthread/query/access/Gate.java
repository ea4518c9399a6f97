package org.goldenthread.query.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.goldenthread.events.access.AccessDecision.Fields;
import org.goldenthread.events.access.AccessDecision.Relation;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.ContactId;
import org.goldenthread.query.access.Access.Verdict;
import org.jspecify.annotations.Nullable;

/** Where every page and endpoint asks before it reads, and where what it shows is noted for the read audit. */
public final class Gate {

    private final Access access;
    private final HttpServletRequest request;

    /** @param request the current request, whichever it is (Spring's proxy) */
    public Gate(Access access, HttpServletRequest request) {
        this.access = access;
        this.request = request;
    }

    /** There is nothing here for this reader: not there, or hidden; nobody is told which. */
    public static final class Closed extends RuntimeException {
        Closed() {
            super("not found");
        }
    }

    /** @throws Closed where the reader may not see this part of the child's record, or nobody knows the child */
    public Verdict child(Reader reader, ChildId child, Fields fields) {
        return note(reader, child.value(), access.ofChild(reader, child, fields));
    }

    /** Opens a child's history. @throws Closed where the reader may not see it, or nobody knows the child */
    public History history(Reader reader, ChildId child) {
        var before = access.before(reader, child);
        var verdict = note(reader, child.value(), before.of(Fields.HISTORY));
        return new History(verdict, new Lens(access.keptFrom(reader), before.of(Fields.SENSITIVE).isShown(), before.of(Fields.ACCESS).isShown(),
                before.of(Fields.MEETING).isShown(), before.of(Fields.ACTION).isShown()));
    }

    /**
     * What a history leaves out for one reader: what is about children kept from them too, SENSITIVE entries, entries about access, what
     * was said in meetings and sent after them, actions.
     */
    public record Lens(Set<UUID> kept, boolean sensitive, boolean access, boolean meetings, boolean actions) {

        /** Leaves out nothing: for what is not shown to anybody. */
        public static final Lens WHOLE = new Lens(Set.of(), true, true, true, true);
    }

    /** A history that may be shown, and what of it. */
    public record History(Verdict verdict, Lens lens) {}

    private Verdict note(Reader reader, UUID record, Verdict verdict) {
        if (!verdict.isShown()) {
            throw new Closed();
        }
        show(reader, record, verdict.ruling().by());
        return verdict;
    }

    /** @throws Closed where the reader may not see the contact, or there is none */
    public Verdict contact(Reader reader, ContactId contact) {
        return note(reader, contact.value(), access.ofContact(reader, contact));
    }

    /** @throws Closed where the reader may not see the meeting or action, or there is none */
    public Verdict record(Reader reader, UUID record, Fields fields) {
        return note(reader, record, access.ofRecord(reader, record, fields));
    }

    /** Those of some meetings or actions that the reader may see; noted as shown. */
    public Set<UUID> records(Reader reader, Collection<UUID> records, Fields fields) {
        var shown = access.ofRecords(reader, records, fields).entrySet().stream().filter(verdict -> verdict.getValue().isShown()).map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
        list(reader, shown);
        return shown;
    }

    /** Notes that a contact is in the answer, by a verdict asked for before. */
    public void show(Reader reader, ContactId contact, Verdict shown) {
        note(reader, contact.value(), shown);
    }

    /** Notes that a record's details are in the answer. */
    public void show(Reader reader, UUID record, @Nullable Relation by) {
        Shown.in(request, reader).add(record, by);
    }

    /** Notes the records of a list, already filtered; an empty list is an answer too. */
    public void list(Reader reader, Collection<UUID> records) {
        var shown = Shown.in(request, reader);
        records.forEach(record -> shown.add(record, null));
    }

    public Access access() {
        return access;
    }
}
