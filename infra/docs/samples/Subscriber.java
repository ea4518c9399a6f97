import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Base64;
import java.util.Scanner;

/** Prints each dashboard as it moves, and after a cut goes on where it was: CLIENT=id:secret java Subscriber.java TOKEN_ADDRESS ADDRESS */
class Subscriber {
    static String position = "";

    public static void main(String[] told) throws InterruptedException {
        String client = Base64.getEncoder().encodeToString(System.getenv("CLIENT").getBytes());
        for (;; Thread.sleep(2_000)) { // a stream ends by a cut, with its token, and after five minutes
            try (var answer = open(told[0], "Basic " + client, "grant_type=client_credentials")) {
                String token = new String(answer.readAllBytes()).replaceAll(".*\"access_token\":\"([^\"]+)\".*", "Bearer $1");
                follow(told[1] + "/v1/dashboards/", token);
            } catch (IOException cut) {
                System.err.println("trying again: " + cut);
            }
        }
    }

    static void follow(String dashboards, String token) throws IOException {
        try (var lines = new Scanner(open(dashboards + "live", token, ""))) {
            for (String id = "", moved = ""; lines.hasNextLine();) {
                String line = lines.nextLine();
                id = line.startsWith("id:") ? line.substring(3) : id;
                moved = line.startsWith("event:") ? line.substring(6) : moved;
                if (line.isEmpty() && !moved.isEmpty()) {
                    System.out.println(moved + " " + new String(open(dashboards + moved, token, "").readAllBytes()));
                    position = id; // only now: what could not be fetched is told again
                    moved = "";
                }
            }
        }
    }

    static InputStream open(String address, String authorization, String form) throws IOException {
        var connection = URI.create(address).toURL().openConnection();
        connection.setRequestProperty("Authorization", authorization);
        connection.setRequestProperty("Last-Event-ID", position);
        connection.setReadTimeout(40_000); // something comes every fifteen seconds, or it is cut
        if (!form.isEmpty()) {
            connection.setDoOutput(true);
            connection.getOutputStream().write(form.getBytes());
        }
        return connection.getInputStream();
    }
}
