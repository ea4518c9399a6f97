package org.goldenthread.infra.export;

/** Why something could not be exported or verified: one sentence for the person who asked, without anything of a case. */
final class NotExported extends RuntimeException {

    NotExported(String sentence) {
        super(sentence);
    }

    NotExported(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    /** The sentence. */
    String sentence() {
        return String.valueOf(getMessage());
    }
}
