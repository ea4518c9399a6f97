package org.goldenthread.infra.prove;

import java.nio.file.Path;
import java.util.List;

/** One heavy proof. */
public interface Proof {

    String name();

    /** What it shows, in a sentence. */
    String shows();

    List<Check> run(Terms terms) throws Exception;

    /** How it is run: {@code sabotage} plants the fault it exists to catch, and at least one check must then fail. */
    record Terms(Path project, long seed, int rounds, boolean sabotage) {}

    /** One thing checked: how often, and how often it did not hold. */
    record Check(String name, long tried, long failed) {}
}
