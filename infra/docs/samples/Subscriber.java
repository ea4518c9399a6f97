import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;

/** Prints which agency has which minutes whenever that changes, and goes on after a cut: java Subscriber.java TOKEN_URL CLIENT:SECRET SCOPE ADDRESS */
class Subscriber {
    static final HttpClient HTTP = HttpClient.newHttpClient();

    public static void main(String[] told) throws Exception {
        while (true) { // a stream ends after five minutes, or with the service; what it says on opening is how things stand, so nothing is missed
            try {
                String token = token(told[0], told[1], told[2]);
                var live = HTTP.send(ask(told[3] + "/v1/dashboards/live", token), BodyHandlers.ofLines());
                live.body().filter(line -> live.statusCode() == 200 && line.startsWith("data:"))
                        .forEach(line -> System.out.println(HTTP.sendAsync(ask(told[3] + "/v1/dashboards/minutes-receipt", token), BodyHandlers.ofString()).join().body()));
            } catch (java.io.IOException | RuntimeException cut) {
                System.err.println("cut: " + cut);
            }
            Thread.sleep(1_000);
        }
    }

    static HttpRequest ask(String address, String token) {
        return HttpRequest.newBuilder(URI.create(address)).header("Authorization", "Bearer " + token).build();
    }

    static String token(String address, String client, String scope) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(address)).header("Authorization", "Basic " + Base64.getEncoder().encodeToString(client.getBytes()))
                .header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials&scope=" + scope));
        return HTTP.send(request.build(), BodyHandlers.ofString()).body().replaceAll(".*\"access_token\":\"([^\"]+)\".*", "$1");
    }
}
