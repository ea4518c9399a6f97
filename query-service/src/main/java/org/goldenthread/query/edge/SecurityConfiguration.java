package org.goldenthread.query.edge;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.goldenthread.events.values.UserId;
import org.goldenthread.query.QueryServiceProperties;
import org.goldenthread.query.access.Readers;
import org.goldenthread.query.audit.ReadingRecorder;
import org.goldenthread.query.desk.Colleagues;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.SupplierClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Pages sign in by OpenID Connect and hold a session; the REST reads take a token and hold none. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(SecurityConfiguration.class);
    private static final String REGISTRATION = "golden-thread";

    @Bean
    ClientRegistrationRepository clientRegistrations(QueryServiceProperties told) {
        return new SupplierClientRegistrationRepository(() -> new InMemoryClientRegistrationRepository(
                ClientRegistrations.fromIssuerLocation(told.issuer().toString()).registrationId(REGISTRATION).clientId(told.clientId())
                        .clientSecret(told.clientSecret()).scope("openid", "profile")
                        .redirectUri(told.publicUrl() + "/login/oauth2/code/" + REGISTRATION).build()));
    }

    @Bean
    OAuth2AuthorizedClientRepository authorizedClients() {
        return new HttpSessionOAuth2AuthorizedClientRepository();
    }

    @Bean
    FilterRegistrationBean<Idle> idle(QueryServiceProperties told, Clock clock) {
        var filter = new FilterRegistrationBean<>(new Idle(told.idle(), clock));
        filter.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER - 1); // a session that ended is none when rights are looked at
        return filter;
    }

    @Bean
    @Order(1)
    SecurityFilterChain reads(HttpSecurity http) {
        return http.securityMatcher("/v1/**").csrf(csrf -> csrf.disable())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS).sessionFixation(fixation -> fixation.none()))
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .oauth2ResourceServer(server -> server.jwt(Customizer.withDefaults())
                        .authenticationEntryPoint((request, response, e) -> signInFirst(response)))
                .exceptionHandling(errors -> errors.authenticationEntryPoint((request, response, e) -> signInFirst(response))).build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain pages(HttpSecurity http, QueryServiceProperties told, ClientRegistrationRepository clients, TypedText typedText,
            Colleagues colleagues) {
        var leave = new OidcClientInitiatedLogoutSuccessHandler(clients);
        leave.setPostLogoutRedirectUri(told.publicUrl() + "/signed-out");
        return http.authorizeHttpRequests(requests -> requests
                        .requestMatchers("/actuator/health/**", "/actuator/prometheus", "/v3/api-docs/**", "/problems/**", "/assets/**", "/webjars/**",
                                "/signed-out", "/sign-in-failed", TypedText.PAGE, "/favicon.ico", "/error").permitAll()
                        .anyRequest().authenticated())
                .oauth2Login(login -> login.loginPage("/oauth2/authorization/" + REGISTRATION).failureUrl("/sign-in-failed")
                        .successHandler(new KnowsName(colleagues)))
                .exceptionHandling(errors -> errors.accessDeniedHandler(typedText))
                .logout(logout -> logout.logoutSuccessHandler(leave))
                .headers(headers -> headers
                        .contentSecurityPolicy(csp -> csp.policyDirectives("default-src 'none'; script-src 'self'; style-src 'self'; "
                                + "img-src 'self' data:; font-src 'none'; connect-src 'self'; form-action 'self' " + told.issuer()
                                + "; frame-ancestors 'none'; base-uri 'none'"))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN)))
                .build();
    }

    /** Keeps the name somebody signs in with, then goes on as ever. */
    private static final class KnowsName extends SavedRequestAwareAuthenticationSuccessHandler {

        private final Colleagues colleagues;

        KnowsName(Colleagues colleagues) {
            this.colleagues = colleagues;
        }

        @Override
        public void onAuthenticationSuccess(HttpServletRequest request, HttpServletResponse response, Authentication who) throws IOException, ServletException {
            if (who.getPrincipal() instanceof OidcUser user && user.getFullName() != null && user.getSubject() != null) {
                try {
                    colleagues.keep(UserId.ofSubject(user.getSubject()), user.getFullName());
                } catch (DataAccessException e) {
                    LOG.atWarn().addKeyValue("cause", e.getClass().getSimpleName()).log("a colleague's name was not kept; nobody waits for it");
                }
            }
            super.onAuthenticationSuccess(request, response, who);
        }
    }

    private static void signInFirst(HttpServletResponse response) throws IOException {
        response.setStatus(401);
        response.setHeader("WWW-Authenticate", "Bearer");
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getWriter().write("""
                {"type":"/problems/sign-in","title":"Sign in first","status":401,\
                "detail":"Send a current access token of this service's sign-in."}""");
    }

    /** Joins {@link Readers} to the web layer. */
    @Configuration(proxyBeanMethods = false)
    static class Web implements WebMvcConfigurer {

        private final Readers readers;
        private final ReadingRecorder recorder;
        private final Pace pace;

        Web(Readers readers, ReadingRecorder recorder, QueryServiceProperties told) {
            this.pace = new Pace(told.requestsAMinute());
            this.readers = readers;
            this.recorder = recorder;
        }

        @Override
        public void addInterceptors(InterceptorRegistry registry) {
            registry.addInterceptor(pace);
            registry.addInterceptor(readers);
            registry.addInterceptor(recorder);
        }

        @Override
        public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
            resolvers.add(readers);
        }
    }
}
