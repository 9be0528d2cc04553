package io.cloudconnectors.api.tenant;

/**
 * A customer of the platform. Nothing of one tenant is ever visible to another.
 *
 * @param name 1 to 128 characters, as the identity provider writes it
 */
public record Tenant(String name) {
    private static final int LONGEST = 128;

    /** @throws IllegalArgumentException for a name that no tenant can have */
    public Tenant {
        if (name.isBlank() || name.length() > LONGEST || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("Not the name of a tenant");
        }
    }
}
