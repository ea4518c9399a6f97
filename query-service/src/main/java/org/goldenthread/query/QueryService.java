package org.goldenthread.query;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** Starts the query service. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties(QueryServiceProperties.class)
public class QueryService {

    public static void main(String... arguments) {
        SpringApplication.run(QueryService.class, arguments);
    }
}
