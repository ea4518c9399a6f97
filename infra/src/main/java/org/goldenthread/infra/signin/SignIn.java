package org.goldenthread.infra.signin;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.goldenthread.events.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.InMemoryOAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;

/** Sign-in for the local run. In production any OpenID Connect provider takes its place. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class SignIn {

    /** The one in memory looks through a map that others change meanwhile: one at a time. */
    @Bean
    OAuth2AuthorizationService authorizations() {
        return new OneAtATime(new InMemoryOAuth2AuthorizationService());
    }

    private record OneAtATime(OAuth2AuthorizationService all) implements OAuth2AuthorizationService {

        @Override
        public synchronized void save(OAuth2Authorization authorization) {
            all.save(authorization);
        }

        @Override
        public synchronized void remove(OAuth2Authorization authorization) {
            all.remove(authorization);
        }

        @Override
        public synchronized @Nullable OAuth2Authorization findById(String id) {
            return all.findById(id);
        }

        @Override
        public synchronized @Nullable OAuth2Authorization findByToken(String token, @Nullable OAuth2TokenType type) {
            return all.findByToken(token, type);
        }
    }

    /** Everybody who may sign in, by user name: the demo's people, and those of a file that a proof brings. */
    @Bean
    Map<String, DemoPeople.Person> known(@Value("${golden-thread.people:}") String file) {
        var more = file.isEmpty() ? List.<DemoPeople.Person>of() : DemoPeople.in(Path.of(file));
        return Stream.concat(DemoPeople.ALL.stream(), more.stream()).collect(Collectors.toUnmodifiableMap(DemoPeople.Person::username, person -> person));
    }

    @Bean
    @Order(1)
    SecurityFilterChain protocol(HttpSecurity http) {
        http.oauth2AuthorizationServer(server -> {
            http.securityMatcher(server.getEndpointsMatcher());
            server.oidc(Customizer.withDefaults());
        });
        return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .exceptionHandling(errors -> errors.defaultAuthenticationEntryPointFor(new LoginUrlAuthenticationEntryPoint("/login"),
                        new MediaTypeRequestMatcher(MediaType.TEXT_HTML))).build();
    }

    /** Where mail of the local run goes, and a page that shows what came. */
    @Bean(destroyMethod = "close")
    LocalMail mailbox(@Value("${golden-thread.mail-port}") int port, @Value("${golden-thread.bounces-port}") int bounces) {
        return LocalMail.start(port, bounces);
    }

    @Bean
    MailboxPage mailboxPage(LocalMail mailbox) {
        return new MailboxPage(mailbox);
    }

    @Bean
    @Order(2)
    SecurityFilterChain mail(HttpSecurity http) {
        return http.securityMatcher("/mailbox").authorizeHttpRequests(requests -> requests.anyRequest().permitAll()).build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain login(HttpSecurity http) {
        return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated()).formLogin(Customizer.withDefaults()).build();
    }

    @Bean
    UserDetailsService people(@Qualifier("known") Map<String, DemoPeople.Person> known) {
        return username -> {
            var person = known.get(username);
            if (person == null) {
                throw new org.springframework.security.core.userdetails.UsernameNotFoundException("nobody of that name");
            }
            return User.withUsername(person.username()).password("{noop}" + DemoPeople.PASSWORD).roles("PERSON").build();
        };
    }

    @Bean
    RegisteredClientRepository clients(@Value("${golden-thread.public-url}") String pages,
            @Qualifier("known") Map<String, DemoPeople.Person> known) {
        var tokens = TokenSettings.builder().accessTokenTimeToLive(Duration.ofMinutes(15)).refreshTokenTimeToLive(Duration.ofHours(10)).build();
        return new InMemoryRegisteredClientRepository(List.of(
                RegisteredClient.withId("pages").clientId("golden-thread-pages").clientSecret("{noop}local-only")
                        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                        .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE).authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
                        .redirectUri(pages + "/login/oauth2/code/golden-thread").postLogoutRedirectUri(pages + "/signed-out")
                        .scope("openid").scope("profile").clientSettings(ClientSettings.builder().requireAuthorizationConsent(false).build())
                        .tokenSettings(tokens).build(),
                machine(tokens, known.keySet()), dashboard(tokens)));
    }

    /** Software that signs in as itself, as a partner's would: its client id is who it is. */
    private static RegisteredClient dashboard(TokenSettings tokens) {
        return RegisteredClient.withId("dashboard").clientId(DemoPeople.with(Role.DASHBOARD_CLIENT).username())
                .clientSecret("{noop}local-dashboard")
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS).tokenSettings(tokens).build();
    }

    /** A client that proofs and scripts use to act as a demo person: a token for {@code scope=as:<username>}. */
    private static RegisteredClient machine(TokenSettings tokens, Set<String> usernames) {
        var client = RegisteredClient.withId("scripts").clientId("golden-thread-scripts").clientSecret("{noop}local-scripts")
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS).tokenSettings(tokens);
        usernames.forEach(username -> client.scope("as:" + username));
        return client.build();
    }

    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> tokens(@Qualifier("known") Map<String, DemoPeople.Person> known) {
        return context -> {
            var scope = context.getAuthorizedScopes().stream().filter(name -> name.startsWith("as:")).findFirst();
            var username = scope.map(name -> name.substring(3)).orElseGet(() -> java.util.Objects.requireNonNull(context.<org.springframework.security.core.Authentication>getPrincipal()).getName());
            var person = known.get(username);
            if (person != null) {
                context.getClaims().subject(person.id().toString()).claim("name", person.fullName());
            }
            if (!"id_token".equals(context.getTokenType().getValue())) {
                context.getClaims().audience(List.of("golden-thread"));
            }
        };
    }

    @Bean
    AuthorizationServerSettings settings(@Value("${golden-thread.issuer}") String issuer) {
        return AuthorizationServerSettings.builder().issuer(issuer).build();
    }

    @Bean
    JWKSource<SecurityContext> keys(@Value("${golden-thread.signing-key}") Path file) {
        return new ImmutableJWKSet<>(new JWKSet(key(file)));
    }

    private static RSAKey key(Path file) {
        try {
            if (Files.exists(file)) {
                return RSAKey.parse(Files.readString(file));
            }
            var key = new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, key.toJSONString());
            return key;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ParseException | JOSEException e) {
            throw new IllegalStateException(file + " holds no signing key; remove it and start again", e);
        }
    }
}
