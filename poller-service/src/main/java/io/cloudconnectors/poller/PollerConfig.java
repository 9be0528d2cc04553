package io.cloudconnectors.poller;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Everything that can be set about a poller. */
@ConfigMapping(prefix = "poller")
public interface PollerConfig {

    Kafka kafka();

    Slots slots();

    Run run();

    Egress egress();

    Aws aws();

    Google google();

    Azure azure();

    /** Where run requests come from and results go. */
    interface Kafka {
        String bootstrapServers();

        /** Groups are named {@code <prefix>_interactive} and {@code <prefix>_scheduled}. */
        @WithDefault("pollers")
        String groupPrefix();

        /** How soon a topic that was made after the start is noticed. */
        @WithDefault("5s")
        Duration metadataMaxAge();

        /**
         * How long a poller may be silent before its partitions go to another one: what a run request waits after a crash.
         * Not below the broker's {@code group.min.session.timeout.ms}.
         */
        @WithDefault("10s")
        Duration sessionTimeout();

        /** Between two signs of life to the broker; a third of the session timeout at most. */
        @WithDefault("3s")
        Duration groupHeartbeat();

        /** How long to wait before a lease is asked for again when connector-api cannot be reached. */
        @WithDefault("1s")
        Duration retryDelay();
    }

    /** How many runs at a time. */
    interface Slots {
        @WithDefault("32")
        int total();

        /** Of the total, kept free for runs that a person waits for. */
        @WithDefault("4")
        int interactiveReserved();
    }

    /** The life of a run. */
    interface Run {
        @WithDefault("30s")
        Duration heartbeat();

        /** How long the vault may be away before the run ends with VAULT_UNAVAILABLE. */
        @WithDefault("20s")
        Duration vaultPatience();

        /** How long a stopped run may take to let go of its last call. */
        @WithDefault("10s")
        Duration stopPatience();

        /** How many slices of one account are looked at at the same time. */
        @WithDefault("8")
        int parallelSlices();

        /** How many requests a second go to one account at most whose customer has set no limit. */
        @WithDefault("50")
        int requestsPerSecond();

        /** How fast services are asked, in relation to what is built in: 0.5 where other tools read the accounts, too. */
        @WithDefault("1")
        double pace();

        /** How long runs may go on after the poller was told to stop. */
        @WithDefault("20s")
        Duration shutdownGrace();

        /** How long those that are left may take then to let go and be handed back. */
        @WithDefault("5s")
        Duration handBack();
    }

    /** Where the clients of the clouds may connect to. */
    interface Egress {
        /**
         * Whether the clouds' names may lead to addresses that are not of the internet, as with AWS PrivateLink or Azure Private
         * Link.
         */
        @WithDefault("false")
        boolean privateAddresses();
    }

    /** How AWS is called. */
    interface Aws {
        @WithDefault("200")
        int maxConnections();

        @WithDefault("3s")
        Duration connectTimeout();

        /** One attempt of a call, the SDK's retries not included. */
        @WithDefault("20s")
        Duration attemptTimeout();

        /** A call with its retries. */
        @WithDefault("60s")
        Duration callTimeout();

        /** Attempts of a call in all, with the SDK's back-off in between. */
        @WithDefault("4")
        int maxAttempts();

        @WithDefault("1h")
        Duration sessionDuration();
    }

    /** How Google Cloud is called. */
    interface Google {
        @WithDefault("200")
        int maxConnections();

        @WithDefault("3s")
        Duration connectTimeout();

        /** In the place of every Google host, the token endpoint's too; absent: Google's own. */
        Optional<URI> endpoint();

        /** One attempt of a call. */
        @WithDefault("20s")
        Duration attemptTimeout();

        /** Attempts of a call in all. */
        @WithDefault("6")
        int maxAttempts();

        /** The pause before the second attempt; each further one is twice as long. */
        @WithDefault("1s")
        Duration firstPause();
    }

    /** How Azure is called. */
    interface Azure {
        /** An authority to sign in at in the place of Microsoft's; https. */
        Optional<URI> authorityHost();

        /** A Resource Manager to ask in the place of Microsoft's. */
        Optional<URI> resourceManagerEndpoint();

        /** A PEM file of certificate authorities to trust besides those of the JDK. */
        Optional<String> caFile();

        @WithDefault("200")
        int maxConnections();

        @WithDefault("10s")
        Duration connectTimeout();

        /** One attempt of a call, the retries not included. */
        @WithDefault("20s")
        Duration attemptTimeout();

        /** Attempts of a call in all, with back-off in between. */
        @WithDefault("4")
        int maxAttempts();

        /** The longest wait that Azure may ask for; a call that is to wait longer fails as throttled. */
        @WithDefault("15s")
        Duration maxWait();
    }
}
