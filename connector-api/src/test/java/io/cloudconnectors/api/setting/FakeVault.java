package io.cloudconnectors.api.setting;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cloudconnectors.contracts.CredentialWrite;
import io.cloudconnectors.contracts.SealedCredential;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The half that writes and shreds of the vault's API as contracts say it, kept in memory. */
public final class FakeVault implements AutoCloseable {
    private static final Pattern CREDENTIAL = Pattern.compile("/internal/v1/tenants/([^/]+)/credentials/([^/]+)");
    private static final Pattern VERSION =
            Pattern.compile("/internal/v1/tenants/([^/]+)/credentials/([^/]+)/versions/([0-9]+)");

    private final ObjectMapper json = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(com.fasterxml.jackson.databind.SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();
    private final Map<String, Version> versions = new ConcurrentHashMap<>();
    private final Map<String, String> lastTokens = new ConcurrentHashMap<>();
    private final HttpServer server;
    private final Map<String, Runnable> meanwhile = new ConcurrentHashMap<>();
    private final Map<String, String> refusals = new ConcurrentHashMap<>();
    private final Map<String, Integer> calls = new ConcurrentHashMap<>();
    private volatile boolean down;

    private record Version(CredentialWrite body, SealedCredential sealed) {}

    public FakeVault() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    /** The value of {@code VAULT_URL}. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Answers every call with 503 until it is up again. */
    public void goDown(boolean goesDown) {
        down = goesDown;
    }

    /** Refuses whatever is sealed for a tenant, with 409 and this code. */
    public void refuse(String tenant, String code) {
        refusals.put(tenant, code);
    }

    /** How many times something was to be sealed for a tenant, in vain or not. */
    public int calls(String tenant) {
        return calls.getOrDefault(tenant, 0);
    }

    /** Does something while the next version of a tenant is sealed. */
    public void meanwhile(String tenant, Runnable work) {
        meanwhile.put(tenant, work);
    }

    /** How many versions are sealed for the connectors of a tenant. */
    public long sealedFor(String tenant) {
        return versions.keySet().stream()
                .filter(key -> key.startsWith("/internal/v1/tenants/" + tenant + "/"))
                .count();
    }

    /** With which token the last version of a tenant was sealed. */
    public String lastToken(String tenant) {
        return Objects.requireNonNull(lastTokens.get(tenant), tenant);
    }

    /** What was sealed under a version of the only credential that a tenant has. */
    public Optional<CredentialWrite> sealed(String tenant, int version) {
        return versions.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("/internal/v1/tenants/" + tenant + "/")
                        && entry.getKey().endsWith("/versions/" + version))
                .map(entry -> entry.getValue().body())
                .findFirst();
    }

    /** Seals the next version of a tenant's only credential, as a change that was never committed would have. */
    public void sealOrphan(String tenant, int version, CredentialWrite body) {
        String first = versions.keySet().stream()
                .filter(key -> key.startsWith("/internal/v1/tenants/" + tenant + "/"))
                .findFirst()
                .orElseThrow();
        Matcher path = VERSION.matcher(first);
        if (!path.matches()) {
            throw new IllegalStateException(first);
        }
        seal(path.group(1), path.group(2), version, body);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (!down && "DELETE".equals(exchange.getRequestMethod())) {
                exchange.sendResponseHeaders(shred(exchange.getRequestURI().getPath()) ? 204 : 404, -1);
                return;
            }
            Matcher path = VERSION.matcher(exchange.getRequestURI().getPath());
            String token = exchange.getRequestHeaders().getFirst("Authorization");
            if (down || token == null || !token.startsWith("Bearer ") || !path.matches()) {
                exchange.sendResponseHeaders(down ? 503 : path.matches() ? 401 : 404, -1);
                return;
            }
            lastTokens.put(path.group(1), token);
            calls.merge(path.group(1), 1, Integer::sum);
            Runnable work = meanwhile.remove(path.group(1));
            if (work != null) {
                work.run();
            }
            String refusal = refusals.get(path.group(1));
            if (refusal != null) {
                answer(exchange, 409, "application/problem+json", Map.of("status", 409, "code", refusal));
                return;
            }
            CredentialWrite write = json.readValue(body, CredentialWrite.class);
            Version version = seal(path.group(1), path.group(2), Integer.parseInt(path.group(3)), write);
            if (!version.body().equals(write)) {
                answer(exchange, 409, "application/problem+json", Map.of("status", 409, "code", "VERSION_CONFLICT"));
                return;
            }
            answer(exchange, 201, "application/json", version.sealed());
        }
    }

    private void answer(HttpExchange exchange, int status, String type, Object body) throws IOException {
        byte[] answer = json.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, answer.length);
        exchange.getResponseBody().write(answer);
    }

    /** One version, or all of a credential. */
    private boolean shred(String path) {
        versions.keySet().removeIf(key -> key.equals(path) || key.startsWith(path + "/versions/"));
        return VERSION.matcher(path).matches() || CREDENTIAL.matcher(path).matches();
    }

    private synchronized Version seal(String tenant, String credential, int version, CredentialWrite body) {
        String credentialPath = "/internal/v1/tenants/" + tenant + "/credentials/" + credential + "/versions/";
        String externalId = IntStream.rangeClosed(1, version - 1)
                .mapToObj(before -> versions.get(credentialPath + (version - before)))
                .filter(Objects::nonNull)
                .findFirst()
                .map(before -> before.sealed().externalId())
                .orElseGet(() -> externalId(tenant, body));
        return versions.computeIfAbsent(
                credentialPath + version,
                key -> new Version(body, new SealedCredential(version, random(), externalId, Instant.EPOCH)));
    }

    /** Of an AWS credential alone: a new one, or that of the credential that the body names. */
    private @Nullable String externalId(String tenant, CredentialWrite body) {
        if (body.aws() == null) {
            return null;
        }
        if (body.externalIdOf() == null) {
            return "cc-" + random();
        }
        String source = "/internal/v1/tenants/" + tenant + "/credentials/" + body.externalIdOf() + "/versions/";
        return versions.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(source))
                .map(entry -> entry.getValue().sealed().externalId())
                .findFirst()
                .orElseThrow();
    }

    /** What was sealed for a tenant for a time only. */
    public List<CredentialWrite> trials(String tenant) {
        return versions.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("/internal/v1/tenants/" + tenant + "/"))
                .map(entry -> entry.getValue().body())
                .filter(body -> body.ttlSeconds() != null)
                .toList();
    }

    private static String random() {
        byte[] bytes = new byte[16];
        RandomGenerator.of("SecureRandom").nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
