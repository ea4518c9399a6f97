package org.goldenthread.query;

import java.util.ArrayList;
import java.util.List;

/** What this service will not start with outside the local run: anything that would open the records to the wrong person. */
final class StartUpChecks {

    private StartUpChecks() {}

    /** @throws IllegalStateException with every fault, each with what to do; never in the local run */
    static void check(QueryServiceProperties told, boolean local) {
        var faults = local ? List.<String>of() : faults(told);
        if (!faults.isEmpty()) {
            throw new IllegalStateException("This service does not start:\n- " + String.join("\n- ", faults));
        }
    }

    private static List<String> faults(QueryServiceProperties told) {
        var faults = new ArrayList<String>();
        if (told.masterKey() == null) {
            faults.add("The master key lies in a file. Give it in GOLDEN_THREAD_MASTER_KEY from your key service.");
        }
        if (!"https".equals(told.issuer().getScheme())) {
            faults.add("Sign-in is the demo's, or not over https. Give your provider's address in GOLDEN_THREAD_ISSUER.");
        }
        if (told.clientSecret().equals("local-only")) {
            faults.add("The client secret is the demo's. Give your own in GOLDEN_THREAD_CLIENT_SECRET.");
        }
        if (!"https".equals(told.publicUrl().getScheme())) {
            faults.add("The pages are not over https. Give their address in GOLDEN_THREAD_PUBLIC_URL, and GOLDEN_THREAD_SECURE_COOKIES=true.");
        }
        return faults;
    }
}
