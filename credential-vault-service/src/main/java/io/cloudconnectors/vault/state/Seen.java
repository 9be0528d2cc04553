package io.cloudconnectors.vault.state;

/**
 * What a sign says.
 *
 * @param why what is wrong, what that means and what to do; read by operators, so it holds no secret. Empty when nothing is wrong
 */
public record Seen(VaultState state, String why) {
    private static final Seen READY = new Seen(VaultState.READY, "");

    public static Seen ready() {
        return READY;
    }

    public static Seen degraded(String why) {
        return new Seen(VaultState.DEGRADED, why);
    }

    public static Seen sealed(String why) {
        return new Seen(VaultState.SEALED, why);
    }
}
