package io.cloudconnectors.poller.provider.aws;

import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.poller.provider.CloudProvider.StrangerTrial;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Two attempts to assume the role that must fail: without an External ID, and with one that nobody knows. A role that
 * lets one of them in makes the platform a confused deputy: any of its clients who can name the role could read the
 * account through it (AWS IAM User Guide, "The confused deputy problem").
 *
 * <p>Only AWS's own denial counts as a failure. Throttled, or without an answer, nothing is known.
 */
final class ExternalIdTrial {
    private static final int BYTES = 20;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final AwsSession session;
    private final InstantSource clock;

    /** @param session of the role, made with the right External ID: a role that nobody can assume proves nothing */
    ExternalIdTrial(AwsSession session, InstantSource clock) {
        this.session = session;
        this.clock = clock;
    }

    StrangerTrial hold() throws InterruptedException {
        StrangerTrial without = attempt(null);
        return switch (without) {
            case StrangerTrial.ShutOut() -> attempt(unknown());
            case StrangerTrial.LetIn _, StrangerTrial.Undecided _ -> without;
        };
    }

    private StrangerTrial attempt(@Nullable String externalId) throws InterruptedException {
        try {
            String requestId = session.assumeAsStranger(externalId);
            return new StrangerTrial.LetIn(new Reason(
                    ReasonCode.AWS_EXTERNAL_ID_NOT_ENFORCED, null, requestId, "sts:AssumeRole", clock.instant()));
        } catch (SdkException e) {
            return Symptom.of(e).accessDenied() ? new StrangerTrial.ShutOut() : new StrangerTrial.Undecided();
        }
    }

    /** Shaped like the vault's, so that a pattern that takes all of ours is found too. */
    private static String unknown() {
        byte[] bits = new byte[BYTES];
        RANDOM.nextBytes(bits);
        return "cc-" + HexFormat.of().formatHex(bits);
    }
}
