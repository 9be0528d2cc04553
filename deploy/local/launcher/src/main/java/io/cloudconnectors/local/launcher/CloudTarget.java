package io.cloudconnectors.local.launcher;

import java.util.Map;
import java.util.TreeMap;

/** Which cloud the pollers of a stack talk to. */
sealed interface CloudTarget {

    /** The account id of the platform itself, which customers put into their trust policies. */
    String platformAccountId();

    /** The simulated cloud, started with the stack, with keys made for it. */
    record Simulated(String platformAccountId) implements CloudTarget {}

    /**
     * The real clouds, or whatever {@code AWS_ENDPOINT_URL*} names: the pollers get the {@code AWS_*} variables of the
     * environment as they are, and read {@code ~/.aws} as every SDK does. For Azure and Google Cloud they need nothing: each
     * connector brings its own key.
     */
    record FromEnvironment(String platformAccountId, Map<String, String> variables) implements CloudTarget {
        @Override
        public String toString() {
            return "FromEnvironment[" + platformAccountId + "]";
        }
    }

    /** Any 12 digits that no example uses. */
    String SIMULATED_PLATFORM = "999988887777";

    /**
     * @param real asked for by {@code --real-clouds}
     * @throws UsageException when the platform's account id is needed and not given
     */
    static CloudTarget of(Map<String, String> environment, boolean real) {
        var account = environment.getOrDefault("PLATFORM_AWS_ACCOUNT_ID", "");
        var elsewhere = environment.entrySet().stream()
                .anyMatch(entry -> entry.getKey().startsWith("AWS_ENDPOINT_URL")
                        && !entry.getValue().isBlank());
        if (!real && !elsewhere) {
            return new Simulated(SIMULATED_PLATFORM);
        }
        if (!account.matches("[0-9]{12}")) {
            throw new UsageException(
                    "Set PLATFORM_AWS_ACCOUNT_ID to the 12 digits of the account that your AWS credentials"
                            + " belong to (aws sts get-caller-identity): customers' roles will trust it.");
        }
        var variables = new TreeMap<>(environment);
        variables.keySet().removeIf(name -> !name.startsWith("AWS_"));
        return new FromEnvironment(account, Map.copyOf(variables));
    }
}
