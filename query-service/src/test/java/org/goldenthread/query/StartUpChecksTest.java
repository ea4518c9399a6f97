package org.goldenthread.query;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What the query service does not start with outside the local run. */
class StartUpChecksTest {

    private static final Map<String, String> DEMO = Map.of("golden-thread.master-key-file", Path.of("target/master.key").toString(),
            "golden-thread.issuer", "http://127.0.0.1:8180", "golden-thread.client-secret", "local-only", "golden-thread.public-url", "http://127.0.0.1:8080");
    private static final Map<String, String> OWN = Map.of("golden-thread.master-key", "AAAA", "golden-thread.issuer", "https://sign-in.example",
            "golden-thread.client-secret", "our own", "golden-thread.public-url", "https://golden-thread.example");

    @Test
    void the_demo_s_settings_start_only_in_the_local_run() {
        assertThatCode(() -> StartUpChecks.check(told(DEMO), true)).doesNotThrowAnyException();
        assertThatThrownBy(() -> StartUpChecks.check(told(DEMO), false)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("GOLDEN_THREAD_MASTER_KEY").hasMessageContaining("GOLDEN_THREAD_ISSUER")
                .hasMessageContaining("GOLDEN_THREAD_CLIENT_SECRET").hasMessageContaining("GOLDEN_THREAD_PUBLIC_URL");
    }

    @Test
    void an_authority_s_own_settings_start() {
        assertThatCode(() -> StartUpChecks.check(told(OWN), false)).doesNotThrowAnyException();
    }

    private static QueryServiceProperties told(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings)).bind("golden-thread", QueryServiceProperties.class).get();
    }
}
