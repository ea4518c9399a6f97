package org.goldenthread.command;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.goldenthread.command.settings.SettingsFile;

/** Starts the command service. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties({SettingsFile.class, CommandServiceProperties.class})
public class CommandService {

    public static void main(String... arguments) {
        SpringApplication.run(CommandService.class, arguments);
    }
}
