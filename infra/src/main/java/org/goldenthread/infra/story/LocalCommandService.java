package org.goldenthread.infra.story;

import java.time.Clock;
import org.goldenthread.command.CommandService;
import org.goldenthread.command.ledger.Commands;
import org.goldenthread.command.ledger.LedgerSql;
import org.goldenthread.events.values.LedgerId;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The command service of the local run: tells the story on an empty ledger, then serves. */
@Configuration(proxyBeanMethods = false)
public class LocalCommandService {

    public static void main(String... arguments) {
        var application = new SpringApplication(LocalCommandService.class, CommandService.class);
        application.setAdditionalProfiles("local");
        application.run(arguments);
    }

    @Bean
    Clock storyClock() {
        return new StoryClock();
    }

    @Bean
    ApplicationRunner story(Commands commands, LedgerSql ledger, Clock clock) {
        return arguments -> {
            if (!Boolean.getBoolean("golden-thread.no-story") && ledger.readAfter(new LedgerId(1), 0, 1).isEmpty()) {
                int sent = new Story(commands, ledger, (StoryClock) clock).tellUpTo(Clock.systemUTC().instant());
                ((StoryClock) clock).goReal();
                System.out.println("story: " + sent + " commands, seed " + Story.SEED);
            }
        };
    }
}
