package io.cloudconnectors.api.connector;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A platform with these accounts. */
public record PlatformFixture(
        String awsAccountId,
        @Nullable String usGov,
        @Nullable String china) implements Platform {
    @Override
    public Optional<String> awsUsGovAccountId() {
        return Optional.ofNullable(usGov);
    }

    @Override
    public Optional<String> awsCnAccountId() {
        return Optional.ofNullable(china);
    }
}
