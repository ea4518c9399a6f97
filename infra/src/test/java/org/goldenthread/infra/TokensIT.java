package org.goldenthread.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.goldenthread.events.Role;
import org.goldenthread.infra.launcher.Product;
import org.goldenthread.infra.signin.DemoPeople;
import org.junit.jupiter.api.Test;

/** Tokens that somebody forged: none is accepted by either service. */
@SuppressWarnings("JavaUtilDate") // Nimbus takes no other
class TokensIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Test
    void no_forged_token_is_accepted() throws Exception {
        try (var product = Product.start(Path.of(System.getProperty("project.root", "..")), 18_480, "-Dgolden-thread.no-story=true")) {
            var key = RSAKey.parse(Files.readString(product.machine().data().resolve("sign-in.key")));
            var issuer = product.machine().ports().issuer();
            var urls = List.of(product.url("/v1/front-door"), "http://127.0.0.1:" + product.machine().ports().command() + "/v1/staff/" + admin() + "/roles");
            assertThat(statuses(urls, signed(key, claims(issuer).build()))).as("the right token is let in").doesNotContain(401);
            for (var forged : forged(key, issuer).entrySet()) {
                assertThat(statuses(urls, forged.getValue())).as(forged.getKey()).containsOnly(401);
            }
        }
    }

    private static Map<String, String> forged(RSAKey key, String issuer) throws JOSEException {
        var right = signed(key, claims(issuer).build());
        var stranger = new RSAKeyGenerator(2048).keyID(key.getKeyID()).generate();
        var all = new LinkedHashMap<String, String>();
        all.put("no signature", new PlainJWT(claims(issuer).build()).serialize());
        all.put("signature cut off", right.substring(0, right.lastIndexOf('.') + 1));
        all.put("public key taken for a shared secret", shared(key, claims(issuer).build()));
        all.put("expired", signed(key, claims(issuer).expirationTime(Date.from(Instant.now().minusSeconds(3_600))).build()));
        all.put("not yet valid", signed(key, claims(issuer).notBeforeTime(Date.from(Instant.now().plusSeconds(3_600))).build()));
        all.put("for another audience", signed(key, claims(issuer).audience("another-service").build()));
        all.put("without an audience", signed(key, claims(issuer).audience((String) null).build()));
        all.put("of another issuer", signed(key, claims("https://issuer.example").build()));
        all.put("unknown key under a known name", signed(stranger, claims(issuer).build()));
        all.put("unknown key under its own name", signed(new RSAKeyGenerator(2048).keyID("stranger").generate(), claims(issuer).build()));
        all.put("another's words under this signature", right.split("\\.", -1)[0] + "." + signed(key, claims(issuer).subject(DemoPeople.with(Role.FD_MANAGER).id().toString())
                .build()).split("\\.", -1)[1] + "." + right.split("\\.", -1)[2]);
        all.put("no token at all", "");
        all.put("not a token", "abc.def.ghi");
        return all;
    }

    private static JWTClaimsSet.Builder claims(String issuer) {
        return new JWTClaimsSet.Builder().issuer(issuer).subject(admin()).audience("golden-thread").issueTime(new Date())
                .expirationTime(Date.from(Instant.now().plusSeconds(300)));
    }

    private static String admin() {
        return DemoPeople.with(Role.SYS_ADMIN).id().toString();
    }

    static String signed(RSAKey key, JWTClaimsSet claims) throws JOSEException {
        var token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    private static String shared(RSAKey key, JWTClaimsSet claims) throws JOSEException {
        var token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(key.getKeyID()).build(), claims);
        token.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));
        return token.serialize();
    }

    private static List<Integer> statuses(List<String> urls, String token) throws Exception {
        var statuses = new java.util.ArrayList<Integer>();
        for (var url : urls) {
            var request = HttpRequest.newBuilder(URI.create(url)).header("Content-Type", "application/json").header("Idempotency-Key", "forged-token")
                    .header("Golden-Thread-Ledger", "1").header("Authorization", "Bearer " + token);
            statuses.add(HTTP.send((url.contains("/staff/") ? request.POST(HttpRequest.BodyPublishers.ofString("{}")) : request.GET()).build(),
                    HttpResponse.BodyHandlers.discarding()).statusCode());
        }
        return statuses;
    }
}
