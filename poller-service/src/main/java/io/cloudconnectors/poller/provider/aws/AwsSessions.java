package io.cloudconnectors.poller.provider.aws;

import io.cloudconnectors.poller.pace.Pace;
import io.cloudconnectors.poller.provider.aws.SessionPacks.Pack;
import io.cloudconnectors.poller.provider.aws.catalogue.AwsService;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.sts.StsClient;

/** The sessions of one run, one for each pack of services; the role is assumed for a pack when its first slice needs it. */
final class AwsSessions {
    private final AwsSession first;
    private final Map<AwsService, AwsSession> byService = new EnumMap<>(AwsService.class);

    private AwsSessions(AwsSession first) {
        this.first = first;
    }

    /**
     * Assumes nothing yet.
     *
     * @param terms what all have in common; each pack brings a policy of its own
     * @param pace asked before each request of any of them
     */
    static AwsSessions of(
            StsClient sts, AwsCredentialsProvider platform, AwsSession.Terms terms, List<Pack> packs, Pace pace) {
        List<AwsSession> sessions = packs.stream()
                .map(pack -> new AwsSession(sts, platform, terms, pack.policy(), pace))
                .toList();
        AwsSessions all = new AwsSessions(sessions.getFirst());
        for (int i = 0; i < packs.size(); i++) {
            for (AwsService service : packs.get(i).services()) {
                all.byService.put(service, sessions.get(i));
            }
        }
        return all;
    }

    /** In which the account is identified and its regions are listed. */
    AwsSession first() {
        return first;
    }

    AwsSession of(AwsService service) {
        AwsSession session = byService.get(service);
        if (session == null) {
            throw new IllegalStateException("No pack has " + service);
        }
        return session;
    }
}
