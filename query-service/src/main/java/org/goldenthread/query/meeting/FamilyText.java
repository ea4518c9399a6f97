package org.goldenthread.query.meeting;

import java.text.Normalizer;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
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

    private static final String STREET = "street|st|road|rd|avenue|ave|lane|ln|close|drive|crescent|cres|terrace|place|gardens|gdns|grove|square|sq|walk|row|mews|parade|court|way|hill|quay|wharf|esplanade|green";
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

    private final Set<String> others;
    private final Set<String> addresses;

    /** {@code theirs} are the names of the children of the copy, {@code others} of those it is not for, {@code addresses} what is known of where any of them lives. */
    FamilyText(Collection<String> theirs, Collection<String> others, Collection<String> addresses) {
        var own = theirs.stream().flatMap(FamilyText::words).collect(Collectors.toSet());
        this.others = others.stream().flatMap(FamilyText::words).filter(word -> word.length() > 1 && !own.contains(word)).collect(Collectors.toSet());
        this.addresses = addresses.stream().flatMap(address -> Pattern.compile("[,\\n]").splitAsStream(address)).map(FamilyText::plain).filter(part -> part.length() > 5).collect(Collectors.toSet());
    }

    /** Why a text may not stand in a family's copy; empty where it may. */
    Optional<Bar> barred(String text) {
        var composed = Normalizer.normalize(text, Normalizer.Form.NFKC);
        if (PLACES.stream().anyMatch(place -> place.matcher(composed).find()) || addresses.stream().anyMatch(plain(text)::contains)) {
            return Optional.of(Bar.PLACE);
        }
        return words(text).anyMatch(others::contains) ? Optional.of(Bar.OTHER_CHILD) : Optional.empty();
    }

    private static Stream<String> words(String text) {
        return Pattern.compile("[^\\p{L}\\p{N}]+").splitAsStream(unmarked(text)).filter(word -> !word.isEmpty());
    }

    private static String plain(String text) {
        return words(text).collect(Collectors.joining(" "));
    }

    private static String unmarked(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD).replaceAll("\\p{M}+", "").toLowerCase(Locale.UK);
    }
}
