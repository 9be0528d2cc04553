package io.cloudconnectors.system.fault;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.local.launcher.StackProcess;
import io.cloudconnectors.local.servers.Database;
import io.cloudconnectors.system.fault.Scene.Target;
import java.sql.SQLException;
import java.util.List;

/** What happens to the vault: runs end for want of a credential, and nobody but the platform is to blame. */
final class VaultFaults {
    private static final String BREAK = """
            CREATE FUNCTION fault_refuse() RETURNS trigger LANGUAGE plpgsql AS
                $$BEGIN RAISE EXCEPTION 'a fault' USING ERRCODE = 'disk_full'; END$$;
            CREATE TRIGGER fault_refuse BEFORE INSERT ON audit FOR EACH STATEMENT EXECUTE FUNCTION fault_refuse()
            """;
    private static final String MEND = "DROP FUNCTION fault_refuse() CASCADE";

    private VaultFaults() {}

    static String away(Scene scene) throws Exception {
        StackProcess vault = vault(scene);
        int runs;
        vault.kill();
        try {
            runs = missTheirCredential(scene);
        } finally {
            vault.restart();
        }
        return healed(scene, "%d runs found no vault".formatted(runs));
    }

    /** It takes requests, and takes longer than any poller waits. */
    static String slow(Scene scene) throws Exception {
        StackProcess vault = vault(scene);
        int runs;
        vault.freeze();
        try {
            runs = missTheirCredential(scene);
        } finally {
            vault.thaw();
        }
        return healed(scene, "%d runs waited for the vault in vain".formatted(runs));
    }

    /** It can write down no hand-out, so it makes none. */
    static String failing(Scene scene) throws Exception {
        int runs;
        inItsDatabase(scene, BREAK);
        try {
            runs = missTheirCredential(scene);
        } finally {
            inItsDatabase(scene, MEND);
        }
        return healed(scene, "the vault failed %d runs".formatted(runs));
    }

    private static StackProcess vault(Scene scene) {
        return scene.stack().process("vault");
    }

    private static int missTheirCredential(Scene scene) throws Exception {
        List<Target> targets = scene.oneOfEachCloud();
        for (String why : AtOnce.each(targets, target -> why(scene.run(target)))) {
            if (!why.equals(ReasonCode.VAULT_UNAVAILABLE.name())) {
                throw new Reach.NotReachedException("a run without a credential, but " + why, null);
            }
        }
        return targets.size();
    }

    private static String why(JsonNode run) {
        return run.path("reason").path("code").asText(run.path("state").asText());
    }

    private static String healed(Scene scene, String what) throws Exception {
        var _ = AtOnce.each(scene.oneOfEachCloud(), target -> {
            scene.heal(target);
            return target;
        });
        return what;
    }

    private static void inItsDatabase(Scene scene, String statements) throws SQLException {
        try (var connection = scene.stack().superuser(Database.VAULT).connect();
                var statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }
}
