package io.cloudconnectors.vault.audit;

import io.cloudconnectors.contracts.VaultAuditAnchor;
import io.cloudconnectors.contracts.chain.AuditFault;
import io.cloudconnectors.vault.audit.ChainRepository.Subject;
import io.cloudconnectors.vault.problem.StorageException;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * What {@code ./dev vault} runs; in production from the service's own jars, with {@code VAULT_DB_URL}, {@code VAULT_APP_PASSWORD}
 * and {@code KAFKA_BOOTSTRAP_SERVERS} set. It reads, and changes nothing. Exit status 0 when all is well, 1 when the log is
 * broken, 2 when it was not understood, 3 when it could not look.
 */
public final class AuditCommand {
    private static final int WHOLE = 0;
    private static final int BROKEN = 1;
    private static final int NOT_UNDERSTOOD = 2;
    private static final int COULD_NOT_LOOK = 3;
    private static final String USER = "vault_app";
    private static final String USAGE = """
            vault verify-audit [--without-anchors]
                    walk every chain of the audit log and compare it with its anchor in Kafka
            vault audit --credential ID|--connector ID [--since TIME]
                    what was done with a credential, or with all of a connector; TIME as in 2026-11-27T12:00:00Z""";

    private final ChainRepository chains;
    private final Supplier<Map<UUID, VaultAuditAnchor>> anchors;
    private final PrintStream out;

    AuditCommand(ChainRepository chains, Supplier<Map<UUID, VaultAuditAnchor>> anchors, PrintStream out) {
        this.chains = chains;
        this.anchors = anchors;
        this.out = out;
    }

    public static void main(String[] arguments) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(required("VAULT_DB_URL"));
        database.setUser(USER);
        database.setPassword(required("VAULT_APP_PASSWORD"));
        AnchoringConfig config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(AnchoringConfig.class)
                .withDefaultValues(Map.of("vault.anchoring.bootstrap-servers", required("KAFKA_BOOTSTRAP_SERVERS")))
                .build()
                .getConfigMapping(AnchoringConfig.class);
        AnchorTopic topic = new AnchorTopic(config);
        System.exit(
                new AuditCommand(new ChainRepository(database), topic::all, System.out).run(Arrays.asList(arguments)));
    }

    private static String required(String variable) {
        return Objects.requireNonNull(System.getenv(variable), () -> "Set " + variable);
    }

    int run(List<String> arguments) {
        String command = arguments.isEmpty() ? "" : arguments.getFirst();
        List<String> rest = arguments.isEmpty() ? arguments : arguments.subList(1, arguments.size());
        try {
            return switch (command) {
                case "verify-audit" ->
                    rest.isEmpty()
                            ? verify(anchors.get())
                            : rest.equals(List.of("--without-anchors")) ? verifyWithoutAnchors() : usage();
                case "audit" -> search(rest);
                default -> usage();
            };
        } catch (AnchorsAwayException e) {
            out.println(
                    "The anchors cannot be read, so nothing was verified: is Kafka there? --without-anchors walks the"
                            + " chains alone. " + e.getCause());
            return COULD_NOT_LOOK;
        } catch (StorageException e) {
            out.println("The audit log cannot be read: " + e.getMessage());
            return COULD_NOT_LOOK;
        }
    }

    private int usage() {
        out.println(USAGE);
        return NOT_UNDERSTOOD;
    }

    private int verifyWithoutAnchors() {
        int status = verify(Map.of());
        out.println("Without anchors: that an end, or a whole chain, was cut off or made anew is not found");
        return status;
    }

    private int verify(Map<UUID, VaultAuditAnchor> known) {
        List<AuditVerifier.Chain> found = new AuditVerifier(chains).verify(known);
        found.forEach(this::line);
        long broken = found.stream().filter(chain -> !chain.isWhole()).count();
        long unanchored =
                found.stream().mapToLong(AuditVerifier.Chain::unanchored).sum();
        out.printf(
                "%d chains, %d records: %s%n",
                found.size(),
                found.stream().mapToLong(chain -> chain.found().entries()).sum(),
                broken == 0 ? "whole" : broken + " chains are BROKEN");
        if (unanchored > 0) {
            out.printf(
                    "%d records are after the last anchor of their chain: that one of these was made anew, or more of them cut off,"
                            + " would not be found yet%n",
                    unanchored);
        }
        return broken == 0 ? WHOLE : BROKEN;
    }

    private void line(AuditVerifier.Chain chain) {
        var broken = chain.found().broken();
        VaultAuditAnchor anchor = chain.anchor();
        out.printf(
                "chain %s  records=%d  verified=%d  anchored=%s  %s%n",
                chain.id(),
                chain.found().entries(),
                chain.found().verified(),
                anchor == null ? "none" : "seq " + anchor.seq() + " at " + anchor.at(),
                broken == null ? "whole" : "BROKEN at seq " + broken.seq() + ": " + explained(broken.fault()));
    }

    private static String explained(AuditFault fault) {
        return switch (fault) {
            case MISSING -> "MISSING, this record was deleted";
            case UNLINKED -> "UNLINKED, it does not follow the record before it: one of the two was put there";
            case CHANGED -> "CHANGED, the record says other than it said";
            case REWRITTEN -> "REWRITTEN, the chain fits together and is not the one that was anchored";
            case TRUNCATED -> "TRUNCATED, the records from here to the anchor were deleted";
        };
    }

    private int search(List<String> arguments) {
        if (arguments.isEmpty() || arguments.size() % 2 != 0) {
            return usage();
        }
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            options.put(arguments.get(i), arguments.get(i + 1));
        }
        String since = options.remove("--since");
        if (options.size() != 1) {
            return usage();
        }
        var option = options.entrySet().iterator().next();
        try {
            UUID id = UUID.fromString(option.getValue());
            Instant from = since == null ? Instant.EPOCH : Instant.parse(since);
            return switch (option.getKey()) {
                case "--credential" -> list(new Subject(Subject.Kind.CREDENTIAL, id), from);
                case "--connector" -> list(new Subject(Subject.Kind.CONNECTOR, id), from);
                default -> usage();
            };
        } catch (IllegalArgumentException | DateTimeParseException e) {
            return usage();
        }
    }

    private int list(Subject subject, Instant since) {
        chains.search(
                subject,
                since,
                record -> out.printf(
                        "%s  %s %s  by=%s  tenant=%s  connector=%s  credential=%s version=%s  run=%s attempt=%s%n",
                        record.at(),
                        record.action(),
                        record.outcome(),
                        record.actor(),
                        record.tenant(),
                        record.connector(),
                        record.credential(),
                        record.version(),
                        record.run(),
                        record.attempt()));
        return WHOLE;
    }
}
