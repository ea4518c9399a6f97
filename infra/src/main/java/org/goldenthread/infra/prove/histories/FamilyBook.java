package org.goldenthread.infra.prove.histories;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What the rules promise of families' copies of one meeting's minutes, kept by other code than theirs. */
final class FamilyBook {

    private final RuleBook book;
    private final Map<Integer, List<JsonNode>> passages = new HashMap<>();
    private final List<Copy> copies = new ArrayList<>();
    private final Map<String, Integer> withheld = new HashMap<>();
    private List<String> children = List.of();
    private String duty = "";

    FamilyBook(RuleBook book) {
        this.book = book;
    }

    /** One copy. */
    private static final class Copy {

        private final int version;
        private final String preparedBy;
        private final List<Integer> passages;
        private String stage = "PREPARED";
        private boolean acknowledged;
        private long given;
        private long back;

        Copy(int version, String preparedBy, List<Integer> passages) {
            this.version = version;
            this.preparedBy = preparedBy;
            this.passages = passages;
        }
    }

    /** Which passages a version has; it may still be written anew. */
    void written(LedgerLine e) {
        passages.put(e.number("version"), e.nodes("passages"));
    }

    void owed(LedgerLine e) {
        children = e.texts("about");
    }

    /** {@code newest} is the version that went out last, 0 for none. */
    void read(LedgerLine e, int newest) {
        switch (e.name()) {
            case "family-copies-owed" -> {
                duty = e.text("duty");
                book.holds("whether a family is given a copy is frozen once, for all the children", e, e.texts("about").equals(children));
            }
            case "family-copy-prepared" -> prepared(e, newest);
            case "family-copy-released" -> {
                book.holds("a family's copy is released by somebody other than who put it together, while its version stands", e, is(e, "PREPARED")
                        && copy(e).filter(copy -> !copy.preparedBy.equals(e.user()) && copy.version == newest && copy.passages.containsAll(numbers(e))).isPresent());
                stage(e, "RELEASED");
            }
            case "family-copy-returned" -> {
                book.holds("a family's copy is given back while they haven't it", e, !is(e, "GIVEN") && !is(e, "RETURNED") && !book.open(e, "/reason").isBlank());
                stage(e, "RETURNED");
            }
            case "family-copy-given" -> {
                book.holds("a family's copy is given once, until it comes back, by post or by hand", e, copy(e).isPresent() && !is(e, "GIVEN") && Set.of("POST", "IN_MEETING_HANDOVER").contains(e.text("channel")));
                copy(e).ifPresent(copy -> copy.given = e.moment("givenAt"));
                stage(e, copy(e).filter(copy -> copy.back > copy.given).isPresent() ? "CAME_BACK" : "GIVEN");
            }
            case "family-copy-came-back" -> {
                book.holds("a family's copy comes back once, until it is given again", e, copy(e).isPresent() && !is(e, "CAME_BACK"));
                copy(e).ifPresent(copy -> copy.back = e.moment("cameBackAt"));
                stage(e, copy(e).filter(copy -> copy.given > copy.back).isPresent() ? "GIVEN" : "CAME_BACK");
            }
            case "family-copy-acknowledged" -> {
                book.holds("a family says once that they have their copy", e, copy(e).filter(copy -> !copy.acknowledged).isPresent());
                copy(e).ifPresent(copy -> copy.acknowledged = true);
            }
            case "family-copy-withheld" -> book.holds("that somebody isn't given a copy is recorded once, with why, and once more where one was put together since", e, !book.open(e, "/reason").isBlank() && children.containsAll(e.texts("about"))
                    && !Integer.valueOf(copies.size()).equals(withheld.put(e.texts("about") + (e.has("relationship") ? e.text("relationship") : ""), copies.size())));
            default -> book.holds("every event of a family's copy is one of those it may have", e, false);
        }
    }

    private void prepared(LedgerLine e, int newest) {
        var theirs = e.texts("about");
        var wanted = numbers(e);
        var open = passages.getOrDefault(newest, List.of()).stream().filter(passage -> passage.get("handling").asString().equals("OPEN")
                && (passage.hasNonNull("childId") ? theirs.contains(passage.get("childId").asString()) : theirs.containsAll(children))).map(passage -> passage.get("number").asInt()).toList();
        book.holds("a family's copy is of the version that went out last, counts 1, 2, 3 ..., and is for children of the meeting", e, newest > 0 && e.number("version") == newest
                && e.number("copy") == copies.size() + 1 && children.containsAll(theirs) && !theirs.isEmpty() && e.user().equals(e.text("preparedBy")));
        book.holds("a family's copy holds open passages about its own children alone, and goes by no open way", e, open.containsAll(wanted)
                && Set.of("POST", "IN_MEETING_HANDOVER").contains(e.text("channel")));
        book.holds("of a strategy discussion a copy is put together only where the rule was set aside", e, !duty.equals("NEVER_BY_DEFAULT") || e.setAside().contains("E-MIN-41"));
        copies.add(new Copy(e.number("version"), e.text("preparedBy"), wanted));
    }

    private static List<Integer> numbers(LedgerLine e) {
        return e.nodes("passages").stream().map(JsonNode::asInt).toList();
    }

    private Optional<Copy> copy(LedgerLine e) {
        return e.number("copy") < 1 || e.number("copy") > copies.size() ? Optional.empty() : Optional.of(copies.get(e.number("copy") - 1));
    }

    private boolean is(LedgerLine e, String stage) {
        return copy(e).filter(copy -> copy.stage.equals(stage) && copy.version == e.number("version")).isPresent();
    }

    private void stage(LedgerLine e, String next) {
        copy(e).ifPresent(copy -> copy.stage = next);
    }
}
