package io.cloudconnectors.local.launcher;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The control API of the simulated clouds: what customers do in a console. */
final class CloudControl {

    private final URI cloud;
    private final String provider;

    /** @param provider {@code azure}, {@code google} */
    CloudControl(URI cloud, String provider) {
        this.cloud = cloud;
        this.provider = provider;
    }

    /**
     * @param body empty for none
     * @throws IOException also when it is refused; without the body, which may be a secret
     */
    String send(String method, String path, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(cloud.resolve("/_control/" + provider + "/" + path))
                .timeout(Duration.ofSeconds(10))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            var response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new IOException(
                        "The simulated cloud answered %d to %s %s".formatted(response.statusCode(), method, path));
            }
            return response.body();
        }
    }
}
