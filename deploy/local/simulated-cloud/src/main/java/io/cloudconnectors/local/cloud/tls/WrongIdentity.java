package io.cloudconnectors.local.cloud.tls;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** What a server may show that is called {@code localhost} and is not to be believed. */
public enum WrongIdentity {
    OF_ANOTHER_AUTHORITY {
        @Override
        public Identity of(CertificateAuthority authority, Instant now) throws IOException {
            return CertificateAuthority.create("services", now).issue("localhost");
        }
    },
    OF_ANOTHER_NAME {
        @Override
        public Identity of(CertificateAuthority authority, Instant now) throws IOException {
            return authority.issue("other.internal");
        }
    },
    WHOSE_TIME_IS_OVER {
        @Override
        public Identity of(CertificateAuthority authority, Instant now) throws IOException {
            return authority.issue(now.minus(Duration.ofMinutes(1)), "localhost");
        }
    };

    /**
     * Makes one.
     *
     * @param authority that its clients trust
     */
    public abstract Identity of(CertificateAuthority authority, Instant now) throws IOException;
}
