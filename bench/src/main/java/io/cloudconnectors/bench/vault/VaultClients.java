package io.cloudconnectors.bench.vault;

import io.cloudconnectors.bench.load.Call;
import io.cloudconnectors.bench.load.ClosedLoop;
import io.cloudconnectors.bench.load.KeptConnection;
import io.cloudconnectors.contracts.RevealedCredential;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** A poller and connector-api with the identities that they have, and what they ask the vault for: AWS roles, most of all there is. */
final class VaultClients {
    private static final int READY = 5_000;
    private static final int WARM_UP = 15_000;
    private static final int TENANTS = 50;
    private static final int ROLES_A_TENANT = 1_000_000_000;

    private final URI vault;
    private final Issuers issuers;
    private final String poller;
    private final String writer;
    private final AtomicInteger sealed = new AtomicInteger();
    private final AtomicLong reveals = new AtomicLong();
    private volatile List<Call> ready = List.of();

    VaultClients(VaultBed bed) {
        this.vault = bed.stack().url("vault");
        this.issuers = bed.issuers();
        this.poller = issuers.service("poller-service", "vault:reveal runs:lease");
        this.writer = issuers.service("connector-api", "vault:write");
    }

    /** Version 1 of a credential that is in the vault. */
    record Stored(String tenant, UUID connector, UUID credential) {
        static Stored of(String tenant) {
            return new Stored(tenant, UUID.randomUUID(), UUID.randomUUID());
        }
    }

    URI vault() {
        return vault;
    }

    static String anyTenant() {
        return "bench-%02d".formatted(ThreadLocalRandom.current().nextInt(TENANTS));
    }

    static Stored any(List<Stored> all) {
        return all.get(ThreadLocalRandom.current().nextInt(all.size()));
    }

    /** Seals some of a tenant, or of any. */
    List<Stored> store(int count, Supplier<String> tenant) {
        try (var connection = KeptConnection.to(vault)) {
            List<Stored> all = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                Stored one = Stored.of(tenant.get());
                connection.send(seal(one), 201);
                all.add(one);
            }
            return all;
        }
    }

    /** Seals a new one. */
    Call seal() {
        return seal(Stored.of(anyTenant()));
    }

    private Call seal(Stored one) {
        return Call.put(
                "/internal/v1/tenants/%s/credentials/%s/versions/1".formatted(one.tenant(), one.credential()),
                writer,
                "{\"connectorId\":\"%s\",\"aws\":{\"roleArn\":\"arn:aws:iam::%012d:role/CloudConnector\"}}"
                        .formatted(one.connector(), sealed.incrementAndGet() % ROLES_A_TENANT));
    }

    /** For a run of its own, whose token is signed here. */
    Call reveal(Stored one) {
        return Call.post(path(one.credential()), poller, "")
                .with(
                        RevealedCredential.RUN_TOKEN_HEADER,
                        issuers.run(one.tenant(), one.connector(), one.credential()));
    }

    /** The same without a token of a run. */
    Call revealWithoutRun(Stored one) {
        return Call.post(path(one.credential()), poller, "");
    }

    /** The same with the token of another's run. */
    Call revealOfAnother(Stored one, Stored another) {
        return Call.post(path(one.credential()), poller, "")
                .with(
                        RevealedCredential.RUN_TOKEN_HEADER,
                        issuers.run(another.tenant(), another.connector(), another.credential()));
    }

    private static String path(UUID credential) {
        return "/internal/v1/credentials/" + credential + "/versions/1/reveal";
    }

    /** Signs the tokens of many runs, so that no client does while it is measured. */
    void makeReady(List<Stored> all) {
        ready = IntStream.range(0, READY).mapToObj(i -> reveal(any(all))).toList();
    }

    /** By number, not by time: on a slow machine the compiler would not be through with the vault's code when it is measured. */
    void warmUp(ClosedLoop loop, List<Stored> all) {
        while (reveals.get() < WARM_UP) {
            makeReady(all);
            var _ = loop.run(vault, this::readyReveal, 200);
        }
    }

    /** One of those that are ready, in turn. */
    Call readyReveal() {
        return ready.get(Math.toIntExact(reveals.getAndIncrement() % ready.size()));
    }

    /** How many of those were asked for. */
    long readyReveals() {
        return reveals.get();
    }
}
