package org.goldenthread.query.meeting;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads a text as it would be read in a family's copy, where no place and no other child may stand (domain 3e, trap 17). It bars too much
 * rather than too little: whoever puts the copy together can say it in other words, and two people read what goes out.
 */
final class FamilyText {

    /** Why a text may not stand there. */
    enum Bar { PLACE, OTHER_CHILD }

    private static final String STREET = "street|st|road|rd|avenue|ave|lane|ln|close|drive|crescent|cres|terrace|place|gardens|gdns|grove|square|sq|walk|row|mews|parade|court|way|hill|quay|wharf|esplanade|green"
            + "|rise|view|chase|park|croft|broadway|vale|meadows?|drove|fields?|heights|approach|bank|common|yard|path|alley|ridge";
    private static final int CASELESS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
    private static final List<Pattern> PLACES = List.of(
            Pattern.compile("\\b[a-z]{1,2}\\d[a-z\\d]?[\\s-]*\\d[a-z]{2}\\b", CASELESS),
            Pattern.compile("\\b\\d{1,4}[a-z]?,?\\s+(?:[\\p{L}][\\p{L}'.-]*\\s+){1,4}(?:" + STREET + ")\\b", CASELESS),
            Pattern.compile("\\b\\p{Lu}[\\p{L}'-]+\\s+(?i:" + STREET + ")\\b"),
            Pattern.compile("\\b(?:flat|apartment|apt|unit|room|caravan|plot)\\s+\\w{0,2}\\d+\\w?\\b", CASELESS),
            Pattern.compile("-?\\d{1,3}\\.\\d{3,}\\s*°?\\s*[nsew]?\\s*[,;/ ]\\s*-?\\d{1,3}\\.\\d{3,}", CASELESS),
            Pattern.compile("///?\\s*\\p{L}+\\.\\p{L}+\\.\\p{L}+", CASELESS),
            Pattern.compile("\\b[a-z]{2}\\s?\\d{3,5}\\s?\\d{3,5}\\b", CASELESS),
            Pattern.compile("(?:\\+44|\\b0)[\\s()-]*\\d(?:[\\s()-]*\\d){8,10}\\b"),
            Pattern.compile("[^\\s@]+@[^\\s@]+\\.[a-z]{2,}", CASELESS));

    /** Letters that no decomposition takes apart, and how they are typed without. */
    private static final Map<String, String> PLAIN = Map.of("ł", "l", "ø", "o", "đ", "d", "ð", "d", "þ", "th", "ß", "ss", "æ", "ae", "œ", "oe", "ı", "i");

    private final Set<String> others;
    private final Set<String> addresses;

    /**
     * Names and addresses are all that were ever known: {@code theirs} of the children of the copy, {@code others} of those it is not for,
     * {@code addresses} of where any of them lives.
     */
    FamilyText(Collection<String> theirs, Collection<String> others, Collection<String> addresses) {
        var own = theirs.stream().flatMap(name -> spellings(name).stream()).collect(Collectors.toSet());
        this.others = new HashSet<>();
        for (var name : others) {
            this.others.addAll(spellings(name).stream().filter(word -> !own.contains(word)).toList());
            this.others.addAll(spellings(name.strip().split("\\s+", 2)[0]));
        }
        this.addresses = addresses.stream().flatMap(address -> pairs(words(address)).stream()).collect(Collectors.toSet());
    }

    /** Why a text may not stand in a family's copy; empty where it may. */
    Optional<Bar> barred(String text) {
        var composed = Normalizer.normalize(text, Normalizer.Form.NFKC);
        var words = words(text);
        if (PLACES.stream().anyMatch(place -> place.matcher(composed).find()) || pairs(words).stream().anyMatch(addresses::contains)) {
            return Optional.of(Bar.PLACE);
        }
        boolean isNamed = Stream.concat(words.stream(), spellings(text).stream()).anyMatch(word -> others.contains(word) || (word.endsWith("s") && others.contains(word.substring(0, word.length() - 1))));
        return isNamed ? Optional.of(Bar.OTHER_CHILD) : Optional.empty();
    }

    /** A name's words, those joined by a hyphen or an apostrophe apart and together; of one letter alone only where that is how the name is written. */
    private static Set<String> spellings(String name) {
        var all = new HashSet<String>();
        for (var part : unmarked(name).split("\\s+", -1)) {
            var apart = words(part);
            var together = String.join("", apart);
            if (!together.isEmpty() && (together.length() > 1 || !(together.equals("a") || together.equals("i")))) {
                all.add(together);
            }
            apart.stream().filter(word -> word.length() > 1).forEach(all::add);
        }
        return all;
    }

    /** Every two words that follow each other: a number and a street, or a street's own. */
    private static List<String> pairs(List<String> words) {
        var pairs = new ArrayList<String>();
        for (int at = 1; at < words.size(); at++) {
            pairs.add(words.get(at - 1) + " " + words.get(at));
        }
        return pairs;
    }

    private static List<String> words(String text) {
        return Pattern.compile("[^\\p{L}\\p{N}]+").splitAsStream(unmarked(text)).filter(word -> !word.isEmpty()).toList();
    }

    private static String unmarked(String text) {
        var plain = Normalizer.normalize(text, Normalizer.Form.NFKD).replaceAll("\\p{M}+", "").toLowerCase(Locale.UK);
        for (var letter : PLAIN.entrySet()) {
            plain = plain.replace(letter.getKey(), letter.getValue());
        }
        return plain;
    }
}
